import pandas as pd
import pytest
from answers.builders import EVIL, stories

from toolkit.answers import frames

PAIR = stories(("Beacon", "fire", "x"), ("Ledger", "fire", "x"))


def row(frame="conflict", outlet="Beacon", **more):
    made = {"frame": frame, "outlet": outlet, "n": 30, "per_thousand": 20.0, "low": 14.0, "high": 27.0}
    made |= {"difference": 12.0, "p": 0.001, "p_family": 0.01, "validity": "valid"}
    return made | more


def said(*rows, articles=PAIR):
    return str(frames(articles, pd.DataFrame(list(rows)))).split("\n")[1:]


def test_what_is_valid_tells_events():
    answer, sure = said(row())
    assert answer == (
        "● Beacon tells events as a conflict: 20 words of conflict in a thousand, against 8 in ■ Ledger."
    )
    assert sure == (
        "● holds Range: 14 to 27. The list of words for conflict agrees with readers of these articles."
    )


def test_what_is_not_valid_beyond_doubt_uses_words():
    answer, sure = said(row(validity="undecided"))
    assert answer == "● Beacon uses more words of conflict: 20 in a thousand, against 8 in ■ Ledger."
    assert sure.endswith("agrees with readers of these articles in part.")
    assert said(row(validity="not validated"))[1].endswith("what they find may mean something else.")


def test_what_is_valid_comes_before_what_is_wider_and_two_outlets_are_told():
    rows = [
        row("economic", "Ledger"),
        row(validity="undecided", difference=19.0),
        row("morality", difference=15.0),
    ]
    answer, _ = said(*rows)
    assert answer.startswith("● Beacon tells events as right or wrong")
    assert "■ Ledger tells events by what they cost" in answer
    assert "conflict" not in answer


def test_less_of_a_way_of_telling_is_no_headline():
    assert said(row(difference=-12.0))[0] == "No outlet tells the events differently by more than chance."


def test_what_is_not_valid_is_not_measured():
    answer, sure = said(row(validity="not valid"), row("economic", p_family=0.4))
    assert answer == "No outlet tells the events differently by more than chance."
    assert sure.endswith("Not measured: conflict, whose words do not agree with readers.")
    assert said(row(validity="not valid"))[1].startswith("◌ not measured")


def test_nothing_found_tells_the_widest_and_what_it_would_have_taken():
    less = {"outlet": "Ledger", "per_thousand": 1.0, "p_family": 0.9}
    more = [row("economic", p_family=0.9), row("economic", **less | {"per_thousand": 19.0})]
    _, sure = said(row(p_family=0.4, per_thousand=4.0), row(**less), *more)
    assert sure.startswith(
        "○ could be chance Widest apart, as a ratio: 4.0 words of conflict in a thousand in ● Beacon, 1.0 in"
        " ■ Ledger. With one event, a rate must be roughly"
    )


def test_a_frame_of_ones_own_codebook_is_called_by_its_name():
    assert said(row("blame_game"))[0].startswith("● Beacon uses more words of blame game: 20 in a thousand")


@pytest.mark.parametrize(("articles", "why"), [(PAIR.iloc[:1], "With one outlet"), (PAIR, "Too few events")])
def test_untested_tells_what_is_commonest(articles, why):
    answer, sure = said(row(p=float("nan"), p_family=float("nan")), articles=articles)
    assert answer == "Most words are of conflict: 20 in a thousand in ● Beacon."
    assert sure.startswith(f"◌ not measured {why}")


def test_without_any_hit_nothing_points_to_a_way():
    assert said(row(n=0))[0] == "No word was found that points to a way of telling."


def test_names_are_text():
    articles = stories((EVIL, "fire", "x"), ("Ledger", "fire", "x"))
    assert "<script" not in frames(articles, pd.DataFrame([row(EVIL, EVIL)]))._repr_html_()


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="rates has no column 'validity'"):
        frames(PAIR, pd.DataFrame([row()]).drop(columns="validity"))
