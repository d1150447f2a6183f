"""Whole reports: the samples with their noted misprints, the real ones by counts, generated ones, and how long checks take."""

from collections import Counter
from pathlib import Path
from time import process_time

import pytest

from app.models.finding import Finding, Severity
from app.parsers.pipeline import parse_report, read_report
from bench.document import LAYOUTS, LOSSY, Layout
from bench.quality import score_layout

SEEDS = Path(__file__).parents[3] / "seeds"


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "codes", "printed"),
    [
        ("html-chuncheon-transport", set(), set()),
        ("markdown-yuseong-jobs", set(), set()),
        ("mixed-haeundae-recycling", {"sum_mismatch"}, {"△2"}),
        ("space-suncheon-tourism", {"rate_mismatch"}, {"74.0"}),
        ("tab-incheon-environment", {"sum_mismatch"}, {"17,995,000"}),
        ("tab-suwon-library", set(), set()),
    ],
)
def test_samples(name: str, codes: set[str], printed: set[str]) -> None:
    """The misprints that seeds/README.md notes, and nothing else."""
    found = errors(read_report((SEEDS / f"{name}.txt").read_bytes()).findings)
    assert {finding.code.value for finding in found} == codes
    assert {finding.printed for finding in found} == printed
    assert len({finding.span.first for finding in found}) == len(printed & {"△2", "74.0", "17,995,000"})


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    """Contradictions per code, each of which was found in the print by a reader; reports with none have none."""
    counted = {
        path.name[:3]: Counter(finding.code.value for finding in errors(read_report(path.read_bytes()).findings)) for path in real_reports
    }
    known = {
        "000": {},
        "001": {"sum_mismatch": 3, "stated_twice": 2, "rate_mismatch": 1},
        "002": {"sum_mismatch": 1, "stated_twice": 2},
        "003": {},
    }
    assert {name: dict(counts) for name, counts in counted.items() if name in known} == {
        name: known[name] for name in counted if name in known
    }


def test_every_finding_has_its_print(real_reports: tuple[Path, ...]) -> None:
    """Both places stand in the report, and what a finding calls printed stands where it points."""
    for path in real_reports:
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        for finding in errors(read_report(path.read_bytes()).findings):
            assert finding.related
            assert all(1 <= span.first <= span.last <= len(lines) for span in (finding.span, *finding.related))
            here = "\n".join(lines[finding.span.first - 1 : finding.span.last])
            assert finding.printed is not None
            assert finding.printed.rstrip("천원") in here


@pytest.mark.parametrize("layout", LAYOUTS)
def test_generated_reports(layout: Layout) -> None:
    """Every planted misprint is found, and no other figure is called one; where labels are lost some tables can't be read."""
    score = score_layout(layout, first_seed=900, reports=8)
    found, planted = score.misprints
    assert planted > 0
    assert not score.alarms
    assert found == planted or (layout in LOSSY and 2 * found > planted)


def long_report(rows: int) -> str:
    body = "\n".join(f"{name}{number}\t{number + 7:,}\t{number + 3:,}\t50.0" for number in range(rows) for name in ("소계", "사업", "과"))
    items = "\n".join(f"○ 정비{number} : 총 {number}건(조례 {number}건, 규칙 3건)\n - 대비 {number}명(3%)" for number in range(rows))
    return f"1 예산\n\n(단위 : 천원)\n\n구분\t예산액\t집행액\t집행률\n{body}\n\n□ 실적\n\n{items}\n"


def test_time_grows_with_the_report_alone() -> None:
    """Four times the text takes about four times as long; a quadratic check would take sixteen."""
    times = []
    for rows in (300, 1200):
        text = long_report(rows)
        best = 60.0
        for _ in range(3):
            started = process_time()
            parse_report(text)
            best = min(best, process_time() - started)
        times.append(best)
    assert times[1] < 9 * times[0]
