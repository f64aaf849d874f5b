"""Seconds and memory of the toolkit beside its peers, as one Markdown table.

    python benchmarks/run.py DATA [--size tiny|small|large] [--out FILE] [--only WORDS]

DATA is the folder of the labelled corpora (`*/articles*.jsonl.gz`, one article a line, with `text`).
`README.md` beside this file says what is measured and how; `tiny` is for tests. Nothing fails for being slow.
"""

import os

# One thread each, so that seconds of processor time can be compared; before numpy is imported.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", POLARS_MAX_THREADS="1", TQDM_DISABLE="1")

import argparse
import ctypes
import gc
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pyarrow as pa
from corpora import DEALT, keep, kept, make_corpus
from rows import LOOPED, ROWS

ROUNDS = {"tiny": 1, "small": 5, "large": 3}
TINY = 12  # articles
QUICK, MORE = 0.2, 5  # a work of fewer seconds is run so many times the rounds
PEERS_UP_TO = 20_000  # articles: above, the toolkit runs alone
PACKAGES = ("numpy", "pandas", "scipy", "pyarrow", "scikit-learn", "spacy", "polars", "duckdb", "tantivy",
            "pyahocorasick", "datasketch", "textacy")  # fmt: skip
STATUS, PEAK_RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
HEAD = ("work", "articles", "MB", "words", "toolkit s", "peer", "peer s", "peer / toolkit", "toolkit peak MB",
        "peer peak MB")  # fmt: skip


def main(arguments: list[str] | None = None) -> str:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled corpora")
    parser.add_argument("--size", choices=ROUNDS, default="small")
    parser.add_argument("--out", type=Path, help="file that the table is written to as well")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    asked = parser.parse_args(arguments)
    lines = ["| " + " | ".join(HEAD) + " |", "|---" + "|---:" * 4 + "|---" + "|---:" * 4 + "|"]
    with tempfile.TemporaryDirectory() as folder:
        for place, n in chosen(asked.size, asked.only):
            where = Path(folder) / str(n)
            if not where.exists():
                where.mkdir()
                keep(make_corpus(asked.data, n), where)
            for line in measure(where, place, n, asked.size):
                print(line, file=sys.stderr, flush=True)
                lines.append(line)
    page = "\n".join([about(), "", *lines, "", foot(asked.size), ""])
    print(page)
    if asked.out:
        asked.out.write_text(page, encoding="utf-8")
    return page


def chosen(size: str, only: str) -> list[tuple[int, int]]:
    """Places in `ROWS` and numbers of articles."""
    articles = {"tiny": lambda row: (TINY,), "small": lambda row: row.small, "large": lambda row: row.large}
    return [(place, n) for place, row in enumerate(ROWS) if only in row.work for n in articles[size](row)]


def measure(folder: Path, place: int, n: int, size: str) -> list[str]:
    """Lines of the table for a row and a corpus: one a peer."""
    row, rounds = ROWS[place], ROUNDS[size]
    run = here if size == "tiny" else apart
    lines = []
    ours_peak = run(peak, folder, place, None)
    for peer in (row.peers if n <= PEERS_UP_TO else None) or [None]:
        got = run(seconds, folder, place, peer, rounds)
        if got is None:
            lines.append(cells(row.work, "", "", "", "out of memory", peer or ""))
            continue
        ours = f"{figure(median(got['ours']))}"
        if row.reads:
            rates = (got[what] / median(got["ours"]) for what in ("mb", "words"))
            ours += " ({:.1f} MB/s, {:,.0f} words/s)".format(*rates)
        theirs, ratio, peer_peak = "", "", ""
        if got["theirs"]:
            theirs = figure(median(got["theirs"])) + (" (scaled)" if got["scale"] != 1 else "")
            ratio = figure(median(b / a for a, b in zip(got["ours"], got["theirs"], strict=True)))
            peer_peak = megabytes(run(peak, folder, place, peer)) if got["scale"] == 1 else ""
        elif peer:
            theirs = got["why"]
        size_of = (f"{got['articles']:,}", f"{got['mb']:.1f}", f"{got['words']:,}")
        lines.append(
            cells(row.work, *size_of, ours, peer or "", theirs, ratio, megabytes(ours_peak), peer_peak)
        )
    return lines


