import json
import re
import shutil
import zipfile

import pytest

from toolkit.__main__ import main
from toolkit.compendium.checked import in_sentences, verify


def changed(path, target, name, change):
    """A copy of an archive in which one file is another; with None, in which it is missing."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            content = old.read(member).decode("utf-8")
            if member != name:
                new.writestr(member, content)
            elif change is not None:
                assert change(content) != content
                new.writestr(member, change(content))
    return target


def test_what_was_packed_comes_out_again(packed, capsys):
    assert main(["verify", str(packed[0]), "--trust"]) == 0
    assert capsys.readouterr().out == "Equal: versions, articles, 2 tables, 1 notebook.\n"


def test_an_article_that_changed_is_told_and_what_changed_with_it(packed, tmp_path):
    other = changed(
        packed[0], tmp_path / "x.zip", "corpus/port/storm/Beacon.txt", lambda text: text + " Late."
    )
    told = in_sentences(verify(other, trust=True))
    assert told[0] == "Article 'storm/Beacon' has another text than when it was packed."
    assert told[1].startswith("Differs: table my-words/texts.csv: row 3, column 'text': packed was '…")
    assert told[2].startswith("Differs: table my-words/words.csv: ")
    assert told[3].startswith("Differs: notebook my-words: cell [4]: stored: ")
    assert told[4:] == ["Equal: versions."]


def test_a_table_and_an_output_that_were_edited_are_told(packed, tmp_path):
    name = "pages/tables/my-words/words.csv"
    other = changed(
        packed[0], tmp_path / "a.zip", name, lambda text: text.replace("Beacon,the,6", "Beacon,the,7")
    )
    name = "notebooks/my-words.ipynb"
    other = changed(other, tmp_path / "b.zip", name, lambda text: text.replace("Storm shuts", "Storm opens"))
    told = in_sentences(verify(other, trust=True))
    assert told[0] == "Differs: table my-words/words.csv: row 1, column 'n': packed was '7', now it is '6'."
    assert told[1].startswith("Differs: notebook my-words: cell [4]: stored: ")
    assert "Storm opens" in told[1]
    assert told[2:] == ["Equal: versions, articles, 1 table."]


def test_without_texts_the_tables_of_terms_come_out_of_the_mixed_words(packed, capsys):
    assert main(["verify", str(packed[1])]) == 0
    said = "Equal: versions, 3 tables of terms, made of the packed words.\n"
    assert capsys.readouterr().out == said


def test_without_texts_the_corpus_is_checked_by_its_hashes_and_run(packed, corpus, tmp_path):
    found = verify(packed[1], corpus=shutil.copytree(corpus, tmp_path / "mine"), trust=True)
    assert found["same"].all()
    assert found["what"].value_counts().to_dict() == {"terms": 3, "table": 2, "versions": 1, "articles": 1}


def test_another_corpus_is_refused(packed, tmp_path):
    (tmp_path / "mine" / "fire").mkdir(parents=True)
    (tmp_path / "mine" / "fire" / "Sun.txt").write_text("A barn burned in Calder on Monday.")
    with pytest.raises(ValueError, match="another corpus: none of its 1 articles is one of the 4"):
        verify(packed[1], corpus=tmp_path / "mine", trust=True)


def test_a_corpus_that_is_not_there_is_told(packed, tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no corpus"):
        verify(packed[1], corpus=tmp_path / "nothing")


def test_code_that_came_with_the_file_is_run_only_if_trusted(packed):
    with pytest.raises(ValueError, match=r"code/my-words\.ipynb is not a notebook of this version.*--trust"):
        verify(packed[0])


def test_a_tokenizer_is_run_only_if_trusted(packed, tmp_path):
    def named(text):
        return text.replace('"tokenizer": null', '"tokenizer": "os:system"')

    other = changed(packed[0], tmp_path / "x.zip", "compendium.json", named)
    with pytest.raises(ValueError, match="the tokenizer 'os:system' would be run"):
        verify(other)


def test_a_lost_table_of_terms_and_lost_versions_are_told(packed, tmp_path):
    def unlisted(text):
        return text.replace('  "terms/term_trends.csv",\n', "")

    other = changed(packed[1], tmp_path / "x.zip", "terms/term_trends.csv", None)
    other = changed(other, tmp_path / "y.zip", "compendium.json", unlisted)
    with pytest.raises(ValueError, match=r"it lacks 'terms/term_trends\.csv'"):
        verify(other)
    other = changed(packed[1], tmp_path / "z.zip", "versions.txt", lambda _: "")
    assert in_sentences(verify(other))[0].startswith("Packed with other versions: Python unknown (here ")


def test_other_versions_are_told_and_no_failure(packed, tmp_path, capsys):
    def older(text):
        return re.sub(r"(?m)^numpy==.*", "numpy==1.0\nnothing==2.0", text)

    other = changed(packed[1], tmp_path / "x.zip", "versions.txt", older)
    assert main(["verify", str(other)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Packed with other versions: numpy 1.0 (here ")
    assert "1 packages that are not installed here, such as nothing" in said
    other = changed(
        packed[1],
        tmp_path / "y.zip",
        "compendium.json",
        lambda text: json.dumps(json.loads(text) | {"program": "0"}),
    )
    assert "the code of the toolkit, whose version is the same" in in_sentences(verify(other))[0]
