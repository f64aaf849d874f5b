import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.context import concordance
from toolkit.corpus.segments import KINDS
from toolkit.corpus.tokens import tokenize
from toolkit.statistics.measures import log_likelihood
from toolkit.terms.keywords import COLUMNS, compare_outlets, keyness


def corpus(rows):
    """Articles and their tokens from (event, outlet, text); all text is body."""
    ids = pd.Index([f"a{number}" for number in range(len(rows))], name="article_id", dtype="str")
    articles = pd.DataFrame(rows, columns=["event", "outlet", "text"], index=ids)
    return articles, tokenize(articles, body(articles))


def body(articles):
    lengths = articles["text"].str.len()
    kind = pd.Categorical(["body"] * len(articles), categories=KINDS)
    return pd.DataFrame(
        {"article_id": articles.index, "start": 0, "end": lengths.to_numpy(), "kind": kind, "rule": "body"}
    )


def one_a_side(events=8, target="rebels", reference="thugs"):
    """Events of one article a side; each side has its word in every article."""
    filler = "won the town before dawn"
    return corpus(
        [
            (f"e{n}", outlet, f"{word} {filler} {'again ' * (n % 3)}".strip())
            for n in range(events)
            for outlet, word in (("Sun", target), ("Star", reference))
        ]
    )


def test_a_word_of_one_side_only_reaches_the_smallest_p_of_one_a_side():
    articles, tokens = one_a_side()
    table = keyness(tokens, articles, "Sun").set_index("term")
    assert "the share of all 256 reshuffles of the labels of outlets within events" in table.attrs["caption"]
    assert "(smallest possible 0.0078)" in table.attrs["caption"]
    counts = table.loc["rebels", ["n_target", "n_reference", "articles_target", "events"]]
    assert counts.tolist() == [8, 0, 8, 8]
    assert table.loc[["rebels", "thugs"], "p"].tolist() == [2 / 256, 2 / 256]
    assert table.loc["rebels", "p_family"] == 2 / 256
    assert table.loc["rebels", "low"] > 0 > table.loc["thugs", "high"]
    assert table.index[0] == "rebels"
    assert table.loc["rebels", "draws"] == 9
    assert table.loc["dawn", "reason"] == (
        "no p: same number on both sides of every shared event, at equal length"
    )


def test_swapping_target_and_reference_flips_the_sign_and_keeps_p():
    articles, tokens = one_a_side()
    one, other = (keyness(tokens, articles, side).set_index("term").sort_index() for side in ("Sun", "Star"))
    assert np.allclose(one["log_ratio"], -other["log_ratio"])
    assert np.allclose(one["pooled_g2"], -other["pooled_g2"])
    pd.testing.assert_frame_equal(one[["p", "p_family", "q", "dp"]], other[["p", "p_family", "q", "dp"]])


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=7), min_size=12, max_size=12))
@settings(max_examples=20, deadline=None)
def test_on_random_corpora_counts_are_spans_and_swapping_flips_the_sign(texts):
    places = [(f"e{n}", outlet) for n in range(6) for outlet in ("Sun", "Star")]
    articles, tokens = corpus([(*place, " ".join(text)) for place, text in zip(places, texts, strict=True)])
    one, other = (keyness(tokens, articles, side, resamples=99).set_index("term") for side in ("Sun", "Star"))
    other = other.reindex(one.index)
    for side, counts in (("Sun", one["n_target"]), ("Star", one["n_reference"])):
        own = tokens[tokens["article_id"].isin(articles.index[articles["outlet"] == side])]
        assert counts.to_dict() == {term: len(concordance(own, articles, term)) for term in one.index}
    np.testing.assert_allclose(one["log_ratio"], -other["log_ratio"], atol=1e-12)
    np.testing.assert_allclose(one["pooled_g2"], -other["pooled_g2"], atol=1e-9)
    for column in ("p", "p_family", "q", "dp", "events"):
        np.testing.assert_allclose(one[column], other[column])


