"""Batches: what is found in each article by itself, worked out on all cores at once."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from joblib.parallel import Parallel, cpu_count, delayed

from toolkit.attribution.attributions import find_spoken, with_persons
from toolkit.corpus.languages import refused
from toolkit.corpus.segments import segment
from toolkit.names.identities import members_of
from toolkit.names.references import identify
from toolkit.names.sources import media_names
from toolkit.progress import steps
from toolkit.study.kept import keep, open_kept

SIZE = 100  # articles a batch: some two seconds of work
FEW = 200  # articles; to start workers for fewer takes longer than they do
_IDLE = 10  # seconds after which a worker that has nothing to do ends, and gives its memory back


def mark(
    articles: pd.DataFrame, *, workers: int | None = None, beside: Path | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of `segment(articles)` and `attribute(articles, segments)`, made batch by batch.

    Parameters
    ----------
    articles
        One row an article, with `text`.
    workers
        Processes at work; 1: this one alone. None: one a core where there are 200 articles or more.
    beside
        Folder in which done batches are kept, and looked for.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["The ferry was late, Ada Roe said on Friday."]}, index=["a"])
    >>> segments, attributions = mark(articles)
    >>> segments["kind"].to_list(), attributions["person"].to_list()
    (['body'], ['Ada Roe'])
    """
    workers = workers or (cpu_count() if len(articles) >= FEW else 1)
    foreign, note = refused(articles, None)
    read = partial(_read, foreign=foreign, outlets=media_names(articles))
    places = [slice(first, first + SIZE) for first in range(0, max(len(articles), 1), SIZE)]
    tasks = ((articles.iloc[place], beside and beside / str(place.start)) for place in places)
    found = list(_each(read, tasks, len(places), workers, "prepare"))
    segments, spoken = (_joined([tables[name] for tables in found]) for name in ("segments", "spoken"))
    del found
    parts = _by_event(articles, spoken)
    tasks = ((spoken.iloc[rows], articles.iloc[place]) for rows, place in parts)
    persons = [spoken.iloc[:0][[]].assign(person="", sure="").astype("str")]
    persons += _each(identify, tasks, len(parts), workers, "persons")
    return segments, with_persons(spoken, pd.concat(persons), articles, note)


def _read(
    articles: pd.DataFrame, kept: Path | None, *, foreign: frozenset[str], outlets: frozenset[str]
) -> dict[str, pd.DataFrame]:
    """Segments and attributions of one batch, found, or kept from a run that did not come to its end."""
    if found := kept and open_kept(kept):
        return found[0]
    segments = segment(articles)
    tables = {"segments": segments, "spoken": find_spoken(articles, segments, foreign, outlets)}
    if kept:
        with suppress(OSError, ValueError):  # a batch that cannot be kept is lost to the next run alone
            keep(kept, tables)
    return tables


def _each(
    function: Callable, tasks: Iterable[tuple], total: int, workers: int, what: str
) -> Iterator[pd.DataFrame]:
    """What a function gives for each task, in their order; worked out by several processes at once.

    Raises
    ------
    RuntimeError
        If one of the processes was killed.
    """
    if min(workers, total) < 2:
        made = (function(*task) for task in tasks)
    else:  # these workers import this package alone, so that a script needs no guard
        parallel = Parallel(
            workers, "loky", return_as="generator", max_nbytes=None, idle_worker_timeout=_IDLE
        )
        made = parallel(delayed(function)(*task) for task in tasks)
    try:
        yield from steps(made, what, total)
    except BrokenProcessPool as error:
        raise RuntimeError(
            "A process that read articles was killed, or found no memory; call again, with fewer workers."
            " Batches that were done are kept where there is a cache."
        ) from error


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The tables of all batches below one another, their attributions numbered through."""
    tables = [table for table in tables if len(table)] or tables[:1]  # empty columns may be of another type
    whole = pd.concat(tables, ignore_index=True)
    whole.attrs = tables[0].attrs
    if "attribution_id" in whole:
        numbers = [table["attribution_id"].max() + 1 for table in tables]
        whole["attribution_id"] += np.repeat(np.cumsum([0, *numbers[:-1]]), list(map(len, tables)))
    return whole


def _by_event(articles: pd.DataFrame, spoken: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    """Whole events, some hundred articles together: the rows of what was said in them, and the articles."""
    events = list(members_of(articles).values())
    sizes, places = [len(event) for event in events], [place for event in events for place in event]
    batch = np.empty(len(articles), np.int64)
    batch[places] = np.repeat(np.cumsum([0, *sizes])[:-1] // SIZE, sizes)
    of_row = batch[articles.index.astype("str").get_indexer(spoken["article_id"])]
    return [(np.flatnonzero(of_row == n), np.flatnonzero(batch == n)) for n in np.unique(of_row)]
