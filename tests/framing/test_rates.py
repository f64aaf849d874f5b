"""Rates: hits that add up, whatever became of the table of tokens, and differences that are tested."""

import numpy as np
import pandas as pd
import pytest

from toolkit.framing.indicators import frame_hits
from toolkit.framing.rates import article_rates, frame_rates

TWO = [
    ("Beacon", "e1", "Rivals clash over costs", "It cost a heart attack.", "The US attacked us. No clash."),
    ("Ledger", "e1", "Calm", "It cost.", "Nothing else."),
]


def test_rates_are_hits_per_thousand_words_of_each_group(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles)
    assert table.columns.tolist() == [
        "frame", "outlet", "n", "words", "articles", "events", "per_thousand", "low", "high", "difference",
        "p", "p_family", "reason", "validity"]  # fmt: skip
    found = table[["frame", "outlet", "n", "words", "articles"]].to_numpy().tolist()
    assert found == [
        ["conflict", "Beacon", 4, 15, 1], ["conflict", "Ledger", 0, 5, 1],
        ["money", "Ledger", 1, 5, 1], ["money", "Beacon", 2, 15, 1],
        ["silence", "Beacon", 0, 15, 1], ["silence", "Ledger", 0, 5, 1],
    ]  # fmt: skip
    np.testing.assert_allclose(table["per_thousand"], 1000 * table["n"] / table["words"])
    assert set(table["validity"]) == {"not validated"}
    why = "no interval: 1 event, 5 needed; no p: the smallest that these articles allow is 1"
    assert table["reason"].iloc[0] == why
    assert table["difference"].tolist()[:2] == pytest.approx([4000 / 15, -4000 / 15])
    assert table["n"].sum() == len(hits)


def test_parts_are_headline_first_body_paragraph_and_the_rest(codebook, corpus):
    articles, tokens = corpus(TWO)
    table = frame_rates(frame_hits(tokens, codebook, articles=articles), tokens, articles, split="part")
    money = table[(table["frame"] == "money") & (table["outlet"] == "Beacon")]
    assert money[["part", "n", "words"]].to_numpy().tolist() == [
        ["headline", 1, 4], ["lead", 1, 5], ["body", 0, 6]]  # fmt: skip


def test_voices_split_words_and_hits_alike(codebook, corpus):
    articles, tokens = corpus(TWO)
    tokens = tokens.assign(voice=pd.Categorical(np.where(tokens["paragraph"] == 2, "attributed", "own")))
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles, split="voice")
    conflict = table[(table["frame"] == "conflict") & (table["outlet"] == "Beacon")]
    assert conflict[["voice", "n", "words"]].to_numpy().tolist() == [["attributed", 3, 6], ["own", 1, 9]]
    own = frame_rates(hits, tokens[tokens["voice"] == "own"], articles)
    assert own["n"].sum() == (hits["voice"] == "own").sum()


def test_only_articles_given_and_segments_asked_for_count(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles.tail(1), segments=("headline",))
    assert table[["outlet", "n", "words"]].drop_duplicates().to_numpy().tolist() == [["Ledger", 0, 1]]


def test_intervals_come_from_events(codebook, corpus):
    rows = [("Beacon", f"e{k}", "Clash" if k % 2 else "Calm", "Nothing at all.") for k in range(8)]
    articles, tokens = corpus(rows)
    hits = frame_hits(tokens, codebook, articles=articles)
    row = frame_rates(hits, tokens, articles).iloc[0]
    assert (row["n"], row["words"], row["events"], row["per_thousand"]) == (4, 32, 8, 125.0)
    assert 0 <= row["low"] < 125 < row["high"] <= 1000


def eight_events(corpus, longer=""):
    """Beacon clashes three times an event, its rivals once."""
    rows = [
        row
        for k in range(8)
        for row in (
            ("Beacon", f"e{k}", "Calm", f"A clash, a clash, a clash. {longer}"),
            ("Ledger", f"e{k}", "Calm", "A clash, and then an end of it."),
            ("Mirror", f"e{k}", "Calm", "A clash, and then an end of it."),
        )
    ]
    return corpus(rows)


