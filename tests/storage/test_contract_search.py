"""What every store promises about searching the text of reports, on each database in turn."""

import asyncio
import dataclasses
from collections.abc import Sequence

import pytest

from app.errors import InvalidCursor, InvalidParameter
from app.models.outline import Cell, Column, ItemList, Layout, ListItem, Note, Paragraph, Row, Section, Table, TableReference, Topic
from app.models.report import Report, ReportMeta
from app.models.responses import FacetCount
from app.models.search import BlockKind, Highlight
from app.models.span import Span
from app.storage.asking import search as finding
from app.storage.documents import revisions as documents
from app.storage.port import ReportStore, SearchQuery
from tests.factories import build_meta, build_report, submit


def section(number: str, title: str, *blocks: Paragraph | ItemList | TableReference | Note | Layout, line: int = 1) -> Section:
    return Section(
        id=number, level=1, marker=None, number=None, title=title, topic=Topic.OTHER, team=None, span=Span(line, line + 9), blocks=blocks
    )


def report(*sections: Section, tables: Sequence[Table] = (), meta: ReportMeta | None = None) -> Report:
    return dataclasses.replace(build_report(meta=meta), outline=sections, tables=tuple(tables))


def paragraph(text: str, line: int = 2) -> Paragraph:
    return Paragraph(text, Span(line, line))


async def save(store: ReportStore, series_id: str, made: Report, text: str = "하나") -> None:
    await store.save(submit(series_id, text=text, report=made))


async def found(store: ReportStore, text: str, **wanted: object) -> list[str]:
    page = await store.search(SearchQuery(text, **wanted))  # type: ignore[arg-type]
    return [f"{hit.report_id}/{hit.section.id}" for hit in page.items]


def table(section_id: str) -> Table:
    return Table(
        id="t1",
        section=section_id,
        caption="식목 현황",
        unit="그루",
        span=Span(4, 6),
        label_columns=(("구분",),),
        columns=(Column(("봄철", "공원")), Column(("봄철", "가로"))),
        rows=(
            Row(("소나무",), (Cell("일흔", None, Span(5, 5, 4, 6)), Cell("-")), Span(5, 5)),
            Row(("",), (Cell(""), Cell("3")), Span(6, 6)),
        ),
    )


async def test_an_empty_store_finds_nothing(store: ReportStore) -> None:
    page = await store.search(SearchQuery("예산", facets=("block",)))

    assert (page.items, page.total, page.next, page.facets) == ((), 0, None, {"block": ()})
    assert await found(store, "예산", report_id="r1") == []


@pytest.mark.parametrize(
    ("word", "block", "text", "place"),
    [
        pytest.param("청사", BlockKind.TITLE, "청사 관리", (1, 1, None), id="title"),
        pytest.param("문단글", BlockKind.PARAGRAPH, "여기 문단글 하나", (2, 2, None), id="paragraph"),
        pytest.param("항목글", BlockKind.ITEM, "항목글 : 본관", (3, 3, None), id="item"),
        pytest.param("아래글", BlockKind.ITEM, "아래글", (3, 3, None), id="item under an item"),
        pytest.param("식목", BlockKind.CAPTION, "식목 현황", (4, 6, "t1"), id="caption"),
        pytest.param("구분", BlockKind.LABEL, "구분", (4, 6, "t1"), id="label of the column of labels"),
        pytest.param("봄철", BlockKind.LABEL, "봄철", (4, 6, "t1"), id="merged label"),
        pytest.param("가로", BlockKind.LABEL, "봄철 > 가로", (4, 6, "t1"), id="label of a column"),
        pytest.param("소나무", BlockKind.LABEL, "소나무 | 일흔 | -", (5, 5, "t1"), id="label of a row"),
        pytest.param("일흔", BlockKind.CELL, "소나무 | 일흔 | -", (5, 5, "t1"), id="cell"),
        pytest.param("주석글", BlockKind.NOTE, "※ 주석글", (7, 7, None), id="note"),
        pytest.param("쪽머리", BlockKind.LAYOUT, "- 쪽머리 -", (8, 8, None), id="layout"),
    ],
)
async def test_every_kind_of_print_is_searched(
    store: ReportStore, word: str, block: BlockKind, text: str, place: tuple[int, int, str | None]
) -> None:
    items = ItemList((ListItem("○", "항목글 : 본관", Span(3, 3), "항목글", "본관", (ListItem("-", "아래글", Span(3, 3)),)),), Span(3, 3))
    blocks = (
        paragraph("여기 문단글 하나"),
        items,
        TableReference("t1", Span(4, 6)),
        Note("※ 주석글", Span(7, 7)),
        Layout("- 쪽머리 -", Span(8, 8)),
    )
    await save(store, "r1", report(section("1", "청사 관리", *blocks), tables=[table("1")]))

    (hit,) = (await store.search(SearchQuery(word))).items
    (snippet,) = hit.snippets
    assert (snippet.block, snippet.text) == (block, text)
    assert (snippet.span.first, snippet.span.last, snippet.table) == place
    assert [text[one.start : one.end] for one in snippet.highlights] == [word]
    assert (hit.report_id, hit.section.id, hit.section.path, hit.passages) == ("r1.1", "1", ("청사 관리",), 1)


