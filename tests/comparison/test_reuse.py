import itertools

import numpy as np
import pandas as pd
import pytest
from helpers import corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.tokens import tokenize

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"
EDITED = "The harbour bridge will shut to all heavy lorries on Monday morning"


def reuse(*texts, min_words=7, days=3, max_uses=100, **columns):
    articles, tokens = corpus(*texts, **columns)
    return find_reuse(tokens, articles, min_words=min_words, days=days, max_uses=max_uses)


def shown(articles, row, side):
    return articles.loc[row[f"article_{side}"], "text"][row[f"start_{side}"] : row[f"end_{side}"]]


def test_a_run_of_min_words_is_found_and_one_word_less_is_not():
    words = "one two three four five six seven".split()
    assert len(reuse("x " + " ".join(words) + " y", "u " + " ".join(words) + " v")) == 1
    assert len(reuse("x " + " ".join(words[:6]) + " y", "u " + " ".join(words[:6]) + " v")) == 0


def test_spans_show_the_shared_words_whatever_their_case_and_punctuation():
    articles, tokens = corpus(f"Roe: {SENTENCE}.", f"“{SENTENCE.upper()}”, he said.")
    row = find_reuse(tokens, articles).iloc[0]
    assert (row["kind"], row["identity"], row["n_words"]) == ("verbatim", 1.0, 12)
    assert shown(articles, row, "a") == SENTENCE
    assert shown(articles, row, "b") == SENTENCE.upper()


def test_an_edited_sentence_is_found_with_its_edits():
    row = reuse(SENTENCE + ".", EDITED + ".").iloc[0]
    assert (row["kind"], row["n_words"], row["edits"]) == ("edited", 10, "close→shut; traffic→lorries")
    assert row["identity"] == pytest.approx(10 / 12)


@pytest.mark.parametrize(
    ("changed", "edits"),
    [
        (SENTENCE.replace("heavy ", ""), "−heavy"),
        (SENTENCE.replace("traffic", "goods traffic"), "+goods"),
        (SENTENCE.replace("The harbour", "This harbour"), "The→This"),
        ("On Monday morning the harbour bridge will close to all heavy traffic", "⇄on Monday morning"),
    ],
)
def test_words_left_out_put_in_and_moved_are_told_apart(changed, edits):
    assert reuse(SENTENCE + ".", changed + ".")["edits"].to_list() == [edits]


def test_a_run_inside_unlike_sentences_is_cut_to_what_is_shared():
    articles, tokens = corpus(
        f"Officials in the city of Port Vale announced late in the day that {SENTENCE}.",
        f"{SENTENCE}, which drivers who have waited for years for repairs called an outrage.",
    )
    row = find_reuse(tokens, articles).iloc[0]
    assert shown(articles, row, "a").endswith("Monday morning")
    assert shown(articles, row, "b") == SENTENCE


def test_a_phrase_of_everyday_words_is_no_edited_reuse():
    first = "He said on Thursday that it would not be so, and she left."
    second = "He said on Thursday that it was not to be so at all."
    assert reuse(first, second).empty


def test_passages_that_overlap_are_one():
    both = f"{SENTENCE}. Ferries will run every ten minutes from the old quay until further notice."
    edited = f"{SENTENCE}. Ferries will run every six minutes from the old quay until further notice."
    table = reuse(both, edited)
    assert table[["kind", "n_words", "edits"]].values.tolist() == [["edited", 24, "ten→six"]]


def test_passages_that_only_touch_are_two():
    # Next to each other in one article, the same sentence in the other.
    table = reuse(f"{SENTENCE}. {SENTENCE}.", f"{SENTENCE}.")
    assert table[["start_a", "start_b", "n_words"]].values.tolist() == [
        [0, 0, 12],
        [len(SENTENCE) + 2, 0, 12],
    ]