def test_an_outlet_that_leads_in_every_event_differs_and_its_rivals_may_not(codebook, corpus):
    articles, tokens = eight_events(corpus)
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles).set_index(["frame", "outlet"])
    beacon = table.loc[("conflict", "Beacon")]
    assert beacon["difference"] == pytest.approx(1000 * (3 / 7 - 1 / 9))
    assert (beacon["p"], beacon["p_family"]) == (1 / 2000, 1 / 2000)
    assert beacon["reason"] == "no interval: every event has the same rate"
    assert np.isnan(table.loc[("money", "Beacon"), "p"])
    assert "no p: 0 hits on shared events, 20 needed" in table.loc[("money", "Beacon"), "reason"]
    again = frame_rates(hits, tokens, articles.iloc[::-1])
    pd.testing.assert_frame_equal(again.set_index(["frame", "outlet"]), table)


def test_where_one_side_writes_more_than_twice_as_much_hits_are_drawn(codebook, corpus):
    articles, tokens = eight_events(corpus, "It was " + "so very " * 12 + "calm.")
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles).set_index(["frame", "outlet"])
    beacon = table.loc[("conflict", "Beacon")]
    as_they_are = frame_rates(hits, tokens[tokens["sentence"] < 2], articles).set_index(["frame", "outlet"])
    assert as_they_are.loc[("conflict", "Beacon"), "p"] == 1 / 2000
    assert beacon["n"] == 24
    assert beacon["p"] > 1 / 2000  # of two sentences, one is drawn: in half of the draws the other one
    other = frame_rates(hits, tokens, articles, seed=1).set_index(["frame", "outlet"])
    assert other.loc[("conflict", "Beacon"), "p"] != beacon["p"]


