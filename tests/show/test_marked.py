import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.show.marked import KINDS, Mark, Shown, key_of, mark_of, marked_text, paragraphs, stretches

ATTACK = "<script>alert('1')</script> & \"quoted\""
SAFE = "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;quoted&quot;"


class Reader(HTMLParser):
    """What a browser makes of it: the text, and the elements that are open at each of its characters."""

    def __init__(self, source):
        super().__init__()
        self.text, self.around, self.open, self.ids = "", [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.ids += [value for name, value in attributes if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.around += [frozenset(self.open)] * len(data)


def test_a_text_without_marks_is_escaped():
    assert marked_text(ATTACK) == SAFE


def test_text_before_in_and_after_a_mark_is_escaped():
    n = len(ATTACK)
    assert marked_text(ATTACK * 3, [Mark(n, 2 * n, "mark")]) == f"{SAFE}<mark>{SAFE}</mark>{SAFE}"


def test_values_of_attributes_and_labels_are_escaped():
    source = marked_text("a", [Mark(0, 1, "a", {"href": ATTACK, "class": "x"}, ATTACK)])
    assert source == f"<a href='{SAFE}' class='x'>{SAFE}a</a>"


def test_of_two_marks_that_begin_together_the_first_is_the_outer_one():
    assert marked_text("ab", [Mark(0, 2, "b"), Mark(0, 1, "i")]) == "<b><i>a</i>b</b>"
    assert marked_text("ab", [Mark(0, 1, "i"), Mark(0, 2, "b")]) == "<i><b>a</b></i><b>b</b>"


def test_a_mark_without_characters_shows_its_label():
    assert (
        marked_text("ab", [Mark(1, 1, "a", {}, "1"), Mark(2, 2, "sup", {}, "2")]) == "a<a>1</a>b<sup>2</sup>"
    )


def test_a_mark_that_crosses_the_end_of_another_goes_on_behind_it_without_id_and_label():
    marks = [Mark(2, 4, "i", {"id": "m", "class": "x"}, "1"), Mark(0, 3, "b")]
    source = marked_text("abcd", marks)
    assert source == "<b>ab<i id='m' class='x'>1c</i></b><i class='x'>d</i>"


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4)])
def test_a_mark_that_does_not_fit_is_refused(start, end):
    with pytest.raises(ValueError, match=f"a mark from {start} to {end} does not fit a text of 3 characters"):
        marked_text("abc", [Mark(start, end, "b")])


spans = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted)


@given(st.text("a<&'\"", min_size=8, max_size=8), st.dictionaries(st.sampled_from("bisuq"), spans))
def test_every_character_stands_once_and_inside_the_marks_that_hold_it(text, wanted):
    seen = Reader(marked_text(text, [Mark(*span, tag, {"id": tag}) for tag, span in wanted.items()]))
    assert seen.text == text
    assert seen.around == [
        frozenset(tag for tag, (start, end) in wanted.items() if start <= place < end) for place in range(8)
    ]
    assert sorted(seen.ids) == sorted(wanted)


def test_stretches_say_which_marks_are_around_outermost_first():
    outer, inner, number = Mark(0, 4, "b"), Mark(2, 4, "i"), Mark(2, 2, "a", {}, "1")
    found = list(stretches("abcdef", [inner, number, outer]))
    assert found == [("ab", (outer,)), ("", (outer, inner, number)), ("cd", (outer, inner)), ("ef", ())]


def test_a_part_of_a_text_has_the_marks_cut_to_it_and_their_labels_only_where_they_begin():
    marks = [Mark(0, 4, "b", {"id": "m", "class": "x"}, "1"), Mark(3, 9, "i", {}, "2"), Mark(8, 9, "u")]
    assert marked_text("abcdefghi", marks, (2, 6)) == "<b class='x'>c<i>2d</i></b><i>ef</i>"


@given(st.lists(st.tuples(st.sampled_from("bisu"), spans), max_size=5), spans)
def test_a_part_of_a_text_is_what_the_whole_has_there(wanted, within):
    text, (begin, stop) = "abcdefgh", within
    marks = [Mark(*span, tag) for tag, span in wanted if span[0] < span[1]]
    whole, part = Reader(marked_text(text, marks)), Reader(marked_text(text, marks, (begin, stop)))
    assert part.text == text[begin:stop]
    assert part.around == whole.around[begin:stop]


def test_marks_of_one_kind_look_the_same_in_a_text_and_in_the_key():
    look = marked_text("old", [mark_of("del", 0, 3)])
    assert look in key_of([("del", "old", "replaced")])


@pytest.mark.parametrize("kind", KINDS)
def test_a_look_is_one_that_jupyterlab_keeps_in_a_notebook_that_was_not_run(kind):
    _, style = KINDS[kind]
    assert not re.search(r"var\(|inherit|anywhere|currentcolor|underline dotted|columns", style.lower())


def test_no_two_kinds_are_told_apart_by_colour_alone():
    looks = {kind: re.sub(r"#\w+|rgba\([^)]*\)", "", style) for kind, (_, style) in KINDS.items()}
    del looks["hit"], looks["del"]  # never beside ins: one in read, the other struck by its element
    assert len(set(looks.values())) == len(looks)


def test_the_key_is_escaped():
    assert key_of([("hit", ATTACK, ATTACK)]).count(SAFE) == 2


def test_what_is_shown_stands_as_a_sentence_where_there_is_no_html():
    assert repr(Shown("<p>3</p>", "Three.")) == "Three."


def test_paragraphs_are_lines_without_the_blanks_around_them():
    text = "  Storm hits \n\n\tRoe came.\r\nDoe went.\n \n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["Storm hits", "Roe came.", "Doe went."]
    assert paragraphs(" \n") == []
