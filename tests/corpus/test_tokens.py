import textwrap
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.segments import KINDS, segment
from toolkit.corpus.tokens import sentences, tokenize
from toolkit.text.words import TOKEN, fold


def corpus(*texts):
    ids = pd.Index([f"a{n}" for n in range(len(texts))], name="article_id")
    return pd.DataFrame({"text": list(texts)}, index=ids)


def body(articles, *kinds):
    """One segment an article, whole."""
    rows = [(key, 0, len(text), "body", "test") for key, text in articles["text"].items() if text.strip()]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind", "rule"])


def words(text):
    articles = corpus(text)
    tokens = tokenize(articles, body(articles))
    return [text[start:end] for start, end in zip(tokens["start"], tokens["end"], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea's spy agency", ["South", "Korea", "spy", "agency"]),
        ("It’s what he’s sure of", ["It", "what", "he", "sure", "of"]),
        ("don't, O’Brien, rock'n'roll", ["don't", "O’Brien", "rock'n'roll"]),
        ("the soldiers' pay", ["the", "soldiers", "pay"]),
        ("12,000 or 3.5 million, 1.234.567.", ["12,000", "or", "3.5", "million", "1.234.567"]),
        ("Rund 18.000 Menschen, 3,5 Prozent", ["Rund", "18.000", "Menschen", "3,5", "Prozent"]),
        ("1.250.000 votos y un 12,5 %", ["1.250.000", "votos", "y", "un", "12,5"]),
        ("18 000 personnes", ["18", "000", "personnes"]),
        ("the U.S. and the U.S.-led", ["the", "U.S.", "and", "the", "U.S.-led"]),
        ("the U.S.'s word, at 9 p.m.", ["the", "U.S.", "word", "at", "9", "p.m."]),
        ("a Ph.D. and the B.Sc. of", ["a", "Ph.D.", "and", "the", "B.Sc.", "of"]),
        ("the end.Ed Roe, Ph.Dorothy", ["the", "end", "Ed", "Roe", "Ph", "Dorothy"]),
        ("Kim Jong-un's F-16s", ["Kim", "Jong-un", "F-16s"]),
        ("an effort.The next", ["an", "effort", "The", "next"]),
        ("a--b co- -x", ["a", "b", "co", "x"]),
        ("$5.3bn, 40% and #tag @name", ["5.3bn", "40", "and", "tag", "name"]),
        ("snake_case", ["snake", "case"]),
        ("नमस्ते दुनिया Москва 서울", ["नमस्ते", "दुनिया", "Москва", "서울"]),
        ("'s ’S", []),
        ("• — …", []),
    ],
)
def test_a_token_is_what_the_design_says(text, expected):
    assert words(text) == expected


def test_term_is_lower_case_with_straight_apostrophe_and_as_long_as_the_word():
    assert [fold("O’Brien"), fold("İSTANBUL"), fold("ΣΑΣ")] == ["o'brien", "İstanbul", "σασ"]


def test_sentence_and_paragraph_numbers_run_through_the_article():
    articles = corpus("Head\n\nCITY -- One. Two.\nThree.")
    segments = pd.DataFrame(
        [("a0", 0, 4, "headline"), ("a0", 6, 13, "dateline"), ("a0", 14, 30, "body")],
        columns=["article_id", "start", "end", "kind"],
    )
    table = sentences(articles, segments)
    assert table["sentence"].to_list() == [0, 1, 2, 3, 4]
    assert table["paragraph"].to_list() == [0, 1, 1, 1, 2]
    assert table["segment"].to_list() == ["headline", "dateline", "body", "body", "body"]


def test_every_article_is_a_category_even_without_tokens():
    tokens = tokenize(corpus("one two", "", "…"))
    assert tokens["article_id"].cat.categories.to_list() == ["a0", "a1", "a2"]
    assert tokens["term"].cat.categories.to_list() == ["one", "two"]
    assert tokens["segment"].cat.categories.to_list() == list(KINDS)


def test_a_corpus_without_a_word_gives_an_empty_table_with_all_columns():
    tokens = tokenize(corpus(""))
    assert len(tokens) == 0
    assert list(tokens) == ["article_id", "paragraph", "sentence", "start", "end", "term", "segment", "place"]
    assert len(tokenize(corpus().astype({"text": "str"}))) == 0


def test_the_input_is_unchanged():
    articles = corpus("One two. Three.")
    before = articles.copy()
    tokenize(articles)
    pd.testing.assert_frame_equal(articles, before)


