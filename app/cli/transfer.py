"""`bogo dump`, `bogo load` and `bogo copy`: a whole store, with all its history, out and into any other one."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Annotated, Final

import typer

from app.cli.failures import told_in_words
from app.cli.screen import console, make_progress
from app.cli.serve import override_settings
from app.storage import open_keeper
from app.storage.upkeep.copying import Copied, copy_store
from app.storage.upkeep.dump import Transferred, load_dump, write_dump
from app.storage.upkeep.keeper import Keeper

_STANDARD: Final = "-"
_STORE_HELP: Final = "저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db"


def dump(
    file: Annotated[Path, typer.Argument(help="쓸 파일. 표준 출력은 -", show_default=False)],
    store: Annotated[str | None, typer.Option(help=_STORE_HELP)] = None,
) -> None:
    """저장소 전부를 NDJSON으로 냅니다: 모든 판, 원문, 기록. Writes a whole store as NDJSON: every revision, its text, the journal.

    어느 저장소에나 넣을 수 있고(`bogo load`), 서비스가 도는 동안에도 됩니다. 마지막 줄이 건수와 SHA-256입니다.

    예 · Examples:

      bogo dump bogo.ndjson

      bogo dump - | gzip > bogo.ndjson.gz
    """
    with told_in_words():
        written = asyncio.run(_dump(override_settings(store_url=store).store_url, file))
    _tell(f"{file}: 판 {written.revisions:,}개를 썼습니다. SHA-256 {written.sha256}")


def load(
    file: Annotated[Path, typer.Argument(help="`bogo dump`가 쓴 파일. 표준 입력은 -", show_default=False)],
    store: Annotated[str | None, typer.Option(help=_STORE_HELP)] = None,
) -> None:
    """`bogo dump`가 쓴 파일을 저장소에 넣습니다. Brings a dump into a store.

    손상된 파일은 아무것도 넣기 전에 거절합니다. 이미 있는 판은 그대로 두므로, 멈추었다 다시 해도 됩니다.

    예 · Examples:

      bogo load bogo.ndjson --store mongodb://db1,db2,db3/bogo?replicaSet=rs0

      zcat bogo.ndjson.gz | bogo load -
    """
    with told_in_words():
        loaded = asyncio.run(_load(override_settings(store_url=store).store_url, file))
    _tell(f"{file}: 판 {loaded.revisions:,}개 가운데 {loaded.brought:,}개를 새로 넣었습니다. SHA-256 {loaded.sha256}")


def copy(
    source: Annotated[str, typer.Option("--from", help="읽을 저장소의 주소.", show_default=False)],
    target: Annotated[str, typer.Option("--to", help="넣을 저장소의 주소.", show_default=False)],
) -> None:
    """한 저장소의 모든 판을 다른 저장소로 옮겨 담습니다. Copies every revision of one store into another.

    판마다 다시 읽어 비교하고, 이미 있는 판은 건너뜁니다. 멈추었다 다시 해도, 쓰이고 있는 저장소를 뒤따라 가도 됩니다.

    예 · Examples:

      bogo copy --from sqlite:///./bogo.db --to mongodb://db1,db2,db3/bogo?replicaSet=rs0
    """
    with told_in_words():
        copied = asyncio.run(_copy(source, target))
    words = f"보고서 {copied.series:,}개, 판 {copied.revisions:,}개 가운데 {copied.brought:,}개를 새로 넣었습니다."
    _tell(f"{words} 두 저장소에서 같습니다: SHA-256 {copied.sha256}")


def _tell(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)


@asynccontextmanager
async def keeping(url: str) -> AsyncIterator[Keeper]:
    """The store of a URL, to be looked after. Raises StoreError."""
    keeper = await open_keeper(override_settings(store_url=url))
    try:
        yield keeper
    finally:
        await keeper.close()


@contextmanager
def counting(words: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A progress bar, and what moves it on by one."""
    with make_progress() as progress:
        task = progress.add_task(words, total=total)
        yield lambda: progress.advance(task)


async def _dump(url: str, path: Path) -> Transferred:
    async with keeping(url) as keeper:
        with counting("쓰는 중", await _count_revisions(keeper)) as note:
            if str(path) == _STANDARD:
                return await write_dump(keeper, sys.stdout.buffer, note)
            with _new_file(path) as file:
                return await write_dump(keeper, file, note)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that must not be there yet, and is not there afterwards unless it is whole. Raises FileExistsError."""
    with path.open("xb") as file:
        try:
            yield file
        except BaseException:
            path.unlink()
            raise


async def _load(url: str, path: Path) -> Transferred:
    async with keeping(url) as keeper:
        with _open_seekable(path) as file, counting("넣는 중", None) as note:
            return await load_dump(keeper, file, note)


@contextmanager
def _open_seekable(path: Path) -> Iterator[IO[bytes]]:
    """A file that can be read twice: what comes in over a pipe is kept aside first, for its end tells whether it is whole."""
    if str(path) != _STANDARD:
        with path.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as aside:
        shutil.copyfileobj(sys.stdin.buffer, aside)
        aside.seek(0)
        yield aside


async def _copy(source: str, target: str) -> Copied:
    async with keeping(source) as one, keeping(target) as other:
        with counting("옮기는 중", (await one.count())["heads"].documents) as note:
            return await copy_store(one, other, note)


async def _count_revisions(keeper: Keeper) -> int | None:
    return (await keeper.count())["revisions"].documents
