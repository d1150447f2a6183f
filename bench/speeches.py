"""Speeches: figures told in sentences, as a mayor tells a council of the budget; what is read of them against what they say.

    python -m bench.speeches                 # 400 sentences of each form
    python -m bench.speeches --misses 5      # what was missed or is served otherwise than it was said

A figure is right if it is served with its value and unit under words that hold all that the sentence calls it, and `wrong` if it
is served under others; what is not served is missed. Speeches have a day, so that 올해 and 지난해 are years.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from app.models.facts import Indicator
from app.models.names import name_key
from app.parsers.pipeline import parse_report
from bench.words import Words

HUNDRED_MILLION: Final = 100_000_000
MILLION: Final = 1_000_000
_HEAD: Final = "2031년도 예산안 제출에 즈음한 시정연설\n\n2030. 11. 21.\n\n존경하는 시의회 의장님과 의원 여러분\n\n"
_ACCOUNTS: Final = ("일반회계", "특별회계", "기금", "공기업특별회계")
_TAXES: Final = ("지방세수입", "세외수입", "지방교부세", "조정교부금", "보조금", "순세계잉여금")
_FIELDS: Final = ("사회복지", "보건", "농림", "문화관광", "교통물류", "환경보호", "교육", "산업경제")
_PEOPLE: Final = ("어르신", "청소년", "소상공인", "다문화가정", "신혼부부", "귀농인")
_THINGS: Final = (("경로당", "개소"), ("공영주차장", "면"), ("전기버스", "대"), ("가로등", "개"), ("쉼터", "곳"), ("산책로", "㎞"))


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that a sentence states: the words that call it so, all of them needed."""

    words: tuple[str, ...]
    value: int | Decimal
    unit: str


@dataclass(slots=True)
class Score:
    """What was read of one form of sentence."""

    said: int = 0
    right: int = 0
    served: int = 0
    misses: tuple[str, ...] = ()


Sentence = tuple[str, tuple[Said, ...]]


def _won(random: Random, unit: int = HUNDRED_MILLION) -> tuple[str, int]:
    amount = random.randint(12, 9_800)
    return f"{amount:,}{'억원' if unit == HUNDRED_MILLION else '백만원'}", amount * unit


def _percent(random: Random) -> tuple[str, Decimal]:
    value = Decimal(random.randint(1, 399)) / 10
    return f"{value}%", value


def _growth(random: Random) -> Sentence:
    account = random.choice(_ACCOUNTS)
    (now, amount), (before, prior), (rise, change), (rate, percent) = _won(random), _won(random), _won(random), _percent(random)
    return (
        f"내년도 {account} 예산은 {now}으로 올해 {before}보다 {rise}, {rate} 증가하였습니다.",
        (
            Said((account,), amount, "원"),
            Said((account,), prior, "원"),
            Said((account, "증가"), change, "원"),
            Said((account, "증가"), percent, "%"),
        ),
    )


def _parts(random: Random) -> Sentence:
    one, two, three = random.sample(_TAXES, 3)
    (first, a), (second, b), (third, c), (whole, total) = (_won(random) for _ in range(4))
    return (
        f"세입은 {one} {first}, {two} {second}, {three} {third} 등 총 {whole}입니다.",
        (Said((one,), a, "원"), Said((two,), b, "원"), Said((three,), c, "원"), Said(("세입",), total, "원")),
    )


def _spent(random: Random) -> Sentence:
    programme = Words(random).project()
    (budget, a), (spent, b), (rate, percent) = _won(random), _won(random), _percent(random)
    return (
        f"{programme} 사업은 예산 {budget} 중 {spent}을 집행하여 집행률은 {rate}입니다.",
        (Said((programme,), a, "원"), Said((programme, "집행"), b, "원"), Said(("집행률",), percent, "%")),
    )


def _given(random: Random) -> Sentence:
    field = random.choice(_FIELDS)
    (amount, a), (rate, percent) = _won(random), _percent(random)
    return (
        f"{field} 분야에는 전체 예산의 {rate}인 {amount}을 배분하였습니다.",
        (Said((field,), percent, "%"), Said((field,), a, "원")),
    )


def _projects(random: Random) -> Sentence:
    one, two = Words(random).project(), Words(random).project()
    (first, a), (second, b) = _won(random), _won(random, MILLION)
    return f"{one}에 {first}, {two}에 {second}을 편성하였습니다.", (Said((one,), a, "원"), Said((two,), b, "원"))


def _people(random: Random) -> Sentence:
    people = random.choice(_PEOPLE)
    before, after = sorted(random.sample(range(120, 9_000), 2))
    rise = after - before
    return (
        f"{people} 이용자는 {before:,}명에서 {after:,}명으로 {rise:,}명 늘었습니다.",
        (Said((people,), before, "명"), Said((people,), after, "명"), Said((people,), rise, "명")),
    )


def _things(random: Random) -> Sentence:
    (one, first), (two, second) = random.sample(_THINGS, 2)
    a, b = random.randint(2, 95), random.randint(102, 990)
    return f"{one} {a}{first} 정비를 마치고, {two} {b}{second}를 새로 마련하겠습니다.", (Said((one,), a, first), Said((two,), b, second))