def test_input_is_unchanged_and_the_same_call_gives_the_same_table():
    articles, tokens = one_a_side()
    before = articles.copy(), tokens.copy()
    first, second = (keyness(tokens, articles, "Sun", seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(tokens, before[1])


def test_counts_rates_and_g2_on_paper():
    articles, tokens = corpus([("e", "Sun", "war war peace"), ("e", "Star", "peace talks now peace")])
    table = keyness(tokens, articles, "Sun").set_index("term")
    assert table.loc["war", ["n_target", "n_reference"]].tolist() == [2, 0]
    assert table.loc["peace", ["per_thousand_target", "per_thousand_reference"]].tolist() == [1000 / 3, 500]
    # 3 and 4 words: 3/7 and 4/7 of an occurrence more.
    assert table.loc["war", "log_ratio"] == pytest.approx(np.log2((2 + 3 / 7) / 3) - np.log2(4 / 7 / 4))
    assert table.loc["war", "pooled_g2"] == pytest.approx(float(log_likelihood(2, 0, 3, 4)))
    assert table.loc["war", "dp"] == pytest.approx(4 / 7)
    assert table[["n_target", "n_reference"]].sum().tolist() == [3, 4]


def random_corpus(seed, events=40):
    rng = np.random.default_rng(seed)
    words = np.array([f"w{number}" for number in range(30)])
    share = rng.dirichlet(np.ones(30))
    return corpus(
        [
            (f"e{event}", outlet, " ".join(rng.choice(words, rng.integers(60, 140), p=share)))
            for event in range(events)
            for outlet in ("Sun", "Star")
        ]
    )


def test_closed_intervals_are_refused_below_fifty_events():
    for events, reason in (
        (49, "no interval: closed takes 50 events, here are 49; bootstrap them"),
        (50, ""),
    ):
        articles, tokens = random_corpus(1, events=events)
        table = keyness(tokens, articles, "Sun", interval="closed", resamples=50)
        assert set(table["reason"]) == {reason}
        assert table["low"].isna().all() == bool(reason)


@pytest.mark.parametrize("interval", ["bootstrap", "closed"])
def test_intervals_are_open_where_one_side_has_none_and_never_infinite_nor_of_no_width(interval):
    articles, tokens = one_a_side(events=8 if interval == "bootstrap" else 50)
    table = keyness(tokens, articles, "Sun", interval=interval).set_index("term")
    bounds = table[["low", "high"]].dropna()
    assert set(bounds.index) == set("won the town before dawn again".split())
    assert np.isfinite(bounds).all(axis=None)
    assert (bounds["high"] - bounds["low"] > 0.01).all()
    assert np.isfinite(table["log_ratio"]).all()
    assert table["low"].isna().to_dict() == {term: term == "thugs" for term in table.index}
    assert table["high"].isna().to_dict() == {term: term == "rebels" for term in table.index}
    assert table.loc["rebels", "low"] < table.loc["rebels", "log_ratio"]
    if interval == "bootstrap":
        assert table.index[0] == "rebels"
        assert table.loc["rebels", "low"] > 0
    assert "a missing bound is open: the rarer side has the word in no event" in table.attrs["caption"]


def test_a_bound_is_open_where_more_resamples_than_lie_beyond_it_lack_the_word():
    others = [[f"e{n}", outlet, "rebels won" if outlet == "Sun" else "won"] for n in range(8) for outlet in
              ("Sun", "Star")]  # fmt: skip
    for uses, is_open in ((1, True), (7, False)):
        rows = [
            (*row[:2], "rebels won") if number < 2 * uses else tuple(row) for number, row in enumerate(others)
        ]
        articles, tokens = corpus(rows)
        row = keyness(tokens, articles, "Sun").set_index("term").loc["rebels"]
        # One of 8 events: (7/8) ** 8 = 34% of resamples lack it; 7 of 8: (1/8) ** 8.
        assert (row["n_target"], row["n_reference"]) == (8, uses)
        assert (np.isnan(row["high"]), np.isnan(row["low"])) == (is_open, False)


def test_a_word_that_a_small_side_lacks_is_not_its_word():
    articles, tokens = corpus([("e", "Sun", "war now"), ("e", "Star", "peace talks now again and again")])
    ratio = keyness(tokens, articles, "Sun").set_index("term")["log_ratio"]
    assert ratio["peace"] < 0 < ratio["war"]
    assert ratio["now"] > 0
    equal, tokens = corpus([("e", "Sun", "war now then"), ("e", "Star", "war war now talks now talks")])
    assert keyness(tokens, equal, "Sun").set_index("term").loc[["war", "now"], "log_ratio"].tolist() == [0, 0]


@given(st.lists(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=9), min_size=12, max_size=12))
@settings(max_examples=25, deadline=None)
def test_the_sign_of_the_log_ratio_is_that_of_the_rates_and_no_interval_contradicts_it(texts):
    places = [(f"e{n}", outlet) for n in range(6) for outlet in ("Sun", "Star")]
    rows = [(*place, " ".join(text)) for place, text in zip(places, texts, strict=True)]
    articles, tokens = corpus(rows)
    table = keyness(tokens, articles, "Sun", resamples=199)
    words = [sum(len(text) for text in texts[side::2]) for side in (0, 1)]
    crossed = table["n_target"] * words[1] - table["n_reference"] * words[0]
    assert np.sign(table["log_ratio"]).tolist() == np.sign(crossed).tolist()
    assert not ((table["low"] > 0) & (table["log_ratio"] <= 0)).any()
    assert not ((table["high"] < 0) & (table["log_ratio"] >= 0)).any()


def test_longer_articles_alone_make_no_keyword():
    articles, tokens = corpus(
        [
            (f"e{n}", outlet, "the army won " * times)
            for n in range(10)
            for outlet, times in (("Sun", 5), ("Star", 2))
        ]
    )
    table = keyness(tokens, articles, "Sun")
    assert table["p"].isna().all()
    assert abs(table["log_ratio"]).max() < 0.1


def test_events_of_one_side_say_nothing_about_p_but_count_in_the_rates():
    articles, tokens = one_a_side()
    more, more_tokens = corpus(
        [
            *articles[["event", "outlet", "text"]].itertuples(index=False, name=None),
            ("solo", "Sun", "thugs thugs thugs"),
        ]
    )
    before, after = (
        keyness(t, a, "Sun").set_index("term").loc["rebels"]
        for t, a in ((tokens, articles), (more_tokens, more))
    )
    table = keyness(more_tokens, more, "Sun")
    assert before["p"] == after["p"]
    assert before["per_thousand_target"] > after["per_thousand_target"]
    assert "1 of 9 events have articles on one side only" in table.attrs["note"]


def test_five_events_allow_no_p_and_the_caption_says_how_many_would():
    articles, tokens = one_a_side()
    table = keyness(tokens, articles[articles["event"] < "e5"], "Sun")
    assert table["p"].isna().all()
    assert (table["reason"].str.contains("no p: the smallest that these articles allow is 0.0625")).all()
    assert table["low"].notna().any()
    assert "with one article a side it takes 6 events to reach 0.05" in table.attrs["caption"]


def test_four_events_are_too_few_for_inference_and_five_are_not():
    articles, tokens = one_a_side()
    few = "Fewer than 5 events: the rates are those of these articles, and no interval bounds them."
    assert keyness(tokens, articles[articles["event"] < "e4"], "Sun").attrs["note"] == few
    assert keyness(tokens, articles[articles["event"] < "e5"], "Sun").attrs["note"] == ""


def test_two_articles_give_counts_and_reasons_only():
    articles, tokens = corpus([("e", "Sun", "war now"), ("e", "Star", "peace now")])
    table = keyness(tokens, articles, "Sun")
    assert table[["low", "high", "p", "p_family", "q"]].isna().all(axis=None)
    reason = "no interval: 1 event, 5 needed; no p: the smallest that these articles allow is 1"
    assert set(table["reason"]) == {reason}
    assert "rates are those of these articles" in table.attrs["note"]


def test_rare_terms_are_not_tested():
    articles, tokens = one_a_side()
    table = keyness(tokens, articles, "Sun", min_articles=9).set_index("term")
    assert table.loc["rebels", "reason"] == "no p: at equal length left in fewer than 9 articles"
    whole = keyness(tokens, articles, "Sun", min_articles=8)
    assert whole["p"].notna().sum() == 2
    assert "those left in 8 or more articles: 2;" in whole.attrs["caption"]


def test_rows_with_a_reason_come_last():
    articles, tokens = random_corpus(3, events=8)
    refused = (keyness(tokens, articles, "Sun", min_articles=12)["reason"] != "").tolist()
    assert refused == sorted(refused)


@pytest.mark.parametrize("empty", ["", None, np.nan])
def test_articles_without_an_event_stand_for_themselves(empty):
    articles, tokens = one_a_side()
    table = keyness(tokens, articles.assign(event=empty), "Sun")
    assert table.attrs["note"].startswith("No event is named, so nothing is compared within events")
    assert "one side" not in table.attrs["note"]
    some = keyness(tokens, articles.assign(event=[*articles["event"][:-1], empty]), "Sun")
    assert "Articles without an event, each of which stands for itself: 1." in some.attrs["note"]
    assert table["p"].isna().all()
    assert table["draws"].isna().all()


def test_without_events_every_article_is_cut_to_one_length_and_any_may_be_the_targets():
    numbers = "one two three four five six seven eight".split()
    articles, tokens = corpus(
        [
            (f"e{n}", outlet, f"{word} won {number} {'more ' * n}".strip())
            for n, number in enumerate(numbers)
            for outlet, word in (("Sun", "rebels"), ("Star", "thugs"))
        ]
    )
    table = keyness(tokens, articles, "Sun", block=None)
    assert table.set_index("term").loc["rebels", "p"] <= 0.01
    assert "For p all articles are cut to one length" in table.attrs["caption"]
    assert "reshuffles of the labels of all articles that differ" in table.attrs["caption"]


def test_no_tokens_give_an_empty_table_with_all_columns():
    articles, tokens = one_a_side()
    table = keyness(tokens.iloc[:0], articles, "Sun")
    assert table.empty
    assert table.columns.tolist() == COLUMNS
    assert table.attrs["note"] == "None of the articles has words to count."


@pytest.mark.parametrize(
    "filtered", [{"stop_words": "rebels thugs won the town before dawn again".split()}, {"ngram": 9}]
)
def test_a_filter_that_leaves_no_term_says_so(filtered):
    articles, tokens = one_a_side()
    table = keyness(tokens, articles, "Sun", **filtered)
    assert table.columns.tolist() == COLUMNS
    assert len(table) == 0
    assert table.attrs["note"] == "No term is left to compare."


def test_a_single_outlet_gives_counts_and_a_note():
    articles, tokens = corpus([("e", "Sun", "war now"), ("f", "Sun", "war again")])
    alone = keyness(tokens, articles, "Sun")
    assert "The reference has no words" in alone.attrs["note"]
    assert alone[["log_ratio", "per_thousand_reference", "pooled_g2", "pooled_z"]].isna().all(axis=None)
    stacked = compare_outlets(tokens, articles)
    assert stacked.empty
    assert stacked.attrs["note"] == "Nothing to compare: 1 value of outlet, two needed."


def test_stop_words_leave_the_table_but_not_the_denominator():
    articles, tokens = one_a_side()
    whole, rest = (keyness(tokens, articles, "Sun", stop_words=words) for words in (None, ["the", "before"]))
    assert set(whole["term"]) - set(rest["term"]) == {"the", "before"}
    assert "without 2 stop words" in rest.attrs["caption"]
    pd.testing.assert_series_equal(
        whole.set_index("term")["per_thousand_target"].drop(["the", "before"]),
        rest.set_index("term")["per_thousand_target"],
        check_like=True,
    )


def test_one_against_the_rest_and_all_pairs():
    articles, tokens = corpus(
        [(f"e{n}", outlet, f"{outlet}ish words here") for n in range(6) for outlet in ("Moon", "Star", "Sun")]
    )
    rest, pairs = compare_outlets(tokens, articles), compare_outlets(tokens, articles, pairs=True)
    assert rest[["target", "reference"]].drop_duplicates().values.tolist() == [
        ["Moon", "all others"],
        ["Star", "all others"],
        ["Sun", "all others"],
    ]
    assert pairs[["target", "reference"]].drop_duplicates().values.tolist() == [
        ["Moon", "Star"],
        ["Moon", "Sun"],
        ["Star", "Sun"],
    ]
    one = keyness(tokens, articles, "Star", "Sun")
    pd.testing.assert_frame_equal(pairs[pairs["target"].eq("Star")].reset_index(drop=True), one)
    pd.testing.assert_frame_equal(rest[rest["target"].eq("Moon")], keyness(tokens, articles, "Moon"))


def test_several_comparisons_have_one_caption_and_one_note():
    articles, tokens = corpus(
        [(f"e{n}", outlet, f"{outlet}ish words here") for n in range(6) for outlet in ("Moon", "Star", "Sun")]
        + [("solo", "Sun", "words alone")]
    )
    rest, pairs = compare_outlets(tokens, articles), compare_outlets(tokens, articles, pairs=True)
    assert rest.attrs["caption"].count("twice as often") == 1
    assert "those left in 5 or more articles: Moon 3, Star 3, Sun 3;" in rest.attrs["caption"]
    assert "Moon and Star 2, Moon and Sun 2, Star and Sun 2;" in pairs.attrs["caption"]
    one_sided = (
        "1 of 7 events have articles on one side only: they count in the rates and say nothing about p."
    )
    assert rest.attrs["note"] == one_sided
    assert pairs.attrs["note"] == f"Moon and Sun, Star and Sun: {one_sided}"


def test_a_comparison_in_which_nothing_is_tested_is_named():
    articles, tokens = corpus(
        [(f"e{n}", outlet, f"{outlet}ish words here") for n in range(6) for outlet in ("Moon", "Star", "Sun")]
    )
    untested = "No term was tested; `reason` says why."
    without = tokens[~tokens["article_id"].isin(articles.index[articles["outlet"] == "Moon"])]
    note = compare_outlets(without, articles).attrs["note"]
    assert "Moon: The target has no words to count." in note
    assert f"Moon: {untested}" in note
    assert "Star, Sun: " not in note.split(untested)[0][-20:]
    assert untested not in compare_outlets(tokens, articles).attrs["note"]
    assert compare_outlets(tokens, articles, min_articles=99).attrs["note"] == untested


def test_settings_that_keyness_does_not_have_are_named():
    articles, tokens = one_a_side()
    with pytest.raises(ValueError, match="setting 'resample' is not known here; choose from"):
        compare_outlets(tokens, articles, resample=9)
    with pytest.raises(ValueError, match="articles has no column 'paper'"):
        compare_outlets(tokens, articles, by="paper")


def test_articles_without_tokens_are_left_out_and_counted_in_the_note():
    articles, tokens = one_a_side()
    more = pd.concat([articles, articles.iloc[:1].rename(index={"a0": "new"})])
    assert keyness(tokens, more, "Sun").attrs["note"] == (
        "Articles left out, for they have no words to count: 1."
    )
    pd.testing.assert_frame_equal(keyness(tokens, more, "Sun"), keyness(tokens, articles, "Sun"))


def test_reference_by_and_block_may_be_any_collection_and_series():
    articles, tokens = one_a_side()
    plain = keyness(tokens, articles, "Sun", "Star")
    for reference in (["Star"], ("Star",), {"Star"}, pd.Series(["Star"])):
        series = {"by": articles["outlet"], "block": articles["event"]}
        pd.testing.assert_frame_equal(keyness(tokens, articles[["text"]], "Sun", reference, **series), plain)
    with pytest.raises(TypeError, match="articles must be a pandas DataFrame"):
        keyness(tokens, articles["outlet"], "Sun")


def test_false_discovery_rates_are_those_of_the_terms_that_have_a_p_and_at_most_p_family():
    articles, tokens = random_corpus(2, events=8)
    table = keyness(tokens, articles, "Sun", min_articles=12)
    assert 0 < table["p"].notna().sum() < len(table)
    assert table["q"].isna().equals(table["p"].isna())
    assert (table["q"].dropna() <= table["p_family"].dropna()).all()
    for permutations in (20, 200, 2000):  # no floor of so many terms over so few permutations
        articles, tokens = one_a_side()
        row = keyness(tokens, articles, "Sun", resamples=permutations).set_index("term").loc["rebels"]
        assert row["q"] <= row["p_family"] <= 0.05


def unequal(seed=0, events=20, words=(90, 30), planted=0):
    """Two outlets, the first three times as long, of sentences of ten words; every word twice as rare."""
    rng = np.random.default_rng(seed)
    terms = np.array([f"w{number}" for number in range(60)])
    share = (1 / np.arange(1, 61)) / (1 / np.arange(1, 61)).sum()
    rows = []
    for event in range(events):
        for outlet, length in zip(("Sun", "Star"), words, strict=True):
            text = rng.choice(terms, length, p=share)
            sentences = [" ".join(text[start : start + 10]) for start in range(0, length, 10)]
            if planted and outlet == "Sun":
                sentences = [f"{sentence} mark" for sentence in sentences]
            rows.append((f"e{event:02}", outlet, ". ".join(f"It {sentence}" for sentence in sentences) + "."))
    return corpus(rows)


def test_a_word_of_the_longer_outlet_is_found_at_equal_length_and_the_note_tells_the_lengths():
    articles, tokens = unequal(planted=1)
    table = keyness(tokens, articles, "Sun")
    assert table["term"][0] == "mark"
    assert table["p_family"][0] <= 0.05
    assert table["draws"][0] == 9
    note = table.attrs["note"]
    assert "Lengths differ within events (words of the target to 1 of the reference): 3.3." in note
    assert "Long articles use other words than short ones" in note
    back = keyness(tokens, articles, "Star")
    assert "of the reference): 0.3." in back.attrs["note"]
    both = compare_outlets(tokens, articles)
    assert "of the reference): Star 0.3, Sun 3.3." in both.attrs["note"]
    for words in ((30, 30), (110, 100)):
        alike, same = unequal(words=words)
        assert keyness(same, alike, "Sun").attrs["note"] == ""


def test_first_words_are_drawn_once_whatever_the_seed():
    articles, tokens = unequal()
    first, again = (keyness(tokens, articles, "Sun", draw="first", seed=seed) for seed in (1, 2))
    assert "and cut to its first words" not in first.attrs["caption"]
    assert "is cut to the event's shortest, to its first words:" in first.attrs["caption"]
    assert set(first["draws"].dropna()) <= {0, 9}
    assert "draws is 9 where it is 0.05 or less, else 0: there is one cut." in first.attrs["caption"]
    # Labels are drawn anew, sentences are not: p moves by what 2,000 labellings leave open.
    p = pd.concat([table.set_index("term")["p"] for table in (first, again)], axis=1).dropna()
    assert len(p) > 20
    assert (p.iloc[:, 0] - p.iloc[:, 1]).abs().max() < 0.06


def test_several_articles_of_an_outlet_on_an_event_are_one_cell():
    # Three events, four articles a side on each: labels of events change hands, not of articles.
    rows = [
        (f"e{event}", outlet, f"{outlet} told of {word} {event} and of {number}")
        for event in range(3)
        for outlet, word in (("Sun", "rebels"), ("Star", "thugs"))
        for number in ("docks and of rain", "grain and of fog", "fish and of snow", "coal and of hail")
    ]
    articles, tokens = corpus(rows)
    table = keyness(tokens, articles, "Sun")
    assert table["p"].isna().all()
    assert table["reason"].str.contains("no p: the smallest that these articles allow is 0.25").all()


def test_copies_and_versions_of_one_outlet_on_one_event_count_once():
    articles, tokens = unequal(words=(30, 30))
    texts = articles[["event", "outlet", "text"]].values.tolist()
    longer = [(event, outlet, text + " Nobody was hurt.") for event, outlet, text in texts if outlet == "Sun"]
    more, more_tokens = corpus([*map(tuple, texts), *longer, *map(tuple, texts)])
    more["published"] = pd.Timestamp("2024-05-01", tz="UTC") + pd.to_timedelta(np.arange(len(more)), unit="h")
    once, twice = keyness(tokens, articles, "Sun"), keyness(more_tokens, more, "Sun")
    pd.testing.assert_frame_equal(once, twice)
    assert twice.attrs["note"] == (
        "60 articles say again what another of theirs does on the event and are left out."
    )
    undated = more.assign(published="some day in May")  # words are no order: the first by id stays
    assert "60 articles say again" in keyness(more_tokens, undated, "Sun").attrs["note"]
    other = more.assign(event=[f"{event}{n}" for n, event in enumerate(more["event"])])
    assert "say again" not in keyness(more_tokens, other, "Sun").attrs["note"]


def test_four_copies_of_each_article_say_no_more_than_one():
    text = "The harbour of the old town stays shut until the ice has gone"
    rows = [
        (f"e{event}", outlet, text + extra)
        for event in range(3)
        for outlet, extra in (("Sun", " again"), ("Star", ""))
        for _ in range(4)
    ]
    articles, tokens = corpus(rows)
    table = keyness(tokens, articles, "Sun").set_index("term")
    assert table.loc["again", ["n_target", "n_reference", "articles_target"]].tolist() == [3, 0, 3]
    assert table["p"].isna().all()
    assert table["reason"].str.contains("the smallest that these articles allow is 0.25").all()
    assert "18 articles say again what another of theirs does on the event" in table.attrs["note"]
    empty = keyness(tokens.iloc[:0], articles, "Sun")
    assert empty.attrs["note"] == "None of the articles has words to count."


def test_what_two_outlets_print_word_for_word_counts_for_both():
    text = "The harbour of the old town stays shut until the ice has gone"
    rows = [(f"e{n}", outlet, f"{text} on day {n}") for n in range(3) for outlet in ("Sun", "Star") * 2]
    articles, tokens = corpus(rows)
    table = keyness(tokens, articles, "Sun").set_index("term")
    assert table.loc["harbour", ["n_target", "n_reference"]].tolist() == [3, 3]


def test_a_tiny_reference_does_not_thin_the_others_away():
    rng = np.random.default_rng(0)
    rows = [
        (
            f"e{event}",
            outlet,
            " ".join([*(["mark"] * (outlet == "Sun")), *rng.choice(list("abcdefgh"), length)]),
        )
        for event in range(8)
        for outlet, length in (("Sun", 40), ("Star", 40), ("Moon", 40), ("Dot", 2))
    ]
    articles, tokens = corpus(rows)
    row = keyness(tokens, articles, "Sun").set_index("term").loc["mark"]
    assert row["p_family"] <= 0.01


def test_an_event_with_one_side_of_a_few_words_weighs_little():
    articles, _ = one_a_side()
    more = [("e8", "Sun", "rebels " * 40), ("e8", "Star", "thugs")]
    texts = [tuple(row) for row in articles[["event", "outlet", "text"]].values.tolist()]
    longer, longer_tokens = corpus([*texts, *more])
    table = keyness(longer_tokens, longer, "Sun").set_index("term")
    assert table.loc["rebels", "n_target"] == 48
    assert table.loc["rebels", "p"] == 2 / 512


def test_words_that_all_stand_once_have_no_p():
    articles, tokens = corpus(
        [(f"e{n}", outlet, f"word{n}{outlet}") for n in range(8) for outlet in ("Sun", "Star")]
    )
    table = keyness(tokens, articles, "Sun")
    assert table["p"].isna().all()
    assert table["reason"].str.contains("at equal length left in fewer than 5 articles").all()
    assert compare_outlets(tokens, articles).attrs["note"] == "No term was tested; `reason` says why."


def test_phrases_are_drawn_with_the_sentences_they_stand_in():
    articles, tokens = unequal(planted=1)
    table = keyness(tokens, articles, "Sun", ngram=2).set_index("term")
    pairs = table.index[table.index.str.endswith(" mark")]
    assert (table.loc[pairs, "n_reference"] == 0).all()
    assert table["p"].notna().any()
    assert (table["n_target"].sum(), table["n_reference"].sum()) == (20 * (9 * 11), 20 * (3 * 10))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"target": "Sum"}, r"target 'Sum' is not known here; choose from \['Star', 'Sun'\]"),
        ({"target": "Sun", "reference": "Moon"}, "reference 'Moon' is not known"),
        ({"target": "Sun", "reference": "Sun"}, "reference 'Sun' is the target itself"),
        ({"target": "Sun", "by": "paper"}, "articles has no column 'paper'"),
        ({"target": "Sun", "block": "story"}, "articles has no column 'story'"),
        ({"target": "Sun", "interval": "wald"}, "interval 'wald'"),
        (
            {"target": "Sun", "draw": "last"},
            r"draw 'last' is not known here; choose from \['random', 'first'\]",
        ),
        ({"target": "Sun", "resamples": 0}, "resamples must be 1 or more, not 0"),
        ({"target": "Sun", "ngram": 0}, "ngram must be 1 or more, not 0"),
    ],
)
def test_wrong_arguments_are_named(call, message):
    articles, tokens = one_a_side()
    with pytest.raises(ValueError, match=message):
        keyness(tokens, articles, **call)
