"""Titles without a mark that group what stands below them: over numbers that start again, over a body's part of a chapter."""

import pytest

from tests.parsers.drawn import outline

FRONT = ("2031년도", "", "주요업무 추진현황", "", "달빛과", "")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [
                *("Ⅱ. 주요업무", "", "밝은 거리 가꾸기", "", "1 가로등 손질", "", "□ 개요", "", "- 연중", "- 전 구간", "- 야간", ""),
                *("2 벽화 그리기", "", "□ 개요", "", "- 봄", "- 골목과 담장을 두루 살펴 고칠 곳을 찾고 주민의 뜻을 모아 밑그림을 마련", ""),
                *("고운 마을 만들기", "", "1 꽃길 심기", "", "□ 개요", "", "- 가을"),
            ],
            [
                *("Ⅱ. 주요업무", "  밝은 거리 가꾸기", "    1 가로등 손질", "      □ 개요", "    2 벽화 그리기", "      □ 개요"),
                *("  고운 마을 만들기", "    1 꽃길 심기", "      □ 개요"),
            ],
            id="numbers that start again",
        ),
        pytest.param(
            [
                "I. 일반현황",
                "",
                "군 총괄",
                "",
                "I 인 력",
                "○ 900명",
                "II 예 산",
                "○ 2억원",
                "",
                "달빛과",
                "",
                "1 인 력",
                "○ 30명",
                "II. 주요업무",
            ],
            ["I. 일반현황", "  군 총괄", "    I 인력", "    II 예산", "  달빛과", "    1 인력", "II. 주요업무"],
            id="an inner series of Roman numerals stays below the title that it begins under",
        ),
        pytest.param(
            ["Ⅰ. 일반현황", "", "시 전체", "", "Ⅰ 인력", "○ 900명", "Ⅱ 예산현황", "○ 2억원", "", "Ⅱ. 주요업무", "○ 연중"],
            ["Ⅰ. 일반현황", "  시 전체", "    Ⅰ 인력", "    Ⅱ 예산현황", "Ⅱ. 주요업무"],
            id="an inner Ⅱ is told from the next chapter by its form",
        ),
        pytest.param(
            ["Ⅰ. 일반현황", "", "구 총괄", "", "□ 인력", "○ 900명", "", "달빛과", "", "□ 인력", "○ 30명"],
            ["Ⅰ. 일반현황", "  구 총괄", "    □ 인력", "  달빛과", "    □ 인력"],
            id="over squares",
        ),
        pytest.param(
            [
                "Ⅱ. 실적",
                "",
                "1 말 배우기",
                "",
                "□ 효과",
                "",
                "- 바른 말",
                "- 쉬운 말",
                "- 고운 말",
                "",
                "달빛과 주요사업 집행표",
                "",
                "사업\t월\n말\t3월",
            ],
            ["Ⅱ. 실적", "  1 말 배우기", "    □ 효과", "  달빛과 주요사업 집행표"],
            id="a closing table of a body is no part of the last project",
        ),
    ],
)
def test_groups(lines: list[str], expected: list[str]) -> None:
    assert outline(*FRONT, *lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [
                "일반현황",
                "조직",
                "1과 4팀",
                "예산현황",
                "과목\t예산액\n계\t4",
                "주요업무 추진실적",
                "물길 손질",
                "사업개요",
                "기간 : 연중",
                "추진실적",
                "제방 : 3개소",
            ],
            ["일반현황", "  조직", "  예산현황", "주요업무 추진실적", "  물길 손질", "    사업개요", "    추진실적"],
            id="known titles of chapters and parts, the project between them",
        ),
        pytest.param(
            [
                "Ⅰ. 실적",
                "",
                "1 아이 돌봄",
                "",
                "사업개요",
                "",
                "- 비용을 통장으로 달마다 지급",
                "",
                "추진실적",
                "",
                "- 140명",
                "",
                "향후 추진계획",
                "",
                "- 지원",
            ],
            ["Ⅰ. 실적", "  1 아이 돌봄", "    사업개요", "    추진실적", "    향후 추진계획"],
            id="a part's title alone between blank lines is no wrapped rest",
        ),
    ],
)
def test_outlines_that_lost_their_marks(lines: list[str], expected: list[str]) -> None:
    assert outline(*lines) == expected


def test_the_title_of_the_report_is_no_chapter() -> None:
    assert outline("2031년도 주요업무보고", "가람시 물길과", "", "일반현황", "조직", "1과 4팀") == ["일반현황", "  조직"]
