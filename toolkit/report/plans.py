"""Plans: which notebook is run for which page of a report, and with which values."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.checks import require_choice
from toolkit.notebooks.runs import parameters_of
from toolkit.report.closeups import slugs_of

CLOSE = "06-event"  # the notebook that reads one event, run once for each


class Run(NamedTuple):
    """A notebook, the name of the page that it makes, and the event that the page is about, if it is one."""

    path: Path
    name: str
    event: str = ""


class Given(NamedTuple):
    """What the cells of parameters are given: see `render`."""

    corpus: Path
    options: Mapping[str, str]
    proposals: Mapping[str, str]
    parameters: Mapping[str, object]
    tables: Path  # folder of the folders of tables


def require_notebooks(paths: Sequence[Path], parameters: Iterable[str]) -> None:
    """Raise unless all notebooks are there, have different names, and one of them has each parameter."""
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"There is no notebook {path}; name an existing .ipynb file.")
    if len({"index", *(path.stem for path in paths)}) <= len(paths):
        raise ValueError("notebooks need different names, and none of them index; rename one.")
    for name in parameters:
        require_choice(name, sorted(set().union(*map(parameters_of, paths))), "parameter")


def asks_for(paths: Iterable[Path], name: str) -> bool:
    """Whether a notebook has a parameter of this name."""
    return any(name in parameters_of(path) for path in paths)


def planned(paths: Iterable[Path], events: Iterable[str]) -> list[Run]:
    """One run a notebook; of the one that reads an event closely, one an event."""
    slugs = slugs_of(events)
    runs = []
    for path in paths:
        if path.stem == CLOSE:
            runs += [Run(path, slug, event) for event, slug in slugs.items()]
        else:
            runs.append(Run(path, path.stem))
    return runs


def values_of(runs: Iterable[Run], given: Given) -> tuple[list[dict[str, object]], list[str]]:
    """Values for the cell of parameters of each run, and a sentence for each that cannot take a proposal."""
    values, problems = [], []
    for run in runs:
        known = parameters_of(run.path)
        reading = {**given.options, **(given.proposals if "options" in known else {})}
        value: dict[str, object] = {
            name: given.parameters[name] for name in given.parameters if name in known
        }
        value |= {"corpus": str(given.corpus)} | ({"options": reading} if reading else {})
        value |= {"tables": str(given.tables / run.name)} if "tables" in known else {}
        values.append(value | ({"event": run.event} if run.event else {}))
        if given.proposals and "options" not in known:
            problems.append(
                f"{run.name}: ran without the proposed events; add a line `options = {{}}` to its cell of"
                " parameters, and give them to load_corpus(corpus, **options)."
            )
    return values, problems
