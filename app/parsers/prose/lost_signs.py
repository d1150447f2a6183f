"""Courses whose signs a converter lost: `1,334(1,322 1,334, 12)` was `1,334명(1,322명→1,334명, 증 12명)`.

Nothing but arithmetic says what such numbers are: the first stands again as the second in the bracket, and the third is the
difference. Where that comes out, the numbers are the count now, the course from the one before, and the change; the unit is lost.
A small number in a bracket behind a count (`1,329(1)`) is a second series; it has no words and stays unread.

>>> [(one.value, one.step, one.label) for one in find_lost_courses("정원의 총수 1,334(1,322 1,334, 12)")]
[(1334, None, None), (1322, 1, None), (1334, 2, None), (12, None, '증가')]
>>> find_lost_courses("정원의 총수 1,334(1,322 1,334, 13)")
()
"""

import re
from typing import Final

from app.parsers.labels import FALLEN, RISEN
from app.parsers.prose.nouns import noun_phrase
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.values.digits import NUMBER, to_number

_SERIES: Final = r"(?:\(\d{1,4}\))?"
_COURSE: Final = re.compile(
    rf"(?<![\d,.])(?P<now>{NUMBER}){_SERIES}\s?\((?P<before>{NUMBER}){_SERIES}\s(?P<after>{NUMBER}){_SERIES},\s?(?P<change>{NUMBER})\)"
)
_LONGEST_NAME: Final = 60
_BREAK: Final = re.compile(r"[:.)]\s")


def find_lost_courses(text: str) -> tuple[StatedFigure, ...]:
    """The figures of every such course in a folded text whose arithmetic comes out."""
    found: list[StatedFigure] = []
    end = 0
    for match in _COURSE.finditer(text):
        now, before, after, change = (to_number(match[part]) for part in ("now", "before", "after", "change"))
        name = _name(text, max(end, match.start() - _LONGEST_NAME), match.start())
        end = match.end()
        if not name or now != after or abs(after - before) != change or not change:
            continue
        label = RISEN if after > before else FALLEN
        found += [
            StatedFigure(*match.span("now"), now, None, name, None),
            StatedFigure(*match.span("before"), before, None, name, None, step=1),
            StatedFigure(*match.span("after"), after, None, name, None, step=2),
            StatedFigure(*match.span("change"), change, None, name, label),
        ]
    return tuple(found)


def _name(text: str, start: int, end: int) -> str:
    """The words right before a course."""
    words = text[start:end]
    breaks = [found.end() for found in _BREAK.finditer(words) if words[found.end() :].strip()]
    return noun_phrase(words[breaks[-1] if breaks else 0 :].split())
