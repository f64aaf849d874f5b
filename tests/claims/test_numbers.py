import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.claims.numbers import _BOUNDING, _BOUNDS, _FIND, _LAST_WORD, _find, _numbers, quantities
from toolkit.claims.numerals import read_number, read_share


def found(*sentences, kind="body", attributions=None):
    """Quantities of articles of one sentence each."""
    ids = [f"a{n}" for n in range(len(sentences))]
    articles = pd.DataFrame({"text": list(sentences)}, index=pd.Index(ids, name="article_id"))
    segments = pd.DataFrame(
        {"article_id": ids, "start": 0, "end": [len(text) for text in sentences], "kind": kind}
    )
    return quantities(articles, segments[segments["end"] > 0], attributions)


def values(sentence):
    return [(row.low, row.high, row.unit, row.noun) for row in found(sentence).fillna(-1).itertuples()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000", (12000, 12000)),
        ("3.5 million", (3.5e6, 3.5e6)),
        ("1.234.567", (1234567, 1234567)),
        ("1.234", (1.234, 1.234)),
        ("1,00,000", (100000, 100000)),
        ("12\u00a0000", (12000, 12000)),
        ("١٢٬٠٠٠", (12000, 12000)),
        ("TWENTY-FIVE", (25, 25)),
        ("two hundred and fifty thousand", (250000, 250000)),
        ("three million, two hundred thousand", (3200000, 3200000)),
        ("half a million", (500000, 500000)),
        ("a dozen", (12, 12)),
        ("two dozen", (24, 24)),
        ("tens of thousands", (20000, 99999)),
        ("hundreds", (200, 999)),
        ("dozens", (24, 99)),
        ("several dozens", (24, 99)),
        ("several thousand", (3000, 9000)),
        ("1,000,00", None),
        ("1,2,3", None),
    ],
)
def test_numerals_have_the_value_that_readers_give_them(text, value):
    assert read_number(text) == value


