"""Terms counted: by article, by group, over time, and how evenly they spread.

Every count reads the tokens it is given: "in the outlet's own voice" is `tokens[tokens["voice"] == "own"]`.
N-grams join words that follow one another in the tokens' index, inside one sentence: a word that was filtered
out is a gap that no n-gram bridges. Rates per thousand are per thousand of the words that were given.
"""

import tomllib
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.tokens import COUNTED

_NEEDED = ("article_id", "sentence", "term", "segment")


def load_stop_words(path: str | Path | None = None) -> frozenset[str]:
    """Words of grammar to leave out of tables; the list that ships keeps negation and modal verbs.

    Returns the union of all lists in the TOML file `path`.

    >>> "the" in load_stop_words(), "not" in load_stop_words(), "may" in load_stop_words()
    (True, False, False)
    """
    source = Path(path) if path else Path(__file__).parent / "lexicons" / "stop_words.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words)


def counted(tokens: pd.DataFrame, segments: Collection[str] | None = COUNTED) -> pd.DataFrame:
    """The tokens of the `segments` that count (None: all)."""
    require_columns(tokens, _NEEDED, "tokens")
    if segments is None:
        return tokens
    for kind in segments:
        require_choice(kind, tokens["segment"].cat.categories, "segments")
    return tokens[tokens["segment"].isin(list(segments))]


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


def count_matrix(tokens: pd.DataFrame, *, ngram: int = 1, segments: Collection[str] | None = COUNTED,
                 stop_words: Collection[str] | None = None) -> tuple[sparse.csr_array, pd.Index, pd.Index]:
    """Counts of every term in every article: a sparse matrix (articles x terms), the article ids, the terms.

    Rows are all categories of `article_id`, in order, also articles without a token; columns are the terms
    that occur, sorted. N-grams that begin or end with one of `stop_words` are left out.

    Raises
    ------
    ValueError
        If a column is missing, a segment is unknown or `ngram` is below 1.
    """
    tokens = counted(tokens, segments)
    start, gram, parts = ngrams(tokens, ngram)
    words = tokens["term"].cat.categories.to_numpy(dtype=object)
    names = words[parts[:, 0]] if len(parts) else np.array([], dtype=object)
    for column in parts.T[1:]:
        names = names + " " + words[column]
    stopped = np.isin(words, list(stop_words or ()))
    kept = ~(stopped[parts[:, 0]] | stopped[parts[:, -1]]) if len(parts) else np.zeros(0, dtype=bool)
    articles = tokens["article_id"].cat
    shape = (len(articles.categories), len(names))
    ones = np.ones(len(start), dtype=np.int32)
    matrix = sparse.csr_array((ones, (articles.codes.to_numpy()[start], gram)), shape=shape)
    order = np.flatnonzero(kept)[np.argsort(names[kept], kind="stable")]
    return matrix[:, order].tocsr(), articles.categories, pd.Index(names[order], dtype="str", name="term")


def column_dp(matrix: sparse.csr_array, words: np.ndarray) -> np.ndarray:
    """DP (Gries 2008) of each column of counts over articles of `words` words; touches the non-zeros only."""
    counts = matrix.tocoo()
    share = words / max(words.sum(), 1)
    total = np.asarray(matrix.sum(axis=0), dtype=float)
    with np.errstate(invalid="ignore"):
        gap = np.abs(counts.data / total[counts.col] - share[counts.row]) - share[counts.row]
        return np.where(total > 0, (1 + np.bincount(counts.col, gap, len(total))) / 2, np.nan)


def groups_of(tokens: pd.DataFrame, by: str | pd.Series | None) -> pd.Series:
    """The group of each token: a column of tokens or a Series indexed by article_id; "" where it has none."""
    if by is None:
        return pd.Series("all", index=tokens.index)
    if isinstance(by, str):
        require_columns(tokens, [by], "tokens")
        return tokens[by].astype(object).fillna("")
    articles = tokens["article_id"].cat
    values = by.reindex(articles.categories).astype(object).fillna("").to_numpy()
    return pd.Series(values[articles.codes.to_numpy()], index=tokens.index)


def count_terms(tokens: pd.DataFrame, by: str | pd.Series | None = None, *, ngram: int = 1,
                segments: Collection[str] | None = COUNTED,
                stop_words: Collection[str] | None = None) -> pd.DataFrame:
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


def term_frequencies(tokens: pd.DataFrame, by: str | pd.Series | None = None, *, ngram: int = 1,
                     segments: Collection[str] | None = COUNTED,
                     stop_words: Collection[str] | None = None) -> pd.DataFrame:
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
    rows = []
    for group in sorted(of.unique()):
        part = kept[(of == group).to_numpy()]
        words = np.bincount(part["article_id"].cat.codes, minlength=len(part["article_id"].cat.categories))
        matrix, _, terms = count_matrix(part, ngram=ngram, segments=None, stop_words=stop_words)
        n = np.asarray(matrix.sum(axis=0), dtype=np.int64)
        articles = np.asarray((matrix > 0).sum(axis=0), dtype=np.int64)
        rows.append(pd.DataFrame({
            "group": group, "term": terms, "n": n, "share": n / max(len(ngrams(part, ngram)[0]), 1),
            "per_thousand": 1000 * n / max(len(part), 1), "articles": articles,
            "share_articles": articles / max((words > 0).sum(), 1), "dp": column_dp(matrix, words)}))
    columns = ["group", "term", "n", "share", "per_thousand", "articles", "share_articles", "dp"]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    table = table.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    unit = "Words" if ngram == 1 else f"Sequences of {ngram} words"
    table.attrs["caption"] = caption(unit, kept, segments, stop_words)
    return table


