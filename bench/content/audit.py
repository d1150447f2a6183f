"""What the council asked for in its audit, and the answers."""

from bench.content.context import Context
from bench.document import Grid, GridRow

_CATEGORIES = (("시정·처리요구사항", "correction"), ("건의사항", "suggestion"))
_STATUS = (("추진완료", "done"), ("추진 중", "in_progress"), ("검토 중", "under_review"), ("미반영", "rejected"))


def write_audit(context: Context, chapter: str, departments: tuple[str, ...]) -> None:
    """Per category a table of requests, each with its departments in brackets, and answers with their status."""
    draft, random = context.draft, context.random
    for title, category in _CATEGORIES:
        draft.heading(3, title, chapter)
        rows = []
        for _ in range(random.randint(1, 4)):
            asked = random.sample(departments, min(len(departments), random.choice((1, 1, 2))))
            request, key = context.words.request(), draft.key()
            label, status = random.choice(_STATUS)
            answers = [context.words.answer() for _ in range(random.randint(1, 2))]
            cells = (
                f"○ {request} ({', '.join(asked)})",
                "\n".join((f"□ 추진상황 : {label}", "□ 추진내용", *(f"○ {answer}" for answer in answers))),
            )
            rows.append(GridRow(key, cells))
            draft.fact("audit_item", {"category": category, "request": request, "departments": tuple(asked), "status": status}, key)
        draft.blocks.append(Grid(((title,), ("처리결과 및 향후계획",)), tuple(rows)))
