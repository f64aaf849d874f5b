from pathlib import Path

import pytest
from helpers import write

from toolkit.corpus.load import load_corpus
from toolkit.files.databases.lexisnexis import (
    is_lexisnexis_page,
    is_lexisnexis_text,
    lexisnexis_page_rows,
    lexisnexis_text_rows,
)
from toolkit.reading.dates import parse_published

BUNDLE = (Path(__file__).parent / "fixtures" / "lexisnexis.txt").read_text("utf-8")


def columns(rows, *names):
    return [tuple(fields.get(name, "") for name in names) for _, fields in rows]


def centred(*lines):
    return "\n\n".join(f"{'':24}{line}" for line in lines) + "\n\n"


ONE = centred("1 of 1 DOCUMENT", "Lowmere Beacon", "March 3, 2019 Sunday") + "Ferries wait\n\n"


def test_a_day_that_its_month_does_not_have_is_no_outlet():
    text = ONE.replace("March 3, 2019 Sunday", "February 30, 2019 Sunday")
    assert columns(lexisnexis_text_rows(text), "outlet", "published") == [
        ("Lowmere Beacon", "February 30, 2019 Sunday")
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_article_is_found_with_its_outlet_date_and_labels_in_three_languages(newline):
    text = BUNDLE.replace("\n", newline)
    assert is_lexisnexis_text(text)
    rows = list(lexisnexis_text_rows(text))
    assert [number for number, _ in rows] == [1, 2, 3, 4, 5]  # one counter stands twice, none is missing
    names = "outlet published edition headline byline words_given language".split()
    assert columns(rows, *names) == [
        ("Lowmere Beacon (London)", "January 11, 2010 Monday", "FIRST EDITION",
         "Harbour shut after the storm of January 2, 2010", "Anna Marlow", "1355", "en"),
        ("Küstenblatt", "Mittwoch 31. August 2011", "", "Hafen bleibt zu", "Jonas Roe", "306", "de"),
        ("", "December 30, 2008 Tuesday 6:10 PM EST", "", "Wire report", "", "20", "en"),
        ("Le Phare", "29 décembre 2011", "", "Le port reste fermé", "", "359", "fr"),
        ("The Old Gazette", "December 19, 1991, Thursday", "City Edition", "Ships wait in vain",
         "", "", "en"),
    ]  # fmt: skip


def test_the_text_is_the_body_alone_unwrapped_and_nothing_else_is_lost():
    _, first = next(lexisnexis_text_rows(BUNDLE))
    assert first["text"].split("\n\n") == [
        "The harbour of Lowmere was shut on Monday after the storm tore a hole into the sea wall, and the"
        " council asked for help.",
        "THE VERDICT: Nobody knows when ships will sail again, said the mayor, who had seen 3 of 5"
        " DOCUMENTS on the wall.",
        'LANGUAGE: the council speaks of "damage", the fishermen of neglect.',
        "The last ferry left on Sunday.",
    ]
    assert first["deck"] == "Mayor blames the wall"
    assert first["graphic"] == "The hole in the wall. The mayor beside it."
    assert first["copyright"] == "Copyright 2010 Lowmere Press Ltd All Rights Reserved"
    assert first["load_date"] == "January 11, 2010"
    assert columns(lexisnexis_text_rows(BUNDLE), "correction")[3] == ("Correction Appended",)


def test_a_missing_article_is_named():
    one, two = (
        ONE.replace("1 of 1 DOCUMENT", f"{n} of 4 DOCUMENTS") + "LENGTH: 1 word\n\nNo.\n\n" for n in (1, 4)
    )
    assert list(lexisnexis_text_rows(one + two))[2:] == [
        (2, "article 2 of 4 is not in the file"),
        (3, "article 3 of 4 is not in the file"),
    ]
    wrong = ONE.replace("1 of 1 DOCUMENT", "1 of 40 DOCUMENTS") + "LENGTH: 1 word\n\nNo.\n"
    assert list(lexisnexis_text_rows(wrong))[1:] == [
        (2, "39 of 40 articles not in the file, the first is number 2")
    ]


def test_a_newswire_is_an_agency():
    text = (
        ONE.replace("Lowmere Beacon", "Harbour Wire")
        + "LENGTH: 3 words\n\nA ship.\n\nPUBLICATION-TYPE: Newswire\n"
    )
    assert columns(lexisnexis_text_rows(text), "agency") == [("Harbour Wire",)]


def test_older_files_have_labels_for_headline_and_body_and_the_copyright_first():
    text = centred("FOCUS - 1 of 1 DOCUMENT") + (
        "                  Copyright 2004 Lowmere Press Ltd\n                        All Rights Reserved\n"
        "                        Lowmere Beacon\n\n"
    )
    text += centred("March 3, 2004, Wednesday") + (
        "SECTION: Section A; Pg. 1\n\nLENGTH: 9 words\n\nHEADLINE: Ferries wait;\nWind drops\n\n"
        "BYLINE: By ANNA MARLOW\n\nDATELINE: LOWMERE\n\n"
        "BODY:\n   No ferry sailed on\nSunday.\n   None will.\n\n"
        "LOAD-DATE: March 3, 2004\n"
    )
    ((_, fields),) = lexisnexis_text_rows(text)
    assert fields == {
        "outlet": "Lowmere Beacon",
        "published": "March 3, 2004, Wednesday",
        "copyright": "Copyright 2004 Lowmere Press Ltd All Rights Reserved",
        "section": "Section A; Pg. 1",
        "words_given": "9",
        "headline": "Ferries wait",
        "deck": "Wind drops",
        "byline": "By ANNA MARLOW",
        "dateline": "LOWMERE",
        "load_date": "March 3, 2004",
        "text": "No ferry sailed on Sunday.\n\nNone will.",
    }


def test_what_stands_beside_the_outlet_is_not_it():
    beside = "Lowmere Beacon|Distributed by Harbour Wire|SHOW: MORNING 7:00 AM EST|Vol. 3 No. 4"
    text = ONE.replace("Lowmere Beacon", beside.replace("|", f"\n\n{'':20}"))
    text = text.replace("Ferries wait", "Correction Appended\n\nFerries wait") + "LENGTH: 1 word\n\nNo.\n"
    assert columns(lexisnexis_text_rows(text), "outlet", "headline", "correction") == [
        ("Lowmere Beacon", "Ferries wait", "Correction Appended")
    ]


def test_values_that_go_over_lines_of_a_page_stay_out_of_the_text():
    page = PAGE.format(articles=ARTICLE.format(n=1).replace("PORT SA", "PORT SA (94%)<BR>DIGUE SARL (91%)"))
    assert next(lexisnexis_page_rows(page))[1]["company"] == "PORT SA (94%) DIGUE SARL (91%)"


def test_a_date_in_a_language_that_is_not_known_is_still_no_headline():
    text = ONE.replace("March 3, 2019 Sunday", "3 maaliskuuta 2019") + "LENGTH: 1 word\n\nNo.\n"
    assert columns(lexisnexis_text_rows(text), "outlet", "published", "headline") == [
        ("Lowmere Beacon", "3 maaliskuuta 2019", "Ferries wait")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "1 van 1 DOCUMENTEN|28 april 2007 zaterdag|AUTEUR: Jo Roe|SECTIE: Nieuws; Blz. 3|LENGTE: 63 woorden"
        "|LAAD-DATUM: 28 april 2007|TAAL: DUTCH; NEDERLANDS",
        "Dokument 1 von 1|28. April 2007 Samstag|AUTOR: Jo Roe|RUBRIK: Nieuws; Blz. 3|LÄNGE: 63 Wörter"
        "|UPDATE: 28. April 2007|SPRACHE: DUTCH; NIEDERLÄNDISCH",
        "Document 1 de 1|28 avril 2007 samedi|AUTEUR: Jo Roe|RUBRIQUE: Nieuws; Blz. 3|LONGUEUR: 63 mots"
        "|DATE-CHARGEMENT: 28 avril 2007|LANGUE: DUTCH; NÉERLANDAIS",
        "1 de 1 DOCUMENTOS|28 de abril de 2007 sábado|AUTOR: Jo Roe|SECCIÓN: Nieuws; Blz. 3"
        "|LONGITUD: 63 palabras|FECHA-CARGA: 28 de abril de 2007|IDIOMA: DUTCH; NEERLANDÉS",
        "1 di 1 DOCUMENTI|28 aprile 2007 sabato|AUTORE: Jo Roe|SEZIONE: Nieuws; Blz. 3|LUNGHEZZA: 63 parole"
        "|DATA-CARICAMENTO: 28 aprile 2007|LINGUA: DUTCH; OLANDESE",
        "1 de 1 DOCUMENTOS|28 de abril de 2007 sábado|AUTOR: Jo Roe|SEÇÃO: Nieuws; Blz. 3"
        "|COMPRIMENTO: 63 palavras|DATA-CARREGAMENTO: 28 de abril de 2007|IDIOMA: DUTCH; HOLANDÊS",
    ],
)
def test_labels_are_known_in_seven_languages(lines):
    counter, day, byline, section, length, loaded, language = lines.split("|")
    text = centred(counter, "De Haven", day) + "\n\n".join(
        ["Kop", byline, section, length, "No.", loaded, language]
    )
    assert is_lexisnexis_text(text)
    ((_, fields),) = lexisnexis_text_rows(text)
    assert parse_published(fields.pop("published"))[0].isoformat() == "2007-04-28T00:00:00+00:00"
    assert parse_published(fields.pop("load_date"))[0].isoformat() == "2007-04-28T00:00:00+00:00"
    assert fields == {
        "outlet": "De Haven",
        "headline": "Kop",
        "byline": "Jo Roe",
        "section": "Nieuws; Blz. 3",
        "words_given": "63",
        "language": "nl",
        "text": "No.",
    }


