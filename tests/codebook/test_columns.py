"""Columns: what the codebook of tables says is what functions return, by every function, on the sample."""

import inspect
import tomllib

import pandas as pd
import pytest

import toolkit as tk
from toolkit.compendium.checked import COLUMNS
from toolkit.shipped import PACKAGE, shipped_path

DESCRIBED = tk.describe_tables()
GIVEN_BY_ANOTHER = {"analyse_parts"}  # its table is that of the function it is given
SAMPLE = shipped_path("data/sample")


def _words(text):
    """Spans and lemmas of a sentence, as a tokenizer of one's own gives them."""
    place = 0
    for word in text.split():
        place = text.index(word, place)
        yield place, place + len(word), word.lower()
        place += len(word)


@pytest.fixture(scope="module")
def returned(sample, tmp_path_factory):
    """Tables that every function returns: name, table, and what stands for `<by>` and the like."""
    folder = tmp_path_factory.mktemp("codebook")
    articles, segments, attributions = sample.articles, sample.segments, sample.attributions
    passages, tokens = sample.passages, sample.tokens
    plain = tokens.drop(columns="voice")
    numbers, acts = (make(articles, segments, attributions) for make in (tk.quantities, tk.statuses))
    codebook = tk.load_codebook(shipped_path("data/codebooks/generic.toml"))
    hits, codes = tk.frame_hits(tokens, codebook), tk.read_codes(SAMPLE / "codes.csv", articles, codebook)
    target, quick = "Daily Blaze", {"resamples": 100}
    found = tk.keyness(tokens, articles, target=target, **quick)
    forms = tk.name_variants(tokens, articles)
    marked = hits[["article_id", "start", "end"]].assign(label=hits["frame"].astype("str")).head(3)
    tools = {
        name: tk.write_tasks(articles, folder / name, "doccano", **given)
        for name, given in {
            "codes": {"frames": list(codebook.frames.index), "codes": codes[codes["coder"] == "A"]},
            "spans": {"labels": list(marked["label"].unique()), "spans": marked},
        }.items()
    }
    marks = [tk.read_tasks(path, articles) for name in tools for path in (folder / name).glob("*.jsonl")]
    by, split, of = {"<by>": "outlet"}, {"<split>": "voice"}, {"<of>": "speaker"}
    return [
        ("agencies", tk.agencies(articles), {}),
        ("attribute", attributions, {}),
        ("check_corpus", tk.check_corpus(articles, segments=segments, tokens=tokens), {}),
        ("check_tokens", tk.check_tokens(plain[["article_id", "start", "end"]], articles, segments), {}),
        ("claim_map", tk.claim_map(pd.concat([numbers, acts]), articles, passages, attributions), {}),
        ("coding_sheet", tk.coding_sheet(articles, codebook, n=5), {"<frame>": set(codebook.frames.index)}),
        ("collocates", tk.collocates(tokens, "ferry", articles), {}),
        ("compare_outlets", tk.compare_outlets(tokens, articles, **quick), {}),
        ("concordance", tk.concordance(tokens, articles, "ferry"), {}),
        ("concordance", tk.concordance(plain, articles[["text"]], "ferry"), {}),
        ("copying", tk.copying(articles, passages), {}),
        ("coverage_gaps", tk.coverage_gaps(tokens, articles, passages), {}),
        ("describe_tables", DESCRIBED, {}),
        ("differences", tk.differences(articles, attributions, "source_type", **quick), {}),
        ("disagreements", tk.disagreements(numbers, articles, passages), {}),
        ("disagreements", tk.disagreements(acts, articles), {}),
        ("evidence", tk.evidence(tokens, articles, term="ferry"), {}),
        ("find_persons", tk.find_persons(articles), {}),
        ("find_reuse", passages, {}),
        ("find_versions", tk.find_versions(articles, tokens), {}),
        ("frame_hits", hits, {}),
        ("frame_rates", tk.frame_rates(hits, tokens, articles, **quick), by),
        ("frame_rates", tk.frame_rates(hits, tokens, articles, split="voice", **quick), by | split),
        ("frame_rates", tk.frame_rates(hits, tokens, articles, by=None, **quick), {"<by>": "group"}),
        ("frame_sensitivity", tk.frame_sensitivity(hits, tokens, articles, **quick), by),
        ("group_events", tk.group_events(articles, tokens), {}),
        ("keyness", found, {}),
        ("keyness_power", tk.keyness_power(tokens, articles, target, events=[8], effects=[4.0], tries=1), {}),
        ("labels", tk.labels(tokens, articles, "Kim Jong-un"), {}),
        ("lexical_diversity", tk.lexical_diversity(tokens, articles, by="outlet", block="event"), {}),
        ("load_corpus", tk.load_corpus(SAMPLE), {"<further>": {"event_title", "section", "updated"}}),
        ("load_sample", tk.load_sample(), {"<further>": set()}),
        ("lockwords", tk.lockwords(tokens, articles), {}),
        ("mark_voice", tk.mark_voice(plain, attributions), {}),
        ("mark_wire", tk.mark_wire(plain, articles, passages), {}),
        ("mentions", tk.mentions(tokens, articles, by=None), {}),
        ("mentions", tk.mentions(tokens, articles), by),
        ("merge_names", tk.merge_names(plain, articles, forms), {}),
        ("multiverse", tk.multiverse({"all": tokens}, articles, [found["term"][0]], target, **quick), {}),
        ("name_variants", forms, {}),
        ("pair_similarity", tk.pair_similarity(tokens, articles), {}),
        ("phrases", tk.phrases(tokens), {}),
        ("quantities", numbers, {}),
        ("quoted_sources", tk.quoted_sources(articles, attributions, **quick), by | of),
        ("read_codes", codes, {}),
        ("read_tasks", marks[0].codes, {}),
        ("read_tasks", marks[1].spans, {}),
        ("reliability", tk.reliability(codes, **quick), {}),
        ("scan_corpus", tk.scan_corpus(SAMPLE), {}),
        ("segment", segments, {}),
        ("sentences", tk.sentences(articles, segments), {}),
        ("shared_quotes", tk.shared_quotes(articles, attributions), {}),
        ("similarity", tk.similarity(tokens, articles, by="outlet"), {}),
        ("speakers", tk.speakers(articles, attributions), {}),
        ("speakers", tk.speakers(articles, attributions, by="outlet"), by),
        ("statuses", acts, {}),
        ("term_frequencies", tk.term_frequencies(tokens, articles), {}),
        ("term_frequencies", tk.term_frequencies(tokens, articles, by="outlet", block="event"), {}),
        ("term_positions", tk.term_positions(tokens, "ferry", articles), {}),
        ("term_trends", tk.term_trends(tokens, articles, "ferry"), {}),
        ("tokenize", plain, {}),
        ("tokenize", tk.tokenize(articles, segments, tokenizer=_words), {}),
        ("validate_frames", tk.validate_frames(codes, hits, tokens, articles=articles), {}),
        ("validate_frames", tk.validate_frames(codes, hits, tokens, articles=articles, by="outlet"), by),
        (
            "verify",
            pd.DataFrame([("table", "words.csv", True, "")], columns=COLUMNS),
            {},
        ),  # it runs notebooks
        ("wire_share", tk.wire_share(tokens, articles, passages), {}),
        ("write_tables", tk.write_tables(codes, folder / "tables"), {}),
        ("write_tasks", tools["codes"], {}),
    ]