def test_only_headline_and_body_count_and_no_run_bridges_a_gap():
    text = SENTENCE + "."
    articles, _ = corpus(text, text)
    cut = text.index("close")
    pieces = [(0, cut, "body"), (cut, cut + 6, "caption"), (cut + 6, len(text), "body")]
    rows = [("a0", *piece) for piece in pieces] + [("a1", 0, len(text), "body")]
    tokens = tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))
    assert find_reuse(tokens, articles)["n_words"].to_list() == [7]


def test_one_outlet_does_not_copy_itself():
    table = reuse(SENTENCE, SENTENCE, outlet=["Beacon", "Beacon"])
    assert table.empty
    assert "fewer than two outlets" in table.attrs["note"]


def test_events_are_not_compared_with_each_other():
    table = reuse(SENTENCE, SENTENCE, SENTENCE, event=["x", "x", "y"])
    assert table[["article_a", "article_b"]].values.tolist() == [["a0", "a1"]]


def test_without_events_the_window_of_days_decides():
    published = pd.to_datetime(["2024-03-01", "2024-03-04", "2024-03-08", None], utc=True)
    pairs = reuse(SENTENCE, SENTENCE, SENTENCE, SENTENCE, published=published, event="")
    assert pairs[["article_a", "article_b"]].values.tolist() == [["a0", "a1"]]
    wide = reuse(SENTENCE, SENTENCE, SENTENCE, SENTENCE, published=published, event="", days=7)
    assert len(wide) == 3  # the undated one is compared with undated ones only


@pytest.mark.parametrize(
    ("times", "precision", "earlier"),
    [
        (["2024-03-01 10:00", "2024-03-01 10:11"], "time", "a"),
        (["2024-03-01 10:11", "2024-03-01 10:00"], "time", "b"),
        (["2024-03-01 10:00", "2024-03-01 10:10"], "time", "unknown"),
        (["2024-03-01", "2024-03-01"], "day", "unknown"),
        (["2024-03-01", "2024-03-02"], "day", "a"),
        (["2024-03-01", None], "day", "unknown"),
        (["2024-03-01", "2024-03-02"], "unknown", "unknown"),
    ],
)
def test_who_was_first_is_told_only_where_times_tell(times, precision, earlier):
    published = pd.to_datetime(pd.Series(times), utc=True, format="ISO8601").to_numpy()
    table = reuse(SENTENCE, SENTENCE, published=published, published_precision=precision, event="x")
    assert table["earlier"].to_list() == [earlier]


def test_a_date_and_a_time_of_one_day_have_no_order():
    published = pd.to_datetime(["2024-03-01 00:00", "2024-03-01 10:00"], utc=True)
    table = reuse(SENTENCE, SENTENCE, published=published, published_precision=["day", "time"], event="x")
    assert table["earlier"].to_list() == ["unknown"]


def test_runs_that_are_too_common_are_skipped_and_reported():
    texts = f"{SENTENCE}.", f"{SENTENCE}. Drivers fume.", f"Alas: {SENTENCE}."
    table = reuse(*texts, event="x", max_uses=2)
    assert table.empty
    assert "with more than 2 uses: 6 runs of 7 words and 9 of 4" in table.attrs["caption"]
    assert len(reuse(*texts, event="x", max_uses=3)) == 3


# Words apart from those that are changed: long enough to be content, each used once.
WORDS = [f"{first}{second}{last}" for first in "abcd" for second in "mnop" for last in ("iller", "ennet")]


def changed(words, places):
    return " ".join("other" + word if place in places else word for place, word in enumerate(words))


@pytest.mark.parametrize(("every", "n"), [(4, 0), (5, 1)])
def test_an_edited_sentence_is_found_by_a_run_of_four_words_and_not_by_one_of_three(every, n):
    words = WORDS[:20]
    assert len(reuse(" ".join(words), changed(words, range(every - 1, 20, every)))) == n


@pytest.mark.parametrize(("length", "n"), [(22, 1), (23, 0)])
def test_fewer_than_twelve_words_must_be_half_of_the_shorter_sentence(length, n):
    # Six words, one changed, five; then nothing in common.
    words = WORDS[:length]
    assert len(reuse(" ".join(words), changed(words, {6, *range(12, length)}))) == n


