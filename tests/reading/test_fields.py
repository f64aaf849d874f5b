import pandas as pd
import pytest

from toolkit.reading.fields import as_text, columns_of, with_headline


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
    assert list(map(as_text, values)) == ["", "", "True", "a; ", "1.5", "2024-10-18 00:00:00"]
