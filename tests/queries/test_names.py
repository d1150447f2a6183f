"""Names as people send them."""

import pytest

from app.queries.names import find_near, match_government

KNOWN = ["서울특별시", "서울특별시 중구", "부산광역시 중구", "서울특별시 영등포구", "경기도 수원시", "경기도 수원시 영통구"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("서울특별시", ("서울특별시",), id="exactly"),
        pytest.param("서울 특별시 영등포 구", ("서울특별시 영등포구",), id="whatever the spacing"),
        pytest.param("영등포구", ("서울특별시 영등포구",), id="unique ending"),
        pytest.param("중구", ("서울특별시 중구", "부산광역시 중구"), id="not unique"),
        pytest.param("수원시 영통구", ("경기도 수원시 영통구",), id="two words"),
        pytest.param("통구", (), id="half a word is no name"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_match_government(name: str, found: tuple[str, ...]) -> None:
    assert match_government(name, KNOWN) == found


def test_near_names_are_the_most_similar_and_few() -> None:
    known = [f"총무{number}과" for number in range(9)] + ["총무과", "교통과"]
    near = find_near("총무가", known)
    assert near[0] == "총무과"
    assert len(near) == 5
    assert "교통과" not in near
    assert find_near("환경정책관", ["총무과"]) == ()
