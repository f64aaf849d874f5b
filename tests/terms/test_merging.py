import pandas as pd
import pytest
from helpers import corpus

from toolkit.terms.merging import merge_names

FORMS = pd.DataFrame({"entity": "Kim Jong Un", "variant": ["Kim Jong Un", "Kim Jong-un"]})


def test_every_form_becomes_one_token_of_one_term():
    articles, tokens = corpus(
        "Today we saw old Kim Jong-un in town.", "Today we saw old Kim Jong Un in town."
    )
    before = tokens.copy()
    merged = merge_names(tokens, articles, FORMS)
    names = merged[merged["term"] == "kim jong un"]
    printed = [articles["text"][row.article_id][row.start : row.end] for row in names.itertuples()]
    assert printed == ["Kim Jong-un", "Kim Jong Un"]
    assert len(merged) == len(tokens) - 1 - 2
    assert list(merged) == list(tokens)
    pd.testing.assert_frame_equal(tokens, before)


def test_no_forms_change_nothing():
    articles, tokens = corpus("Today we saw old Kim Jong-un in town.")
    assert len(merge_names(tokens, articles, FORMS.iloc[:0])) == len(tokens)


def test_any_order_and_any_part_of_the_corpus_gives_its_own_tokens():
    articles, tokens = corpus("Today we saw Kim Jong-un.", "Today we saw Kim Jong Un.")
    merged = merge_names(tokens, articles, FORMS)
    mixed = tokens.sample(frac=1, random_state=0)
    pd.testing.assert_frame_equal(merge_names(mixed, articles, FORMS), merged)
    assert set(merge_names(tokens, articles.iloc[1:], FORMS)["article_id"]) == {"a1"}


def test_a_table_without_entities_is_refused():
    articles, tokens = corpus("Today we saw Kim Jong-un.")
    with pytest.raises(ValueError, match="variants has no column 'entity'"):
        merge_names(tokens, articles, articles)
