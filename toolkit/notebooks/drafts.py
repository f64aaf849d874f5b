"""Drafts: a notebook of one's own, begun from the template."""

import os
from pathlib import Path

import nbformat

from toolkit.notebooks.runs import set_parameter
from toolkit.shipped import shipped_path


def new(notebook: str | Path, *, corpus: str | Path) -> Path:
    """Begin a notebook on a corpus: from its articles to one that is read beside its source.

    Parameters
    ----------
    notebook
        The file to write, such as `my-question.ipynb`; its name becomes the title.
    corpus
        Folder or file of articles; the notebook names it by its path from there, so that both can move.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    FileExistsError
        If there is such a file.
    FileNotFoundError
        If there is no such corpus, or no folder for the notebook.
    ValueError
        If the name does not end in `.ipynb`.

    Examples
    --------
    >>> import tempfile
    >>> path = new(Path(tempfile.mkdtemp(), "who-is-heard.ipynb"), corpus=shipped_path("data/sample"))
    >>> nbformat.read(path, as_version=4).cells[0].source
    '# Who is heard?'
    """
    path, articles = Path(notebook), Path(corpus)
    if path.suffix != ".ipynb":
        raise ValueError(f"{str(path)!r} is no name of a notebook; let it end in .ipynb.")
    if not articles.exists():
        raise FileNotFoundError(f"There is no corpus {str(articles)!r}; name a folder or file of articles.")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {str(path.parent)!r}; make it first.")
    draft = nbformat.read(shipped_path("notebooks/template.ipynb"), as_version=4)
    title = " ".join(path.stem.replace("-", " ").replace("_", " ").split())
    draft.cells[0].source = f"# {title[:1].upper()}{title[1:].rstrip('?')}?"
    set_parameter(draft, "corpus", _from(path.parent, articles), path.name)
    for cell in draft.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        with path.open("x", encoding="utf-8") as file:
            nbformat.write(draft, file)
    except FileExistsError:
        raise FileExistsError(f"{str(path)!r} is there already; choose another name.") from None
    return path


def _from(folder: Path, corpus: Path) -> str:
    """Path of the corpus as seen from the folder; on Windows it may be on another drive."""
    folder, corpus = folder.resolve(), corpus.resolve()
    if folder.anchor != corpus.anchor:
        return str(corpus)
    return Path(os.path.relpath(corpus, folder)).as_posix()
