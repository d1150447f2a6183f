"""What the MongoDB store asks (`mongo_schema.py`: the indexes that answer it). No driver here: plain documents.

Every filter that the store sends begins with the leading field of a declared index (a test listens and compares).
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from app.storage.asking.search_keys import ANY_KEY
from app.storage.asking.selection import FindingKeys, JournalCursor, JournalFilter, ReportFilter, ScopeKeys, SearchFilter, SheetFilter
from app.storage.documents.trees import Document

Filter = dict[str, Any]

NEWEST_ENTRY_FIRST: Final = (("at", -1), ("_id", -1))

PART_COLLECTIONS: Final = ("sources", "sections", "search", "pieces", "sheets", "catalogue")


def sheet_filter(wanted: SheetFilter) -> Filter:
    """The sheets that are wanted, whether published or not."""
    tests: Filter = {}
    keys = {"kind": wanted.kinds, "government_key": wanted.governments, "body_key": wanted.bodies, "names": wanted.names}
    tests |= {field: _one_of(values) for field, values in keys.items() if values}
    if wanted.attempt is not None:
        tests["attempt"] = wanted.attempt
    if wanted.scopes:
        tests["$and"] = [{"$or": list(map(_scope_filter, wanted.scopes))}]
    return tests | _year_filter("year", wanted.fiscal_years) | _time_filter(wanted.updated_after)


def search_filter(wanted: SearchFilter) -> Filter:
    """The sections that may hold the words, whether published or not."""
    every: list[Filter] = [{"keys": {"$all": list(wanted.keys)}}] if wanted.keys else []
    every += [{"keys": {"$regex": f"^{re.escape(prefix)}"}} for prefix in wanted.prefixes]
    tests: Filter = {"$or": [every[0] if len(every) == 1 else {"$and": every}, {"keys": ANY_KEY}]}
    keys = {"government_key": wanted.governments, "body_keys": wanted.bodies}
    tests |= {field: _one_of(values) for field, values in keys.items() if values}
    if wanted.attempt is not None:
        tests["attempt"] = wanted.attempt
    return tests | ({"$and": [_year_filter("year", wanted.fiscal_years)]} if wanted.fiscal_years else {})


def report_filter(wanted: ReportFilter) -> Filter:
    """The revisions that are wanted, be they the latest or not."""
    tests: Filter = {"deleted": False}
    keys = {"government_keys": wanted.governments, "body_keys": wanted.departments, "kind_key": wanted.kinds}
    tests |= {field: _one_of(values) for field, values in keys.items() if values}
    if wanted.findings is not None:
        tests |= _finding_filter(wanted.findings)
    return tests | _year_filter("fiscal_year", wanted.fiscal_years) | _time_filter(wanted.updated_after)


def _finding_filter(wanted: FindingKeys) -> Filter:
    """Revisions with such findings. What a folded one has is not seen from here: it is taken along, and so is one that has code
    and severity in different findings.
    """
    keys = {"code": wanted.codes, "severity": wanted.severities}
    tests = {f"details.findings.{field}": _one_of(values) for field, values in keys.items() if values}
    having: list[Filter] = [tests, {"folded": "revision"}]
    return {"counts.findings": {"$gt": 0}} | ({"$and": [{"$or": having}]} if tests else {})


def finding_test(wanted: ReportFilter) -> Callable[[Document], bool]:
    """Whether a finding, out of a revision's details, is wanted."""
    keys = wanted.findings or FindingKeys()
    return lambda found: (not keys.codes or found["code"] in keys.codes) and (not keys.severities or found["severity"] in keys.severities)


def journal_filter(wanted: JournalFilter) -> Filter:
    """The revisions whose journal entries are wanted."""
    keys = {"journal.actor": wanted.actors, "journal.action": wanted.actions}
    tests: Filter = {field: _one_of(values) for field, values in keys.items() if values}
    return tests | ({"at": {"$gte": wanted.since}} if wanted.since else {})


def older_than(after: JournalCursor | None) -> Filter:
    """Revisions that come after that one, newest first."""
    return {"$or": [{"at": {"$lt": after.at}}, {"at": after.at, "_id": {"$lt": after.id}}]} if after else {}


def within(first: str | None, last: str | None, *, after: bool = False) -> Filter:
    """Documents whose `order` lies between the two, both included (the first not, with `after`)."""
    bounds = {"$gt" if after else "$gte": first or "", "$lte": last} if last is not None else {"$gt" if after else "$gte": first or ""}
    return {"order": bounds}


def _scope_filter(scope: ScopeKeys) -> Filter:
    government, body, years = scope
    return {
        "body_key": body,
        **({"government_key": government} if government is not None else {}),
        **(_year_filter("year", (years,)) if years else {}),
    }


def _one_of(values: Sequence[str]) -> Any:
    return values[0] if len(values) == 1 else {"$in": list(values)}


def _year_filter(field: str, years: Sequence[tuple[int, int]]) -> Filter:
    ranges = [{field: {"$gte": first, "$lte": last}} for first, last in years]
    return ranges[0] if len(ranges) == 1 else {"$or": ranges} if ranges else {}


def _time_filter(after: str | None) -> Filter:
    return {"at": {"$gt": after}} if after else {}
