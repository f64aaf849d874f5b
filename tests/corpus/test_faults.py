import pandas as pd
import pytest

from toolkit.corpus.faults import check_corpus

ENGLISH = "the of and to that for it with by from".split()


def corpus(**columns):
    """Articles of the given columns, long and English unless said otherwise."""
    n = len(next(iter(columns.values())))
    english = [
        f"The mayor of town {i} said that " + "the ships are in the harbour and wait " * 7 for i in range(n)
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
        ("language", ["en-GB", "ko"], "not English", "a1"),
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
    assert found(articles) == {"same text": "a1", "not English": "a2; a3", "very short text": "a0; a1"}


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
    assert len(check_corpus(articles.iloc[:0])) == len(check_corpus(articles)) == 13
    pd.testing.assert_frame_equal(articles, before)
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        check_corpus(articles.rename(columns={"text": "body"}))


def n_found(check, *texts, **columns):
    """How many of the texts a check finds."""
    table = check_corpus(pd.DataFrame({"text": list(texts), **columns}))
    return int(table.set_index("check").loc[check, "n"])


@pytest.mark.parametrize(("words", "short"), [(49, 1), (50, 0)])
def test_fewer_than_fifty_words_are_very_short(words, short):
    assert n_found("very short text", " ".join(["word"] * words)) == short


@pytest.mark.parametrize(("of_forty", "foreign"), [(1, 1), (2, 0)])
def test_a_text_with_fewer_than_one_function_word_in_twenty_is_not_english(of_forty, foreign):
    assert n_found("not English", " ".join(["the"] * of_forty + ["wort"] * (40 - of_forty))) == foreign


@pytest.mark.parametrize(("words", "foreign"), [(29, 0), (30, 1)])
def test_fewer_than_thirty_words_do_not_tell_a_language(words, foreign):
    assert n_found("not English", " ".join(["wort"] * words)) == foreign


def test_only_the_first_three_hundred_words_tell():
    assert n_found("not English", " ".join(["wort"] * 300 + ENGLISH * 60)) == 1


def test_what_the_language_column_says_decides():
    assert n_found("not English", " ".join(["wort"] * 40), language="en-GB") == 0
    assert n_found("not English", " ".join(ENGLISH * 5), language="de") == 1
