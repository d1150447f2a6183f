"""The words of an audit's requests and answers: whose request it is, how far the answer has come, of which sort it is.

>>> read_request("○ 교류 현황 (4급) (인사과, 인력개발과)")
Request(text='교류 현황 (4급)', departments=('인사과', '인력개발과'))
>>> find_status("□ 추진상황 : 검토 중\\n○ 협의하겠음"), find_status("○ 완료 : 9개소 시정"), find_status("○ 협의하겠음")
(<AuditStatus.UNDER_REVIEW: 'under_review'>, <AuditStatus.DONE: 'done'>, None)
>>> split_requests("○ 가를 줄일 것. (총무과) ○ 나를 늘릴 것. (인사과)")
['○ 가를 줄일 것. (총무과)', '○ 나를 늘릴 것. (인사과)']
"""

import re
from dataclasses import dataclass
from typing import Final

from app.models.facts import AuditCategory, AuditStatus
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    ALL_BODIES,
    AUDIT_CATEGORY_WORDS,
    AUDIT_LONE_STATUSES,
    AUDIT_PLAN_HEADING,
    AUDIT_STATUS_KEYS,
    AUDIT_STATUSES,
    HEAD_OF_BODY,
    JOINING_WORD,
    OTHER_BODIES,
    body_level,
    label_key,
)

_MARK: Final = r"[○ㅇ◦●◯□■▢☐▪◆◇▶▸·\-–*]"
_LEADING_MARK: Final = re.compile(rf"^\s*(?:{_MARK}\s*|\d{{1,2}}[.)]\s+|[①-⑳]\s*)+")
_NEXT_REQUEST: Final = re.compile(r"(?:(?<=[).\]])|\n)\s{0,20}(?=[○ㅇ◦●□■]\s)")
_BRACKETS: Final = {")": "(", "]": "[", "】": "【"}
_NAMES: Final = re.compile(r"\s*[,，、/;\n]\s*")
_KEYS: Final = "|".join(r"\s?".join(key) for key in AUDIT_STATUS_KEYS)
_ANSWER: Final = re.compile(rf"(?<=[)\].])\s*(?={_MARK}?\s*(?:{_KEYS})\s*:)")
_STATED: Final = re.compile(rf"(?:^|[\s(□○ㅇ◦■\-·])(?:{_KEYS})\s*[:：]\s*(?P<status>[^\n]+)")
_OPENING: Final = re.compile(rf"^\s*(?:{_MARK}\s*)*[\[【(〈<]?\s*(?P<status>[가-힣 ]{{2,8}}?)\s*(?:[\]】)〉>:：]|$|\n)")
_PLANNED: Final = re.compile(rf"(?:^|(?<!{JOINING_WORD})[\s□■]){AUDIT_PLAN_HEADING}\s*(?::|(?=[○ㅇ◦●\n\-·]))")
_PIECES: Final = re.compile(r"(?:^|\s)(?:[○ㅇ◦●·▸▪※]|[-–](?=\s))\s*|\n")
_LONGEST_OPENING: Final = 40
_LONGEST_STATUS: Final = max(map(len, AUDIT_STATUSES))


@dataclass(frozen=True, slots=True)
class Request:
    """One request without its mark and without the bracket that names its departments."""

    text: str
    departments: tuple[str, ...]


def split_requests(text: str) -> list[str]:
    """The requests that share a cell, each with its mark; a single one stays whole."""
    pieces = [piece.strip() for piece in _NEXT_REQUEST.split(text) if piece.strip()]
    # Only where each piece opens with a mark is it a request of its own; else the marks list parts of one.
    return pieces if all(_LEADING_MARK.match(fold(piece)) for piece in pieces) else [text.strip()]


def split_answer(printed: str) -> tuple[str, str]:
    """A request and the answer that is printed behind it in the same passage; the answer is empty where there is none.

    >>> split_answer("○ 가를 줄일 것. (총무과) 추진상황 : 추진 중 추진내용")
    ('○ 가를 줄일 것. (총무과)', '추진상황 : 추진 중 추진내용')
    """
    match = _ANSWER.search(fold(printed))
    return (printed[: match.start()], printed[match.end() :]) if match else (printed, "")


