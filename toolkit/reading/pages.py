"""Pages: a news page saved as HTML or MHTML, one article a file, and HTML in the cell of a table."""

import email
import html
import json
import re
from collections.abc import Iterator
from email import policy
from itertools import islice
from typing import Any

from toolkit.reading.dates import parse_published
from toolkit.reading.encodings import decode
from toolkit.reading.fields import Rows, as_text, columns_of
from toolkit.reading.limits import MAX_TAGS

# trafilatura and lxml are imported where they are used: together they take half a second, which a reader of
# .txt files need not wait for. Neither asks the network for anything: they are given the page and no address.

_TAG = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|figure|script|style|blockquote|table)\s*>"
    r"|<(?:br|p)\b[^<>]*>",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<!up)date(?!d)|datum|time(?!line)|publi[sc]", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BY = re.compile(r"\A(?:by|von|par|por) ", re.IGNORECASE)
_SAVED = re.compile(r"saved from url=\(\d+\)(http\S+)|saved with SingleFile\s+url: (http\S+)")
_BLOCK = set(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote section article header footer table tr pre".split()
)
_NO_TEXT = ("script", "style", "noscript", "template", "iframe", "figure", "aside", "form", "nav", "button")
# Meta tags by what they hold, the best first; property, name and itemprop are searched alike.
_META = {
    "outlet": "og:site_name application-name",
    "headline": "og:title twitter:title dc.title headline title",
    "published": "article:published_time datepublished parsely-pub-date sailthru.date dc.date.issued dc.date"
    " pubdate publish-date publishdate publication_date article.published date",
    "byline": "author article:author_name parsely-author sailthru.author dc.creator byl",
    "url": "og:url",
}  # fmt: skip


def page_rows(text: str) -> Rows:
    """The one row of a saved page: its body as `trafilatura` finds it, and what the page says of itself.

    Headline, first publication, authors and address come from its JSON-LD, else from its meta tags, else from
    the page itself; the day, where none of these names it, from its address. An outlet is named as the site
    names itself, else as its publisher.

    Raises
    ------
    ValueError
        If no body is found.
    """
    from lxml.etree import ParserError
    from lxml.html import fromstring
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    _require_few_tags(text)
    try:
        tree = fromstring(_DECLARATION.sub("", text))  # lxml takes no string that declares its bytes
    except (ParserError, ValueError) as error:
        raise ValueError("holds no HTML that can be read; save the text of the page as .txt") from error
    linked, tagged = _linked_data(tree), _tagged(tree)
    top, title = (" ".join(tree.xpath(f"string(//{tag})").split()) for tag in ("h1", "title"))
    found = bare_extraction(tree, include_comments=False, with_metadata=False)
    seen = extract_metadata(tree, extensive=False)
    headline = _first(linked.get("headline"), tagged["headline"], top, seen.title)
    body = _without_headline(getattr(found, "text", None) or "", {headline, top, title})
    if not body:
        raise ValueError("is a page without the text of an article; save the article, or its text as .txt")
    canonical, saved = tree.xpath("string(//link[@rel='canonical']/@href)"), _SAVED.search(text)
    addresses = (canonical, tagged["url"], linked.get("url"), (saved[1] or saved[2]) if saved else "")
    url = _first(*(address for address in addresses if address and address.startswith("http")))
    fields = {
        "outlet": _first(
            _site(tagged["outlet"]), linked.get("outlet"), tagged["outlet"], _named(title, headline)
        ),
        "headline": headline,
        "published": _first(linked.get("published"), tagged["published"], _time(tree), _day_of(url)),
        "byline": _BY.sub("", _first(linked.get("byline"), tagged["byline"], seen.author)),
        "url": url,
        "language": _first(tree.get("lang"), linked.get("language")),
    }
    given = {column: html.unescape(value) for column, value in fields.items() if value}
    yield 1, given | {"text": body}


def _day_of(url: str) -> str:
    """The day in an address, year first: /2024/10/18/harbour-shut."""
    day = re.search(r"/(20\d\d|19\d\d)[/-](\d\d)[/-](\d\d)(?!\d)", url)
    return "-".join(day.groups()) if day else ""


