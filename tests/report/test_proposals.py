import io

import pandas as pd

from toolkit.corpus.load import load_corpus
from toolkit.report.proposals import propose

STORM = "Harbour shut by storm\n\nThe storm tore the harbour wall of Lowmere, and the ferry stays in harbour."
VOTE = "Mayor wins vote\n\nThe mayor of Hartwell won the vote narrowly after ballots were counted again."


def articles(folder, **columns):
    texts = [STORM, f"{STORM} No sailor was hurt by the storm.", VOTE, f"{VOTE} The count took all night."]
    table = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "text": texts, **columns})
    table.to_csv(folder / "articles.csv", index=False)
    return load_corpus(folder / "articles.csv")


def test_articles_without_events_are_grouped_and_each_page_is_to_say_so(tmp_path):
    table, said = propose(articles(tmp_path, outlet=["Beacon", "Ledger"] * 2))
    events = table["event"].tolist()
    assert events[0] == events[1] == "event-0001: harbour, storm, ferry"
    assert events[2] == events[3]
    assert events[2].startswith("event-0002: ")
    assert table["outlet"].tolist() == ["Beacon", "Ledger"] * 2
    assert table["headline"].tolist()[::2] == ["Harbour shut by storm", "Mayor wins vote"]
    assert (table["score"] > 0.18).all()
    assert said == [
        "Events are proposed: none is named, so the 4 articles were grouped by their words and days into 2.",
    ]


def test_without_an_outlet_each_article_stands_for_one(tmp_path):
    table, said = propose(articles(tmp_path, event=["storm", "storm", "vote", "vote"]))
    assert table["outlet"].tolist() == ["a", "b", "c", "d"]
    assert table["event"].tolist() == ["storm", "storm", "vote", "vote"]
    assert said == ["No outlet is named: each article stands for an outlet of its own."]


def test_where_some_are_named_nothing_is_proposed(tmp_path):
    named = articles(tmp_path, event=["storm", "", "", ""], outlet=["", "Ledger", "", ""])
    assert propose(named) == (None, [])


def test_one_article_is_no_group(tmp_path):
    table, said = propose(articles(tmp_path, outlet=["Beacon"] * 4).iloc[:1])
    assert (table, said) == (None, [])


def test_what_is_proposed_can_be_given_back(tmp_path):
    table, _ = propose(articles(tmp_path, published=["2024-10-18", "", "2024-10-19", ""]))
    written = table.to_csv(index=False)
    assert written.startswith(
        "article_id,headline,outlet,published,event,score\na,Harbour shut by storm,a,2024-10-18,"
    )
    (tmp_path / "events.csv").write_text(
        written.replace('"event-0001: harbour, storm, ferry"', "storm").replace(",b,", ",Ledger,"), "utf-8"
    )
    again = load_corpus(tmp_path / "articles.csv", events=tmp_path / "events.csv")
    assert again["event"].tolist() == ["storm", "storm", *table["event"].iloc[2:]]
    assert again["outlet"].tolist() == ["a", "Ledger", "c", "d"]


def test_a_headline_is_no_formula(tmp_path):
    headline = ["=1+1", "+2", "plain", "@x"]
    table, _ = propose(articles(tmp_path, headline=headline))
    read = pd.read_csv(io.StringIO(table.to_csv(index=False)))
    assert read["headline"].tolist() == ["'=1+1", "'+2", "plain", "'@x"]
