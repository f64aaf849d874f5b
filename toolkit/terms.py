"""Terms counted: by article, by group, and how evenly they spread.

Every count reads the tokens it is given: "in the outlet's own voice" is `tokens[tokens["voice"] == "own"]`.
N-grams join words that follow one another in the tokens' index, inside one sentence: a word that was filtered
out is a gap that no n-gram bridges. Everywhere `ngram` is the number of words a unit has, `segments` are the
kinds of segment that count (None: all), and units that begin or end with one of `stop_words` are left out of
the table, but not of the running words that rates per thousand are based on.
"""

import tomllib
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.tokens import COUNTED

Names = Collection[str] | None
Groups = str | pd.Series | None


def load_stop_words(path: str | Path | None = None) -> frozenset[str]:
    """Words of grammar to leave out of tables; the list that ships keeps negation and modal verbs.

    Returns the union of all lists in the TOML file `path`.

    >>> "the" in load_stop_words(), "not" in load_stop_words(), "may" in load_stop_words()
    (True, False, False)
    """
    source = Path(path) if path else Path(__file__).parent / "lexicons" / "stop_words.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words)


def counted(tokens: pd.DataFrame, segments: Names = COUNTED) -> pd.DataFrame:
    """The tokens of the `segments` that count (None: all)."""
    require_columns(tokens, ["article_id", "sentence", "term", "segment"], "tokens")
    if segments is None:
        return tokens
    for kind in segments:
        require_choice(kind, tokens["segment"].cat.categories, "segments")
    return tokens[tokens["segment"].isin(list(segments))]


def article_lengths(tokens: pd.DataFrame) -> np.ndarray:
    """Number of words of each article, in the order of the categories of `article_id`."""
    articles = tokens["article_id"].cat
    return np.bincount(articles.codes, minlength=len(articles.categories))


