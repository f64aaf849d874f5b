import pytest
from helpers import refusals, write

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.files.formats import find_reader

STORM = "Harbour shut\n\nNo ship sails."
FEED = '<?xml version="1.0"?>\n<!-- made by hand -->\n<{} version="2.0"><channel><item/></channel></rss>'


@pytest.mark.parametrize(
    ("start", "suffix", "name"),
    [
        ("<!DOCTYPE html><p>x", ".txt", "HTML"),
        ("\n\n <HTML lang=en>", ".csv", "HTML"),
        ("<!-- a --><!-- b --><html>", ".json", "HTML"),
        ('<?xml version="1.0"?><html>', ".xml", "HTML"),
        ("<p>no page</p>", ".txt", "text"),
        ("<p>no page</p>", ".html", "HTML"),
        ('{"text": "x"}', ".txt", "JSON"),
        ('[\n{"text": "x"}]', ".html", "JSON"),
        ("[Photo] Storm", ".txt", "text"),
        ("{Storm}", ".txt", "text"),
        ("Title\tText\nA\tB", ".txt", "CSV"),
        ("Title,Text\nA,B", ".txt", "text"),
        ("Title,Text\nA,B", ".csv", "CSV"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related;\n", ".mht", "MHTML"),
        (FEED.format("rss"), ".html", "feed"),
        (FEED.format("feed"), ".xml", "feed"),
        ("<html><body><feed>", ".html", "HTML"),
    ],
)
def test_a_format_is_told_by_content_and_by_suffix_only_where_that_does_not_tell(start, suffix, name):
    assert find_reader(start, suffix).name == name


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.txt", b"%PDF-1.7", "is a PDF; save the text of an article as .txt"),
        ("a.rtf", b"{\\rtf1 x}", "is an RTF document; save an article as .docx or .txt"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "is of an old Office or locked; save a table as .xlsx"),
        ("a.odt", b"PK\x03\x04mimetype", "is a packed file of no kind known here"),
        ("a.warc", b"WARC/1.0\r\n", r"is a web archive \(WARC\); take its pages out"),
        ("a.xml", FEED.format("rss").encode(), r"is a feed \(RSS or Atom\), which holds teasers; save"),
        ("a.xml", b"<books/>", "is .xml of no kind known here; save its texts as .txt or .csv"),
        ("a.xlsx", b"text", "is a .xlsx file by its name only"),
        ("a.tar.gz", b"text", "is a .tar archive; unpack it, or pack it as .zip"),
        ("a.RData", b"RDX3", "is a .rdata file, of another program; save its table as .csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(tmp_path, name, content, advice):
    with pytest.raises(ValueError, match=advice):
        load_corpus(write(tmp_path, {name: content}))


def test_files_of_other_encodings_are_read_or_say_how_to_save_them(tmp_path):
    quotation = "Harbour shut\n\n“No ship sails”"
    marked = {f"{code}.txt": quotation.encode(code) for code in ("utf-16", "utf-32")}
    write(
        tmp_path,
        marked | {"bare.txt": quotation.encode("utf-16-le"), "null.txt": (STORM * 9 + "\0").encode()},
    )
    table = scan_corpus(tmp_path)
    assert refusals(table) == {
        "bare.txt": "is a binary file, or UTF-16 or UTF-32 without its mark; save it as UTF-8"
    }
    assert table["encoding"].tolist() == ["", "utf-8", "utf-16", "utf-32"]


def test_pages_and_tables_in_text_files_are_what_they_are(tmp_path):
    write(tmp_path, {"a.txt": 'Title\tText\tOutlet\nFog\t"Mist,\nthick"\tBeacon\n'.encode("utf-16")})
    assert load_corpus(tmp_path)["text"].to_dict() == {"a.txt:1": "Fog\n\nMist,\nthick"}
