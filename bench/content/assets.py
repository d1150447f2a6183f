"""Buildings and vehicles."""

from bench.content.context import Context, grouped
from bench.document import Grid, GridRow

_SORTS = (
    ("승용", ("소형", "중형", "대형")),
    ("승합", ("소형", "중형", "대형")),
    ("화물", ("소형", "중형", "대형")),
    ("특수차", ("청소차", "구급차", "기타")),
)


def write_facilities(context: Context) -> None:
    """One row a building; what is not given is a dash."""
    draft, random = context.draft, context.random
    draft.heading(3, "시설 현황", "일반현황")
    columns = ("시설명", "위치", "대지(㎡)", "건물(㎡)", "규모", "준공일")
    rows = []
    for _ in range(random.randint(2, 6)):
        name, key = context.words.building(), draft.key()
        storeys = random.choice((f"지상{random.randint(1, 5)}층", f"지하{random.randint(1, 3)}층~지상{random.randint(2, 9)}층"))
        built = f"{random.randint(1975, context.year - 1)}.{random.randint(1, 12):02}.{random.randint(1, 28):02}"
        area, floor = random.choice((0, random.randint(200, 30000))), random.randint(80, 25000)
        cells = (name, f"{context.words.street()}{random.randint(1, 300)}", grouped(area), grouped(floor), storeys, built)
        rows.append(GridRow(key, cells))
        for attribute, cell in zip(columns[1:], cells[1:], strict=True):
            if cell != "-":
                number = int(cell.replace(",", "")) if attribute.endswith("(㎡)") else None
                draft.fact("facility", {"name": name, "attribute": attribute.removesuffix("(㎡)"), "value": number, "text": cell}, key)
    draft.blocks.append(Grid(tuple((label,) for label in columns), tuple(rows)))


def write_vehicles(context: Context) -> None:
    """One row of counts under sorts and sizes."""
    draft, random = context.draft, context.random
    draft.heading(3, "차량 현황", "일반현황")
    counts: dict[tuple[str, ...], int] = {("계",): 0}
    for sort, sizes in random.sample(_SORTS, random.randint(2, 4)):
        if context.chance(0.3):
            counts[(sort,)] = random.randint(1, 20)
            counts[("계",)] += counts[(sort,)]
            continue
        own: dict[tuple[str, ...], int] = {
            (sort, size): random.choice((0, random.randint(1, 40))) for size in sizes[: random.randint(2, 3)]
        }
        counts |= {(sort, "소계"): sum(own.values())} | own
        counts[("계",)] += sum(own.values())
    key = draft.key()
    draft.blocks.append(Grid(tuple(counts), (GridRow(key, tuple(grouped(count) for count in counts.values())),), unit="대", labels=0))
    for path, count in counts.items():
        if count:
            subtype = path[1] if len(path) == 2 and path[1] != "소계" else None
            draft.fact("vehicle", {"category": path[0], "subtype": subtype, "vehicles": count}, key)
