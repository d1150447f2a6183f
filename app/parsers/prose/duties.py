"""Lists of duties: taken apart into items, and shared out among teams.

A cell holds its duties line by line, or one behind the other, each behind the same mark (`· 청사 관리 · 당직`); a line without
a mark goes on with the one above it. Where all duties of a department stand in one list below the names of its teams,
nothing marks where a team's duties begin. Each team's last one tends to end in `등`; where that leaves the borders open, a
team has the duties that share words with its name, and no team many more than the others.

>>> split_duties("· 국내·외 교육훈련, 후생복지 · 공무원단체 지원 등")
('국내·외 교육훈련, 후생복지', '공무원단체 지원 등')
>>> split_duties("청사 관리 및\\n방호\\n당직")
('청사 관리 및 방호', '당직')
>>> share_duties(["행사 의전", "청사 관리 등", "임용", "승진 등", "노조 협의"], ["총무팀", "인사팀", "단체팀"])
([2, 2, 1], True)
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.parsers.characters.normalise import fold
from app.parsers.labels import JOINING_WORD, LAST_DUTY_ENDING

_MARK: Final = re.compile(r"(?P<mark>[·◦○ㅇᄋ●▪▫■□◆◇▶▸‣∙\-–—*])\s*(?=\S)|(?P<number>\(?\d{1,2}[.)]|[①-⑳➀-➉])\s*(?=\D)")
_NUMBERED: Final = "1."
_AGAIN: Final = re.compile(r"(?<=\s)(?:\(?\d{1,2}[.)]|[①-⑳➀-➉])\s*(?=\D)")
_NOTE: Final = ("※", "*")

# How much a border counts: behind a duty that ends in `등`, against one such duty in the middle of a team's list, for each
# pair of letters that a duty shares with its team's name, and against teams of very different length.
_ENDED: Final = 4.0
_PASSED: Final = 1.5
_SHARED: Final = 1.0
_UNEVEN: Final = 0.4
_MOST_SHARED: Final = 120


def split_duties(text: str) -> tuple[str, ...]:
    """The duties that a cell lists, as printed but for their marks."""
    items: list[str] = []
    mark: str | None = None
    for line in map(str.strip, text.strip().split("\n")):
        opening = _MARK.match(fold(line))
        mark = (opening["mark"] or _NUMBERED) if opening else mark
        for piece, has_mark in _pieces(line, mark):
            wrapped = bool(items) and not has_mark and (mark is not None or items[-1].endswith((JOINING_WORD, ",", "·", "-")))
            if wrapped or (items and is_open(items[-1])):
                items[-1] = f"{items[-1]} {piece}"
            elif piece:
                items.append(piece)
    return tuple(item for item in items if not item.startswith(_NOTE))


def is_open(item: str) -> bool:
    """Whether an item ends in `및`: it was wrapped, and its rest was taken for an item of its own."""
    return item.endswith(f" {JOINING_WORD}")


def _pieces(line: str, mark: str | None) -> list[tuple[str, bool]]:
    """A line cut at its marks; whether each piece stood behind one."""
    folded = fold(line)
    first = _MARK.match(folded)
    again = _AGAIN if mark == _NUMBERED else re.compile(rf"(?<=\s){re.escape(mark)}\s+(?=\S)") if mark else None
    starts = [*([first] if first else ()), *(again.finditer(folded, first.end() if first else 0) if again else ())]
    ends = [match.start() for match in starts[1:]] + [len(line)]
    head = line[: starts[0].start()].strip() if starts else line.strip()
    behind = [(line[match.end() : end].strip(), True) for match, end in zip(starts, ends, strict=False)]
    return [*([(head, False)] if head or not starts else ()), *behind]


def share_duties(duties: Sequence[str], teams: Sequence[str]) -> tuple[list[int], bool]:
    """How many of the duties, in their order, belong to each team; and whether the text alone decides it."""
    ends = [at + 1 for at, duty in enumerate(duties) if _ends_list(duty) and at + 1 < len(duties)]
    if len(ends) == len(teams) - 1:
        edges = [0, *ends, len(duties)]
        return [after - before for before, after in pairwise(edges)], True
    if not len(teams) <= len(duties) <= _MOST_SHARED:
        return [], False
    return _best_shares(duties, teams, frozenset(ends)), False


def _ends_list(duty: str) -> bool:
    return duty.rstrip(" .)").endswith(LAST_DUTY_ENDING)


def _best_shares(duties: Sequence[str], teams: Sequence[str], ends: frozenset[int]) -> list[int]:
    """The borders with the best score, found team by team (duties² × teams steps)."""
    count, mean = len(duties), len(duties) / len(teams)
    passed = [0, *(sum(end <= at for end in ends) for at in range(1, count + 1))]
    best: list[tuple[float, list[int]] | None] = [(0.0, [])] + [None] * count
    for team in teams:
        shared = [0.0]
        for duty in duties:
            shared.append(shared[-1] + _SHARED * _alike(team, duty))
        reached: list[tuple[float, list[int]] | None] = [None] * (count + 1)
        for start, known in enumerate(best):
            for end in range(start + 1, count + 1) if known is not None else ():
                inner = passed[end - 1] - passed[start]
                score = shared[end] - shared[start] - _PASSED * inner - _UNEVEN * ((end - start - mean) / mean) ** 2
                score += _ENDED * (end in ends) + (known[0] if known else 0.0)
                held = reached[end]
                if held is None or score > held[0]:
                    reached[end] = (score, [*(known[1] if known else []), end - start])
        best = reached
    whole = best[count]
    return whole[1] if whole is not None else []


def _alike(team: str, duty: str) -> int:
    """How many pairs of letters of a team's name stand in a duty."""
    stem = team[:-1]
    return sum(stem[at : at + 2] in duty for at in range(len(stem) - 1))
