"""CSV and NDJSON: what a spreadsheet and a program read back."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats import Labels
from app.formats.cells import Cell
from app.formats.tables import fact_table
from app.formats.text import begin_csv, is_risky, write_csv, write_ndjson
from app.models.facts import FACTS
from tests.factories import budget_line, every_kind


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# What begins a formula, a command or a link in one spreadsheet or another (OWASP's list, and what was seen in reports).
DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://127.0.0.1";"여기")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "- 승소율 : 86%",
    "-",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_run(text: str) -> None:
    [[cell]] = read_back(write_csv([[text]]))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["총무과", "1,250", "△1,250", "▲3", "1-2", "a=b", "'24년 예산", "‘21. 4.15.(목)", "○ 위치", "", "가\n=1"])
def test_other_texts_stay(text: str) -> None:
    [[cell, _]] = read_back(write_csv([[text, 0]]))
    assert cell == text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param(-1_250_000, "-1250000", id="a negative amount is a number"),
        pytest.param(0, "0", id="zero is a value"),
        pytest.param(None, "", id="nothing is nothing"),
        pytest.param(Decimal("46.50"), "46.50", id="a rate"),
        pytest.param(Decimal("-0.3"), "-0.3", id="a negative rate"),
        pytest.param(Decimal("1E+3"), "1000", id="no exponents"),
        pytest.param(22_149_100_000_000, "22149100000000", id="trillions"),
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false"),
    ],
)
def test_numbers_stay_numbers(cell: Cell, written: str) -> None:
    assert write_csv([[cell, "x"]]) == f"{written},x\r\n".encode()


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=4), max_size=5))
def test_any_text_comes_back_and_none_is_run(rows: list[list[str]]) -> None:
    back = read_back(write_csv(rows))
    assert len(back) == len(rows)
    for cells, texts in zip(back, rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            assert not is_risky(cell)
            assert cell in {text, f"'{text}"}


@given(st.text(alphabet=st.sampled_from('=+-@;,\t"\n 가1')))
def test_no_part_of_a_text_is_taken_for_a_cell_of_its_own(text: str) -> None:
    """Programs that part cells at semicolons or tabs leave alone what stands in quotes."""
    line = write_csv([[text, "끝"]]).decode()
    if any(sign in text for sign in ';,\t"\n'):
        assert line.startswith('"')


def test_a_file_begins_with_a_mark_and_its_header() -> None:
    columns = fact_table(("vehicle",)).columns
    begun = begin_csv(columns, Labels.EN)
    assert begun.startswith(b"\xef\xbb\xbfkind,id,report_id,government,")
    assert begun.endswith(b",printed,section_id,table,row,column,at\r\n")
    assert read_back(begin_csv(columns, Labels.KO)) == [[column.korean for column in columns]]
    assert read_back(begin_csv(columns, Labels.BOTH)) == [[column.name for column in columns], [column.korean for column in columns]]


def test_ndjson_lines_are_items_as_json_shows_them() -> None:
    items = (*every_kind(), budget_line(2, item="줄\n바꿈"))
    lines = write_ndjson(fact_table(), items).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(FACTS.dump_json(items))
