"""The names that reports and facts can be found by, for lists and for near matches.

Each revision brings its own entries; a reader of the catalogue merges those of the latest revisions. Names that differ
in spacing alone are one name, shown in the spelling that most entries have.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import Fact, FactBase, Indicator, Project
from app.models.report import Report, ReportMeta
from app.storage.documents.keys import find_body, index_key, index_year
from app.storage.documents.trees import Document
from app.storage.port import CatalogueEntry

CATALOGUE_KINDS: Final = ("government", "bureau", "department", "indicator", "project")
_ENTRIES_A_DOCUMENT: Final = 1000
_MOST_BODIES: Final = 5000  # of one report; more names than that are no names

_Key = tuple[str, str, str, str]
_Spelling = tuple[str, str | None, str | None, str | None]  # name, government, bureau, department


@dataclass(slots=True)
class _Gathered:
    """What is known of one name so far."""

    spellings: Counter[_Spelling] = field(default_factory=Counter)
    years: set[int] = field(default_factory=set)
    facts: Counter[str] = field(default_factory=Counter)
    units: set[str] = field(default_factory=set)


def build_catalogue(report: Report) -> tuple[Document, ...]:
    """The catalogue documents of a report, one or more a kind of name."""
    gathered = _gather_report(report)
    documents = []
    for kind in CATALOGUE_KINDS:
        entries = [_write_entry(one) for key, one in sorted(gathered.items()) if key[0] == kind]
        for start in range(0, len(entries), _ENTRIES_A_DOCUMENT):
            documents.append({"kind": kind, "entries": entries[start : start + _ENTRIES_A_DOCUMENT]})
    return tuple(documents)


def find_bodies(report: Report) -> list[Document]:
    """The keys a report is found by: its own body and every body that it states figures of, by fiscal year."""
    found: dict[tuple[str, str, str | None, str | None, int | None], None] = {}
    owners: list[tuple[FactBase | ReportMeta, int | None]] = [(report.meta, report.meta.fiscal_year)]
    owners.extend((fact, fact.fiscal_year) for fact in report.facts)
    for owner, year in owners:
        for kind, name in (("government", owner.government), ("bureau", owner.bureau), ("department", owner.department)):
            if name and len(found) < _MOST_BODIES:
                found[(kind, name, owner.government, owner.department, index_year(year))] = None
    return [
        {"kind": kind, "name": name, "key": index_key(name), "government": government, "department": department, "year": year}
        for kind, name, government, department, year in found
    ]


def merge_entries(documents: Iterable[Document]) -> tuple[CatalogueEntry, ...]:
    """The entries of many reports as one catalogue, in the order of kinds and names."""
    gathered: dict[_Key, _Gathered] = {}
    for document in documents:
        for entry in document["entries"]:
            _gather_entry(gathered, document["kind"], entry)
    return tuple(_show_entry(key[0], gathered[key]) for key in sorted(gathered, key=_catalogue_place))


def _catalogue_place(key: _Key) -> tuple[int, str, str, str]:
    return (CATALOGUE_KINDS.index(key[0]), key[3], key[1], key[2])


def _gather_report(report: Report) -> dict[_Key, _Gathered]:
    gathered: dict[_Key, _Gathered] = {}
    for kind, name, bureau, department in _names_of_bodies(report.meta):
        one = _find_or_add(gathered, kind, (name, report.meta.government, bureau, department))
        _add_year(one, report.meta.fiscal_year)
    for fact in report.facts:
        for kind, name, bureau, department in _names_of_fact(fact):
            one = _find_or_add(gathered, kind, (name, fact.government, bureau, department))
            _add_year(one, fact.fiscal_year)
            if kind == "indicator" and isinstance(fact, Indicator) and fact.unit:
                one.units.add(fact.unit)
            if kind != "bureau" or fact.department is None:  # a bureau's own figures are those of no department
                one.facts[fact.kind] += 1
    return gathered


def _names_of_bodies(owner: FactBase | ReportMeta) -> Iterator[tuple[str, str, str | None, str | None]]:
    if owner.government:
        yield "government", owner.government, None, None
    if owner.bureau:
        yield "bureau", owner.bureau, None, None
    if owner.department:
        yield "department", owner.department, owner.bureau, None


def _names_of_fact(fact: Fact) -> Iterator[tuple[str, str, str | None, str | None]]:
    yield from _names_of_bodies(fact)
    if isinstance(fact, Indicator):
        yield "indicator", fact.name, fact.bureau, find_body(fact)
    if isinstance(fact, Project):
        yield "project", fact.title, fact.bureau, find_body(fact)


def _find_or_add(gathered: dict[_Key, _Gathered], kind: str, spelling: _Spelling) -> _Gathered:
    name, government, _, department = spelling
    one = gathered.setdefault((kind, index_key(government), index_key(department), index_key(name)), _Gathered())
    one.spellings[spelling] += 1
    return one


def _add_year(one: _Gathered, fiscal_year: int | None) -> None:
    year = index_year(fiscal_year)
    if year is not None:
        one.years.add(year)


def _write_entry(one: _Gathered) -> Document:
    name, government, bureau, department = _commonest(one)
    return {
        "name": name,
        "government": government,
        "bureau": bureau,
        "department": department,
        "years": sorted(one.years),
        "facts": dict(sorted(one.facts.items())),
        "units": sorted(one.units),
    }


def _gather_entry(gathered: dict[_Key, _Gathered], kind: str, entry: Document) -> None:
    one = _find_or_add(gathered, kind, (entry["name"], entry["government"], entry["bureau"], entry["department"]))
    one.years.update(entry["years"])
    one.facts.update(entry["facts"])
    one.units.update(entry["units"])


def _show_entry(kind: str, one: _Gathered) -> CatalogueEntry:
    name, government, bureau, department = _commonest(one)
    return CatalogueEntry(
        kind=kind,
        name=name,
        government=government,
        department=department,
        years=tuple(sorted(one.years)),
        facts=dict(sorted(one.facts.items())),
        units=tuple(sorted(one.units)),
        bureau=bureau,
    )


def _commonest(one: _Gathered) -> _Spelling:
    # Of spellings that are equally common the one that sorts first, so that the answer does not depend on arrival.
    return min(one.spellings, key=lambda spelling: (-one.spellings[spelling], tuple(part or "" for part in spelling)))
