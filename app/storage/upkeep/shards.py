"""A MongoDB store on a sharded cluster: by what its collections are parted, as a script to read and as a deed.

Indexes, unique keys and shard keys depend on one another, so all of them come from `app/storage/mongodb/schema.py`. The
script says for a person what `part_collections` does; either may be done again without harm.
"""

from collections.abc import Iterator, Sequence

from app.errors import TransferRefused
from app.settings import Settings
from app.storage.mongodb.backend import MongoBackend
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.schema import INDEXES, SHARD_KEYS, Index


def write_script() -> str:
    """The commands of mongosh, with the store's database chosen, that part the collections of a store made ready before."""
    return "\n".join(["// mongosh mongodb://<mongos>/<database>, after a first `bogo doctor` has made the indexes", *_list_commands()])


def _list_commands() -> Iterator[str]:
    for collection, key in SHARD_KEYS.items():
        fields = ", ".join(f"{name}: 1" for name in key)
        if not find_shard_index(collection, key):
            yield f"db.{collection}.createIndex({{ {fields} }})"
        yield f'sh.shardCollection(db.getName() + ".{collection}", {{ {fields} }})'


def find_shard_index(collection: str, key: Sequence[str]) -> Index | None:
    """The index that every collection must have before it can be parted by a key: one that begins with it, ascending."""
    ascending = tuple((name, 1) for name in key)
    own = (Index((("_id", 1),)), *INDEXES.get(collection, ()))
    return next((index for index in own if index.fields[: len(key)] == ascending), None)


async def part_collections(settings: Settings) -> Sequence[str]:
    """Make a store ready and part its collections over the shards; which ones they are.

    Raises TransferRefused where the URL names no MongoDB store, StoreUnavailable where it leads to no cluster.
    """
    if not settings.store_url.startswith("mongodb"):
        raise TransferRefused(reason=f"{settings.store_url} is no MongoDB store: only that can be parted")
    database = MongoDatabase(settings)
    try:
        await database.require_cluster()
        await MongoBackend(database).prepare()
        for collection, key in SHARD_KEYS.items():
            await database.shard(collection, key, indexed=find_shard_index(collection, key) is not None)
    finally:
        await database.close()
    return tuple(SHARD_KEYS)