def test_twelve_words_are_enough_in_a_long_sentence():
    words = WORDS[:26]
    row = reuse(" ".join(words), changed(words, {6, *range(13, 26)})).iloc[0]
    assert (row["n_words"], row["kind"]) == (12, "edited")


@pytest.mark.parametrize(("runs", "n"), [((4, 4, 3), 1), ((4, 4, 2), 0), ((6, 4), 1)])
def test_half_of_a_sentence_is_enough_only_with_a_longer_run(runs, n):
    # Of twenty words: 11 with runs of four, 10 with runs of four, 10 with a run of six.
    kept = [place for place, run in enumerate(runs) for _ in range(run)]
    gaps = {place + before for place, before in enumerate(np.cumsum(runs)[:-1])}
    words = WORDS[:20]
    assert len(reuse(" ".join(words), changed(words, gaps | set(range(len(kept) + len(gaps), 20))))) == n


@pytest.mark.parametrize(
    ("word", "long", "n"), [("stone", 3, 0), ("stone", 4, 1), ("tall", 4, 0), ("1", 4, 1)]
)
def test_an_edited_passage_has_more_long_words_than_half_of_min_words(word, long, n):
    # Five letters or a number make a word a long one.
    short = [f"{a}{b}" for a in "abc" for b in "defg"]
    words = [
        f"{word}{place}" if word == "1" else word + "abcd"[place] * (word == "stone") for place in range(4)
    ]
    if word == "tall":
        words = ["tall", "dark", "cold", "wide"]
    words = words[:long] + short[: 13 - long]
    assert len(reuse(" ".join(words), changed(words, {6}))) == n


# Copies. More articles than max_uses print the same words; one of them stands for all.

OTHER = "Nobody at the ferry office could say on Friday who will pay for it"


def pairs(table):
    return table[["article_a", "article_b"]].values.tolist()


def test_up_to_max_uses_copies_are_compared_with_one_another():
    table = reuse(*[SENTENCE] * 3, event="x", max_uses=3)
    assert pairs(table) == [["a0", "a1"], ["a0", "a2"], ["a1", "a2"]]
    assert "note" not in table.attrs


def test_more_copies_than_max_uses_are_listed_with_one_that_stands_for_all():
    table = reuse(*[f"{SENTENCE}. {OTHER}."] * 4, event="x", max_uses=3)
    assert pairs(table) == [["a0", "a1"], ["a0", "a2"], ["a0", "a3"]]
    assert (table["kind"] == "verbatim").all()
    assert set(table["n_words"]) == {len(f"{SENTENCE} {OTHER}".split())}
    assert table.attrs["note"].startswith("3 articles have the words of another that over 3 print")
    assert "0 runs of 7 words" in table.attrs["caption"]


def test_an_article_that_110_outlets_print_is_found_at_the_default():
    table = reuse(*[f"{SENTENCE}."] * 110, event="x")
    assert len(table) == 109


def test_copies_differ_in_case_and_punctuation_only():
    table = reuse(SENTENCE, SENTENCE.upper() + "!", f"“{SENTENCE}”", event="x", max_uses=2)
    assert pairs(table) == [["a0", "a1"], ["a0", "a2"]]
    table = reuse(SENTENCE, SENTENCE, SENTENCE + " early", event="x", max_uses=2)
    assert table.empty


def test_the_earliest_copy_stands_for_all_and_before_it_the_agencys_own():
    published = pd.to_datetime([None, "2024-03-03", "2024-03-01", "2024-03-02"], utc=True)
    given = {"published": published, "published_precision": "day", "event": "x", "max_uses": 3}
    assert pairs(reuse(*[SENTENCE] * 4, **given)) == [["a0", "a2"], ["a1", "a2"], ["a2", "a3"]]
    table = reuse(*[SENTENCE] * 4, agency=["", "Outlet 1", "", "Outlet 1"], **given)
    assert pairs(table) == [["a0", "a1"], ["a1", "a2"], ["a1", "a3"]]
    assert table["earlier"].to_list() == ["unknown", "b", "b"]


