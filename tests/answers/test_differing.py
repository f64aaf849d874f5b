import pandas as pd
import pytest
from answers.builders import EVIL, stories

from toolkit.answers import words

PAIR = stories(("Beacon", "fire", "A Row. I saw."), ("Ledger", "fire", "No."))


def row(term="row", target="Beacon", **more):
    made = {"target": target, "term": term, "n_target": 8, "n_reference": 0, "articles_target": 1}
    made |= {"log_ratio": 5.0, "low": 3.1, "high": float("nan"), "p": 0.001, "p_family": 0.01}
    return made | more


def said(*rows, articles=PAIR):
    return str(words(articles, pd.DataFrame(list(rows)))).split("\n")[1:]


def test_the_word_with_the_highest_lower_bound_is_named_and_the_bound_rounded_down():
    assert said(row(), row("i", low=3.9))[0] == (
        "● Beacon stands out most: it writes I at least 14 times as often as ■ Ledger,"
        " and one more word that holds, Row (at least 8 times)."
    )


def test_a_word_without_an_interval_is_told_by_its_counts():
    assert said(row(low=float("nan"), n_reference=2))[0] == (
        "● Beacon stands out most: it writes Row 8 times, ■ Ledger twice."
    )


def test_what_is_sure_has_counts_and_what_was_compared():
    assert said(row(), row("no", low=1.0, p_family=0.4), row("as", "Ledger", low=2.0))[1] == (
        "● holds 8 times in its one article, elsewhere never. 2 words were compared."
        " Such words elsewhere: ■ Ledger one."
    )


def test_a_word_of_the_outlets_own_name_is_not_what_stands_out():
    assert "writes Row" in said(row("beacon", low=6.0), row())[0]
    assert "writes beacon" in said(row("beacon", low=6.0))[0]


def test_a_word_that_is_used_less_does_not_set_apart():
    assert said(row(log_ratio=-3.0))[0] == "No word sets an outlet apart by more than chance."


def test_where_nothing_holds_the_nearest_is_named_and_what_it_would_have_taken():
    usual = {"p_family": 0.3, "n_target": 12, "n_reference": 8, "low": -1.0, "high": 1.0}
    answer, sure = said(row(**usual))
    assert answer == "No word sets an outlet apart by more than chance."
    assert sure == (
        "○ could be chance Nearest: ● Beacon writes Row 12 times, ■ Ledger 8 times. With one event, a"
        " word that is used about 20 times must be roughly 4 times as frequent to be told from chance."
    )


def test_what_would_have_to_be_enormous_is_told_as_such():
    wide = {"p_family": 0.3, "n_target": 12, "n_reference": 8, "low": -6.0, "high": 6.0}
    assert "must be more than 20 times as frequent" in said(row(**wide))[1]


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (PAIR.iloc[:1], "There is nobody to compare the words of one outlet with."),
        (
            PAIR.assign(event=["a", "b"]),
            "No event is told by two outlets, so their words cannot be compared.",
        ),
        (PAIR, "Which words differ by more than chance cannot be told."),
    ],
)
def test_why_nothing_was_compared(articles, expected):
    untested = said(row(p=float("nan"), p_family=float("nan")), articles=articles)
    assert untested[0].startswith(expected)
    assert untested[1].startswith("◌ not measured")


def test_of_many_outlets_the_rest_are_the_others():
    articles = stories(*((f"Outlet {n:02}", "fire", "Row row.") for n in range(23)))
    assert said(row(target="Outlet 07"), articles=articles)[0].endswith("as often as the other outlets.")


def test_names_and_words_are_text():
    articles = stories((EVIL, "fire", EVIL), ("Ledger", "fire", "No."))
    markup = words(articles, pd.DataFrame([row("<script>", EVIL)]))._repr_html_()
    assert "<script" not in markup
    assert "mathjax_ignore" in markup


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="compared has no column 'term'"):
        words(PAIR, pd.DataFrame(columns=["target"]))
