"""Departments followed through their names, and what may be noted of them at all."""

import pytest

from app.errors import AliasCycle, InvalidParameter
from app.models.lineage import Alias, AliasBook, AliasSet, Relation
from app.queries.aliases import check_aliases, check_cycles, is_date
from app.queries.lineage import Lineage, walk_book
from app.storage.port import Scope

GOVERNMENT = "한빛특별시 가람구"
BACK, FORTH, SAME, MERGED = Relation.PREDECESSOR, Relation.SUCCESSOR, Relation.ALIAS, Relation.MERGED


def note(department: str, *aliases: Alias) -> AliasSet:
    return AliasSet(department, 1, aliases)


def walk(name: str, *sets: AliasSet) -> list[tuple[str, str, str, int | None, int | None]]:
    found = walk_book(AliasBook(GOVERNMENT, 1, sets), name)
    return [(one.name, one.relation.value, one.of, one.first_year, one.last_year) for one in found]


RENAMED = note("행정지원과", Alias("총무과", BACK, None, "2014-06"))
MERGER = note("행정지원과", Alias("총무과", BACK, None, "2014"), Alias("민원과", MERGED, "2008", "2010"))
CHAIN = (note("행정지원과", Alias("총무과", BACK, "2001", "2014")), note("총무과", Alias("서무과", BACK, last="2001-03")))
SPLIT = (note("총무과", Alias("행정과", FORTH, "2015"), Alias("재무과", FORTH, "2015")),)
TEAMS = (note("총무과", Alias("총무팀", SAME, "2010", "2012")), note("행정과", Alias("총무과", BACK, last="2011")))

