import numpy as np
import pandas as pd
import pytest
from helpers import corpus
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.reader.searches import Search, code_of, code_of_kept, words_of

NOTHING = {"term": "", "since": "", "until": "", "outlet": "", "event": "", "segment": "", "voice": ""}
DAYS = ["2024-03-01 23:59:59.9", "2024-03-02 00:00", "2024-03-03 12:00"]


@pytest.fixture(scope="module")
def three():
    articles, tokens = corpus(
        "Troops came. Roe sends troops, 12,000 soldiers.",
        "No troops.",
        "Soldiers left.",
        outlet=["A", "B", "A"],
    )
    articles["published"] = pd.to_datetime(DAYS, format="mixed", utc=True)
    tokens["voice"] = np.where(np.arange(len(tokens)) % 2, "own", "attributed")
    return tokens, articles


def asked(search, **ask):
    return search.find(NOTHING | ask)


@pytest.mark.parametrize(
    ("ask", "n"),
    [
        ({"term": "troops"}, 3),
        ({"term": "sends troops"}, 1),
        ({"term": "*troops, soldier*"}, 5),
        ({"term": "12,000 soldiers"}, 1),
        ({"term": "troops", "outlet": "A"}, 2),
        ({"term": "troops", "since": "2024-03-02"}, 1),
        ({"term": "troops", "until": "2024-03-01"}, 2),
        ({"term": "soldiers", "since": "2024-03-02", "until": "2024-03-03"}, 1),
        ({"term": "troops", "voice": "attributed"}, 3),
        ({"term": "troops", "voice": "own"}, 0),
        ({"term": "troops", "segment": "body"}, 3),
        ({"term": "zebra"}, 0),
    ],
)
def test_the_code_gives_the_rows_that_are_shown(three, ask, n):
    tokens, articles = three
    search = Search(tokens, articles)
    found = asked(search, **ask)
    line = code_of(NOTHING | ask)
    table = eval(line, {"tk": tk, "tokens": tokens, "articles": articles})
    assert len(found.first) == n
    assert_frame_equal(search.rows(found, 0, 99), table)


@pytest.mark.parametrize("outlet", ["It's", 'the "Sun"', "a\\b\n", "x', tk.boom(), '"])
def test_the_code_of_any_name_is_one_line_that_finds_it(outlet):
    articles, tokens = corpus("Roe won.", "Doe lost.", outlet=[outlet, "B"])
    line = code_of(NOTHING | {"term": "won", "outlet": outlet})
    assert "\n" not in line
    assert eval(line, {"tk": tk, "tokens": tokens, "articles": articles})["hit"].to_list() == ["won"]


def test_tokens_in_any_order_and_some_articles_give_the_same(three):
    tokens, articles = three
    search = Search(tokens.sample(frac=1, random_state=3), articles.iloc[[2, 0]])
    rows = search.rows(asked(search, term="soldiers"), 0, 9)
    assert rows["article_id"].to_list() == ["a2", "a0"]
    assert_frame_equal(rows, tk.evidence(tokens, articles.iloc[[2, 0]], term="soldiers"))


def test_rates_are_hits_in_the_words_that_are_searched(three):
    tokens, articles = three
    search = Search(tokens, articles)

    def rates(**ask):
        return search.rates(asked(search, **ask), NOTHING | ask)[["outlet", "n", "words"]].values.tolist()

    assert rates(term="troops") == [["A", 2, 9], ["B", 1, 2]]
    assert rates(term="zebra") == [["A", 0, 9], ["B", 0, 2]]
    assert rates(term="troops", outlet="B") == [["B", 1, 2]]
    assert rates(term="troops", since="2024-03-02") == [["A", 0, 2], ["B", 1, 2]]
    assert rates(term="troops", voice="attributed") == [["A", 2, 5], ["B", 1, 1]]
    table = search.rates(asked(search, term="troops"), NOTHING)
    assert table["per_thousand"].to_list() == pytest.approx([2000 / 9, 500])


def test_the_sizes_of_other_narrowings_do_not_mix(three):
    tokens, articles = three
    search = Search(tokens, articles)
    for voice, words in (("own", [4, 1]), ("", [9, 2]), ("attributed", [5, 1]), ("own", [4, 1])):
        ask = NOTHING | {"term": "troops", "voice": voice}
        assert search.rates(search.find(ask), ask)["words"].to_list() == words


def test_choices_are_the_values_that_occur(three):
    search = Search(*three)
    assert search.choices() == {"outlet": ["A", "B"], "segment": ["body"], "voice": ["attributed", "own"]}
    assert search.has_days()
    assert not Search(three[0], three[1].drop(columns="published")).has_days()


def test_a_date_is_of_the_zone_of_the_articles_and_none_is_outside_every_day(three):
    tokens, articles = three
    search = Search(tokens, articles.assign(published=[articles["published"].iloc[0], pd.NaT, pd.NaT]))
    assert len(asked(search, term="troops", since="1999-01-01").first) == 2
    assert len(asked(search, term="troops").first) == 3


def test_what_the_days_do_not_have_is_said(three):
    search = Search(*three)
    with pytest.raises(ValueError, match=r"outlet 'B' is not known here; choose from \['A'\]"):
        asked(search, term="troops", outlet="B", since="2024-03-03")


def test_a_question_without_a_word_is_refused(three):
    with pytest.raises(ValueError, match="has no word to search for"):
        asked(Search(*three), term="*")


def test_articles_of_another_corpus_are_refused(three):
    with pytest.raises(ValueError, match="articles has none of the article_ids of tokens"):
        Search(three[0], three[1].set_axis(["x", "y", "z"]))


@pytest.mark.parametrize("column", ["start", "end", "segment"])
def test_tokens_without_a_column_are_refused(three, column):
    with pytest.raises(ValueError, match=f"tokens has no column '{column}'"):
        Search(three[0].drop(columns=column), three[1])


def test_articles_without_text_are_refused(three):
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        Search(three[0], three[1][["outlet"]])


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("troops", ["troops"]),
        ("a, b;c ,d", ["a", "b", "c", "d"]),
        ("12,000", ["12,000"]),
        (" ,; ", []),
        ("", []),
    ],
)
def test_commas_part_what_is_searched_but_for_those_of_numbers(term, words):
    assert words_of(term) == words


def test_the_code_of_what_was_kept_gives_its_rows(three):
    tokens, articles = three
    kept = [["a0", 23, 29], ["a1", 3, 9]]
    table = eval(code_of_kept(kept), {"tk": tk, "pd": pd, "tokens": tokens, "articles": articles})
    assert table[["article_id", "start", "end"]].values.tolist() == kept
    assert table["hit"].to_list() == ["troops", "troops"]
    assert code_of_kept([]) == ""
