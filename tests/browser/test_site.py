"""A page of each kind in the documentation, in light and dark, on a screen and on a phone."""

import pytest
from browser.watching import audit, measure, picture

# Each with the part that axe reads: the whole, or of the codebook, which is long, the table of one function.
PAGES = {
    "index": None,
    "tutorial": None,
    "how-to/word-and-excel": None,
    "notebooks/template": None,
    "methods": None,
    "codebook": "#agencies",
    "reference/coding": None,
}
LOOKS = (("light", 1200), ("dark", 390))
OF_AXE = ("blocked by CORS", "net::ERR_FAILED")  # it reads the style sheets of the page, which a file may not


@pytest.fixture(scope="module")
def visits(browser, site):
    """What was found on each page: faults of access, lines that are too wide, errors and requests."""
    made = []
    for name, part in PAGES.items():
        for scheme, width in LOOKS:
            with browser.page(width=width, scheme=scheme) as watch:
                watch.page.goto((site / f"{name}.html").as_uri())
                picture(watch.page, f"site-{name}-{scheme}-{width}")
                faults = [*audit(watch.page, part), *measure(watch.page)["wide"]]
                faults += [line for line in watch.console if not any(part in line for part in OF_AXE)]
                faults += [url for url in watch.requests if not url.startswith(("file:", "data:"))]
                made += [f"{name} {scheme} {width}: {fault}" for fault in faults]
    return made


def test_nobody_is_kept_out_and_nothing_is_asked_of_the_network(visits):
    assert not visits, "\n".join(visits)
