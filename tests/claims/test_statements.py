import numpy as np
import pandas as pd
import pytest

from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities

TEXTS = {"a": "Roe said that Lee saw 12 dogs and 30 cats.", "b": "Doe slew 40 dogs."}


def corpus(texts):
    articles = pd.DataFrame({"text": list(texts.values())}, index=pd.Index(list(texts), name="article_id"))
    ends = [len(text) for text in texts.values()]
    return articles, pd.DataFrame({"article_id": list(texts), "start": 0, "end": ends, "kind": "body"})


def contents(*rows):
    return pd.DataFrame(rows, columns=["article_id", "source", "content_start", "content_end"])


def sources(attributions, texts=TEXTS):
    return quantities(*corpus(texts), attributions)["source"].tolist()


def test_the_innermost_content_that_holds_the_whole_claim_names_the_source():
    outer, inner = ("a", "Roe", 9, 41), ("a", "Lee", 18, 29)
    assert sources(contents(outer, inner)) == sources(contents(inner, outer)) == ["Lee", "Roe", ""]
    assert sources(contents(("a", "Lee", 22, 29))) == ["Lee", "", ""]
    assert sources(contents(("a", "Lee", 23, 41))) == ["", "Lee", ""]  # the 12 begins before it
    assert sources(contents(("a", "Lee", 18, 28))) == ["", "", ""]  # the dogs end after it


def test_of_contents_of_one_length_the_first_names_the_source():
    assert sources(contents(("a", "Lee", 19, 30), ("a", "Roe", 18, 29)))[0] == "Roe"
    assert sources(contents(("a", "Lee", 18, 29), ("a", "Roe", 18, 29)))[0] == "Lee"


def test_a_content_without_an_end_or_without_a_name_gives_no_source():
    assert sources(contents(("a", "Roe", 9, None), ("a", None, 18, 29))) == ["", "", ""]


def test_sources_are_those_of_a_plain_search_for_any_contents():
    random = np.random.default_rng(1)
    texts = {name: " ".join(f"{n} dogs fled." for n in random.integers(11, 99, 12)) for name in "abc"}
    rows = [
        (str(random.choice(list("abc"))), f"s{n}", *sorted(random.integers(0, 150, 2))) for n in range(60)
    ]
    table = quantities(*corpus(texts), contents(*rows))
    for claim in table.itertuples():
        holding = [
            (end - start, start, place, name)
            for place, (article, name, start, end) in enumerate(rows)
            if article == claim.article_id and start <= claim.start and claim.end <= end
        ]
        assert claim.source == (min(holding)[3] if holding else "")
    assert table["source"].nunique() > 5


@pytest.mark.parametrize("make", [quantities, statuses])
def test_only_the_articles_given_are_read_with_any_segments_and_attributions(make):
    articles, segments = corpus(TEXTS)
    said = contents(("b", "Doe", 0, 17), ("a", "Roe", 0, 41))
    whole = make(articles, segments, said)
    part = make(articles.loc[["b"]], segments.iloc[::-1], said)
    pd.testing.assert_frame_equal(
        part, whole[whole["article_id"] == "b"].reset_index(drop=True), check_dtype=False
    )
    assert part["source"].tolist() == ["Doe"]


@pytest.mark.parametrize("make", [quantities, statuses])
def test_a_table_without_claims_has_its_columns_and_says_why(make):
    empty = make(*corpus({"a": "Nothing here.", "b": ""}))
    assert list(empty) == list(make(*corpus(TEXTS)))
    assert empty.attrs["note"] == "None were found in 2 articles."
    assert make(*corpus({"a": "Nothing here."})).attrs["note"] == "None were found in 1 article."
    assert set(make(*corpus(TEXTS)).attrs) == {"caption"}
    articles, segments = corpus(TEXTS)
    assert list(make(articles.assign(language="en").iloc[:0], segments)) == list(empty)


@pytest.mark.parametrize("make", [quantities, statuses])
def test_articles_in_another_language_are_left_out_unless_they_are_said_to_be_english(make):
    texts = TEXTS | {
        "c": "Der Hafen ist zu, weil der Sturm 40 Boote und die Mauer zerstört hat. They slew 3 dogs."
    }
    articles, segments = corpus(texts)
    table = make(articles, segments)
    assert set(table["article_id"]) <= {"a", "b"}
    assert table.attrs["note"].startswith("Not read, since they are not in English: 1 German")
    assert "c" in set(make(articles, segments, language="en")["article_id"])
    assert "None were found" in make(articles.loc[["c"]], segments).attrs["note"]
    with pytest.raises(ValueError, match="language 'fr' is not known"):
        make(articles, segments, language="fr")


@pytest.mark.parametrize("make", [quantities, statuses])
def test_a_missing_column_is_one_sentence(make):
    articles, segments = corpus(TEXTS)
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        make(articles[[]])
    with pytest.raises(ValueError, match="segments has no column 'kind'"):
        make(articles, segments.drop(columns="kind"))
    for column in ("article_id", "source", "content_start", "content_end"):
        with pytest.raises(ValueError, match=f"attributions has no column '{column}'"):
            make(articles, segments, contents().drop(columns=column))
