"""How many of the spellings and labels planted in the sample are found."""

import pytest

from toolkit.voices.naming import labels, name_variants

NO_NAMES = {"percent", "harbor", "defense"}  # planted spellings of ordinary words
PERSONS = {"Rolf Anker", "Maja Lindqvist"}


def written(form: str, variant: str) -> bool:
    """Whether a planted form is a variant or one of its words: Zelensky in Volodymyr Zelensky."""
    return form == variant or form in variant.split()


@pytest.fixture(scope="module")
def spellings(planted):
    """Entity -> form -> the outlets that use it, of planted spellings of names."""
    return {
        variant["entity"]: {form["form"]: form["outlets"] for form in variant["form"]}
        for variant in planted["variant"]
        if variant["kind"] == "spelling" and variant["entity"] not in NO_NAMES
    }


def test_spellings_of_a_name_are_one_entity(sample, spellings):
    variants = name_variants(sample.tokens, sample.articles).groupby("entity")["variant"].unique()
    whole = [
        entity
        for entity, forms in spellings.items()
        if any(all(any(written(form, v) for v in joined) for form in forms) for joined in variants)
    ]
    # Pyongyang for North Korea is a place that stands for a state; no rule of spelling knows it.
    assert set(spellings) - set(whole) == {"North Korea"}
    assert len(whole) == 11


def test_each_outlets_spelling_is_its_own(sample, spellings):
    table = name_variants(sample.tokens, sample.articles)
    planted = {(form, outlet) for forms in spellings.values() for form in forms for outlet in forms[form]}
    found = {
        (form, row.outlet)
        for row in table.itertuples()
        for form in {form for form, _ in planted}
        if written(form, row.variant)
    }
    assert len(planted) == 53
    assert planted - found == {(form, outlet) for form, outlet in planted if form == "Pyongyang"}
    assert found <= planted


def test_labels_beside_the_names_of_persons_are_found(sample, planted):
    for variant in planted["variant"]:
        if variant["kind"] == "label" and variant["entity"] in PERSONS:
            table = labels(sample.tokens, sample.articles, variant["entity"])
            for form in variant["form"]:
                outlets = table.loc[table["label"].str.contains(form["form"]), "outlet"]
                assert set(outlets) == set(form["outlets"]), form
