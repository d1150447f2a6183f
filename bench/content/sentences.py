"""Items of running text with the figures that they state, and some that look like figures but are none.

A sentence is a pair: its text, and its figures as (name, value, unit, extra fields). Dates, times, ages, grades, floors,
articles and periods of stay are printed too; a reader takes none of them for a measured figure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.content.context import Context


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure. `when`: the day of what it counts, where the sentence says it."""

    name: str
    value: float
    unit: str
    step: int | None = None
    bound: str | None = None
    year: int | None = None
    optional: bool = False
    when: str | None = None


Sentence = tuple[str, tuple[Figure, ...]]


def _two_counts(context: Context) -> Sentence:
    name, times, people = context.words.measured(), context.random.randint(2, 99), context.random.randint(10, 9_999)
    return f"{name} : {times}회 {people:,}명", (Figure(name, times, "회"), Figure(name, people, "명"))


def _split(context: Context) -> Sentence:
    name = context.words.measured()
    first, second = context.random.randint(5, 900), context.random.randint(5, 900)
    text = f"{name} : 총 {first + second:,}명(남 {first}명, 여 {second}명)"
    return text, (Figure(name, first + second, "명"), Figure(name, first, "명"), Figure(name, second, "명"))


def _course(context: Context) -> Sentence:
    name, unit = context.words.measured(), context.random.choice(("건", "명", "개소", "대"))
    first, second = context.random.randint(10, 9_000), context.random.randint(10, 9_000)
    return f"{name} : {first:,}{unit} → {second:,}{unit}", (Figure(name, first, unit, step=1), Figure(name, second, unit, step=2))


def _years(context: Context) -> Sentence:
    name, year = context.words.measured(), context.year
    first, second = context.random.randint(10, 90_000), context.random.randint(10, 90_000)
    text = f"{name} : {year - 2}년 {first:,}건 → {year - 1}년 {second:,}건"
    return text, (Figure(name, first, "건", step=1, year=year - 2), Figure(name, second, "건", step=2, year=year - 1))


def _rate(context: Context) -> Sentence:
    name, rate = context.words.thing() + "률", context.random.randint(100, 999) / 10
    return f"{name} : {rate}%", (Figure(name, rate, "%"),)


def _range(context: Context) -> Sentence:
    name, least = context.words.measured(), context.random.randint(10, 900)
    most = least + context.random.randint(5, 300)
    return f"{name} : 1일 {least}명 ~ {most:,}명", (Figure(name, least, "명", bound="min"), Figure(name, most, "명", bound="max"))


def _places_and_money(context: Context) -> Sentence:
    name, places, amount = context.words.done(), context.random.randint(2, 400), context.random.randint(100, 999_999)
    return f"{name} : {places}개소, {amount:,}천원", (Figure(name, places, "개소"), Figure(name, amount * 1000, "원"))


def _large_money(context: Context) -> Sentence:
    name, hundreds, rest = context.words.done(), context.random.randint(2, 900), context.random.randint(1, 9_999)
    return f"{name} : {hundreds}억 {rest:,}만원 집행", (Figure(name, hundreds * 10**8 + rest * 10**4, "원"),)


def _millions(context: Context) -> Sentence:
    name, amount = context.words.done(), context.random.randint(3, 9_000)
    return f"{name} : {amount:,}백만원", (Figure(name, amount * 10**6, "원"),)


def _thousands(context: Context) -> Sentence:
    name, tens, rest = context.words.measured(), context.random.randint(1, 90), context.random.randint(1, 9)
    return f"{name} : {tens}만 {rest}천 명", (Figure(name, tens * 10_000 + rest * 1_000, "명"),)


def _bracketed(context: Context) -> Sentence:
    name, parts = context.words.done(), [context.words.thing() for _ in range(3)]
    counts = [context.random.randint(1, 60) for _ in parts]
    inner = ", ".join(f"{part} {count}" for part, count in zip(parts, counts, strict=True))
    whole = Figure(name, sum(counts), "개")
    return f"{name} : {sum(counts)}개({inner})", (whole, *(Figure(part, count, "개") for part, count in zip(parts, counts, strict=True)))


def _dated(context: Context) -> Sentence:
    name, month, people = context.words.step(), context.random.randint(1, 12), context.random.randint(3, 800)
    day = f"{context.year}. {month}. {context.random.randint(1, 28)}."
    return f"{name}({day}) : {people}명 참여", (Figure(name, people, "명", when=day),)


def _plain(context: Context) -> Sentence:
    return f"{context.words.done()} 방안을 주민과 함께 마련", ()


def _article(context: Context) -> Sentence:
    return f"근거 : {context.government} {context.words.thing()} 조례 제{context.random.randint(2, 40)}조", ()


def _ages(context: Context) -> Sentence:
    return f"대상 : {context.random.choice((18, 60, 65))}세 이상 주민, {context.random.choice((6, 7))}급 이하 직원", ()


def _hours(context: Context) -> Sentence:
    return f"{context.words.done()} 시간 : 평일 09:00 ~ 18:00", ()


SENTENCES: Final[tuple[Callable[[Context], Sentence], ...]] = (
    _two_counts,
    _split,
    _course,
    _years,
    _rate,
    _range,
    _places_and_money,
    _large_money,
    _millions,
    _thousands,
    _bracketed,
    _dated,
    _plain,
    _article,
    _ages,
    _hours,
)
