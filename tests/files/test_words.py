import pytest

from toolkit.files.words import load_stop_words


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("mine.txt", "der\nDie\n\n# remarks\ndas  | a Snowball remark\n", {"der", "die", "das"}),
        ("mine.txt", "der, die, das; don’t", {"der", "die", "das", "don't"}),
        ("mine.txt", "für\nüber".encode("cp1252"), {"für", "über"}),
        ("mine.txt", "\ufeffder\r\ndie\r\n".encode(), {"der", "die"}),
        ("mine.toml", 'articles = ["der", "Die"]\nverbs = ["sagte"]', {"der", "die", "sagte"}),
    ],
)
def test_lists_are_read_from_text_and_toml(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert load_stop_words(tmp_path / name) == words


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mine.txt", "# nothing\n", "'mine.txt' has no word; write one a line"),
        ("mine.txt", "\0\0\0\0", r"'mine.txt' is no list of words: is a binary file"),
        ("mine.toml", "words = der", r"'mine.toml' is no list of words: Invalid value"),
        ("mine.toml", 'words = "der"', r"'mine.toml' is no list of words: write words = \["),
    ],
)
def test_what_is_no_list_is_told(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=message):
        load_stop_words(tmp_path / name)


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no list of words '.*none.txt'; give the path"):
        load_stop_words(tmp_path / "none.txt")