async def test_a_section_without_any_text_is_found_by_its_title(store: ReportStore) -> None:
    await save(store, "r1", report(section("1", "빈 절")))

    (hit,) = (await store.search(SearchQuery("빈절"))).items
    assert hit.snippets[0].highlights == (Highlight(0, 3),)


async def test_a_table_that_no_section_holds_is_searched(store: ReportStore) -> None:
    await save(store, "r1", report(section("1", "가"), tables=[table("9")]))

    (hit,) = (await store.search(SearchQuery("소나무"))).items
    assert (hit.section.id, hit.section.path, hit.snippets[0].table) == ("", (), "t1")


async def test_words_of_children_are_not_those_of_their_parents(store: ReportStore) -> None:
    child = section("1.1", "아래 절", paragraph("낱말 하나"))
    await save(store, "r1", report(dataclasses.replace(section("1", "위 절"), children=(child,))))

    (hit,) = (await store.search(SearchQuery("낱말"))).items
    assert hit.section.path == ("위 절", "아래 절")
    assert await found(store, "위 낱말") == []


async def test_the_order_of_hits(store: ReportStore) -> None:
    """Where it stands, then whole words, then newest year, then the order of print."""
    body = [
        section("1", "절", Layout("예산", Span(2, 2))),
        section("2", "절", paragraph("총예산액")),
        section("3", "절", paragraph("예산 총액")),
        section("4", "절", paragraph("예산, 집행")),
        section("5", "절", TableReference("t1", Span(4, 6))),
        section("6", "세출예산"),
        section("7", "예산 현황"),
    ]
    tables = [dataclasses.replace(table("5"), caption="예산 총괄")]
    await save(store, "r1", report(*body, tables=tables, meta=build_meta(fiscal_year=2020)))
    await save(store, "r2", report(section("1", "절", paragraph("예산")), meta=build_meta(fiscal_year=2022)))
    await save(store, "r3", report(section("1", "절", paragraph("예산")), meta=build_meta(fiscal_year=None)))

    assert await found(store, "예산") == [
        "r1.1/7", "r1.1/6", "r1.1/5", "r2.1/1", "r1.1/3", "r1.1/4", "r3.1/1", "r1.1/2", "r1.1/1",
    ]  # fmt: skip


async def test_a_hit_is_as_good_as_its_weakest_word(store: ReportStore) -> None:
    await save(
        store,
        "r1",
        report(
            section("1", "예산", paragraph("집행")),
            section("2", "예산 집행"),
            section("3", "절", paragraph("예산"), paragraph("집행과 예산", 3)),
        ),
    )
    page = await store.search(SearchQuery("예산 집행"))

    assert [hit.section.id for hit in page.items] == ["2", "1", "3"]
    assert [[snippet.text for snippet in hit.snippets] for hit in page.items] == [["예산 집행"], ["예산", "집행"], ["집행과 예산"]]


async def test_a_long_passage_is_cut_around_the_word(store: ReportStore) -> None:
    await save(store, "r1", report(section("1", "절", paragraph("가나다 " * 100 + "낱말 " + "라마바 " * 100))))

    (hit,) = (await store.search(SearchQuery("낱말"))).items
    snippet = hit.snippets[0]
    assert len(snippet.text) == 202
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert [snippet.text[one.start : one.end] for one in snippet.highlights] == ["낱말"]


async def test_filters_and_facets(store: ReportStore) -> None:
    text = section("1", "절", paragraph("예산"))
    await save(store, "r1", report(text, meta=build_meta(fiscal_year=2021)))
    await save(store, "r2", report(text, meta=build_meta(fiscal_year=2020, department="재무과")))
    await save(store, "r3", report(section("1", "예산"), meta=build_meta(government="나루시", department=None, fiscal_year=None)))
    await save(store, "r4", report(text, meta=dataclasses.replace(build_meta(fiscal_year=2019, department=None), bureau="행정국")))

    assert await found(store, "예산", departments=("총 무 과",)) == ["r1.1/1"]
    assert await found(store, "예산", departments=("재무과", "행정국")) == ["r2.1/1", "r4.1/1"]
    assert await found(store, "예산", governments=("나루시",)) == ["r3.1/1"]
    assert await found(store, "예산", fiscal_years=((2019, 2019), (2021, 2030))) == ["r1.1/1", "r4.1/1"]
    assert await found(store, "예산", report_id="r2") == ["r2.1/1"]
    assert await found(store, "예산", blocks=(BlockKind.TITLE,)) == ["r3.1/1"]
    page = await store.search(SearchQuery("예산", facets=("department", "fiscal_year", "block"), limit=1))
    assert page.facets == {
        "department": (FacetCount(None, 2), FacetCount("재무과", 1), FacetCount("총무과", 1)),
        "fiscal_year": (FacetCount(None, 1), FacetCount(2019, 1), FacetCount(2020, 1), FacetCount(2021, 1)),
        "block": (FacetCount("paragraph", 3), FacetCount("title", 1)),
    }


