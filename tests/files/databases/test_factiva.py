import pytest

from toolkit.files.databases.factiva import (
    factiva_page_rows,
    factiva_xml_rows,
    is_factiva_page,
    is_factiva_xml,
)

HEAD = "<html><head><title>Factiva</title></head><body><form><input name='__VIEWSTATE' value='x'>"
CODED = """<div id="article-1" class="article frArticle"><table>
<tr><td class="index"><b>SE</b>&nbsp;</td><td>Politique</td></tr>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='frHeadline'>Le port
reste <span class="hit">ferm</span>é</b></td></tr>
<tr><td><b>BY</b>&nbsp;</td><td>Anne Roux</td></tr>
<tr><td><b>WC</b>&nbsp;</td><td>1 295 mots</td></tr>
<tr><td><b>PD</b>&nbsp;</td><td>29 d&eacute;cembre 2011</td></tr>
<tr><td><b>ET</b>&nbsp;</td><td>15:32</td></tr>
<tr><td><b>SN</b>&nbsp;</td><td>Le Phare</td></tr>
<tr><td><b>LA</b>&nbsp;</td><td>Fran&ccedil;ais</td></tr>
<tr><td><b>CY</b>&nbsp;</td><td>&copy; 2011 Le Phare. Tous droits r&eacute;serv&eacute;s.</td></tr>
<tr><td><b>LP</b>&nbsp;</td><td><p class="articleParagraph frarticleParagraph">Le port reste
ferm&eacute; jusqu'&agrave; lundi.</p></td></tr>
<tr><td><b>TD</b>&nbsp;</td><td><p class="articleParagraph frarticleParagraph">Voir
www.phare.example[http://www.phare.example].</p>
<p class="articleParagraph frarticleParagraph">HD : rien.</p></td></tr>
<tr><td><b>IN</b>&nbsp;</td><td>iport : Ports | iship : Navires</td></tr>
<tr><td><b>AN</b>&nbsp;</td><td>Document PHARE00020111229e7ct0001x</td></tr>
</table></div><br><span></span>"""
PLAIN = """<div class="article deArticle"><p><div>Politik</div>
<div id="hd"><span class='deHeadline'>Hafen bleibt zu
</span></div><div class="author">Von Jonas Roe</div><div>475 Wörter</div><div>19. November 2013</div>
<div>15:32</div><div>Küstenblatt</div><div>KUEST</div><div>4</div><div>Deutsch</div>
<div>© 2013 Küstenblatt Verlag</div></p>
<p class="articleParagraph dearticleParagraph">Der Hafen bleibt zu.</p>
<p class="articleParagraph dearticleParagraph">3. Mai 2013</p>
<p>Dokument KUEST00020131119e9bj0001x</p></div>
<table><tr><td><b>Text</b></td><td>(harbour) and (storm)</td></tr></table>"""
XML = """<?xml version="1.0" encoding="utf-8"?><PPSResponse xmlns="http://global.factiva.com/pps/2.0"><articles>
<article><accessionNo>BEACON0020190304e7aa0001x</accessionNo><baseLanguage>en</baseLanguage>
<byline>By Anna Marlow</byline><copyright>(c) 2019 Lowmere Press</copyright>
<headline><paragraph>Har<hlt>bour</hlt> shut</paragraph></headline>
<leadParagraph><paragraph>The <hlt>harbour</hlt> was shut.</paragraph></leadParagraph>
<tailParagraphs><paragraph>No ship sails.</paragraph><paragraph>Ferries wait.</paragraph></tailParagraphs>
<publicationDate><dateTime>2019-03-04T00:00:00Z</dateTime></publicationDate>{time}
<sourceName>Lowmere Beacon</sourceName><wordCount>295</wordCount></article>
<article><status value="-12"/></article></articles></PPSResponse>"""


