"""Coverage: sentences and terms of an event without a counterpart in the wording of other outlets."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_columns
from toolkit.comparison.passages import on_both_sides
from toolkit.corpus.selection import counted, groups_of
from toolkit.files.words import load_stop_words

_MIN_WORDS = 4  # content words that a sentence needs; "He declined." is in every article
_PASSAGE_SHARE = 0.3  # of a sentence in a passage: the rest is a lead-in, or what another sentence there says
_MIN_USES = 2  # that a term needs in the event
_ROWS = 2000  # sentences compared with all others at once, which bounds the memory
_SENTENCE = ["article_id", "sentence"]
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
        The articles that count, one a row; columns `text`, `event` and `outlet`. An article without an event
        or an outlet is left out.
    passages
        Table of `find_reuse`: a sentence of which 30% or more is in a passage has a counterpart in each
        sentence that the passage touches in the other article.
    overlap
        A sentence of the event is a counterpart of another if it has this share (0-1) of the weight of the
        other's content words, each weighted by ln((1 + sentences of the event) / sentences with it).

    Returns
    -------
    DataFrame
        One row a gap, by event, kind, gap, outlet, then uses: `event`; `kind` of the item (sentence, term);
        `gap` (only: `outlet` alone has it; missing: all have it but `outlet`); `outlet`; `item`, the sentence
        or term; `uses` (how many: of the term, or of the sentence and its counterparts); `outlets` (how many
        cover the event); `article_id`, `sentence`, `start`, `end`: where the sentence, or the first one with
        the term, stands. Events of one outlet have no rows, those of two no "missing".

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
    words = _content_words(counted(tokens, articles), articles)
    outlets = words.groupby("event")["outlet"].nunique()
    table = pd.concat([_term_gaps(words), _sentence_gaps(words, passages, overlap)])
    table["outlets"] = table["event"].map(outlets)
    texts, place = articles["text"].to_list(), articles.index.astype("str").get_indexer(table["article_id"])
    spans = zip(place.tolist(), table["start"].tolist(), table["end"].tolist(), strict=True)
    said = np.array([" ".join(texts[k][start:end].split()) for k, start, end in spans], dtype=object)
    table["item"] = np.where(table["kind"] == "term", table["item"].astype(object), said)
    table = table.sort_values(list(_ORDER), ascending=list(_ORDER.values()), ignore_index=True)
    table = table[list(_COLUMNS)].astype(_COLUMNS)
    table.attrs["caption"] = (
        f"Sentences and terms without a counterpart in other articles, or in one outlet's, of the "
        f"{len(words.drop_duplicates(_SENTENCE)):,} sentences of {len(outlets):,} "
        f"event{'s' * (len(outlets) != 1)} that two outlets or more cover; a paraphrase counts as missing "
        f"(a counterpart has {overlap:.0%} of the weight of a "
        f"sentence's words, or shares a passage of {_PASSAGE_SHARE:.0%} of it)."
    )
    if outlets.empty:
        table.attrs["note"] = "No event is covered by two outlets or more."
    elif table.empty:
        table.attrs["note"] = "Every sentence and term has a counterpart."
    return table


def _content_words(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Words that are not of grammar, of events of two outlets or more, with the span of their sentence."""
    spans = tokens.groupby(_SENTENCE, observed=True).agg(start=("start", "min"), end=("end", "max"))
    words = tokens.loc[~tokens["term"].isin(load_stop_words()), [*_SENTENCE, "term"]]
    article = words["article_id"].cat.codes.to_numpy()
    event, outlet = (groups_of(articles, name).to_numpy()[article] for name in ("event", "outlet"))
    words = words.assign(event=event, outlet=outlet)[(event != "") & (outlet != "")]
    words = words[words.groupby("event")["outlet"].transform("nunique") > 1]
    return words.join(spans, on=_SENTENCE).astype({"article_id": "str", "term": "str"})


