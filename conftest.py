"""Make nbval strict: version 0.11 passes cells never run, passes any picture, and waits for dead kernels."""

import base64
import io
import os
import time
from pathlib import Path
from queue import Empty

import matplotlib
import numpy as np
import pytest
from nbval import kernel as nbval_kernel
from nbval import plugin as nbval_plugin
from PIL import Image

ROOT = Path(__file__).parent
LIMIT = 2.0  # root mean square of 255; the pinned versions draw the same bytes, a wrong column differs by 6

# Kernels inherit these, so that a notebook prints the same everywhere. No backend of matplotlib is named, for
# a kernel with one would draw a bare `series.plot()` nowhere, while `refresh` saves the figure.
os.environ.update(PYTHONHASHSEED="0", TZ="UTC", OMP_NUM_THREADS="1", TQDM_DISABLE="1", MPLBACKEND="")
matplotlib.use("agg")  # for the tests themselves, which need no window


@pytest.fixture
def shared():
    """Folder of the labelled corpora that are not part of the project; the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the labelled corpora in ../shared, which are not part of the project")
    return folder


def pytest_configure(config):
    """Let the sanitizer file be found from every folder: nbval reads it relative to the current one."""
    rules = config.option.nbval_sanitize_with
    if rules and not Path(rules).is_absolute():
        config.option.nbval_sanitize_with = str(ROOT / rules)


def pytest_collectstart(collector):
    """Leave progress bars and warnings, which go to stderr, out of the comparison."""
    if isinstance(collector, nbval_plugin.IPyNbFile):
        collector.skip_compare += ("stderr",)


def _execute(self, cell_input, allow_stdin=None):
    """Store the history: without it IPython ignores a trailing semicolon (nbval issue 194)."""
    return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


def _await_reply(self, msg_id, timeout=None):
    """Look every second whether the kernel lives, instead of waiting for the cell's time to run out."""
    deadline = time.monotonic() + (timeout or 2000)
    while True:
        try:
            return await_reply(self, msg_id, timeout=max(0.0, min(1.0, deadline - time.monotonic())))
        except Empty:
            if not self.is_alive():
                raise RuntimeError("the kernel died while this cell ran") from None
            if time.monotonic() >= deadline:
                raise


def _run_cell(self):
    """Fail a cell that was never run: nbval would compare nothing and pass it."""
    checked = self.options["check"] and not self.options["skip"] and self.cell.source.strip()
    if checked and self.cell.execution_count is None:
        self.raise_cell_error("this cell was never run; `python -m toolkit refresh` runs it")
    try:
        return run_cell(self)
    except RuntimeError as error:
        self.raise_cell_error(str(error))


def _pixels(encoded):
    """Decode a picture into an array (height, width, 3)."""
    picture = Image.open(io.BytesIO(base64.b64decode(encoded)))
    return np.asarray(picture.convert("RGB"), dtype=float)


def _pictures(outputs):
    """Encoded pictures among a cell's outputs."""
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]


def _pictures_differ(stored, now):
    """Say in one sentence how two lists of pictures differ, or give nothing."""
    if len(stored) != len(now):
        return f"{len(stored)} figures are stored, {len(now)} are drawn now"
    for number, (before, after) in enumerate(zip(map(_pixels, stored), map(_pixels, now), strict=True), 1):
        if before.shape != after.shape:
            return f"figure {number} was {before.shape[:2]} pixels, is {after.shape[:2]} now"
        distance = float(np.sqrt(((before - after) ** 2).mean()))
        if distance > LIMIT:
            return f"figure {number} differs from the stored one (RMS {distance:.1f} of 255, limit {LIMIT})"
    return None


def _compare_outputs(self, test, ref, skip_compare=None):
    """Compare pictures as well."""
    if not compare_outputs(self, test, ref, skip_compare):
        return False
    difference = _pictures_differ(_pictures(ref), _pictures(test))
    if difference:
        self.comparison_traceback.append(difference)
    return not difference


await_reply, run_cell = nbval_kernel.RunningKernel.await_reply, nbval_plugin.IPyNbCell.runtest
compare_outputs = nbval_plugin.IPyNbCell.compare_outputs
nbval_kernel.RunningKernel.execute_cell_input = _execute
nbval_kernel.RunningKernel.await_reply = _await_reply
nbval_plugin.IPyNbCell.runtest = _run_cell
nbval_plugin.IPyNbCell.compare_outputs = _compare_outputs
