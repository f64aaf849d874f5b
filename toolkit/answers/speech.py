"""Speech: whom outlets let speak, as one sentence."""

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import Shown, answer, chip, fill, number, outlet, signs
from toolkit.answers.prose import comparable_events, counted, names_of, opening, others
from toolkit.checks import require_columns
from toolkit.shipped import lexicon
from toolkit.show.wording import percent

ASKED = "Who is heard"
_NEEDED = "outlet source_type n share low high difference p p_family".split()
_HOLDS = 0.05
_FOUND = 3 / 1.96  # standard errors, of 1.96 that an interval has on a side, at which few shares mostly hold


def voices(articles: pd.DataFrame, heard: pd.DataFrame) -> Shown:
    """Say which kind of source an outlet lets speak more, or less, than the others.

    Parameters
    ----------
    articles
        One row an article, with `outlet` and `event`.
    heard
        What `quoted_sources(articles, attributions, of="source_type")` gives.

    Returns
    -------
    Shown
        The widest difference that holds; or that none does, and how large one would have had to be.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "e"})
    >>> row = {"outlet": "Beacon", "source_type": "office", "n": 11, "share": .11, "low": .04, "high": .2,
    ...        "difference": -.25, "p": .001, "p_family": .004}
    >>> print(voices(articles, pd.DataFrame([row])))
    Who is heard
    Offices and institutions speak in 11% of the statements in ● Beacon and in 36% in ■ Ledger.
    ● holds Range for ● Beacon: 4% to 20%. 11 statements were compared.
    """
    require_columns(articles, ["outlet", "event"], "articles")
    require_columns(heard, _NEEDED, "heard")
    known = heard[heard["source_type"].isin(lexicon("answers/phrases.toml")["sources"])]
    tested = known[known["p_family"].notna()]
    if tested.empty:
        return answer(ASKED, *_untested(articles, known))
    widest = tested["difference"].abs().rename("widest")
    tested = tested.assign(widest=widest).sort_values("widest", ascending=False, kind="stable")
    held = tested[tested["p_family"] <= _HOLDS]
    n = f"{heard['n'].sum():,} statements were compared."
    if held.empty:
        return _nothing(articles, tested, n)
    return _found(articles, held, n)


def _found(articles: pd.DataFrame, held: pd.DataFrame, n: str) -> Shown:
    """The widest difference that holds, and the next."""
    looks, first = signs(articles), held.iloc[0]
    said = fill("{}.", _compared(articles, first))
    for _, row in held[held["source_type"] != first["source_type"]].head(1).iterrows():
        said += fill(" {}.", _compared(articles, row))
    sure = [chip("holds")]
    if pd.notna(first["low"]):
        ends = percent(first["low"]), percent(first["high"])
        sure.append(fill("Range for {}: {} to {}.", outlet(first["outlet"], looks), *ends))
    return answer(ASKED, said, Markup(" ").join([*sure, n]))


def _compared(articles: pd.DataFrame, row: pd.Series) -> Markup:
    """In what share of the statements a kind of source speaks, and in what share elsewhere."""
    return fill(
        "{} speak in {} of the statements in {} and in {} in {}",
        opening(_kind(row)), number(percent(row["share"])), outlet(row["outlet"], signs(articles)),
        number(percent(row["share"] - row["difference"])), others(articles, row["outlet"]),
    )  # fmt: skip


def _kind(row: pd.Series) -> str:
    return lexicon("answers/phrases.toml")["sources"][row["source_type"]]


def _nothing(articles: pd.DataFrame, tested: pd.DataFrame, n: str) -> Shown:
    """That no difference holds, the range of the commonest share, and what could have been found."""
    commonest = tested.groupby("source_type")["n"].sum().idxmax()
    shares = tested.loc[tested["source_type"] == commonest]
    low, high = percent(shares["share"].min()), percent(shares["share"].max())
    share = low if low == high else f"{low} to {high}"
    said = fill(
        "No difference in who speaks is larger than chance. {} speak most: in {} of each outlet’s"
        " statements.",
        opening(_kind(shares.iloc[0])), number(share),
    )  # fmt: skip
    sure = [chip("chance"), *_widest(articles, tested, commonest)]
    half = (tested["high"] - tested["low"]).median() / 2
    if half == half:
        events = counted(len(comparable_events(articles)), "event")
        points = f"{100 * half * _FOUND:.0f}"
        sure.append(
            f"With {events}, differences smaller than about {points} in a hundred cannot be told from chance."
        )
    return answer(ASKED, said, Markup(" ").join([*sure, n]))


def _widest(articles: pd.DataFrame, tested: pd.DataFrame, told: str) -> list[Markup]:
    """The two outlets whose shares of one kind are furthest apart, unless that kind has been told."""
    ends = tested.groupby("source_type")["share"].agg(["idxmax", "idxmin"])
    high, low = (tested.loc[ends[end]].set_index("source_type") for end in ("idxmax", "idxmin"))
    kind = (high["share"] - low["share"]).idxmax()
    if kind == told or len(tested[tested["source_type"] == kind]) < 2:
        return []
    looks, row, other = signs(articles), high.loc[kind], low.loc[kind]
    name = opening(lexicon("answers/phrases.toml")["sources"][kind])
    shares = percent(row["share"]), outlet(row["outlet"], looks), percent(other["share"])
    said = fill(
        "{} speak in {} of the statements in {}, in {} in {}", name, *shares, outlet(other["outlet"], looks)
    )
    return [fill("Widest apart: {}.", said)]


def _untested(articles: pd.DataFrame, known: pd.DataFrame) -> tuple[object, object]:
    """Who speaks most in each outlet, where nothing could be compared."""
    if known.empty:
        return "No statement of a source was found whose kind is known.", chip("none")
    first = known.sort_values(["n", "outlet"], ascending=[False, True], kind="stable").iloc[0]
    said = fill(
        "{} speak most in {}: in {} of its statements.", opening(_kind(first)),
        outlet(first["outlet"], signs(articles)), number(percent(first["share"])),
    )  # fmt: skip
    few = "With one outlet there is nothing to compare."
    if len(names_of(articles)) > 1:
        few = "Too few events or statements to tell outlets apart."
    why = f"{few} {known['n'].sum():,} statements were found."
    return said, fill("{} {}", chip("none"), why)
