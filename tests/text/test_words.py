import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.words import TOKEN, fold, read_words


def read(text):
    """Spans and terms by the array rules."""
    points = np.frombuffer(f"\n{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    start, end, folded = read_words(points)
    terms = [
        folded[a:b].tobytes().decode("utf-32-le", "surrogatepass") for a, b in zip(start, end, strict=True)
    ]
    return list(zip((start - 1).tolist(), (end - 1).tolist(), terms, strict=True))


def defined(text):
    """Spans and terms by the pattern that defines them."""
    return [(*match.span(), fold(match.group())) for match in TOKEN.finditer(text)]


HOSTILE = [*"abS.s,'’‘´`-‐‑ 12٣é\u0301İΣ߀_§中。?!x\nU", "\U0001d400", "\U000e0100", "\ud800", "\U0010ffff"]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(HOSTILE), max_size=30).map("".join) | st.text(max_size=30))
def test_array_rules_find_what_the_pattern_defines(text):
    assert read(text) == defined(text)


@settings(max_examples=300)
@given(st.text(alphabet="a.b1,sS'’U -", max_size=16))
def test_dots_digits_and_final_s_in_any_order_are_read_as_the_pattern_defines(text):
    assert read(text) == defined(text)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("shouldn‘t isn´t don`t", ["shouldn't", "isn't", "don't"]),
        ("McDonald`s Roe‘s", ["mcdonald", "roe"]),
        ("well‑known well-known well‐known", ["well-known"] * 3),
        ("the ‘safe’ port", ["the", "safe", "port"]),
        ("a ` b", ["a", "b"]),
    ],
)
def test_an_outlets_keyboard_makes_no_other_word(text, terms):
    assert [term for _, _, term in read(text)] == terms


def test_only_tokens_are_carried_into_the_terms():
    points = np.frombuffer("\n“Café”\n".encode("utf-32-le"), np.uint32)
    assert read_words(points)[2].tobytes().decode("utf-32-le") == "  café  "
