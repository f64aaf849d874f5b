"""Attribution: shapes of speech in our own sentences, tables that hold together, texts meant to break it."""

import tomllib
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.attribution import crf
from toolkit.attribution.attributions import COLUMNS, SPANS, attribute, mark_voice
from toolkit.attribution.cues import STANCES
from toolkit.attribution.words import read_words
from toolkit.corpus.segments import segment
from toolkit.corpus.tokens import sentences, tokenize

GOLD = tomllib.loads((Path(__file__).parent / "attribution_gold.toml").read_text(encoding="utf-8"))[
    "sentence"
]
METHODS = ("model", "rules")


def bare(words: str) -> str:
    words = words.removesuffix(":") or words
    return words.strip(" .,\"'“”‘’„«»‹›「」").removeprefix("that ").lower()


def found(rows: pd.DataFrame, entry: dict) -> bool:
    """Whether every expected piece is found (`partial`: a piece with its source), and nothing else."""
    got, wanted = rows[list(SPANS)].values.tolist(), entry["expected"]
    if not wanted or not got:
        return len(got) == len(wanted)
    if entry.get("partial"):
        return any(bare(g[0]) in bare(w[0]) or bare(w[0]) in bare(g[0]) for g in got for w in wanted)
    return [[bare(part) for part in piece] for piece in wanted] == [
        [bare(part) for part in piece] for piece in got
    ]


@pytest.fixture(scope="module")
def right(corpus):
    """For both methods, whether each sentence of the gold file is read right."""
    articles, segments = corpus(*(entry["text"] for entry in GOLD))
    heads = segments[[entry.get("headline", False) for entry in GOLD]].assign(kind="headline")
    heads["end"] = [text.find("\n\n") % (len(text) + 1) for text in articles["text"][heads["article_id"]]]
    below = segments.assign(start=heads["end"].reindex(segments.index, fill_value=0))
    segments = pd.concat([heads, below[below["start"] < below["end"]]])
    tables = {method: attribute(articles, segments, method=method) for method in METHODS}
    return {
        method: [found(table[table["article_id"] == f"a{k}"], entry) for k, entry in enumerate(GOLD)]
        for method, table in tables.items()
    }


@pytest.mark.parametrize(("method", "least"), [("model", 160), ("rules", 140)])
def test_most_of_our_own_sentences_are_read_right(right, method, least):
    wrong = [entry["text"] for entry, is_right in zip(GOLD, right[method], strict=True) if not is_right]
    assert len(GOLD) - len(wrong) >= least, "\n".join(wrong)


@pytest.mark.parametrize("shape", sorted({entry["shape"] for entry in GOLD}))
def test_every_shape_is_read_right_at_least_once(right, shape):
    assert any(right["model"][k] for k, entry in enumerate(GOLD) if entry["shape"] == shape)


def test_what_only_looks_like_speech_stays_the_outlets_own(right):
    assert all(right["model"][k] for k, entry in enumerate(GOLD) if not entry["expected"])


def test_a_quotation_in_two_parts_is_one_attribution(corpus):
    articles, segments = corpus("“The bridge is safe,” Roe said, “and it will stay open all winter.”")
    table = attribute(articles, segments)
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
def test_a_quotation_belongs_whole_to_the_cue_after_it_not_to_the_speaker_before(corpus, text):
    articles, segments = corpus("Ada Cole said that the bridge was old.\n\n" + text)
    table = attribute(articles, segments)
    assert table["source"].to_list() == ["Ada Cole", *["Roe"] * (len(table) - 1)]
    assert table["attribution_id"].nunique() == 2
    assert len(table) == 4


def test_datelines_captions_and_teasers_are_no_sources(corpus):
    text = "The ferry sails again, officials said.\nOfficials said the harbour was closed."
    articles, segments = corpus(text)
    segments = pd.DataFrame(
        {"article_id": "a0", "start": [0, 39], "end": [38, len(text)], "kind": ["body", "caption"]}
    )
    assert attribute(articles, segments)["content_start"].to_list() == [0]


@pytest.mark.parametrize("method", METHODS)
def test_no_row_is_without_source_cue_and_quotation_marks(corpus, method, monkeypatch):
    content = crf.ROLES.index("contentN")
    monkeypatch.setattr("toolkit.attribution.crf.decode", lambda codes, *_: np.full(len(codes), content))
    monkeypatch.setattr(
        "toolkit.attribution.attributions.rule_roles", lambda words, _: np.full(len(words.form), content)
    )
    assert list(attribute(*corpus("Ada Roe's bloody march on the harbour"), method=method)["content"]) == []
    assert len(list(attribute(*corpus("“A bloody march on the harbour”"), method=method)["content"])) == 1


