"""Crate: what a compendium says of itself, for programs (RO-Crate 1.1) and for people."""

import inspect
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import distributions
from typing import Any
from urllib.parse import quote

import toolkit
from toolkit.codebook.columns import describe_tables
from toolkit.compendium.archives import MANIFEST

_CONTEXT = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "md": "text/markdown",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MEANT = {
    "README.md": "What this is and how it is verified",
    "compendium.json": "Settings, parameters and seeds",
    "versions.txt": "Versions of Python and of all packages",
    "articles.csv": "The articles, with a hash of each text",
    "codebook.csv": "What the columns of the tables mean",
    "terms/words.csv": "The words of each article, mixed",
}
_RIGHTS = (
    "Not stated. The texts, and what is quoted of them, belong to their publishers; who shares this file says"
    " under which licence the rest may be used."
)


def versions() -> str:
    """Versions of Python and of every installed package, a line each, as pip writes them."""
    known = {one.metadata["Name"]: one.version for one in distributions() if one.metadata["Name"]}
    lines = [
        f"{name}=={version}" for name, version in sorted(known.items(), key=lambda pair: pair[0].lower())
    ]
    return "\n".join([f"# Python {platform.python_version()} on {sys.platform}", *lines, ""])


def seeds() -> dict[str, int]:
    """The seed of each function that takes one, where a notebook gives no other."""
    functions = ((name, getattr(toolkit, name)) for name in sorted(toolkit.__all__))
    found = (
        (name, inspect.signature(one).parameters.get("seed"))
        for name, one in functions
        if inspect.isroutine(one)
    )
    return {name: seed.default for name, seed in found if seed is not None}


def crate(name: str, description: str, sizes: Mapping[str, int], texts: str) -> str:
    """The contents of `ro-crate-metadata.json`.

    Parameters
    ----------
    name, description
        Of the study.
    sizes
        Bytes of each file that is described for itself, by its name.
    texts
        The folder of the texts, described as a whole; "" where there is none.
    """
    parts = [_file(path, size) for path, size in sizes.items()]
    if texts:
        parts.append(
            {"@id": f"{quote(texts)}/", "@type": "Dataset", "name": "The articles as they were read"}
        )
    program = f"news-coverage-toolkit {toolkit.__version__}"
    today = date.today().isoformat()
    graph = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _CONTEXT},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": name,
            "description": description,
            "datePublished": today,
            "license": {"@id": "#rights"},
            "hasPart": [{"@id": part["@id"]} for part in parts],
            "mentions": {"@id": "#run"},
        },
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": "The notebooks were run on the articles",
            "endTime": today,
            "instrument": {"@id": "#toolkit"},
            "result": [
                {"@id": part["@id"]} for part in parts if part["@id"].startswith(("pages/", "notebooks/"))
            ],
        },
        {
            "@id": "#toolkit",
            "@type": "SoftwareApplication",
            "name": program,
            "softwareVersion": toolkit.__version__,
        },
        *parts,
    ]
    return json.dumps({"@context": f"{_CONTEXT}/context", "@graph": graph}, indent=1, ensure_ascii=False)


def _file(path: str, size: int) -> dict[str, object]:
    notebook = path.endswith(".ipynb")
    about = {
        "@id": quote(path),
        "@type": ["File", "SoftwareSourceCode"] if notebook else "File",
        "name": _MEANT.get(path, path.rpartition("/")[2]),
        "contentSize": str(size),
    }
    kind = _TYPES.get(path.rpartition(".")[2])
    return about | ({"encodingFormat": kind} if kind else {})


def described(
    files: Mapping[str, bytes], about: dict[str, Any], articles: str, notes: Iterable[str]
) -> dict[str, bytes]:
    """The files of a compendium with those that describe it, in the order of their names."""
    name, texts = f"Compendium of {about['corpus']}", bool(about["texts"])
    made = {
        "codebook.csv": describe_tables().to_csv(index=False, lineterminator="\n"),
        "versions.txt": versions(),
        "README.md": readme(name, articles, texts, notes),
    }
    files = dict(files) | {path: text.encode() for path, text in made.items()}
    about = about | {"files": sorted([*files, "ro-crate-metadata.json", MANIFEST])}
    files[MANIFEST] = json.dumps(about, indent=1, ensure_ascii=False).encode()
    sizes = {path: len(content) for path, content in sorted(files.items()) if not path.startswith("corpus/")}
    files["ro-crate-metadata.json"] = crate(name, articles, sizes, "corpus" if texts else "").encode()
    return dict(sorted(files.items()))


def readme(name: str, described: str, texts: bool, notes: Iterable[str]) -> str:
    """The contents of `README.md`, for a reader who has no programs but a browser."""
    told = "\n".join(f"- {note}" for note in notes)
    return "\n\n".join(
        [
            f"# {name}",
            f"A study of news coverage as one file, packed by the News Coverage Toolkit {toolkit.__version__}.",
            described,
            "To read it, unpack it and open `pages/index.html` in a browser. To check it, install the toolkit"
            " and type `python -m toolkit verify study.zip`.",
            _WITH if texts else _WITHOUT,
            *([f"What there is to know:\n\n{told}"] if told else []),
            _PARTS + (_PARTS_WITH if texts else _PARTS_WITHOUT),
            f"Rights: {_RIGHTS}",
            "",
        ]
    )


_WITH = "The texts are in it, in `corpus/`: `verify` runs all notebooks again and compares what comes out."
_WITHOUT = """The texts are not in it. What stands in their place, and what that means:

- `articles.csv` names every article and holds a hash of its text. Who has the texts adds `--corpus` and where
  they are: the hashes say whether they are the same, and then all notebooks are run again and compared.
- `terms/words.csv` holds the words of headlines and bodies, mixed within each article, so that no five words
  in a row of a text can be read. From it `verify` makes the tables of terms again without any text. No rule
  undoes the mixing, but who guesses well may guess a short sentence.
- Pages and tables quote at most four words of an article in a row, and show no whole article; `…` stands
  where something was left out. Captions, bylines and whatever else stood on the pages is not in
  `terms/words.csv`.
- Notebooks stand in `code/` without their results, which quote."""
_PARTS = """What is in it:

- `pages/`: the report, with its tables as CSV in `pages/tables/`
- `code/`: the notebooks as they were given
- `articles.csv`: every article with a hash of its text (SHA-256)
- `codebook.csv`: what the columns of the tables mean
- `compendium.json`: settings, parameters and seeds; `versions.txt`: Python and all packages
- `ro-crate-metadata.json`: all of this for programs (RO-Crate 1.1)"""
_PARTS_WITH = """
- `notebooks/`: the notebooks with their results
- `corpus/`: the texts as they were read"""
_PARTS_WITHOUT = """
- `terms/`: the words, mixed, and the tables of terms that were made from the texts"""
