"""Marks: every form in which a line of a report can begin, and what only looks like one."""

import pytest

from app.parsers.characters.normalise import fold
from app.parsers.lines.marks import BOLD, Mark, Style, as_heading, read_mark

Read = tuple[Style, str | None, str | None, str]


def read(printed: str) -> Read:
    mark = read_mark(fold(printed))
    return (mark.style, mark.marker, mark.number, mark.rest)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("Ⅰ. 일반현황", (Style.ROMAN, "Ⅰ.", "1", "일반현황"), id="a numeral of one sign"),
        pytest.param("Ⅱ 주요업무", (Style.ROMAN, "Ⅱ", "2", "주요업무"), id="without a point"),
        pytest.param("Ⅻ. 기타", (Style.ROMAN, "Ⅻ.", "12", "기타"), id="the last of the signs"),
        pytest.param("ⅲ. 예산", (Style.ROMAN, "ⅲ.", "3", "예산"), id="a small numeral"),
        pytest.param("I. 일반현황", (Style.ROMAN, "I.", "1", "일반현황"), id="a numeral of letters"),
        pytest.param("IV. 예산", (Style.ROMAN, "IV.", "4", "예산"), id="of several letters"),
        pytest.param("II 주요업무", (Style.ROMAN, "II", "2", "주요업무"), id="letters before a blank and a Korean word"),
        pytest.param("Ⅰ", (Style.ROMAN, "Ⅰ", "1", ""), id="a numeral alone on its line"),
        pytest.param("Ⅱ.", (Style.ROMAN, "Ⅱ.", "2", ""), id="and with its point"),
        pytest.param("Ⅰ．일반현황", (Style.ROMAN, "Ⅰ.", "1", "일반현황"), id="a full-width point"),
        pytest.param("제1장 총칙", (Style.CHAPTER, "제1장", "1", "총칙"), id="a chapter"),
        pytest.param("제 2 절 예산", (Style.CHAPTER, "제 2 절", "2", "예산"), id="a padded chapter"),
        pytest.param("1. 조직", (Style.DOTTED, "1.", "1", "조직"), id="a number and a point"),
        pytest.param("12.조직", (Style.DOTTED, "12.", "12", "조직"), id="two digits, no blank"),
        pytest.param("01. 조직", (Style.DOTTED, "01.", "1", "조직"), id="a leading zero is no part of the number"),
        pytest.param("1-1. 인사팀", (Style.HYPHENATED, "1-1.", "1-1", "인사팀"), id="a number below a number"),
        pytest.param("2.3 재원", (Style.HYPHENATED, "2.3", "2-3", "재원"), id="with a point between"),
        pytest.param("1 조 직", (Style.BARE, "1", "1", "조 직"), id="a bare number"),
        pytest.param("3 2024년 축제", (Style.BARE, "3", "3", "2024년 축제"), id="a bare number before a year"),
        pytest.param("3**2024 축제**", (Style.BARE, "3", "3", "2024 축제"), id="a number glued to a bold title"),
        pytest.param("7", (Style.ALONE, "7", "7", ""), id="a number alone on its line"),
        pytest.param("가. 추진배경", (Style.LETTER, "가.", "1", "추진배경"), id="a letter and a point"),
        pytest.param("하. 기타", (Style.LETTER, "하.", "14", "기타"), id="the last of the letters"),
        pytest.param("1) 목적", (Style.BRACKETED, "1)", "1", "목적"), id="half a bracket"),
        pytest.param("(2) 목적", (Style.BRACKETED, "(2)", "2", "목적"), id="a number in brackets"),
        pytest.param("나) 목적", (Style.LETTER_BRACKETED, "나)", "2", "목적"), id="a letter and half a bracket"),
        pytest.param("(다) 목적", (Style.LETTER_BRACKETED, "(다)", "3", "목적"), id="a letter in brackets"),
    ],
)
def test_numbers_and_letters(printed: str, expected: Read) -> None:
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("marker", "number"),
    [
        pytest.param("①", "1", id="white"),
        pytest.param("⑳", "20", id="white, the last"),
        pytest.param("❷", "2", id="black"),
        pytest.param("➁", "2", id="white, sans serif"),
        pytest.param("➌", "3", id="black, sans serif"),
        pytest.param("⓵", "1", id="doubled"),
        pytest.param("㉯", "2", id="a letter in a circle"),
    ],
)
def test_circled_numbers(marker: str, number: str) -> None:
    assert read(f"{marker} 청사 관리") == (Style.CIRCLED, marker, number, "청사 관리")
    assert read(f"{marker}청사 관리") == (Style.CIRCLED, marker, number, "청사 관리")


