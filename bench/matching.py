"""Which served fact is which true one.

Each kind has its *identity*: what must agree for a fact to count as found. What else a fact should say (whose part it is,
whose figure, in which words a running text names it) is counted beside, as a *quality* of the facts that were found.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import Fact
from app.models.names import name_key
from bench.document import TrueFact

Fields = Mapping[str, object]
_AMOUNTS: Final = ("budget_won", "executed_won", "rate_percent", "remaining_won", "prior_budget_won", "change_won", "change_percent")


@dataclass(slots=True)
class Tally:
    """Counts of one kind. `qualities`: of how many facts something was right, and of how many it was asked."""

    true: int = 0
    found: int = 0
    served: int = 0
    right: int = 0
    qualities: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: list[TrueFact] = field(default_factory=list)
    invented: list[Fact] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add another report's counts."""
        self.true, self.found = self.true + other.true, self.found + other.found
        self.served, self.right = self.served + other.served, self.right + other.right
        self.missed += other.missed
        self.invented += other.invented
        for name, (right, asked) in other.qualities.items():
            self.qualities[name][0] += right
            self.qualities[name][1] += asked


@dataclass(frozen=True, slots=True)
class Kind:
    """How facts of one kind are told apart, and what else is asked of them."""

    true_identity: Callable[[Fields], object]
    served_identity: Callable[[Fact], object]
    qualities: Mapping[str, Callable[[Fields, Fact], bool | None]]
    agrees: Callable[[Fields, Fact], bool] = lambda true, fact: True


def _key(value: object) -> str | None:
    return None if value is None else name_key(str(value))


def _number(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 6)


def _served(*names: str) -> Callable[[Fact], object]:
    return lambda fact: tuple(_plain(getattr(fact, name)) for name in names)


def _true(*names: str) -> Callable[[Fields], object]:
    return lambda fields: tuple(_plain(fields.get(name)) for name in names)


