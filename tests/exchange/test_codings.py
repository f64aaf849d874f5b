"""Codings: what is marked in a tool comes back as it was, or is refused in one sentence."""

import json
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.coding.agreement import reliability
from toolkit.coding.sheets import unit_of
from toolkit.exchange.codings import read_tasks
from toolkit.exchange.tasks import write_tasks

TEXT = "Port shut 🌊\n\nThe council said: “No ship sails.”"
PIECES = [
    "a",
    "Z",
    " ",
    "\n",
    "\r\n",
    "=",
    "é",
    "e\u0301",
    "🌊",
    "👩‍🚒",
    "🇰🇷",
    "港",
    "ภู",
    "\u2028",
    "\t",
    "“",
    "𝔄",
    "\\n",
    '"',
    "ا",
]
LABELS = ["actor", "Ort & Zeit", "名", '"x"']
FRAMES = ["conflict", "money <1>"]


def corpus(*texts):
    return pd.DataFrame(
        {"text": texts}, index=pd.Index([f"a/{n}" for n in range(len(texts))], name="article_id")
    )


def spans_of(*rows):
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label"])


def codes_of(*rows):
    return pd.DataFrame(rows, columns=["article_id", "frame", "present"])


# What the tools do with a file before they export it again.


def in_label_studio(folder):
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    for number, task in enumerate(tasks):
        results = [one["result"] for one in task.pop("predictions")] or [[]]
        assert len(results) == 1
        task |= {"id": number, "annotations": [{"completed_by": {"email": "ann"}, "result": results[0]}]}
    (folder / "export.json").write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")
    return folder / "export.json"


def in_doccano(folder):
    lines = (folder / "tasks.jsonl").read_text("utf-8").split("\n")
    rows = [{"id": n, "Comments": []} | json.loads(line) for n, line in enumerate(lines) if line]
    for row in rows:
        for name in row.keys() & {"label", "entities", "cats"}:
            row[name] = sorted(row[name])
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        archive.writestr("ann.jsonl", text)
    return folder / "export.zip"


def in_inception(folder):
    """A folder a document, a file a coder; read and written by another implementation where there is one."""
    try:
        import cassis
    except ImportError:
        cassis = None
    for path in folder.glob("u*.json"):
        text = path.read_text("utf-8")
        if cassis:
            text = cassis.load_cas_from_json(text).to_json()
        (folder / "export" / path.name).mkdir(parents=True)
        (folder / "export" / path.name / "ann.json").write_text(text, "utf-8")
    return folder / "export"


TOOLS = {"label-studio": in_label_studio, "doccano": in_doccano, "inception": in_inception}