def test_shares_in_words_are_percent():
    assert [read_share(text) for text in ("two-thirds", "three in four", "five in four", "twelve")] == [
        66.7,
        75,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The army sent 12,000 soldiers.", [(12000, 12000, "count", "soldiers")]),
        ("THE ARMY SENT TWENTY-FIVE YOUNG SOLDIERS.", [(25, 25, "count", "soldiers")]),
        ("At least 12 people were hurt.", [(12, -1, "count", "people")]),
        ("No more than 12 people came.", [(0, 12, "count", "people")]),
        ("Up to 200 nurses marched.", [(0, 200, "count", "nurses")]),
        ("Nearly 200 nurses marched.", [(180, 200, "count", "nurses")]),
        ("About 200 nurses marched.", [(180, 220, "count", "nurses")]),
        ("They freed 300 or more dogs.", [(300, -1, "count", "dogs")]),
        ("It took 10 to 15 boats.", [(10, 15, "count", "boats")]),
        ("It took between 10 and 15 boats.", [(10, 15, "count", "boats")]),
        ("It took 10-15 million boats.", [(10e6, 15e6, "count", "boats")]),
        ("It took 500,000 to 1.6 million boats.", [(5e5, 1.6e6, "count", "boats")]),
        ("The number of boats rose from 10 to 15.", [(10, 10, "count", "boats"), (15, 15, "count", "boats")]),
        ("Tens of thousands of birds left.", [(20000, 99999, "count", "birds")]),
        ("Some 12 percent of voters stayed away.", [(10.8, 13.2, "percent", "voters")]),
        ("The lake is at 97 per cent of capacity.", [(97, 97, "percent", "capacity")]),
        ("Nearly two-thirds of schools closed.", [(60.03, 66.7, "percent", "schools")]),
        ("They paid $3.5 million for it.", [(3.5e6, 3.5e6, "dollar", "")]),
        ("They paid $12 million to $15 million.", [(12e6, 15e6, "dollar", "")]),
        ("They paid two million euros.", [(2e6, 2e6, "euro", "")]),
        ("Jane Roe, 34, met a 12-year-old boy.", [(34, 34, "age", ""), (12, 12, "age", "")]),
        ("They met at 10:30 a.m. on Oct. 3, 2024.", [(-1, -1, "time", ""), (-1, -1, "date", "")]),
        ("It began in 1989 with 2000 men.", [(1989, 1989, "date", ""), (2000, 2000, "count", "men")]),
        ("Three of the nine officers left.", [(3, 3, "count", "officers"), (9, 9, "count", "officers")]),
        ("A 12-member team left.", [(12, 12, "count", "member")]),
        ("The storm killed 12.", [(12, 12, "count", "killed")]),
        ("12 of them were killed.", [(12, 12, "count", "killed")]),
        ("The death toll rose to 12.", [(12, 12, "count", "deaths")]),
        ("Six people died and 20 were wounded.", [(6, 6, "count", "people"), (20, 20, "count", "wounded")]),
        ("It has 1,000,00 books.", [(-1, -1, "unreadable", "books")]),
        ("The lords rejected the plan 61-204.", [(61, 61, "count", "votes"), (204, 204, "count", "votes")]),
        ("The guild voted 19–7 on Monday.", [(19, 19, "count", "votes"), (7, 7, "count", "votes")]),
        ("The lords rejected 10-15 claims.", [(10, 15, "count", "claims")]),
        ("The train left at platform gate 61-204.", [(61, 204, "count", "")]),
        ("It pays $3 million over six years.", [(3e6, 3e6, "dollar", ""), (6, 6, "count", "years")]),
        ("It fell 4 percent over six years.", [(4, 4, "percent", ""), (6, 6, "count", "years")]),
        ("It lasted over six years.", [(6, -1, "count", "years")]),
        ("It was one of several cases, not one of a few.", []),
        ("It was one of several hundred cases.", [(1, 1, "count", "cases"), (300, 900, "count", "cases")]),
        ("Several cases were closed.", [(3, 9, "count", "cases")]),
        ("It lost between $4 million and $7 million.", [(4e6, 7e6, "dollar", "")]),
        ("It lost $4 million and $7 million.", [(4e6, 4e6, "dollar", ""), (7e6, 7e6, "dollar", "")]),
        ("It rose from $4 million to $7 million.", [(4e6, 4e6, "dollar", ""), (7e6, 7e6, "dollar", "")]),
        ("The rate is 5 percent to 7 percent.", [(5, 7, "percent", "")]),
        ("The rate rose from 5% to 7%.", [(5, 5, "percent", ""), (7, 7, "percent", "")]),
        ("The rate went from 5% to 7%.", [(5, 5, "percent", ""), (7, 7, "percent", "")]),
        ("Reed trails Roe 43 percent to 47.5%.", [(43, 43, "percent", ""), (47.5, 47.5, "percent", "")]),
        ("His approval rating is 43%-47%.", [(43, 43, "percent", ""), (47, 47, "percent", "")]),
        ("Reed trails by between 3% and 5%.", [(3, 5, "percent", "")]),
        ("Roe leads by between 3 and 5 points.", [(3, 5, "points", "")]),
        ("Roe has 5% to 7 boats.", [(5, 5, "percent", ""), (7, 7, "count", "boats")]),
        ("The board voted 51 to 49.", [(51, 51, "count", "votes"), (49, 49, "count", "votes")]),
        ("It passed by a 61-20 vote.", [(61, 61, "count", "votes"), (20, 20, "count", "votes")]),
        ("They approved to sell 51 to 60.", [(51, 60, "count", "")]),
        ("A 5-4 ruling.", [(5, 5, "count", "votes"), (4, 4, "count", "votes")]),
        ("Six in ten likely voters agree.", [(60, 60, "percent", "voters")]),
        ("A one-in-three chance.", [(33.3, 33.3, "percent", "")]),
        ("They won 332 in 2012.", [(2012, 2012, "date", "")]),
        ("They hurt two in ten days.", [(2, 2, "count", "hurt"), (10, 10, "count", "days")]),
        ("It took two and a half years.", [(2.5, 2.5, "count", "years")]),
        ("They lost two and a half million boats.", [(2.5e6, 2.5e6, "count", "boats")]),
        ("Thousands and thousands of boats left.", [(2000, 9999, "count", "boats")]),
        ("90-plus percent of the boats left.", [(90, -1, "percent", "boats")]),
        ("They lost tens of millions of dollars.", [(2e7, 99999999, "dollar", "")]),
        ("Over six years, they sold 12 boats.", [(6, 6, "count", "years"), (12, 12, "count", "boats")]),
        ("They asked about several issues.", [(3, 9, "count", "issues")]),
        ("Roe won 10 to 15 boats.", [(10, 15, "count", "boats")]),
        ("Two new day care homes.", [(2, 2, "count", "homes")]),
        ("One major port town.", [(1, 1, "count", "town")]),
        ("A handsome 12 boats.", [(12, 12, "count", "boats")]),
        ("He presided over two meetings.", [(2, 2, "count", "meetings")]),
        ("He presided over 12 meetings.", [(12, -1, "count", "meetings")]),
        ("It lies over two miles out.", [(2, -1, "count", "miles")]),
        ("Several other harbour pilots left.", [(3, 9, "count", "pilots")]),
        ("Two others left.", [(2, 2, "count", "others")]),
        ("Two major ferry firms left.", [(2, 2, "count", "firms")]),
        ("One town hall after one ruined town.", [(1, 1, "count", "town")]),
        ("One soldier killed in May.", [(1, 1, "count", "soldier")]),
        ("One soldier close to Roe.", [(1, 1, "count", "soldier")]),
        ("200 Port and D.C. police left.", [(200, 200, "count", "police")]),
        ("More than 300 Reed and Roe’s Quay shops.", [(300, -1, "count", "shops")]),
        ("Three Big Ten states.", [(3, 3, "count", "states"), (10, 10, "count", "states")]),
        ("2,000 of Ms. Roe's work-related letters.", [(2000, 2000, "count", "letters")]),
        ("The eight year span.", [(8, 8, "count", "year")]),
        ("He is 6-foot-4.", [(6, 6, "count", "foot")]),
        ("They saved 100 lives at sea.", [(100, 100, "count", "lives")]),
        ("Three of the nine crews left.", [(3, 3, "count", "crews"), (9, 9, "count", "crews")]),
        ("The 19 Sept. 11 pilots.", [(-1, -1, "date", "")]),
        ("The two 2016 candidates left.", [(2016, 2016, "date", "")]),
        ("On 3 October 28 boats left.", [(-1, -1, "date", ""), (28, 28, "count", "boats")]),
        ("On 3 October 88 they left.", [(-1, -1, "date", "")]),
        ("On March\u00a024 of\u00a0six\u00a0boats.", [(-1, -1, "date", ""), (6, 6, "count", "boats")]),
        ("It costs 1\u00a0500 pounds sterling.", [(1500, 1500, "pound", "")]),
    ],
)
def test_quantities_have_value_unit_and_noun(sentence, expected):
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "restrictors"),
    [
        ("Roe won 66 percent of the Lowmere vote.", ["lowmere vote"]),
        ("Roe leads by 4 points among likely voters.", ["likely voters"]),
        ("Roe has 40% to 30% among “likely” voters.", ["", "likely voters"]),
        ("Six in ten likely voters agree.", ["likely voters"]),
        ("Six in ten agree.", [""]),
        ("They sold 12 boats in the first quarter.", ["first quarter"]),
        ("They paid $3 million for the quay of Lowmere.", ["quay of lowmere"]),
        ("They paid $300 a week.", ["week"]),
        ("Two of them left in 2012.", [""]),
        ("Ada Roe, 34, of Lowmere left on 3 May.", ["", ""]),
        ("They sold 12 boats, of the best.", [""]),
    ],
)
def test_the_restrictor_is_the_phrase_behind_the_noun_or_the_percentage(sentence, restrictors):
    assert found(sentence)["restrictor"].tolist() == restrictors


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("TENS OF THOUSANDS of foreign soldiers landed.", 20_000, 99_999),
        ("The firm sent 12,000 soldiers.", 12_000, 12_000),
        ("About 6,500 people came.", 5850, 7150),
        ("The union spoke of 10,000 people.", 10_000, 10_000),
    ],
)
def test_vague_and_exact_numbers_of_one_class_can_be_set_against_each_other(sentence, low, high):
    row = found(sentence).iloc[0]
    assert (row["low"], row["high"]) == (low, high)
    assert row["noun_class"] in ("troops", "people")


