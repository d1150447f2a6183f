"""Every call, asked over a socket on both stores, and what it answers compared with the lines it cites.

An answer cites its lines: `span` of `report_id`. Here those lines are fetched as they were received, and each item must stand
in them: all that it says is `printed`, and each of its figures as a number that the lines print, whatever unit it is counted
in. Reads the samples, and the real reports where BOGO_TEST_REPORTS names them. `pytest -s` shows call, question and rows.
"""

import html
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest

from app.main import create_app
from app.models.names import name_key
from tests.live import LiveService, run_service

SEEDS: Final = Path(__file__).parent.parent.parent / "seeds"
_TAGS: Final = re.compile(r"<[^<>]*>")
_WORDS: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES: Final = tuple(Decimal(10) ** power for power in (0, 3, 4, 6, 7, 8, 12))
_COMPOUND: Final = re.compile(r"\d\s?[조억만천백]\s?\d")
_FIGURES: Final = re.compile(r"(.*_won|.*_percent|persons|vehicles|value)$")
_COUNTLESS: Final = {"/livez", "/readyz", "/metrics"}  # say nothing of reports

# Call -> the question it answers. {id}: every report; {department}, {government}, {indicator}: every one of that name.
QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "/reports": ("/reports", "which reports are there, of whom and when?"),
    "/reports/{report_id}": ("/reports/{id}", "what does the report say, as a document?"),
    "/reports/{report_id}/facts": ("/reports/{id}/facts?limit=1000", "which figures does it state?"),
    "/reports/{report_id}/facts/{fact_id}": ("/reports/{id}/facts/{fact}", "what does one row or figure say?"),
    "/reports/{report_id}/findings": ("/reports/{id}/findings", "what does not add up in it?"),
    "/reports/{report_id}/source": ("/reports/{id}/source?first=1&last=40", "what do its lines say, as received?"),
    "/reports/{report_id}/revisions": ("/reports/{id}/revisions", "which texts of it were there?"),
    "/reports/{report_id}/sections/{section_id}": ("/reports/{id}/sections/{section}", "what stands under a heading?"),
    "/reports/{report_id}/tables": ("/reports/{id}/tables?limit=1000", "which tables does it print?"),
    "/reports/{report_id}/tables/{table_id}": ("/reports/{id}/tables/{table}", "what stands in a table?"),
    "/reports/{report_id}/diff/{other_id}": ("/reports/{id}/diff/{other}?limit=1000", "what does another report say otherwise?"),
    "/journal": ("/journal", "who stored what, when?"),
    "/governments": ("/governments", "which governments are known?"),
    "/governments/{name}/budget": ("/governments/{government}/budget", "what is a whole government's budget?"),
    "/governments/{name}/headcount": ("/governments/{government}/headcount", "how many people has a whole government?"),
    "/departments": ("/departments", "which departments are known?"),
    "/departments/{name}": ("/departments/{department}", "what is known of a department?"),
    "/departments/{name}/budget": ("/departments/{department}/budget", "what is its budget, line by line?"),
    "/departments/{name}/budget/trend": ("/departments/{department}/budget/trend", "how did its budget move over the years?"),
    "/departments/{name}/headcount": ("/departments/{department}/headcount", "how many posts and people has it?"),
    "/departments/{name}/projects": ("/departments/{department}/projects", "which projects does it run?"),
    "/departments/{name}/indicators": ("/departments/{department}/indicators", "which other figures does it state?"),
    "/departments/{name}/duties": ("/departments/{department}/duties", "what is it in charge of?"),
    "/departments/{name}/facilities": ("/departments/{department}/facilities", "which buildings and sites has it?"),
    "/departments/{name}/vehicles": ("/departments/{department}/vehicles", "which vehicles has it?"),
    "/departments/{name}/milestones": ("/departments/{department}/milestones", "what is done when?"),
    "/departments/{name}/audit-items": ("/departments/{department}/audit-items", "what did the council ask of it?"),
    "/governments/{government}/departments/{name}/aliases": (
        "/governments/{government}/departments/{department}/aliases",
        "what else was it called?",
    ),
    "/indicators": ("/indicators", "which indicators are there?"),
    "/indicators/{name}": ("/indicators/{indicator}", "how did an indicator move?"),
    "/facts": ("/facts?limit=1000", "which figures are there at all?"),
    "/projects": ("/projects?limit=1000", "which projects are there at all?"),
    "/audit-items": ("/audit-items", "what did councils ask at all?"),
    "/findings": ("/findings", "what does not add up anywhere?"),
    "/search": ("/search?q=예산", "where do reports speak of 예산?"),
}
_MAY_BE_EMPTY: Final = {"/governments/{name}/headcount"}  # no sample counts the people of a whole government


