"""What stands under a heading: items and how they nest, wrapped lines, notes, keys and values."""

import pytest

from app.models.outline import ItemList, Layout, ListItem, Note, Paragraph
from app.models.span import Span
from app.parsers.characters.normalise import split_lines
from app.parsers.lines.lines import printed_text, read_lines
from app.parsers.lines.marks import Style
from app.parsers.outline.passages import TextUnit, build_blocks, build_text_units, page_pitch, page_wrap, split_key


def units(text: str, pitch: int = 1) -> list[TextUnit]:
    lines = read_lines(text)
    layout = frozenset(at for at, line in enumerate(lines) if line.style is Style.PAGE)
    return build_text_units(lines, [at for at, line in enumerate(lines) if line.body], layout, pitch, page_wrap(lines))


def read(text: str, pitch: int = 1) -> list[str]:
    """The units of a text, two blanks deeper for each item they hang from; what is no item says what it is."""
    return [
        "  " * unit.depth + ("" if unit.kind == "item" else f"{unit.kind}: ") + unit.passage.text.strip() for unit in units(text, pitch)
    ]


# --- how items nest -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["○ 가", "- 나", "· 다", "- 라", "○ 마"], ["가", "  나", "    다", "  라", "마"], id="○ over - over ·"),
        pytest.param(["- 가", "○ 나", "- 다"], ["가", "  나", "다"], id="what comes first stands outermost, whatever its mark"),
        pytest.param(["○ 가", "  - 나", "    - 다", "  - 라"], ["가", "  나", "    다", "  라"], id="a dash further in than a dash"),
        pytest.param(["- 가", "   - 나", "- 다"], ["가", "  나", "다"], id="dashes alone"),
        pytest.param(["○ 가", "   ○ 나", "○ 다"], ["가", "나", "다"], id="other marks stand at one depth, whatever the blanks before them"),
        pytest.param(["① 가", "- 나", "② 다", "- 라"], ["가", "  나", "다", "  라"], id="circled numbers are one mark"),
        pytest.param(["○ 가", "▸ 나", "▶ 다"], ["가", "  나", "  다"], id="so are arrows"),
        pytest.param(["ㅇ 가", "- 나", "○ 다"], ["가", "  나", "다"], id="and circles"),
        pytest.param(["1) 가", "가) 나", "2) 다"], ["가", "  나", "다"], id="numbers and letters in brackets"),
        pytest.param(["○ 가", "- 나", "※ 다"], ["가", "  나", "    note: 다"], id="a note belongs to the item above it"),
        pytest.param(["※ 가", "○ 나"], ["note: 가", "나"], id="a note above all items"),
        pytest.param(["○ 가", "- 나", "", "본문", "- 다"], ["가", "  나", "paragraph: 본문", "다"], id="a paragraph ends the list"),
        pytest.param(["○ 가", "- 나", "(단위: 명)", "- 다"], ["가", "  나", "layout: (단위: 명)", "  다"], id="a unit does not"),
        pytest.param(["○ 가", "- 나", "- 3 -", "- 다"], ["가", "  나", "layout: - 3 -", "  다"], id="nor does a page number"),
    ],
)
def test_nesting(lines: list[str], expected: list[str]) -> None:
    assert read("\n".join(lines)) == expected


def test_items_nest_to_a_bound() -> None:
    depths = [unit.depth for unit in units("\n".join(" " * at + "- 가" for at in range(40)))]
    assert depths[:3] == [0, 1, 2]
    assert max(depths) == depths[-1] == 12


# --- wrapped lines -------------------------------------------------------------------------------------------------------

LONG = "주민의 참여를 넓히고 예산을 조기에 집행하여 지역의 경제를 살리는 데"


