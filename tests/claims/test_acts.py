import time

import pandas as pd
import pytest

from toolkit.claims.acts import _find, find_acts, statuses


def found(sentence, kind="body", attributions=None):
    articles = pd.DataFrame({"text": [sentence]}, index=["a"])
    return statuses(
        articles,
        pd.DataFrame({"article_id": ["a"], "start": [0], "end": [len(sentence)], "kind": [kind]}),
        attributions,
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The troops have already been deployed.", [("deploy", "done")]),
        ("The army sent help.", [("deploy", "done")]),
        ("Six officers were killed there.", [("kill", "done")]),
        ("They didn't send any aid.", [("deploy", "denied")]),
        ("The pact has yet to be signed.", [("sign", "denied")]),
        ("No ransom has been paid.", [("pay", "denied")]),
        ("The notice remains in force.", [("lift", "denied")]),
        ("The wall is in no danger of failing.", [("collapse", "denied")]),
        ("They have no plans to send help.", [("deploy", "denied")]),
        ("They did not agree to send help.", [("deploy", "denied")]),
        ("The agency declined to confirm it.", [("confirm", "denied")]),
        ("The firm denied that it had paid.", [("deny", "done"), ("pay", "denied")]),
        ("Troops are being sent.", [("deploy", "under_way")]),
        ("They have begun sending help.", [("deploy", "under_way")]),
        ("The army has begun deployment.", [("deploy", "under_way")]),
        ('The movement of troops has "already begun."', [("deploy", "under_way")]),
        ("They were training men.", [("train", "under_way")]),
        ("They decided to send help.", [("deploy", "planned")]),
        ("They are preparing to send help.", [("deploy", "planned")]),
        ("The mill will close in June.", [("close", "planned")]),
        ("They announced the deployment.", [("deploy", "planned")]),
        ("They may have already sent help.", [("deploy", "possible")]),
        ("They are considering sending help.", [("deploy", "possible")]),
        ("They would leave if he resigned.", [("resign", "possible")]),
        ("If {} resigned.".format("x" * 59), [("resign", "possible")]),
        ("If {} resigned.".format("x" * 60), [("resign", "done")]),
        ("The clinic has not yet moved out.", [("deploy", "denied")]),
        ("The lane filled before the gate was closed.", [("close", "done")]),
        ("Bread was delivered.", [("supply", "done")]),
        ("They may yet send help.", [("deploy", "possible")]),
    ],
)
def test_the_words_around_an_act_decide_its_status(sentence, expected):
    table = found(sentence)
    assert list(zip(table["verb_class"], table["status"], strict=True)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The deployment is a problem.",
        "Behind the closed doors.",
        "Nobody knows what it pays.",
        "A signed copy.",
        "He failed to see it.",
        "If the notice remains in force, he said.",
        "The accord must be signed.",
        "They shouldn't have fired him.",
        "The museum ought never to have moved it.",
        "Queue here before the gate is closed.",
        "The lane fills until the gates are shut.",
        "A speech delivered on Monday.",
        "He delivered a speech.",
        "",
    ],
)
def test_where_no_rule_is_sure_nothing_is_claimed(sentence):
    assert len(found(sentence)) == 0


def test_headline_english_is_read_in_headlines_only():
    assert found("Beacon to send help", "headline")["status"].tolist() == ["planned"]
    assert found("Beacon sends help", "headline")["status"].tolist() == ["done"]
    assert found("Beacon sends help")["status"].tolist() == []
    assert len(found("Beacon sends help", "furniture")) == 0
    assert len(found("Unions attack Roe wage cuts", "headline")) == 0


def test_all_forms_of_an_act_are_known():
    text = "deploy deploys deploying deployed deny denied close closing withdrawn pulled out stepping down"
    assert [verb_class for _, verb_class, _ in find_acts(text)] == (
        ["deploy"] * 4 + ["deny"] * 2 + ["close"] * 2 + ["withdraw"] * 2 + ["resign"]
    )


def test_spans_and_sources_show_the_evidence():
    text = "Roe said the troops had been sent."
    attributions = pd.DataFrame(
        {"article_id": ["a"], "source": ["Roe"], "content_start": [9], "content_end": [33]}
    )
    row = found(text, attributions=attributions).iloc[0]
    assert (text[row["start"] : row["end"]], row["source"], row["segment"]) == ("sent", "Roe", "body")
    for speaker, source in (("Jane Roe", "Jane Roe"), ("", "Roe"), (None, "Roe")):
        assert found(text, attributions=attributions.assign(speaker=speaker))["source"].tolist() == [source]


def test_verbs_of_two_words_are_one_act_in_every_form():
    text = "laid off lays off laying off lay laid out left their homes step down"
    assert [match.group() for match, _, _ in find_acts(text)] == (
        ["laid off", "lays off", "laying off", "left their homes", "step down"]
    )


@pytest.mark.parametrize(
    "words", ["will ", "not ", "to be ", "if x ", "no x ", "before x is ", "sent ", "move of "]
)
def test_long_runs_take_no_more_time_a_character_than_short_ones(words):
    def seconds(size):
        began = time.process_time()
        list(_find((words * size)[:size] + "sent", False))
        return time.process_time() - began

    seconds(1000)
    assert seconds(20_000) < 40 * max(seconds(2000), 0.01)  # 10 where linear, 100 where quadratic
