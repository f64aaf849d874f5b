"""Tasks: what an annotation tool is given."""

import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from toolkit.coding.sheets import unit_of
from toolkit.exchange.tasks import write_tasks

ARTICLES = pd.DataFrame({"text": ["🌊 sea", "No ship."]}, index=pd.Index(["a", "b"], name="article_id"))
SPAN = pd.DataFrame({"article_id": ["a", "z"], "start": 2, "end": 5, "label": "place"})


def test_label_studio_gets_tasks_with_predictions_and_an_interface(tmp_path):
    table = write_tasks(ARTICLES, tmp_path, "label-studio", frames={"a&b"}, labels=["who"], spans=SPAN)
    assert table.values.tolist() == [["tasks.json", 2], ["interface.xml", 0]]
    assert "Paste interface.xml" in table.attrs["note"]
    first, second = json.loads((tmp_path / "tasks.json").read_text())
    assert first["data"] == {"article_id": "a", "text": "🌊 sea"}
    assert first["predictions"][0]["result"][0]["value"] == {
        "start": 2,
        "end": 5,
        "text": "sea",
        "labels": ["place"],
    }
    assert second["predictions"] == []
    page = ElementTree.parse(tmp_path / "interface.xml")
    assert [one.get("value") for one in page.iter("Label")] == ["who", "place"]
    assert [one.get("value") for one in page.iter("Choice")] == ["a&b"]


@pytest.mark.parametrize(
    ("options", "expected", "project"),
    [
        ({"spans": SPAN}, {"label": [[3, 6, "place"]]}, "sequence labeling"),
        ({"frames": ["war"]}, {"label": []}, "text classification"),
        ({"frames": ["war"], "spans": SPAN}, {"entities": [[3, 6, "place"]], "cats": []}, "intent detection"),
    ],
)
def test_doccano_gets_a_line_an_article_for_the_kind_of_project(tmp_path, options, expected, project):
    table = write_tasks(ARTICLES, tmp_path, "doccano", **options)
    line, _ = (tmp_path / "tasks.jsonl").read_text().splitlines()
    assert json.loads(line) == {"article_id": "a", "text": "🌊 sea"} | expected
    assert f"Make a project for {project}" in table.attrs["note"]


def test_inception_gets_a_file_an_article_whose_name_does_not_tell_it(tmp_path):
    table = write_tasks(ARTICLES, tmp_path, "inception", spans=SPAN)
    assert table["path"].to_list() == [f"{unit_of('a')}.json", f"{unit_of('b')}.json"]
    structures = json.loads((tmp_path / table["path"][0]).read_text())["%FEATURE_STRUCTURES"]
    assert structures[0]["sofaString"] == "🌊 sea"
    assert structures[2] == {
        "%ID": 3,
        "%TYPE": "custom.Span",
        "@sofa": 1,
        "begin": 3,
        "end": 6,
        "label": "place",
    }


def test_what_inception_gets_is_read_by_another_implementation(tmp_path):
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    codes = pd.DataFrame({"article_id": ["a"], "frame": ["war"], "present": [1]})
    path = tmp_path / write_tasks(ARTICLES, tmp_path, "inception", spans=SPAN, codes=codes)["path"][0]
    cas = cassis.load_cas_from_json(path.read_text("utf-8"))
    assert cas.sofa_string == "🌊 sea"
    assert [(span.begin, span.end, span.label) for span in cas.select("custom.Span")] == [(2, 5, "place")]
    assert [one.label for one in cas.select("custom.DocumentLabel")] == ["war"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "there is nothing to mark; give frames"),
        ({"tool": "brat", "frames": ["x"]}, "tool 'brat' is not known here; choose from"),
        ({"spans": SPAN.drop(columns="label")}, "spans has no column 'label'"),
        ({"codes": SPAN}, "codes has no column 'frame'"),
        (
            {"spans": SPAN.assign(end=9)},
            "spans has a span that is empty or outside of its text: 2 to 9 of article 'a'",
        ),
        ({"spans": SPAN.assign(end=2)}, "empty or outside of its text: 2 to 2"),
        (
            {"codes": pd.DataFrame({"article_id": "a", "frame": "x", "present": 1, "coder": ["m", "n"]})},
            "codes are of 2 coders, 'm' first; give those of one",
        ),
        ({"articles": ARTICLES.assign(text=["x", " "]), "frames": ["x"]}, "article 'b' has no text to mark"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path, options, message):
    articles, tool = options.pop("articles", ARTICLES), options.pop("tool", "doccano")
    with pytest.raises(ValueError, match=message):
        write_tasks(articles, tmp_path, tool, **options)


def test_inputs_of_tasks_are_unchanged(tmp_path):
    before = ARTICLES.copy(), SPAN.copy()
    write_tasks(ARTICLES, tmp_path, "inception", spans=SPAN)
    pd.testing.assert_frame_equal(ARTICLES, before[0])
    pd.testing.assert_frame_equal(SPAN, before[1])
