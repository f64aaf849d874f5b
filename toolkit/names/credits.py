"""Agencies: where a text names a news agency, and whether its words or only a fact are the agency's."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import groups_of
from toolkit.shipped import lexicon

_COLUMNS = {
    "article_id": "str", "start": "int64", "end": "int64", "text": "str", "agency": "str", "kind": "str",
}  # fmt: skip
_LEFT, _RIGHT = 100, 300  # characters beside a name that tell what it stands for
_EDGE = 400  # characters from either end of a text within which a line of its own credits all of it


@cache
def _rules() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """Kind, what stands before a name and after it, of each rule of `names/credits.toml`."""
    words = lexicon("names/credits.toml")
    tell, report = (re.sub(r"\s*\n", "", words[name]) for name in ("tell", "report"))
    rows = [[part.replace("TELL", tell).replace("REPORT", report) for part in row] for row in words["rules"]]
    return [
        (kind, re.compile(rf"(?:{before})\Z", re.MULTILINE), re.compile(after, re.MULTILINE))
        for kind, before, after in rows
    ]


@cache
def _names(more: frozenset[str]) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Pattern of all names of agencies, the form of each that stands in tables, and the ambiguous ones."""
    words = lexicon("names/credits.toml")
    rows = [*words["names"], *([re.escape(name)] for name in sorted(more))]
    forms = {form: row[0] for row in rows for form in row}
    known = "|".join(sorted(forms, key=len, reverse=True))
    kin = r"(?P<named>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    unnamed = rf"(?:{kin} )?(?:[Nn]ews agenc(?:y|ies)|[Ww]ire services?)(?: (?P<after>[A-Z]\w+))?"
    pattern = re.compile(rf"(?<![\w@#-])(?:(?P<known>{known})(?: [Nn]ews [Aa]gency)?(?![\w-])|{unnamed})")
    return pattern, forms, frozenset(words["short"])


def agencies(articles: pd.DataFrame) -> pd.DataFrame:
    """Where texts name a news agency as the origin of their words or of a statement.

    Parameters
    ----------
    articles : pandas.DataFrame
        `text`, index `article_id`; where known `outlet`, whose own name is no credit, and `agency`, whose
        values are looked for beside the names of `names/credits.toml`.

    Returns
    -------
    pandas.DataFrame
        One row a mention, in reading order: `article_id`; `start`, `end`; `text`, the name as printed;
        `agency`, its usual name ("news agency" for an unnamed one); `kind`: `copy` (a dateline, a byline, a
        line or a copyright of its own: the article is the agency's), `part` (it contributed; how much cannot
        be told), `fact` (a statement is the agency's: "told AFP", "Reuters reported").

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Rules by what stands beside the name. Credits of pictures, polls of an agency, and an outlet that names
    itself are left out. "(Reporting by ...; editing by ...)" is Reuters' own way to close its copy.

    Examples
    --------
    >>> text = ["LOWMERE (AP) — The port is shut.", "Mayor Roe told the AFP news agency that it is."]
    >>> agencies(pd.DataFrame({"text": text}, index=["a", "b"]))[["article_id", "agency", "kind"]]
      article_id agency  kind
    0          a     AP  copy
    1          b    AFP  fact
    """
    require_columns(articles, ["text"], "articles")
    credited = groups_of(articles, "agency") if "agency" in articles else pd.Series(dtype="str")
    names = _names(frozenset(credited[credited != ""]))
    outlets = groups_of(articles, "outlet") if "outlet" in articles else pd.Series("", articles.index)
    rows = [
        (article, *credit)
        for article, text, outlet in zip(outlets.index, articles["text"], outlets, strict=True)
        for credit in sorted(_credits(text, outlet, *names))
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    kinds = "copy, the article is the agency's; part, it contributed; fact, a statement is the agency's"
    table.attrs["caption"] = f"Mentions of news agencies: {kinds}."
    return table


def _credits(
    text: str, outlet: str, pattern: re.Pattern, forms: dict[str, str], short: frozenset[str]
) -> Iterator[tuple[int, int, str, str, str]]:
    """Start, end, words, agency and kind of each credit of a text."""
    own = outlet.casefold()
    for match in pattern.finditer(text):
        agency = _agency(match, forms)
        if own and (agency.casefold() in own or own in agency.casefold()):
            continue
        start, end = match.span()
        left, right = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
        fits = (kind for kind, before, after in _rules() if before.search(left) and after.match(right))
        kind = next(fits, "")
        if kind == "edge":  # in the middle such a line credits a picture
            kind = "copy" if min(start, len(text) - end) < _EDGE else ""
        if kind and not (kind == "fact" and match.group() in short):
            yield start, end, match.group(), agency, kind.replace("reported", "fact")
    for match in re.finditer(lexicon("names/credits.toml")["signed"], text):
        if "reuters" not in own and outlet not in forms:  # other agencies may close theirs alike
            yield match.start(), match.end(), match.group(), "Reuters", "copy"


def _agency(match: re.Match, forms: dict[str, str]) -> str:
    named = match["known"] or match["named"] or match["after"] or "news agency"
    known = (row for form, row in forms.items() if re.search(rf"(?<!\w)(?:{form})\Z", named))
    return next(known, re.sub(r"^(?:The|A|An|In|On) ", "", named))


@lru_cache(maxsize=1 << 14)
def usual_name(name: str) -> str:
    """The usual name of an agency: "AP" for "The Associated Press"; of anything else the name itself.

    >>> usual_name("The Associated Press"), usual_name("Yonhap News Agency"), usual_name("Beacon")
    ('AP', 'Yonhap', 'Beacon')
    """
    _, forms, _ = _names(frozenset())
    bare = re.sub(r"^The | (?:[Nn]ews [Aa]gency|News)$", "", name.strip())
    return next((row for form, row in forms.items() if re.fullmatch(form, bare) or form == name), name)


def is_agency_name(name: str) -> bool:
    """Whether `names/credits.toml` has the name in some form."""
    return any(row[0] == usual_name(name) for row in lexicon("names/credits.toml")["names"])
