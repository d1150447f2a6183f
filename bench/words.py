"""The vocabulary of generated reports.

None of these words stands in a rule of the parser: names are put together anew for every report, so that a rule that
knows a name can gain nothing here. Only the field's own labels (예산액, 정원 …) are printed as real reports print them.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

GOVERNMENTS: Final = (
    "경기도 김포시",
    "강원특별자치도 속초시",
    "충청북도 제천시",
    "충청남도 공주시",
    "전라남도 목포시",
    "경상북도 안동시",
    "경상남도 통영시",
    "서울특별시 마포구",
    "부산광역시 수영구",
    "대구광역시 달서구",
    "광주광역시 광산구",
    "울산광역시 울주군",
    "인천광역시 연수구",
    "대전광역시 대덕구",
)
_FIELDS: Final = (
    "문화",
    "예술",
    "체육",
    "도로",
    "하천",
    "공원",
    "산림",
    "수산",
    "농업",
    "축산",
    "주택",
    "건축",
    "토지",
    "세무",
    "복지",
    "보육",
    "청년",
    "여성",
    "위생",
    "안전",
    "교통",
    "관광",
    "홍보",
    "감사",
    "기후",
    "에너지",
    "항만",
    "평생",
    "디지털",
    "도시",
)
_TASKS: Final = ("정책", "관리", "진흥", "지원", "재생", "개발", "협력", "행정")
_PLACES: Final = (
    "골목길",
    "전통시장",
    "경로당",
    "놀이터",
    "산책로",
    "마을회관",
    "도서관",
    "어린이집",
    "체육관",
    "보행로",
    "쉼터",
    "정류장",
    "텃밭",
    "선착장",
    "야영장",
    "수영장",
    "문화마당",
    "역사관",
)
_ADJECTIVES: Final = (
    "안전한",
    "쾌적한",
    "활기찬",
    "함께하는",
    "든든한",
    "깨끗한",
    "찾아가는",
    "가까운",
    "따뜻한",
    "새로운",
    "편리한",
    "고른",
)
_ACTIONS: Final = ("조성", "정비", "운영", "지원", "확충", "개선", "보급", "육성", "설치", "활성화")
_SUBJECTS: Final = (
    "주민",
    "어르신",
    "청소년",
    "소상공인",
    "농가",
    "장애인",
    "신혼부부",
    "다문화가정",
    "자원봉사자",
    "예술인",
    "창업팀",
    "귀농인",
)
_MEASURES: Final = ("상담", "교육", "방문", "접수", "점검", "수강", "이용", "참여", "신고", "검사", "대여", "체험")
_SITES: Final = ("중앙", "동부", "서부", "남부", "북부", "해변", "강변", "솔밭", "무지개", "은빛", "푸른", "한마음")
_HALLS: Final = ("회관", "복지관", "체육센터", "보건지소", "차고지", "문화원", "수련관", "창작관")
_STREETS: Final = ("새터로", "가람로", "소나무길", "달맞이길", "물빛로", "은행나무로")


class Words:
    """Makes names; within one report none comes twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def _fresh(self, *parts: Sequence[str], join: str = "") -> str:
        for _ in range(1000):
            name = join.join(self._random.choice(part) for part in parts)
            if name not in self._given:
                self._given.add(name)
                return name
        raise LookupError(parts)

    def department(self) -> str:
        return self._fresh(_FIELDS, _TASKS, ("과", "과", "과", "담당관"))

    def bureau(self) -> str:
        return self._fresh(_FIELDS, _FIELDS, ("국", "본부"))

    def team(self) -> str:
        return self._fresh(_FIELDS, _TASKS, ("팀",))

    def project(self) -> str:
        return self._fresh(_ADJECTIVES, _PLACES, _ACTIONS, join=" ")

    def budget_item(self) -> str:
        return self._fresh(_SUBJECTS + _PLACES, _MEASURES + _ACTIONS, ("사업", "사업비", "운영", "강화"), join=" ")

    def policy(self) -> str:
        return self._fresh(_ADJECTIVES, _FIELDS, ("기반 구축", "환경 조성", "공동체 육성", "서비스 제공"), join=" ")

    def revenue_item(self) -> str:
        return self._fresh(_PLACES, ("사용료", "입장료", "임대료", "매각대금", "수수료"), join=" ")

    def measured(self) -> str:
        return self._fresh(_SUBJECTS, _MEASURES, join=" ")

    def thing(self) -> str:
        """One word, as the columns of a table are called."""
        return self._fresh(_SUBJECTS, _MEASURES)

    def done(self) -> str:
        return self._fresh(_PLACES, _ACTIONS, join=" ")

    def step(self) -> str:
        return self._fresh(
            _PLACES + _SUBJECTS,
            ("설계 용역", "공사 발주", "의견 수렴", "대상자 선정", "현장 조사", "성과 평가", "업체 모집", "주민 설명회"),
            join=" ",
        )

    def duty(self) -> str:
        return self._fresh(_SUBJECTS + _PLACES, _MEASURES + _ACTIONS, ("계획 수립", "지도", "관리", "총괄", "업무"), join=" ")

    def building(self) -> str:
        return self._fresh(_SITES, _HALLS)

    def street(self) -> str:
        return self._random.choice(_STREETS)

    def request(self) -> str:
        return self._fresh(
            _SUBJECTS,
            _MEASURES,
            ("절차가 번거로우므로 줄이는 방안을", "실적이 줄고 있으므로 개선 방안을", "기준이 서로 다르므로 통일하는 방안을"),
            ("마련하기 바람.", "검토하기 바람.", "보고할 것."),
            join=" ",
        )

    def answer(self) -> str:
        return self._fresh(
            _SUBJECTS, _MEASURES, ("지침을 고쳐 시행함", "기준을 새로 정함", "관계 부서와 협의를 마침", "개선 계획을 세움"), join=" "
        )
