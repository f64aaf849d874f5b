"""Coverage: sentences and terms of an event without a counterpart in the wording of other outlets."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_columns
from toolkit.corpus.counts import load_stop_words
from toolkit.corpus.selection import counted

_MIN_WORDS = 4  # content words that a sentence needs; "He declined." is in every article
_PASSAGE_SHARE = 0.3  # of a sentence in a passage: the rest is a lead-in, or what another sentence there says
_MIN_USES = 2  # that a term needs in the event
_COLUMNS = {
    "event": "str", "kind": "str", "gap": "str", "outlet": "str", "item": "str", "uses": "int64",
    "outlets": "int64", "article_id": "str", "sentence": "int64", "start": "int64", "end": "int64",
}  # fmt: skip
_ORDER = dict.fromkeys("event kind gap outlet uses article_id start item".split(), True) | {"uses": False}


def coverage_gaps(
    tokens: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None = None, *,
    overlap: float = 0.5,
) -> pd.DataFrame:  # fmt: skip
    """Sentences and terms without a counterpart in other articles; a paraphrase counts as missing.

    Parameters
    ----------
    tokens
        Table of `tokenize`; headline and body count.
    articles
        One row an article; columns `text`, `event` and `outlet`.
    passages
        Table of `find_reuse`: a sentence of which 30% or more is in a passage is also in the other outlet.
    overlap
        A sentence is also in another outlet if one of its sentences has this share (0-1) of the weight of the
        content words, each weighted by ln((1 + sentences of the event) / sentences with it).

    Returns
    -------
    DataFrame
        One row a gap, by `event`, `kind` (sentence, term), `gap` (only: `outlet` alone has it; missing: all
        have it but `outlet`), outlet, then uses: `item`, the sentence or term; `uses`, of the term, or
        sentences that say it; `outlets` that cover the event; `article_id`, `sentence`, `start`, `end`: where
        the sentence, or the first one with the term, stands. Events of one outlet have no rows, those of two
        no "missing".

    Raises
    ------
    ValueError
        If a column is missing, or `overlap` is not above 0 and at most 1.

    Notes
    -----
    A list to read from: wording alone is compared, so a paraphrase counts as missing, and the rarest words
    decide. Left out are words of grammar, terms used once, and sentences of fewer than 4 content words.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = ["The captain slept.", "Police arrested the captain.", "Police arrested him."]
    >>> columns = {"text": text, "outlet": ["A", "B", "C"], "event": "ferry"}
    >>> articles = pd.DataFrame(columns, index=["a", "b", "c"])
    >>> body = pd.DataFrame({"article_id": ["a", "b", "c"], "start": 0, "end": [18, 28, 20], "kind": "body"})
    >>> coverage_gaps(tokenize(articles, body), articles)[["gap", "outlet", "item", "uses"]].values.tolist()
    [['missing', 'A', 'arrested', 2], ['missing', 'A', 'police', 2], ['missing', 'C', 'captain', 2]]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term", "segment"], "tokens")
    require_columns(articles, ["text", "event", "outlet"], "articles")
    if not 0 < overlap <= 1:
        raise ValueError(f"overlap must be in (0, 1], not {overlap}.")
    words = _content_words(tokens, articles)
    sentences = tokens.groupby(["article_id", "sentence"], observed=True)
    spans = sentences.agg(start=("start", "min"), end=("end", "max"))
    table = pd.concat([_term_gaps(words), _sentence_gaps(words, spans, passages, overlap)])
    outlets = words.groupby("event")["outlet"].nunique()
    table = table.join(spans, on=["article_id", "sentence"]).assign(outlets=table["event"].map(outlets))
    text = articles["text"].to_numpy()[articles.index.astype("str").get_indexer(table["article_id"])]
    spans = zip(text, table["start"], table["end"], strict=True)
    said = np.array([" ".join(whole[start:end].split()) for whole, start, end in spans], dtype=object)
    table["item"] = np.where(table["kind"] == "term", table["item"].astype(object), said)
    table = table.sort_values(list(_ORDER), ascending=list(_ORDER.values()), ignore_index=True)
    table = table[list(_COLUMNS)].astype(_COLUMNS)
    listed, whole = (
        (table["kind"] == "sentence").sum(),
        len(words.drop_duplicates(["article_id", "sentence"])),
    )
    table.attrs["caption"] = (
        f"{listed:,} of the {whole:,} sentences and {len(table) - listed:,} terms of {len(outlets):,} events "
        f"of two outlets or more, without a counterpart in other articles, or in one outlet's; a paraphrase "
        f"counts as missing (a counterpart has {overlap:.0%} of the weight of a sentence's words, or "
        f"shares a passage of {_PASSAGE_SHARE:.0%} of it)."
    )
    if outlets.empty:
        table.attrs["note"] = "No event is covered by two outlets or more."
    return table


