"""A whole and its parts in running text: `총 31건(조례 27건, 규칙 3건, 훈령 1건)`.

The parts stand in the bracket behind the whole, or as a list one level below it; each is a label with a number, in the
unit of the whole or without one. Not every such list is a whole split up: members may be named beside the head of a
delegation (`구청장 외 5`), a list may be cut short (`등`), groups may overlap. So a difference is reported only where it is
small or one digit wide; a word such as 총, payers (국비, 시비 …) or a long list leave more room.

>>> wholes = find_splits("정비: 총 31건(조례 27건, 규칙 3건, 훈령 2건)")
>>> [(whole.printed, whole.value, [part.value for part in whole.parts]) for whole in wholes]
[('31건', 31, [27, 3, 2])]
>>> find_splits("12명(구청장외 5, 구의장외 2)")
[]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.checks.messages import with_ro
from app.parsers.labels import (
    AND_WORD,
    BESIDES,
    CONTINUOUS_UNITS,
    NO_PART_LABELS,
    NO_PART_WORDS,
    RANKS_OF_PARTS,
    SCALE_LETTERS_OF_PARTS,
    TOTAL_WORDS,
    WON,
    WON_UNITS,
    funding_tier,
)
from app.parsers.lines.lines import Line
from app.parsers.outline.passages import Passage, TextUnit, split_key
from app.parsers.values.digits import NUMBER
from app.parsers.values.figures import Value, looks_misprinted
from app.parsers.values.quantities import FoundQuantity, find_quantities, read_scaled, step_of

_BRACKET: Final = re.compile(r"(?<=[가-힣A-Za-z㎡\d%])\s?\((?P<inner>[^()]*\d[^()]*)(?:\)|$)")
_COMMAS: Final = re.compile(rf"\s*(?:[,;/·]|\s{AND_WORD}\s)\s*(?!\d{{3}}(?:\D|$))|\s*,\s+")
# A label may begin with a rank or a storey: `6급이하 447명`, `1층 3개`.
_PIECE: Final = re.compile(
    rf"(?P<label>(?:\d{{1,4}}\s?(?:{RANKS_OF_PARTS})(?=[^\d]))?[^\d:]*?)\s*:?\s*"
    rf"(?P<number>{NUMBER}(?:\s?[{SCALE_LETTERS_OF_PARTS}]{{1,2}}(?:\s?{NUMBER})?)*)\s*(?P<unit>[가-힣A-Za-z㎡%]*)"
)
_LOOK_BACK: Final = 40


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its label, and how much it is in the unit of the whole."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Split:
    """A whole with its parts. `loose`: how far, as a share, the sum may be off and still be meant as this whole."""

    start: int
    end: int
    printed: str
    value: Value
    slack: Decimal
    unit: str
    factor: int
    parts: tuple[Part, ...]
    loose: float

    @property
    def sum(self) -> Value:
        """The parts added up."""
        return sum((Decimal(part.value) for part in self.parts), Decimal(0))

    @property
    def is_wrong(self) -> bool:
        """Whether the parts do not add up to the whole, though they are meant to."""
        difference = abs(Decimal(self.value) - Decimal(self.sum))
        return difference > self.slack and looks_misprinted(self.value, self.sum, self.loose) and not self._is_full_before_its_end

    @property
    def slipped(self) -> tuple[Part, Value] | None:
        """The one part that has a zero too few or too many, with what the whole and the other parts leave for it."""
        if self.unit != WON or len(self.parts) > MOST_SLIPPED or abs(Decimal(self.value) - Decimal(self.sum)) <= self.slack:
            return None
        fixes = [(part, Decimal(self.value) - Decimal(self.sum) + Decimal(part.value)) for part in self.parts]
        slips = [(part, value) for part, value in fixes if value > 0 and _is_slip(Decimal(part.value), value)]
        return slips[0] if len(slips) == 1 else None

    @property
    def _is_full_before_its_end(self) -> bool:
        """Whether the first parts already make up the whole: the rest counts some of it again (`남 500, 여 700, 신규 120`)."""
        return any(Decimal(self.value) == total for total in accumulate(Decimal(part.value) for part in self.parts[:-1]))


MOST_SLIPPED: Final = 6
LEAST_SLIPPED: Final = 3
"""Digits of a part, without its zeros, that a slip can be seen in."""


def _is_slip(printed: Decimal, meant: Decimal) -> bool:
    """Whether one figure is the other with a zero more or less."""
    digits, others = (str(int(value)).rstrip("0") for value in (printed, meant))
    return digits == others and len(digits) >= LEAST_SLIPPED and printed in (meant * 10, meant / 10)


def find_splits(text: str) -> list[Split]:
    """Every whole whose parts stand in brackets behind it."""
    if "(" not in text:
        return []
    found = []
    for match in _BRACKET.finditer(text):
        start = max(0, match.start() - _LOOK_BACK)
        head = text[start : match.start()]
        whole = next((quantity for quantity in reversed(find_quantities(head)) if quantity.end == len(head)), None)
        if whole is None or (whole.unit == "%" and whole.value != 100):
            continue
        led = _is_led(head[: whole.start])
        split = _split(whole, start, match["inner"], led)
        if split:
            found.append(split)
    return found


def _is_led(before: str) -> bool:
    """Whether a word such as 총 stands before a figure."""
    words = before.split()
    return bool(words) and words[-1].split(":")[-1].strip("-–(") in TOTAL_WORDS


def _split(whole: FoundQuantity, offset: int, text: str, led: bool) -> Split | None:
    factor = _factor(whole)
    parts = parts_in(read_pieces(text), whole.unit, factor)
    if len(parts) < 2:
        return None
    loose = 0.5 if led or _are_paid(parts) else 0.2 if len(parts) > 2 else 0.05
    slack = _slack(whole, factor, parts)
    return Split(offset + whole.start, offset + whole.end, whole.printed.strip(), whole.value, slack, whole.unit, factor, parts, loose)


def _factor(whole: FoundQuantity) -> int:
    """What a part without a unit is counted in: won as the whole is printed, everything else one by one."""
    return step_of(whole.printed) if whole.unit == WON else 1


def _are_paid(parts: Sequence["Part"]) -> bool:
    """Whether parts are payers: 국비, 시비 … make up a whole."""
    return all(funding_tier(part.label) for part in parts)


def _slack(whole: FoundQuantity, factor: int, parts: Sequence["Part"]) -> Decimal:
    """How far rounding may take the parts from the whole: half a step each; things are counted one by one."""
    if whole.unit not in CONTINUOUS_UNITS and factor == 1 and isinstance(whole.value, int):
        return Decimal(0)
    return Decimal(factor if whole.unit == WON else _coarsest(whole, parts)) / 2 * len(parts)


def _coarsest(whole: FoundQuantity, parts: Sequence["Part"]) -> Decimal:
    """What one step of the last digit is worth, of the whole or of the part that was rounded most."""
    return max(map(_last_digit, (whole.value, *(part.value for part in parts))))


def _last_digit(value: Value) -> Decimal:
    exponent = Decimal(value).as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A piece of a list: a label with one or more numbers, each with its unit as printed (or none)."""

    label: str
    amounts: tuple[tuple[str, str], ...]


