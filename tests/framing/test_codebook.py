"""Codebooks: what a file says, and the line on which it goes wrong."""

import pytest

from toolkit.framing.codebook import load_codebook
from toolkit.shipped import shipped_path

GOOD = """\
name = "Two frames"
citation = "Roe (2001)"

[frames.conflict]
definition = "Sides
 oppose."
indicators = ["clash*", { pattern = "US", case = true, reason = "the country" }]
exclusions = ["clash of colours"]

[frames.money]
label = "Money"
definition = "Costs."
questions = ["Does it cost?", "Who pays?"]
indicators = ["cost", "costs"]
""".replace('"Sides\n oppose."', '"""Sides\n oppose."""')


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_frames_and_patterns_come_in_the_order_of_the_file(write):
    codebook = load_codebook(write(GOOD))
    assert (codebook.name, codebook.citation, codebook.language) == ("Two frames", "Roe (2001)", "")
    assert codebook.frames.reset_index().to_dict("list") == {
        "frame": ["conflict", "money"],
        "label": ["Conflict", "Money"],
        "definition": ["Sides oppose.", "Costs."],
        "citation": ["", ""],
        "questions": ["", "Does it cost?\nWho pays?"],
        "indicators": [2, 2],
        "exclusions": [1, 0],
    }
    assert codebook.indicators.to_numpy().tolist() == [
        ["conflict", "clash*", "indicator", False, "", 7],
        ["conflict", "US", "indicator", True, "the country", 7],
        ["conflict", "clash of colours", "exclusion", False, "", 8],
        ["money", "cost", "indicator", False, "", 14],
        ["money", "costs", "indicator", False, "", 14],
    ]


def test_a_codebook_is_printed_in_one_line(write):
    assert repr(load_codebook(write(GOOD))) == "<Codebook 'Two frames': 2 frames, 5 patterns>"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Two frames"', 'titel = "x"', r"mine.toml, line 1: unknown key 'titel'; did you mean"),
        ("indicators = [\"cost", "indicatrs = [\"cost", "line 14: unknown key 'indicatrs' of frame 'money'"),
        ('["cost", "costs"]', "[]", "line 14: frame 'money' has no indicators; add one, or delete the frame"),
        ('definition = "Costs."\n', "", "line 10: 'definition' of frame 'money' is missing"),
        ('name = "Two frames"\n', "", "line 1: 'name' is missing"),
        ('["cost", "costs"]', '"cost"', "line 14: 'indicators' of frame 'money' must be a list, not 'cost'"),
        ('"costs"]', "5]", "5 is no pattern; write it in quotation marks"),
        ('"costs"]', '"co*"]', "line 14: 'co.' in 'co.' would match a large part of any vocabulary"),
        ('"costs"]', '"--"]', "line 14: pattern '--' has no word to search for"),
        ('"costs"]', '"Cost"]', "line 14: 'Cost' is given twice for frame 'money'; delete one"),
        ('"costs"]', '"clash*"]', r"line 14: 'clash\*' is an indicator of 'conflict' \(line 7\) and"),
        ("case = true", "csae = true", "line 7: unknown key 'csae' of frame 'conflict'; did you mean case"),
        ("case = true", 'case = "yes"', "'case' of frame 'conflict' must be true or false, not 'yes'"),
        ("[frames.money]", "[frames.money", r"mine.toml is not valid TOML: .*line 10"),
        ("[frames.conflict]", "frames.odd = 3\n[frames.conflict]", "'odd' is no frame"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(write, old, new, message):
    assert old in GOOD
    with pytest.raises(ValueError, match=message):
        load_codebook(write(GOOD.replace(old, new, 1)))


def test_two_frames_may_share_a_pattern_that_gives_a_reason(write):
    shared = '{ pattern = "clash*", reason = "clashes cost" }]'
    assert len(load_codebook(write(GOOD.replace('"costs"]', shared))).indicators) == 5


@pytest.mark.parametrize("pattern", ["cos*", "c?st", "ca?sh", "right * arms", "EU", "a", "x y"])
def test_three_letters_are_enough_beside_a_wildcard_and_a_word_may_be_short(write, pattern):
    codebook = load_codebook(write(GOOD.replace('"costs"]', f'"{pattern}"]')))
    assert codebook.indicators["pattern"].iloc[-1] == pattern


@pytest.mark.parametrize("pattern", ["co*", "c?s", "?at", "the co*", "**a"])
def test_fewer_than_three_letters_beside_a_wildcard_are_refused(write, pattern):
    with pytest.raises(ValueError, match=r"line 14: .* would match a large part of any vocabulary"):
        load_codebook(write(GOOD.replace('"costs"]', f'"{pattern}"]')))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_codebook_may_have_been_saved_by_any_editor(tmp_path, encoding):
    text = GOOD.replace('"costs"]', '"Müller’s *"]').replace("Costs.", "“Costs”")
    (tmp_path / "mine.toml").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    codebook = load_codebook(tmp_path / "mine.toml")
    assert codebook.frames["definition"].tolist() == ["Sides oppose.", "“Costs”"]
    assert codebook.indicators.iloc[-1][["pattern", "line"]].tolist() == ["Müller’s *", 14]


def test_what_is_no_text_is_refused_by_name(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"name = \x81")
    with pytest.raises(ValueError, match=r"mine.toml is not valid TOML: is neither UTF-8 nor"):
        load_codebook(tmp_path / "mine.toml")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no codebook .*none.toml'; give the path"):
        load_codebook(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "frames", "questions"),
    [("generic", 5, 20), ("policy", 14, 14), ("gvfc", 9, 9), ("troops-to-russia", 4, 8)],
)
def test_shipped_codebooks_are_complete(name, frames, questions):
    codebook = load_codebook(shipped_path("data/codebooks") / f"{name}.toml")
    assert len(codebook.frames) == frames
    assert codebook.frames["questions"].str.split("\n").str.len().sum() == questions
    assert codebook.citation
    assert codebook.language == "en"
    assert (codebook.frames["definition"].str.len() > 20).all()


def test_every_shipped_codebook_is_tested():
    assert sorted(path.stem for path in shipped_path("data/codebooks").glob("*.toml")) == [
        "generic", "gvfc", "policy", "troops-to-russia"]  # fmt: skip
