"""How much something grew or fell, in sentences: against what, by how many percent, to what.

How it looks: `2019년(40건) 대비 35% 증가한 54건`, `전년대비(400건) 20% 감소한 320건`, `올해의 8만2천원보다 15.0%가 늘어난 9만4,300원`,
`120억원으로 올해 96억원보다 25.0% … 각각 증가`, `4조 1,679억원(본예산 3조 8,123억원 대비 9.3% 증가)`, `1,200→1,500건 / 25%↑`.

The earlier figure stands right before the word against which it is compared, or in a bracket right behind it. What it has
become stands behind a verb that ends in -ㄴ (`증가한 54건`), else before it (`54건으로`); both are counted alike.
"""

import re
from collections.abc import Iterator
from typing import Final

from app.models.finding import Finding
from app.parsers.checks.claims import Amounts, Claim, tell
from app.parsers.evidence.arithmetic import Kind, judge
from app.parsers.labels import AGAINST, BECAME, BEFORE_VERB, CHANGED, EACH, FALLS, RISES, ROUGHLY, SENTENCE_END, WITH_ITS_DEED
from app.parsers.outline.passages import Passage
from app.parsers.values.figures import Figure, percent
from app.parsers.values.tokens import Number

_BEHIND: Final = re.compile(rf"[)\]]?\s?{AGAINST}\s?{ROUGHLY}")
_LED: Final = re.compile(rf"{AGAINST}\s?\($")
_CLOSED: Final = re.compile(rf"\)\s?{ROUGHLY}")
_CHANGED: Final = re.compile(BEFORE_VERB + CHANGED)
_SAYS: Final = re.compile(rf"{BEFORE_VERB}(?P<way>{'|'.join((*RISES, *FALLS))})")
_EACH: Final = re.compile(rf"{EACH}\s?(?P<way>{'|'.join((*RISES, *FALLS))})")
_BECAME: Final = re.compile(rf"{WITH_ITS_DEED}\S{{0,6}}{BECAME}|\s?\(")
_SENTENCE: Final = re.compile(SENTENCE_END)
_REACH: Final = 60
"""Letters between what has changed and that against which it has."""
_LONGEST_SENTENCE: Final = 240
_COURSE: Final = re.compile(r"\s?(?:→|->)\s?")


def check_growth(passage: Passage) -> Iterator[Finding]:
    """Changes in a passage that their amounts contradict."""
    if "%" not in passage.text:
        return
    amounts = Amounts.of(passage.text)
    yield from tell((claim for rate in amounts.rates for claim in _claims(amounts, rate)), passage)


def _claims(amounts: Amounts, rate: Number) -> Iterator[Claim]:
    way = _way(amounts.text, rate)
    earlier = _earlier(amounts, rate) if way else None
    if way is None or earlier is None:
        yield from _of_course(amounts, rate)
        return
    changed = _CHANGED.match(amounts.text, rate.end)
    now = _behind(amounts, changed.end()) if changed else None
    if now and _is_share(amounts, now, earlier, rate):
        return  # `20% 늘어난 2억원이 증액`: what was added stands behind the verb
    now = now if now and _is_result(amounts, now, earlier, way) else None
    certain = now is not None
    now = now or _before(amounts, earlier)
    if now and now.unit == earlier.unit:
        figures = _rate(amounts.text, rate, way), amounts.figure(now), amounts.figure(earlier)
        yield Claim(Kind.GROWTH, *figures, min(now.start, earlier.start), rate.end, certain=certain)


def _way(text: str, rate: Number) -> str | None:
    """The word that says whether it rose or fell: right behind the rate, or at the end of a sentence that has 각각."""
    said = _SAYS.match(text, rate.end)
    if said:
        return said["way"]
    if not text.startswith(",", rate.end):
        return None
    end = _SENTENCE.search(text, rate.end, rate.end + _LONGEST_SENTENCE)
    each = _EACH.search(text, rate.end, end.start() if end else rate.end + _LONGEST_SENTENCE)
    return each["way"] if each else None


def _rate(text: str, rate: Number, way: str) -> Figure:
    return percent(text[rate.first : rate.last], falls=way in FALLS or rate.sign in ("△", "-"))


def _earlier(amounts: Amounts, rate: Number) -> Number | None:
    """What the rate is against."""
    found = amounts.before(rate.start)
    if found is None:
        return None
    between = amounts.text[found.end : rate.start]
    if _BEHIND.fullmatch(between):
        return found
    led = _LED.search(amounts.text[max(0, found.start - 8) : found.start])
    return found if led and _CLOSED.fullmatch(between) else None


def _is_share(amounts: Amounts, now: Number, earlier: Number, rate: Number) -> bool:
    verdict = judge(Kind.RATE, percent(amounts.text[rate.first : rate.last]), [(amounts.figure(now), 1), (amounts.figure(earlier), 1)])
    return verdict is not None and (not verdict.off or verdict.cut)


def _is_result(amounts: Amounts, now: Number, earlier: Number, way: str) -> bool:
    """Whether a figure is what has become of the earlier one: more where it is said to have risen, less where it fell."""
    return (amounts.figure(now).value >= amounts.figure(earlier).value) == (way not in FALLS)


def _behind(amounts: Amounts, at: int) -> Number | None:
    """What has become of it, right behind the verb."""
    found = amounts.after(at)
    between = amounts.text[at : found.start] if found else ""
    return found if found and len(between) <= _REACH // 4 and not _SENTENCE.search(between) and "," not in between else None


def _before(amounts: Amounts, earlier: Number) -> Number | None:
    """What has become of it, before that against which it is compared: `54건으로`, or before a bracket that holds the rest."""
    found = amounts.before(earlier.start)
    if found is None or earlier.start - found.end > _REACH:
        return None
    between = amounts.text[found.end : earlier.start]
    return found if _BECAME.match(between) and not _SENTENCE.search(between) else None


def _of_course(amounts: Amounts, rate: Number) -> Iterator[Claim]:
    """`1,200→1,500건 / 전월比 25%↑`, `36건 → 54건(+50%)`: a course of two figures and how far it went."""
    said = _SAYS.match(amounts.text, rate.end)
    after = amounts.before(rate.start)
    if after is None or rate.start - after.end > _REACH // 4 or (not said and not rate.sign):
        return
    before = amounts.any_before(after.start)
    if before is None or before.value is None or before.unit not in (None, after.unit) or not _is_course(amounts, before, after, rate):
        return
    earlier = amounts.figure(before._replace(unit=after.unit, value=before.value * after.factor if before.unit is None else before.value))
    yield Claim(Kind.GROWTH, _rate(amounts.text, rate, said["way"] if said else ""), amounts.figure(after), earlier, after.start, rate.end)


def _is_course(amounts: Amounts, before: Number, after: Number, rate: Number) -> bool:
    """Whether an arrow leads from one to the other, none to the first, and none on to the rate."""
    text = amounts.text
    led = text[: before.start].rstrip().endswith("→")
    return bool(_COURSE.fullmatch(text[before.end : after.start])) and not led and "→" not in text[after.end : rate.start]
