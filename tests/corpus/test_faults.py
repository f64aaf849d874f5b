import pandas as pd
import pytest

from toolkit.corpus import faults, versions
from toolkit.corpus.faults import check_corpus
from toolkit.corpus.segments import segment
from toolkit.corpus.tokens import tokenize


def corpus(**columns):
    """Articles of the given columns, long, English and unlike each other unless said otherwise."""
    n = len(next(iter(columns.values())))
    english = [
        " ".join(f"The mayor of town{i} said that ship{i}{j} is in the harbour." for j in range(8))
        for i in range(n)
    ]
    given = {
        "text": english,
        "event": ["storm"] * n,
        "outlet": list("AB")[:n] * 1,
        "published_precision": ["day"] * n,
    }
    given |= {"published": pd.to_datetime(["2024-10-18"] * n, utc=True)} | columns
    return pd.DataFrame(given, index=pd.Index([f"a{i}" for i in range(n)], name="article_id"))


def found(articles):
    """Checks that found something, with the examples."""
    table = check_corpus(articles)
    assert ((table["severity"] == "ok") == (table["n"] == 0)).all()
    return table[table["n"] > 0].set_index("check")["examples"].to_dict()


def test_a_sound_corpus_passes_every_check():
    assert found(corpus(outlet=["A", "B"])) == {}


@pytest.mark.parametrize(
    ("column", "values", "check", "example"),
    [
        ("outlet", ["A", ""], "no outlet", "a1"),
        ("event", ["storm", ""], "no event", "a1"),
        ("headline", ["Harbour shut", "harbour  Shut"], "same headline", "a1"),
        ("language", ["en-GB", "ko"], "not English", "a1 (Korean)"),
        ("encoding", ["utf-8", "cp1252"], "not UTF-8", "a1"),
    ],
)
def test_what_would_mislead_is_found_in_the_fields(column, values, check, example):
    assert found(corpus(**{column: values}))[check] == example


@pytest.mark.parametrize(
    ("end", "check"),
    [
        ("… [+2120 chars]", "cut text"),
        ("and then…", "cut text"),
        ("and then... [Read more]\n", "cut text"),
        ("It was Â£5 and theyâ€™re gone.", "garbled characters"),
        ("ÇÑ±¹¾î said so.", "garbled characters"),
        ("Lost \ufffd sign.", "garbled characters"),
    ],
)
def test_what_would_mislead_is_found_in_the_text(end, check):
    sound = corpus(outlet=["A", "B"])
    assert found(sound.assign(text=sound["text"] + ["It ended.", end])) == {check: "a1"}


def test_copies_short_and_foreign_texts_are_found():
    german = "Der Hafen der Stadt bleibt wegen des Sturms geschlossen, sagte der Sprecher am Abend. " * 5
    korean = "항구가 닫혔다. " * 30
    texts = ["Harbour shut by storm.", "Harbour  shut by STORM.", german, korean]
    articles = corpus(text=texts, outlet=list("ABCD"), headline=["Shut", "Shut", "Zu", ""])
    assert found(articles) == {
        "same text": "a1",
        "not English": "a2 (German); a3 (Korean)",
        "very short text": "a0; a1",
    }


def test_dates_and_events_that_compare_nothing_are_found():
    articles = corpus(outlet=["A", "A", "B"], event=["storm", "storm", "vote"])
    articles["published"] = pd.to_datetime([None, None, "2024-10-18"], utc=True)
    articles["published_given"] = ["03/04/2024", "", "2024-10-18T00:00:00+09:00"]
    articles["published_precision"] = ["unknown", "unknown", "time"]
    assert found(articles) == {
        "date not understood": "a0",
        "no date": "a1",
        "one outlet only": "storm; vote",
        "date at midnight": "a2",
    }


def test_checks_need_only_text_and_change_nothing():
    articles = pd.DataFrame({"text": ["One", "Two"]}, index=["a", "b"])
    before = articles.copy()
    assert set(found(articles)) == {"no outlet", "no event", "no date", "very short text"}
    assert len(check_corpus(articles.iloc[:0])) == len(check_corpus(articles)) == 20
    pd.testing.assert_frame_equal(articles, before)
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        check_corpus(articles.rename(columns={"text": "body"}))


@pytest.mark.parametrize(
    ("written", "lacking"),
    [
        ("2024-10-18 09:20", True),
        ("2024-10-18T09:20:00Z", False),
        ("2024-10-18 09:20 +0900", False),
        ("Fri, 18 Oct 2024 18:35:46 GMT", False),
        ("1729244146", False),
    ],
)
def test_a_time_whose_zone_nobody_gives_is_told(written, lacking):
    articles = corpus(outlet=["A", "B"]).assign(published_given=written, published_precision="time")
    articles["published"] = pd.to_datetime(["2024-10-18 09:20"] * 2, utc=True)
    assert found(articles) == ({"time without a zone": "a0; a1"} if lacking else {})
    assert found(articles.assign(timezone="Asia/Seoul")) == {}


def n_found(check, *texts, **columns):
    """How many of the texts a check finds."""
    table = check_corpus(pd.DataFrame({"text": list(texts), **columns}))
    return int(table.set_index("check").loc[check, "n"])


