"""Progress: a bar on stderr for work that takes longer than two seconds."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import current_process
from typing import TypeVar

from tqdm import tqdm

Item, Result = TypeVar("Item"), TypeVar("Result")
_THREADS = 4  # each holds what it works on


def steps(items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:
    """The items one by one, with a bar from the third second on that is gone when the work is done.

    Processes that work for another one show none.

    Examples
    --------
    >>> list(steps([1, 2], "count"))
    [1, 2]
    """
    if current_process().name != "MainProcess":
        return items
    return tqdm(items, desc=what, total=total, delay=2, leave=False)


def in_threads(function: Callable[[Item], Result], items: Sequence[Item], what: str) -> Iterator[Result]:
    """What a function gives for each item, in their order, worked out on several cores by threads.

    For work on large arrays, which holds no lock.

    Examples
    --------
    >>> list(in_threads(str, [1, 2], "count"))
    ['1', '2']
    """
    pool = ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1))
    try:
        yield from steps(pool.map(function, items), what, len(items))
    finally:
        pool.shutdown(cancel_futures=True)  # whoever interrupts does not wait for the rest
