import pandas as pd
import pytest

from toolkit.corpus.faults import check_corpus
from toolkit.corpus.load import SCANNED
from toolkit.report.verdict import comparable, judge, left_out

FEW = "Too few events for intervals and p-values: read the sentences themselves."
UNDATED = "No date is known: who was first cannot be told."


def corpus(outlets, events, published=None):
    n = len(outlets)
    columns = {"outlet": list(outlets), "event": list(events), "text": [f"Text {i}" for i in range(n)]}
    days = pd.to_datetime(published or [None] * n, utc=True)
    return pd.DataFrame(columns | {"published": days}, index=pd.Index([f"a{i}" for i in range(n)]))


def scan(*rows):
    """A table of what was seen, from paths, statuses and reasons."""
    table = pd.DataFrame(rows, columns=SCANNED[:3])
    return table.assign(encoding="", articles=(table["status"] == "read").astype(int), bytes=0)


@pytest.mark.parametrize(
    ("outlets", "events", "said"),
    [
        (
            ["", ""],
            ["storm"] * 2,
            ["No outlet is named: in a report each article stands for one. See --outlet and --layout."],
        ),
        (
            ["Beacon"] * 2,
            ["storm", "vote"],
            ["One outlet, Beacon: its words, names and sources can be counted, but compared with nobody's."],
        ),
        (
            ["Beacon", "Ledger"],
            ["", ""],
            ["No event is named: a report groups the articles itself, and says so. See --events."],
        ),
        (
            ["Beacon", "Ledger"],
            ["storm", "vote"],
            ["No event is told by two outlets: a difference may be one of events, and none can be tested."],
        ),
        (
            ["Beacon", "Ledger", "Beacon"],
            ["storm", "storm", "vote"],
            [
                "Can be compared: 2 outlets on 1 event that two or more of them tell (2 of 3 articles).",
                FEW,
            ],
        ),
    ],
)
def test_each_lack_is_said_with_what_it_means(outlets, events, said):
    assert comparable(corpus(outlets, events)) == [*said, UNDATED]


@pytest.mark.parametrize(
    ("outlets", "n", "lacking"),
    [
        (2, 4, "intervals and p-values"),
        (2, 5, "p-values"),  # 32 ways to exchange two labels on five events
        (2, 6, None),  # 64 ways
        (3, 3, "intervals and p-values"),  # 27 ways to be the articles of one outlet of three
        (3, 4, "intervals"),  # 81 ways
    ],
)
def test_intervals_need_events_and_p_values_ways_to_exchange_labels(outlets, n, lacking):
    events = [f"e{i}" for i in range(n) for _ in range(outlets)]
    told = comparable(corpus(list("ABC"[:outlets]) * n, events))[1:-1]
    assert told == [f"Too few events for {lacking}: read the sentences themselves."] * bool(lacking)


def test_more_articles_of_an_outlet_on_an_event_add_no_way_to_exchange_labels():
    events = [f"e{i}" for i in range(5) for _ in range(10)]
    told = comparable(corpus(list("AAAAABBBBB") * 5, events))[1:-1]
    assert told == ["Too few events for p-values: read the sentences themselves."]


def test_dates_that_are_missing_are_counted():
    some = corpus(["Beacon", "Ledger"], ["storm"] * 2, ["2024-10-18", None])
    assert comparable(some)[-1] == "Articles without a date: 1; who was first can be told of the others only."
    assert len(comparable(corpus(["Beacon", "Ledger"], ["storm"] * 2, ["2024-10-18"] * 2))) == 2


def test_what_was_refused_comes_first_and_what_is_no_article_by_name_not_at_all():
    rows = [
        ("a.txt", "read", ""),
        ("b.txt", "read", "has no row in the metadata"),
        ("c.md", "ignored", "is a .md file"),
        ("d.toml", "ignored", "is no article"),
        ("e.pdf", "refused", "is a .pdf file"),
    ]
    assert left_out(scan(*rows)) == [
        "refused:",
        "  e.pdf is a .pdf file",
        "read, but look:",
        "  b.txt has no row in the metadata",
        "ignored:",
        "  c.md is a .md file",
    ]


def test_ten_files_that_were_left_out_are_listed_or_all_of_them():
    seen = scan(*((f"{n:02}.pdf", "refused", "is a .pdf file") for n in range(12)))
    assert left_out(seen)[-2:] == ["  09.pdf is a .pdf file", "  and 2 more; --all lists them"]
    assert left_out(seen, everything=True)[-1] == "  11.pdf is a .pdf file"


def test_a_verdict_has_the_worst_first_what_is_fine_in_one_line_and_what_can_be_compared_last():
    articles = corpus(["Beacon", "", "Ledger"], ["storm"] * 3)
    seen = scan(("a.txt", "read", ""), ("b.pdf", "refused", "is a .pdf file"))
    lines = judge(articles, seen, check_corpus(articles))
    headings = [line for line in lines if not line.startswith(" ")]
    assert headings == [
        "Articles: 3; outlets: 2; events: 1; no dates known.",
        "refused:",
        "serious:",
        "warning:",
        "fine: 1 file, 17 checks; --all lists them",
        "Can be compared: 2 outlets on 1 event that two or more of them tell (2 of 3 articles).",
        FEW,
        UNDATED,
    ]
    serious = lines[lines.index("serious:") + 1]
    assert serious == "  no outlet, 1 (a1): name the outlet: without it an article is in no comparison"


def test_all_lists_files_and_checks_one_by_one():
    articles = corpus(["Beacon", "Ledger"], ["storm"] * 2)
    lines = judge(articles, scan(("a.txt", "read", "")), check_corpus(articles), everything=True)
    assert lines[lines.index("read:") + 1] == "  a.txt"
    assert "garbled characters" in " ".join(lines[lines.index("nothing found:") :])


def test_no_line_is_longer_than_a_terminal_is_wide():
    articles = corpus(["", "x" * 300], ["storm"] * 2).rename(index={"a0": "folder/" * 60 + "a0"})
    seen = scan(("sub/" * 80 + "b.pdf", "refused", "is a file of a kind that is not read " * 9))
    for everything in (False, True):
        lines = judge(articles, seen, check_corpus(articles), everything=everything)
        assert max(map(len, lines)) < 120


def test_a_corpus_without_a_file_that_is_fine_names_none():
    articles = corpus(["Beacon", "Ledger"], ["storm"] * 2)
    lines = judge(articles, scan(("a.csv", "read", "has HTML in 1 text")), check_corpus(articles))
    assert [line for line in lines if line.startswith("fine")] == ["fine: 18 checks; --all lists them"]
