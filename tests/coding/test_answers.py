import pandas as pd
import pytest

from toolkit.coding.answers import read_answers

ROWS = pd.DataFrame({"article_id": ["a", "a", "b"], "start": [3, 9, 3]})


def answers(*values, rows=ROWS):
    return read_answers(rows.assign(real=values), ROWS, "real")[0].tolist()


def test_answers_are_one_or_nought_and_missing_where_there_are_none():
    assert str(answers("yes", "0", "")) == "[1.0, 0.0, nan]"
    assert answers(1, 0.0, True) == [1, 0, 1]


def test_rows_are_found_by_their_columns_in_any_order_and_others_are_left_out():
    sheet = ROWS.assign(real=["yes", "no", "yes"]).iloc[[2, 1]]
    assert str(read_answers(sheet, ROWS, "real")[0].tolist()) == "[nan, 0.0, 1.0]"
    other = pd.DataFrame({"article_id": ["x"], "start": [3], "real": ["yes"]})
    found, lost = read_answers(other, ROWS, "real")
    assert pd.isna(found).all()
    assert lost == 1
    assert read_answers(sheet.iloc[:0], ROWS, "real")[0].shape == (3,)


def test_a_file_of_a_spreadsheet_is_read(tmp_path):
    path = tmp_path / "map.csv"
    text = "real;start;article_id\r\nYes;3;a\r\n;9;a\r\nNO;3;b\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert str(read_answers(path, ROWS, "real")[0].tolist()) == "[1.0, nan, 0.0]"


def test_a_row_left_blank_in_one_copy_and_answered_in_another_is_answered_once():
    sheet = pd.concat([ROWS.assign(real=""), ROWS.assign(real="yes")])
    assert read_answers(sheet, ROWS, "real")[0].tolist() == [1, 1, 1]


def test_a_row_answered_twice_is_named():
    with pytest.raises(ValueError, match="the sheet answers a, 9 twice; delete one row"):
        read_answers(pd.concat([ROWS.assign(real=1), ROWS.iloc[[1]].assign(real=0)]), ROWS, "real")


def test_what_is_neither_yes_nor_no_is_named():
    with pytest.raises(ValueError, match=r"the sheet: real.*'perhaps'"):
        answers("yes", "perhaps", "")


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="the sheet has no column 'real'"):
        read_answers(ROWS, ROWS, "real")
