import pytest
from answers.builders import EVIL

from toolkit.answers.markup import answer, chip, fill, number, plain, word


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("holds", "● holds"),
        ("chance", "○ could be chance"),
        ("read", "◐ read both"),
        ("none", "◌ not measured"),
    ],
)
def test_how_sure_is_a_dot_and_words_and_needs_no_style(kind, told):
    assert plain(chip(kind)) == told


def test_whatever_is_filled_in_is_text():
    for made in (fill("<p>{}</p>", EVIL), number(EVIL), word(EVIL), answer(EVIL, EVIL, EVIL).html):
        assert "<script" not in made
        assert plain(made).startswith("<script>alert(1)</script> $5m & 'co'")


def test_an_answer_shows_itself():
    shown = answer("Who copied", "All did.", chip("holds"))
    assert repr(shown) == "Who copied\nAll did.\n● holds"
    assert shown._repr_html_().startswith("<ol class='answers tex2jax_ignore mathjax_ignore'")
