import re

import pandas as pd
import pytest

from toolkit.names.references import identify


def identified(text: str, *sources: str, event: str = "") -> list[tuple[str, str]]:
    """Person and how sure, for sources that stand in the text in this order."""
    return list(zip(*(table(text, *sources)[name] for name in ("person", "sure")), strict=True))


def rows(
    text: str, sources: tuple[str, ...], article: str = "a", content: tuple[int, int] = (-1, -1)
) -> pd.DataFrame:
    """Attributions of the sources, each found after the one before; sentences end with a stop."""
    made, start = [], 0
    for source in sources:
        start = re.compile(rf"(?<!\w){re.escape(source)}").search(text, start).start()
        sentence = len(re.findall(r"[.] ", text[:start]))
        made.append((article, sentence, source, start, start + len(source), *content))
        start += len(source)
    columns = [
        "article_id",
        "sentence",
        "source",
        "source_start",
        "source_end",
        "content_start",
        "content_end",
    ]
    return pd.DataFrame(made, columns=columns)


def table(text: str, *sources: str) -> pd.DataFrame:
    return identify(rows(text, sources), pd.DataFrame({"text": [text]}, index=["a"]))


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("the spokeswoman for the port, Hope Marlow,", "Hope Marlow"),
        ("Hope Marlow, the port’s spokeswoman,", "Hope Marlow"),
        ("Mr. Pike’s chief of staff, Hope Marlow,", "Hope Marlow"),
        ("Secretary of State Hope Marlow", "Hope Marlow"),
        ("Hope Marlow of Port Vale", "Hope Marlow"),
        ("House Water and Port Committee Chairman Hope Marlow", "Hope Marlow"),
        ("Mayor Hugh Roe’s aide Hope Marlow", "Hope Marlow"),
        ("Mayor Hugh Roe joined Hope Marlow", ""),
        ("a top aide to Hope Marlow", ""),
        ("a tenth of all Marlows", ""),
        ("Hope Marlow and Hugh Roe", ""),
        ("Hope Marlow’s office", ""),
        ("leaders like Mayor Hope Marlow", ""),
    ],
)
def test_a_source_is_the_one_person_whom_it_names(source, who):
    assert identified(f"We heard {source} there.", source)[0][0] == (who or source)


def test_who_stands_for_the_name_just_before_it():
    assert identified("We met Mayor Ada Roe, who said no.", "who") == [("Ada Roe", "sure")]
    assert identified("Mayor Ada Roe saw the town who said no.", "who") == [("", "")]


@pytest.mark.parametrize(
    ("text", "source", "who"),
    [
        ("Mayor Ada Roe left. The mayor said no.", "The mayor", ("Ada Roe", "sure")),
        ("Gov. Ada Roe left. The governor himself said no.", "The governor himself", ("Ada Roe", "sure")),
        ("Union boss Ada Roe left. The union boss said no.", "The union boss", ("Ada Roe", "sure")),
        ("Ada Roe, the port’s pilot, left. The pilot said no.", "The pilot", ("the pilot", "")),
        (
            "Ada Roe, a harbour pilot, left. The harbour pilot said no.",
            "The harbour pilot",
            ("Ada Roe", "sure"),
        ),
        ("Mayor Ada Roe and Mayor Hugh Cole left. The mayor said no.", "The mayor", ("the mayor", "")),
        ("Vice President Ada Roe left. The president said no.", "The president", ("the president", "")),
        (
            "Ada Roe, president of the club, left. The president said no.",
            "The president",
            ("the president", ""),
        ),
    ],
)
def test_a_title_stands_for_its_one_bearer(text, source, who):
    assert identified(text, source) == [who]