def _plain(value: object) -> object:
    """A value as it is compared: names by their key, numbers by their size."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (tuple, list, set)):
        return frozenset(_key(one) for one in value)
    try:
        return _number(value)
    except ValueError:
        return _key(value)


def _same(name: str) -> Callable[[Fields, Fact], bool | None]:
    """A quality: the field is what the truth says; not asked where the truth is silent."""
    return lambda true, fact: _plain(true[name]) == _plain(getattr(fact, name)) if name in true else None


def _budget_served(fact: Fact) -> object:
    name = getattr(fact, "project") or getattr(fact, "item")  # noqa: B009  a union: mypy cannot know the kind
    return (getattr(fact, "direction"), _key(name), *(_number(getattr(fact, amount)) for amount in _AMOUNTS))  # noqa: B009


def _budget_true(fields: Fields) -> object:
    return (fields["direction"], _key(fields.get("project") or fields["item"]), *(_number(fields.get(amount)) for amount in _AMOUNTS))


def _parent(true: Fields, fact: Fact) -> bool | None:
    path: Sequence[str] = getattr(fact, "path", ())
    return _key(true["parent"]) == (_key(path[-1]) if path else None) if "parent" in true else None


def _period(true: Fields, fact: Fact) -> bool | None:
    period = getattr(fact, "period", None)
    return _key(true["period"]) == _key(period.text if period else None) if "period" in true else None


def _words(fact: Fact) -> set[str]:
    """Pairs of letters in all that an indicator is called by."""
    dimensions: Mapping[str, str] = getattr(fact, "dimensions", {})
    return _pairs(" ".join([str(getattr(fact, "name")), str(getattr(fact, "subject") or ""), *dimensions, *dimensions.values()]))  # noqa: B009


def _pairs(text: str) -> set[str]:
    key = name_key(text)
    return {key[at : at + 2] for at in range(len(key) - 1)} or {key}


def _indicator_agrees(true: Fields, fact: Fact) -> bool:
    """In a table the name is exact; running text may be cut into name and dimensions in more than one right way."""
    if "fiscal_year" in true and getattr(fact, "fiscal_year") != true["fiscal_year"]:  # noqa: B009
        return False
    if "prose" in true:
        wanted = _pairs(str(true["name"]))
        return len(wanted & _words(fact)) >= len(wanted) / 2
    return bool(_key(true["name"]) == _key(getattr(fact, "name")))  # noqa: B009


def _dimensions(true: Fields, fact: Fact) -> bool | None:
    labels = true.get("dimensions")
    served: Mapping[str, str] = getattr(fact, "dimensions", {})
    return {_key(label) for label in labels} <= {_key(label) for label in served.values()} if isinstance(labels, tuple) else None


def _subject(true: Fields, fact: Fact) -> bool | None:
    """A name that says nothing alone (계) needs a subject."""
    return getattr(fact, "subject", None) is not None if true.get("subject_needed") else None


def _in_series(true: Fields, fact: Fact) -> bool | None:
    """A year that is a column or a row is the period of its figures: as a dimension it would part them into series of one."""
    if "prose" in true or "fiscal_year" not in true:
        return None
    served: Mapping[str, str] = getattr(fact, "dimensions", {})
    return not any(str(true["fiscal_year"]) in label for label in served.values())


def _exact_name(true: Fields, fact: Fact) -> bool | None:
    return _key(true["name"]) == _key(getattr(fact, "name", None)) if "prose" in true else None


def _when(fact: Fact) -> object:
    return (_key(getattr(fact, "project")), _key(getattr(fact, "when").text), _key(getattr(fact, "what")))  # noqa: B009


KINDS: Final[Mapping[str, Kind]] = {
    "budget_line": Kind(_budget_true, _budget_served, {"parent": _parent, "department": _same("department")}),
    "headcount": Kind(
        _true("measure", "category", "grade", "persons"),
        _served("measure", "category", "grade", "persons"),
        {"department": _same("department")},
    ),
    "project": Kind(
        _true("title", "budget_won", "executed_won", "rate_percent"),
        _served("title", "budget_won", "executed_won", "rate_percent"),
        {"number": _same("number"), "team": _same("team"), "period": _period, "non_budget": _same("non_budget")},
    ),
    "indicator": Kind(
        _true("value", "unit", "step", "bound"),
        _served("value", "unit", "step", "bound"),
        {
            "dimensions": _dimensions,
            "basis": _same("basis"),
            "name": _exact_name,
            "subject": _subject,
            "series": _in_series,
            "project": _same("project"),
        },
        _indicator_agrees,
    ),
    "facility": Kind(_true("name", "attribute", "text"), _served("name", "attribute", "text"), {"value": _same("value")}),
    "vehicle": Kind(_true("category", "subtype", "vehicles"), _served("category", "subtype", "vehicles"), {}),
    "duty": Kind(_true("unit", "text"), _served("unit", "text"), {}),
    "organisation": Kind(
        _true("name", "teams", "persons"), _served("name", "teams", "persons"), {"level": _same("level"), "parent": _same("parent")}
    ),
    "milestone": Kind(_true("project", "when", "what"), _when, {}),
    "audit_item": Kind(
        _true("category", "request", "departments"), _served("category", "request", "departments"), {"status": _same("status")}
    ),
}


def match_facts(kind: str, true: Sequence[TrueFact], served: Iterable[Fact]) -> Tally:
    """Pair true and served facts of one kind, each at most once, the required ones first."""
    rule = KINDS[kind]
    waiting: dict[object, list[Fact]] = defaultdict(list)
    tally = Tally()
    for fact in served:
        waiting[rule.served_identity(fact)].append(fact)
        tally.served += 1
    for one in sorted(true, key=lambda fact: fact.optional):
        candidates = waiting[rule.true_identity(one.fields)]
        best = _best(rule, one.fields, candidates)
        tally.true += not one.optional
        if best is None:
            tally.missed += [] if one.optional else [one]
            continue
        candidates.remove(best)
        tally.found += not one.optional
        tally.right += 1
        for name, ask in rule.qualities.items():
            answer = ask(one.fields, best)
            if answer is not None:
                tally.qualities[name][0] += answer
                tally.qualities[name][1] += 1
    tally.invented = [fact for left in waiting.values() for fact in left]
    return tally


def _best(rule: Kind, true: Fields, candidates: Sequence[Fact]) -> Fact | None:
    """The candidate that agrees with the truth in most qualities."""
    fitting = [fact for fact in candidates if rule.agrees(true, fact)]
    return max(fitting, key=lambda fact: sum(bool(ask(true, fact)) for ask in rule.qualities.values()), default=None)
