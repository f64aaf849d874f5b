"""Attribution: shapes of speech in our own sentences, tables that hold together, texts meant to break it."""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.tokens import sentences, tokenize
from toolkit.names.sources import TYPES, resolve_sources, source_type, told_media
from toolkit.voices import crf
from toolkit.voices.attribution import COLUMNS, SPANS, attribute, mark_voice
from toolkit.voices.cues import STANCES, cue_lexicon, cue_stance
from toolkit.voices.features import feature_codes
from toolkit.voices.marks import read_marks

GOLD = tomllib.loads((Path(__file__).parent / "attribution_gold.toml").read_text(encoding="utf-8"))[
    "sentence"
]
METHODS = ("model", "rules")


def make_articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"text": list(texts)}, index=pd.Index([f"a{k}" for k in range(len(texts))], name="article_id")
    )


def whole(articles: pd.DataFrame, kind: str = "body") -> pd.DataFrame:
    """Segments that take every text as one stretch of `kind`."""
    rows = [
        (article, 0, len(text), kind, "test") for article, text in articles["text"].items() if text.strip()
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind", "rule"])


def triples(text: str, *, kind: str = "body", method: str = "model") -> list[list[str]]:
    articles = make_articles(text)
    return attribute(articles, whole(articles, kind), method=method)[list(SPANS)].values.tolist()


def bare(words: str) -> str:
    return words.strip(" .,\"'“”‘’").removeprefix("that ").lower()


def found(entry: dict, method: str) -> bool:
    """Whether every expected piece is found (`partial`: a piece with its source), and nothing else."""
    got = triples(entry["text"], kind="headline" if entry.get("headline") else "body", method=method)
    wanted = entry["expected"]
    if not wanted or not got:
        return len(got) == len(wanted)
    if entry.get("partial"):
        return any(bare(g[0]) in bare(w[0]) or bare(w[0]) in bare(g[0]) for g in got for w in wanted)
    return [[bare(part) for part in piece] for piece in wanted] == [
        [bare(part) for part in piece] for piece in got
    ]


@pytest.mark.parametrize(("method", "least"), [("model", 0.8), ("rules", 0.6)])
def test_most_of_our_own_sentences_are_read_right(method, least):
    wrong = [entry["text"] for entry in GOLD if not found(entry, method)]
    assert len(wrong) <= (1 - least) * len(GOLD), "\n".join(wrong)


@pytest.mark.parametrize("shape", sorted({entry["shape"] for entry in GOLD}))
def test_every_shape_is_read_right_at_least_once(shape):
    assert any(found(entry, "model") for entry in GOLD if entry["shape"] == shape)


@pytest.mark.parametrize("entry", [e for e in GOLD if not e["expected"]], ids=lambda e: e["text"][:30])
def test_what_only_looks_like_speech_stays_the_outlets_own(entry):
    assert triples(entry["text"]) == []


def test_a_quotation_in_two_parts_is_one_attribution():
    articles = make_articles("“The bridge is safe,” Roe said, “and it will stay open all winter.”")
    table = attribute(articles, whole(articles))
    assert set(table["attribution_id"]) == {0}
    assert table["content"].to_list() == ["“The bridge is safe,”", "“and it will stay open all winter.”"]
    assert set(table["directness"]) == {"direct"}


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe. It was checked twice. It will stay open,” Roe said.",
        "“The bridge is safe. Who would close it?” Roe asked. “Not I.”",
    ],
)
def test_a_quotation_belongs_whole_to_the_cue_after_it_not_to_the_speaker_before(text):
    articles = make_articles("Ada Cole said that the bridge was old.\n\n" + text)
    table = attribute(articles, whole(articles))
    assert table["source"].to_list() == ["Ada Cole", *["Roe"] * (len(table) - 1)]
    assert table["attribution_id"].nunique() == 2
    assert len(table) == 4


