import time

import pytest

from toolkit.claims.phrases import is_plural, phrase_words, restrictor


def words(text):
    return " ".join(match.group() for match in phrase_words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("retired harbour pilots who left", "retired harbour pilots"),
        ("Lowmere and D.C. police moved", "Lowmere and D.C. police moved"),
        ("Ms. Roe’s ferry crews were", "Ms. Roe’s ferry crews"),
        ("“yea” votes in", "yea votes"),
        ("written statements said", "written statements"),
        ("ferries, barges", "ferries"),
        ("ferries - barges", "ferries"),
        ("men and 12 boats", "men and"),
        ("men and two boats", "men and"),
        ("men and or boats", "men and"),
        ("and boats", ""),
        ("who left", ""),
        ("said no", ""),
        ("a b c d e f g h", ""),
        ("b c d e f g h k", "b c d e f g h"),
        ("", ""),
    ],
)
def test_a_phrase_ends_at_words_of_grammar_verbs_commas_and_numbers(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("after", "content", "head"),
    [
        (" of the Lowmere vote went to Roe", "Lowmere vote", "vote"),
        (" among likely voters", "likely voters", "voters"),
        (" among likely voters say", "likely voters", "voters"),
        (" of Lowmere voters supporting Roe", "Lowmere voters", "voters"),
        (" of Roe’s backers say so", "Roe’s backers", "backers"),
        (" of Reeds supporters", "Reeds supporters", "supporters"),
        (" of the ballots counted in May", "ballots", "ballots"),
        (" of the counted ballots", "counted ballots", "ballots"),
        (" of the newly built homes", "newly built homes", "homes"),
        (" of the people issued tickets", "people", "people"),
        (" of state spending went", "state spending", "spending"),
        (" in the first quarter", "first quarter", "quarter"),
        (" in state and local taxes", "state and local taxes", "taxes"),
        (" in fees and parking", "fees", "fees"),
        (" of the port’s budget and taxes", "port’s budget", "budget"),
        (" in Port Roe and Reed Quay shops", "Port Roe and Reed Quay shops", "shops"),
        (" of the settlement don’t hold", "settlement", "settlement"),
        (" of the settlement don't hold", "settlement", "settlement"),
        (" for harbour and", "harbour", "harbour"),
        (" of members of the port union left", "members of the port union", "members"),
        (" from the Advanced Harbour Fund", "Advanced Harbour Fund", "Fund"),
        (" worth of children’s desks", "children’s desks", "desks"),
        (" per tonne", "tonne", "tonne"),
        (" a week", "week", "week"),
        (" of its size", "size", "size"),
        (" in 2012", "2012", "2012"),
        (" of those surveyed", "surveyed", "surveyed"),
        ("” at the quay", "quay", "quay"),
    ],
)
def test_the_restrictor_is_what_the_next_phrase_says_of_which(after, content, head):
    text = "40 percent" + after
    start, end, *place = restrictor(text, 10)
    assert (text[start:end], text[slice(*place)]) == (content, head)


@pytest.mark.parametrize(
    "after",
    [
        " of the 53",
        " of them left",
        " of whom two left",
        " within three points of one another",
        " of one another",
        " in response to it",
        " at stake",
        " in size",
        " on Monday",
        " for hurting him",
        " a ship",
        " to the port",
        ", of the voters",
        "",
    ],
)
def test_pronouns_numbers_days_and_idle_heads_restrict_nothing(after):
    assert restrictor("40 percent" + after, 10) is None or after.startswith(" within")


def test_plurals_are_told_by_their_ending_or_from_the_list():
    assert [word for word in "ships bus class crisis news texas people men".split() if is_plural(word)] == [
        "ships",
        "news",
        "people",
        "men",
    ]


@pytest.mark.parametrize("words", ["of the ", "a-", "of ", "“ ", "of ships of ", "ly "])
def test_long_runs_take_no_more_time_a_character_than_short_ones(words):
    def seconds(size):
        text = " of the " + words * (size // len(words))
        began = time.process_time()
        restrictor(text, 0)
        return time.process_time() - began

    seconds(1000)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.005)
