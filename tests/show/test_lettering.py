import matplotlib.pyplot as plt
import pytest

from toolkit.show.lettering import column, printable, room_for, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (" two\n lines\t", "two lines"),
        ("bell\x07 and \u202eturn\u2066", "bell\ufffd and \ufffdturn\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\N{NO-BREAK SPACE}b", "a\N{NO-BREAK SPACE}b"),
        (7, "7"),
    ],
)
def test_letters_that_only_steer_are_marked(text, expected):
    assert printable(text) == expected


def test_letters_that_the_font_lacks_have_room():
    assert width_of("報", 10) == 10
    assert width_of("뉴스", 10) == 20
    assert width_of("e\u0301") == width_of("e")


def test_lines_are_no_wider_than_they_may_be_and_lose_nothing():
    text = "The Daily Northshore Commons & Gazette of " + "x" * 50
    lines = wrapped(text, 100)
    assert all(width_of(line) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped("", 100) == [""]
    assert wrapped("x" * 30, 100)[0]


def test_a_column_is_as_wide_as_its_widest_line():
    wide, lines = column(["Sun", "The Beacon"], 200)
    assert wide == width_of("The Beacon")
    assert lines == [["Sun"], ["The Beacon"]]
    assert column([], 200) == (0.0, [])


def test_labels_that_find_no_room_are_left_out():
    ax = plt.figure(figsize=(4, 4), dpi=72).add_axes((0.2, 0.2, 0.6, 0.6))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    same = [(0.5, 0.5, "one"), (0.5, 0.5, "two"), (0.5, 0.5, "three")]
    assert [word for word, *_ in room_for(ax, same, 3, 3)] == ["one", "two"]  # right and left of the point
    apart = [(0.5, 0.2, "one"), (0.5, 0.5, "two"), (0.5, 0.8, "three")]
    assert [word for word, *_ in room_for(ax, apart, 2, 3)] == ["one", "two"]
    assert [word for word, *_ in room_for(ax, apart, 3, 1)] == ["one"]
    plt.close("all")
