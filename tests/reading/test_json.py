import json

import pytest
from helpers import refusals, write
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.faults import check_corpus
from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.reading.json import json_rows


def test_rows_that_cannot_be_read_are_refused_one_by_one(tmp_path):
    deep = "[" * 100_000
    lines = ['{"text": "One"}', '{"text": ', "3", '{"title": "x"}', '{"text": " "}', deep, '{"text": "Two"}']
    write(tmp_path, {"a.jsonl": "\n".join(lines), "b.csv": "text,n\nThree,1\nFour, five,2\nSix\n"})
    table = scan_corpus(tmp_path)
    reasons = refusals(table)
    assert list(reasons) == [f"a.jsonl:{n}" for n in range(2, 7)] + ["b.csv:2", "b.csv:3"]
    assert reasons["a.jsonl:2"].startswith("is not valid JSON (Expecting value")
    assert reasons["a.jsonl:3"] == "is no JSON object with the fields of an article"
    assert (
        reasons["a.jsonl:4"]
        == "has no text column (found: title); call a column of texts text, body or content"
    )
    assert reasons["a.jsonl:5"] == "has no text"
    assert reasons["a.jsonl:6"].startswith("is not valid JSON")
    assert reasons["b.csv:2"] == "has 3 fields, the header 2; quote text that has ','"
    assert table.set_index("path")["articles"][["a.jsonl", "b.csv"]].tolist() == [2, 1]
    assert (table["bytes"] > 0).tolist() == [path in {"a.jsonl", "b.csv"} for path in table["path"]]


def test_numbers_in_json_stay_as_they_are_written(tmp_path):
    write(tmp_path, {"a.jsonl": f'{{"text": "One", "id": {"9" * 5000}, "n": 1.50, "m": NaN}}\n'})
    row = load_corpus(tmp_path).reset_index().iloc[0]
    assert (row.article_id, row.n, row.m) == ("9" * 5000, "1.50", "")


def articles_of(folder, value):
    write(folder, {"a.json": value if isinstance(value, str) else json.dumps(value)})
    return load_corpus(folder)


def test_an_answer_of_newsapi_is_read_and_what_was_taken_back_is_refused(tmp_path):
    gone = {"source": {"id": None, "name": "[Removed]"}, "title": "[Removed]", "content": "[Removed]"}
    given = {
        "source": {"id": None, "name": "Beacon"}, "title": "Harbour shut - Beacon",
        "publishedAt": "2024-10-18T09:00:00Z", "content": "The council\r\nshut it… [+2120 chars]",
    }  # fmt: skip
    write(tmp_path, {"a.json": json.dumps({"status": "ok", "totalResults": 2, "articles": [gone, given]})})
    with pytest.warns(UserWarning, match=r"1 note .*: a.json:1 says \[Removed\]: its publisher took it back"):
        articles = load_corpus(tmp_path)
    assert articles[["outlet", "headline", "text"]].values.tolist() == [
        ["Beacon", "Harbour shut", "Harbour shut\n\nThe council\nshut it… [+2120 chars]"]
    ]
    assert check_corpus(articles).set_index("check").loc["cut text", "n"] == 1


def test_an_answer_of_the_guardian_is_read_and_one_without_text_says_what_to_ask_for(tmp_path):
    result = {
        "id": "world/storm", "webTitle": "Storm | World", "webUrl": "https://www.theguardian.com/world/storm",
        "webPublicationDate": "2024-10-18T09:00:00Z", "sectionName": "World news", "tags": [{"id": "a/b"}],
    }  # fmt: skip
    fields = {
        "headline": "Storm",
        "body": "<p>Wind.</p><aside>Related: Fog</aside><p>Rain.</p>",
        "bodyText": "Wind.",
    }
    with pytest.warns(UserWarning, match="has HTML in 1 texts; the tags were taken out"):
        row = articles_of(tmp_path, {"response": {"results": [result | {"fields": fields}]}}).loc[
            "world/storm"
        ]
    assert (row.outlet, row.headline, row.text) == ("The Guardian", "Storm", "Storm\n\nWind.\n\nRain.")
    assert (row.url, row.published.hour, row.tags) == (
        "https://www.theguardian.com/world/storm",
        9,
        "id: a/b",
    )
    plain = result | {"fields": {"bodyText": "Wind. Rain.", "publication": "The Observer"}}
    assert articles_of(tmp_path, {"response": {"results": [plain]}})["outlet"].tolist() == ["The Observer"]
    with pytest.raises(
        ValueError, match=r"has no text; ask the Guardian for it with show-fields=body,headline,byline"
    ):
        articles_of(tmp_path, {"response": {"results": [result]}})


