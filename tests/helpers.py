"""Builders of small inputs that the tests of several modules share."""

import pandas as pd

from toolkit.corpus.tokens import tokenize


def write(folder, files):
    """Write files given as text or bytes, folders included."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def refusals(table):
    """Reasons of everything that has one, by path."""
    return table[table["reason"] != ""].set_index("path")["reason"].to_dict()


def corpus(*texts, **columns):
    """Articles, each of its own outlet unless `columns` say otherwise, and the tokens of their texts."""
    ids = [f"a{number}" for number in range(len(texts))]
    outlets = [f"Outlet {number}" for number in range(len(texts))]
    articles = pd.DataFrame(
        {"text": texts, "outlet": outlets, **columns}, index=pd.Index(ids, name="article_id")
    )
    lengths = [len(text) for text in texts]
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": lengths, "kind": "body"})
    return articles, tokenize(articles, body[body["end"] > 0])


def words(*articles):
    """Tokens of articles given as lists of sentences; a sentence may be a (text, segment) pair."""
    rows, start = [], 0
    for number, sentences in enumerate(articles):
        for place, sentence in enumerate(sentences):
            text, kind = (sentence, "body") if isinstance(sentence, str) else sentence
            for term in text.split():
                rows.append((f"a{number}", 0, place, start, start + len(term), term, kind))
                start += len(term) + 1
        start = 0
    columns = ["article_id", "paragraph", "sentence", "start", "end", "term", "segment"]
    tokens = pd.DataFrame(rows, columns=columns)
    tokens["article_id"] = pd.Categorical(tokens["article_id"], [f"a{i}" for i in range(len(articles))])
    tokens["term"] = pd.Categorical(tokens["term"])
    tokens["segment"] = pd.Categorical(tokens["segment"])
    tokens["place"] = range(len(tokens))
    return tokens


def pages(texts, **columns):
    """Articles by name, each of its own outlet unless `columns` say otherwise, and their segments.

    A text in two paragraphs has the first one as its headline.
    """
    names = list(texts)
    articles = pd.DataFrame(
        {"event": "pit", "outlet": [name.title() for name in names], "text": list(texts.values())},
        index=pd.Index(names, name="article_id"),
    ).assign(**columns)
    rows = []
    for name, text in texts.items():
        end = max(0, text.find("\n\n"))
        rows += [(name, 0, end, "headline")] * (end > 0) + [(name, end, len(text), "body")]
    return articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
