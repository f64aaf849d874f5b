"""A JupyterLab server, and notebooks opened and run in it."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import nbformat
from browser.watching import script

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight are in the page, too
}
TESTS = Path(__file__).parents[1]
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
IDLE = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
CELLS = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells
    .filter((cell) => cell.cell_type === 'code')"""


class Lab(NamedTuple):
    """A running server: its address, and the folder that it serves."""

    address: str
    root: str

    def open(self, watch, path):
        """Open a notebook in a page and wait for its kernel."""
        watch.page.goto(f"{self.address}/doc/tree/{path}?reset")
        watch.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        watch.page.wait_for_function(IDLE, timeout=90_000)

    def shut(self, watch):
        """End the kernel of the open notebook."""
        watch.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def write(self, path, sources):
        """Write a notebook of code cells into the folder that is served."""
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), Path(self.root, path))
        return path


def run_cells(page):
    """Run all cells of the open notebook and give the code cells with their outputs."""
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    return page.evaluate(CELLS)


def look_at(page, what):
    """What a function of lab.js finds in the open notebook."""
    return page.evaluate(f"{script('lab')}.{what}()")


def errors_of(cells):
    """What went wrong in the cells that were run, and which were not run at all."""
    raised = [out for cell in cells for out in cell["outputs"] if out["output_type"] == "error"]
    unrun = [cell["source"] for cell in cells if cell["source"].strip() and cell["execution_count"] is None]
    return [f"{error['ename']}: {error['evalue']}" for error in raised] + unrun


@contextmanager
def running_lab(root, place):
    """Start a server on a free port, with folders of its own in `place`, and end it after."""
    for name, values in SETTINGS.items():
        file = place / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))
    folders = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
    folders |= {"IPYTHONDIR": "ipython", "JUPYTERLAB_SETTINGS_DIR": "settings"}
    folders |= {"JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    tests = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
    env = os.environ | {"PYTHONPATH": tests} | {name: str(place / folder) for name, folder in folders.items()}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"]
    command += ["--IdentityProvider.token=", "--ServerApp.password=", "--LabApp.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
    with open(place / "log", "w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        _await_server(server, f"http://127.0.0.1:{port}/api/status", place / "log")
        yield Lab(f"http://127.0.0.1:{port}", str(root))
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await_server(server, address, log):
    direct = build_opener(ProxyHandler({}))
    for _ in range(360):
        try:
            return direct.open(address, timeout=2).close()
        except (URLError, OSError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.25)
    raise TimeoutError(f"JupyterLab did not start: {log.read_text()[-2000:]}")
