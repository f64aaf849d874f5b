import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.__main__ import main
from toolkit.report.pages import render
from toolkit.shipped import shipped_path

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> costs $5m to $9m"
CELLS = [
    new_markdown_cell("# Who says what?"),
    new_code_cell('corpus = "nowhere"', metadata={"tags": ["parameters"]}),
    new_code_cell("import toolkit as tk"),
    new_code_cell('articles = tk.load_corpus(corpus)\ntk.show_text(f"{len(articles)} articles")'),
    new_markdown_cell("Only true of the sample.", metadata={"tags": ["sample"]}),
    new_markdown_cell("## The texts"),
    new_code_cell('tk.show_table(articles[["headline", "outlet"]], "Headlines.")'),
    new_code_cell('articles["outlet"]'),
    new_code_cell("print(articles['headline'].iloc[0])"),
    new_code_cell(
        'kinds = tk.load_corpus(corpus).pivot_table(index="outlet", columns="event", aggfunc="size")'
    ),
    new_code_cell('tk.show_figure(tk.plot_shares(kinds), "Shares <b>of</b> events")'),
    new_code_cell('raise ValueError("this corpus has one outlet")'),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "one.txt").write_text(f"{EVIL}\n\nA ferry sank on Friday, police said in the evening.", "utf-8")
    rows = {"filename": ["one.txt"], "outlet": ["Beacon"], "event": ["ferry"], "headline": [EVIL]}
    pd.DataFrame(rows).to_csv(folder / "metadata.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "01-question.ipynb"
    nbformat.write(new_notebook(cells=CELLS), path)
    return path


@pytest.fixture(scope="module")
def rendered(corpus, notebook, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    problems = render(corpus, out, notebooks=[notebook])
    return problems, (out / "01-question.html").read_text("utf-8"), (out / "index.html").read_text("utf-8")


def test_every_result_is_in_the_report(rendered):
    _, page, _ = rendered
    assert "1 articles" in page
    assert "<caption>Headlines. 1 row.</caption>" in page
    assert page.count("<figure>") == 1
    assert page.count('<div class="output">') == 6  # one a cell that gave something


def test_nothing_from_an_article_can_run_or_call_out(rendered):
    _, page, index = rendered
    for text in (page, index):
        assert "<script" not in text
        assert "<img src=x" not in text
        assert "default-src 'none'" in text
        assert 'src="http' not in text
        assert 'rel="stylesheet"' not in text
    assert "&lt;script&gt;" in page


def test_a_figure_has_its_caption_as_text_alternative(rendered):
    assert 'alt="Shares &lt;b&gt;of&lt;/b&gt; events"' in rendered[1]


def test_an_error_becomes_a_sentence_and_is_reported(rendered):
    problems, page, _ = rendered
    assert problems == ["01-question: ValueError: this corpus has one outlet"]
    assert "This step gave no result: this corpus has one outlet" in page


def test_parameters_and_readings_of_the_sample_are_left_out(rendered):
    _, page, _ = rendered
    assert "nowhere" not in page
    assert "Only true of the sample" not in page


def test_the_report_has_contents_code_to_fold_out_methods_and_an_index(rendered):
    _, page, index = rendered
    assert '<a href="#The-texts">The texts</a>' in page
    assert page.count('<details class="code">') == 8
    assert "Articles: 1; outlets: 1; events: 1; no dates known." in page
    assert '<a href="01-question.html">' in index


def test_no_folder_of_this_machine_is_named(rendered, corpus):
    assert str(corpus.parent) not in rendered[1]


def test_saved_outputs_can_be_rendered_without_running(corpus, notebook, tmp_path, capsys):
    arguments = ["report", str(corpus), "--out", str(tmp_path), "--notebook", str(notebook), "--no-run"]
    assert main(arguments) == 0
    assert "Headlines." not in (tmp_path / "01-question.html").read_text("utf-8").split("<summary>")[0]
    assert "index.html" in capsys.readouterr().out


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Pages about a folder and made of a notebook whose names could be read as something else."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "<script>x").mkdir()
    (folder / "<script>x" / "a.txt").write_text("A ferry sank on Friday, police said in the evening.")
    book = folder / '01-a "b) <script>.ipynb'
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Who <b>says</b> it?"), *CELLS[1:4]]), book)
    render(folder / "<script>x", folder / "out", notebooks=[book], run=False)
    return [(folder / "out" / name).read_text("utf-8") for name in (f"{book.stem}.html", "index.html")]


def test_names_of_corpus_and_notebook_cannot_run_and_a_title_is_text(odd):
    for page in odd:
        assert "<script" not in page
        assert "<dd>&lt;script&gt;x. Articles: 1;" in page
    assert "<title>Who &lt;b&gt;says&lt;/b&gt; it?</title>" in odd[0]


def test_links_lead_to_notebooks_of_any_name(odd):
    for page in odd:
        assert 'href="01-a%20%22b%29%20%3Cscript%3E.html"' in page


def test_of_two_notebooks_with_one_name_neither_is_written_over(corpus, notebook, tmp_path):
    for name in ("other/01-question.ipynb", "index.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(notebook.read_bytes())
    for names in ([notebook, tmp_path / "other" / "01-question.ipynb"], [tmp_path / "index.ipynb"]):
        with pytest.raises(ValueError, match="notebooks need different names, and none of them index"):
            render(corpus, tmp_path / "out", notebooks=names)


@pytest.mark.parametrize("out", ["file", "file/below/it"])
def test_a_file_where_the_reports_should_go_is_told_before_anything_is_read(tmp_path, notebook, out):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError, match=r"file' is a file; name a folder for the reports"):
        render(tmp_path / "no corpus", tmp_path / out, notebooks=[notebook])


def test_readings_of_the_sample_are_kept_in_reports_on_it(notebook, tmp_path):
    render(shipped_path("data/sample"), tmp_path, notebooks=[notebook], run=False)
    assert "Only true of the sample" in (tmp_path / "01-question.html").read_text("utf-8")


def test_a_missing_notebook_is_named(corpus, tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no notebook"):
        render(corpus, tmp_path, notebooks=[tmp_path / "none.ipynb"])
