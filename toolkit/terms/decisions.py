"""Decisions: does a keyness finding survive other decisions about what counts, draws and events."""

from collections.abc import Collection, Mapping
from functools import partial

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, Names
from toolkit.corpus.tokens import COUNTED
from toolkit.progress import in_threads, steps
from toolkit.statistics.exchange import ALPHA, Words, drawn_p
from toolkit.terms.sides import Counted, Sides, asked, counted_terms, described, outcome, sides_in
from toolkit.terms.wording import against, no_p

OTHER_DRAWS, FIRST_WORDS, LEFT_OUT = "other draws", "first words only", "each event left out"
_MOST_LEFT_OUT = 50  # events of a term: each takes a test of all others, so that time grows with the square
_NUMBERS = ["n_target", "n_reference", "log_ratio", "p", "p_family"]
_COLUMNS = ["target", "term", "check", *_NUMBERS, "holds", "detail"]


def multiverse(
    versions: Mapping[str, pd.DataFrame],
    articles: pd.DataFrame,
    terms: str | Collection[str] | Mapping[str, Collection[str]],
    target: str | None = None,
    reference: str | Collection[str] | None = None,
    *,
    finding: pd.DataFrame | None = None,
    by: str | pd.Series = "outlet",
    block: By = "event",
    segments: Names = COUNTED,
    resamples: int = 2000,
    seed: int = 0,
    min_articles: int = 5,
) -> pd.DataFrame:
    """Whether what `keyness` found of these terms survives other decisions: one table of all of them.

    Parameters
    ----------
    versions
        Tables of tokens by the name of the decision they follow from. The first is that of the finding:
        `{"as counted": tokens, "own voice": tokens[tokens["voice"] == "own"]}`.
    terms
        The single words to check; or those of each target, `{"Beacon": ["fury"], "Ledger": ["oversight"]}`,
        and no `target`: each version is then counted once for all of them.
    finding
        The whole table of `keyness` or `compare_outlets` of the first version, by the same settings, if it is
        at hand: nothing of it is worked out again.
    articles, target, reference, by, block, segments, resamples, seed, min_articles
        As in `keyness`.

    Returns
    -------
    DataFrame
        One row a term and check (each version, and of the first one "other draws", by another seed, "first
        words only", the top of longer articles in place of random sentences, and "each event left out", the
        one whose absence weakens the term most, of the 50 events with most of it): `target`, the outlet;
        `term`; `check`, what was changed; `n_target`, `n_reference` (how many times); `log_ratio` (log2, as
        in `keyness`); `p` (of the term alone); `p_family` (p of the finding, allowing for all terms of the
        first version); `holds` (of the finding: p_family of .05 or less; of a check: p of .05 or less in the
        same direction; missing where it cannot be told); `detail` (why not, which event). What was not found
        is not checked.

    Raises
    ------
    TypeError
        If `versions` is no dict of tables, or has none.
    ValueError
        If there is no term, a column is missing, target or reference is unknown or the same, or the target is
        given twice or nowhere; if `finding` lacks a target or a term, or has other counts of what was found.

    Notes
    -----
    Checks ask whether a finding leans on one decision; they are no further evidence for it, and p of a check
    is not adjusted for anything. A term picked because it holds everywhere is picked twice.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text, events = ["Rebels fled, rebels.", "Thugs fled, others."] * 8, list("aabbccddeeffgghh")
    >>> stories = pd.DataFrame({"outlet": ["Sun", "Star"] * 8, "event": events, "text": text})
    >>> tokens = tokenize(stories.set_axis([f"A{k}" for k in range(16)])).assign(segment="body")
    >>> versions = {"as counted": tokens, "without the first": tokens[tokens["article_id"] != "A0"]}
    >>> stories = stories.set_axis([f"A{k}" for k in range(16)])
    >>> table = multiverse(versions, stories, ["rebels", "fled"], "Sun")
    >>> table[["term", "check", "p", "holds"]].round(3).values.tolist()[:2]
    [['rebels', 'as counted', 0.008, True], ['rebels', 'without the first', 0.016, True]]
    >>> table["detail"].iloc[-1]
    'not found, so not checked: no p: same number on both sides of every shared event, at equal length'
    """
    if not isinstance(versions, Mapping) or not versions:
        raise TypeError("versions must be a dict of tables of tokens, such as {'as counted': tokens}.")
    words = _words_by_target(terms, target)
    counting = {"by": by, "block": block, "segments": segments}
    test = {"resamples": resamples, "seed": seed, "least": min_articles}
    first, *others = versions
    if finding is None:
        given = counted_terms(versions[first], articles, **counting)
        rows = {one: _finding(sides_in(given, one, reference), words[one], test) for one in words}
    else:
        rows = {one: _found_before(finding, one, reference, words[one]) for one in words}
    found = {one: some for one, table in rows.items() if len(some := table[table["holds"].fillna(False)])}
    counting["only"] = {term for table in found.values() for term in table["term"]}
    checked = [table.assign(target=one, check=first) for one, table in rows.items()]
    for name in steps([*others, first] if found else [], "versions"):
        given = counted_terms(versions[name], articles, **counting)
        check = partial(_checks, found, given, reference, name != first and name, test)
        checked += [row for rows in in_threads(check, list(found), "targets") for row in rows]
    table = pd.concat(checked, ignore_index=True)
    chosen = [(table["target"] == one) & (table["term"] == term) for one in words for term in words[one]]
    table = pd.concat([table[rows] for rows in chosen], ignore_index=True)[_COLUMNS]
    table.attrs["caption"] = (
        f"Terms of {target or 'each target'}: whether they were found (p_family of {ALPHA} or less among all"
        f" terms tested), and whether what was found holds (p of {ALPHA} or less, same direction) under other"
        f" decisions; at most {resamples} permutations, seed {seed}."
    )
    return table


