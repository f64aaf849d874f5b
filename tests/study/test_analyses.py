import warnings
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from helpers import write
from pandas.testing import assert_frame_equal

import toolkit as tk

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
STOPS = ["the", "of"]
FAST = {"resamples": 200}


@pytest.fixture(scope="module")
def parts(sample, tmp_path_factory):
    """The sample in parts of seven articles, and all articles of an event in one part."""
    folder = tmp_path_factory.mktemp("parts")
    tk.write_tables({"articles": sample.articles}, folder / "whole")
    path = folder / "articles.parquet"
    pd.read_parquet(folder / "whole" / "articles.parquet").to_parquet(path, row_group_size=7)
    loose = tk.open_parts(path, size=7)
    assert len(loose) > 3
    return {"loose": loose, "by event": tk.open_parts(path, size=7, folder=folder / "by-event", by="event")}


def whole_texts(articles):
    """Each text as one segment: what `segments=None` counts in parts."""
    ends = articles["text"].str.len().to_numpy()
    return pd.DataFrame({"article_id": articles.index, "start": 0, "end": ends, "kind": "body"})


def assert_same(found, expected):
    assert_frame_equal(found, expected, check_exact=True, check_categorical=False)
    assert found.attrs == expected.attrs


def test_faults_are_those_of_memory(sample, parts, tmp_path):
    assert_same(tk.analyse_parts(parts["loose"], tk.check_corpus), tk.check_corpus(sample.articles))
    long = "The council of Lowmere shut the port on Monday after the storm, and no ship sailed for"
    texts = [
        long + " days [+99 chars]",
        "Der Hafen ist zu, weil der Sturm die Mauer zerstört hat.",
        f"{long} days.",
    ]
    texts += [
        f"<p>{long} weeks.</p>",
        f"{long} days. Nobody was hurt.",
        f"{long} days.",
        "[removed]",
        "Ã¼Ã¶Ã¤Ã¼",
        "",
    ]
    texts += [f"{word} " * 40 + "end" for word in ("sea", "fog", "ice")]
    days = [
        "Tue, 18 Oct 2024",
        "2024-10-18",
        "1824-10-18",
        "",
        "soon",
        "2024-10-18T00:00",
        "2024-10-18T18:35",
    ]
    rows = [
        {"id": f"a{n}", "text": text, "outlet": ["Beacon", "beacon", "Ledger", ""][n % 4],
         "title": f"T{n % 3}", "event": f"e{n % 5}" if n % 5 else "", "date": days[n % 7]}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(tmp_path / "faulty.parquet", row_group_size=2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = tk.check_corpus(tk.load_corpus(tmp_path / "faulty.parquet"))
        found = tk.analyse_parts(tk.open_parts(tmp_path / "faulty.parquet", size=2), tk.check_corpus)
    assert (whole["n"] > 0).sum() > 10
    assert_same(found, whole)


@pytest.mark.parametrize(
    "options", [{}, {"by": "outlet"}, {"by": "event", "stop_words": STOPS}, {"by": "outlet", "ngram": 2}]
)
@pytest.mark.parametrize("order", ["loose", "by event"])
def test_frequencies_are_those_of_memory(sample, parts, options, order):
    found = tk.analyse_parts(parts[order], tk.term_frequencies, **options)
    assert_same(found, tk.term_frequencies(sample.tokens, sample.articles, **options))


def test_frequencies_of_other_kinds_of_segment_too(sample, parts):
    options = {"by": "outlet", "segments": ["caption", "subhead"]}
    found = tk.analyse_parts(parts["loose"], tk.term_frequencies, **options)
    assert_same(found, tk.term_frequencies(sample.tokens, sample.articles, **options))


@pytest.mark.parametrize("ngram", [1, 2])
def test_texts_as_they_stand_are_counted_as_one_segment_each(sample, parts, ngram):
    tokens = tk.tokenize(sample.articles, whole_texts(sample.articles))
    expected = tk.term_frequencies(tokens, sample.articles, by="outlet", ngram=ngram, segments=None)
    found = tk.analyse_parts(parts["loose"], tk.term_frequencies, by="outlet", ngram=ngram, segments=None)
    assert_same(found, expected)


def test_one_pass_leaves_dp_out(sample, parts):
    found = tk.analyse_parts(parts["loose"], tk.term_frequencies, by="outlet", dp=False)
    expected = tk.term_frequencies(sample.tokens, sample.articles, by="outlet")
    assert found["dp"].isna().all()
    assert_same(found.drop(columns="dp"), expected.drop(columns="dp"))


@pytest.mark.parametrize("order", ["loose", "by event"])
@pytest.mark.parametrize("others", [1, 2, None])
def test_keyness_is_that_of_memory(sample, parts, order, others):
    target, *rest = sorted(set(sample.articles["outlet"]))
    reference = rest[:others] if others else None
    expected = tk.keyness(sample.tokens, sample.articles, target, reference, **FAST)
    assert_same(tk.analyse_parts(parts[order], tk.keyness, target, reference, **FAST), expected)


def test_comparisons_are_those_of_memory(sample, parts):
    options = {"pairs": True, "segments": ["body"], "stop_words": STOPS, "resamples": 50, "draw": "first"}
    expected = tk.compare_outlets(sample.tokens, sample.articles, **options)
    assert_same(tk.analyse_parts(parts["by event"], tk.compare_outlets, **options), expected)


@pytest.mark.parametrize(
    "options", [{}, {"split": "part", "block": None}, {"by": None, "segments": ["body"]}]
)
def test_frames_are_those_of_memory(sample, parts, options):
    codebook = tk.load_codebook(SAMPLE.parent / "codebooks" / "generic.toml")
    segments = options.get("segments", tk.COUNTED)
    hits = tk.frame_hits(sample.tokens, codebook, segments=segments)
    expected = tk.frame_rates(hits, sample.tokens, sample.articles, **options, **FAST)
    assert_same(tk.analyse_parts(parts["loose"], tk.frame_rates, codebook, **options, **FAST), expected)


def test_draws_of_sentences_are_those_of_memory_where_outlets_differ_in_length(tmp_path):
    said = ["The budget of the town is small.", "Rain fell.", "Nobody spoke.", "Costs rose and budgets fell."]
    rng, rows = np.random.default_rng(1), []
    for n in range(24):  # ids run against the order of the rows
        text = " ".join(said[k] for k in rng.integers(0, 4, 6 + n % 2 * 20))
        outlet = "Beacon Ledger".split()[n % 2]
        rows.append({"id": f"a{99 - n}", "outlet": outlet, "event": f"e{n // 2}", "text": text})
    path = tmp_path / "uneven.parquet"
    pd.DataFrame(rows).to_parquet(path, row_group_size=5)
    codebook = tk.load_codebook(SAMPLE.parent / "codebooks" / "generic.toml")
    tables = []
    for articles in (tk.load_corpus(path), tk.load_corpus(path).sort_index()):
        tokens = tk.tokenize(articles)
        tables.append(tk.frame_rates(tk.frame_hits(tokens, codebook), tokens, articles))
    assert tables[0]["p"].notna().any()
    assert_same(tk.analyse_parts(tk.open_parts(path, size=5), tk.frame_rates, codebook), tables[0])
    assert_same(*tables)


@pytest.mark.parametrize(("of", "order"), [("speaker", "by event"), ("source_type", "loose")])
def test_voices_are_those_of_memory(sample, parts, of, order):
    expected = tk.quoted_sources(sample.articles, sample.attributions, of=of, **FAST)
    assert_same(tk.analyse_parts(parts[order], tk.quoted_sources, of=of, **FAST), expected)


@pytest.mark.parametrize("claims", [tk.quantities, tk.statuses])
def test_disagreements_are_those_of_memory(sample, parts, claims):
    expected = tk.disagreements(claims(sample.articles, sample.segments), sample.articles)
    assert len(expected) or claims is tk.statuses
    assert_same(tk.analyse_parts(parts["by event"], tk.disagreements, claims), expected)


@pytest.mark.parametrize("claims", [[tk.quantities], [tk.statuses], [tk.quantities, tk.statuses]])
def test_the_map_of_claims_is_that_of_memory(sample, parts, claims):
    found = pd.concat([find(sample.articles, sample.segments) for find in claims])
    expected = tk.claim_map(found, sample.articles)
    assert len(expected)
    assert_same(tk.analyse_parts(parts["by event"], tk.claim_map, *claims), expected)


def test_no_event_may_be_torn_where_events_are_read(parts):
    torn = r'row group 0 may hold some articles of an event only; open them with folder= and by="event"'
    for function in (tk.quoted_sources, tk.disagreements, tk.claim_map):
        with pytest.raises(ValueError, match=torn):
            tk.analyse_parts(parts["loose"], function)


def test_what_parts_cannot_do_is_one_sentence(parts):
    analyse = partial(tk.analyse_parts, parts["loose"])
    with pytest.raises(ValueError, match=r"knows \['check_corpus', .*, not 'segment'; map_parts takes any"):
        analyse(tk.segment)
    with pytest.raises(ValueError, match="option 'dips' is not known here; choose from"):
        analyse(tk.term_frequencies, dips=False)
    with pytest.raises(ValueError, match="option 'dp' is not known here"):
        analyse(tk.keyness, "Beacon", dp=False)
    with pytest.raises(ValueError, match="by must be a column of the articles in parts, not a Series"):
        analyse(tk.term_frequencies, by=pd.Series(["a"]))
    with pytest.raises(ValueError, match="block: intervals of dp need all articles at once; leave it out"):
        analyse(tk.term_frequencies, block="event")
    with pytest.raises(ValueError, match="target 'Sun' is not known here; choose from"):
        analyse(tk.keyness, "Sun")
    with pytest.raises(ValueError, match="reference 'Star' is not known here; choose from"):
        analyse(tk.keyness, parts["loose"][0].load()["outlet"].iloc[0], "Star")
    with pytest.raises(ValueError, match=r'split must be "part" or None in parts, not .voice'):
        analyse(tk.frame_rates, None, split="voice")
    with pytest.raises(ValueError, match=r"claims .* is not known here"):
        tk.analyse_parts(parts["by event"], tk.disagreements, tk.segment)


def test_a_part_that_fails_leaves_no_table(tmp_path):
    files = {"a.csv": "text\nFog\n", "b.csv": "headline\nHail\n", "c.csv": "text\nIce\n"}
    with pytest.raises(RuntimeError, match=r"1 of 3 parts failed and are in no result: b.csv"):
        tk.analyse_parts(tk.open_parts(write(tmp_path, files)), tk.term_frequencies)


def test_one_id_in_two_parts_is_no_number(tmp_path):
    files = {"a.csv": "id,text\n1,Fog\n", "b.csv": "id,text\n1,Hail\n"}
    with pytest.raises(
        ValueError, match=r"an article of .* and one of .* have the same article_id; give every"
    ):
        tk.analyse_parts(tk.open_parts(write(tmp_path, files)), tk.term_frequencies)
