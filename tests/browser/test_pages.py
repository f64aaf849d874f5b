from collections import namedtuple

import pytest
from browser.watching import audit, measure, picture, printed, unfold

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1200, 390)]
CONTRAST = (("light", 1200), ("dark", 390))  # once in each scheme and at each width; it is most of the time
Visit = namedtuple("Visit", "name scheme width axe measured console requests")


@pytest.fixture(scope="module")
def visits(browser, sample_report):
    """Every page of the report on the sample in light and dark, wide and on a phone, with all folds open."""
    made = []
    for path in sorted(sample_report.glob("*.html")):
        for scheme, width in LOOKS:
            with browser.page(width=width, scheme=scheme) as watch:
                watch.page.goto(path.as_uri())
                picture(watch.page, f"{path.stem}-{scheme}-{width}")
                if (scheme, width) == LOOKS[0]:
                    printed(watch.page, path.stem)
                unfold(watch.page)
                found = audit(watch.page, contrast=(scheme, width) in CONTRAST), measure(watch.page)
                made.append(Visit(path.name, scheme, width, *found, watch.console, watch.requests))
    return made


def faults(visits, of):
    """One line a page and fault."""
    return [f"{v.name} {v.scheme} {v.width}: {fault}" for v in visits for fault in of(v)]


def test_axe_finds_nothing(visits):
    found = faults(visits, lambda visit: visit.axe)
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways(visits):
    found = faults(visits, lambda visit: visit.measured["wide"])
    assert not found, "\n".join(found)


def test_no_type_is_smaller_than_12_pixels(visits):
    found = faults(visits, lambda visit: visit.measured["small"])
    assert not found, "\n".join(found)


def test_no_text_is_cut_off(visits):
    found = faults(visits, lambda visit: visit.measured["cut"])
    assert not found, "\n".join(found)


def test_texts_of_a_figure_stand_inside_it_and_apart(visits):
    found = faults(visits, lambda visit: visit.measured["figures"])
    assert not found, "\n".join(found)


def test_pages_ask_for_nothing_but_files(visits):
    asked = faults(visits, lambda v: [url for url in v.requests if not url.startswith(("file:", "data:"))])
    assert not asked, "\n".join(asked)


def test_nothing_is_printed_to_the_console(visits):
    found = faults(visits, lambda visit: visit.console)
    assert not found, "\n".join(found)


def test_every_page_weighs_less_than_500_kilobytes(sample_report):
    weights = {path.name: path.stat().st_size for path in sample_report.glob("*.html")}
    assert {name: size for name, size in weights.items() if size >= 500_000} == {}
