"""How the figures of a text belong together: changes, what was spent of an amount, units that lists share, times.

A figure that the words compare (`전년도보다 3억원 증가한`) is a change: its label says so, and its value stays as printed. Of
`A원 중 B원을 집행하고` B is what was executed of A. `(1,000 → 950천톤)` and `총 800백만원(원금:750)` print one unit for several.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.models.facts import Period
from app.parsers.labels import (
    AGAINST_WORD,
    BEFORE_VERBS,
    BEYOND_WORDS,
    CASE_PARTICLES,
    CHANGE,
    CHANGES,
    COUNTERS,
    EACH,
    OF_WHICH_WORDS,
    OUTCOMES,
    REPORTED_YEARS,
    SHORT_CHANGES,
    WON,
)
from app.parsers.prose.scan import Scan
from app.parsers.prose.shared_verbs import share_verbs
from app.parsers.prose.stated import FARTHEST, LONGEST_SENTENCE, Stated
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.times import carry_times, is_undated
from app.parsers.prose.wording import ends_sentence

_PARTICLE: Final = re.compile(rf"^(?P<particle>{'|'.join(CASE_PARTICLES)})?\s?(?:(?:{'|'.join(BEFORE_VERBS)})\s)?")
_EACH_CHANGE: Final = re.compile(rf"{EACH}\s(?P<word>[가-힣]+)")
_UNIT_IN_KEY: Final = re.compile(r"\((?P<unit>[A-Za-z가-힣㎡/%0-9²³·\-]{1,20})\)\s*$")


def relate(stated: Stated) -> list[StatedFigure]:
    """The figures with what their relations say of them."""
    sentences = _sentences(stated)
    roles = share_verbs(stated, [_change(stated, at) or _outcome(stated, at) for at in range(len(stated.figures))], sentences)
    figures = [_labelled(*pair) for pair in zip(stated.figures, roles, strict=True)]
    figures = _told_apart(stated, figures)
    figures = _shared_by_brackets(stated, figures)
    figures = give_units(stated.scan, figures)
    kept = [not stated.is_base(at) and not _is_bracketed_base(stated, at) for at in range(len(figures))]
    figures = carry_times([_of_base(stated, at, figure) for at, figure in enumerate(figures)], sentences, kept)
    return [figure._replace(undated=is_undated(figure.period)) for figure in figures]


def _of_base(stated: Stated, at: int, figure: StatedFigure) -> StatedFigure:
    """`전년대비(380건)`: what is compared with is of the year that the comparison names."""
    clause = stated.clauses[at]
    word = clause.compared.rpartition(" ")[2] if clause else ""
    shift = REPORTED_YEARS.get(word)
    if figure.period is not None or shift is None or not _is_bracketed_base(stated, at):
        return figure
    year = str(stated.reported + shift) if stated.reported is not None else None
    return figure._replace(period=Period(word, year, year))


def _sentences(stated: Stated) -> list[int]:
    """The number of the sentence that each figure stands in."""
    numbers, number, end = [], 0, 0
    for figure, clause in zip(stated.figures, stated.clauses, strict=True):
        ended = clause.ended and not clause.leads if clause else ends_sentence(stated.scan.text[end : figure.start])
        number += bool(end) and ended
        numbers.append(number)
        end = figure.end
    return numbers


# --- what a figure is to its item ---------------------------------------------------------------------------------------------


def _labelled(figure: StatedFigure, role: str | None) -> StatedFigure:
    """A figure with the word that says what it is to its item."""
    if role is None or (figure.label or "").endswith(role):
        return figure
    return figure._replace(label=f"{figure.label} {role}" if figure.label else role)


def _change(stated: Stated, at: int) -> str | None:
    """`증가`, `감액` … where the words say that the figure is a change."""
    tail = stated.tail(at)
    if (label := SHORT_CHANGES.get(tail.strip(" )"))) and _is_closed_in(stated, at):
        return label
    rest = _PARTICLE.sub("", tail)
    if label := next((label for root, label in CHANGES.items() if rest.startswith(root)), None):
        return label
    if stated.is_base(at) or _is_bracketed_base(stated, at) or not _is_compared(stated, at):
        return None
    if at + 1 < len(stated.figures) and stated.between(at, at + 1).strip() == ",":
        return _change(stated, at + 1)  # `3억원, 12% 증가`
    end = stated.figures[at].end
    each = _EACH_CHANGE.search(stated.scan.text, end, end + LONGEST_SENTENCE)
    return next((label for root, label in CHANGES.items() if each and each["word"].startswith(root)), CHANGE)


def _is_compared(stated: Stated, at: int) -> bool:
    """Whether a figure says how far something was left: its words, or the figure before it, say what.

    `목표액 4,300억원 대비 104.9%` is measured against it, not beyond it.
    """
    clause, before = stated.clauses[at], stated.previous(at)
    if before is None or not stated.is_base(before):
        return bool(clause and clause.compared)
    beyond = any(word in stated.between(before, at) for word in BEYOND_WORDS)
    return beyond and not (clause and clause.words)


def _is_closed_in(stated: Stated, at: int) -> bool:
    return stated.scan.brackets[stated.figures[at].start] >= 0


def _is_bracketed_base(stated: Stated, at: int) -> bool:
    """`전년대비(380건)`: in the bracket behind a comparison stands what is compared with."""
    clause, opening = stated.clauses[at], stated.scan.brackets[stated.figures[at].start]
    return bool(clause and clause.compared) and opening >= 0


def _outcome(stated: Stated, at: int) -> str | None:
    """`집행`, `취득` … where the words say what became of an amount."""
    tail = stated.tail(at)
    match = _PARTICLE.match(tail)
    particle, rest = (match["particle"], tail[match.end() :]) if match else (None, tail)
    clause = stated.clauses[at]
    if not particle and not (clause and clause.behind in OF_WHICH_WORDS):
        return None
    return next((label for root, label in OUTCOMES.items() if rest.startswith(root)), None)


def _told_apart(stated: Stated, figures: Sequence[StatedFigure]) -> list[StatedFigure]:
    """Changes of one thing against several others say against which: `전월 대비 5%(14건) 증가, 전년동월 대비 8% 증가`."""
    bases = [_base_of(stated, at) if figure.label != stated.figures[at].label else "" for at, figure in enumerate(figures)]
    against: dict[str, set[str]] = {}
    for figure, base in zip(figures, bases, strict=True):
        if base:
            against.setdefault(figure.name, set()).add(base)
    return [
        figure._replace(label=f"{base} {AGAINST_WORD} {figure.label}") if base and len(against[figure.name]) > 1 else figure
        for figure, base in zip(figures, bases, strict=True)
    ]


def _base_of(stated: Stated, at: int) -> str:
    """What a change is against by its clause, that of a bracket by the figure before it."""
    host = _host(stated, at)
    clause = stated.clauses[at if host is None else host]
    return clause.compared if clause else ""


def _host(stated: Stated, at: int) -> int | None:
    """The figure right behind which the bracket of another opens: `3억원(12%)`."""
    opening = stated.scan.brackets[stated.figures[at].start]
    host = next((h for h in range(at - 1, max(-1, at - FARTHEST), -1) if stated.figures[h].end <= opening), None)
    return host if host is not None and stated.figures[host].end >= opening - 1 else None


def _shared_by_brackets(stated: Stated, figures: Sequence[StatedFigure]) -> list[StatedFigure]:
    """The label that a figure got by its verb holds for the bracket behind it: `3억원(12%)을 집행`."""
    shared: list[StatedFigure] = []
    for at, figure in enumerate(figures):
        host = _host(stated, at)
        told = host is not None and stated.figures[host][4:6] == figure[4:6]
        shared.append(figure._replace(label=figures[host].label) if host is not None and told else figure)
    return shared


# --- units --------------------------------------------------------------------------------------------------------------------


def give_units(scan: Scan, figures: list[StatedFigure]) -> list[StatedFigure]:
    """A number without a unit has its neighbour's: the later member's in a course, the host's in a bracket, the key's."""
    given = list(figures)
    for at in range(len(given) - 1, -1, -1):
        if given[at].unit is None and given[at].step is not None:
            given[at] = _as_later(scan, given, at)
    for at, figure in enumerate(given):
        if figure.unit is None:
            given[at] = _borrowed(scan, given, at, figure)
    return given


def _as_later(scan: Scan, figures: Sequence[StatedFigure], at: int) -> StatedFigure:
    """A member of a course with the unit, and the scale, of the one behind it: `1,000 → 950천톤`."""
    later = next((place for place in range(at + 1, min(at + FARTHEST, len(figures))) if figures[place].step is not None), None)
    if later is None or figures[later].unit is None:
        return figures[at]
    scale, value = scan.scales[figures[later].start], figures[at].value
    # Amounts of one course are printed in one unit; counts may be, which their sizes tell.
    goal = Decimal(figures[later].value)
    scaled = figures[later].unit == WON or abs(value * scale - goal) < abs(value - goal)
    return figures[at]._replace(unit=figures[later].unit, value=value * scale if scaled else value)


def _borrowed(scan: Scan, figures: Sequence[StatedFigure], at: int, figure: StatedFigure) -> StatedFigure:
    """A figure with the unit, and the scale, of the one whose list or bracket it stands in."""
    opening = scan.brackets[figure.start]
    for place in range(at - 1, max(-1, at - FARTHEST), -1):
        other = figures[place]
        if other.unit == "%" and other.end <= opening and not scan.text[other.end : opening].strip():
            break  # parts of a rate are rates, or nothing tells what they are
        if other.unit and other.unit != "%" and (scan.brackets[other.start] == opening or other.end <= opening):
            return figure._replace(unit=other.unit, value=figure.value * _shared_scale(scan, figures, place, opening))
    match = _UNIT_IN_KEY.search(figure.name)
    unit = match["unit"] if match and (match["unit"] in COUNTERS or match["unit"][0].isascii()) else None
    return figure._replace(unit=unit)


def _shared_scale(scan: Scan, figures: Sequence[StatedFigure], place: int, opening: int) -> int:
    """`18,500백만원(국비 9,250, 도비 9,250)`: parts in a bracket are printed in the unit of the amount before it."""
    nearest = place - FARTHEST
    while place > max(0, nearest) and scan.brackets[figures[place].start] == opening and opening >= 0:
        place -= 1
    return _scale_of(scan, figures[place])


def _scale_of(scan: Scan, figure: StatedFigure) -> int:
    return scan.scales[figure.start] if figure.unit == WON else 1
