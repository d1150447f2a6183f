"""Which sheets and which revisions of the embedded store a filter means: FROM and WHERE, and the values of their marks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.storage.asking.backend import SheetEntry
from app.storage.asking.selection import FindingKeys, ReportFilter, ScopeKeys, SheetFilter
from app.storage.sqlite.rows import marks, to_json, year_test


def sheet_source(wanted: SheetFilter) -> tuple[str, tuple[Any, ...]]:
    """FROM and WHERE for the sheets that are wanted, as `s`, of revisions that are published."""
    tests = list(_sheet_tests(wanted))
    # CROSS JOIN keeps the order of tables: sheets come out of their own index, sorted, and are confirmed one by one.
    if wanted.attempt is not None:
        joined = "JOIN revisions r ON r.attempt = s.attempt"
    elif wanted.history:
        joined = "CROSS JOIN heads h ON h.series_id = s.series_id AND h.attempt IS NOT NULL CROSS JOIN revisions r ON r.attempt = s.attempt"
    else:
        joined = "CROSS JOIN heads h ON h.series_id = s.series_id AND h.attempt = s.attempt"
    where = " AND ".join(("TRUE", *(sql for sql, _ in tests)))
    return f"FROM sheets s {joined} WHERE {where}", tuple(value for _, values in tests for value in values)


def number_column(wanted: SheetFilter) -> str:
    """Where the number of a sheet's revision stands."""
    return "r.number" if wanted.history or wanted.attempt is not None else "h.number"


def _sheet_tests(wanted: SheetFilter) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for column, keys in (("kind", wanted.kinds), ("government", wanted.governments), ("body", wanted.bodies)):
        if keys:
            yield f"s.{column} IN ({marks(keys)})", keys
    if wanted.scopes:
        yield _scope_test(wanted.scopes)
    if wanted.names:
        yield f"s.id IN (SELECT sheet FROM sheet_names WHERE name IN ({marks(wanted.names)}))", wanted.names
    if wanted.fiscal_years:
        yield year_test("s.fiscal_year", wanted.fiscal_years)
    if wanted.updated_after:
        yield "s.at > ?", (wanted.updated_after,)
    if wanted.attempt is not None:
        yield "s.attempt = ?", (wanted.attempt,)


def _scope_test(scopes: Sequence[ScopeKeys]) -> tuple[str, tuple[Any, ...]]:
    # One value however many scopes there are: a chain of ORs may be only so deep.
    sql = """EXISTS (SELECT 1 FROM json_each(?) AS scope WHERE scope.value ->> 1 = s.body
        AND (scope.value ->> 0 IS NULL OR scope.value ->> 0 = s.government)
        AND (scope.value ->> 2 IS NULL OR s.fiscal_year BETWEEN scope.value ->> '$[2][0]' AND scope.value ->> '$[2][1]'))"""
    return sql, (to_json(scopes),)


def take_entries(rows: Iterable[Any], start: str | None, enough: int | None) -> list[SheetEntry]:
    """Entries up to the end of the group in which there are enough facts."""
    taken: list[SheetEntry] = []
    counted = 0
    for row in rows:
        entry = SheetEntry(*row)
        if enough is not None and counted >= enough and entry.order != taken[-1].order:
            break
        taken.append(entry)
        counted += entry.facts if entry.order != start else 0
    return taken


def report_conditions(wanted: ReportFilter) -> tuple[str, tuple[Any, ...]]:
    """WHERE for the revisions `r` of the heads `h` that are wanted."""
    tests: list[tuple[str, tuple[Any, ...]]] = [("h.attempt IS NOT NULL", ())]
    for kinds, keys in (("'government'", wanted.governments), ("'department', 'bureau'", wanted.departments)):
        if keys:
            of_bodies = f"SELECT revision FROM revision_bodies WHERE kind IN ({kinds}) AND name IN ({marks(keys)})"
            tests.append((f"r.id IN ({of_bodies})", keys))
    if wanted.kinds:
        tests.append((f"r.kind IN ({marks(wanted.kinds)})", wanted.kinds))
    if wanted.fiscal_years:
        tests.append(year_test("r.fiscal_year", wanted.fiscal_years))
    if wanted.updated_after:
        tests.append(("r.at > ?", (wanted.updated_after,)))
    if wanted.findings:
        test, values = finding_test(wanted.findings)
        tests.append((f"r.id IN (SELECT revision FROM revision_findings WHERE {test})", values))
    return " AND ".join(sql for sql, _ in tests), tuple(value for _, values in tests for value in values)


def finding_test(wanted: FindingKeys) -> tuple[str, tuple[str, ...]]:
    """Whether a row of `revision_findings` counts findings that are wanted."""
    parts = [(column, keys) for column, keys in (("code", wanted.codes), ("severity", wanted.severities)) if keys]
    return " AND ".join(("TRUE", *(f"{column} IN ({marks(keys)})" for column, keys in parts))), tuple(
        key for _, keys in parts for key in keys
    )
