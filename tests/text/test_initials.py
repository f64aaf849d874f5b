import pytest

from toolkit.text.initials import acronyms, unambiguous


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Rural Water Service (RWS)", [("RWS", "Rural Water Service")]),
        ("Norland's Bureau for the Old [BO] met", [("BO", "Bureau for the Old")]),
        ("Today Rural Water's (RW) ships", [("RW", "Rural Water")]),
        ("the Anglo-French Union, (AFU)", [("AFU", "Anglo-French Union")]),
        ("the Rural Water Service (RW)", []),
        ("the water service (WS)", []),
        ("Rural, Water (RW)", []),
        ("(RW)", []),
        ("Rural Water (R)", []),
    ],
)
def test_acronyms_are_those_whose_letters_their_name_has(text, found):
    assert list(acronyms(text)) == found


def test_a_name_of_many_parts_costs_no_more_than_its_length():
    assert list(acronyms("The Ann" + "-Ann" * 3000 + " (AA) " + "The Ann " * 3000 + "[AB]" * 3000)) == []


def test_what_is_short_for_two_names_is_short_for_none():
    pairs = [("Roe", "Ada Roe"), ("Roe", "Ada Roe"), ("Cole", "Bo Cole"), ("Cole", "Cy Cole")]
    assert unambiguous(pairs) == {"Roe": "Ada Roe"}
