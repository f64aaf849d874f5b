"""Everything that shows something in a notebook, given all payloads wherever it takes a text."""

from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
from browser.payloads import PAYLOADS
from IPython.display import display

import toolkit as tk

EVENT = f"storm {PAYLOADS[8]}"


@cache
def made():
    """Tables of one article a payload, with the payload in each of its fields."""
    texts = [
        f"{p} Harbour {p} shut\n\nThe harbour {p} of Lowmere was shut by a storm, which hurt {n} people."
        f" “It is {p} lost,” said Jane {p} Roe, the {p} mayor."
        for n, p in enumerate(PAYLOADS, start=2)
    ]
    fields = ("outlet", "headline", "byline", "agency", "url", "path")
    articles = pd.DataFrame({name: [f"{name} {p}" for p in PAYLOADS] for name in fields})
    articles = articles.set_index(pd.Index([f"id {p}" for p in PAYLOADS], name="article_id"))
    articles = articles.assign(event=EVENT, text=texts, published_precision="time")
    articles["published"] = pd.date_range("2024-10-18", periods=len(articles), freq="h", tz="UTC")
    segments = tk.segment(articles)
    attributions = tk.attribute(articles, segments)
    tokens = tk.mark_voice(tk.tokenize(articles, segments), attributions)
    tables = {"articles": articles, "segments": segments, "attributions": attributions, "tokens": tokens}
    return SimpleNamespace(**tables, passages=tk.find_reuse(tokens, articles))


def sentences():
    for text in PAYLOADS:
        tk.show_text(text)


def tables():
    tk.show_table(made().articles, PAYLOADS[8], rows=99)
    tk.show_table(made().articles.set_axis(PAYLOADS[: made().articles.shape[1]], axis=1), rows=99)


def contexts():
    tk.show_table(tk.evidence(made().tokens, made().articles, term="harbour"), rows=99)
    tk.show_table(made().attributions, rows=99)


def figures():
    outlets = made().articles["outlet"]
    shares = pd.DataFrame({PAYLOADS[11]: 0.5, PAYLOADS[24]: 0.5}, index=pd.Index(PAYLOADS, name=PAYLOADS[8]))
    for start in range(0, len(shares), 4):
        tk.show_figure(tk.plot_shares(shares.iloc[start : start + 4]), PAYLOADS[start])
    tk.show_figure(tk.plot_timeline(made().articles, outlets=outlets))
    tk.show_figure(tk.plot_barcode(tk.term_positions(made().tokens, "harbour", outlets)))


def marks():
    return {name: vars(made())[name] for name in ("segments", "tokens", "attributions", "passages")}


def articles():
    for name in made().articles.index:
        display(tk.read(made().articles, name, **marks()))


def pairs():
    names = made().articles.index
    for a, b in pairwise(names):
        display(tk.side_by_side(made().articles, made().passages, a, b, segments=made().segments))


def evidence():
    found = tk.evidence(made().tokens, made().articles, term="mayor")
    display(tk.show_evidence(found, made().articles, rows=99, **marks()))
    display(tk.show_evidence(found, made().articles, by="outlet", rows=99))


def answers():
    claims = tk.quantities(made().articles, made().segments, made().attributions)
    matters = tk.claim_map(claims, made().articles, made().passages, made().attributions)
    display(tk.answers.cards(made().articles, claims, matters, rows=99))
    display(tk.answers.claims(made().articles, matters))
    display(tk.answers.agreed(made().articles, matters))
    display(tk.answers.event(made().articles, matters, made().passages, event=EVENT))
    display(tk.answers.limits(made().articles))


def explorer():
    tables = {name: vars(made())[name] for name in ("segments", "attributions", "passages")}
    return tk.explore(made().tokens, made().articles, term="mayor", **tables)
