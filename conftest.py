"""What the tests of all rooms need."""

import os
from pathlib import Path

import matplotlib
import pytest

from toolkit.notebooks.runs import ENVIRONMENT

# Where the package was installed before it had a plugin; else pytest has loaded it already.
pytest_plugins = ["toolkit.notebooks.stored"]
os.environ.update(ENVIRONMENT)  # processes that a test starts behave like a notebook's
matplotlib.use("agg")  # the tests need no window


@pytest.fixture
def shared():
    """Folder of the labelled corpora that are not part of the project; the test is skipped without it."""
    folder = Path(__file__).parents[1] / "shared"
    if not folder.is_dir():
        pytest.skip("needs the labelled corpora in ../shared, which are not part of the project")
    return folder