@pytest.mark.parametrize(("words", "short"), [(49, 1), (50, 0)])
def test_fewer_than_fifty_words_are_very_short(words, short):
    assert n_found("very short text", " ".join(["word"] * words)) == short


def test_a_story_told_twice_by_one_outlet_is_a_version_and_by_two_is_not():
    text = corpus(outlet=["A"])["text"].iloc[0]
    twice = corpus(text=[text, text + " Nobody was hurt."], outlet=["A", "A"])
    assert found(twice) == {"version in one outlet": "a1", "one outlet only": "storm"}
    assert found(twice.assign(outlet=["A", "B"])) == {}


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("[Removed]", 1),
        ("Harbour shut\n\n[removed] ", 1),
        ("The line was [removed] by hand.", 0),
        ("Removed", 0),
    ],
)
def test_what_a_service_took_back_is_found(text, removed):
    assert n_found("removed text", text) == removed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>The <b>council</b> met.</p>", 1),
        ("Shut<br>by storm", 1),
        ("port&nbsp;shut", 1),
        ("if a < b and c > d", 0),
        ("the mark <b> opens bold type", 0),
        ("Q&A; the answer", 0),
    ],
)
def test_tags_in_a_text_are_found_and_signs_are_not(text, html):
    assert n_found("HTML in the text", text) == html


def test_texts_of_one_length_that_end_within_a_sentence_are_cut():
    texts = [f"{name}: " + "x" * 120 for name in ("A", "B", "C")]
    assert n_found("cut text", *texts) == 3
    assert n_found("cut text", *texts[:2]) == 0
    assert n_found("cut text", *[f"{text}." for text in texts]) == 0
    assert n_found("cut text", *[text[:50] for text in texts]) == 0
    with_headline = [f"{'Long' * n}\n\n{text}" for n, text in enumerate(texts, 1)]
    assert n_found("cut text", *with_headline, headline=["Long" * n for n in (1, 2, 3)]) == 3


def test_an_outlet_written_in_two_ways_is_named_with_both():
    outlets = ["The Sun", "the sun", "The  Sun", "Sun", "The Sun"]
    articles = corpus(outlet=outlets)
    assert found(articles)["outlet written in two ways"] == "'The Sun', 'the sun', 'The  Sun'"
    assert n_found("outlet written in two ways", "a", "b", outlet=["The Sun", "Sun"]) == 0
    assert n_found("outlet written in two ways", "a", "b", outlet=["The Sun", "Sun, The"]) == 1


@pytest.mark.parametrize(
    ("outlets", "events", "n"),
    [
        (["x.example/1", "x.example/2", "x.example/3"], ["storm", "storm", "vote"], 3),
        (["A", "B", "C"], ["storm"] * 3, 0),  # three outlets on one event
        (["A", "B", "B"], ["storm", "storm", "vote"], 0),
        (["A", "B"], ["storm", "vote"], 0),
    ],
)
def test_a_column_in_which_no_outlet_comes_twice_is_found(outlets, events, n):
    texts = [f"Text {number}" for number in range(len(outlets))]
    assert n_found("every article its own outlet", *texts, outlet=outlets, event=events) == n


@pytest.mark.parametrize(
    ("given", "published", "odd"),
    [
        ("Wednesday, November 19, 2020", "2020-11-19", 1),  # a Thursday
        ("Thursday, November 19, 2020", "2020-11-19", 0),
        ("Thu Nov 19 23:30 EST 2020", "2020-11-20T04:30", 0),  # already Friday in UTC
        ("Sat Nov 19 2020", "2020-11-19", 1),
        ("monthly, 2020-11-19", "2020-11-19", 0),
        ("", "", 0),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_found(given, published, odd):
    moments = pd.to_datetime([published or None], utc=True)
    assert n_found("date looks wrong", "Text", published=moments, published_given=given) == odd


@pytest.mark.parametrize(("year", "odd"), [("1923", 1), ("1924", 0), ("2125", 1)])
def test_a_date_more_than_a_century_from_the_others_is_found(year, odd):
    moments = pd.to_datetime([f"{year}-01-01", "2024-01-01", "2024-01-02"], utc=True)
    assert n_found("date looks wrong", "One", "Two", "Three", published=moments) == odd


def test_segments_and_tokens_at_hand_give_the_same_table_and_are_not_made_again(monkeypatch):
    text = corpus(outlet=["A"])["text"].iloc[0]
    twice = corpus(text=[text, text + " Nobody was hurt.", text], outlet=["A", "A", "B"])
    segments, expected, made = segment(twice), check_corpus(twice), []
    tokens = tokenize(twice, segments)
    assert expected.set_index("check")["n"][["same text", "version in one outlet"]].tolist() == [1, 1]

    def making(articles, segments, *, progress):
        made.append(segments)
        return tokenize(articles, segments, progress=progress)

    monkeypatch.setattr(faults, "tokenize", making)
    monkeypatch.setattr(versions, "tokenize", None)
    pd.testing.assert_frame_equal(check_corpus(twice, segments=segments), expected)
    assert made[0] is segments
    pd.testing.assert_frame_equal(check_corpus(twice, tokens=tokens.sample(frac=1, random_state=1)), expected)
    pd.testing.assert_frame_equal(check_corpus(twice, segments=segments, tokens=tokens), expected)
    assert len(made) == 1
