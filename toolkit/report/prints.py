"""Prints: pages as PDF, by a browser that is installed."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"),
)
_SECONDS = 120
# A print knows its pages by where they were printed, a folder of this machine that will be gone.
_ELSEWHERE = re.compile(r"""\shref=(?:"(?!#)[^"]*"|'(?!#)[^']*')""")


def require_browser() -> str:
    """The browser that prints; raise where none is installed."""
    if found := next(filter(None, map(shutil.which, _BROWSERS)), None):
        return found
    raise FileNotFoundError(
        "--pdf needs Chromium or Chrome, and none is found on PATH; install one, or print from a browser."
    )


def print_pages(pages: Mapping[str, str], browser: str) -> dict[str, bytes]:
    """Each page as PDF, by the name of its file; links to other pages and tables are left out."""
    prints = {}
    with TemporaryDirectory() as beside:
        for name, page in tqdm(pages.items(), desc="print"):
            source, printed = Path(beside, "page.html"), Path(beside, "page.pdf")
            source.write_text(_ELSEWHERE.sub("", page), "utf-8")
            printed.unlink(missing_ok=True)
            root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            profile = f"--user-data-dir={Path(beside, 'profile')}"
            command = [browser, *_QUIET, *root, profile, f"--print-to-pdf={printed}", source.as_uri()]
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            if not printed.is_file():
                raise OSError(
                    f"{name} could not be printed by {Path(browser).name}; its page is left as it was."
                )
            prints[name.removesuffix(".html") + ".pdf"] = printed.read_bytes()
    return prints
