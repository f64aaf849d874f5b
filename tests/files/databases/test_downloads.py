import pytest
from helpers import write

from toolkit.corpus.load import load_corpus

FACTIVA = """<title>Factiva</title><div class="article enArticle"><table>
<tr><td><b>HD</b></td><td>Harbour shut</td></tr><tr><td><b>PD</b></td><td>4 March 2019</td></tr>
<tr><td><b>SN</b></td><td>Lowmere Beacon</td></tr><tr><td><b>LP</b></td><td>No ship sails.</td></tr>
</table></div>"""
XML = """<?xml version="1.0" encoding="utf-8"?><PPSResponse xmlns="http://global.factiva.com/pps/2.0"><article>
<headline><paragraph>Harbour shut</paragraph></headline><sourceName>Lowmere Beacon</sourceName>
<leadParagraph><paragraph>No ship sails.</paragraph></leadParagraph>
<publicationDate><dateTime>2019-03-04T00:00:00Z</dateTime></publicationDate></article></PPSResponse>"""
EUROPRESSE = """<article><header><span class="DocPublicationName">Lowmere Beacon</span>
<span class="DocHeader">News, lundi 4 mars 2019</span><p class="titreArticleVisu">Harbour shut</p></header>
<section><p>No ship sails.</p></section></article>"""
PROQUEST = (
    "_" * 60
    + """
Harbour shut
Publication info: Lowmere Beacon; Lowmere. 04 Mar 2019: A.1.
Full text: No ship sails.
Title: Harbour shut
Publication title: Lowmere Beacon; Lowmere
Publication date: Mar 4, 2019
"""
    + "_" * 60
)
PAGE = """<a name="DocID_0"></a><p>Harbour shut</p><p><strong>Full text: </strong></p><p>No ship sails.</p>
<p><strong>Title: </strong>Harbour shut</p><p><strong>Publication title: </strong>Lowmere Beacon</p>
<p><strong>Publication date: </strong>Mar 4, 2019</p>"""
MAIL = (
    "From: a@b.example\nMIME-Version: 1.0\nSubject: ProQuest\nContent-Type: text/html; charset=utf-8\n\n"
    + PAGE
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("factiva.html", FACTIVA),
        ("factiva.xml", "\ufeff" + XML),
        ("europresse.HTM", EUROPRESSE),
        ("proquest.txt", PROQUEST.replace("\n", "\r\n")),
        ("proquest.html", PAGE),
        ("proquest.eml", MAIL),
        ("no page.txt", FACTIVA),
    ],
)
def test_a_download_is_loaded_with_its_outlet_and_day(tmp_path, name, content):
    articles = load_corpus(write(tmp_path, {name: content}))
    names = ["outlet", "published_precision", "headline", "text"]
    assert articles[names].values.tolist() == [
        ["Lowmere Beacon", "day", "Harbour shut", "Harbour shut\n\nNo ship sails."]
    ]
    assert articles["published"].astype(str).tolist() == ["2019-03-04 00:00:00+00:00"]
    assert articles.index.tolist() == [f"{name}:1"]


def test_a_text_that_looks_like_many_articles_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"no article could be read .* looks like 2 articles in one file"):
        load_corpus(write(tmp_path, {"iramuteq.txt": "**** *a_1\nNo ship.\n**** *a_2\nNo ferry.\n"}))


def test_the_dates_of_a_table_are_settled_together_and_it_is_said(tmp_path):
    rows = "outlet,date,text\nBeacon,03/04/2024,No ship.\nLedger,18/10/2024,No ferry.\n"
    with pytest.warns(
        UserWarning, match="has dates such as '03/04/2024', read with the day first as others show"
    ):
        articles = load_corpus(write(tmp_path, {"table.csv": rows}))
    assert articles["published"].dt.strftime("%m-%d").tolist() == ["04-03", "10-18"]


def test_the_dates_of_metadata_are_settled_together_too(tmp_path):
    files = {
        "a.txt": "No ship.",
        "b.txt": "No ferry.",
        "metadata.csv": "filename,date\na,03/04/2024\nb,10/18/2024\n",
    }
    with pytest.warns(
        UserWarning, match="metadata.csv has dates such as '03/04/2024', read with the month first"
    ):
        articles = load_corpus(write(tmp_path, files))
    assert articles["published"].dt.strftime("%m-%d").tolist() == ["03-04", "10-18"]
