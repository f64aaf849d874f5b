import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.names.people import agree, calm_lines, find_people, same_given, take_apart
from toolkit.names.persons import name_words


def told(text: str, *spoken: str) -> list[str]:
    """Names of the persons that a text tells."""
    return [mention.name for mention in find_people(text, frozenset(spoken)) if mention.told]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Hope Ann Marlow", (("Hope", "Ann"), "Marlow", "")),
        ("Hugh Marlow, Jr.", (("Hugh",), "Marlow", "jr")),
        ("Hugh Marlow III", (("Hugh",), "Marlow", "iii")),
        ("Ilse van der Roe", (("Ilse",), "van der Roe", "")),
        ("von der Roe", ((), "von der Roe", "")),
        ("Kim Jong-un", (("Jong-un",), "Kim", "")),
        ("Kim Jong Un", (("Jong", "Un"), "Kim", "")),
        ("Kim Marlow", (("Kim",), "Marlow", "")),
        ("Roe", ((), "Roe", "")),
    ],
)
def test_a_name_is_taken_apart(name, parts):
    assert take_apart(name) == parts


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Bob", "Robert", True),
        ("J.", "Jane", True),
        ("J.", "Hugh", False),
        ("Paul", "Paula", False),
        ("Jon", "John", True),
        ("Volodymyr", "Volodymir", True),
        ("Raúl", "Raul", True),
        ("Chuck", "Charles", True),
        ("Bill", "Hillary", False),
        ("Lo", "Lorn", False),
        ("Lor", "Lorn", True),
    ],
)
def test_given_names_of_one_person(a, b, same):
    assert same_given(a, b) is same_given(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Anna Reed Marlow", "Anna Marlow", True),
        ("Anna R. Marlow", "Anna Reed Marlow", True),
        ("Anna S. Marlow", "Anna Reed Marlow", False),
        ("Todd Marlow", "Benjamin Todd Marlow", True),
        ("T. Marlow", "Benjamin Todd Marlow", False),
        ("Hugh Marlow", "Hugh Marlow Jr.", False),
        ("Hugh Marlow Jr.", "Hugh A. Marlow Jr", True),
        ("Kim Jong-un", "Kim Jong Un", True),
        ("Kim Jong-un", "Kim Jong-il", False),
        ("Marlow", "Anna Marlow", True),
    ],
)
def test_names_of_one_person(a, b, one):
    assert agree(take_apart(a), take_apart(b)) is agree(take_apart(b), take_apart(a)) is one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We met firebrand union boss Maya Lindquist there.", ["Maya Lindquist"]),
        ("We met Acting Solicitor General Hugh Marlow there.", ["Hugh Marlow"]),
        ("We met Secretary of State Lorn Pike, 41, there.", ["Lorn Pike"]),
        ("Then Mr Roe and Mrs. Pike left the old port again.", ["Roe", "Pike"]),
        ("Meanwhile Hope Marlow left the old port again.", ["Hope Marlow"]),
        ("We met the California Democrat and Senators Hugh Marlow and others.", ["Hugh Marlow"]),
        ("We met Norland’s Ada Roe in the old port.", ["Ada Roe"]),
        ("We met Lorn Pike, a retired harbour pilot, there.", ["Lorn Pike"]),
        ("We met Lorn Pike, a retired horse, there.", []),
        ("We met Lorn Pike (R-Fla.) in the old port.", ["Lorn Pike"]),
        ("We met Lorn Pike and Port Service in the South Vale.", []),
        ("We met Hugh Marlow Jr. there in the old port.", ["Hugh Marlow Jr."]),
        ("We met Hugh Marlow, Jr., there in the old port.", ["Hugh Marlow Jr."]),
        ("We met the Hugh Marlow administration in the old port.", []),
        ("We met Ursula von der Leyen there.", ["Ursula von der Leyen"]),
        ("Hugh Roe Hugh Roe came to the old port again.", ["Hugh Roe"]),
        ("I’ve met nobody there.", []),
        ("We met Anna Maria Reed Marlow there.", ["Anna Maria Reed Marlow"]),
        ("We met Anna Maria Reed Lind Marlow there.", []),
    ],
)
def test_persons_are_told_by_titles_first_names_and_descriptions(text, names):
    assert told(text) == names


