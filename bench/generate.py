"""Writes whole reports with random structure and a truth that is known.

A seed decides everything: who reports, which chapters, how many departments, projects and rows, every name and amount,
which figures are misprinted, and (with the layout) how it is printed. The same seed in another layout says the same.

    python -m bench.generate --seed 7 --layout space            # the report
    python -m bench.generate --seed 7 --layout space --truth    # what it says, as JSON
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from random import Random

from bench.content import assets, audit, measures, money, people, work
from bench.content.context import Context
from bench.document import LAYOUTS, Contents, Cover, Document, Draft, Layout, PageEnd, Truth
from bench.layouts import Printed, print_document
from bench.words import GOVERNMENTS, Words

_KINDS = ("주요업무보고", "주요업무 추진실적", "주요업무계획", "주요업무추진현황")


_GENERAL = "일반현황"
_DETAILS = "세입·세출예산 세부현황"


@dataclass(frozen=True, slots=True)
class Budget:
    """A bureau's money, shown twice: in short among the general figures, in full in a chapter of its own."""

    revenue: money.Entry
    expenditure: money.Entry


@dataclass(frozen=True, slots=True)
class Generated:
    """A printed report and what it says."""

    printed: Printed
    truth: Truth


def generate_report(seed: int, layout: Layout) -> Generated:
    """The report of a seed, in a layout."""
    document = write_document(seed)
    return Generated(print_document(document, layout, Random(f"{layout} {seed}")), document.truth)


def write_document(seed: int) -> Document:
    """The report of a seed, before it is laid out."""
    random = Random(seed)
    words, draft = Words(random), Draft()
    year, government, is_bureau = random.randint(2008, 2026), random.choice(GOVERNMENTS), random.random() < 0.4
    as_of = f"{year}-{random.randint(1, 12):02}-{random.choice((28, 15))}"
    bureau, department = (words.bureau(), None) if is_bureau else (None, words.department())
    context = Context(random, words, draft, government, bureau, department, year, as_of)
    kind, month = random.choice(_KINDS), random.randint(1, 12)
    departments = tuple(words.department() for _ in range(random.randint(2, 6))) if is_bureau else (department or "",)
    chapters = _chapters(context, departments)
    cover = (f"{year}년도", kind, f"{year}. {month}.", government, bureau or department or "")
    draft.blocks.append(Cover(cover))
    draft.titles |= set(cover)
    if random.random() < 0.6:
        draft.blocks.append(Contents(tuple(title for title, _ in chapters)))
    for number, (title, write) in enumerate(chapters):
        draft.heading(1, title, None, str(number + 1))
        write()
        draft.blocks.append(PageEnd(number * 3 + 3))
    meta = {
        "government": government,
        "bureau": bureau,
        "department": department,
        "fiscal_year": year,
        "issued": f"{year}-{month:02}",
        "kind": kind,
    }
    truth = Truth(meta, tuple(draft.facts), tuple(draft.sections), frozenset(draft.titles), tuple(draft.misprints))
    return Document(tuple(draft.blocks), truth)


def _chapters(context: Context, departments: tuple[str, ...]) -> list[tuple[str, Callable[[], None]]]:
    """Titles of the chapters and who writes them, in order."""
    works = context.random.choice(("주요업무 추진실적", "주요업무 추진계획", "주요업무 현황"))
    chapters: list[tuple[str, Callable[[], None]]] = []
    if context.bureau:
        budget = Budget(money.build_revenue(context), money.build_expenditure(context, departments))
        chapters.append((_GENERAL, lambda: _write_bureau(context, departments, budget)))
        chapters.append((works, lambda: _write_works(context, works)))
        chapters.append((_DETAILS, lambda: _write_details(context, budget)))
    else:
        chapters.append((_GENERAL, lambda: _write_department(context)))
        chapters.append((works, lambda: _write_works(context, works)))
    if context.chance(0.5):
        answers = f"{context.year - 1}년도 행정사무감사 처리결과"
        chapters.append((answers, lambda: audit.write_audit(context, answers, departments)))
    return chapters


def _write_bureau(context: Context, departments: tuple[str, ...], budget: Budget) -> None:
    people.write_departments(context, departments)
    summary = money.build_summary(budget.expenditure)
    money.write_comparison(context, money.prune(budget.revenue, 2), "세입 총괄", _GENERAL)
    money.write_comparison(context, summary, "세출 총괄", _GENERAL)
    if context.chance(0.4):
        people.write_conditions(context)


def _write_department(context: Context) -> None:
    people.write_teams(context)
    people.write_headcount(context)
    if context.chance(0.6):
        assets.write_facilities(context)
    if context.chance(0.6):
        assets.write_vehicles(context)
    money.write_execution(context, "예산현황", _GENERAL, "expenditure")
    if context.chance(0.4):
        money.write_execution(context, "세입현황", _GENERAL, "revenue")
    if context.chance(0.4):
        people.write_conditions(context)


def _write_works(context: Context, chapter: str) -> None:
    for number in range(1, context.random.randint(2, 7)):
        title = work.write_project(context, chapter, number)
        for write in context.random.sample(measures.WRITERS, context.random.choice((0, 1, 1, 2))):
            write(context, title)


def _write_details(context: Context, budget: Budget) -> None:
    money.write_comparison(context, budget.revenue, "세입예산", _DETAILS)
    money.write_comparison(context, budget.expenditure, "세출예산", _DETAILS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=LAYOUTS, default="tab")
    parser.add_argument("--truth", action="store_true", help="print what the report says, not the report")
    chosen = parser.parse_args()
    made = generate_report(chosen.seed, chosen.layout)
    sys.stdout.write(
        json.dumps(asdict(made.truth), ensure_ascii=False, indent=1, default=sorted) + "\n" if chosen.truth else made.printed.text
    )


if __name__ == "__main__":
    main()