def _change(random: Random) -> Sentence:
    tax = random.choice(_TAXES)
    (rate, percent), (amount, a) = _percent(random), _won(random)
    return (
        f"{tax}{'는' if tax[-1] in '세자' else '은'} 전년 대비 {rate} 감소한 {amount}으로 추계하였습니다.",
        (Said((tax, "감소"), percent, "%"), Said((tax,), a, "원")),
    )


def _less(random: Random) -> Sentence:
    account = random.choice(_ACCOUNTS)
    (fall, change), (now, amount) = _won(random), _won(random)
    return f"{account}{'은' if account == '기금' else '는'} 지난해보다 {fall}이 줄어든 {now}입니다.", (
        Said((account,), change, "원"),
        Said((account,), amount, "원"),
    )


def _payers(random: Random) -> Sentence:
    project = Words(random).project()
    (first, a), (second, b), (whole, total) = _won(random), _won(random), _won(random)
    return (
        f"국비 {first}과 시비 {second} 등 총 {whole}을 들여 {project} 사업을 추진하겠습니다.",
        (Said(("국비",), a, "원"), Said(("시비",), b, "원"), Said((project,), total, "원")),
    )


def _reflected(random: Random) -> Sentence:
    project = Words(random).project()
    (whole, total), (now, amount) = _won(random), _won(random)
    return (
        f"{project}에는 총사업비 {whole} 가운데 내년에 {now}을 반영하였습니다.",
        (Said((project,), total, "원"), Said((project,), amount, "원")),
    )


def _each(random: Random) -> Sentence:
    one, two = random.sample(_FIELDS, 2)
    (first, a), (second, b) = _won(random), _won(random)
    return f"{one}와 {two}에 각각 {first}과 {second}을 투입하겠습니다.", (Said((one,), a, "원"), Said((two,), b, "원"))


def _ratio(random: Random) -> Sentence:
    (now, a), (before, b), (rise, c) = (_percent(random) for _ in range(3))
    return (
        f"재정자립도는 {now}로 지난해 {before}보다 {rise}p 높아졌습니다.",
        (Said(("재정자립도",), a, "%"), Said(("재정자립도",), b, "%"), Said(("재정자립도",), c, "%p")),
    )


def _ranked(random: Random) -> Sentence:
    one, two = random.sample(_FIELDS, 2)
    (first, a), (second, b), (rate, p), (other, q) = _won(random), _won(random), _percent(random), _percent(random)
    return (
        f"분야별로는 {one} {first}({rate}), {two} {second}({other}) 순입니다.",
        (Said((one,), a, "원"), Said((one,), p, "%"), Said((two,), b, "원"), Said((two,), q, "%")),
    )


def _done(random: Random) -> Sentence:
    people = random.choice(_PEOPLE)
    jobs, served = random.randint(120, 900), random.randint(1_200, 9_000)
    return (
        f"일자리 {jobs}개를 만들고 {people} {served:,}명을 지원하였습니다.",
        (Said(("일자리",), jobs, "개"), Said((people,), served, "명")),
    )


def _sized(random: Random) -> Sentence:
    project = Words(random).project()
    amount, a = _won(random)
    return f"{amount} 규모의 {project} 사업을 시작합니다.", (Said((project,), a, "원"),)


FORMS: Final[dict[str, Callable[[Random], Sentence]]] = {
    "growth": _growth,
    "parts": _parts,
    "spent": _spent,
    "given": _given,
    "projects": _projects,
    "people": _people,
    "things": _things,
    "change": _change,
    "less": _less,
    "payers": _payers,
    "reflected": _reflected,
    "each": _each,
    "ratio": _ratio,
    "ranked": _ranked,
    "done": _done,
    "sized": _sized,
}


def measure(form: str, sentences: int, seed: int = 1) -> Score:
    """Each sentence of a form read by itself, in a speech of its own."""
    random, score = Random(seed), Score()
    for _ in range(sentences):
        text, said = FORMS[form](random)
        facts = [fact for fact in parse_report(f"{_HEAD}{text}\n").facts if isinstance(fact, Indicator)]
        right = [one for one in said if any(_says(fact, one) for fact in facts)]
        score.said += len(said)
        score.right += len(right)
        score.served += len(facts)
        missed = [one for one in said if one not in right]
        told = [(fact.name, dict(fact.dimensions), fact.value, fact.unit) for fact in facts]
        if missed:
            score.misses += (f"{text}\n    missed {missed}\n    served {told}",)
    return score


def _says(fact: Indicator, said: Said) -> bool:
    words = name_key(" ".join((fact.name, fact.subject or "", *fact.dimensions.values())))
    return fact.value == said.value and fact.unit == said.unit and all(name_key(word) in words for word in said.words)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--misses", type=int, default=0)
    chosen = parser.parse_args(arguments)
    for form in FORMS:
        score = measure(form, chosen.sentences)
        wrong = score.served - score.right
        print(f"{form:10s} recall {score.right / score.said:.4f} ({score.right}/{score.said})  served otherwise {wrong}")
        for miss in score.misses[: chosen.misses]:
            print(f"  {miss}")


if __name__ == "__main__":
    main()
