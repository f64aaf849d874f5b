"""Robustness: does a keyness finding survive other decisions about what counts, and each event left out."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.wire import mark_wire
from toolkit.corpus.tokens import COUNTED, tokenize
from toolkit.names.naming import merge_names, name_variants
from toolkit.statistics.contrasts import Contrast, contrast, left_out_p, permutation_p
from toolkit.statistics.resampling import smallest_p
from toolkit.terms.keywords import ALPHA, described

PLAIN, HYPHENS, PAGE = "as counted", "words split at hyphens", "captions and furniture in"
WIRE, NAMES, EVENTS = "wire copy out", "names merged", "each event left out"
_NUMBERS = ["n_target", "n_reference", "log_ratio", "p"]


def robustness(
    terms: str | Sequence[str],
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    target: str,
    reference: str | Sequence[str] | None = None,
    *,
    by: str = "outlet",
    block: str = "event",
    variants: Mapping[str, pd.DataFrame] | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether what `keyness` says of these terms survives other decisions, and each event left out.

    Parameters
    ----------
    terms, articles, segments, target, reference, by, block, resamples, seed
        The single words to check; else as in `keyness`.
    variants
        More tokens to count, by the name of the check: {"own voice": tokens[tokens["voice"] == "own"]}.

    Returns
    -------
    DataFrame
        One row a term and check ("as counted", "words split at hyphens", "captions and furniture in", "wire
        copy out", "names merged", each of `variants`, "each event left out"): `term`, `check`, `n_target`,
        `n_reference`, `log_ratio`, `p` (of the term alone; NaN where the articles allow none of .05 or less),
        `holds` (p of .05 or less in the direction of "as counted"; False without a p), `detail` (why there is
        no p; the name that a term was merged into or has become part of; the event whose absence weakens the
        term most: the numbers of that row are those without it).

    Raises
    ------
    ValueError
        If a column is missing, or target or reference is unknown or the same.
    """
    terms = [terms] if isinstance(terms, str) else list(terms)
    plain = tokenize(articles, segments)
    names = name_variants(plain, articles)
    merged = {row.variant.lower(): row.entity.lower() for row in names.itertuples()}
    marked = mark_wire(plain, find_reuse(plain, articles), articles)
    counted = {
        PLAIN: plain,
        HYPHENS: split_at_hyphens(plain),
        PAGE: plain,
        WIRE: marked[~marked["wire"]],
        NAMES: merge_names(plain, articles, names),
        **(variants or {}),
    }
    cards = {}
    for check, tokens in counted.items():
        kinds = None if check == PAGE else COUNTED
        sides = contrast(tokens, articles, target, reference, by=by, block=block, segments=kinds)
        sought = [merged.get(term, term) if check == NAMES else term for term in terms]
        card = _card(sides, sought, resamples, seed).set_axis(terms)
        renamed = (card["detail"] == "") & (card.index != pd.Index(sought))
        card.loc[renamed, "detail"] = [f"counted as {merged[term]!r}" for term in card.index[renamed]]
        if check == NAMES:
            _say_absorbed(card, cards[PLAIN], names, sought)
        cards[check] = card
        if check == PLAIN:
            left_out = _left_out(sides, terms, resamples, seed)
    cards[EVENTS] = left_out
    table = pd.concat(cards, names=["check", "term"]).reset_index()
    signs = np.sign(table["term"].map(cards[PLAIN]["log_ratio"]))
    table["holds"] = (table["p"] <= ALPHA) & (np.sign(table["log_ratio"]) == signs)
    order = np.argsort(pd.Index(terms).get_indexer(table["term"]), kind="stable")
    table = table[["term", "check", *_NUMBERS, "holds", "detail"]].iloc[order].reset_index(drop=True)
    table.attrs["caption"] = (
        f"Whether terms of {target} hold (p of {ALPHA} or less, same direction) under other decisions; p of "
        f"the term alone, from {resamples} permutations at most, seed {seed}."
    )
    return table


