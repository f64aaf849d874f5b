"""Power: how many events it takes to find a word, tried out on the corpus at hand."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import listed
from toolkit.corpus.selection import Names
from toolkit.corpus.tokens import COUNTED
from toolkit.progress import steps
from toolkit.statistics.draws import floors
from toolkit.statistics.exchange import ALPHA, Cells, Words, drawn_p
from toolkit.terms.sides import Sides, counted_terms, sides_in

EFFECTS = (1.5, 2.0, 3.0, 5.0, 8.0)
BANDS = ((0.3, 1.0), (1.0, 3.0), (3.0, 10.0))  # occurrences per thousand words
WORDS, PERMUTATIONS = 3, 300  # planted per effect and band (6 would take one another's places); labellings
ENOUGH = 0.8  # share of tries in which what can be found is found


def keyness_power(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    target: str,
    reference: str | Collection[str] | None = None,
    *,
    events: Collection[int] = (20, 40, 80),
    effects: Collection[float] = EFFECTS,
    by: str | pd.Series = "outlet",
    block: str | pd.Series = "event",
    segments: Names = COUNTED,
    stop_words: Names = None,
    tries: int = 20,
    seed: int = 0,
) -> pd.DataFrame:
    """How often `keyness` would find a word that the target uses so many times as often, by number of events.

    Parameters
    ----------
    tokens, articles, target, reference, by, block, segments, stop_words
        As in `keyness`; words are counted, no phrases.
    events
        Numbers of events to try out, besides that of the corpus at hand.
    effects
        How many times as often the target uses a word that was planted.
    tries, seed
        Tables for each number of events, and the seed of all that is random.

    Returns
    -------
    DataFrame
        One row a number of events, frequency and effect: `events` (how many, with both sides); `per_thousand`
        (how often per thousand words the word occurs before it is planted: "3-10"); `effect`, how many times
        as often it then is; `n` (how many words were planted); `share_p`, `share_p_family`, `share_q` (0-1:
        share of them of which p, p_family, q is .05 or less). The note names, for each frequency, the
        smallest effect that the corpus at hand would have shown family-wise in 8 of 10 tries: what a finding
        of nothing leaves open.

    Raises
    ------
    ValueError
        As in `keyness`; if a number of events or of tries is below 1, an effect not above 1, `block` None, or
        fewer than two events have words on both sides.

    Notes
    -----
    A table is made of events of the corpus, drawn with replacement; in each of them the outlets change roles
    at random, so that nothing differs but what is planted. Forty of eight events are not forty events: their
    topics are fewer, which flatters the larger numbers. A planted word takes the place of random words of
    the target: as many as make it `effect` times as frequent as it is in that event. The test is that of
    `keyness` with 300 permutations; a share of n words has a standard error of sqrt(share * (1 - share) / n).

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = " ".join(f"word{number}" for number in range(150))
    >>> stories = pd.DataFrame({"outlet": ["Sun", "Star"] * 8, "text": text,
    ...                         "event": list("aabbccddeeffgghh")}, index=list("ABCDEFGHIJKLMNOP"))
    >>> tokens = tokenize(stories).assign(segment="body")
    >>> table = keyness_power(tokens, stories, "Sun", events=[16], effects=[8], tries=2)
    >>> table[["events", "per_thousand", "effect", "n"]].values.tolist()
    [[8, '3-10', 8, 6], [16, '3-10', 8, 6]]
    """
    events, effects = sorted(listed(events, "events")), sorted(listed(effects, "effects"))
    for name, numbers in (("events", events), ("tries", [tries])):
        if min(numbers, default=1) < 1:
            raise ValueError(f"{name} must be 1 or more, not {min(numbers)}.")
    if block is None:
        raise ValueError("block is None, but events are what is drawn anew; give a column or Series of them.")
    if min(effects, default=0) <= 1:
        raise ValueError(f"effects must be numbers above 1, not {effects}.")
    counting = {"by": by, "block": block, "segments": segments, "stop_words": stop_words}
    sides = sides_in(counted_terms(tokens, articles, **counting), target, reference)
    shared = _shared_blocks(sides.cells)
    if len(shared) < 2:
        raise ValueError(f"Events with words of {target} and of the reference: {len(shared)}, 2 needed.")
    parts, rows = _parts(sides), []
    for number in steps(sorted({len(shared), *events}), "power"):
        rng = np.random.default_rng([seed, number])
        for _ in range(tries):
            chosen = [shared[place] for place in rng.integers(len(shared), size=number)]
            rows.append(_one_try(*_anew(parts, chosen, rng), effects, rng).assign(events=number))
    return _summary(pd.concat(rows), len(shared), target)


def _shared_blocks(cells: Cells) -> list[np.ndarray]:
    """Cells of each block that has both sides."""
    drawn = floors(cells.words, cells.blocks, cells.is_target) > 0
    return [np.flatnonzero(drawn & (cells.blocks == block)) for block in np.unique(cells.blocks[drawn])]


def _parts(sides: Sides) -> list[tuple[np.ndarray, ...]]:
    """Of each cell: number of words of its sentences; sentence, last place and term of its units."""
    words, n = sides.words, len(sides.cells.words)
    cell = sides.cells.of_article[words.article]
    sentences = [np.flatnonzero(cell == number) for number in range(n)]
    of_unit, place = cell[words.sentence], np.zeros(len(words.size), dtype=np.int64)
    order = np.argsort(of_unit, kind="stable")
    bounds = np.searchsorted(of_unit[order], np.arange(n + 1))
    parts = []
    for number, inside in enumerate(sentences):
        units = order[bounds[number] : bounds[number + 1]]
        place[inside] = np.arange(len(inside))
        parts.append(
            (words.size[inside], place[words.sentence[units]], words.last[units], words.column[units])
        )
    return parts


def _anew(parts: list[tuple], chosen: list[np.ndarray], rng: np.random.Generator) -> tuple[Words, Cells]:
    """Some blocks, each a new one, in which any cell may be the target."""
    number, blocks = np.concatenate(chosen), np.repeat(np.arange(len(chosen)), [len(one) for one in chosen])
    keys = rng.random(len(number)) + blocks
    order = np.argsort(keys)
    is_target = np.zeros(len(number), dtype=bool)
    is_target[order[np.flatnonzero(np.diff(blocks[order], prepend=-1))]] = True
    size, sentence, last, column = (
        np.concatenate(one) for one in zip(*(parts[n] for n in number), strict=True)
    )
    sentences, units = ([len(parts[n][k]) for n in number] for k in (0, 1))
    cell = np.repeat(np.arange(len(number)), sentences)
    sentence = sentence + np.repeat(np.cumsum(sentences) - sentences, units)
    words = np.bincount(cell, size, len(number)).astype(int)
    drawn = Words(size, cell, np.zeros(len(size), dtype=int), sentence, last, column)
    return drawn, Cells(np.arange(len(number)), blocks, is_target, words)


def _one_try(words: Words, cells: Cells, effects: list[float], rng: np.random.Generator) -> pd.DataFrame:
    """Words planted in these events, and whether the test finds them."""
    terms, column = int(words.column.max(initial=-1)) + 1, words.column.copy()
    found = np.bincount(column, minlength=terms)
    cell = words.article[words.sentence]
    block, place = cells.blocks[cell], np.flatnonzero(cells.is_target[cell])
    # Per word that is no stop word: stop words keep their places, so of the others' the more are taken.
    where, per_block = block[place], np.bincount(block).clip(min=1)
    planted = []
    for low, high in BANDS:
        rate = 1000 * found / cells.words.sum()
        some = rng.permutation(np.flatnonzero((rate >= low) & (rate < high)))[: WORDS * len(effects)]
        for term, effect in zip(some, np.tile(effects, WORDS), strict=False):
            share = np.bincount(block[words.column == term], minlength=len(per_block)) / per_block
            column[place[rng.random(len(place)) < ((effect - 1) * share)[where]]] = term
            planted.append((term, f"{low:g}-{high:g}", effect))
    settings = {"resamples": PERMUTATIONS, "seed": int(rng.integers(2**31))}
    test = drawn_p(words._replace(column=column), cells, terms, **settings)
    table = pd.DataFrame(planted, columns=["term", "per_thousand", "effect"])
    for name, p in (("share_p", test.p), ("share_p_family", test.family), ("share_q", test.q)):
        table[name] = p[table["term"].to_numpy(dtype=int)] <= ALPHA
    return table.drop(columns="term")


def _summary(tries: pd.DataFrame, at_hand: int, target: str) -> pd.DataFrame:
    """Shares of the planted words that were found, and what the corpus at hand could have shown."""
    by = ["events", "per_thousand", "effect"]
    shares = ["share_p", "share_p_family", "share_q"]
    table = tries.groupby(by)[shares].mean().reset_index()
    table.insert(3, "n", tries.groupby(by).size().to_numpy())
    table.attrs["caption"] = (
        f"Share of planted words of {target} that keyness finds (at {ALPHA}), by number of events, frequency "
        "per thousand words and how many times as often they are used; events of this corpus, drawn anew."
    )
    here = table[(table["events"] == at_hand) & (table["share_p_family"] >= ENOUGH)]
    least = here.groupby("per_thousand")["effect"].min()
    shown = [
        f"{band} per thousand words: {f'{least[band]:g} times' if band in least else 'none of those tried'}"
        for band in table["per_thousand"].unique()
    ]
    table.attrs["note"] = (
        f"With {at_hand} events, the smallest effect that {ENOUGH:.0%} of tries find family-wise: "
        + ("; ".join(shown) or "no word is of a frequency that is tried out") + "."
    )  # fmt: skip
    return table