def test_a_pronoun_is_sure_if_the_person_also_spoke_last():
    text = "Ada Roe said no. She said it again."
    assert identified(text, "Ada Roe", "She")[1] == ("Ada Roe", "sure")
    assert identified("Ada Roe took steps. She said it again.", "She") == [("Ada Roe", "likely")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Roe met Hope Marlow. She said it again.",  # two women
        "We heard nobody. She said it again.",
        "Ada Roe left. " + "Rain fell. " * 4 + "She said it again.",  # four sentences back
        "Ada Roe saw the mayor. She said it again.",  # a role of its own
        "As she left, Ada Roe slept. She said it again.",  # somebody before
        "In a talk with Ada Roe, She said it again.",  # hardly she
        "After seeing Ada Roe on the quay, She said it again.",
        "Later Roe left. Hugh Roe and Ada Roe slept. They saw Roe. She said it again.",
        "We heard “Ada Roe left. She said it again.”",  # in a quotation
    ],
)
def test_a_pronoun_that_could_be_of_several_is_nobody(text):
    assert identified(text, "She") == [("", "")]


def test_a_pronoun_finds_the_one_of_its_sex():
    text = "Hugh Marlow, a spokesman, met Ada Roe. As She said, it closed."
    assert identified(text, "She") == [("Ada Roe", "likely")]
    text = "Mayor Hugh Roe said no. Governor Lorn Pike echoed those words. He said more."
    assert identified(text, "Mayor Hugh Roe", "He")[1] == ("Lorn Pike", "likely")


def test_a_pronoun_looks_over_three_sentences():
    text = "Ada Roe left. " + "Rain fell. " * 3 + "She said it again."
    assert identified(text, "She") == [("Ada Roe", "likely")]
    assert identified("Ada Roe said no. " + "Rain fell. " * 2 + "She said.", "Ada Roe", "She")[1][1] == "sure"
    assert (
        identified("Ada Roe said no. " + "Rain fell. " * 3 + "She said.", "Ada Roe", "She")[1][1] == "likely"
    )


def test_quotations_are_no_sentences_between():
    assert identified("Ada Roe left. “The mayor slept.” She said it.", "She") == [("Ada Roe", "likely")]
    text = "Ada Roe left. “Bo Cole came. He was old. He was ill. He slept.” She said it again."
    assert identified(text, "She") == [("Ada Roe", "likely")]


def test_nobody_is_named_in_his_own_words():
    text = "Ada Roe left. The plan of Hope Marlow was dead, she said."
    said = rows(text, ("she",), content=(14, 51))
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    assert identify(said, articles)["person"].to_list() == ["Ada Roe"]


def test_somebody_unnamed_who_speaks_may_be_meant():
    text = "Ada Roe left. It was, A caller said, late. She said it again."
    assert identified(text, "She") == [("Ada Roe", "likely")]
    assert identified(text, "A caller", "She")[1] == ("", "")


def test_bodies_have_one_name_and_pronouns_for_them_none():
    text = "The National Weather Office (NWO) warned. The NWO said so. It said more. Then officials spoke."
    assert identified(text, "The National Weather Office", "The NWO", "It", "officials") == [
        ("National Weather Office", "named"),
        ("National Weather Office", "named"),
        ("", ""),
        ("officials", ""),
    ]


def test_identities_hold_for_the_articles_of_an_event():
    texts = {"a": "Mayor Ada Roe left, Roe said.", "b": "Later Mr. Roe left.", "c": "Later Mayor Roe left."}
    said = pd.concat([rows(texts["c"], ("Roe",), "c"), rows(texts["a"], ("Roe",), "a")]).set_axis([7, 3])
    articles = pd.DataFrame({"text": pd.Series(texts), "event": "x"})
    assert identify(said, articles)["person"].to_dict() == {7: "Ada Roe", 3: "Ada Roe"}
    assert identify(said, articles.assign(event=["x", "x", "y"]))["person"].to_dict() == {
        7: "Roe",
        3: "Ada Roe",
    }
    assert identify(said, articles.drop(columns="event"))["person"].to_dict() == {7: "Roe", 3: "Ada Roe"}


@pytest.mark.parametrize("text", ["She. " * 2000, "“" * 5000 + "She", "Ada Roe, " * 3000 + "She"])
def test_hostile_text_is_read_in_one_go(text):
    assert len(table(text, "She")) == 1
