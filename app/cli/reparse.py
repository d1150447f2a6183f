"""`bogo reparse`: stored texts, read again with the parser of today."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from app.cli.failures import told_in_words
from app.cli.screen import console, make_progress, say
from app.cli.serve import override_settings
from app.errors import BogoError
from app.main import open_service
from app.parsers.pipeline import PARSER_VERSION
from app.reparse import Fate, Reread, Rereader
from app.settings import Settings
from app.storage.port import COUNT_LIMIT, ReportQuery, ReportStore

_ACTOR: Final = "cli"
_SHOWN: Final = 200
_WORDS: Final = {
    Fate.CHANGED: "달라짐",
    Fate.UNCHANGED: "그대로",
    Fate.OVERTAKEN: "그사이 새 판이 들어옴",
    Fate.FAILED: "실패",
}


def reparse(
    store: Annotated[str | None, typer.Option(help="저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db")] = None,
    series: Annotated[str | None, typer.Option(help="이 보고서 하나만, 어느 파서가 읽었든.", show_default=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="무엇이 달라질지 보이기만 합니다.")] = False,
) -> None:
    """저장된 원문을 지금의 파서로 다시 읽습니다. Reads stored texts again with the parser of today.

    값이 달라진 보고서만 새 판이 됩니다. 서비스가 도는 동안에도 할 수 있고, 멈추었다 다시 하면 남은 것부터 읽습니다.
    다시 읽지 못한 보고서가 있으면 1로 끝납니다.

    예 · Examples:

      bogo reparse --dry-run

      bogo reparse

      bogo reparse --series rdgk3m2qf7abcdef
    """
    settings = override_settings(store_url=store)
    with told_in_words():
        found = asyncio.run(_run(settings, series, dry_run=dry_run))
    _show(found, dry_run=dry_run)
    if any(reread.fate is Fate.FAILED for reread in found):
        raise typer.Exit(1)


async def _run(settings: Settings, series: str | None, *, dry_run: bool) -> list[Reread]:
    async with open_service(settings) as (store, ingestor):
        rereader = Rereader(store, ingestor.readers, actor=_ACTOR, dry_run=dry_run)
        if series is not None:
            return [await rereader.reread_series(series)]
        return [reread async for reread in _follow(rereader.reread_all(settings.parser_workers), await _count(store))]


async def _count(store: ReportStore) -> int | None:
    """How many reports there are; None where they are too many to be counted."""
    total = (await store.find_reports(ReportQuery(limit=1))).total
    return total if total <= COUNT_LIMIT else None


async def _follow(found: AsyncIterator[Reread], total: int | None) -> AsyncIterator[Reread]:
    with make_progress() as progress:
        task = progress.add_task("다시 읽는 중", total=total)
        async for reread in found:
            yield reread
            progress.advance(task)


def _show(found: list[Reread], *, dry_run: bool) -> None:
    counts = Counter(reread.fate for reread in found)
    told = [reread for reread in found if reread.fate is not Fate.UNCHANGED or reread.named]
    if told:
        console.print(_build_table(told[:_SHOWN]))
    if len(told) > _SHOWN:
        console.print(f"… 그 밖에 {len(told) - _SHOWN:,}건", style="dim")
    summary = ", ".join(f"{_WORDS[fate]} {counts[fate]:,}건" for fate in Fate if counts[fate]) or "다시 읽을 보고서가 없습니다"
    console.print(f"파서 {PARSER_VERSION}: {summary}.{' 저장하지는 않았습니다.' if dry_run else ''}")


def _build_table(told: list[Reread]) -> Table:
    table = Table(title="다시 읽은 보고서", title_justify="left")
    for heading in ("판", "결과", "사실", "알림"):
        table.add_column(heading, overflow="fold")
    for reread in told:
        before, after = reread.facts or (None, None)
        facts = f"{before:,} → {after:,}" if before is not None and after is not None else ""
        fate = f"{_WORDS[reread.fate]}{f' → {reread.new_id}' if reread.new_id else ''}"
        table.add_row(Text(reread.report_id), Text(fate), Text(facts), Text(_tell(reread)))
    return table


def _tell(reread: Reread) -> str:
    if reread.error is not None:
        return say(reread.error) if isinstance(reread.error, BogoError) else str(reread.error)
    return f"지금 들어왔다면 {reread.named}이(가) 됩니다. 보고서 식별자는 그대로 둡니다." if reread.named else ""
