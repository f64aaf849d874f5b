import pytest

from toolkit.names.bodies import body_names, find_bodies


def found(text: str, *persons: int) -> list[str]:
    return [text[start:end] for start, end in find_bodies(text, persons)]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Port Council met the N.R.A. in old Vale.", ["Port Council", "N.R.A."]),
        ("We met the Department of Water there.", ["Department of Water"]),
        ("We met the House Ways and Means Committee there.", ["House Ways and Means Committee"]),
        ("We met the Port Council and the Water Office.", ["Port Council", "Water Office"]),
        ("The OLD port said that old GOP men left Vale.", []),
        ("We met Port Council Chairman there.", ["Port Council"]),
        ("We met the Port Council’s men.", ["Port Council"]),
        ("PORT COUNCIL AND WATER OFFICE MEET", []),
    ],
)
def test_bodies_have_a_noun_for_a_body_or_are_capitals(text, bodies):
    assert found(text) == bodies


def test_a_body_ends_where_a_person_begins():
    text = "We met Port Council Hope Marlow there."
    assert found(text, text.index("Hope")) == ["Port Council"]
    assert found(text, text.index("Port")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the N.R.A.", "NRA"),
        ("The Port Office", "the Port Office"),
        ("the Department of Justice", "the Justice Department"),
        ("Roe’s campaign", "the Roe campaign"),
        ("the Sun-Sentinel", "The Sun Sentinel"),
        ("Kiev", "Kyiv"),
        ("the Rural Water Service", "the RWS"),
        ("a new report by the Port Office", "the report"),
        ("a report released by House Democrats", "the House report"),
        ("the poll, taken in May,", "The poll"),
    ],
)
def test_one_body_printed_in_two_ways(one, other):
    assert len(set(body_names([one, other], []))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Beacon poll", "the Ledger poll"),
        ("the report", "the reports"),
        ("Democrats", "House Democrats"),
        ("the Rural Water Service", "the RW"),
        ("the report", "the survey"),
    ],
)
def test_two_bodies(one, other):
    assert len(set(body_names([one, other], []))) == 2


def test_the_report_is_none_of_two():
    assert body_names(["the Beacon report", "the Ledger report", "the report"], [])[2] == "the report"


def test_an_acronym_has_the_name_that_a_text_explains():
    text = "The Rural Water Service (RWS) met."
    assert body_names(["The RWS", "the RWS"], [text]) == ["Rural Water Service"] * 2
    assert body_names(["The RWS"], [text, "The Royal Wine Shop (RWS) met."]) == ["the RWS"]


def test_the_commonest_form_is_the_name():
    assert body_names(["the N.R.A.", "NRA", "NRA"], []) == ["NRA"] * 3


def test_words_that_a_headline_shouts_are_no_body():
    assert found("INFERNO AT SEA COMPANY: Dozens hurt on a ferry") == []
