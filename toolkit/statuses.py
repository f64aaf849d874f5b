"""Statuses: whether an act is reported as done, under way, planned, possible or denied."""

import re
from functools import cache

import pandas as pd

from toolkit.acts import find_acts
from toolkit.checks import require_columns
from toolkit.tokens import sentences

CLAIMED = ("headline", "subhead", "body", "caption")
"""The segments in which an article makes claims; bylines, credits, notes and furniture make none."""

_COLUMNS = ["article_id", "sentence", "start", "end", "segment", "verb_class", "status", "text", "source"]
_WINDOW = 90  # characters on either side that may govern an act
# Words that may stand between the word that decides and the verb: "may (have already been) sent".
_CHAIN = (r"(?:(?:to|have|has|had|be|been|being|was|were|already|also|now|just|soon|still|since|even|ever|actively|"
          r"any|\w+ly)\s+){0,5}")
_NOT = r"\b(?:not|never|no)\s+(?:\w+\s+)?|n['’]t\s+(?:\w+\s+)?"
_BE = r"(?:\b(?:is|are|was|were|am|been)|['’]re)"
# What stands left of a verb, nearest word last; the first line that fits decides, "" means that nothing is claimed.
_VERB_LEFT = [
    ("possible", rf"\b(?:may|might)\s+not\s+{_CHAIN}"),
    ("denied", rf"(?:\b(?:not|never|cannot|yet\s+to|refus\w+\s+to|declin\w+\s+to|fail(?:s|ed|ing)?\s+to)|n['’]t)\s+{_CHAIN}"),
    ("denied", r"\b(?:deny|denie[sd]|denying|rul\w+\s+out|reject\w*)\s+"
               rf"(?:(?:[\w-]+\s+){{0,5}}?(?:had|has|have|was|were|is|are|would|will)\s+)?{_CHAIN}"),
    ("denied", rf"\b(?:no|neither|none|nobody)\s+(?:[\w-]+\s+){{0,4}}?(?:was|were|has|have|had|will|would)\s+{_CHAIN}"),
    ("", r"\b(?:unclear|unknown|wonder\w*|what|how|why|where)\s[^,;:]{0,40}"),
    ("possible", r"\b(?:if|whether|unless)\s[^,;:]{0,60}"),
    ("possible", r"\b(?:may|might|could|can|possibly|perhaps|(?:un)?likely\s+to|(?:consider|mull|weigh|contemplat|discuss|propos)\w*(?:\s+to)?|"
                 rf"threat\w*\s+to|able\s+to|potentially|feared?)\s+{_CHAIN}"),
    ("under_way", rf"\b(?:being|beg[aiu]ns?(?:\s+to)?|beginning\s+to|start(?:s|ed|ing)?(?:\s+to)?|continu(?:es?|ed|ing)(?:\s+to)?)\s+{_CHAIN}"),
    ("planned", r"(?:\b(?:will|shall|would|(?:is|are|was|were)\s+to|(?:going|set|about|ready|due|scheduled|poised|expected|slated|decisions?|plans?)\s+to|to\s+be|"
                r"(?:plan(?:s|ned|ning)?|decid\w+|resolv\w+|agree[sd]?|agreeing|vow\w*|pledg\w+|promis\w+|prepar\w+|intend\w*|order\w*|"
                rf"want\w*|aim\w*|hop(?:es?|ed|ing))\s+(?:[\w-]+\s+){{0,3}}?(?:to|on|for))|['’]ll)\s+{_CHAIN}"),
]
_PAST_LEFT = [("done", rf"(?:{_BE}|\b(?:has|have|had|got)|['’]ve)\s+{_CHAIN}"),
              ("", r"\b(?:the|a|an|its|their|his|her|of|any|more|with|newly|as|to)\s+|(?:^|[^\w\s,\"“)])\s*")]
