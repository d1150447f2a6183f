"""What was done to the reports, and what a newer text says otherwise."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from app.formats.tables import model_table
from app.models.history import ActionName, ChangeName, JournalItem, ReportDiff
from app.models.kinds import FACT_KINDS
from app.models.responses import Page
from app.queries import Action, JournalQuery
from app.queries.history import DiffQuery, find_diff, find_journal
from app.queries.listing import walk_pages
from app.routers.answers import answer, link_next, list_members
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.exports import Export, answer_items
from app.routers.parameters import MAX_LIMIT, ListParameters, Moment, Name, NameText, PageParameters, to_utc

router = make_router("역사 · history")


class JournalParameters(ListParameters):
    """Which entries of the journal."""

    actor: Annotated[tuple[NameText, ...], Field(description="누가 했는지. Who did it. Repeatable.")] = ()
    action: Annotated[tuple[ActionName, ...], Field(description="무엇을 했는지. Repeatable.")] = ()
    since: Annotated[Moment | None, Field(description="이 시각부터. Only what was done then or later (UTC unless it says so).")] = None


class DiffParameters(PageParameters):
    """Which changes."""

    kind: Annotated[tuple[Literal[FACT_KINDS], ...], Field(description="사실의 종류. Kind of fact. Repeatable.")] = ()  # type: ignore[valid-type]
    change: Annotated[tuple[ChangeName, ...], Field(description="생김 appeared, 사라짐 vanished, 달라짐 changed. Repeatable.")] = ()


@router.get("/journal", response_model=Page[JournalItem], responses=LISTED, summary="기록 · The journal")
async def list_journal(request: Request, store: Store, wanted: Annotated[JournalParameters, Query()]) -> Response:
    """누가 언제 어느 보고서에 무엇을 했는지, 새로운 것부터. Who did what to which report, newest first.

    An entry is a part of the revision it speaks of: what is not in the journal did not happen.
    """
    query = JournalQuery(
        actors=wanted.actor,
        actions=tuple(map(Action, wanted.action)),
        since=to_utc(wanted.since),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    entries = Export(
        model_table(JournalItem),
        "기록",
        page=lambda: find_journal(store, query),
        everything=lambda: walk_pages(lambda after: find_journal(store, replace(query, after=after, limit=MAX_LIMIT))),
    )
    return await answer_items(request, wanted, entries, Page[JournalItem])


@router.get(
    "/reports/{report_id}/diff/{other_id}", response_model=ReportDiff, responses=NAMED, summary="판 비교 · What another text says otherwise"
)
async def show_diff(
    request: Request, store: Store, report_id: Name, other_id: Name, wanted: Annotated[DiffParameters, Query()]
) -> Response:
    """앞 판에서 뒤 판으로 생기고 사라지고 달라진 사실. Facts that appeared, vanished or changed from the first to the second.

    Two revisions of one report, or of two (`<series>` is its latest). A fact is found again by its kind, names, path, dimensions
    and period; where only its heading, date or department differ it is the same fact, changed.
    """
    query = DiffQuery(kinds=wanted.kind, changes=wanted.change, after=wanted.after(request), limit=wanted.limit)
    found = await find_diff(store, report_id, other_id, query)
    members = list_members(request, found.listing)
    shown = ReportDiff(before=found.before, after=found.after, counts=found.counts, kinds=found.kinds, items=found.listing.items, **members)
    return answer(request, shown, headers=link_next(request, members["next"]))
