"""Head counts: how many posts there are (정원), how many people fill them (현원), and the difference (과부족).

How they look: a row per measure and a column per category and grade (`일반직 > 4급`), under a header of one or two rows;
or the other way round, a row per grade and a column per measure; or a row per department. Where only the title says what
was counted (`정원 현황`), all of the table was. A printed dash makes no fact.
"""

from collections.abc import Sequence
from typing import Final

from app.models.facts import BodyLevel, Headcount, Measure
from app.models.names import name_key
from app.models.span import Span
from app.parsers.bodies.whole import names_whole
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.labels import (
    COUNTED_WORDS,
    GRADE,
    MEASURES,
    POST_ENDING,
    STAFF_CATEGORIES,
    TITLE_MEASURES,
    TOTAL_WORDS,
    UNNAMED_TOTAL,
    body_level,
    is_total,
    label_key,
    strip_notes,
)
from app.parsers.places.half_read import Reading
from app.parsers.places.whose import Body
from app.parsers.tables.table import ReadTable

_REPORTING: Final = frozenset([BodyLevel.BUREAU, BodyLevel.DEPARTMENT])


def read_headcounts(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every head count in a table of posts and people."""
    return join_extractions(
        _read_table(reading, number, table) for number, table in enumerate(reading.tables) if not any(key[0] == number for key in used)
    )


def _measure(text: str) -> Measure | None:
    return MEASURES.get(label_key(text))


def _read_table(reading: Reading, number: int, table: ReadTable) -> Extraction:
    by_row = [next((found for label in row.labels if (found := _measure(label))), None) for row in table.table.rows]
    by_column = [next((found for label in column.path if (found := _measure(label))), None) for column in table.table.columns]
    if Measure.AUTHORISED in by_row or (Measure.ACTUAL in by_row and len(set(by_row) - {None}) > 1):
        return _read_cells(reading, number, table, by_row, None)
    if Measure.AUTHORISED in by_column and Measure.ACTUAL in by_column:
        return _read_cells(reading, number, table, None, by_column)
    titled = _titled_measure(table)
    if titled is not None and not any(by_row) and not any(by_column):
        return _read_cells(reading, number, table, None, [titled] * len(by_column))
    return Extraction()


def _titled_measure(table: ReadTable) -> Measure | None:
    """What a table of grades or categories counts by its title alone; None where that names no measure, or two."""
    title = label_key(table.table.caption or table.part.title)
    named = {measure for word, measure in TITLE_MEASURES.items() if word in title}
    leaves = [label_key(column.path[-1]) for column in table.table.columns if column.path]
    if len(named) != 1 or sum(leaf in STAFF_CATEGORIES or GRADE.fullmatch(leaf) is not None for leaf in leaves) * 2 <= len(leaves):
        return None
    return named.pop() if len(leaves) > 1 else None


def _read_cells(
    reading: Reading, number: int, table: ReadTable, by_row: Sequence[Measure | None] | None, by_column: Sequence[Measure | None] | None
) -> Extraction:
    """The counts of a table whose measure its rows tell, or its columns."""
    facts: list[Headcount] = []
    used: set[CellKey] = set()
    own = reading.body_of(table)
    wider = _counts_bodies(table)
    for at, row in enumerate(table.table.rows):
        for column, cell in enumerate(row.cells):
            measure = by_row[at] if by_row is not None else by_column[column] if by_column is not None else None
            if measure is not None and isinstance(cell.value, int):
                path = table.table.columns[column].path
                labels = path if by_row is not None else (*row.labels, *path)
                facts.append(_count(reading, table, (at, column), measure, labels, _body(own, labels, wider=wider)))
                used.add((number, at, table.grid.label_columns + column))
    return Extraction(tuple(facts), frozenset(used))


def _count(reading: Reading, table: ReadTable, place: tuple[int, int], measure: Measure, labels: Sequence[str], body: Body) -> Headcount:
    """The head count of one cell; `labels`: those that say whose posts or people are counted."""
    at, column = place[0], table.grid.label_columns + place[1]
    row, cell = table.table.rows[at], table.cell(*place)
    category, grade = _category([label for label in labels if not _names_body(label)])
    common = reading.common(
        table.part,
        cell.span or Span(row.span.first, row.span.last),
        as_of=table.table.as_of or reading.meta.as_of,
        body=body,
        at={"persons": table.figure_at(at, column)},
        source=table.source(at, column),
    )
    assert isinstance(cell.value, int)
    return Headcount(id="", **common, measure=measure, category=category, grade=grade, persons=cell.value)


def _category(path: Sequence[str]) -> tuple[str, str | None]:
    """Category and grade out of the labels of a column (or row): `일반직 > 4급`; a grade alone is of all categories."""
    told = [(_word(label), label) for label in path if label and _measure(label) is None]
    kept = told if len(told) == 1 and told[0][0] else [(word, label) for word, label in told if word and word not in _SILENT]
    if not kept:
        return next((word for word, _ in told if word in TOTAL_WORDS), UNNAMED_TOTAL), None
    grades = [label for word, label in kept if GRADE.fullmatch(word)]
    return _of_category([label for _, label in kept if label not in grades], grades[0] if grades else None)


_SILENT: Final = TOTAL_WORDS | COUNTED_WORDS  # `인원 수 | 계` are all of them
_LONGEST_PADDED: Final = 12


def _word(label: str) -> str:
    word = strip_notes(fold(label))
    return word.replace(" ", "") if len(word) < _LONGEST_PADDED else word


def _of_category(categories: Sequence[str], grade: str | None) -> tuple[str, str | None]:
    if not categories:
        return UNNAMED_TOTAL, grade
    if grade is None and len(categories) > 1 and name_key(categories[0]) != name_key(categories[-1]):
        return categories[0], categories[-1]
    return categories[-1], grade


def _body(own: Body, path: Sequence[str], *, wider: bool) -> Body:
    """The department that a row names, the whole government for `구 전체`, else the table's body; a total of several is of none."""
    if any(map(names_whole, path)):
        return own.whole
    name = next(filter(_names_body, path), None)
    if name:
        return Body(own.government, own.bureau, name)
    return Body(own.government, own.bureau, None) if wider and any(map(is_total, path)) else own


def _counts_bodies(table: ReadTable) -> bool:
    """Whether a table counts the people of several departments, in its rows or its columns."""
    rows = {label for row in table.table.rows for label in row.labels if _names_body(label)}
    columns = {label for column in table.table.columns for label in column.path if _names_body(label)}
    return any(len(names) > 1 and any(body_level(name) in _REPORTING for name in names) for names in (rows, columns))


def _names_body(label: str) -> bool:
    """Whether a label names a department; a team is told apart like a category, for its people are its department's."""
    return body_level(label) not in (None, BodyLevel.TEAM) and not label.endswith(POST_ENDING)
