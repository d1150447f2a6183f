"""Projects: what they are, what was done, what comes next, and their money."""

from bench.content.context import Context
from bench.content.money import FACTORS, share
from bench.content.sentences import SENTENCES
from bench.document import Grid, GridRow, Item, Items

_PAYERS = (("국비", "national"), ("도비", "upper"), ("시비", "own"))


def write_project(context: Context, chapter: str, number: int) -> str:
    """One project with its sections; some have no budget of their own. Returns its title."""
    draft, random = context.draft, context.random
    title = context.words.project()
    team = context.words.team() if context.department and context.chance(0.6) else None
    draft.heading(2, title, chapter, str(number), team)
    period = random.choice((f"{context.year}. 1. ~ 12.", f"’{context.year % 100:02}. 3. ~ 11.", "연중"))
    fields: dict[str, object] = {"title": title, "number": str(number), "team": team, "period": period}
    draft.heading(3, "사업개요", title)
    items = [Item(draft.key(), f"사업기간 : {period}"), *_sentences(context, title, random.randint(1, 3))]
    draft.blocks.append(Items(tuple(items)))
    draft.heading(3, random.choice(("추진실적", "주요 추진실적")), title)
    draft.blocks.append(Items(_sentences(context, title, random.randint(2, 6))))
    draft.heading(3, random.choice(("향후계획", "추진일정", "향후 추진계획")), title)
    draft.blocks.append(Items(tuple(_milestone(context, title) for _ in range(random.randint(1, 4)))))
    fields |= _write_money(context, title)
    draft.fact("project", {"department": context.department, **fields})
    return title


def _sentences(context: Context, project: str, count: int) -> tuple[Item, ...]:
    """Items, some with items of their own."""
    items = []
    for _ in range(count):
        children = tuple(_sentence(context, project) for _ in range(context.random.randint(1, 3))) if context.chance(0.3) else ()
        if children:
            title = context.words.done()
            context.draft.titles.add(title)
            items.append(Item(context.draft.key(), title, children))
        else:
            items.append(_sentence(context, project))
    return tuple(items)


def _sentence(context: Context, project: str) -> Item:
    text, figures = context.random.choice(SENTENCES)(context)
    key = context.draft.key()
    for figure in figures:
        fields: dict[str, object] = {"name": figure.name, "value": figure.value, "unit": figure.unit, "project": project, "prose": True}
        fields |= {name: value for name, value in (("step", figure.step), ("bound", figure.bound), ("fiscal_year", figure.year)) if value}
        context.draft.fact("indicator", {**fields}, key, optional=figure.optional)
        if figure.when:
            context.draft.fact("milestone", {"project": project, "when": figure.when, "what": figure.name}, key)
    return Item(key, text)


def _milestone(context: Context, project: str) -> Item:
    random, year = context.random, context.year
    what, month = context.words.step(), random.randint(1, 11)
    when = random.choice(
        (
            f"{year}. {month}월",
            f"’{year % 100:02}. {month}. ~ {month + 1}.",
            f"{year}. {month}. {random.randint(1, 28)}.",
            f"{month}월중",
            random.choice(("상반기", "하반기", "3분기")),
        )
    )
    key = context.draft.key()
    context.draft.fact("milestone", {"project": project, "when": when, "what": what}, key)
    return Item(key, f"{what} : {when}")


def _write_money(context: Context, project: str) -> dict[str, object]:
    """The project's budget table and what a reader takes from it."""
    draft, random = context.draft, context.random
    fate = random.random()
    if fate < 0.2:
        return {}
    draft.heading(3, "예산현황", project)
    columns, key = (("예산액",), ("집행액",), ("집행률(%)",)), draft.key()
    if fate < 0.4:
        draft.blocks.append(Grid(columns, (GridRow(key, ("비예산", "-", "-")),), unit="천원", labels=0))
        draft.fact(
            "budget_line", {"direction": "expenditure", "project": project, "budget_won": None, "executed_won": None}, key, optional=True
        )
        return {"non_budget": True}
    budget = random.randint(1_000, 9_999_999)
    executed = random.randint(1, budget)
    rate = share(executed, budget)
    cells = (_funded(context, budget), f"{executed:,}", f"{rate}")
    draft.blocks.append(Grid(columns, (GridRow(key, cells),), unit="천원", labels=0))
    money: dict[str, object] = {
        "budget_won": budget * FACTORS["천원"],
        "executed_won": executed * FACTORS["천원"],
        "rate_percent": float(rate),
    }
    draft.fact("budget_line", {"direction": "expenditure", "project": project, "department": context.department, **money}, key)
    return money


def _funded(context: Context, budget: int) -> str:
    """The amount, with who pays it: 1,234(구비) or 1,234 and the parts on the lines below it."""
    if context.chance(0.4):
        return f"{budget:,}"
    if context.chance(0.4):
        return f"{budget:,}({context.random.choice(('시비', '구비', '국비'))})"
    first = budget * context.random.randint(10, 60) // 100
    second = (budget - first) // 2
    parts = zip(_PAYERS, (first, second, budget - first - second), strict=True)
    return f"{budget:,}\n({', '.join(f'{payer} {part:,}' for (payer, _), part in parts)})"
