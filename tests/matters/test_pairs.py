import io

import numpy as np
import pandas as pd
import pytest

from toolkit.claims import pairs as module
from toolkit.claims.acts import statuses
from toolkit.matters.deeds import act_pairs
from toolkit.claims.numbers import quantities
from toolkit.matters.pairs import disagreements
from toolkit.corpus.context import evidence
from toolkit.corpus.tokens import tokenize

TEXTS = {
    "beacon": "Ruritania to send tens of thousands of boots to border\n\nRuritania decided to send 12,000"
    " soldiers to the border, spies said.\n\nIts president was training 10,000 soldiers in border camps.",
    "ledger": "Ruritania sends soldiers\n\nRuritania has decided to send 12,000 soldiers to the border."
    " Its personnel have already been deployed at the border, the president said.",
}


def corpus(texts=TEXTS, **columns):
    """Articles of an outlet each, whose first line is the headline."""
    articles = pd.DataFrame(
        {"event": "border", "outlet": [name.title() for name in texts], "text": list(texts.values())},
        index=pd.Index(list(texts), name="article_id"),
    ).assign(**columns)
    rows = []
    for name, text in texts.items():
        end = text.find("\n\n")
        rows += (
            [(name, 0, end, "headline"), (name, end, len(text), "body")]
            if end > 0
            else [(name, 0, len(text), "body")]
        )
    return articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])


def pairs(texts, make=quantities, **columns):
    articles, segments = corpus(texts, **columns)
    table = disagreements(make(articles, segments), articles)
    return [(row.kind, row.text_a, row.text_b) for row in table.itertuples()]


def one_line(first, second, make=quantities, **columns):
    return pairs({"a": first, "b": second}, make, **columns)


def test_a_headline_is_held_against_its_own_body_and_the_other_outlet():
    assert pairs(TEXTS) == [
        ("between outlets", "tens of thousands of boots", "12,000 soldiers"),
        ("headline against body", "tens of thousands of boots", "12,000 soldiers"),
    ]


def test_men_in_training_do_not_contradict_men_sent():
    texts = pairs(TEXTS)
    assert not any("10,000" in text for _, *both in texts for text in both)


@pytest.mark.parametrize(
    ("first", "second", "n"),
    [
        ("The fire killed 12 miners at the pit.", "The pit fire killed 30 miners.", 1),
        ("The fire killed 12 miners at the pit.", "The pit fire killed 10 to 15 miners.", 0),
        ("The fire killed 12 miners at the pit.", "The pit fire killed more than 10 miners.", 0),
        ("The fire killed 12 miners at the pit.", "The pit fire killed 30 dogs.", 0),
        ("The fire killed 12 miners at the pit.", "The pit fire hurt 30 miners.", 0),
        ("The fire killed 11,932 miners at the pit.", "The pit fire killed 12,000 miners.", 0),
        ("The fire killed 12 miners at the pit.", "The pit fire killed an additional 30 miners.", 0),
        ("The fire killed 12 miners at the pit.", "A ferry wreck abroad killed 30 miners.", 0),
        ("The pit fire killed 12 miners and then 30 miners.", "The pit fire killed 30 miners.", 0),
        ("The pit fire lasted 12 hours.", "The pit fire lasted 30 hours.", 0),
        ("In the poll Ann Roe had 6 percent support.", "In the poll Bo Lee had 12 percent support.", 0),
        (
            "The gauge at noon said 96 percent of river flow.",
            "The gauge at noon said 97 percent of river flow.",
            1,
        ),
        (
            "The gauge at noon said 96 percent of river flow.",
            "At dusk 97 percent of houses lost their river.",
            0,
        ),
        (
            "The judge needs 60 votes in the Senate.",
            "The five vote majority in the Senate backs the judge.",
            0,
        ),
        ("Of the 10 miners killed in the pit fire, six", "The pit fire killed 30 miners.", 0),
        ("The pit fire cost some of the $12 million.", "The pit fire cost $15 million.", 1),
        ("In 2008 the pit fire killed 12 miners.", "The pit fire killed 30 miners.", 0),
        ("In 2008 the pit fire killed 12 miners.", "The pit fire of 2008 killed 30 miners.", 1),
        ("The pit fire cost $12 million.", "The pit fire cost €30 million.", 0),
    ],
)
def test_only_ranges_about_one_thing_that_do_not_meet_disagree(first, second, n):
    assert len(one_line(first, second)) == n


def test_only_articles_of_one_event_and_of_two_outlets_are_paired():
    both = ("The fire killed 12 miners at the pit.", "The pit fire killed 30 miners.")
    assert (
        one_line(*both, event=["x", "y"]) == one_line(*both, event="") == one_line(*both, outlet="Sun") == []
    )


