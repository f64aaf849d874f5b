"""Command line: `python -m toolkit report CORPUS --out DIR`."""

import argparse
import os
import sys
from pathlib import Path

from toolkit.shipped import shipped_path

_CORPUS = "folder of .txt files; a CSV, JSONL or Parquet file; or the word sample for the corpus that ships"
STOPPED = 130  # what shells expect of a program that was interrupted


def main(arguments: list[str] | None = None) -> int:
    """Run one command; bad input ends in one sentence on stderr and exit code 2, Ctrl-C in one and 130."""
    parser = argparse.ArgumentParser(
        prog="python -m toolkit", description="How do news outlets cover the same event?"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report", help="run the notebooks on a corpus and write HTML reports")
    report.add_argument("corpus", type=Path, help=_CORPUS)
    report.add_argument(
        "--out", type=Path, default=Path("reports"), help="folder to write to (default: reports)"
    )
    report.add_argument("--notebook", type=Path, action="append", help="one of your own; may be repeated")
    report.add_argument("--no-run", action="store_true", help="render the outputs as they were saved")
    check = commands.add_parser("check", help="list what was read, what was refused and what looks wrong")
    check.add_argument("corpus", type=Path, help=_CORPUS)
    refresh = commands.add_parser("refresh", help="run notebooks and save their outputs in place")
    refresh.add_argument("notebook", type=Path, nargs="*", help="default: all notebooks of the toolkit")
    options = parser.parse_args(arguments)
    try:
        if getattr(options, "corpus", None) == Path("sample") and not options.corpus.exists():
            options.corpus = shipped_path("data/sample")
        return {"report": _report, "check": _check, "refresh": _refresh}[options.command](options)
    except (OSError, ValueError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{parser.prog}: stopped", file=sys.stderr)
        return STOPPED


def _report(options: argparse.Namespace) -> int:
    from toolkit.report.pages import render

    problems = render(options.corpus, options.out, notebooks=options.notebook, run=not options.no_run)
    print(f"Open {options.out / 'index.html'}")
    return _say(problems)


def _check(options: argparse.Namespace) -> int:
    from toolkit.corpus.faults import check_corpus
    from toolkit.corpus.load import load_corpus, scan_corpus

    print(scan_corpus(options.corpus).to_string(max_rows=40))
    print(check_corpus(load_corpus(options.corpus)).to_string())
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from toolkit.report.runs import refresh

    return _say(refresh(options.notebook))


def _say(problems: list[str]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    code = main()
    if code == STOPPED:  # without waiting for notebooks that still run; their kernels end with this process
        os._exit(code)
    sys.exit(code)
