"""Budget tables: flat ones with execution, and trees of departments, policies, units and projects with last year beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from bench.content.context import Context, grouped
from bench.document import Grid, GridRow, Misprint, Note

FACTORS = {"원": 1, "천원": 1_000, "백만원": 1_000_000}


@dataclass(slots=True)
class Entry:
    """A row of a budget in the unit of its table. A sum is what its parts add up to."""

    name: str
    budget: int = 0
    prior: int = 0
    executed: int = 0
    parts: list["Entry"] = field(default_factory=list)
    department: str | None = None

    def add_up(self) -> "Entry":
        """Fill in the sums from the leaves up."""
        for part in self.parts:
            part.add_up()
        if self.parts:
            self.budget, self.prior, self.executed = (
                sum(getattr(part, name) for part in self.parts) for name in ("budget", "prior", "executed")
            )
        return self

    def walk(self, above: tuple["Entry", ...] = ()) -> Iterator[tuple["Entry", tuple["Entry", ...]]]:
        """Every row in printed order, with its ancestors."""
        yield self, above
        for part in self.parts:
            yield from part.walk((*above, self))


def share(part: int, whole: int) -> Decimal:
    """Percent with one digit, as printed."""
    return (Decimal(part) / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def signed(rate: Decimal) -> str:
    """A rate with the triangle of a decrease."""
    return f"△{-rate}" if rate < 0 else f"{rate}"


@dataclass(frozen=True, slots=True)
class Execution:
    """How a flat table of budget and execution is printed."""

    direction: str
    unit: str
    basis: str
    remaining: bool
    percent: bool

    def columns(self, label: str) -> tuple[str, ...]:
        revenue = self.direction == "revenue"
        rate = ("징수율" if revenue else "집행률") + ("" if self.percent else "(%)")
        return (label, self.basis, "징수액" if revenue else "집행액", *(["잔액"] if self.remaining else []), rate)


def write_execution(context: Context, title: str, parent: str, direction: str) -> None:
    """A flat table: budget, executed, maybe what remains, and the rate; a total above its rows."""
    draft, random = context.draft, context.random
    revenue = direction == "revenue"
    name = context.words.revenue_item if revenue else context.words.budget_item
    form = Execution(
        direction,
        random.choice(("천원", "천원", "백만원", "원")),
        random.choice(("예산액", "예산현액")),
        context.chance(0.5) and not revenue,
        context.chance(0.5),
    )
    scale = 1_000 if form.unit == "백만원" else 1_000_000
    whole = Entry(random.choice(("계", "합계")), parts=[_leaf(context, name(), scale) for _ in range(random.randint(2, 8))]).add_up()
    if context.chance(0.1):
        # Off by one in thousands is what rounding does to a sum of several parts: no misprint that the print could prove.
        whole.budget += random.choice((1, 10, 100, 1000) if form.unit == "원" else (10, 100, 1000))
        codes = ("sum_mismatch", "remaining_mismatch", "rate_mismatch")
        draft.misprints.append(Misprint(codes, (f"r{draft.rows + 1}",), f"{whole.name} {whole.budget}"))
    rows = [_execution_row(context, entry, above, form) for entry, above in whole.walk()]
    draft.heading(3, title, parent)
    below = context.chance(0.2)
    if not below and context.chance(0.5):
        draft.blocks.append(Note(f"({context.as_of_note()})", marked=False))
    columns = form.columns("세입과목" if revenue else random.choice(("구분", "단위사업명", "사업명")))
    draft.blocks.append(Grid(tuple((column,) for column in columns), tuple(rows), unit=form.unit, unit_below=below))


def _leaf(context: Context, name: str, scale: int) -> Entry:
    random = context.random
    budget = random.randint(1, 9_999) * random.choice((1, 10, 100)) * scale // 100_000 + random.randint(1, 999)
    return Entry(name, budget, max(1, budget + random.randint(-budget // 2, budget // 2)), random.randint(0, budget))


def _execution_row(context: Context, entry: Entry, above: tuple[Entry, ...], form: Execution) -> GridRow:
    draft, key = context.draft, context.draft.key()
    rate = share(entry.executed, entry.budget)
    if context.chance(0.02):
        rate += 10
        draft.misprints.append(Misprint(("rate_mismatch",), (key,), f"{entry.name} {rate}"))
    cells = [entry.name, grouped(entry.budget), grouped(entry.executed, "0")]
    cells += [grouped(entry.budget - entry.executed, "0")] * form.remaining + [f"{rate}%" if form.percent else f"{rate}"]
    factor = FACTORS[form.unit]
    fields: dict[str, object] = {
        "direction": form.direction,
        "item": entry.name,
        "parent": above[-1].name if above else None,
        "department": context.department,
        "budget_won": entry.budget * factor,
        "executed_won": entry.executed * factor,
        "rate_percent": float(rate),
    }
    if form.remaining:
        fields["remaining_won"] = (entry.budget - entry.executed) * factor
    draft.fact("budget_line", fields, key)
    return GridRow(key, tuple(cells))


_LABELS = {
    "세입 총괄": ("구분", "revenue"),
    "세출 총괄": ("구분", "expenditure"),
    "세입예산": ("과목", "revenue"),
    "세출예산": ("정책/단위/세부사업별", "expenditure"),
}
"""What the label column is called, and where the money goes, by the title of the table."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a table beside last year is printed."""

    label: str
    direction: str
    executes: bool
    percent: bool


