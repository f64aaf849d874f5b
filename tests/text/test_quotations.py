import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.quotations import quoted_spans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“No,” she said.", ["“No,”"]),
        ('"No," she said, "never."', ['"No,"', '"never."']),
        (
            "‘The port’s safe,’ said Roe. ‘It’s the crews’ fault.’",
            ["‘The port’s safe,’", "‘It’s the crews’ fault.’"],
        ),
        ("She called it „ganz sicher“ and «sûr».", ["„ganz sicher“", "«sûr»"]),
        ("« Bonjour » dit-elle.", ["« Bonjour »"]),
        ("»Nein«, sagte sie.", ["»Nein«"]),
        ("“A line\nbroken in two,” she said.", ["“A line\nbroken in two,”"]),
        ("“One paragraph.\n\n“And the next.”", ["“One paragraph.", "“And the next.”"]),
        ("“One sentence.\n\nAnother,” she said.", ["“One sentence.\n\nAnother,”"]),
        ("“Never closed and on it goes.\nAnother line.", ["“Never closed and on it goes."]),
        ("He said (“no”) and left.", ["(“no”)"[1:-1]]),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
    ],
)
def test_marks_are_paired(text, found):
    assert [text[start:end] for start, end in quoted_spans(text)] == found


@pytest.mark.parametrize(
    "text", ["The crews’ fault.", "It's the dog's.", 'A 6" pipe and a 3" one.', "’Tis the season.", "“", ""]
)
def test_apostrophes_inches_and_lone_marks_are_no_quoted_spans(text):
    assert quoted_spans(text) == []


@given(st.text(alphabet='“”"‘’«»„ a.\n', max_size=60))
def test_quotations_stand_in_order_without_overlap(text):
    edges = [edge for span in quoted_spans(text) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in quoted_spans(text))
