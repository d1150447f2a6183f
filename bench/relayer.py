"""Lays the tables of real and sample reports out anew; what the reports say must not change.

Every table of tabs is printed again as Markdown, as HTML (on many lines or on one), as words in a row where all its
cells are numbers, or broken by a page number with its header repeated. Besides, whole texts are changed in ways whose
effect is known: departments renamed, the amounts of budget tables multiplied. Facts are compared without the lines they
stand on, kind by kind:

    agreement = facts served both before and after / facts served before or after
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from app.models.facts import Fact
from app.models.kinds import FACT_KINDS
from app.models.outline import Table
from app.models.report import Report
from app.parsers.characters.normalise import decode
from app.parsers.pipeline import parse_report
from bench.reports import find_reports

_FACTOR: Final = 3
_NUMBER: Final = re.compile(r"[△▲Δ-]?\d[\d,]*")
_NUMBER_OR_DASH: Final = re.compile(r"[△▲Δ-]?\d[\d,.]*%?|-|순증")
_RATE: Final = re.compile("율|률|%")
_PLACE: Final = frozenset({"id", "report_id", "span", "printed", "section", "statement_id", "table"})
"""Fields that say where a fact stands; they may change."""

Change = Callable[[object, str], object]
"""A field's value and name: what is expected of it after the change."""

Rewrite = Callable[[Table, Sequence[str]], list[str] | None]
"""A table and its lines, anew; None where this table cannot be printed so."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A text made of another, and how the facts of the other are expected to read in it."""

    text: str
    expect: Callable[[Fact], Change]


def unchanged(_: Fact) -> Change:
    """The facts read as before."""
    return lambda value, name: value


def to_pipe(_: Table, lines: Sequence[str]) -> list[str]:
    """Markdown: one row a line, the rule under the first."""
    rows = _padded(lines)
    return [_pipe(rows[0]), "|" + "---|" * len(rows[0]), *map(_pipe, rows[1:])]


def _pipe(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _padded(lines: Sequence[str]) -> list[list[str]]:
    """Rows of equally many cells."""
    rows = [line.split("\t") for line in lines if line.strip()]
    width = max(len(row) for row in rows)
    return [[cell.strip().replace("|", "/") for cell in row] + [""] * (width - len(row)) for row in rows]


def to_html(_: Table, lines: Sequence[str]) -> list[str]:
    """HTML, a row a line."""
    return ["<table>", *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _padded(lines)), "</table>"]


def to_html_line(table: Table, lines: Sequence[str]) -> list[str]:
    """HTML, the whole table on one line."""
    return ["".join(to_html(table, lines))]


def to_words(table: Table, lines: Sequence[str]) -> list[str] | None:
    """Words in a row under a header in as many lines: only where every row is at most a label and its numbers."""
    rows = _padded(lines)
    first = table.rows[0].span.first - table.span.first if table.rows else 0
    labels = len(table.label_columns)
    if (
        not 0 < first <= 2
        or labels > 1
        or any(not _NUMBER_OR_DASH.fullmatch(cell) for row in rows[first:] for cell in row[labels:] if cell)
    ):
        return None
    if labels and any(not row[0] or _NUMBER_OR_DASH.fullmatch(row[0]) for row in rows[first:]):
        return None
    head = [" ".join(filter(None, row)) for row in rows[:first]]
    return [*head, "", *(" ".join(cell or "-" for cell in row) for row in rows[first:])]


def to_broken_header(table: Table, lines: Sequence[str]) -> list[str] | None:
    """Words in a row, every label of the header on a line of its own."""
    words, first = to_words(table, lines), table.rows[0].span.first - table.span.first if table.rows else 0
    if words is None:
        return None
    labels = [cell for row in _padded(lines)[:first] for cell in row if cell]
    return ["\n\n".join(labels), *words[first:]]


