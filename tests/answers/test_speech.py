import pandas as pd
import pytest
from answers.builders import EVIL, stories

from toolkit.answers import voices

PAIR = stories(("Beacon", "fire", "x"), ("Ledger", "fire", "x"))


def row(kind="office", outlet="Beacon", **more):
    made = {"outlet": outlet, "source_type": kind, "n": 30, "share": 0.36, "low": 0.3, "high": 0.4}
    return made | {"difference": 0.25, "p": 0.001, "p_family": 0.01} | more


def said(*rows, articles=PAIR):
    return str(voices(articles, pd.DataFrame(list(rows)))).split("\n")[1:]


def test_the_widest_difference_that_holds_is_told():
    answer, sure = said(row(), row("person", share=0.5, difference=-0.1, p_family=0.3))
    assert answer == (
        "Offices and institutions speak in 36% of the statements in ● Beacon and in 11% in ■ Ledger."
    )
    assert sure == "● holds Range for ● Beacon: 30% to 40%. 60 statements were compared."


def test_a_second_kind_of_source_is_told_and_no_third():
    rows = [row(), row("person", difference=-0.2), row("office", "Ledger", difference=-0.22)]
    answer, _ = said(*rows, row("media", difference=0.1))
    assert answer.count(" speak in ") == 2
    assert "People speak in 36%" in answer


def test_sources_that_are_not_recognised_are_no_finding():
    assert said(row("unknown"), row("person", p_family=0.5))[0].startswith("No difference in who speaks")


def test_nothing_found_tells_the_commonest_share_and_what_it_would_have_taken():
    person = {"kind": "person", "n": 90, "difference": 0.02, "p_family": 0.5}
    answer, sure = said(
        row(**person, share=0.64),
        row(outlet="Ledger", **person, share=0.66),
        row(p_family=0.2),
        row(outlet="Ledger", share=0.11, difference=-0.01, p_family=0.2),
    )
    assert answer == (
        "No difference in who speaks is larger than chance. People speak most: in 64% to 66% of each outlet’s"
        " statements."
    )
    assert sure == (
        "○ could be chance Widest apart: Offices and institutions speak in 36% of the statements in ● Beacon,"
        " in 11% in ■ Ledger. With one event, differences smaller than about 8 in a hundred cannot be told"
        " from chance. 240 statements were compared."
    )


def test_one_share_is_no_range():
    rows = [row("person", name, share=0.64, p_family=0.5, difference=0) for name in ("Beacon", "Ledger")]
    assert "People speak most: in 64% of each outlet’s statements." in said(*rows)[0]


@pytest.mark.parametrize(("articles", "why"), [(PAIR.iloc[:1], "With one outlet"), (PAIR, "Too few events")])
def test_untested_tells_who_speaks_most(articles, why):
    answer, sure = said(row(p=float("nan"), p_family=float("nan")), articles=articles)
    assert answer == "Offices and institutions speak most in ● Beacon: in 36% of its statements."
    assert sure.startswith(f"◌ not measured {why}")


def test_no_statement_is_no_share():
    assert said(row("unknown"))[0] == "No statement of a source was found whose kind is known."


def test_names_are_text():
    articles = stories((EVIL, "fire", "x"), ("Ledger", "fire", "x"))
    assert "<script" not in voices(articles, pd.DataFrame([row(outlet=EVIL)]))._repr_html_()


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="heard has no column 'share'"):
        voices(PAIR, pd.DataFrame([row()]).drop(columns="share"))