def _words_by_target(terms: object, target: str | None) -> dict[str, list[str]]:
    """The terms to check, each once, of every target."""
    if isinstance(terms, Mapping) == (target is not None):
        raise ValueError("target goes with a list of terms; a dict of terms has the targets as its keys.")
    given = terms if isinstance(terms, Mapping) else {target: terms}
    return {one: asked(given[one]) for one in asked(list(given))}


def _finding(sides: Sides, terms: list[str], test: dict[str, object]) -> pd.DataFrame:
    """Rows of the terms as `keyness` has them."""
    whole = outcome(sides, **test)
    place, table = sides.terms.get_indexer(terms), _described(sides, terms)
    for name, values in (("p", whole.p), ("p_family", whole.family)):
        table[name] = np.append(values, np.nan)[place]  # the last one is for terms that do not occur
    reasons = _why(table, np.append(no_p(whole, test["least"]), "")[place])
    return _told(table, np.isfinite(whole.p).sum(), reasons)


def _found_before(
    finding: pd.DataFrame, target: str, reference: str | Collection[str] | None, terms: list[str]
) -> pd.DataFrame:
    """The same rows from a table of `keyness`."""
    require_columns(finding, ["target", "reference", "term", *_NUMBERS, "reason"], "finding")
    whole = finding[(finding["target"] == target) & (finding["reference"] == against(reference))]
    place = pd.Index(whole["term"]).get_indexer(terms)
    if (place < 0).any():
        which = f"{terms[int(np.argmin(place))]!r} of {target!r} against {against(reference)}"
        raise ValueError(f"finding has no row of {which}; give the whole table of keyness, or leave it out.")
    table = whole.iloc[place].reset_index(drop=True)
    reasons = table["reason"].str.extract("(no p: .*)", expand=False)
    return _told(table[["term", *_NUMBERS]].astype({"term": "str"}), whole["p"].notna().sum(), reasons)


def _told(table: pd.DataFrame, tested: int, reasons: object) -> pd.DataFrame:
    """What the rows of a finding say: whether it holds, and why not."""
    table["holds"] = (table["p_family"] <= ALPHA).astype("boolean").mask(table["p"].isna())
    adjusted = "p_family " + table["p_family"].round(4).astype(str) + f" among {tested} terms"
    why = "not found, so not checked: " + pd.Series(np.where(table["p"].isna(), reasons, adjusted))
    return table.assign(detail=np.where(table["holds"].fillna(False), adjusted, why))


def _checks(found: dict, given: Counted, reference: object, version: object, test: dict, one: str) -> list:
    """The checks of what was found of a target: in another version, or all those of the first one."""
    sides, terms = sides_in(given, one, reference), found[one]["term"].tolist()
    if version:
        parts = {version: _checked(sides, terms, test)}
    else:
        _require_counts(sides, found[one])
        parts = {
            OTHER_DRAWS: _checked(sides, terms, test | {"seed": test["seed"] + 1}),
            FIRST_WORDS: _checked(sides, terms, test | {"draw": "first"}),
            LEFT_OUT: _left_out(sides, terms, test, blocked=given.stories is not None),
        }
    return [_judged(part, found[one]).assign(target=one, check=check) for check, part in parts.items()]