def test_the_caption_says_that_the_pairs_are_to_be_checked():
    articles, segments = corpus()
    table = disagreements(quantities(articles, segments), articles)
    what = "Pairs of different quantities to check: the same kind of thing in a like context."
    assert table.attrs == {"caption": what}


def test_statuses_are_paired_as_acts():
    articles, segments = corpus()
    claims = statuses(articles, segments)
    pd.testing.assert_frame_equal(disagreements(claims, articles), act_pairs(claims, articles))


def test_the_gap_is_the_ratio_at_the_nearest_ends_and_order_does_not_matter():
    texts = {"a": "The fire killed 10 to 12 miners at the pit.", "b": "The pit fire killed 30 miners."}
    for order in (["a", "b"], ["b", "a"]):
        articles, segments = corpus({name: texts[name] for name in order})
        assert disagreements(quantities(articles, segments), articles)["gap"].tolist() == [2.5]


def test_an_empty_table_keeps_its_columns_and_says_why():
    articles, segments = corpus()
    for make in (quantities, statuses):
        claims = make(articles, segments)
        table = disagreements(claims.iloc[:0], articles)
        assert list(table) == list(disagreements(claims, articles))
        assert "were found in 2 articles" in table.attrs["note"]


def test_skipping_what_cannot_conflict_changes_no_table(monkeypatch):
    random, some = np.random.default_rng(3), 0
    words = "pit fire mill town camp".split()
    names = [f"a{n}" for n in range(6)]
    text = " ".join(f"{word} {word}s" for word in words * 8)
    for _ in range(8):
        outlets, events = random.choice(["Beacon", "Ledger", "Sun"], 6), random.choice(["x", "y", ""], 6)
        articles = pd.DataFrame({"outlet": outlets, "event": events, "text": text}, index=names)
        n = 14
        start = random.permutation(len(text) - 8)[:n]
        claims = pd.DataFrame({"article_id": random.choice(names, n), "start": start, "end": start + 5})
        claims["segment"] = random.choice(["headline", "body"], n)
        claims["text"], claims["source"] = [text[at : at + 5] for at in start], ""
        claims["verb_class"] = random.choice(["kill", "send", "demand"], n)
        claims = claims.assign(unit="count", noun="men", noun_class="", low=random.choice([3.0, 4.0], n))
        claims["high"] = claims["low"].where(random.random(n) > 0.2)
        fast = disagreements(claims, articles)
        with monkeypatch.context() as patch:
            patch.setattr(module, "_varied", lambda claims, _: claims)
            patch.setattr(module, "_can_meet", lambda *_: True)
            pd.testing.assert_frame_equal(disagreements(claims, articles), fast)
        shuffled = claims.sample(frac=1, random_state=1).reset_index(drop=True)
        pd.testing.assert_frame_equal(disagreements(shuffled, articles.iloc[::-1]), fast)
        some += len(fast)
    assert some > 5


def test_claims_of_articles_that_are_not_given_are_left_out():
    articles, segments = corpus()
    claims = quantities(articles, segments)
    alone = disagreements(claims, articles.loc[["beacon"]])
    assert alone["kind"].tolist() == ["headline against body"]
    assert len(disagreements(claims, articles.iloc[:0])) == 0


def test_claims_that_were_written_to_a_file_give_the_same_pairs():
    articles, segments = corpus(
        {"a": "The old pit owner paid $4 million.", "b": "The old pit owner paid $5 million."}
    )
    claims = quantities(articles, segments).assign(source="", noun_class="", noun="")
    claims["verb_class"], claims["noun_class"] = "", "money"
    again = pd.read_csv(io.StringIO(claims.to_csv(index=False)))
    assert disagreements(again, articles)["source_a"].tolist() == [""]
    for made in (again, claims.astype({"article_id": "category"})):
        pd.testing.assert_frame_equal(disagreements(made, articles), disagreements(claims, articles))


def test_both_sides_of_a_pair_open_into_their_sentences():
    articles, segments = corpus()
    table = disagreements(quantities(articles, segments), articles)
    shown = evidence(tokenize(articles, segments), articles, spans=table)
    assert sorted(shown["hit"]) == ["12,000 soldiers", "12,000 soldiers", "tens of thousands of boots"]


@pytest.mark.parametrize(
    ("value", "slack"), [(95, 0), (100, 5), (900, 45), (1200, 50), (11932, 0.5), (12000, 500)]
)
def test_a_round_number_may_be_off_by_half_its_last_digit_or_five_percent(value, slack):
    assert module._slack(np.array([float(value)])).tolist() == [slack]


