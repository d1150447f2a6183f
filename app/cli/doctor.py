"""`bogo doctor`: what is wrong with a store, if anything."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from app.cli.failures import told_in_words
from app.cli.screen import console
from app.cli.serve import override_settings
from app.cli.transfer import counting, keeping
from app.storage.upkeep.copying import digest_store
from app.storage.upkeep.examination import examine_all
from app.storage.upkeep.inspection import Flaw, FlawKind, Holding
from app.storage.upkeep.keeper import Keeper

_SHOWN: Final = 200
_WORDS: Final[Mapping[FlawKind, str]] = {
    FlawKind.PAGES: "파일 손상",
    FlawKind.NUMBERS: "빠진 판",
    FlawKind.CONTENT: "내용 손상",
    FlawKind.JOURNAL: "기록 어긋남",
    FlawKind.PARTS: "딸린 문서 모자람",
    FlawKind.HEAD: "최신 판 표시 어긋남 (--rebuild-heads)",
    FlawKind.ORPHANS: "주인 없는 문서 (--sweep)",
}


def doctor(
    store: Annotated[str | None, typer.Option(help="저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db")] = None,
    rebuild_heads: Annotated[bool, typer.Option("--rebuild-heads", help="최신 판 표시를 판에서 다시 만듭니다.")] = False,
    sweep: Annotated[bool, typer.Option("--sweep", help="끝내 저장되지 못한 것과 주인 없는 문서를 치웁니다.")] = False,
) -> None:
    """저장소를 모두 읽어 검사합니다. Reads a whole store and says what is wrong with it.

    판마다 문서 수, 요약값(SHA-256), 원문, 기록의 이어짐을, 저장소 전체로는 파일, 최신 판 표시, 주인 없는 문서를 봅니다.
    아무것도 고치지 않으며(--rebuild-heads, --sweep 말고는), 잘못된 곳이 있으면 1로 끝납니다.

    예 · Examples:

      bogo doctor

      bogo doctor --rebuild-heads --sweep
    """
    with told_in_words():
        flaws = asyncio.run(_run(override_settings(store_url=store).store_url, rebuild_heads=rebuild_heads, sweep=sweep))
    if flaws:
        _show_flaws(flaws)
        raise typer.Exit(1)
    console.print("잘못된 곳이 없습니다.", style="green")


async def _run(url: str, *, rebuild_heads: bool, sweep: bool) -> list[Flaw]:
    async with keeping(url) as keeper:
        if rebuild_heads:
            console.print(f"최신 판 표시 {await keeper.backend.rebuild_heads():,}개를 바로잡았습니다.", highlight=False)
        if sweep:
            swept, orphans = await keeper.sweep()
            console.print(f"저장되지 못한 것 {swept:,}건, 주인 없는 것 {orphans:,}건을 치웠습니다.", highlight=False)
        # Heads first: reading a series may move its head on.
        flaws = list(await keeper.inspection.find_flaws())
        held = await keeper.count()
        flaws += await _examine(keeper, held)
        _show_counts(held)
        if not flaws:
            console.print(f"SHA-256 {await digest_store(keeper)}", highlight=False)
        return flaws


async def _examine(keeper: Keeper, held: Mapping[str, Holding]) -> list[Flaw]:
    flaws: list[Flaw] = []
    with counting("검사하는 중", held["heads"].documents) as note:
        async for examined in examine_all(keeper):
            flaws += examined.flaws
            note()
    return flaws


def _show_counts(held: Mapping[str, Holding]) -> None:
    table = Table(title="저장된 것", title_justify="left")
    for heading in ("문서", "건수", "바이트", "색인 바이트"):
        table.add_column(heading, justify="left" if heading == "문서" else "right")
    for name, holding in held.items():
        documents = "" if holding.documents is None else f"{holding.documents:,}"
        table.add_row(name, documents, f"{holding.bytes:,}", f"{holding.index_bytes:,}")
    console.print(table)


def _show_flaws(flaws: Sequence[Flaw]) -> None:
    for flaw in flaws[:_SHOWN]:
        console.print(Text(f"{_WORDS[flaw.kind]}: {flaw.subject}: {flaw.detail}", style="red"))
    hidden = len(flaws) - _SHOWN
    console.print(
        f"잘못된 곳이 {len(flaws):,}군데 있습니다.{f' {hidden:,}군데는 보이지 않았습니다.' if hidden > 0 else ''}", style="bold red"
    )
