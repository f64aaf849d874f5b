import pytest
from browser.lab import errors_of, run_cells
from browser.watching import audit, picture

CELLS = [
    "import toolkit as tk",
    "articles, segments, attributions, tokens, passages, agencies = tk.prepare('data/sample')",
    "tables = {'segments': segments, 'passages': passages, 'attributions': attributions}",
    "tk.explore(tokens, articles, **tables, term='soldiers')",
]
THEME = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"


@pytest.fixture(scope="module")
def watch(browser, lab):
    """A notebook in Lab in which the sample is explored."""
    path = lab.write("explore.ipynb", CELLS)
    with browser.page(height=1200) as opened:
        lab.open(opened, path)
        assert errors_of(run_cells(opened.page)) == []
        opened.page.wait_for_selector(".tk-explore .hits li")
        yield opened
        lab.shut(opened)


@pytest.fixture
def explorer(watch):
    """The explorer with nothing narrowed, opened or kept, and the hits of "soldiers"."""
    root = watch.page.locator(".tk-explore")
    for choice in root.locator("form select").all():
        choice.select_option("")
    for close in root.get_by_role("button", name="close").all()[::-1]:
        close.click()
    search(root, "soldiers")
    for kept in root.locator(".hits input:checked").all():
        kept.uncheck()
    return root


def search(root, term):
    root.get_by_role("search").get_by_role("searchbox").fill(term)
    root.get_by_role("search").get_by_role("button", name="Search").click()
    said = f"term={term!r}"
    root.locator(".foot code", has_text=said).first.wait_for()


def test_a_search_shows_sentences_and_how_often_each_outlet_says_it(explorer):
    marked = explorer.locator(".hits mark").all_inner_texts()
    assert marked
    assert {text.lower() for text in marked} == {"soldiers"}
    assert explorer.locator(".counts tr").count() == 5  # heads and four outlets
    assert f"{len(marked)} places in" in explorer.locator(".status").inner_text()


def test_narrowing_to_an_outlet_leaves_its_sentences_and_stands_in_the_code(explorer):
    every = explorer.locator(".hits li").count()
    explorer.locator("select[name=outlet]").select_option("Daily Blaze")
    explorer.locator(".foot code", has_text="outlet='Daily Blaze'").first.wait_for()
    where = explorer.locator(".hits small").all_inner_texts()
    assert 0 < len(where) < every
    assert all("Daily Blaze" in text for text in where)


def test_arrows_enter_and_k_go_through_the_sentences(explorer):
    keys = explorer.page.keyboard
    explorer.locator(".hits .open").first.focus()
    keys.press("ArrowDown")
    second = explorer.locator(".hits .open").nth(1)
    assert second.evaluate("node => node === document.activeElement")
    keys.press("k")
    assert explorer.locator(".hits input").nth(1).is_checked()
    explorer.locator(".foot code").nth(1).wait_for()
    keys.press("Enter")
    explorer.locator(".reader section").wait_for()
    sentence = second.locator("mark").inner_text()
    assert explorer.locator(".reader .at").first.inner_text() == sentence
    keys.press("ArrowUp")
    assert explorer.locator(".hits .open").first.evaluate("node => node === document.activeElement")
    assert explorer.page.locator(".jp-Notebook.jp-mod-editMode, .jp-Notebook.jp-mod-commandMode").count() == 1
    assert explorer.page.locator(".jp-Cell").count() == len(CELLS)  # no key reached the notebook


def test_a_shared_passage_opens_the_other_outlet_beside_it(explorer):
    explorer.locator(".hits .open").first.click()
    explorer.locator(".reader section").wait_for()
    explorer.locator(".reader button:not([aria-label=close])").first.click()
    explorer.locator(".reader section").nth(1).wait_for()
    outlets = explorer.locator(".reader h4").all_inner_texts()
    assert len(set(outlets)) == 2
    picture(explorer.page, "explore")


def test_what_was_found_is_copied_as_code(explorer):
    explorer.locator(".foot").get_by_role("button", name="Copy").first.click()
    explorer.locator(".foot").get_by_role("button", name="Copied").wait_for()
    copied = explorer.page.evaluate("navigator.clipboard.readText()")
    assert copied == "tk.evidence(tokens, articles, term='soldiers')"


def test_nothing_found_and_nothing_asked_say_so(explorer):
    search(explorer, "zeppelin")
    assert explorer.locator(".status").inner_text().startswith("Nothing found")
    explorer.get_by_role("searchbox").fill("")
    explorer.get_by_role("button", name="Search").click()
    explorer.locator(".status", has_text="Type a word").wait_for()
    assert explorer.locator(".hits li").count() == 0


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_it_can_be_read_in_either_theme_and_on_a_phone(explorer, theme, width):
    page = explorer.page
    explorer.locator(".hits .open").first.click()
    explorer.locator(".reader section").wait_for()
    page.evaluate(THEME, theme)
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    page.set_viewport_size({"width": width, "height": 1200})
    try:
        page.wait_for_timeout(500)  # Lab lays itself out anew
        picture(page, f"explore-{theme}-{width}")
        assert audit(page, ".tk-explore") == []
        assert explorer.evaluate("root => root.scrollWidth - root.clientWidth") <= 0
    finally:
        page.evaluate(THEME, "JupyterLab Light")
        page.set_viewport_size({"width": 1200, "height": 1200})


def test_lab_printed_no_error(watch):
    assert watch.console == []
