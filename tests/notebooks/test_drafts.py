import nbformat
import pytest

from toolkit.notebooks.drafts import new
from toolkit.notebooks.runs import parameters_of


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


def test_a_draft_has_its_name_as_title_the_corpus_by_its_way_from_there_and_no_results(tmp_path, corpus):
    (tmp_path / "mine").mkdir()
    path = new(tmp_path / "mine" / "who-is_heard.ipynb", corpus=corpus)
    book = nbformat.read(path, as_version=4)
    assert book.cells[0].source == "# Who is heard?"
    assert {"corpus", "options", "cache", "tables"} == parameters_of(path)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code[0].source.startswith("corpus = '../texts'\n")
    assert not [cell for cell in code if cell.outputs or cell.execution_count]


def test_a_notebook_that_is_there_is_kept(tmp_path, corpus):
    path = tmp_path / "mine.ipynb"
    path.write_text("my work")
    with pytest.raises(FileExistsError, match=r"mine\.ipynb' is there already; choose another name"):
        new(path, corpus=corpus)
    assert path.read_text() == "my work"


def test_a_name_that_is_none_of_a_notebook_is_refused(tmp_path, corpus):
    with pytest.raises(ValueError, match=r"mine\.py' is no name of a notebook"):
        new(tmp_path / "mine.py", corpus=corpus)


def test_a_corpus_and_a_folder_must_be_there(tmp_path, corpus):
    with pytest.raises(FileNotFoundError, match="no corpus"):
        new(tmp_path / "mine.ipynb", corpus=tmp_path / "nothing")
    with pytest.raises(FileNotFoundError, match="no folder"):
        new(tmp_path / "nowhere" / "mine.ipynb", corpus=corpus)