@st.composite
def marked(draw):
    """Articles, among them equal ones, with any spans (equal and overlapping ones, too) and any codes."""
    text = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(str.strip)
    texts = draw(st.lists(text, min_size=1, max_size=4))
    articles, spans, codes = corpus(*texts), [], []
    for name, text in articles["text"].items():
        for _ in range(draw(st.integers(0, 5))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            spans.append((name, start, end, draw(st.sampled_from(LABELS))))
        codes += [(name, frame, int(draw(st.booleans()))) for frame in FRAMES]
    return articles, spans_of(*spans), codes_of(*codes)


@pytest.mark.filterwarnings("ignore:Nothing is marked")
@pytest.mark.parametrize("tool", TOOLS)
@given(marked=marked())
@settings(max_examples=50)
def test_no_span_and_no_code_is_lost_on_the_way_there_and_back(tmp_path_factory, tool, marked):
    articles, spans, codes = marked
    folder = tmp_path_factory.mktemp("tasks")
    write_tasks(articles, folder, tool, frames=FRAMES, labels=LABELS, codes=codes, spans=spans)
    found = read_tasks(TOOLS[tool](folder), articles, frames=FRAMES)
    expected = sorted((*row[:1], "ann", row[3], *row[1:3]) for row in spans.itertuples(index=False))
    assert sorted(found.spans.itertuples(index=False, name=None)) == expected
    expected = sorted((*row[:1], "ann", *row[1:]) for row in codes.itertuples(index=False))
    assert sorted(found.codes.itertuples(index=False, name=None)) == expected


def test_spans_and_codes_are_tables_that_other_functions_take(tmp_path):
    articles = corpus(TEXT, TEXT + ".")
    codes = codes_of(("a/0", "conflict", 1), ("a/1", "conflict", 0))
    write_tasks(articles, tmp_path, "doccano", codes=codes)
    found = read_tasks({"ann": tmp_path / "tasks.jsonl", "model": tmp_path / "tasks.jsonl"}, articles)
    assert found.codes.values.tolist() == [
        ["a/0", "ann", "conflict", 1], ["a/0", "model", "conflict", 1],
        ["a/1", "ann", "conflict", 0], ["a/1", "model", "conflict", 0],
    ]  # fmt: skip
    assert reliability(found.codes)["percent"].to_list() == [100]
    assert found.spans.columns.to_list() == ["article_id", "coder", "label", "start", "end"]
    assert found.spans.attrs["note"] == "The files hold none."


def label_studio(articles, *values, **annotation):
    """An export of one task a value, as Label Studio writes it."""
    result = [{"from_name": "label", "to_name": "text", "type": "labels", "value": value} for value in values]
    one = {"completed_by": 7, "was_cancelled": False, "result": result} | annotation
    name = articles.index[0]
    return [{"data": {"article_id": name, "text": articles["text"].iloc[0]}, "annotations": [one]}]


def saved(folder, content, name="export.json"):
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_label_studio_counts_code_points_and_may_give_a_region_two_labels(tmp_path):
    articles = corpus(TEXT)
    value = {"start": 10, "end": 16, "text": "🌊\\n\\nThe", "labels": ["x", "y"]}
    found = read_tasks(saved(tmp_path, label_studio(articles, value)), articles).spans
    assert found.values.tolist() == [["a/0", "7", "x", 10, 16], ["a/0", "7", "y", 10, 16]]


def test_what_a_coder_skipped_is_left_out(tmp_path):
    articles = corpus(TEXT)
    skipped = label_studio(articles, {"start": 0, "end": 4, "labels": ["x"]}, was_cancelled=True)
    with pytest.warns(UserWarning, match="Nothing is marked"):
        assert read_tasks(saved(tmp_path, skipped), articles).spans.empty


def test_doccano_counts_utf_16_and_writes_spans_in_several_ways(tmp_path):
    articles = corpus(TEXT)
    span = {"id": 1, "label": "x", "start_offset": 10, "end_offset": 12}
    for row in (
        {"label": [[10, 12, "x"]]},
        {"labels": [[10, 12, "x"]]},
        {"entities": [span], "relations": []},
    ):
        path = saved(tmp_path, json.dumps({"id": 1, "text": TEXT} | row) + "\n", "ann.jsonl")
        assert read_tasks(path, articles).spans.values.tolist() == [["a/0", "ann", "x", 10, 11]]


def cas(text, *structures):
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text}
    given = [{"%ID": n, "@sofa": 1} | one for n, one in enumerate(structures, 2)]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [one["%ID"] for one in given]}}
    return {"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, *given], "%VIEWS": views}


def test_layers_of_a_project_and_named_entities_are_read_and_tokens_are_not(tmp_path):
    token = {"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "begin": 0, "end": 4}
    entity = {"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "begin": 0, "end": 4}
    own = {"%TYPE": "webanno.custom.Claim", "begin": 10, "end": 12}
    content = cas(TEXT, token, entity | {"value": "LOC"}, own, own | {"kind": "denied"})
    path = saved(tmp_path, content, f"{unit_of('a/0')}.json")
    found = read_tasks({"ann": path}, corpus(TEXT)).spans
    assert found[["label", "start", "end"]].values.tolist() == [
        ["LOC", 0, 4], ["Claim", 10, 11], ["denied", 10, 11],
    ]  # fmt: skip


def test_structures_may_be_a_mapping_and_a_single_file_names_its_document(tmp_path):
    content = cas(TEXT, {"%TYPE": "custom.Span", "begin": 0, "end": 4, "label": "x"})
    content["%FEATURE_STRUCTURES"] = {str(one.pop("%ID")): one for one in content["%FEATURE_STRUCTURES"]}
    (tmp_path / "bob").mkdir()
    saved(tmp_path / "bob", content, f"{unit_of('a/0')}.json")
    assert read_tasks(tmp_path, corpus(TEXT)).spans.values.tolist() == [["a/0", "bob", "x", 0, 4]]


def test_two_articles_with_one_text_are_told_apart_by_the_names_of_files(tmp_path):
    articles = corpus(TEXT, TEXT)
    write_tasks(articles, tmp_path, "inception", spans=spans_of(("a/1", 0, 4, "x")))
    assert read_tasks({"ann": tmp_path}, articles).spans["article_id"].to_list() == ["a/1"]
    (tmp_path / f"{unit_of('a/1')}.json").rename(tmp_path / "document.json")
    with pytest.raises(
        ValueError, match="a text is that of articles 'a/0' and 'a/1'; keep the names of the files"
    ):
        read_tasks({"ann": tmp_path / "document.json"}, articles)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"start": 5, "end": 9, "text": "Port"},
            r"span 'x' of article 'a/0' \(5 to 9\) is 'Port' in the tool, 'shut'",
        ),
        ({"start": 5, "end": 99}, "is empty, outside of the text or inside of a character; mark it again"),
        ({"start": 5, "end": 5}, "is empty, outside of the text"),
    ],
)
def test_a_span_that_is_not_where_the_tool_says_is_refused(tmp_path, value, message):
    articles = corpus(TEXT)
    path = saved(tmp_path, label_studio(articles, value | {"labels": ["x"]}))
    with pytest.raises(ValueError, match=message):
        read_tasks(path, articles)


