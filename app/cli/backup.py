"""`bogo backup` and `bogo restore`: the embedded store's file, copied while the service writes, and put back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.cli.failures import fail, told_in_words
from app.cli.screen import console, make_progress
from app.cli.serve import override_settings
from app.storage import find_file
from app.storage.upkeep.backup import Counts, back_up
from app.storage.upkeep.backup import restore as put_back

_STORE_HELP = "저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db"


def backup(
    file: Annotated[Path, typer.Argument(help="쓸 파일. 이미 있으면 쓰지 않습니다.", show_default=False)],
    store: Annotated[str | None, typer.Option(help=_STORE_HELP)] = None,
) -> None:
    """SQLite 저장소를 파일 하나로 복사합니다. 서비스가 쓰는 동안에도 됩니다. Copies an SQLite store, online, to one file.

    한 시점의 사본이며, 검사와 건수 비교를 마친 뒤에야 그 이름이 생깁니다. MongoDB는 docs/operations.md를 보십시오.

    예 · Examples:

      bogo backup /backup/bogo-2026-03-02.db
    """
    with told_in_words(), _pages("복사하는 중") as progress:
        counts = back_up(_require_file(store), file, progress=progress)
    _show(f"{file}: 복사했습니다", counts)


def restore(
    file: Annotated[Path, typer.Argument(help="`bogo backup`이 쓴 파일.", show_default=False)],
    store: Annotated[str | None, typer.Option(help=_STORE_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help="저장소가 이미 있어도 바꿉니다. 지금 내용은 없어집니다.")] = False,
) -> None:
    """복사해 둔 파일을 저장소로 되돌립니다. 먼저 서비스를 끄십시오. Puts a copy in the place of the store; stop the service first.

    사본 전체를 검사하고 건수를 비교한 뒤에 바꿉니다. 다른 프로그램이 쓰고 있는 저장소는 바꾸지 않습니다.

    예 · Examples:

      bogo restore /backup/bogo-2026-03-02.db --store sqlite:///./bogo.db

      bogo restore /backup/bogo-2026-03-02.db --force
    """
    with told_in_words(), _pages("되돌리는 중") as progress:
        path = _require_file(store)
        counts = put_back(file, path, force=force, progress=progress)
    _show(f"{path}: 되돌렸습니다", counts)


def _require_file(store: str | None) -> Path:
    path = find_file(override_settings(store_url=store).store_url)
    if path is None:
        fail("SQLite 저장소에만 씁니다. MongoDB는 mongodump 또는 `bogo dump`를 쓰십시오 (docs/operations.md).")
    assert path is not None, "failing has ended the command"
    return path


@contextmanager
def _pages(words: str) -> Iterator[Callable[[int, int], None]]:
    with make_progress() as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _show(words: str, counts: Counts) -> None:
    console.print(f"{words}. 판 {counts['revisions']:,}개, 보고서 {counts['heads']:,}개, 검사 통과.", highlight=False)