WALKS = [
    pytest.param("행정지원과", (RENAMED,), [("총무과", "predecessor", "행정지원과", None, 2014)], id="where it is noted"),
    pytest.param("총 무 과", (RENAMED,), [("행정지원과", "successor", "총 무 과", 2014, None)], id="from the other end"),
    pytest.param("재무과", (RENAMED,), [], id="somebody else"),
    pytest.param(
        "행정지원과",
        (MERGER,),
        [("총무과", "predecessor", "행정지원과", None, 2014), ("민원과", "merged", "행정지원과", 2008, 2010)],
        id="two became one",
    ),
    pytest.param("민원과", (MERGER,), [("행정지원과", "successor", "민원과", 2010, None)], id="not to what else came from where it went"),
    pytest.param(
        "행정지원과",
        CHAIN,
        [("총무과", "predecessor", "행정지원과", 2001, 2014), ("서무과", "predecessor", "총무과", None, 2001)],
        id="back, and further back",
    ),
    pytest.param(
        "서무과",
        CHAIN,
        [("총무과", "successor", "서무과", 2001, None), ("행정지원과", "successor", "총무과", 2014, None)],
        id="forth, and further forth",
    ),
    pytest.param(
        "총무과", SPLIT, [("행정과", "successor", "총무과", 2015, None), ("재무과", "successor", "총무과", 2015, None)], id="one became two"
    ),
    pytest.param("행정과", SPLIT, [("총무과", "predecessor", "행정과", None, 2015)], id="a half of it is not the other half"),
    pytest.param(
        "행정과",
        TEAMS,
        [("총무과", "predecessor", "행정과", None, 2011), ("총무팀", "alias", "총무과", 2010, 2011)],
        id="another name, in the years that both have",
    ),
    pytest.param(
        "행정과", (note("행정과", Alias("총무과", BACK, last="2005")), note("총무과", Alias("서무과", BACK, "2006", "2009"))),
        [("총무과", "predecessor", "행정과", None, 2005)], id="a name that is used again goes no further",
    ),
    pytest.param(
        "행정과", (note("행정과", Alias("총무과", BACK, last="2005")), note("총무과", Alias("행정과", FORTH, "2005"))),
        [("총무과", "predecessor", "행정과", None, 2005)], id="noted at both ends it is one",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sets", "found"), WALKS)
def test_walks(name: str, sets: tuple[AliasSet, ...], found: list[tuple[str, str, str, int | None, int | None]]) -> None:
    assert walk(name, *sets) == found


def test_names_that_lead_back_to_themselves_end() -> None:
    ring = [note(f"{number}과", Alias(f"{(number + 1) % 5}과", SAME)) for number in range(5)]
    assert {name for name, *_ in walk("0과", *ring)} == {"1과", "2과", "3과", "4과"}


def test_a_long_history_is_followed_to_its_end() -> None:
    chain = [note(f"{number}과", Alias(f"{number + 1}과", BACK)) for number in range(5000)]
    assert len(walk("0과", *chain)) == 5000


def test_scopes_and_version() -> None:
    lineage = Lineage("행정지원과", tuple(walk_book(AliasBook(GOVERNMENT, 1, (MERGER,)), "행정지원과")))
    assert lineage.scopes == (Scope("행정지원과"), Scope("총무과", GOVERNMENT, (0, 2014)), Scope("민원과", GOVERNMENT, (2008, 2010)))

    def version_with(*sets: AliasSet, number: int = 1) -> str:
        return Lineage("행정지원과", tuple(walk_book(AliasBook(GOVERNMENT, number, sets), "행정지원과"))).version

    assert version_with(MERGER) == lineage.version
    assert version_with(MERGER, note("남의과", Alias("다른과", SAME)), number=7) == lineage.version, "what others are called is no matter"
    assert version_with(note("행정지원과", *MERGER.aliases[:1])) != lineage.version
    assert version_with(note("행정지원과", MERGER.aliases[0], Alias("민원과", MERGED, "2008", "2011"))) != lineage.version


@pytest.mark.parametrize(
    ("sets", "cycle"),
    [
        pytest.param(CHAIN, None, id="a chain"),
        pytest.param(SPLIT, None, id="a split"),
        pytest.param((note("가과", Alias("나과", SAME)), note("나과", Alias("가과", SAME))), None, id="the same at the same time"),
        pytest.param((note("가과", Alias("나과", BACK)), note("나과", Alias("가과", FORTH))), None, id="one thing, said twice"),
        pytest.param((note("가과", Alias("나과", BACK), Alias("나 과", FORTH, "2020")),), 2, id="before and after"),
        pytest.param(
            (note("가과", Alias("나과", BACK)), note("나과", Alias("다과", MERGED)), note("다과", Alias("가과", BACK))), 3, id="three"
        ),
    ],
)
def test_cycles(sets: tuple[AliasSet, ...], cycle: int | None) -> None:
    if cycle is None:
        check_cycles(sets)
        return
    with pytest.raises(AliasCycle) as caught:
        check_cycles(sets)
    assert len(caught.value.names) == cycle + 1
    assert caught.value.names[0] == caught.value.names[-1]


def test_a_chain_of_any_length_is_checked() -> None:
    chain = tuple(note(f"{number}과", Alias(f"{number + 1}과", BACK)) for number in range(5000))
    check_cycles(chain)
    with pytest.raises(AliasCycle):
        check_cycles((*chain, note("5000과", Alias("0과", BACK))))


@pytest.mark.parametrize(
    ("aliases", "wrong"),
    [
        pytest.param([Alias("총무과", BACK, "2010", "2014-06-30"), Alias("총무과", SAME, "2016")], None, id="a name used again"),
        pytest.param([Alias("총무과", BACK, "2014-06", "2014")], None, id="a month within the year of its end"),
        pytest.param([Alias("  ", SAME)], "aliases[0].name", id="blanks"),
        pytest.param([Alias("행 정 과", SAME)], "aliases[0].name", id="its own name"),
        pytest.param([Alias("총무과", BACK), Alias("서무과", BACK, "2015-13")], "aliases[1].first", id="no month"),
        pytest.param([Alias("총무과", BACK, last="2015-02-29")], "aliases[0].last", id="no day"),
        pytest.param([Alias("총무과", BACK, "2015", "2014-12")], "aliases[0].first", id="ends before it begins"),
        pytest.param([Alias("총무과", BACK, last="2014"), Alias("총 무 과", SAME, "2014")], "aliases[1].name", id="twice in one year"),
    ],
)
def test_what_may_be_noted(aliases: list[Alias], wrong: str | None) -> None:
    if wrong is None:
        check_aliases("행정과", aliases)
        return
    with pytest.raises(InvalidParameter) as caught:
        check_aliases("행정과", aliases)
    assert caught.value.name == wrong


def test_dates_are_of_the_calendar() -> None:
    assert [is_date(date) for date in ("2016-02-29", "2015-02-29", "0000", "2014-00", "2014-06-31")] == [True, False, False, False, False]