def test_a_place_inside_of_a_character_is_refused(tmp_path):
    path = saved(tmp_path, json.dumps({"text": TEXT, "label": [[11, 12, "x"]]}), "ann.jsonl")
    with pytest.raises(ValueError, match="inside of a character"):
        read_tasks(path, corpus(TEXT))


def test_a_text_that_was_changed_or_is_of_no_article_is_refused(tmp_path):
    path = saved(tmp_path, label_studio(corpus(TEXT)))
    with pytest.raises(
        ValueError, match=r"article 'a/0' has another text in the tool .*; give the articles as"
    ):
        read_tasks(path, corpus("Other text"))
    path = saved(tmp_path, json.dumps({"text": TEXT}), "ann.jsonl")
    with pytest.raises(ValueError, match=r"a text is of no article: 'Port shut .*; give the articles that"):
        read_tasks(path, corpus("Other text"))


def test_one_coder_codes_an_article_once(tmp_path):
    articles = corpus(TEXT)
    path = saved(tmp_path, label_studio(articles) * 2)
    with pytest.raises(ValueError, match="article 'a/0' is coded by '7' twice; leave one out"):
        read_tasks(path, articles)


def test_codes_that_are_no_frames_are_refused(tmp_path):
    articles = corpus(TEXT)
    path = saved(tmp_path, json.dumps({"text": TEXT, "label": ["monney"]}), "ann.jsonl")
    with pytest.raises(
        ValueError, match=r"the frame of an article 'monney' is not known here; choose from \['money'"
    ):
        read_tasks(path, articles, frames=["money"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.json", "{", r"'x.json' is no export known here \(Expecting .*\); give Label Studio's JSON"),
        ("x.json", "{}", r"'x.json' is no export known here \(has no '%FEATURE_STRUCTURES'\)"),
        ("x.json", "[3]", "'x.json' is no export known here"),
        ("x.jsonl", "{}", r"'x.jsonl' is no export known here \(has no 'text'\)"),
        ("x.txt", "{}", "'x.txt' holds no .json or .jsonl file; export as JSON, JSONL or UIMA CAS JSON"),
    ],
)
def test_files_of_no_tool_are_refused_by_name(tmp_path, name, content, message):
    path = saved(tmp_path, content, name)
    with pytest.raises(ValueError, match=message):
        read_tasks(path, corpus(TEXT))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(
        FileNotFoundError, match=r"There is no file '.*none.json'; give what the tool exported"
    ):
        read_tasks([tmp_path / "none.json"], corpus(TEXT))


def test_files_in_which_nothing_is_marked_yet_are_told(tmp_path):
    articles = corpus(TEXT)
    write_tasks(articles, tmp_path, "doccano", labels=["x"])
    with pytest.warns(UserWarning, match="Nothing is marked in these files; if nobody has coded them yet"):
        assert read_tasks(tmp_path / "tasks.jsonl", articles).spans.empty


def test_a_folder_that_holds_the_beginning_of_every_document_alone_is_told(tmp_path):
    folder = tmp_path / "export" / unit_of("a/0")
    folder.mkdir(parents=True)
    saved(folder, cas(TEXT), "INITIAL_CAS.json")
    with pytest.raises(
        ValueError, match="in 'export' nobody has marked anything yet; export it when somebody"
    ):
        read_tasks(tmp_path / "export", corpus(TEXT))
