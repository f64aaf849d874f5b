"""Faults: what to look at in a corpus before counting."""

import re

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.load import COLUMNS
from toolkit.reading.encodings import is_garbled

_CUT = re.compile(
    r"(?:\[\+\d+ chars\]|(?:…|\.{3})\]?(?: ?\[?(?:read|continue)[^\n]{0,40})?)\Z", re.IGNORECASE
)
_FUNCTION_WORDS = frozenset("the of and to that for it with by from this have not are said".split())
_CHECKS = {
    "no outlet": ("serious", "name the outlet: without it an article is in no comparison"),
    "same text": ("serious", "keep one copy, unless two outlets did print the same; see find_reuse"),
    "cut text": ("serious", "get the full text: a feed or an interface gave only its beginning"),
    "garbled characters": ("serious", "save the page again as UTF-8"),
    "not English": ("warning", "leave out, or read results with care: word lists and rules are for English"),
    "no event": ("warning", "give an event, or group with group_events; comparisons are made within events"),
    "date not understood": ("warning", "write it as 2024-10-18 or 2024-10-18T18:35+09:00"),
    "no date": ("warning", "give published: order and timing leave these articles out"),
    "very short text": ("warning", "look whether it is an article: fewer than 50 words"),
    "same headline": ("note", "look whether these are versions of one article"),
    "one outlet only": ("note", "add other outlets: an event of one outlet tells nothing about differences"),
    "date at midnight": ("note", "give dates alone as dates, for midnight counts as a time"),
    "not UTF-8": ("note", "look at quotation marks and accents: the encoding was inferred"),
}


def check_corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Look for what would mislead a comparison: copies, gaps, cut or garbled texts, other languages.

    Parameters
    ----------
    articles : pandas.DataFrame
        As from `load_corpus`; needs `text`, and checks of the other columns what is there.

    Returns
    -------
    pandas.DataFrame
        One row a check, serious ones first: `check`, `severity` (serious, warning, note; "ok" if nothing was
        found), `n` (articles; events for "one outlet only"), `examples` (up to three ids), `what_to_do`.

    Notes
    -----
    Texts and headlines are the same if they are equal apart from blanks and capitals; all copies but the
    first are counted. A text counts as not English if `language` says so or, where that is empty, if it has
    30 words or more and fewer than 1 in 20 of the first 300 are English function words. Four accented
    characters in a row count as garbled.

    Examples
    --------
    >>> pages = pd.DataFrame({"outlet": ["Beacon", ""], "text": ["Harbour shut ... [+2120 chars]"] * 2})
    >>> check_corpus(pages).query("severity == 'serious'")[["check", "n", "examples"]]
           check  n examples
    0  no outlet  1        1
    1  same text  1        1
    2   cut text  2     0; 1
    """
    require_columns(articles, ["text"], "articles")
    found, rows = _find_faults(articles), []
    for check, (severity, advice) in _CHECKS.items():
        ids = found[check].index[found[check]]
        examples = "; ".join(map(str, ids[:3]))
        rows.append([check, severity if len(ids) else "ok", len(ids), examples, advice])
    table = pd.DataFrame(rows, columns=["check", "severity", "n", "examples", "what_to_do"])
    table.attrs["caption"] = "What each check found; n counts articles, or events of one outlet."
    return table


def _find_faults(articles: pd.DataFrame) -> dict[str, pd.Series]:
    """Which articles (or events) each check finds."""
    given = articles.reindex(columns=COLUMNS).astype("object").fillna("").astype("str")
    texts, written = given["text"], given["published_given"]
    undated = given["published"] == ""
    same_text, same_headline = (given[name].map(_fold).duplicated() for name in ("text", "headline"))
    midnight = written.str.contains(r"[T ]00:00(?:[^\d:]|:00|$)")
    english = given["language"].str.casefold().str.startswith("en")
    return {
        "no outlet": given["outlet"] == "",
        "same text": same_text,
        "cut text": texts.map(lambda text: bool(_CUT.search(text.rstrip()[-80:]))).astype(bool),
        "garbled characters": texts.map(is_garbled).astype(bool),
        "not English": ~english.where(given["language"] != "", texts.map(_is_english)).astype(bool),
        "no event": given["event"] == "",
        "date not understood": undated & (written != ""),
        "no date": undated & (written == ""),
        "very short text": texts.str.split().str.len() < 50,
        "same headline": same_headline & (given["headline"] != "") & ~same_text,
        "one outlet only": given[given["event"] != ""].groupby("event")["outlet"].nunique() < 2,
        "date at midnight": midnight & (given["published_precision"] == "time"),
        "not UTF-8": ~given["encoding"].isin(["utf-8", ""]),
    }


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_english(text: str) -> bool:
    """Function words are many; fewer than 30 words do not tell."""
    words = text.casefold().split(None, 300)[:300]
    return len(words) < 30 or sum(word in _FUNCTION_WORDS for word in words) >= 0.05 * len(words)
