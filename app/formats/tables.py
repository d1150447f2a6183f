"""Flat rows, made out of the models.

Each field of a model is a column in the order of the model. A field that is an object of fixed fields (a span, a period,
a report's own information) becomes one column for each of them, `span_first`, `period_text`; what has no fixed fields
is written as text (`app/formats/cells.py`).

Facts of several kinds share one table: first what every fact has of whose figure it is and of when, then the own fields
of the kinds in the order of the kinds, a name that several have once, and last where it is printed.

>>> [column.name for column in fact_table(("vehicle",)).columns][:12]
['kind', 'id', 'report_id', 'government', 'bureau', 'department', 'fiscal_year', 'as_of', 'category', 'subtype', 'vehicles', 'status']
>>> fact_table(("vehicle",)).columns[-1]
Column(name='at', korean='값마다 자리')
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter

from app.formats.cells import LADDER, LIST, Cell, to_cell, write_list, write_mapping, write_sentences
from app.models.facts import Fact, Statement
from app.models.field_names import name_field
from app.models.kinds import FACT_CLASSES, FACT_KINDS
from app.models.search import Snippet

T = TypeVar("T")

_FIRST: Final = ("kind", "id", "report_id", "government", "bureau", "department", "fiscal_year", "as_of")
_LAST: Final = ("section", "span", "printed", "section_id", "table", "row", "column", "at")
_CELLS: Final = frozenset({str, int, float, Decimal, bool, int | Decimal})
_LADDERS: Final = frozenset({"section", "path"})


class Column(NamedTuple):
    """A column with both its names."""

    name: str
    korean: str


class _Field(NamedTuple):
    column: Column
    read: Callable[[Any], Cell]


class RowTable(Generic[T]):
    """How items become flat rows, and lines of NDJSON. Items may be of several classes; a row has the cells of all."""

    def __init__(self, fields: Mapping[type, Sequence[_Field]]) -> None:
        korean: dict[str, dict[str, None]] = {}
        for own in fields.values():
            for field in own:
                korean.setdefault(field.column.name, {})[field.column.korean] = None
        self.columns: Final = tuple(Column(name, "/".join(names)) for name, names in _order_columns(korean).items())
        self._readers = {kind: self._line_up(own) for kind, own in fields.items()}
        self._adapters: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in fields}

    def _line_up(self, fields: Sequence[_Field]) -> tuple[Callable[[Any], Cell] | None, ...]:
        readers = {field.column.name: field.read for field in fields}
        return tuple(readers.get(column.name) for column in self.columns)

    def row(self, item: T) -> list[Cell]:
        """The cells of an item, one for each column."""
        return [None if read is None else read(item) for read in self._readers[type(item)]]

    def line(self, item: T) -> bytes:
        """An item as JSON, just as it stands in a list."""
        return self._adapters[type(item)].dump_json(item)


@cache
def fact_table(kinds: tuple[str, ...] = ()) -> RowTable[Fact]:
    """The table of facts of some kinds; none named means any."""
    return RowTable({FACT_CLASSES[kind]: list_fields(FACT_CLASSES[kind]) for kind in FACT_KINDS if kind in kinds or not kinds})


@cache
def model_table(model: type[T]) -> RowTable[T]:
    """The table of one model's items."""
    return RowTable({model: list_fields(model)})


def _order_columns(columns: dict[str, dict[str, None]]) -> dict[str, dict[str, None]]:
    """Columns of facts as they are documented; those of other models as they stand in the model."""
    if not columns.keys() >= {*_FIRST, "printed"}:
        return columns
    last = [name for name in columns if name in _LAST or name.startswith("span_")]
    own = [name for name in columns if name not in _FIRST and name not in last]
    return {name: columns[name] for name in (*_FIRST, *own, *last)}


def list_fields(model: type) -> list[_Field]:
    """The flat columns of a model, each with how it is read."""
    return list(_walk(model, "", "", ""))


def _walk(model: type, prefix: str, korean: str, within: str, *, optional: bool = False) -> Iterator[_Field]:
    """within: the path of attributes to the model, with a point behind it; optional: some of them may be None."""
    for name, kind in read_hints(model).items():
        inner = strip_none(kind)
        field = name_field(model.__name__, name).korean
        column = Column(f"{prefix}{name}", f"{korean} {field}".strip())
        if is_object(inner):
            path = f"{within}{name}."
            yield from _walk(inner, f"{column.name}_", column.korean, path, optional=optional or may_be_none(kind))
        else:
            yield _Field(column, _reader(f"{within}{name}", _writer(name, inner), optional=optional))


def _reader(path: str, write: Callable[[Any], Cell] | None, *, optional: bool) -> Callable[[Any], Cell]:
    reach = _reach_over_none(path) if optional else attrgetter(path)
    if write is None:
        return reach

    def read_cell(item: Any) -> Cell:
        value = reach(item)
        return None if value is None else write(value)

    return read_cell


def _reach_over_none(path: str) -> Callable[[Any], Any]:
    names = path.split(".")

    def reach(item: Any) -> Any:
        for name in names:
            if item is None:
                return None
            item = getattr(item, name)
        return item

    return reach


def _writer(name: str, kind: Any) -> Callable[[Any], Cell] | None:
    """How a field's value becomes a cell; None where it is one already."""
    if kind in _CELLS:
        return None
    origin = get_origin(kind)
    if origin is tuple:
        if get_args(kind)[0] in {Statement, Snippet}:
            return write_sentences
        return lambda values: write_list(values, LADDER if name in _LADDERS else LIST)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return write_mapping
    return to_cell


def read_hints(model: Any) -> dict[str, Any]:
    """The fields of a model with their types, as they are declared."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        if model.model_fields:
            model.model_rebuild()  # a class that is named before it stands there is only known once somebody asks
        return {name: field.annotation for name, field in model.model_fields.items()}
    hints = get_type_hints(model)
    return {field.name: hints[field.name] for field in dataclasses.fields(model)}


def strip_none(kind: Any) -> Any:
    """A type without its `None` and without its annotations."""
    if get_origin(kind) is Annotated:
        return strip_none(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        rest = tuple(part for part in get_args(kind) if part is not NoneType)
        return strip_none(rest[0]) if len(rest) == 1 else kind
    return kind


def may_be_none(kind: Any) -> bool:
    """Whether a type takes None, whatever its annotations."""
    return may_be_none(get_args(kind)[0]) if get_origin(kind) is Annotated else NoneType in get_args(kind)


def is_object(kind: Any) -> bool:
    """Whether a type is a model: a value with fields of its own."""
    return isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel))