def _card(sides: Contrast, terms: list[str], resamples: int, seed: int) -> pd.DataFrame:
    """Counts, log ratio and p of each of the terms in these tokens, and why there is none."""
    columns = sides.terms.get_indexer(pd.unique(pd.Series(terms)))
    found = columns[columns >= 0]
    table = described(sides._replace(counts=sides.counts[:, found], terms=sides.terms[found]))
    few = _too_few(sides, resamples)
    table["p"] = np.nan if few else permutation_p(sides, found, resamples, seed)[0]
    same = "same rate on both sides of every shared event"
    table["detail"] = few or np.where(table["p"].isna(), same, "")
    card = table.set_index("term")[[*_NUMBERS, "detail"]].reindex(terms)
    fill = {"n_target": 0, "n_reference": 0, "detail": "does not occur"}
    return card.fillna(fill).astype({"n_target": int, "n_reference": int})


def _too_few(sides: Contrast, resamples: int) -> str:
    """Why these articles allow no p of .05 or less, or ""."""
    possible = smallest_p(sides.is_target, sides.blocks, resamples)
    return "" if possible <= ALPHA else f"the smallest p that these articles allow is {possible:.3g}"


def _say_absorbed(card: pd.DataFrame, plain: pd.DataFrame, names: pd.DataFrame, sought: list[str]) -> None:
    """Note of each term that is not itself a name how many of its occurrences became part of names."""
    before, after = (table[["n_target", "n_reference"]].sum(axis=1) for table in (plain, card))
    for term, name in zip(card.index, sought, strict=True):
        gone = before[term] - after[term]
        if term != name or gone <= 0:
            continue
        within = names["variant"].str.lower().str.split().map(lambda words, term=term: term in words)
        commonest = names[within].groupby("entity")["n"].sum().sort_values(ascending=False, kind="stable")
        those = " or ".join(commonest.index[:3]) or "names"
        card.loc[term, "detail"] = f"{gone} of {before[term]} are part of {those}"


def _left_out(sides: Contrast, terms: list[str], resamples: int, seed: int) -> pd.DataFrame:
    """Counts, log ratio and p of each term without the event whose absence makes its p largest."""
    rows = {}
    if len(sides.event_names) < 2:
        rows = dict.fromkeys(terms, (0, 0, np.nan, np.nan, "there is no other event"))
    for term in (term for term in terms if term in sides.terms and term not in rows):
        column = sides.terms.get_indexer([term])
        p, statistic = left_out_p(sides, column, resamples, seed)[:, :, 0]
        weakest = np.lexsort((statistic, -p))[0]
        kept = sides.events != weakest
        rest = sides._replace(
            counts=sides.counts[kept][:, column],
            terms=sides.terms[column],
            words=sides.words[kept],
            is_target=sides.is_target[kept],
            events=sides.events[kept],
            blocks=sides.blocks[kept],
        )
        few = _too_few(rest, resamples)
        numbers = described(rest).assign(p=np.nan if few else p[weakest])[_NUMBERS].iloc[0]
        detail = f"weakest without {sides.event_names[weakest]}" + (f"; {few}" if few else "")
        rows[term] = (*numbers, detail)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[*_NUMBERS, "detail"])
    return table.astype({"n_target": int, "n_reference": int})


def split_at_hyphens(tokens: pd.DataFrame) -> pd.DataFrame:
    """The same tokens under another rule: hyphens and apostrophes end a word."""
    kinds, codes = tokens["term"].cat.categories, tokens["term"].cat.codes.to_numpy()
    pieces = [re.findall(r"[^\s'’‐‑-]+", kind) for kind in kinds]
    repeats = np.array([len(piece) for piece in pieces], dtype=int)[codes]
    words = pd.Categorical([piece for code in codes for piece in pieces[code]])
    apart = tokens.take(np.repeat(np.arange(len(tokens)), repeats)).reset_index(drop=True)
    added = np.cumsum(repeats) - repeats - np.arange(len(tokens))
    place = np.repeat(tokens["place"].to_numpy() + added, repeats) + _within(repeats)
    return apart.assign(term=words, place=place.astype(np.int32))


def _within(repeats: np.ndarray) -> np.ndarray:
    """0, 1, ... within each run of so many."""
    return np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