def test_an_address_is_no_outlet(tmp_path):
    lines = [
        {
            "text": "A",
            "source": "https://www.b.example/1",
            "source-hostname": "Beacon",
            "hostname": "b.example",
        },
        {"text": "B", "source": "https://www.b.example/2", "source-hostname": None, "hostname": "b.example"},
        {"text": "C", "source": "https://www.b.example/3"},
    ]
    articles = articles_of(tmp_path, "\n".join(map(json.dumps, lines)))
    assert articles["outlet"].tolist() == ["Beacon", "b.example", "b.example"]
    assert articles["url"].tolist() == [f"https://www.b.example/{n}" for n in (1, 2, 3)]


def test_one_object_over_several_lines_is_an_article(tmp_path):
    given = {"maintext": "Wind.", "authors": ["Jane Roe", "Tom Reed"], "source_domain": "b.example",
             "date_publish": "2024-10-18 09:00:00"}  # fmt: skip
    row = articles_of(tmp_path, json.dumps(given, indent=1)).loc["a.json:1"]
    assert (row.outlet, row.byline, row.published_precision) == ("b.example", "Jane Roe; Tom Reed", "time")


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ([{"text": "A"}, {"text": "B"}], ["A", "B"]),
        ('[{"text": "A"},\n{"text": "B"}]\n', ["A", "B"]),
        ({"data": {"docs": [{"body": "A"}]}, "facets": [{"name": "x"}]}, ["A"]),
        ({"hits": [{"_source": {"text": "A", "title": ""}}, {"_source": {"text": "B"}}]}, ["A", "B"]),
        ([{"title": {"rendered": ""}, "content": {"rendered": "A"}}], ["A"]),
        ('{"articles": [{"text": "A"}]}\n{"articles": [{"text": "B"}, {"text": "C"}]}', ["A", "B", "C"]),
        ([{"text": ["A", "B"]}], ["A; B"]),
    ],
)
def test_the_list_of_articles_is_found_wherever_it_is(tmp_path, value, texts):
    assert articles_of(tmp_path, value)["text"].tolist() == texts


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"articles": [{"text": "A"}], "ads": [{"text": "B"}]}, r"lists of objects \(articles, ads\)"),
        ('{"text": "A",\n"title": ', "a.json is not valid JSON"),
        ({"status": "error", "message": "no key"}, r"has no text column \(found: status, message\)"),
        (["A"], "a.json:1 is no JSON object with the fields"),
        ('{"a":' * 100_000, "a.json:1 is not valid JSON .nested too deeply"),
    ],
)  # fmt: skip
def test_json_without_articles_says_why(tmp_path, value, reason):
    with pytest.raises(ValueError, match=reason):
        articles_of(tmp_path, value)


def test_an_object_is_never_written_as_python_writes_it(tmp_path):
    row = articles_of(
        tmp_path, [{"text": "A", "place": {"at": {"lat": 5}}, "tags": [{"x": 1}, {"name": "B"}]}]
    ).iloc[0]
    assert (row["place.at.lat"], row.tags) == ("5", "x: 1; B")


keys = st.sampled_from("text title source a b".split())
values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(values)
@settings(max_examples=200, deadline=None)
def test_any_json_is_rows_of_flat_fields_or_sentences(value):
    for number, fields in json_rows(json.dumps(value, indent=1)):
        assert number > 0
        assert isinstance(fields, str) or not any(isinstance(inner, dict) for inner in fields.values())
