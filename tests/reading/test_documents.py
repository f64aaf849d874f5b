import io
import zipfile

import pytest
from helpers import refusals, write

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.reading import documents

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(body, before=""):
    xml = f"{before}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return packed(**{"word/document.xml": xml, "word/header1.xml": "<w:p>Page 1</w:p>"})


def paragraph(*runs):
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def text(said):
    return f'<w:t xml:space="preserve">{said}</w:t>'


def test_a_word_document_is_an_article_by_paragraphs(tmp_path):
    body = (
        paragraph(text("Harbour "), text("shut")) + "<w:p/>" + paragraph(text("No"), "<w:tab/>", text("ship"))
    )
    write(tmp_path, {"a.docx": word(body + paragraph(text("A"), "<w:br/>", text("B")))})
    assert load_corpus(tmp_path)["text"].to_dict() == {"a": "Harbour shut\n\nNo\tship\n\nA\nB"}


def test_a_document_without_text_or_that_is_damaged_is_refused(tmp_path):
    write(tmp_path, {"a.docx": word("<w:p/>"), "b.docx": word("<w:p>"), "c.docx": word("")[:60]})
    reasons = refusals(scan_corpus(tmp_path))
    assert reasons["a.docx"] == "is a document without text"
    assert reasons["b.docx"] == "is a damaged Word document; open and save it anew"
    assert reasons["c.docx"].startswith("is a packed file of no kind known here")


def test_entities_are_neither_multiplied_nor_fetched(tmp_path):
    (tmp_path / "secret").write_text("secret")
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    many = word(paragraph(text("&e8;")), f'<!DOCTYPE w [<!ENTITY e0 "{"a" * 10}">{lines}]>')
    outside = word(
        paragraph(text("&x;"), text("seen")), f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    )
    write(tmp_path, {"many.docx": many, "outside.docx": outside})
    table = scan_corpus(tmp_path).set_index("path")
    assert table.loc["many.docx", "status"] == "refused"
    assert load_corpus(tmp_path / "outside.docx")["text"].tolist() == ["seen"]


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_TEXT", 10)
    with pytest.raises(ValueError, match="is larger unpacked than a document should be"):
        documents.paragraphs_of(word(paragraph(text("a" * 100))))


def test_an_office_file_that_unpacks_to_far_too_much_is_not_opened(tmp_path):
    write(tmp_path, {"a.docx": packed(**{"word/document.xml": "a" * 30_000_000}), "b.txt": "Storm"})
    (reason,) = refusals(scan_corpus(tmp_path)).values()
    assert reason.startswith(
        "is a packed file of no kind known here, or unpacks to too much; save it as .docx"
    )
