"""Cursors: opaque to callers, and good for one call only.

A cursor holds the key that the next page begins after (`app/queries/listing.py`), and a digest of the call it belongs to:
its address and parameters, but not the size of its pages. A cursor of another call, or a damaged one, is refused.

A list may depend on something besides, that changes now and then: the other names of a department. What the *state* of that
was is then the last part of the key, and a cursor of another state is refused too.

>>> call = describe_call("/departments/총무과/budget", [("fiscal_year", "2021"), ("limit", "10")])
>>> read_cursor(call, write_cursor(call, ("7978", "총무과")))
('7978', '총무과')
>>> read_cursor(call, write_cursor(call, ("7978",), "v2"), "v2")
('7978',)
>>> call == describe_call("/departments/총무과/budget", [("limit", "50"), ("fiscal_year", "2021")])
True
>>> read_cursor("another call", write_cursor(call, ("7978", "총무과")))
Traceback (most recent call last):
    ...
app.errors.InvalidCursor: not a cursor of this call
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import Final

import orjson

from app.errors import InvalidCursor, OutdatedCursor
from app.queries.listing import Key

_OF_THE_PAGE: Final = frozenset({"cursor", "limit"})


def describe_call(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """What tells one call from another, whatever the page."""
    return orjson.dumps([path, sorted(pair for pair in parameters if pair[0] not in _OF_THE_PAGE)]).decode()


def write_cursor(call: str, key: Key, state: str = "") -> str:
    """The cursor that continues a call after a key."""
    key = (*key, state) if state else key
    packed = orjson.dumps([_digest(call, key), *key])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(call: str, cursor: str, state: str = "") -> Key:
    """The key in a cursor. Raises InvalidCursor, OutdatedCursor."""
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        digest, *parts = orjson.loads(packed)
        key = tuple(map(str, parts))
    except (binascii.Error, ValueError, TypeError) as error:
        raise InvalidCursor from error
    if digest != _digest(call, key):
        raise InvalidCursor
    if not state:
        return key
    if key[-1:] != (state,):
        raise OutdatedCursor
    return key[:-1]


def _digest(call: str, key: Key) -> str:
    # Not a secret: it guards against mixed-up and cut cursors, not against people.
    return hashlib.blake2s(orjson.dumps([call, key]), digest_size=6).hexdigest()
