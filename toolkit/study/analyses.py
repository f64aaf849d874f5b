"""Analyses of a corpus in parts: the tables that the same functions give of all articles in memory."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from toolkit.attribution.attributions import find_spoken, with_persons
from toolkit.checks import listed, require_choices
from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.faults import check_corpus, faults_table, marks_of
from toolkit.corpus.languages import refused
from toolkit.corpus.segments import segment
from toolkit.corpus.selection import groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.corpus.versions import find_versions
from toolkit.framing.codebook import Codebook
from toolkit.framing.indicators import frame_hits
from toolkit.framing.rates import Hits, counted_hits, frame_rates, rates_table
from toolkit.matters.maps import claim_map
from toolkit.matters.pairs import disagreements
from toolkit.names.references import identify
from toolkit.names.sources import media_names
from toolkit.study.events import disagreements_in, map_in, require_events
from toolkit.study.parts import Part, hashed_ids, map_parts, require_own_ids
from toolkit.study.reuse import reuse_in
from toolkit.study.sums import Sums, added
from toolkit.study.tokens import Own, Words, counted_words, occurrences_in, tokens_in, tokens_of
from toolkit.terms.frequency import excess, frequency_table, group_sums, term_frequencies
from toolkit.terms.keywords import compare_outlets, keyness
from toolkit.voices.shares import quoted_sources

_WORDS = (check_corpus, term_frequencies, keyness, compare_outlets, frame_rates, find_reuse)


def analyse_parts(
    parts: Iterable[Part],
    function: Callable[..., pd.DataFrame],
    *given: object,
    executor: Executor | None = None,
    **options: Any,
) -> pd.DataFrame:
    r"""Call an analysis with a corpus in parts: the same table as in memory, to the last digit.

    Parameters
    ----------
    parts
        What `open_parts` gives.
    function, given
        The function, and its arguments besides tokens, articles and tables made of them:

        - `check_corpus`; the words of all articles are held in memory as numbers, 17 bytes a word.
        - `term_frequencies`: words are counted twice, the second time for `dp`; `dp=False` leaves that out.
        - `keyness` with target and, if wanted, reference; `compare_outlets`. The words of the articles that
          are compared are held in the same way; of no other article anything is.
        - `frame_rates` with a codebook; `split` may be "part".
        - `quoted_sources`; in memory are its attributions, a row each.
        - `disagreements` with `quantities` or `statuses`; `claim_map` with one of them or both; without
          attributions and passages. How many articles have each word, and the rows of all parts, are in
          memory; articles are read once, of numbers twice, for the map three times.
        - `find_reuse`, without attributions: equal runs of words meet by what they hash to, in files of this
          machine, or by the shuffle of Dask where the executor is that of its client. In memory are the pairs
          of runs that are found; parts are read twice, and again with each part that they share runs with.
    executor
        As in `map_parts`.
    options
        Those of the function; for those that read words, the `tokenizer` of `tokenize`, too, for processes a
        name ("words.py:cut"). `by` and `block` are columns of the articles.

    Returns
    -------
    pandas.DataFrame
        What the function gives of all articles together.

    Raises
    ------
    ValueError
        If the function is none of these or has no such option, if two articles have one id, or if all
        articles of an event are to stand in one part and do not: see `open_parts`.
    RuntimeError
        As in `map_parts`, if a part failed: there is no table without it.

    Notes
    -----
    `segments=None` counts the texts as they stand, headline and body and whatever else is in them, without
    asking what each line of a page is, which takes several times as long as counting: right for texts that
    come clean from a database. It is what `tokenize` gives where each article is one segment.

    Who "he" is, what an event's articles disagree in: that takes all articles of an event, and the parts must
    be those of `open_parts(..., folder=..., by="event")`.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from toolkit.study.opened import open_parts
    >>> path = Path(tempfile.mkdtemp(), "news.jsonl")
    >>> _ = path.write_text('{"text": "War war now."}\n{"text": "Peace now."}')
    >>> table = analyse_parts(open_parts(path, size=1), term_frequencies, segments=None)
    >>> table[["term", "n", "articles", "dp"]].values.tolist()
    [['now', 2, 2, 0.09999999999999998], ['war', 2, 1, 0.4], ['peace', 1, 1, 0.6]]
    """
    known = {
        check_corpus: _check_corpus,
        term_frequencies: _frequencies,
        keyness: partial(_keyness, keyness),
        compare_outlets: partial(_keyness, compare_outlets),
        frame_rates: _frame_rates,
        quoted_sources: _quoted_sources,
        disagreements: disagreements_in,
        claim_map: map_in,
        find_reuse: reuse_in,
    }
    if function not in known:
        name = getattr(function, "__name__", repr(function))
        names = [entry.__name__ for entry in known]
        raise ValueError(f"analyse_parts knows {names}, not {name!r}; map_parts takes any function.")
    allowed = set(function.__kwdefaults__ or ()) | set({term_frequencies: ["dp"]}.get(function, ()))
    allowed |= set(keyness.__kwdefaults__ if function is compare_outlets else ())
    allowed |= {"tokenizer"} if function in _WORDS else set()
    require_choices(options, sorted(allowed), "option")
    for name in ("by", "block"):
        if not isinstance(options.get(name), str | None):
            kind = type(options[name]).__name__
            raise ValueError(f"{name} must be a column of the articles in parts, not a {kind}.")
    return known[function](partial(_each, list(parts), executor), *given, **options)


def _each(parts: list[Part], executor: Executor | None, work: Callable) -> Iterator:
    """What a function gives for each part, once it is known in the end that no id stands in two of them."""
    ids = []
    for part, (own, found) in map_parts(parts, partial(_with_ids, work), executor=executor):
        ids.append((part.name, own))
        yield found
    require_own_ids(ids)


def _with_ids(work: Callable, articles: pd.DataFrame) -> tuple[np.ndarray, Any]:
    return hashed_ids(articles), work(articles)


def _check_corpus(run: Callable, tokenizer: Own = None) -> pd.DataFrame:
    """`check_corpus`: of marks of the articles, and of their words, which tell copies and versions."""
    marks, slim, words = zip(*run(partial(_marked, tokenizer=tokenizer)), strict=True)
    articles = pd.concat(slim)
    twins = find_versions(articles, tokens_of(words, list(map(len, slim)), articles.index))
    return faults_table(pd.concat(marks), twins)


def _marked(articles: pd.DataFrame, tokenizer: Own) -> tuple[pd.DataFrame, pd.DataFrame, Words]:
    slim = articles[["outlet", "published"]].assign(text="")
    return marks_of(articles), slim, counted_words(articles, COUNTED, tokenizer)


def _frequencies(run: Callable, **options: object) -> pd.DataFrame:
    """`term_frequencies`: sums of the groups, then of the articles that hold more than their share."""
    if options.pop("block", None) is not None:
        raise ValueError("block: intervals of dp need all articles at once; leave it out in parts.")
    twice = options.pop("dp", True)
    settings = {"ngram": 1, "segments": COUNTED, "stop_words": None, "by": None, "tokenizer": None} | options
    sums, totals = Sums(), []
    for of_part, counted in run(partial(_sums, settings=settings)):
        sums.add(of_part)
        totals.append(counted)
    totals, table = added(totals), sums.table()
    if twice:
        more = Sums()
        for part in run(partial(_excess, settings=settings, sums=table, totals=totals)):
            more.add(part)
        found = more.table().set_index(["group", "term"])
        places = pd.MultiIndex.from_frame(table[["group", "term"]])
        table = table.join(found.reindex(places).reset_index(drop=True))
    else:
        table = table.assign(excess_n=np.nan, excess_words=np.nan)
    told = {name: settings[name] for name in ("ngram", "segments", "stop_words")}
    return frequency_table(table, totals, **told)


def _sums(articles: pd.DataFrame, settings: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    return group_sums(occurrences_in(articles, **settings))


def _excess(articles: pd.DataFrame, settings: dict, sums: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    given = occurrences_in(articles, **settings)
    here = sums[sums["term"].isin(given.terms) & sums["group"].isin(given.groups)]
    return here[["group", "term"]].assign(**excess(given, here, totals))


def _keyness(function: Callable, run: Callable, *given: object, **options: object) -> pd.DataFrame:
    """`keyness` or `compare_outlets`: of the words of the articles that are compared, as numbers."""
    by, block = options.get("by", "outlet"), options.get("block", "event")
    reference = given[1] if len(given) > 1 else options.get("reference")
    sides = {given[0], *listed(reference, "reference")} if given and reference is not None else None
    read = {"segments": options.get("segments", COUNTED), "tokenizer": options.pop("tokenizer", None)}
    work = partial(_words, by=by, block=block, sides=sides, **read)
    groups, articles, words = set(), [], []
    for found, kept, counted in run(work):
        groups |= found
        articles.append(kept)
        words.append(counted)
    for name, what in ((given[:1], "target"), (sides or (), "reference")):
        require_choices(name, sorted(groups - {""}), what)
    sizes, articles = list(map(len, articles)), pd.concat(articles)
    return function(tokens_of(words, sizes, articles.index), articles, *given, **options)


def _words(
    articles: pd.DataFrame, by: str, block: str | None, sides: set[str] | None, **read: Any
) -> tuple[set[str], pd.DataFrame, Words]:
    """Groups of a part; and of the articles on any side, what is compared and their words."""
    groups = groups_of(articles, by)
    kept = articles if sides is None else articles[groups.isin(sides).to_numpy()]
    columns = [name for name in dict.fromkeys([by, block, "published"]) if name]
    slim = kept[[name for name in columns if name in kept or name != "published"]]
    return set(groups), slim, counted_words(kept, **read)


def _frame_rates(run: Callable, codebook: Codebook, **options: Any) -> pd.DataFrame:
    """`frame_rates`: of the hits and sentences of each part."""
    if (split := options.pop("split", None)) not in (None, "part"):
        raise ValueError(f'split must be "part" or None in parts, not {split!r}.')
    table = {
        name: options.pop(name, frame_rates.__kwdefaults__[name])
        for name in ("validation", "resamples", "seed")
    }
    tokenizer = options.pop("tokenizer", None)
    settings = {"by": "outlet", "block": "event", "segments": COUNTED, "split": split} | options
    found = list(run(partial(_hits, codebook=codebook, tokenizer=tokenizer, settings=settings)))
    return rates_table(found, split, **table)


def _hits(articles: pd.DataFrame, codebook: Codebook, tokenizer: Own, settings: dict) -> Hits:
    tokens = tokens_in(articles, settings["segments"], tokenizer)
    hits = frame_hits(tokens, codebook, articles=articles, segments=settings["segments"])
    return counted_hits(hits, tokens, articles, **settings)


def _quoted_sources(run: Callable, **options: object) -> pd.DataFrame:
    """`quoted_sources`: of the attributions of each part, whose media are those of the whole corpus."""
    of = options.get("of", "speaker")
    if of == "speaker":
        require_events(run)
    media = frozenset().union(*run(media_names))
    compared = options.get("by", "outlet"), options.get("block", "event")
    columns = [name for name in dict.fromkeys(compared) if name]
    articles, attributions, last = [], [], 0
    for slim, spoken in run(partial(_spoken, media=media, of=of, columns=columns)):
        articles.append(slim)
        attributions.append(spoken.assign(attribution_id=spoken["attribution_id"] + last))
        last += int(spoken["attribution_id"].max()) + 1 if len(spoken) else 0
    return quoted_sources(pd.concat(articles), pd.concat(attributions, ignore_index=True), **options)


def _spoken(
    articles: pd.DataFrame, media: frozenset[str], of: str, columns: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is counted of each attribution of a part."""
    segments, (foreign, note) = segment(articles), refused(articles, None)
    table = find_spoken(articles, segments, foreign, media)
    if of == "speaker":
        table = with_persons(table, identify(table, articles), articles, note)
    table.attrs = {}
    once = table.drop_duplicates("attribution_id")
    return articles[columns], once[["attribution_id", "article_id", of]]
