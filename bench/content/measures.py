"""Tables of measured figures: over years, over categories, over quarters."""

from bench.content.context import Context
from bench.document import Grid, GridRow

_UNITS = ("명", "건", "개소", "회", "톤", "대")


def write_by_year(context: Context, parent: str) -> None:
    """Rows are what was measured, columns are years; the unit stands in a column of its own, in the label, or above."""
    draft, random = context.draft, context.random
    aimed = context.chance(0.4)
    draft.heading(3, "연도별 목표" if aimed else "연도별 실적", parent)
    years = [context.year + number for number in ((1, 2, 3) if aimed else (-3, -2, -1))]
    place, whole = random.choice(("column", "label", "above")), random.choice(_UNITS)
    rows = []
    for _ in range(random.randint(2, 5)):
        name, key = context.words.measured(), draft.key()
        unit = whole if place == "above" else random.choice((*_UNITS, "%"))
        values = [random.randint(10, 999) / 10 if unit == "%" else random.randint(1, 99_999) for _ in years]
        label = f"{name}({unit})" if place == "label" else name
        cells = (label, *([unit] if place == "column" else []), *(f"{value:,}" for value in values))
        rows.append(GridRow(key, cells))
        for year, value in zip(years, values, strict=True):
            basis = {"basis": "target"} if aimed else {}
            draft.fact("indicator", {"name": name, "value": value, "unit": unit, "fiscal_year": year, **basis}, key)
    columns = [("지표",)] + [("단위",)] * (place == "column") + [(f"{year}년",) for year in years]
    draft.blocks.append(Grid(tuple(columns), tuple(rows), unit=whole if place == "above" else None))


def write_by_category(context: Context, parent: str) -> None:
    """Rows and columns are both categories; the first row and the first column may be totals."""
    draft, random, words = context.draft, context.random, context.words
    title, unit = words.done(), random.choice(_UNITS)
    draft.heading(3, f"{title} 현황", parent)
    columns = [words.thing() for _ in range(random.randint(2, 5))]
    labels = [words.thing() for _ in range(random.randint(2, 5))]
    counts = [[random.randint(1, 9_000) for _ in columns] for _ in labels]
    if context.chance(0.6):
        counts.insert(0, [sum(column) for column in zip(*counts, strict=True)])
        labels.insert(0, "계")
    if context.chance(0.5):
        counts = [[sum(row), *row] for row in counts]
        columns.insert(0, "계")
    rows = []
    for label, row in zip(labels, counts, strict=True):
        key = draft.key()
        rows.append(GridRow(key, (label, *(f"{count:,}" for count in row))))
        for column, count in zip(columns, row, strict=True):
            draft.fact(
                "indicator", {"name": column, "value": count, "unit": unit, "dimensions": (label,), "subject_needed": column == "계"}, key
            )
    draft.blocks.append(Grid((("구분",), *((column,) for column in columns)), tuple(rows), unit=unit))


def write_by_quarter(context: Context, parent: str) -> None:
    """Amounts planned per quarter under the whole of the year."""
    draft, random = context.draft, context.random
    draft.heading(3, "분기별 집행계획", parent)
    rows = []
    for _ in range(random.randint(1, 5)):
        name, key = context.words.budget_item(), draft.key()
        parts = [random.randint(1, 900_000) for _ in range(4)]
        rows.append(GridRow(key, (name, f"{sum(parts):,}", *(f"{part:,}" for part in parts))))
        for amount in (sum(parts), *parts):
            draft.fact("indicator", {"name": name, "value": amount * 1000, "unit": "원"}, key)
    columns = ("구분", "계", "1분기", "2분기", "3분기", "4분기")
    draft.blocks.append(Grid(tuple((column,) for column in columns), tuple(rows), unit="천원"))


def write_by_period(context: Context, parent: str) -> None:
    """Rows are years, columns are what was measured."""
    draft, random, words = context.draft, context.random, context.words
    unit = random.choice(_UNITS)
    draft.heading(3, f"{words.done()} 추이", parent)
    columns = [words.thing() for _ in range(random.randint(2, 4))]
    rows = []
    for year in range(context.year - random.randint(2, 4), context.year):
        key, values = draft.key(), [random.randint(1, 99_999) for _ in columns]
        rows.append(GridRow(key, (f"{year}년", *(f"{value:,}" for value in values))))
        for column, value in zip(columns, values, strict=True):
            draft.fact("indicator", {"name": column, "value": value, "unit": unit, "fiscal_year": year}, key)
    draft.blocks.append(Grid((("연도",), *((column,) for column in columns)), tuple(rows), unit=unit))


def write_by_group(context: Context, parent: str) -> None:
    """Two label columns: a group's name stands at its first row alone."""
    draft, random, words = context.draft, context.random, context.words
    unit = random.choice(_UNITS)
    draft.heading(3, f"{words.done()} 내역", parent)
    columns = [words.thing() for _ in range(random.randint(2, 4))]
    rows = []
    for group in [words.thing() for _ in range(random.randint(2, 3))]:
        for label in [words.thing() for _ in range(random.randint(1, 3))]:
            key, counts = draft.key(), [random.randint(1, 9_000) for _ in columns]
            rows.append(GridRow(key, (group, label, *(f"{count:,}" for count in counts))))
            for column, count in zip(columns, counts, strict=True):
                draft.fact("indicator", {"name": column, "value": count, "unit": unit, "dimensions": (group, label)}, key)
    labels = (("분야",), ("대상",))
    draft.blocks.append(Grid((*labels, *((column,) for column in columns)), tuple(rows), unit=unit, labels=2, merged=True))


WRITERS = (write_by_year, write_by_category, write_by_quarter, write_by_period, write_by_group)
