"""Quotation marks of English text, and those of other languages that stand in it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.quotations import quoted_in, quoted_spans, read_marks

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")


def bracketed(text: str) -> str:
    """The words of a text, with brackets around what stands in quotation marks."""
    found, padded = list(WORD.finditer(text)), f"\n{text}\n"
    form = np.array([match.group() for match in found], dtype=object)
    before = np.array([ord(padded[match.start()]) for match in found], np.int64)
    after = np.array([ord(padded[match.end() + 1]) for match in found], np.int64)
    paragraph = np.array([text.count("\n", 0, match.start()) for match in found], np.int64)
    _, quoted = read_marks(form, before, after, paragraph, np.zeros_like(paragraph))
    inside, shown = [0, *quoted.tolist(), 0], []
    for k, word in enumerate(form):
        word = "[" + word if inside[k + 1] > inside[k] else word
        shown.append(word + "]" if inside[k + 1] > inside[k + 2] else word)
    return " ".join(shown)


QUOTED = [
    ("“So it is,” he said.", "[“ So it is , ”] he said ."),
    ('He said: "So it is."', 'He said : [" So it is . "]'),
    ("It is 'so', he said", "It is [' so '] , he said"),
    ("the winter of '62 was 'cold'", "the winter of ' 62 was [' cold ']"),
    ("the dogs' bowl and 'em", "the dogs ' bowl and ' em"),
    ("He said “so and\n\nso on.”", "He said [“ so and so on . ”]"),
    ("He said “so and\n\nshe, “so on.”", "He said [“ so and] she , [“ so on . ”]"),
    ("He said “so and\n\nshe left.\n\nNo.”", "He said [“ so and] she left . No . [”]"),
    ("He said „so“ and „so” twice", "He said [„ so “] and [„ so ”] twice"),
    ("He said «so» and »so« and ‹so›", "He said [« so »] and [» so «] and [‹ so ›]"),
    ("He said « so » and ”so” twice", "He said [« so »] and [” so ”] twice"),
    ("他说「好」。", "他说 [「 好 」] 。"),
    ("It is “so“ and he left", "It is [“ so “] and he left"),
    ("‘It’s the crews’ fault.’ He left", "[‘ It’s the crews ’ fault . ’] He left"),
    ("‘It is the crews’, he said, ‘not us’", "[‘ It is the crews ’] , he said , [‘ not us ’]"),
    ("He said ‚so‘ twice", "He said [‚ so ‘] twice"),
    ("tell 'em of the dogs' bowl", "tell ' em of the dogs ' bowl"),
    ("‘He said “no” to us,’ she said", "[‘ He said “ no ” to us , ’] she said"),
    ("“He said ‘no’ to her,” she said", "[“ He said ‘ no ’ to her , ”] she said"),
    ("“‘No,’ he said.”", "[“ ‘ No , ’ he said . ”]"),
    ("‘No, he said", "‘ No , he said"),
    ("‘No\n\nhe’ said", "‘ No he ’ said"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_open_and_close(text, expected):
    assert bracketed(text) == expected


def test_nothing_is_quoted_where_nothing_stands():
    none = np.empty(0, np.int64)
    assert [part.tolist() for part in read_marks(none.astype(object), none, none, none, none)] == [[], []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“No,” she said.", ["“No,”"]),
        (
            "‘The port’s safe,’ said Roe. ‘It’s the crews’ fault.’",
            ["‘The port’s safe,’", "‘It’s the crews’ fault.’"],
        ),
        ("“A line\nbroken in two,” she said.", ["“A line\nbroken in two,”"]),
        ("“One sentence.\n\nAnother,” she said.", ["“One sentence.\n\nAnother,”"]),
        ("“Never closed and on it goes.\nAnother line.", ["“Never closed and on it goes."]),
        ("The crews’ fault. It's a dog's.", []),
        ("", []),
        ("“", ["“"]),
    ],
)
def test_spans_of_quotations(text, found):
    assert [text[start:end] for start, end in quoted_spans(text)] == found


@given(st.text(alphabet='“”"‘’«»„ a.\n', max_size=60))
def test_spans_stand_in_order_without_overlap(text):
    edges = [edge for span in quoted_spans(text) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in quoted_spans(text))


@given(st.lists(st.text(st.sampled_from("ab ems'\"‘’“”.\n\0\u2003"), max_size=9), max_size=5))
def test_texts_read_at_once_are_read_as_each_by_itself(texts):
    assert quoted_in(texts) == [quoted_spans(text) for text in texts]