@pytest.mark.parametrize(("inside", "directness"), [(0, "indirect"), (6, "mixed"), (7, "direct")])
def test_nine_tenths_in_quotation_marks_are_direct(corpus, monkeypatch, inside, directness):
    text = "Roe said now " + (f"“{'so ' * (inside - 1)}so”" if inside else "it is so")
    roles = [crf.ROLES.index("sourceL"), crf.ROLES.index("cue")] + [crf.ROLES.index("contentR")] * 11
    monkeypatch.setattr(
        "toolkit.attribution.attributions.rule_roles", lambda words, _: np.array(roles[: len(words.form)])
    )
    assert attribute(*corpus(text), method="rules")["directness"].to_list() == [directness]


@pytest.mark.parametrize("method", METHODS)
def test_spans_show_the_words_they_stand_for(corpus, method):
    articles, segments = corpus(
        "Roe’s office said no.\n\n“Never again!” the mayor wrote.", "", "According to Cole, it rained."
    )
    before = articles.copy()
    table = attribute(articles, segments, method=method)
    assert list(table.columns) == COLUMNS
    for row in table.to_dict("records"):
        text = articles["text"][row["article_id"]]
        for name in SPANS:
            assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]
    assert set(table["stance"]) <= set(STANCES)
    assert set(table["source_type"]) <= {"person", "office", "anonymous", "media", "document", "unknown"}
    pd.testing.assert_frame_equal(articles, before)


def test_sentence_numbers_are_those_of_the_sentence_table(corpus):
    articles, segments = corpus(
        "It rained. Mr. Roe said the river was rising.\nThe mayor said the bridge was closed."
    )
    table, units = attribute(articles, segments), sentences(articles, segments)
    for row in table.to_dict("records"):
        unit = units[units["sentence"] == row["sentence"]].iloc[0]
        assert unit["start"] <= row["content_start"] < unit["end"]


def by_article(table: pd.DataFrame) -> dict[str, list]:
    """The rows of each article, but for the numbers of attributions, which begin anew in each."""
    rows = table.assign(number=table.groupby("article_id")["attribution_id"].transform(lambda n: n - n.min()))
    rows = rows.drop(columns="attribution_id")
    return {article: part.values.tolist() for article, part in rows.groupby("article_id")}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("size", [1, 5_000, 500_000])
def test_the_sample_is_read_alike_in_any_order_and_in_any_batches(sample, monkeypatch, method, size):
    articles = sample.articles.sample(frac=1, random_state=size)
    whole = by_article(attribute(sample.articles, sample.segments, method=method))
    monkeypatch.setattr("toolkit.attribution.attributions.read_words", partial(read_words, size=size))
    assert (
        by_article(attribute(articles, sample.segments.sample(frac=1, random_state=1), method=method))
        == whole
    )


def test_the_sample_is_read_alike_article_by_article(sample):
    outlets = sample.articles["outlet"]
    event = ["speaker", "person", "sure"]  # who is meant is asked of all articles of an event
    whole = by_article(sample.attributions.drop(columns=event))
    for article in sample.articles.index[::3]:
        # The names of the other outlets are asked for by name, so all are kept, without their texts.
        alone = sample.articles.assign(text=sample.articles["text"].where(outlets.index == article, ""))
        segments = sample.segments[sample.segments["article_id"] == article]
        assert by_article(attribute(alone, segments).drop(columns=event)) == {article: whole[article]}


PIECES = st.sampled_from(
    [
        *"“”\"'‘’,.?:é\n ",
        "Roe",
        "said",
        "that",
        "the",
        "Reuters",
        "who",
        "According",
        "to",
        "it is not so",
        "(PS)",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), min_size=2, max_size=4), st.randoms())
def test_no_article_depends_on_its_neighbours(corpus, texts, chance):
    articles, segments = corpus(*texts)
    segments["kind"] = [chance.choice(["headline", "subhead", "body"]) for _ in texts]
    order = chance.sample(list(articles.index), len(texts))
    for method in METHODS:
        alone = {}
        for article in articles.index:
            own = segments[segments["article_id"] == article]
            alone |= by_article(attribute(articles.loc[[article]], own, method=method))
        assert by_article(attribute(articles, segments, method=method)) == alone
        assert by_article(attribute(articles.loc[order], segments, method=method)) == alone


def test_segments_of_other_articles_are_left_out(sample):
    some = sample.articles.iloc[[3, 1]]
    table = attribute(some, sample.segments)
    assert set(table["article_id"]) == set(some.index)
    assert attribute(some, segment(some)).equals(table)


# Marking the voice.


def test_voice_is_attributed_inside_content_only(corpus):
    articles, segments = corpus("Rain fell. The mayor said the bridge was closed.")
    tokens = mark_voice(tokenize(articles, segments), attribute(articles, segments))
    attributed = tokens.loc[tokens["voice"] == "attributed", "term"].to_list()
    assert attributed == ["the", "bridge", "was", "closed"]
    assert list(tokens["voice"].cat.categories) == ["own", "attributed"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(-1, 40)] * 6), max_size=6))
