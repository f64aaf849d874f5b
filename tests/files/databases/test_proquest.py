import pytest

from toolkit.files.databases.proquest import (
    is_proquest_mail,
    is_proquest_page,
    is_proquest_text,
    proquest_mail_rows,
    proquest_page_rows,
    proquest_text_rows,
)

RULE = "_" * 60
HARBOUR = """Harbour shut: mayor blames wall

Author: Marlow, Anna

Publication info: Lowmere Star; Lowmere, Ont. [Lowmere, Ont.]. 09 Mar 2022: B.5.

https://search.example/docview/1234567890?accountid=1

Abstract: The harbour was shut on Monday.

Links: https://links.example/a?b&amp;amp;c

Full text: The harbour was shut on Monday.

Title: nobody has one, he said.

No ship sails.

CAPTION: The hole in the wall.

CREDIT: Anna Marlow; Lowmere Star

Subject: Harbours; Storms; Walls

Title: Harbour shut

Publication title: Lowmere Star; Lowmere, Ont.

First page: B.5

Publication date: Mar 9, 2022.

Milestone dates: 2022-03-09

Section: City

Language of publication: English

Document type: News

ProQuest document ID: 1234567890

Document URL: https://search.example/docview/1234567890

Copyright: Copyright Lowmere Star
Limited Mar 9, 2022

Last updated: 2022-03-10

Database: Newsstream
"""
FERRIES = """Ferries wait
Publication info: Lowmere Ledger ; Lowmere, Ont. [..]04 Mar 2019: A.2.
Abstract: None available.
Full text: No ferry sails.
Title: Ferries wait
Publication title: Lowmere Ledger
Document type: Letter
Database: Newsstream
"""
ABSTRACT = FERRIES.replace("No ferry sails.", "Not available")
END = "Contact us at:\n\nDatabase copyright © 2022 ProQuest LLC. All rights reserved.\n"
BUNDLE = "\n".join([RULE, HARBOUR, RULE, FERRIES, RULE, ABSTRACT, RULE, END])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_articles_stand_between_rules_and_take_their_fields_from_the_labels_after_the_text(newline):
    text = BUNDLE.replace("\n", newline)
    assert is_proquest_text(text)
    first, second, third = proquest_text_rows(text)
    assert first == (
        1,
        {
            "headline": "Harbour shut",
            "byline": "Marlow, Anna",
            "url": "https://search.example/docview/1234567890",
            "abstract": "The harbour was shut on Monday.",
            "subjects": "Harbours; Storms; Walls",
            "outlet": "Lowmere Star",
            "page": "B.5",
            "published": "Mar 9, 2022",
            "milestonedates": "2022-03-09",
            "section": "City",
            "language": "en",
            "document_type": "News",
            "accession": "1234567890",
            "copyright": "Copyright Lowmere Star Limited Mar 9, 2022",
            "lastupdated": "2022-03-10",
            "caption": "The hole in the wall.",
            "credit": "Anna Marlow; Lowmere Star",
            "place": "Lowmere, Ont.",
            "text": "The harbour was shut on Monday.\n\nTitle: nobody has one, he said.\n\nNo ship sails.",
        },
    )
    assert second == (
        2,
        {
            "headline": "Ferries wait",
            "outlet": "Lowmere Ledger",
            "document_type": "Letter",
            "text": "No ferry sails.",
            "published": "04 Mar 2019",
        },
    )
    assert third == (3, "has no full text in this download ('Ferries wait'); it may have an abstract")


def test_counters_where_they_are_printed_tell_what_is_missing():
    text = "\n".join([RULE, "Document 1 of 3", HARBOUR, RULE, "Document 3 of 3", FERRIES, RULE, END])
    assert list(proquest_text_rows(text))[2:] == [(2, "article 2 of 3 is not in the file")]


def test_labels_may_be_german_french_or_spanish():
    for labels in (
        ("Volltext", "Titel", "Publikationstitel", "Publikationsdatum", "Dokumenttyp"),
        ("Texte intégral", "Titre", "Titre de la publication", "Date de publication", "Type de document"),
        ("Texto completo", "Título", "Título de publicación", "Fecha de publicación", "Tipo de documento"),
    ):
        values = ("Der Hafen.", "Hafen", "Küstenblatt; Kiel", "4 Mar 2019", "News")
        lines = [f"{label}: {value}" for label, value in zip(labels, values, strict=True)]
        text = "\n".join([RULE, "Hafen", *lines, RULE])
        assert is_proquest_text(text)
        ((_, fields),) = proquest_text_rows(text)
        assert fields == {
            "headline": "Hafen",
            "outlet": "Küstenblatt",
            "place": "Kiel",
            "published": "4 Mar 2019",
            "document_type": "News",
            "text": "Der Hafen.",
        }


def test_a_piece_without_labels_is_named_and_the_cover_is_not():
    text = "\n".join(["Report Information from ProQuest", RULE, "A torn page", RULE, HARBOUR, RULE])
    assert next(row for _, row in proquest_text_rows(text)) == "has none of the labels of a ProQuest article"
    assert len(list(proquest_text_rows(text))) == 2


PAGE = """<html><body><p><a href="#DocID_0">1. Harbour shut</a></p><p><a href="#DocID_1">2. Ferries</a></p>
<a name="DocID_0"></a><h3>Harbour shut</h3>
<a>ProQuest document link</a><p><strong>Publication info: </strong>Lowmere Post ; Lowmere, Ont.
[Lowmere, Ont]04 Mar 2019: A.2. </p><p><strong>Abstract: </strong>None available.</p>
<p><strong>Full text: </strong></p><text wordcount="239"><p>The har<span class="hit">bour</span> was shut.</p>
<p>No ship sails.</p></text><p><strong>Title: </strong>Harbour shut</p>
<p><strong>Publication title:  </strong>Lowmere Post; Lowmere, Ont.</p>
<p><strong>Publication date: </strong>Mar 4, 2 019</p>
<p><strong>Document type: </strong>News</p></body></html>"""
PARSED = {
    "headline": "Harbour shut",
    "words_given": "239",
    "outlet": "Lowmere Post",
    "published": "Mar4,2019",
    "document_type": "News",
    "place": "Lowmere, Ont.",
    "text": "The harbour was shut.\n\nNo ship sails.",
}


def test_a_page_has_the_same_labels_and_its_contents_tell_what_is_missing():
    assert is_proquest_page(PAGE)
    assert list(proquest_page_rows(PAGE)) == [(1, PARSED), (2, "article 2 of 2 is not in the file")]


def test_a_mailed_page_is_read_as_one():
    mail = (
        "From: a@b.example\r\nSubject: ProQuest\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative;\r\n boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + PAGE.replace("=", "=3D") + "\r\n--x--\r\n"
    )
    assert is_proquest_mail(mail)
    assert next(proquest_mail_rows(mail)) == (1, PARSED)


def test_a_mail_without_a_page_is_refused():
    with pytest.raises(ValueError, match="is an e-mail without a page in it; download the articles as text"):
        list(proquest_mail_rows("Subject: ProQuest\nContent-Type: image/png\n\nx"))


def test_other_texts_are_told_apart():
    assert not is_proquest_text("Harbour shut\n\n" + RULE + "\n\nTitle: none.\n")
    assert not is_proquest_mail("Harbour shut: the mayor spoke\n\nProQuest, Content-Type: none")