def _content_words(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Words that are not of grammar, with event and outlet, of the events that two outlets or more cover."""
    words = counted(tokens)[["article_id", "sentence", "term"]]
    words = words[~words["term"].isin(load_stop_words()) & words["article_id"].isin(articles.index)]
    article = words["article_id"].cat
    rows = articles.index.astype("str").get_indexer(article.categories)[article.codes]
    told = articles[["event", "outlet"]].fillna("").astype("str").iloc[rows]
    words = words.assign(event=told["event"].to_numpy(), outlet=told["outlet"].to_numpy())
    words = words[(words["event"] != "") & (words["outlet"] != "")]
    return words[words.groupby("event")["outlet"].transform("nunique") > 1]


def _gap(n_outlets: np.ndarray, of: np.ndarray | int) -> np.ndarray:
    """Name of the gap where `n_outlets` of `of` have something."""
    return np.where(n_outlets == 1, "only", np.where((n_outlets == of - 1) & (of > 2), "missing", ""))


def _term_gaps(words: pd.DataFrame) -> pd.DataFrame:
    """Terms that one outlet of an event has, or all but one."""
    keys = ["event", "term"]
    first = words.drop_duplicates(keys)[[*keys, "article_id", "sentence"]]
    if words.empty:
        return first.assign(gap="", outlet="", uses=0, kind="term", item="")
    uses = words.pivot_table(index=keys, columns="outlet", aggfunc="size", fill_value=0, observed=True)
    has = uses.to_numpy() > 0
    covers = (uses.groupby(level="event").transform("sum") > 0).to_numpy()
    gap = _gap(has.sum(axis=1), covers.sum(axis=1))
    which = np.where((gap == "only")[:, None], has, covers & ~has).argmax(axis=1)
    columns = {"gap": gap, "outlet": uses.columns.to_numpy()[which], "uses": uses.sum(axis=1)}
    table = pd.DataFrame(columns, uses.index)
    table = table[(table["gap"] != "") & (table["uses"] >= _MIN_USES)].reset_index()
    return table.merge(first, on=keys).rename(columns={"term": "item"}).assign(kind="term")


def _elsewhere(
    units: pd.DataFrame, bags: sparse.csr_array, passages: pd.DataFrame | None, overlap: float
) -> sparse.csr_array:
    """Which sentences of one event say what which others say, by shared weight or a common passage."""
    found = np.diff(bags.tocsc().indptr)
    weighted = (bags @ sparse.diags_array(np.log((1 + len(units)) / np.maximum(found, 1)))).tocsr()
    share = sparse.diags_array(1 / np.asarray(weighted.sum(axis=1)).ravel()) @ (weighted @ bags.T)
    said = share.tocoo()
    near = said.data >= overlap - 1e-9
    rows, columns = [said.row[near]], [said.col[near]]
    if passages is not None:
        for here, there in (("a", "b"), ("b", "a")):
            pair = _held(units, passages, here, _PASSAGE_SHARE).merge(
                _held(units, passages, there, 1e-9), on="passage"
            )
            rows.append(pair["unit_x"].to_numpy())
            columns.append(pair["unit_y"].to_numpy())
    place = np.concatenate(rows).astype(np.int64), np.concatenate(columns).astype(np.int64)
    return sparse.csr_array((np.ones(len(place[0])), place), shape=(len(units), len(units)))


def _held(units: pd.DataFrame, passages: pd.DataFrame, side: str, part: float) -> pd.DataFrame:
    """Sentences of which `part` or more stands in a passage on that side."""
    spans = passages[[f"article_{side}", f"start_{side}", f"end_{side}"]]
    spans = spans.set_axis(["article_id", "from", "to"], axis=1).rename_axis("passage").reset_index()
    met = units.merge(spans, on="article_id")
    shared = np.minimum(met["end"], met["to"]) - np.maximum(met["start"], met["from"])
    return met.loc[shared >= part * (met["end"] - met["start"]), ["passage", "unit"]]


def _sentence_gaps(
    words: pd.DataFrame, spans: pd.DataFrame, passages: pd.DataFrame | None, overlap: float
) -> pd.DataFrame:
    """Sentences whose content one outlet of an event has, or all but one."""
    place = ["article_id", "sentence"]
    kinds = words.drop_duplicates([*place, "term"])
    sentences = kinds.groupby(place, observed=True, sort=False)
    kinds = kinds.assign(of=sentences.ngroup())[sentences["term"].transform("size") >= _MIN_WORDS]
    tables = [pd.DataFrame(columns=["event", "gap", "outlet", "uses", *place])]
    for event, bag in kinds.groupby("event"):
        units = bag.drop_duplicates("of").join(spans, on=place).astype({"article_id": "str"})
        units = units.reset_index(drop=True).rename_axis("unit").reset_index()
        unit, term = pd.factorize(bag["of"])[0], pd.factorize(bag["term"].cat.codes)[0]
        said = _elsewhere(units, sparse.csr_array((np.ones(len(bag)), (unit, term))), passages, overlap)
        tables.append(_gaps_of(units, said).assign(event=event))
    return pd.concat(tables).assign(kind="sentence", item="")


def _gaps_of(units: pd.DataFrame, said: sparse.csr_array) -> pd.DataFrame:
    """The sentences of one event that one outlet says, or all but one, told which say what which say."""
    outlet, names = pd.factorize(units["outlet"], sort=True)
    has = (said @ sparse.csr_array((np.ones(len(units)), (np.arange(len(units)), outlet)))).toarray() > 0
    gap = _gap(has.sum(axis=1), len(names))
    # What several outlets say is listed once, where it stands first; no row is empty: each says itself.
    first = np.minimum.reduceat(said.indices, said.indptr[:-1]) == np.arange(len(units))
    silent = names.to_numpy()[has.argmin(axis=1)]
    table = units[["article_id", "sentence"]].assign(
        gap=gap, outlet=np.where(gap == "only", units["outlet"], silent), uses=np.diff(said.indptr)
    )
    return table[(gap == "only") | ((gap == "missing") & first)]
