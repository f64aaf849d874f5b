import re
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.claims.acts import _find, _forms_known, find_acts, statuses


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
        ("The clinic has not yet moved out.", [("displace", "denied")]),
        ("The accord must be signed.", [("sign", "open")]),
        ("The accord ought to be signed.", [("sign", "open")]),
        ("Marlow urged Ruritania to sign the accord.", [("sign", "open")]),
        ("Queue here before the gate is closed.", [("close", "open")]),
        ("The lane fills until the gates are shut.", [("close", "open")]),
        ("Once the gate is closed, the lane fills.", []),
        ("They shouldn't have fired him.", [("dismiss", "done")]),
        ("The firm should not have been sued.", [("charge", "done")]),
        ("The museum ought never to have closed.", [("close", "done")]),
        ("The accord must have been signed.", []),
        ("The accord would have been signed.", []),
        ("The mill not only paid them but thanked them.", [("pay", "done")]),
        ("The mill not only pays them but thanks them.", [("pay", "done")]),
        ("The mill will not only pay them.", [("pay", "planned")]),
        ("You cannot close the road.", []),
        ("Anything that is not signed falls.", []),
        ("They said that they would sign the accord.", [("sign", "planned")]),
        ("They would sign the accord.", []),
        ("The store was not even open.", []),
        ("If they do not sign the accord, it falls.", [("sign", "possible")]),
        ("Roe is being sued.", [("charge", "under_way")]),
        ("Roe left after being sued.", [("charge", "done")]),
        ("Roe denied that he paid.", [("deny", "done"), ("pay", "denied")]),
        ("Nobody knows whether it was caused by a bomb.", []),
        ("Nobody knows whether rebel attack on the village was lawful.", []),
        ("They appealed to them not to pay.", []),
        ("They held talks in order to sign the accord.", []),
        ("Nobody's been arrested.", [("arrest", "denied")]),
        ("They warned him not to pay.", []),
        ("Was the ransom paid?", []),
        ("The union had to pay a fine.", []),
        ("They need not pay; they do not have to pay.", []),
        ("They paid no ransom.", []),
        ("The army all but closed the road.", []),
        ("Asa May paid the ransom.", [("pay", "done")]),
        ("They would be paid before he resigned.", []),
        ("He wanted to get the bill passed.", []),
        ("Nobody said whether the attack of the rebels was lawful.", []),
        ("The army will want to close the road.", []),
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
        "A speech delivered on Monday.",
        "He delivered a speech.",
        "",
    ],
)
def test_where_no_rule_is_sure_nothing_is_claimed(sentence):
    assert len(found(sentence)) == 0


@pytest.mark.parametrize(
    ("one_sense", "another"),
    [
        ("The army sent troops.", "The army sent out a clarification."),
        ("The troops were sent home.", "The letter was sent home."),
        ("They had troops, but did not move them.", "They had doubts, but did not move them."),
        ("They moved soldiers.", "They moved forward with the case."),
        ("The firm delivered food.", "The firm delivered a speech."),
        ("They concluded the treaty.", "They quickly concluded that it was so."),
        ("The man was shot dead.", "A wounded man was shot."),
        ("The harbour closed on Monday.", "The talks closed on Monday."),
        ("They closed the harbour.", "They closed the door to talks."),
        ("The council passed a bill.", "The bill passed muster."),
        ("Hart was charged with theft.", "Hart was charged with overseeing the mill."),
        ("Hart confirmed the deal.", "Hart was confirmed as judge."),
        ("Hart demanded help.", "Hart asked whether it rained."),
        ("They denied the claim.", "They denied him bail."),
        ("They fired Hart.", "They fired two missiles."),
        ("They paid a ransom.", "They paid a visit."),
        ("They denied it.", "The motion was denied."),
        ("Hart admitted it.", "The town admitted Syrian refugees."),
        ("They opened the school.", "They opened the door to the school."),
        ("They opened the school.", "The school opened with a call for peace."),
        ("Strikers rallied in town.", "The strikers rallied supporters."),
        ("Strikers marched on Monday.", "It will be closed on March 29."),
        ("He resigned.", "He resigned to it."),
        ("They freed the hostages.", "They released a statement."),
        ("The accord was signed.", "They wanted it."),
    ],
)
def test_a_verb_whose_sense_cannot_be_told_is_left_out(one_sense, another):
    assert len(found(one_sense)) == 1
    assert len(found(another)) == 0


def test_headline_english_is_read_in_headlines_only():
    assert found("Beacon to send help", "headline")["status"].tolist() == ["planned"]
    assert found("Beacon sends help", "headline")["status"].tolist() == ["done"]
    assert found("Beacon sends help")["status"].tolist() == []
    assert len(found("Beacon sends help", "furniture")) == 0
    for headline in (
        "Unions attack Roe wage cuts",
        "Roe charges draw crowd",
        "Crowd demands for help",
        "Signs law",
    ):
        assert len(found(headline, "headline")) == 0
    assert found("Union urges Roe to sign accord", "headline")["status"].tolist() == ["open"]
    assert len(found("A chance for Roe to sign accord", "headline")) == 0


def test_all_forms_of_an_act_are_known():
    text = "deploy deploys deploying deployed deny denied close closing withdrawn pulled out stepping down"
    assert [verb_class for _, verb_class, _ in find_acts(text)] == (
        ["deploy"] * 4 + ["deny"] * 2 + ["close"] * 2 + ["withdraw"] * 2 + ["resign"]
    )


WORDS = [*_forms_known()[0], "İ", "ſent", "K", "x", "3", "_", "-", "--", " ", "\n", "’", "é", "́", "."]


def reference(text):
    """Every word of the text is looked up."""
    known, phrases, _ = _forms_known()
    for word in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text):
        form = word.group().lower()
        match = (form in phrases and phrases[form].match(text, word.start())) or word
        verb_class, kinds = known.get(match.group().lower(), ("none", ""))
        if verb_class != "none":
            yield match.span(), match.group(), verb_class, kinds


CASED = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, word.upper(), word.title()]))


@given(st.lists(CASED), st.sampled_from(["", " "]))
def test_acts_are_those_of_a_look_at_every_word(words, joint):
    text = joint.join(words)
    found = [(match.span(), match.group(), verb_class, kinds) for match, verb_class, kinds in find_acts(text)]
    assert found == list(reference(text))


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
