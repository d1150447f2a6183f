"""The local governments of Korea, as data: 17 upper ones, the 226 basic ones inside them, and 17 education offices.

Source: the list of local governments that the Ministry of the Interior and Safety keeps (행정안전부, 지방자치단체 행정구역 및
인구 현황), as it stood from 18 January 2024 to 30 June 2026: 1 특별시, 6 광역시, 1 특별자치시, 6 도, 3 특별자치도, and beneath them
75 시, 82 군, 69 자치구. Sejong and Jeju have no basic governments. The districts inside a city (일반구: 수원시 장안구) and the two
cities inside Jeju (행정시) are no local governments; only the latter are named here, for they write reports of their own.

Reports are older and newer than any list. `RENAMED` holds bodies that changed their name, rank or province and went on
as they were; `MERGED` those that were dissolved into others. Only changes whose date is fixed by law stand here.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

# Full name -> the other forms it is printed in. The last one is the bare stem, which alone names many other things
# (서울광장, 경기 침체, 세종대로) and so is read only before the name of a basic government (`서울 중구`) or when asked for by itself.
UPPER_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "서울특별시": ("서울시", "서울"),
    "부산광역시": ("부산직할시", "부산시", "부산"),
    "대구광역시": ("대구직할시", "대구시", "대구"),
    "인천광역시": ("인천직할시", "인천시", "인천"),
    "광주광역시": ("광주직할시", "광주시", "광주"),
    "대전광역시": ("대전직할시", "대전시", "대전"),
    "울산광역시": ("울산시", "울산"),
    "세종특별자치시": ("세종자치시", "세종시", "세종"),
    "경기도": ("경기",),
    "강원특별자치도": ("강원자치도", "강원도", "강원"),
    "충청북도": ("충북도", "충북"),
    "충청남도": ("충남도", "충남"),
    "전북특별자치도": ("전북자치도", "전라북도", "전북도", "전북"),
    "전라남도": ("전남도", "전남"),
    "경상북도": ("경북도", "경북"),
    "경상남도": ("경남도", "경남"),
    "제주특별자치도": ("제주자치도", "제주도", "제주"),
}

BASIC_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    upper: tuple(names.split())
    for upper, names in {
        "서울특별시": """
            종로구 중구 용산구 성동구 광진구 동대문구 중랑구 성북구 강북구 도봉구 노원구 은평구 서대문구 마포구
            양천구 강서구 구로구 금천구 영등포구 동작구 관악구 서초구 강남구 송파구 강동구
        """,
        "부산광역시": """
            중구 서구 동구 영도구 부산진구 동래구 남구 북구 해운대구 사하구 금정구 강서구 연제구 수영구
            사상구 기장군
        """,
        "대구광역시": "중구 동구 서구 남구 북구 수성구 달서구 달성군 군위군",
        "인천광역시": "중구 동구 미추홀구 연수구 남동구 부평구 계양구 서구 강화군 옹진군",
        "광주광역시": "동구 서구 남구 북구 광산구",
        "대전광역시": "동구 중구 서구 유성구 대덕구",
        "울산광역시": "중구 남구 동구 북구 울주군",
        "세종특별자치시": "",
        "경기도": """
            수원시 성남시 의정부시 안양시 부천시 광명시 평택시 동두천시 안산시 고양시 과천시 구리시 남양주시 오산시
            시흥시 군포시 의왕시 하남시 용인시 파주시 이천시 안성시 김포시 화성시 광주시 양주시 포천시 여주시
            연천군 가평군 양평군
        """,
        "강원특별자치도": """
            춘천시 원주시 강릉시 동해시 태백시 속초시 삼척시 홍천군 횡성군 영월군 평창군 정선군 철원군 화천군
            양구군 인제군 고성군 양양군
        """,
        "충청북도": "청주시 충주시 제천시 보은군 옥천군 영동군 증평군 진천군 괴산군 음성군 단양군",
        "충청남도": """
            천안시 공주시 보령시 아산시 서산시 논산시 계룡시 당진시 금산군 부여군 서천군 청양군 홍성군 예산군
            태안군
        """,
        "전북특별자치도": "전주시 군산시 익산시 정읍시 남원시 김제시 완주군 진안군 무주군 장수군 임실군 순창군 고창군 부안군",
        "전라남도": """
            목포시 여수시 순천시 나주시 광양시 담양군 곡성군 구례군 고흥군 보성군 화순군 장흥군 강진군 해남군
            영암군 무안군 함평군 영광군 장성군 완도군 진도군 신안군
        """,
        "경상북도": """
            포항시 경주시 김천시 안동시 구미시 영주시 영천시 상주시 문경시 경산시 의성군 청송군 영양군 영덕군
            청도군 고령군 성주군 칠곡군 예천군 봉화군 울진군 울릉군
        """,
        "경상남도": """
            창원시 진주시 통영시 사천시 김해시 밀양시 거제시 양산시 의령군 함안군 창녕군 고성군 남해군 하동군
            산청군 함양군 거창군 합천군
        """,
        "제주특별자치도": "",
    }.items()
}

# Cities with a million inhabitants may print 특례시; their name in law stays 시.
SPECIAL_CITIES: Final = ("경기도 수원시", "경기도 고양시", "경기도 용인시", "경기도 화성시", "경상남도 창원시")

ADMINISTRATIVE_CITIES: Final = ("제주특별자치도 제주시", "제주특별자치도 서귀포시")

EDUCATION_OFFICE: Final = "교육청"
EDUCATION_OFFICES: Final = tuple(f"{upper}{EDUCATION_OFFICE}" for upper in UPPER_FORMS)
"""교육청, one beside each upper government."""

EDUCATION_DISTRICT: Final = "교육지원청"
"""How the name of an education office's district ends; the full name is the upper government's with it: 서울특별시남부교육지원청."""


class Change(NamedTuple):
    """What became of a body: its full name until then, its successors' full names, the first day of the new state.

    The old name of a merged body stands under the present name of its upper government, as those of the others do.
    """

    old: str
    new: tuple[str, ...]
    day: str


RENAMED: Final = (
    Change("강원도", ("강원특별자치도",), "2023-06-11"),
    Change("전라북도", ("전북특별자치도",), "2024-01-18"),
    Change("제주도", ("제주특별자치도",), "2006-07-01"),
    Change("인천광역시 남구", ("인천광역시 미추홀구",), "2018-07-01"),
    Change("경상북도 군위군", ("대구광역시 군위군",), "2023-07-01"),
    Change("경기도 여주군", ("경기도 여주시",), "2013-09-23"),
    Change("충청남도 당진군", ("충청남도 당진시",), "2012-01-01"),
    Change("경기도 양주군", ("경기도 양주시",), "2003-10-19"),
    Change("경기도 포천군", ("경기도 포천시",), "2003-10-19"),
    Change("경기도 광주군", ("경기도 광주시",), "2001-03-21"),
    Change("경기도 화성군", ("경기도 화성시",), "2001-03-21"),
    Change("경기도 김포군", ("경기도 김포시",), "1998-04-01"),
    Change("경기도 안성군", ("경기도 안성시",), "1998-04-01"),
    Change("경기도 용인군", ("경기도 용인시",), "1996-03-01"),
    Change("경기도 이천군", ("경기도 이천시",), "1996-03-01"),
    Change("경기도 파주군", ("경기도 파주시",), "1996-03-01"),
    Change("충청남도 논산군", ("충청남도 논산시",), "1996-03-01"),
    Change("경상남도 양산군", ("경상남도 양산시",), "1996-03-01"),
)

MERGED: Final = (
    Change("충청북도 청원군", ("충청북도 청주시",), "2014-07-01"),
    Change("충청남도 연기군", ("세종특별자치시",), "2012-07-01"),
    Change("경상남도 마산시", ("경상남도 창원시",), "2010-07-01"),
    Change("경상남도 진해시", ("경상남도 창원시",), "2010-07-01"),
    Change("제주특별자치도 북제주군", ("제주특별자치도",), "2006-07-01"),
    Change("제주특별자치도 남제주군", ("제주특별자치도",), "2006-07-01"),
    Change("전라남도 여천시", ("전라남도 여수시",), "1998-04-01"),
    Change("전라남도 여천군", ("전라남도 여수시",), "1998-04-01"),
    # The law of 2024 on three new districts of Incheon; the list above is the one that was in force before it.
    Change("인천광역시 중구", ("인천광역시 제물포구", "인천광역시 영종구"), "2026-07-01"),
    Change("인천광역시 동구", ("인천광역시 제물포구",), "2026-07-01"),
    Change("인천광역시 서구", ("인천광역시 서구", "인천광역시 검단구"), "2026-07-01"),
)

# --- how a name ends, and what may follow it --------------------------------------------------------------------------------

# The kinds of basic governments, a city first; without this ending the name is a stem.
STEM_ENDINGS: Final = "시군구"
DISTRICT_ENDING: Final = "구"
PROVINCE_ENDING: Final = "도"
SPECIAL_CITY: Final = "특례시"
# What a name with an office, or who holds it, ends in.
OFFICE_ENDINGS: Final = "청장?|시장|군수|도지사|의회"
# What may be glued to a name and still leave it a government's: a particle that ends the word, or what a government has.
# A name of two syllables (중구, 서구 …) begins many other words (서구문화, 동구권), so little may follow it; one of four or more
# hardly any, so nearly all may.
NAME_PARTICLES: Final = """
    은 는 이 가 을 를 의 에 와 과 로 도 만 및 등 간 내 외 측 에서 에게 에는 으로 부터 까지 보다 처럼 이나 이며 라는 에도 에서는 와의 과의
