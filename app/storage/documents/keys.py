"""What stored documents are found by and sorted by. All keys are made here, for writing and asking alike.

Names are compared by `name_key`, cut at a length that every database can index. The order of facts is one string a
sheet: fiscal year (newest first, none last), government, body, series. A tab parts them: no key holds blanks, and it
sorts before whatever a longer name goes on with.

>>> sheet_order(2021, "서울특별시 영등포구", "총 무 과", "r1").split("\\t")
['7978', '서울특별시영등포구', '총무과', 'r1']
>>> sheet_order(None, None, None, "r1") > sheet_order(1950, "나", "다", "r9")
True
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from app.models.facts import FactBase
from app.models.kinds import NAME_FIELDS
from app.models.names import name_key

_KEY_CHARACTERS: Final = 200
_NEWEST_YEAR: Final = 9998
_NO_YEAR: Final = "9999"


@lru_cache(65_536)  # the same few names stand in most documents
def index_key(name: str | None) -> str:
    """The form under which a name is indexed; the empty string for no name."""
    return name_key(name)[:_KEY_CHARACTERS] if name else ""


def find_names(fact: Mapping[str, Any]) -> list[str]:
    """A fact's own names as printed, out of its tree."""
    names: list[str] = []
    for field in NAME_FIELDS[fact["kind"]]:
        held = fact.get(field) or ()
        names += [held] if isinstance(held, str) else held
    return names


def find_body(fact: FactBase) -> str | None:
    """Whose figure it is within its government: the department, else the bureau, else nobody in particular."""
    return fact.department or fact.bureau


def sheet_order(fiscal_year: int | None, government: str | None, body: str | None, series_id: str) -> str:
    """The place of a sheet, or of a report, among all."""
    year = _NO_YEAR if fiscal_year is None else f"{_NEWEST_YEAR + 1 - min(max(fiscal_year, 1), _NEWEST_YEAR):04d}"
    return "\t".join((year, index_key(government), index_key(body), series_id))


def index_year(fiscal_year: int | None) -> int | None:
    """A year as it is indexed; a number that can be no year is none."""
    return fiscal_year if fiscal_year is not None and 0 < fiscal_year <= _NEWEST_YEAR else None


def to_instant(at: datetime) -> str:
    """A point in time as text that sorts: UTC, six digits of a second. Naive times are our own mistake."""
    assert at.tzinfo is not None
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def index_keys(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct keys, sorted."""
    return tuple(sorted({index_key(name) for name in names}))