def test_voice_equals_a_reference_that_looks_at_every_token(corpus, rows):
    articles, segments = corpus("Ada Roe said that the old bridge was not safe.", "It is.")
    tokens = tokenize(articles, segments)
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
    table.loc[len(table)] = table.iloc[0] if len(table) else [0, "gone", 0, 9, 0, 9, 0, 9]
    table.loc[len(table) - 1, "article_id"] = "gone"
    assert (mark_voice(tokens, table)["voice"] == "attributed").to_list() == [d > 0 for d in depth]


def _depth(row: dict, token: dict) -> int:
    """1 for content, less where source or cue inside that content claim the token."""

    def holds(name):
        return 0 <= row[f"{name}_start"] <= token["start"] < row[f"{name}_end"]

    def inner(name):
        return row["content_start"] <= row[f"{name}_start"] and row[f"{name}_end"] <= row["content_end"]

    return holds("content") - sum(holds(name) and inner(name) for name in ("source", "cue"))


def test_any_order_or_part_of_the_tokens_is_marked_alike(sample):
    expected = sample.tokens.set_index("place")["voice"]
    parts = sample.tokens.sample(frac=1, random_state=0), sample.tokens.iloc[5::7].reset_index(drop=True)
    for part in parts:
        marked = mark_voice(part.drop(columns="voice"), sample.attributions.sample(frac=1, random_state=1))
        assert marked.index.equals(part.index)
        assert (marked["voice"].to_numpy() == expected[part["place"]].to_numpy()).all()
    some = sample.attributions[sample.attributions["article_id"] == sample.articles.index[0]]
    others = sample.tokens["article_id"] != sample.articles.index[0]
    assert set(mark_voice(sample.tokens, some)["voice"][others]) == {"own"}


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
        '."' * 20_000,
        "," * 20_000 + "said Roe",
        "reply " * 20_000,
        "Roe said it, Cole said so, " * 5_000,
        "x, said Roe, " * 5_000,
        "Reuters said Roe said so. " * 2_000,
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
def test_no_text_raises(corpus, text, method):
    articles, segments = corpus(text)
    table = attribute(articles, segments, method=method, language="en")
    assert list(table.columns) == COLUMNS


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES))
def test_any_mixture_of_marks_and_cues_gives_a_table(corpus, parts):
    articles, segments = corpus(" ".join(parts))
    for method in METHODS:
        table = attribute(articles, segments, method=method)
        assert (table["content_end"] <= len(articles["text"].iloc[0])).all()


@pytest.mark.parametrize("method", METHODS)
def test_no_articles_give_an_empty_table_that_says_so(corpus, method):
    articles, segments = corpus("x")
    for nothing in (
        attribute(articles.iloc[:0], method=method),
        attribute(articles, segments, method=method),
    ):
        assert list(nothing.columns) == COLUMNS
        assert "No attribution was found" in nothing.attrs["note"]


GERMAN = "Der Hafen ist seit Montag zu, sagte Ada Roe, weil der Sturm die Mauer und die Boote zerstört hat."


@pytest.mark.parametrize("method", METHODS)
def test_articles_in_another_language_are_not_read(corpus, method):
    articles, segments = corpus("The ferry was late, Ada Roe said on Friday.", GERMAN)
    both, one = attribute(articles, segments, method=method), attribute(articles[:1], segments, method=method)
    pd.testing.assert_frame_equal(both, one)
    assert both.attrs["note"] == (
        'Not read, since they are not in English: 1 German (language="en" reads them).'
    )
    assert "note" not in one.attrs
    assert "note" not in attribute(articles, segments, method=method, language="en").attrs


def test_an_unknown_language_is_refused(corpus):
    with pytest.raises(ValueError, match="language 'de' is not known"):
        attribute(*corpus("x"), language="de")


def test_an_unknown_method_is_refused(corpus):
    with pytest.raises(ValueError, match="method 'bert' is not known"):
        attribute(*corpus("x"), method="bert")


def test_missing_columns_are_named(corpus):
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        attribute(pd.DataFrame({"body": ["x"]}))
    with pytest.raises(ValueError, match="attributions has no column"):
        mark_voice(tokenize(*corpus("x y")), pd.DataFrame({"article_id": []}))
    with pytest.raises(ValueError, match="tokens has no column 'start'"):
        mark_voice(pd.DataFrame({"article_id": []}), pd.DataFrame())


def test_ids_may_be_numbers_and_outlets_missing():
    texts = ["The port is shut, Ada Roe said on Friday.", "The port is open, Bob Doe said on Monday."]
    articles = pd.DataFrame({"outlet": ["Beacon", np.nan], "event": "e", "text": texts})
    for segments in (None, segment(articles), segment(articles).astype({"article_id": int})):
        table = attribute(articles, segments)
        assert table[["article_id", "source"]].values.tolist() == [["0", "Ada Roe"], ["1", "Bob Doe"]]