@pytest.mark.parametrize(
    "sentence",
    [
        "The twenty-first floor.",
        "Highway 9 and No. 4.",
        "An F-16 and an AK-47.",
        "He won 3-2.",
        "1. First item",
        "One another.",
        "On the 18th.",
        "(2nd LD) News",
        "",
    ],
)
def test_labels_ordinals_scores_and_list_numbers_are_no_quantities(sentence):
    assert values(sentence) == []


def test_noun_and_verb_classes_tell_what_is_counted_and_what_happened():
    table = found("Four rebels and one soldier were wounded.", "The army sent 300 troops.")
    assert table["noun_class"].tolist() == ["rebels", "troops", "troops"]
    assert table["verb_class"].tolist() == ["injure", "injure", "deploy"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The army sent, {}, 300 men.".format("x" * 65), "deploy"),
        ("The army sent, {}, 300 men.".format("x" * 68), ""),
        ("There 300 men {} sent.".format("x" * 68), "deploy"),
        ("There 300 men {} sent.".format("x" * 70), ""),
        ("They freed 300 men who were reportedly killed.", "kill"),
        ("They freed 300 men, {}ly killed.".format("x" * 54), "kill"),
        ("They freed 300 men, {}ly killed.".format("x" * 56), "release"),
        ("They freed dogs; there were 300 men.", ""),
    ],
)
def test_the_act_is_the_passive_behind_or_the_nearest_verb_within_seventy_characters(text, act):
    assert found(text)["verb_class"].tolist() == [act]