def two(**columns):
    """Two claims of two outlets, of which the first is a headline."""
    claims = {"article_id": ["a", "b"], "outlet": ["Beacon", "Ledger"], "segment": ["headline", "body"]}
    claims |= {"text": ["sent", "sent"], "key": "count men", "verb_class": "kill"}
    return pd.DataFrame(claims | columns)


def share_of_hundred(words):
    """Contexts of 100 words, of which two claims share `words`; sentences alike, no names, no years."""
    around, none = np.full((2, 2), words, np.float32), np.zeros((2, 2))
    np.fill_diagonal(around, 100)
    return [around, np.full((2, 2), 5), none, none]


UNLIKE = np.array([[False, True], [True, False]])


@pytest.mark.parametrize(
    ("verbs", "words", "found"),
    [
        (["kill", "kill"], 14, 1),
        (["kill", "kill"], 12, 0),
        (["kill", ""], 21, 1),
        (["kill", ""], 19, 0),
        (["kill", "send"], 100, 0),
    ],
)
def test_contexts_must_share_thirteen_percent_or_twenty_where_no_verb_class_is_known(verbs, words, found):
    claims = two(verb_class=verbs, low=[12.0, 14.0], high=[12.0, 14.0])
    assert len(module._pairs(claims, share_of_hundred(words), UNLIKE, ~UNLIKE, module._ALIKE)) == found


def test_inside_an_article_half_the_share_is_asked():
    claims = two(article_id="a", outlet="Beacon", low=[12.0, 14.0], high=[12.0, 14.0])
    found = [
        len(module._pairs(claims, share_of_hundred(words), UNLIKE, ~UNLIKE, module._ALIKE))
        for words in (7, 6)
    ]
    assert found == [1, 0]


@pytest.mark.parametrize(
    ("both", "share"),
    [(["done", "denied"], 0.15), (["under_way", "denied"], 0.15), (["done", "planned"], 0.25)],
)
def test_a_denial_needs_a_likeness_of_fifteen_percent_and_a_plan_of_twenty_five(both, share):
    found = module._statuses(two(status=both))
    assert [alike for conflict, _, alike in found if conflict.any()] == [share]


def test_what_is_under_way_does_not_conflict_with_a_plan_or_with_what_is_done():
    for pair in (["under_way", "planned"], ["under_way", "done"], ["possible", "denied"]):
        assert not any(conflict.any() for conflict, _, _ in module._statuses(two(status=pair)))


@pytest.mark.parametrize(
    ("key", "low", "unsure", "far"),
    [
        ("count men", 50, True, False),
        ("count men", 51, True, True),
        ("count men", 51, False, False),
        ("dollar money", 20, False, False),
        ("dollar money", 21, False, True),
    ],
)
def test_numbers_five_times_apart_or_amounts_twice_are_likelier_about_two_things(key, low, unsure, far):
    claims = two(key=key, low=[10.0, low], high=[10.0, low])
    assert module._far(claims, np.full((2, 2), unsure))[0, 1] == far


def test_of_pairs_that_repeat_two_values_the_one_most_alike_stays():
    loose, close = "Pit fire: 12 miners killed, mourned abroad.", "The Oxford mill pit fire killed 12 miners."
    text = f"{loose} {' ' * 200}{close}"
    articles, segments = corpus({"a": text, "b": "The Oxford mill pit fire killed 30 miners."})
    table = disagreements(quantities(articles, segments), articles)
    assert table["start_a"].tolist() == [text.rindex("12 miners")]


def test_of_one_number_that_an_article_repeats_twenty_mentions_are_read(monkeypatch):
    read = []
    monkeypatch.setattr(module, "_ranges", lambda claims: read.append(len(claims)) or [])
    pairs({"a": "The fire killed 12 miners. " * 30, "b": "The fire killed 30 miners."})
    assert read == [21]


def test_the_input_is_unchanged():
    articles, segments = corpus()
    claims = quantities(articles, segments)
    copy = claims.copy(deep=True)
    disagreements(claims, articles)
    pd.testing.assert_frame_equal(claims, copy)


def test_missing_columns_are_named():
    articles, segments = corpus()
    with pytest.raises(ValueError, match="claims has no column 'noun'"):
        disagreements(quantities(articles, segments).drop(columns="noun"), articles)
    with pytest.raises(ValueError, match="claims has no column 'low', 'high', 'unit'"):
        disagreements(statuses(articles, segments).drop(columns="status"), articles)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        disagreements(statuses(articles, segments), articles.drop(columns="outlet"))
    with pytest.raises(TypeError, match="claims must be a pandas DataFrame, not int"):
        disagreements(5, articles)
