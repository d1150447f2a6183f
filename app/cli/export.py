"""`bogo export`: the facts of a query to a file, out of a store or through a running service."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Final, Literal, cast

import typer
from pydantic import TypeAdapter, ValidationError

from app.cli.screen import console, say
from app.cli.serve import override_settings
from app.client import Bogo, ClientError, ProblemError
from app.client.filters import FactFilters
from app.errors import BogoError
from app.formats import Format, Labels
from app.formats.streams import cut_portions, write_text, write_workbook
from app.formats.tables import fact_table
from app.models.kinds import FACT_KINDS
from app.queries.facts import stream_facts
from app.routers.parameters import Year, parse_years
from app.settings import Settings
from app.storage import open_store
from app.storage.port import FactQuery

_STDOUT: Final = "-"
_SUFFIXES: Final = {f".{form.value}": form for form in (Format.CSV, Format.NDJSON, Format.XLSX)}
_File = Literal["csv", "ndjson", "xlsx"]
_TIMEOUT_SECONDS: Final = 3600.0
_NO_YEAR: Final = "2021, 2007..2021, 2007.. 꼴이어야 합니다."
_NO_KIND: Final = f"{', '.join(FACT_KINDS)} 가운데 하나여야 합니다."
_NO_SCREEN: Final = "화면에는 xlsx를 쓸 수 없습니다. -o 로 파일을 정하십시오."


def _check_kinds(given: list[str] | None) -> list[str] | None:
    if not set(given or ()) <= set(FACT_KINDS):
        raise typer.BadParameter(_NO_KIND)
    return given


def _check_years(given: list[str] | None) -> list[str] | None:
    try:
        TypeAdapter(list[Year]).validate_python(given or [])
    except ValidationError as error:
        raise typer.BadParameter(_NO_YEAR) from error
    return given


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="쓸 파일. 표준 출력은 -", show_default=False)] = Path(_STDOUT),
    form: Annotated[_File | None, typer.Option("--format", help="형식. 기본은 파일 이름의 확장자, 없으면 csv")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"사실의 종류: {', '.join(FACT_KINDS)}. 여러 번 쓸 수 있습니다.", callback=_check_kinds)
    ] = None,
    government: Annotated[list[str] | None, typer.Option(help="지방자치단체. 여러 번 쓸 수 있습니다.")] = None,
    department: Annotated[list[str] | None, typer.Option(help="부서·국. 여러 번 쓸 수 있습니다.")] = None,
    fiscal_year: Annotated[
        list[str] | None, typer.Option(help="회계연도나 범위(2020..2023). 여러 번 쓸 수 있습니다.", callback=_check_years)
    ] = None,
    q: Annotated[str | None, typer.Option(help="모든 낱말이 들어 있는 것만.", show_default=False)] = None,
    labels: Annotated[Labels, typer.Option(help="csv와 xlsx의 열 이름: 영문 en, 국문 ko, 두 줄 both")] = Labels.EN,
    store: Annotated[str | None, typer.Option(help="저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db")] = None,
    url: Annotated[str | None, typer.Option(help="저장소 대신 이 주소에서 도는 서비스에 묻습니다.", show_default=False)] = None,
) -> None:
    """조건에 맞는 모든 사실을 CSV, NDJSON, XLSX 파일로 씁니다. Writes all facts of a query to a file.

    예 · Examples:

      bogo export -o 예산.xlsx --kind budget_line --fiscal-year 2020..2023

      bogo export -o facts.csv --department 총무과 --labels ko --url http://127.0.0.1:8000

      bogo export --format ndjson | jq 'select(.kind == "headcount")'
    """
    chosen = Format(form) if form else _SUFFIXES.get(output.suffix.lower(), Format.CSV)
    if chosen is Format.XLSX and str(output) == _STDOUT and sys.stdout.isatty():
        raise typer.BadParameter(_NO_SCREEN)
    asked = {"kind": kind, "government": government, "department": department, "fiscal_year": fiscal_year, "q": q}
    filters = cast(FactFilters, {name: value for name, value in asked.items() if value})
    try:
        with _open(output) as file:
            if url:
                _fetch(file, url, chosen, labels, filters)
            else:
                asyncio.run(_write(file, override_settings(store_url=store), chosen, labels, _read_query(filters)))
    except BrokenPipeError:
        # Who reads our output has read enough (`| head`); what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (BogoError, ClientError, OSError) as error:
        console.print(_tell(error, output), style="red", markup=False)
        raise typer.Exit(1) from error


@contextmanager
def _open(output: Path) -> Iterator[IO[bytes]]:
    """Standard output, or a file that takes its name only when it is whole."""
    if str(output) == _STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    console.print(f"{output}: {output.stat().st_size:,}바이트", markup=False, highlight=False)


def _fetch(file: IO[bytes], url: str, form: Format, labels: Labels, filters: FactFilters) -> None:
    with Bogo(url, timeout_seconds=_TIMEOUT_SECONDS) as bogo:
        for part in bogo.export_facts(form, None if form is Format.NDJSON else labels, **filters):
            file.write(part)


def _read_query(filters: FactFilters) -> FactQuery:
    return FactQuery(
        kinds=_words(filters.get("kind")),
        governments=_words(filters.get("government")),
        bodies=_words(filters.get("department")),
        fiscal_years=tuple(map(parse_years, _words(filters.get("fiscal_year")))),
        text=filters.get("q"),
    )


def _words(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else ()


async def _write(file: IO[bytes], settings: Settings, form: Format, labels: Labels, query: FactQuery) -> None:
    store = await open_store(settings)
    try:
        table = fact_table(query.kinds)
        portions = cut_portions(stream_facts(store, query))
        if form is Format.XLSX:
            # A workbook is a packed file, whose beginning is written last.
            with tempfile.TemporaryFile() as whole:
                await write_workbook(whole, labels, table, portions)
                whole.seek(0)
                shutil.copyfileobj(whole, file)
        else:
            async for part in write_text(form, labels, table, portions):
                file.write(part)
    finally:
        await store.close()


def _tell(error: BogoError | ClientError | OSError, output: Path) -> str:
    if isinstance(error, BogoError):
        return say(error)
    if isinstance(error, ProblemError):
        return error.detail
    if isinstance(error, ClientError):
        return f"서비스에 닿지 않습니다: {error}"
    return f"{output}: {error.strerror or error}"
