"""What the figures of a table are called: name, dimensions, subject and basis of a cell.

Where the columns are times, a figure is called as its row; where the rows are times, as its column; where both are
categories, as the innermost label of its column, and the labels of its row are dimensions. A row whose label only says
what is counted (인원, 금액, 대수) names the figures of its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.models.facts import Basis
from app.parsers.facts.stated import TOPIC_BASES
from app.parsers.labels import (
    BASIS_WORDS,
    COUNTED_WORDS,
    DIMENSION_OF_COLUMNS,
    DIMENSION_OF_PARTS,
    DIMENSION_OF_WHOLE,
    NUMBER_COLUMN_WORDS,
    PROJECT_LIST_TITLE,
    SILENT_NAMES,
    UNIT_COLUMN_WORDS,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import squeeze
from app.parsers.places.half_read import Place
from app.parsers.tables.axes import Item, names_time, time_in, without_figures
from app.parsers.tables.sheet import Sheet, is_sum
from app.parsers.values.cells import CellKind, cell_kind

LONGEST_LABEL = 60


class Called(NamedTuple):
    """What a figure is called."""

    name: str
    dimensions: Mapping[str, str]


def name_cell(sheet: Sheet, at: int, column: int) -> Called:
    """Name and dimensions of the figure in a cell, as far as the labels of its row and column go; the name may be empty."""
    over, beside = sheet.column_items[column], sheet.row_items[at]
    if sheet.has_timed_columns and beside.labels and (over.period or over.total):
        return _name_by_row(sheet, at, over, beside)
    if not sheet.has_timed_columns and beside.period:
        told = {head: label for head, label in row_dimensions(sheet, at).items() if not names_time(label)}
        return Called(over.label or beside.label, _beside(_outer(over.outer), told))
    return _name_by_column(sheet, at, over, beside)


def _name_by_row(sheet: Sheet, at: int, over: Item, beside: Item) -> Called:
    """Where the columns are times, `계` among them their total: the row's label; what else the column says tells figures apart."""
    others = [label for label in over.labels if time_in(label) is None] if over.period else [over.label]
    return Called(beside.label, _beside(_outer(others), _around(sheet, at)))


def _name_by_column(sheet: Sheet, at: int, over: Item, beside: Item) -> Called:
    """Where neither axis is times: the column's label, but the row's where that only says what is counted."""
    if not over.labels:
        return Called(beside.label, {})
    if beside.labels and label_key(beside.labels[-1]) in COUNTED_WORDS and label_key(over.label) not in COUNTED_WORDS:
        return Called(beside.label, {_first_head(sheet): " ".join(over.labels)})
    return Called(over.label, _beside(_outer(over.outer), row_dimensions(sheet, at)))


def _beside(of_column: Mapping[str, str], of_row: Mapping[str, str]) -> Mapping[str, str]:
    """Dimensions of both axes; a row's label whose column has no head is called otherwise than the group of columns."""
    return {**of_column, **{DIMENSION_OF_PARTS if head in of_column else head: label for head, label in of_row.items()}}


def row_dimensions(sheet: Sheet, at: int) -> Mapping[str, str]:
    """The labels of a row by the heads of their columns."""
    return dict(_pairs(sheet.row_labels(at)))


def _around(sheet: Sheet, at: int) -> Mapping[str, str]:
    """The labels of a row but the one that it is called by."""
    named = sheet.row_items[at].labels[-1]
    return {head: label for head, label in row_dimensions(sheet, at).items() if label != named}


def words_beside(sheet: Sheet, at: int, column: int) -> Mapping[str, str]:
    """The words that stand beside a figure under the same group of columns: what was done for the amount."""
    columns = sheet.table.table.columns
    path = columns[column].path
    if len(path) < 2:
        return {}
    return {
        other.path[-1]: squeeze(cell.printed)
        for other, cell in zip(columns, sheet.table.table.rows[at].cells, strict=True)
        if other.path[:-1] == path[:-1] and cell.printed and len(cell.printed) <= LONGEST_LABEL and cell_kind(cell.printed) is CellKind.TEXT
    }


def project_of_row(sheet: Sheet, at: int, place: Place) -> str | None:
    """The project that a row names, else the section's."""
    table = sheet.table.table
    for path, label in zip(table.label_columns, table.rows[at].labels, strict=True):
        if path and label and label_key(path[-1]) in PROJECT_LIST_TITLE:
            return label
    return place.project


def under_caption(sheet: Sheet, name: str) -> Mapping[str, str]:
    """The caption that a table hangs from, where it says more than the name."""
    caption = sheet.table.table.caption
    return {DIMENSION_OF_WHOLE: caption} if caption and caption != name and label_key(caption) not in SILENT_NAMES else {}


def subject_of(name: str, sheet: Sheet, place: Place) -> str | None:
    """What a name that says nothing alone is about: the caption, the heading, the project."""
    if label_key(name) not in SILENT_NAMES:
        return None
    return next((text for text in (sheet.table.table.caption, place.part.title, place.project) if text and text != name), None)


def basis_of(name: str, sheet: Sheet, at: int, column: int, place: Place, report_year: int | None) -> Basis | None:
    """Whether a figure was reached, aimed at or planned: by the nearest word that says so.

    What a heading says of all below it (목표, 계획) is not so of a column or row of a year before the report's: that is past.
    """
    table = sheet.table.table
    own = _basis_in((*reversed(table.columns[column].path), *table.rows[at].labels, name, table.caption or ""))
    if own is not None:
        return own
    around = _basis_in((place.part.title,)) or _topic_basis(place)
    year = sheet.column_items[column].year or sheet.row_items[at].year
    past = year is not None and report_year is not None and year < report_year
    return Basis.ACTUAL if past and around is not None else around


def _basis_in(texts: Sequence[str]) -> Basis | None:
    return next((basis for text in texts for word, basis in BASIS_WORDS if word in text.replace(" ", "")), None)


def _topic_basis(place: Place) -> Basis | None:
    parts = (place.part, *reversed(place.parents))
    return next((basis for part in parts if (basis := TOPIC_BASES.get(topic_of(part.title)))), None)


def _first_head(sheet: Sheet) -> str:
    heads = sheet.table.table.label_columns
    return squeeze(heads[0][-1]) if heads and heads[0] else DIMENSION_OF_COLUMNS


def _pairs(labels: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Head and label of each column that names the row; equal heads are told apart by a number."""
    count: dict[str, int] = {}
    for head, label in labels:
        if not label or label_key(head) in UNIT_COLUMN_WORDS or (label_key(head) in NUMBER_COLUMN_WORDS and not is_sum(label)):
            continue
        key = squeeze(head) or DIMENSION_OF_COLUMNS
        count[key] = count.get(key, 0) + 1
        yield (key if count[key] == 1 else f"{key}{count[key]}"), label


def _outer(labels: Sequence[str]) -> Mapping[str, str]:
    return {DIMENSION_OF_COLUMNS: " ".join(map(without_figures, labels))} if labels else {}
