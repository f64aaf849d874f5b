"""Telling: which way of telling an outlet takes more than others, as one sentence."""

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import Shown, answer, chip, fill, number, outlet, signs
from toolkit.answers.prose import comparable_events, counted, listing, names_of, others
from toolkit.checks import require_columns
from toolkit.shipped import lexicon

ASKED = "How it is told"
_NEEDED = "frame outlet n per_thousand low high difference p p_family validity".split()
_HOLDS = 0.05
_FOUND = 3 / 1.96  # standard errors, of 1.96 that an interval has on a side, at which few rates mostly hold
_TRUST = {"valid": 0, "undecided": 1, "not validated": 2}  # "not valid" is not read at all
_CHECKED = {
    "valid": "agrees with readers of these articles",
    "undecided": "agrees with readers of these articles in part",
    "not validated": "was not checked by readers",
}


def frames(articles: pd.DataFrame, rates: pd.DataFrame) -> Shown:
    """Say which way of telling an outlet takes more than the others.

    Parameters
    ----------
    articles
        One row an article, with `outlet` and `event`.
    rates
        What `frame_rates` gives.

    Returns
    -------
    Shown
        The widest difference that holds, of lists of words that agree with hand codes before others; or that
        none does, which is widest, and how large one would have had to be. Frames that are not valid are
        named as not measured.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "e"})
    >>> row = {"frame": "conflict", "outlet": "Beacon", "n": 32, "per_thousand": 20, "low": 14, "high": 27,
    ...        "difference": 12, "p": .001, "p_family": .004, "validity": "valid"}
    >>> print(frames(articles, pd.DataFrame([row])))
    How it is told
    ● Beacon tells events as a conflict: 20 words of conflict in a thousand, against 8 in ■ Ledger.
    ● holds Range: 14 to 27. The list of words for conflict agrees with readers of these articles.
    """
    require_columns(articles, ["outlet", "event"], "articles")
    require_columns(rates, _NEEDED, "rates")
    rates = rates.assign(trust=rates["validity"].map(_TRUST))
    left_out = sorted(set(rates.loc[rates["trust"].isna(), "frame"]))
    failed = fill("Not measured: {}, whose words do not agree with readers.", listing(map(_about, left_out)))
    tail = [failed] if left_out else []
    known = rates[rates["trust"].notna() & (rates["n"] > 0)]
    tested = known[known["p_family"].notna()]
    if tested.empty:
        return _untested(articles, known, tail)
    held = tested[(tested["p_family"] <= _HOLDS) & (tested["difference"] > 0)]
    if held.empty:
        return _nothing(articles, tested, tail)
    held = held.assign(
        times=held["per_thousand"] / (held["per_thousand"] - held["difference"]).clip(lower=0.01)
    )
    held = held.sort_values(["trust", "times"], ascending=[True, False], kind="stable")
    return _found(articles, held.drop_duplicates("outlet").head(2), tail)


def _found(articles: pd.DataFrame, held: pd.DataFrame, tail: list[object]) -> Shown:
    """The widest difference that holds, and the next one of another outlet."""
    said = Markup(" ").join(_said(articles, row) for _, row in held.iterrows())
    ranges = [f"{row.low:.0f} to {row.high:.0f}" for row in held.itertuples() if row.low == row.low]
    sure: list[object] = [chip("holds")]
    if len(ranges) == len(held):
        sure.append(f"{'Range' if len(ranges) == 1 else 'Ranges'}: {' and '.join(ranges)}.")
    return answer(ASKED, said, Markup(" ").join([*sure, *_how_checked(held), *tail]))


def _said(articles: pd.DataFrame, row: pd.Series) -> Markup:
    """What an outlet does more than the others."""
    rate, other = _rates(row["per_thousand"], row["per_thousand"] - row["difference"])
    way = lexicon("answers/phrases.toml")["ways"].get(row["frame"])
    tells, about = f"uses more words of {_about(row['frame'])}", ""
    if row["validity"] == "valid" and way:  # else it is only words that are known to differ
        tells, about = f"tells events {way['tells']}", f" words of {way['about']}"
    return fill(
        "{} {}: {}{} in a thousand, against {} in {}.",
        outlet(row["outlet"], signs(articles)), tells, number(rate), about,
        other, others(articles, row["outlet"]),
    )  # fmt: skip


