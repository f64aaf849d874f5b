import pytest

from toolkit.claims.units import unit_of


def unit(sentence, text="12"):
    start = sentence.index(text)
    found, first, last = unit_of(sentence, start, start + len(text), text)
    return found, sentence[first:last]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It rose 12 percentage points.", ("points", "12 percentage points")),
        ("It rose 12 percent points.", ("points", "12 percent points")),
        ("A 12-percentage-point lead.", ("points", "12-percentage-point lead")),
        ("A 12-point lead.", ("points", "12-point lead")),
        ("A 12-point national lead.", ("points", "12-point national lead")),
        ("A 12-point plan.", ("count", "12")),
        ("Roe leads by 12 points.", ("points", "12 points")),
        ("Roe leads by nearly 12 points.", ("points", "12 points")),
        ("Roe is 12 points ahead.", ("points", "12 points")),
        ("An error of plus or minus 12 points.", ("points", "12 points")),
        ("The index lost 12 points.", ("count", "12")),
        ("It rose 12 percent.", ("percent", "12 percent")),
        ("Roe leads Reed 12-9 percent.", ("percent", "12")),
        ("Roe leads Reed 12 to 9 percent.", ("percent", "12")),
        ("Roe leads Reed 12 to 900 percent.", ("count", "12")),
        ("They lost 12 of dollars.", ("dollar", "12 of dollars")),
        ("They lost US$ 12.", ("dollar", "US$ 12")),
        ("They lost US$12.", ("dollar", "US$12")),
        ("Ada Roe, 12, left.", ("age", "12")),
        ("He, aged 12, left.", ("age", "12")),
        ("A girl of 12 came.", ("age", "12")),
        ("A man of 12 words came.", ("count", "12")),
        ("In all, 12, left.", ("count", "12")),
        ("Highway 12.", ("", "12")),
    ],
)
def test_the_unit_is_told_by_the_words_on_either_side(sentence, expected):
    assert unit(sentence) == expected


def test_an_index_moves_by_points_of_its_own_from_four_figures_on():
    assert unit("It fell by 999 points.", "999")[0] == "points"
    assert unit("It fell by 1,000 points.", "1,000")[0] == "count"


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("Two 2016 candidates left.", "2016", "date"),
        ("Their 2000 men left.", "2000", "count"),
        ("Their 2010 men left.", "2010", "date"),
        ("Their 2000 left.", "2000", "date"),
        ("Since 2000 boats sail.", "2000", "date"),
        ("They had 2100 men.", "2100", "count"),
        ("They had 1499 men.", "1499", "count"),
        ("Version 2.0 is out.", "2.0", ""),
        ("Agent 007 left.", "007", ""),
    ],
)
def test_four_figures_are_a_year_unless_a_round_number_counts_something(sentence, text, expected):
    assert unit(sentence, text)[0] == expected
