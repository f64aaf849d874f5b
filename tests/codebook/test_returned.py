"""Returned: the columns that a docstring lists, and sentences that list none."""

import pytest

from toolkit.codebook.returned import Column, columns_of


def section(*lines):
    return "\n".join(["Count.", "", "Returns", "-------", "DataFrame", *(f"    {line}" for line in lines)])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("One row a word: `term`; `n`, times.", {"term": "", "n": "times"}),
        (
            "`low`, `high` (95%; or so); `p` and `q`: it.",
            {"low": "95%; or so", "high": "95%; or so", "p": "it", "q": "it"},
        ),
        (
            "By name: `kind`: `a` (one; two), `b`; `n` (of) it.",
            {"kind": "`a` (one; two), `b`", "n": "(of) it"},
        ),
        ('One row a check ("no; none: `x`"): `check`, "a; b".', {"check": '"a; b"'}),
        ("One row a word: `<by>`; `n`. By name, then `n`. See `other`.", {"<by>": "", "n": ""}),
        ("The words.", {}),
    ],
)
def test_columns_and_what_they_hold(text, columns):
    assert {column.name: column.meaning for column in columns_of(section(text))} == columns


def test_a_list_over_several_lines_is_one_sentence():
    lines = ["One row a word:", "", "- `term`, as", "  printed;", "- `n` (times)."]
    assert columns_of(section(*lines)) == [Column("term", "as printed"), Column("n", "times")]


def test_a_column_that_is_not_always_there_says_when():
    text = "`voice` where tokens have it; `dp_low` with `block`: its bound; `n` without `by`."
    assert columns_of(section(text)) == [
        Column("voice", "", "where tokens have it"),
        Column("dp_low", "its bound", "with `block`"),
        Column("n", "", "without `by`"),
    ]


def test_two_tables_are_told_apart_by_what_they_are_of():
    text = "One row a pair: `kind`; `n`. Of numbers: `low`; `gap`. Of acts: `status`."
    columns = columns_of(section(text))
    assert [column.name for column in columns] == ["kind", "n", "low", "gap", "status"]
    assert [column.when for column in columns] == ["", "", "of numbers", "of numbers", "of acts"]


def test_columns_of_another_function_are_named_by_it():
    assert columns_of(section("The columns of `tokenize`; `voice` (whose).")) == [
        Column("", "", "", "tokenize"),
        Column("voice", "whose"),
    ]


def test_without_a_section_the_whole_docstring_is_read():
    assert (
        columns_of("Load, as `load_corpus` does.\n\nThe columns of `load_corpus`.")[0].function
        == "load_corpus"
    )


def test_sections_after_it_are_not_read():
    assert columns_of(section("`n`; `p`.") + "\n\nNotes\n-----\nOne: `q`; `r`.") == [
        Column("n", ""),
        Column("p", ""),
    ]