SIGNS = {
    Style.SQUARE: "□■☐▢▣◻◼❏❑☑▪▫",
    Style.DIAMOND: "◇◆◈❖",
    Style.CIRCLE: "○ㅇ◦ᄋ●◯◎❍⊙",
    Style.ARROW: "▸‣▶➤➢▷☛",
    Style.DASH: "-–—－",
    Style.DOT: "·∙•",
    Style.NOTE: "※☞*",
}


@pytest.mark.parametrize(
    ("style", "sign"), [pytest.param(style, sign, id=f"{style} {sign}") for style, signs in SIGNS.items() for sign in signs]
)
def test_signs_of_headings_and_items(style: Style, sign: str) -> None:
    assert read(f"{sign} 추진배경") == (style, fold(sign), None, "추진배경")
    assert read(f"{sign}추진배경") == (style, fold(sign), None, "추진배경")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("【 일반현황 】", (Style.TITLE_BOX, "【", None, "일반현황"), id="black brackets"),
        pytest.param("〈일반현황〉", (Style.TITLE_BOX, "〈", None, "일반현황"), id="angles"),
        pytest.param("‹ 일반현황 ›", (Style.TITLE_BOX, "‹", None, "일반현황"), id="small angles"),
        pytest.param("《일반현황》", (Style.TITLE_BOX, "《", None, "일반현황"), id="double angles"),
        pytest.param("<일반현황>", (Style.TITLE_BOX, "<", None, "일반현황"), id="signs of comparison"),
        pytest.param("[일반현황]", (Style.TITLE_BOX, "[", None, "일반현황"), id="square brackets"),
        pytest.param(
            "【총무팀】 청사 관리", (Style.TITLE_BOX, "【", None, "총무팀 청사 관리"), id="what stands behind the box belongs to its title"
        ),
    ],
)
def test_titles_in_brackets(printed: str, expected: Read) -> None:
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("- ① 온실가스", (Style.CIRCLED, "- ①", "1", "온실가스"), id="a circled number"),
        pytest.param("- ▶ 위치", (Style.ARROW, "- ▶", None, "위치"), id="an arrow"),
        pytest.param("- ※ 제외", (Style.NOTE, "- ※", None, "제외"), id="a note"),
        pytest.param("- · 세부", (Style.DOT, "- ·", None, "세부"), id="a dot"),
        pytest.param("- 3월 행사", (Style.DASH, "-", None, "3월 행사"), id="a dash and a blank before a figure is a dash"),
    ],
)
def test_a_dash_before_another_mark_gives_way_to_it(printed: str, expected: Read) -> None:
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "style"),
    [
        pytest.param("(단위: 천원)", Style.UNIT, id="a unit in brackets"),
        pytest.param("(단위 : 명, %)", Style.UNIT, id="two units"),
        pytest.param("(단위 천원)", Style.UNIT, id="a unit without a colon"),
        pytest.param("단위 : 천원", Style.UNIT, id="a unit without brackets"),
        pytest.param("- 5 -", Style.PAGE, id="a page number"),
        pytest.param("– 12 –", Style.PAGE, id="a page number between long dashes"),
        pytest.param("3 / 12", Style.PAGE, id="a page of pages"),
        pytest.param("12쪽", Style.PAGE, id="a page by its word"),
        pytest.param("- 끝 -", Style.PAGE, id="the end of the report"),
        pytest.param("일반현황 ······ 5", Style.LEADER, id="a contents entry of dots"),
        pytest.param("일반현황 ........ 5", Style.LEADER, id="of points"),
        pytest.param("일반현황 -------- 5", Style.LEADER, id="of dashes"),
        pytest.param("1. 조직 ········· 5", Style.LEADER, id="a contents entry with a number"),
        pytest.param("Ⅱ. 주요업무 ········· 5", Style.LEADER, id="a contents entry with a numeral"),
        pytest.param("○ 접수 -------- 5", Style.CIRCLE, id="leaders of an item lead to its value"),
        pytest.param("일반현황 ········", Style.LEADER, id="a contents entry that lost its page"),
        pytest.param("──────", Style.RULE, id="a line drawn across"),
        pytest.param("=======", Style.RULE, id="of equal signs"),
        pytest.param("- - - - -", Style.RULE, id="of dashes"),
        pytest.param("* * *", Style.RULE, id="of stars"),
        pytest.param("ㅇㅇㅇ", Style.RULE, id="of circles"),
        pytest.param("구분\t예산", Style.TAB, id="a row of tabs"),
        pytest.param("| 구분 | 예산 |", Style.PIPE, id="a row of pipes"),
        pytest.param("<table>", Style.HTML, id="a tag"),
        pytest.param("</ul>", Style.HTML, id="an end tag"),
        pytest.param("", Style.BLANK, id="nothing"),
    ],
)
def test_layout_and_tables(printed: str, style: Style) -> None:
    assert read_mark(fold(printed)).style is style


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("2021. 2.", id="a month"),
        pytest.param("12. 3. 개최", id="a day"),
        pytest.param("7월 행사", id="a month in words"),
        pytest.param("3,809천원", id="an amount"),
        pytest.param("120 300 450", id="a row of figures"),
        pytest.param("5.5%", id="a rate"),
        pytest.param("2024 예산", id="a year"),
        pytest.param("123", id="a number of three digits"),
        pytest.param("-5 감소", id="a negative figure"),
        pytest.param("IT 인프라 구축", id="letters of a word"),
        pytest.param("IIII. 예산", id="letters that are no numeral"),
        pytest.param("XX 예산", id="a numeral beyond twelve"),
        pytest.param("X", id="a letter alone is no numeral"),
        pytest.param("제1회 추경", id="an ordinal"),
        pytest.param("제3차 회의", id="another ordinal"),
        pytest.param("가족 지원", id="a word with a letter of the list"),
        pytest.param("(계속) 추진", id="a word in brackets"),
        pytest.param("old 시설", id="an o within a word"),
        pytest.param("[참고", id="a bracket that never closes"),
        pytest.param("<5천원 할인> 행사 안내", id="words behind signs of comparison"),
        pytest.param("**굵은** 글자", id="stars around words"),
        pytest.param("총무과는 예산을 집행함", id="a sentence"),
    ],
)
def test_what_only_looks_like_a_mark(printed: str) -> None:
    assert read_mark(fold(printed)) == Mark(Style.TEXT, None, None, fold(printed))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("일반현황", Mark(Style.MARKDOWN, None, None, "일반현황", 2), id="a title without a mark"),
        pytest.param("1. 조직", Mark(Style.DOTTED, "1.", "1", "조직", 2), id="a number stays and gets its level"),
        pytest.param("- 조직", Mark(Style.MARKDOWN, "-", None, "조직", 2), id="a dash heads nothing by itself"),
        pytest.param("※ 참고", Mark(Style.NOTE, "※", None, "참고"), id="a note is no heading"),
        pytest.param("(단위: 천원)", Mark(Style.UNIT, None, None, "(단위: 천원)"), id="nor is a unit"),
        pytest.param("- 5 -", Mark(Style.PAGE, None, None, "- 5 -"), id="nor a page number"),
    ],
)
def test_as_heading(printed: str, expected: Mark) -> None:
    assert as_heading(read_mark(printed), 2) == expected


def test_bold_ranks_below_all_levels_of_headings() -> None:
    assert BOLD > 6
