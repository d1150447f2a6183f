"""Local governments: the list is whole, ambiguity is said, and a name is read only where it is one."""

import time
from collections import Counter
from datetime import date

import pytest

from app.parsers.bodies.governments import FoundGovernment, GovernmentLevel, change_of, find_governments, level, resolve, upper
from app.parsers.labels.governments import BASIC_NAMES, EDUCATION_OFFICES, MERGED, RENAMED, UPPER_FORMS

SIZES = {
    "서울특별시": 25,
    "부산광역시": 16,
    "대구광역시": 9,
    "인천광역시": 10,
    "광주광역시": 5,
    "대전광역시": 5,
    "울산광역시": 5,
    "세종특별자치시": 0,
    "경기도": 31,
    "강원특별자치도": 18,
    "충청북도": 11,
    "충청남도": 15,
    "전북특별자치도": 14,
    "전라남도": 22,
    "경상북도": 22,
    "경상남도": 18,
    "제주특별자치도": 0,
}

LISTED = [f"{province} {name}" for province, names in BASIC_NAMES.items() for name in names]


# --- the list -------------------------------------------------------------------------------------------------------


def test_list_is_whole() -> None:
    assert len(UPPER_FORMS) == 17
    assert {province: len(names) for province, names in BASIC_NAMES.items()} == SIZES
    assert len(set(LISTED)) == 226
    assert len(UPPER_FORMS) + len(LISTED) == 243
    assert len(EDUCATION_OFFICES) == 17


def test_list_has_the_ministrys_counts_of_cities_counties_and_districts() -> None:
    assert Counter(name[-1] for name in LISTED) == {"시": 75, "군": 82, "구": 69}


def test_only_these_names_are_several_governments() -> None:
    repeated = Counter(name for names in BASIC_NAMES.values() for name in names)
    assert {name: count for name, count in repeated.items() if count > 1} == {
        "중구": 6,
        "동구": 6,
        "서구": 5,
        "남구": 4,
        "북구": 4,
        "강서구": 2,
        "고성군": 2,
    }


@pytest.mark.parametrize("full", [*UPPER_FORMS, *LISTED, *EDUCATION_OFFICES])
def test_every_full_name_is_found_and_means_itself(full: str) -> None:
    assert resolve(full) == (full,)
    assert find_governments(f"○ {full} 주요업무보고") == (FoundGovernment(full, 2, 2 + len(full), full, True, (full,)),)


@pytest.mark.parametrize("full", LISTED)
def test_every_own_name_is_found(full: str) -> None:
    name = full.partition(" ")[2]
    found = find_governments(f"({name})")
    assert len(found) == 1
    assert full in found[0].candidates
    assert found[0].certain == (len(found[0].candidates) == 1)


def test_changes_are_dated_and_lead_to_known_bodies() -> None:
    for change in (*RENAMED, *MERGED):
        assert date.fromisoformat(change.day)
        assert all(resolve(successor) == (successor,) for successor in change.new)
        assert change_of(change.old) == change