def reference(articles, segments):
    """The lines that define tokens: whatever TOKEN finds in each sentence of each segment, by itself."""
    rows = []
    for unit in sentences(articles, segments).itertuples():
        text = articles["text"][unit.article_id][unit.start : unit.end]
        for match in TOKEN.finditer(text):
            place = unit.start + match.start(), unit.start + match.end()
            rows.append((unit.article_id, *place, fold(match.group()), unit.segment))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "term", "segment"])


PIECES = ["Roe", "'s", "’", "‘", "`", "s", "-", "‑", ".", "U", " ", "\n", "12", ",", "0", "é", "İ", "़", "क"]
PIECES += ["“", "?", "a", "。", "𝔄", "Mr", "\u2028", "\x1c"]
pieces = st.sampled_from(PIECES)


@given(st.lists(st.lists(pieces, max_size=30).map("".join), max_size=3), st.data())
def test_tokens_equal_the_reference_on_any_text_and_any_segments(texts, data):
    articles, rows = corpus(*texts), []
    for key, text in articles["text"].items():
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=5)))
        for start, end in pairwise(cuts):
            if data.draw(st.booleans()):
                rows.append((key, start, end, data.draw(st.sampled_from(["headline", "body"]))))
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    segments = segments.astype({"start": int, "end": int})
    found = tokenize(articles.astype({"text": "str"}), segments)
    expected = reference(articles, segments)
    columns = ["article_id", "start", "end", "term", "segment"]
    assert found[columns].astype(str).values.tolist() == expected[columns].astype(str).values.tolist()


def test_a_missing_text_column_is_named():
    with pytest.raises(ValueError, match=r"articles has no column 'text'; found \['body'\]"):
        tokenize(pd.DataFrame({"body": ["x"]}))


def test_an_id_that_occurs_twice_is_named():
    with pytest.raises(ValueError, match="the index 'a' twice"):
        tokenize(pd.DataFrame({"text": ["x", "y"]}, index=["a", "a"]))


def test_segments_of_another_corpus_are_refused_and_those_of_other_articles_left_out():
    segments = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(
        ValueError, match="segments are those of other articles: the first has article_id 'z'"
    ):
        tokenize(corpus("x"), segments)
    both = pd.concat([segments, segments.assign(article_id="a0")])
    assert tokenize(corpus("x"), both)["term"].to_list() == ["x"]


def test_nothing_about_an_article_depends_on_its_neighbours(monkeypatch):
    monkeypatch.setattr("toolkit.text.units._BATCH", 40)
    texts = [
        "One U.S.\n\n’s word. Mr. Roe left.",
        "",
        "s’ pay. “Why?” he asked.",
        "x" * 90,
        "'s Two 3.",
        "4,5",
    ]
    together = tokenize(corpus(*texts))
    assert together["place"].to_list() == list(range(len(together)))
    for number, text in enumerate(texts):
        alone, part = tokenize(corpus(text)), together[together["article_id"] == f"a{number}"]
        columns = ["paragraph", "sentence", "start", "end", "term", "segment"]
        assert alone[columns].astype(str).values.tolist() == part[columns].astype(str).values.tolist()


def test_a_segment_ends_with_its_text_at_the_latest():
    articles = corpus("One two. Three", "four")
    table = pd.DataFrame({"article_id": ["a0", "a1"], "start": 0, "end": 99, "kind": "body"})
    assert tokenize(articles, table)["term"].to_list() == ["one", "two", "three", "four"]
    assert sentences(articles, table)[["start", "end"]].values.tolist() == [[0, 8], [9, 14], [0, 4]]


PAGE = (
    "Harbour shut after storm",
    "By Jane Roe",
    "Share on Facebook",
    "LOWMERE (Beacon) - The council asked the United States for help because the storm tore the sea wall, "
    "and flooded 40 houses behind it. Nobody was hurt, Mayor Petra Lang said.",
    "Storm tears roof off school",
    '"We have never seen waves like these," she told the Ledger. The wall is 90 years old, and what is left '
    "of it lies on the quay. Engineers wrote long ago that it would not stand another winter, but there was "
    "no money for a new one, and the harbour master warned the ships that came in.",
    "Read more: Ferry company cuts routes",
    "(END)",
    "(C) Vale News. All Rights Reserved",
)


