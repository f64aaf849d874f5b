"""Disputes: on what the outlets disagree, as one sentence."""

import pandas as pd
from markupsafe import Markup

from toolkit.answers.agreement import RIGHT
from toolkit.answers.markup import Shown, answer, chip, fill, number, outlet, signs
from toolkit.answers.prose import comparable_events, counted, opening, said_by, spelt, titles
from toolkit.answers.values import Question, extremes, inline, map_of, questions, value_of
from toolkit.show.outlets import Look

ASKED = "Where they disagree"
_READ = "Found by rules, which on unseen news are wrong at least as often as right: the sentences decide."


def claims(articles: pd.DataFrame, matters: pd.DataFrame) -> Shown:
    """Say where the outlets disagree: the question with the widest answers, and how many there are.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and `text`.
    matters
        What `claim_map` gives.

    Returns
    -------
    Shown
        The question with the values of two sides, how many events have one, and on how many numbers two or
        more outlets agree; or that nothing was found, and what is not looked for.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire", "text": "x"}, ["a", "b"])
    >>> row = {"event": "fire", "matter": "How many people were hurt?", "value": "17 people", "low": 17,
    ...        "high": 17, "status": "", "outlets": ("Beacon",), "silent": (), "origins": 1, "mark": "",
    ...        "kind": "to check", "spans": (("a", 0, 1),), "article_id": "a", "start": 0, "end": 1}
    >>> other = {"value": "40", "low": 40, "high": 40, "outlets": ("Ledger",), "article_id": "b"}
    >>> print(claims(articles, pd.DataFrame([row, row | other])))
    Where they disagree
    “How many people were hurt?” 17 people, says ● Beacon; 40, says ■ Ledger.
    ◐ read both One question with different answers. Found by rules, which on unseen news are wrong at least \
as often as right: the sentences decide.
    """
    rows = map_of(articles, matters)
    agreed = int(((rows["kind"] == "agreed") & (rows["outlets"].map(len) > 1)).sum())
    both = f"Two outlets or more agree on {counted(agreed, 'number')}; of such, {RIGHT}." if agreed else ""
    found, shared = questions(rows), comparable_events(articles)
    if not found:
        return _nothing(shared, both)
    told = titles(articles)
    first = next((question for question in found if not one_outlet(question)), found[0])
    said = [dispute(first, signs(articles), told.get(first.event, "") if len(told) > 1 else "")]
    if events := len({question.event for question in found} & set(shared)) * (len(shared) > 1):
        every = "both" if events == 2 else f"all {spelt(events)}"
        whole = every if events == len(shared) else f"{spelt(events)} of {len(shared):,}"
        has = "have" if events > 1 else "has"
        said += [f"{opening(whole)} events {has} a question on which they differ."]
    sure = [chip("read"), f"{opening(counted(len(found), 'question'))} with different answers.", _READ]
    sure += [both] if both else []
    return answer(ASKED, Markup(" ").join(said), Markup(" ").join(sure))


def dispute(question: Question, looks: dict[str, Look], about: str = "") -> Markup:
    """The question with the two answers that are furthest apart, after what it is `about`."""
    one, other = extremes(question)
    if one_outlet(question):
        one, other = (other, one) if one.in_headline else (one, other)
        where = "the headline" if other.in_headline else "another sentence"
        pattern = "{}“{}” {} in the text of {}, {} in " + where + "."
        values = number(inline(value_of(one))), outlet(one.outlets[0], looks), number(inline(value_of(other)))
        return fill(pattern, f"{about}: " if about else "", question.text, *values)
    return fill(
        "{}“{}” {}, {}; {}, {}.",
        f"{about}: " if about else "",
        question.text,
        number(opening(value_of(one)) if one.status else inline(value_of(one))),
        said_by(one.outlets, looks),
        number(inline(value_of(other))),
        said_by(other.outlets, looks),
    )


def one_outlet(question: Question) -> bool:
    """Whether one outlet gives both ends, such as a headline over a text."""
    one, other = extremes(question)
    return one.outlets == other.outlets and len(one.outlets) == 1


def _nothing(shared: list[str], both: str) -> Shown:
    """That nothing was found, and what is not looked for."""
    if not shared:
        said = "No event is told by two outlets, so no two of them can disagree on one."
        return answer(ASKED, said, chip("none"))
    said = "No number and no act was found on which they differ."
    missed = (
        "Rules read numbers, and acts of some kinds such as sent, closed or signed; who, where, when and why"
        " are not read, and most true conflicts are missed."
    )
    return answer(ASKED, said, Markup(" ").join(filter(None, [chip("read"), missed, both])))
