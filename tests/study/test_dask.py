import os
import signal
import time

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, on ports, garbage and workers that end


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    words = "storm vote harbour council ferry mayor budget strike".split()
    rows = [
        {"id": f"a{n}", "outlet": "Beacon Ledger Meridian".split()[n % 3], "event": f"e{n // 3}",
         "text": " ".join(words[(n * k) % 8] for k in range(1, 20)) + "."} for n in range(60)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("dask") / "news.parquet"
    pd.DataFrame(rows).to_parquet(path, row_group_size=6)
    return tk.open_parts(path, size=6)


def frequencies(parts, **options):
    return tk.analyse_parts(parts, tk.term_frequencies, by="outlet", segments=None, **options)


def slow_length(articles):
    time.sleep(0.5)
    return len(articles)


def test_a_worker_that_is_killed_changes_nothing(client, parts):
    seen, killed = [], next(iter(client.run(os.getpid).values()))
    with client.get_executor() as executor:
        for number, (part, n) in enumerate(tk.map_parts(parts, slow_length, executor=executor, in_flight=6)):
            if number == 0:
                os.kill(killed, signal.SIGKILL)
            seen.append((part, n))
        assert seen == [(part, 6) for part in parts]
        assert killed not in client.run(os.getpid).values()
        assert_frame_equal(frequencies(parts, executor=executor), frequencies(parts), check_exact=True)


def test_the_partitions_of_a_dask_table_are_counted_by_the_same_function(client, parts):
    dataframe = pytest.importorskip("dask.dataframe")
    articles = pd.concat([part.load() for part in parts])
    columns = {"group": "str", "term": "str", "n": "int64", "articles": "int64"}
    made = dataframe.from_pandas(articles, npartitions=4).map_partitions(words_by_outlet, meta=columns)
    found = made.groupby(["group", "term"]).sum().compute().sort_index()
    expected = frequencies(parts).set_index(["group", "term"])[["n", "articles"]].sort_index()
    assert found.index.to_list() == expected.index.to_list()
    assert found.to_numpy().tolist() == expected.to_numpy().tolist()


def words_by_outlet(articles):
    table = tk.term_frequencies(tk.tokenize(articles), articles, by="outlet")
    return table[["group", "term", "n", "articles"]]