def test_second_hand_speech_has_a_row_of_its_own_with_its_way():
    articles = make_articles("The Reuters news agency said the ministry said it had found no survivors.")
    table = attribute(articles, whole(articles))
    inner = table[table["via"] != ""]
    assert inner[["source", "content", "via"]].values.tolist() == [
        ["the ministry", "it had found no survivors", "The Reuters news agency"]
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "“The Port Service (PS) said it has learned that two ships left,” the Yonhap news agency said.",
            ["The Port Service (PS)", "it has learned that two ships left", "the Yonhap news agency"],
        ),
        (
            "The army has crossed the river, the Reuters news agency said, citing two officials.",
            ["two officials", "The army has crossed the river", "the Reuters news agency"],
        ),
        (
            "The ferry sank in shallow water, the ministry said, according to Reuters.",
            ["the ministry", "The ferry sank in shallow water", "Reuters"],
        ),
        (
            "According to Reuters, the ministry said that the ferry had sunk.",
            ["the ministry", "that the ferry had sunk", "Reuters"],
        ),
        (
            "The minister said that, according to his officers, the troops had already left.",
            ["his officers", "the troops had already left", "The minister"],
        ),
        (
            "The mayor declined to confirm the report to Reuters.",
            ["The mayor", "to confirm the report to Reuters", "Reuters"],
        ),
        (
            "A ministry source told Reuters that it rained.",
            ["A ministry source", "that it rained", "Reuters"],
        ),
    ],
)
def test_every_chain_of_second_hand_speech_names_its_way(text, inner):
    articles = make_articles(text)
    table = attribute(articles, whole(articles))
    assert table.loc[table["via"] != "", ["source", "content", "via"]].values.tolist() == [inner]


def test_names_of_the_corpus_are_media_and_an_outlet_is_no_way_to_itself():
    text = "A guard told the Beacon that the search had ended."
    articles = make_articles(text, text).assign(outlet=["Beacon", "Ledger"])
    assert attribute(articles, whole(articles))["via"].to_list() == ["", "the Beacon"]


def test_what_a_person_reports_of_another_stays_one_row():
    assert len(triples("Ada Roe said that Bo Cole was late.")) == 1


def test_an_outlet_that_was_told_is_the_way_it_came():
    articles = make_articles("“The search has ended,” a coast guard official told Reuters on Friday.")
    assert attribute(articles, whole(articles))["via"].to_list() == ["Reuters"]


def test_datelines_captions_and_teasers_are_no_sources():
    text = "The ferry sails again, officials said.\nOfficials said the harbour was closed."
    articles = make_articles(text)
    segments = pd.DataFrame(
        {"article_id": "a0", "start": [0, 39], "end": [38, len(text)], "kind": ["body", "caption"]}
    )
    assert attribute(articles, segments)["content_start"].to_list() == [0]


HEADINGS = [
    ("FLAMES AT SEA: Forty hurt as tanker burns", []),
    ("Sixty trucks fewer: what the toll takes from Port Vale", []),
    ("After the mill: what 900 lost jobs would mean", []),
    ("STREET WAR: Two in five buses stop as drivers walk out", []),
    ("Steel crisis: hundreds of jobs will go by June", []),
    ("One day without buses: who paid for it, from nurses to cooks", []),
    ("Harbour police: The strait is closed to all ships", ["Harbour police"]),
    ("Roe: The strait is closed to all ships", ["Roe"]),
    ("Strait to stay closed for a week: spy agency", ["spy agency"]),
    ("Strait will stay closed, minister says", ["minister"]),
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("heading", "speakers"), HEADINGS, ids=lambda value: str(value)[:12])
def test_a_headline_is_attributed_only_to_what_can_speak(heading, speakers, method):
    body = "Ada Roe walked along the harbour."
    articles = make_articles(f"{heading}\n{body}")
    spans = [("a0", 0, len(heading), "headline"), ("a0", len(heading) + 1, len(heading + body) + 1, "body")]
    segments = pd.DataFrame(spans, columns=["article_id", "start", "end", "kind"])
    assert attribute(articles, segments, method=method)["source"].to_list() == speakers


@pytest.mark.parametrize("kind", ["headline", "subhead"])
def test_a_quotation_without_a_source_is_no_attribution_in_a_heading(kind):
    text = "“We never had a chance against it”"
    assert [row[2] for row in triples(text)] == [text]
    assert triples(text, kind=kind) == []


@pytest.mark.parametrize("method", METHODS)
def test_no_row_is_without_source_cue_and_quotation_marks(method, monkeypatch):
    content = crf.ROLES.index("contentN")
    monkeypatch.setattr("toolkit.voices.crf.decode", lambda codes, *_: np.full(len(codes), content))
    monkeypatch.setattr(
        "toolkit.voices.attribution.rule_roles", lambda marks, _: np.full(len(marks.words), content)
    )
    assert triples("Ada Roe's bloody march on the harbour", method=method) == []
    assert len(triples("“A bloody march on the harbour”", method=method)) == 1