def _require_counts(sides: Sides, found: pd.DataFrame) -> None:
    """What was found must be found in the first version, as often."""
    here = _described(sides, found["term"].tolist())
    other = (found[_NUMBERS[:2]].to_numpy() != here[_NUMBERS[:2]].to_numpy()).any(axis=1)
    if other.any():
        which = f"{found['term'][other].iloc[0]!r} than the first version"
        raise ValueError(f"finding has other counts of {which}; it is of other tokens, articles or settings.")


def _judged(part: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The rows of a check, and whether each finding holds in it."""
    same = np.sign(part["log_ratio"]) == np.sign(part["term"].map(found.set_index("term")["log_ratio"]))
    return part.assign(holds=((part["p"] <= ALPHA) & same).astype("boolean").mask(part["p"].isna()))


def _described(sides: Sides, terms: list[str]) -> pd.DataFrame:
    """Counts and log ratio of each of the terms; 0 where it does not occur."""
    found = np.flatnonzero(sides.terms.isin(terms))
    part = sides.contrast.part(np.arange(len(sides.contrast.words)), found)
    table = described(part, sides.terms[found]).set_index("term").reindex(terms).reset_index()
    table = table.fillna({"n_target": 0, "n_reference": 0}).astype({"n_target": int, "n_reference": int})
    return table.reindex(columns=["term", *_NUMBERS]).astype(dict.fromkeys(_NUMBERS[2:], float))


def _why(table: pd.DataFrame, reasons: np.ndarray) -> np.ndarray:
    """Why each term has no p."""
    return np.where(table["n_target"] + table["n_reference"] > 0, reasons, "does not occur")


def _words_of(sides: Sides, terms: list[str]) -> Words:
    """The sentences, and of the units those of some terms."""
    codes = np.full(int(sides.words.column.max(initial=-1)) + 1, -1)
    place = sides.terms.get_indexer(terms)
    codes[sides.columns[place[place >= 0]]] = np.flatnonzero(place >= 0)
    units = codes[sides.words.column] >= 0
    words = sides.words._replace(sentence=sides.words.sentence[units], last=sides.words.last[units])
    return words._replace(column=codes[sides.words.column[units]])


def _checked(sides: Sides, terms: list[str], test: dict[str, object]) -> pd.DataFrame:
    """Rows of the terms in one version."""
    words, table = _words_of(sides, terms), _described(sides, terms)
    table["p"] = (found := drawn_p(words, sides.cells, len(terms), **test)).p
    return table.assign(detail=_why(table, no_p(found, test["least"])))


def _left_out(sides: Sides, terms: list[str], test: dict[str, object], *, blocked: bool) -> pd.DataFrame:
    """Rows of the terms without the event whose absence makes their p largest."""
    table, contrast = _described(sides, terms), sides.contrast
    if not blocked or len(sides.event_names) < 2:
        return table.assign(detail="there is no event to leave out")
    columns, words = sides.terms.get_indexer(terms), _words_of(sides, terms)
    counts = contrast.event_counts()[:, columns].toarray()
    most = np.argsort(-counts, axis=0, kind="stable")[:_MOST_LEFT_OUT]
    tests, cells = {}, sides.cells
    for event in steps(np.unique(most).tolist(), "events"):
        others = cells._replace(words=np.where(cells.blocks == event, 0, cells.words))
        tests[event] = drawn_p(words, others, len(terms), **test)
    p = np.full(counts.shape, -1.0)
    for event, found in tests.items():
        p[event] = np.where((most == event).any(axis=0), np.nan_to_num(found.p, nan=2), -1)
    weakest = p.argmax(axis=0)
    for row, event in enumerate(weakest):
        column = columns[[row]]
        rest = described(contrast.part(contrast.events != event, column), sides.terms[column])
        table.loc[row, _NUMBERS[:3]] = rest.loc[0, _NUMBERS[:3]]
        table.loc[row, "p"] = tests[event].p[row]
    why = [no_p(tests[event], test["least"])[row] for row, event in enumerate(weakest)]
    named = "weakest without " + pd.Series(sides.event_names[weakest], dtype=object).astype(str)
    if len(sides.event_names) > _MOST_LEFT_OUT:
        named += f", of the {_MOST_LEFT_OUT} events with most of the term"
    return table.assign(detail=(named + "; " + pd.Series(why)).str.strip("; "))
