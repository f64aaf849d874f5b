"""Stored outputs: under pytest a notebook passes where its cells give again what is stored in it.

pytest loads this module as a plugin. It checks the notebooks that are named on the command line, and those
that use the toolkit where nbval is on; to all others, and without pytest, it does nothing. nbval runs the
cells; it passes cells never run, passes any picture, and waits for dead kernels, which this does not.
"""

import base64
import difflib
import io
import os
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel
from nbval.plugin import IPyNbCell, IPyNbFile

LIMIT = 2.0  # root mean square of 255; the pinned versions draw the same bytes, a wrong column differs by 6
MOST = 10  # lines of a difference that are printed
_FIRST = "run and save the notebook first: `python -m toolkit refresh"
_USES = re.compile(r"\b(?:import|from) toolkit\b")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")  # of an object in memory: differs between runs
_PICTURES = {"image/png": "png", "image/svg+xml": "svg", "application/vnd.toolkit.narrow": "narrow.svg"}


def pytest_configure(config: pytest.Config) -> None:
    """Let `python -m pytest YOUR.ipynb` check it, unless nbval was told how."""
    named = any(str(name).partition("::")[0].endswith(".ipynb") for name in config.args)
    if named and config.getoption("nbval", None) is False and not config.option.nbval_lax:
        config.option.nbval = config.option.toolkit = True
        config.option.nbval_current_env = not config.option.nbval_kernel_name


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, list, list]:
    """Take over the notebooks that are checked here from nbval, which has found them."""
    found = yield
    option = parent.config.option
    if file_path.suffix != ".ipynb" or not getattr(option, "nbval", False):
        return found
    if not hasattr(option, "toolkit") and not _USES.search(file_path.read_text("utf-8")):
        return found
    theirs = [isinstance(one, IPyNbFile) for one in found]
    ours = Notebook.from_parent(parent, path=file_path)
    return [ours if its else one for one, its in zip(found, theirs, strict=True)]


class Kernel(RunningKernel):
    """A kernel that sees what `refresh` lets its kernels see, and is told dead within a second."""

    def __init__(self, name: str, cwd: str, startup_timeout: float):
        from toolkit.notebooks.runs import ENVIRONMENT  # which imports more than other projects' tests should

        quiet = open(os.devnull, "w")  # noqa: SIM115 - the kernel's for as long as it lives
        self.km, self.kc = start_new_kernel(
            startup_timeout, name, stderr=quiet, cwd=cwd, env={**os.environ, **ENVIRONMENT}
        )
        self._ensure_iopub_up()

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Store the history: without it IPython ignores a trailing semicolon (nbval issue 194)."""
        return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """Look every second whether the kernel lives, instead of waiting for the cell's time to run out."""
        deadline = time.monotonic() + (timeout or 2000)
        while True:
            try:
                return super().await_reply(msg_id, timeout=max(0.0, min(1.0, deadline - time.monotonic())))
            except Empty:
                if not self.is_alive():
                    raise RuntimeError("the kernel died while this cell ran") from None
                if time.monotonic() >= deadline:
                    raise


class Notebook(IPyNbFile):
    """A notebook whose code cells are the tests, called as JupyterLab numbers them: [8]."""

    skip_compare: tuple[str, ...]

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        left_out = (kind for kind in self.skip_compare if not kind.startswith("image/"))
        self.skip_compare = (*left_out, "stderr")  # where progress bars and warnings go

    def setup(self) -> None:
        """Start the kernel."""
        option = self.config.option
        name = option.nbval_kernel_name or self.nb.metadata.get("kernelspec", {}).get("name", "python3")
        name = CURRENT_ENV_KERNEL_NAME if option.nbval_current_env else name
        self.kernel = Kernel(name, str(self.path.parent), option.nbval_kernel_startup_timeout)
        self.setup_sanitize_files()

    def collect(self) -> Iterator["Cell"]:
        """One test a code cell."""
        for one in super().collect():
            name = f"[{one.cell.execution_count or ' '}]"
            yield Cell.from_parent(self, name=name, cell_num=one.cell_num, cell=one.cell, options=one.options)