def test_what_a_third_article_shares_with_many_copies_is_listed_with_the_one_that_stands_for_all():
    table = reuse(*[f"{SENTENCE}. {OTHER}."] * 3, f"{OTHER}, again.", event="x", max_uses=2)
    assert pairs(table) == [["a0", "a1"], ["a0", "a2"], ["a0", "a3"]]
    assert table["n_words"].to_list()[-1] == len(OTHER.split())


def test_copies_of_one_outlet_are_not_listed():
    table = reuse(*[SENTENCE] * 4, outlet=["Beacon", "Beacon", "Ledger", "Beacon"], event="x", max_uses=3)
    assert pairs(table) == [["a0", "a2"]]
    assert table.attrs["note"].startswith("1 article has the words of another that over 3 print, and shares")


def test_copies_of_other_events_and_other_days_are_not_counted():
    published = pd.to_datetime(["2024-03-01", "2024-03-01", "2024-03-02"], utc=True)
    assert pairs(reuse(*[SENTENCE] * 3, event=["x", "x", "y"], max_uses=2)) == [["a0", "a1"]]
    assert reuse(*[SENTENCE] * 3, event="", published=published, max_uses=2).empty


def test_a_passage_of_copies_ends_where_either_has_a_gap():
    text = f"{SENTENCE}. {OTHER}."
    articles, _ = corpus(text, text, text, event="x")
    cut = len(SENTENCE) + 2
    whole, rest = [(0, len(text), "body")], [(0, cut, "headline"), (cut, len(text), "body")]
    rows = [(f"a{n}", *piece) for n, pieces in enumerate((whole, rest, whole)) for piece in pieces]
    tokens = tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))
    table = find_reuse(tokens, articles, max_uses=2)
    assert table[["article_b", "n_words"]].values.tolist() == [["a1", 12], ["a1", 14], ["a2", 26]]


def test_articles_of_less_than_min_words_are_no_copies():
    table = reuse(*["The bridge will close on Monday."] * 4, event="x", max_uses=3)
    assert table.empty
    assert table.attrs["note"] == "No articles of different outlets share a passage."


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("event", ["x", ""])
def test_dates_three_hundred_years_apart_are_compared(unit, event):
    published = pd.to_datetime(["2024-03-01", "1724-03-01", "1724-03-02"], utc=True).as_unit(unit)
    table = reuse(*[SENTENCE] * 3, published=published, published_precision="day", event=event)
    if event:
        assert table["earlier"].to_list() == ["b", "b", "a"]
    else:
        assert pairs(table) == [["a1", "a2"]]


def test_days_are_those_of_utc_also_before_1970():
    published = pd.to_datetime(["1969-12-30T23:00Z", "1970-01-01T01:00Z"], utc=True)
    assert len(reuse(SENTENCE, SENTENCE, published=published, event="", days=2)) == 1
    assert reuse(SENTENCE, SENTENCE, published=published, event="", days=1).empty


def test_articles_without_an_outlet_have_one_of_their_own():
    table = reuse(SENTENCE, SENTENCE, SENTENCE, outlet=[None, "", "Beacon"], event="x")
    assert table[["outlet_a", "outlet_b"]].values.tolist() == [["", ""], ["", "Beacon"], ["", "Beacon"]]


