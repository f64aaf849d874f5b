import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from helpers import corpus
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

import toolkit as tk
from toolkit.reader import explorer as module
from toolkit.reader.explorer import explore

FIRST, SECOND = "Troops came.\n\nRoe sends troops, he said.", "Roe sends troops, he said. No fire."
ROOT = Path(__file__).parents[2]


def made(**options):
    articles, tokens = corpus(FIRST, SECOND, outlet=["Beacon", "Ledger"], event=["war", "war"])
    articles["published"] = pd.to_datetime(["2024-03-01", "2024-03-05"], utc=True)
    passages = pd.DataFrame(
        [
            {
                "article_a": "a0",
                "start_a": 14,
                "end_a": 39,
                "article_b": "a1",
                "start_b": 0,
                "end_b": 25,
                "kind": "verbatim",
            }
        ]
    )
    return explore(tokens, articles, passages=passages, **options)


def tell(explorer, **state):
    """What a page sends, in the form in which it comes."""
    explorer.set_state(json.loads(json.dumps(state)))


def ask(explorer, **change):
    tell(explorer, ask=explorer.ask | change)
    return explorer.view


def test_it_opens_with_the_question_that_it_is_given():
    explorer = made(term="troops", outlet="Ledger")
    assert explorer.view["status"] == "1 place in 1 of 2 articles."
    assert explorer.view["code"] == "tk.evidence(tokens, articles, term='troops', outlet='Ledger')"
    assert [row["place"] for row in explorer.view["rows"]] == [["a1", 10, 16]]
    assert explorer.options == {
        "outlet": ["Beacon", "Ledger"]
    }  # one event, one kind of segment: nothing to choose


def test_without_a_question_it_says_what_can_be_asked():
    view = made().view
    assert view["status"].startswith("Type a word")
    assert (view["rows"], view["counts"], view["code"], view["pages"]) == ([], [], "", 0)


def test_a_question_from_the_page_is_answered():
    explorer = made()
    view = ask(explorer, term="troops")
    assert [(row["left"], row["hit"], row["right"], row["where"]) for row in view["rows"]] == [
        ("", "Troops", " came.", "Beacon · war · body"),
        ("Roe sends ", "troops", ", he said.", "Beacon · war · body"),
        ("Roe sends ", "troops", ", he said.", "Ledger · war · body"),
    ]
    assert [bar[:5] for bar in view["counts"]] == [
        ["Beacon", "2", "7", "285.71", 100.0],
        ["Ledger", "1", "7", "142.86", 50.0],
    ]
    assert ask(explorer, since="2024-03-02")["status"] == "1 place in 1 of 1 article."
    assert ask(explorer, term="zebra", since="")["status"].startswith("Nothing found")
    assert ask(explorer, term="*")["status"].startswith("pattern '*' has no word")
    assert explorer.view["code"] == ""


def test_many_places_come_in_pages():
    articles, tokens = corpus("\n".join(["a row"] * 120))
    explorer = explore(tokens, articles, term="row")
    assert [len(ask(explorer, page=page)["rows"]) for page in (0, 1, 2, 99)] == [50, 50, 20, 20]
    assert (explorer.view["page"], explorer.view["pages"]) == (2, 3)


def test_an_article_opens_at_its_place_with_its_hits():
    explorer = made(term="troops")
    tell(explorer, opened=["a0", 24, 30])
    side = explorer.reading[0]
    assert (side["article"], side["outlet"], side["when"]) == ("a0", "Beacon", "1 March 2024")
    assert "".join(run[0] for run in side["runs"] if "link" not in run[1]) == FIRST
    assert [(run[0], run[1].split()) for run in side["runs"] if "hit" in run[1]] == [
        ("Troops", ["hit"]),
        ("troops", ["same", "hit", "at"]),
    ]
    assert ["hit", "found", ""] in side["key"]


def test_a_shared_passage_leads_to_the_other_outlet_and_back():
    explorer = made(term="troops")
    tell(explorer, opened=["a0", 24, 30])
    (link,) = [run for run in explorer.reading[0]["runs"] if run[3]]
    assert link == ["⇄ Ledger", "link", "verbatim, also in Ledger: open it there", ["a1", 0, 25]]
    tell(explorer, beside=link[3])
    assert [side["article"] for side in explorer.reading] == ["a0", "a1"]
    (back,) = [run[3] for run in explorer.reading[1]["runs"] if run[3]]
    assert back == ["a0", 14, 39]
    tell(explorer, beside=[])
    assert [side["article"] for side in explorer.reading] == ["a0"]
    tell(explorer, opened=[])
    assert explorer.reading == []


