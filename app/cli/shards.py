"""`bogo shards`: the collections of a store, parted over the shards of a MongoDB cluster."""

import asyncio
import sys
from typing import Annotated

import typer

from app.cli.failures import told_in_words
from app.cli.screen import console
from app.cli.serve import override_settings
from app.storage.upkeep.shards import part_collections, write_script


def shards(
    store: Annotated[str | None, typer.Option(help="저장소 주소(mongos). 기본 BOGO_STORE_URL")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="보여 주는 대신 나눕니다.")] = False,
) -> None:
    """MongoDB 샤드에 컬렉션을 나누는 명령을 보여 줍니다. Shows how the collections are parted over shards, or parts them.

    색인과 샤드 키는 한 선언에서 나오므로 서로 어긋나지 않습니다. 이미 나뉜 것은 그대로 두어, 다시 해도 됩니다.

    예 · Examples:

      bogo shards

      bogo shards --apply --store mongodb://mongos1,mongos2/bogo
    """
    if not apply:
        sys.stdout.write(write_script() + "\n")
        return
    with told_in_words():
        parted = asyncio.run(part_collections(override_settings(store_url=store)))
    console.print(f"컬렉션 {len(parted)}개를 나누었습니다: {', '.join(parted)}", markup=False, highlight=False)