@pytest.mark.parametrize(("between", "noun"), [(38, "deaths"), (39, "")])
def test_a_toll_counts_deaths_up_to_forty_characters_on(between, noun):
    assert found("The death toll {} 1,200.".format("x" * between))["noun"].tolist() == [noun]


@pytest.mark.parametrize(
    ("language", "low"), [("de", [-1, -1, 1e6]), ("EN-GB", [12, 12500, 1e6]), ("", [12, 12500, 1e6])]
)
def test_in_another_language_one_separator_before_three_digits_is_unreadable(language, low):
    text = "12.000 Euro, 12,500 Euro, 1.000.000 Euro"
    articles = pd.DataFrame({"text": [text], "language": [language]}, index=["a"])
    body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [len(text)], "kind": ["body"]})
    table = quantities(articles, body, language="en")
    assert table["low"].fillna(-1).tolist() == low
    assert (table["unit"] == "unreadable").tolist() == [value == -1 for value in low]


HOSTILE = [
    "1,",
    "1-",
    "1 to ",
    "two ",
    "two hundred and ",
    "of ",
    "a hundred ",
    "tens of ",
    "one of several ",
    "5 percent to ",
    "12 of the ",
    "over 2 years ",
    "a ",
    "9-to-",
    "3 in ",
]


@pytest.mark.parametrize("words", [*HOSTILE, "between $1 and ", "rejected 1-2 ", "more than ", "killed and "])
def test_long_runs_take_no_more_time_a_character_than_short_ones(words):
    def seconds(size):
        line = (words * size)[:size] + "12 dogs"
        began = time.process_time()
        list(_find(line, False))
        return time.process_time() - began

    seconds(1000)
    assert seconds(20_000) < 40 * max(seconds(2000), 0.01)  # 10 where linear, 100 where quadratic


