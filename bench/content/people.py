"""Organisation, duties and head counts."""

from bench.content.context import Context, grouped
from bench.document import Chart, Grid, GridRow, Item, Items, Misprint, Note, TeamDuties

_GROUPS = (
    ("일반직", ("4급", "5급", "6급", "7급", "8급", "9급")),
    ("관리운영직", ("6급", "7급", "8급", "9급")),
    ("전문경력관", ("가군", "나군")),
)
_SINGLES = ("임기제", "공무직", "별정직", "청원경찰", "연구직")
_MEASURES = (("정원", "authorised"), ("현원", "actual"), ("과부족", "variance"))


def write_departments(context: Context, departments: tuple[str, ...]) -> None:
    """The departments of a bureau with teams and persons, as a table or a chart."""
    draft, random = context.draft, context.random
    sizes = [(random.randint(3, 8), random.randint(14, 80)) for _ in departments]
    people = sum(persons for _, persons in sizes)
    draft.heading(3, f"조직 및 인력 : {len(departments)}과 {people}명", "일반현황")
    draft.fact("organisation", {"name": context.bureau, "level": "bureau", "persons": people, "counts": {"과": len(departments)}})
    draft.blocks.append(Note(f"({context.as_of_note()})", marked=False))
    rows = []
    for name, (teams, persons) in zip(departments, sizes, strict=True):
        rows.append(GridRow(draft.key(), (name, f"{teams}팀", f"{persons}명")))
        draft.fact(
            "organisation",
            {"name": name, "level": "department", "parent": context.bureau, "teams": teams, "persons": persons},
            rows[-1].key,
        )
    draft.blocks.append(Chart(tuple(rows)))
    draft.heading(3, "부서별 담당업무", "일반현황")
    duties = []
    for name in departments:
        own = [context.words.duty() for _ in range(random.randint(2, 3))]
        duties.append(GridRow(draft.key(), (name, "\n".join(f"· {duty}" for duty in own))))
        draft.fact("organisation", {"name": name, "level": "department", "parent": context.bureau}, duties[-1].key)
        for duty in own:
            draft.fact("duty", {"unit": name, "text": duty}, duties[-1].key)
    draft.blocks.append(Grid((("부서",), ("주요업무",)), tuple(duties)))


def write_teams(context: Context) -> None:
    """The teams of a department with their duties."""
    draft, random = context.draft, context.random
    teams = tuple(context.words.team() for _ in range(random.randint(2, 5)))
    draft.heading(3, "조직", "일반현황")
    duties = []
    for team in teams:
        own = [context.words.duty() for _ in range(random.randint(2, 5))]
        own[-1] += " 등"
        duties.append(tuple(own))
        draft.fact("organisation", {"name": team, "level": "team", "parent": context.department})
        for duty in own:
            draft.fact("duty", {"unit": team, "text": duty})
    draft.fact("organisation", {"name": context.department, "level": "department", "teams": len(teams)})
    draft.blocks.append(TeamDuties(f"{context.department} - ( {len(teams)} )개팀", teams, tuple(duties)))


def write_headcount(context: Context) -> None:
    """Authorised posts, people in them, and the difference; its sign differs from report to report."""
    draft, random = context.draft, context.random
    columns: list[tuple[str, ...]] = [("구분",), ("계",)]
    with_totals = context.chance(0.4)
    for name, grades in _GROUPS[: random.choice((1, 1, 2, 2, 3))]:
        columns += [(name, "소계")] * with_totals + [(name, grade) for grade in grades[random.randint(0, 1) :]]
    columns += [(name,) for name in random.sample(_SINGLES, random.randint(0, 3))]
    authorised = _add_up(columns, {path: random.choice((0, 1, 2, random.randint(3, 30))) for path in columns[2:]})
    leaves = {path: max(0, authorised[path] + random.choice((0, 0, 0, -2, -1, 1, 2))) for path in columns[2:] if path[-1] != "소계"}
    actual = _add_up(columns, leaves)
    sign = random.choice((1, -1))
    variance = {path: sign * (actual[path] - authorised[path]) for path in columns[1:]}
    draft.heading(3, "인력", "일반현황")
    rows = []
    for (label, measure), counts in zip(_MEASURES, (authorised, actual, variance), strict=True):
        key = draft.key()
        if measure == "variance" and context.chance(0.25):
            counts[("계",)] += random.choice((1, -1, 10))
            draft.misprints.append(Misprint(("variance_mismatch", "sum_mismatch"), (key,), f"과부족 계 {counts[('계',)]}"))
        rows.append(GridRow(key, (label, *(grouped(counts[path]) for path in columns[1:]))))
        for path in columns[1:]:
            if counts[path]:
                grade = path[1] if len(path) == 2 and path[1] != "소계" else None
                draft.fact(
                    "headcount",
                    {"measure": measure, "category": path[0], "grade": grade, "persons": counts[path], "department": context.department},
                    key,
                )
    draft.blocks.append(Grid(tuple(columns), tuple(rows), unit="명"))
    if context.chance(0.5):
        draft.blocks.append(Note("휴직자와 파견자는 현원에서 제외"))


def _add_up(columns: list[tuple[str, ...]], leaves: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Leaf counts with the group's own totals and the whole."""
    counts = {path: count for path, count in leaves.items() if path[-1] != "소계"}
    for path in columns[2:]:
        if path[-1] == "소계":
            counts[path] = sum(count for other, count in leaves.items() if other[0] == path[0] and other[-1] != "소계")
    counts[("계",)] = sum(count for path, count in counts.items() if path[-1] != "소계")
    return counts


def write_conditions(context: Context) -> None:
    """A few figures of the area, as key and value."""
    draft, random = context.draft, context.random
    draft.heading(3, "일반여건", "일반현황")
    people, households = random.randint(20, 900) * 100 + random.randint(1, 99), random.randint(100, 400) * 100 + random.randint(1, 99)
    area = random.randint(1000, 99999) / 100
    key, other = draft.key(), draft.key()
    draft.fact("indicator", {"name": "인구", "value": people, "unit": "명", "prose": True}, key)
    draft.fact("indicator", {"name": "인구", "value": households, "unit": "세대", "prose": True}, key)
    draft.fact("indicator", {"name": "면적", "value": area, "unit": "㎢", "prose": True}, other)
    draft.blocks.append(Items((Item(key, f"인구 : {people:,}명 ({households:,}세대)"), Item(other, f"면적 : {area:g}㎢"))))