def test_the_voice_of_tokens_or_attributions_is_marked():
    articles, tokens = corpus("Roe said it fell.")
    voiced = tokens.assign(voice=["own", "own", "attributed", "attributed"])
    said = pd.DataFrame({"article_id": ["a0"], "source": "Roe", "content_start": 9, "content_end": 16})
    for explorer in (explore(voiced, articles), explore(tokens, articles, attributions=said)):
        tell(explorer, opened=["a0", 0, 3])
        assert [run[0] for run in explorer.reading[0]["runs"] if "said" in run[1]] == ["it fell"]


def test_what_is_kept_becomes_code():
    explorer = made(term="troops")
    tell(explorer, kept=[["a0", 0, 6], ["a1", 10, 16]])
    assert explorer.kept_code.startswith(
        "tk.evidence(tokens, articles, spans=pd.DataFrame([('a0', 0, 6), ('a1', 10, 16)]"
    )
    tell(explorer, kept=[])
    assert explorer.kept_code == ""


@pytest.mark.parametrize(
    "answer",
    [
        {"page": -1}, {"page": True}, {"page": "1"}, {"page": 1.5}, {"page": 2**40}, {"term": 3},
        {"term": None}, {"term": "x" * 201}, {"outlet": "Sun"}, {"outlet": ["Beacon"]}, {"x": "x"},
        {"since": "yesterday"}, {"since": 20240301}, {"since": "2024-02-30"}, {"until": "9999-12-31"},
        {"until": "20240301"}, {"voice": "own"},
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_ignored(answer):
    explorer = made(term="troops")
    before = explorer.ask
    tell(explorer, ask=before | answer)
    assert explorer.ask == before
    tell(explorer, ask=answer | {"term": "fire"} if "term" not in answer else answer)
    assert explorer.ask == before | ({"term": "fire"} if "term" not in answer else {})


@pytest.mark.parametrize(
    "place",
    [
        "a0", {}, None, 3, ["a0"], ["a0", 0], ["zz", 0, 3], ["a0", -1, 3], ["a0", 3, 3], ["a0", 5, 2],
        ["a0", 0, 999], ["a0", "0", "3"], ["a0", 0.0, 3.0], ["a0", True, 3], [0, 0, 3], [["a0"], 0, 3],
        ["a0", 0, 3, 4],
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_ignored(place):
    explorer = made(term="troops")
    tell(explorer, opened=["a0", 0, 6], kept=[["a0", 0, 6]])
    before = explorer.reading
    tell(explorer, opened=place)
    tell(explorer, beside=place)
    tell(explorer, kept=[["a1", 10, 16], place])
    tell(explorer, kept=place)
    assert (explorer.opened, explorer.beside, explorer.kept) == (["a0", 0, 6], [], [["a0", 0, 6]])
    assert explorer.reading == before


@pytest.mark.parametrize(
    "name", ["view", "reading", "options", "days", "kept_code", "_esm", "layout", "nothing"]
)
def test_what_only_python_says_cannot_be_sent(name):
    explorer = made(term="troops")
    before = {key: value for key, value in explorer.get_state().items() if key != "layout"}
    tell(explorer, **{name: {"status": "<b>"}})
    assert {key: value for key, value in explorer.get_state().items() if key != "layout"} == before


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=9)
    | st.just("a0"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
answers = st.dictionaries(
    st.sampled_from(["term", "page", "since", "until", "outlet", "event", "x"]), anything
)


@pytest.fixture(scope="module")
def asked():
    """An explorer that is sent one thing after the other."""
    return made(term="troops")


@given(
    state=st.dictionaries(
        st.sampled_from(["ask", "opened", "beside", "kept", "view", "x"]), anything | answers
    )
)
def test_nothing_that_a_page_sends_is_an_error(asked, state):
    tell(asked, **state)
    assert set(asked.view) == {"status", "counts", "code", "page", "pages", "rows"}
    assert len(asked.ask) == 8


def test_line_breaks_that_fill_a_page_are_blanks_in_an_opened_article():
    filled = "The council of the town has asked the United\nStates for help against the\nsea."
    explorer = explore(*corpus(filled)[::-1])
    tell(explorer, opened=["a0", 0, 3])
    assert "".join(run[0] for run in explorer.reading[0]["runs"]) == filled.replace("\n", " ")


def test_a_state_that_is_no_table_of_values_is_ignored():
    explorer = made(term="troops")
    for state in (None, [], "ask", 3):
        explorer.set_state(state)
    assert explorer.ask["term"] == "troops"


ATTACK = "<img src=x onerror='alert(1)'> troops <script>alert(1)</script>"


def test_the_static_page_is_escaped_and_counts_what_was_found():
    articles, tokens = corpus(ATTACK, "None.", outlet=[ATTACK, "B"])
    data, _ = explore(tokens, articles, term="troops")._repr_mimebundle_()
    assert not re.search("<(script|img)", data["text/html"])
    assert "<td>1</td>" in data["text/html"]
    assert data["text/plain"] == "1 place in 1 of 2 articles. tk.evidence(tokens, articles, term='troops')"


def test_the_static_page_of_the_longest_texts_of_many_outlets_is_small():
    long = " ".join(["so it went on and on"] * 50)
    texts = [f"{long} a row {long}."] * 60
    articles, tokens = corpus(*texts, outlet=[f"The Daily Outlet {n}" for n in range(60)])
    page = explore(tokens, articles, term="row")._repr_mimebundle_()[0]["text/html"]
    assert page.count("<li") == 10
    assert page.count("<tr") == 21
    assert "60 places" in page
    assert "and 40 more outlets" in page
    assert len(page) < 10_000


def test_the_explorer_itself_is_shown_only_where_somebody_sits(monkeypatch):
    explorer = made(term="troops")
    assert list(explorer._repr_mimebundle_()[0]) == ["text/plain", "text/html"]
    monkeypatch.setattr(module, "_somebody_is_there", lambda: True)
    data, _ = explorer._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id


def test_a_run_of_a_notebook_stores_the_same_small_page_each_time():
    source = f"""import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from helpers import corpus
import toolkit as tk
articles, tokens = corpus({FIRST!r}, {SECOND!r})
tk.explore(tokens, articles, term="troops")"""

    def run():
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="c0")])
        options = {"record_timing": False, "store_widget_state": False, "kernel_name": "python3"}
        NotebookClient(book, resources={"metadata": {"path": str(ROOT)}}, **options).execute()
        return book

    first, second = run(), run()
    assert nbformat.writes(first) == nbformat.writes(second)
    (output,) = first.cells[0].outputs
    assert sorted(output.data) == ["text/html", "text/plain"]
    assert "widgets" not in first.metadata
    assert len(json.dumps(output)) < 10_000


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"outlet": "Sun"}, r"outlet 'Sun' is not known here; choose from \['Beacon', 'Ledger'\]"),
        ({"topic": "war"}, "condition 'topic' is not known here; choose from"),
        ({"since": "March"}, "since is 'March'; give a day such as 2024-10-18"),
    ],
)
def test_a_condition_that_is_unknown_is_refused(where, told):
    with pytest.raises(ValueError, match=told):
        made(term="troops", **where)


