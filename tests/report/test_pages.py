import re
import zipfile

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.__main__ import main
from toolkit.report import files, pages, prints
from toolkit.report.pages import render
from toolkit.shipped import shipped_path
from toolkit.study.prepared import prepare

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> costs $5m to $9m"
CELLS = [
    new_markdown_cell("# Who says what?"),
    new_code_cell('corpus = "nowhere"', metadata={"tags": ["parameters"]}),
    new_code_cell("import toolkit as tk"),
    new_code_cell('articles = tk.load_corpus(corpus)\ntk.show_text(f"{len(articles)} articles")'),
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
    assert "<caption>Headlines.</caption>" in page
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
    assert 'aria-label="Shares &lt;b&gt;of&lt;/b&gt; events"' in rendered[1]


def test_an_error_becomes_a_sentence_and_is_reported(rendered):
    problems, page, _ = rendered
    assert problems == ["01-question: ValueError: this corpus has one outlet"]
    assert "This step gave no result: this corpus has one outlet" in page


def test_the_cell_of_parameters_is_left_out(rendered):
    assert "nowhere" not in rendered[1]


def test_the_report_has_contents_one_switch_for_its_code_methods_and_an_index(rendered):
    _, page, index = rendered
    assert '<a href="#The-texts">The texts</a>' in page
    assert page.count('<pre class="code">') == 8
    assert page.count('type="checkbox"') == 1
    assert "checkbox" not in index  # where no code is, no switch is
    assert "Articles: 1; outlets: 1; events: 1; no dates known." in page
    assert "<p class=&#x27;reading&#x27;>" not in index
    assert "One outlet, Beacon: its words, names and sources can be counted, but compared with" in index
    assert '<a href="01-question.html">' in index


def test_no_folder_of_this_machine_is_named(rendered, corpus):
    assert str(corpus.parent) not in rendered[1]


def test_saved_outputs_can_be_rendered_without_running(corpus, notebook, tmp_path, capsys):
    arguments = ["report", str(corpus), "--out", str(tmp_path), "--notebook", str(notebook), "--no-run"]
    assert main(arguments) == 0
    assert "<caption>" not in (tmp_path / "01-question.html").read_text("utf-8")
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
        assert '<p class="kicker">Corpus &lt;script&gt;x</p>' in page
    assert "<title>Who &lt;b&gt;says&lt;/b&gt; it?: Corpus &lt;script&gt;x, 1 article</title>" in odd[0]


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


def test_the_sample_is_called_so(notebook, tmp_path):
    render(shipped_path("data/sample"), tmp_path, notebooks=[notebook], run=False)
    assert '<p class="kicker">Sample corpus</p>' in (tmp_path / "01-question.html").read_text("utf-8")


def test_a_missing_notebook_is_named(corpus, tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no notebook"):
        render(corpus, tmp_path, notebooks=[tmp_path / "none.ipynb"])


STORM = "Harbour shut by storm\n\nThe storm tore the harbour wall of Lowmere, and the ferry stays in harbour."
PAGES = {"a.txt": STORM, "b.txt": f"{STORM} No sailor was hurt by the storm."}
READING = [
    new_markdown_cell("# Who says what?"),
    new_code_cell(
        'corpus = "nowhere"\noptions = {}\nword = "none"\nn = 1', metadata={"tags": ["parameters"]}
    ),
    new_code_cell("import toolkit as tk\nimport warnings"),
    new_code_cell(
        "articles = tk.load_corpus(corpus, **options)\n"
        "print(articles[['event', 'outlet']].to_csv(index=False), word, n + 1)"
    ),
    new_code_cell("warnings.warn(f'{corpus} is small')\nraise ValueError(f'{corpus}/a.txt is short')"),
]


@pytest.fixture
def small(tmp_path):
    """A folder of two texts without metadata, and a notebook that reads it with `options`."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    nbformat.write(new_notebook(cells=READING), tmp_path / "reading.ipynb")
    return folder, tmp_path / "reading.ipynb"


def pages_of(out):
    return [(out / name).read_text("utf-8") for name in ("index.html", "reading.html")]


def test_events_and_outlets_that_are_missing_are_proposed_on_every_page_and_can_be_given_back(
    small, tmp_path
):
    corpus, notebook = small
    with pytest.warns(UserWarning, match="^No outlet is named: .* Events are proposed: .* Correct that in"):
        render(corpus, tmp_path / "out", notebooks=[notebook])
    for page in pages_of(tmp_path / "out"):
        below = page.split("</h1>", 1)[1]
        assert below.startswith('<p class="refused" role="note">No outlet is named: each article stands for')
        assert "so the 2 articles were grouped by their words and days into 1." in below[:400]
    proposed = '"event-0001: harbour, storm, hurt"'
    assert f"{proposed},a\n{proposed},b\n" in pages_of(tmp_path / "out")[1]
    events = tmp_path / "out" / "events.csv"
    events.write_bytes(events.read_bytes().replace(b",b,", b",Ledger,").replace(b"event-0001: ", b"storm "))
    arguments = ["report", str(corpus), "--out", str(tmp_path / "out"), "--notebook", str(notebook)]
    assert main(arguments) == 2  # rather than write over it
    main([*arguments, "--events", str(events)])
    for page in pages_of(tmp_path / "out"):
        assert "proposed" not in page
    assert 'storm harbour, storm, hurt",Ledger\n' in pages_of(tmp_path / "out")[1]


def test_a_notebook_that_takes_no_options_runs_without_the_proposal_and_that_is_told(
    small, notebook, tmp_path
):
    with pytest.warns(UserWarning, match="Events are proposed"):
        problems = render(small[0], tmp_path / "out", notebooks=[notebook])
    assert (
        "01-question: ran without the proposed events; add a line `options = {}` to its cell" in problems[0]
    )
    with (
        pytest.warns(UserWarning, match="Events are proposed"),
        pytest.raises(ValueError, match=r"no cell tagged 'parameters' with a line `options = "),
    ):
        render(small[0], tmp_path / "other", notebooks=[notebook], layout="{outlet}")


def test_the_command_line_says_how_a_corpus_is_read(small, tmp_path, capsys):
    corpus, notebook = small
    arguments = ["report", str(corpus), "--out", str(tmp_path / "out"), "--notebook", str(notebook)]
    options = ["--layout", "{outlet}", "--param", "word=storm", "--param", "n=41"]
    assert main([*arguments, *options]) == 1
    printed = pages_of(tmp_path / "out")[1]
    assert 'hurt",b\n storm 42' in printed
    said = capsys.readouterr()
    assert said.out.endswith("index.html\n")
    assert said.err.splitlines()[0].startswith("note: Events are proposed: none is named, so the 2 articles")
    assert main([*arguments, "--outlet", "desk"]) == 2
    assert "outlet column 'desk' is not known here; choose from" in capsys.readouterr().err
    assert main([*arguments, "--param", "storm"]) == 2
    assert capsys.readouterr().err.endswith("--param 'storm' must be NAME=VALUE, such as event=storm.\n")
    assert main([*arguments, "--param", "event=storm"]) == 2
    assert "parameter 'event' is not known here; choose from" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:No outlet is named")
def test_no_page_tells_where_on_this_machine_it_was_made(small, tmp_path):
    corpus, notebook = small
    render(corpus, tmp_path / "out", notebooks=[notebook])
    for page in pages_of(tmp_path / "out"):
        assert str(tmp_path) not in page
        assert "ipykernel" not in page
    page = pages_of(tmp_path / "out")[1]
    assert "<pre>UserWarning: pages is small\n</pre>" in page
    assert "This step gave no result: pages/a.txt is short" in page


def test_a_page_of_an_own_notebook_cannot_lead_elsewhere_by_itself(corpus, tmp_path):
    away = '<p>Text</p><META http-equiv="refresh" content="0;url=https://elsewhere.example">'
    cells = [new_markdown_cell(f"# Why?\n\n{away}"), CELLS[1], new_code_cell("x")]
    cells[2].outputs = [nbformat.v4.new_output("display_data", {"text/html": away})]
    nbformat.write(new_notebook(cells=cells), tmp_path / "own.ipynb")
    render(corpus, tmp_path / "out", notebooks=[tmp_path / "own.ipynb"], run=False)
    page = (tmp_path / "out" / "own.html").read_text("utf-8")
    assert page.partition("<main")[2].count("&lt;meta ") == 2
    assert "<meta" not in page.partition("<main")[2]
    assert page.count("<meta ") == 5


def test_a_report_that_cannot_be_written_leaves_the_old_one(corpus, notebook, tmp_path, monkeypatch, capsys):
    arguments = ["report", str(corpus), "--out", str(tmp_path), "--notebook", str(notebook), "--no-run"]
    assert main(arguments) == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Path, "write_bytes", full)
    capsys.readouterr()
    assert main(arguments) == 2
    assert (
        "index.html' could not be written (No space left on device); the old is kept.\n"
        in capsys.readouterr().err
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


PREPARING = [
    new_markdown_cell("# Who says what?"),
    new_code_cell('corpus = "nowhere"\noptions = {}\ncache = None', metadata={"tags": ["parameters"]}),
    new_code_cell("from pathlib import Path\n\nimport toolkit as tk"),
    new_code_cell(
        "before = len(list(Path(cache).glob('marks-*')))\n"
        "articles, *_ = tk.prepare(corpus, cache=cache, **options)\n"
        "print(before, *articles['event'].unique(), sep='; ')"
    ),
    new_code_cell("raise ValueError(f'{cache}/x is not there')"),
]


@pytest.fixture
def preparing(tmp_path):
    nbformat.write(new_notebook(cells=PREPARING), tmp_path / "preparing.ipynb")
    return tmp_path / "preparing.ipynb"


def test_a_corpus_is_prepared_once_for_all_notebooks_and_nothing_is_left_of_it(
    corpus, preparing, tmp_path, monkeypatch
):
    folders = []
    monkeypatch.setattr(
        pages, "prepare", lambda *a, cache, **o: folders.append(cache) or prepare(*a, cache=cache)
    )
    render(corpus, tmp_path / "out", notebooks=[preparing])
    page = (tmp_path / "out" / "preparing.html").read_text("utf-8")
    assert "1; ferry\n" in page
    assert len(folders) == 1
    assert not folders[0].parent.exists()
    assert str(folders[0]) not in page
    assert "This step gave no result: x is not there" in page


def test_a_cache_that_is_named_stays_for_the_next_report(corpus, preparing, tmp_path, capsys):
    arguments = ["report", str(corpus), "--out", str(tmp_path / "out"), "--notebook", str(preparing)]
    cache = tmp_path / "kept"
    for _ in range(2):
        assert main([*arguments, "--cache", str(cache)]) == 1
    assert len(list(cache.glob("marks-*"))) == 1
    assert str(cache) not in (tmp_path / "out" / "preparing.html").read_text("utf-8")
    capsys.readouterr()
    assert main([*arguments, "--cache", str(corpus / "kept")]) == 2
    assert "lies in the corpus, whose files it would join; name another." in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:No outlet is named")
def test_what_is_proposed_is_prepared(small, preparing, tmp_path):
    render(small[0], tmp_path / "out", notebooks=[preparing], cache=tmp_path / "kept")
    assert len(list((tmp_path / "kept").glob("marks-*"))) == 1
    assert "event-0001: harbour, storm, hurt" in (tmp_path / "out" / "preparing.html").read_text("utf-8")


def test_nothing_is_prepared_for_notebooks_that_do_not_ask(corpus, notebook, preparing, tmp_path):
    render(corpus, tmp_path / "out", notebooks=[notebook], cache=tmp_path / "kept")
    render(corpus, tmp_path / "out", notebooks=[preparing], run=False, cache=tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


LONG = " ".join(f"word{number}" for number in range(45))
NEWS = {
    "fire/Beacon.txt": f"Mill fire kills 12\n\nThe fire killed 12, police said. {LONG}. It burns.",
    "fire/Ledger.txt": f"Mill fire kills 14\n\nThe fire killed 14, police said. {LONG}. It is out.",
    "vote/Beacon.txt": "Council votes\n\nThe council voted to keep the old library open until May.",
    "vote/Ledger.txt": "A vote\n\nThe council voted to keep the old library open until May.",
}
CLOSE = [
    new_markdown_cell("# One event"),
    new_code_cell(
        'corpus = "nowhere"\noptions = {}\ncache = None\ntables = None\nevent = "none"',
        metadata={"tags": ["parameters"]},
    ),
    new_code_cell("import toolkit as tk\nfrom IPython.display import HTML"),
    new_code_cell(
        "articles, *_ = tk.prepare(corpus, cache=cache, **options)\n"
        "here = articles.loc[articles['event'] == event, ['outlet', 'text']].reset_index()\n"
        "tk.show_table(here, rows=1)\nprint(here['text'].iloc[0])"
    ),
    new_code_cell(
        "HTML(f\"<div class='pair'>{here['text'].iloc[0]}</div><p title='{here['text'][1]}'>Hover</p>\")"
    ),
    new_code_cell(
        "if tables:\n    tk.write_tables({'texts': here}, tables, spreadsheet=True)",
        metadata={"tags": ["remove"]},
    ),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """A report that reads two events closely, and what is left of it when it reads one in excerpts."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / "news" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "news" / name).write_text(text)
    nbformat.write(new_notebook(cells=CLOSE), folder / "06-event.ipynb")
    given = {"notebooks": [folder / "06-event.ipynb"], "layout": "{event}/{outlet}.txt"}
    return folder, given


def written(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def closely(news):
    folder, given = news
    render(folder / "news", folder / "out", **given, event_pages=2)
    return written(folder / "out")


def test_events_are_read_closely_on_pages_of_their_own(closely):
    fire, index = (closely[name].decode() for name in ("event-fire.html", "index.html"))
    assert "<title>fire: Corpus news: one event, 2 articles</title>" in fire
    assert '<h1 id="fire">fire' in fire
    assert '<p class="kicker">Corpus news: one event</p>' in fire
    for page in (fire, index):
        assert page.index(">fire</a>") < page.index(">vote</a>")  # the one with most to check first


def test_the_tables_of_a_page_stand_beside_it_and_are_linked(closely):
    assert sorted(name for name in closely if name.startswith("tables")) == [
        f"tables/event-{event}/{name}" for event in ("fire", "vote") for name in ("tables.xlsx", "texts.csv")
    ]
    page = closely["event-vote.html"].decode()
    assert 'href="tables/event-vote/texts.csv">texts.csv</a> (2 rows)' in page
    assert 'All 2 rows: <a href="tables/event-vote/texts.csv">' in page
    assert b"old library" in closely["tables/event-vote/texts.csv"]
    assert "write_tables" not in page


def test_a_report_in_excerpts_holds_no_longer_run_of_words_and_nothing_of_the_one_before(closely, news):
    folder, given = news
    render(folder / "news", folder / "out", **given, event="fire", excerpts=30)
    files = written(folder / "out")
    assert sorted(files) == [
        "event-fire.html", "index.html", "tables/event-fire/tables.xlsx", "tables/event-fire/texts.csv"
    ]  # fmt: skip
    page = files["event-fire.html"].decode()
    assert page.count("Left out here: this report quotes at most 30 words of an article at a time.") == 1
    assert "Of an article no more than 30 words in a row are quoted." in page
    with zipfile.ZipFile(folder / "out" / "tables" / "event-fire" / "tables.xlsx") as spreadsheet:
        files |= {name: spreadsheet.read(name) for name in spreadsheet.namelist()}
    for name in [name for name in files if not name.endswith("tables.xlsx")]:
        said = " ".join(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", files[name].decode())))
        tags = " ".join(re.findall(r"\w+", " ".join(re.findall(r"<[^>]*>", files[name].decode()))))
        for text in NEWS.values():
            words = re.findall(r"\w+", text)
            runs = [" ".join(words[start : start + 31]) for start in range(len(words) - 30)]
            assert not [run for run in runs if run in said or run in tags], name


def test_saved_outputs_of_the_notebook_of_one_event_are_a_page_too(news, tmp_path):
    folder, given = news
    render(folder / "news", tmp_path, **given, run=False)
    assert sorted(written(tmp_path)) == ["06-event.html", "index.html"]


def test_an_event_that_nobody_tells_is_named_with_those_that_are(news, tmp_path, capsys):
    folder, given = news
    with pytest.raises(ValueError, match=r"event 'flood' is not known here; choose from \['fire', 'vote'\]"):
        render(folder / "news", tmp_path, **given, event=["fire", "flood"])
    arguments = [
        "report",
        str(folder / "news"),
        "--notebook",
        str(given["notebooks"][0]),
        "--out",
        str(tmp_path),
    ]
    assert main([*arguments, "--layout", given["layout"], "--event", "flood", "--event", "fire"]) == 2
    assert "event 'flood' is not known here" in capsys.readouterr().err


def test_numbers_that_make_no_sense_are_refused_before_anything_is_read(news, tmp_path):
    _, given = news
    with pytest.raises(ValueError, match="event_pages must be 0 or more, not -1"):
        render(tmp_path / "none", tmp_path / "out", **given, event_pages=-1)
    with pytest.raises(ValueError, match="event names whose pages are made, and event_pages is 2; give one"):
        render(tmp_path / "none", tmp_path / "out", **given, event="fire", event_pages=2)
    with pytest.raises(ValueError, match="excerpts must be 1 word or more, not 0"):
        render(tmp_path / "none", tmp_path / "out", **given, excerpts=0)


def test_where_no_browser_prints_nothing_is_written(news, tmp_path, monkeypatch, capsys):
    folder, given = news
    monkeypatch.setattr(prints.shutil, "which", lambda name: None)
    arguments = ["report", str(folder / "news"), "--notebook", str(given["notebooks"][0]), "--no-run"]
    assert main([*arguments, "--out", str(tmp_path / "out"), "--pdf"]) == 2
    assert capsys.readouterr().err.endswith(
        "--pdf needs Chromium or Chrome, and none is found on PATH; install one, or print from a browser.\n"
    )
    assert not (tmp_path / "out").exists()


def test_pages_are_printed_beside_them(news, tmp_path, monkeypatch):
    folder, given = news
    monkeypatch.setattr(pages, "require_browser", lambda: "browser")
    monkeypatch.setattr(
        pages, "print_pages", lambda made, browser: {name.replace("html", "pdf"): b"%PDF" for name in made}
    )
    render(folder / "news", tmp_path, **given, run=False, pdf=True)
    assert sorted(written(tmp_path)) == ["06-event.html", "06-event.pdf", "index.html", "index.pdf"]


CHINESE = "港口将关闭到星期五。风暴摧毁了部分城墙。市长表示重建需要两年。"
COUNTING = [
    new_code_cell('corpus = "nowhere"\noptions = {}\ncache = None', metadata={"tags": ["parameters"]}),
    new_code_cell("import toolkit as tk"),
    new_code_cell(
        "articles, *_, tokens, _, _ = tk.prepare(corpus, cache=cache, **options)\n"
        "tk.show_text(f\"{len(tokens)} words, {tokens['term'].iloc[0]} first\")"
    ),
]


def test_words_are_those_of_the_tokenizer_which_notebooks_find_wherever_they_run(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "news" / "storm").mkdir(parents=True)
    for name in ("Beacon", "Ledger"):
        (tmp_path / "news" / "storm" / f"{name}.txt").write_text(CHINESE, "utf-8")
    (tmp_path / "words.py").write_text("cut = lambda text: list(filter(str.isalnum, text))", "utf-8")
    nbformat.write(new_notebook(cells=COUNTING), tmp_path / "counting.ipynb")
    monkeypatch.chdir(tmp_path)
    told = "2 of 2 articles have no blanks between words (the first is "
    foreign = (
        "2 of 2 articles are not in English (2 Chinese): their speakers, names, numbers and acts are not"
    )
    for given, counted, blanks in (
        ([], "6 words, 港口将关闭到星期五 first", True),
        (["--tokenizer", "words:cut"], "56 words, 港 first", False),
    ):
        arguments = ["report", "news", "--layout", "{event}/{outlet}.txt", "--notebook", "counting.ipynb"]
        assert main([*arguments, "--out", "out", "--cache", "kept", *given]) == 0
        page, first = (
            (tmp_path / "out" / f"{name}.html").read_text("utf-8") for name in ("counting", "index")
        )
        assert counted in page
        assert [told in page, told in first] == [blanks, blanks]
        assert all(foreign in said for said in (page, first, capsys.readouterr().err))
        assert str(tmp_path) not in page
    assert main(["check", "news", "--layout", "{event}/{outlet}.txt", "--tokenizer", "words.py:cut"]) == 0
    assert capsys.readouterr().out.endswith(" --tokenizer words.py:cut\n")
    assert main(["check", "news"]) == 0
    assert "have no blanks between words" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("words:cut", ValueError, "tokenizer 'words:cut' cannot be loaded"),
        (str.split, TypeError, "tokenizer must be a name, since notebooks run apart, not"),
    ],
)
def test_a_tokenizer_that_notebooks_cannot_find_is_refused_before_anything_is_read(
    news, tmp_path, name, error, message
):
    with pytest.raises(error, match=message):
        render(tmp_path / "none", tmp_path / "out", **news[1], tokenizer=name)