# --- resolve --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        pytest.param("영등포구", ["서울특별시 영등포구"], id="a name that one district has"),
        pytest.param("영 등 포 구", ["서울특별시 영등포구"], id="padded with blanks"),
        pytest.param("영등포구청", ["서울특별시 영등포구"], id="its office"),
        pytest.param("영등포", ["서울특별시 영등포구"], id="its stem"),
        pytest.param("서울시", ["서울특별시"], id="a city shortened"),
        pytest.param("서울", ["서울특별시"], id="a bare stem"),
        pytest.param("서울시 중구", ["서울특별시 중구"], id="with its city"),
        pytest.param("서울중구", ["서울특별시 중구"], id="glued to its city"),
        pytest.param("경기", ["경기도"], id="a province's stem"),
        pytest.param("경기도", ["경기도"], id="a province"),
        pytest.param("수원시", ["경기도 수원시"], id="a city"),
        pytest.param("수원특례시", ["경기도 수원시"], id="a city of a million"),
        pytest.param("광주시", ["광주광역시", "경기도 광주시"], id="two cities"),
        pytest.param("경기도 광주시", ["경기도 광주시"], id="one of the two"),
        pytest.param("고성군", ["강원특별자치도 고성군", "경상남도 고성군"], id="two counties"),
        pytest.param("경남 고성군", ["경상남도 고성군"], id="one of the two counties"),
        pytest.param("강서구", ["서울특별시 강서구", "부산광역시 강서구"], id="two districts"),
        pytest.param("강원도", ["강원특별자치도"], id="a former name"),
        pytest.param("강원도 원주시", ["강원특별자치도 원주시"], id="in a province's former name"),
        pytest.param("전라북도 전주시", ["전북특별자치도 전주시"], id="in another province's former name"),
        pytest.param("인천 남구", ["인천광역시 미추홀구"], id="renamed district"),
        pytest.param("여주군", ["경기도 여주시"], id="a county that became a city"),
        pytest.param("경상북도 군위군", ["대구광역시 군위군"], id="moved to another province"),
        pytest.param("청원군", ["충청북도 청원군"], id="merged, keeps its name"),
        pytest.param("진해시", ["경상남도 진해시"], id="merged city"),
        pytest.param("북제주군", ["제주특별자치도 북제주군"], id="merged county of Jeju"),
        pytest.param("제물포구", ["인천광역시 제물포구"], id="founded after the list"),
        pytest.param("부산직할시", ["부산광역시"], id="rank before 1995"),
        pytest.param("제주시", ["제주특별자치도 제주시"], id="administrative city"),
        pytest.param("서울시교육청", ["서울특별시교육청"], id="education office"),
        pytest.param("강원도교육청", ["강원특별자치도교육청"], id="education office, former name"),
        pytest.param("장안구", [], id="a city's own district is no government"),
        pytest.param("총무과", [], id="a department"),
        pytest.param("구", [], id="a suffix"),
        pytest.param("중", [], id="a stem of one syllable says nothing"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_resolve(printed: str, full: list[str]) -> None:
    assert list(resolve(printed)) == full


def test_six_districts_are_named_junggu() -> None:
    cities = [upper(full) for full in resolve("중구")]
    assert cities == ["서울특별시", "부산광역시", "대구광역시", "인천광역시", "대전광역시", "울산광역시"]


@pytest.mark.parametrize(
    ("printed", "context", "full"),
    [
        pytest.param("중구", {"서울특별시"}, ["서울특별시 중구"], id="the city is known"),
        pytest.param("중구", {"서울특별시 영등포구"}, ["서울특별시 중구"], id="a neighbour is known"),
        pytest.param("광주시", {"경기도 수원시"}, ["경기도 광주시"], id="city of the province"),
        pytest.param("광주시", {"광주광역시 남구"}, ["광주광역시"], id="the upper government itself"),
        pytest.param("중구", {"서울특별시", "울산광역시"}, ["서울특별시 중구", "울산광역시 중구"], id="still two"),
        pytest.param("고성군", {"서울특별시"}, ["강원특별자치도 고성군", "경상남도 고성군"], id="a context that fits none changes nothing"),
        pytest.param("영등포구", {"부산광역시"}, ["서울특별시 영등포구"], id="a single candidate stands"),
    ],
)
def test_context_narrows(printed: str, context: set[str], full: list[str]) -> None:
    assert list(resolve(printed, frozenset(context))) == full


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("서울특별시", GovernmentLevel.UPPER),
        ("서울시", GovernmentLevel.UPPER),
        ("중구", GovernmentLevel.BASIC),
        ("서울특별시 중구", GovernmentLevel.BASIC),
        ("충청북도 청원군", GovernmentLevel.BASIC),
        ("광주시", None),
        ("제주시", GovernmentLevel.ADMINISTRATIVE),
        ("경기도교육청", GovernmentLevel.EDUCATION),
        ("수원교육지원청", GovernmentLevel.EDUCATION_DISTRICT),
        ("총무과", None),
    ],
)
def test_level(name: str, expected: GovernmentLevel | None) -> None:
    assert level(name) == expected


def test_upper_is_none_for_an_upper_government_and_for_the_unknown() -> None:
    assert [upper(name) for name in ("서울특별시", "세종특별자치시", "화성 중구", "중구", "")] == [None] * 5


