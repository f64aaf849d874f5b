from helpers import refusals, write

from toolkit.corpus.load import load_corpus, scan_corpus


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
