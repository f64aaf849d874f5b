"""Tables of terms that need no order of words, made of texts and of mixed words alike."""

import pandas as pd

from toolkit.files.words import load_stop_words
from toolkit.terms.frequency import term_frequencies
from toolkit.terms.keywords import compare_outlets
from toolkit.terms.places import term_trends

FOLLOWED = 50  # the commonest words that are no stop words, whose trends are told


def term_tables(
    tokens: pd.DataFrame, articles: pd.DataFrame, compared: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """`term_frequencies`, `compare_outlets` and `term_trends` by outlet, by name.

    `compared` are the articles for `compare_outlets`: all of them where it can see itself which of them say
    something again, else those that do not.
    """
    common = term_frequencies(tokens, articles, stop_words=load_stop_words())["term"].head(FOLLOWED)
    tables = {
        "term_frequencies": term_frequencies(tokens, articles, by="outlet", block="event"),
        "compare_outlets": compare_outlets(tokens, compared),
    }
    if len(common):
        tables["term_trends"] = term_trends(tokens, articles, list(common), by="outlet")
    return tables
