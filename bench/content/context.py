"""What all passages of one report share."""

from dataclasses import dataclass
from random import Random

from bench.document import Draft
from bench.words import Words


@dataclass(frozen=True, slots=True)
class Context:
    """One report in the making. `department` is None in a bureau's report, `bureau` None in a department's."""

    random: Random
    words: Words
    draft: Draft
    government: str
    bureau: str | None
    department: str | None
    year: int
    as_of: str
    """The date of its figures, ISO 8601."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def as_of_note(self) -> str:
        """The date as printed above tables."""
        year, month, day = (int(part) for part in self.as_of.split("-"))
        return self.random.choice(
            (f"{year}. {month}. {day}. 기준", f"’{year % 100:02}. {month}. {day}. 기준", f"'{year % 100:02}.{month}.{day}. 기준")
        )


def grouped(number: int, none: str = "-") -> str:
    """A number as tables print it: 1,234, △1,234, and `-` for nothing.

    >>> grouped(-1234), grouped(0)
    ('△1,234', '-')
    """
    return none if number == 0 else f"△{-number:,}" if number < 0 else f"{number:,}"
