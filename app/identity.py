"""Which series a report belongs to: what makes two texts two issues of one report.

A series id is opaque: `r` and 15 letters and digits, drawn from a hash of what identifies the report. In this order:

1. The sender's own document number or address (`source`): the same source is the same series, whatever the text says (letter for letter).
2. What the report states of itself: government, organisation (bureau and department; neither for a report of the
   whole government), kind, and date (issued; else as-of; else the council session; else the fiscal year). Names are
   compared by `name_key`, so padding and width do not split a series.
3. A report that does not state its government, its kind or any date could be anyone's: it is a series of its own,
   named by the digest of its bytes. The same bytes still come back to the same series.

>>> june = ReportMeta(government="서울특별시 영등포구", department="총무과", kind="주요업무보고", issued="2007-06")
>>> padded = ReportMeta(government="서울특별시 영등포구", department="총 무 과", kind="주요업무보고", issued="2007-06", fiscal_year=2007)
>>> find_series(june, Hints(), "aa") == find_series(padded, Hints(), "bb")
True
>>> find_series(june, Hints(source="총무과-1234"), "aa") == find_series(june, Hints(), "aa")
False
>>> find_series(ReportMeta(department="총무과"), Hints(), "aa") == find_series(ReportMeta(department="총무과"), Hints(), "bb")
False
"""

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Final

from app.models.names import name_key
from app.models.report import Hints, ReportMeta

_LETTERS: Final = 15  # 75 bits: among ten million series two share an id with a chance below 1 in 700 million


def find_series(meta: ReportMeta, hints: Hints, sha256: str) -> str:
    """The id of the series that a report belongs to; `sha256` is the digest of its bytes."""
    if hints.source:
        return _opaque(("source", unicodedata.normalize("NFC", hints.source).strip()))
    date = find_date(meta)
    if meta.government and meta.kind and date:
        names = (meta.government, meta.bureau or "", meta.department or "", meta.kind)
        return _opaque(("stated", *map(name_key, names), date))
    return _opaque(("text", sha256))


def find_date(meta: ReportMeta) -> str | None:
    """The date that tells one report of a body from the next: what is printed first of issue, as-of, session, year.

    >>> find_date(ReportMeta(fiscal_year=2021))
    'year 2021'
    """
    if meta.issued or meta.as_of:
        return f"day {meta.issued or meta.as_of}"
    if meta.session:
        return f"session {name_key(meta.session.name)}"
    return f"year {meta.fiscal_year}" if meta.fiscal_year else None


def _opaque(parts: Sequence[str]) -> str:
    # The unit separator cannot stand in a name, so no two lists of parts join to the same text.
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return "r" + base64.b32encode(digest).decode().lower()[:_LETTERS]