@pytest.mark.parametrize("method", METHODS)
def test_spans_show_the_words_they_stand_for(method):
    articles = make_articles(
        "Roe’s office said no.\n\n“Never again!” the mayor wrote.", "", "According to Cole, it rained."
    )
    before = articles.copy()
    table = attribute(articles, whole(articles), method=method)
    assert list(table.columns) == COLUMNS
    for row in table.to_dict("records"):
        text = articles["text"][row["article_id"]]
        for name in SPANS:
            assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]
    assert set(table["stance"]) <= set(STANCES)
    assert set(table["source_type"]) <= set(TYPES)
    pd.testing.assert_frame_equal(articles, before)


def test_sentence_numbers_are_those_of_the_sentence_table():
    articles = make_articles(
        "It rained. Mr. Roe said the river was rising.\nThe mayor said the bridge was closed."
    )
    table, units = attribute(articles, whole(articles)), sentences(articles, whole(articles))
    for row in table.to_dict("records"):
        unit = units[units["sentence"] == row["sentence"]].iloc[0]
        assert unit["start"] <= row["content_start"] < unit["end"]


def test_the_same_text_is_read_the_same_whatever_stands_beside_it():
    text = "The mayor said the bridge was closed.\n\n“It is unsafe,” she added."
    alone, among = make_articles(text), make_articles("“Never,” wrote Cole.", text, "No one said that.")
    one, many = attribute(alone, whole(alone)), attribute(among, whole(among))
    wanted = many[many["article_id"] == "a1"]
    assert (
        wanted[["cue_start", "content_start", "content"]].values.tolist()
        == one[["cue_start", "content_start", "content"]].values.tolist()
    )


# Marking the voice.


def test_voice_is_attributed_inside_content_only():
    articles = make_articles("Rain fell. The mayor said the bridge was closed.")
    segments = whole(articles)
    tokens = mark_voice(tokenize(articles, segments), attribute(articles, segments))
    attributed = tokens.loc[tokens["voice"] == "attributed", "term"].to_list()
    assert attributed == ["the", "bridge", "was", "closed"]
    assert list(tokens["voice"].cat.categories) == ["own", "attributed"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(-1, 40)] * 6), max_size=6))
def test_voice_equals_a_reference_that_looks_at_every_token(rows):
    articles = make_articles("Ada Roe said that the old bridge was not safe.", "It is.")
    tokens = tokenize(articles, whole(articles))
    edges = [f"{name}_{edge}" for name in SPANS for edge in ("start", "end")]
    table = pd.DataFrame(
        [[a, max(a, b), c, max(c, d), e, max(e, f)] for a, b, c, d, e, f in rows], columns=edges, dtype=int
    )
    table.insert(0, "article_id", "a0")
    table.insert(0, "attribution_id", range(len(table)))
    depth = [
        sum(_depth(row, token) for row in table.to_dict("records")) if token["article_id"] == "a0" else 0
        for token in tokens.to_dict("records")
    ]
    assert (mark_voice(tokens, table)["voice"] == "attributed").to_list() == [d > 0 for d in depth]


def _depth(row: dict, token: dict) -> int:
    """1 for content, less where source or cue inside that content claim the token."""

    def holds(name):
        return 0 <= row[f"{name}_start"] <= token["start"] < row[f"{name}_end"]

    def inner(name):
        return row["content_start"] <= row[f"{name}_start"] and row[f"{name}_end"] <= row["content_end"]

    return holds("content") - sum(holds(name) and inner(name) for name in ("source", "cue"))


# Sources and stances.


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ada Roe", "person"),
        ("Mayor Ada Roe of Port Vale", "person"),
        ("he", "person"),
        ("the mayor", "person"),
        ("two senior officials", "anonymous"),
        ("a source close to the talks", "anonymous"),
        ("people familiar with the matter", "anonymous"),
        ("the Interior Ministry", "office"),
        ("NATO", "office"),
        ("the Reuters news agency", "media"),
        ("the report", "document"),
        ("a new poll", "document"),
        ("", "unknown"),
        ("—", "unknown"),
        ("it", "unknown"),
    ],
)
def test_source_types(source, kind):
    assert source_type(source) == kind


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "neutral"),
        ("according to", "neutral"),
        ("insisted", "asserting"),
        ("claimed", "doubting"),
        ("believes", "hedging"),
        ("acknowledged", "confirming"),
        ("has denied", "denying"),
        ("declined to confirm", "declining"),
        ("would not say", "declining"),
        ("did not immediately respond", "declining"),
        ("refused to comment", "declining"),
        ("doesn’t believe", "doubting"),
        ("did not deny", "neutral"),
        ("", "neutral"),
        ("'s claim that", "doubting"),
    ],
)
def test_stances(cue, stance):
    assert cue_stance(cue) == stance


