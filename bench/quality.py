"""Recall and precision on generated reports, per kind of fact and layout.

    python -m bench.quality                             # 25 reports in each layout
    python -m bench.quality --layout space --misses 5   # what was missed or invented there

`recall` is the share of what the report says that was served, `precision` the share of what was served that the report
says. Sections count with their parents. A misprint is found when a finding of a fitting code stands at its row; every
finding of severity `error` elsewhere is a false alarm.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.models.finding import Finding, Severity
from app.models.names import name_key
from app.models.outline import Section
from app.models.report import Report
from app.parsers.pipeline import parse_report
from bench.document import LAYOUTS, Layout, TrueFact
from bench.generate import Generated, generate_report
from bench.matching import KINDS, Tally, match_facts


@dataclass(slots=True)
class Score:
    """All counts of one layout."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misprints: list[int] = field(default_factory=lambda: [0, 0])
    alarms: list[Finding] = field(default_factory=list)
    unread: int = 0
    numbers: int = 0


def score_report(made: Generated, report: Report) -> Score:
    """One report against its truth."""
    score, printed = Score(), made.printed
    for kind in KINDS:
        true = [fact for fact in made.truth.facts if fact.kind == kind and (fact.row is None or fact.row in printed.lines)]
        score.kinds[kind] = match_facts(kind, true, (fact for fact in report.facts if fact.kind == kind))
    score.kinds["section"] = _match_sections(made, report)
    score.kinds["meta"] = _match_meta(made, report)
    _score_findings(score, made, report)
    score.numbers = report.coverage.tables.numbers
    score.unread = report.coverage.tables.numbers - report.coverage.tables.read
    return score


def _walk(sections: Sequence[Section], parent: str | None = None) -> Iterator[tuple[str, str | None]]:
    for section in sections:
        yield section.title, parent
        yield from _walk(section.children, section.title)


def _match_sections(made: Generated, report: Report) -> Tally:
    """Titles with their parents. A title may keep what stands behind its colon, and the cover's may be the parent of all."""
    passing = {_title(title) for title in made.truth.titles} - {_title(title) for title, _ in made.truth.sections} | {None}
    served = [(_title(title), None if _title(parent) in passing else _title(parent)) for title, parent in _walk(report.outline)]
    served = [pair for pair in served if pair[0] not in passing]
    tally = Tally(true=len(made.truth.sections), served=len(served))
    for title, parent in made.truth.sections:
        wanted = (_title(title), _title(parent))
        if wanted in served:
            served.remove(wanted)
            tally.found += 1
            tally.right += 1
        else:
            tally.missed.append(TrueFact("section", {"title": title, "parent": parent}))
    return tally


def _title(title: str | None) -> str | None:
    return name_key(title.split(" : ")[0]) if title else None


def _match_meta(made: Generated, report: Report) -> Tally:
    tally = Tally()
    for name, value in made.truth.meta.items():
        served = getattr(report.meta, name)
        tally.true += value is not None
        tally.served += served is not None
        right = served is not None and name_key(str(served)) == name_key(str(value))
        tally.found += right
        tally.right += right
    return tally


def _score_findings(score: Score, made: Generated, report: Report) -> None:
    lines = made.printed.lines
    places = [(misprint.codes, [lines[row] for row in misprint.rows if row in lines]) for misprint in made.truth.misprints]
    score.misprints[1] = sum(bool(rows) for _, rows in places)
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    score.misprints[0] = sum(any(finding.code in codes and _touches(finding, rows) for finding in errors) for codes, rows in places)
    score.alarms = [finding for finding in errors if not any(_touches(finding, rows) for _, rows in places)]


def _touches(finding: Finding, rows: Sequence[tuple[int, int]]) -> bool:
    return any(span.first <= last and first <= span.last for span in (finding.span, *finding.related) for first, last in rows)


def score_layout(layout: Layout, first_seed: int, reports: int) -> Score:
    """The sum over a run of seeds."""
    whole = Score()
    for seed in range(first_seed, first_seed + reports):
        made = generate_report(seed, layout)
        one = score_report(made, parse_report(made.printed.text))
        for kind, tally in one.kinds.items():
            whole.kinds[kind].add(tally)
        whole.misprints = [have + more for have, more in zip(whole.misprints, one.misprints, strict=True)]
        whole.alarms += one.alarms
        whole.unread, whole.numbers = whole.unread + one.unread, whole.numbers + one.numbers
    return whole


def print_score(layout: str, score: Score, misses: int) -> None:
    """One line a kind."""
    for kind, tally in score.kinds.items():
        if not tally.true and not tally.served:
            continue
        extra = "".join(f"  {name} {right}/{asked}" for name, (right, asked) in sorted(tally.qualities.items()))
        recall, precision = _share(tally.found, tally.true), _share(tally.right, tally.served)
        counts = f"recall {recall} ({tally.found}/{tally.true})  precision {precision} ({tally.right}/{tally.served})"
        print(f"{layout:6} {kind:12} {counts}{extra}")
        for fact in tally.missed[:misses]:
            print(f"         missed   {fact.row}: {dict(fact.fields)}")
        for served in tally.invented[:misses]:
            print(f"         invented {served.span.first}: {served.printed!r} {_brief(served)}")
    found, printed = score.misprints
    print(f"{layout:6} {'findings':12} misprints found {found}/{printed}  false alarms {len(score.alarms)}")
    print(f"{layout:6} {'numbers':12} unread {score.unread}/{score.numbers}")
    for finding in score.alarms[:misses]:
        print(f"         alarm    {finding.span.first}: {finding.code} printed {finding.printed} expected {finding.expected}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "     -"


_BASE = {"id", "government", "bureau", "fiscal_year", "as_of", "section", "span", "printed", "report_id", "kind"}


def _brief(fact: object) -> dict[str, object]:
    """What a served fact says of its own, without what is empty."""
    names = (name for one in type(fact).__mro__ for name in getattr(one, "__slots__", ()))
    return {name: value for name in names if name not in _BASE and (value := getattr(fact, name))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", choices=LAYOUTS, action="append")
    parser.add_argument("--reports", type=int, default=25, help="reports per layout")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses and inventions per kind")
    parser.add_argument("--at-least", type=float, default=0.0, help="fail where a recall or precision is below")
    chosen = parser.parse_args()
    poor = []
    for layout in chosen.layout or LAYOUTS:
        score = score_layout(layout, chosen.seed, chosen.reports)
        print_score(layout, score, chosen.misses)
        poor += [f"{layout} {kind}" for kind, tally in score.kinds.items() if _is_poor(tally, chosen.at_least)]
    if poor:
        sys.exit(f"below {chosen.at_least}: {', '.join(poor)}")


def _is_poor(tally: Tally, least: float) -> bool:
    return tally.found < least * tally.true or tally.right < least * tally.served


if __name__ == "__main__":
    main()