def read_request(printed: str) -> Request:
    """A request as printed, taken apart."""
    text = printed.strip()
    if mark := _LEADING_MARK.match(fold(text)):
        text = text[mark.end() :]
    departments: tuple[str, ...] = ()
    ended = text.rstrip(" .")
    if ended[-1:] in _BRACKETS and (opened := ended.rfind(_BRACKETS[ended[-1]])) >= 0:
        departments = _departments(ended[opened + 1 : -1])
        text = ended[:opened] if departments else text
    return Request(" ".join(text.split()), departments)


def _departments(inner: str) -> tuple[str, ...]:
    """The bodies that a bracket names; empty when it names none."""
    names = [name for name in _NAMES.split(inner.strip()) if name]
    if len(names) == 1 and not is_body(names[0]) and "·" in fold(names[0]):
        names = [name.strip() for name in fold(names[0]).split("·")]
    return read_departments(names) if names and all(is_body(name) for name in names) else ()


def read_departments(names: list[str]) -> tuple[str, ...]:
    """Names of bodies, without `외 2` and without the 장 of the one who heads them."""
    found = (" ".join(OTHER_BODIES.sub("", name).split()) for name in names)
    return tuple(dict.fromkeys(name if _names_body(name) else name.removesuffix(HEAD_OF_BODY) for name in found if name))


def is_body(name: str) -> bool:
    """Whether a name is that of a body, of its head, or of all bodies."""
    bare = OTHER_BODIES.sub("", name).strip()
    return _names_body(bare) or (bare.endswith(HEAD_OF_BODY) and body_level(bare.removesuffix(HEAD_OF_BODY)) is not None)


def _names_body(name: str) -> bool:
    return body_level(name) is not None or name.replace(" ", "") in ALL_BODIES


def find_status(response: str) -> AuditStatus | None:
    """How far an answer says that it has come: behind 추진상황 and the like, or in its first words."""
    text = fold(response)
    stated = _STATED.search(text)
    if found := next((status for match in _STATED.finditer(text) if (status := _status_at(match["status"]))), None):
        return found
    opening = _OPENING.match(text.strip()[:_LONGEST_OPENING])
    if opening and (status := parse_status(opening["status"])):
        return status
    return _status_ending(stated["status"] if stated else text) if stated or "\n" not in text.strip() else None


def parse_status(text: str) -> AuditStatus | None:
    """A text that is nothing but a status; None when it is none."""
    return AUDIT_STATUSES.get(label_key(text).strip("()[]【】·-○"))


def _status_at(text: str) -> AuditStatus | None:
    """The longest status that a text begins with."""
    word = text.replace(" ", "")
    for length in range(min(_LONGEST_STATUS, len(word)), 1, -1):
        status = AUDIT_STATUSES.get(word[:length])
        if status is not None and (word[:length] not in AUDIT_LONE_STATUSES or not word[length : length + 1].isalpha()):
            return status
    return None


def _status_ending(line: str) -> AuditStatus | None:
    """The status that a line ends in: `징수반을 늘려 운영 완료`."""
    word = line.replace(" ", "").rstrip(".")
    endings = (word[-length:] for length in range(min(_LONGEST_STATUS, len(word)), 1, -1))
    return next((AUDIT_STATUSES[ending] for ending in endings if ending in AUDIT_STATUSES and ending not in AUDIT_LONE_STATUSES), None)


def find_planned(response: str) -> list[str]:
    """The items of an answer below its 향후계획, as printed.

    >>> find_planned("추진상황 : 추진 중\\n향후계획\\n○ 제도 홍보 : '21년 1월~\\n○ 교육")
    ["제도 홍보 : '21년 1월~", '교육']
    """
    heading = _PLANNED.search(fold(response))
    return [item for piece in _PIECES.split(response[heading.end() :]) if (item := piece.strip())] if heading else []


def find_category(title: str) -> AuditCategory | None:
    """The category that a title or label names; None where it names none."""
    key = label_key(title)
    return next((category for word, category in AUDIT_CATEGORY_WORDS if word in key), None)
