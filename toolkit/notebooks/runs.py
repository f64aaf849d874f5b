"""Runs: notebooks run from top to bottom, the same on every machine."""

import html
import os
import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from tqdm import tqdm
from traitlets.config import Config

from toolkit.shipped import shipped_path

# The same code and data must give the same outputs: no random hash order, no local time, no progress bars,
# and figures drawn into the notebook whatever is set outside.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1"}
ENVIRONMENT |= {"MPLBACKEND": ""}
_QUIET = ["--IPKernelApp.log_level=40"]  # kernels warn about their own transport on stderr
_SETTINGS = Config(NotebookClient={"kernel_name": "python3", "timeout": None, "extra_arguments": _QUIET})
_SETTINGS.NotebookClient.update(allow_errors=True, record_timing=False, store_widget_state=False)
# A warning names the file it came from, somewhere on this machine, and repeats the line of code.
_WARNING = re.compile(r"(?m)^\S.*?:\d+: (\w*Warning: .*)\n(?: {2}\S.*\n?)?")


def run_notebook(path: str | Path, parameters: dict[str, object] | None = None) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in its own folder and give it back with its outputs.

    Parameters
    ----------
    path
        A notebook; the file is not changed.
    parameters
        Values for names that the cell tagged `parameters` assigns.

    Returns
    -------
    NotebookNode
        Without times, so that running it twice gives the same bytes. A cell that raised holds its error, and
        the cells after it were run all the same.

    Raises
    ------
    ValueError
        If a parameter is not assigned in the cell tagged `parameters`.
    """
    client, pool = (
        _client(Path(path)),
        ThreadPoolExecutor(1),
    )  # in another thread, so that Ctrl-C ends it here
    try:
        return pool.submit(_run, client, Path(path), parameters).result()
    finally:
        _stop([client])
        pool.shutdown(wait=False)


def _stop(clients: list[NotebookClient]) -> None:
    """End kernels that still run, because somebody interrupted."""
    for client in clients:
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process:
            process.kill()


def _client(path: Path) -> NotebookClient:
    """What runs notebooks of a folder; its kernel starts with the first of them."""
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(new_notebook(), None, config=_SETTINGS, resources=place)
    client.coalesce_streams = True  # which its settings do not take
    return client


def _run(
    client: NotebookClient, path: Path, parameters: dict[str, object] | None, *, keep: bool = False
) -> nbformat.NotebookNode:
    """Run a notebook as told; `keep` the kernel for another one."""
    notebook = nbformat.read(path, as_version=4)
    for name, value in (parameters or {}).items():
        set_parameter(notebook, name, value, path.name)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    if client.kc:
        client.nb = new_notebook(cells=[new_code_cell("%reset -f")])
        client.execute(cleanup_kc=False)
    client.nb = notebook
    client.execute(cleanup_kc=not keep, env={**os.environ, **ENVIRONMENT})
    for output in outputs_of(notebook):
        if output.output_type == "stream":
            output.text = _WARNING.sub(r"\1\n", output.text)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    return notebook


def refresh(paths: list[str | Path] | None = None) -> list[str]:
    """Run notebooks, all shipped ones unless named, and save their outputs in place; give the errors."""
    problems = []
    for path in tqdm(paths or sorted(shipped_path("notebooks").glob("*.ipynb")), desc="refresh"):
        path = Path(path)
        notebook = run_notebook(path)
        problems += [f"{path.name}: {error}" for error in errors_of(notebook)]
        nbformat.write(notebook, path)
    return problems


def run_all(paths: list[Path], parameters: list[dict[str, object]] | None) -> list[nbformat.NotebookNode]:
    """Run the notebooks with their parameters, one a core, or read them as saved where there are none."""
    if parameters is None:
        return [nbformat.read(path, as_version=4) for path in paths]
    waiting = deque(enumerate(zip(paths, parameters, strict=True)))
    books: dict[int, nbformat.NotebookNode] = {}
    clients: list[NotebookClient] = []
    pool = ThreadPoolExecutor(workers := max(2, os.cpu_count() or 2))  # a kernel that starts mostly waits
    try:
        with tqdm(total=len(paths), desc="notebooks") as bar:
            turns = [pool.submit(_run_in_turn, waiting, books, bar, clients) for _ in range(workers)]
            for turn in turns:
                turn.result()
    finally:
        waiting.clear()
        _stop(clients)
        pool.shutdown(wait=False, cancel_futures=True)  # who interrupts does not wait for the others
    return [books[number] for number in range(len(paths))]


def _run_in_turn(
    waiting: deque, books: dict[int, nbformat.NotebookNode], bar: tqdm, clients: list[NotebookClient]
) -> None:
    """Run notebooks that wait; in one kernel those of the toolkit, which leave nothing behind in it."""
    shared = None
    try:
        while waiting:
            try:
                number, (path, parameters) = waiting.popleft()
            except IndexError:  # another worker was faster
                return
            keep = path.resolve().parent == shipped_path("notebooks").resolve()
            client = shared or _client(path) if keep else _client(path)
            shared = client if keep else shared
            clients.append(client)
            books[number] = _run(client, path, parameters, keep=keep)
            bar.update()
    finally:
        if shared:
            shared._cleanup_kernel()  # in the thread whose loop it knows


def parameters_of(path: Path) -> set[str]:
    """Names that the cell tagged `parameters` assigns."""
    return {
        name
        for cell in nbformat.read(path, as_version=4).cells
        if "parameters" in cell.metadata.get("tags", [])
        for name in re.findall(r"(?m)^(\w+) = ", cell.source)
    }


def set_parameter(notebook: nbformat.NotebookNode, name: str, value: object, where: str) -> None:
    """Replace the value that the cell tagged `parameters` gives to a name."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source, found = re.subn(rf"(?m)^{name} = .*", lambda _: f"{name} = {value!r}", cell.source)
            if found:
                return
    raise ValueError(f"{where} has no cell tagged 'parameters' with a line `{name} = ...`; add one.")


def outputs_of(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Outputs of all cells in their order."""
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def hide_folders(notebook: nbformat.NotebookNode, folders: list[Path]) -> None:
    """Take folders of this machine out of code, results and errors; what is below them stays."""
    names = sorted({f"{folder}{os.sep}" for folder in folders if folder.name}, key=len, reverse=True)
    written = dict.fromkeys([*names, *map(html.escape, names)])
    hidden = re.compile("|".join(map(re.escape, written)))
    for cell in notebook.cells:
        cell.source = hidden.sub("", cell.source)
    for output in outputs_of(notebook):
        for name in ("text", "evalue"):
            if name in output:
                output[name] = hidden.sub("", output[name])
        for kind, data in output.get("data", {}).items():
            if kind.startswith("text/") and isinstance(data, str):
                output.data[kind] = hidden.sub("", data)


def errors_of(notebook: nbformat.NotebookNode) -> list[str]:
    """What went wrong, one sentence a cell."""
    errors = (output for output in outputs_of(notebook) if output.output_type == "error")
    return [f"{output.ename}: {output.evalue}" for output in errors]
