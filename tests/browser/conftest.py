"""A browser, a JupyterLab and rendered reports, for tests that look at pages as people do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser.hostile import write_codebook, write_corpus
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
    """A browser for one module: Playwright's event loop must have ended when pytest runs notebooks."""
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
    return rendered(ROOT / "data" / "sample", tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def hostile_report(executable, tmp_path_factory):
    """Folder of the report on a corpus with payloads in all its fields."""
    codebook = write_codebook(tmp_path_factory.mktemp("codebook") / "codebook.toml")
    corpus = write_corpus(tmp_path_factory.mktemp("hostile"))
    return rendered(corpus, tmp_path_factory.mktemp("out"), "--param", f"codebook_file={codebook}")


def rendered(corpus, out, *options):
    """The folder `out` with the report that the command line makes."""
    command = [sys.executable, "-m", "toolkit", "report", str(corpus), "--out", str(out), *options]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return out