def _about(frame: str) -> str:
    """What the words of a frame are about."""
    way = lexicon("answers/phrases.toml")["ways"].get(frame)
    return way["about"] if way else str(frame).replace("_", " ")


def _rates(one: float, other: float) -> tuple[str, str]:
    """Two rates alike: whole, or both with one decimal where one is small."""
    digits = 0 if min(one, other) >= 3 else 1
    return f"{one:.{digits}f}", f"{other:.{digits}f}"


def _rate(per_thousand: float) -> str:
    """A rate as a reader says it: whole, or with one decimal where it is small."""
    return f"{per_thousand:.0f}" if per_thousand >= 3 else f"{per_thousand:.1f}"


def _how_checked(rows: pd.DataFrame) -> list[Markup]:
    """How far the lists of words of these rows agree with readers."""
    said = []
    for kind in _TRUST:
        if frames := sorted(set(rows.loc[rows["validity"] == kind, "frame"])):
            which = listing(map(_about, frames))
            said.append(fill("The list of words for {} {}.", which, _CHECKED[kind]))
    if (rows["validity"] == "not validated").all():
        return [
            Markup(
                "These lists of words were not checked by readers: what they find may mean something else."
            )
        ]
    return said


def _nothing(articles: pd.DataFrame, tested: pd.DataFrame, tail: list[object]) -> Shown:
    """That no difference holds, which is widest, and how large one would have had to be."""
    said = "No outlet tells the events differently by more than chance."
    sure: list[object] = [chip("chance"), *_widest(articles, tested)]
    half = ((tested["high"] - tested["low"]) / 2 / tested["per_thousand"]).median()
    if half == half:
        events = counted(len(comparable_events(articles)), "event")
        ratio = f"{1 + half * _FOUND:.1f}".removesuffix(".0")
        sure.append(f"With {events}, a rate must be roughly {ratio} times as high to be told from chance.")
    return answer(ASKED, said, Markup(" ").join([*sure, *_how_checked(tested), *tail]))


def _widest(articles: pd.DataFrame, tested: pd.DataFrame) -> list[Markup]:
    """The two outlets whose rates of one way of telling are furthest apart, as a ratio."""
    ends = tested.groupby("frame")["per_thousand"].agg(["max", "min", "idxmax", "idxmin"])
    ends = ends[(ends["max"] > 0) & (ends["idxmax"] != ends["idxmin"])]
    if ends.empty:
        return []
    frame = (ends["max"] / ends["min"].clip(lower=0.01)).idxmax()
    (high, low), looks = ends.loc[frame, ["max", "min"]], signs(articles)
    of = [outlet(tested.loc[ends.loc[frame, end], "outlet"], looks) for end in ("idxmax", "idxmin")]
    pattern = "Widest apart, as a ratio: {:.1f} words of {} in a thousand in {}, {:.1f} in {}."
    return [fill(pattern, high, _about(frame), of[0], low, of[1])]


def _untested(articles: pd.DataFrame, known: pd.DataFrame, tail: list[object]) -> Shown:
    """The commonest way of telling, where nothing could be compared."""
    if known.empty:
        said = "No word was found that points to a way of telling."
        return answer(ASKED, said, Markup(" ").join([chip("none"), *tail]))
    row = known.sort_values(["n", "frame"], ascending=[False, True], kind="stable").iloc[0]
    said = fill(
        "Most words are of {}: {} in a thousand in {}.", _about(row["frame"]),
        number(_rate(row["per_thousand"])), outlet(row["outlet"], signs(articles)),
    )  # fmt: skip
    one, few = "With one outlet there is nothing to compare.", "Too few events to tell outlets apart."
    sure = [chip("none"), one if len(names_of(articles)) < 2 else few, *_how_checked(known), *tail]
    return answer(ASKED, said, Markup(" ").join(sure))
