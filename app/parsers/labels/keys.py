"""Labels: what the text over a column, before a row or of a heading says, read once.

A label holds the word that it is looked up by and, around it, notes: the unit (`사업비(천 원)`, `물건[마리]`, `집행률 %`), the
letter or formula by which other columns name it (`예산현액(A)`, `잔액(A-B)`), the year (`2023 예산액`, `예산액(2023)`,
`'23 예산`, `23년 예산액`), a date (`(3.31. 기준)`), arrows and the marks of footnotes (`인구¹⁾`, `면적*`). A bracket
that is none of these belongs to the label: `연수원(본관)`.

>>> read_label("2023 예산현액(A)")
Label(key='예산현액', name='2023 예산현액', year=2023, unit=None, letter='A', note=None)
>>> [read_label(text).unit for text in ("집행액 [천 원]", "물건(마리)", "인원(단위: 명)", "사업(단위: 건강증진)")]
['천원', '마리', '명', None]
>>> read_label("오존(O3) ppm").name, read_label("오존(O3) ppm").unit
('오존(O3)', 'ppm')
>>> label_key("증감액(B-A)"), label_key("집 행 률(%)"), label_key("징수율 (C/B)"), label_key("’22년 대비 증감")
('증감액', '집행률', '징수율', '대비증감')
"""

import re
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.labels.numbers import DATE_REMAINS
from app.parsers.labels.units import noted_unit, split_units
from app.parsers.labels.words import words


class Label(NamedTuple):
    """What a label says.

    key: the words it is looked up by, without notes, years and blanks. name: as printed, without notes.
    letter: what other labels call it (`A`), or the formula that computes it (`A-B`). note: a date or a list of units, as printed.
    """

    key: str
    name: str
    year: int | None = None
    unit: str | None = None
    letter: str | None = None
    note: str | None = None


_BLANKS: Final = re.compile(r"[\s\u200b]+")
_SIGN: Final = r"[A-Za-z①-⑳㉠-㉭ⓐ-ⓩⒶ-Ⓩ]"
# `A`, `A+B`, `C/B`, `(B-A)/A`, `C=A-B`, `B/A×100%`.
_FORMULA: Final = re.compile(rf"\s*\(?\s*{_SIGN}(?:\s*[+\-/×*÷=]\s*\(?\s*{_SIGN}\s*\)?)*\s*\)?\s*(?:[×xX*]\s*100)?\s*%?\s*")
# A bracket, which may hold one more; arrows, the marks of footnotes, a percent sign at the end.
_NOTES: Final = re.compile(
    r"\((?P<round>[^()]*(?:\([^()]*\)[^()]*)?)\)|[\[〔](?P<square>[^\[\]〔〕]*)[\]〕]"
    r"|(?P<mark>[↑↓¹²³⁴⁵⁶⁷⁸⁹⁰⁾]+|(?<=[가-힣)])\s?\*{1,3}$|(?<=[가-힣])\s?\d\)$)|(?<=[가-힣])\s*(?P<percent>%)$"
    r"|(?<=[가-힣)])(?:\s?(?P<symbol>[^\s\d가-힣()\[\],·]{1,5})|\s(?P<won>(?:십|백|천|만|억)*원(?:/\S{1,3})?))$"
    r"|(?<=[가-힣)])\s?,\s?(?P<behind>[^\s,\d()]{1,6}(?:\s?원)?)$"
)
_UNIT: Final = re.compile(r"\s*단\s*위\s*[:;]?\s*(?P<unit>.*)", re.S)
_ARROWED: Final = re.compile(r"\s*(?:\d[\d.,]*\s?%?p?\s?)?[↑↓]\s*")
_DATE: Final = re.compile(
    r"\s*(?:'?\d{2,4}\s*[.년]\s*)?\d{1,2}\s*(?:[.월]\s*(?:\d{1,2}\s*[.일]?\s*)?)?\s*(?:말|기준|현재|\s)*"
    r"|\s*(?:'\d{2}|(?:19|20)\d{2})\s*년?\s*(?:말|기준|현재)+\s*"
)
_YEAR: Final = r"(?:'\s?(?P<short>\d{2})|(?P<long>(?:19|20)\d{2}))\s*(?:학년도|년도|년|회계연도)?"
_YEAR_ALONE: Final = re.compile(rf"\s*{_YEAR}\s*")
_YEARS: Final = re.compile(rf"(?<![\d.,~\-/])(?!\S{{4,7}}\s?[~\-]){_YEAR}(?=\s|[가-힣]|$|[(\[])")
_SHORT_YEAR: Final = re.compile(r"(?<![\d.,~\-/'])(?P<short>\d{2})년도?(?=\s|$|[가-힣])")
# Behind a number of years these say how long, not when: `15년 이상`, `20년차`.
_HOW_LONG: Final = tuple(words("이상 이하 이내 미만 초과 근속 경과 간 차 만기 동안 넘 전 후 정도 가량 거치 균등 상환 임대 연속 주기 마다"))


