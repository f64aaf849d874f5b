import pytest
from browser.watching import audit, measure

PAGE = "<!DOCTYPE html><html lang=en><title>Planted</title><body><main><h1>Planted</h1>{}</main>"
LABEL = "<text y=40 x={x} font-size={size}>{words}</text>"


@pytest.fixture(scope="module")
def look(browser, tmp_path_factory):
    """What is measured, and what axe-core finds, in a page with some HTML in it."""
    path = tmp_path_factory.mktemp("planted") / "page.html"
    with browser.page(width=390) as watch:

        def at(body):
            path.write_text(PAGE.format(body), "utf-8")
            watch.page.goto(path.as_uri())
            return measure(watch.page) | {"axe": audit(watch.page), "console": watch.console}

        yield at


def figure(*labels):
    drawn = "".join(LABEL.format(x=x, size=size, words=words) for x, size, words in labels)
    return f"<svg role=img aria-label=Figure width=300 height=60 viewBox='0 0 300 60'>{drawn}</svg>"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("axe", "<p style='color:#aaa'>pale</p>"),
        ("axe", "<img src=data:,>"),
        ("axe", "<h4>too deep</h4>"),
        ("wide", "<div style='width:500px'>wide</div>"),
        ("small", "<p style='font-size:11px'>small</p>"),
        ("small", "<svg width=150 viewBox='0 0 300 60'><text y=40 font-size=14>half</text></svg>"),
        ("cut", "<p style='width:40px;overflow:hidden;white-space:nowrap'>a long sentence</p>"),
        ("figures", figure((10, 14, "Beacon"), (30, 14, "Ledger"))),
        ("figures", figure((280, 14, "Meridian"))),
    ],
)
def test_a_planted_fault_is_reported(look, kind, body):
    assert look(body)[kind]


@pytest.mark.parametrize(
    "body",
    ["<p>plain</p>", figure((10, 14, "Beacon"), (120, 12, "Ledger")), "<p style='overflow:hidden'>short</p>"],
)
def test_a_page_without_faults_is_left_alone(look, body):
    found = look(body)
    assert {kind: faults for kind, faults in found.items() if kind != "drawn" and faults} == {}
