import sys

import pytest

from toolkit.text.tokenizers import placed, spans_in, tokenizer_of, unspaced

CHINESE = "风暴摧毁了部分城墙，港口将关闭到星期五。"
JAPANESE = "嵐で壁の一部が壊れたため、港は金曜日まで閉鎖される。"
THAI = "ท่าเรือจะปิดจนถึงวันศุกร์หลังพายุ"


def words(text, *given):
    return [(text[start:end], lemma) for start, end, lemma in spans_in(text, lambda _: given)]


def test_words_are_given_as_strings_or_spans_with_or_without_lemmas():
    assert words("It sank.", "It", "sank", ".") == [("It", ""), ("sank", "")]
    assert words("It sank.", (0, 2), [3, 7]) == [("It", ""), ("sank", "")]
    assert words("It sank.", (0, 2, "it"), (3, 7, None)) == [("It", "it"), ("sank", "")]


def test_what_has_no_letter_and_no_digit_is_no_word_and_blanks_are_no_part_of_one():
    assert words("a — 3 % 💥", " a ", "—", " ", "3 ", "% ", "💥") == [("a", ""), ("3", "")]
    assert words("AT&T's", "AT&T", "'s") == [("AT&T", ""), ("'s", "")]


def test_a_word_that_occurs_twice_is_found_in_order():
    assert spans_in("so so", str.split) == [(0, 2, ""), (3, 5, "")]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (
            ["gone"],
            ValueError,
            "tokenizer gives 'gone', which does not come next in 'It sank.'; give words as",
        ),
        (["sank", "It"], ValueError, "'It', which does not come next"),
        ([(3, 9)], ValueError, r"the span \(3, 9\) in 'It sank.', which has 8 characters; count them from 0"),
        ([(-1, 2)], ValueError, r"the span \(-1, 2\) in 'It sank.', which has 8"),
        ([(2, 1)], ValueError, r"the span \(2, 1\) in 'It sank.', which has 8"),
        (
            [(3, 7), (0, 2)],
            ValueError,
            r"the span \(0, 2\) in 'It sank.' after one that ends at 7; give each word once",
        ),
        ([(0, 4), (3, 7)], ValueError, r"the span \(3, 7\) in 'It sank.' after one that ends at 4"),
        (
            [3],
            TypeError,
            r"tokenizer gives 3 \(int\); give words as printed, \(start, end\) or \(start, end, lemma\)",
        ),
        ([("It", 0, 2)], TypeError, r"tokenizer gives \('It', 0, 2\) \(tuple\); give words"),
    ],
)
def test_what_is_no_span_of_the_text_is_told(given, error, message):
    with pytest.raises(error, match=message):
        words("It sank.", *given)


def test_a_long_sentence_is_shown_by_its_beginning():
    with pytest.raises(ValueError, match=r"'x{39}…'"):
        words("x" * 50, "y")


@pytest.mark.parametrize(("given", "shown"), [(None, "None"), (3, "3"), ("It sank .", "'It sank .'")])
def test_a_tokenizer_that_gives_no_list_is_told_what_it_gives(given, shown):
    told = rf"tokenizer gives {shown} \({type(given).__name__}\) for 'It sank.'; it must give a list"
    with pytest.raises(TypeError, match=told):
        spans_in("It sank.", lambda _: given)


def test_words_may_come_from_a_generator():
    assert spans_in("It sank.", lambda text: (word for word in ["It", "sank"])) == [(0, 2, ""), (3, 7, "")]


def test_a_tokenizer_has_a_name_of_a_package_or_of_a_file_that_any_folder_finds(tmp_path, monkeypatch):
    (tmp_path / "own.py").write_text("class Cutter:\n    cut = str.split\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    name = placed("own:Cutter.cut")
    assert name == placed("own.py:Cutter.cut") == f"{tmp_path / 'own.py'}:Cutter.cut"
    monkeypatch.chdir(tmp_path.parent)
    assert tokenizer_of(name)("a b") == tokenizer_of("builtins:str.split")("a b") == ["a", "b"]
    assert placed("builtins:str.split") == "builtins:str.split"
    assert tokenizer_of(str.split) is str.split


def test_a_file_may_import_those_beside_it_from_any_folder_and_sees_them_change(tmp_path, monkeypatch):
    (tmp_path / "own.py").write_text(
        "from beside import sign\ndef cut(text): return text.split(sign)\n", "utf-8"
    )
    (tmp_path / "beside.py").write_text("sign = '-'\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    path, modules = sys.path.copy(), set(sys.modules)
    assert tokenizer_of("../own.py:cut")("a-b c") == ["a", "b c"]
    (tmp_path / "beside.py").write_text("sign = None\n", "utf-8")
    assert tokenizer_of("../own.py:cut")("a-b c") == ["a-b", "c"]
    assert (sys.path, set(sys.modules)) == (path, modules)


def test_a_file_may_hold_a_dataclass(tmp_path):
    lines = [
        "from __future__ import annotations",
        "from dataclasses import dataclass",
        "@dataclass",
        "class Cutter:",
        "    sign: str",
        "    def cut(self, text): return text.split(self.sign)",
        "cut = Cutter('-').cut",
    ]
    (tmp_path / "own.py").write_text("\n".join(lines), "utf-8")
    assert tokenizer_of(f"{tmp_path / 'own.py'}:cut")("a-b") == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("spacy", "it has no colon"),
        (":cut", "it has no colon"),
        ("nowhere.py:cut", "there is no file 'nowhere.py'"),
        ("no_such_package:cut", "No module named 'no_such_package'"),
        ("builtins:no_such", "has no attribute 'no_such'"),
        ("broken.py:cut", "division by zero"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(tmp_path, monkeypatch, name, why):
    (tmp_path / "broken.py").write_text("1 / 0\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        ValueError, match=f"tokenizer '{name}' cannot be loaded .*{why}.*; give a name such as"
    ):
        tokenizer_of(name)


def test_what_is_no_function_is_no_tokenizer():
    with pytest.raises(
        ValueError, match="tokenizer 'math:pi' is no function; give a name such as 'jieba:lcut'"
    ):
        tokenizer_of("math:pi")
    with pytest.raises(
        TypeError, match="tokenizer must be a function that is given a sentence, or its name, not 3"
    ):
        tokenizer_of(3)


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, THAI])
def test_texts_without_blanks_are_told_in_mixed_ones_too_and_names_are_not(text):
    english = "The mayor said that the port stays shut until Friday, and nobody knows what comes then. "
    told = "1 of 2 articles have no blanks between words (the first is 'b'), so that whole clauses"
    assert unspaced({"a": english, "b": text}).startswith(told)
    assert unspaced({"a": english, "b": english * 2 + text * 2}).startswith(told)
    assert unspaced({"a": english * 3 + text[:9], "b": "서울 시장은 항구가 금요일까지 닫힌다고 말했다"}) == ""
