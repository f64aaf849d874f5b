import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.files.databases.nexis_uni import is_nexis_uni, nexis_uni_rows

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECTION = "<w:pPr><w:sectPr/></w:pPr>"


def word(*paragraphs):
    """A Word file of paragraphs; a line break in one begins with it, a "\f" ends a section."""
    made = []
    for text in paragraphs:
        runs = "<w:br/>".join(
            f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in text.strip("\f").split("\n")
        )
        made.append(f"<w:p>{SECTION if text.endswith(chr(12)) else ''}{runs}</w:p>")
    xml = f'<w:document xmlns:w="{SPACE}"><w:body>{"".join(made)}<w:sectPr/></w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        archive.writestr("word/header1.xml", xml.replace("Harbour", "Header"))
    return file.getvalue()


COVER = (
    "", "User Name: A Reader", "Date and Time: Friday, 5. July 2019 09:31:00 CEST", "Job Number: 00000001",
    "Documents (3)", "1. Harbour shut; Mayor blames the wall", "Search Terms: harbour",
    "2. Ferries wait", "3. Hafen bleibt zu", "Content Type", "Narrowed by", "\f",
)  # fmt: skip
HARBOUR = (
    "Harbour shut; Mayor blames the wall", "Lowmere Beacon(London)", "July 1, 2019 Monday 9:20 AM GMT", "",
    "\nCopyright 2019 Lowmere Press Ltd All Rights Reserved", "\n", "Section:\xa0POLITICS; Version:28",
    "Length:\xa01,355 words", "Byline:\xa0Anna Marlow", "Highlight:\xa0No ship sails.", "Body", "", "",
    "The harbour was shut on Monday.", "", "LENGTH: nobody knows. Notes were taken.",
    "Classification", "", "", "Language:\xa0ENGLISH", "Publication-Type:\xa0Newspaper",
    "Subject:\xa0STORMS (90%)",
    "", "Load-Date:\xa0July 5, 2019", "\n", "\nEnd of Document\f",
)  # fmt: skip
HAFEN = (
    "Hafen bleibt zu", "Küstenblatt", "1. Juli 2019 Montag", "Erstausgabe", "Rubrik:\xa0POLITIK",
    "Länge:\xa0306 Wörter", "Haupttext", "Der Hafen bleibt zu.", "Graphic", "Das Loch in der Mauer.", "Notes",
    "Siehe S. 4", "Ende des Dokuments",
)  # fmt: skip


def test_articles_are_found_behind_a_cover_and_the_one_that_is_not_there_is_named():
    data = word(*COVER, *HARBOUR, *HAFEN)
    assert is_nexis_uni(data)
    first, second, missing = nexis_uni_rows(data)
    assert first == (
        1,
        {
            "headline": "Harbour shut",
            "deck": "Mayor blames the wall",
            "highlight": "No ship sails.",
            "outlet": "Lowmere Beacon (London)",
            "published": "July 1, 2019 Monday 9:20 AM GMT",
            "copyright": "Copyright 2019 Lowmere Press Ltd All Rights Reserved",
            "section": "POLITICS; Version:28",
            "words_given": "1355",
            "byline": "Anna Marlow",
            "text": "The harbour was shut on Monday.\n\nLENGTH: nobody knows. Notes were taken.",
            "language": "en",
            "document_type": "Newspaper",
            "subjects": "STORMS (90%)",
            "load_date": "July 5, 2019",
        },
    )
    assert second == (
        2,
        {
            "headline": "Hafen bleibt zu",
            "outlet": "Küstenblatt",
            "published": "1. Juli 2019 Montag",
            "edition": "Erstausgabe",
            "section": "POLITIK",
            "words_given": "306",
            "text": "Der Hafen bleibt zu.",
            "graphic": "Das Loch in der Mauer.",
            "notes": "Siehe S. 4",
        },
    )
    assert missing == (2, "article 2 of 3 ('Ferries wait') is not in the file")


def test_the_first_article_may_lack_its_outlet_and_be_numbered_itself():
    cover = [
        "Documents (2)",
        "1. 1. FC Lowmere wins",
        "Search Terms: football",
        "2. Ferries wait",
        "Narrowed by",
    ]
    first = [
        "1. FC Lowmere wins",
        "July 1, 2019 Monday",
        "Length: 3 words",
        "Body",
        "They won.",
        "End of Document",
    ]
    (_, fields), missing = nexis_uni_rows(word(*cover, *first))
    assert (fields["headline"], fields.get("outlet")) == ("1. FC Lowmere wins", None)
    assert missing == (2, "article 2 of 2 ('Ferries wait') is not in the file")


def test_one_article_a_file_needs_no_cover():
    ((number, fields),) = nexis_uni_rows(word(*HARBOUR))
    assert (number, fields["outlet"], fields["words_given"]) == (1, "Lowmere Beacon (London)", "1355")


def test_an_article_without_length_outlet_date_or_marks_is_still_one():
    bare = ("Ferries wait", "2 July 2019", "Byline: Jonas Roe", "No ferry sails.", "End of Document")
    undated = (
        "Ferries wait",
        "Lowmere Ledger",
        "Length: 3 words",
        "Body",
        "No ferry sails.",
        "Einde van document",
    )
    (_, first), (_, second) = nexis_uni_rows(word(*bare, *undated))
    assert first == {
        "headline": "Ferries wait",
        "published": "2 July 2019",
        "byline": "Jonas Roe",
        "text": "No ferry sails.",
    }
    assert second == {
        "headline": "Ferries wait",
        "outlet": "Lowmere Ledger",
        "words_given": "3",
        "text": "No ferry sails.",
    }


def test_a_count_without_a_list_still_tells_how_many_are_missing():
    assert list(nexis_uni_rows(word("Documents (3)", "\f", *HARBOUR)))[1:] == [
        (3, "2 of 3 articles are not in the file")
    ]


def test_an_error_message_in_place_of_an_article_is_refused():
    ((_, said),) = nexis_uni_rows(
        word("We are sorry but there is an error in this document.", "End of Document")
    )
    assert said == "is an error message of the database in place of the article; download it again"


def test_other_files_are_told_apart():
    assert not is_nexis_uni(b"{\\rtf1 End of Document}")
    assert not is_nexis_uni(b"PK but no zip")
    assert not is_nexis_uni(word("Minutes of a meeting", "Nobody came."))


def test_files_of_one_article_are_read_within_a_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        archive.writestr("Harbour shut.DOCX", word(*HARBOUR))
        archive.writestr("Hafen bleibt zu.DOCX", word(*HAFEN))
    articles = load_corpus(tmp_path / "download.zip")
    assert articles["outlet"].tolist() == ["Küstenblatt", "Lowmere Beacon (London)"]
    assert articles["published"].astype(str).tolist() == [
        "2019-07-01 00:00:00+00:00",
        "2019-07-01 09:20:00+00:00",
    ]
    assert articles["published_precision"].tolist() == ["day", "time"]
    assert articles["text"].iloc[0] == "Hafen bleibt zu\n\nDer Hafen bleibt zu."


def test_loading_tells_what_the_cover_names_and_the_file_does_not_hold(tmp_path):
    (tmp_path / "nexis.docx").write_bytes(word(*COVER, *HARBOUR, *HAFEN))
    with pytest.warns(
        UserWarning, match=r"nexis.docx:2 article 2 of 3 \('Ferries wait'\) is not in the file"
    ):
        assert len(load_corpus(tmp_path)) == 2
    assert scan_corpus(tmp_path)["articles"].tolist() == [2, 0]
