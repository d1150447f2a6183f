"""Ids of facts: told by what a fact says, so that what stands elsewhere does not matter."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from app.parsers.pipeline import parse_report
from bench.generate import generate_report

STAFF: Final = "Ⅰ. 일반현황\n1 인 력\n(단위:명)\n구분\t계\t5급\n정원\t{first}\t3\n현원\t41\t3\n2 교 육\n○ 교육 : 45명\n○ 교육 : 45명\n"


def ids(text: str, kind: str | None = None) -> list[str]:
    return [fact.id for fact in parse_report(text).facts if kind in (None, fact.kind)]


def test_an_id_is_short_and_names_its_kind() -> None:
    assert all(re.fullmatch(r"[a-z_]+-[a-z2-7]{8}", one) for one in ids(STAFF.format(first=43)))


@pytest.mark.parametrize("text", [
    pytest.param(STAFF.format(first=44), id="a figure is corrected"),
    pytest.param(STAFF.format(first=43).replace("1 인 력", "1 인력"), id="a heading is padded otherwise"),
    pytest.param(STAFF.format(first=43).replace("1 인 력\n", "1 인 력\n\n※ 파견자는 뺐다\n"), id="a note is put in above"),
    pytest.param(STAFF.format(first=43).replace("정원\t", "비고\t\t\n정원\t"), id="a row without figures is put in above"),
])  # fmt: skip
def test_what_stands_elsewhere_leaves_an_id_alone(text: str) -> None:
    assert ids(text) == ids(STAFF.format(first=43))


def test_facts_that_say_the_same_are_counted() -> None:
    first, second = ids(STAFF.format(first=43), "indicator")
    assert first != second
    assert ids(STAFF.format(first=43).replace("○ 교육 : 45명\n○ 교육 : 45명", "○ 교육 : 45명"), "indicator") == [first]


@pytest.mark.parametrize(("old", "new"), [
    pytest.param("정원\t", "현재원\t", id="its name"),
    pytest.param("1 인 력", "1 정 원", id="its heading"),
    pytest.param("5급", "6급", id="its column"),
])  # fmt: skip
def test_what_a_fact_says_is_its_id(old: str, new: str) -> None:
    assert set(ids(STAFF.format(first=43), "headcount")) != set(ids(STAFF.format(first=43).replace(old, new), "headcount"))


@pytest.mark.parametrize("layout", ["tab", "space", "pipe"])
@pytest.mark.parametrize("seed", [5, 12])
def test_a_line_put_in_elsewhere_leaves_every_id_alone(seed: int, layout: str) -> None:
    """Wherever a chapter ends, a note may be added: nothing in this or any other chapter is called otherwise."""
    text = generate_report(seed, layout).printed.text  # type: ignore[arg-type]
    report = parse_report(text)
    lines, known = text.split("\n"), Counter(fact.id for fact in report.facts)
    for section in report.outline:
        put_in = [*lines[: section.span.last], "※ 참고 자료는 따로 낸다", *lines[section.span.last :]]
        assert Counter(ids("\n".join(put_in))) == known, section.title


def test_ids_are_unique(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        found = ids(path.read_bytes().decode())
        assert len(found) == len(set(found)), path.name
