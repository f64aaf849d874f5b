"""Parts: a corpus that does not fit into memory, read and worked on some thousand articles at a time."""

import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_choice
from toolkit.corpus.load import CAPTION, articles_table
from toolkit.files.intake import left_out
from toolkit.progress import steps
from toolkit.reading.fields import with_outlet
from toolkit.study.pieces import KEPT, Piece, kept_table, pieces_of, read_piece

TRIES = 3
_HOPELESS = (ValueError, TypeError, LookupError)  # of these the second try is like the first


class Part(NamedTuple):
    """Some articles of a corpus: where they stand, not what they say, so that any worker can load them."""

    name: str
    """Which file, and which rows or lines of it."""
    piece: Piece
    outlet: str | None = None

    def load(self) -> pd.DataFrame:
        """The articles of this part, as `load_corpus` gives them; what was left out is warned of.

        Raises
        ------
        ValueError
            If no article can be read, or reading broke off.
        """
        if self.piece.kind == KEPT:
            articles = kept_table(self.piece).to_pandas().set_index("article_id")
            if self.outlet is not None:
                require_choice(self.outlet, articles.columns, "outlet column")
                articles["outlet"] = articles[self.outlet]
            articles.attrs["caption"] = CAPTION
            return articles
        articles, notes = read_piece(self.piece)
        told = [note for note in notes if note["told"]]
        broken = [note for note in notes if note["status"] == "refused" and not note["row"]]
        if broken and (not articles or len(self.piece.files) == 1):
            raise ValueError(f"{broken[0]['path']} {broken[0]['reason']}")
        if not articles:
            raise ValueError(f"no article could be read; {told[0]['reason'] if told else 'it is empty'}")
        if told:
            warnings.warn(f"{left_out(told, self.name)}.", stacklevel=2)
        return articles_table(with_outlet(articles, self.outlet))


def parts_of(
    path: str | Path,
    size: int = 2000,
    layout: str | None = None,
    metadata: str | Path | None = None,
    outlet: str | None = None,
) -> list[Part]:
    """The parts of a corpus as its files have them; see `open_parts`."""
    if size < 1:
        raise ValueError(f"size must be 1 or more articles, not {size}.")
    return [Part(piece.name, piece, outlet) for piece in pieces_of(path, size, layout, metadata)]


def map_parts(
    parts: Iterable[Part],
    function: Callable[[pd.DataFrame], Any],
    *,
    executor: Executor | None = None,
    in_flight: int | None = None,
) -> Iterator[tuple[Part, Any]]:
    r"""Call a function with the articles of each part, here or on the workers of an executor.

    Parameters
    ----------
    parts
        What `open_parts` gives, or some of them.
    function
        Gets the articles of a part and gives anything, best a small table. For processes it must stand in a
        module (not in a notebook), since they find it by its name; `functools.partial` sets its options.
    executor
        Any `concurrent.futures.Executor`: a `ProcessPoolExecutor`, or `Client(...).get_executor()` of Dask.
        None: one part after the other, in this process.
    in_flight
        How many parts are worked on or wait for their turn to be yielded; None: two for each worker of a
        pool, or for each core of this machine where the executor does not tell.

    Yields
    ------
    (part, result)
        In the order of the parts.

    Raises
    ------
    TypeError
        If `executor` or `function` is none.
    RuntimeError
        At the end, after all others were yielded: which parts failed (a part is tried three times, unless
        its articles themselves are at fault), and how. At once, if the executor broke: it takes no more work.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "news.jsonl")
    >>> _ = path.write_text('{"id": 1, "text": "Fog"}\n{"id": 2, "text": "Hail"}\n{"id": 3, "text": "Ice"}')
    >>> [(part.name, n) for part, n in map_parts(parts_of(path, size=2), len)]
    [('news.jsonl, lines 1 to 2', 2), ('news.jsonl, lines 3 to 3', 1)]
    """
    if not callable(function):
        raise TypeError(f"function must be a function of articles, not a {type(function).__name__}.")
    if executor is not None and not isinstance(executor, Executor):
        kind = type(executor).__name__
        raise TypeError(f"executor must be one of concurrent.futures or None, not a {kind}.")
    workers = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    return _mapped(list(parts), partial(_work, function), executor, in_flight or 2 * workers)


def _work(function: Callable, part: Part) -> tuple[Any, list[str]]:
    """What the function gives for a part, and what was warned of on the way."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        result = function(part.load())
    return result, [str(warning.message) for warning in told if warning.category is UserWarning]


def _mapped(
    parts: Sequence[Part], work: Callable, executor: Executor | None, in_flight: int
) -> Iterator[tuple[Part, Any]]:
    failed: dict[str, BaseException] = {}
    for part, (result, told) in steps(_done(parts, work, executor, in_flight, failed), "parts", len(parts)):
        for sentence in told:
            warnings.warn(sentence, stacklevel=3)
        yield part, result
    if failed:
        shown = [
            f"{name} ({str(error).rstrip('.') or type(error).__name__})" for name, error in failed.items()
        ]
        more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
        what = (
            f"{len(failed)} of {len(parts)} parts failed and are in no result: {'; '.join(shown[:3])}{more}"
        )
        raise RuntimeError(f"{what}; mend them, or leave them out.") from next(iter(failed.values()))


def _done(
    parts: Sequence[Part], work: Callable, executor: Executor | None, in_flight: int, failed: dict
) -> Iterator[tuple[Part, Any]]:
    """Parts with their results, in order; those that failed are put into `failed`."""
    started: deque[tuple[Part, Future | None]] = deque()
    waiting, number = iter(parts), 0
    try:
        while True:
            while len(started) < in_flight and (part := next(waiting, None)):
                started.append((part, executor.submit(work, part) if executor else None))
            if not started:
                return
            part, future = started.popleft()
            try:
                found = _tried(part, work, executor, future)
            except BrokenExecutor as error:
                done = f"{number} of {len(parts)} parts were done"
                raise RuntimeError(
                    f"the executor broke at {part.name} ({error}); {done}: give a new one."
                ) from error
            except Exception as error:
                failed[part.name] = error
            else:
                yield part, found
            number += 1
    finally:
        for _, future in started:
            if future:
                future.cancel()


def _tried(part: Part, work: Callable, executor: Executor | None, future: Future | None) -> Any:
    """Result of a part; what fails for another reason than its articles is tried again."""
    for left in reversed(range(TRIES)):
        try:
            return future.result() if future else work(part)
        except (BrokenExecutor, *_HOPELESS):
            raise
        except Exception:
            if not left:
                raise
            future = executor.submit(work, part) if executor else None
    return None


def hashed_ids(articles: pd.DataFrame) -> np.ndarray:
    """A number of 64 bits for each id: two of a hundred million are equal by chance in 1 of 3,700 corpora."""
    return pd.util.hash_array(articles.index.to_numpy(dtype=object))


def require_own_ids(ids: Iterable[tuple[str, np.ndarray]]) -> None:
    """Raise a ValueError unless the hashed ids of all parts, each with its name, are different."""
    names, found = zip(*ids, strict=True)
    every, of = np.concatenate(found), np.repeat(np.arange(len(names)), list(map(len, found)))
    order = np.argsort(every, kind="stable")
    twice = np.flatnonzero(every[order][1:] == every[order][:-1])
    if len(twice):
        first, second = (names[of[order[twice[0] + step]]] for step in (0, 1))
        where = f"an article of {first!r} and one of {second!r} have the same article_id"
        raise ValueError(f"{where}; give every article an id of its own.")