@pytest.mark.parametrize("flat", [False, True])
def test_without_a_date_the_outlet_is_the_last_centred_line_or_the_first(flat):
    text = centred("1 of 1 DOCUMENT", "Lowmere Beacon") + "Ferries wait\n\nLENGTH: 1 word\n\nNo.\n"
    text = text.replace("  ", "") if flat else text
    assert columns(lexisnexis_text_rows(text), "outlet", "published", "headline", "text") == [
        ("Lowmere Beacon", "", "Ferries wait", "No.")
    ]


@pytest.mark.parametrize(("width", "between"), [(100, " "), (101, "\n")])
def test_lines_of_more_than_a_hundred_characters_are_paragraphs(width, between):
    text = ONE + f"LENGTH: 1 word\n\n{'x' * width}\n{'y' * 20}\n"
    assert columns(lexisnexis_text_rows(text), "text") == [("x" * width + between + "y" * 20,)]


def test_a_file_saved_again_without_its_blanks_is_read_too():
    flat = "\n".join(line.strip() for line in BUNDLE.split("\n"))
    assert is_lexisnexis_text(flat)
    names = ("outlet", "published", "edition", "headline", "text")
    assert columns(lexisnexis_text_rows(flat), *names) == columns(lexisnexis_text_rows(BUNDLE), *names)