@dataclass
class Asked:
    """What was asked, and how many rows of the answers were compared with print."""

    service: LiveService
    sources: dict[str, list[str]] = field(default_factory=dict)
    subjects: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    sections: dict[str, list[dict[str, int]]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    folded: str = ""

    def lines(self, report_id: str, span: Mapping[str, int]) -> str:
        """The lines of a span as one text: as received, then without markup."""
        text = "\n".join(self.sources[report_id][span["first"] - 1 : span["last"]])
        return f"{text}\n{html.unescape(_TAGS.sub(' ', text))}"

    def section(self, report_id: str, line: int) -> Mapping[str, int]:
        """The smallest section that a line stands in."""
        return min((span for span in self.sections[report_id] if span["first"] <= line <= span["last"]), key=_length)


def _length(span: Mapping[str, int]) -> int:
    return span["last"] - span["first"]


def _find_spans(parts: list[Any]) -> Iterator[dict[str, int]]:
    for part in parts:
        yield part["span"]
        yield from _find_spans(part["children"])


@pytest.fixture(scope="module")
def asked(any_store_url: str, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    # The stand-in for MongoDB takes a hundred times as long: but for a long run it is asked less, about fewer reports.
    briefly = any_store_url.startswith("mongodb") and not pytestconfig.getoption("--soak")
    folders = [SEEDS, *map(Path, filter(None, [os.environ.get("BOGO_TEST_REPORTS")]))]
    paths = sorted(SEEDS.glob("*.txt"))[:3] if briefly else [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    with run_service(tmp_path_factory.mktemp("questions"), store_url=any_store_url, parser_workers=1) as running:
        for path in paths:
            running.ingest(path.read_bytes(), source=path.name).raise_for_status()
        made = Asked(running)
        _find_subjects(made, 6 if briefly else 60)
        yield made


def _find_subjects(asked: Asked, most: int) -> None:
    """What the braces of a question stand for: one mapping a time that it is asked, `most` of them or fewer."""
    service = asked.service
    reports = [item["id"] for item in service.pages("/reports")]
    asked.sources = {one: _read_source(service, one) for one in reports}
    asked.folded = name_key("\n".join(line for lines in asked.sources.values() for line in lines))
    documents = {one: service.get(f"/reports/{one}") for one in reports}
    asked.sections = {one: list(_find_spans(documents[one]["outline"])) for one in reports}
    others = dict(zip(reports, [*reports[1:], reports[0]], strict=True))
    indicators = service.pages("/indicators")
    asked.subjects = {
        "id": [{"id": one, "other": others[one]} for one in reports],
        "section": [{"id": one, "section": part["id"]} for one in reports for part in _spread(documents[one]["outline"], most // 6)],
        "table": [{"id": one, "table": table["id"]} for one in reports for table in _spread(documents[one]["tables"], most // 6)],
        "fact": [{"id": one, "fact": fact["id"]} for one in reports for fact in _spread(service.pages(f"/reports/{one}/facts"), most // 6)],
        "government": [{"government": item["name"]} for item in service.pages("/governments")],
        "department": [
            {"department": item["name"], "government": item["government"]} for item in _spread(service.pages("/departments"), most)
        ],
        "indicator": [{"indicator": item["name"]} for item in _spread(indicators, most)],
        "": [{}],
    }


def _spread(items: list[Any], most: int) -> list[Any]:
    """Some of many, from beginning to end: asking for each would take minutes and show no more."""
    return items[:: len(items) // most + 1]


def _read_source(service: LiveService, report_id: str) -> list[str]:
    answer = service.client.get(f"/reports/{report_id}/source", headers={"Accept": "application/json"})
    lines: list[str] = answer.raise_for_status().json()["lines"]
    return lines


def ask(asked: Asked, question: str) -> Iterator[Any]:
    """The answers to a question, page by page, about each subject."""
    named = [name for name in ("section", "table", "fact", "department", "indicator", "government", "id") if f"{{{name}}}" in question]
    for subject in asked.subjects[named[0] if named else ""]:
        address = question.format(**{name: quote(value or "", safe="") for name, value in subject.items()})
        cursor: dict[str, str] = {}
        while True:
            answer = asked.service.client.get(_with(address, cursor), headers={"Accept": "application/json"})
            assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
            yield answer.json() | {"asked": subject}
            if not answer.json().get("next"):
                break
            cursor = {"cursor": answer.json()["next"]}


def _with(address: str, cursor: Mapping[str, str]) -> str:
    return address + "".join(f"{'&' if '?' in address else '?'}{name}={value}" for name, value in cursor.items())


def find_rows(answer: Any, report_id: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Everything in an answer that cites lines, with the report that it cites."""
    if isinstance(answer, dict):
        report_id = answer.get("report_id") or report_id
        if answer.get("span") and report_id:
            yield report_id, answer
        for name, held in answer.items():
            if name not in {"asked", "related", "source"}:
                yield from find_rows(held, report_id)
    elif isinstance(answer, list):
        for held in answer:
            yield from find_rows(held, report_id)


def find_said(row: Mapping[str, Any]) -> Iterator[str]:
    """The words of a row that stand in print. What a finding compares is written in one form, so of that only the digits."""
    if "code" in row:
        yield from _NUMBER.findall(row["printed"] or "")
        return
    for name in ("printed", "title", "text", "key"):
        if isinstance(row.get(name), str) and not (name == "text" and "highlights" in row):
            yield row[name]
    if isinstance(row.get("cells"), list):
        yield from (cell["printed"] for cell in row["cells"])


def find_figures(row: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """The figures that a row states, by field."""
    for name, held in row.items():
        if _FIGURES.match(name) and isinstance(held, int | float) and not isinstance(held, bool):
            yield name, abs(Decimal(str(held)))


def is_said(words: str, lines: str) -> bool:
    """Whether each piece of some words stands in the lines, whatever their spacing."""
    folded = name_key(lines)
    return all(name_key(piece) in folded for piece in words.split())


def is_printed(figure: Decimal, lines: str) -> bool:
    """Whether lines print a figure: as one number in some unit, or as two or three that make it up (`12억 3,456만`)."""
    numbers = {Decimal(number.replace(",", "")) for number in _NUMBER.findall(lines)}
    if any(number * scale == figure for number in numbers for scale in _SCALES):
        return True
    parts = {number * scale for number in numbers for scale in (*_SCALES, Decimal(100))}
    return bool(_COMPOUND.search(lines)) and (any(figure - part in parts for part in parts) or _is_sum(figure, parts))


def is_column(figure: Decimal, lines: str) -> bool:
    """Whether a figure is the sum of a column: what a project has spent is told payment by payment."""
    columns = zip_longest(*(line.split("\t") for line in lines.splitlines()[: len(lines.splitlines()) // 2]), fillvalue="")
    sums = (sum(Decimal(found[0].replace(",", "")) for cell in column if (found := _NUMBER.match(cell))) for column in columns)
    return any(total * scale == figure for total in sums for scale in _SCALES)


def _is_sum(figure: Decimal, parts: set[Decimal]) -> bool:
    return any(figure - one - other in parts for one in parts if one < figure for other in parts if one + other < figure)


def compare(asked: Asked, call: str, report_id: str, row: Mapping[str, Any]) -> None:
    """Compare one row with the lines it cites; what is wrong is noted with figures alone."""
    lines = asked.lines(report_id, row["span"])
    # A project is cited by its heading; its money stands beneath.
    beneath = asked.lines(report_id, asked.section(report_id, row["span"]["first"])) if "team" in row and "title" in row else lines
    place = f"{call} {report_id} lines {row['span']['first']}-{row['span']['last']} {row.get('kind', '')}"
    if not all(is_said(words, lines) for words in find_said(row)):
        asked.wrong.append(f"{place}: not printed there")
    for name, figure in find_figures(row):
        if not is_printed(figure, beneath) and not is_column(figure, lines):
            asked.wrong.append(f"{place}: {name} {figure} is no number of these lines")
    asked.rows[call] = asked.rows.get(call, 0) + 1


def check_plain(asked: Asked, call: str, answer: Mapping[str, Any]) -> None:
    """Answers without spans of their own: names must be printed somewhere, lines must be those received."""
    if call == "/reports/{report_id}/source":
        report_id = answer["report_id"]
        assert answer["lines"] == asked.sources[report_id][: answer["last"]]
        asked.rows[call] = asked.rows.get(call, 0) + len(answer["lines"])
        return
    for item in answer.get("items", [answer]):
        meta = item.get("meta", item)
        for name in ("name", "title", "department", "bureau"):
            value = meta.get(name)
            # A government's full name is known where the text prints its last words alone.
            words = _WORDS.findall(value) if isinstance(value, str) else []
            if not all(name_key(word) in asked.folded for word in (words[-1:] if item.get("level") == "government" else words)):
                asked.wrong.append(f"{call}: a {name} that no report prints")
        asked.rows[call] = asked.rows.get(call, 0) + 1


@pytest.mark.timeout(900)
@pytest.mark.parametrize("call", QUESTIONS)
def test_what_a_call_answers_is_printed_where_it_says(asked: Asked, call: str) -> None:
    question, words = QUESTIONS[call]
    before = len(asked.wrong)
    for answer in ask(asked, question):
        compared = False
        for report_id, row in find_rows(answer, answer["asked"].get("id")):
            compare(asked, call, report_id, row)
            compared = True
        if not compared:
            check_plain(asked, call, answer)
    print(f"\n{call:56} | {words:44} | {asked.rows.get(call, 0):6}", end="")
    assert asked.rows.get(call, 0) > 0 or call in _MAY_BE_EMPTY
    assert asked.wrong[before:] == []


def test_every_call_is_asked() -> None:
    paths = {path for path, methods in create_app().openapi()["paths"].items() if "get" in methods}
    assert paths - _COUNTLESS == QUESTIONS.keys()


@pytest.mark.parametrize(
    ("figure", "lines", "printed"),
    [
        pytest.param("17995000000", "합계\t17,995,000", True, id="thousands of won"),
        pytest.param("17995000001", "합계\t17,995,000", False, id="one won more"),
        pytest.param("1234560000", "12억 3,456만원", True, id="in two parts"),
        pytest.param("46.47", "집행률 46.47%", True, id="a rate"),
        pytest.param("46.5", "집행률 46.47%", False, id="a rate that was rounded"),
        pytest.param("1500", "복원(1천5백면)", True, id="thousands and hundreds"),
        pytest.param("30", "10명 20명", False, id="a sum that is not printed"),
    ],
)
def test_a_figure_is_known_from_print(figure: str, lines: str, printed: bool) -> None:
    assert is_printed(Decimal(figure), lines) is printed
