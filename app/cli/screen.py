"""What commands show to people: on standard error, so that standard output stays for data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from app.errors import BogoError
from app.models.kinds import FACT_KINDS, KIND_NAMES
from app.routers.problems import describe

console: Final = Console(stderr=True)

_SEVERITY_STYLES: Final[Mapping[str, str]] = {"error": "red", "warning": "yellow", "notice": "dim"}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as one line of the screen."""

    severity: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: stored under `id`, or refused for a `reason`."""

    path: Path
    id: str | None = None
    created: bool = False
    facts: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[ShownFinding] = ()
    findings_total: int = 0
    reason: str | None = None


def say(error: BogoError) -> str:
    """An error in the words of the service."""
    return str(describe(error).members["detail"])


def make_progress() -> Progress:
    """A progress bar on the screen; nothing where there is no screen."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def show_outcomes(outcomes: Sequence[Outcome], max_findings: int) -> None:
    """A table of what was read, then what does not add up, file by file."""
    kinds = [kind for kind in FACT_KINDS if any(outcome.facts.get(kind) for outcome in outcomes)]
    table = Table(title="읽은 보고서", title_justify="left")
    for heading in ("파일", "문서", *(KIND_NAMES[kind] for kind in kinds), "발견"):
        table.add_column(heading, justify="left" if heading in {"파일", "문서"} else "right", overflow="fold")
    for outcome in outcomes:
        table.add_row(*_row(outcome, kinds))
    console.print(table)
    for outcome in outcomes:
        _show_findings(outcome, max_findings)


def _row(outcome: Outcome, kinds: Iterable[str]) -> list[Text]:
    name = Text(outcome.path.name)
    if outcome.reason is not None:
        return [name, Text("실패", style="red")]
    document = Text(f"{outcome.id}{'' if outcome.created else ' (그대로)'}")
    counts = [Text(f"{outcome.facts.get(kind, 0):,}") for kind in kinds]
    return [name, document, *counts, Text(f"{outcome.findings_total:,}")]


def _show_findings(outcome: Outcome, max_findings: int) -> None:
    if outcome.reason is not None:
        console.print(Text(f"{outcome.path}: {outcome.reason}", style="red"))
        return
    if not outcome.findings_total or not max_findings:
        return
    console.print(Text(f"\n{outcome.path.name}: 맞지 않거나 읽지 못한 곳 {outcome.findings_total:,}건", style="bold"))
    for finding in outcome.findings[:max_findings]:
        console.print(Text(f"  {finding.line}행 {finding.message}", style=_SEVERITY_STYLES.get(finding.severity, "")))
    hidden = outcome.findings_total - len(outcome.findings[:max_findings])
    if hidden:
        console.print(Text(f"  … 그 밖에 {hidden:,}건", style="dim"))
