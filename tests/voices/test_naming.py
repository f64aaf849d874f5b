import pandas as pd
import pytest

from toolkit.corpus.tokens import tokenize
from toolkit.voices.naming import labels, name_variants


def corpus(*texts, event="visit"):
    ids = [f"a{n}" for n in range(len(texts))]
    articles = pd.DataFrame(
        {"event": event, "outlet": [f"Outlet {n}" for n in range(len(texts))], "text": list(texts)}, index=ids
    )
    segments = pd.DataFrame(
        {"article_id": ids, "start": 0, "end": [len(text) for text in texts], "kind": "body"}
    )
    return tokenize(articles, segments), articles


def forms(*texts, **options):
    table = name_variants(*corpus(*texts, **options))
    return {(row.entity, row.variant): row.kind for row in table.itertuples()}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (
            "Yesterday we saw old Volodymyr Zelenskyy in town.",
            "Today we saw old Volodymyr Zelensky in town.",
            "spelling",
        ),
        ("Yesterday we saw old Kim Jong-un in town.", "Today we saw old Kim Jong Un in town.", "spelling"),
        (
            "Today we met the group called Greyfin online.",
            "Today we met the group called Grey Fin online.",
            "spelling",
        ),
        ("Today we saw old Tomas Hjelm in town.", "Today we saw old Thomas Hjelm in town.", "spelling"),
        ("Today we went to old Vesk by train.", "Today we went to old Wesk by train.", "spelling"),
        ("Today we saw old Peña Nieto in town.", "Today we saw old Pena Nieto in town.", "spelling"),
        ("They went to rainy Kyiv by train.", "They went to rainy Kiev by train.", "exonym"),
        ("They went to rainy North Korea by train.", "They went to rainy N. Korea by train.", "abbreviation"),
    ],
)
def test_forms_of_one_name_are_found(first, second, kind):
    found = forms(first, second)
    assert len(found) == 2
    assert sorted(found.values()) == sorted(["main form", kind])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kim Jong-un", "Kim Jong-il"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Austria", "Austrian"),
        ("Niger", "Nigeria"),
        ("Slovakia", "Slovenia"),
        ("Hillary Clinton", "Bill Clinton"),
        ("Antonio Rossi", "Antonia Rossi"),
        ("Karl Hanson", "Karl Manson"),
        ("North Korea", "South Korea"),
    ],
)
def test_different_names_are_kept_apart(first, second):
    assert (
        forms(f"Today we talked about {first} for hours.", f"Today we talked about {second} for hours.") == {}
    )


def test_spellings_of_one_name_never_stand_in_one_article_and_share_an_event():
    one, other = "Then we saw old Jana Hallin in town.", "Then we saw old Jana Hallyn in town."
    assert len(forms(one, other)) == 2
    assert forms(one, other, event=["x", "y"]) == {}
    assert forms(one, other, one + " " + other) == {}


def test_a_surname_joins_its_full_name_unless_two_people_share_it():
    text = "Today we saw old Jana Roe in town. It was said that Roe left."
    assert forms(text) == {("Jana Roe", "Jana Roe"): "main form", ("Jana Roe", "Roe"): "short form"}
    assert forms(text + " Then we saw old Piet Roe too.") == {}


def test_the_north_and_explained_acronyms_join_their_names():
    text = "Today we heard North Korea and the Rural Water Service (RWS) agreed. We know the North and RWS."
    found = forms(text)
    assert found["North Korea", "the North"] == "short form"
    assert found["Rural Water Service", "RWS"] == "abbreviation"


def test_titles_are_no_part_of_a_name():
    found = forms(
        "Today Ruritanian President Jana Zelinskyy came to town.", "Today we saw old Jana Zelinski in town."
    )
    assert set(found) == {("Jana Zelinski", "Jana Zelinskyy"), ("Jana Zelinski", "Jana Zelinski")}


def test_a_particle_is_part_of_the_surname():
    found = forms("Today we saw the leader Ursula von der Roe. Later the crowd saw von der Roe leave.")
    assert found["Ursula von der Roe", "von der Roe"] == "short form"


def test_the_city_of_london_is_no_short_form_of_jack_london():
    text = "Today the writer Jack London praised the city of London. Later the mayor of London thanked him."
    assert forms(text) == {}


def test_who_is_named_first_in_a_sentence_is_counted_and_two_of_a_surname_stay_apart():
    text = "Hillary Carver met Tom Carver on the quay. The plan was dead, it said of Carver."
    assert forms(text) == {}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Anna Marlow", "Anna Reed Marlow", "long form"),
        ("Robert Marlow", "Bob Marlow", "first name"),
        ("Ada O’Roe", "Ada O'Roe", "case"),
    ],
)
def test_forms_of_a_persons_name(first, second, kind):
    told = f"Today we saw old {first} in town."
    assert forms(told, told, f"Today we saw old {second} in town.")[first, second] == kind


@pytest.mark.parametrize("text", ["California Democrat", "Senators"])
def test_what_is_no_name(text):
    assert forms(f"Today we saw the {text} Hugh Marlow.", "Today we saw old Hugh Marlow.") == {}


def test_real_differences_come_first_and_surnames_last():
    table = name_variants(
        *corpus("We saw Ada Roe and Roe in Kiev.", "We saw Bo Zhelinsky and Kyiv.", "Bo Zhelinskij.")
    )
    assert list(dict.fromkeys(table["kind"])) == ["main form", "spelling", "exonym", "short form"]
    assert table["kind"].to_list()[-1] == "short form"


