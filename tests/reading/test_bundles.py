import pytest

from toolkit.reading.bundles import looks_like_bundle

WORDS = "The harbour of Lowmere was shut on Monday after the storm tore a hole into the sea wall. " * 3
TOLD = "looks like {n} articles in one file ({sign!r} or its like stands {n} times); split it, or save it"


@pytest.mark.parametrize(
    ("piece", "n", "sign"),
    [
        ("**** *outlet_Beacon *year_2019\n{words}\n", 2, "**** *outlet_Beacon *year_2019"),
        ("Harbour shut\n{words}\nEnd of Document\n", 2, "End of Document"),
        ("475 words\n{words}\nDocument BEACON0020190304e7aa0001x\n", 2, "Document BEACON0020190304e7aa0001x"),
        ("TY  - NEWS\nTI  - Harbour shut\nER  -\n", 2, "ER  -"),
        ("Document 4 of 9\nHarbour shut\n{words}\n", 2, "Document 4 of 9"),
        ("[3 of 9 articles]\nHarbour shut\n{words}\n", 2, "[3 of 9 articles]"),
        ("TITLE: Harbour shut\nDate: 4 May\n{words}\n", 3, "Date: 4 May"),
        ("----------\nHarbour shut\n4 May 2019\n{words}\n", 3, "----------"),
        ("Beacon, 4 May 2019\n{words}\n© 2019 Lowmere Press\n", 3, "© 2019 Lowmere Press"),
        (
            "Beacon, 4 May 2019\n{words}\nLowmere Press. All rights reserved.\n",
            3,
            "Lowmere Press. All rights reserved.",
        ),
        ("1. Harbour shut\nBeacon, 4 May 2019, p. 3, 512w.\n", 3, "1. Harbour shut"),
    ],
)
def test_a_sign_that_comes_again_is_told_and_one_time_fewer_is_not(piece, n, sign):
    pieces = [piece.format(words=WORDS)] * n
    assert looks_like_bundle("".join(pieces)) == TOLD.format(n=n, sign=sign) + " as a table"
    assert looks_like_bundle("".join(pieces[1:])) == ""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_with_tabs_is_told(newline):
    table = newline.join(
        ["outlet\ttitle\ttext", "Beacon\tHarbour shut\tNo ship sails.", "Ledger\tWind\tCalm."]
    )
    assert looks_like_bundle(table) == "looks like a table (2 tabs in each of 3 lines); call it .tsv"


@pytest.mark.parametrize(
    "article",
    [
        "Harbour shut\n\n" + "\n\n* * *\n\n".join([WORDS] * 5),
        "Harbour shut\n\n" + "\n\n----------\n\n".join([WORDS] * 5),
        "Q&A\n\n" + "Source: the council\n\nWhat next?\n\n" * 4,
        "Photos\n\n" + "1 of 12 Photos\n\nThe wall.\n\n" * 3,
        "Photos\n\n" + "© 2019 Anna Marlow\n\n" * 4 + WORDS,
        "The law\n\nArticle 1\n\nNo ship sails.\n\nArticle 2\n\nNo ferry.\n\nArticle 3\n\nNo boat.",
        "Timeline\n\n" + "".join(f"{day} May 2019\n\n{WORDS}\n\n" for day in range(1, 9)),
        "Columns\n\nA\tB\n\nNo table, a list.",
    ],
)
def test_one_article_is_one_article(article):
    assert looks_like_bundle(article) == ""


@pytest.mark.parametrize(
    "piece", ["-" * 8 + "\n", "Date: 1 May 2019\n", "© 2019\t", "1. a\n", "=-" * 9, "\t\t\n"]
)
def test_hostile_texts_take_linear_time(piece):
    looks_like_bundle(piece * 20_000)
