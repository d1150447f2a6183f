"""Books of aliases are a part of a store: they travel with it, are verified and examined as its reports are."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.errors import TransferRefused
from app.models.lineage import AliasSet
from app.storage.port import JournalQuery
from app.storage.upkeep.albums import examine_versions, list_versions, read_version, restore_versions, write_version
from app.storage.upkeep.copying import copy_store, digest_store
from app.storage.upkeep.dump import load_dump, write_dump
from app.storage.upkeep.inspection import FlawKind
from tests.factories import GOVERNMENT, NOON, submit
from tests.storage.upkeep.test_upkeep import keeping, other_url, serving

__all__ = ["other_url"]  # a fixture

ELSEWHERE = "한빛특별시 나람구"
VERSIONS = 3


async def fill(url: str) -> None:
    async with serving(url) as store:
        await store.save(submit())
        for hours, government, number in ((1, GOVERNMENT, 1), (2, ELSEWHERE, 1), (3, GOVERNMENT, 2)):
            sets = (AliasSet("행정지원과", number, ()),)
            at = NOON + timedelta(hours=hours)
            await store.change_aliases(government, lambda _, sets=sets: sets, actor="세무시스템", at=at)  # type: ignore[misc]


async def ask(url: str) -> tuple[Any, ...]:
    async with serving(url) as store:
        return await store.find_aliases(), (await store.find_journal(JournalQuery())).items


async def dump(url: str) -> bytes:
    async with keeping(url) as keeper:
        file = io.BytesIO()
        assert (await write_dump(keeper, file)).revisions == 1 + VERSIONS
        return file.getvalue()


async def test_books_go_through_a_file_into_another_database(store_url: str, other_url: str) -> None:
    await fill(store_url)
    dumped = await dump(store_url)
    for brought in (1 + VERSIONS, 0):
        async with keeping(other_url) as keeper:
            assert (await load_dump(keeper, io.BytesIO(dumped))).brought == brought

    assert await ask(other_url) == await ask(store_url)
    assert len((await ask(other_url))[0]) == 2
    assert await dump(other_url) == dumped
    async with serving(other_url) as store:  # and they go on from there
        assert (await store.change_aliases(GOVERNMENT, lambda _: (), actor="tester", at=NOON)).number == 3


async def test_books_are_copied_and_counted_in_the_digest(store_url: str, other_url: str) -> None:
    await fill(store_url)
    async with keeping(store_url) as one, keeping(other_url) as other:
        first, again = await copy_store(one, other), await copy_store(one, other)
        digests = {await digest_store(one), await digest_store(other)}

        assert (first.revisions, first.brought, again.brought) == (1 + VERSIONS, 1 + VERSIONS, 0)
        assert digests == {first.sha256} == {again.sha256}
        versions = await list_versions(other)
    assert await ask(other_url) == await ask(store_url)
    assert [flaw for _, _, flaws in examine_versions(versions) for flaw in flaws] == []
    async with serving(store_url) as store:
        await store.change_aliases(ELSEWHERE, lambda _: (), actor="tester", at=NOON)
    async with keeping(store_url) as one:
        assert await digest_store(one) not in digests


async def test_another_history_and_a_gap_are_refused(store_url: str, other_url: str) -> None:
    await fill(store_url)
    async with serving(other_url) as store:
        await store.change_aliases(GOVERNMENT, lambda _: (), actor="다른 사람", at=NOON)
    async with keeping(store_url) as one, keeping(other_url) as other:
        versions = await list_versions(one)
        with pytest.raises(TransferRefused, match="another version"):
            await copy_store(one, other)
        assert await restore_versions(other, [version for version in versions if version["government"] == ELSEWHERE]) == 1
        with pytest.raises(TransferRefused, match="histories differ"):
            await restore_versions(other, [version for version in versions if version["number"] == 2])


async def test_a_version_whose_predecessor_is_missing_is_refused(store_url: str, tmp_path: Path) -> None:
    await fill(store_url)
    async with keeping(store_url) as one, keeping(f"sqlite:///{tmp_path}/empty.db") as empty:
        second = [version for version in await list_versions(one) if version["number"] == 2]
        with pytest.raises(TransferRefused, match="what is before it is missing"):
            await restore_versions(empty, second)
        assert await list_versions(empty) == []


async def test_a_changed_book_is_refused_and_found(store_url: str) -> None:
    await fill(store_url)
    async with keeping(store_url) as keeper:
        first, second, third = await list_versions(keeper)
    forged = first | {"sets": []}
    with pytest.raises(TransferRefused, match="digest differs"):
        read_version(write_version(forged))
    for line in (b'{"book":{}}', b'{"book":', b'{"book":{"sets":[],"journal":{}}}'):
        with pytest.raises(TransferRefused):
            read_version(line)
    assert read_version(write_version(first)) == orjson.loads(orjson.dumps(first))

    relinked = second | {"journal": second["journal"] | {"before_sha256": "0" * 64}}
    assert (first["number"], second["number"]) == (1, 2)  # of one book
    for versions, kind in (
        ([forged, second, third], FlawKind.CONTENT),
        ([second, third], FlawKind.JOURNAL),
        ([first, relinked, third], FlawKind.JOURNAL),
    ):
        assert [flaw.kind for _, _, flaws in examine_versions(versions) for flaw in flaws] == [kind]
