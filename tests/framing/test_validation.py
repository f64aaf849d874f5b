"""Validity: indicator rates against hand codes, with numbers that can be worked out on paper."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

from toolkit.corpus.tokens import tokenize
from toolkit.framing.codebook import load_codebook
from toolkit.framing.indicators import frame_hits
from toolkit.framing.validation import validate_frames
from toolkit.statistics.intervals import proportion_interval

CODEBOOK = """\
name = "Test"
[frames.conflict]
definition = "Sides oppose."
indicators = ["clash"]
[frames.money]
definition = "Costs."
indicators = ["cost"]
"""


@pytest.fixture
def tables(tmp_path):
    """Hits and tokens of articles of four words, given the words of each."""
    path = tmp_path / "test.toml"
    path.write_text(CODEBOOK)

    def tables(texts):
        articles = pd.DataFrame({"text": texts}, index=[f"a{n:03}" for n in range(len(texts))])
        spans = {"article_id": articles.index, "start": 0, "end": articles["text"].str.len(), "kind": "body"}
        tokens = tokenize(articles, pd.DataFrame(spans))
        return frame_hits(tokens, load_codebook(path)), tokens

    return tables


def coded(present, frame="conflict", coder="x"):
    ids = [f"a{n:03}" for n in range(len(present))]
    return pd.DataFrame({"article_id": ids, "coder": coder, "frame": frame, "present": present})


NONE, ONE, TWO = "we saw the sea", "we saw the clash", "clash after the clash"


def test_scores_can_be_worked_out_on_paper(tables):
    # 8 with the frame (6 of them have a hit), 12 without (3 have a hit): 6 of 9 right, 6 of 8 found.
    # Pairs: 6 x 9 right, 6 x 3 + 2 x 9 tied, so AUC = (54 + 18) / 96 = .75; no article moves the cut.
    hits, tokens = tables([ONE] * 6 + [NONE] * 2 + [ONE] * 3 + [NONE] * 9)
    row = validate_frames(coded([1] * 8 + [0] * 12), hits, tokens).iloc[0]
    assert (row["n"], row["positives"], row["cut"]) == (20, 8, 250)
    assert row[["auc", "precision", "recall"]].tolist() == pytest.approx([0.75, 6 / 9, 6 / 8])
    assert row["f1"] == pytest.approx(12 / 17)
    assert row["constant_f1"] == pytest.approx(16 / 28)
    for score in ("auc", "precision", "recall", "f1"):
        assert row[f"{score}_low"] < row[score] < row[f"{score}_high"]


def reference_answers(gold, rate):
    """For each article the answer of the first cut that has the best F1 for all others."""
    answers = []
    for left_out in range(len(gold)):
        others = np.arange(len(gold)) != left_out
        cuts = sorted(set(rate[rate > 0]))
        scores = [f1_score(gold[others], rate[others] >= cut, zero_division=0) for cut in cuts]
        answers.append(rate[left_out] >= cuts[int(np.argmax(np.round(scores, 12)))])
    return np.array(answers)


def test_every_article_is_judged_by_the_cut_that_is_best_for_the_others(tables):
    rng = np.random.default_rng(5)
    words = rng.integers(0, 6, size=40)
    gold = rng.random(40) < 0.2 + words / 10
    row = validate_frames(
        coded(gold.astype(int)), *tables(["clash " * n + "sea " * (9 - n) for n in words])
    ).iloc[0]
    answers = reference_answers(gold, words / 9)
    assert row["precision"] == pytest.approx(precision_score(gold, answers))
    assert row["recall"] == pytest.approx(recall_score(gold, answers))
    assert row["auc"] == pytest.approx(roc_auc_score(gold, words))
    in_sample = max(f1_score(gold, words >= cut) for cut in range(1, 6))
    assert row["f1"] < in_sample


@pytest.mark.parametrize(
    ("texts", "present", "verdict", "reason"),
    [
        ([TWO] * 15 + [NONE] * 15, [1] * 15 + [0] * 15, "valid", ""),
        ([ONE, NONE] * 40, [1] * 40 + [0] * 40, "not valid", "the AUC is at most 0.6"),
        ([ONE, NONE] * 5, [1] * 5 + [0] * 5, "undecided", "the AUC may lie anywhere from 0.2"),
        ([ONE] * 11 + [NONE] * 15 + [ONE] * 4, [1] * 15 + [0] * 15, "undecided", "anywhere from 0.5"),
        (
            [ONE] * 5 + [NONE] * 5,
            [1] * 4 + [0] * 6,
            "not validated",
            "4 articles with the frame and 6 without",
        ),
    ],
)
def test_verdicts_follow_the_interval(tables, texts, present, verdict, reason):
    row = validate_frames(coded(present), *tables(texts)).iloc[0]
    assert row["verdict"] == verdict
    assert reason in row["reason"]


def test_perfect_separation_has_an_interval_that_is_not_of_zero_width(tables):
    row = validate_frames(coded([1] * 6 + [0] * 6), *tables([ONE] * 6 + [NONE] * 6)).iloc[0]
    assert row["auc"] == row["auc_high"] == 1
    assert 0.5 < row["auc_low"] < 0.9
    assert 0.3 < row["f1_low"] < row["f1"] == row["f1_high"] == 1


def test_coders_agree_or_not_on_the_articles_that_count(tables):
    hits, tokens = tables([ONE] * 6 + [NONE] * 12)
    yes = [1] * 6 + [0] * 12
    codes = pd.concat([coded(yes), coded(yes[:12] + [1] * 6, coder="y")])
    some = pd.DataFrame(index=[f"a{n:03}" for n in range(12)])
    assert validate_frames(codes, hits, tokens).iloc[0]["alpha"] < 0.667
    assert validate_frames(codes, hits, tokens, articles=some, block=None).iloc[0]["alpha"] == 1


def test_a_frame_without_codes_or_hits_keeps_its_row(tables):
    table = validate_frames(coded([1] * 6 + [0] * 6), *tables([NONE] * 12))
    assert table["frame"].tolist() == ["conflict", "money"]
    assert table["verdict"].tolist() == ["undecided", "not validated"]
    assert table["n"].tolist() == [12, 0]


def test_no_codes_leave_every_frame_not_validated_with_a_note(tables):
    for codes in (coded([1]).head(0), pd.DataFrame(columns=["article_id", "coder", "frame", "present"])):
        table = validate_frames(codes, *tables([ONE]))
        assert table["frame"].tolist() == ["conflict", "money"]
        assert set(table["verdict"]) == {"not validated"}
        assert table.attrs["note"].startswith("No hand codes")
        full = validate_frames(coded([1] * 6 + [0] * 6), *tables([ONE] * 12))
        assert table.columns.tolist() == full.columns.tolist()


def test_more_than_half_of_the_coders_make_a_frame_and_ties_are_left_out(tables):
    # 6 with hits and 9 without; of the latter, two coders say yes to the same two, and are tied on a third.
    made = tables([ONE] * 6 + [NONE] * 9)
    one, other = coded([1] * 6 + [1, 1, 1] + [0] * 6), coded([1] * 6 + [1, 1, 0] + [0] * 6, coder="y")
    row = validate_frames(pd.concat([one, other]), *made).iloc[0]
    assert (row["n"], row["positives"], row["ties"]) == (14, 8, 1)
    assert row["auc"] == pytest.approx((36 + 6) / 48)  # 6 of 8 beat all 6, 2 are tied with all
    with_ties = (6 * 6 + 3 * 6 / 2) / (9 * 6)
    assert row["auc_with_ties"] == pytest.approx(with_ties)
    third = coded([0] * 15, coder="z")
    assert validate_frames(pd.concat([one, other, third]), *made)["positives"].iloc[0] == 8


def test_an_adjudicator_decides_ties_and_nothing_else(tables):
    made = tables([ONE] * 6 + [NONE] * 9)
    one, other = coded([1] * 6 + [1, 1, 1] + [0] * 6), coded([1] * 6 + [1, 1, 0] + [0] * 6, coder="y")
    judge = coded([0] * 8 + [1] + [1] * 6, coder="judge")
    codes = pd.concat([one, other, judge])
    row = validate_frames(codes, *made, adjudicator="judge").iloc[0]
    assert (row["n"], row["positives"], row["ties"]) == (15, 9, 0)
    two = validate_frames(pd.concat([one, other]), *made).iloc[0]
    assert row["alpha"] == two["alpha"] > 0.8
    unsaid = pd.concat([one, other, judge.head(3)])
    assert validate_frames(unsaid, *made, adjudicator="judge")["ties"].iloc[0] == 1
    with pytest.raises(ValueError, match=r"adjudicator 'Ann' is not known here; choose from \['x', 'y'\]"):
        validate_frames(pd.concat([one, other]), *made, adjudicator="Ann")


def test_codes_that_do_not_agree_bear_no_verdict(tables):
    made = tables([TWO] * 15 + [NONE] * 15)
    one, other = coded([1] * 15 + [0] * 15), coded([1] * 9 + [0] * 21, coder="y")
    row = validate_frames(pd.concat([one, other]), *made).iloc[0]
    assert row["auc"] == 1
    assert row["auc_low"] > 0.7
    assert row["alpha"] < 0.667
    assert row["verdict"] == "undecided"
    assert row["reason"].startswith("coders agree too little to bear a verdict: alpha 0.5")


def test_articles_of_one_event_go_together(tables):
    texts = [ONE] * 6 + [NONE] * 2 + [ONE] * 3 + [NONE] * 9
    hits, tokens = tables(texts)
    codes = coded([1] * 8 + [0] * 12)
    articles = pd.DataFrame({"event": ["u", "v"] * 3 + ["w", "w"] + ["x", "y", "z"] + list("uvwxyzuvw")})
    articles.index = [f"a{n:03}" for n in range(20)]
    alone, nested = (
        validate_frames(codes, hits, tokens, articles=articles, block=block).iloc[0]
        for block in (None, "event")
    )
    assert alone["auc"] == nested["auc"]
    assert nested["auc_low"] < alone["auc_low"]
    series = validate_frames(codes, hits, tokens, block=articles["event"]).iloc[0]
    pd.testing.assert_series_equal(series, nested)
    few = validate_frames(codes, hits, tokens, articles=articles.iloc[:10]).iloc[0]
    assert (few["n"], few["positives"]) == (10, 8)


def test_outlets_have_rows_of_their_own_by_the_same_cut(tables):
    # In Beacon 5 of 5 are found, in Ledger 1 of 3; of Ledger's 6 without the frame, 3 have hits.
    hits, tokens = tables([ONE] * 6 + [NONE] * 2 + [ONE] * 3 + [NONE] * 9)
    outlet = pd.Series(["Beacon"] * 5 + ["Ledger"] * 9 + ["Beacon"] * 6, name="outlet")
    outlet.index = [f"a{n:03}" for n in range(20)]
    table = validate_frames(coded([1] * 8 + [0] * 12), hits, tokens, by=outlet)
    found = table[table["frame"] == "conflict"]
    shown = found[["outlet", "n", "positives", "cut", "precision", "recall"]].to_numpy().tolist()
    assert shown == [
        ["", 20, 8, 250.0, 6 / 9, 6 / 8], ["Beacon", 11, 5, 250.0, 1.0, 1.0],
        ["Ledger", 9, 3, 250.0, 1 / 4, 1 / 3],
    ]  # fmt: skip
    assert found["verdict"].tolist() == ["undecided", "", ""]
    assert found["reason"].tolist()[2] == "3 articles with the frame and 6 without; 5 of each needed"
    assert found["auc"].tolist()[1] == 1
    assert "outlet" not in validate_frames(coded([1] * 8 + [0] * 12), hits, tokens)


def test_ten_codes_for_many_frames_are_told(tables):
    codes = pd.concat([coded([1, 0] * 2 + [0] * 6), coded([0] * 10, "money")])
    table = validate_frames(codes, *tables([ONE] * 10))
    assert set(table["verdict"]) == {"not validated"}
    assert table["reason"].iloc[0] == "2 articles with the frame and 8 without; 5 of each needed"


def test_unknown_frames_are_refused(tables):
    with pytest.raises(
        ValueError, match=r"frame of codes 'sport' is not known here; choose from \['conflict',"
    ):
        validate_frames(coded([1], "sport"), *tables([ONE]))


def test_missing_columns_of_codes_are_named(tables):
    for column in ("article_id", "coder", "frame", "present"):
        with pytest.raises(ValueError, match=f"codes has no column '{column}'"):
            validate_frames(coded([1]).drop(columns=column), *tables([ONE]))


@pytest.mark.parametrize(
    ("with_frame", "without", "verdict"),
    [
        (4, 9, "not validated"),
        (9, 4, "not validated"),
        (5, 5, "undecided"),
        (5, 12, "undecided"),
        (5, 13, "valid"),
    ],
)
def test_five_with_and_five_without_are_needed_and_a_lower_bound_of_seven_tenths(
    tables, with_frame, without, verdict
):
    # Perfect separation: the lower bound of the AUC is .696 for 5 and 12 articles, .704 for 5 and 13.
    present = [1] * with_frame + [0] * without
    row = validate_frames(coded(present), *tables([ONE] * with_frame + [NONE] * without)).iloc[0]
    assert row["verdict"] == verdict
    assert np.isnan(row["auc_low"]) == (verdict == "not validated")
    if with_frame == 5:
        assert (row["auc_low"] >= 0.7) == (verdict == "valid")


def test_a_list_that_is_worse_than_yes_to_all_is_undecided(tables):
    # 90 of 100 articles have the frame: found in 70 of them and in no other. F1 140 / 160; of yes, 180 / 190.
    texts = [ONE] * 70 + [NONE] * 30
    row = validate_frames(coded([1] * 90 + [0] * 10), *tables(texts)).iloc[0]
    assert row["auc_low"] > 0.7
    assert (row["f1"], row["constant_f1"]) == (pytest.approx(140 / 160), pytest.approx(180 / 190))
    assert row["verdict"] == "undecided"
    assert row["reason"] == "F1 is no better than that of saying yes to every article"


def test_intervals_of_scores_are_those_of_proportions_over_events(tables):
    gold, said = np.array([1] * 8 + [0] * 12), np.array([1] * 6 + [0] * 2 + [1] * 3 + [0] * 9)
    row = validate_frames(coded(gold), *tables([ONE] * 6 + [NONE] * 2 + [ONE] * 3 + [NONE] * 9)).iloc[0]
    for score, below in (("precision", said), ("recall", gold), ("f1", (gold + said) / 2)):
        assert row[[f"{score}_low", f"{score}_high"]].tolist() == [*proportion_interval(gold * said, below)]


@pytest.mark.parametrize(("rates", "tried"), [(100, 100), (150, 100)])
def test_at_most_a_hundred_cuts_are_tried(tables, rates, tried):
    # Rates 1, 2, ... of 160 words; where there are 150, the frame begins at one that is no quantile.
    cuts = np.arange(1, rates + 1)
    quantiles = np.quantile(cuts, np.linspace(0, 1, 100), method="nearest")
    begins = next((cut for cut in cuts[::-1] if cut not in quantiles and cut < rates - 9), 60)
    texts = ["clash " * n + "sea " * (160 - n) for n in cuts]
    row = validate_frames(coded((cuts >= begins).astype(int)), *tables(texts)).iloc[0]
    assert len(np.unique(quantiles)) == tried
    assert (row["cut"] == 1000 * begins / 160) == (rates == 100)


def test_what_became_of_the_table_of_tokens_does_not_matter(tables):
    hits, tokens = tables([ONE] * 6 + [NONE] * 2 + [ONE] * 3 + [NONE] * 9)
    codes = coded([1] * 8 + [0] * 12)
    expected = validate_frames(codes, hits, tokens)
    for table in (tokens.sample(frac=1, random_state=1), tokens.iloc[::-1].reset_index(drop=True)):
        pd.testing.assert_frame_equal(validate_frames(codes, hits, table), expected)
    some = validate_frames(
        codes, hits, tokens[tokens["article_id"].astype(str) > "a002"].reset_index(drop=True)
    )
    alone = validate_frames(codes[codes["article_id"] > "a002"], hits, tokens)
    pd.testing.assert_frame_equal(some, alone)
    assert some["n"].tolist() == [17, 0]


def test_only_segments_that_count_are_measured(tables):
    hits, tokens = tables([ONE] * 6 + [NONE] * 6)
    codes = coded([1] * 6 + [0] * 6)
    elsewhere = tokens.assign(segment="caption")
    assert validate_frames(codes, hits, elsewhere)["n"].tolist() == [0, 0]
    plain = hits.astype({"segment": "str"})
    assert validate_frames(codes, plain, elsewhere, segments=["caption"])["auc"].iloc[0] == 1


def test_inputs_of_a_validation_are_unchanged(tables):
    hits, tokens = tables([ONE] * 6 + [NONE] * 6)
    codes = coded([1] * 6 + [0] * 6)
    before = codes.copy(), hits.copy(), tokens.copy()
    validate_frames(codes, hits, tokens)
    for now, then in zip((codes, hits, tokens), before, strict=True):
        pd.testing.assert_frame_equal(now, then)