def test_change_says_what_became_of_a_body() -> None:
    change = change_of("충청북도 청원군")
    assert change is not None
    assert (change.new, change.day) == (("충청북도 청주시",), "2014-07-01")
    assert change_of("서울특별시 영등포구") is None


# --- mentions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("서울특별시 영등포구 총무과", ["서울특별시 영등포구"], id="cover"),
        pytest.param("서울특별시영등포구", ["서울특별시 영등포구"], id="glued"),
        pytest.param("서울시\t영등포구", ["서울특별시 영등포구"], id="parted by a tab"),
        pytest.param("대전동구", ["대전광역시 동구"], id="stem glued to what lies in it"),
        pytest.param("서울시 수원시", ["서울특별시", "경기도 수원시"], id="side by side, neither in the other"),
        pytest.param("영등포구청 광장", ["서울특별시 영등포구"], id="office"),
        pytest.param("영등포구민의 날", ["서울특별시 영등포구"], id="its people"),
        pytest.param("영등포구의회와 서울시의회", ["서울특별시 영등포구", "서울특별시"], id="councils"),
        pytest.param("고성군·영암군·청양군민의 날", ["고성군", "전라남도 영암군", "충청남도 청양군"], id="a list, one ambiguous"),
        pytest.param("축하방문 : 2007.4. 6(고성군수외 11)", ["고성군"], id="the head of a county"),
        pytest.param("동구청과 남구청장", ["동구", "남구"], id="offices of ambiguous districts"),
        pytest.param("송파, 중구, 동작", ["중구"], id="stems alone are no mentions"),
        pytest.param("광주시 남구", ["광주광역시 남구"], id="what lies in it tells the city"),
        pytest.param("경기 광주시", ["경기도 광주시"], id="stem before a city"),
        pytest.param("포항시 남구", ["경상북도 포항시"], id="a city's own district"),
        pytest.param("고양시 일산서구", ["경기도 고양시"], id="district with a name of its own"),
        pytest.param("강원도 원주시", ["강원특별자치도 원주시"], id="former province"),
        pytest.param("서울시립대와 경기도지사", ["서울특별시", "경기도"], id="what a government has"),
        pytest.param("경기도내 도로", ["경기도"], id="particle"),
        pytest.param("부산진구", ["부산광역시 부산진구"], id="longest name"),
        pytest.param("서울특별시교육청", ["서울특별시교육청"], id="education office"),
        pytest.param("수원교육지원청", ["경기도수원교육지원청"], id="education district of one city"),
        pytest.param("서울특별시남부교육지원청", ["서울특별시남부교육지원청"], id="education district, full"),
        pytest.param("남부교육지원청", ["남부교육지원청"], id="education district of many cities"),
        pytest.param("서울시 중부교육지원청, 중구", ["서울특별시중부교육지원청", "중구"], id="education district and a mention"),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    found = find_governments(text)
    assert [mention.name for mention in found] == names
    assert all(text[mention.start : mention.end] == mention.printed for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "중구난방",
        "서구화",
        "서구적 생활",
        "서구문화",
        "동구권",
        "북구민족",
        "신도시와 도시",
        "관리 지구",
        "상주시키는 인력",
        "경주시설",
        "경기도중",
        "경남도시가스",
        "전남도로공사",
        "서울광장",
        "서울 시민",
        "경기 침체",
        "세종대로",
        "일산서구",
        "영등포구역",
        "강화군사",
        "지방자치단체",
        "",
    ],
)
def test_words_that_only_look_alike(text: str) -> None:
    assert find_governments(text) == ()


def test_an_ambiguous_mention_says_so() -> None:
    (found,) = find_governments("강서구")
    assert found == FoundGovernment("강서구", 0, 3, "강서구", False, ("서울특별시 강서구", "부산광역시 강서구"))


@pytest.mark.parametrize(
    "unit", ["서울시 중구 ", "서울시서울시", "수원교육지원청 ", "수원교육지원청", "중구중구", "강", "서울특별", "전북특별자치도교육청"]
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    started = time.perf_counter()
    find_governments(text)
    assert time.perf_counter() - started < 5  # a quadratic reading would take minutes