def test_a_table_of_codes_becomes_fields_and_its_text():
    assert is_factiva_page(HEAD)
    ((number, fields),) = factiva_page_rows(HEAD + CODED)
    assert number == 1
    assert fields == {
        "section": "Politique",
        "headline": "Le port reste fermé",
        "byline": "Anne Roux",
        "words_given": "1295",
        "published": "29 décembre 2011 15:32",
        "outlet": "Le Phare",
        "language": "fr",
        "copyright": "© 2011 Le Phare. Tous droits réservés.",
        "text": "Le port reste fermé jusqu'à lundi.\n\nVoir www.phare.example.\n\nHD : rien.",
        "industry": "iport : Ports | iship : Navires",
        "accession": "PHARE00020111229e7ct0001x",
    }


def test_a_page_without_codes_is_read_by_the_order_of_its_lines():
    assert is_factiva_page(PLAIN)
    rows = list(factiva_page_rows(HEAD + CODED + PLAIN))
    assert [number for number, _ in rows] == [1, 2]
    assert rows[1][1] == {
        "text": "Der Hafen bleibt zu.\n\n3. Mai 2013",
        "section": "Politik",
        "headline": "Hafen bleibt zu",
        "byline": "Von Jonas Roe",
        "words_given": "475",
        "published": "19. November 2013 15:32",
        "outlet": "Küstenblatt",
        "outlet_code": "KUEST",
        "page": "4",
        "language": "de",
        "copyright": "© 2013 Küstenblatt Verlag",
        "accession": "KUEST00020131119e9bj0001x",
    }


def test_a_page_about_the_database_is_none_of_it():
    assert not is_factiva_page("<html><title>Factiva bought by rival - Lowmere Beacon</title>")
    assert is_factiva_page("<title>Dow Jones Factiva</title>")
    assert not is_factiva_xml(HEAD)


def test_author_time_page_and_language_may_be_missing():
    plain = PLAIN
    for part in (
        '<div class="author">Von Jonas Roe</div>',
        "<div>15:32</div>",
        "<div>4</div>",
        "<div>Deutsch</div>",
    ):
        plain = plain.replace(part, "")
    ((_, fields),) = factiva_page_rows(plain)
    assert "byline" not in fields
    assert (fields["published"], fields["outlet"]) == ("19. November 2013", "Küstenblatt")
    assert (fields["outlet_code"], fields["language"]) == ("KUEST", "de")


def test_xml_gives_the_same_columns_and_a_failed_article_is_named():
    assert is_factiva_xml(XML)
    (_, fields), failed = factiva_xml_rows(XML.format(time=""))
    assert fields == {
        "headline": "Harbour shut",
        "byline": "By Anna Marlow",
        "words_given": "295",
        "outlet": "Lowmere Beacon",
        "language": "en",
        "copyright": "(c) 2019 Lowmere Press",
        "accession": "BEACON0020190304e7aa0001x",
        "text": "The harbour was shut.\n\nNo ship sails.\n\nFerries wait.",
        "published": "2019-03-04",
    }
    assert failed == (2, "is not in the file: Factiva says -12")


def test_xml_with_a_time_of_its_own_keeps_it():
    time = "<publicationTime><dateTime>2019-03-04T10:22:00Z</dateTime></publicationTime>"
    assert next(factiva_xml_rows(XML.format(time=time)))[1]["published"] == "2019-03-04T10:22:00Z"


def test_entities_are_not_resolved():
    bomb = '<!DOCTYPE x [<!ENTITY a "word ">]>' + XML.split("?>")[1].replace("Ferries", "&a;&a;")
    assert "word" not in next(factiva_xml_rows(bomb))[1]["text"]


def test_a_date_in_a_language_that_is_not_known_is_that_of_the_accession():
    ((_, fields),) = factiva_page_rows(CODED.replace("29 d&eacute;cembre 2011", "29 grudnia 2011"))
    assert fields["published"] == "20111229"


def test_a_list_of_headlines_is_refused():
    with pytest.raises(
        ValueError, match="is a Factiva page without articles; choose 'Article Format: Full Article'"
    ):
        list(factiva_page_rows(HEAD + "<div class='headline'>Harbour shut</div>"))


def test_cut_xml_is_refused():
    with pytest.raises(ValueError, match=r"is cut or broken XML \(.*\); download it again"):
        list(factiva_xml_rows(XML[:600]))
