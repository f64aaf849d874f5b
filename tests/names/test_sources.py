import pandas as pd
import pytest

from toolkit.names.sources import (
    antecedent,
    media_names,
    resolve_sources,
    source_type,
    speaks_in_heading,
    told_media,
)


def resolved(text: str, *rows: tuple[int, str]) -> list[str]:
    """Speakers of the rows (sentence, source) of one article."""
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    spoken = pd.DataFrame(rows, columns=["sentence", "source"]).assign(article_id="a")
    return resolve_sources(spoken, articles).to_list()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ada Roe", "person"),
        ("Mayor Ada Roe of Port Vale", "person"),
        ("he", "person"),
        ("the mayor", "person"),
        ("two senior officials", "anonymous"),
        ("a source close to the talks", "anonymous"),
        ("people familiar with the matter", "anonymous"),
        ("the Interior Ministry", "office"),
        ("NATO", "office"),
        ("the Reuters news agency", "media"),
        ("the report", "document"),
        ("a new poll", "document"),
        ("", "unknown"),
        ("—", "unknown"),
        ("it", "unknown"),
    ],
)
def test_source_types(source, kind):
    assert source_type(source) == kind


def test_a_pronoun_is_resolved_only_where_one_person_spoke_before():
    text = "Ada Roe said no. Bo Cole said yes. He said it again."
    assert resolved(text, (0, "Ada Roe"), (2, "He")) == ["Ada Roe", "Ada Roe"]
    assert resolved(text, (0, "Ada Roe"), (1, "Bo Cole"), (2, "He")) == ["Ada Roe", "Bo Cole", "He"]


def test_a_pronoun_looks_three_sentences_back():
    text = "Ada Roe said no. So. So. She said it again."
    assert resolved(text, (0, "Ada Roe"), (3, "She"))[1] == "Ada Roe"
    assert resolved(text, (0, "Ada Roe"), (4, "She"))[1] == "She"


def test_an_acronym_stands_for_the_body_it_was_introduced_for():
    text = "The National Weather Office (NWO) warned of floods. The NWO said so twice."
    assert resolved(text, (1, "The NWO"), (1, "NWO")) == ["National Weather Office"] * 2


def test_a_surname_stands_for_the_one_full_name_of_its_article():
    text = "Former Mayor Ada Roe spoke. Kim Jong-un left. Mayor Ada Roe came."
    assert resolved(text, (0, "Roe"), (0, "Mr. Roe’s"), (0, "Kim"), (0, "roe")) == ["Ada Roe"] * 2 + [
        "Kim Jong-un",
        "roe",
    ]
    assert resolved(text + " Bo Roe slept.", (0, "Roe")) == ["Roe"]


def test_articles_and_rows_may_come_in_any_order():
    articles = pd.DataFrame({"text": ["Ada Roe left.", "Bo Roe left."]}, index=["a", "b"])
    spoken = pd.DataFrame({"article_id": ["b", "a"], "sentence": 1, "source": "Roe"}, index=[7, 3])
    assert resolve_sources(spoken, articles).to_dict() == {7: "Bo Roe", 3: "Ada Roe"}


def test_only_media_are_told_on_behalf_of_readers():
    assert told_media("the BBC on Friday") == "the BBC"
    assert told_media("her brother that the BBC was wrong") == ""
    assert told_media("the Beacon that it rained", frozenset({"Beacon"})) == "the Beacon"
    assert told_media("the Beacon that it rained") == ""
    assert told_media("by one of the old BBC crews") == ""


def test_media_of_the_corpus_are_outlets_and_agencies():
    articles = pd.DataFrame({"outlet": ["Beacon", None], "agency": ["", "Halyard"]})
    assert media_names(articles) == {"Beacon", "Halyard"}
    assert media_names(articles[[]]) == set()


def test_who_stands_for_the_name_just_before_it():
    assert antecedent("It was built by Ada Roe, ") == "Ada Roe"
    assert antecedent("Ada Roe saw the town ") == ""


@pytest.mark.parametrize(
    ("source", "speaks"),
    [
        ("Spy agency", True),
        ("NATO", True),
        ("MINISTER", True),
        ("Roe", True),
        ("Cole", False),
        ("Ferry crisis", False),
    ],
)
def test_speakers_of_headings(source, speaks):
    assert speaks_in_heading(source, "Ada Roe spoke.") is speaks