def seconds(folder: Path, place: int, peer: str | None, rounds: int) -> dict:
    """Processor seconds of the toolkit and of a peer in turn, and the corpus; `why` there is no peer."""
    corpus, row = kept(folder), ROWS[place]
    why, theirs = "", None
    if peer:
        try:
            theirs = row.peers[peer](corpus)
        except ImportError as error:
            why = f"not installed ({error.name})"
    ours = row.ours(corpus)
    works = [ours] if theirs is None else [ours, theirs]
    taken, turn = [[] for _ in works], 0
    while turn < rounds:
        for work, times in zip(works, taken, strict=True):
            times.append(timed(work))
        turn += 1
        if turn == 1 and rounds > 1 and sum(times[0] for times in taken) < QUICK:
            rounds *= MORE
    size = {"articles": len(corpus.articles), "words": len(corpus.tokens),
            "mb": sum(len(text.encode()) for text in corpus.texts) / 1e6}  # fmt: skip
    scale = theirs.scale if theirs else 1
    return {"ours": taken[0], "theirs": taken[1] if theirs else [], "scale": scale, "why": why, **size}


def timed(work) -> float:
    given = [work.fresh()] if work.fresh else []
    gc.collect()
    begin = time.process_time()
    found = work.run(*given)
    taken = (time.process_time() - begin) * work.scale
    del found
    return taken


def peak(folder: Path, place: int, peer: str | None) -> float | None:
    """Megabytes at the peak of a work above those held before it; None where the system does not tell."""
    corpus, row = kept(folder), ROWS[place]
    try:
        work = row.peers[peer](corpus) if peer else row.ours(corpus)
    except ImportError:
        return None
    given = [work.fresh()] if work.fresh else []
    gc.collect()
    if sys.platform != "linux" or not PEAK_RESET.exists():
        return None
    # What was freed goes back to the system, or the work would use it unseen.
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
    try:
        PEAK_RESET.write_text("5")
    except OSError:
        return None
    before = _held("VmRSS")
    found = work.run(*given)
    after = _held("VmHWM")
    del found
    return max(0.0, after - before)


def _held(name: str) -> float:
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(lines[name].split()[0]) / 1024


def here(work: Callable, *given):
    return work(*given)


def apart(work: Callable, *given):
    """In a fresh process; None where it was ended, as for want of memory."""
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(work, *given).result()
    except (BrokenProcessPool, MemoryError):
        return None


def figure(value: float) -> str:
    """Two significant digits or more."""
    return f"{value:#.2g}" if value < 0.1 else f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def megabytes(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def cells(*values: str) -> str:
    return "| " + " | ".join([*values, *[""] * (len(HEAD) - len(values))]) + " |"


def about() -> str:
    """Date, machine and versions."""
    return "\n".join(
        [
            f"{datetime.now(UTC):%d %B %Y}; {machine()}.",
            "",
            f"Python {platform.python_version()}, {', '.join(versions())}.",
        ]
    )


def versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def machine() -> str:
    model, memory = platform.processor() or platform.machine(), ""
    if sys.platform == "linux":
        lines = [line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line]
        model = next((value.strip() for name, value in lines if name.startswith("model name")), model)
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        memory = f", {total / 2**30:.0f} GB of memory"
    return f"{platform.system()}, {model}, {os.cpu_count()} cores{memory}"


def foot(size: str) -> str:
    return (
        f"Seconds of processor time, median of {ROUNDS[size]} rounds, toolkit and peer in turn in one "
        f"process ({MORE} times as many rounds where both take less than {QUICK} s); peer / toolkit is the "
        "median of the rounds' ratios, above 1 where the toolkit is faster. Peak MB: memory above what was "
        f"held before, in a fresh process. {DEALT}\n\n"
        "Peers do less than what they stand beside: splitters give words without places, FTS5 one snippet "
        "an article, tantivy only which articles, the loop over terms no max-T (from "
        f"{LOOPED} terms, scaled), MinHash LSH and cosines pairs of articles of the whole corpus and no "
        "passages. What methods find of planted passages is measured by `comparison/reuse.py`. Words are "
        "those of the toolkit."
    )


if __name__ == "__main__":
    main()
