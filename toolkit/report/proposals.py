"""Proposals: events and outlets for a corpus that names none, and what is told of it on every page."""

import pandas as pd

from toolkit.corpus.events import group_events
from toolkit.corpus.languages import other_languages
from toolkit.corpus.segments import headlines, segment
from toolkit.corpus.tokens import tokenize
from toolkit.text.tokenizers import Tokenizer, unspaced


def propose(
    articles: pd.DataFrame, tokenizer: Tokenizer | str | None = None
) -> tuple[pd.DataFrame | None, list[str]]:
    """A table of events and outlets, where no article has one, and sentences that say so on every page.

    The table has the columns `article_id`, `headline`, `outlet`, `published`, `event` and `score` (mean
    cosine with the others of the event); `load_corpus` takes it back. None where all is named.
    """
    said = []
    outlet, event = articles["outlet"], articles["event"]
    if outlet.any() and (event.any() or len(articles) < 2):
        return None, []
    if not outlet.any():
        outlet = pd.Series(articles.index, index=articles.index)
        said.append("No outlet is named: each article stands for an outlet of its own.")
    segments = segment(articles)
    score = pd.Series(float("nan"), index=articles.index)
    if not event.any() and len(articles) > 1:
        tokens = tokenize(articles, segments, tokenizer=tokenizer)
        grouped = group_events(articles.assign(outlet=outlet), tokens)
        event, score = (grouped["event"] + ": " + grouped["terms"]).str.removesuffix(": "), grouped["score"]
        said.append(
            f"Events are proposed: none is named, so the {len(articles):,} articles were grouped by their"
            f" words and days into {event.nunique():,}."
        )
    headline = headlines(articles, segments)
    table = pd.DataFrame(
        {
            "article_id": articles.index,
            # A spreadsheet program would run a headline that begins so as a formula.
            "headline": headline.mask(headline.str.match(r"[=+\-@\t\r]"), "'" + headline),
            "outlet": outlet,
            "published": articles["published"].dt.strftime("%Y-%m-%d").fillna(""),
            "event": event,
            "score": score.round(3),
        }
    )
    return table, said


def unread(articles: pd.DataFrame, tokenizer: str | None) -> list[str]:
    """Sentences on what is not found in articles because of their language, for every page."""
    languages = other_languages(articles)
    counts = languages[languages != ""].value_counts()
    told = ", ".join(f"{n:,} {name}" for name, n in sorted(counts.items()))
    said = [] if tokenizer else [unspaced(articles["text"])]
    if told:
        said.append(
            f"{counts.sum():,} of {len(articles):,} articles are not in English ({told}): their speakers,"
            " names, numbers and acts are not read, and the frames' words are English."
        )
    return list(filter(None, said))