"""
AFTER_ANY_NAME: Final = """
    청 의회 민(?!족) 립 보건 상수도 하수도 수도사업
    시설관리 체육회 문화원 문화회관 문화재단 자원봉사 도시관리 새마을 선거관리 장애인 노인 가족센터
"""
AFTER_LONGER_NAME: Final = """
    장(?!을|에서) 수(?![련영목질산]) 지사 정 향 세(?=[^가-힣]|입|외|수) 비(?=[^가-힣]) 유지 시설 체육 문화 교육 도시 공무원 직원
    소속 산하 관[내할광] 소재 전역 일원 전체 지역 주민 조례 공고 고시 예산 재정 여성 청소년 어린이 아동 육아 가족 건강 정신 치매
    복지 사회 평생 상공 통합 종합 홈페이지 본청 사업소 센터 공단 공사 협의회 연합회 위원회 출신 거주 환경 농업 농협 산림 소방
    경찰 세무 우수 추진 주요 행정 관련 특화 형(?=[^가-힣])
"""


# A bare stem (`서울`, `전남`) is a place; with an office of the government behind it, it is that government.
AFTER_STEM: Final = """
    소방(?:본부|[은이의]|\\s|,|$) 지사(?:[^가-힣]|[가는께]|\\s|$) 도정 시정(?:[^가-힣]|[은이을의]|\\s|$)
"""
# Behind a long name these make another word: `수원시역`.
NOT_AFTER_LONG_NAME: Final = "역간설행작키켜킨킬킴켰"
