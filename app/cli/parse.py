"""`bogo parse`: one report to JSON, without any store."""

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from app.cli.screen import console, say
from app.errors import BogoError
from app.identity import find_series
from app.models.facts import FACTS
from app.models.report import Hints, Report, ReportIdentity
from app.parsers.pipeline import read_report
from app.queries.reports import build_document
from app.routers.answers import to_json


def parse(
    file: Annotated[Path, typer.Argument(help="보고서 파일. 표준 입력은 -", exists=False, show_default=False)],
    facts: Annotated[bool, typer.Option("--facts", help="사실의 수 대신 사실 전부를 넣습니다.")] = False,
    government: Annotated[str | None, typer.Option(help="본문에 없을 때 쓸 지방자치단체.")] = None,
    department: Annotated[str | None, typer.Option(help="본문에 없을 때 쓸 부서.")] = None,
) -> None:
    """보고서 하나를 읽어 문서를 JSON으로 냅니다. Reads one report and writes its document as JSON.

    예 · Examples:

      bogo parse report.txt > report.json

      bogo parse --facts report.txt | jq '.facts[] | select(.kind == "budget_line")'

      cat report.txt | bogo parse - --department 총무과
    """
    try:
        source = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        report = read_report(source, Hints(government=government, department=department))
    except OSError as error:
        console.print(f"{file}: {error.strerror}", style="red", markup=False)
        raise typer.Exit(1) from error
    except BogoError as error:
        console.print(f"{file}: {say(error)}", style="red", markup=False)
        raise typer.Exit(1) from error
    sys.stdout.buffer.write(write_document(report, with_facts=facts) + b"\n")


def write_document(report: Report, *, with_facts: bool) -> bytes:
    """The document as JSON, without the members that only a stored one has."""
    identity = ReportIdentity("", find_series(report.meta, Hints(), report.received.sha256), 0, latest=False)
    members = orjson.loads(to_json(build_document(report, identity)))
    for stored in ("id", "series_id", "revision", "latest"):
        del members[stored]
    if with_facts:
        members["facts"] = orjson.loads(FACTS.dump_json(report.facts))
    return orjson.dumps(members, option=orjson.OPT_INDENT_2)