def longest_runs(a, b, shortest):
    """Reference: every pair of places where `a` and `b` have an equal run that cannot be made longer."""
    for i, j in itertools.product(range(len(a)), range(len(b))):
        if a[i] == b[j] and not (i and j and a[i - 1] == b[j - 1]):
            length = 0
            while (
                max(i, j) + length < len(a) + len(b)
                and a[i + length : i + length + 1] == b[j + length : j + length + 1] != []
            ):
                length += 1
            if length >= shortest:
                yield i, j, length


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("pqr"), max_size=30), st.lists(st.sampled_from("pqr"), max_size=30))
def test_every_verbatim_run_is_inside_a_passage(a, b):
    articles, tokens = corpus(" ".join(a), " ".join(b))
    table = find_reuse(tokens, articles, min_words=5)
    for i, j, length in longest_runs(a, b, 5):
        inside = (table["start_a"] <= 2 * i) & (table["end_a"] >= 2 * (i + length) - 1)
        inside &= (table["start_b"] <= 2 * j) & (table["end_b"] >= 2 * (j + length) - 1)
        assert inside.any(), (i, j, length)
    assert len(table) == 0 or any(longest_runs(a, b, 5)) or (table["kind"] == "edited").all()


def test_swapping_two_articles_swaps_the_sides():
    columns = ["n_words", "identity", "kind"]
    there, back = reuse(SENTENCE, EDITED), reuse(EDITED, SENTENCE)
    assert there[columns].equals(back[columns])
    assert there[["start_a", "end_a"]].to_numpy().tolist() == back[["start_b", "end_b"]].to_numpy().tolist()


def test_inputs_are_not_changed_and_the_same_input_gives_the_same_table():
    articles, tokens = corpus(SENTENCE, EDITED)
    before = articles.copy(), tokens.copy()
    tables = [find_reuse(tokens, articles) for _ in range(2)]
    pd.testing.assert_frame_equal(*tables)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(tokens, before[1])


def test_hebrew_is_compared_like_any_other_script():
    text = "ראש הממשלה אמר ביום שני כי הגשר ייסגר לתנועה"
    assert reuse(text + ".", "לדבריו, " + text + ".")["n_words"].to_list() == [9]


def test_identical_long_articles_are_one_passage():
    rng = np.random.default_rng(0)
    text = " ".join(f"word{number}" for number in rng.integers(0, 5000, 50_000))
    assert reuse(text, text)["n_words"].to_list() == [50_000]


def test_a_word_repeated_without_end_is_skipped_as_too_common():
    table = reuse("ha " * 20_000, "ha " * 20_000)
    assert table.empty
    assert "1 runs of 7 words" in table.attrs["caption"]


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), (SENTENCE,)])
def test_too_little_text_gives_an_empty_table_that_says_why(texts):
    table = reuse(*texts)
    assert table.empty
    assert "fewer than two outlets" in table.attrs["note"]
    assert {"start_a", "edits", "earlier"} <= set(table.columns)


def test_short_runs_are_refused():
    with pytest.raises(ValueError, match="min_words must be 5 or more, not 4"):
        reuse(SENTENCE, SENTENCE, min_words=4)


@pytest.mark.parametrize("option", ["days", "max_uses"])
def test_negative_options_are_refused(option):
    with pytest.raises(ValueError, match="must not be negative, as -1"):
        reuse(SENTENCE, SENTENCE, **{option: -1})


def test_articles_that_are_not_given_are_not_compared():
    articles, tokens = corpus(SENTENCE, SENTENCE, SENTENCE)
    table = find_reuse(tokens, articles.loc[["a2", "a0"]])
    assert pairs(table) == [["a2", "a0"]]


def test_a_missing_column_is_named():
    articles, tokens = corpus(SENTENCE, SENTENCE)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        find_reuse(tokens, articles.drop(columns="outlet"))


def test_the_edited_sentence_of_two_real_articles_is_found(shared):
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    table = reuse(*texts, event="x")
    assert "Zelenskyy→He; forces→troops; −troop" in table["edits"].to_list()
    assert 26 in table.loc[table["kind"] == "verbatim", "n_words"].to_list()


def test_segments_of_tokens_may_be_plain_words():
    articles, tokens = corpus(SENTENCE, EDITED)
    found = find_reuse(tokens.astype({"segment": "str"}), articles)
    pd.testing.assert_frame_equal(found, find_reuse(tokens, articles))
