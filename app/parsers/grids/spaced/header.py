"""Headers of tables whose columns only blanks separate.

Such a header was laid out in a grid of its own and then flattened: its labels come line by line, padded letter by
letter (`예 산 액`), broken inside a word (`소` / `계`), with notes on lines of their own (`(A+B)`, `(5.31.기준)`). Which of them
were groups of columns, `spaced_paths` finds out.

>>> split_labels(["구 분 계", "일 반 직 별정직·임기제"])
['구분', '계', '일반직', '별정직·임기제']
>>> split_labels(["구 분", "계", "(A+B)", "확 정(종결)", "소계", "(B)", "승 소", "(소취하 등)", "패 소 승소율(%)"])
['구분', '계(A+B)', '확정(종결)', '소계(B)', '승소(소취하 등)', '패소', '승소율(%)']
>>> split_labels(["구   분 2022 예산현액", "(A)", "'22년 대비 증감 징수현황(3.31.)"])
['구분', '2022 예산현액(A)', "'22년 대비 증감", '징수현황(3.31.)']

Where two blanks or more stand between whole labels, the gaps tell them apart:

>>> split_labels(["세 목 별   부과액(A)   징수율(B/A)   2013년   2014년 이후"])
['세목별', '부과액(A)', '징수율(B/A)', '2013년', '2014년 이후']
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from app.parsers.characters.memo import remember
from app.parsers.labels import (
    BUDGET_COLUMNS,
    FACILITY_COLUMNS,
    FIRST_SYLLABLE,
    HEADER_WORDS,
    LABEL_COLUMN_WORDS,
    LAST_SYLLABLE,
    ORDINAL,
    STAFF_CATEGORIES,
    TOTAL_WORDS,
    VEHICLE_CATEGORIES,
    label_key,
)
from app.parsers.values.cells import GAPPED, cut_at_gaps

_TOKEN: Final = re.compile(r"\([^()]*\)|[^\s()]+(?:\([^()]*\))*|\S")
_DATED: Final = re.compile(r"'\d{2}(?!\d)|(?:19|20)\d{2}(?!\d)")
_WIDE: Final = re.compile(r"\S{2}\s{3,}\S|\S\s{3,}\S{2}")
_FEWEST_APART: Final = 3
KNOWN: Final = frozenset(
    [*BUDGET_COLUMNS, *LABEL_COLUMN_WORDS, *STAFF_CATEGORIES, *TOTAL_WORDS, *FACILITY_COLUMNS, *VEHICLE_CATEGORIES, *HEADER_WORDS]
)
_KNOWN_SYLLABLES: Final = max(len(word) for word in KNOWN)


def is_ordinal(word: str) -> bool:
    """Whether a word counts or dates the one behind it: `1차`, `2013년`."""
    return ORDINAL.fullmatch(word) is not None


def split_labels(lines: Sequence[str]) -> list[str]:
    """The labels of a folded header, in the order they were printed."""
    labels: list[str] = []
    for line in lines:
        apart = _stand_apart(line)
        for at, label in enumerate(_line_labels(line)):
            if at and apart and not label.startswith("("):
                labels.append(label)
            else:
                _add(labels, label)
    return labels


@remember(4096)
def _line_labels(line: str) -> tuple[str, ...]:
    return tuple(_apart(line)) if _stand_apart(line) else tuple(_join_words(_join_letters(_tokens(line))))


@remember(4096)
def _stand_apart(line: str) -> bool:
    """Whether gaps part the labels of a line: three of them stand two blanks apart, or a whole one three blanks from another."""
    return sum(len(piece) > 1 for piece in cut_at_gaps(line)) >= _FEWEST_APART or _WIDE.search(line) is not None


def _tokens(text: str) -> list[str]:
    return [match.group() for match in _TOKEN.finditer(text)]


def _apart(line: str) -> Iterator[str]:
    """Labels that stand two blanks or more apart: each is one, but for single letters, which padding drove apart."""
    for lone, run in groupby(GAPPED.finditer(line), key=lambda piece: _is_letter(piece.group())):
        pieces = list(run)
        if not lone:
            yield from (_whole(piece.group()) for piece in pieces)
            continue
        gaps = [after.start() - before.end() for before, after in pairwise(pieces)]
        cuts = [at for at, gap in enumerate(gaps, 1) if gap >= 2 * min(gaps)]
        for start, end in pairwise([0, *cuts, len(pieces)]):
            letters = [piece.group() for piece in pieces[start:end]]
            yield from ["".join(letters)] if cuts else _join_letters(letters)


def _whole(piece: str) -> str:
    """One label, its padding taken out: `부 과 액 (A)` → `부과액 (A)`."""
    tokens = _tokens(piece)
    return "".join(tokens) if all(map(_is_letter, tokens)) else " ".join(_join_words(_join_letters(tokens)))


def whole_labels(lines: Sequence[str]) -> list[str]:
    """The labels of a header where each run of single letters is one; [] where that is what they are anyway.

    >>> whole_labels(["연 도 신규접수 주 민 접 수"])
    ['연도', '신규접수', '주민접수']
    """
    labels: list[str] = []
    for line in lines:
        for lone, run in groupby(_tokens(line), key=_is_letter):
            words = list(run)
            labels += ["".join(words)] if lone else words
    return labels if labels != split_labels(lines) else []


def _join_letters(tokens: list[str]) -> list[str]:
    """Join single letters to words: to known ones where they are, else all that stand side by side."""
    joined: list[str] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _is_letter(tokens[end]):
            end += 1
        if end < len(tokens) and end > at and re.fullmatch(r"[가-힣](?:\([^()]*\))+", tokens[end]):
            end += 1
        if end - at > 1:
            joined += _segment(tokens[at:end])
        else:
            end = max(end, at + 1)
            joined += tokens[at:end]
        at = end
    return joined


def _is_letter(token: str) -> bool:
    return len(token) == 1 and FIRST_SYLLABLE <= token <= LAST_SYLLABLE


def _segment(letters: list[str]) -> list[str]:
    """Cut a run of letters into known words, the longest first; what is left over stays one word."""
    words: list[str] = []
    at = 0
    while at < len(letters):
        end = next(
            (
                stop
                for stop in range(min(len(letters), at + _KNOWN_SYLLABLES), at, -1)
                if label_key("".join(letters[at:stop])) in KNOWN and stop - at + 1 != 1
            ),
            None,
        )
        if end is None:
            end = next((stop for stop in range(at + 1, len(letters)) if _begins_label("".join(letters[stop : stop + 2]))), len(letters))
        words.append("".join(letters[at:end]))
        at = end
    return words


def _begins_label(letters: str) -> bool:
    """Whether two letters are a label; one alone, at the end of a run, only where it is a total: many words end in 여 or 인."""
    return letters in KNOWN if len(letters) > 1 else letters in TOTAL_WORDS


def spread_labels(labels: Sequence[str], lines: Sequence[str], missing: int) -> list[str]:
    """The labels of a header that has fewer than its table has columns: the one run of padded letters, cut into equal parts.

    Where several runs could be cut, or none into equal parts, they stay as they are.

    >>> spread_labels(["구분", "계", "농가방문주민교육"], ["구 분 계 농 가 방 문 주 민 교 육"], 1)
    ['구분', '계', '농가방문', '주민교육']
    """
    if missing < 1:
        return list(labels)
    parts = missing + 1
    padded = [
        at
        for at, label in enumerate(labels)
        if len(label) >= 2 * parts and len(label) % parts == 0 and any(" ".join(label) in line for line in lines)
    ]
    if len(padded) != 1:
        return list(labels)
    (at,) = padded
    size = len(labels[at]) // parts
    cut = [labels[at][start : start + size] for start in range(0, len(labels[at]), size)]
    return [*labels[:at], *cut, *labels[at + 1 :]]


def _join_words(words: list[str]) -> list[str]:
    """Join an ordinal or year with the word after it, and words that are known together (`대비 증감`)."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        if words[at].startswith("(") and joined:
            joined[-1] = f"{joined[-1]} {words[at]}"
            at += 1
            continue
        end = at + 1
        for stop in range(min(len(words), at + 4), at + 1, -1):
            phrase = " ".join(words[at:stop])
            if label_key(phrase) in KNOWN and not ORDINAL.fullmatch(words[stop - 1]):
                end = stop
                break
        if (
            end == at + 1
            and end < len(words)
            and ORDINAL.fullmatch(words[at])
            and not words[end].startswith("(")
            and not (ORDINAL.fullmatch(words[end]) or _DATED.match(words[end]))
        ):
            end += 1
        joined.append(" ".join(words[at:end]))
        at = end
    return joined


def _add(labels: list[str], label: str) -> None:
    """Add a label, or join what a line break cut: a note to its label, two letters to a known word, a word that ends in a dot."""
    before = labels[-1] if labels else ""
    if before and (label.startswith("(") or before.endswith(("·", "/", "-"))):
        labels[-1] = before + label
    elif before and ORDINAL.fullmatch(before) and not (ORDINAL.fullmatch(label) or _DATED.match(label)):
        labels[-1] = f"{before} {label}"
    elif _is_cut(before, label):
        labels[-1] = before + label
    else:
        labels.append(label)


def _is_cut(before: str, label: str) -> bool:
    """Whether a line break went through a known word: short pieces, one of which is no label by itself (`집행` / `액`)."""
    if not before or len(label) > 2 or before + label not in KNOWN:
        return False
    if len(label) == 1 and (len(before) == 1 or label not in KNOWN):
        return True
    return len(before) <= 2 and before not in KNOWN
