"""Statuses: whether an act is reported as done, under way, planned, possible or denied."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pandas as pd

from toolkit.acts import find_acts
from toolkit.checks import require_columns
from toolkit.tokens import sentences

CLAIMED = ("headline", "subhead", "body", "caption")
"""The segments in which an article makes claims; bylines, credits, notes and furniture make none."""

_COLUMNS = ["article_id", "sentence", "start", "end", "segment", "verb_class", "status", "text", "source"]
_WINDOW = 90  # characters on either side that may govern an act
_NEGATION = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NOUN_PHRASE = (
    r"\s+(?:(?:the|a|an|its|their|any|that|this|such|of|new|more|full|first|[\w-]*scale|troop|military"
    r"|\w+al)\s+){0,4}"
)
_ANCHORS = {
    "noun_left": rf"WORDS{_NOUN_PHRASE}$",
    "noun_right": r"^(?:\s+(?:of|to|in|by)\s[^.,;:]{0,50}?)?\s+WORDS",
}


@cache
def _rules(name: str) -> list[tuple[str, re.Pattern[str]]]:
    """One list of `lexicons/status_rules.toml`, anchored where it touches the act."""
    lexicon = tomllib.loads((files("toolkit") / "lexicons/status_rules.toml").read_text("utf-8"))
    patterns = [
        (rule["status"], rule["words"].replace("{chain}", lexicon["chain"])) for rule in lexicon[name]
    ]
    anchor = _ANCHORS.get(name, "WORDS$")
    return [(status, re.compile(anchor.replace("WORDS", f"(?:{words})"), re.IGNORECASE | re.VERBOSE))
            for status, words in patterns]


def _first(name: str, context: str) -> str | None:
    """Status by the first rule of the list that fits; a negated plan is a denial."""
    for status, rule in _rules(name):
        if match := rule.search(context):
            negated = status == "planned" and _NEGATION.search(context[: match.start()])
            return "denied" if negated else status
    return None


def _status(kinds: str, left: str, right: str, in_headline: bool) -> str:
    """Status of one act, "" where no rule is sure."""
    if kinds != "noun" and (status := _first("verb_left", left)) is not None:
        return status
    if "past" in kinds and (status := _first("past_left", left)) is not None:
        return status
    if "ing" in kinds and (status := _first("ing_left", left)):
        return status
    if kinds == "past" and left.strip():  # a participle after its noun, or the simple past
        return "done"
    if in_headline and (kinds == "s" or (kinds.startswith("base") and left.lower().endswith(" to "))):
        return "done" if kinds == "s" else "planned"  # "Beacon sends help", "Beacon to send help"
    if "noun" in kinds:
        return _first("noun_left", left) or _first("noun_right", right) or ""
    return ""


def source_of(attributions: pd.DataFrame | None, claims: pd.DataFrame) -> list[str]:
    """Source of the innermost attributed content that holds each claim, "" for the outlet itself."""
    if attributions is None or not len(claims):
        return [""] * len(claims)
    require_columns(attributions, ["article_id", "source", "content_start", "content_end"], "attributions")
    known = attributions.dropna(subset=["content_start"]).sort_values("content_start")
    spans = {
        str(article_id): list(zip(rows["content_start"], rows["content_end"], rows["source"], strict=True))
        for article_id, rows in known.groupby("article_id", observed=True)
    }
    sources = []
    for claim in claims.itertuples():
        holding = [(last - first, source) for first, last, source in spans.get(claim.article_id, [])
                   if first <= claim.start and claim.end <= last]
        sources.append(min(holding, key=lambda held: held[0])[1] if holding else "")
    return [str(source) if pd.notna(source) else "" for source in sources]


def statuses(
    articles: pd.DataFrame, segments: pd.DataFrame | None = None, attributions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find acts of a known class, and whether they are done, under way, planned, possible or denied.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`

    Returns
    -------
    pandas.DataFrame
        One row an act: `article_id`, `sentence`, `start`, `end` (of the word for the act), `segment`,
        `verb_class` (of `lexicons/verb_classes.toml`), `status`, `text`, `source` ("" where the outlet speaks
        or no attributions were given).

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Notes
    -----
    Rules for English (`lexicons/status_rules.toml`), precision before recall: an act whose status no rule
    decides makes no row. A noun
    ("deployment") counts only where a word such as "begun", "planned" or "denied" governs it.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["They decided to send aid. They did not move it."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [48], "kind": ["body"]})
    >>> statuses(articles, body)[["verb_class", "status", "text"]].values.tolist()
    [['deploy', 'planned', 'send'], ['deploy', 'denied', 'move']]
    """
    require_columns(articles, ["text"], "articles")
    units, texts = sentences(articles, segments), articles["text"].to_dict()
    units = units[units["segment"].isin(CLAIMED)]
    rows = []
    for unit in units.itertuples():
        sentence = texts[unit.article_id][unit.start : unit.end]
        acts = list(find_acts(sentence))
        starts = {match.start() for match, _, _ in acts}
        for match, verb_class, kinds in acts:
            if sentence[match.end() : match.end() + 4] == " to " and match.end() + 4 in starts:
                continue  # "preparing to send" is about sending
            left = sentence[max(0, match.start() - _WINDOW) : match.start()]
            left = re.split(r"[;:!?]\s|[—–]", left)[-1]
            right = sentence[match.end() : match.end() + _WINDOW]
            status = _status(kinds, left, right, unit.segment == "headline")
            if status:
                start, end = unit.start + match.start(), unit.start + match.end()
                rows.append(
                    (
                        str(unit.article_id),
                        unit.sentence,
                        start,
                        end,
                        unit.segment,
                        verb_class,
                        status,
                        match.group(),
                        "",
                    )
                )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table["source"] = source_of(attributions, table)
    table.attrs["caption"] = (
        f"Acts of known classes and their status: {len(table)} in {len(articles)} articles."
    )
    return table
