import pandas as pd
import pytest

from toolkit.names.credits import agencies, is_agency_name, usual_name


def credits_in(text, **columns):
    table = agencies(pd.DataFrame({"text": [text], **{k: [v] for k, v in columns.items()}}, index=["a"]))
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == list(
        table["text"]
    )
    return table[["agency", "kind"]].values.tolist()


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Port shut\n\nLOWMERE (AP) — No ship sails.", "AP"),
        ("LOWMERE, March 3 (Reuters) - No ship sails.", "Reuters"),
        ("Harwell (India) (AFP) – No ship sails.", "AFP"),
        ("(Reuters) - No ship sails.", "Reuters"),
        ("Port shut\nBy Associated Press\nNo ship sails.", "AP"),
        ("Port shut\nBy Ada Roe, Associated Press\nNo ship sails.", "AP"),
        ("Port shut\nStory by the Associated Press; edited by Ada Roe\n\nNo ship sails.", "AP"),
        ("No ship sails.\n\nCopyright 2024 The Associated Press. All rights reserved.", "AP"),
        ("No ship sails.\n- Reuters.", "Reuters"),
        ("No ship sails.\nReuters - AFP", "Reuters"),
        ("No ship sails. (dpa)", "dpa"),
        ("No ship sails.\n\nac/lo (dpa, Reuters)", "dpa"),
        ("No ship sails.\n(Reporting by Ada Roe; Editing by Lorn Pike)", "Reuters"),
        ("Berlin (dpa/lby) - Kein Schiff fährt.", "dpa"),
    ],
)
def test_a_dateline_a_byline_or_a_line_of_its_own_makes_the_article_the_agencys(text, agency):
    assert credits_in(text)[0] == [agency, "copy"]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Mayor Roe told AFP that no ship sails.", "AFP"),
        ("No ship sails, the Yonhap news agency said.", "Yonhap"),
        ("No ship sails, Reuters reported on Monday.", "Reuters"),
        ("No ship sails, reported Reuters.", "Reuters"),
        ("No ship sails, according to The Associated Press.", "AP"),
        ("No ship sails, according to NBC and the AP.", "AP"),
        ("In an interview with the Associated Press, Roe said so.", "AP"),
        ("Xinhua, the official agency of the country, wrote that no ship sails.", "Xinhua"),
        ("The letter, seen by Reuters, says so.", "Reuters"),
        ("The country's state news agency KCNA released a report.", "KCNA"),
        ("The Halyard news agency said that no ship sails.", "Halyard"),
        ("No ship sails. [Reuters.] The bridge is open.", "Reuters"),
        ("AP: Mayor shut the port\n\nNo ship sails.", "AP"),
        ("The figures come via AFP from the port.", "AFP"),
    ],
)
def test_a_statement_credited_to_an_agency_is_a_fact(text, agency):
    assert credits_in(text) == [[agency, "fact"]]


@pytest.mark.parametrize(
    "text",
    [
        "Associated Press writer Ada Roe contributed to this report.",
        "The bridge fell. With material from Reuters.",
        "Ada Roe and Lorn Pike of the Associated Press in Lowmere contributed reporting to this story.",
    ],
)
def test_how_much_an_agency_contributed_cannot_be_told(text):
    assert [kind for _, kind in credits_in(text)] == ["part"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour at dawn. (Ada Roe/AP)",
        "The harbour at dawn. Photo: Ada Roe, AP",
        "The harbour at dawn (Port Authority via AP)\n\nNo ship sails.",
        "Image copyright Reuters Image caption The harbour at dawn.",
        "The harbour at dawn ©Ada Roe (AFP)\nNo ship sails.",
        "Lorn Pike / Reuters The harbour at dawn.",
        "AP:Associated Press The harbour at dawn.",
        "Roe leads by three points in a Reuters poll.",
        "Michael Bloomberg said that no ship sails.",
        "The PA system failed. He did not care.",
        "Follow us on Twitter @AP or #Reuters.",
        "Agnes APtitude and dpas are no agencies.",
    ],
)
def test_pictures_polls_persons_and_parts_of_words_are_no_credits(text):
    assert credits_in(text) == []


def test_a_line_of_its_own_in_the_middle_credits_a_picture():
    half = "No ship sails from the port today. " * 20
    assert credits_in(f"{half}\nReuters\n{half}") == []


def test_an_outlet_does_not_credit_itself_and_the_corpus_names_agencies_of_its_own():
    assert credits_in("LOWMERE (Reuters) - No ship sails.", outlet="Reuters") == []
    assert credits_in("LOWMERE (Halyard) — No ship sails.") == []
    assert credits_in("LOWMERE (Halyard) — No ship sails.", agency="Halyard") == [["Halyard", "copy"]]


def test_an_initialism_that_means_other_things_needs_told_or_reported():
    assert credits_in("According to PA records, nothing was sold.") == []
    assert credits_in("He told PA that nothing was sold.") == [["PA", "fact"]]


def test_names_of_agencies_have_one_usual_form():
    assert [usual_name(name) for name in ("REUTERS", "Agence France-Presse", "Yonhap News Agency")] == [
        "Reuters",
        "AFP",
        "Yonhap",
    ]
    assert [is_agency_name(name) for name in ("The Associated Press", "Kyodo News", "Beacon", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_missing_text_is_named():
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        agencies(pd.DataFrame({"outlet": ["Beacon"]}))


def test_no_credit_gives_an_empty_table_with_its_columns():
    table = agencies(pd.DataFrame({"text": ["No ship sails."]}, index=["a"]))
    assert list(table) == ["article_id", "start", "end", "text", "agency", "kind"]
    assert table["start"].dtype == "int64"


def test_an_agency_that_closes_its_own_copy_as_reuters_does_credits_nobody():
    text = "No ship sails.\n(Reporting by Ada Roe; Editing by Lorn Pike)"
    assert credits_in(text, outlet="Beacon", agency="") == [["Reuters", "copy"]]
    assert credits_in(text, outlet="Halyard", agency="Halyard") == []
