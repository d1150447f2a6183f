"""The command line. `bogo serve | ingest | parse | export` is for every day; `bogo reparse | backup | restore | dump | load |
copy | doctor | shards` looks after a store (docs/operations.md). Each subject has a file of its own.

What people read goes to the screen in Korean; what programs read (`bogo parse`, `bogo export`) goes to standard output, and
everything else to standard error. A command ends with 1 when something could not be done, with 2 when it was called
wrongly.
"""

import typer

from app.cli.backup import backup, restore
from app.cli.doctor import doctor
from app.cli.export import export
from app.cli.ingest import ingest
from app.cli.parse import parse
from app.cli.reparse import reparse
from app.cli.serve import serve
from app.cli.shards import shards
from app.cli.transfer import copy, dump, load

_HELP = """지방자치단체 주요업무보고를 읽어 묻고 답합니다. Reads municipal work reports and answers questions about them.

처음이라면 · To begin:

  bogo serve --load seeds             서비스를 켜고 표본 보고서를 넣습니다

  curl 'http://127.0.0.1:8000/departments'

설정은 BOGO_로 시작하는 환경 변수로도 합니다 (BOGO_STORE_URL, BOGO_PORT …). Settings also come from BOGO_* variables.
"""

app = typer.Typer(name="bogo", help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(serve)
app.command()(ingest)
app.command()(parse)
app.command()(export)
app.command()(reparse)
app.command()(backup)
app.command()(restore)
app.command()(dump)
app.command()(load)
app.command()(copy)
app.command()(doctor)
app.command()(shards)


def main() -> None:
    """The console script `bogo`."""
    app()
