"""What holds for every text: no line lost, every figure proved by its line, the same answer always.

Texts: the real reports, our own samples, generated reports in each layout, reports with damage done to them, and heaps of
the pieces that reports are made of.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import EmptyReport
from app.models.report import REPORT, Report
from app.models.span import Span
from app.parsers.characters.normalise import split_lines
from app.parsers.lines.lines import printed_text
from app.parsers.lines.logical import logical_lines
from app.parsers.outline.placing import build_tree
from app.parsers.pipeline import find_grids, parse_report
from app.parsers.places.sections import all_parts
from bench.document import LAYOUTS
from bench.generate import generate_report

SAMPLES: Final = tuple(sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")))
MANY: Final = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
FEW: Final = settings(MANY, max_examples=12)


@cache
def sample_texts() -> tuple[str, ...]:
    return tuple(path.read_text() for path in SAMPLES)


# --- texts ------------------------------------------------------------------------------------------------------------------

GENERATED: Final = st.builds(
    lambda seed, layout: generate_report(seed, layout).printed.text, st.integers(1, 10_000), st.sampled_from(LAYOUTS)
)
_PIECES: Final = (
    "Ⅰ. I. 제1장 1. 1 1-1. 가. 1) (1) 가) ① □ ■ ◇ 【 】 《 》 〈 〉 < > ○ ㅇ - – · ▸ ※ * ** # ## ### | || |---|---| "
    "<table> <tr> <td> <td colspan=2> <th rowspan=3> </td> </tr> </table> <ul> <li> </li> </ul> <p> </p> "
    "<br> <h2> </h2> <!-- --> &nbsp; &lt; &# \\| \\* 구분 계 합계 소계 정원 현원 과부족 예산액 집행액 집행률(%) 잔액 비고 연번 사업명 부서 "
    "총무과 행정국 인사팀 서울특별시 중구 2023년 ’23.3.31. 기준 (단위:천원) (단위 (국비 300) ( ) : ~ → △ % 천원 명 건 1,234 1,2343,456 "
    "△5 0 - -- 순증 비예산 98.5% 12명 3.4억원 목차 ········ 5 추진실적 일반현황 및 하고자 마련함 사업 을 위한 조 직"
)
PIECES: Final = st.sampled_from(_PIECES.split(" "))
GAPS: Final = st.sampled_from([" ", " ", " ", "", "  ", "\t", "\n", "\n", "\n\n", "\r\n", "\u3000", "\u00a0", "|", "\f"])
HEAPS: Final = st.lists(st.tuples(PIECES, GAPS), min_size=1, max_size=120).map(lambda parts: "".join(piece + gap for piece, gap in parts))
ANYTHING: Final = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A sample or generated report with lines lost, doubled, cut, joined or laid out otherwise."""
    text = draw(st.one_of(st.sampled_from(sample_texts()), GENERATED))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        end = min(len(lines), at + draw(st.integers(1, 12)))
        lines[at:end] = draw(st.sampled_from(DAMAGES))(lines[at:end])
        lines = lines or [""]
    return "\n".join(lines)


