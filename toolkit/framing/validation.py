"""Validity: what each frame's indicators are worth against hand codes of the same corpus."""

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_choices, require_columns
from toolkit.coding.agreement import reliability
from toolkit.corpus.selection import By, Names, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.framing.rates import article_rates
from toolkit.statistics.discrimination import auc_interval
from toolkit.statistics.intervals import proportion_interval
from toolkit.statistics.resampling import block_codes

FEWEST_CODED = 5  # articles with, and articles without, a frame below which no verdict is given
VALID_AUC = 0.7  # "valid" asks for an interval above it, "not valid" for one below; 0.5 is chance
LEAST_ALPHA = 0.667  # codes on which coders agree less bear no verdict (Krippendorff 2004)
_SCORES = ("precision", "recall", "f1")
_COLUMNS = ["n", "positives", "ties", "auc", "auc_low", "auc_high", "auc_with_ties", "cut"]
_COLUMNS += [score + end for score in _SCORES for end in ("", "_low", "_high")]
_COLUMNS += ["constant_f1", "alpha", "verdict", "reason"]


def validate_frames(
    codes: pd.DataFrame,
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    by: By = None,
    block: By = "event",
    adjudicator: str | None = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
    """What each frame's indicators are worth against hand codes of the same corpus.

    Parameters
    ----------
    codes : table of `read_codes`; an article has a frame where more than half of its coders say so, and is
        left out where they are tied
    hits, tokens, segments : as in `frame_rates`
    articles : those that count, None for all of the tokens
    by : column of articles, or Series by `article_id`: rows for each of its values, too, by the same cut,
        because an indicator that works better in one outlet than in another makes their comparison wrong
    block : events, within which articles go together: a column of articles, or a Series by `article_id`;
        without `articles`, or None: each article stands for itself
    adjudicator : the coder whose code decides ties, and counts for nothing else

    Returns
    -------
    pandas.DataFrame
        One row a frame of the codebook, and with `by` one for each of its values after it: `frame`, its name;
        `<by>` with `by`: its value ("" for all articles); `n` (how many articles are coded, without ties);
        `positives` (how many have the frame); `ties` (how many have coders that are tied); `auc` (0-1, .5 is
        chance: how well the rates tell who has the frame); `auc_with_ties` (ties counted as having the
        frame); `cut` (hits per thousand words from which an article counts as having the frame); `precision`,
        `recall`, `f1` (0-1); `auc_low`, `auc_high`, `precision_low`, `precision_high`, `recall_low`,
        `recall_high`, `f1_low`, `f1_high` (95% interval, over events); `constant_f1` (F1 of saying yes to
        every article); `alpha` (Krippendorff's, of the coders, on these articles); `verdict` (valid,
        undecided, not valid, not validated; for all articles); `reason` (of the verdict, or why there is no
        AUC).

    Raises
    ------
    ValueError
        If a table lacks a column, codes has a frame that the hits' codebook has not, or no such coder.

    Notes
    -----
    AUC: probability that an article with the frame has the higher rate, ties half; its interval allows for
    articles of one event going together (`auc_interval`). Precision, recall and F1 use for each article the
    cut that is best (F1) for the articles of all other events; intervals are those of `proportion_interval`.
    Verdict: *not validated* below 5 articles with or 5 without the frame; *valid* if the AUC's interval lies
    above .7 and F1 beats the constant, *not valid* if it lies below .7, else *undecided*; undecided, too,
    where alpha is below .667, for no list of words can be held against codes that do not agree.

    References
    ----------
    Krippendorff (2004), Reliability in content analysis, Human Communication Research 30(3),
    doi:10.1111/j.1468-2958.2004.tb00738.x
    van Atteveldt, van der Velden & Boukes (2021), The validity of sentiment analysis, Communication Methods
    and Measures 15(2), doi:10.1080/19312458.2020.1869198

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> ids = list("abcdefghijklmnop")
    >>> tokens = tokenize(pd.DataFrame({"text": "clash"}, index=ids))
    >>> hits = pd.DataFrame({"frame": "conflict", "article_id": ids[:8], "start": 0})
    >>> codes = pd.DataFrame({"article_id": ids, "frame": "conflict", "present": [1] * 7 + [0] * 9})
    >>> table = validate_frames(codes.assign(coder="x"), hits, tokens, segments=None)
    >>> table[["auc", "auc_low", "verdict"]].round(2).to_numpy().tolist()
    [[0.94, 0.64, 'undecided']]
    """
    require_columns(codes, ["article_id", "coder", "frame", "present"], "codes")
    rates = article_rates(hits, tokens, segments=segments)
    require_choices(codes["frame"].unique(), rates.columns, "the frame of codes")
    if articles is not None:
        rates = rates[rates.index.isin(articles.index.astype("str"))]
    else:
        block = block if isinstance(block, pd.Series) else None
    groups = groups_of(articles, by)
    blocks = groups_of(articles, block, "block")
    events = pd.Series(
        block_codes(None if blocks is None else blocks.reindex(rates.index), len(rates)), rates.index
    )
    decided = _decided(codes, adjudicator)
    coders = codes[codes["article_id"].astype("str").isin(rates.index) & (codes["coder"] != adjudicator)]
    alphas = _alphas(coders)
    rows, name = [], by if isinstance(by, str) else "group" if by is None else by.name or "group"
    for frame in rates.columns:
        share = decided[decided["frame"] == frame].set_index("article_id")["present"]
        coded = pd.DataFrame({"rate": rates[frame].reindex(share.index), "share": share}).dropna()
        coded["event"] = events.reindex(coded.index)
        kept = coded[coded["share"] != 0.5]
        cut, said = _cuts(kept["share"].to_numpy() > 0.5, kept["rate"].to_numpy(), kept["event"].to_numpy())
        coded["said"] = pd.Series(said, kept.index)
        row = _scores(coded) | {"cut": cut, "alpha": alphas.get(frame, np.nan)}
        rows.append({"frame": frame, name: "", **row, **_verdict(row)})
        if groups is not None:
            of = groups.reindex(coded.index).fillna("")
            parts = ((group, _scores(part)) for group, part in coded.groupby(of) if group)
            rows += [
                {"frame": frame, name: group, "cut": cut, "verdict": "", **part} for group, part in parts
            ]
    table = pd.DataFrame(rows, columns=["frame", *([] if by is None else [name]), *_COLUMNS])
    table["reason"] = table["reason"].fillna("")
    unit = "articles" if blocks is None else f"{blocks.name or 'block'}s"
    table.attrs["caption"] = (
        "Indicator rates per thousand words against hand codes; an article has a frame where more than half"
        f" of its coders say so; valid: the interval of the AUC lies above {VALID_AUC}, not valid: below;"
        f" 95% intervals over {unit}."
    )
    if codes.empty:
        table.attrs["note"] = "No hand codes, so no frame is validated; see coding_sheet and read_codes."
    return table


def _decided(codes: pd.DataFrame, adjudicator: str | None) -> pd.DataFrame:
    """Share of coders who found a frame in an article; the adjudicator's code where they are tied."""
    keys = ["article_id", "frame"]
    codes = codes.astype({"article_id": "str", "frame": "str"})
    if adjudicator is None:
        return codes.groupby(keys)["present"].mean().reset_index()
    require_choice(adjudicator, codes["coder"].unique(), "adjudicator")
    is_judge = codes["coder"] == adjudicator
    share = codes[~is_judge].groupby(keys)["present"].mean()
    judged = codes[is_judge].set_index(keys)["present"].reindex(share.index)
    return share.mask((share == 0.5) & judged.notna(), judged).reset_index()


def _alphas(codes: pd.DataFrame) -> dict[str, float]:
    """Alpha of each frame; NaN where it cannot be told."""
    table = reliability(codes, resamples=2)
    return dict(zip(table["frame"], table["alpha"].astype(float), strict=True))


def _scores(coded: pd.DataFrame) -> dict[str, object]:
    """What holds of some articles: AUC, and precision, recall and F1 over their events."""
    kept = coded[coded["share"] != 0.5]
    gold, event = kept["share"].to_numpy() > 0.5, kept["event"].to_numpy()
    positives, negatives = int(gold.sum()), int((~gold).sum())
    row = {"n": len(kept), "positives": positives, "ties": len(coded) - len(kept)}
    if len(kept):
        row |= _bounded(gold, kept["said"].to_numpy(dtype=bool), event)
        row["constant_f1"] = 2 * positives / (len(gold) + positives)
    if min(positives, negatives) < FEWEST_CODED:
        few = f"{positives} articles with the frame and {negatives} without; {FEWEST_CODED} of each needed"
        return row | {"reason": few}
    row["auc"], row["auc_low"], row["auc_high"] = auc_interval(gold, kept["rate"].to_numpy(), event)
    counted = coded["share"].to_numpy() >= 0.5
    row["auc_with_ties"] = auc_interval(counted, coded["rate"].to_numpy(), coded["event"].to_numpy())[0]
    return row


def _verdict(row: dict[str, object]) -> dict[str, str]:
    """Verdict and reason on a frame."""
    if "auc" not in row:
        return {"verdict": "not validated", "reason": row["reason"]}
    low, high = row["auc_low"], row["auc_high"]
    if row["alpha"] < LEAST_ALPHA:
        reason = f"coders agree too little to bear a verdict: alpha {row['alpha']:.2f}, {LEAST_ALPHA} needed"
        return {"verdict": "undecided", "reason": reason}
    if high < VALID_AUC:
        return {"verdict": "not valid", "reason": f"the AUC is at most {high:.2f}"}
    if low < VALID_AUC:
        return {"verdict": "undecided", "reason": f"the AUC may lie anywhere from {low:.2f} to {high:.2f}"}
    if row["f1"] <= row["constant_f1"]:
        reason = "F1 is no better than that of saying yes to every article"
        return {"verdict": "undecided", "reason": reason}
    unknown = "how far coders agree is not known" if np.isnan(row["alpha"]) else ""
    return {"verdict": "valid", "reason": unknown}


def _cuts(gold: np.ndarray, rate: np.ndarray, event: np.ndarray) -> tuple[float, np.ndarray]:
    """Best cut for all articles, and for each article the answer of the cut best for all other events."""
    cuts = np.unique(rate[rate > 0])
    cuts = np.quantile(cuts, np.linspace(0, 1, 100), method="nearest") if len(cuts) > 100 else cuts
    if not len(cuts):
        return np.nan, np.zeros(len(rate), dtype=bool)
    yes = rate >= cuts[:, None]
    same = event[:, None] == event  # of the article's own event
    found, said, has = yes & gold, yes.sum(axis=1), gold.sum()
    best = np.argmax(2 * found.sum(axis=1) / (said + has))
    right = found.sum(axis=1)[:, None] - found @ same.astype(int)
    below = said[:, None] - yes @ same.astype(int) + has - same @ gold
    others = np.divide(right, below, out=np.zeros(right.shape), where=below > 0)
    return cuts[best], yes[np.argmax(others, axis=0), np.arange(len(rate))]


def _bounded(gold: np.ndarray, said: np.ndarray, event: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 with their intervals over events."""
    codes = np.unique(event, return_inverse=True)[1]
    right, yes, true = (np.bincount(codes, cells) for cells in (gold & said, said, gold))
    below = yes, true, (yes + true) / 2
    row = {}
    for score, among in zip(_SCORES, below, strict=True):
        row[score] = right.sum() / (among.sum() or np.nan)
        row[f"{score}_low"], row[f"{score}_high"] = proportion_interval(right, among)
    return row
