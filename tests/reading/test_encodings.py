import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.reading import encodings
from toolkit.reading.encodings import decode, repair, start_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_whatever_its_encoding(encoding):
    text = "“No deal”, the mayor of Málaga said – for now…"
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_a_mark_tells_the_width_of_characters(encoding):
    data = "\ufeff“No deal”".encode(encoding.removesuffix("-le"))
    assert decode(data)[0] == "“No deal”"
    assert start_of(data[:-2]).startswith("“No deal"[:5])


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [
        ("koi8-r", "порт", "koi8-r"),
        ("windows-1250", "přístav", "windows-1250"),
        ("utf-8", "Málaga", "cp1252"),  # wrong: it is not
        ("utf-16", "Málaga", "cp1252"),
        ("nonsense", "Málaga", "cp1252"),
        ("zlib", "Málaga", "cp1252"),
        ("idna", "Málaga", "cp1252"),
        ("unicode_escape", "Málaga", "cp1252"),
    ],
)
def test_what_a_page_declares_is_believed_where_it_is_not_utf_8(declared, text, encoding):
    page = f"<html><meta http-equiv=Content-Type content='text/html; charset={declared}'>{text}"
    assert decode(page.encode(encoding)) == (page, encoding)


@pytest.mark.parametrize(("n", "is_text"), [(2, True), (3, False)])
def test_one_control_character_in_fifty_is_still_text(n, is_text):
    data = b"\x01" * n + b"a" * (100 - n)
    if is_text:
        assert decode(data) == (data.decode(), "utf-8")
    else:
        with pytest.raises(ValueError, match="is a binary file, not text"):
            decode(data)


@pytest.mark.parametrize(
    ("given", "repaired"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x0bc\x1bd\te", "a b c d\te"),
        ("12\xa0000\u202fmen", "12 000 men"),
        ("co\xadop\u200berate\ufeff", "cooperate"),
        ("Itâ€™s CafÃ©", "It’s Café"),
        ("AT&amp;T &lsquo;x&rsquo;", "AT&T ‘x’"),
        ("Cafe\u0301", "Café"),
        ("\ud800", "\ufffd"),
    ],
)
def test_repair_mends(given, repaired):
    assert repair(given) == repaired


@pytest.mark.parametrize(
    "text", ["“Don’t” 'x'", "ﬁnal ½ ™ Ａ", "R&D; Q&A", "a  b\n\n\tc ", "سلام\u200cها", "[31m", "👩\u200d🚒"]
)
def test_repair_leaves_alone(text):
    assert repair(text) == text


@given(st.text(st.sampled_from("aZ9&;#x \n\t“”‘’–—…•.'\"<>"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_what_is_plain_is_what_ftfy_would_not_change(text):
    if encodings._PLAIN.fullmatch(text):
        assert ftfy.fix_text(text, encodings._REPAIR) == text


@given(
    st.text(
        st.sampled_from("aZ9&;#\t“”‘’–—…•'\xa0\xad\u2007\u200b\u200e\u2015\u202f\u2060\ufeff"), max_size=9
    )
)
@settings(max_examples=1000, deadline=None)
def test_so_is_what_has_only_odd_blanks_beside_it(text):
    if encodings._NEARLY.fullmatch(text):
        assert ftfy.fix_text(text, encodings._REPAIR) == text


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_repaired_text_has_one_kind_of_line_end_and_no_control_characters(text):
    repaired = repair(text)
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in repaired)
    repaired.encode("utf-8")


def test_plain_text_is_recognised_in_linear_time():
    assert encodings._PLAIN.fullmatch("a&" * 100_000 + "\x00") is None