DAMAGES: Final[Sequence[Callable[[list[str]], list[str]]]] = (
    lambda lines: [],
    lambda lines: lines + lines,
    lambda lines: list(reversed(lines)),
    lambda lines: [" ".join(lines)],
    lambda lines: [line[: len(line) // 2] for line in lines],
    lambda lines: [line.replace("\t", " ") for line in lines],
    lambda lines: [line.replace(" ", "\t") for line in lines],
    lambda lines: [line.replace(",", "") for line in lines],
    lambda lines: [part for line in lines for part in (line, "")],
    lambda lines: [" ".join(line) for line in lines],
    lambda lines: ["<td>" + line for line in lines],
    lambda lines: ["| " + line.replace("\t", " | ") + " |" for line in lines],
)
TEXTS: Final = st.one_of(GENERATED, damaged(), HEAPS, ANYTHING)


def parse_any(text: str) -> Report | None:
    """The report of a text; None where it holds nothing but blanks."""
    try:
        return parse_report(text)
    except EmptyReport:
        assert not text.strip() or not re.sub(r"\s", "", text)
        return None


_TAG: Final = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)


# --- no line is lost --------------------------------------------------------------------------------------------------------


def assert_lines_have_one_place(text: str) -> None:
    """Every logical line is heading, content or part of a table, and just one of these; every printed line is in a section."""
    printed = split_lines(text)
    lines = logical_lines(text, printed)
    grids = find_grids(lines)
    parts = [part for part, _ in all_parts(build_tree(lines, grids).root)]
    places = Counter(at for part in parts for at in (*part.heading_lines, *part.content) if at >= 0)
    places.update({at for grid in grids for at in range(grid.first, grid.last + 1)})
    assert [at for at, line in enumerate(lines) if line.body and places[at] != 1] == []
    assert Counter(at for part in parts for at in part.content if at < 0) == Counter(range(-len(grids), 0))


def assert_sections_cover(text: str, report: Report) -> None:
    """Every printed line that says something lies within a section."""
    covered: set[int] = set()
    for section in report.outline:
        covered |= set(range(section.span.first, section.span.last + 1))
    untagged = _TAG.sub(lambda tag: "\n" * tag.group().count("\n"), "\n".join(split_lines(text)))
    said = [number for number, line in enumerate(untagged.split("\n"), 1) if shown(line)]
    assert [number for number in said if number not in covered] == []


def assert_spans_exist(text: str, report: Report) -> None:
    """Every span lies within the report."""
    lines = split_lines(text)
    spans = [fact.span for fact in report.facts] + [table.span for table in report.tables] + [finding.span for finding in report.findings]
    spans += [cell.span for table in report.tables for row in table.rows for cell in row.cells if cell.span]
    for span in spans:
        assert 1 <= span.first <= span.last <= len(lines)
        assert span.start is None or 0 <= span.start <= len(lines[span.first - 1])
        assert span.end is None or 0 <= span.end <= len(lines[span.last - 1])


def shown(text: str) -> str:
    """What a reader sees of a piece of print: no tags, no stars, no blanks."""
    text = re.sub(r"\*\*|\\(?=[\\`*_{}\[\]()#+\-.!~|<>])", "", _TAG.sub("", text))
    return re.sub(r"[\s\u3164\u115f#|]+", "", html.unescape(text))


def assert_printed_stands_in_span(text: str, report: Report) -> None:
    """What a fact quotes is what its lines print."""
    lines = split_lines(text)
    wrong = [(fact.kind, fact.printed, fact.span) for fact in report.facts if shown(fact.printed) not in shown(around(lines, fact.span))]
    assert wrong == []


def around(lines: Sequence[str], span: Span) -> str:
    """The print of a span; a cut through a tag or entity is widened to whole lines."""
    return printed_text(lines, span)


def check_text(text: str) -> None:
    """All properties of one text."""
    report = parse_any(text)
    if report is None:
        return
    assert_lines_have_one_place(text)
    assert_sections_cover(text, report)
    assert_spans_exist(text, report)
    assert_printed_stands_in_span(text, report)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    check_text(path.read_text())


def test_real_reports(real_reports: Sequence[Path]) -> None:
    for path in real_reports:
        check_text(path.read_bytes().decode())


@FEW
@given(GENERATED)
def test_generated_reports(text: str) -> None:
    check_text(text)


@MANY
@given(damaged())
def test_damaged_reports(text: str) -> None:
    check_text(text)


@MANY
@given(HEAPS)
def test_heaps_of_pieces(text: str) -> None:
    check_text(text)


@MANY
@given(ANYTHING)
def test_any_text(text: str) -> None:
    check_text(text)


# --- the same answer always -------------------------------------------------------------------------------------------------


def written(report: Report | None) -> bytes:
    return b"" if report is None else REPORT.dump_json(report)


@FEW
@given(TEXTS)
def test_a_second_reading_gives_the_same_bytes(text: str) -> None:
    assert written(parse_any(text)) == written(parse_any(text))


def test_reports_read_at_once_read_as_alone() -> None:
    texts = [*sample_texts(), *(generate_report(seed, layout).printed.text for seed, layout in enumerate(LAYOUTS, 1))]
    alone = [written(parse_any(text)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: written(parse_any(text)), texts)) == alone
