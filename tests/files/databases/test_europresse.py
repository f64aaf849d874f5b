import pytest

from toolkit.files.databases.europresse import europresse_rows, is_europresse

NEWER = """<html><head><meta charset="iso-8859-1"><style>.DocPublicationName {color: red}</style></head><body>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Phare, no. 23456
<br>Lowmere</span></div>
<div><span class="DocHeader">Communication, lundi 4 mars 2019, p. 3, 1 512 mots</span></div>
<p>Tempête du 2 mars 2019</p><div class="titreArticle">
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Le port
reste <mark>ferm</mark>é</p><p>Le maire accuse la digue</p></div></div>
<div class="sm-margin-bottomNews">Anne Roux</div>
</header><section><div class="docOcurrContainer">
<p>Le <mark>port</mark> reste fermé, a dit le maire.</p></div></div>
<aside>Dessin</aside>
<p>Aucun bateau ne part.</p></div></section>
<aside><p>Illustration(s) : Marc Roux</p></aside>
<footer><div class="publiC">© 2019 Le Phare. Tous droits réservés.</div>
<div>Numéro de document : news·20190304·PH·1234567890</div>
<p>Ce certificat est émis à Université de Lowmere à des fins de visualisation.</p></footer></article>
<article><header><span class="DocPublicationName">Lowmere Beacon</span>
<span class="DocHeader">World, Friday, November 13, 2015</span>
<p class="titreArticleVisu">Ferries wait</p></header>
<section><div class="DocText"><p>No ferry sails.</p></div></section>
<footer>© 2015 Lowmere Press. All rights reserved.</footer></article></body></html>"""
OLDER = """<html><meta http-equiv="content-type" content="text/html; charset=iso-8859-1"><body>
<table><tr><td><span class="DocPublicationName">Le Phare</span><br>
<span class="DocHeader">Politique</span>, <span class="DocHeader">lundi</span>
<span class="DocHeader">4 mars 2019</span><span class="DocHeader">, p. B3</span><br><br>
<span class="TitreArticleVisu">Le port reste fermé</span><br>
Anne Roux et Marc de Brie<p></p>Le port reste fermé jusqu'à lundi.
<p></p>Le 5 mai, © rien.<br>Aucun bateau ne part.<br><br>© 2019 Le Phare. Tous droits réservés.<br>
Numéro de document : news·20190304·PH·1234567890</td></tr></table></div>
<table><tr><td><span class="DocPublicationName">La Digue</span><br>
<span class="TitreArticleVisu">Rien</span><br>
Un texte du maire.<br>Numéro de document : news·20190305·DI·7</td></tr></table>"""


def test_the_newer_kind_gives_fields_text_and_no_furniture():
    assert is_europresse(NEWER)
    (one, first), (two, second) = europresse_rows(NEWER)
    assert (one, two) == (1, 2)
    assert first == {
        "headline": "Le port reste fermé",
        "outlet": "Le Phare",
        "published": "lundi 4 mars 2019",
        "section": "Communication",
        "page": "3",
        "words_given": "1512",
        "byline": "Anne Roux",
        "deck": "Tempête du 2 mars 2019; Le maire accuse la digue",
        "text": "Le port reste fermé, a dit le maire.\n\nAucun bateau ne part.",
        "notes": "Dessin Illustration(s) : Marc Roux",
        "copyright": "© 2019 Le Phare. Tous droits réservés.",
        "accession": "news·20190304·PH·1234567890",
    }
    assert second == {
        "headline": "Ferries wait",
        "outlet": "Lowmere Beacon",
        "published": "Friday, November 13, 2015",
        "section": "World",
        "text": "No ferry sails.",
        "copyright": "© 2015 Lowmere Press. All rights reserved.",
    }


def test_the_older_kind_is_read_by_its_classes_and_order():
    assert is_europresse(OLDER)
    (_, first), (_, second) = europresse_rows(OLDER)
    assert first == {
        "headline": "Le port reste fermé",
        "outlet": "Le Phare",
        "published": "lundi 4 mars 2019",
        "section": "Politique",
        "page": "B3",
        "byline": "Anne Roux et Marc de Brie",
        "text": "Le port reste fermé jusqu'à lundi.\n\nLe 5 mai, © rien.\n\nAucun bateau ne part.",
        "copyright": "© 2019 Le Phare. Tous droits réservés.",
        "accession": "news·20190304·PH·1234567890",
    }
    assert (second["outlet"], second["published"], second["text"]) == (
        "La Digue",
        "20190305",
        "Un texte du maire.",
    )


def test_text_and_author_may_stand_under_classes_of_their_own():
    page = """<article><div class="titreArticle">Ferries wait</div><div class="docAuthors">Jonas Roe</div>
    <span class="DocPublicationName">Beacon</span><span class="DocHeader">3 mai 2019</span>
    <div class="DocText clearfix"><p>No ferry sails.</p></div></article>"""
    ((_, fields),) = europresse_rows(page)
    assert fields == {
        "headline": "Ferries wait",
        "outlet": "Beacon",
        "published": "3 mai 2019",
        "byline": "Jonas Roe",
        "text": "No ferry sails.",
    }


def test_a_page_without_articles_is_refused():
    with pytest.raises(ValueError, match="is a Europresse page without articles; open the documents"):
        list(europresse_rows("<style>.DocPublicationName {}</style><p>Résultats"))