def _gaps(rows: pd.DataFrame, row: np.ndarray, outlet: pd.Series, every: pd.DataFrame) -> pd.DataFrame:
    """Those rows (terms or sentences) that one outlet of their event has, or all but one, with that outlet.

    The `outlet` at each place has the row whose number stands there; `every` says who covers which event.
    """
    if rows.empty:
        return rows.assign(gap="", outlet="")
    covers = pd.crosstab(every["event"], every["outlet"]) > 0
    covered = covers.loc[rows["event"]].to_numpy()
    has = np.zeros(covered.shape, bool)
    has[row, covers.columns.get_indexer(outlet)] = True
    having, of = has.sum(axis=1), covered.sum(axis=1)
    gap = np.where(having == 1, "only", np.where((having == of - 1) & (of > 2), "missing", ""))
    which = np.where((gap == "only")[:, None], has, covered & ~has).argmax(axis=1)
    return rows.assign(gap=gap, outlet=covers.columns.to_numpy()[which])[gap != ""]


def _term_gaps(words: pd.DataFrame) -> pd.DataFrame:
    """Terms that one outlet of an event has, or all but one."""
    same = words.groupby(["event", "term"], sort=False)
    terms = words.assign(kind="term", item=words["term"], uses=same["term"].transform("size"))
    terms = terms.drop_duplicates(["event", "term"])
    table = _gaps(terms, same.ngroup().to_numpy(), words["outlet"], words)
    return table[table["uses"] >= _MIN_USES]


def _sentence_gaps(words: pd.DataFrame, passages: pd.DataFrame | None, overlap: float) -> pd.DataFrame:
    """Sentences whose content one outlet of an event has, or all but one."""
    kinds = words.drop_duplicates([*_SENTENCE, "term"])
    kinds = kinds[kinds.groupby(_SENTENCE)["term"].transform("size") >= _MIN_WORDS]
    sentences = kinds.drop_duplicates(_SENTENCE).reset_index(drop=True)
    pairs = [_alike(kinds, sentences, overlap)]
    if passages is not None:
        pairs.append(_in_one_passage(sentences, passages))
    number, n = np.arange(len(sentences)), max(len(sentences), 1)
    # Every sentence and its counterparts, of which it is one itself, in the order of the articles.
    here, counterpart = np.divmod(np.unique(np.concatenate(pairs, axis=1).T @ [n, 1]), n)
    # What several outlets say is listed once, where it stands first.
    first = counterpart[np.searchsorted(here, number)] == number
    sentences = sentences.assign(kind="sentence", item="", uses=np.bincount(here), first=first)
    table = _gaps(sentences, here, sentences["outlet"].take(counterpart), sentences)
    return table[(table["gap"] == "only") | table["first"]]


def _alike(kinds: pd.DataFrame, sentences: pd.DataFrame, overlap: float) -> np.ndarray:
    """Pairs of sentences of an event where the second has enough of the weight of the first one's words.

    `kinds` has one row a term of a sentence. A term of two events is two, so that one product serves for all.
    """
    number = kinds.groupby(_SENTENCE, sort=False).ngroup().to_numpy()
    term = kinds.groupby(["event", "term"]).ngroup().to_numpy()
    size = sentences.groupby("event")["start"].transform("size").to_numpy()
    weight = np.log((1 + size[number]) / np.bincount(term)[term])
    shape = len(sentences), term.max(initial=-1) + 1
    weights, bags = (sparse.csr_array((data, (number, term)), shape=shape) for data in (weight, weight > 0))
    whole, pairs = np.bincount(number, weight), [np.empty((2, 0), np.int64)]
    for first in range(0, len(sentences), _ROWS):
        shared = (weights[first : first + _ROWS] @ bags.T).tocoo()
        row = shared.row + np.int64(first)
        near = shared.data / whole[row] >= overlap - 1e-9
        pairs.append(np.array([row[near], shared.col[near]]))
    return np.concatenate(pairs, axis=1)


def _in_one_passage(sentences: pd.DataFrame, passages: pd.DataFrame) -> np.ndarray:
    """Pairs of sentences of an event where enough of the first is in a passage, and some of the second."""
    seen = on_both_sides(passages).rename(columns={"start": "from", "end": "to"})
    met = sentences.rename_axis("number").reset_index().merge(seen, left_on="article_id", right_on="article")
    shared = met[["end", "to"]].min(axis=1) - met[["start", "from"]].max(axis=1)
    met = met.assign(enough=shared >= _PASSAGE_SHARE * (met["end"] - met["start"]))[shared > 0]
    pairs = met[met["enough"]].merge(met, on=["passage", "event"])
    pairs = pairs[pairs["side_x"] != pairs["side_y"]]
    return pairs[["number_x", "number_y"]].to_numpy(np.int64).T
