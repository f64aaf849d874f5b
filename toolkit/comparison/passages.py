"""Passages as either of their two articles has them."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns

_SPAN = ["article", "start", "end"]


def on_both_sides(passages: pd.DataFrame, *more: str) -> pd.DataFrame:
    """Every passage twice, once for either article, with its number and the other columns asked for.

    `article`, `start` and `end` say where it stands in the article, `other_article`, `other_start` and
    `other_end` where in the other one; `side` is that of the article (a, b).
    """
    require_columns(passages, [f"{name}_{side}" for side in "ab" for name in _SPAN] + [*more], "passages")
    sides = []
    for here, there in ("ab", "ba"):
        names = {f"{name}_{x}": of + name for x, of in ((here, ""), (there, "other_")) for name in _SPAN}
        rows = passages[[*names, *more]].rename(columns=names)
        sides.append(rows.assign(passage=np.arange(len(rows)), side=here))
    return pd.concat(sides, ignore_index=True).astype({"article": "str", "other_article": "str"})
