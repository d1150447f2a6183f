"""The real reports: what is printed in their budget and staffing tables is answered once, and nothing else is.

The goldens hold counts, sums and digests only; `pytest --update-golden` rewrites them, and the diff is read against the
reports before it is kept.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.facts import FACTS, BudgetLine, Fact, Headcount
from app.models.finding import FindingCode
from app.models.outline import Row, Table
from app.models.report import REPORT, Report
from app.parsers.characters.normalise import decode, fold, split_lines
from app.parsers.pipeline import read_report
from app.parsers.values.quantities import parse_unit

GOLDEN = Path(__file__).parents[1] / "golden"
_FIGURE = re.compile(r"△?\d[\d,]*(?:\.\d+)?")


def _figures(text: str) -> Counter[str]:
    """The plain figures of a printed text, brackets aside, without their commas."""
    return Counter(found.replace(",", "") for found in _FIGURE.findall(re.sub(r"\([^()]*\)", " ", fold(text))))


def _served(line: BudgetLine) -> Counter[str]:
    """The figures of a budget line as they would be printed in its unit."""
    factor = parse_unit(line.unit).factor if line.unit else 1
    amounts = [line.budget_won, line.executed_won, line.remaining_won, line.prior_budget_won, line.change_won, line.carried_over_won]
    won = [("△" if amount < 0 else "") + str(abs(amount) // factor) for amount in amounts if amount is not None]
    rates = [line.rate_percent, line.change_percent, line.share_percent]
    percent = [("△" if rate < 0 else "") + str(abs(rate)) for rate in rates if rate is not None]
    return Counter([*won, *percent])


def _rows(report: Report) -> Iterator[tuple[Table, Row]]:
    for table in report.tables:
        for row in table.rows:
            yield table, row


def _at(facts: list[Fact], table: Table, row: Row) -> list[Fact]:
    return [fact for fact in facts if row.span.covers(fact.span) and table.span.covers(fact.span)]


def test_every_budget_row_is_answered_once(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        report = read_report(path.read_bytes())
        lines: list[Fact] = [fact for fact in report.facts if isinstance(fact, BudgetLine)]
        for table, row in _rows(report):
            here = _at(lines, table, row)
            assert len(here) <= 1, f"{path.name}:{row.span.first} is served {len(here)} times"
            if not here:
                continue
            line = here[0]
            assert isinstance(line, BudgetLine)
            printed = _figures("\n".join(cell.printed for cell in row.cells))
            zero_rates = Counter({figure: count for figure, count in _served(line).items() if set(figure) <= set("△0.")})
            assert not _served(line) - printed - zero_rates, f"{path.name}:{row.span.first} serves what is not printed"
            unread = Counter[str]()
            for finding in report.findings:
                if finding.code is FindingCode.UNREAD_NUMBER and row.span.covers(finding.span):
                    unread += _figures(finding.printed or "")
            missing = printed - _served(line) - unread
            assert not Counter({figure: count for figure, count in missing.items() if not set(figure) <= set("△0.")}), (
                f"{path.name}:{row.span.first} {missing}"
            )


def test_every_headcount_cell_is_answered_once(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        report = read_report(path.read_bytes())
        counts: list[Fact] = [fact for fact in report.facts if isinstance(fact, Headcount)]
        for table, row in _rows(report):
            here = [fact for fact in _at(counts, table, row) if isinstance(fact, Headcount)]
            if here:
                served = Counter(("△" if fact.persons < 0 else "") + str(abs(fact.persons)) for fact in here)
                assert served == _figures("\n".join(cell.printed for cell in row.cells)), f"{path.name}:{row.span.first}"
                named = [(fact.category, fact.grade) for fact in here]
                assert len(named) == len(set(named)), f"{path.name}:{row.span.first} names a count twice"


def test_nothing_is_lost_and_everything_is_traced(real_reports: tuple[Path, ...]) -> None:
    """Each `printed` stands in its span, and a second reading gives the same bytes."""
    for path in real_reports:
        source = path.read_bytes()
        report = read_report(source)
        received = split_lines(decode(source).text)
        for fact in report.facts:
            there = "".join("".join(received[fact.span.first - 1 : fact.span.last]).split())
            wanted = "".join(fact.printed.split())
            assert wanted in there or all(piece in there for piece in fact.printed.split()), (path.name, fact.span, fact.printed)
        assert REPORT.dump_json(report) == REPORT.dump_json(read_report(source))


def summary_of(report: Report) -> dict[str, object]:
    """Counts, sums and digests of a report: enough to see that something changed, nothing of its words."""
    kinds = Counter(fact.kind for fact in report.facts)
    lines = [fact for fact in report.facts if isinstance(fact, BudgetLine)]
    return {
        "lines": report.received.lines,
        "facts": dict(sorted(kinds.items())),
        "findings": dict(sorted(Counter(str(finding.code) for finding in report.findings).items())),
        "coverage": {"numbers": report.coverage.tables.numbers, "read": report.coverage.tables.read},
        "budget_won": sum(line.budget_won or 0 for line in lines),
        "executed_won": sum(line.executed_won or 0 for line in lines),
        "persons": sum(fact.persons for fact in report.facts if isinstance(fact, Headcount)),
        "digests": {
            kind: hashlib.sha256(FACTS.dump_json(tuple(fact for fact in report.facts if fact.kind == kind))).hexdigest()[:16]
            for kind in sorted(kinds)
        },
    }


def test_golden_summaries(real_reports: tuple[Path, ...], request: pytest.FixtureRequest) -> None:
    for path in real_reports:
        summary = summary_of(read_report(path.read_bytes()))
        golden = GOLDEN / f"real-{path.stem[:3]}.json"
        if request.config.getoption("--update-golden"):
            golden.write_text(json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        assert json.loads(golden.read_text()) == summary, f"{path.name}: read the change against the report, then --update-golden"
