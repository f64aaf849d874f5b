"""Matching: patterns against tokens, and the longest of overlapping matches."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.matching import keep_longest, match_patterns
from toolkit.text.patterns import pattern_words


def table(*sentences, article_id="a"):
    """Tokens and articles of one article, a sentence an argument, words apart by blanks."""
    text = " ".join(sentences)
    places = [match.span() for match in re.finditer(r"\S+", text)]
    tokens = pd.DataFrame(places, columns=["start", "end"])
    tokens["sentence"] = np.repeat(np.arange(len(sentences)), [len(s.split()) for s in sentences])
    tokens["term"] = pd.Categorical([text[start:end].lower() for start, end in places])
    tokens["article_id"] = pd.Categorical([article_id] * len(tokens))
    tokens["place"] = np.arange(len(tokens), dtype=np.int32)
    return tokens, pd.DataFrame({"text": [text]}, index=pd.Index([article_id], name="article_id"))


def found(tokens, patterns, **options):
    matches = match_patterns(tokens, patterns, **options)
    return [(patterns[i], first, last) for i, first, last in matches.itertuples(index=False)]


def test_words_phrases_and_wildcards_are_found_in_reading_order():
    tokens, _ = table("Gun control law divides gun owners")
    assert found(tokens, ["gun", "gun control law", "own*", "l?w", "*control*"]) == [
        ("gun", 0, 0),
        ("gun control law", 0, 2),
        ("*control*", 1, 1),
        ("l?w", 2, 2),
        ("gun", 4, 4),
        ("own*", 5, 5),
    ]


def test_a_bar_stands_between_alternatives_of_one_pattern():
    tokens, _ = table("troops and soldiers and troops on foot")
    assert found(tokens, ["soldiers|troops on foot|troops"]) == [
        ("soldiers|troops on foot|troops", 0, 0),
        ("soldiers|troops on foot|troops", 2, 2),
        ("soldiers|troops on foot|troops", 4, 4),
        ("soldiers|troops on foot|troops", 4, 6),
    ]


def test_a_merged_name_is_found_by_its_words():
    tokens, _ = table("Jana and Roe")
    merged = tokens.assign(term=tokens["term"].cat.rename_categories({"jana": "jana roe"}))
    assert found(merged, ["Jana Roe", "jana r*", "roe"]) == [
        ("Jana Roe", 0, 0),
        ("jana r*", 0, 0),
        ("roe", 2, 2),
    ]


def test_a_wildcard_reaches_letters_beyond_z():
    tokens, _ = table("zoo zoé zod")
    assert [place for _, place, _ in found(tokens, ["zo*"])] == [0, 1, 2]


def test_a_star_alone_stands_for_any_one_word_of_a_phrase():
    tokens, _ = table("the right to bear arms", "right arms")
    assert found(tokens, ["right * * arms", "right * arms"]) == [("right * * arms", 1, 4)]


def test_a_phrase_never_crosses_the_end_of_a_sentence_or_article():
    tokens, _ = table("they sent troops", "home affairs")
    assert found(tokens, ["troops home"]) == []
    other, _ = table("home", article_id="b")
    both = pd.concat([tokens.head(3), other], ignore_index=True)
    assert found(both, ["troops home"]) == []


def test_words_that_were_not_neighbours_before_a_filter_make_no_phrase():
    tokens, _ = table("troops went home")
    assert found(tokens[tokens["term"] != "went"], ["troops home"]) == []
    assert found(tokens[tokens["term"] != "troops"], ["went home"]) == [("went home", 0, 1)]


def test_case_counts_only_where_asked():
    tokens, articles = table("US troops told us")
    patterns = ["US", "us"]
    assert found(tokens, patterns, articles=articles, case=[True, False]) == [
        ("US", 0, 0),
        ("us", 0, 0),
        ("us", 3, 3),
    ]
    assert found(tokens, ["U?", "US troops"], articles=articles, case=True) == [
        ("U?", 0, 0),
        ("US troops", 0, 1),
    ]


def test_a_pattern_is_cut_like_text():
    assert pattern_words("people’s U.S.-led right-wing*, 12,000") == (
        "people",
        "U.S.-led",
        "right-wing*",
        "12,000",
    )


@pytest.mark.parametrize("pattern", ["", " * ", "--", "?*"])
def test_a_pattern_without_a_word_is_refused(pattern):
    with pytest.raises(ValueError, match="has no word to search for"):
        match_patterns(table("a b")[0], [pattern])


def test_one_string_is_refused():
    with pytest.raises(TypeError, match=r"write \['troops'\]"):
        match_patterns(table("troops")[0], "troops")


def test_case_without_articles_is_refused():
    with pytest.raises(ValueError, match="articles is needed where case counts"):
        match_patterns(table("US")[0], ["US"], case=True)


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="tokens has no column 'sentence'"):
        match_patterns(table("US")[0].drop(columns="sentence"), ["US"])


def test_nothing_to_find_gives_an_empty_table():
    tokens, _ = table("a b")
    for matches in (
        match_patterns(tokens, []),
        match_patterns(tokens, ["zebra"]),
        match_patterns(tokens.head(0), ["a b"]),
    ):
        assert list(matches.columns) == ["pattern_index", "first", "last"]
        assert len(keep_longest(matches)) == 0


def test_the_longest_match_wins_then_the_leftmost_then_the_first_pattern():
    tokens, _ = table("gun control law law law")
    patterns = ["gun", "gun control law", "law law", "law", "l*"]
    kept = keep_longest(match_patterns(tokens, patterns))
    assert [(patterns[i], first, last) for i, first, last in kept.itertuples(index=False)] == [
        ("gun control law", 0, 2),
        ("law law", 3, 4),
    ]
    again = keep_longest(match_patterns(table("law law law")[0], patterns))
    assert again[["pattern_index", "first"]].to_numpy().tolist() == [[2, 0], [3, 2]]


def reference_matches(sentences, patterns):
    """Every pattern at every row, word by word."""
    rows = [(number, word) for number, sentence in enumerate(sentences) for word in sentence]
    matches = []
    for first in range(len(rows)):
        for index, pattern in enumerate(patterns):
            words, window = pattern.split(), rows[first : first + len(pattern.split())]
            if (
                len(window) == len(words)
                and window[0][0] == window[-1][0]
                and all(
                    re.fullmatch(word.replace("*", ".*").replace("?", "."), term)
                    for word, (_, term) in zip(words, window, strict=True)
                )
            ):
                matches.append((first, first + len(words) - 1, index))
    return [(index, first, last) for first, last, index in sorted(matches)]


def reference_longest(matches):
    """Take the longest, leftmost, first pattern; drop what overlaps it; repeat."""
    left, kept = list(matches), []
    while left:
        best = min(left, key=lambda m: (m[1] - m[2], m[1], m[0]))
        kept.append(best)
        left = [m for m in left if m[2] < best[1] or m[1] > best[2]]
    return sorted(kept, key=lambda m: m[1])


WORD = st.sampled_from(["a", "b", "ab", "ba", "abc"])
PIECE = st.sampled_from(["a", "b", "ab", "a*", "*b", "?", "b?", "*b*"])
PATTERN = st.lists(PIECE, min_size=1, max_size=3).map(" ".join).filter(lambda pattern: pattern.strip("?* "))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=1, max_size=4), st.lists(PATTERN, max_size=6)
)
def test_matches_equal_the_reference(sentences, patterns):
    tokens, _ = table(*[" ".join(sentence) for sentence in sentences])
    matches = match_patterns(tokens, patterns)
    expected = reference_matches(sentences, patterns)
    assert list(matches.itertuples(index=False, name=None)) == expected
    assert list(keep_longest(matches).itertuples(index=False, name=None)) == reference_longest(expected)
