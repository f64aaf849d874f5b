"""Faults: what to look at in a corpus before counting."""

import re

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.languages import other_languages
from toolkit.corpus.load import COLUMNS
from toolkit.corpus.tokens import tokenize
from toolkit.corpus.versions import find_versions
from toolkit.reading.dates import weekday_conflict
from toolkit.reading.encodings import is_garbled
from toolkit.shipped import lexicon

_CUT = re.compile(
    r"(?:\[\+\d+ chars\]|(?:…|\.{3})\]?(?: ?\[?(?:read|continue)[^\n]{0,40})?)\Z", re.IGNORECASE
)
_REMOVED = re.compile(r"(?:\A|\n)\[(?:removed|deleted)\]\s*\Z", re.IGNORECASE)
_HTML = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|[uo]l|li|table|t[dhr]|script|style|figure|section|blockquote)>"
    r"|<br ?/?>|&nbsp;",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:(?:Z|[+-]\d\d:?\d\d|\b[A-Z]{2,5})\W*|\A\d+)\Z")  # or seconds, which need none
_YEARS = 100  # from the year in the middle: nobody compares 1724 and 2024


def check_corpus(
    articles: pd.DataFrame, *, segments: pd.DataFrame | None = None, tokens: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Look for what would mislead a comparison: copies, gaps, cut or garbled texts, other languages.

    Parameters
    ----------
    articles : pandas.DataFrame
        As from `load_corpus`; needs `text`, and checks of the other columns what is there.
    segments, tokens : pandas.DataFrame, optional
        Tables of `segment` and `tokenize` of these articles, if they are at hand: neither is made again.

    Returns
    -------
    pandas.DataFrame
        One row a check, serious ones first: `check`, its name; `severity` (serious, warning, note; "ok" if
        nothing was found); `n` (articles; events for "one outlet only", outlets for "outlet written in two
        ways"); `examples` (up to three, with the language where it is not English); `what_to_do`, advice.

    Notes
    -----
    Copies and versions are those of `find_versions`, languages those of `toolkit.corpus.languages`. Headlines
    are the same if they are equal apart from blanks and capitals; all but the first are counted. Three texts
    or more of one length that end in a word count as cut. Four accented characters in a row are garbled.

    Examples
    --------
    >>> pages = pd.DataFrame({"outlet": ["Beacon", ""], "text": ["Harbour shut ... [+2120 chars]"] * 2})
    >>> check_corpus(pages).query("severity == 'serious'")[["check", "n", "examples"]]
           check  n examples
    0  no outlet  1        1
    1  same text  1        1
    3   cut text  2     0; 1
    """
    require_columns(articles, ["text"], "articles")
    made = tokenize(articles, segments, progress=False) if tokens is None else tokens
    return faults_table(marks_of(articles), find_versions(articles, made))


def faults_table(marks: pd.DataFrame, twins: pd.DataFrame) -> pd.DataFrame:
    """The table of `check_corpus` from the marks of all articles, and those of them that have a twin."""
    found, rows = _find_faults(marks, twins), []
    for check, told in lexicon("corpus/faults.toml").items():
        n, examples = len(found[check]), "; ".join(found[check][:3])
        rows.append([check, told["severity"] if n else "ok", n, examples, told["advice"]])
    table = pd.DataFrame(rows, columns=["check", "severity", "n", "examples", "what_to_do"])
    table.attrs["caption"] = "What each check found; n counts articles, or events of one outlet."
    return table


def marks_of(articles: pd.DataFrame) -> pd.DataFrame:
    """What is looked at of each article, whatever the others are, without its text."""
    given = articles.reindex(columns=COLUMNS).astype("object").fillna("").astype("str")
    given.index = given.index.astype("str")
    zoned = given["published_given"].str.contains(_ZONE)
    zoned |= (articles["timezone"].astype("str") != "").to_numpy() if "timezone" in articles else False
    published = pd.to_datetime(articles.get("published", pd.Series(pd.NaT, articles.index)), utc=True)
    text, top = given["text"], given["headline"]
    body = [one.rstrip().removeprefix(f"{line}\n\n") for line, one in zip(top, text, strict=True)]
    return given.drop(columns="text").assign(
        zoned=zoned,
        year=published.dt.year.to_numpy(),
        removed=text.str.contains(_REMOVED),
        marked_cut=[bool(_CUT.search(text[-80:])) for text in body],
        open_length=[len(text) if text[-1:].isalnum() else 0 for text in body],
        html=text.str.contains(_HTML),
        garbled=text.map(is_garbled).astype(bool),
        words=text.str.split().str.len(),
        other=other_languages(articles).to_numpy(),
    )


def _find_faults(given: pd.DataFrame, twins: pd.DataFrame) -> dict[str, list[str]]:
    """Ids of the articles that each check finds, or names of events or outlets."""
    written, undated = given["published_given"], given["published"] == ""
    kinds = (twins.loc[twins["kind"] == kind, "article_id"] for kind in ("copy", "version"))
    copies, versions = map(given.index.isin, kinds)
    headline, outlets = given["headline"].map(_fold), given["outlet"][given["outlet"] != ""]
    alone = outlets.is_unique and len(outlets) == len(given) > 2 and len(set(given["event"])) > 1
    spellings = outlets.drop_duplicates().groupby(outlets.map(_fold)).agg(list)
    midnight = written.str.contains(r"[T ]00:00(?:[^\d:]|:00|$)")
    of_event = given[given["event"] != ""].groupby("event")["outlet"].nunique()
    masks = {
        "no outlet": given["outlet"] == "",
        "same text": copies,
        "removed text": given["removed"],
        "cut text": _cut(given),
        "HTML in the text": given["html"],
        "garbled characters": given["garbled"],
        "version in one outlet": versions,
        "every article its own outlet": given["outlet"].isin(outlets if alone else []),
        "no event": given["event"] == "",
        "date not understood": undated & (written != ""),
        "date looks wrong": _odd_dates(given),
        "no date": undated & (written == ""),
        "very short text": given["words"] < 50,
        "same headline": headline.duplicated() & (headline != "") & ~copies & ~versions,
        "date at midnight": midnight & (given["published_precision"] == "time"),
        "time without a zone": (given["published_precision"] == "time") & ~given["zoned"] & (written != ""),
        "not UTF-8": ~given["encoding"].isin(["utf-8", ""]),
    }
    found = {check: given.index[mask].tolist() for check, mask in masks.items()}
    return found | {
        "not English": [f"{name} ({language})" for name, language in given["other"].items() if language],
        "outlet written in two ways": [repr(names)[1:-1] for names in spellings if len(names) > 1],
        "one outlet only": of_event.index[of_event < 2].tolist(),
    }


def _fold(text: str) -> str:
    return re.sub(r"^(.+), the$", r"the \1", " ".join(text.casefold().split()))  # Gazette, The


def _cut(given: pd.DataFrame) -> pd.Series:
    """Texts that end as services cut them: with a mark, or within a sentence, several at one length."""
    length = given["open_length"]
    alike = length.groupby(length).transform("size") > 2
    return given["marked_cut"] | alike & (length >= 100)


def _odd_dates(given: pd.DataFrame) -> pd.Series:
    """Dates whose weekday is another, or that are a century from the others."""
    conflict = given["published_given"].map(weekday_conflict) != ""
    return ((given["year"] - given["year"].median()).abs() > _YEARS) | conflict
