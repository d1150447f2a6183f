"""Which headings are projects; budgets, indicators and milestones are filed under them.

A project stands in a chapter of works and has a number, or circles, or no mark at all over parts of its own (사업개요,
추진실적). A goal that only groups numbered headings is none, nor is a part of a project, nor the body that a part of a
chapter is about. The □ below a project are projects of their own where none of them is such a part and one states a budget
or a period: they stand side by side, so they are all of one sort. Minutes have an agenda, not projects.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.parsers.bodies.reporters import names_body, names_reporter
from app.parsers.labels import (
    CHAPTER_TITLES,
    GENERAL_CHAPTER_WORDS,
    OVERVIEW_TAIL,
    PART_TITLE_ENDINGS,
    PART_TITLES,
    PROJECT_CHAPTER_WORDS,
    PROJECT_FIELDS,
    label_key,
)
from app.parsers.outline.passages import TextUnit, split_key
from app.parsers.outline.tree import Family, Part

_NUMBERED: Final = frozenset([Family.NUMBER, Family.MARKDOWN])
_UNNUMBERED: Final = (Family.CIRCLED, Family.PLAIN_ABOVE)
_TELLING: Final = frozenset(["budget", "period"])
_BRACKET_AT_END: Final = re.compile(r"(?<=.)\([^()]*\)$")

UnitsOf = Mapping[int, Sequence[TextUnit]]


def find_projects(root: Part, units_of: UnitsOf, *, works: bool = True) -> frozenset[int]:
    """The identities of the parts that are projects; `units_of` holds the units of each part by its identity.

    works: whether the text is a report of works; of any other, only what states a budget or a period is a project.
    """
    found: set[int] = set()
    for chapter in root.children:
        if _is_general(chapter):
            continue
        before = len(found)
        if chapter.family is not Family.CHAPTER and _has_parts(chapter):
            found.add(id(chapter))
        _gather(chapter, found, units_of)
        if len(found) == before:
            _gather_unnumbered(chapter, found)
    return frozenset(found if works else found & _telling(root, units_of))


def _telling(root: Part, units_of: UnitsOf) -> set[int]:
    """The parts that state a budget or a period themselves or in a part right below."""
    parts, found = [root], set()
    for part in parts:
        parts += part.children
        if _tells(part, units_of):
            found.add(id(part))
    return found


def _tells(part: Part, units_of: UnitsOf) -> bool:
    return any(name in _TELLING for one in (part, *part.children) for name, _, _ in find_fields(units_of[id(one)]))


def _is_general(chapter: Part) -> bool:
    word = chapter.title.replace(" ", "")
    return any(entry in word for entry in GENERAL_CHAPTER_WORDS)


def _has_parts(part: Part) -> bool:
    """Whether the headings below it are those of a project: 사업개요, 추진실적, 향후계획."""
    return sum(is_part_title(child.title) for child in part.children) > 1


def _gather(part: Part, found: set[int], units_of: UnitsOf) -> None:
    inside = id(part) in found
    numbered = [child for child in part.children if _may_be_numbered(child, inside)]
    mixed = not all(map(_groups, numbered))
    found |= {id(child) for child in numbered if mixed or not _groups(child)}
    groups = [child for child in part.children if child.family is Family.GROUP or _is_chapter(child)]
    for child in (*groups, *numbered):
        _gather(child, found, units_of)
    if inside:
        found |= {id(child) for child in _square_projects(part, units_of)}


def _is_chapter(child: Part) -> bool:
    """Whether a numbered heading is a chapter of works itself: `2 주요업무`."""
    return child.family in _NUMBERED and label_key(child.title) in CHAPTER_TITLES and not _is_general(child)


def _may_be_numbered(child: Part, inside: bool) -> bool:
    if label_key(child.title) in CHAPTER_TITLES:
        return False
    return child.family in _NUMBERED and not is_part_title(child.title) and (child.number is not None or not inside)


def _groups(part: Part) -> bool:
    """Whether a heading only groups numbered ones."""
    numbered = sum(child.family in _NUMBERED and not is_part_title(child.title) for child in part.children)
    return numbered > 1 and not any(child.family is Family.SQUARE for child in part.children)


def _square_projects(part: Part, units_of: UnitsOf) -> list[Part]:
    """The □ of a project that are projects of their own; none where one of them is a part of it."""
    squares = [child for child in part.children if child.family is Family.SQUARE]
    if any(is_part_title(child.title) for child in squares):
        return []
    return squares if any(_tells(child, units_of) for child in squares) else []


def _gather_unnumbered(chapter: Part, found: set[int]) -> None:
    """Where a chapter of works numbers none of them: the headings in circles, or without any mark over their parts."""
    works = any(word in chapter.title.replace(" ", "") for word in PROJECT_CHAPTER_WORDS)
    for family in _UNNUMBERED:
        members = [child for child in chapter.children if child.family is family and not is_part_title(child.title)]
        members = [child for child in members if not names_body(child.title)]
        if (works and len(members) > 1) or any(map(_has_parts, members)):
            found |= {id(child) for child in members}
            return


def is_part_title(title: str) -> bool:
    """Whether a title is one of a project's own parts, or nothing but the name of who reports."""
    key = _BRACKET_AT_END.sub("", label_key(title)).strip("()")
    return key in PART_TITLES or key.endswith((OVERVIEW_TAIL, *PART_TITLE_ENDINGS)) or names_reporter(title)


def find_fields(units: Sequence[TextUnit]) -> Iterator[tuple[str, TextUnit, str]]:
    """The project fields that items and lines state (`소요예산 : …`): which field, the item, the value as printed."""
    for unit in units:
        key, value = split_key(unit.passage.printed) if unit.kind in ("item", "paragraph") else (None, None)
        name = PROJECT_FIELDS.get(label_key(key)) if key else None
        if name and value:
            yield name, unit, value
