"""Everything that can be wrong with a request. Nothing here knows HTTP; one table in `app/routers/error_handlers.py` maps them.

    BogoError
    ├── InvalidReport             the text cannot be taken in
    │   ├── EmptyReport           no line holds any text
    │   ├── BinaryReport          the bytes are no text
    │   ├── UndecodableReport     the bytes break their encoding, at a known offset
    │   ├── GarbledReport         the text is no text: its letters were spoilt on the way
    │   ├── TooManyNumbers        more numbers than can be read in the time a report has
    │   └── ReportTooLarge        more bytes than the service takes
    ├── InvalidRequest            the request itself is wrong
    │   ├── MalformedBody         the body is not the JSON it says it is
    │   ├── BodyTooLarge          a body, of no report, larger than its limit
    │   ├── UnsupportedMedia      a media type that nothing here reads
    │   ├── UnsupportedCoding     a body compressed in a way that nothing here unpacks
    │   ├── NotAcceptable         only media types that nothing here writes
    │   ├── UnknownParameter      a parameter that the call does not have
    │   ├── InvalidParameter      a known parameter with an impossible value
    │   ├── InvalidCursor         a cursor that this service did not write
    │   ├── OutdatedCursor        a cursor of a list that was put together otherwise since
    │   ├── AliasCycle            names of departments that follow each other in a circle
    │   └── PreconditionFailed    what was to be changed is not what the caller has seen
    ├── NotFound                  what was asked for is not there
    │   ├── ReportNotFound
    │   ├── SectionNotFound
    │   ├── TableNotFound
    │   ├── FactNotFound
    │   ├── GovernmentNotFound    with near names
    │   ├── DepartmentNotFound    with near names
    │   ├── AliasesNotFound       no other names of that department are noted
    │   └── IndicatorNotFound     with near names
    ├── ReaderError               the processes that read reports could not do their part
    │   ├── ReaderBusy            too many reports are waiting to be read
    │   ├── ReaderTimeout         one report took longer than it may
    │   └── ReaderCrashed         the process died over the report, twice
    └── StoreError                the store could not do its part
        ├── StoreUnavailable      no answer from the database
        ├── StoreConflict         other writers were faster, again and again
        ├── StoreDamaged          what is stored cannot be right; says where
        ├── StoreTooNew           written by a newer version of this program
        └── TransferRefused       what was to be backed up, restored, loaded or copied does not fit

>>> str(UndecodableReport(("utf-8", "cp949"), 17))
'byte 17 fits none of utf-8, cp949'

Reports are read in other processes, so every error crosses a process border with its facts:

>>> import pickle
>>> pickle.loads(pickle.dumps(BinaryReport(5))).offset
5
"""

from collections.abc import Mapping, Sequence
from typing import Any


def _restore(kind: type["BogoError"], arguments: tuple[Any, ...], facts: Mapping[str, Any]) -> "BogoError":
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(facts)
    return error


class BogoError(Exception):
    """A request cannot be served."""

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is otherwise rebuilt from its message alone, which is not what these take.
        return _restore, (type(self), self.args, self.__dict__)


class InvalidReport(BogoError):
    """The text cannot be taken in."""


class EmptyReport(InvalidReport):
    """No line holds any text."""

    def __init__(self) -> None:
        super().__init__("the report holds no text")