def test_an_outlet_that_goes_over_two_lines_is_one():
    long = "The Evening Ledger of Lowmere and the Seven Towns along the Coast"
    text = ONE.replace("Lowmere Beacon", f"{long}\n{'':20}(Lowmere)") + "LENGTH: 1 word\n\nNo.\n"
    assert columns(lexisnexis_text_rows(text), "outlet") == [(f"{long} (Lowmere)",)]


def test_a_file_without_blank_lines_is_parted_all_the_same():
    lines = "\n".join(line for line in BUNDLE.split("\n") if line.strip())
    names = ("outlet", "published", "words_given")
    assert columns(lexisnexis_text_rows(lines), *names) == columns(lexisnexis_text_rows(BUNDLE), *names)


def test_one_article_needs_no_counter():
    text = "\n\n".join(
        ["Lowmere Beacon", "March 3, 2019 Sunday", "Ferries wait", "SECTION: NEWS", "LENGTH: 3 words", "No."]
    )
    assert is_lexisnexis_text(text)
    assert columns(lexisnexis_text_rows(text), "outlet", "published", "headline", "text") == [
        ("Lowmere Beacon", "March 3, 2019 Sunday", "Ferries wait", "No.")
    ]


def test_an_article_without_its_counter_is_parted_from_the_one_before():
    text = BUNDLE.replace("                               2 of 5 DOCUMENTS\n", "", 1)
    outlets = [("Lowmere Beacon (London)",), ("Küstenblatt",), ("",), ("Le Phare",), ("The Old Gazette",)]
    assert columns(lexisnexis_text_rows(text), "outlet") == outlets
    assert columns(lexisnexis_text_rows(text), "text") == columns(lexisnexis_text_rows(BUNDLE), "text")


def test_a_counter_that_an_article_quotes_parts_nothing():
    quoted = (
        ONE + "LENGTH: 9 words\n\nThe slip said:\n\n" + centred("7 of 9 DOCUMENTS") + "Nobody knows why.\n"
    )
    ((_, fields),) = lexisnexis_text_rows(quoted)
    assert fields["text"] == "The slip said:\n\n7 of 9 DOCUMENTS\n\nNobody knows why."


def test_an_export_that_repeats_the_last_word_of_every_field_is_mended():
    text = centred("1 of 1 DOCUMENT", "Lowmere Beacon Beacon", "March 3, 2019 Sunday Sunday")
    text += "Ferries wait wait\n\nBYLINE: Anna Marlow Marlow\n\nLENGTH: 3 words words\n\nNo ferry sails.\n"
    assert columns(lexisnexis_text_rows(text), "outlet", "published", "headline", "byline") == [
        ("Lowmere Beacon", "March 3, 2019 Sunday", "Ferries wait", "Anna Marlow")
    ]


def test_a_month_is_a_date_line_and_a_dated_headline_is_none():
    text = centred("1 of 1 DOCUMENT", "Lowmere Quarterly", "March 2019") + "January 2, 2019 and the wall\n\n"
    assert columns(
        lexisnexis_text_rows(text + "LENGTH: 3 words\n\nNo."), "outlet", "published", "headline"
    ) == [("Lowmere Quarterly", "March 2019", "January 2, 2019 and the wall")]


