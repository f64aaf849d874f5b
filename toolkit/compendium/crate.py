"""Crate: what a compendium says of itself, for programs (RO-Crate 1.1) and for people."""

import inspect
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from importlib.metadata import distributions
from typing import Any
from urllib.parse import quote

from toolkit import __version__
from toolkit.codebook.columns import describe_tables
from toolkit.compendium.archives import MANIFEST
from toolkit.shipped import lexicon

_CONTEXT = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "md": "text/markdown",
    "txt": "text/plain",
}


def versions() -> str:
    """Versions of Python and of every installed package, a line each, as pip writes them."""
    known = {one.metadata["Name"]: one.version for one in distributions() if one.metadata["Name"]}
    lines = [
        f"{name}=={version}" for name, version in sorted(known.items(), key=lambda pair: pair[0].lower())
    ]
    return "\n".join([f"# Python {platform.python_version()} on {sys.platform}", *lines, ""])


def seeds() -> dict[str, int]:
    """The seed of each function that takes one, where a notebook gives no other."""
    public = import_module("toolkit")  # all rooms, of which this one needs nothing else
    functions = ((name, getattr(public, name)) for name in sorted(public.__all__))
    found = (
        (name, inspect.signature(one).parameters.get("seed"))
        for name, one in functions
        if inspect.isroutine(one)
    )
    return {name: seed.default for name, seed in found if seed is not None}


def graph_of(name: str, description: str, sizes: Mapping[str, int], texts: str) -> str:
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
    program = f"news-coverage-toolkit {__version__}"
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
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights",
            "description": lexicon("compendium/readme.toml")["rights"].strip(),
        },
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
            "softwareVersion": __version__,
        },
        *parts,
    ]
    return json.dumps({"@context": f"{_CONTEXT}/context", "@graph": graph}, indent=1, ensure_ascii=False)


def _file(path: str, size: int) -> dict[str, object]:
    notebook, said = path.endswith(".ipynb"), lexicon("compendium/readme.toml")["files"]
    about = {
        "@id": quote(path),
        "@type": ["File", "SoftwareSourceCode"] if notebook else "File",
        "name": said.get(path, path),
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
    files["ro-crate-metadata.json"] = graph_of(name, articles, sizes, "corpus" if texts else "").encode()
    return dict(sorted(files.items()))


def readme(name: str, articles: str, texts: bool, notes: Iterable[str]) -> str:
    """The contents of `README.md`, for a reader who has no programs but a browser."""
    said = lexicon("compendium/readme.toml")
    kind = said["with_texts" if texts else "without_texts"]
    told = "".join(f"- {note}\n" for note in notes)
    known = f"What there is to know:\n\n{told}" if told else ""
    opens = said["opens"].format(name=name, version=__version__, articles=articles)
    parts = [opens, kind["texts"], known, said["parts"] + kind["parts"], f"Rights: {said['rights']}"]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"
