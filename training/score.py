"""Score attributions against gold: exact spans, tokens, cue with its source, quotation with its speaker."""

import bisect
import collections
import re

import pandas as pd

ROLES = ("source", "cue", "content")
# Tokens and sentences that F1 is counted on; fixed, so that figures stay comparable when the toolkit's own
# change.
TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*%?|[A-Z](?:\.[A-Z])+\.?|[^\W\d_]+(?:[’'](?:s|re|ve|ll|d|m|t|S))?(?:-[^\W_]+)*"
    r"|\.\.\.|--|[^\w\s]|\w+"
)
BOUNDARY = re.compile(r"\n|(?<=[.?!])\s+(?=[“\"‘'\[(]?[A-Z0-9“\"])|(?<=[.?!][”\"])\s+(?=[A-Z“])")
PLAIN = frozenset(
    "said says say saying told tell tells telling added adds adding wrote writes according claimed claims"
    " claim claiming argued argues announced explained noted stated asked reported insisted warned declared"
    " replied responded tweeted".split()
)
SMALL = frozenset("of who that in for at from with on which whose to by familiar close".split())


def from_table(attributions: pd.DataFrame) -> dict[str, list[dict]]:
    """The public table as lists of spans by article."""
    found = collections.defaultdict(list)
    for (article, _), rows in attributions.groupby(["article_id", "attribution_id"], sort=False):
        found[article].append({role: _spans(rows, role) for role in ROLES})
    return found


def _spans(rows: pd.DataFrame, role: str) -> list[tuple[int, int]]:
    spans = zip(rows[role + "_start"].tolist(), rows[role + "_end"].tolist(), strict=True)
    return sorted({span for span in spans if span[0] >= 0})


def score(articles: list[dict], found: dict[str, list[dict]]) -> dict[str, float]:
    """F1 of every measure, over `articles` with their gold, of the attributions `found` by article."""
    counts = collections.Counter()
    for article in articles:
        _count_article(counts, article["text"], article["attributions"], found.get(article["doc_id"], []))
    figures = {}
    for measure in sorted({key for key, _ in counts}):
        right, predicted, gold = (counts[measure, kind] for kind in ("right", "predicted", "gold"))
        figures[measure] = 2 * right / max(1, predicted + gold)
        if measure.startswith("plain"):
            figures[measure] = right / max(1, gold)
    return figures


def _count_article(counts, text: str, gold: list[dict], found: list[dict]) -> None:
    spans = [match.span() for match in TOKEN.finditer(text)]
    starts = [start for start, _ in spans]
    breaks = [match.start() for match in BOUNDARY.finditer(text)]
    sentence = [bisect.bisect(breaks, start) for start in starts]
    labels = [_labels(attributions, starts) for attributions in (gold, found)]
    for role in ROLES:
        wanted, got = (_runs(label, sentence, role) for label in labels)
        _add(counts, f"exact {role}", len(wanted & got), len(got), len(wanted))
        wanted, got = ({k for k, name in enumerate(label) if name == role} for label in labels)
        _add(counts, f"token {role}", len(wanted & got), len(got), len(wanted))
    _count_cues(counts, text, gold, found)
    _count_quotations(counts, text, gold, found)


def _add(counts, measure: str, right: int, predicted: int, gold: int) -> None:
    counts[measure, "right"] += right
    counts[measure, "predicted"] += predicted
    counts[measure, "gold"] += gold


def _labels(attributions: list[dict], starts: list[int]) -> list[str]:
    labels = ["O"] * len(starts)
    for attribution in attributions:
        for role in ("content", "source", "cue"):
            for start, end in attribution[role]:
                for k in range(bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)):
                    labels[k] = role
    return labels


def _runs(labels: list[str], sentence: list[int], role: str) -> set[tuple[int, int]]:
    runs, begin = set(), None
    for k in range(len(labels) + 1):
        inside = k < len(labels) and labels[k] == role
        if begin is not None and not (inside and sentence[k] == sentence[begin]):
            runs.add((begin, k))
            begin = None
        if inside and begin is None:
            begin = k
    return runs


def head(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last word of a source before a preposition, a relative or a comma: the head of a noun phrase."""
    last = None
    for match in TOKEN.finditer(text, *span):
        word = match.group().lower()
        if last and (word in SMALL or word in ",;("):
            break
        if re.match(r"\w", word) and word not in ("the", "a", "an", "by", "in"):
            last = match.span()
    return last or span


def _same_source(text: str, wanted: list, got: list) -> bool:
    heads = [head(text, span) for span in wanted]
    return (not wanted and not got) or any(s <= a and b <= e for s, e in got for a, b in heads)


def _overlap(one: list, other: list) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _count_cues(counts, text: str, gold: list[dict], found: list[dict]) -> None:
    wanted, got, used = [g for g in gold if g["cue"]], [f for f in found if f["cue"]], set()
    for attribution in got:
        hit = next(
            (k for k, g in enumerate(wanted) if k not in used and _overlap(g["cue"], attribution["cue"])),
            None,
        )
        if hit is not None:
            used.add(hit)
            counts["cue and source head", "right"] += _same_source(
                text, wanted[hit]["source"], attribution["source"]
            )
    for measure, right in (("cue found", len(used)), ("cue and source head", 0)):
        _add(counts, measure, right, len(got), len(wanted))
    for g in wanted:
        if PLAIN & {word.lower() for start, end in g["cue"] for word in text[start:end].split()}:
            hits = [f for f in got if _overlap(f["cue"], g["cue"])]
            _add(counts, "plain cue found (recall)", bool(hits), 0, 1)
            right = any(_same_source(text, g["source"], f["source"]) for f in hits)
            _add(counts, "plain cue with source (recall)", right, 0, 1)


def _count_quotations(counts, text: str, gold: list[dict], found: list[dict]) -> None:
    """Quotations of five words or more: whether their attribution has the right speaker."""
    for match in re.finditer(r"“[^“”\n]+[”\n]|\"[^\"\n]+[\"\n]", text):
        if len(match.group().split()) >= 5:
            g, f = (_holder(attributions, match.span()) for attributions in (gold, found))
            right = bool(g and f and g["source"] and f["source"]) and _same_source(
                text, g["source"], f["source"]
            )
            speakers = [bool(holder and holder["source"]) for holder in (f, g)]
            _add(counts, "quotation with speaker", right, *speakers)


def _holder(attributions: list[dict], span: tuple[int, int]) -> dict | None:
    """The attribution whose content covers most of a span, if it covers half."""

    def covered(attribution):
        return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in attribution["content"])

    best = max(attributions, key=covered, default=None)
    return best if best and covered(best) >= 0.5 * (span[1] - span[0]) else None
