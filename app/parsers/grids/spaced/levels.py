"""Whether the last line of a folded header is a level of its own: leaves of groups that the lines above name.

    구분 계 일반직 공무직           a subtotal below a total, a label printed twice, or grades alone on their line: such labels stand in
    소계 5급 6급                    groups, and a reading that puts them side by side with the labels above has lost one

>>> has_levels([["구분", "계", "일반직", "공무직"], ["소계", "5급", "6급"]]), has_levels([["구분", "예산액", "집행액"], ["집행률", "잔액"]])
(True, False)
"""

from collections.abc import Sequence

from app.parsers.grids.spaced.paths import Path
from app.parsers.labels import GRADE, GRAND_TOTAL_WORDS, GROUP_TOTALS, STAFF_CATEGORIES, TOTAL_WORDS, label_key

Printed = Sequence[Sequence[str]]
"""The labels of a header, line by line."""


def has_levels(lines: Printed) -> bool:
    """Whether the labels of the last line can't stand side by side with those above."""
    if len(lines) < 2 or len(lines[-1]) < 2:
        return False
    above = {label_key(label) for line in lines[:-1] for label in line}
    below = [label_key(label) for label in lines[-1]]
    subtotal = below[0] in GROUP_TOTALS and (bool(above & TOTAL_WORDS) or below[0] not in GRAND_TOTAL_WORDS)
    return subtotal or len(set(below)) < len(below) or _are_grades(above, below)


def _are_grades(above: set[str], below: Sequence[str]) -> bool:
    """Whether a line holds grades alone, and the lines above a kind of staff but no grade."""
    graded = any(map(GRADE.fullmatch, above))
    return bool(above & (STAFF_CATEGORIES - TOTAL_WORDS)) and not graded and all(map(GRADE.fullmatch, below))


def lies_flat(columns: Sequence[Path]) -> bool:
    """Whether no column stands in a group."""
    return all(len(path) == 1 for path in columns if path)
