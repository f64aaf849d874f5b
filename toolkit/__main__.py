"""Command line: `python -m toolkit report CORPUS --out DIR`."""

import argparse
import ast
import os
import shlex
import sys
import warnings
from pathlib import Path
from typing import Any

from toolkit.shipped import shipped_path

_CORPUS = "folder of articles; a file of them (table, export, zip); or the word sample for the one that ships"
STOPPED = 130  # what shells expect of a program that was interrupted


def main(arguments: list[str] | None = None) -> int:
    """Run one command; bad input ends in one sentence on stderr and exit code 2, Ctrl-C in one and 130."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.named = str(getattr(options, "corpus", ""))
        if options.named == "sample" and not options.corpus.exists():
            options.corpus = shipped_path("data/sample")
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = _warn
            commands = {
                "report": _report, "pack": _pack, "verify": _verify,
                "check": _check, "new": _new, "refresh": _refresh,
            }  # fmt: skip
            return commands[options.command](options)
    except BrokenPipeError:  # whoever reads has read enough: check corpus | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, TypeError, ValueError) as error:
        if isinstance(error, TypeError) and not str(error).startswith("tokenizer"):
            raise  # of which a tokenizer of one's own is no cause
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{parser.prog}: stopped", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m toolkit", description="How do news outlets cover the same event?"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    corpus = argparse.ArgumentParser(add_help=False)
    corpus.add_argument("corpus", type=Path, help=_CORPUS)
    corpus.add_argument("--layout", help="what paths tell, such as '{event}/{outlet}/{published}_{slug}.txt'")
    corpus.add_argument(
        "--events", type=Path, help="CSV file of article_id and event, such as events.csv of a report"
    )
    corpus.add_argument("--outlet", metavar="COLUMN", help="column of a table that names the outlet")
    corpus.add_argument(
        "--tokenizer",
        metavar="MODULE:FUNCTION",
        help="function that finds the words of a sentence, such as jieba:lcut or words.py:cut",
    )
    running = argparse.ArgumentParser(add_help=False)
    running.add_argument("--notebook", type=Path, action="append", help="one of your own; may be repeated")
    running.add_argument(
        "--param",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="for the notebooks' cells of parameters",
    )
    running.add_argument(
        "--cache", type=Path, help="folder that keeps what notebooks read, so that the next report is fast"
    )
    running.add_argument(
        "--event",
        metavar="NAME",
        action="append",
        default=[],
        help="event to be read closely, on a page of its own; may be repeated",
    )
    running.add_argument(
        "--event-pages",
        metavar="N",
        type=int,
        help="how many events get a page where --event names none (default: 3, those that differ most)",
    )
    report = commands.add_parser(
        "report", parents=[corpus, running], help="run the notebooks on a corpus and write HTML reports"
    )
    report.add_argument(
        "--out", type=Path, default=Path("reports"), help="folder to write to (default: reports)"
    )
    report.add_argument(
        "--excerpts",
        metavar="WORDS",
        type=int,
        help="quote at most so many words of an article in a row, such as 30, and leave whole articles out",
    )
    report.add_argument("--pdf", action="store_true", help="print the pages, too (by Chromium or Chrome)")
    report.add_argument("--no-run", action="store_true", help="render the outputs as they were saved")
    pack = commands.add_parser(
        "pack", parents=[corpus, running], help="put a study into one file that others can check"
    )
    pack.add_argument(
        "--out", type=Path, default=Path("study.zip"), help="file to write (default: study.zip)"
    )
    pack.add_argument(
        "--without-texts",
        action="store_true",
        help="hashes and mixed words instead of articles; short quotes",
    )
    verify = commands.add_parser(
        "verify", help="run a packed study again, and say what is equal and what differs"
    )
    verify.add_argument("compendium", type=Path, help="file that pack wrote")
    verify.add_argument("--corpus", type=Path, help="the articles, where the file is without them")
    verify.add_argument(
        "--trust",
        action="store_true",
        help="run notebooks that are not the toolkit's own, too: their code, here",
    )
    check = commands.add_parser(
        "check", parents=[corpus], help="say what was refused, what looks wrong and what can be compared"
    )
    check.add_argument("--all", action="store_true", help="list all files, and checks that found nothing")
    new = commands.add_parser("new", help="begin a notebook of your own")
    new.add_argument("notebook", type=Path, help="file to write, such as my-question.ipynb")
    new.add_argument("--corpus", type=Path, required=True, help=_CORPUS)
    refresh = commands.add_parser("refresh", help="run notebooks and save their outputs in place")
    refresh.add_argument("notebook", type=Path, nargs="*", help="default: all notebooks of the toolkit")
    return parser


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    """One line, without the place in the code that a warning comes from."""
    print(f"note: {message}", file=sys.stderr)


def _report(options: argparse.Namespace) -> int:
    from toolkit.report.pages import render

    problems = render(
        options.corpus,
        options.out,
        run=not options.no_run,
        excerpts=options.excerpts,
        pdf=options.pdf,
        **_running(options),
    )
    print(f"Open {options.out / 'index.html'}")
    return _say(problems)


def _running(options: argparse.Namespace) -> dict[str, Any]:
    """How notebooks are run, as `render` and `pack` take it."""
    return {
        "notebooks": options.notebook,
        "layout": options.layout,
        "events": options.events,
        "outlet": options.outlet,
        "tokenizer": options.tokenizer,
        "parameters": dict(map(_parameter, options.param)),
        "cache": options.cache,
        "event": options.event,
        "event_pages": options.event_pages,
    }


def _pack(options: argparse.Namespace) -> int:
    from toolkit.compendium.packs import pack

    problems = pack(options.corpus, options.out, texts=not options.without_texts, **_running(options))
    size = options.out.stat().st_size / 1e6
    print(f"Packed {options.out} ({size:,.1f} MB). Next: python -m toolkit verify {options.out}")
    return _say(problems)


def _verify(options: argparse.Namespace) -> int:
    from toolkit.compendium.checked import in_sentences, verify

    found = verify(options.compendium, corpus=options.corpus, trust=options.trust)
    print("\n".join(in_sentences(found)))
    return int(not found.loc[found["what"] != "versions", "same"].all())


def _parameter(given: str) -> tuple[str, object]:
    """Name and value; what is no number, list or the like is a text."""
    name, mark, value = given.partition("=")
    if not (name.isidentifier() and mark):
        raise ValueError(f"--param {given!r} must be NAME=VALUE, such as event=storm.")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return name, value


def _check(options: argparse.Namespace) -> int:
    from toolkit.corpus.faults import check_corpus
    from toolkit.corpus.load import load_corpus, scan_corpus
    from toolkit.corpus.tokens import tokenize
    from toolkit.report.verdict import judge, left_out
    from toolkit.text.tokenizers import placed

    scan = scan_corpus(options.corpus, layout=options.layout)
    if not scan["articles"].any():
        print("\n".join(left_out(scan, everything=options.all)))
    warnings.filterwarnings("ignore", message=".* on reading .*")  # of which the verdict lists all
    articles = load_corpus(
        options.corpus, layout=options.layout, events=options.events, outlet=options.outlet
    )
    tokens = tokenize(articles, tokenizer=options.tokenizer and placed(options.tokenizer))
    faults = check_corpus(articles, tokens=tokens)
    print("\n".join(judge(articles, scan, faults, everything=options.all)))
    print(f"Next: {shlex.join(_next(options))}")
    return 0


def _next(options: argparse.Namespace) -> list[str]:
    """The command to type after a check."""
    given = {"--layout": options.layout, "--events": options.events, "--outlet": options.outlet}
    given["--tokenizer"] = options.tokenizer
    known = [part for name, value in given.items() if value for part in (name, str(value))]
    return ["python", "-m", "toolkit", "report", options.named, *known]


def _new(options: argparse.Namespace) -> int:
    from toolkit.notebooks.drafts import new

    print(f"Open {new(options.notebook, corpus=options.corpus)}")
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from toolkit.notebooks.runs import refresh

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
