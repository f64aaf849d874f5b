"""Workbooks: what coders do to them in Excel, and what is read back."""

import random

import openpyxl
import pandas as pd
import pytest

from toolkit.coding.sheets import coding_sheet, read_codes, unit_of
from toolkit.framing.codebook import load_codebook


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(
        """name = "Test"
[frames.conflict]
label = "Conflict between sides, whoever they may be"
definition = "Sides oppose."
questions = ["Do sides oppose?"]
indicators = ["clash*"]
[frames.money]
definition = "Costs."
indicators = ["cost*"]
"""
    )
    return load_codebook(path)


@pytest.fixture
def articles():
    text = "Port shut\n\nThe council said that the port is shut."
    ids = pd.Index(["a1", "a2", "b1"], name="article_id")
    return pd.DataFrame({"text": text, "outlet": ["L", "B", "L"], "event": "e"}, index=ids)


@pytest.fixture
def sheet(articles, codebook, tmp_path):
    """The workbook that was written, opened in another program."""
    coding_sheet(articles, codebook, tmp_path)
    return openpyxl.load_workbook(tmp_path / "coding_sheet.xlsx")


def units(book):
    """Row of each article, told by its unit."""
    rows = {row[0].value: row[0].row for row in book["coding_sheet"].iter_rows(min_row=2)}
    return {"a1": rows["uf55ff16f66"], "a2": rows["u2c3a4249d7"]} | {
        "b1": next(n for name, n in rows.items() if name not in ("uf55ff16f66", "u2c3a4249d7"))
    }


def saved(book, path):
    book.save(path / "ann.xlsx")
    return path / "ann.xlsx"


def coded(path, articles, codebook):
    codes = read_codes(path, articles, codebook)
    return [(row.article_id, row.frame, row.present) for row in codes.itertuples()]


def test_each_cell_of_a_frame_offers_yes_and_no_and_shows_its_question(sheet):
    rules = sheet["coding_sheet"].data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [("C2:C4", '"1,0"'), ("D2:D4", '"1,0"')]
    assert [rule.prompt for rule in rules] == ["Do sides oppose?", "Costs."]
    assert rules[0].promptTitle == "Conflict between sides, whoever "
    assert rules[0].showErrorMessage


def test_the_codebook_is_a_sheet_beside_it(sheet):
    header, first, _ = sheet["codebook"].iter_rows(values_only=True)
    assert header == ("frame", "label", "definition", "questions")
    assert first[0] == "conflict"


def test_a_filled_workbook_is_read_whatever_kind_of_number_a_code_is(sheet, articles, codebook, tmp_path):
    at, page = units(sheet), sheet["coding_sheet"]
    page.cell(at["a1"], 3).value, page.cell(at["a2"], 3).value, page.cell(at["b1"], 3).value = 1.0, True, "0"
    page.cell(at["a1"], 4).value = False
    assert coded(saved(sheet, tmp_path), articles, codebook) == [
        ("a1", "conflict", 1), ("a1", "money", 0), ("a2", "conflict", 1), ("b1", "conflict", 0),
    ]  # fmt: skip


def test_a_workbook_may_be_rearranged(sheet, articles, codebook, tmp_path):
    # Renamed, two rows above, a column before and one between, other capitals, empty rows below, not first.
    at, page = units(sheet), sheet["coding_sheet"]
    page.cell(at["a1"], 3).value, page.cell(at["a2"], 4).value = 1, 0
    page.title = "Anna's codes"
    page["C1"], page["A1"] = " CONFLICT ", "Unit"
    page.insert_cols(4)
    page["D1"], page["D2"] = "my thoughts", "hm"
    page.insert_cols(1)
    page.insert_rows(1, 2)
    page["A1"] = "Round two"
    page.cell(40, 1).value = " "
    sheet.move_sheet(page, 1)
    assert coded(saved(sheet, tmp_path), articles, codebook) == [("a1", "conflict", 1), ("a2", "money", 0)]


def test_one_value_in_merged_cells_is_of_all_of_them(sheet, articles, codebook, tmp_path):
    page = sheet["coding_sheet"]
    page["C2"] = 1
    page.merge_cells("C2:C4")
    found = coded(saved(sheet, tmp_path), articles, codebook)
    assert found == [(article, "conflict", 1) for article in ("a1", "a2", "b1")]


