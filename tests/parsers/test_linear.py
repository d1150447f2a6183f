"""Reading takes time in proportion to the text, whatever is in it: fragments again and again, on one line and on many.

A report that anybody sends must not keep a reader busy for minutes. The quick form looks at three thousand letters; the long one
(`make soak`) at lines of 64 K letters and at thousands of lines.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.parsers.growth import MOST_STEPS, assert_linear, assert_linear_in, steps_of

SAMPLES: Final = tuple(sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")))
QUICK: Final = 3_000
"""Letters of a quick text: more than those whose answers are kept (`characters/memo.py`), or the second reading would cost nothing."""

LINE: Final = 65_536
LINES: Final = 8_000
CHANGED: Final = 0.3
"""How many of the letters change where a text is varied."""

NASTY: Final = {
    "digits": "1234567890" * 40 + "\n",
    "one long line of digits": "1,234 ",
    "one long word": "가",
    "brackets": "((((((((((" * 8 + "\n",
    "one long line of brackets": "(가",
    "pipes": "|" * 60 + "\n",
    "pipe cells": "| 1,234 | 가 | - |\n",
    "angles": "<" * 60 + "\n",
    "one long line of angles": "<",
    "open tags": "<td",
    "open comments": "<!--",
    "cells": "<td>1,234",
    "open tables": "<table><tr><td>",
    "items": "<ul><li>가",
    "stars": "**",
    "entities": "&amp",
    "tabs": "\t",
    "tab rows": "구분\t1,234\t-\t2023년\n",
    "rows": "시설 관리 1,234 5,678 90.1\n",
    "rows and words": "시설 관리 1,234 5,678\n가나다\n",
    "headers": "구분 예산액 집행액\n",
    "headers and rows": "구분 예산액 집행액\n\n계 1,234 5,678\n",
    "flat rows": "구분 예산액 집행액 계 1,234 5,678 ",
    "numbered": "1. 제목\n",
    "circled": "① 청사 관리\n1 청사 관리\n",
    "squares": "□ 제목\n○ 내용 : 1,234명\n- 세부 (5건)\n",
    "boxes": "【제목】\n",
    "leaders": "·" * 50 + "\n",
    "dashes": "- " * 40 + "\n",
    "colons": "가 : ",
    "dates": "’23. 3. 31. ~ ",
    "units": "(단위 : 천원)\n",
    "governments": "중구 서울특별시 ",
    "hashes": "# " * 30 + "\n",
    "blanks": " " * 200 + "가\n",
    "letters": "예 산 현 황 ",
    "figures with unit": "1,234명 ",
    "percents": "1%",
    "figures under a key": "가 : 1명, ",
    "figures in brackets": "(1명",
    "closed brackets": "가(1명) ",
    "amounts of several parts": "3조 1,234억 5천만원 ",
    "scales that don't fall": "1만",
    "glued figures": "1,2345",
    "points": "1.",
    "strokes": "1-2/",
    "arrows": "1명→2명 ",
    "signs": "△1 -2 +3 ±4 ",
    "quotes": "'1 ",
    "shares": "1/4 분기 ",
    "hours": "09:30 ~ 18:00 ",
    "months": "3월, 9월 ",
    "years": "2021 2022년 ",
    "bullets in a line": "○ 가 - 나 1건 ",
    "notes": "※ 가(1) ",
    "names": "총무과 관광팀 3명 ",
    "cells of a line": "1,234 |\n",
    "key and value": "예산액 : 1,250천원\n",
    "letters of a heading": "가. 제목 1건\n",
    "mixed": "○ 교육(3월) : 2회 45명, 1,250천원(국비 50%) | 가\t나 <b>1</b> 2021. 3. 2. ~ ",
    "tags in a line": "<td>1</td>",
}


def on_one_line(piece: str, letters: int) -> str:
    """A fragment again and again without a line's end."""
    piece = piece.replace("\n", " ")
    return piece * max(1, letters // len(piece))


def on_many_lines(piece: str, letters: int) -> str:
    """A fragment on a line of its own again and again."""
    piece = piece.rstrip("\n") + "\n"
    return piece * max(1, letters // len(piece))


def varied(text: str, seed: int = 1) -> str:
    """The same text with other digits, and other letters here and there: what is alike is read once, and hides what grows."""
    chance = Random(seed)
    return "".join(
        str(chance.randint(1, 9)) if letter.isdecimal() else chr(chance.randint(0xAC00, 0xD7A3)) if _may_change(letter, chance) else letter
        for letter in text
    )


def _may_change(letter: str, chance: Random) -> bool:
    return "가" <= letter <= "힣" and chance.random() < CHANGED


def figures(letters: int) -> str:
    """Figures of all lengths on one line."""
    chance = Random(1)
    return "2031년도 주요업무보고\n\n총무과\n\n" + " ".join(f"{chance.randint(1, 99_999):,}" for _ in range(letters // 6))


def rows_and_words(letters: int) -> str:
    """Rows of a table with words between them that may head other tables."""
    return varied(on_many_lines(NASTY["rows and words"], letters))


@pytest.mark.parametrize("write", [figures, rows_and_words])
def test_time_is_linear_where_nothing_is_alike(write: Callable[[int], str]) -> None:
    assert_linear_in(write, 4 * QUICK)


@pytest.mark.parametrize("lay", [on_one_line, on_many_lines], ids=["one line", "many lines"])
@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_time_is_linear(piece: str, lay: Callable[[str, int], str]) -> None:
    assert_linear(lay(piece, QUICK))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_time_is_linear_in_reports(path: Path) -> None:
    assert_linear(path.read_text())


def test_squares_are_seen() -> None:
    def steps(letters: int) -> int:
        return steps_of(lambda: [len(str(at)) for at in range(letters) for _ in range(letters)])

    assert steps(200) > MOST_STEPS * steps(100)
    assert steps(100) == steps(100), "counted, not timed"


@pytest.mark.soak
@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_a_line_of_64_k_letters(piece: str) -> None:
    assert_linear(on_one_line(piece, LINE // 4))


@pytest.mark.soak
@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_thousands_of_lines(piece: str) -> None:
    line = piece.rstrip("\n") + "\n"
    assert_linear(line * (LINES // 4))


@pytest.mark.soak
@pytest.mark.parametrize("lay", [on_one_line, on_many_lines], ids=["one line", "many lines"])
@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_long_texts_where_nothing_is_alike(piece: str, lay: Callable[[str, int], str]) -> None:
    assert_linear(varied(lay(piece, LINE // 4)))