def ngrams(tokens: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row at which each n-gram starts, its code, and the (kinds, n) term codes that each code stands for."""
    if n < 1:
        raise ValueError(f"ngram must be 1 or more, not {n}.")
    codes = tokens["term"].cat.codes.to_numpy().astype(np.int64)
    place = tokens.index.to_numpy() if pd.api.types.is_integer_dtype(tokens.index) else np.arange(len(tokens))
    article, sentence = tokens["article_id"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    start = np.arange(max(len(tokens) - n + 1, 0))
    stop = start + n - 1
    together = (place[stop] - place[start] == n - 1) & (article[stop] == article[start])
    start = start[together & (sentence[stop] == sentence[start])]
    kinds, gram = np.unique(codes[start], return_inverse=True)
    parts = kinds[:, None]
    for step in range(1, n):
        pairs, gram = np.unique(gram * (codes.max(initial=0) + 1) + codes[start + step], return_inverse=True)
        before, last = np.divmod(pairs, codes.max(initial=0) + 1)
        parts = np.column_stack([parts[before], last])
    return start, gram, parts


def count_matrix(
    tokens: pd.DataFrame, *, ngram: int = 1, segments: Names = COUNTED, stop_words: Names = None
) -> tuple[sparse.csr_array, pd.Index, pd.Index]:
    """Counts of every term in every article: a sparse matrix (articles x terms), the article ids, the terms.

    Rows are all categories of `article_id`, in order, also articles without a token; columns are the terms
    that occur, sorted.

    Raises
    ------
    ValueError
        If a column is missing, a segment is unknown or `ngram` is below 1.
    """
    tokens = counted(tokens, segments)
    start, gram, parts = ngrams(tokens, ngram)
    words = tokens["term"].cat.categories.to_numpy(dtype=object)
    names = words[parts[:, 0]]
    for column in parts.T[1:]:
        names = names + " " + words[column]
    stopped = np.isin(words, list(stop_words or ()))
    kept = np.flatnonzero(~stopped[parts[:, 0]] & ~stopped[parts[:, -1]])
    articles = tokens["article_id"].cat
    ones, places = np.ones(len(start), dtype=np.int32), (articles.codes.to_numpy()[start], gram)
    matrix = sparse.csr_array((ones, places), shape=(len(articles.categories), len(names)))
    order = kept[np.argsort(names[kept], kind="stable")]
    return matrix[:, order].tocsr(), articles.categories, pd.Index(names[order], dtype="str", name="term")


def column_sums(matrix: sparse.csr_array) -> np.ndarray:
    """Whole-number sum of each column."""
    return np.asarray(matrix.sum(axis=0), dtype=np.int64)


def column_dp(matrix: sparse.csr_array, words: np.ndarray) -> np.ndarray:
    """DP (Gries 2008) of each column of counts over articles of `words` words; touches the non-zeros only."""
    counts = matrix.tocoo()
    share = words / max(words.sum(), 1)
    total = column_sums(matrix)
    with np.errstate(invalid="ignore"):
        gap = np.abs(counts.data / total[counts.col] - share[counts.row]) - share[counts.row]
        return np.where(total > 0, (1 + np.bincount(counts.col, gap, len(total))) / 2, np.nan)


def _spread(tokens: pd.DataFrame, ngram: int, stop_words: Names) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Each term's frequency and dispersion over the articles that have words, and the counts in these."""
    matrix, _, terms = count_matrix(tokens, ngram=ngram, segments=None, stop_words=stop_words)
    words = article_lengths(tokens)
    matrix, words = matrix[words > 0], words[words > 0]
    table = pd.DataFrame({"term": terms, "n": column_sums(matrix)})
    table["per_thousand"] = 1000 * table["n"] / max(words.sum(), 1)
    table["articles"] = column_sums(matrix > 0)
    table["share_articles"] = table["articles"] / max(len(words), 1)
    return table.assign(dp=column_dp(matrix, words)), matrix


def groups_of(tokens: pd.DataFrame, by: Groups) -> pd.Series:
    """The group of each token: a column of tokens or a Series indexed by article_id; "" where it has none."""
    if by is None:
        return pd.Series("all", index=tokens.index)
    if isinstance(by, str):
        require_columns(tokens, [by], "tokens")
        return tokens[by].astype(object).fillna("")
    articles = tokens["article_id"].cat
    values = by.reindex(articles.categories).astype(object).fillna("").to_numpy()
    return pd.Series(values[articles.codes.to_numpy()], index=tokens.index)


def count_terms(
    tokens: pd.DataFrame,
    by: Groups = None,
    *,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """How often each term occurs, in all and in each group.

    Returns `term`, `n` and, where `by` is given, a column of counts for each group; most frequent first.

    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Go! Go, go.", "No go."]}, index=["a", "b"])
    >>> count_terms(tokenize(articles), pd.Series({"a": "Sun", "b": "Star"}), segments=None).values.tolist()
    [['go', 4, 1, 3], ['no', 1, 1, 0]]
    """
    table = term_frequencies(tokens, by, ngram=ngram, segments=segments, stop_words=stop_words)
    wide = table.pivot_table("n", "term", "group", fill_value=0, observed=True).astype(int)
    wide.insert(0, "n", wide.sum(axis=1))
    wide = wide[["n"]] if by is None else wide
    result = wide.rename_axis(columns=None).reset_index().sort_values(["n", "term"], ascending=[False, True])
    result.attrs = dict(table.attrs)
    return result.reset_index(drop=True)


def term_frequencies(
    tokens: pd.DataFrame,
    by: Groups = None,
    *,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Frequency and dispersion of each term in each group.

    Returns
    -------
    DataFrame
        `group` ("all" without `by`), `term`, `n`, `share` (of all n-grams counted before stop words go),
        `per_thousand` (running words), `articles` (with the term), `share_articles` (of the group's),
        `dp` (Gries 2008 over articles: 0 even, near 1 clumped); by group, most frequent first.
    """
    kept = counted(tokens, segments)
    of = groups_of(kept, by)
    columns = ["group", "term", "n", "share", "per_thousand", "articles", "share_articles", "dp"]
    tables = []
    for group in sorted(of.unique()):
        part = kept[(of == group).to_numpy()]
        spread, _ = _spread(part, ngram, stop_words)
        tables.append(spread.assign(group=group, share=spread["n"] / max(len(ngrams(part, ngram)[0]), 1)))
    table = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    table = table.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    unit = "Words" if ngram == 1 else f"Sequences of {ngram} words"
    table.attrs["caption"] = caption(unit, kept, segments, stop_words)
    return table


def dispersion(
    tokens: pd.DataFrame, *, ngram: int = 1, segments: Names = COUNTED, stop_words: Names = None
) -> pd.DataFrame:
    """How evenly each term spreads over the articles, which differ in length.

    Returns
    -------
    DataFrame
        `term`, `n`, `per_thousand` (words), `articles` (with the term), `share_articles`, `dp` and `dp_norm`
        (0 even, 1 clumped; Gries 2008, Lijffijt & Gries 2012), `juilland_d` (1 even, 0 clumped); most
        frequent first. One article has no dispersion: NaN, and a note.
    """
    kept = counted(tokens, segments)
    table, matrix = _spread(kept, ngram, stop_words)
    words = article_lengths(kept)
    words = words[words > 0]
    rates = matrix.multiply(1 / words[:, None]).tocsr()
    mean, square = (np.asarray(x.sum(axis=0)) / max(len(words), 1) for x in (rates, rates.multiply(rates)))
    if len(words) < 2:
        table["dp"] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        table["dp_norm"] = table["dp"] / (1 - words.min(initial=words.sum()) / words.sum())
        variation = np.sqrt(np.maximum(square - mean**2, 0)) / mean
        table["juilland_d"] = 1 - variation / np.sqrt(len(words) - 1)
    table = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["caption"] = caption("Dispersion of terms over articles", kept, segments, stop_words)
    if len(words) < 2:
        table.attrs["note"] = "Fewer than two articles have words: nothing can be spread over them."
    return table


def lockwords(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    block: str = "event",
    max_ratio: float = 2.0,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Terms that all outlets use at a like rate, and in how many events every outlet that covers them does.

    Parameters
    ----------
    by, block
        Columns of `articles`: who is compared, and within what.
    max_ratio
        The highest rate of an outlet is at most so many times the lowest; inf: every outlet has the term.

    Returns
    -------
    DataFrame
        `term`, `n`, `articles`, `outlets` (all that use it), `events` (of two or more outlets, in which one
        uses it), `events_shared` (in which all do), `share_shared`, `lowest_per_thousand`,
        `highest_per_thousand` (of all outlets); shared in most events first, then in the largest share of
        them, then most even.

    References
    ----------
    Baker 2011, Times may change but we'll always have money, 10.1177/0075424211419511
    """
    require_columns(articles, [by, block], "articles")
    if not max_ratio >= 1:
        raise ValueError(f"max_ratio must be 1 or more, not {max_ratio}.")
    kept = counted(tokens, segments)
    matrix, ids, terms = count_matrix(kept, segments=None, stop_words=stop_words)
    words = article_lengths(kept)
    sides = articles[[by, block]].reindex(ids).astype(object).fillna("").assign(row=np.arange(len(ids)))
    sides = sides[(words > 0) & (sides[by] != "")]
    outlets = [part["row"] for _, part in sides.groupby(by)]
    rates = [1000 * matrix[rows].sum(axis=0) / words[rows].sum() for rows in outlets]
    rates = np.array(rates or [np.zeros(len(terms))])
    table = pd.DataFrame({"term": terms, "n": column_sums(matrix[sides["row"]])})
    table["articles"] = column_sums(matrix[sides["row"]] > 0)
    table["outlets"] = (rates > 0).sum(axis=0)
    table[["events", "events_shared"]] = 0
    for _, event in sides[sides[block] != ""].groupby(block):
        users = np.array([matrix[part["row"]].sum(axis=0) > 0 for _, part in event.groupby(by)])
        if len(users) > 1:
            table["events"] += users.any(axis=0)
            table["events_shared"] += users.all(axis=0)
    table["share_shared"] = table["events_shared"] / table["events"].clip(lower=1)
    table["lowest_per_thousand"], table["highest_per_thousand"] = rates.min(axis=0), rates.max(axis=0)
    order = np.lexsort((terms, np.ptp(rates, axis=0), -table["share_shared"], -table["events_shared"]))
    low, high = table["lowest_per_thousand"], table["highest_per_thousand"]
    like = (low > 0) & (high / low.where(low > 0) <= max_ratio) & (table["events_shared"] > 0)
    table = table.iloc[order[like.to_numpy()[order]]].reset_index(drop=True)
    what = f"Words of every {by}, the highest rate at most {max_ratio:g} times the lowest,"
    table.attrs["caption"] = caption(what, kept, segments, stop_words)
    if table.empty:
        table.attrs["note"] = f"No word is shared by every {by}, and within any {block}, at such rates."
    return table


def caption(what: str, kept: pd.DataFrame, segments: Names, stop_words: Names) -> str:
    """One sentence on what was counted: unit, N and settings."""
    kinds = ", ".join(segments) if segments else "all segments"
    left_out = f"{len(stop_words) if stop_words else 'no'} stop words left out"
    articles = kept["article_id"].nunique()
    return f"{what} in {articles} articles: {len(kept)} running words of {kinds}, {left_out}."
