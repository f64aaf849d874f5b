import pandas as pd
import pytest

from toolkit.reading.fields import as_text, columns_of, require_text, to_article, with_headline


@pytest.mark.parametrize(
    ("headline", "text", "opens"),
    [
        ("Harbour shut", "Harbour  Shut\nby storm", False),
        ("Harbour shut", "\n HARBOUR SHUT\n\nNo ship sails.", True),
        ("Harbour shut", "(2nd LD) Harbour shut\nNo ship", True),
        ("(LEAD) Harbour shut", "Harbour shut", True),
        ("Harbour shut", "Harbour shut No ship sails.", True),
        ("Harbour shut", "Harbour shuts down", False),
        ("Harbour shut", "Harbour (LEAD) shut", False),
        ("Harbour shut", "No ship sails: (LEAD) Harbour shut", False),
        ("Harbour shut for the day", "Harbour shut", False),
        ("", "No ship sails.", True),
    ],
)
def test_the_headline_is_put_before_a_text_that_does_not_open_with_it(headline, text, opens):
    assert with_headline(headline, text) == (text if opens else f"{headline}\n\n{text}")


def test_of_several_names_for_a_column_the_more_definite_wins():
    assert columns_of(("date", "Publish Date", "source", "text")) == {
        "outlet": "source", "published": "Publish Date", "text": "text", "date": "date"
    }  # fmt: skip


def test_values_of_json_and_parquet_are_written_as_text():
    values = [None, float("nan"), True, ["a", None], 1.5, pd.Timestamp("2024-10-18")]
    assert as_text({"id": 1, "title": "Fog"}) == "Fog"
    assert list(map(as_text, values)) == ["", "", "True", "a; ", "1.5", "2024-10-18 00:00:00"]


def article(**fields):
    return to_article({"text": "No ship sails.", **fields}, "a", "a.csv", "utf-8")


@pytest.mark.parametrize(
    ("fields", "outlet", "url"),
    [
        ({"outlet": "Beacon"}, "Beacon", ""),
        ({"outlet": "https://www.b.example/1"}, "b.example", "https://www.b.example/1"),
        ({"outlet": "//WWW2.B.example:8080/1"}, "b.example", "//WWW2.B.example:8080/1"),
        ({"source": "https://b.example/1", "url": "https://c.example"}, "b.example", "https://c.example"),
        ({"url": "https://www.b.example/1"}, "b.example", "https://www.b.example/1"),
        ({"outlet": "", "url": "https://b.example/1"}, "", "https://b.example/1"),
        ({"outlet": "", "hostname": "b.example"}, "b.example", ""),
        ({"outlet": "https://[", "url": "https://"}, "[", "https://"),
        ({"outlet": "www.b.example"}, "www.b.example", ""),
        ({"url": "b.example/1"}, "", "b.example/1"),
    ],
)
def test_an_address_is_no_outlet_and_its_host_is_where_nothing_is_better(fields, outlet, url):
    found = article(**fields)
    assert (found["outlet"], found["url"]) == (outlet, url)


@pytest.mark.parametrize(
    ("headline", "outlet", "text", "kept"),
    [
        ("Harbour shut - The Beacon", "", "Harbour shut\n\nNo ship", "Harbour shut"),
        ("Harbour shut | The Beacon", "the beacon", "No ship", "Harbour shut"),
        ("Harbour shut – The Beacon", "Ledger", "No ship", "Harbour shut – The Beacon"),
        ("Harbour shut - again - Beacon", "Beacon", "No ship", "Harbour shut - again"),
        ("Harbour-shut", "shut", "No ship", "Harbour-shut"),
        ("Fog - Beacon", "Beacon", "Fog - Beacon\n\nIt is thick.", "Fog"),
        (" - Beacon", "Beacon", "No ship", "- Beacon"),
    ],
)
def test_a_headline_is_counted_once_and_without_the_outlet(headline, outlet, text, kept):
    found = article(headline=headline, outlet=outlet, text=text)
    assert found["headline"] == kept
    assert found["text"].count(kept) == 1


@pytest.mark.parametrize("fields", [{"text": "[Removed]"}, {"title": "[Removed]"}])
def test_an_article_that_its_publisher_took_back_is_refused(fields):
    with pytest.raises(ValueError, match=r"says \[Removed\]: its publisher took it back; leave it out"):
        article(**fields)


def test_a_text_as_long_as_a_library_is_refused():
    with pytest.raises(
        ValueError, match="has a text of more than 10,000,000 characters; divide it into articles"
    ):
        article(text="a" * 10_000_001)


def test_the_columns_of_a_wide_table_are_named_in_part():
    with pytest.raises(ValueError, match=r"\(found: c0, c1, .*, c19\); call a column") as raised:
        require_text({f"c{n}": "" for n in range(1000)})
    assert len(str(raised.value)) < 200
