import json
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from helpers import write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.__main__ import main
from toolkit.compendium.archives import read_archive
from toolkit.compendium.checked import verify
from toolkit.compendium.packs import gathered, pack
from toolkit.compendium.replaced import read_table, table_bytes
from toolkit.corpus.load import load_corpus
from toolkit.corpus.tokens import tokenize
from toolkit.terms.keywords import compare_outlets


def test_a_compendium_holds_what_others_need(packed):
    with zipfile.ZipFile(packed[0]) as archive:
        names = set(archive.namelist())
        about = json.loads(archive.read("compendium.json"))
        table = archive.read("articles.csv").decode("utf-8-sig").splitlines()
    assert names >= {
        "README.md", "codebook.csv", "versions.txt", "ro-crate-metadata.json", "code/my-words.ipynb",
        "notebooks/my-words.ipynb", "pages/index.html", "pages/my-words.html",
        "pages/tables/my-words/words.csv", "corpus/port/storm/Beacon.txt",
    }  # fmt: skip
    assert "corpus/port/.hidden" not in names
    assert set(about["files"]) == names
    assert about["settings"]["layout"] == "{event}/{outlet}.txt"
    assert about["seeds"]["keyness"] == 0
    assert table[0] == "article_id,outlet,event,published,published_precision,sha256"
    assert table[1].startswith("flood/Beacon,Beacon,flood,,unknown,")


def runs_left(path, corpus):
    """Members of an archive that say five words of an article in a row, in their text or in their name."""

    def runs(text):
        found = [word.casefold() for word in re.findall(r"[^\W_]+", text)]
        return {tuple(found[place : place + 5]) for place in range(len(found) - 4)}

    known = set().union(*(runs(file.read_text()) for file in corpus.glob("*/*.txt")))
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return [
        name
        for name, text in texts.items()
        for read in (
            name,
            text,
            " ".join(line.rpartition(",")[2] for line in text.splitlines()),
            re.sub("<[^>]*>", " ", text),
        )
        if runs(read) & known
    ]


def test_no_run_of_five_words_of_an_article_is_anywhere_without_texts(packed, corpus):
    assert runs_left(packed[1], corpus) == []
    assert not [name for name in read_archive(packed[1]).files if name.startswith(("corpus", "notebooks"))]


def test_names_and_what_stands_beside_a_notebook_leak_no_text(corpus, tmp_path):
    said = "Nobody was hurt, the harbour office said"
    study = shutil.copytree(corpus, tmp_path / said)
    rows = [
        f'{event}/{outlet},"{said} of {event}"'
        for event in ("storm", "flood")
        for outlet in ("Beacon", "Ledger")
    ]
    events = write(tmp_path, {"e.csv": "\n".join(["article_id,event", *rows])}) / "e.csv"
    cells = [
        new_code_cell(
            "corpus = ''\noptions = {}\ntables = None", metadata={"tags": ["parameters"], "said": said}
        ),
        new_markdown_cell("# Mine", attachments={"a.txt": {"text/plain": said}}),
        new_code_cell(
            "import toolkit as tk\narticles = tk.load_corpus(corpus, **options)\n"
            "tk.write_tables({'n': articles.value_counts(['event', 'outlet']).reset_index()}, tables)"
        ),
    ]
    nbformat.write(new_notebook(cells=cells, metadata={"authors": [{"name": said}]}), tmp_path / "n.ipynb")
    settings = {"layout": "{event}/{outlet}.txt", "notebooks": [tmp_path / "n.ipynb"], "events": events}
    path = tmp_path / "a.zip"
    assert pack(study, path, texts=False, event=f"{said} of flood", **settings) == []
    assert runs_left(path, corpus) == []
    assert b"authors" not in read_archive(path).files["code/n.ipynb"]
    found = verify(path, corpus=study, trust=True)
    assert found["same"].all()
    assert "n/n.csv" in set(found["name"])


