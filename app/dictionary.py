"""The field dictionary (연계 항목 정의) of `docs/integration.md`, made out of the models.

    python -m app.dictionary                        prints it
    python -m app.dictionary docs/integration.md    writes it between the two marks of that file

Each class of `app.models` becomes a table: Korean name, English name, type, unit, example. A class that extends another
shows what it adds. The values of every enumeration follow, then the columns of the files.
"""

import enum
import inspect
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from pydantic import JsonValue

from app.formats.tables import fact_table, is_object, may_be_none, model_table, read_hints, strip_none
from app.models import facts, finding, history, lineage, outline, quantity, report, responses, search, span
from app.models.field_names import CODE_NAMES, name_field
from app.models.kinds import FACT_CLASSES, KIND_NAMES

BEGIN: Final = "<!-- dictionary: made by `make docs`, do not edit -->"
END: Final = "<!-- end of the dictionary -->"

_GROUPS: Final = (
    ("사실", "Facts", (facts, quantity)),
    ("원문 위치", "Places in the text", (span,)),
    ("문서", "Documents", (report, outline)),
    ("답", "Answers", (responses, search, history, lineage)),
)
# What is never sent as it is: answers show it as `Document`, as `DepartmentAliases`, or it is a question.
_INSIDE: Final = (report.Report, report.ReportIdentity, lineage.AliasBook, lineage.AliasSet, finding.FindingFilter)
_FILES: Final = (
    responses.ReportItem,
    responses.ReportFinding,
    responses.FindingItem,
    responses.BodyItem,
    responses.IndicatorItem,
    responses.TrendPoint,
    history.JournalItem,
    search.SearchHit,
)
_SCALARS: Final[Mapping[Any, str]] = {
    str: "문자열",
    int: "정수",
    float: "수",
    Decimal: "수",
    bool: "논리값",
    datetime: "시각(ISO 8601)",
}


def write_dictionary() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join([*_write_models(), *_write_codes(), *_write_columns()])


def _write_models() -> Iterator[str]:
    for korean, english, modules in _GROUPS:
        yield f"### {korean} · {english}\n"
        for module in modules:
            for model in find_models(module):
                yield from _write_model(model)


def find_models(module: ModuleType) -> list[type]:
    """The models that a module defines, in the order of its text."""
    found = [held for held in vars(module).values() if is_object(held) and held.__module__ == module.__name__]
    return [model for model in found if read_hints(model) and model not in _INSIDE]


def _write_model(model: type) -> Iterator[str]:
    kind = next((kind for kind, held in FACT_CLASSES.items() if held is model), None)
    called = f" {KIND_NAMES[kind]}, `kind={kind}`" if kind else ""
    base = next((parent for parent in model.__mro__[1:] if is_object(parent) and read_hints(parent)), None)
    known = read_hints(base) if base else {}
    yield f"#### `{model.__name__}`{called}\n"
    yield f"{(inspect.getdoc(model) or '').splitlines()[0]}{f' 그 밖에 `{base.__name__}`의 모든 항목.' if base else ''}\n"
    yield "| 국문 항목명 | 영문 항목명 | 형식 | 단위 | 예시 |"
    yield "| --- | --- | --- | --- | --- |"
    for name, hint in read_hints(model).items():
        if name not in known:
            named = name_field(model.__name__, name)
            example = _find_constant(hint) or named.example
            yield f"| {named.korean} | `{name}` | {name_type(hint)} | {named.unit} | {_quote(example)} |"
    yield ""


def _find_constant(hint: Any) -> str | None:
    """The one value that a field can have."""
    parts = get_args(hint) if get_origin(hint) is Literal else ()
    return f'"{parts[0]}"' if len(parts) == 1 else None


def _quote(example: str) -> str:
    return "`" + example.replace("|", "\\|") + "`"


def name_type(hint: Any) -> str:
    """A type in Korean.

    >>> name_type(tuple[str, ...] | None), name_type(Literal["tab", "space"]), name_type(facts.Direction)
    ('목록(문자열), 없으면 null', '코드(tab, space)', '코드 `Direction`')
    """
    inner = strip_none(hint)
    return f"{_name_type(inner)}, 없으면 null" if may_be_none(hint) else _name_type(inner)


def _name_type(kind: Any) -> str:
    if isinstance(kind, TypeVar):
        return "항목"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return f"코드 `{kind.__name__}`"
    if kind in _SCALARS:
        return _SCALARS[kind]
    if is_object(kind):
        return f"객체 `{kind.__name__}`"
    if kind is JsonValue:
        return "JSON 값"
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return f"코드({', '.join(map(str, parts))})" if len(parts) > 1 else f"언제나 `{parts[0]}`"
    if origin in {tuple, list}:
        return f"목록({name_type(parts[0])})"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"이름→{name_type(parts[1])}"
    return _name_union(parts)


def _name_union(parts: tuple[Any, ...]) -> str:
    if set(parts) >= set(FACT_CLASSES.values()):
        return "사실"
    names = dict.fromkeys(name_type(part) for part in parts if part is not type(None))
    return "수" if set(names) == {"정수", "수"} else " 또는 ".join(names)


def _write_codes() -> Iterator[str]:
    yield "### 코드 · Codes\n"
    for owner, names in CODE_NAMES.items():
        yield f"- `{owner}`: " + ", ".join(f"`{code}` {korean}" for code, korean in names.items())
    yield ""


def _write_columns() -> Iterator[str]:
    yield "### CSV·XLSX의 열 · Columns of files\n"
    for kind, korean in KIND_NAMES.items():
        yield f"- `{kind}` {korean}: {_list_columns(fact_table((kind,)).columns)}"
    for model in _FILES:
        yield f"- `{model.__name__}`: {_list_columns(model_table(model).columns)}"
    yield ""


def _list_columns(columns: Any) -> str:
    return ", ".join(f"`{column.name}` {column.korean}" for column in columns)


def renew(text: str) -> str:
    """A document with the dictionary between its two marks written anew. Raises ValueError where it has no marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(BEGIN)
    return f"{before}{BEGIN}\n\n{write_dictionary()}\n{END}{after}"


def main() -> None:
    """Print the dictionary, or write it into the file that is named."""
    if len(sys.argv) == 1:
        sys.stdout.write(write_dictionary())
    else:
        path = Path(sys.argv[1])
        path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