def test_a_question_of_one_who_is_no_string_is_refused():
    with pytest.raises(TypeError, match=r"term must be text such as 'troops, deploy\*', not list"):
        made(term=["troops"])


@pytest.mark.parametrize("table", ["segments", "passages", "attributions"])
def test_a_table_of_marks_that_lacks_its_columns_is_refused_at_once(table):
    articles, tokens = corpus(FIRST)
    with pytest.raises(ValueError, match=f"{table} has no column"):
        explore(tokens, articles, **{table: pd.DataFrame({"x": []})})


def test_the_input_stays_as_it_is(sample):
    before = [table.copy() for table in (sample.tokens, sample.articles, sample.passages)]
    explorer = explore(
        sample.tokens, sample.articles, segments=sample.segments, passages=sample.passages, term="ferry"
    )
    tell(explorer, opened=explorer.view["rows"][0]["place"])
    for table, copy in zip((sample.tokens, sample.articles, sample.passages), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_every_sentence_of_the_sample_opens_and_its_code_gives_it(sample):
    explorer = explore(
        sample.tokens,
        sample.articles,
        segments=sample.segments,
        passages=sample.passages,
        attributions=sample.attributions,
        term="fire, strike*, water",
    )
    names = {"tk": tk, "tokens": sample.tokens, "articles": sample.articles}
    rows = eval(explorer.view["code"], names)
    shown = explorer.view["rows"]
    assert [row["place"] for row in shown] == rows[["article_id", "start", "end"]].values.tolist()[
        : len(shown)
    ]
    for row in shown[::7]:
        tell(explorer, opened=row["place"])
        runs = explorer.reading[0]["runs"]
        assert "".join(words for words, kinds, _, _ in runs if "at" in kinds.split()) == row["hit"]


SCRIPT = (ROOT / "toolkit" / "reader" / "explore.js").read_text("utf-8")


def test_the_page_makes_text_nodes_only_and_asks_nothing_of_the_network():
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|import\s|fetch|https?:", SCRIPT
    )


def test_the_style_sheet_asks_nothing_of_the_network():
    assert not re.search(
        r"url\(|@import|https?:", (ROOT / "toolkit" / "reader" / "explore.css").read_text("utf-8")
    )


def test_segments_of_other_articles_are_refused():
    others = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(
        ValueError, match="segments are those of other articles: the first has article_id 'z'"
    ):
        made(segments=others)


def test_days_in_the_wrong_order_are_refused():
    assert made(term="troops", since="2024-03-05", until="2024-03-05").view["status"].startswith("1 place")
    with pytest.raises(
        ValueError, match="since '2024-03-06' is after until '2024-03-05'; give the earlier day"
    ):
        made(since="2024-03-06", until="2024-03-05")
