"""Labels of news databases, in the languages of their pages, and what their downloads have in common."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from toolkit.reading.fields import Rows

# Column -> labels without accents; capitals, blanks and hyphens do not matter.
_LABELS = {
    "byline": "byline author autor auteur autore von auteurs autoren authors autores verfasser",
    "section": "section rubrik rubrique sectie seccion sezione secao ressort",
    "words_given": "length lange laenge longueur lengte longitud lunghezza comprimento extension extensao",
    "headline": "headline uberschrift title titel titre titolo titulo titular kop",
    "highlight": "highlight highlights hohepunkt hervorhebung insert encart encadre samenvatting destacado",
    "dateline": "dateline ort ortsangabe lieu origine",
    "series": "series serie",
    "correction": "correction correctiondate datecorrection korrektur berichtigung correctie correccion",
    "load_date": "loaddate update datechargement datedechargement ladedatum laaddatum fechadecarga"
    " fechacarga datacaricamento datacarregamento datadicarico datadecarga aktualisierung miseajour",
    "language": "language sprache langue taal idioma lingua languageofpublication",
    "graphic": "graphic grafik graphique graphisme grafiek grafico illustration illustrations",
    "document_type": "publicationtype pubtype type documenttype typepublication typedepublication"
    " publikationstyp publikationsart typepublicatie publicatietype tipopublicacion tipopubblicazione"
    " tipopublicacao tipodepublicacion tipodipubblicazione zeitungstyp",
    "notes": "notes note anmerkungen notas",
    "subjects": "subject thema themen sujet onderwerp asunto argomento assunto classification"
    " klassifizierung",
    "company": "company unternehmen firma societe entreprise bedrijf empresa azienda organization",
    "industry": "industry branche secteuractivite secteur sector industria industrie",
    "geographic": "geographic city state country region geographisch geographie localisationgeo"
    " lieugeographique geografie geografico",
    "person": "person name people personen personne persoon persona pessoa",
    "ticker": "ticker symboleboursier journalcode zeitungscode codejournal pubcode issn accno cite sic",
    "copyright": "copyright",
    "outlet_url": "url",
    "body": "body text texte tekst haupttext hauptteil textkorper volltext fulltext volledigetekst"
    " corps corpsdutexte textecomplet texteintegral cuerpo textocompleto textointegral testo testocompleto"
    " hoofdtekst",
}
_COLUMN = {label: column for column, labels in _LABELS.items() for label in labels.split()}
_ACCENTS = str.maketrans("äöüáàâéèêëíîïóôúûçñãõ", "aouaaaeeeeiiioouucnao")
_LANGUAGES = {
    "en": "english englisch anglais engels ingles inglese",
    "de": "german deutsch allemand duits aleman tedesco alemao",
    "fr": "french franzosisch francais frans frances francese",
    "es": "spanish spanisch espagnol spaans espanol spagnolo espanhol castellano",
    "it": "italian italienisch italien italiaans italiano",
    "pt": "portuguese portugiesisch portugais portugees portugues portoghese",
    "nl": "dutch niederlandisch neerlandais nederlands neerlandes olandese holandes hollandisch",
}
_CODES = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
COPYRIGHT = re.compile(
    r"\W*(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved|alle rechte vorbehalten|tous droits r.serv.s"
    r"|alle rechten voorbehouden|todos los derechos|tutti i diritti|todos os direitos)",
    re.IGNORECASE,
)
FAILED = re.compile(r"we are sorry,? but there is an error in this document", re.IGNORECASE)


def plain(label: str) -> str:
    """Letters of a label in lower case, without accents, blanks and hyphens."""
    return re.sub(r"[\W_]", "", label.lower().translate(_ACCENTS))


@lru_cache(maxsize=10_000)
def column_of(label: str) -> str:
    """Column that a label of a database means, or "".

    Examples
    --------
    >>> column_of("LÄNGE"), column_of("Load-Date"), column_of("VERDICT")
    ('words_given', 'load_date', '')
    """
    return _COLUMN.get(plain(label), "") if len(label) <= 40 else ""


def language_code(name: str) -> str:
    """Two letters of a language that is named in one of the seven ("Englisch; ENGLISH": en), else ""."""
    words = re.findall(r"[a-z]+", name.lower().translate(_ACCENTS))
    return _CODES.get(words[0], words[0] if len(words[0]) == 2 else "") if words else ""


def tidy(fields: dict[str, str]) -> dict[str, str]:
    """Fields of an article without empty ones: words as a number, the language as its code.

    Examples
    --------
    >>> tidy({"words_given": "1.355 Wörter", "language": "ENGLISCH; ENGLISH", "byline": ""})
    {'words_given': '1355', 'language': 'en'}
    """
    fields = {name: " ".join(value.split()) if name != "text" else value for name, value in fields.items()}
    if count := re.match(r"(?:about |circa |environ )?(\d[\d.,’' ]*)", fields.get("words_given", "")):
        fields["words_given"] = re.sub(r"\D", "", count[1])
    if language := fields.get("language", ""):
        fields["language"] = language_code(language) or language.lower()
    if re.search(
        r"newswire|wire service|nachrichtenagentur|agence de presse", fields.get("document_type", ""), re.I
    ):
        fields.setdefault("agency", fields.get("outlet", ""))
    return {name: value for name, value in fields.items() if value or name == "text"}


def missing_rows(printed: Iterable[tuple[int, int]]) -> Rows:
    """A row for each article that its bundle counts and does not hold, from "3 of 10" as (3, 10).

    Where counters are wrong but as many as the total, nothing is missing.

    Examples
    --------
    >>> list(missing_rows([(1, 3), (3, 3)]))
    [(2, 'article 2 of 3 is not in the file')]
    """
    by_total: dict[int, Counter[int]] = {}
    for number, total in printed:
        by_total.setdefault(total, Counter())[number] += 1
    for total, found in by_total.items():
        n_found = sum(found.values())
        copies = max(1, round(n_found / total)) if total else 0
        numbers = [number for number in range(1, min(total, 10**6) + 1) if found[number] < copies]
        n_missing = copies * total - n_found
        if len(numbers) == n_missing <= 20:
            yield from ((number, f"article {number} of {total} is not in the file") for number in numbers)
        elif n_missing > 0:
            yield (
                numbers[0],
                f"{n_missing} of {total} articles not in the file, the first is number {numbers[0]}",
            )
