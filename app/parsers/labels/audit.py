"""Requests of the council's audit, the answers and their states."""

import re
from collections.abc import Mapping
from typing import Final

from app.models.facts import AuditCategory, AuditStatus
from app.parsers.labels.words import words

AUDIT_REQUEST_COLUMNS: Final = (
    ("건의사항", AuditCategory.SUGGESTION),
    ("건의", AuditCategory.SUGGESTION),
    ("자료제출", AuditCategory.SUBMISSION),
    ("기타사항", AuditCategory.SUBMISSION),
    ("시정및처리요구사항", AuditCategory.CORRECTION),
    ("시정·처리요구사항", AuditCategory.CORRECTION),
    ("시정요구", AuditCategory.CORRECTION),
    ("처리요구", AuditCategory.CORRECTION),
    ("지적사항", AuditCategory.CORRECTION),
    ("요구사항", AuditCategory.CORRECTION),
    ("권고사항", AuditCategory.SUGGESTION),
    ("지적", AuditCategory.CORRECTION),
)
AUDIT_RESPONSE_COLUMNS: Final = words(
    "조치결과 처리결과 조치사항 추진상황 처리상황 조치계획 추진결과 조치내용 처리내용 추진내용 추진사항 처리계획 답변 "
    "조치및 처리및 검토결과 이행상황 개선결과 추진실적"
)  # fmt: skip
# Words that say nothing of whether the council asks for a correction or suggests one; the heading does.
AUDIT_PLAIN_REQUESTS: Final = frozenset(
    words("지적사항 요구사항 지적및요구사항 지적내용 감사지적사항 감사결과지적사항 처리요구사항 주요지적사항")
)
AUDIT_CATEGORY_WORDS: Final = (
    ("건의", AuditCategory.SUGGESTION),
    ("자료", AuditCategory.SUBMISSION),
    ("기타사항", AuditCategory.SUBMISSION),
    ("시정", AuditCategory.CORRECTION),
    ("처리요구", AuditCategory.CORRECTION),
    ("지적", AuditCategory.CORRECTION),
)
# A heading or title over requests and answers; `감사담당관` is an office, and a report for an audit tells of other things.
AUDIT_TITLE: Final = re.compile(
    r"감사(?!담당|과|관|실|패|위).*(?:처리|조치|지적|시정|요구|결과|건의|이행|답변)|(?:지적|요구|건의)사항.*(?:처리|조치)"
)
AUDIT_CERTAIN_WORDS: Final = ("지적", "시정", "처리요구", "요구사항")
AUDIT_BODY_COLUMNS: Final = frozenset(
    words("소관부서 담당부서 부서 부서명 해당부서 소관 담당과 처리부서 주관부서 소관과 관련부서 조치부서 소관실과 담당")
)
AUDIT_STATUS_COLUMNS: Final = frozenset(
    words(
        "추진상황 처리상황 상태 진행상황 처리여부 완료여부 비고 추진여부 이행여부 조치여부 처리구분 이행상황 추진현황 처리현황 "
        "처리결과 조치결과 추진결과"
    )
)
AUDIT_CATEGORY_COLUMNS: Final = frozenset(["구분", "유형", "종류", "요구구분"])
AUDIT_PLAN_HEADING: Final = r"향후\s?(?:추진\s?)?계획"
ALL_BODIES: Final = frozenset(words("전부서 전체부서 전실국 전기관 공통 전실과 전직원 전체 각부서 해당부서 전실국본부 전동 전읍면동"))
OTHER_BODIES: Final = re.compile(r"\s*(?:외|등)\s*\d*\s*(?:개)?\s*(?:과|부서|실|기관|국|곳)?\s*$")
HEAD_OF_BODY: Final = "장"
AUDIT_STATUSES: Final[Mapping[str, AuditStatus]] = {
    **dict.fromkeys(
        words("추진완료 조치완료 처리완료 완료 반영 반영완료 제출완료 이행완료 시정완료 개선완료 종결 시정 수용 제출 조치 처리"),
        AuditStatus.DONE,
    ),
    **dict.fromkeys(
        words(
            "추진중 처리중 조치중 계속추진 정상추진 진행중 이행중 시정중 개선중 일부완료 일부추진 일부반영 부분완료 추진예정 "
            "향후추진 장기추진 조치예정 반영예정 지속추진 부분수용 일부수용"
        ),
        AuditStatus.IN_PROGRESS,
    ),
    **dict.fromkeys(
        words("검토중 검토 장기검토 중장기검토 적극검토 신중검토 향후검토 계속검토 추진검토 검토예정"),
        AuditStatus.UNDER_REVIEW,
    ),
    **dict.fromkeys(
        words("미반영 반영불가 추진불가 불가 미추진 추진곤란 반영곤란 수용곤란 불수용 수용불가 곤란 미수용 미이행 미조치"),
        AuditStatus.REJECTED,
    ),
}
# Of these, the ones that are a status only where they stand alone: `조치`, `검토` begin other phrases as well.
AUDIT_LONE_STATUSES: Final = frozenset(words("시정 조치 처리 제출 검토 반영 수용 불가 곤란 종결"))
AUDIT_STATUS_KEYS: Final = words("추진상황 조치결과 처리결과 처리상황 추진결과 조치상황 진행상황 이행상황 처리여부 추진여부 상태")
