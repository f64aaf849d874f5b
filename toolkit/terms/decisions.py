"""Decisions: does a keyness finding survive other decisions about what counts, draws and events."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, Names
from toolkit.corpus.tokens import COUNTED
from toolkit.progress import steps
from toolkit.statistics.exchange import ALPHA, Outcome, Words, drawn_p
from toolkit.terms.sides import Sides, asked, counted_terms, described, outcome, sides_in
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
        One row a term and check: each version, and of the first one "other draws" (another seed), "first
        words only" (the top of longer articles in place of random sentences) and "each event left out" (the
        one whose absence weakens the term most, of the 50 events with most of it). `target`, `term`,
        `check`, `n_target`, `n_reference`, `log_ratio`; `p` (of the term alone); `p_family` (of the finding,
        allowing for all terms of the first version); `holds` (of the finding: p_family of .05 or less; of a
        check: p of .05 or less in the same direction; missing where it cannot be told); `detail` (why not,
        which event). What was not found is not checked.

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
    first = next(iter(versions))
    if finding is None:
        given = counted_terms(versions[first], articles, **counting)
        rows = {one: _finding(sides_in(given, one, reference), words[one], test) for one in words}
    else:
        rows = {one: _found_before(finding, one, reference, words[one]) for one in words}
    found = {one: table[table["holds"].fillna(False)] for one, table in rows.items()}
    found = {one: table for one, table in found.items() if len(table)}
    counting["only"] = {term for table in found.values() for term in table["term"]}
    checked = [table.assign(target=one, check=first) for one, table in rows.items()]
    for name in steps([*versions] if found else [], "versions"):
        given = counted_terms(versions[name], articles, **counting)
        for one, table in found.items():
            sides, chosen = sides_in(given, one, reference), table["term"].tolist()
            if name == first:
                _require_counts(sides, table)
                parts = {
                    OTHER_DRAWS: _checked(sides, chosen, test | {"seed": seed + 1}),
                    FIRST_WORDS: _checked(sides, chosen, test | {"draw": "first"}),
                    LEFT_OUT: _left_out(sides, chosen, test, blocked=block is not None),
                }
            else:
                parts = {name: _checked(sides, chosen, test)}
            checked += [_judged(part, table).assign(target=one, check=check) for check, part in parts.items()]
    table = pd.concat(checked, ignore_index=True)
    order = {check: place for place, check in enumerate([*versions, OTHER_DRAWS, FIRST_WORDS, LEFT_OUT])}
    turns = {(one, term): turn for one in words for turn, term in enumerate(words[one])}
    keys = [
        (list(words).index(one), turns[one, term], order[check])
        for one, term, check in table[["target", "term", "check"]].itertuples(index=False)
    ]
    table = table.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)[_COLUMNS]
    table.attrs["caption"] = (
        f"Terms of {', '.join(words)}: whether they were found (p_family of {ALPHA} or less among all terms"
        f" tested), and whether what was found holds (p of {ALPHA} or less, same direction) under other"
        f" decisions; at most {resamples} permutations, seed {seed}."
    )
    return table


def _words_by_target(terms: object, target: str | None) -> dict[str, list[str]]:
    """The terms to check, each once, of every target."""
    if isinstance(terms, Mapping) == (target is not None):
        raise ValueError("target goes with a list of terms; a dict of terms has the targets as its keys.")
    given = terms if isinstance(terms, Mapping) else {target: terms}
    return {str(one): asked(words) for one, words in given.items()}


def _finding(sides: Sides, terms: list[str], test: dict[str, object]) -> pd.DataFrame:
    """Rows of the terms as `keyness` has them."""
    whole = outcome(sides, **test)
    place = sides.terms.get_indexer(terms)
    table = _described(sides, terms)
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
    table = table[["term", *_NUMBERS]].astype({"term": "str"})
    return _told(table, whole["p"].notna().sum(), reasons)


def _told(table: pd.DataFrame, tested: int, reasons: object) -> pd.DataFrame:
    """What the rows of a finding say: whether it holds, and why not."""
    table["holds"] = (table["p_family"] <= ALPHA).astype("boolean").mask(table["p"].isna())
    adjusted = "p_family " + table["p_family"].round(4).astype(str) + f" among {tested} terms"
    why = "not found, so not checked: " + pd.Series(np.where(table["p"].isna(), reasons, adjusted))
    return table.assign(detail=np.where(table["holds"].fillna(False), adjusted, why))


def _require_counts(sides: Sides, found: pd.DataFrame) -> None:
    """What was found must be found in the first version, as often."""
    table = _described(sides, found["term"].tolist())
    for name in ("n_target", "n_reference"):
        for term, told, counted in zip(table["term"], found[name], table[name], strict=True):
            if told != counted:
                raise ValueError(
                    f"finding has {name} {told} of {term!r}, the first version {counted}; it was made of "
                    "other tokens, articles or settings: leave it out."
                )


def _judged(part: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The rows of a check, and whether each finding holds in it."""
    signs = found.set_index("term")["log_ratio"]
    same = np.sign(part["log_ratio"]) == np.sign(part["term"].map(signs))
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


def _alone(
    words: Words, sides: Sides, terms: list[str], test: dict[str, object], without: int = -1
) -> Outcome:
    """The test of some terms by themselves, given their words; without the cells of one event."""
    cells = sides.cells._replace(words=np.where(sides.cells.blocks == without, 0, sides.cells.words))
    return drawn_p(words, cells, len(terms), **test)


def _checked(sides: Sides, terms: list[str], test: dict[str, object]) -> pd.DataFrame:
    """Rows of the terms in one version."""
    table, found = _described(sides, terms), _alone(_words_of(sides, terms), sides, terms, test)
    table["p"] = found.p
    return table.assign(detail=_why(table, no_p(found, test["least"])))


def _left_out(sides: Sides, terms: list[str], test: dict[str, object], *, blocked: bool) -> pd.DataFrame:
    """Rows of the terms without the event whose absence makes their p largest."""
    table, contrast = _described(sides, terms), sides.contrast
    if not blocked or len(sides.event_names) < 2:
        return table.assign(detail="there is no event to leave out")
    columns = sides.terms.get_indexer(terms)
    counts = contrast.event_counts()[:, columns].toarray()
    most = np.argsort(-counts, axis=0, kind="stable")[:_MOST_LEFT_OUT]
    events = np.unique(most)
    words = _words_of(sides, terms)
    tests = {event: _alone(words, sides, terms, test, event) for event in steps(events.tolist(), "events")}
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
