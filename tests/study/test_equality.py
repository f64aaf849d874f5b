"""Every analysis in parts gives the table of memory: here, in processes, with Dask, and after a kill."""

import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk

CODEBOOK = Path(__file__).parents[2] / "data" / "codebooks" / "generic.toml"
FEW = {"resamples": 100}
SAID = [
    "The mayor said the harbour budget of Lowmere will be cut by 12 percent this year.",
    "The harbour wall killed {} dockers, police said.",
    "“We will not pay the debt of the port twice,” said Ada Roe.",
    "Councillor Roe denied that the ferry was sold to a foreign bank on Monday night.",
    "Rain fell on {} ships, and nobody in Lowmere spoke of the storm again.",
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Thirty articles on eight events and on none: whole, in parts of seven, and in parts by event."""
    rng, rows = np.random.default_rng(4), []
    for n in range(30):
        text = " ".join(SAID[k].format(rng.choice([12, 14, 40])) for k in rng.permutation(5)[: 2 + n % 3])
        row = {"id": f"a{n:02}", "outlet": "Beacon Ledger Meridian".split()[n % 3], "text": text}
        rows.append(row | {"event": f"e{n // 3}" if n < 24 else "", "date": f"2024-10-{n % 9 + 10}"})
    folder = tmp_path_factory.mktemp("equality")
    pd.DataFrame(rows).to_parquet(folder / "news.parquet", row_group_size=7)
    loose = tk.open_parts(folder / "news.parquet", size=7)
    by_event = tk.open_parts(folder / "news.parquet", size=7, folder=folder / "by-event", by="event")
    return tk.load_corpus(folder / "news.parquet"), loose, by_event


@pytest.fixture(scope="module")
def expected(corpus):
    """The tables of memory."""
    whole, _, by_event = corpus
    tokens, segments, attributions = tk.tokenize(whole), tk.segment(whole), tk.attribute(whole)
    codebook = tk.load_codebook(CODEBOOK)
    hits = tk.frame_hits(tokens, codebook)
    numbers, acts = tk.quantities(whole, segments), tk.statuses(whole, segments)
    moved = pd.concat([part.load() for part in by_event])
    found = {
        "check_corpus": tk.check_corpus(whole),
        "term_frequencies": tk.term_frequencies(tokens, whole, by="outlet"),
        "keyness": tk.keyness(tokens, whole, "Beacon", **FEW),
        "compare_outlets": tk.compare_outlets(tokens, whole, **FEW),
        "frame_rates": tk.frame_rates(hits, tokens, whole, **FEW),
        "quoted_sources": tk.quoted_sources(whole, attributions, **FEW),
        "disagreements": tk.disagreements(numbers, whole),
        "claim_map": tk.claim_map(pd.concat([numbers, acts]), whole),
        "find_reuse": tk.find_reuse(tokens, whole),
        "find_reuse by event": tk.find_reuse(tk.tokenize(moved), moved),
    }
    assert all(map(len, found.values()))
    return found


CALLS = {
    "check_corpus": ("loose", tk.check_corpus, [], {}),
    "term_frequencies": ("loose", tk.term_frequencies, [], {"by": "outlet"}),
    "keyness": ("loose", tk.keyness, ["Beacon"], FEW),
    "compare_outlets": ("loose", tk.compare_outlets, [], FEW),
    "frame_rates": ("loose", tk.frame_rates, [tk.load_codebook(CODEBOOK)], FEW),
    "quoted_sources": ("by event", tk.quoted_sources, [], FEW),
    "disagreements": ("by event", tk.disagreements, [tk.quantities], {}),
    "claim_map": ("by event", tk.claim_map, [tk.quantities, tk.statuses], {}),
    "find_reuse": ("loose", tk.find_reuse, [], {}),
    "find_reuse by event": ("by event", tk.find_reuse, [], {}),
}
every_analysis = pytest.mark.parametrize("name", CALLS)


def assert_equal(corpus, expected, name, executor=None):
    _, loose, by_event = corpus
    order, function, given, options = CALLS[name]
    parts = {"loose": loose, "by event": by_event}[order]
    assert len(parts) > 3
    found = tk.analyse_parts(parts, function, *given, executor=executor, **options)
    assert_frame_equal(found, expected[name], check_exact=True, check_categorical=False)
    assert found.attrs == expected[name].attrs


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor


@every_analysis
def test_an_analysis_in_parts_is_that_of_memory(corpus, expected, name):
    assert_equal(corpus, expected, name)


@every_analysis
def test_processes_give_the_same(corpus, expected, processes, name):
    assert_equal(corpus, expected, name, processes)


@pytest.mark.filterwarnings("ignore")  # Dask's own, on ports, garbage and workers that end
@every_analysis
def test_dask_gives_the_same(corpus, expected, client, name):
    with client.get_executor() as executor:
        assert_equal(corpus, expected, name, executor)


class Killing(Executor):
    """An executor that loses a worker as soon as it has work."""

    def __init__(self, executor, client):
        self.executor, self.client, self.killed = executor, client, None

    def submit(self, *given, **options):
        future = self.executor.submit(*given, **options)
        if self.killed is None:
            self.killed = next(iter(self.client.run(os.getpid).values()))
            os.kill(self.killed, signal.SIGKILL)
        return future


@pytest.mark.filterwarnings("ignore")
@every_analysis
def test_a_worker_that_is_killed_changes_nothing(corpus, expected, client, name):
    with client.get_executor() as executor:
        killing = Killing(executor, client)
        assert_equal(corpus, expected, name, killing)
        assert killing.killed
