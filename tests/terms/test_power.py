"""Power: what is planted is found the oftener, the more events there are and the more of it."""

import numpy as np
import pandas as pd
import pytest

from tests.helpers import corpus
from toolkit.statistics.exchange import drawn_p
from toolkit.terms import power
from toolkit.terms.power import keyness_power


def invented(events=8, words=200, seed=0):
    rng = np.random.default_rng(seed)
    terms, share = np.array([f"w{n}" for n in range(200)]), 1 / np.arange(5, 205)
    texts = [
        ". ".join(" ".join(rng.choice(terms, 10, p=share / share.sum())) for _ in range(words // 10)) + "."
        for _ in range(2 * events)
    ]
    return corpus(
        *texts, outlet=["Beacon", "Ledger"] * events, event=np.repeat(np.arange(events), 2).astype(str)
    )


def test_more_events_and_larger_effects_are_found_more_often():
    articles, tokens = invented()
    table = keyness_power(tokens, articles, "Beacon", events=[40], effects=[1.5, 8], tries=6)
    assert table["events"].unique().tolist() == [8, 40]
    assert table.columns.tolist() == [
        "events", "per_thousand", "effect", "n", "share_p", "share_p_family", "share_q"
    ]  # fmt: skip
    found = table[table["per_thousand"] == "3-10"].set_index(["events", "effect"])["share_p_family"]
    assert found[40, 8] > 0.9
    assert found[40, 8] > found[8, 8] >= found[8, 1.5]
    assert found[40, 1.5] < 0.3
    assert (table["share_p_family"] <= table["share_p"]).all()
    assert (table["n"] == 18).all()


def test_the_note_names_the_smallest_effect_that_this_corpus_could_have_shown():
    articles, tokens = invented(events=40)
    note = keyness_power(tokens, articles, "Beacon", events=[], effects=[1.1, 8], tries=6).attrs["note"]
    assert note.startswith("With 40 events, the smallest effect that 80% of tries find family-wise: ")
    assert "3-10 per thousand words: 8 times" in note
    articles, tokens = invented(events=3)
    few = keyness_power(tokens, articles, "Beacon", events=[], effects=[8], tries=2)
    assert "With 3 events" in few.attrs["note"]
    assert "none of those tried" in few.attrs["note"]


def test_the_same_seed_gives_the_same_table_and_input_is_unchanged():
    articles, tokens = invented()
    before = tokens.copy()
    first, again, other = (
        keyness_power(tokens, articles, "Beacon", events=(), effects={8}, tries=3, seed=seed)
        for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)
    pd.testing.assert_frame_equal(tokens, before)


def test_as_much_is_planted_where_half_of_all_words_are_stop_words(monkeypatch):
    # "rare" is the only word of a frequency that is tried out, and the rarest.
    said = " ".join(f"the w{n % 30}" for n in range(246)) + " the rare" * 4
    articles, tokens = corpus(*[said] * 16, outlet=["Beacon", "Ledger"] * 8, event=list("aabbccddeeffgghh"))
    ratios = []

    def counted(words, cells, *args, **settings):
        side = cells.is_target[words.article[words.sentence]]
        target, reference = (np.bincount(words.column[rows]) for rows in (side, ~side))
        rare = np.argmin(np.where(reference > 0, reference, np.inf))
        ratios.append(target[rare] / reference[rare])
        return drawn_p(words, cells, *args, **settings)

    monkeypatch.setattr(power, "drawn_p", counted)
    keyness_power(tokens, articles, "Beacon", events=(), effects=[3], tries=9, stop_words=["the"])
    assert np.mean(ratios) == pytest.approx(3, abs=0.3)


def test_events_of_one_side_are_not_drawn():
    articles, tokens = invented()
    solo = articles.assign(event=articles["event"].where(articles.index != "a15", "alone"))
    table = keyness_power(tokens, solo, "Beacon", events=(), effects=[8], tries=1)
    assert table["events"].unique().tolist() == [7]


def test_a_corpus_without_words_of_such_frequency_says_so():
    articles, tokens = corpus(*["War now."] * 4, outlet=["Beacon", "Ledger"] * 2, event=["a", "a", "b", "b"])
    table = keyness_power(tokens, articles, "Beacon", tries=1)
    assert table.empty
    assert table.attrs["note"].endswith("no word is of a frequency that is tried out.")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"events": [0, 20]}, "events must be 1 or more, not 0"),
        ({"tries": 0}, "tries must be 1 or more, not 0"),
        ({"effects": [1, 2]}, r"effects must be numbers above 1, not \[1, 2\]"),
        ({"effects": []}, r"effects must be numbers above 1, not \[\]"),
        ({"block": "day"}, "articles has no column 'day'"),
        ({"block": None}, "block is None, but events are what is drawn anew"),
    ],
)
def test_wrong_options_are_named(options, message):
    articles, tokens = invented(events=2)
    with pytest.raises(ValueError, match=message):
        keyness_power(tokens, articles, "Beacon", **options)


def test_a_single_shared_event_is_refused():
    articles, tokens = invented(events=1)
    with pytest.raises(ValueError, match="Events with words of Beacon and of the reference: 1, 2 needed"):
        keyness_power(tokens, articles, "Beacon")
