import json
import re
import socket
from collections import Counter
from pathlib import Path

import pytest
from helpers import refusals, write
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura import extract

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.reading import limits
from toolkit.reading.pages import is_markup, mail_rows, page_rows, text_of_markup

PAGES = sorted((Path(__file__).parent / "fixtures" / "pages").glob("*.html"))
BODY = "<p>The council of Lowmere shut the harbour on Monday after the storm tore the sea wall.</p>" * 3


def fields_of(page):
    ((_, fields),) = page_rows(page)
    return fields


def token_f1(text, gold):
    found, right = (Counter(re.findall(r"\w+", part.casefold())) for part in (text, gold))
    return 2 * (found & right).total() / (found.total() + right.total())


def test_bodies_of_twenty_templates_are_found_better_than_by_the_extractor_alone():
    ours, theirs = [], []
    for path in PAGES:
        page, gold = path.read_text("utf-8"), path.with_suffix(".txt").read_text("utf-8")
        ours.append(token_f1(fields_of(page)["text"], gold))
        theirs.append(token_f1(extract(page), gold))
    assert len(PAGES) == 20
    assert sum(ours) / 20 > 0.98 > sum(theirs) / 20
    assert min(mine - their for mine, their in zip(ours, theirs, strict=True)) >= 0


def test_a_page_is_an_article_with_what_it_says_of_itself():
    articles = load_corpus(PAGES[0].parent / "graph.html")
    row = articles.loc["graph"]
    assert row[["outlet", "byline", "url", "language"]].tolist() == [
        "Lowmere Beacon", "Jane Roe", "https://beacon.example/harbour", "en"
    ]  # fmt: skip
    assert row.published.isoformat() == "2024-10-21T16:05:00+00:00"
    assert row.text.startswith("Lowmere council closes harbour after storm tears sea wall\n\nThe council of")
    assert row.text.count("Lowmere council closes harbour") == 1


@pytest.mark.parametrize(
    ("head", "column", "value"),
    [
        ("<title>Fog | The Beacon</title>", "outlet", "The Beacon"),
        ("<meta property='og:site_name' content='b.example'><title>Fog - Sun</title>", "outlet", "b.example"),
        ("<meta name='author' content='Tom Reed'>", "byline", "Tom Reed"),
        ("<meta itemprop='datePublished' content='2024-10-18'>", "published", "2024-10-18"),
        ("<meta property='article:published_time' content='2024-10-18T09Z'>", "published", "2024-10-18T09Z"),
        ("<link rel='canonical' href='https://b.example/fog'>", "url", "https://b.example/fog"),
        ("<link rel='canonical' href='/fog'><meta property='og:url' content='https://b.example/2'>", "url",
         "https://b.example/2"),
        ("<!-- saved from url=(0021)https://b.example/fog -->", "url", "https://b.example/fog"),
        ("<script type='application/ld+json'>{broken</script><title>Fog</title>", "headline", "Fog"),
    ],
)  # fmt: skip
def test_fields_come_from_meta_tags(head, column, value):
    assert fields_of(f"<html><head>{head}</head><body>{BODY}</body></html>")[column] == value


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"publisher": {"name": "Beacon Press"}}, {"outlet": "Beacon Press"}),
        ({"author": [{"name": "Jane Roe"}, {"name": "Tom Reed"}]}, {"byline": "Jane Roe; Tom Reed"}),
        ({"author": "https://social.example/roe"}, {"byline": None}),
        ({"mainEntityOfPage": {"@id": "https://b.example/1"}}, {"url": "https://b.example/1"}),
        ({"datePublished": "2024-10-18", "dateModified": "2024-10-20"}, {"published": "2024-10-18"}),
        ({"headline": "AT&amp;T &#8211; sold"}, {"headline": "AT&T – sold"}),
    ],
)
def test_fields_come_from_linked_data(data, expected):
    data = {"@type": ["NewsArticle"], "headline": "Fog"} | data
    script = f"<script type='application/ld+json'>{json.dumps([data])}</script>"
    fields = fields_of(f"<html><head>{script}</head><body>{BODY}</body></html>")
    assert {column: fields.get(column) for column in expected} == expected


def test_a_site_is_named_as_it_names_itself_rather_than_as_its_publisher():
    data = {"@type": "Article", "headline": "Fog", "publisher": {"name": "Lowmere Press Ltd"}}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    outlets = {
        name: fields_of(f"<html><head><meta property='og:site_name' content='{name}'>{head}{BODY}")["outlet"]
        for name in ("The Beacon", "beacon.example")
    }
    assert outlets == {"The Beacon": "The Beacon", "beacon.example": "Lowmere Press Ltd"}


def test_a_page_is_known_by_its_content_and_read_in_the_encoding_that_it_declares(tmp_path):
    page = f"<!DOCTYPE html><html><head><meta charset='koi8-r'><title>Шторм</title>{BODY}<p>Порт</p>"
    write(tmp_path, {"a.txt": page.encode("koi8-r")})
    row = load_corpus(tmp_path).loc["a"]
    assert (row.headline, row.encoding) == ("Шторм", "koi8-r")
    assert row.text.endswith("Порт")


