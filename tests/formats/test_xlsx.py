"""Workbooks, read back as a spreadsheet reads them."""

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from app.formats import Labels
from app.formats.cells import Cell
from app.formats.tables import Column
from app.formats.xlsx import Workbook
from tests.formats.test_text import DANGEROUS
from tests.workbooks import Sheet, read_workbook

COLUMNS = (Column("item", "과목"), Column("budget_won", "예산액"), Column("rate_percent", "집행률"))


def write(rows: Sequence[Sequence[Cell]], labels: Labels = Labels.EN, sheet_rows: int = 1_048_576) -> bytes:
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        book = Workbook(file, Path(folder), COLUMNS, labels, sheet_rows)
        book.add(rows)
        book.close()
        file.seek(0)
        assert list(Path(folder).iterdir()) == [], "nothing is left lying about"
        return file.read()


def read_one(rows: Sequence[Sequence[Cell]], labels: Labels = Labels.EN) -> Sheet:
    [sheet] = read_workbook(write(rows, labels))
    return sheet


def test_texts_and_numbers() -> None:
    sheet = read_one([["인건비", -1_250_000, Decimal("46.5")], ["계", 0, None], [None, 22_149_100_000_000, Decimal("-0.3")]])
    assert sheet.name == "자료"
    assert sheet.rows == [
        ["item", "budget_won", "rate_percent"],
        ["인건비", -1_250_000, 46.5],
        ["계", 0, None],
        [None, 22_149_100_000_000, -0.3],
    ]


@pytest.mark.parametrize("text", [*DANGEROUS, "{=1+1}", "http://127.0.0.1/", "mailto:a@b", "internal:Sheet1!A1", "1e3", "TRUE"])
def test_no_text_is_run_linked_or_made_a_number(text: str) -> None:
    sheet = read_one([[text, None, None]])
    assert sheet.active == 0
    shown = sheet.rows[1][0]
    assert isinstance(shown, str)
    # XML keeps no carriage return as it is
    assert shown.replace("_x000D_", "\r") == text


def test_headings() -> None:
    assert read_one([], Labels.KO).rows == [["과목", "예산액", "집행률"]]
    assert read_one([["a", 1, 2]], Labels.BOTH).rows == [["item", "budget_won", "rate_percent"], ["과목", "예산액", "집행률"], ["a", 1, 2]]


def test_what_does_not_fit_goes_on_on_further_sheets() -> None:
    sheets = read_workbook(write([[f"항목 {number}", number, None] for number in range(7)], Labels.BOTH, sheet_rows=5))
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("자료", 5), ("자료 2", 5), ("자료 3", 3)]
    assert [row[1] for sheet in sheets for row in sheet.rows[2:]] == list(range(7))
    assert all(sheet.rows[1] == ["과목", "예산액", "집행률"] for sheet in sheets)


def test_long_texts_are_cut_where_a_cell_ends() -> None:
    shown = read_one([["가" * 40_000, None, None]]).rows[1][0]
    assert isinstance(shown, str)
    assert (len(shown), shown[-2:]) == (32_767, "가…")
    assert read_one([["가" * 32_767, None, None]]).rows[1][0] == "가" * 32_767


def test_numbers_that_a_spreadsheet_would_round_are_texts() -> None:
    assert read_one([[None, 999_999_999_999_999, None]]).rows[1][1] == 999_999_999_999_999
    assert read_one([[None, 1_234_567_890_123_456_789, None]]).rows[1][1] == "1234567890123456789"


def test_truth_is_not_a_number() -> None:
    assert read_one([[True, None, None], [False, None, None]]).rows[1:] == [[True, None, None], [False, None, None]]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write([["가", 1, None]]) == write([["가", 1, None]])
