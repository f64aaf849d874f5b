"""What holds for the readers of all databases, on any text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.files.databases import europresse, factiva, lexisnexis, proquest

READERS = [
    lexisnexis.lexisnexis_text_rows,
    lexisnexis.lexisnexis_page_rows,
    factiva.factiva_page_rows,
    factiva.factiva_xml_rows,
    europresse.europresse_rows,
    proquest.proquest_text_rows,
    proquest.proquest_page_rows,
    proquest.proquest_mail_rows,
]
SIGNS = [
    lexisnexis.is_lexisnexis_text,
    lexisnexis.is_lexisnexis_page,
    factiva.is_factiva_page,
    factiva.is_factiva_xml,
    europresse.is_europresse,
    proquest.is_proquest_text,
    proquest.is_proquest_page,
    proquest.is_proquest_mail,
]
LINES = """

No ship sails.
    1 of 2 DOCUMENTS
    2 of 2 DOCUMENTS
    Beacon
    March 3, 2019 Sunday
LENGTH: 3 words
BYLINE: A
BODY:
HEADLINE: x; y
GRAPHIC: z
LOAD-DATE: March 4, 2019
LANGUAGE: ENGLISH
    Copyright 2019 Beacon
____________________________________________________________
Full text: The port
Title: Port
Publication title: Star; X
Publication date: 2019
<article>
<header>
<section>
<footer>
</div>
<span class="DocPublicationName">Phare
<p class=titreArticle>
<div class="article enArticle">
<tr><td><b>HD</b><td>Port
<tr><td><b>PD</b><td>3 mars 2019
<tr><td></td></tr>
<div id="hd">Port
<A NAME='DOC_ID_1'>
<DOCFULL> -->
<a name='DocID_1'>
<text wordcount='3'>
<td>
<b></b>
<?xml version='1.0'?>
<article xmlns='a'>
</article>
<headline>
&amp;
<!--
-->
Content-Type: text/html
\0
\ue000""".split("\n")


@pytest.mark.parametrize("rows", READERS, ids=lambda rows: rows.__name__)
@given(lines=st.lists(st.sampled_from(LINES), max_size=25))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_rows_or_one_sentence(rows, lines):
    try:
        for number, fields in rows("\n".join(lines)):
            assert number > 0
            assert fields
            assert isinstance(fields, str) or all(isinstance(value, str) for value in fields.values())
    except ValueError as said:
        if not re.match("is |has ", str(said)):
            raise


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.__name__)
@given(lines=st.lists(st.sampled_from(LINES), max_size=25))
@settings(max_examples=50, deadline=None)
def test_signs_never_raise(sign, lines):
    assert sign("\n".join(lines)) in (True, False)


@given(
    bodies=st.lists(
        st.lists(
            st.sampled_from("port ship wall LANGUAGE: GRAPHIC: SUBJECT: 3 mayor.".split()),
            min_size=1,
            max_size=40,
        ),
        min_size=1,
        max_size=6,
    ),
    outlet=st.sampled_from(["Beacon", "The Evening Ledger (Lowmere, Ohio)", "ship.example"]),
    wide=st.integers(20, 79),
)
@settings(max_examples=100, deadline=None)
def test_a_bundle_gives_back_the_articles_that_it_was_made_of(bodies, outlet, wide):
    """Words wrapped at any width between the labels come back as they were, and all of them."""
    made = []
    for number, words in enumerate(bodies, 1):
        lines = [""]
        for word in ["Body", *words]:
            fits = len(lines[-1]) < wide
            lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
        made.append(
            f"{'':30}{number} of {len(bodies)} DOCUMENTS\n\n{'':30}{outlet}\n\n"
            f"{'':30}March 3, 2019 Sunday\n\n"
            f"Harbour shut\n\nLENGTH: 3 words\n\n" + "\n".join(lines) + "\n\nLANGUAGE: ENGLISH\n\n"
        )
    rows = list(lexisnexis.lexisnexis_text_rows("".join(made)))
    assert [number for number, _ in rows] == list(range(1, len(bodies) + 1))
    assert {(fields["outlet"], fields["published"]) for _, fields in rows} == {
        (outlet, "March 3, 2019 Sunday")
    }
    kept = [" ".join(fields["text"].split()) for _, fields in rows]
    assert kept == [" ".join(["Body", *words]) for words in bodies]
