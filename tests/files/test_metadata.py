import pytest
from helpers import refusals, write

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.files.metadata import layout_pattern, matched

STORM = "Harbour shut\n\nNo ship sails."


@pytest.mark.parametrize(
    "written",
    ["x/a.txt", "x\\a.txt", "x/a", "X/A.TXT", "./x/a.txt", "a.txt", "A", "C:\\corpus\\x\\a.txt", "/m/x/a"],
)
def test_a_row_names_its_file_with_or_without_care(tmp_path, written):
    write(
        tmp_path,
        {
            "x/a.txt": STORM,
            "y/b.txt": STORM,
            "metadata.csv": f"filename,outlet\n{written},Beacon\ny/b.txt,Ledger\n",
        },
    )
    assert load_corpus(tmp_path)["outlet"].tolist() == ["Beacon", "Ledger"]


@pytest.mark.parametrize(
    ("rows", "files"),
    [
        (["a.txt"], ["x/a.txt", "y/a.txt"]),  # of two files
        (["z/a.txt"], ["x/a.txt"]),  # of another folder
        (["a.txt", "A.txt"], ["a.TXT"]),  # two rows
        (["ba.txt"], ["a.txt"]),
    ],
)
def test_a_row_that_could_mean_another_file_describes_none(rows, files):
    assert matched({name: (n, {}) for n, name in enumerate(rows, 1)}, files) == {}


def test_a_file_written_exactly_so_comes_first():
    rows = {"a.txt": (1, {}), "A.txt": (2, {})}
    assert matched(rows, ["A.txt", "a.txt"]) == {"a.txt": "a.txt", "A.txt": "A.txt"}


def test_a_table_that_names_the_files_and_is_not_called_metadata_is_told(tmp_path):
    write(tmp_path, {"a.txt": STORM, "about.csv": "filename,outlet\na.txt,Beacon\n"})
    with pytest.warns(
        UserWarning, match=r"about\.csv is a table beside files of articles; .* give it as metadata="
    ):
        load_corpus(tmp_path)
    assert load_corpus(tmp_path, metadata=tmp_path / "about.csv")["outlet"].tolist() == ["Beacon"]
    assert refusals(scan_corpus(tmp_path, metadata=tmp_path / "about.csv")) == {}


def test_metadata_without_rows_or_that_are_a_folder_say_so(tmp_path):
    write(tmp_path, {"a.txt": STORM, "metadata.csv": "filename,outlet\n"})
    assert refusals(scan_corpus(tmp_path)) == {"metadata.csv": "has no rows"}
    with pytest.raises(ValueError, match=r"metadata '.*' is a folder; give the path of a table"):
        load_corpus(tmp_path, metadata=tmp_path)


def test_a_layout_may_end_in_any_suffix():
    assert layout_pattern("{outlet}/{slug}.html").fullmatch("Beacon/fog").groupdict() == {
        "outlet": "Beacon", "slug": "fog",
    }  # fmt: skip


def test_metadata_win_over_what_a_page_says_whatever_they_call_it(tmp_path):
    body = "<p>Thick fog lay over the quay.</p>" * 9
    page = f"<html><title>Fog | Sun</title><meta name='author' content='X'><body>{body}"
    names = "filename,publisher,title,author,content,subject,article"
    table = f"{names}\na.html,Beacon,Fog at last,,two words,weather,7\n"
    write(tmp_path, {"a.html": page, "metadata.csv": table})
    row = load_corpus(tmp_path).loc["a"]
    assert (row.outlet, row.headline, row.byline) == ("Beacon", "Fog at last", "X")
    assert (row.content, row.subject, row.article) == ("two words", "weather", "7")
    assert row.text.startswith("Fog at last\n\nThick fog")