def test_every_stance_has_words_and_every_word_a_known_stance():
    assert {stance for _, _, stance in cue_lexicon().values()} == set(STANCES)


def test_a_pronoun_is_resolved_only_where_one_person_spoke_before():
    text = "Ada Roe said no. Bo Cole said yes. He said it again."
    spoken = pd.DataFrame({"article_id": "a0", "sentence": [0, 1, 2], "source": ["Ada Roe", "Bo Cole", "He"]})
    assert resolve_sources(spoken, make_articles(text)).to_list() == ["Ada Roe", "Bo Cole", "He"]


def test_an_acronym_stands_for_the_body_it_was_introduced_for():
    text = "The National Weather Office (NWO) warned of floods. The NWO said so twice."
    spoken = pd.DataFrame({"article_id": "a0", "sentence": [1], "source": ["The NWO"]})
    assert resolve_sources(spoken, make_articles(text)).to_list() == ["The National Weather Office"]


def test_only_media_are_told_on_behalf_of_readers():
    assert told_media("the BBC on Friday") == "the BBC"
    assert told_media("her brother that the BBC was wrong") == ""


# Texts meant to break it.


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        '"' * 100_000,
        "“" * 20_000,
        "‘’'" * 20_000,
        "said " * 30_000,
        "a" * 300_000,
        "1234 --- ... !!!",
        "Der Bürgermeister sagte: „Die Brücke ist sicher.“",
        "市长说：“桥是安全的。”",
        "قال العمدة",
        ":",
        '"\n"\n"',
        "\x00said\x00",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_no_text_raises(text, method):
    articles = make_articles(text)
    table = attribute(articles, whole(articles), method=method)
    assert list(table.columns) == COLUMNS


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "‘",
                "’",
                "Roe",
                "said",
                "that",
                ",",
                ".",
                "\n",
                " ",
                "the",
                "According",
                "to",
                ":",
                "é",
            ]
        )
    )
)
def test_any_mixture_of_marks_and_cues_gives_a_table(parts):
    articles = make_articles(" ".join(parts))
    for method in METHODS:
        table = attribute(articles, whole(articles), method=method)
        assert (table["content_end"] <= len(articles["text"].iloc[0])).all()


def test_no_articles_give_an_empty_table_with_all_columns():
    articles = make_articles("x").iloc[:0]
    assert list(attribute(articles).columns) == COLUMNS


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="method 'bert' is not known"):
        attribute(make_articles("x"), method="bert")


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        attribute(pd.DataFrame({"body": ["x"]}))
    with pytest.raises(ValueError, match="attributions has no column"):
        mark_voice(tokenize(make_articles("x y")), pd.DataFrame({"article_id": []}))


# The model.


def test_the_best_path_equals_the_best_of_all_paths():
    scores = np.random.default_rng(0).normal(size=(9, 3)).astype(np.float32)
    transitions = np.random.default_rng(1).normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([4, 2, 3])
    path = crf.best_paths(scores, np.array([0, 4, 6]), lengths, transitions)
    for start, length in zip((0, 4, 6), lengths, strict=True):
        every = np.stack(np.meshgrid(*[range(3)] * length, indexing="ij"), -1).reshape(-1, length)
        value = scores[start + np.arange(length), every].sum(1) + transitions[
            every[:, :-1], every[:, 1:]
        ].sum(1)
        assert path[start : start + length].tolist() == every[value.argmax()].tolist()


def test_features_of_a_line_do_not_depend_on_other_lines():
    def codes(text):
        marks = read_marks(text)
        return feature_codes(marks, crf.load_model().clusters, np.zeros(len(marks.words)))

    line = "The mayor said, “Never again.”"
    alone, among = codes(line), codes(f"No.\n{line}\nYes.")
    assert (alone[:, 0] == among[2:-2, 0]).all()
    assert (alone != among[2:-2]).mean() < 0.1  # what the line before was like is one of the features


def test_the_model_is_small():
    assert (Path(crf.__file__).parent / "attribution.npz").stat().st_size < 1_000_000
