import pandas as pd
import pytest

from toolkit.claims.numbers import quantities
from toolkit.claims.pairs import disagreements
from toolkit.claims.acts import statuses

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


def test_an_act_done_in_one_outlet_and_denied_in_the_other():
    done, denied = (
        "The troops have already been sent to the border.",
        "They did not move troops to the border.",
    )
    assert one_line(done, denied, statuses) == [("between outlets", "sent", "move")]
    assert one_line(done, "The troops were sent to the border.", statuses) == []


def test_an_act_done_here_and_only_planned_there():
    done, planned = "Owners have closed the old steel mill.", "Owners will close the old steel mill."
    assert one_line(done, planned, statuses) == [("between outlets", "closed", "close")]
    assert one_line(done, planned + " The old steel mill is being closed.", statuses) == []


def test_what_is_asked_for_may_be_anything_and_other_verbs_must_share_words():
    assert (
        one_line("Roe asked the council for a vote.", "Roe did not seek the council's vote.", statuses) == []
    )
    moved = "Guards praised troops at the border. They themselves did not move."
    assert one_line("The troops have already been sent to the border.", moved, statuses) == []


def test_the_caption_says_that_the_pairs_are_to_be_checked():
    articles, segments = corpus()
    for make in (quantities, statuses):
        table = disagreements(make(articles, segments), articles)
        what = f"Pairs of different {make.__name__} to check: the same kind of thing in a like context."
        assert table.attrs == {"caption": what}


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
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        disagreements(statuses(articles, segments), articles.drop(columns="outlet"))
