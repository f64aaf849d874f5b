"""All that counts or compares, on the tokens of toy tokenizers and of jieba, held against plain Python."""

from collections import Counter, defaultdict
from types import SimpleNamespace

import pandas as pd
import pytest
import toys
from toys import CASES, OUTLETS, corpus, cut, runs

import toolkit as tk


@pytest.fixture(scope="module", params=CASES)
def case(request):
    """A corpus, its tokens, and its words as the reference cuts them, by article and by outlet."""
    news, name, term, pair = CASES[request.param]
    if name == "by_jieba":
        pytest.importorskip("jieba", reason="needs jieba: pip install -e .[exchange]")
    tokenizer, articles = getattr(toys, name), corpus(news)
    said = {key: cut(text, tokenizer) for key, text in articles["text"].items()}
    of_outlet = defaultdict(list)
    for key, sentences in said.items():
        of_outlet[articles.loc[key, "outlet"]] += sentences
    tokens = tk.tokenize(articles, tokenizer=tokenizer)
    every = [sentence for sentences in said.values() for sentence in sentences]
    return SimpleNamespace(
        articles=articles, tokens=tokens, said=said, of_outlet=of_outlet, every=every, term=term, pair=pair,
        tokenizer=tokenizer, name=name, shared=news["storm"][0].strip(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def passages(case):
    return tk.find_reuse(case.tokens, case.articles)


def n_of(sentences, n=1):
    return dict(Counter(runs(sentences, n)))


def by_term(table, column="n"):
    return table.set_index("term")[column].to_dict()


def test_words_and_sentences_are_those_of_the_tokenizer(case):
    found = {key: [] for key in case.said}
    for (key, _), part in case.tokens.groupby(["article_id", "sentence"], observed=True):
        found[key].append(part["term"].to_list())
    assert found == case.said
    printed = [case.articles["text"][row.article_id][row.start : row.end] for row in case.tokens.itertuples()]
    assert [word.lower() for word in printed] == case.tokens["term"].to_list()


@pytest.mark.parametrize("ngram", [1, 2, 3])
def test_term_frequencies(case, ngram):
    table = tk.term_frequencies(case.tokens, case.articles, by="outlet", ngram=ngram)
    for outlet, rows in table.groupby("group"):
        assert by_term(rows) == n_of(case.of_outlet[outlet], ngram)
    without = tk.term_frequencies(case.tokens, stop_words=[case.term])
    assert by_term(without) == {term: n for term, n in n_of(case.every).items() if term != case.term}


def test_keyness_and_compare_outlets(case):
    tables = [tk.keyness(case.tokens, case.articles, name, min_articles=1) for name in OUTLETS]
    tables.append(tk.compare_outlets(case.tokens, case.articles, min_articles=1))
    whole = Counter(n_of(case.every))
    for table in tables:
        for row in table.itertuples():
            own = n_of(case.of_outlet[row.target]).get(row.term, 0)
            assert (row.n_target, row.n_reference) == (own, whole[row.term] - own)
        assert set(table["term"]) == set(whole)


def test_phrases_collocates_and_lockwords(case):
    pairs = n_of(case.every, 2)
    table = tk.phrases(case.tokens, case.articles, max_words=2, min_count=2, min_articles=1)
    assert len(table)
    assert by_term(table) == {pair: n for pair, n in pairs.items() if n > 1}
    near = Counter()
    for words in case.every:
        for place in (place for place, word in enumerate(words) if word == case.term):
            near.update(words[max(0, place - 2) : place] + words[place + 1 : place + 3])
    found = by_term(tk.collocates(case.tokens, case.term, case.articles, window=2, min_count=1))
    assert found == {term: n for term, n in near.items() if term != case.term}
    locked = tk.lockwords(case.tokens, case.articles)
    assert set(locked["term"]) <= set.intersection(*(set(n_of(one)) for one in case.of_outlet.values()))


def test_trends_and_positions(case):
    n = n_of(case.every)[case.term]
    assert tk.term_trends(case.tokens, case.articles, [case.term])["n"].sum() == n
    places = tk.term_positions(case.tokens, case.term, case.articles)
    words = {key: runs(sentences, 1) for key, sentences in case.said.items()}
    assert len(places) == n
    for row in places.itertuples():
        place = round(row.position * row.words)
        assert (words[row.article_id][place], row.words) == (case.term, len(words[row.article_id]))


def test_every_count_opens_into_its_places(case):
    for term, n in [*n_of(case.every).items()][::4]:
        if term.isalpha():  # a mark in a term is found by a wildcard
            hits = tk.concordance(case.tokens, case.articles, term)
            assert len(hits) == n
            assert set(hits["hit"].str.lower()) == {term}
    pair = " ".join(case.pair)
    assert len(tk.concordance(case.tokens, case.articles, pair)) == n_of(case.every, 2)[pair] > 1
    rows = tk.evidence(case.tokens, case.articles, term=case.term, outlet="Beacon")
    assert len(rows) == n_of(case.of_outlet["Beacon"])[case.term]
    explorer = tk.explore(case.tokens, case.articles, term=case.term)
    assert repr(explorer).startswith(f"{n_of(case.every)[case.term]} places in ")
    page = tk.read(case.articles, "storm-Beacon", spans=rows)
    marks = 1 + len(rows[rows["article_id"] == "storm-Beacon"])  # one in the key
    assert page.data.count("<mark") == marks


def test_what_outlets_share_is_found_and_what_they_do_not(case, passages):
    storm = passages[passages["event"] == "storm"]
    pairs = storm[["article_a", "article_b"]].itertuples(index=False, name=None)
    assert sorted(pairs) == [
        ("storm-Beacon", "storm-Ledger"), ("storm-Beacon", "storm-Meridian"),
        ("storm-Ledger", "storm-Meridian"),
    ]  # fmt: skip
    for row in storm.itertuples():
        assert case.shared.strip("。.") in case.articles["text"][row.article_a][row.start_a : row.end_a]
    gaps = tk.coverage_gaps(case.tokens, case.articles, passages)
    alone = gaps[(gaps["kind"] == "sentence") & (gaps["gap"] == "only")]
    assert len(alone)
    assert not alone["item"].str.contains(case.shared.strip("。."), regex=False).any()
    shown = tk.side_by_side(case.articles, passages, "storm-Beacon", "storm-Ledger")
    assert "1 shared passage" in repr(shown)


def test_wire_copy_is_marked(case, passages):
    articles = case.articles.assign(agency="")
    articles.loc[articles["outlet"] == "Meridian", "agency"] = "Meridian"
    marked = tk.mark_wire(case.tokens, articles, passages)
    for row in passages[passages["article_b"] == "storm-Meridian"].itertuples():
        inside = marked[
            (marked["article_id"] == row.article_a) & marked["start"].between(row.start_a, row.end_a - 1)
        ]
        assert inside["wire"].all()
    share = tk.wire_share(case.tokens, articles, passages).set_index("article_id")
    counted = marked.groupby("article_id", observed=True)["wire"].sum()
    assert share["wire_words"].to_dict() == counted.to_dict()


def test_similar_texts_are_told(case):
    pairs = tk.pair_similarity(case.tokens, case.articles).nlargest(4, "cosine")
    assert (pairs["article_a"].str[:5] == pairs["article_b"].str[:5]).all()  # of one event
    table = tk.similarity(case.tokens, case.articles, by="outlet", ngram=2)
    for row in table.itertuples():
        a, b = (set(runs(case.of_outlet[name], 2)) for name in (row.a, row.b))
        assert row.containment_a_in_b == pytest.approx(len(a & b) / len(a))
    grouped = tk.group_events(case.articles, case.tokens)["event"]
    assert len(set(grouped.filter(like="storm"))) == 1
    again = pd.concat([case.articles, case.articles.iloc[:1].set_axis(["again"])])
    versions = tk.find_versions(again, tk.tokenize(again, tokenizer=case.tokenizer))
    assert versions[["article_id", "first", "kind"]].values.tolist() == [["again", "storm-Beacon", "copy"]]
    checks = tk.check_corpus(again, tokens=tk.tokenize(again, tokenizer=case.tokenizer)).set_index("check")
    assert checks.loc["same text", "n"] == 1


def test_lexical_diversity(case):
    long = case.articles.assign(text=(case.articles["text"] + "\n") * 5)
    body = {"article_id": long.index, "start": 0, "end": long["text"].str.len(), "kind": "body"}
    tokens = tk.tokenize(long, pd.DataFrame(body), tokenizer=case.tokenizer)
    words = {key: runs(cut(text, case.tokenizer), 1) for key, text in long["text"].items()}
    rates = pd.Series({key: len(set(one)) / len(one) for key, one in words.items() if len(one) >= 50})
    table = tk.lexical_diversity(tokens, long, by="outlet").set_index("group")
    for outlet in OUTLETS:
        mine = rates[rates.index.str.endswith(outlet)]
        assert table.loc[outlet, "articles"] == len(mine)
        assert table.loc[outlet, "ttr"] == pytest.approx(mine.mean())


@pytest.fixture(scope="module")
def codebook(case, tmp_path_factory):
    path = tmp_path_factory.mktemp("codebook") / "own.toml"
    frames = {"who": case.term, "what": " ".join(case.pair)}
    rows = [f'[frames.{name}]\ndefinition = "d"\nindicators = ["{word}"]\n' for name, word in frames.items()]
    path.write_text('name = "Own"\n' + "".join(rows), "utf-8")
    return tk.load_codebook(path)


def test_frames(case, codebook):
    hits = tk.frame_hits(case.tokens, codebook, articles=case.articles)
    pair = " ".join(case.pair)
    expected = {"who": n_of(case.every)[case.term], "what": n_of(case.every, 2)[pair]}
    if case.term in case.pair:  # the longer indicator has the place
        expected["who"] -= expected["what"]
    assert hits["frame"].value_counts().to_dict() == expected
    rates = tk.frame_rates(hits, case.tokens, case.articles, resamples=50)
    assert rates.groupby("frame", observed=True)["n"].sum().to_dict() == expected
    assert tk.frame_sensitivity(
        hits, case.tokens, case.articles, resamples=50
    ).empty  # of two events nothing is found
    codes = pd.DataFrame({"article_id": [*case.said], "coder": "ann", "frame": "who"})
    codes["present"] = [int(case.term in runs(sentences, 1)) for sentences in case.said.values()]
    validity = tk.validate_frames(codes, hits, case.tokens, articles=case.articles).set_index("frame")
    assert validity.loc["who", "positives"] == codes["present"].sum()


def test_a_classifier_learns_from_the_words_of_the_tokenizer(case, codebook):
    texts, events = case.articles["text"], case.articles["event"]
    model = tk.FrameClassifier(codebook, word_ngrams=(1, 1), tokenizer=case.tokenizer).fit(texts, events)
    words = {name for name in model.get_feature_names_out() if name.startswith("word: ")}
    assert words == {f"word: {term}" for term in n_of(case.every)}
    assert model.predict(texts).tolist() == events.to_list()


def test_differences_take_what_was_counted(case):
    rows = tk.evidence(case.tokens, case.articles, term=[case.term, case.pair[0]])
    table = tk.differences(case.articles, rows.assign(word=rows["hit"].str.lower()), "word", resamples=50)
    found = table[table["value"] == case.term].set_index("target")["n_target"]
    assert found.to_dict() == {name: n_of(case.of_outlet[name]).get(case.term, 0) for name in found.index}


def test_power_and_other_decisions_are_worked_out(case):
    power = tk.keyness_power(case.tokens, case.articles, "Beacon", events=[2], effects=[8], tries=1)
    assert len(power)
    versions = {"as counted": case.tokens, "pairs apart": case.tokens.iloc[::2]}
    table = tk.multiverse(versions, case.articles, [case.term], "Beacon", min_articles=1, resamples=50)
    assert table.loc[0, ["term", "n_target"]].to_list() == [
        case.term,
        n_of(case.of_outlet["Beacon"])[case.term],
    ]


def test_what_reads_english_says_so(case):
    attributions = tk.attribute(case.articles)
    if case.name != "blanks":
        assert "Not read, since they are not in English: 6 " in attributions.attrs["note"]
        assert "in English" in tk.mentions(case.tokens, case.articles).attrs["note"]
        assert "in English" in tk.name_variants(case.tokens, case.articles).attrs["note"]
        assert "not in English" in tk.quantities(case.articles).attrs["note"]
    assert (tk.mark_voice(case.tokens, attributions)["term"] == case.tokens["term"]).all()


FEW = {"resamples": 50}
LEMMATISED = {
    "term_frequencies": lambda tokens, articles: tk.term_frequencies(tokens, articles, by="outlet", ngram=2),
    "keyness": lambda tokens, articles: tk.keyness(tokens, articles, "Beacon", min_articles=1, **FEW),
    "compare_outlets": lambda tokens, articles: tk.compare_outlets(tokens, articles, min_articles=1, **FEW),
    "phrases": lambda tokens, articles: tk.phrases(tokens, articles, min_count=2),
    "lockwords": tk.lockwords,
    "lexical_diversity": lambda tokens, articles: tk.lexical_diversity(tokens, articles, by="outlet"),
    "similarity": tk.similarity,
    "find_reuse": tk.find_reuse,
    "coverage_gaps": tk.coverage_gaps,
}


@pytest.fixture(scope="module", params=["made now", "kept"])
def lemmatised(request, tmp_path_factory):
    """Thai articles; and their tokens, each with a lemma that is the word and an x."""
    articles = corpus(toys.THAI)
    if request.param == "made now":
        return articles, tk.tokenize(articles, tokenizer=toys.from_list)
    options = {"cache": tmp_path_factory.mktemp("kept"), "tokenizer": f"{toys.__file__}:from_list"}
    return articles, [tk.prepare(articles, **options).tokens for _ in range(2)][1]


@pytest.mark.parametrize("name", LEMMATISED)
def test_lemmas_are_counted_and_compared_in_the_place_of_words(lemmatised, name):
    articles, tokens = lemmatised
    expected = LEMMATISED[name](tokens, articles)
    found = LEMMATISED[name](tokens.assign(term=tokens["lemma"]), articles)
    if "term" in found:
        terms = found["term"].astype("str")
        assert terms.str.endswith("x").all() or terms.empty
        found["term"] = terms.str.replace("x", "")
        expected["term"] = expected["term"].astype("str")
    columns = [name for name in expected if name not in ("item", "reason")]  # which may name a term
    order = ["term", "group", "target"]
    by = [name for name in order if name in columns]
    if by:  # ties stand in the order of their terms
        found, expected = (table.sort_values(by, ignore_index=True) for table in (found, expected))
    pd.testing.assert_frame_equal(found[columns], expected[columns], check_categorical=False)


def test_lemmas_open_into_the_words_as_printed_and_are_indicators_of_frames(lemmatised, tmp_path):
    articles, tokens = lemmatised
    lemmas = tokens.assign(term=tokens["lemma"])
    hits = tk.concordance(lemmas, articles, "นายกx")
    assert len(hits) == (tokens["term"] == "นายก").sum() == 8
    assert set(hits["hit"]) == {"นายก"}
    near = tk.collocates(lemmas, "นายกx", articles, window=2, min_count=1)
    assert near["n"].sum() == tk.collocates(tokens, "นายก", articles, window=2, min_count=1)["n"].sum()
    path = tmp_path / "own.toml"
    path.write_text('name = "Own"\n[frames.who]\ndefinition = "d"\nindicators = ["นายกx"]\n', "utf-8")
    assert len(tk.frame_hits(lemmas, tk.load_codebook(path), articles=articles)) == 8
