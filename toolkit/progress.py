"""Progress: a bar on stderr for work that takes longer than two seconds."""

from collections.abc import Iterable
from multiprocessing import current_process
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


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