class Cell(IPyNbCell):
    """A code cell, which passes where it gives what is stored."""

    def runtest(self) -> None:
        """Run it and compare; nbval would compare nothing of a cell that was never run, and pass it."""
        checked = self.options["check"] and not self.options["skip"] and self.cell.source.strip()
        if checked and self.cell.execution_count is None:
            self.raise_cell_error(f"this cell was never run; {_FIRST} {self.parent.path.name}` does both")
        try:
            super().runtest()
        except RuntimeError as error:
            self.raise_cell_error(str(error))

    def compare_outputs(self, test: list, ref: list, skip_compare: Iterable[str] | None = None) -> bool:
        """Whether the outputs are those stored; what differs is kept for the message."""
        stored, now = self._by_kind(ref), self._by_kind(test)
        self.comparison_traceback = []
        for kind in sorted(stored | now, key="text/plain".__ne__):  # which is read best
            if len(stored[kind]) != len(now[kind]):
                told = f"{kind}: {len(stored[kind])} stored, {len(now[kind])} now"
                self.comparison_traceback.append(told)
                continue
            for number, (before, after) in enumerate(zip(stored[kind], now[kind], strict=True), 1):
                if difference := self._difference(kind, before, after):
                    self.comparison_traceback.append(difference)
                    self.comparison_traceback += self._saved(kind, number, before, after)
        return not self.comparison_traceback

    def _by_kind(self, outputs: list) -> defaultdict[str, list]:
        """What is compared, by its kind; the order of kinds among one another is left to chance."""
        kinds = defaultdict(list)
        for output in outputs:
            one = {output.name: output.text} if output.output_type == "stream" else output
            for kind, value in {**one, **one.get("data", {})}.items():
                if kind not in (*self.parent.skip_compare, "data"):
                    text = self.sanitize(value)
                    kinds[kind].append(_ADDRESS.sub("0xADDRESS", text) if isinstance(text, str) else text)
        return kinds

    def _difference(self, kind: str, stored: object, now: object) -> str:
        """How an output differs from the stored one; "" where it does not."""
        if stored == now:
            return ""
        if kind == "image/png":
            return pictures_differ(str(stored), str(now))
        return f"{kind}\n{lines_differ(str(stored), str(now))}"

    def _saved(self, kind: str, number: int, stored: str, now: str) -> list[str]:
        """Both pictures written to files, and a line that says where."""
        if kind not in _PICTURES:
            return []
        folder = Path(tempfile.mkdtemp(prefix=f"{self.path.stem}-"))
        for name, picture in {"stored": stored, "now": now}.items():
            content = base64.b64decode(picture) if kind == "image/png" else picture.encode()
            (folder / f"{name}.{_PICTURES[kind]}").write_bytes(content)
        return [f"figure {number} of the cell, stored and now, is in {folder}"]

    def repr_failure(self, excinfo: pytest.ExceptionInfo) -> str:
        """The cell as JupyterLab numbers it, what is wrong, its code, and the difference."""
        error = excinfo.value
        parts = [f"{self.path.name} {self.name}: {error}", self.cell.source]
        return "\n\n".join(filter(None, [*parts, getattr(error, "inner_traceback", "")]))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says the test stands."""
        return self.path, 0, f"{self.path.name} {self.name}"


def pictures_differ(stored: str, now: str) -> str:
    """How two pictures, encoded as a notebook holds them, differ; "" where they look the same."""
    import numpy as np
    from PIL import Image

    encoded = (io.BytesIO(base64.b64decode(picture)) for picture in (stored, now))
    before, after = (np.asarray(Image.open(picture).convert("RGB"), dtype=float) for picture in encoded)
    if before.shape != after.shape:
        sizes = (f"{picture.shape[1]} by {picture.shape[0]}" for picture in (before, after))
        return "image/png\nstored: {} pixels\nnow:    {} pixels".format(*sizes)
    distance = float(np.sqrt(((before - after) ** 2).mean()))
    return f"image/png differs by {distance:.1f} of 255 (limit {LIMIT})" if distance > LIMIT else ""


def lines_differ(stored: str, now: str) -> str:
    r"""The first lines in which two texts differ.

    Examples
    --------
    >>> print(lines_differ("a 1\nb 2", "a 1\nb 3"))
    stored: b 2
    now:    b 3
    """
    compared = difflib.unified_diff(stored.splitlines(), now.splitlines(), n=0, lineterm="")
    lines = [line for line in list(compared)[2:] if not line.startswith("@@")]
    begin = 0
    if len(lines) == 2:  # which may be the one long line of a page
        pairs = enumerate(zip(lines[0][1:], lines[1][1:], strict=False))
        begin = max(0, next((place for place, (a, b) in pairs if a != b), 0) - 60)
    told = [
        f"{'stored: ' if line[0] == '-' else 'now:    '}{'…' * (begin > 0)}{line[1:][begin : begin + 160]}"
        for line in lines[:MOST]
    ]
    return "\n".join(told + [f"and {len(lines) - MOST} lines more"] * (len(lines) > MOST))
