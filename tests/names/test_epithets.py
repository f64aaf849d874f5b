import pytest

from toolkit.names.epithets import labels_beside


def labels(text: str) -> list[str]:
    """Labels beside the name that the text has as *."""
    left, right = text.split("*")
    return [label for label, _ in labels_beside(left, right)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Later Sen. * left.", "sen."),
        ("Florida Gov. * left.", "florida gov."),
        ("We met Secretary of State * today.", "secretary of state"),
        ("We met former Secretary of State * today.", "former secretary of state"),
        ("We met Speaker of the House * today.", "speaker of the house"),
        ("We met * (R-Wis.) today.", "republican (wis.)"),
        ("We met * (D) today.", "democrat"),
        ("We met *, D-Calif., today.", "democrat (calif.)"),
        ("We met *, Nevada Democrat, today.", "nevada democrat"),
        ("We met *, a Republican, today.", "republican"),
        ("We met *, 41, a retired harbour pilot, today.", "retired harbour pilot"),
        ("We met * of Port Vale, a local hero, today.", "local hero"),
        ("We met *, the port’s old master, today.", "port's old master"),
        ("We met *, campaign manager for the mayor, today.", "campaign manager for the mayor"),
        ("We met *, a quirky, aging socialist, today.", "quirky, aging socialist"),
        ("We met *, a U.S. senator, today.", "u.s. senator"),
        ("Then firebrand union boss * left.", "firebrand union boss"),
        ("Then the embattled leader * left.", "embattled leader"),
        ("Then dictator * left.", "dictator"),
        ("The union’s leader, *, left.", "union's leader"),
        ("It was said. President * left.", "president"),
        ("On Monday President * left.", "president"),
    ],
)
def test_labels_beside_a_name(text, label):
    assert labels(text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Then Mr. * left.",
        "We met *, a day later.",
        "We met *, the first.",
        "We met *, who left.",
        "We met *, Democrats say.",
        "They praised *.",
        "We witness * today.",
        "The president. * left.",
        "A former * donor left.",
        "John, then the adviser, * left.",
        "The mayor of * left.",
        "We met * and a man, today.",
    ],
)
def test_what_is_no_label(text):
    assert labels(text) == []


@pytest.mark.parametrize(("text", "label"), [
    ("They praised President * today.", "president"),
    ("Roe praised union boss * today.", "union boss"),
    ("We saw that praised President * today.", "president"),
])  # fmt: skip
def test_verbs_are_no_part_of_a_label(text, label):
    assert labels(text) == [label]


@pytest.mark.parametrize(
    "text", ["a " * 5000, "the leader, " * 2000, "A. " * 3000, ", a-" * 3000, "A of " * 2000]
)
def test_hostile_text_is_read_in_one_go(text):
    assert isinstance(labels_beside(text[-100:], text[:120]), list)
