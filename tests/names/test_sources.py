import pandas as pd
import pytest

from toolkit.names.sources import media_names, source_type, speaks_in_heading, told_media


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