def mail_rows(text: str) -> Rows:
    """The one row of a page saved with its pictures in one file (MHTML), or of a mail that holds one."""
    for part in email.message_from_string(text, policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return page_rows(decode(payload if isinstance(payload, bytes) else b"")[0])
    raise ValueError("holds no page in HTML; save the page as .html")


def without_markup(fields: dict) -> tuple[dict, bool]:
    """Fields of a row with the tags taken out of its text, if that is HTML, and whether it was."""
    column = columns_of(tuple(fields)).get("text", "")
    text = as_text(fields.get(column))
    text = html.unescape(text) if "&lt;" in text and "<" not in text else text
    is_marked = "<" in text and is_markup(text)
    return (fields | {column: text_of_markup(text)}, True) if is_marked else (fields, False)


def is_markup(text: str) -> bool:
    """Say whether a text is clearly HTML.

    Examples
    --------
    >>> is_markup("<p>Port <b>shut</b>"), is_markup("if a < b and b > c")
    (True, False)
    """
    return bool(_TAG.search(text))


def text_of_markup(markup: str) -> str:
    r"""Text of HTML, paragraphs apart; scripts, figures with their captions, asides and forms are left out.

    Examples
    --------
    >>> text_of_markup("<p>The <b>port</b>&nbsp;is shut.</p><script>x=1</script><p>No ship<br>sails.")
    'The port\xa0is shut.\n\nNo ship\nsails.'
    """
    from lxml.html import fragment_fromstring

    _require_few_tags(markup)
    tree = fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    pieces: list[str] = []
    for event, element in _walk(tree):
        mark = "\n" if element.tag == "br" else "\n\n" if element.tag in _BLOCK else ""
        pieces += (
            [mark, element.text or ""] if event == "start" else [mark * (mark != "\n"), element.tail or ""]
        )
    lines = "".join(pieces).replace("\r", "")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"\n[ \t\n]*\n", "\n\n", lines)).strip()


def _require_few_tags(text: str) -> None:
    if text.count("<") > MAX_TAGS:
        raise ValueError(f"has more than {MAX_TAGS:,} tags of HTML; save the text of the article as .txt")


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml.etree import iterwalk

    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start" and element.tag in _NO_TEXT:
            walker.skip_subtree()
            element.text = ""
        yield "end" if event in ("comment", "pi") else event, element


def _first(*values: object) -> str:
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _site(name: str) -> str:
    """A site's name for itself, unless that is its host name."""
    return "" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) else name


def _named(title: str, headline: str) -> str:
    """The name of the site that stands after the headline in the title of a page."""
    name = re.fullmatch(re.escape(headline) + r"\s+[-–—|·:]\s+(.{2,50})", title)
    return name[1] if name and headline else ""


def _without_headline(body: str, headlines: set[str]) -> str:
    """Paragraphs of a body, a blank line between them, without the headline, which is a field of its own."""
    lines, folded = body.split("\n"), {headline.casefold() for headline in headlines}
    copies = [n for n, line in enumerate(lines[:3]) if " ".join(line.split()).casefold() in folded]
    return "\n\n".join(line for n, line in enumerate(lines) if n not in copies and line.strip())


def _tagged(tree: Any) -> dict[str, str]:
    """Meta tags by column."""
    values: dict[str, str] = {}
    for tag in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            values.setdefault((tag.get(attribute) or "").strip().lower(), (tag.get("content") or "").strip())
    return {column: _first(*(values.get(name) for name in names.split())) for column, names in _META.items()}


def _time(tree: Any) -> str:
    """When a page was published, by its own mark, or a date below the headline in an element called so."""
    if marked := tree.xpath("string((//*[@itemprop='datePublished']/@datetime | //time/@datetime)[1])"):
        return marked
    below = tree.xpath("(//h1 | //h2)[1]/following::*[@class or @id]")
    named = (found for found in below if _DATED.search(f"{found.get('class')} {found.get('id')}"))
    written = (" ".join(found.text_content().split()) for found in islice(named, 5))
    return next((text for text in written if parse_published(text[:100])[0]), "")


def _linked_data(tree: Any) -> dict[str, str]:
    """What the JSON-LD of the article says; an article is whatever is of a type that ends so."""
    objects: list[dict] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            _collect(json.loads(script.text or "", strict=False), objects)
        except (ValueError, RecursionError):
            continue
    by_id = {found["@id"]: found for found in objects if len(found) > 1 and isinstance(found.get("@id"), str)}
    for found in objects:
        if re.search(r"(?:Article|Posting)\b", as_text(found.get("@type"))) and found.get("headline"):
            names = {key: _name(found.get(key), by_id) for key in ("publisher", "author", "mainEntityOfPage")}
            page = found.get("url") or found.get("mainEntityOfPage")
            return {
                "outlet": names["publisher"],
                "headline": as_text(found["headline"]),
                "published": as_text(found.get("datePublished")),
                "byline": names["author"],
                "url": as_text(page.get("@id") if isinstance(page, dict) else page),
                "language": as_text(found.get("inLanguage")),
            }
    return {}


def _collect(value: Any, objects: list[dict]) -> None:
    """Objects of JSON-LD, those within a graph or another object after it."""
    if isinstance(value, dict):
        objects.append(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _collect(inner, objects)


def _name(value: Any, by_id: dict[str, dict]) -> str:
    """Names of persons or bodies, which may stand elsewhere in the data under their id; no addresses."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_name(inner, by_id) for inner in value)))
    if isinstance(value, dict):
        value = value.get("name") or by_id.get(value.get("@id", ""), {}).get("name", "")
    name = as_text(value).strip()
    return "" if name.startswith(("http:", "https:", "@", "#")) else name
