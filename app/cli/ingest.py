"""`bogo ingest`: files and folders into a store, directly or through a running service."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.files import find_files
from app.cli.screen import Outcome, ShownFinding, console, make_progress, say, show_outcomes
from app.cli.serve import override_settings
from app.client import Bogo, ClientError, LineProblem, ProblemError, Submission
from app.client.calls import PORTION_REPORTS
from app.errors import BogoError, StoreError
from app.ingest import Ingestor, Receipt
from app.main import open_service
from app.models.report import Hints
from app.models.responses import BatchReceipt
from app.settings import Settings

_ACTOR: Final = "cli"
_SHOWN_FINDINGS: Final = 100
_TIMEOUT_SECONDS: Final = 300.0


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="보고서 파일과 폴더.", show_default=False)],
    store: Annotated[str | None, typer.Option(help="저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db")] = None,
    url: Annotated[str | None, typer.Option(help="저장소 대신 이 주소에서 도는 서비스로 보냅니다.", show_default=False)] = None,
    government: Annotated[str | None, typer.Option(help="본문에 없을 때 쓸 지방자치단체.", show_default=False)] = None,
    department: Annotated[str | None, typer.Option(help="본문에 없을 때 쓸 부서.", show_default=False)] = None,
    findings: Annotated[int, typer.Option(help="파일마다 보일 발견의 수.", min=0)] = 10,
) -> None:
    """보고서를 읽어 저장하고, 무엇을 읽었고 무엇이 맞지 않는지 보입니다. Reads reports, stores them and shows what does not add up.

    같은 파일을 다시 넣으면 아무것도 바뀌지 않습니다. 넣지 못한 파일이 있으면 1로 끝납니다.

    예 · Examples:

      bogo ingest report.txt

      bogo ingest reports/ --department 총무과

      bogo ingest reports/ --url http://127.0.0.1:8000
    """
    files = find_files(paths)
    hints = Hints(government=government, department=department)
    outcomes = _send_all(url, files, hints) if url else asyncio.run(_store_all(override_settings(store_url=store), files, hints))
    show_outcomes(outcomes, findings)
    if not outcomes:
        console.print("보고서 파일이 없습니다.", style="red")
    if not outcomes or any(outcome.reason for outcome in outcomes):
        raise typer.Exit(1)


async def _store_all(settings: Settings, files: Sequence[Path], hints: Hints) -> list[Outcome]:
    try:
        async with open_service(settings) as (_, ingestor):
            with make_progress() as progress:
                task = progress.add_task("읽는 중", total=len(files))
                outcomes = []
                async for outcome in _store_each(ingestor, files, hints, settings.parser_workers):
                    outcomes.append(outcome)
                    progress.advance(task)
                return outcomes
    except StoreError as error:
        console.print(f"{say(error)} ({error})", style="red", markup=False)
        raise typer.Exit(1) from error


async def _store_each(ingestor: Ingestor, files: Sequence[Path], hints: Hints, ahead: int) -> AsyncIterator[Outcome]:
    """As many files at once as there are readers; outcomes in the order of the files."""
    waiting = iter(files)
    running = [asyncio.create_task(_store_one(ingestor, path, hints)) for path in islice(waiting, ahead)]
    while running:
        yield await running.pop(0)
        running.extend(asyncio.create_task(_store_one(ingestor, path, hints)) for path in islice(waiting, 1))


async def _store_one(ingestor: Ingestor, path: Path, hints: Hints) -> Outcome:
    try:
        source = await asyncio.to_thread(path.read_bytes)
        return _describe_receipt(path, await ingestor.ingest(source, hints, actor=_ACTOR))
    except OSError as error:
        return Outcome(path, reason=error.strerror or str(error))
    except BogoError as error:
        return Outcome(path, reason=say(error))


def _describe_receipt(path: Path, receipt: Receipt) -> Outcome:
    counts: dict[str, int] = {}
    for fact in receipt.report.facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    found = [ShownFinding(finding.severity, finding.span.first, finding.message) for finding in receipt.report.findings]
    return Outcome(path, receipt.saved.identity.id, receipt.saved.created, counts, found, len(found))


def _send_all(url: str, files: Sequence[Path], hints: Hints) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with Bogo(url, timeout_seconds=_TIMEOUT_SECONDS) as bogo, make_progress() as progress:
        task = progress.add_task("보내는 중", total=len(files))
        waiting = iter(files)
        while portion := list(islice(waiting, PORTION_REPORTS)):
            for outcome in _send_portion(bogo, portion, hints):
                outcomes.append(outcome)
                progress.advance(task)
    return outcomes


def _send_portion(bogo: Bogo, files: Sequence[Path], hints: Hints) -> Iterator[Outcome]:
    readable: dict[Path, Submission] = {}
    for path in files:
        try:
            # Bytes as they are, for the text may be in an encoding that only the parser should judge.
            readable[path] = Submission(path.read_bytes(), hints)
        except OSError as error:
            yield Outcome(path, reason=error.strerror or str(error))
    waiting = iter(readable)
    try:
        for answer in bogo.batch(readable.values()):
            yield _describe_answer(bogo, next(waiting), answer)
    except ClientError as error:
        reason = error.detail if isinstance(error, ProblemError) else f"서비스에 닿지 않습니다: {error}"
        yield from (Outcome(path, reason=reason) for path in waiting)


def _describe_answer(bogo: Bogo, path: Path, answer: BatchReceipt | LineProblem) -> Outcome:
    if isinstance(answer, LineProblem):
        return Outcome(path, reason=answer.problem.detail)
    found = islice(bogo.report_findings(answer.id), _SHOWN_FINDINGS) if answer.findings else ()
    shown = [ShownFinding(finding.severity, finding.span.first, finding.message) for finding in found]
    return Outcome(path, answer.id, answer.status == 201, answer.facts, shown, answer.findings)
