import pytest

from toolkit.text.page_rules import LONGEST, Page, is_paragraph, is_title


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("w" * 241, True),  # whatever its end
        ("w" * 240, False),
        ("w" * 80 + ".", True),
        ("w" * 79 + ".", False),
        ("one two three four five six seven eight nine ten eleven twelve.", True),
        ("one two three four five six seven eight nine ten eleven.", False),
        ("one two three four five six seven eight nine ten eleven twelve", False),
    ],
)
def test_a_paragraph_is_long_or_ends_in_a_stop(line, is_text):
    assert is_paragraph(line) is is_text


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        ("Ferry sinks again", True),
        ("Ferry sinks", False),
        ("Ferry sinks again.", False),
        ("Will The Ferry Sink?", True),
        ("Ferry Sinks Off Port Vale.", True),
        ("Nine Ferries Sail Again From Harbour While Storm Rages Near Coast Towns.", True),
        ("Nine Ferries Sail again From Harbour While Storm rages near Coast Towns.", False),
        (" ".join(["Word"] * 32), True),
        (" ".join(["Word"] * 33), False),
        ("Ferry sinks again:", False),
    ],
)
def test_a_title_has_no_stop_or_capitals_throughout(line, may_be):
    assert is_title(line) is may_be


def test_a_line_of_more_than_two_thousand_characters_is_asked_nothing():
    page = Page(["w" * LONGEST, "w" * (LONGEST + 1)])
    assert LONGEST == 2000
    assert [bool(page.line(0)), bool(page.line(1))] == [True, False]
