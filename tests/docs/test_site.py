"""The documentation as it is built: nothing is lost, nothing is fetched, every link leads somewhere."""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest

import toolkit

ROOT = Path(__file__).parents[2]
MISSING = [name for name in ("sphinx", "myst_nb", "furo") if find_spec(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs the extra 'docs': {', '.join(MISSING)} missing")
FETCHED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src"}


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the site by its path, parsed."""
    return {path: lxml.html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def entries(pages):
    """Everything that a page of the reference can be opened at."""
    reference = [page for path, page in pages.items() if path.parent.name == "reference"]
    return {place for page in reference for place in page.xpath("//@id")}


def test_nothing_is_fetched_from_the_network(site, pages):
    asked = {
        (path.name, element.get(name))
        for path, page in pages.items()
        for tag, name in FETCHED.items()
        for element in page.iter(tag)
        if urlsplit(element.get(name) or "").netloc
    }
    assert asked == set()
    for path in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text("utf-8")), path


def test_links_inside_the_site_lead_to_a_page_and_a_place_on_it(site, pages):
    places = {path: set(page.xpath("//@id")) | set(page.xpath("//a/@name")) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for link in page.xpath("//a/@href"):
            file, place = urldefrag(link)
            if urlsplit(link).scheme or urlsplit(link).netloc:
                continue
            target = (path.parent / unquote(file)).resolve() if file else path
            found = target.exists() and (
                not place or target not in places or unquote(place) in places[target]
            )
            broken += [] if found else [(str(path.relative_to(site)), link)]
    assert broken == []


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_public_name_has_an_entry_on_a_page_of_reference(entries, name):
    assert {f"toolkit.{name}", f"module-toolkit.{name}"} & entries


def test_every_page_of_docs_and_every_notebook_is_in_the_site(site):
    sources = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    sources += [path.relative_to(ROOT) for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert len(sources) > 20
    assert [path for path in sources if not (site / path.with_suffix(".html")).exists()] == []


def test_a_notebook_shows_both_drawings_and_tables_and_no_cell_that_reports_remove(site):
    page = lxml.html.parse(site / "notebooks" / "02-term-frequency.html").getroot()
    wide, narrow = (
        page.xpath(f"//div[@class='drawing {width}']/*[@role='img']") for width in ("wide", "narrow")
    )
    assert len(wide) == len(narrow) == 6
    assert page.xpath("//div[@class='scroll']//table[contains(@class, 'toolkit')]")
    assert "if tables:" not in page.text_content()


def test_what_the_build_gathers_is_not_kept_by_git():
    kept = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True)
    made = ("docs/notebooks/", "docs/reference/", "docs/_build/", "docs/codebook.md")
    assert [path for path in kept.stdout.split() if path.startswith(made)] == []


def test_a_page_that_was_gathered_and_is_no_more_goes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs")
    gathered = pytest.importorskip("gathered")
    gathered.keep(tmp_path / "pages", {"old.md": "a", "same.md": "b"})
    before = (tmp_path / "pages" / "same.md").stat().st_mtime_ns
    gathered.keep(tmp_path / "pages", {"same.md": "b", "new.md": "c"})
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["new.md", "same.md"]
    assert (tmp_path / "pages" / "same.md").stat().st_mtime_ns == before
