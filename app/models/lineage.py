"""What else a department is or was called, and what it came from or became.

Offices are renamed, split and merged every few years, so the figures of one office stand under several names. Reports do
not say so; somebody who knows it notes it here. An *alias* of a department is one other name with what it means:

    alias        another name of the same department at the same time (총무과, 총무팀)
    predecessor  what the department was called, or came from, before (총무과 before 행정지원과)
    successor    what it was called, or became, afterwards
    merged       a department that was taken up into it

`first` and `last` say when the other name was in use; None is open. They count in whole fiscal years: the period from
2010-07 to 2014-06 has the fiscal years 2010 to 2014, for a report of a year that was cut may be filed under either name.

>>> Alias("총무과", Relation.PREDECESSOR, first=None, last="2014-06").years
(0, 2014)
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from app.models.answer import Answer

Years = tuple[int, int]

EVER: Final[Years] = (0, 9999)
MAX_ALIASES: Final = 200
"""How many other names one department may have."""

Date = Annotated[
    str, Field(description="ISO 8601, as exact as known.", pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", examples=["2014-06"])
]


class Relation(StrEnum):
    """What the other name is to the department."""

    ALIAS = "alias"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, and when it was in use (ISO 8601, as exact as known)."""

    name: Annotated[str, Field(description="As it is printed.", min_length=1, max_length=200, examples=["총무과"])]
    relation: Annotated[Relation, Field(description="What the other name is to the department.")]
    first: Date | None = None
    last: Date | None = None

    @property
    def years(self) -> Years:
        """The fiscal years of its period, both ends included."""
        return int(self.first[:4]) if self.first else EVER[0], int(self.last[:4]) if self.last else EVER[1]


@dataclass(frozen=True, slots=True)
class AliasSet:
    """The other names of one department. `version` counts the changes that were made to them; 0: never any."""

    department: str
    version: int
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class AliasBook:
    """The other names of all departments of a government, as one value: so what is stored never contradicts itself.

    `number` counts its versions. A set whose aliases were all taken away stays, empty, so that its versions go on.
    """

    government: str
    number: int
    sets: tuple[AliasSet, ...]


class DepartmentAliases(Answer):
    """The other names of one department, as they were noted."""

    government: str
    department: str
    version: Annotated[int, Field(description="Counts the changes; 0 where nothing was ever noted.")]
    aliases: tuple[Alias, ...]


class Relative(Answer):
    """A name whose figures belong to a department: what it is to which other name, and in which fiscal years."""

    government: str
    name: str
    relation: Annotated[Relation, Field(description="What it is to `of`.")]
    of: str
    first_year: Annotated[int | None, Field(description="The first fiscal year whose figures count; null where it is open.")]
    last_year: Annotated[int | None, Field(description="The last one.")]


class Followed(Answer):
    """What `lineage=true` followed. `version` changes whenever the relatives do, and cursors and ETags with it."""

    version: str
    relatives: tuple[Relative, ...]