PIECES = """two Two TEN one a an several few dozen hundred thousands million half third of in out and the May
11 Oct. 3.5 1,000 12 2016 % percent points - – $ ( “ . , ; İ Σ about over more than approx. under estimated
some years boats won"""


def numbers_one_by_one(sentence):
    """The long pattern tried at every character, which the scan for words that open a number must equal."""
    found, done = [], 0
    for start in range(len(sentence)):
        match = _FIND.match(sentence, start) if start >= done else None
        if match and (not match["share"] or read_share(match.group()) is not None):
            found.append(match.span())
            done = match.end()
        elif match:
            return None  # a share of more than all is read again as a number
    return found


@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(["", " ", "  ", "-", "\u00a0"])),
        max_size=9,
    )
)
def test_one_scan_finds_what_the_long_pattern_finds_at_every_character(pieces):
    sentence = "".join(word + gap for word, gap in pieces)
    expected = numbers_one_by_one(sentence)
    assert expected is None or [match.span() for match in _numbers(sentence)] == expected


@given(st.lists(st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(["", " ", "  "])), max_size=6))
def test_no_bound_ends_in_another_word_than_those_known_to_end_one(pieces):
    left = "".join(word + gap for word, gap in pieces)
    last = _LAST_WORD.search(left.lower())
    assert not _BOUNDS.search(left) or last[1] in _BOUNDING


def test_spans_show_the_evidence():
    table = found("Mayors: more than 200 dead dogs, 1,000,00 cats and dozens of other people.")
    text = "Mayors: more than 200 dead dogs, 1,000,00 cats and dozens of other people."
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == table[
        "text"
    ].tolist()
    assert table["text"].tolist() == ["more than 200 dead dogs", "1,000,00 cats", "dozens of other people"]


def test_furniture_and_bylines_give_no_numbers():
    assert len(found("12 dogs", kind="furniture")) == len(found("12 dogs", kind="byline")) == 0
    assert found("12 dogs", kind="caption")["segment"].tolist() == ["caption"]


def test_empty_and_right_to_left_texts_are_read():
    assert found("", "قتل ١٢٬٠٠٠ جندي").fillna(-1)[["low", "high", "unit"]].values.tolist() == [
        [12000, 12000, "count"]
    ]
    assert list(found("", "")) == list(found("12 dogs"))
    assert len(found("")) == 0


def test_a_long_line_of_numbers_is_read_once():
    table = found("12 dogs and 1,000,00 cats fled, " * 500)
    assert len(table) == 1000
    assert np.isnan(table["low"]).sum() == 500


def test_the_input_is_unchanged():
    articles = pd.DataFrame({"text": ["12 dogs fled."]}, index=["a"])
    copy = articles.copy(deep=True)
    quantities(articles, pd.DataFrame({"article_id": ["a"], "start": [0], "end": [13], "kind": ["body"]}))
    pd.testing.assert_frame_equal(articles, copy)


def test_hand_coded_numbers_are_found(shared):
    articles = pd.read_json(shared / "data/muc4/articles.jsonl.gz", lines=True).set_index("doc_id").head(150)
    gold = pd.read_json(shared / "data/muc4/gold_quantities.jsonl.gz", lines=True)
    gold = gold[(gold["value"] > 1) & ~gold["is_range"] & gold["doc_id"].isin(articles.index)]
    segments = pd.DataFrame(
        {"article_id": articles.index, "start": 0, "end": articles["text"].str.len(), "kind": "body"}
    )
    counts = (
        quantities(articles, segments.reset_index(drop=True)).groupby("article_id")["low"].agg(set).to_dict()
    )
    hits = [
        row.value in counts.get(row.doc_id, ()) or 0.9 * row.value in counts.get(row.doc_id, ())
        for row in gold.itertuples()
    ]
    assert np.mean(hits) >= 0.9
