"""Memory while a corpus that is larger than it is counted by outlet: python memory.py DATA WORK --articles N.

DATA is a folder of `*/articles*.jsonl.gz`, from whose paragraphs articles are dealt (see `corpora.py`) into
Parquet files in WORK, once; into WORK go memory.csv (a row each half second: seconds, MB of this process) and
memory.png. The folder WORK lies outside the repository.
"""

import argparse
import sys
import threading
import time
from pathlib import Path

import matplotlib as mpl
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpora import deal, read_real

import toolkit as tk

FILE, OUTLETS = 2000, 8  # articles of a file; outlets


def make(data: Path, folder: Path, n: int) -> None:
    """Write `n` dealt articles, a file for every 2,000, unless they are there."""
    if folder.is_dir():
        return
    real = read_real(data)
    folder.mkdir(parents=True)
    for first in range(0, n, FILE):
        articles = deal(real, FILE, seed=first).reset_index(drop=True)
        ids = [f"a{first + k}" for k in range(FILE)]
        articles = articles.assign(id=ids, outlet=[f"o{k % OUTLETS}" for k in range(FILE)])
        articles.drop(columns="dealt").to_parquet(folder / f"{first:07}.parquet")


def megabytes() -> float:
    """What this process holds in memory."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Count, look at the memory meanwhile, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    given = parser.parse_args()
    folder = given.work / f"articles-{given.articles}"
    make(given.data, folder, given.articles)
    kept = given.work / f"kept-{given.articles}"
    parts = tk.open_parts(kept) if kept.is_dir() else tk.open_parts(folder, folder=kept)
    rows, began, ended = [], time.time(), threading.Event()

    def look() -> None:
        while not ended.wait(0.5):
            rows.append((time.time() - began, megabytes()))

    watcher = threading.Thread(target=look)
    watcher.start()
    used = time.process_time()

    table = tk.analyse_parts(parts, tk.term_frequencies, by="outlet", segments=None, dp=False)
    used = time.process_time() - used
    ended.set()
    watcher.join()
    found = pd.DataFrame(rows, columns=["seconds", "MB"])
    found.to_csv(given.work / "memory.csv", index=False)
    mpl.use("agg")
    ax = found.plot(x="seconds", y="MB", legend=False, ylim=(0, None), title="Memory while counting")
    ax.figure.savefig(given.work / "memory.png")
    most = found["MB"].max()
    words = f"{given.articles:,} articles, {table['n'].sum():,} words"
    print(f"{words}, {used:.0f} s of processor, {most:.0f} MB at most")


if __name__ == "__main__":
    main()