def test_a_table_whose_name_quotes_cannot_go_without_the_texts(corpus, tmp_path):
    cells = [
        new_code_cell("corpus = ''\noptions = {}\ntables = None", metadata={"tags": ["parameters"]}),
        new_code_cell("import toolkit as tk\narticles = tk.load_corpus(corpus, **options)"),
        new_code_cell("name = articles['text'].iloc[0][23:63].replace(' ', '-')"),
        new_code_cell("tk.write_tables({name: articles[['outlet']]}, tables)"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "n.ipynb")
    with pytest.raises(ValueError, match="quotes more than 4 words of an article in its name"):
        pack(
            corpus,
            tmp_path / "a.zip",
            texts=False,
            notebooks=[tmp_path / "n.ipynb"],
            layout="{event}/{outlet}",
        )


def test_a_tokenizer_that_quotes_cannot_go_without_the_texts(corpus, notebook, tmp_path):
    code = "def cut(text):\n    return text.split()  # nobody was hurt, the harbour office\n"
    file = write(tmp_path, {"words.py": code}) / "words.py"
    settings = {"notebooks": [notebook], "layout": "{event}/{outlet}", "tokenizer": f"{file}:cut"}
    with pytest.raises(ValueError, match=r"words\.py quotes more than 4 words of an article; shorten"):
        pack(corpus, tmp_path / "a.zip", texts=False, **settings)


def test_a_notebook_that_quotes_cannot_go_without_the_texts(corpus, notebook, tmp_path):
    quoting = nbformat.read(notebook, as_version=4)
    quoting.cells.append(new_code_cell("'nobody was hurt, the harbour office said'"))
    nbformat.write(quoting, tmp_path / "q.ipynb")
    with pytest.raises(ValueError, match=r"q\.ipynb quotes more than 4 words of an article in its cell 10"):
        pack(
            corpus,
            tmp_path / "a.zip",
            texts=False,
            notebooks=[tmp_path / "q.ipynb"],
            layout="{event}/{outlet}",
        )
    assert not (tmp_path / "a.zip").exists()


def test_paths_that_say_a_headline_are_numbered_and_proposed_events_are_packed(tmp_path):
    texts = ["The harbour of Lowmere was shut on Monday.", "The harbour of Lowmere was shut on Monday, too."]
    names = ["the-harbour-of-lowmere-was-shut.txt", "b.txt"]
    corpus = write(tmp_path / "c", dict(zip(names, texts, strict=True)))
    cells = [
        new_code_cell("corpus = ''\noptions = {}\ntables = None", metadata={"tags": ["parameters"]}),
        new_code_cell("import toolkit as tk; len(tk.load_corpus(corpus, **options))"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "n.ipynb")
    with pytest.warns(
        UserWarning, match=r"Events are proposed.*Correct that in events\.csv, which is packed"
    ):
        pack(corpus, tmp_path / "a.zip", texts=False, notebooks=[tmp_path / "n.ipynb"])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        table = archive.read("articles.csv").decode("utf-8-sig")
        assert "pages/events.csv" in archive.namelist()
    assert table.splitlines()[1].startswith("article-00001,")
    assert "lowmere-was" not in table


def test_events_and_outlets_that_quote_are_cut_and_none_is_lost(tmp_path):
    events = [
        "Storm closes the port of Arden",
        "Storm closes the port of Brack",
        "Support our reporting sign",
    ]
    outlets = ["Support our reporting sign up", "Support our reporting sign in", "Beacon", "Ledger"]
    said = "{} this morning, and {} today, it says. Ships stay in the {} of the sea, said {}."
    corpus = write(
        tmp_path / "c",
        {
            f"{event}/{outlet}.txt": said.format(event, outlet, outlet.split()[-1] * number, event)
            for event in events
            for number, outlet in enumerate(outlets, 1)
        },
    )
    cells = [
        new_code_cell("corpus = ''\noptions = {}\ntables = None", metadata={"tags": ["parameters"]}),
        new_code_cell(
            "import toolkit as tk\narticles = tk.load_corpus(corpus, **options)\n"
            "tk.write_tables({'n': articles.value_counts(['event', 'outlet']).reset_index()}, tables)"
        ),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "n.ipynb")
    path = tmp_path / "a.zip"
    settings = {"layout": "{event}/{outlet}.txt", "notebooks": [tmp_path / "n.ipynb"]}
    assert pack(corpus, path, texts=False, event=[events[0]], **settings) == []
    files = read_archive(path).files
    names = [name for name in files if name.startswith("pages/event-")]
    assert names == ["pages/event-storm-closes-the-port.html"]
    assert read_archive(path).about["settings"]["event"] == ["Storm closes the port …"]
    table = read_table(files["articles.csv"])
    assert set(table["event"]) == {"Storm closes the port …", "Storm closes the port … 2", events[2]}
    assert set(table["outlet"]) == {
        "Beacon",
        "Ledger",
        "Support our reporting sign …",
        "Support our reporting sign … 2",
    }
    articles = load_corpus(corpus, layout=settings["layout"])
    stored = read_table(files["terms/compare_outlets.csv"]).drop(columns="target")
    now = read_table(table_bytes(compare_outlets(tokenize(articles), articles))).drop(columns="target")
    pd.testing.assert_frame_equal(
        stored.sort_values(list(stored), ignore_index=True), now.sort_values(list(now), ignore_index=True)
    )
    assert verify(path, corpus=corpus, trust=True)["same"].all()


def test_a_corpus_that_is_not_there_is_one_sentence_and_exit_code_2(tmp_path, capsys):
    assert main(["pack", str(tmp_path / "nothing"), "--out", str(tmp_path / "a.zip")]) == 2
    assert "There is no corpus" in capsys.readouterr().err


def test_an_empty_corpus_is_said_to_hold_no_article(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=r"no article could be read from 'empty' \(found: no files\)"):
        pack(tmp_path / "empty", tmp_path / "a.zip")


def test_links_that_lead_out_are_not_gathered(tmp_path):
    folder = write(tmp_path / "c", {"a.txt": "a"})
    write(tmp_path, {"secret.txt": "s"})
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to(folder / "a.txt")
    (tmp_path / "copy").mkdir()
    copy = gathered(folder, tmp_path / "copy")
    assert sorted(path.name for path in copy.iterdir()) == ["a.txt", "in.txt"]
    file = gathered(folder / "a.txt", tmp_path / "copy")
    assert file.read_text() == "a"


def test_parameters_that_cannot_be_written_down_are_refused(corpus, tmp_path):
    with pytest.raises(ValueError, match="parameters must be texts, numbers and lists of them"):
        pack(corpus, tmp_path / "a.zip", parameters={"event": object()})


@pytest.fixture
def counting(tmp_path):
    cells = [
        new_code_cell("corpus = ''\noptions = {}\ncodebook_file = ''", metadata={"tags": ["parameters"]}),
        new_code_cell("print(codebook_file, len(open(codebook_file).read()))"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "count.ipynb")
    return {"notebooks": [tmp_path / "count.ipynb"], "layout": "{event}/{outlet}.txt"}


@pytest.mark.parametrize("absolute", [True, False])
def test_a_file_that_a_parameter_names_is_packed_and_found_again(corpus, counting, tmp_path, absolute):
    folder = write(tmp_path, {"codes.toml": "a = 1"})
    named = str(folder / "codes.toml") if absolute else "codes.toml"
    path = tmp_path / "a.zip"
    assert pack(corpus, path, parameters={"codebook_file": named}, **counting) == []
    (folder / "codes.toml").unlink()
    packed = read_archive(path)
    assert packed.files["settings/codes.toml"] == b"a = 1"
    assert packed.about["settings"]["parameters"] == {"codebook_file": "settings/codes.toml"}
    assert not [name for name, content in packed.files.items() if str(folder).encode() in content]
    assert verify(path, trust=True)["same"].all()


def test_a_file_that_a_parameter_names_is_looked_at_without_the_texts(corpus, counting, tmp_path):
    file = write(tmp_path, {"codes.toml": "# nobody was hurt, the harbour office"}) / "codes.toml"
    settings = counting | {"texts": False, "parameters": {"codebook_file": str(file)}}
    with pytest.raises(ValueError, match=r"codes\.toml quotes more than 4 words of an article; shorten"):
        pack(corpus, tmp_path / "a.zip", **settings)
    file.write_bytes(b"a = '\xff'")
    with pytest.raises(ValueError, match=r"codes\.toml is no text in UTF-8"):
        pack(corpus, tmp_path / "a.zip", **settings)


@pytest.mark.parametrize("value", ["/nowhere/codes.toml", ["/nowhere"]])
def test_another_place_that_a_parameter_names_is_refused(corpus, counting, tmp_path, value):
    with pytest.raises(ValueError, match=r"'codebook_file' names '/nowhere.*', which others do not have"):
        pack(corpus, tmp_path / "a.zip", parameters={"codebook_file": value}, **counting)


def test_the_words_are_read_as_the_documentation_says(packed, tmp_path, monkeypatch):
    with zipfile.ZipFile(packed[1]) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[2] / "docs" / "compendium.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1].replace("tk.keyness", "table = tk.keyness")
    made = {}
    exec(code, made)
    assert made["table"].set_index("term").loc["ferry", "n_target"] == 2
