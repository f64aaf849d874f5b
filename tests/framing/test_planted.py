"""Planted truth: the outlets that lead on a frame in the sample are those that were written so."""

import pytest

from toolkit.framing.codebook import load_codebook
from toolkit.framing.indicators import frame_hits
from toolkit.framing.rates import frame_rates
from toolkit.shipped import shipped_path


@pytest.fixture(scope="module")
def rates(sample):
    codebook = load_codebook(shipped_path("data/codebooks") / "generic.toml")
    hits = frame_hits(sample.tokens, codebook, articles=sample.articles)
    table = frame_rates(hits, sample.tokens, sample.articles)
    return table.pivot(index="frame", columns="outlet", values="per_thousand")


def test_outlets_lead_on_the_frames_that_were_planted(rates, planted):
    leads = {row["outlet"]: row["frame"] for row in planted["frame"] if row["frame"] != "none"}
    assert sorted(leads.values()) == ["conflict", "economic", "responsibility"]
    for outlet, frame in leads.items():
        assert rates.loc[frame].idxmax() == outlet
        others = rates.loc[frame].drop(outlet)
        assert rates.loc[frame, outlet] > 2 * others.max()


def test_an_outlet_without_a_frame_leads_on_none(rates, planted):
    without = [row["outlet"] for row in planted["frame"] if row["frame"] == "none"]
    assert without == ["Meridian"]
    assert not rates.idxmax(axis=1).isin(without).any()


def test_a_second_frame_is_the_outlets_second_or_above_what_others_have(rates, planted):
    # Daily Blaze leads on human interest; Northshore Commons comes next, as was planted for both.
    second = [row["outlet"] for row in planted["frame"] if row["second"] == "human_interest"]
    assert rates.loc["human_interest"].nlargest(2).index.tolist() == second
