import base64

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from toolkit.report.outputs import for_page
from toolkit.report.tables import Known
from toolkit.show.outlets import looks_of

KNOWN = Known(looks_of(["Beacon"]))
SVG = (
    '<?xml version="1.0"?><svg viewBox="0 0 9 9" width="9" role="img"><script>x</script><g width="3"/></svg>'
)
TABLE = (
    "<table class='toolkit x'><caption>Words. 1 row.</caption><thead><tr><th scope='col'>n</th></tr></thead>"
    "<tbody><tr><td class='number'>3</td></tr></tbody></table>"
)


def shown(data, metadata=None, **options):
    """HTML that a page has of one output."""
    output = new_output("display_data", data, metadata=metadata or {})
    book = new_notebook(cells=[new_code_cell(outputs=[output])])
    page, _ = for_page(book, KNOWN, **options)
    assert book.cells[0].outputs == [output]  # which the first page shows, too
    return [output.data.get("text/html") for output in page.cells[0].outputs]


def test_a_figure_stands_in_the_page_wide_and_narrow_with_its_title():
    data = {"image/svg+xml": SVG, "application/vnd.toolkit.narrow": SVG.replace("9 9", "5 9")}
    said = {"image/svg+xml": {"alt": "A & B", "title": "<b>Found</b>", "sub": "Drawn"}}
    (page,) = shown(data, said)
    assert page.startswith(
        '<figure><figcaption><b>&lt;b&gt;Found&lt;/b&gt;</b><span class="sub">Drawn</span></figcaption>'
        '<div class="wide"><svg role="img" aria-label="A &amp; B" viewBox="0 0 9 9">'
    )
    assert '<div class="narrow"><svg role="img" aria-label="A &amp; B" viewBox="0 0 5 9">' in page
    assert '<g width="3"/>' in page
    assert "<?xml" not in page


def test_a_drawing_of_others_is_a_picture_in_which_nothing_runs():
    (page,) = shown({"image/svg+xml": SVG})
    encoded = base64.b64encode(SVG.encode()).decode()
    assert f'<img src="data:image/svg+xml;base64,{encoded}" alt="Figure without a description.">' in page
    assert "<script" not in page


def test_the_title_that_a_notebook_shows_above_a_figure_is_not_said_twice():
    assert shown({"text/html": "<p>Found</p>"}, {"text/html": {"figure": True}}) == []


def test_what_the_head_of_the_page_says_is_not_said_again():
    data = {"text/html": "<p>vote. Articles: 3.</p>", "text/plain": "vote. Articles: 3."}
    assert shown(data, said="Articles: 3.") == []
    assert shown(data) == [data["text/html"]]


def test_tables_are_those_of_a_reader_in_a_frame_of_their_own():
    (page,) = shown({"text/html": TABLE})
    assert page.startswith(
        '<div class="scroll" tabindex="0" role="group" aria-label="table"><table class=\'stack\'>'
    )
    (page,) = shown({"text/html": "<table class='dataframe'><td>1</td></table>"})
    assert page.startswith('<div class="scroll"')
    assert "<table class='dataframe'>" in page


def test_methods_and_names_of_columns_are_told_once():
    book = new_notebook()
    long = TABLE.replace("Words.", f"Words of all: {'method ' * 30}end.")
    outputs = [new_output("display_data", {"text/html": long}) for _ in range(2)]
    book.cells.append(new_code_cell(outputs=outputs))
    _, told = for_page(book, KNOWN)
    assert [method[:12] for method in told.methods] == ["Words of all"]
    assert told.words == {"times": "n"}


@pytest.mark.parametrize(("most", "said"), [(None, "one two three four"), (3, "one two three …")])
def test_quotations_are_cut_where_that_is_asked_for(most, said):
    (page,) = shown({"text/html": "<p class='quote'>one two three four</p>"}, most=most)
    assert said in page
