import pytest

from toolkit.reading.layouts import guess_fields

# Of one event: more than half of the longer words in common; of two: none.
TEXTS = {
    "storm": "storm waves closed harbour ferry island sailors waited",
    "vote": "ballot council mayor elected district turnout counted recount",
    "fire": "blaze warehouse smoke brigade rescued hydrant burning ladders",
    "trial": "judge verdict lawyer accused witness sentence appeal prison",
}
GRID = [(event, outlet) for event in TEXTS for outlet in ("Beacon", "Ledger")]


def said_of(form, rows=GRID, **fields):
    """Fields that are read from paths of a form, one row an article, and the form that was recognised."""
    articles = [
        {"path": form.format(event=event, outlet=outlet, n=n), "text": TEXTS.get(event, event), **fields}
        for n, (event, outlet) in enumerate(rows)
    ]
    found, said = guess_fields(articles)
    read = [tuple(row.get(name, "") for name in ("event", "outlet", "published_given")) for row in found]
    return read, said.split("'")[1] if said else ""


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("{outlet}/2024-10-18_page{n}.txt", "{outlet}/{published}*"),
        ("{outlet}/page{n}.html", "{outlet}/*"),
        ("{event}/{outlet}/2024-10-18.txt", "{event}/{outlet}/{published}*"),
        ("{outlet}/{event}/a{n}.txt.gz", "{outlet}/{event}/*"),
        ("{event}/{outlet}.txt", "{event}/{outlet}"),
        ("{outlet}/{event}.txt", "{outlet}/{event}"),
        ("{outlet}_20241018_page{n}.txt", "{outlet}_{published}*"),
        ("2024.10.18_{outlet}_page{n}.txt", "{published}_{outlet}*"),
        ("2024/10/18/{outlet}/{n}.txt", "{published}/{published}/{published}/{outlet}/*"),
        ("{event}/page{n}.txt", "{event}/*"),
    ],
)
def test_paths_of_one_shape_tell_outlet_event_and_day(form, shape):
    read, said = said_of(form)
    assert said == shape
    day = "2024-10-18" if "{published}" in shape else ""
    expected = [(event * ("{event}" in shape), outlet * ("{outlet}" in shape), day) for event, outlet in GRID]
    assert read == expected


@pytest.mark.parametrize(
    "form",
    [
        "page{n}.txt",  # nothing but a number
        "{n}/{outlet}{n}.txt",  # folders that are numbers
        "{outlet}_page{n}.txt",  # without a date, the first word of a name may be anything
        "texts/page{n}.txt",  # one folder for all
        "12345678_page{n}.txt",  # eight digits, and no year
        "2024-13-18_page{n}.txt",
        "https://{outlet}.example/2024/10/18/page{n}.html",
    ],
)
def test_paths_that_tell_nothing_are_left_alone(form):
    assert said_of(form) == ([("", "", "")] * len(GRID), "")


def test_paths_of_several_shapes_are_left_alone():
    articles = [{"path": path, "text": ""} for path in ("Beacon/a.txt", "Ledger/b.txt", "c.txt")]
    assert guess_fields(articles) == (articles, "")


def test_names_of_two_tables_are_no_outlets():
    articles = [{"path": f"{name}.csv", "text": ""} for name in ("early", "late") for _ in range(9)]
    assert guess_fields(articles) == (articles, "")


def test_one_page_a_folder_is_a_page_of_an_outlet():
    read, said = said_of("{outlet}/page.txt", GRID[:2])
    assert (read, said) == ([("", "Beacon", ""), ("", "Ledger", "")], "{outlet}/*")


def test_what_the_articles_bring_of_their_own_is_kept():
    read, said = said_of("{event}/{outlet}/2024-10-18.txt", outlet="Meridian", published_given="18 May")
    assert said == "{event}/*/*"
    assert read == [(event, "Meridian", "18 May") for event, _ in GRID]


def test_a_field_that_one_article_has_is_not_read_for_the_others():
    articles = [{"path": f"{name}/a.txt", "text": ""} for name in ("Beacon", "Ledger")]
    articles[0]["outlet"] = "The Beacon"
    assert guess_fields(articles) == (articles, "")


def test_the_articles_given_stay_as_they_are():
    articles = [{"path": f"{name}/2024-10-18.txt", "text": ""} for name in ("Beacon", "Ledger")]
    before = [dict(row) for row in articles]
    guess_fields(articles)
    assert articles == before


def test_one_outlet_may_repeat_itself_without_being_an_event():
    rows = [
        (text, outlet)
        for outlet, text in (("Beacon", "harbour storm waves"), ("Ledger", "harbour storm sails"))
    ]
    assert said_of("{outlet}/page{n}.txt", rows * 3)[1] == "{outlet}/*"


def unlike(paths):
    """Articles of the paths, of which no two have a longer word in common."""
    return [
        {"path": path, "text": f"{'abcdefgh'[n] * 6} {'abcdefgh'[n] * 7}"} for n, path in enumerate(paths)
    ]


def test_of_two_levels_that_are_no_events_the_one_with_fewer_values_is_the_outlet():
    paths = [
        f"{outlet}/{desk}/page.txt" for desk in ("city", "world", "sport") for outlet in ("Beacon", "Ledger")
    ]
    rows, said = guess_fields(unlike(paths))
    assert [row["outlet"] for row in rows] == ["Beacon", "Ledger"] * 3
    assert "'{outlet}/*/*'" in said
    paths = ["/".join([desk, outlet, page]) for outlet, desk, page in (path.split("/") for path in paths)]
    assert "'*/{outlet}/*'" in guess_fields(unlike(paths))[1]


def test_a_few_words_in_common_make_no_event():
    articles = unlike([f"{outlet}/{n}.txt" for outlet in ("Beacon", "Ledger") for n in range(3)])
    shared = " ".join(f"{letter}xxxxx" for letter in "abcdefghijklmnop")  # 1 word of 9 or more in common
    for row, extra in zip(articles, [shared[:62], "axxxxx", "bxxxxx"] * 2, strict=True):
        row["text"] += f" {extra}" if row["path"].startswith("Beacon") else ""
    assert "'{outlet}/*'" in guess_fields(articles)[1]
