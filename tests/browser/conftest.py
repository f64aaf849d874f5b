"""A browser, a JupyterLab and rendered reports, for tests that look at pages as people do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser.lab import running_lab
from browser.watching import Browser

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
MISSING = "needs Chromium on the PATH and the extra 'browser' (playwright and axe-core)"


@pytest.fixture(scope="session")
def executable():
    """Path of an installed Chromium; every test that asks for a page is skipped without one."""
    for package in ("playwright", "axe_playwright_python"):
        pytest.importorskip(package, reason=MISSING)
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    return found or pytest.skip(MISSING)


@pytest.fixture(scope="module")
def browser(executable):
    """A browser for one module: Playwright's event loop must have ended before notebooks are run by pytest."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, Browser(playwright, executable) as opened:
        yield opened


@pytest.fixture(scope="session")
def lab(executable, tmp_path_factory):
    """A JupyterLab on copies of notebooks and data, with settings of its own."""
    root = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(".*", "reports"))
    with running_lab(root, tmp_path_factory.mktemp("jupyter")) as started:
        yield started


@pytest.fixture(scope="session")
def sample_report(executable, tmp_path_factory):
    """Folder of the report on the sample, made as the README says."""
    out = tmp_path_factory.mktemp("report")
    command = [sys.executable, "-m", "toolkit", "report", str(ROOT / "data/sample"), "--out", str(out)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return out
