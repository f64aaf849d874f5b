import math

import numpy as np
import pandas as pd
import pytest

from tests.helpers import pages
from toolkit.claims.numbers import quantities
from toolkit.matters.meetings import compare
from toolkit.matters.ranking import conflicts, log_odds, reasons, weights
from toolkit.shipped import lexicon

NAMES = "Oxford, Vale, Quay, Dover, Brant, Stowe, Mere, Holt, Wick, Thorpe and Ely"
FAR = "It rained all day. " * 37  # 703 characters


def features(*texts, changed=None, **made):
    """The features of the first pair of numbers of some texts, whose claims are changed by `made`."""
    articles, segments = pages(dict(zip("abcdef", texts, strict=False)))
    compared = compare(quantities(articles, segments).assign(**made), articles)
    return conflicts(compared, changed)[2].iloc[0]


def number_of_pairs(*texts, **made):
    articles, segments = pages(dict(zip("abcdef", texts, strict=False)))
    return len(conflicts(compare(quantities(articles, segments).assign(**made), articles))[0])


@pytest.mark.parametrize(
    ("first", "second", "n"),
    [
        ("The pit lost 12 miners.", "The pit lost 14 miners.", 1),
        ("The pit lost 12 miners.", "The pit lost 12 miners.", 0),
        ("The pit lost 11,932 miners.", "The pit lost 12,000 miners.", 0),
        ("The fire killed 12 miners.", "The fire hurt 14 miners.", 0),  # two acts
        ("The fire killed 12 miners.", "There were 14 miners.", 1),
        ("Roe had 46 percent.", "Lee had 47 percent.", 0),  # of what?
        ("Roe had 46 percent of the women.", "Lee had 47 percent.", 0),
        ("Roe had 46 percent of the women.", "Lee had 47 percent of the farmers.", 0),
        ("Roe had 46 percent of likely voters.", "Lee had 47 percent of all voters.", 1),
        ("Roe leads by 5 points.", "Roe leads by 7 points.", 0),
    ],
)
def test_conflicts_are_ranges_of_two_outlets_that_do_not_meet(first, second, n):
    assert number_of_pairs(first, second) == n


def test_claims_of_one_outlet_are_no_conflict():
    assert number_of_pairs("The pit lost 12 miners. The pit lost 14 miners.") == 0


@pytest.mark.parametrize(
    ("second", "n"),
    [
        ("They saw 12 miners and 30 miners.", 0),
        ("They saw 30 miners. They saw 12 miners.", 1),
        ("They saw over 10 miners and 30 miners.", 1),  # "over 10" is not the other's 12
    ],
)
def test_two_numbers_of_one_sentence_are_of_two_things(second, n):
    assert number_of_pairs("They saw 12 miners.", second) == n


@pytest.mark.parametrize(("low", "close"), [(14.0, True), (17.0, True), (18.0, False)])
def test_like_near_weighs_words_that_both_sentences_have_where_values_are_close(low, close):
    both = ("Oxford lost 12 boats.", f"Oxford saw {low:.0f} boats.")
    rare = math.log(502 / (500 * 0.004 + 2)) * math.log(3 / 2.5)  # of Oxford and of boats
    assert features(*both)["like_near"] == pytest.approx(close * math.log1p(2 * rare))


def test_next_words_weigh_what_follows_both_numbers_alike():
    weight = math.log(502 / (500 * 0.004 + 2))  # of a word that both articles have
    found = features("They saw 12 boats quaking Oxford.", "They saw 14 boats quaking Vale.")
    assert found["next_words"] == pytest.approx(weight)
    found = features("They saw 12 boats near Oxford quay.", "They saw 14 boats off Oxford quay.")
    assert found["next_words"] == 0


