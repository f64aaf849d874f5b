"""Wording: what the tables of keyness say of themselves, and why a term has no interval or no p."""

from collections.abc import Collection

import numpy as np

from toolkit.checks import listed
from toolkit.statistics.draws import DRAWS, TAKEN
from toolkit.statistics.exchange import ALPHA, Cells, Outcome
from toolkit.statistics.resampling import FEWEST_EVENTS, events_needed

UNLIKE = 1.2  # lengths within an event that differ by less are alike
_ORDER = {2: "second", 3: "third"}


def no_p(outcome: Outcome, least: int) -> np.ndarray:
    """Why each term has no p, or ""."""
    design = f"no p: the smallest that these articles allow is {outcome.smallest:.3g}"
    few = f"no p: at equal length left in fewer than {least} articles"
    same = "no p: same number on both sides of every shared event, at equal length"
    lacking = np.isnan(outcome.p)
    kinds = [lacking & (outcome.smallest > ALPHA), lacking & (outcome.left < TAKEN), lacking]
    return np.select(kinds, [design, few, same], "").astype(object)


def against(reference: str | Collection[str] | None) -> str:
    """What a table calls the reference."""
    return "all others" if reference is None else ", ".join(listed(reference, "reference"))


def length_ratio(cells: Cells) -> float:
    """Median over blocks of the target's words in a cell over the reference's; NaN without a shared block."""
    blocks, code = np.unique(cells.blocks, return_inverse=True)
    sums = [
        np.bincount(code, cells.words * side, len(blocks)) for side in (cells.is_target, ~cells.is_target)
    ]
    sizes = [np.bincount(code, side, len(blocks)) for side in (cells.is_target, ~cells.is_target)]
    shared = (sizes[0] > 0) & (sizes[1] > 0) & (sums[1] > 0)
    if not shared.any():
        return float("nan")
    return float(np.median(sums[0][shared] / sizes[0][shared] / (sums[1][shared] / sizes[1][shared])))


def unlike_lengths(facts: dict[str, dict], blocked: bool) -> str:
    """A sentence on comparisons whose sides write at different length, or ""."""
    unlike = {
        name: fact["ratio"]
        for name, fact in facts.items()
        if fact["ratio"] > UNLIKE or fact["ratio"] < 1 / UNLIKE
    }
    if not unlike:
        return ""
    ratios = ", ".join(f"{name} {ratio:.1f}".strip() for name, ratio in unlike.items())
    return (
        f"Lengths differ{' within events' if blocked else ''} (words of the target to 1 of the reference): "
        f"{ratios}. Long articles use other words than short ones{' on the same event' if blocked else ''}, "
        "whoever writes them: a word of the longer side may be one of long articles. "
        'With draw="first" only first words are compared.'
    )


def caption(lead: str, facts: dict[str, dict], settings: dict) -> str:
    """What the numbers mean, from which resampling, and how p was reached or why it could not be."""
    kinds, words, interval = (settings[name] for name in ("segments", "stop_words", "interval"))
    counted = "all segments" if kinds is None else ", ".join(listed(kinds, "segments"))
    counted += "" if words is None else f", without {len(listed(words, 'stop_words'))} stop words"
    blocked = settings["block"] is not None
    unit = "events" if blocked else "articles"
    if interval == "bootstrap":
        interval = "bootstrap, {resamples} resamples, seed {seed}".format(**settings)
    bounds = (
        f"low and high bound its 95% interval over {unit} ({interval}; a missing bound is open: the rarer "
        "side has the word in no event or too few)"
    )
    if not any(fact["intervals"] for fact in facts.values()):
        bounds = f"there are no intervals, for they take {FEWEST_EVENTS} {unit}"
    twice = "a log_ratio of 1 means twice as often"
    return f"{lead} ({counted}): {twice}; {bounds}. {_test(facts, settings)} Pooled scores only describe."


def _test(facts: dict[str, dict], settings: dict) -> str:
    """How p was reached, or why there is none."""
    smallest = min(fact["smallest_p"] for fact in facts.values())
    if smallest > ALPHA:
        return (
            f"There is no p, as the smallest that so few events allow is {smallest:.2g}: with one article a "
            f"side it takes {events_needed(ALPHA)} events to reach {ALPHA}."
        )
    ways, resamples = [fact["ways"] for fact in facts.values()], settings["resamples"]
    alike = len({min(number, resamples) for number in ways}) == 1
    every = "all" if max(ways) <= resamples else "a sample of"
    every += f"{'' if alike else ' at most'} {min(max(ways), resamples)}"
    tested = ", ".join(f"{name} {fact['tested']}".strip() for name, fact in facts.items())
    cut, labels = (
        ("all that an outlet has on an event is cut to the event's shortest", "outlets within events")
        if settings["block"] is not None
        else ("all articles are cut to one length, shorter ones left out", "all articles")
    )
    draws, held = (
        (
            f"{DRAWS} times by drawing whole sentences, and a term's {_ORDER[TAKEN]} smallest p counts",
            f"draws tells in how many of the {DRAWS} it is {ALPHA} or less",
        )
        if settings["draw"] == "random"
        else ("to its first words", f"draws is {DRAWS} where it is {ALPHA} or less, else 0: there is one cut")
    )
    return (
        f"For p {cut}, {draws}: the share of {every} reshuffles of the labels of {labels} that differ at "
        f"least as much (smallest possible {smallest:.2g}). p_family allows for all terms tested, those left "
        f"in {settings['min_articles']} or more articles: {tested}; {held}."
    )
