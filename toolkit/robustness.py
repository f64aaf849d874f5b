"""Robustness: does a keyness finding survive other decisions about what counts, and each event left out."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.contrast import Contrast, contrast, left_out_p, permutation_p
from toolkit.keyness import ALPHA, described
from toolkit.naming import merge_names, name_variants
from toolkit.resampling import smallest_p
from toolkit.reuse import find_reuse
from toolkit.tokens import COUNTED, tokenize
from toolkit.wire import mark_wire

PLAIN, HYPHENS, PAGE = "as counted", "words split at hyphens", "captions and furniture in"
WIRE, NAMES, EVENTS = "wire copy out", "names merged", "each event left out"


def robustness(terms: str | Sequence[str], articles: pd.DataFrame, segments: pd.DataFrame, target: str,
               reference: str | Sequence[str] | None = None, *, by: str = "outlet", block: str = "event",
               variants: Mapping[str, pd.DataFrame] | None = None, resamples: int = 2000,
               seed: int = 0) -> pd.DataFrame:
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
        `n_reference`, `log_ratio`, `p` (of the term alone), `holds` (p of .05 or less in the direction of "as
        counted"), `detail` (why there is no p; the name that a term was merged into; the event whose absence
        weakens the term most: the numbers of that row are those without it).

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
    counted = {PLAIN: plain, HYPHENS: split_at_hyphens(plain), PAGE: plain, WIRE: marked[~marked["wire"]],
               NAMES: merge_names(plain, articles, names), **(variants or {})}
    rows = []
    for check, tokens in counted.items():
        sides = contrast(tokens, articles, target, reference, by=by, block=block,
                         segments=None if check == PAGE else COUNTED)
        rows += _card(sides, terms, check, merged if check == NAMES else {}, resamples, seed)
        if check == PLAIN:
            left_out = _left_out(sides, terms, resamples, seed)
    columns = ["term", "check", "n_target", "n_reference", "log_ratio", "p", "detail"]
    table = pd.DataFrame(rows + left_out, columns=columns)
    table = table.astype({"n_target": int, "n_reference": int, "log_ratio": float, "p": float})
    signs = np.sign(table[table["check"] == PLAIN].set_index("term")["log_ratio"])
    same = np.sign(table["log_ratio"]) == table["term"].map(signs)
    table.insert(6, "holds", (table["p"] <= ALPHA) & same)
    checks = pd.Index([*counted, EVENTS]).get_indexer(table["check"])
    order = np.lexsort((checks, pd.Index(terms).get_indexer(table["term"])))
    table = table.iloc[order].reset_index(drop=True)
    table.attrs["caption"] = (
        f"Whether terms of {target} hold (p of {ALPHA} or less, same direction) under other decisions; p of "
        f"the term alone, from {resamples} permutations at most, seed {seed}.")
    return table


def _card(sides: Contrast, terms: list[str], check: str, renamed: dict, resamples: int,
          seed: int) -> list[tuple]:
    """One row a term: counts, log ratio and p in these tokens."""
    sought = [renamed.get(term, term) for term in terms]
    columns = sides.terms.get_indexer(pd.unique(pd.Series(sought)))
    found = columns[columns >= 0]
    chosen = sides._replace(counts=sides.counts[:, found], terms=sides.terms[found])
    table = described(chosen).set_index("term")
    table["p"] = permutation_p(sides, found, resamples, seed)[0]
    possible = smallest_p(sides.is_target, sides.blocks, resamples)
    few = "" if possible <= ALPHA else f"the smallest p that these articles allow is {possible:.3g}"
    rows = []
    for term, name in zip(terms, sought, strict=True):
        detail = few or (f"counted as {name!r}" if name != term else "")
        rows.append((term, check, *table.loc[name, ["n_target", "n_reference", "log_ratio", "p"]], detail)
                    if name in table.index else (term, check, 0, 0, np.nan, np.nan, "does not occur"))
    return rows


def _left_out(sides: Contrast, terms: list[str], resamples: int, seed: int) -> list[tuple]:
    """One row a term: counts, log ratio and p without the event whose absence makes its p largest."""
    rows = []
    if len(sides.event_names) < 2:
        nothing = (EVENTS, 0, 0, np.nan, np.nan, "there is no other event")
        return [(term, *nothing) for term in terms]
    for term in (term for term in terms if term in sides.terms):
        column = sides.terms.get_indexer([term])
        p, statistic = left_out_p(sides, column, resamples, seed)
        weakest = np.lexsort((statistic[:, 0], -p[:, 0]))[0]
        rest = sides.events != weakest
        row = described(sides._replace(counts=sides.counts[rest][:, column], terms=pd.Index([term]),
                                        words=sides.words[rest], is_target=sides.is_target[rest],
                                        events=sides.events[rest])).iloc[0]
        rows.append((term, EVENTS, row["n_target"], row["n_reference"], row["log_ratio"],
                     p[weakest, 0], f"weakest without {sides.event_names[weakest]}"))
    return rows


def split_at_hyphens(tokens: pd.DataFrame) -> pd.DataFrame:
    """The same tokens under another rule: hyphens and apostrophes end a word."""
    kinds, codes = tokens["term"].cat.categories, tokens["term"].cat.codes.to_numpy()
    pieces = [re.findall(r"[^\s'’‐‑-]+", kind) for kind in kinds]
    repeats = np.array([len(piece) for piece in pieces], dtype=int)[codes]
    words = pd.Categorical([piece for code in codes for piece in pieces[code]])
    return tokens.loc[tokens.index.repeat(repeats)].reset_index(drop=True).assign(term=words)