def to_wrapped_labels(table: Table, lines: Sequence[str]) -> list[str] | None:
    """Words in a row, labels of several words broken before their last, the numbers on the next line."""
    words, first = to_words(table, lines), table.rows[0].span.first - table.span.first if table.rows else 0
    if words is None:
        return None
    rows = [[cell or "-" for cell in row] for row in _padded(lines)[first:]]
    return [
        *words[: first + 1],
        *("\n\n".join([*row[0].rsplit(" ", 1)]) + "\n" + " ".join(row[1:]) if " " in row[0] else " ".join(row) for row in rows),
    ]


def to_pages(table: Table, lines: Sequence[str]) -> list[str] | None:
    """The table broken by a page number, its header repeated after it."""
    first = table.rows[0].span.first - table.span.first if table.rows else 0
    kept = list(lines)
    middle = first + (len(kept) - first) // 2
    if first < 1 or middle <= first or not kept[middle].split("\t")[0].strip():
        return None
    return [*kept[:middle], "", "- 77 -", "", *kept[:first], *kept[middle:]]


def relay(rewrite: Rewrite) -> Callable[[str, Report], Variant]:
    """Every table of tabs of a report, printed anew."""

    def build(text: str, report: Report) -> Variant:
        lines = text.split("\n")
        for table in sorted(report.tables, key=lambda table: -table.span.first):
            old = lines[table.span.first - 1 : table.span.last]
            if table.layout == "tab" and all("\t" in line for line in old):
                new = rewrite(table, old)
                lines[table.span.first - 1 : table.span.last] = old if new is None else new
        return Variant("\n".join(lines), unchanged)

    return build


