import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.comparison.alignment import align, identity, tidy
from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.wire import copying, mark_wire, near_duplicates, wire_share
from toolkit.corpus.tokens import tokenize

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"
EDITED = "The harbour bridge will shut to all heavy lorries on Monday morning"


def corpus(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    outlets = [f"Outlet {number}" for number in range(len(texts))]
    articles = pd.DataFrame(
        {"text": texts, "outlet": outlets, **columns}, index=pd.Index(ids, name="article_id")
    )
    lengths = [len(text) for text in texts]
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": lengths, "kind": "body"})
    return articles, tokenize(articles, body[body["end"] > 0])


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
    table = reuse(SENTENCE, SENTENCE, SENTENCE, event="x", max_uses=2)
    assert table.empty
    assert "6 runs of 7 words and 9 of 4" in table.attrs["caption"]
    assert len(reuse(SENTENCE, SENTENCE, SENTENCE, event="x", max_uses=3)) == 3


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


def test_negative_days_are_refused():
    with pytest.raises(ValueError, match="must not be negative, as -1"):
        reuse(SENTENCE, SENTENCE, days=-1)


def test_a_missing_column_is_named():
    articles, tokens = corpus(SENTENCE, SENTENCE)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        find_reuse(tokens, articles.drop(columns="outlet"))


def test_the_edited_sentence_of_two_real_articles_is_found(shared):
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    table = reuse(*texts, event="x")
    assert "Zelenskyy→He; forces→troops; −troop" in table["edits"].to_list()
    assert 26 in table.loc[table["kind"] == "verbatim", "n_words"].to_list()
