import shutil
import subprocess

import pytest

from toolkit.report import prints
from toolkit.report.prints import print_pages, require_browser


def test_without_a_browser_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(prints.shutil, "which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="--pdf needs Chromium or Chrome, and none is found on PATH"):
        require_browser()


def test_a_page_that_is_not_printed_is_told(monkeypatch):
    monkeypatch.setattr(prints.subprocess, "run", lambda *_, **__: None)
    with pytest.raises(OSError, match=r"index\.html could not be printed by chromium"):
        print_pages({"index.html": "<p>"}, "/usr/bin/chromium")


def test_a_browser_that_hangs_is_told(monkeypatch):
    def hang(*_, **__):
        raise subprocess.TimeoutExpired("chromium", 1)

    monkeypatch.setattr(prints.subprocess, "run", hang)
    with pytest.raises(OSError, match=r"index\.html could not be printed"):
        print_pages({"index.html": "<p>"}, "chromium")


@pytest.mark.skipif(not any(map(shutil.which, prints._BROWSERS)), reason="needs an installed browser")
def test_a_page_is_printed_and_its_links_name_no_folder_of_this_machine():
    page = "<!DOCTYPE html><title>T</title><p id=a><a href='other.html'>Other</a> <a href='#a'>here</a></p>"
    made = print_pages({"index.html": page}, require_browser())
    assert list(made) == ["index.pdf"]
    assert made["index.pdf"].startswith(b"%PDF")
    assert b"file:" not in made["index.pdf"]