def test_who_spoke_is_a_person():
    text = "There the old Lorn Pike spoke, and so did Kravic at noon."
    assert told(text) == []
    assert told(text, "Lorn Pike", "Kravic") == ["Lorn Pike", "Kravic"]
    assert told("Advocates spoke at the old port.", "Advocates") == []


def test_a_surname_after_a_preposition_may_be_a_place():
    titles = [
        (m.name, m.title)
        for m in find_people("Then he was in London, and the mayor of London saw London’s port.")
    ]
    assert titles == [("Then", ""), ("London", "?"), ("London", "?"), ("London", "")]


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("We saw Mrs. Roe there.", "f"),
        ("We saw Mr Roe there.", "m"),
        ("We saw the spokeswoman Lorn Pike, 41, there.", "f"),
        ("We saw his brother, Lorn Pike, 41, there.", "m"),
        ("We saw Lorn Pike, 41, there.", ""),
    ],
)
def test_titles_and_nouns_beside_a_name_tell_the_sex(text, sex):
    assert find_people(text)[-1].sex == sex


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("We saw his wife, Jane Roe, there.", True),
        ("We saw Jane Roe, his wife, there.", True),
        ("We saw the mayor’s brother Hugh Roe there.", True),
        ("We saw first lady Jane Roe there.", True),
        ("We saw the son of the Rev. Hugh Roe there.", True),
        ("We saw his friend Jane Roe there.", False),
    ],
)
def test_relatives_are_brought_in_as_such(text, related):
    assert find_people(text)[-1].related is related


def test_headings_in_capitals_tell_no_names():
    heading, prose = "Hugh Roe Wins Old Port Vote", "Hugh Roe won the old port vote."
    assert told(heading + "\n\n" + prose) == ["Hugh Roe"]
    assert calm_lines(heading + "\n\n" + prose) == ((29, 60),)
    assert len(calm_lines("Hugh Roe Met Ada Cole.")) == 1  # a sentence ends with a stop
    assert calm_lines("Port Vale Met four") == ()  # three of four words in capitals
    assert calm_lines("Port Vale Met Ten Old Men Two when rain fell") != ()  # seven of ten
    assert calm_lines("Port " * 24) == ()  # 120 characters
    assert calm_lines("Port " * 24 + "x") != ()


@pytest.mark.parametrize(
    "text", ["The Ann" + "-Ann" * 5000, "Ann " * 5000, "the Ann, " * 3000, "A. " * 5000, "Ann’s " * 3000]
)
def test_hostile_names_take_no_longer_than_others(text):
    assert len(find_people(text)) <= 5000


BESIDE = "wife;ex-wife;actors;actress;grandmother;mother,;the ;in;(;Later; ;\n;\u00a0".split(";")


@given(st.lists(st.sampled_from(BESIDE), max_size=8).map("".join))
def test_the_word_before_a_name_tells_its_sex_as_a_pattern_over_all_words_does(before):
    titles = {
        sex: "|".join(name_words()[kind]) for sex, kind in [("f", "female_titles"), ("m", "male_titles")]
    }
    simple = [sex for sex in titles if re.search(rf"\b(?:{titles[sex]})s?,? $", before)]
    found = [mention for mention in find_people(f"We saw {before}Marlow there.") if mention.name == "Marlow"]
    assert all(mention.sex == "".join(simple) for mention in found)


def test_a_name_after_a_possessive_stands_where_it_begins():
    text = "Norland’s Ada Roe spoke."
    found = [text[mention.start : mention.end] for mention in find_people(text, set())]
    assert found == ["Norland", "Ada Roe"]


RUNS = (
    "Ada ;Roe ;Pike ;Ursula ;von der ;Leyen ;de la ;Sen. ;Mr. ;’s ;, ;. ;the ;in ;Port ;\n;Jr. ;ada ".split(
        ";"
    )
)


@given(st.lists(st.sampled_from(RUNS), max_size=14).map("".join))
def test_the_mentions_around_a_place_are_those_of_all_that_hold_it(text):
    every = find_people(text)
    for place in range(len(text)):
        found = [mention for mention in find_people(text, at=place) if mention.start <= place < mention.end]
        assert found == [mention for mention in every if mention.start <= place < mention.end]