def test_saved_pages_take_metadata_and_their_folders_of_pictures_are_left_alone(tmp_path):
    page = f"<html><body>{BODY}</body></html>"
    files = {"Fog.html": page, "Fog_files/ad.html": page, "Fog-notes/b.htm": page}
    write(tmp_path, files | {"metadata.csv": "filename,outlet\nFog,Beacon\nfog-notes/b.htm,Ledger\n"})
    assert load_corpus(tmp_path)["outlet"].to_dict() == {"Fog": "Beacon", "Fog-notes/b": "Ledger"}
    assert refusals(scan_corpus(tmp_path)) == {"Fog_files": "holds the pictures and scripts of a saved page"}


def test_no_page_asks_the_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for path in PAGES:
        assert fields_of(path.read_text("utf-8"))["text"]


def test_a_page_saved_with_its_pictures_in_one_file_is_read(tmp_path):
    head = 'From: <Saved>\r\nSubject: Fog\r\nContent-Type: multipart/related;\r\n\tboundary="xx"\r\n\r\n'
    part = "--xx\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    page = f"<html><title>Fog</title>{BODY}<p>No ship =E2=80=93 no ferry.</p>\r\n--xx--\r\n"
    write(tmp_path, {"a.mhtml": head + part + page})
    assert load_corpus(tmp_path).loc["a", "text"].endswith("No ship – no ferry.")
    with pytest.raises(ValueError, match="holds no page in HTML; save the page as \\.html"):
        list(mail_rows("Content-Type: text/plain\n\nHello"))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><p></body></html>", "is a page without the text of an article"),
        ("<!-- -->", "holds no HTML that can be read"),
        ("<p>" * (limits.MAX_TAGS + 1), "has more than 100,000 tags of HTML"),
        ("<html><body>" + "<div>" * 50_000 + "x", "is a page without the text of an article"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(page, reason):
    with pytest.raises(ValueError, match=reason):
        list(page_rows(page))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Storm</p><p>over Lowmere</p>", "Storm\n\nover Lowmere"),
        ("<div>Storm<br/>and<br>fog</div>", "Storm\nand\nfog"),
        ("<p>har<b>bour</b> &amp; quay</p><script>var x = 1;</script><style>p {}</style>", "harbour & quay"),
        ("<p>A</p><figure><img><figcaption>Photo</figcaption></figure>rest", "A\n\nrest"),
        ("<ul><li>one</li><li>two</li></ul><!-- note -->three", "one\n\ntwo\n\nthree"),
        ("<p>" + "a" * 5 + "\r\n  b</p>", "aaaaa\nb"),
    ],
)  # fmt: skip
def test_markup_becomes_text_by_paragraphs(markup, text):
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    "text", ["a < b and b > c", "<Storm> over", "I <3 Lowmere", "AT&amp;T", "<a", "x <b y"]
)
def test_signs_of_less_are_no_markup(text):
    assert not is_markup(text)


@given(st.text(st.sampled_from("<>/pbrdiv scrt!-&;\"'= \n\x00é"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_stripped_without_an_error_or_a_tag(text):
    assert "</p>" not in text_of_markup(f"<p>{text}</p>")


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("<p class='date'>4. März 2025, 21.40 Uhr</p>", "4. März 2025, 21.40 Uhr"),
        ("<span id='publish-time'>18 October 2024</span>", "18 October 2024"),
        ("<p class='updated'>18 October 2024</p>", None),
        ("<p class='date'>03/04/2024</p>", None),  # in March or in April: not guessed
        ("<p class='dated'>18 October 2024</p>", None),
    ],
)
def test_a_date_is_read_below_the_headline_where_it_is_called_one_and_has_one_reading(below, published):
    page = f"<html><body><p class='date'>1 May 2024</p><h1>Fog</h1>{below}{BODY}<p>It was 2 May 2024.</p>"
    assert fields_of(page).get("published") == published


@pytest.mark.parametrize(
    ("above", "n_copies"),
    [("", 0), ("<p>Coast</p>", 0), ("<p>Coast</p><p>Fog, fog</p>", 0), ("<p>A</p>" * 3, 1)],
)
def test_the_headline_is_taken_out_of_the_first_three_lines_of_a_body(above, n_copies):
    page = f"<html><body><article>{above}<p>Harbour shut</p>{BODY}</article><title>Harbour shut</title>"
    assert fields_of(page)["text"].count("Harbour shut") == n_copies


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://b.example/2024/10/18/harbour-shut", "2024-10-18"),
        ("https://b.example/news/2024-10-18-harbour", "2024-10-18"),
        ("https://b.example/2024/101/8", None),
        ("https://b.example/harbour-20241018", None),
    ],
)
def test_the_day_is_taken_from_the_address_where_the_page_names_none(address, day):
    page = f"<html><head><link rel='canonical' href='{address}'></head><body><h1>Fog</h1>{BODY}</body></html>"
    assert fields_of(page).get("published") == day
    dated = page.replace("<head>", "<head><meta itemprop='datePublished' content='2024-11-01'>")
    assert fields_of(dated)["published"] == "2024-11-01"
