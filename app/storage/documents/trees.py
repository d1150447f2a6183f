"""Values as trees of JSON, for documents that a person can read, and that come back equal.

A field that holds its default is left out, so that a document shows what was printed and little else; the kinds that
tell a union's members apart always stay. Decimals become JSON numbers where a double holds them exactly, and strings of
digits where it does not, as do integers beyond 64 bits; reading accepts both. Mappings become lists of pairs: labels are
as printed, and a database may not take every character in a field's name. Nor does every database take a list within
a list: label paths of a table become objects.

>>> from app.models.outline import Cell
>>> to_tree(Cell("46.50", Decimal("46.50")))
{'printed': '46.50', 'value': 46.5}
>>> to_tree({"구 분": "일반직"})
[{'label': '구 분', 'value': '일반직'}]
>>> from_pairs(to_tree({"구 분": "일반직"}))
{'구 분': '일반직'}
"""

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final

import orjson

Document = dict[str, Any]

_INT64: Final = 2**63 - 1
_REQUIRED: Final = object()
_DISCRIMINATORS: Final = frozenset({"kind", "type"})


def to_tree(value: Any) -> Any:
    """Any value of `app.models` as dicts, lists, strings, numbers, booleans and None."""
    kind = type(value)
    if value is None or kind is str or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -_INT64 <= value <= _INT64 else str(value)
    if kind is tuple or kind is list:
        return [{"path": list(item)} if type(item) is tuple else to_tree(item) for item in value]
    if kind is Decimal:
        return _number(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return [{"label": label, "value": to_tree(item)} for label, item in value.items()]
    return _fields_tree(value, kind)


def _fields_tree(value: Any, kind: type) -> Document:
    tree: Document = {}
    for name, default in _fields(kind):
        held = getattr(value, name)
        if held != default or name in _DISCRIMINATORS:
            tree[name] = to_tree(held)
    return tree


def default_tree(kind: type, field: str) -> Any:
    """What a field that was left out of a tree holds; None where the class has no such field."""
    default = dict(_fields(kind)).get(field)
    return None if default is _REQUIRED else to_tree(default)


def from_pairs(pairs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The mapping that `to_tree` wrote as a list of pairs."""
    return {pair["label"]: pair["value"] for pair in pairs}


def canonical_json(tree: Any) -> bytes:
    """The same bytes for the same tree, whatever the order in which a database keeps a document's fields."""
    return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value) if abs(value) <= _INT64 else str(value)
    exact = float(value)
    return exact if Decimal(repr(exact)) == value else str(value)


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind))


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _REQUIRED