def write_comparison(context: Context, whole: Entry, title: str, parent: str) -> None:
    """A tree beside last year's: budget, last year's, change and rate of change, maybe the execution; it may be cut in blocks."""
    draft, random = context.draft, context.random
    form = Comparison(*_LABELS[title], context.chance(0.6), context.chance(0.6))
    rows = [_comparison_row(context, entry, above, form) for entry, above in whole.walk()]
    current, last = f"{context.year}년 예산현액", f"{context.year - 1}년 최종예산"
    columns: list[tuple[str, ...]] = [(form.label,), (current,), (last,), ("전년대비 증감", "증감액"), ("전년대비 증감", "증감률")]
    if form.executes:
        kind = "징수현황" if form.direction == "revenue" else "집행현황"
        columns += [(kind, "징수액"), (kind, "징수율")] if form.direction == "revenue" else [(kind, "집행액"), (kind, "집행률")]
    draft.heading(3, title, parent)
    if context.chance(0.5):
        draft.blocks.append(Note(f"({context.as_of_note()}, 단위 : 천원, %)", marked=False))
        unit = None
    else:
        unit = "천원, %"
    cut = random.randint(8, len(rows) - 4) if len(rows) > 14 else None
    draft.blocks.append(Grid(tuple(columns), tuple(rows), unit=unit, cut=cut))


def _comparison_row(context: Context, entry: Entry, above: tuple[Entry, ...], form: Comparison) -> GridRow:
    draft, key = context.draft, context.draft.key()
    change = entry.budget - entry.prior
    rate = share(change, entry.prior) if entry.prior else None
    if rate is not None and context.chance(0.01):
        rate = -rate if abs(rate) > 5 else rate + 30
        draft.misprints.append(Misprint(("change_mismatch", "rate_mismatch"), (key,), f"{entry.name} {rate}"))
    sign = "%" if form.percent else ""
    printed_rate = "-" if not entry.prior and not entry.budget else "순증" if rate is None else signed(rate) + sign
    cells = [entry.name, grouped(entry.budget), grouped(entry.prior), grouped(change), printed_rate]
    fields: dict[str, object] = {
        "budget_won": entry.budget * 1000 or None,
        "prior_budget_won": entry.prior * 1000 or None,
        "change_won": change * 1000 or None,
        "change_percent": None if rate is None else float(rate),
    }
    if form.executes:
        spent = share(entry.executed, entry.budget) if entry.budget else None
        cells += [grouped(entry.executed, "0") if entry.budget else "-", "-" if spent is None else f"{spent}{sign}"]
        fields |= {"executed_won": entry.executed * 1000 if entry.budget else None, "rate_percent": None if spent is None else float(spent)}
    owner = next((one.department for one in (entry, *reversed(above)) if one.department), None)
    parent = above[-1].name if above else None
    draft.fact(
        "budget_line",
        {"direction": form.direction, "item": entry.name, "parent": parent, "department": owner or context.department, **fields},
        key,
    )
    return GridRow(key, tuple(cells))


def build_expenditure(context: Context, departments: tuple[str, ...]) -> Entry:
    """Bureau > departments > policies > units > projects, with running costs of the same name at parent and child."""
    random, words = context.random, context.words
    whole = Entry(context.bureau or "")
    for department in departments:
        own = Entry(department, department=department)
        for _ in range(random.randint(1, 3)):
            policy = Entry(words.policy())
            for _ in range(random.randint(1, 3)):
                leaves = [_comparison_leaf(context, words.budget_item()) for _ in range(random.randint(1, 4))]
                policy.parts.append(Entry(words.budget_item(), parts=leaves))
            own.parts.append(policy)
        cost = _comparison_leaf(context, "기본경비")
        own.parts.append(Entry(f"행정운영경비({department})", parts=[Entry("기본경비", parts=[cost])]))
        whole.parts.append(own)
    return whole.add_up()


def _comparison_leaf(context: Context, name: str) -> Entry:
    entry = _leaf(context, name, 1_000_000)
    fate = context.random.random()
    if fate < 0.08:
        entry.prior = 0
    elif fate < 0.16:
        entry.budget = entry.executed = 0
    return entry


def build_summary(expenditure: Entry) -> Entry:
    """What the bureau spends on projects, by department, and on running costs."""
    projects, running = Entry("사업비"), Entry("행정운영경비")
    for own in expenditure.parts:
        costs = [policy for policy in own.parts if policy.name.startswith(running.name)]
        projects.parts.append(_whole(own.name, [policy for policy in own.parts if policy not in costs], own.department))
        running.parts += costs
    return Entry("계", parts=[projects, _whole(running.name, running.parts)]).add_up()


def prune(entry: Entry, depth: int) -> Entry:
    """The tree without what stands deeper than `depth`; its sums stay."""
    return replace(entry, parts=[prune(part, depth - 1) for part in entry.parts] if depth else [])


def _whole(name: str, parts: list[Entry], department: str | None = None) -> Entry:
    """The sum of some entries as an entry of its own."""
    return replace(Entry(name, parts=parts).add_up(), parts=[], department=department)


def build_revenue(context: Context) -> Entry:
    """Own revenue and grants, two levels deep."""
    words, random = context.words, context.random
    whole = Entry("계")
    for kind, subs in (("세외수입", ("경상적세외수입", "임시적세외수입")), ("보조금", ("국고보조금", "시·도비보조금"))):
        part = Entry(kind)
        for sub in subs:
            part.parts.append(Entry(sub, parts=[_comparison_leaf(context, words.revenue_item()) for _ in range(random.randint(2, 4))]))
        whole.parts.append(part)
    return whole.add_up()
