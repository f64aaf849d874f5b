"""Pages gathered from elsewhere when the documentation is built, which git does not keep.

`docs/notebooks` gets the notebooks as stored, `docs/reference` a page a room, `docs/codebook.md` all columns.
"""

import ast
import importlib
import inspect
from pathlib import Path
from types import ModuleType

import nbformat
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

import toolkit
from toolkit.codebook.pages import markdown

ROOT = Path(__file__).parents[1]
NARROW = "application/vnd.toolkit.narrow"  # a figure's second drawing, for phones


def setup(app: Sphinx) -> dict[str, bool]:
    """Gather before Sphinx looks which pages there are."""
    app.connect("builder-inited", gather)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def gather(app: Sphinx) -> None:
    """Write all pages, and take away those of an earlier build that are no more."""
    notebooks = {path.name: notebook(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    keep(Path(app.srcdir, "notebooks"), notebooks)
    keep(Path(app.srcdir, "reference"), {f"{room}.rst": page(room, names) for room, names in rooms().items()})
    write(Path(app.srcdir, "codebook.md"), markdown())


def keep(folder: Path, pages: dict[str, str]) -> None:
    """Let the folder hold these pages and no others."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        write(folder / name, text)


def write(path: Path, text: str) -> None:
    """Write a page; one that is the same is not touched, so that it is not built again."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8", newline="\n")


def notebook(path: Path) -> str:
    """A notebook for a page: no cell that reports remove, drawings in the page, tables that scroll."""
    read = nbformat.read(path, as_version=4)
    read.cells = [cell for cell in read.cells if "remove" not in cell.metadata.get("tags", [])]
    for cell in read.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if NARROW in data:  # as elements of the page they follow its colours; CSS shows the one that fits
                drawings = {"wide": data.pop("image/svg+xml"), "narrow": data.pop(NARROW)}
                data["text/html"] = "".join(
                    f'<div class="drawing {width}">{svg}</div>' for width, svg in drawings.items()
                )
            elif "<table" in data.get("text/html", ""):
                scroll = '<div class="scroll" tabindex="0" role="group" aria-label="table">{}</div>'
                data["text/html"] = scroll.format(data["text/html"])
    return nbformat.writes(read)


def rooms() -> dict[str, dict[str, str]]:
    """Public names by room, each with the module that holds it, as `toolkit/__init__.pyi` states them."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse((ROOT / "toolkit" / "__init__.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module = f"toolkit.{node.module or alias.name}"
                found.setdefault(module.split(".")[1], {})[alias.name] = module
    return dict(sorted(found.items()))


def page(room: str, names: dict[str, str]) -> str:
    """The page of a room: what it is for, its names with a line each, and each name with its docstring."""
    title, _, about = (
        inspect.getdoc(importlib.import_module(f"toolkit.{room}")).split("\n")[0].partition(": ")
    )
    listed = "\n".join(f"   {name}" for name in sorted(names))
    parts = [f"{title}\n{'=' * len(title)}", about[:1].upper() + about[1:], ".. currentmodule:: toolkit"]
    parts += [f".. autosummary::\n   :nosignatures:\n\n{listed}"] * (room != "text")
    return "\n\n".join([*parts, *(entry(name, names[name]) for name in sorted(names))]) + "\n"


def entry(name: str, module: str) -> str:
    """What autodoc is asked for: a name loads on first use, so that its kind is that of its value."""
    value = getattr(toolkit, name)
    if isinstance(value, ModuleType):
        return "\n\n".join(
            [
                f".. automodule:: {module}\n   :no-index:",
                f".. py:module:: toolkit.{name}",
                *(f".. autofunction:: toolkit.{name}.{member}" for member in own_functions(value)),
                ".. currentmodule:: toolkit",
            ]
        )
    if inspect.isclass(value):
        return f".. autoclass:: {name}\n   :members: {', '.join(own_functions(value))}"
    if callable(value):
        return f".. autofunction:: {name}"
    told = " ".join(ModuleAnalyzer.for_module(module).find_attr_docs()["", name])
    shown = "" if hasattr(value, "pattern") else f"\n   :value: {value!r}"
    return f".. py:data:: {name}{shown}\n\n   {told}"


def own_functions(value: ModuleType | type) -> list[str]:
    """Functions of a public module or class that are the toolkit's own, for its users."""
    found = vars(value).items()
    ours = [name for name, held in found if getattr(held, "__module__", "").startswith("toolkit.")]
    return sorted(name for name in ours if inspect.isfunction(getattr(value, name)) and name[0] != "_")