def _said(name, stands_for):
    """Columns of a function as described: their type and when they are there, placeholders filled in."""
    said = {}
    for row in DESCRIBED[DESCRIBED["function"] == name].itertuples():
        columns = stands_for.get(row.column, set() if row.column.startswith("<") else row.column)
        for column in [columns] if isinstance(columns, str) else columns:
            said[column] = (row.dtype, row.when)
    return said


def test_every_returned_column_is_described_with_its_type(returned):
    for name, table, stands_for in returned:
        index = [table.index.name] if table.index.name and table.index.name not in table else []
        types = table.reset_index()[[*index, *table.columns]].dtypes.astype("str")
        said = _said(name, stands_for)
        assert {column: said.get(column, ("",))[0] for column in types.index} == types.to_dict(), name


def test_every_described_column_is_returned_always_or_when_it_says(returned):
    seen = {}
    for name, table, stands_for in returned:
        said, columns = _said(name, stands_for), {table.index.name, *table.columns}
        assert {column for column, (_, when) in said.items() if not when} <= columns, name
        seen.setdefault(name, set()).update(column for column in said if column in columns)
    for name, columns in seen.items():
        stands_for = {key: value for one, _, given in returned if one == name for key, value in given.items()}
        missing = set(_said(name, stands_for)) - columns
        assert missing <= {"lemma"}, (
            name
        )  # which passes through from the tokens, and is returned by `tokenize`
    assert "lemma" in seen["tokenize"]


def test_every_function_that_returns_a_table_is_described_and_tried(returned):
    functions = {name for name in tk.__all__ if inspect.isfunction(getattr(tk, name))}
    tables = {
        name
        for name in functions
        if "DataFrame" in str(inspect.signature(getattr(tk, name)).return_annotation)
    }
    assert tables - GIVEN_BY_ANOTHER <= set(DESCRIBED["function"])
    assert set(DESCRIBED["function"]) == {name for name, _, _ in returned}


def test_every_column_has_a_meaning_and_stands_once():
    assert (DESCRIBED["meaning"] != "").all()
    assert not DESCRIBED.duplicated(["function", "column"])[DESCRIBED["function"] != "read_tasks"].any()


def test_what_is_said_to_be_a_percentage_on_pages_is_a_share():
    """`quoted` of speakers is a count: pages write as a percentage only what lies between 0 and 1."""
    words = tomllib.loads((PACKAGE / "show" / "words.toml").read_text("utf-8"))
    shares = DESCRIBED[DESCRIBED["column"].isin(words["percent"].split())]
    assert set(shares["column"][shares["dtype"] != "float64"]) == {"quoted", "wire"}


def test_values_that_have_words_on_pages_are_values_that_columns_can_have():
    words = tomllib.loads((PACKAGE / "show" / "words.toml").read_text("utf-8"))
    for column, values in words["values"].items():
        if column not in ("value", "frame", "segment"):  # of any column, of a codebook, of KINDS
            meanings = " ".join(DESCRIBED["meaning"][DESCRIBED["column"].isin([column, f"{column}_a"])])
            assert [value for value in values if value.replace(" way", "_way") not in meanings] == [], column
    assert set(words["values"]["segment"]) <= set(tk.KINDS)


def test_a_type_that_no_column_has_is_not_kept():
    kinds = tomllib.loads((PACKAGE / "codebook" / "dtypes.toml").read_text("utf-8"))
    columns, functions = set(DESCRIBED["column"]), set(DESCRIBED["function"])
    for name in " ".join(kinds.values()).split():
        function, _, column = name.rpartition(".")
        assert column in columns, name
        assert not function or function in functions, name
