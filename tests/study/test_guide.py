"""The examples of docs/large-corpora.md, run from top to bottom on a small corpus."""

import json
import re
import warnings
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk

GUIDE = (Path(__file__).parents[2] / "docs" / "large-corpora.md").read_text("utf-8")
EXAMPLES = re.findall(r"(<!-- needs dask -->\n)?```python\n(.*?)```", GUIDE, flags=re.DOTALL)
FIRE = "{} miners were hurt in the fire, Mayor Ada Roe said. She asked for help."
ROWS = [
    {
        "id": f"a{n}",
        "outlet": "Beacon Ledger".split()[n % 2],
        "event": f"fire {n // 4}",
        "text": FIRE.format(n),
    }
    for n in range(10, 70)
]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The names that the examples leave, those for Dask only where it is installed."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    names = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask's own
        patch.chdir(folder)
        for needs_dask, code in EXAMPLES:
            if find_spec("distributed") or not needs_dask:
                exec(code, names)
        names["whole"] = tk.load_corpus("news.jsonl")
    return names


def test_the_examples_give_what_memory_gives(ran):
    articles = ran["whole"]
    tokens = tk.tokenize(articles)
    words = tk.term_frequencies(tokens, articles, by="outlet", segments=None)
    assert_frame_equal(ran["words"], words, check_exact=True)
    assert_frame_equal(ran["again"], words, check_exact=True)
    claims = tk.disagreements(tk.quantities(articles), articles)
    assert_frame_equal(ran["claims"], claims, check_exact=True)
    both = pd.concat([tk.quantities(articles), tk.statuses(articles)])
    assert_frame_equal(ran["matters"], tk.claim_map(both, articles), check_exact=True)
    voices = tk.quoted_sources(articles, tk.attribute(articles), of="speaker")
    assert_frame_equal(ran["voices"], voices, check_exact=True)
    assert list(ran["lengths"].values()) == [20, 20, 20]


@pytest.mark.skipif(not find_spec("distributed"), reason="needs Dask: pip install -e .[dask]")
def test_so_do_those_for_dask(ran):
    assert_frame_equal(ran["dask"], ran["words"], check_exact=True)
    first = ran["first"]
    expected = tk.term_frequencies(tk.tokenize(first), first, by="outlet").set_index(["group", "term"])
    assert (
        ran["sums"].sort_index().to_numpy().tolist()
        == expected.sort_index()[["n", "articles"]].to_numpy().tolist()
    )
