"""What several tests share: the sample corpus with all its marks, worked out once, and what was planted."""

import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

import toolkit as tk

# A machine that is busy with something else must not fail a property.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def sample():
    """Tables of the sample: articles, segments, attributions, tokens (with voice), passages; read only."""
    articles = tk.load_corpus(SAMPLE)
    segments = tk.segment(articles)
    attributions = tk.attribute(articles, segments)
    tokens = tk.mark_voice(tk.tokenize(articles, segments), attributions)
    tables = {"articles": articles, "segments": segments, "attributions": attributions, "tokens": tokens}
    return SimpleNamespace(**tables, passages=tk.find_reuse(tokens, articles))


@pytest.fixture(scope="session")
def planted():
    """What was planted in the sample: `data/sample/truth.toml` as it stands."""
    return tomllib.loads((SAMPLE / "truth.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Folder of the documentation, built once, as CONTRIBUTING.md says; a warning fails it."""
    for package in ("sphinx", "myst_nb", "furo"):
        pytest.importorskip(package, reason="needs the extra 'docs' (sphinx, myst-nb, furo)")
    out = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-b",
        "html",
        "-d",
        out / "trees",
        "docs",
        out / "html",
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return out / "html"


@pytest.fixture(autouse=True)
def _figures_are_closed():
    """Figures that a test opened, so that those of many tests do not pile up."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
