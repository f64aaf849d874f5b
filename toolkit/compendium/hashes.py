"""Hashes: by which it is known whether two corpora hold the same articles, without showing them."""

import hashlib

import pandas as pd

SHOWN = 3  # articles that a sentence names


def hashes_of(articles: pd.DataFrame) -> pd.DataFrame:
    """One row an article: `article_id`, `outlet`, `event`, `published`, `published_precision`, `sha256`.

    `sha256` is that of the text as it was read, after repair of its encoding, in UTF-8.

    Examples
    --------
    >>> one = pd.DataFrame({"text": ["Storm."], "outlet": "Beacon", "event": "storm"}, index=["a"])
    >>> one = one.assign(published=pd.Timestamp("2024-10-18", tz="UTC"), published_precision="day")
    >>> table = hashes_of(one)
    >>> table["published"][0], table["sha256"][0][:8]
    ('2024-10-18T00:00:00+00:00', '018853d2')
    """
    told = [moment.isoformat() if pd.notna(moment) else "" for moment in articles["published"]]
    sums = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in articles["text"]]
    columns = {name: articles[name].astype("str").to_numpy() for name in ("outlet", "event")}
    ids = articles.index.astype("str")
    return pd.DataFrame(
        {"article_id": ids, **columns, "published": told}
        | {"published_precision": articles["published_precision"].astype("str").to_numpy(), "sha256": sums}
    )


def require_same(stored: pd.DataFrame, now: pd.DataFrame) -> None:
    """Raise where none of the articles is one of those that were packed.

    Raises
    ------
    ValueError
        If no text and no id is the same.
    """
    if not any(set(stored[name]) & set(now[name]) for name in ("sha256", "article_id")):
        raise ValueError(
            f"this is another corpus: none of its {len(now):,} articles is one of the {len(stored):,} that"
            " were packed; give the corpus that was."
        )


def corpora_differ(stored: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """Sentences on articles with another text, missing or new ones; none where all is as it was packed."""
    before, after = (table.set_index("article_id") for table in (stored, now))
    both = before.index.intersection(after.index)
    told = [name for name in before.columns if name in after and name != "sha256"]
    other = (before.loc[both, told] != after.loc[both, told]).any(axis=1)
    changed = before.loc[both, "sha256"] != after.loc[both, "sha256"]
    found = {
        "{} {} another text than when it was packed": both[changed],
        "{} {} another outlet, event or date than when it was packed": both[other & ~changed],
        "{} {} missing": before.index.difference(after.index, sort=False),
        "{} {} not among those that were packed": after.index.difference(before.index, sort=False),
    }
    return [_told(sentence, ids) for sentence, ids in found.items() if len(ids)]


def _told(sentence: str, ids: pd.Index) -> str:
    one = len(ids) == 1
    more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
    who = f"Article{'' if one else 's'} {', '.join(map(repr, ids[:SHOWN]))}{more}"
    verb = ("has" if one else "have") if "another" in sentence else ("is" if one else "are")
    return f"{sentence.format(who, verb)}."