def test_the_file_names_the_coder_unless_a_column_does(sheet, articles, codebook, tmp_path):
    page = sheet["coding_sheet"]
    page["C2"], page["C3"], page["E1"], page["E3"] = 1, 1, "Coder", "bob"
    codes = read_codes(saved(sheet, tmp_path), articles, codebook)
    assert sorted(codes["coder"]) == ["ann", "bob"]


def test_a_workbook_is_the_same_whenever_it_is_written(articles, codebook, tmp_path):
    for folder in ("one", "two"):
        coding_sheet(articles, codebook, tmp_path / folder)
    one, two = ((tmp_path / folder / "coding_sheet.xlsx").read_bytes() for folder in ("one", "two"))
    assert one == two


def test_a_formula_of_an_article_is_text(articles, codebook, tmp_path):
    articles["text"] = "=1+1\n\nThe port\x0b is shut."
    coding_sheet(articles, codebook, tmp_path, n=1)
    page = openpyxl.load_workbook(tmp_path / "coding_sheet.xlsx")["coding_sheet"]
    assert page["B2"].value.startswith("=1+1")
    assert page["B2"].data_type == "s"


PIECES = [
    "a",
    " ",
    "\n",
    "\r\n",
    "\t",
    "é",
    "港口",
    "🌊",
    "👩‍🚒",
    "𠮷",
    "ภู",
    "=1+1",
    "'",
    "@x",
    "-3",
    '"',
    ";",
    ",",
    "_x000D_",
    "\u2028",
]


@pytest.fixture
def random_articles():
    """Fifty documents of anything, a fifth of which begin as a formula does, and ids of anything."""
    rng = random.Random(7)
    texts = ["".join(rng.choices(PIECES, k=rng.randrange(1, 40))) for _ in range(50)]
    texts = [rng.choice("=+-@") + text if n % 5 == 0 else text for n, text in enumerate(texts)]
    ids = [f"{rng.choice(PIECES).strip()}{n}" for n in range(50)]
    columns = {"text": texts, "outlet": ["L", "B"] * 25, "event": "e"}
    return pd.DataFrame(columns, index=pd.Index(ids, name="article_id"))


def filled(folder, articles, codebook, seed):
    """What a coder was given, with random answers, columns in another order and rows left empty."""
    rng = random.Random(seed)
    coding_sheet(articles, codebook, folder)
    book = openpyxl.load_workbook(folder / "coding_sheet.xlsx")
    header, *rows = book["coding_sheet"].iter_rows(values_only=True)
    names = {unit_of(name): name for name in articles.index}
    order = rng.sample(range(len(header)), len(header))
    answers, table = [], [[header[place] for place in order]]
    for row in rows:
        row = dict(zip(header, row, strict=True))
        for frame in ("conflict", "money"):
            row[frame] = rng.choice([1, 0, None])
            answers += [(names[row["unit"]], frame, row[frame])] * (row[frame] is not None)
        table.append([row[header[place]] for place in order])
        table += [[None] * len(header)] * rng.choice([0, 0, 1])
    return table, sorted(answers)


@pytest.mark.parametrize("seed", range(3))
def test_no_code_of_fifty_documents_is_lost_in_a_workbook(random_articles, codebook, tmp_path, seed):
    table, answers = filled(tmp_path, random_articles, codebook, seed)
    book = openpyxl.Workbook()
    for place, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(place, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as Excel keeps text that it was given
    assert sorted(coded(saved(book, tmp_path), random_articles, codebook)) == answers


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_no_code_of_fifty_documents_is_lost_in_a_file_of_text(
    random_articles, codebook, tmp_path, mark, encoding
):
    table, answers = filled(tmp_path, random_articles, codebook, 3)
    header, *rows = table
    sheet = pd.DataFrame(rows, columns=header, dtype=object)
    sheet.to_csv(tmp_path / "ann.csv", index=False, sep=mark, encoding=encoding)
    assert sorted(coded(tmp_path / "ann.csv", random_articles, codebook)) == answers
