import pandas as pd
import pytest

from toolkit.corpus.selection import counted
from toolkit.corpus.tokens import tokenize
from toolkit.names.forms import find_names
from toolkit.names.mentioned import persons_at


def mentioned(*texts: str, events=None) -> list[tuple[str, str, str]]:
    """Form, entity and kind of every mention."""
    ids = [f"a{k}" for k in range(len(texts))]
    articles = pd.DataFrame({"text": list(texts)} | ({"event": events} if events else {}), index=ids)
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": articles["text"].str.len(), "kind": "body"})
    tokens = counted(tokenize(articles, body), articles)
    names = find_names(tokens, articles, persons_at(tokens, articles, None))
    return [tuple(row) for row in names[["form", "entity", "kind"]].values.tolist()]


def found(*texts: str, events=None) -> dict[str, tuple[str, str]]:
    """Form -> entity and kind."""
    return {form: (entity, kind) for form, entity, kind in mentioned(*texts, events=events)}


def test_a_sentence_of_which_three_quarters_are_capitalised_tells_no_names():
    wide = "Today Kyiv and Kiev Met Old Bo Cole."  # 7 of 8 words
    assert found(wide) == {}
    assert set(found("Today Kyiv and Kiev met Bo Cole.")) == {"Kyiv", "Kiev"}


def test_a_surname_is_counted_where_its_article_or_event_tells_whose_it_is():
    told, alone = "Today we saw Jana Roe, and Roe left.", "Today we saw Roe."
    for event, surnames in ((None, 1), (["x", "x"], 2), (["x", "y"], 1)):
        assert mentioned(told, alone, events=event).count(("Roe", "Jana Roe", "short form")) == surnames


def test_a_surname_after_the_is_no_person():
    assert "Vale" not in found("Today we saw Jana Vale in the Vale.")


@pytest.mark.parametrize("form", ["the North", "N. Korea"])
def test_sides_and_letters_join_the_state(form):
    assert found(f"Today we saw North Korea and {form} too.")[form][0] == "North Korea"
    assert form not in found(f"Today we saw North Koreans and {form} too.")


def test_an_acronym_for_two_bodies_joins_neither():
    text = "Today they said that the Rural Water Service (RWS) met, and RWS said so."
    assert found(text)["RWS"] == ("Rural Water Service", "abbreviation")
    assert "RWS" not in found(text, "Today they said that the Royal Weather Service (RWS) met.")


def test_names_join_over_blanks_hyphens_and_points_of_initials_only():
    one = "Today we saw old Jana {} in town."
    assert set(found(one.format("Ho-Lin"), one.format("Ho Lin"))) == {"Jana Ho-Lin", "Jana Ho Lin"}
    assert found(one.format("Ho, Lin"), one.format("Ho Lin")) == {}


def test_titles_cut_a_name_but_not_where_they_are_part_of_it():
    assert (
        set(found("Today we saw old General Vale Lind.", "Today we saw old Vale Lynd and Vale Lind."))
        == set()
    )
    hospital = "Today we saw Port General Hospital by the Port-General Hospital."
    assert set(found(hospital)) == {"Port General Hospital", "Port-General Hospital"}