MOST_AMOUNTS: Final = 3


def read_pieces(text: str) -> list[ListedPart]:
    """The pieces of a list; nothing where the text is not wholly one, or is said not to be complete."""
    pieces: list[ListedPart] = []
    for piece in _COMMAS.split(text.strip(" .")):
        match = _PIECE.fullmatch(piece.strip())
        label = match["label"].strip(" -–~") if match else ""
        if not match or _is_no_part(label.replace(" ", "")):
            return []
        amount = (match["number"], match["unit"])
        if label:
            pieces.append(ListedPart(label, (amount,)))
        elif pieces and len(pieces[-1].amounts) < MOST_AMOUNTS:
            pieces[-1] = ListedPart(pieces[-1].label, (*pieces[-1].amounts, amount))
        else:
            return []
    return pieces


def _is_no_part(key: str) -> bool:
    """Whether a label says that its figure is no part: of a head and those beside it, of a list that is not complete."""
    said = not key[:1].isdigit() and any(word in key for word in NO_PART_WORDS)
    return said or key in NO_PART_LABELS or key.endswith(BESIDES)


def parts_in(pieces: Sequence[ListedPart], unit: str, factor: int) -> tuple[Part, ...]:
    """The parts in one unit, if every piece has one; a number without a unit is in the unit of the whole."""
    parts = []
    for piece in pieces:
        values = [value for number, printed in piece.amounts if (value := _in_unit(number, printed, unit, factor)) is not None]
        if len(values) != 1:
            return ()
        parts.append(Part(piece.label, values[0]))
    return tuple(parts) if len({part.label for part in parts}) == len(parts) else ()


def _in_unit(number: str, printed: str, unit: str, factor: int) -> Value | None:
    if not printed:
        scaled = find_quantities(number)  # `1조 228` of a whole in 억 leaves out the 억, and says what it is
        value = read_scaled(number)
        return scaled[0].value if scaled and scaled[0].unit == unit else None if value is None else value * factor
    found = find_quantities(number + printed)
    whole = len(found) == 1 and found[0].end == len(number + printed)
    return found[0].value if whole and (found[0].unit == unit or unit.replace(" ", "").startswith(found[0].unit)) else None


# --- findings -------------------------------------------------------------------------------------------------------------


def check_splits(passage: Passage) -> Iterator[Finding]:
    """Wholes in a passage whose parts do not add up."""
    for split in find_splits(passage.text):
        span = passage.span(split.start, split.end)
        if split.is_wrong:
            yield _finding(split, span, passage.span())
        elif split.slipped:
            yield _slip(split, *split.slipped, span)


def check_heading_splits(line: Line) -> Iterator[Finding]:
    """The same in a heading."""
    for split in find_splits(line.body):
        if split.is_wrong:
            yield _finding(split, line.span)