def test_an_error_message_in_place_of_an_article_is_refused():
    text = ONE + "We are sorry but there is an error in this document and it is not possible to display it.\n"
    assert list(lexisnexis_text_rows(text)) == [
        (1, "is an error message of the database in place of the article; download it again")
    ]


PAGE = """<HTML><HEAD><TITLE>Export</TITLE></HEAD><BODY><!-- LXNComment: x -->
{articles}</BODY></HTML>"""
ARTICLE = """<A NAME="DOC_ID_0_{n}"></A><!-- Hide XML section from browser
<DOC NUMBER={n}>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{n} of 3 DOCUMENTS</SPAN></P>
</DIV><BR><DIV CLASS="c0"><P CLASS="c1"><IMG SRC="logo.gif"></P></DIV>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Le Phare</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">3 mars</SPAN><SPAN CLASS="c2"> 2019 dimanche</SPAN></P>
<P CLASS="c1"><SPAN CLASS="c2">Du soir</SPAN></P></DIV>
<BR><DIV CLASS="c5">
<P CLASS="c6"><SPAN CLASS="c7">Le <SPAN CLASS="hit">por</SPAN>t reste fermé</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">AUTEUR: </SPAN><SPAN CLASS="c2">Anne Roux</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LONGUEUR: </SPAN><SPAN CLASS="c2">359 mots</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c9">&nbsp;</P><P CLASS="c9"><SPAN CLASS="c2">Le port reste
fermé.</SPAN></P><P CLASS="c9"><SPAN CLASS="c2">LE MAIRE: rien.</SPAN></P></DIV>
<BR><DIV CLASS="c5">
<P CLASS="c6"><SPAN CLASS="c8">DATE-CHARGEMENT: </SPAN><SPAN CLASS="c2">4 mars 2019</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">SOCIETE: </SPAN><SPAN CLASS="c2">PORT SA</SPAN></P></DIV>
<BR><DIV CLASS="c0">
<P CLASS="c1"><SPAN CLASS="c2">Copyright 2019 Le Phare<BR>Tous droits réservés</SPAN></P></DIV>
<!-- Hide XML section from browser
</DOCFULL> </DOC> -->"""
LOWER = ARTICLE.replace("DIV", "div").replace("<BR>", "<br>").replace("SPAN", "span").replace("<P ", "<p ")


@pytest.mark.parametrize("article", [ARTICLE, LOWER])
def test_a_page_is_read_by_order_and_labels(article):
    page = PAGE.format(articles=article.format(n=1) + article.format(n=3))
    assert is_lexisnexis_page(page)
    rows = list(lexisnexis_page_rows(page))
    fields = {
        "outlet": "Le Phare",
        "published": "3 mars 2019 dimanche",
        "edition": "Du soir",
        "headline": "Le port reste fermé",
        "byline": "Anne Roux",
        "words_given": "359",
        "load_date": "4 mars 2019",
        "company": "PORT SA",
        "copyright": "Copyright 2019 Le Phare Tous droits réservés",
        "text": "Le port reste fermé.\n\nLE MAIRE: rien.",
    }
    assert rows == [(1, fields), (3, fields), (2, "article 2 of 3 is not in the file")]


def test_what_stands_before_the_first_article_is_the_cover():
    page = PAGE.format(articles="<P>Request: harbour</P>" + ARTICLE.format(n=1).replace("of 3", "of 1"))
    assert [number for number, _ in lexisnexis_page_rows(page)] == [1]


def test_a_page_without_anchors_is_parted_at_its_comments():
    page = PAGE.format(articles=ARTICLE.format(n=1) + ARTICLE.format(n=2) + ARTICLE.format(n=3))
    page = page.replace('<A NAME="DOC_ID_0_1"></A>', "").replace('<A NAME="DOC_ID_0_2"></A>', "")
    assert len(list(lexisnexis_page_rows(page.replace('<A NAME="DOC_ID_0_3"></A>', "")))) == 3


@pytest.mark.parametrize("text", ["LENGTH: the pier has 300 metres", "3 of 5 DOCUMENTS were burnt.", ""])
def test_other_texts_are_told_apart(text):
    assert not is_lexisnexis_text(text)
    assert not is_lexisnexis_page(text)


def test_a_bundle_is_told_by_its_content_whatever_it_is_called(tmp_path):
    page = PAGE.format(articles=ARTICLE.format(n=1)).replace("of 3", "of 1")
    for name, content, n in (
        ("a.txt", b"\xef\xbb\xbf" + BUNDLE.encode(), 5),
        ("b.txt", page, 1),
        ("c.html", page, 1),
    ):
        assert len(load_corpus(write(tmp_path / name, {name: content}))) == n
