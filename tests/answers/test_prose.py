import pandas as pd
import pytest
from answers.builders import stories

from toolkit.answers.markup import plain, signs
from toolkit.answers.prose import counted, listing, named, titles


@pytest.mark.parametrize(
    ("n", "told"), [(0, "no events"), (1, "one event"), (12, "twelve events"), (1300, "1,300 events")]
)
def test_so_many(n, told):
    assert counted(n, "event") == told


@pytest.mark.parametrize(
    ("parts", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")]
)
def test_a_list(parts, told):
    assert listing(parts) == told


@pytest.mark.parametrize(
    ("n", "told"), [(4, "A, B, C and D"), (5, "A, B, C and two more"), (23, "A, B, C and 20 more")]
)
def test_of_many_outlets_a_few_are_named(n, told):
    names = [chr(65 + k) for k in range(n)]
    assert plain(named(names, {})) == told
    assert signs(stories(*((name, "e", "") for name in names))).keys() == set(names)


def test_an_event_is_called_by_its_title_where_it_has_one():
    articles = stories(("A", "fire", ""), ("B", "fire", ""), ("A", "vote", ""), ("A", "", ""))
    assert titles(articles) == {"fire": "fire", "vote": "vote"}
    titled = articles.assign(event_title=["", "Fire at sea", pd.NA, ""])
    assert titles(titled) == {"fire": "Fire at sea", "vote": "vote"}