class _Notes(NamedTuple):
    """What the notes of a label say; `spans` are their places."""

    spans: tuple[tuple[int, int], ...]
    said: dict[str, str]
    years: tuple[int, ...]


@remember(8192)
def read_label(text: str) -> Label:
    """What a label says."""
    folded = fold(text)
    if folded.isalpha():
        return Label(folded, text)
    notes = _find_notes(folded)
    rest, years = _without_years(_cut(folded, notes.spans))
    said, found = notes.said, dict.fromkeys((*years, *notes.years))
    year = next(iter(found)) if len(found) == 1 else None
    return Label(_BLANKS.sub("", rest), _cut(text, notes.spans).strip(), year, said.get("unit"), said.get("letter"), said.get("note"))


def _find_notes(folded: str) -> _Notes:
    spans: list[tuple[int, int]] = []
    said: dict[str, str] = {}
    years: list[int] = []
    for match in _NOTES.finditer(folded):
        told = _told(match, behind=match.start() > 0 or match.end() == len(folded))
        if told is None:
            continue
        spans.append(match.span())
        for what, value in told:
            if what == "year":
                years.append(int(value))
            else:
                said.setdefault(what, value)
    return _Notes(tuple(spans), said, tuple(years))


def _told(match: re.Match[str], *, behind: bool) -> list[tuple[str, str]] | None:
    """What a note says, and of which part; None where it is none but belongs to the label."""
    inner = match["round"] if match["round"] is not None else match["square"]
    if inner is None:
        return _told_bare(match)
    known = _read_note(inner, behind=behind)
    if known is None or known[0] != "unit" or known[1] == _BLANKS.sub("", inner):
        return None if known is None else [known]
    return [known, ("note", inner.strip())]


def _told_bare(match: re.Match[str]) -> list[tuple[str, str]] | None:
    """What stands behind a label without a bracket: a mark, a percent sign, a unit."""
    bare = match["behind"] or match["won"] or match["symbol"]
    if not bare:
        return [("unit", match["percent"])] if match["percent"] else []
    unit = noted_unit(bare) if len(bare) > 1 or not bare.isalnum() else None
    return [("unit", unit)] if unit else None


def _read_note(inner: str, *, behind: bool) -> tuple[str, str] | None:
    """What a bracket says of its label, and which part of it; None where it belongs to the label."""
    if unit := _UNIT.fullmatch(inner):
        units = split_units(unit["unit"])
        return ("unit", units[0]) if units else ("note", inner.strip())
    if behind and (noted := noted_unit(inner)):
        return "unit", noted
    if _FORMULA.fullmatch(inner):
        return "letter", _BLANKS.sub("", inner)
    if year := _YEAR_ALONE.fullmatch(inner):
        return "year", str(_full(year["short"], year["long"]))
    if _DATE.fullmatch(inner) or _ARROWED.fullmatch(inner):
        return "note", inner.strip()
    return None


def _without_years(text: str) -> tuple[str, list[int]]:
    """A label without the years in it, and those years."""
    if not any(map(str.isdigit, text)):
        return text, []
    years: list[int] = []

    def take(match: re.Match[str]) -> str:
        years.append(_full(match["short"], match["long"]))
        return ""

    def take_short(match: re.Match[str]) -> str:
        then = text[match.end() :].lstrip()
        if not then or then.startswith(_HOW_LONG):
            return match.group()
        years.append(_full(match["short"], None))
        return ""

    text = _YEARS.sub(take, text)
    return _SHORT_YEAR.sub(take_short, text), years


def without_years(name: str) -> str:
    """A name without the years in it, where a name is left: `2023 최종예산`, but not `2023년도말`.

    >>> without_years("2023 최종예산"), without_years("'23년 방문객"), without_years("2023년도말 현재액"), without_years("2023년")
    ('최종예산', '방문객', '2023년도말 현재액', '2023년')
    """
    rest, years = _without_years(fold(name)) if any(map(str.isdigit, name)) else (name, [])
    rest = " ".join(rest.split())
    return rest if years and rest[:1].isalpha() and not rest.startswith(DATE_REMAINS) and len(rest) > 1 else name


def _full(short: str | None, long: str | None) -> int:
    """A year of two digits lies in the twentieth century from 50 on."""
    return int(long) if long else int(short or 0) + (1900 if int(short or 0) >= 50 else 2000)


def _cut(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


@remember(8192)
def label_key(label: str) -> str:
    """The form under which a label is looked up: folded, without notes, years and blanks."""
    return read_label(label).key


def strip_notes(label: str) -> str:
    """A label as printed, without its notes."""
    return read_label(label).name
