"""Vehicles by sort and size."""

from pathlib import Path

import pytest

from app.models.facts import Vehicle
from app.parsers.facts.vehicle import is_vehicle_title
from app.parsers.pipeline import parse_report, read_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str, str | None, str | None, int]


def vehicles(text: str) -> list[Vehicle]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Vehicle)]


def rows(text: str) -> list[Row]:
    return [(one.category, one.subtype, one.status, one.vehicles) for one in vehicles(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "○ 행정차량\n\n계\t승용\t승 합\t\t\t특 수 차\t\n\t\t소계\t소형\t중형\t소계\t청소차\n9\t3\t4\t0\t4\t2\t-\n",
            [
                ("계", None, None, 9),
                ("승용", None, None, 3),
                ("승합", None, None, 4),
                ("승합", "소형", None, 0),
                ("승합", "중형", None, 4),
                ("특수차", None, None, 2),
            ],
            id="one row under sorts and sizes: 0 is a value, a dash is none",
        ),
        pytest.param(
            "□ 공용차량 - 총 9대(정수 8대, 초과 1대)             (단위: 대)\n\n총\n\n계\n\n승 용 승 합\n\n소\n계\n\n"
            "소형 중형\n소\n계\n\n중형 대형\n\n9 5 3 2 4 3 1\n",
            [
                ("총계", None, "정수", 8),
                ("총계", None, "초과", 1),
                ("총계", None, None, 9),
                ("승용", None, None, 5),
                ("승용", "소형", None, 3),
                ("승용", "중형", None, 2),
                ("승합", None, None, 4),
                ("승합", "중형", None, 3),
                ("승합", "대형", None, 1),
            ],
            id="a heading with statuses over a header that is broken up",
        ),
        pytest.param(
            "□ 공용차량 현황\n\n차종\t계\t승용\t승합\n총계\t20\t12\t8\n전기차\t5\t4\t1\n",
            [
                ("계", None, None, 20),
                ("승용", None, None, 12),
                ("승합", None, None, 8),
                ("계", "전기차", None, 5),
                ("승용", "전기차", None, 4),
                ("승합", "전기차", None, 1),
            ],
            id="rows that tell sorts apart by what drives them",
        ),
        pytest.param(
            "□ 관용차량\n\n(단위 : 대)\n\n구분\t계\t일반차량\t친환경차량\n계\t10\t7\t3\n승용\t4\t3\t1\n화물\t6\t4\t2\n",
            [
                ("계", None, None, 10),
                ("계", "일반차량", None, 7),
                ("계", "친환경차량", None, 3),
                ("승용", None, None, 4),
                ("승용", "일반차량", None, 3),
                ("승용", "친환경차량", None, 1),
                ("화물", None, None, 6),
                ("화물", "일반차량", None, 4),
                ("화물", "친환경차량", None, 2),
            ],
            id="a row for each sort",
        ),
        pytest.param(
            "□ 차량 현황\n\n차종\t규격\t대수\n승용\t소형\t3대\n\t중형\t2대\n승합\t대형\t1대\n",
            [("승용", "소형", None, 3), ("승용", "중형", None, 2), ("승합", "대형", None, 1)],
            id="sort and size as labels",
        ),
        pytest.param(
            "□ 차량 현황\n\n구분\t정수\t보유\n승용\t5\t4\n화물\t6\t6\n",
            [("승용", None, "정수", 5), ("승용", None, "보유", 4), ("화물", None, "정수", 6), ("화물", None, "보유", 6)],
            id="statuses as columns",
        ),
        pytest.param(
            "○ 행정차량\n\n계\t승용\t화물\t특수차\t\n\t\t\t소계\t기타\n9\t3\t4\t2\t2\n\n"
            "※ 특수차 기타(구급차1, 렉카차:1대), 친환경 차량 2대\n",
            [
                ("계", None, None, 9),
                ("승용", None, None, 3),
                ("화물", None, None, 4),
                ("특수차", None, None, 2),
                ("특수차", "기타", None, 2),
                ("특수차", "구급차", None, 1),
                ("특수차", "렉카차", None, 1),
            ],
            id="a note that takes a count apart",
        ),
        pytest.param(
            "○ 행정차량\n\n계\t승용\t화물\n9\t3\t6\n\n※ 친환경 2등급 차량 - 전기차 3대, 수소차 1대\n※ 정비 - 1분기 3대, 2분기 4대\n",
            [
                ("계", None, None, 9),
                ("승용", None, None, 3),
                ("화물", None, None, 6),
                ("친환경 2등급 차량", "전기차", None, 3),
                ("친환경 2등급 차량", "수소차", None, 1),
            ],
            id="a note of a group of its own",
        ),
        pytest.param(
            "□ 차량 보유현황\n\n○ 총 9대(승용 3대, 승합 6대), 정수 8대\n○ 전기차 2대\n",
            [("계", None, "정수", 8), ("계", None, None, 9), ("승용", None, None, 3), ("승합", None, None, 6)],
            id="items without a table; fuels are left alone",
        ),
        pytest.param(
            "Ⅱ. 주요업무 추진계획\n\n1 공용차량 친환경 전환\n\n□ 현황\n\n구분\t총계\t승용\t\t화물\n\t\t계\t전기수소\t일반\n"
            "대수\t58\t38\t21\t6\n",
            [],
            id="a table in a project's text",
        ),
    ],
)
def test_vehicles(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_rows_of_departments_and_years() -> None:
    table = "□ 차량 현황\n\n(단위: 대)\n\n구분\t승용\t화물\n총무과\t3\t4\n청소과\t1\t9\n2022년\t2\t8\n"
    found = [(one.department, one.fiscal_year, one.category, one.vehicles) for one in vehicles(table)]
    assert found == [
        ("총무과", 2023, "승용", 3),
        ("총무과", 2023, "화물", 4),
        ("청소과", 2023, "승용", 1),
        ("청소과", 2023, "화물", 9),
        ("총무과", 2022, "승용", 2),
        ("총무과", 2022, "화물", 8),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("행정차량", True),
        ("공용차량 - 총 224대(정수 223대)", True),
        ("차 량 현 황", True),
        ("2) 청소차량", True),
        ("공용차량 친환경 전환 추진", False),
        ("주차장 및 차량관리 개선", False),
        ("청사 현황", False),
    ],
)
def test_is_vehicle_title(title: str, *, expected: bool) -> None:
    assert is_vehicle_title(title) is expected


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    found = []
    for path in real_reports:
        facts = [fact for fact in read_report(path.read_bytes()).facts if isinstance(fact, Vehicle)]
        found.append((len(facts), sum(fact.vehicles for fact in facts if fact.subtype is None and fact.status is None)))
    assert found == [(22, 448), (18, 307), (0, 0), (0, 0)]
