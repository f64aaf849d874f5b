"""Mixing: the words of articles without their order, from which the tables of terms come out the same.

`keyness` draws whole sentences and cuts the last one, nine times for each comparison. Two words of an article
that stay in the same draws, and go in the same, can change places: no table tells them apart. So they do.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.corpus.selection import counted
from toolkit.corpus.tokens import COUNTED
from toolkit.report.excerpts import Limit, stretched
from toolkit.statistics.draws import DRAWS, floors, words_left
from toolkit.terms.sides import Counted, counted_terms, sides_in

COLUMNS = ["article_id", "segment", "sentence", "term"]
FEW = 5
_NO_WORD = "ǁ"
_TRIES = 100  # one or two do; an article of five words may take some more


def mix_words(
    tokens: pd.DataFrame, articles: pd.DataFrame, limit: Limit, *, seed: int = 0
) -> tuple[pd.DataFrame, pd.Series]:
    """The words of headlines and bodies, mixed within each article, and what says something again.

    Parameters
    ----------
    tokens, articles
        As for `keyness`, with `outlet` and `event`.
    limit
        Of the articles' texts, from `limit_to`: how many words in a row may be those of an article.
    seed
        Of the mixing.

    Returns
    -------
    tuple of DataFrame and Series
        One row a word: `article_id`, `segment`, `sentence` (as many, and as long, as in the article), `term`;
        by `article_id`, whether `keyness` leaves the article out as a copy or version of another, which
        cannot be told from mixed words.

    Raises
    ------
    ValueError
        If an article is so short that its words can be put in no other order.
    """
    order = np.argsort(articles.index.astype("str").to_numpy(dtype=object), kind="stable")
    articles = articles.iloc[order]
    kept = counted(tokens, articles, COUNTED)
    given = counted_terms(tokens, articles, by="outlet", block="event", segments=COUNTED)
    code = kept["article_id"].cat.codes.to_numpy()
    told = np.zeros(len(kept), dtype=np.int64)
    told[~given.again[code]] = _told_apart(given)
    kind = kept["segment"].cat.codes.to_numpy()
    whole = np.unique(np.column_stack([code, kind]), axis=0, return_inverse=True)[1].ravel()
    groups = np.unique(np.column_stack([whole, told]), axis=0, return_inverse=True)[1].ravel()
    terms = kept["term"].astype("str").to_numpy(dtype=object)
    long = [term for term in np.unique(terms) if stretched([term], limit).any()]
    words = _mixed(terms, groups, whole, _Readable(limit, long), seed)
    if (left := _Readable(limit, long).in_(words)).any():
        short = kept["article_id"].iloc[int(np.argmax(left))]
        raise ValueError(f"the words of article {short!r} are too few to be mixed; leave it out.")
    made = pd.DataFrame({name: kept[name].to_numpy() for name in COLUMNS[:3]} | {"term": words})
    few = (np.bincount(groups)[groups] < FEW).mean() if len(groups) else 0
    told = f"Of {len(made):,} words, {few:.1%} could change places with fewer than {FEW - 1} others"
    made.attrs["note"] = f"{told}: more would change p."
    return made, pd.Series(given.again, given.groups.index, name="said_again")


def unmixed(words: pd.DataFrame) -> pd.DataFrame:
    """Mixed words as a table of tokens, which functions of terms take; no offsets, for there is no text."""
    coded = {name: words[name].astype("category") for name in ("article_id", "segment", "term")}
    return words.assign(**coded, place=np.arange(len(words), dtype=np.int32))


def _told_apart(given: Counted) -> np.ndarray:
    """A number for each word that counts: the same for words that stay in the same draws of all comparisons.

    Of `compare_outlets` as it is called without settings; the draws are those of `drawn_p`.
    """
    told = np.zeros(len(given.words.sentence), dtype=np.int64)
    for stays in _draws(given):
        kept = given.words.last < stays[given.words.sentence]
        told = np.unique(2 * told + kept, return_inverse=True)[1]
    return told


def _draws(given: Counted) -> Iterator[np.ndarray]:
    """How many of its words each sentence keeps, one draw of one comparison after the other."""
    outlets = sorted(set(given.groups) - {""})
    for outlet in outlets if len(outlets) > 1 else ():
        cells = sides_in(given, outlet, None).cells
        drawn = floors(cells.words, cells.blocks, cells.is_target)
        cell = np.append(np.where(drawn > 0, np.arange(len(drawn)), -1), -1)[
            cells.of_article[given.words.article]
        ]
        inside = np.flatnonzero(cell >= 0)
        rng = np.random.default_rng([0, 2])
        for _ in range(DRAWS):
            stays = np.zeros(len(cell), dtype=np.int64)
            stays[inside] = words_left(given.words.size[inside], cell[inside], drawn, rng.random(len(inside)))
            yield stays


class _Readable(NamedTuple):
    """Runs that must not be left, and single terms that hold one: a word with many hyphens is no run."""

    limit: Limit
    long: list[str]

    def in_(self, terms: np.ndarray) -> np.ndarray:
        """Which of the terms stand in a run, read down or up."""
        words = np.where(np.isin(terms, self.long), _NO_WORD, terms).tolist()
        return stretched(words, self.limit) | stretched(words[::-1], self.limit)[::-1]


def _mixed(
    terms: np.ndarray, groups: np.ndarray, whole: np.ndarray, readable: "_Readable", seed: int
) -> np.ndarray:
    """Terms that have changed places within their groups, until no run is left.

    Where a group alone cannot get rid of one, it is joined with the rest of the segment, `whole`.
    """
    rng, found = np.random.default_rng(seed), np.ones(len(terms), dtype=bool)
    for number in range(_TRIES):
        if number == _TRIES // 2:
            joined = np.isin(whole, whole[found])
            groups = np.where(joined, -1 - whole, groups)
        again = np.isin(groups, groups[found])
        places = np.flatnonzero(again)[np.argsort(groups[again], kind="stable")]
        mixed = places[np.lexsort((rng.random(len(places)), groups[places]))]
        terms = terms.copy()
        terms[places] = terms[mixed]
        found = readable.in_(terms)
        if not found.any():
            break
    return terms
