import pandas as pd
import pytest

from toolkit.compendium.hashes import corpora_differ, hashes_of, require_same


def hashed(**texts):
    articles = pd.DataFrame({"text": texts.values(), "outlet": "Beacon", "event": "storm"}, index=list(texts))
    return hashes_of(articles.assign(published=pd.NaT, published_precision="unknown"))


def test_each_kind_of_difference_is_a_sentence():
    before, now = hashed(a="1", b="2", c="3", d="4", e="5", f="6"), hashed(a="1", b="x", f="6", g="7")
    now.loc[now["article_id"] == "f", "outlet"] = "Ledger"
    assert corpora_differ(before, now) == [
        "Article 'b' has another text than when it was packed.",
        "Article 'f' has another outlet, event or date than when it was packed.",
        "Articles 'c', 'd', 'e' are missing.",
        "Article 'g' is not among those that were packed.",
    ]
    assert corpora_differ(before, before) == []
    many = hashed(**{f"n{number}": str(number) for number in range(5)})
    assert corpora_differ(many, many.head(1)) == ["Articles 'n1', 'n2', 'n3' and 1 more are missing."]


def test_a_corpus_with_no_text_and_no_id_in_common_is_another():
    require_same(hashed(a="1"), hashed(a="2"))
    require_same(hashed(a="1"), hashed(b="1"))
    with pytest.raises(ValueError, match="another corpus: none of its 2 articles is one of the 1"):
        require_same(hashed(a="1"), hashed(b="2", c="3"))