def check_nested(unit: TextUnit, children: Sequence[TextUnit]) -> Iterator[Finding]:
    """An item that states an amount, with the items right below it that say what it is made of."""
    wholes = _stated(unit.passage.text)
    if wholes and len(children) == 1:
        yield from _check_listed(unit, wholes, children[0])
    elif len(wholes) == 1 and 1 < len(children) <= MOST_ITEMS:
        yield from _check_items(unit, wholes[0], children)


MOST_ITEMS: Final = 20
"""A longer list below an amount is no split of it."""


def _check_items(unit: TextUnit, whole: FoundQuantity, children: Sequence[TextUnit]) -> Iterator[Finding]:
    """Items below that are one part each, all of them named differently."""
    stated = [_only(child.passage.text) for child in children]
    parts = [Part(name, quantity.value) for name, quantity in filter(None, stated) if quantity.unit == whole.unit]
    if len(parts) == len(children) and len({part.label for part in parts}) == len(parts):
        split = _nested(whole, tuple(parts), 0.05)
        if split.is_wrong:
            yield _finding(split, unit.passage.span(), *(child.passage.span() for child in children))


def _check_listed(unit: TextUnit, wholes: Sequence[FoundQuantity], child: TextUnit) -> Iterator[Finding]:
    """A single item below that lists all parts: `재원 : 국비 412,000천원, 시비 618,000천원`."""
    key, value = split_key(child.passage.text)
    pieces = read_pieces(value if key and value else child.passage.text)
    for whole in wholes if len(pieces) > 1 else ():
        if not _may_list(pieces, whole, alone=len(wholes) == 1):
            continue
        parts = parts_in(pieces, whole.unit, _factor(whole))
        split = _nested(whole, parts, 0.5 if _are_paid(parts) or len(parts) > 3 else 0.1)
        if len(parts) > 1 and split.is_wrong:
            yield _finding(split, unit.passage.span(), child.passage.span())


def _may_list(pieces: Sequence[ListedPart], whole: FoundQuantity, *, alone: bool) -> bool:
    """Whether pieces may be parts of a whole: one is in its unit, or none has a unit and it is the only whole."""
    printed = {unit for piece in pieces for _, unit in piece.amounts if unit}
    return any(_in_unit("1", word, whole.unit, 1) is not None for word in printed) or (alone and not printed)


def _nested(whole: FoundQuantity, parts: tuple[Part, ...], loose: float) -> Split:
    factor = _factor(whole)
    slack = Decimal(factor) / 2 * len(parts) if whole.unit in CONTINUOUS_UNITS or factor > 1 else Decimal(0)
    return Split(whole.start, whole.end, whole.printed.strip(), whole.value, slack, whole.unit, factor, parts, loose)


def _stated(text: str) -> list[FoundQuantity]:
    """The amounts right behind the colon of `자율항목 : 4,139건 389,446천원`, if they are all that it says."""
    key, value = split_key(text)
    if not key or not value:
        return []
    found = list(find_quantities(value))
    rest = value
    for quantity in reversed(found):
        rest = rest[: quantity.start] + rest[quantity.end :]
    return found if not rest.strip(" ,/총계약연()") else []


def _only(text: str) -> tuple[str, FoundQuantity] | None:
    """The name and the one amount of `휴양소 구입 : 150,000천원`."""
    key, value = split_key(text)
    found = find_quantities(value) if key and value else ()
    if not key or not value or len(found) != 1 or key.strip() in TOTAL_WORDS:
        return None
    around = value[: found[0].start] + value[found[0].end :]
    return None if around.strip() else (key.replace(" ", ""), found[0])


def _finding(split: Split, span: Span, *related: Span) -> Finding:
    expected = _shown(split)
    message = f"{with_ro(split.printed)} 인쇄되었으나, 그 내역 {len(split.parts)}개를 더하면 {expected}입니다."
    return Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, span, split.printed, expected, tuple(dict.fromkeys(related)))


def _slip(split: Split, part: Part, meant: Value, span: Span) -> Finding:
    printed, expected = _as_whole(split, part.value), _as_whole(split, meant)
    message = f"'{part.label}'이(가) {with_ro(printed)} 인쇄되었으나, 전체({split.printed})에서 다른 내역을 빼면 {expected}입니다."
    return Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, span, printed, expected, (span,))


def _shown(split: Split) -> str:
    """The sum as the whole is printed."""
    return _as_whole(split, split.sum)


def _as_whole(split: Split, value: Value) -> str:
    if split.unit != WON:
        return f"{value:,f}{split.unit}"
    unit = next((unit for unit in _LONGEST_FIRST if split.printed.replace(" ", "").endswith(unit)), WON)
    amount = (Decimal(value) / WON_UNITS[unit]).normalize()
    return f"{amount:,f}{unit}"


_LONGEST_FIRST: Final = sorted(WON_UNITS, key=len, reverse=True)
