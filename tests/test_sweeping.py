"""A running service removes what writers that died have left, without being started anew."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from app import main
from app.storage.documents.keys import to_instant
from tests.factories import every_kind, submit
from tests.live import run_service

PARTS = ("sources", "sections", "search", "sheets", "pieces", "catalogue")


def leave(client: MongoClient[dict[str, Any]], attempt: str, begun: timedelta) -> None:
    """What a writer that died after a part of its documents has left."""
    database, own = client.get_default_database(), {"attempt": attempt, "government_key": "", "series_id": attempt}
    database["attempts"].insert_one({"_id": attempt, "attempt": attempt, "started": to_instant(datetime.now(UTC) - begun)})
    for collection in PARTS:
        database[collection].insert_one(own | {"_id": f"{attempt}/{collection}/0"})


def count(client: MongoClient[dict[str, Any]], attempt: str) -> int:
    database = client.get_default_database()
    return sum(database[collection].count_documents({"attempt": attempt}) for collection in (*PARTS, "attempts"))


def test_what_was_left_a_day_ago_is_removed_and_nothing_else(tmp_path: Path, mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "SWEEP_SECONDS", 0.2)
    with MongoClient[dict[str, Any]](mongodb_url) as client, run_service(tmp_path, store_url=mongodb_url, parser_workers=1) as service:
        service.save(submit("r1", every_kind()))
        leave(client, "dead", timedelta(hours=25))
        leave(client, "young", timedelta(hours=23))
        deadline = time.monotonic() + 30
        while count(client, "dead"):
            assert time.monotonic() < deadline, "nobody swept"
            time.sleep(0.1)
        assert count(client, "young") == len(PARTS) + 1
        assert service.get("/reports/r1")["facts"]
