"""Pages of news sites in four languages, line by line: what is body, and where the headline is."""

from collections import Counter
from pathlib import Path

import pytest

from toolkit.text.pages import page_segments


def read_pages():
    pages = {}
    for line in (Path(__file__).parent / "pages.txt").read_text("utf-8").splitlines():
        if line.startswith("=== "):
            lines = pages.setdefault(line[4:], [])
        elif line and not line.startswith("#"):
            lines.append((line[0], line[2:]))
    return pages


PAGES = read_pages()


def marked(page):
    """The lines of a page as (label, line, words of it that are body, kinds of its parts)."""
    text, at = "\n\n".join(line for _, line in page), 0
    segments = page_segments(text)
    for label, line in page:
        at = text.index(line, at)
        parts = [(kind, text[start:end]) for start, end, kind, _ in segments if at <= start < at + len(line)]
        body = " ".join(part for kind, part in parts if kind in ("body", "dateline")).split()
        yield label, line, body, {kind for kind, _ in parts}
        at += len(line)


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_the_story_is_lost(name):
    for label, line, body, _ in marked(PAGES[name]):
        if label == "b":
            assert body == line.split()


def test_hardly_a_line_of_the_page_is_taken_for_the_story():
    kept, right = Counter(), Counter()
    for page in PAGES.values():
        for label, _, body, _ in marked(page):
            kept.update(body)
            right.update(body if label == "b" else [])
    assert 2 * right.total() / (kept.total() + right.total()) >= 0.98


def test_the_headline_is_found_on_nearly_every_page():
    found = [
        label == "h" for page in PAGES.values() for label, _, _, kinds in marked(page) if "headline" in kinds
    ]
    assert len(found) == len(PAGES)
    assert sum(found) >= len(PAGES) - 1


STORY = (
    "The harbour of Port Vale is shut",
    "A ferry with 40 people on board sank off Port Vale on Friday, the coast guard said in a statement.",
    "Divers searched the wreck until dark, and the harbour master said two of the crew were missing.",
)


def kinds(*lines):
    return [(kind, rule) for _, _, kind, rule in page_segments("\n\n".join(lines))]


@pytest.mark.parametrize(
    "line",
    ["Jane Roe", "Political reporter", "27", "Evacuation order covers 900 homes as engineers fear the worst"],
)
def test_words_without_a_stop_between_headline_and_story_are_no_body(line):
    assert kinds(STORY[0], line, *STORY[1:])[1][0] in ("furniture", "subhead")


@pytest.mark.parametrize("line", ["He said:", "Washington —", "It sank.", "and then it sank"])
def test_words_that_open_or_end_a_sentence_there_are_body(line):
    assert kinds(STORY[0], line, *STORY[1:])[1] == ("body", "paragraph")


def test_a_list_of_links_goes_on_over_its_ranks():
    links = "Storm tears roof off school", "2", "2 hours ago", "Floods"
    page = kinds(*STORY, "More from this section", "1", *links, STORY[1])
    assert [kind for kind, _ in page[3:]] == [
        "teaser",
        "furniture",
        "teaser",
        "furniture",
        "teaser",
        "teaser",
        "furniture",
    ]


def test_a_link_that_names_itself_opens_no_list():
    page = kinds(
        *STORY, "Read more: Storm closes schools", "A thing nobody had thought of", "It was the end of it."
    )
    assert [rule for _, rule in page[3:5]] == ["teaser-heading", "beside-furniture"]


def test_words_without_a_stop_at_the_foot_are_the_page_where_a_rule_has_claimed_one():
    assert [rule for _, rule in kinds(*STORY, "Floods", "Most read", "Vale")][3:] == [
        "page-foot",
        "teaser-heading",
        "teaser-list",
    ]
    assert kinds(*STORY, "Floods")[3] == ("body", "paragraph")
    long = "Of the four towns on the coast only one has a wall that will hold for a year"
    assert kinds(*STORY, long, "Most read")[3] == ("body", "paragraph")


@pytest.mark.parametrize("line", ["Divers, the master said", "Then he wrote:", "and nobody came"])
def test_a_line_beside_furniture_that_reports_speech_or_goes_on_is_body(line):
    assert kinds(*STORY, "Share on Facebook", line, "It came.")[4] == ("body", "paragraph")


LABELS = (
    "4 min | 3-MIN READ | Lesezeit: 3 Min. | Temps de lecture : 3 min | "
    "Tiempo de lectura: 3 min | 00:00 / 04:12 | list 1 of 3 | vor 2 Stunden | il y a 3 heures | "
    "hace 5 minutos | Auf Facebook teilen | Partager l’article | Copiar enlace | "
    "Kommentare (12) | Mentions légales | Aviso legal | Réservé aux abonnés | Mirá también | "
    "Mehr zum Thema | À lire aussi | Te puede interesar | Alle Rechte vorbehalten | "
    "Stand: 19.10.2024 07:12 Uhr | Publié le 18 octobre 2024 à 18h35, mis à jour à 20h10 | "
    "19 de octubre de 2024 | Foto: Ada Holt/dpa | ire/dpa/AFP | "
    "Unos obreros retiran piedras. EFE/Ada Pinto | "
    "Le port de Lomère, le 21 octobre. ADA PIQUE / AFP"
).split(" | ")


@pytest.mark.parametrize("line", LABELS)
def test_what_pages_say_in_german_french_and_spanish_is_no_body(line):
    assert {kind for kind, _ in kinds(STORY[0], line, *STORY[1:])[1:-2]}.isdisjoint(["body", "subhead"])


@pytest.mark.parametrize(
    "line",
    [
        "Der Verlag will künftig seinen Newsletter einstellen, sagte eine Sprecherin am Freitag in Lomeck.",
        "Les abonnés ne pouvaient plus se connecter, a déclaré la société.",
        "Más información del muro tendrá el ayuntamiento el lunes, dijo la alcaldesa.",
        "Mehr von der Mauer ist am Montag eingestürzt.",
        "Am 3. Mai 2024 brach die Mauer zum ersten Mal.",
    ],
)
def test_sentences_with_such_words_are_body(line):
    assert kinds(*STORY[:2], line, STORY[2])[2] == ("body", "paragraph")
