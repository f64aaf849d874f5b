import pytest

from toolkit.names.identities import cast


def persons(*texts: str) -> list[dict[str, str]]:
    """What is printed -> who is meant, for each text."""
    return [
        {text[named.start : named.end]: named.person for named in article}
        for text, article in zip(texts, cast(texts), strict=True)
    ]


@pytest.mark.parametrize(
    ("first", "second", "who"),
    [
        ("We met boss Maya Lindquist.", "We met firebrand union boss Maya Lindquist.", "Maya Lindquist"),
        ("We met President Volodymyr Zelenskyy.", "We met Volodymyr Zelensky.", "Volodymyr Zelensky"),
        ("We met President Jane Roe there.", "We met President Roe there.", "Jane Roe"),
        ("We met Anna Reed Marlow there.", "We met Anna Marlow there.", "Anna Marlow"),
        ("We met Robert Pike there.", "We met Bob Pike there, and Pike left.", "Bob Pike"),
        ("We met Chief Justice John Roe Jr. there.", "We met Chief Justice John Roe there.", "John Roe"),
    ],
)  # fmt: skip
def test_one_person_of_two_articles(first, second, who):
    assert {person for article in persons(first, second) for person in article.values()} == {who}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We met Hugh Roe there.", "We met Hugh Roe Jr. there."),
        ("We met Hugh Roe there.", "We met Ada Roe there."),
        ("We met Paul Roe there.", "We met Paula Roe there."),
        ("We met Antonio Roe there.", "We met Antonia Roe there."),
        ("We met Hugh Hanson there.", "We met Hugh Manson there."),
    ],
)
def test_namesakes_stay_apart(first, second):
    one, other = persons(first, second)
    assert set(one.values()).isdisjoint(other.values())


def test_a_surname_is_the_one_full_name_of_its_article_then_of_the_event():
    told, alone = "We met Hugh Roe there. Later Mr. Roe left.", "We saw that Mr. Roe left."
    assert persons(told, alone)[1] == {"Roe": "Hugh Roe"}
    assert persons(told, alone, "We met Bo Roe there.")[1] == {"Roe": "Roe"}
    assert persons(told + " We met Bo Roe too.")[0]["Roe"] == "Roe"


def test_titles_tell_the_bearers_of_a_surname_apart():
    text = "We met Hillary Carver and her brother Tom Carver there. The plan was dead, Mrs Carver said."
    assert persons(text)[0]["Carver"] == "Hillary Carver"
    text = "We met Mr. Roe and Mrs. Roe there."
    assert [named.person for named in cast([text])[0]] == ["Mr. Roe", "Mrs. Roe"]


def test_the_president_is_not_his_wife():
    text = "We met President Roe and his wife, Jane Roe, there. Then President Roe left."
    assert persons(text)[0] == {"Roe": "Roe", "Jane Roe": "Jane Roe"}
    assert persons("We met his wife, Jane Roe, and Hugh Roe there. Then Roe left.")[0]["Roe"] == "Hugh Roe"
    jr = "We met President Hugh Roe and Hugh Roe Jr. there. Then Roe Jr. left, and President Roe too."
    assert [named.person for named in cast([jr])[0]][2:] == ["Hugh Roe Jr.", "Hugh Roe"]


def test_who_is_named_four_times_in_five_is_meant_by_the_surname():
    often = " ".join(["We met Hugh Roe there."] * 8) + " We met Bo Roe there."
    assert persons(often, "We met Bo Roe and Hugh Roe there. Then Roe left.")[1]["Roe"] == "Hugh Roe"
    few = " ".join(["We met Hugh Roe there."] * 4) + " We met Bo Roe there. Then Roe left."
    assert persons(few)[0]["Roe"] == "Roe"
    even = " ".join(["We met Hugh Roe there."] * 8 + ["We met Bo Roe there."] * 3)
    assert persons(even + " Then Roe left.")[0]["Roe"] == "Roe"


def test_london_the_city_is_not_jack_london():
    text = "In a speech the writer Jack London praised the city of London. Later London’s speech was praised."
    assert [text[n.start : n.end] for n in cast([text])[0]] == ["Jack London", "London"]
    assert [n.start for n in cast([text])[0]][1] == text.index("London’s")


def test_headings_in_capitals_are_searched_for_known_names():
    named = cast(["Hugh Roe Wins as Bo Cole Leaves Port\n\nLater we met Mayor Hugh Roe, who won."])[0]
    assert [(n.start, n.person) for n in named] == [(0, "Hugh Roe"), (57, "Hugh Roe")]
    named = cast(["Short Wins Old Port Vote Again\n\nIn short, Marc Short won."])[0]
    assert [n.person for n in named] == ["Marc Short"]


def test_the_name_shown_is_the_commonest_without_initials_first():
    assert set(persons("We met H. Roe, 41, there and Hugh Roe.")[0].values()) == {"Hugh Roe"}


def test_many_bearers_of_a_surname_take_no_longer_than_others():
    text = " ".join(
        f"We met Hugh {a}{b}x Roe there." for a in "ABCDEFGHIJKLMNOPQRST" for b in "abcdefghijklmnopqrst"
    )
    assert len(cast([text] * 5)[0]) == 400
