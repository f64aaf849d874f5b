"""Replaced: what stands for texts that may not be shared, and the same tables of terms from it."""

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
import pandas as pd

from toolkit.checks import require_columns
from toolkit.compendium.comparing import tables_differ
from toolkit.compendium.hashes import hashes_of
from toolkit.compendium.mixing import COLUMNS, mix_words, unmixed
from toolkit.corpus.segments import segment
from toolkit.corpus.tokens import tokenize
from toolkit.files.words import load_stop_words
from toolkit.report.excerpts import Limit, cut_texts, limit_to, stretched
from toolkit.shipped import shipped_path
from toolkit.terms.frequency import term_frequencies
from toolkit.terms.keywords import compare_outlets
from toolkit.terms.places import term_trends

MOST = 4  # words of an article in a row that a compendium without texts may hold
WORDS = "terms/words.csv"
_FOLLOWED = 50  # the commonest words that are no stop words, whose trends are told


def texts_replaced(
    articles: pd.DataFrame, tokenizer: str | None, notes: Sequence[str] = ()
) -> tuple[dict[str, bytes], list[str]]:
    """Files with hashes, mixed words and tables of terms by name, and notes with what there is to know.

    Raises
    ------
    ValueError
        If an article is too short to be mixed.
    """
    limit = limit_to(MOST, articles["text"])
    articles = named_anew(articles, limit)
    with warnings.catch_warnings():  # of languages, which the notebooks have said
        warnings.simplefilter("ignore", UserWarning)
        tokens = tokenize(articles, segment(articles), tokenizer=tokenizer)
    words, again = mix_words(tokens, articles, limit)
    hashes = hashes_of(articles).assign(said_again=again.reindex(articles.index.astype("str")).to_numpy())
    files = {"articles.csv": table_bytes(hashes), WORDS: table_bytes(words)}
    tables = _term_tables(tokens, articles, articles)
    files |= {f"terms/{name}.csv": table_bytes(table) for name, table in tables.items()}
    other = {name: told for name, told in terms_again(files).items() if told}
    said = [f"Of mixed words the table {name} comes out otherwise: {told}" for name, told in other.items()]
    return files, [*cut_texts(list(notes), limit), words.attrs["note"], *said]


def require_no_quotes(files: Mapping[str, bytes], limit: Limit) -> None:
    """Raise where a file of the user's own, or its name, says five words of an article in a row.

    Notebooks are read cell by cell; those of the toolkit are not looked at.
    """
    for name, content in files.items():
        file = Path(name)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(
                f"{file.name} is no text in UTF-8, and may quote unseen; pack with the texts."
            ) from error
        read, where = [file.stem, text], ["in its name", ""]
        if file.suffix == ".ipynb":
            if own(name, content):
                continue
            cells = nbformat.reads(text, as_version=4).cells
            read += [cell.source for cell in cells]
            where += [f"in its cell {number}" for number in range(1, len(cells) + 1)]
        for said, place in list(zip(read, where, strict=True))[::-1]:
            if stretched([said], limit).any():
                raise ValueError(
                    f"{file.name} quotes more than {MOST} words of an article{place and f' {place}'}; shorten"
                    " the quotation, or pack with the texts."
                )


def own(name: str, content: bytes) -> Path | None:
    """The notebook of the toolkit with the same code, if any."""
    path = Path(shipped_path("notebooks"), Path(name).name)
    if not path.is_file():
        return None
    stored, ours = nbformat.reads(content.decode("utf-8"), as_version=4), nbformat.read(path, as_version=4)
    same = [cell.source for cell in stored.cells] == [cell.source for cell in ours.cells]
    return path if same else None


def cut_file(name: str, limit: Limit) -> str:
    """The name of a file or folder, cut as texts are; its suffix stays, which says how it is read."""
    suffixes = "".join(Path(name).suffixes)
    cut = cut_texts([name.removesuffix(suffixes)], limit)[0].strip()
    return (
        name
        if cut + suffixes == name
        else cut + ("" if stretched([cut + suffixes], limit).any() else suffixes)
    )


def events_again(stored: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Event and outlet of each article of a corpus, as they are stored for the same text."""
    keyed = [table.assign(n=table.groupby("sha256").cumcount().to_numpy()) for table in (stored, now)]
    found = keyed[1][["article_id", "sha256", "n"]].merge(
        keyed[0][["sha256", "n", "event", "outlet"]], "left", on=["sha256", "n"]
    )
    named = stored.set_index("article_id")
    for column in ("event", "outlet"):
        found[column] = found[column].fillna(found["article_id"].map(named[column])).fillna("")
    return found[["article_id", "event", "outlet"]]


def named_anew(articles: pd.DataFrame, limit: Limit) -> pd.DataFrame:
    """The articles, numbered where an id says five words of a text in a row, as a path may its headline."""
    rows = zip(articles.index.astype("str"), articles["outlet"], articles["event"], strict=True)
    if not any(stretched([" ".join(row)], limit).any() for row in rows):
        return articles
    numbers = [f"article-{number:05}" for number in range(1, len(articles) + 1)]
    return articles.set_axis(pd.Index(numbers, name="article_id"))


def terms_again(files: Mapping[str, bytes]) -> dict[str, str]:
    """By its name, the first difference of each stored table of terms from that of the mixed words, or ""."""
    articles = read_table(files["articles.csv"])
    require_columns(articles, ["article_id", "outlet", "event", "published", "said_again"], "articles.csv")
    articles = articles.set_index("article_id")
    articles["published"] = pd.to_datetime(articles["published"], utc=True, format="ISO8601")
    words = read_table(files[WORDS])
    require_columns(words, COLUMNS, WORDS)
    words = words.astype({"sentence": "int32"})
    tables = _term_tables(unmixed(words), articles, articles[articles["said_again"] == "False"])
    if missing := [name for name in tables if f"terms/{name}.csv" not in files]:
        raise ValueError(f"the compendium is damaged: it lacks 'terms/{missing[0]}.csv'; ask for it again.")
    return {
        name: tables_differ(files[f"terms/{name}.csv"], table_bytes(table)) for name, table in tables.items()
    }


def table_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV, with a mark of UTF-8, without which spreadsheet programs garble accents."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def read_table(content: bytes) -> pd.DataFrame:
    """A CSV file as a table of texts."""
    return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, encoding="utf-8-sig")


def _term_tables(
    tokens: pd.DataFrame, articles: pd.DataFrame, compared: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Tables of terms by outlet; `compared` are the articles of which none says something again.

    Where words are not mixed, `compare_outlets` sees itself which do.
    """
    common = term_frequencies(tokens, articles, stop_words=load_stop_words())["term"].head(_FOLLOWED)
    tables = {
        "term_frequencies": term_frequencies(tokens, articles, by="outlet", block="event"),
        "compare_outlets": compare_outlets(tokens, compared),
    }
    if len(common):
        tables["term_trends"] = term_trends(tokens, articles, list(common), by="outlet")
    return tables