class BinaryReport(InvalidReport):
    """The bytes are no text: control characters that no printed report has."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"byte {offset} is a control character: this is no text")
        self.offset = offset


class UndecodableReport(InvalidReport):
    """The bytes fit none of the encodings that reports come in."""

    def __init__(self, encodings: Sequence[str], offset: int) -> None:
        super().__init__(f"byte {offset} fits none of {', '.join(encodings)}")
        self.encodings = tuple(encodings)
        self.offset = offset


class GarbledReport(InvalidReport):
    """The text is no text: another program has spoilt its letters. `mistake`: how, in Korean."""

    def __init__(self, mistake: str) -> None:
        super().__init__(f"the text was spoilt before it came: {mistake}")
        self.mistake = mistake


class TooManyNumbers(InvalidReport):
    """More numbers than can be read in the time that a report has; each is lexed, named and checked."""

    def __init__(self, limit_numbers: int) -> None:
        super().__init__(f"a report may have at most {limit_numbers} numbers")
        self.limit_numbers = limit_numbers


class ReportTooLarge(InvalidReport):
    """More bytes than the service takes."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"a report may have at most {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


class InvalidRequest(BogoError):
    """The request itself is wrong."""


class MalformedBody(InvalidRequest):
    """The body is not what its media type says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BodyTooLarge(InvalidRequest):
    """A body, of no report, larger than its limit."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"larger than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


class UnsupportedMedia(InvalidRequest):
    """A media type that nothing here reads."""

    def __init__(self, media_type: str, supported: Sequence[str]) -> None:
        super().__init__(f"{media_type} is none of {', '.join(supported)}")
        self.media_type = media_type
        self.supported = tuple(supported)


class UnsupportedCoding(InvalidRequest):
    """A body that is compressed in a way that nothing here unpacks."""

    def __init__(self, coding: str, supported: Sequence[str]) -> None:
        super().__init__(f"{coding!r} is none of {', '.join(supported)}")
        self.coding = coding
        self.supported = tuple(supported)


class NotAcceptable(InvalidRequest):
    """Only media types are accepted that nothing here writes."""

    def __init__(self, accept: str, supported: Sequence[str]) -> None:
        super().__init__(f"{accept} accepts none of {', '.join(supported)}")
        self.accept = accept
        self.supported = tuple(supported)


class UnknownParameter(InvalidRequest):
    """A parameter that the call does not have."""

    def __init__(self, name: str, known: Sequence[str], near: str | None) -> None:
        super().__init__(f"no parameter {name!r}; known are {', '.join(known)}")
        self.name = name
        self.known = tuple(known)
        self.near = near


class InvalidParameter(InvalidRequest):
    """A known parameter with an impossible value."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"{name}={value!r}: {reason}")
        self.name = name
        self.value = value
        self.reason = reason


class InvalidCursor(InvalidRequest):
    """A cursor that this service did not write, or wrote for another call."""

    def __init__(self) -> None:
        super().__init__("not a cursor of this call")


class OutdatedCursor(InvalidRequest):
    """A cursor of a list that is put together otherwise since: the other names that it follows are not the same."""

    def __init__(self) -> None:
        super().__init__("the list is put together otherwise since")


class AliasCycle(InvalidRequest):
    """Departments would be their own predecessors. `names`: from one of them back to itself."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" -> ".join(names))
        self.names = tuple(names)


class PreconditionFailed(InvalidRequest):
    """What was to be changed is not, or no longer, what the caller has seen."""

    def __init__(self) -> None:
        super().__init__("the precondition of the request does not hold")


class NotFound(BogoError):
    """What was asked for is not there. `near` holds the nearest names that are."""

    what = "thing"

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"no {self.what} {name!r}")
        self.name = name
        self.near = tuple(near)


class ReportNotFound(NotFound):
    """No such report, series or revision."""

    what = "report"


class SectionNotFound(NotFound):
    """The report has no such section."""

    what = "section"


class TableNotFound(NotFound):
    """The report has no such table."""

    what = "table"


class FactNotFound(NotFound):
    """The report states no such fact."""

    what = "fact"


class GovernmentNotFound(NotFound):
    """No report of such a government."""

    what = "government"


class DepartmentNotFound(NotFound):
    """No figures of such a department, office or bureau."""

    what = "department"


class AliasesNotFound(NotFound):
    """No other names of that department are noted."""

    what = "aliases of"


class IndicatorNotFound(NotFound):
    """No indicator of that name."""

    what = "indicator"


class ReaderError(BogoError):
    """The processes that read reports could not do their part."""


class ReaderBusy(ReaderError):
    """Too many reports are waiting to be read."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} reports are waiting to be read")
        self.waiting = waiting


class ReaderTimeout(ReaderError):
    """One report took longer to read than it may."""

    def __init__(self, limit_seconds: float) -> None:
        super().__init__(f"reading took longer than {limit_seconds:g} seconds")
        self.limit_seconds = limit_seconds


class ReaderCrashed(ReaderError):
    """The process that read the report died, and so did the next one."""

    def __init__(self) -> None:
        super().__init__("the process that read the report died")


class StoreError(BogoError):
    """The store could not do its part."""


class StoreUnavailable(StoreError):
    """No answer from the database."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreConflict(StoreError):
    """Other writers of the same series were faster, again and again."""

    def __init__(self, series_id: str) -> None:
        super().__init__(f"series {series_id} is being written by others")
        self.series_id = series_id


class StoreDamaged(StoreError):
    """What is stored cannot be right."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreTooNew(StoreError):
    """The store was written by a newer version of this program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"the store has version {found}, this program knows up to {known}")
        self.found = found
        self.known = known


class TransferRefused(StoreError):
    """What was to be backed up, restored, loaded or copied is damaged, or does not fit what is there."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