def dispersion(tokens: pd.DataFrame, *, ngram: int = 1, segments: Collection[str] | None = COUNTED,
               stop_words: Collection[str] | None = None) -> pd.DataFrame:
    """How evenly each term spreads over the articles, which differ in length.

    Returns
    -------
    DataFrame
        `term`, `n`, `per_thousand` (words), `articles` (with the term), `share_articles`, `dp` and `dp_norm`
        (0 even, 1 clumped; Gries 2008, Lijffijt & Gries 2012), `juilland_d` (1 even, 0 clumped); most
        frequent first. One article has no dispersion: NaN, and a note.
    """
    kept = counted(tokens, segments)
    matrix, _, terms = count_matrix(kept, ngram=ngram, segments=None, stop_words=stop_words)
    words = np.bincount(kept["article_id"].cat.codes, minlength=matrix.shape[0])
    matrix, words = matrix[words > 0], words[words > 0]
    n, articles = (np.asarray(x.sum(axis=0), dtype=np.int64) for x in (matrix, matrix > 0))
    rates = matrix.multiply(1 / words[:, None]).tocsr() if len(words) else matrix
    parts = max(len(words), 1)
    mean = np.asarray(rates.sum(axis=0)) / parts
    deviation = np.sqrt(np.maximum(np.asarray(rates.multiply(rates).sum(axis=0)) / parts - mean**2, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = np.where(parts > 1, column_dp(matrix, words), np.nan)
        table = pd.DataFrame({
            "term": terms, "n": n, "per_thousand": 1000 * n / words.sum(), "articles": articles,
            "share_articles": articles / parts, "dp": dp,
            "dp_norm": dp / (1 - words.min(initial=words.sum()) / words.sum()),
            "juilland_d": 1 - deviation / mean / np.sqrt(parts - 1)})
    table = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["caption"] = caption("Dispersion of terms over articles", kept, segments, stop_words)
    if parts < 2:
        table.attrs["note"] = "Fewer than two articles have words: nothing can be spread over them."
    return table


def lockwords(tokens: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet", block: str = "event",
              segments: Collection[str] | None = COUNTED,
              stop_words: Collection[str] | None = None) -> pd.DataFrame:
    """Terms that all outlets share: in how many events every outlet that covers them uses the term.

    Parameters
    ----------
    by, block
        Columns of `articles`: who is compared, and within what.

    Returns
    -------
    DataFrame
        `term`, `n`, `articles`, `outlets` (that use it), `events` (of two or more outlets, in which anyone
        uses it), `events_shared` (in which all do), `share_shared`, `lowest_per_thousand`,
        `highest_per_thousand` (of all outlets); shared in most events first, then in the largest share of
        them, then most even.

    References
    ----------
    Baker 2011, Times may change but we'll always have money, 10.1177/0075424211419511
    """
    require_columns(articles, [by, block], "articles")
    kept = counted(tokens, segments)
    matrix, ids, terms = count_matrix(kept, segments=None, stop_words=stop_words)
    words = np.bincount(kept["article_id"].cat.codes, minlength=len(ids))
    sides = articles[[by, block]].reindex(ids).astype(object).fillna("").reset_index(drop=True)
    sides = sides[(words > 0) & (sides[by] != "")]
    outlets = sides.groupby(by, sort=True).indices
    rows = sides.index.to_numpy()
    rates = np.zeros((max(len(outlets), 1), len(terms)))
    for rate, members in zip(rates, outlets.values(), strict=False):
        rate[:] = 1000 * matrix[rows[members]].sum(axis=0) / words[rows[members]].sum()
    anyone, everyone = np.zeros((2, len(terms)), dtype=np.int64)
    for _, event in sides[sides[block] != ""].groupby(block, sort=True):
        users = np.array([matrix[part.index.to_numpy()].sum(axis=0) > 0 for _, part in event.groupby(by)])
        if len(users) > 1:
            anyone, everyone = anyone + users.any(axis=0), everyone + users.all(axis=0)
    n, found = (np.asarray(x.sum(axis=0), dtype=np.int64) for x in (matrix[rows], matrix[rows] > 0))
    table = pd.DataFrame({"term": terms, "n": n, "articles": found, "outlets": (rates > 0).sum(axis=0),
                          "events": anyone, "events_shared": everyone,
                          "share_shared": everyone / np.maximum(anyone, 1),
                          "lowest_per_thousand": rates.min(axis=0),
                          "highest_per_thousand": rates.max(axis=0)})
    order = np.lexsort((terms, np.ptp(rates, axis=0), -table["share_shared"], -table["events_shared"]))
    table = table.iloc[order[everyone[order] > 0]].reset_index(drop=True)
    table.attrs["caption"] = caption(f"Words that every {by} of an {block} uses", kept, segments, stop_words)
    if table.empty:
        table.attrs["note"] = f"No word is used by every {by} of any {block} that two or more of them cover."
    return table


def caption(what: str, kept: pd.DataFrame, segments: Collection[str] | None,
            stop_words: Collection[str] | None) -> str:
    """One sentence on what was counted: unit, N and settings."""
    left_out = f"{len(stop_words)} stop words left out" if stop_words else "no stop words left out"
    return (f"{what} in {kept['article_id'].nunique()} articles: {len(kept)} running words of "
            f"{', '.join(segments) if segments else 'all segments'}, {left_out}.")
