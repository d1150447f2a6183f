"""Files written in portions, out of items that come one by one: memory holds one portion, however many items there are.

Writing a portion costs some milliseconds, too long for an event loop that answers others meanwhile, so it is done in a
thread beside it.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import IO, Final, TypeVar

from app.formats import Format, Labels
from app.formats.tables import RowTable
from app.formats.text import begin_csv, write_csv, write_ndjson
from app.formats.xlsx import Workbook

T = TypeVar("T")

PORTION: Final = 500


async def cut_portions(items: AsyncIterator[T], size: int = PORTION) -> AsyncIterator[Sequence[T]]:
    """Items in lists of that many; the last one may be shorter."""
    portion: list[T] = []
    async for item in items:
        portion.append(item)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion


async def write_text(form: Format, labels: Labels, table: RowTable[T], portions: AsyncIterator[Sequence[T]]) -> AsyncGenerator[bytes, None]:
    """A CSV or NDJSON file, part by part; a CSV has its header even where there are no items."""
    begin, encode = _find_encoder(form, labels, table)
    yield begin
    async for portion in portions:
        yield await asyncio.to_thread(encode, portion)


def _find_encoder(form: Format, labels: Labels, table: RowTable[T]) -> tuple[bytes, Callable[[Sequence[T]], bytes]]:
    if form is Format.CSV:
        return begin_csv(table.columns, labels), lambda items: write_csv(map(table.row, items))
    assert form is Format.NDJSON, f"{form} is no text of rows"
    return b"", lambda items: write_ndjson(table, items)


async def write_workbook(file: IO[bytes], labels: Labels, table: RowTable[T], portions: AsyncIterator[Sequence[T]]) -> None:
    """An XLSX file, whole. Raises OSError where there is no room for it."""
    with tempfile.TemporaryDirectory(prefix="bogo-") as folder:
        book = Workbook(file, Path(folder), table.columns, labels)
        async for portion in portions:
            await asyncio.to_thread(book.add, map(table.row, portion))
        await asyncio.to_thread(book.close)