@settings(deadline=None, max_examples=25)
@given(st.integers(60, 100), st.permutations(PAGE[3:6]))
def test_a_page_broken_at_a_fixed_width_is_read_as_one_that_was_not(width, middle):
    lines = [*PAGE[:3], *middle, *PAGE[6:]]
    fill = [textwrap.fill(line, width, break_on_hyphens=False) for line in lines]
    pages = corpus("\n\n".join(lines), "\n\n".join(fill))
    segments, units, tokens = segment(pages), sentences(pages), tokenize(pages, progress=False)
    plain, broken = (segments[segments["article_id"] == key] for key in pages.index)
    assert plain[["kind", "rule"]].to_numpy().tolist() == broken[["kind", "rule"]].to_numpy().tolist()
    for table, columns in (
        (units, ["paragraph", "sentence", "start", "end"]),
        (tokens, ["term", "sentence"]),
    ):
        plain, broken = (table.loc[table["article_id"] == key, columns] for key in pages.index)
        assert plain.astype(str).to_numpy().tolist() == broken.astype(str).to_numpy().tolist()


def test_a_phrase_runs_over_a_line_break_that_fills_and_over_no_other():
    pages = corpus(
        "The town asked for help in the United\nStates when the storm came over the\nwall.", "United\nStates"
    )
    units = sentences(pages, body(pages))
    assert units["article_id"].to_list() == ["a0", "a1", "a1"]


def test_a_tokenizer_of_ones_own_is_given_one_sentence_of_one_segment_at_a_time():
    articles = corpus("Head line\n\nOne, two. Three\nfour.")
    segments = pd.DataFrame(
        [("a0", 0, 4, "headline"), ("a0", 4, 9, "subhead"), ("a0", 11, 32, "body")],
        columns=["article_id", "start", "end", "kind"],
    )
    given = []
    tokens = tokenize(articles, segments, tokenizer=lambda text: given.append(text) or text.split())
    assert given == ["Head", "line", "One, two.", "Three", "four."]
    own = tokenize(articles, segments)
    assert tokens["term"].to_list() == ["head", "line", "one,", "two.", "three", "four."]
    columns = ["article_id", "paragraph", "sentence", "start", "segment", "place"]
    pd.testing.assert_frame_equal(tokens[columns], own[columns])
    assert tokens.dtypes.astype(str).to_list() == own.dtypes.astype(str).to_list()


@given(st.lists(st.lists(pieces, max_size=30).map("".join), min_size=1, max_size=3))
def test_the_toolkits_own_pattern_as_a_tokenizer_gives_its_own_tokens(texts):
    articles = corpus(*texts)
    rows = [(key, 0, len(text), "body") for key, text in articles["text"].items()]
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    by_pattern = tokenize(articles, segments, tokenizer=lambda text: [m.span() for m in TOKEN.finditer(text)])
    own = tokenize(articles, segments)
    words = [term for term in own["term"] if any(map(str.isalnum, term))]  # marks alone are none
    own = own[own["term"].isin(words)].reset_index(drop=True)
    columns = ["article_id", "paragraph", "sentence", "start", "end", "segment"]
    pd.testing.assert_frame_equal(by_pattern[columns], own[columns])
    assert by_pattern["term"].to_list() == own["term"].to_list()


def test_a_tokenizer_that_finds_nothing_gives_an_empty_table_with_all_columns():
    assert list(tokenize(corpus("one"), tokenizer=lambda text: [])) == list(tokenize(corpus("one")))


@pytest.mark.parametrize(
    "text",
    [
        "风暴摧毁了部分城墙，港口将关闭到星期五。",
        "嵐で壁の一部が壊れたため、港は閉鎖される。",
        "ท่าเรือจะปิดจนถึงวันศุกร์หลังพายุ",
    ],
)
def test_scripts_without_blanks_are_told_unless_there_is_a_tokenizer(text):
    with pytest.warns(
        UserWarning, match=r"1 of 2 articles have no blanks between words \(the first is 'a1'\)"
    ):
        tokenize(corpus("The port is shut: 港口", text))
    tokenize(corpus("The port is shut", text), tokenizer=list)


def test_what_is_no_function_is_no_tokenizer():
    with pytest.raises(TypeError, match="tokenizer must be a function that is given a sentence, or its name"):
        tokenize(corpus("one"), tokenizer=3)


def test_a_tokenizer_may_be_named():
    assert tokenize(corpus("One two."), tokenizer="builtins:str.split")["term"].to_list() == ["one", "two."]