def test_counts_are_mentions_and_articles_per_outlet():
    table = name_variants(
        *corpus("They saw Kiev and they left Kiev by train.", "They saw rainy Kyiv.", "They saw sunny Kyiv.")
    )
    assert table[["variant", "outlet", "n", "articles"]].values.tolist() == [
        ["Kiev", "Outlet 0", 2, 1],
        ["Kyiv", "Outlet 1", 1, 1],
        ["Kyiv", "Outlet 2", 1, 1],
    ]


def test_a_text_in_capitals_and_an_empty_corpus_give_a_note():
    for texts in (["WE SAW KYIV AND KIEV AND THE NORTH"], [""], ["قتل جندي"]):
        table = name_variants(*corpus(*texts))
        assert len(table) == 0
        assert "two forms that are known in English" in table.attrs["note"]
        assert list(table) == ["entity", "variant", "kind", "outlet", "n", "articles"]


def test_labels_stand_before_and_after_a_name():
    tokens, articles = corpus(
        "Then union boss Jana Roe spoke.",
        "Then Jana Roe, the union's leader, spoke.",
        "The union's leader, Jana Roe, spoke.",
        "Then Jana Roe, who won, met Piet Lee.",
    )
    table = labels(tokens, articles, "Jana Roe")
    assert table[["label", "place", "outlet", "n"]].values.tolist() == [
        ["union boss", "before", "Outlet 0", 1],
        ["union's leader", "after", "Outlet 1", 1],
        ["union's leader", "before", "Outlet 2", 1],
    ]
    assert table.attrs["caption"] == "What outlets call Jana Roe (forms: Jana Roe); n counts mentions."


def test_labels_beside_every_form_of_a_person_are_found_and_paired_across_outlets():
    tokens, articles = corpus(
        "We met President Jana Roe.",
        "We met dictator Roe.",
        "Then Mr Roe met Jana Roe (R-Vale).",
        "Sen. Bo Roe left.",
    )
    table = labels(tokens, articles[:3], "Jana Roe")
    assert table[["label", "outlet", "elsewhere"]].values.tolist() == [
        ["dictator", "Outlet 1", "president (Outlet 0)"],
        ["president", "Outlet 0", "dictator (Outlet 1)"],
        ["republican (vale)", "Outlet 2", ""],
    ]
    assert table.attrs["caption"].startswith("What outlets call Jana Roe (forms: Jana Roe, Roe)")
    assert labels(tokens, articles, "Bo Roe")["label"].to_list() == ["sen."]


def test_a_surname_alone_is_the_persons_in_events_that_know_no_other():
    tokens, articles = corpus("We met Mayor Jana Roe.", "We met boss Roe and Mrs. Roe.", event=["x", "y"])
    assert labels(tokens, articles, "Jana Roe")["label"].to_list() == ["boss", "mayor"]
    tokens, articles = corpus("We met Mayor Jana Roe.", "We met boss Roe and Mayor Bo Roe.", event=["x", "y"])
    assert labels(tokens, articles, "Jana Roe")["label"].to_list() == ["mayor"]


def test_a_name_without_labels_gives_a_note():
    tokens, articles = corpus("Then Jana Roe spoke.")
    assert "No title or description" in labels(tokens, articles, "Nobody Here").attrs["note"]


def test_wrong_arguments_are_named():
    tokens, articles = corpus("Then Jana Roe spoke.")
    for entity in (" ", ["Jana Roe"], None):
        with pytest.raises(ValueError, match="entity must be one name such as 'Jane Roe', not"):
            labels(tokens, articles, entity)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        name_variants(tokens, articles.drop(columns="outlet"))


def test_any_order_and_any_part_of_the_corpus_gives_its_own_numbers(sample):
    tokens, articles = sample.tokens, sample.articles
    mixed = tokens.sample(frac=1, random_state=0)
    tables = name_variants(tokens, articles), labels(tokens, articles, "Kim Jong-un")
    for other in (mixed, mixed.reset_index(drop=True)):
        pd.testing.assert_frame_equal(name_variants(other, articles), tables[0])
        pd.testing.assert_frame_equal(labels(other, articles, "Kim Jong-un"), tables[1])
    some = articles[articles["event"] == "troops-to-russia"].iloc[::-1]
    own = tokens[tokens["article_id"].isin(some.index)].reset_index(drop=True)
    pd.testing.assert_frame_equal(name_variants(tokens, some), name_variants(own, some.sort_index()))
    pd.testing.assert_frame_equal(
        labels(mixed, some, "Kim Jong-un"), labels(own, some.sort_index(), "Kim Jong-un")
    )
    assert set(name_variants(tokens, some)["outlet"]) <= set(some["outlet"])


def test_only_headlines_and_bodies_are_read():
    tokens, articles = corpus("Today we saw old Kyiv.", "Today we saw old Kiev.")
    caption = tokens.assign(segment="caption")
    assert len(name_variants(tokens, articles)) == 2
    assert len(name_variants(caption, articles)) == 0


def test_inputs_are_unchanged():
    tokens, articles = corpus("Today we saw old Kyiv.", "Today we saw old Kiev.")
    before = tokens.copy(), articles.copy()
    name_variants(tokens, articles)
    labels(tokens, articles, "Kyiv")
    pd.testing.assert_frame_equal(tokens, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_a_label_has_five_words_at_most():
    table = labels(*corpus("So big bad old mean union boss Jana Roe spoke."), "Jana Roe")
    assert table["label"].to_list() == ["bad old mean union boss"]


@pytest.mark.parametrize(
    "text", ["The Ann" + "-Ann" * 3000, "Ann " * 3000 + "(AA)", "the Ann, " * 3000, "A. " * 3000]
)
def test_hostile_names_are_read_in_one_go(text):
    tokens, articles = corpus(text, text.replace("Ann", "Anne"))
    assert list(name_variants(tokens, articles))[:2] == ["entity", "variant"]
    labels(tokens, articles, "Ann")
