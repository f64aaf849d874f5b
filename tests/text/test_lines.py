import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.lines import NARROW, WIDE, flowing

STORY = (
    "Harbour shut after storm",
    "By Jane Roe",
    "LOWMERE (Beacon) - The council of the town asked the United States for help on Monday because the "
    "storm tore the sea wall and flooded 40 houses. Nobody was hurt, the harbour master said.",
    '"We have never seen waves like these," Mayor Petra Lang told reporters. She had walked to the wall '
    "in the night, and what she saw there was a hole as wide as a bus.",
    "Share on Facebook",
    "The wall is 90 years old. In 2019 engineers of Vale University wrote that it would not stand another "
    "winter, and the council answered that there was no money for it.",
)


def wrapped(paragraphs, width, between="\n\n"):
    fill = [textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False) for text in paragraphs]
    return between.join(fill)


@pytest.mark.parametrize("width", range(NARROW, WIDE + 1))
def test_a_page_of_any_width_flows_as_it_was_written(width):
    assert flowing(wrapped(STORY, width)) == "\n\n".join(STORY)


@given(
    st.lists(
        st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=25, max_size=60),
        min_size=2,
        max_size=5,
    ),
    st.integers(60, 100),
)
def test_any_words_flow_at_any_width(paragraphs, width):
    paragraphs = [" ".join(words) + "." for words in paragraphs]
    assert flowing(wrapped(paragraphs, width)) == "\n\n".join(paragraphs)


@given(st.text("ab .\n\t\r", max_size=300))
def test_every_character_keeps_its_place(text):
    flow = flowing(text)
    assert len(flow) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, flow, strict=True))
    assert all(flow[i] == "\n" for i in range(len(text) - 1) if text[i : i + 2] == "\n\n")


def test_paragraphs_without_a_blank_line_between_end_where_the_next_word_would_have_fitted():
    assert flowing(wrapped(STORY[2:4], 72, between="\n")).count("\n") == 1


def test_a_line_after_which_the_next_word_would_just_have_fitted_ends_its_paragraph():
    full, last = " ".join(["abcd"] * 10), " ".join(["abcd"] * 9)  # 49 and 44 columns
    paragraph = f"{full}\n{full}\n{full}\n{last}"
    assert flowing(f"{paragraph}\nAbcd {paragraph[5:]}").count("\n") == 1


def test_a_text_of_capitals_flows_when_all_its_breaks_are_at_one_width():
    capitals = [text.upper() for text in STORY[2:]]
    assert flowing(wrapped(capitals, 79)) == "\n\n".join(capitals)


def test_lines_of_no_one_width_flow_where_many_open_inside_a_sentence():
    ragged = (
        "The council of\nthe town asked for help because\nthe storm tore the wall of the old harbour and "
        "flooded\nthe houses\nbehind it, as the master of\nthe harbour said"
    )
    assert "\n" not in flowing(ragged)


def test_a_short_block_flows_as_a_whole_where_one_of_its_breaks_is_inside_a_sentence():
    page = "Harbour shut\n\nThe council of the town has asked the United\nStates for help for its sea\nwall."
    assert flowing(page).count("\n") == 2


@pytest.mark.parametrize(
    "page",
    [
        "Harbour shut after storm tears wall\nThe council of Lowmere asked for help.\nNobody was hurt.",
        "More from this section\nStorm tears roof off school in Vale\nFerry company cuts routes to islands",
        "The sea came in the night\nand took the wall,\nthe boats, the nets, the light\nand the market hall.",
        "- boots for the crew of the lifeboat in the harbour\n- a rope\n- lamps and blankets for the night",
        "A lifeboat leaves the harbour of Lowmere on Monday.\nfacebook\ntwitter",
        "10:05 The harbour master shuts the port to all ships\n10:40 The first houses are flooded\n"
        "11:15 The council meets and asks the capital for help",
        "A long first paragraph that goes on and on without a break, because this page has one line a "
        "paragraph, as most pages have that were copied from a browser.\nanother line, in lower case",
        "",
        "\n\n \n",
    ],
)  # fmt: skip
def test_lists_verses_and_paragraphs_of_one_line_stay_as_they_are(page):
    assert flowing(page) == page
