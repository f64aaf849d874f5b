"""Decisions: does a keyness finding survive other decisions about what counts, draws and events."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from toolkit.corpus.selection import By, Names
from toolkit.corpus.tokens import COUNTED
from toolkit.progress import steps
from toolkit.statistics.exchange import ALPHA, Outcome, Words, drawn_p
from toolkit.terms.sides import Sides, asked, described, outcome, sides_of
from toolkit.terms.wording import no_p

OTHER_DRAWS, FIRST_WORDS, LEFT_OUT = "other draws", "first words only", "each event left out"
_MOST_LEFT_OUT = 50  # events of a term: each takes a test of all others, so that time grows with the square
_NUMBERS = ["n_target", "n_reference", "log_ratio", "p", "p_family"]
_COLUMNS = ["term", "check", *_NUMBERS, "holds", "detail"]


def multiverse(
    versions: Mapping[str, pd.DataFrame],
    articles: pd.DataFrame,
    terms: str | Collection[str],
    target: str,
    reference: str | Collection[str] | None = None,
    *,
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
        The single words to check.
    articles, target, reference, by, block, segments, resamples, seed, min_articles
        As in `keyness`.

    Returns
    -------
    DataFrame
        One row a term and check: each version, and of the first one "other draws" (another seed), "first
        words only" (the top of longer articles in place of random sentences) and "each event left out" (the
        one whose absence weakens the term most, of the 50 events with most of it). `term`, `check`,
        `n_target`, `n_reference`, `log_ratio`; `p` (of the term alone); `p_family` (of the finding, allowing
        for all terms of the first version); `holds` (of the finding: p_family of .05 or less; of a check: p
        of .05 or less in the same direction; missing where it cannot be told); `detail` (why not, which
        event). What was not found is not checked.

    Raises
    ------
    TypeError
        If `versions` is no dict of tables, or has none.
    ValueError
        If there is no term, a column is missing, or target or reference is unknown or the same.

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
    terms, (first, *others) = asked(terms), versions
    counting = {"by": by, "block": block, "segments": segments}
    test = {"resamples": resamples, "seed": seed, "least": min_articles}
    sides = sides_of(versions[first], articles, target, reference, **counting)
    finding = _finding(sides, terms, test)
    found = finding["term"][finding["holds"].fillna(False)].tolist()
    rows = [finding.assign(check=first)]
    if found:
        signs = finding.set_index("term")["log_ratio"]
        checks = {
            name: _checked(sides_of(versions[name], articles, target, reference, **counting), found, test)
            for name in steps(others, "versions")
        }
        checks[OTHER_DRAWS] = _checked(sides, found, test | {"seed": seed + 1})
        checks[FIRST_WORDS] = _checked(sides, found, test | {"draw": "first"})
        checks[LEFT_OUT] = _left_out(sides, found, test, blocked=block is not None)
        for name, part in checks.items():
            same = np.sign(part["log_ratio"]) == np.sign(part["term"].map(signs))
            holds = ((part["p"] <= ALPHA) & same).astype("boolean").mask(part["p"].isna())
            rows.append(part.assign(check=name, holds=holds))
    table = pd.concat(rows, ignore_index=True)
    table = pd.concat([table[table["term"] == term] for term in terms], ignore_index=True)[_COLUMNS]
    table.attrs["caption"] = (
        f"Terms of {target}: whether they were found (p_family of {ALPHA} or less among all terms tested),"
        f" and whether what was found holds (p of {ALPHA} or less, same direction) under other decisions; at"
        f" most {resamples} permutations, seed {seed}."
    )
    return table


def _finding(sides: Sides, terms: list[str], test: dict[str, object]) -> pd.DataFrame:
    """Rows of the terms as `keyness` has them."""
    whole = outcome(sides, **test)
    place = sides.terms.get_indexer(terms)
    table = _described(sides, terms)
    for name, values in (("p", whole.p), ("p_family", whole.family)):
        table[name] = np.append(values, np.nan)[place]  # the last one is for terms that do not occur
    table["holds"] = (table["p_family"] <= ALPHA).astype("boolean").mask(table["p"].isna())
    adjusted = (
        "p_family " + table["p_family"].round(4).astype(str) + f" among {np.isfinite(whole.p).sum()} terms"
    )
    why = np.where(table["p"].isna(), _why(table, np.append(no_p(whole, test["least"]), "")[place]), adjusted)
    table["detail"] = np.where(
        table["holds"].fillna(False), adjusted, "not found, so not checked: " + pd.Series(why)
    )
    return table


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
