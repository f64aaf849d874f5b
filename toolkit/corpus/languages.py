"""Languages of the articles: rules and word lists are English, and what is in another one is to be known."""

import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.text.languages import language_named, language_of


def other_languages(articles: pd.DataFrame) -> pd.Series:
    """Name the language of every article that is not in English.

    Parameters
    ----------
    articles
        One row an article, index `article_id`; column `text`, and `language` (a code such as "de", or a
        name) where known: it wins over what the text tells.

    Returns
    -------
    Series
        By `article_id`: "" for English, and where a text is too short to tell; else the English name, such
        as "German" ("Cyrillic script", "another language" where no more is known).

    Raises
    ------
    ValueError
        If `articles` has no column `text`.

    Examples
    --------
    >>> texts = ["Der Hafen ist zu, weil der Sturm die Mauer zerstört hat.", "Harbour shut"]
    >>> other_languages(pd.DataFrame({"text": texts, "language": ["", "en"]}, index=["a", "b"])).to_list()
    ['German', '']
    """
    require_columns(articles, ["text"], "articles")
    given = articles["language"] if "language" in articles else [""] * len(articles)
    names = [
        (language_named(code) if isinstance(code, str) else "") or language_of(text)
        for code, text in zip(given, articles["text"], strict=True)
    ]
    names = ["" if name == "English" else name for name in names]
    return pd.Series(names, articles.index.astype("str"), "str", name="language")


def refused(articles: pd.DataFrame, language: str | None) -> tuple[frozenset[str], str]:
    """Ids of the articles that rules for English do not read, and a sentence that says so, "" for none.

    `language="en"` says that all are in English, and none is refused.

    Examples
    --------
    >>> text = "Der Hafen ist zu, weil der Sturm die Mauer zerstört hat."
    >>> texts = pd.DataFrame({"text": [text]}, index=["a"])
    >>> refused(texts, None)[1], refused(texts, "en")
    ('Not read, since they are not in English: 1 German (language="en" reads them).', (frozenset(), ''))
    """
    require_choice(language, (None, "en"), "language")
    names = other_languages(articles) if language is None else pd.Series([], dtype="str")
    names = names[names != ""]
    if names.empty:
        return frozenset(), ""
    told = ", ".join(f"{n} {name}" for name, n in sorted(names.value_counts().items()))
    note = f'Not read, since they are not in English: {told} (language="en" reads them).'
    return frozenset(names.index), note