_ING_LEFT = [("denied", r"\bwithout\s+"), ("under_way", rf"{_BE}\s+{_CHAIN}")]
_NOUN_PHRASE = r"(?:(?:the|a|an|its|their|any|that|this|such|of|new|more|full|first|[\w-]*scale|troop|military|\w+al)\s+){0,4}"
_NOUN_LEFT = [
    ("denied", r"\b(?:deny|denie[sd]|denying|rul\w+\s+out|reject\w*|no|cancel\w*|halt\w*|suspend\w*|call\w*\s+off)"),
    ("possible", r"\b(?:possible|potential|suspected|alleged|considering|mulling|weighing)"),
    ("planned", r"\b(?:planned|plan(?:s|ning)?\s+(?:for|on)|order(?:s|ed|ing)?|announc\w+|approv\w+|upcoming|imminent|proposed|"
                r"prepar\w+\s+for|deci\w+\s+on)"),
    ("under_way", r"\b(?:beg[aiu]ns?|beginning|start(?:s|ed|ing)?|ongoing|continu\w+)"),
    ("done", r"\b(?:complet\w+|finish\w+|carried\s+out)"),
]
# What stands right of a noun: "the movement (of troops) has already begun".
_NOUN_RIGHT = [
    ("denied", r"(?:never|(?:has|have|did|is|was|will)(?:\s+not|n['’]t)|(?:has|have|was|were)\s+(?:been\s+)?(?:cancel|call|halt|suspend)\w*)\b"),
    ("under_way", r"(?:(?:has|have|had|is|are|was)\s+)?[\"“‘']?(?:already\s+|now\s+)?[\"“‘']?(?:beg[au]n|started|under\s?way|ongoing|continu\w+)\b"),
    ("possible", r"(?:may|might|could)\b"),
    ("planned", r"(?:will\b|(?:is|are|was)\s+(?:set|planned|expected|scheduled|due)\b)"),
    ("done", r"(?:(?:has|have|was|were)\s+)?(?:been\s+)?(?:already\s+)?(?:took\s+place|taken\s+place|completed?|finished|carried\s+out)\b"),
]
_RULES = {"verb": (_VERB_LEFT, "RULE$"), "past": (_PAST_LEFT, "RULE$"), "ing": (_ING_LEFT, "RULE$"),
          "left": (_NOUN_LEFT, rf"RULE\s+{_NOUN_PHRASE}$"),
          "right": (_NOUN_RIGHT, r"^(?:\s+(?:of|to|in|by)\s[^.,;:]{0,50}?)?\s+RULE")}


@cache
def _compiled(name: str) -> list[tuple[str, re.Pattern[str]]]:
    """One list of rules, anchored where it touches the act."""
    rules, anchor = _RULES[name]
    return [(status, re.compile(anchor.replace("RULE", f"(?:{rule})"), re.IGNORECASE)) for status, rule in rules]


def _first(name: str, context: str) -> str | None:
    """Status by the first rule of the list that fits; a negated plan is a denial."""
    for status, rule in _compiled(name):
        if match := rule.search(context):
            negated = status == "planned" and re.search(rf"(?:{_NOT})$", context[: match.start()], re.IGNORECASE)
            return "denied" if negated else status
    return None


def _status(kinds: str, left: str, right: str, in_headline: bool) -> str:
    """Status of one act, "" where no rule is sure."""
    if kinds != "noun" and (status := _first("verb", left)) is not None:
        return status
    if "past" in kinds and (status := _first("past", left)) is not None:
        return status
    if "ing" in kinds and (status := _first("ing", left)):
        return status
    if kinds == "past" and left.strip():  # a participle after its noun, or the simple past
        return "done"
    if in_headline and (kinds == "s" or (kinds.startswith("base") and left.lower().endswith(" to "))):
        return "done" if kinds == "s" else "planned"  # headline English: "Beacon sends help", "Beacon to send help"
    if "noun" in kinds:
        return _first("left", left) or _first("right", right) or ""
    return ""


def source_of(attributions: pd.DataFrame | None, claims: pd.DataFrame) -> list[str]:
    """Who says it: the source of the innermost attributed content that holds the claim, "" for the outlet itself."""
    if attributions is None or not len(claims):
        return [""] * len(claims)
    require_columns(attributions, ["article_id", "source", "content_start", "content_end"], "attributions")
    spans = {str(article_id): rows.sort_values(["content_start", "content_end"], ascending=[True, False])
             [["content_start", "content_end", "source"]].to_numpy().tolist()
             for article_id, rows in attributions.dropna(subset=["content_start"]).groupby("article_id", observed=True)}
    holders = ([source for first, last, source in spans.get(article_id, []) if first <= start and end <= last]
               for article_id, start, end in zip(claims["article_id"], claims["start"], claims["end"], strict=True))
    return [str(sources[-1]) if sources and pd.notna(sources[-1]) else "" for sources in holders]


def statuses(articles: pd.DataFrame, segments: pd.DataFrame | None = None, attributions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find acts of a known class and whether they are reported as done, under way, planned, possible or denied.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`

    Returns
    -------
    pandas.DataFrame
        One row an act: `article_id`, `sentence`, `start`, `end` (of the word for the act), `segment`, `verb_class`
        (of `lexicons/verb_classes.toml`), `status`, `text`, `source` ("" where the outlet speaks or no
        attributions were given).

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Notes
    -----
    Rules for English, precision before recall: an act whose status no rule decides makes no row. A noun
    ("deployment") counts only where a word such as "begun", "planned" or "denied" governs it.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Ruritania has decided to send troops. It did not move them yet."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [63], "kind": ["body"]})
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
            status = _status(kinds, left, sentence[match.end() : match.end() + _WINDOW], unit.segment == "headline")
            if status:
                rows.append((str(unit.article_id), unit.sentence, unit.start + match.start(), unit.start + match.end(),
                             unit.segment, verb_class, status, match.group(), ""))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table["source"] = source_of(attributions, table)
    table.attrs["caption"] = f"Acts of known classes with the status reported: {len(table)} in {len(articles)} articles."
    return table
