"""Shares in running text, against the amounts that stand beside them.

How they look: a share with its whole (`690명(총인원 1,306명/52.8%)`, `78% (대상 95건, 심사 74건)`, `5,000만원의 98.0%인 4,900만원`,
`20억원 중 18억원을 집행하여 집행률은 90%`), and several shares of one whole (`대상자 26,389명 / 동의자: 20,350명(77%)→21,910명(83%)`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from app.models.finding import Finding, FindingCode
from app.parsers.checks.claims import Amounts, Claim, tell
from app.parsers.evidence.arithmetic import Kind, judge
from app.parsers.labels import (
    BEING,
    CASE_PARTICLES,
    CHANGES,
    OF_WHICH,
    PERCENT_ENDINGS,
    RATE_NAME,
    RATIO_ENDING,
    ROUGHLY,
    SENTENCE_END,
    SHARE_OF,
    TOPIC,
)
from app.parsers.outline.passages import Passage
from app.parsers.values.figures import percent
from app.parsers.values.tokens import Number

_SHARE: Final = re.compile(r"\((?P<inner>[^()]*?)[\s,/:](?P<rate>\d[\d,]{0,12}(?:\.\d{1,4})?)\s?%\)")
_BEHIND: Final = re.compile(r"\s?\(\s?(?P<rate>\d{1,9}(?:\.\d{1,4})?)\s?%\s?\)")
_CHANGED: Final = re.compile(rf"(?:{'|'.join(CASE_PARTICLES)})?\s?(?:{'|'.join(CHANGES)})")
_OF_TWO: Final = re.compile(r"(?P<rate>\d{1,9}(?:\.\d{1,4})?)\s?%\s?\((?P<inner>[^()%]*)\)")
_OF: Final = re.compile(SHARE_OF)
_BEING: Final = re.compile(BEING)
_OF_WHICH: Final = re.compile(OF_WHICH)
_SENTENCE: Final = re.compile(SENTENCE_END)
_NAMED_RATE: Final = re.compile(rf"(?P<name>{RATE_NAME}){TOPIC}\s?:?\s?{ROUGHLY}$")
LONGEST_SENTENCE: Final = 160
LONGEST_BRACKET: Final = 200
MOST_SHARES: Final = 12


def check_shares(passage: Passage) -> Iterator[Finding]:
    """Shares in a passage that their amounts contradict."""
    text = passage.text
    if "%" in text:
        amounts = Amounts.of(text)
        yield from tell((*_shares(text, amounts), *_several(text, amounts), *_told(amounts), *_of_which(amounts)), passage)


def _shares(text: str, amounts: Amounts) -> Iterator[Claim]:
    yield from _of_one(text, amounts)
    yield from _of_two(text, amounts)


def _of_one(text: str, amounts: Amounts) -> Iterator[Claim]:
    """`690명(총인원 1,306명/52.8%)`: the part stands before the bracket, its whole in it."""
    for match in _SHARE.finditer(text):
        part = amounts.before(match.start())
        if part is None or match.start() - part.end > 1:
            continue
        inner = [number for number in amounts.within(match.start(), match.end()) if number.unit == part.unit]
        if len(inner) == 1 and inner[0].value:
            yield Claim(Kind.RATE, percent(match["rate"]), amounts.figure(part), amounts.figure(inner[0]), match.start(), match.end())


def _of_two(text: str, amounts: Amounts) -> Iterator[Claim]:
    """`78% (대상 95건, 심사 74건)`: part and whole stand in the bracket, the smaller is the part."""
    for match in _OF_TWO.finditer(text):
        inner = list(amounts.within(*match.span("inner")))
        if len(inner) == 2 and inner[0].unit == inner[1].unit and inner[0].value != inner[1].value:
            small, large = sorted(inner, key=lambda number: Decimal(number.value or 0))
            named = _names_part(text[max(0, match.start() - LONGEST_BRACKET) : match.start()], match["inner"])
            yield Claim(Kind.RATE, percent(match["rate"]), amounts.figure(small), amounts.figure(large), match.start(), match.end(), named)


def _names_part(before: str, inner: str) -> bool:
    """Whether what a rate is called stands in its bracket: `심사 비율 : 78% (대상 95건, 심사 74건)`."""
    name = before.rpartition(":")[0].replace(" ", "")
    stem = next((name.removesuffix(ending) for ending in PERCENT_ENDINGS if name.endswith(ending)), "").removesuffix(RATIO_ENDING)
    return len(stem) > 1 and stem in inner.replace(" ", "")


def _several(text: str, amounts: Amounts) -> Iterator[Claim]:
    """Shares of one whole that stands before them: if one of them agrees with it, all of its sentence are meant."""
    shares = _shares_behind(text, amounts)
    if not 1 < len(shares) <= MOST_SHARES:
        return
    first = shares[0][0]
    wholes = [number for number in amounts.within(0, first.start) if number.unit == first.unit and number.value]
    for whole in wholes[-MOST_SHARES:]:
        claims = _of_whole(amounts, shares, whole)
        agreeing = [claim for claim in claims if _agrees(claim)]
        if len(agreeing) > len(claims) - 2:
            yield from (
                claim for claim in claims if claim not in agreeing and any(_told_together(text, claim, other) for other in agreeing)
            )
            return


def _told_together(text: str, one: Claim, other: Claim) -> bool:
    """Whether two shares stand in one sentence."""
    first, last = sorted((one, other), key=lambda claim: claim.start)
    return _SENTENCE.search(text, first.end, last.start) is None


def _shares_behind(text: str, amounts: Amounts) -> list[tuple[Number, re.Match[str]]]:
    """Each amount with the share right behind it: `20,350명(77%)`; none where they are of several units."""
    # `3억원(39%) 많은`: how far something was left is no share of it.
    found = (match for match in _BEHIND.finditer(text) if not _CHANGED.match(text, match.end()))
    behind = ((amounts.before(match.start()), match) for match in found)
    shares = [(part, match) for part, match in behind if part and part.end == match.start()]
    return shares if len({part.unit for part, _ in shares}) == 1 else []


def _of_whole(amounts: Amounts, shares: Sequence[tuple[Number, re.Match[str]]], whole: Number) -> list[Claim]:
    """The shares, each as one of a certain whole."""
    return [
        Claim(Kind.RATE, percent(match["rate"]), amounts.figure(part), amounts.figure(whole), part.start, match.end(), True)
        for part, match in shares
    ]


def _agrees(claim: Claim) -> bool:
    verdict = judge(claim.kind, claim.rate, [(claim.part, 1), (claim.whole, 1)])
    return verdict is not None and (not verdict.off or bool(verdict.cut))


# --- sentences ------------------------------------------------------------------------------------------------------------


def _told(amounts: Amounts) -> Iterator[Claim]:
    """`5,000만원의 98.0%인 4,900만원`: the words leave no doubt."""
    for rate in amounts.rates:
        whole, being = amounts.before(rate.start), _BEING.match(amounts.text, rate.end)
        part = amounts.after(being.end()) if being else None
        if whole and being and part and part.start == being.end() and part.unit == whole.unit and _stands_before(amounts, whole, rate):
            yield _claim(amounts, rate, part, whole, certain=True)


def _stands_before(amounts: Amounts, whole: Number, rate: Number) -> bool:
    return bool(_OF.fullmatch(amounts.text[whole.end : rate.start]))


def _of_which(amounts: Amounts) -> Iterator[Claim]:
    """`20억원 중 18억원을 집행하고 … 집행률은 90%`: a rate named after what became of a part of a whole."""
    text = amounts.text
    for rate in amounts.rates:
        named = _NAMED_RATE.search(text[max(0, rate.start - LONGEST_BRACKET // 10) : rate.start])
        begun = max((found.end() for found in _SENTENCE.finditer(text, max(0, rate.start - LONGEST_SENTENCE), rate.start)), default=0)
        before = amounts.within(max(begun, rate.start - LONGEST_SENTENCE), rate.start) if named else ()
        for whole, part in pairwise(before):
            stem = named["name"][:-1] if named else ""
            led = _OF_WHICH.fullmatch(text[whole.end : part.start])
            if led and whole.unit == part.unit and stem in text[part.end : part.end + LONGEST_BRACKET // 10].replace(" ", ""):
                yield replace(_claim(amounts, rate, part, whole, certain=False), code=FindingCode.RATE_MISMATCH)


def _claim(amounts: Amounts, rate: Number, part: Number, whole: Number, *, certain: bool) -> Claim:
    printed = percent(amounts.text[rate.first : rate.last])
    return Claim(Kind.RATE, printed, amounts.figure(part), amounts.figure(whole), part.start, rate.end, certain=certain)
