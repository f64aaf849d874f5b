"""Reuse: passages that articles of any two parts share; these meet by what their runs of words hash to."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.comparison.reuse import SEED_WORDS, captioned, find_reuse, passages_table, require_settings
from toolkit.comparison.runs import Words, equal_runs, runs_of, stand_ins, times_of, word_table
from toolkit.comparison.wire import is_agency
from toolkit.corpus.tokens import tokenize
from toolkit.study.parts import Part, map_parts
from toolkit.study.tokens import Own

_RUNS = {"hashed": "uint64", "k": "int8", "place": "int64"}
_PAIRS = {"k": "int8", "first": "int64", "second": "int64"}


class _Placed(NamedTuple):
    """A part, and how many words stand before it in the corpus."""

    name: str
    part: Part
    before: int

    def load(self) -> tuple[pd.DataFrame, int]:
        return self.part.load(), self.before


class _Met(NamedTuple):
    """Two parts, or one, whose articles share runs: where these stand, and what stands for which copy."""

    name: str
    parts: list[Part]
    pairs: pd.DataFrame
    instead: dict[str, str]

    def load(self) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
        return pd.concat([part.load() for part in self.parts]), self.pairs, self.instead


def reuse_in(run: Callable, tokenizer: Own = None, **options: int) -> pd.DataFrame:
    """`find_reuse`: of articles that share runs of words, wherever they stand."""
    options = dict(find_reuse.__kwdefaults__) | options
    min_words, days, max_uses = (options[name] for name in ("min_words", "days", "max_uses"))
    require_settings(**options)
    parts, executor = run.args
    told = list(run(partial(_told, tokenizer=tokenizer)))
    whole = pd.concat([table.assign(part=number) for number, table in enumerate(told)])
    words = {name: whole[name].to_numpy() for name in ("day", "outlet")}
    words["first"] = np.r_[0, np.cumsum(whole["words"])]
    words["stand_in"] = stand_ins(whole["said"].to_numpy(), whole["time"], whole["agency"], max_uses)
    opens = np.cumsum([0, *(int(table["words"].sum()) for table in told)]).tolist()
    placed = [_Placed(part.name, part, before) for part, before in zip(parts, opens, strict=False)]
    hashed = partial(_hashed, lengths=(min_words, SEED_WORDS), tokenizer=tokenizer)
    paired = partial(_paired, words=words, days=days, max_uses=max_uses)
    shuffle = _by_dask if type(executor).__module__.startswith("distributed") else _by_files
    pairs = shuffle(placed, hashed, paired, executor)
    common = pairs[pairs["first"] < 0].groupby("k")["second"].sum()
    met = _meetings(placed, pairs[pairs["first"] >= 0], whole, words)
    shared = partial(_shared, min_words=min_words, tokenizer=tokenizer)
    tables = [table for _, table in map_parts(met, shared, executor=executor)]
    # Where no parts meet, the table of no articles has the columns.
    table = pd.concat(tables or [shared((placed[0].load()[0].iloc[:0], pairs[:0], {}))], ignore_index=True)
    order = [whole.index.get_indexer(table[name]) for name in ("article_b", "article_a")]
    table = table.iloc[np.lexsort(order)].reset_index(drop=True)
    skipped = int(common.get(0, 0)), int(common.get(1, 0))
    return captioned(table, words, skipped, min_words, days, max_uses)


def _words(articles: pd.DataFrame, tokenizer: Own) -> Words:
    """The words of a part; which copies are not searched is known of the corpus only."""
    tokens = tokenize(articles, tokenizer=tokenizer, progress=False)
    return word_table(tokens, articles, max_uses=len(articles))


def _told(articles: pd.DataFrame, tokenizer: Own) -> pd.DataFrame:
    """What is known of each article: a row of numbers."""
    words = _words(articles, tokenizer)
    known = {name: words[name] for name in ("said", "day", "outlet")} | {"words": np.diff(words["first"])}
    known |= {"time": times_of(articles), "agency": is_agency(articles).to_numpy()}
    return pd.DataFrame(known, index=articles.index)


def _hashed(placed: tuple[pd.DataFrame, int], lengths: tuple[int, int], tokenizer: Own) -> pd.DataFrame:
    """The runs of a part, by what they hash to."""
    (articles, before), tables = placed, []
    words = _words(articles, tokenizer)
    for k, length in enumerate(lengths):
        hashed, position = runs_of(words, length)
        tables.append(pd.DataFrame({"hashed": hashed, "k": k, "place": position + before}))
    return pd.concat(tables, ignore_index=True).astype(_RUNS)


def _paired(runs: pd.DataFrame, words: Words, days: int, max_uses: int) -> pd.DataFrame:
    """Pairs of equal runs among all of some hashes; a row without a place says how many were too common."""
    tables = []
    for k, table in runs.sort_values("place").groupby("k"):
        hashed, place = (table[name].to_numpy() for name in ("hashed", "place"))
        (first, second), skipped = equal_runs(hashed, place, words, days, max_uses)
        tables.append(pd.DataFrame({"k": k, "first": [*first, -1], "second": [*second, skipped]}))
    return pd.concat(tables, ignore_index=True).astype(_PAIRS) if tables else _empty(_PAIRS)


def _empty(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def _by_files(
    placed: list[_Placed], hashed: Callable, paired: Callable, executor: Executor | None
) -> pd.DataFrame:
    """All runs of a hash in one of as many files as there are parts."""
    with TemporaryDirectory() as folder:
        for _, runs in map_parts(placed, hashed, executor=executor):
            for number, some in runs.groupby(runs["hashed"] % len(placed)):
                with Path(folder, str(number)).open("ab") as file:
                    file.write(some.to_records(index=False).tobytes())
        dtype = _empty(_RUNS).to_records(index=False).dtype
        files = sorted(Path(folder).iterdir())
        pairs = [paired(pd.DataFrame.from_records(np.fromfile(file, dtype))) for file in files]
    return pd.concat(pairs or [_empty(_PAIRS)], ignore_index=True)


def _by_dask(placed: list[_Placed], hashed: Callable, paired: Callable, _: Executor) -> pd.DataFrame:
    """The same by the shuffle of Dask, between the workers of its client."""
    import dask.dataframe as dd

    runs = dd.from_map(partial(_of_part, hashed), placed, meta=_empty(_RUNS))
    found = runs.shuffle("hashed", npartitions=len(placed)).map_partitions(paired, meta=_empty(_PAIRS))
    return found.compute()


def _of_part(hashed: Callable, placed: _Placed) -> pd.DataFrame:
    return hashed(placed.load())


def _meetings(
    placed: list[_Placed], pairs: pd.DataFrame, whole: pd.DataFrame, words: Words
) -> Iterator[_Met]:
    """The pairs of parts whose articles share runs, or are copies of what is searched in their place."""
    opens, stand_in, of = (
        np.array([part.before for part in placed]),
        words["stand_in"],
        whole["part"].to_numpy(),
    )
    copies = np.flatnonzero(stand_in != np.arange(len(stand_in)))
    a, b = (np.searchsorted(opens, pairs[name], "right") - 1 for name in ("first", "second"))
    of_pairs = a * len(placed) + b
    of_copies = np.sort([of[copies], of[stand_in[copies]]], axis=0).T @ [len(placed), 1]
    size = np.diff(opens, append=words["first"][-1])
    second = pairs["second"] - opens[b] + np.where(a < b, size[a], 0)  # the words of both parts in a row
    pairs = pairs.assign(first=pairs["first"] - opens[a], second=second)
    for key in np.union1d(of_pairs, of_copies).tolist():
        two = [placed[place] for place in dict.fromkeys(divmod(key, len(placed)))]
        some = copies[of_copies == key]
        instead = dict(zip(whole.index[some], whole.index[stand_in[some]], strict=True))
        name = " and ".join(one.name for one in two)
        yield _Met(name, [one.part for one in two], pairs[of_pairs == key], instead)


def _shared(
    met: tuple[pd.DataFrame, pd.DataFrame, dict[str, str]], min_words: int, tokenizer: Own
) -> pd.DataFrame:
    """The passages of the articles of two parts, or of one."""
    articles, pairs, instead = met
    words, ids = _words(articles, tokenizer), articles.index
    words["stand_in"][ids.get_indexer(list(instead))] = ids.get_indexer(list(instead.values()))
    runs, seeds = (pairs.loc[pairs["k"] == k, ["first", "second"]].to_numpy().T for k in range(2))
    return passages_table(words, articles, runs, seeds, min_words)