@pytest.mark.parametrize(
    ("name", "first", "second", "value"),
    [
        ("same_noun", "They saw 12 soldiers.", "They saw 14 soldiers.", 1),
        ("same_noun", "They saw 12 soldiers.", "They saw 14 troops.", 0),
        ("same_act", "The fire killed 12 miners.", "The fire killed 14 miners.", 1),
        ("same_act", "The fire killed 12 miners.", "There were 14 miners.", 0),
        ("same_act", "They saw 12 miners.", "They saw 14 miners.", 0),
        ("step", "They saw 12 miners.", "They saw 14 miners.", 1),
        ("step", "They saw 12 miners.", "They saw 15 miners.", 0),
        ("step", "They saw 88 miners.", "They saw 100 miners.", 1),
        ("step", "They saw 87 miners.", "They saw 100 miners.", 0),
        ("step_noun", "They saw 9 miners.", "They saw 10 miners.", 1),
        ("step_noun", "They saw 8 miners.", "They saw 9 miners.", 0),
        ("step_noun", "They saw 12 soldiers.", "They saw 13 troops.", 0),
        ("small", "They saw 8 miners.", "They saw 9 miners.", 1),
        ("small", "They saw 8 miners.", "They saw 10 miners.", 0),
        ("gap", "They saw 10 miners.", "They saw 30 miners.", math.log(3)),
        ("gap", "They saw 10 miners.", "They saw 20 to 40 miners.", math.log(3)),
        ("gap", "They saw 10 miners.", "They saw at least 30 miners.", math.log(3)),
        ("gap", "They saw 10 miners.", "They saw 9,000 miners.", 6),
        ("gap", "They saw 10 miners.", "They saw 4,000 miners.", math.log(400)),
        ("given_too", "They saw 12 miners. They saw 30 miners.", "They saw 30 miners.", 1),
        ("given_too", "They saw 12 miners.", "They saw 30 miners.", 0),
        ("rivals", "They saw 12 miners.", "They saw 30 miners.", 0),
        ("rivals", "They saw 12 miners.", "They saw 30 miners and 50 miners.", math.log(2)),
        ("partial", "They saw another 12 miners.", "They saw 14 miners.", 1),
        ("partial", "They saw 12 of the miners.", "They saw 14 of their miners.", 2),
        ("partial", "They saw more than 12 miners.", "They saw 4 miners.", 0),
        ("hedge", "They saw about 12 miners.", "They saw 4 miners.", 1),
        ("hedge", "They saw nearly 12 miners.", "They saw roughly 4 miners.", 2),
        ("hedge", "They saw 12 miners.", "They saw 4 miners.", 0),
        ("round", "They saw 40 miners.", "They saw 500 miners.", 2),
        ("round", "They saw 45 miners.", "They saw 4 miners.", 0),
        ("round", "They saw 45 miners.", "They saw 60 miners.", 1),
        ("years_apart", "In 2008 they saw 12 miners.", "They saw 14 miners.", 1),
        ("years_apart", "In 2008 they saw 12 miners.", "They saw 14 miners in 2008.", 0),
        ("years_apart", "They saw 12 miners.", "They saw 14 miners.", 0),
        ("lead", "They saw 12 miners.", "They saw 14 miners.", 2),
        ("lead", "They saw 12 miners.", FAR + "They saw 14 miners.", 1),
        ("lead", FAR + "They saw 12 miners.", FAR + "They saw 14 miners.", 0),
        ("digit", "It cost $5,687.75.", "It cost $5,587.75.", 1),
        ("digit", "It cost $5,687.75.", "It cost $5,788.75.", 0),
        ("digit", "It cost $1,687.75.", "It cost $2,687.75.", 0),  # not close
        ("slip", f"{NAMES} lost 12 million boats.", f"{NAMES} lost 12 billion boats.", 1),
        ("slip", f"{NAMES} lost 12 million boats.", f"{NAMES} lost 13 billion boats.", 0),
        ("slip", "Oxford lost 12 million boats.", "Vale saw 12 billion boats.", 0),
    ],
)
def test_features_of_two_lines(name, first, second, value):
    assert features(first, second)[name] == pytest.approx(value)


@pytest.mark.parametrize(("start", "lead"), [(699, 2), (700, 1)])
def test_seven_hundred_characters_lead_an_article(start, lead):
    text = f"{FAR[:684]}They saw".ljust(start) + "12 miners."
    assert features(text, "They saw 14 miners.")["lead"] == lead


def test_a_number_changed_in_a_shared_passage_is_what_passages_say():
    both = ("They saw 12 miners.", "They saw 14 miners.")
    assert features(*both)["changed"] == 0
    assert features(*both, changed=np.array([True]))["changed"] == 1


def test_every_feature_has_a_weight_and_words_and_the_other_way_round():
    told = lexicon("matters/to_check.toml")["features"]
    assert set(told) == set(features("They saw 12 miners.", "They saw 14 miners.").index)
    assert all(set(entry) == {"weight", "words"} and entry["words"] for entry in told.values())
    assert weights().to_dict() == {name: entry["weight"] for name, entry in told.items()}


def test_log_odds_are_the_intercept_and_the_sum_of_the_parts():
    found = features("Oxford lost about 12 boats.", "Oxford saw 14 boats in 2008.")
    table = pd.DataFrame([found, found * 0])
    told = lexicon("matters/to_check.toml")
    parts = sum(entry["weight"] * found[name] for name, entry in told["features"].items())
    assert log_odds(table) == pytest.approx([told["intercept"] + parts, told["intercept"]])
    assert log_odds(table[table.columns[::-1]]) == pytest.approx(log_odds(table))


def told(**parts):
    """What speaks for and against a pair with these features."""
    return reasons(pd.Series(0.0, weights().index) + pd.Series(parts).reindex(weights().index, fill_value=0))


def test_reasons_name_what_weighs_a_quarter_and_more_the_weightiest_first():
    assert told() == ("", "")
    assert told(step=1, same_act=1, small=1) == ("the same act; one step apart", "both are small numbers")
    share = 0.25 / weights()["same_act"]
    assert told(same_act=share * 1.01)[0] == "the same act"
    assert told(same_act=share * 0.99) == ("", "")