def test_verdicts_of_a_validation_are_carried(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    validation = pd.DataFrame(
        {"frame": ["money", "money"], "outlet": ["", "Beacon"], "verdict": ["valid", ""]}
    )
    table = frame_rates(hits, tokens, articles, validation=validation)
    assert table.groupby("frame")["validity"].first().to_dict() == {
        "conflict": "not validated", "money": "valid", "silence": "not validated"}  # fmt: skip


def test_rates_of_articles_agree_with_rates_of_outlets(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    rates = article_rates(hits, tokens)
    assert rates.loc["Beacon-e1"].round(3).to_dict() == {"conflict": 266.667, "money": 133.333, "silence": 0}


def test_nothing_found_and_nothing_to_count_give_tables_with_all_columns(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    empty = frame_hits(tokens.head(0), codebook, articles=articles)
    table = frame_rates(empty, tokens.head(0), articles)
    assert len(table) == 0
    assert table.columns.tolist() == frame_rates(hits, tokens, articles).columns.tolist()
    assert "no rates" in table.attrs["note"]
    assert len(frame_rates(hits, tokens, articles.head(0))) == 0


def test_inputs_are_unchanged(codebook, corpus):
    articles, tokens = corpus(TWO)
    before = tokens.copy(), articles.copy()
    hits = frame_hits(tokens, codebook, articles=articles)
    kept = hits.copy()
    frame_rates(hits, tokens, articles, split="part")
    for now, then in zip((tokens, articles, hits), (*before, kept), strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_missing_columns_are_named(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    with pytest.raises(ValueError, match="articles has no column 'event'"):
        frame_rates(hits, tokens, articles.drop(columns="event"))
    with pytest.raises(ValueError, match="tokens has no column 'voice'"):
        frame_rates(hits, tokens, articles, split="voice")
    with pytest.raises(ValueError, match="tokens has no column 'paragraph'"):
        frame_rates(hits, tokens.drop(columns="paragraph"), articles, split="part")
    with pytest.raises(ValueError, match="tokens has no column 'segment'"):
        frame_rates(hits, tokens.drop(columns="segment"), articles)
    with pytest.raises(ValueError, match="validation has no column 'verdict'"):
        frame_rates(hits, tokens, articles, validation=pd.DataFrame({"frame": []}))
    for column in ("frame", "article_id", "start"):
        with pytest.raises(ValueError, match=f"hits has no column '{column}'"):
            frame_rates(hits.drop(columns=column), tokens, articles)


SIX = [
    ("Beacon", "e1", "Clash over costs", "An attack.", "No clash, no cost, no silence."),
    ("Ledger", "e1", "Calm", "It cost.", "Nothing else, and no attack."),
    ("Mirror", "e1", "Silence", "A clash.", "Nobody spoke of costs."),
    ("Beacon", "e2", "Costs rise", "They rose.", "Rivals clash."),
    ("Ledger", "e2", "Calm", "Silence again.", "They attack."),
    ("Mirror", "e2", "Clash", "It cost nothing.", "Silence."),
]


def made_otherwise(tokens):
    """The same tokens shuffled, with other labels, and with none of their own order."""
    shuffled = tokens.sample(frac=1, random_state=2)
    yield shuffled
    yield shuffled.reset_index(drop=True)
    yield tokens.set_axis(range(1000, 1000 + len(tokens)))
    yield tokens.assign(article_id=tokens["article_id"].astype(str)).iloc[::-1]


@pytest.mark.parametrize("split", [None, "part", "voice"])
def test_rates_do_not_depend_on_the_labels_or_the_order_of_tokens(codebook, corpus, split):
    articles, tokens = corpus(SIX)
    tokens = tokens.assign(voice=np.where(tokens["sentence"] % 2, "attributed", "own"))
    hits = frame_hits(tokens, codebook, articles=articles)
    expected = frame_rates(hits, tokens, articles, split=split)
    by_article = article_rates(hits, tokens)
    for table in made_otherwise(tokens):
        pd.testing.assert_frame_equal(frame_rates(hits, table, articles, split=split), expected)
        again = article_rates(hits, table).loc[by_article.index]
        pd.testing.assert_frame_equal(again, by_article, check_names=False)
    mixed = hits.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(frame_rates(mixed, tokens, articles, split=split), expected)


def test_own_words_with_new_labels_count_own_hits(codebook, corpus):
    # Beacon's own words of e1 are headline and lead: clash over, attack; clash over costs.
    articles, tokens = corpus(SIX)
    tokens = tokens.assign(voice=np.where(tokens["paragraph"] == 2, "attributed", "own"))
    hits = frame_hits(tokens, codebook, articles=articles)
    own = tokens[tokens["voice"] == "own"].reset_index(drop=True)
    beacon = articles[articles.index == "Beacon-e1"]
    table = frame_rates(hits, own, beacon).set_index("frame")
    assert table[["n", "words"]].to_numpy().tolist() == [[2, 5], [1, 5], [0, 5]]
    assert article_rates(hits, own).loc["Beacon-e1"].tolist() == [400, 200, 0]


def test_hits_are_found_again_in_tokens_of_fewer_articles(codebook, corpus):
    # Made anew for these articles, the places of tokens are others; their offsets are not.
    articles, tokens = corpus(SIX)
    hits, some = frame_hits(tokens, codebook, articles=articles), articles.iloc[[4, 3]]
    expected = frame_rates(hits, tokens, some)
    assert expected[["frame", "outlet", "n", "words"]].to_numpy().tolist() == [
        ["conflict", "Ledger", 1, 5], ["conflict", "Beacon", 1, 6], ["money", "Beacon", 1, 6],
        ["money", "Ledger", 0, 5], ["silence", "Ledger", 1, 5], ["silence", "Beacon", 0, 6],
    ]  # fmt: skip
    again = corpus([SIX[3], SIX[4]])[1]
    pd.testing.assert_frame_equal(frame_rates(hits, again, some), expected)


def test_as_many_hits_count_as_there_are_rows(codebook, corpus):
    articles, tokens = corpus(SIX)
    tokens["segment"] = tokens["segment"].astype(str).where(tokens["paragraph"] < 2, "caption")
    hits = frame_hits(tokens, codebook, articles=articles)
    assert frame_rates(hits, tokens, articles)["n"].sum() == len(hits)
    every = frame_hits(tokens, codebook, articles=articles, segments=None)
    assert len(every) > len(hits)
    assert frame_rates(every, tokens, articles, segments=None)["n"].sum() == len(every)
    pd.testing.assert_frame_equal(frame_rates(every, tokens, articles), frame_rates(hits, tokens, articles))


def test_segments_that_were_not_searched_are_no_zeros(codebook, corpus):
    articles, tokens = corpus(SIX)
    tokens["segment"] = tokens["segment"].astype(str).where(tokens["paragraph"] < 2, "caption")
    hits = frame_hits(tokens, codebook, articles=articles)
    message = (
        r"hits were looked for in \['headline', 'body'\] only, not in 'caption'; give frame_hits the same"
    )
    with pytest.raises(ValueError, match=message):
        frame_rates(hits, tokens, articles, segments=None)
    read_back = hits.astype({"segment": "str"})  # a table from a file no longer knows what was searched
    assert frame_rates(read_back, tokens, articles, segments=None)["n"].sum() == len(hits)


@pytest.mark.parametrize(
    "segments", [["headline"], ("headline",), {"headline"}, pd.Series(["headline"]), "headline"]
)
def test_any_collection_of_segments_will_do(codebook, corpus, segments):
    articles, tokens = corpus(SIX)
    hits = frame_hits(tokens, codebook, articles=articles)
    words = frame_rates(hits, tokens, articles, segments=segments).groupby("outlet")["words"].first()
    assert words.to_dict() == {"Beacon": 5, "Ledger": 2, "Mirror": 2}


def test_by_and_block_may_be_series(codebook, corpus):
    articles, tokens = corpus(SIX)
    hits = frame_hits(tokens, codebook, articles=articles)
    bare = articles[["text"]]
    table = frame_rates(hits, tokens, bare, by=articles["outlet"], block=articles["event"])
    pd.testing.assert_frame_equal(table, frame_rates(hits, tokens, articles))
    assert "by outlet, " in table.attrs["caption"]
    assert "intervals over events" in table.attrs["caption"]
    unnamed = frame_rates(hits, tokens, bare, by=articles["outlet"].rename(None), block=None)
    assert unnamed.columns[1] == "group"


def test_without_groups_all_articles_are_one(codebook, corpus):
    articles, tokens = corpus(TWO)
    table = frame_rates(frame_hits(tokens, codebook, articles=articles), tokens, articles, by=None)
    assert table[["frame", "group", "n", "words"]].to_numpy().tolist() == [
        ["conflict", "all", 4, 20], ["money", "all", 3, 20], ["silence", "all", 0, 20]]  # fmt: skip
    assert table["reason"].str.endswith("no p: there is no event of both sides to compare").all()


def test_an_article_without_an_outlet_is_in_a_group_without_a_name(codebook, corpus):
    articles, tokens = corpus(TWO)
    articles["outlet"] = ["Beacon", None]
    table = frame_rates(frame_hits(tokens, codebook, articles=articles), tokens, articles)
    assert table["outlet"].tolist() == ["Beacon", "", "", "Beacon", "", "Beacon"]
    assert table["difference"].isna().all()  # it is nobody's reference
    assert table.loc[table["outlet"] == "", "reason"].eq("no interval: 1 event, 5 needed").all()


def test_without_blocks_each_article_counts_for_itself(codebook, corpus):
    rows = [("Beacon", f"e{k // 2}", "Clash" if k % 3 else "Calm", "Nothing at all.") for k in range(8)]
    articles, tokens = corpus(
        [(outlet, f"{event}-{k}", *text) for k, (outlet, event, *text) in enumerate(rows)]
    )
    articles["event"] = [f"e{k // 2}" for k in range(8)]
    hits = frame_hits(tokens, codebook, articles=articles)
    blocked, free = (frame_rates(hits, tokens, articles, block=block).iloc[0] for block in ("event", None))
    alone = "no p: there is no event of both sides to compare"
    assert (blocked["events"], blocked["reason"]) == (4, f"no interval: 4 events, 5 needed; {alone}")
    assert (free["events"], free["reason"], free["n"]) == (8, alone, 5)
    table = frame_rates(hits, tokens, articles, block=None)
    assert "intervals over articles" in table.attrs["caption"]


def test_an_article_without_words_that_count_is_neither_article_nor_event(codebook, corpus):
    articles, tokens = corpus([("Beacon", f"e{k}", "Calm", "A clash.") for k in range(3)])
    tokens = tokens[(tokens["article_id"] == "Beacon-e1") | (tokens["segment"] == "body")]
    hits = frame_hits(tokens, codebook, articles=articles)
    counted = ["n", "words", "articles", "events"]
    table = frame_rates(hits, tokens, articles, split="part").set_index(["frame", "part"])
    assert table.loc[("conflict", "headline"), counted].tolist() == [0, 1, 1, 1]
    assert table.loc[("conflict", "lead"), counted].tolist() == [3, 6, 3, 3]


def test_ties_of_rates_are_by_name(codebook, corpus):
    articles, tokens = corpus([SIX[5], SIX[5][:1] + SIX[0][1:], ("Zenith", "e1", "Calm", "It is."), TWO[0]])
    articles["outlet"] = ["Zenith", "Argus", "Mirror", "Beacon"]
    table = frame_rates(frame_hits(tokens, codebook, articles=articles), tokens, articles)
    assert table[table["frame"] == "silence"][["outlet", "n"]].to_numpy().tolist() == [
        ["Zenith", 1], ["Argus", 1], ["Beacon", 0], ["Mirror", 0]]  # fmt: skip


def test_an_unknown_column_is_told_with_those_there_are(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    with pytest.raises(
        ValueError, match=r"articles has no column 'paper'; found \['outlet', 'event', 'text'\]"
    ):
        frame_rates(hits, tokens, articles, by="paper")