@pytest.mark.parametrize(
    ("lines", "pitch", "expected"),
    [
        pytest.param([f"○ {LONG}", "기여함"], 1, [f"{LONG} 기여함"], id="the next line"),
        pytest.param(["○ 대상: 35명", " 및 가족"], 1, ["대상: 35명 및 가족"], id="after a short line as well"),
        pytest.param([f"○ {LONG}", "", "기여함"], 1, [f"{LONG} 기여함"], id="over a blank line, behind a full line"),
        pytest.param(["○ 주민 참여 및", "", "조기 집행"], 1, ["주민 참여 및 조기 집행"], id="over a blank line, behind a word that joins"),
        pytest.param([f"○ {LONG} 및", "총무과"], 1, [f"{LONG} 및", "paragraph: 총무과"], id="a body of its own line begins anew"),
        pytest.param(
            ["특별회계", "97억원 (도 54, 시군 43)이며 전년보다 늘어난 것임", "자립도", "34.4%"],
            1,
            ["paragraph: 특별회계 97억원 (도 54, 시군 43)이며 전년보다 늘어난 것임", "paragraph: 자립도 34.4%"],
            id="keys over their values",
        ),
        pytest.param(["○ 쉼터 임대", "7,200"], 1, ["쉼터 임대", "paragraph: 7,200"], id="an amount alone is a cell, no rest"),
        pytest.param(["○ 쉼터 임대 및", "7,200"], 1, ["쉼터 임대 및 7,200"], id="but for one behind a word that joins"),
        pytest.param(["○ 주민 참여 확대", "", "조기 집행"], 1, ["주민 참여 확대", "paragraph: 조기 집행"], id="not behind a short one"),
        pytest.param(
            ["○ 주민 참여 확대", "", "조기 집행"], 2, ["주민 참여 확대 조기 집행"], id="but where every line stands a blank line apart"
        ),
        pytest.param(
            ["○ 대상 : 주민", "", "기간 : 연중"],
            2,
            ["대상 : 주민", "paragraph: 기간 : 연중"],
            id="a key and its value say something of their own",
        ),
        pytest.param(["○ 주민 참여 및", "", "", "조기 집행"], 2, ["주민 참여 및", "paragraph: 조기 집행"], id="two blank lines end it"),
        pytest.param(
            ["주요업무보고", "총무과"], 0, ["paragraph: 주요업무보고", "paragraph: 총무과"], id="lines of a title page stand alone"
        ),
        pytest.param(["짧은 줄", "다른 줄"], 1, ["paragraph: 짧은 줄", "paragraph: 다른 줄"], id="short paragraphs stand alone"),
        pytest.param([LONG, "기여함"], 1, [f"paragraph: {LONG} 기여함"], id="a paragraph as wide as the page goes on"),
        pytest.param(["※ 제외 대상은", "별도로 정함"], 1, ["note: 제외 대상은 별도로 정함"], id="a note goes on"),
        pytest.param(["○ 회의를 열어", "1) 심의함"], 1, ["회의를 열어", "  심의함"], id="an item is no rest"),
        pytest.param(["○ 예산 집행액", "5 명 감소"], 1, ["예산 집행액 5 명 감소"], id="a number may begin the rest"),
        pytest.param(
            [f"○ {LONG} 및", "- 3 -", "조기 집행에 힘씀"], 1, [f"{LONG} 및 조기 집행에 힘씀", "layout: - 3 -"], id="over a page break"
        ),
    ],
)
def test_wrapped_lines(lines: list[str], pitch: int, expected: list[str]) -> None:
    assert read("\n".join(lines), pitch) == expected


@pytest.mark.parametrize(
    ("text", "pitch"),
    [
        pytest.param("가\n나\n다\n\n라\n", 1, id="lines follow each other"),
        pytest.param("가\n\n나\n\n다\n\n라\n", 2, id="a blank line between any two"),
        pytest.param("가\n\n나\n\n다\n\n라\n마\n\n바\n", 2, id="mostly"),
    ],
)
def test_page_pitch(text: str, pitch: int) -> None:
    assert page_pitch(read_lines(text)) == pitch


# --- passages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part", "printed"),
    [
        pytest.param("○ 교육 : 45명", "45명", "○ 교육 : 45명", id="a line is proved as a whole"),
        pytest.param("○ 교육을 열어 주민\n 45명이 참석", "45명", " 45명이 참석", id="by the line it stands on"),
        pytest.param(
            "○ 교육을 열어 주민\n 45명이 참석", "주민 45명", "○ 교육을 열어 주민\n 45명이 참석", id="by both lines where it stands on both"
        ),
        pytest.param("- **교육** : 45명", "45명", "- **교육** : 45명", id="markup is no part of the text"),
    ],
)
def test_a_passage_knows_where_its_words_were_printed(text: str, part: str, printed: str) -> None:
    (unit,) = units(text)
    start = unit.passage.text.index(part)
    assert printed_text(split_lines(text), unit.passage.span(start, start + len(part))) == printed


def test_a_passage_keeps_its_letters_as_received() -> None:
    (unit,) = units("○ ’23년 １２회")
    assert (unit.passage.text, unit.passage.printed) == ("'23년 12회", "’23년 １２회")


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        pytest.param("사업기간 : 연중", "사업기간", "연중", id="a colon"),
        pytest.param("사업비: 3천원: 국비", "사업비", "3천원: 국비", id="the first colon counts"),
        pytest.param("일시 : 15:30", "일시", "15:30", id="hours within the value"),
        pytest.param("15:30 개회", None, None, id="hours are no key"),
        pytest.param("배분 6 : 4", None, None, id="nor is a ratio"),
        pytest.param("기간 :", None, None, id="no value"),
        pytest.param("사업을 추진함", None, None, id="no colon"),
    ],
)
def test_split_key(text: str, key: str | None, value: str | None) -> None:
    assert split_key(text) == (key, value)


# --- blocks -------------------------------------------------------------------------------------------------------------


def test_blocks_of_a_section() -> None:
    found = units("본문임\n\n○ 기간 : 연중\n - 상반기\n ※ 제외 있음\n- 3 -\n")
    assert build_blocks(found, (), ()) == (
        Paragraph("본문임", Span(1, 1)),
        ItemList(
            (
                ListItem(
                    "○",
                    "기간 : 연중",
                    Span(3, 3),
                    "기간",
                    "연중",
                    (ListItem("-", "상반기", Span(4, 4), children=(ListItem("※", "제외 있음", Span(5, 5)),)),),
                ),
            ),
            Span(3, 5),
        ),
        Layout("- 3 -", Span(6, 6)),
    )


def test_a_note_without_an_item_is_a_block_of_its_own() -> None:
    assert build_blocks(units("※ 제외 있음"), (), ()) == (Note("제외 있음", Span(1, 1)),)