def rename_departments(text: str, report: Report) -> Variant:
    """Other names of the same length for every department, as printed with and without padding."""
    names = sorted({re.sub(r"\s", "", fact.department) for fact in report.facts if fact.department}, key=len, reverse=True)
    stems = ("새길", "너른", "마루", "고운", "햇살", "푸름", "다온", "라온", "가온", "누리", "아람", "보람")
    pairs = [(name, stems[number % len(stems)] + stems[number // len(stems)] + _tail(name)) for number, name in enumerate(names)]
    pattern = re.compile("|".join(r"[ \u3000]*".join(map(re.escape, name)) for name, _ in pairs) or r"(?!)")
    new = dict(pairs)

    def swap(value: str) -> str:
        return pattern.sub(lambda found: new[re.sub(r"\s", "", found.group())], value)

    return Variant(swap(text), lambda fact: lambda value, name: swap(value) if type(value) is str else value)


def _tail(name: str) -> str:
    """What kind of body the name's end says it is.

    >>> _tail("물빛과"), _tail("솔밭담당관"), _tail("물빛기록원")
    ('과', '담당관', '기록원')
    """
    return next((tail for tail in ("담당관", "과", "국", "팀") if name.endswith(tail)), name[-3:])


def multiply_amounts(text: str, report: Report) -> Variant:
    """The amounts of budget tables of tabs three times as large; rates and everything else as they were."""
    lines = text.split("\n")
    spans = [fact.span for fact in report.facts if fact.kind == "budget_line"]
    scaled = set()
    for table in report.tables:
        if table.layout != "tab" or not any(table.span.covers(span) for span in spans):
            continue
        rates = {number for number, column in enumerate(table.columns) if _RATE.search("".join(column.path))}
        for row in table.rows:
            cells = lines[row.span.first - 1].split("\t")
            before = len(cells) - len(row.cells)
            amounts = [at for at in range(before, len(cells)) if at - before not in rates and re.search(r"\d", cells[at])]
            if row.span.first != row.span.last or not all(_NUMBER.fullmatch(cells[at].strip()) for at in amounts):
                continue
            lines[row.span.first - 1] = "\t".join(_multiplied(cell) if at in amounts else cell for at, cell in enumerate(cells))
            scaled.add(row.span.first)
    sums = {(fact.project, fact.budget_won) for fact in report.facts if fact.kind == "budget_line" and fact.span.first in scaled}

    def expect(fact: Fact) -> Change:
        own = fact.kind == "budget_line" and fact.span.first in scaled
        shown = fact.kind == "project" and (fact.title, fact.budget_won) in sums
        return _times if own or shown else unchanged(fact)

    return Variant("\n".join(lines), expect)


def _times(value: object, name: str) -> object:
    return value * _FACTOR if isinstance(value, int) and (name.endswith("_won") or name == "won") else value


def _multiplied(cell: str) -> str:
    """The amount three times as large, printed as it was."""
    digits = cell.strip().lstrip("△▲Δ-")
    number = int(digits.replace(",", "")) * _FACTOR
    return cell.strip().removesuffix(digits) + (f"{number:,}" if "," in digits else f"{number}")


VARIANTS: Final[Mapping[str, Callable[[str, Report], Variant]]] = {
    "markdown": relay(to_pipe),
    "html": relay(to_html),
    "html on one line": relay(to_html_line),
    "words in a row": relay(to_words),
    "header broken": relay(to_broken_header),
    "labels wrapped": relay(to_wrapped_labels),
    "page break": relay(to_pages),
    "departments renamed": rename_departments,
    "amounts multiplied": multiply_amounts,
}


def outlook(fact: Fact, expect: Change) -> str:
    """All that a fact says apart from where it stands, as it should read after the change."""
    return repr([(name, _expected(value, name, expect)) for name, value in _own(fact)])


def _own(value: object) -> Iterator[tuple[str, object]]:
    for one in fields(value):  # type: ignore[arg-type]  # callers hand in dataclasses alone
        if one.name not in _PLACE:
            yield one.name, getattr(value, one.name)


def _expected(value: object, name: str, expect: Change) -> object:
    if is_dataclass(value):
        return [(inner, _expected(part, inner, expect)) for inner, part in _own(value)]
    if isinstance(value, tuple):
        return [_expected(part, name, expect) for part in value]
    if isinstance(value, Mapping):
        return sorted((key, _expected(part, name, expect)) for key, part in value.items())
    return expect(value, name)


def compare(before: Report, variant: Variant) -> tuple[dict[str, list[int]], list[str]]:
    """Per kind: facts on both sides, facts on either; and what stands on one side alone."""
    after = parse_report(variant.text)
    counts, differing = {}, []
    for kind in FACT_KINDS:
        had = Counter(outlook(fact, variant.expect(fact)) for fact in before.facts if fact.kind == kind)
        has = Counter(outlook(fact, unchanged(fact)) for fact in after.facts if fact.kind == kind)
        counts[kind] = [(had & has).total(), (had | has).total()]
        differing += [f"- {kind} {one}" for one in had - has] + [f"+ {kind} {one}" for one in has - had]
    return counts, differing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, help="show so many facts that stand on one side alone, per change and report")
    parser.add_argument("--only", choices=VARIANTS, action="append")
    chosen = parser.parse_args()
    texts = {path.name: decode(path.read_bytes()).text for path in find_reports()}
    reports = {name: parse_report(text) for name, text in texts.items()}
    for variant, build in VARIANTS.items():
        if chosen.only and variant not in chosen.only:
            continue
        whole: dict[str, list[int]] = {kind: [0, 0] for kind in FACT_KINDS}
        for name, text in texts.items():
            counts, differing = compare(reports[name], build(text, reports[name]))
            whole = {kind: [whole[kind][0] + counts[kind][0], whole[kind][1] + counts[kind][1]] for kind in FACT_KINDS}
            for one in differing[: chosen.misses]:
                print(f"    {name[:12]} {one[:300]}")
        shown = "  ".join(f"{kind} {both}/{either}" for kind, (both, either) in whole.items() if either)
        print(f"{variant:20} agreement {_agreement(whole)}  {shown}")


def _agreement(counts: Mapping[str, Sequence[int]]) -> str:
    both, either = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    return f"{both / either:.4f}" if either else "-"


if __name__ == "__main__":
    main()