async def test_only_latest_revisions_are_searched(store: ReportStore) -> None:
    await save(store, "r1", report(section("1", "절", paragraph("첫 글"))), "하나")
    await save(store, "r1", report(section("1", "절", paragraph("둘째 글"))), "둘")
    await save(store, "r2", report(section("1", "절", paragraph("첫 글"))))
    assert await found(store, "글") == ["r1.2/1", "r2.1/1"]
    assert await found(store, "첫") == ["r2.1/1"]
    assert await found(store, "첫", report_id="r1.1") == ["r1.1/1"]
    assert await found(store, "첫", report_id="r1") == []

    await store.delete("r2", actor="tester", at=submit().at)
    assert await found(store, "첫") == []
    assert await found(store, "첫", report_id="r2") == []


async def all_pages(store: ReportStore, limit: int) -> list[str]:
    seen: list[str] = []
    after = None
    while True:
        page = await store.search(SearchQuery("예산", limit=limit, after=after))
        seen += [f"{hit.report_id}/{hit.section.id}" for hit in page.items]
        if page.next is None:
            return seen
        after = page.next


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
async def test_pages(store: ReportStore, limit: int) -> None:
    for number in range(1, 6):
        sections = [section(str(one), "예산" if one % 2 else "절", paragraph("예산" if one % 3 else "총예산액")) for one in range(1, 5)]
        await save(store, f"r{number}", report(*sections, meta=build_meta(fiscal_year=2015 + number)))

    assert await all_pages(store, limit) == await all_pages(store, 1000)
    assert len(await all_pages(store, limit)) == (await store.search(SearchQuery("예산"))).total == 20


async def test_what_comes_in_between_neither_repeats_nor_loses(store: ReportStore) -> None:
    text = section("1", "절", paragraph("예산"))
    for number in (1, 2, 3, 4):
        await save(store, f"r{number}", report(text, meta=build_meta(fiscal_year=2010 + number)))
    first = await store.search(SearchQuery("예산", limit=2))
    await save(store, "r9", report(text, meta=build_meta(fiscal_year=2022)))
    await save(store, "r8", report(text, meta=build_meta(fiscal_year=2009)))
    rest = await store.search(SearchQuery("예산", limit=9, after=first.next))

    assert [hit.report_id for hit in first.items] == ["r4.1", "r3.1"]
    assert [hit.report_id for hit in rest.items] == ["r2.1", "r1.1", "r8.1"]


async def test_very_many_hits_are_ranked_window_by_window(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COUNT_LIMIT", 4)
    monkeypatch.setattr(finding, "_SECTIONS_AT_ONCE", 2)
    for number in range(1, 7):
        sections = [section("1", "절", paragraph("예산")), section("2", "예산")]
        await save(store, f"r{number}", report(*sections, meta=build_meta(fiscal_year=2010 + number)))

    windows = [
        "r6.1/2", "r5.1/2", "r4.1/2", "r6.1/1", "r5.1/1", "r4.1/1",
        "r3.1/2", "r2.1/2", "r1.1/2", "r3.1/1", "r2.1/1", "r1.1/1",
    ]  # fmt: skip
    for limit in (1, 2, 5, 6):
        assert await all_pages(store, limit) == windows
    page = await store.search(SearchQuery("예산", limit=2, facets=("fiscal_year",)))
    assert page.total > 4
    assert [count.value for count in page.facets["fiscal_year"]] == [2014, 2015, 2016]


async def test_a_question_without_a_word_and_a_cursor_of_no_page(store: ReportStore) -> None:
    with pytest.raises(InvalidParameter):
        await store.search(SearchQuery('""'))
    for after in (("a",), ("", "", "x", "", "1"), ("", "", "1")):
        with pytest.raises(InvalidCursor):
            await store.search(SearchQuery("예산", after=after))


async def test_sections_with_very_many_keys_and_folded_text(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile text: more pairs of syllables than a document should list, and more bytes than it may have."""
    monkeypatch.setattr(documents, "FOLD_BYTES", 1000)
    everything = "".join(f"{chr(0xAC00 + number)}{chr(0xD7A3 - number)}" for number in range(11_000))
    await save(store, "r1", report(section("1", "절", paragraph(everything)), section("2", "다른 절", paragraph("각힢"))))

    assert await found(store, "각힢") == ["r1.1/2", "r1.1/1"]
    assert await found(store, "각힣") == []


async def test_a_reader_sees_one_revision_while_others_publish(store: ReportStore) -> None:
    async def publish() -> None:
        for number in range(8):
            sections = [section(str(one), "절", paragraph(f"예산 글{number}")) for one in range(1, 4)]
            await save(store, "r1", report(*sections), f"글{number}")

    async def read() -> None:
        for _ in range(12):
            hits = (await store.search(SearchQuery("예산"))).items
            assert len(hits) in {0, 3}
            assert len({hit.report_id for hit in hits}) <= 1

    await asyncio.gather(publish(), read(), read())
