"""Other names of a department: who knows them notes them here, and `lineage=true` follows them.

An answer's ETag stands for the names as they are. A change with `If-Match` is made only while they are so; with
`If-None-Match: *` only where none are noted yet. Of several changes at once without either, the last one stands.
"""

from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from app.errors import BodyTooLarge
from app.models.lineage import MAX_ALIASES, Alias, AliasSet, Date, DepartmentAliases, Relation
from app.queries.aliases import Accept, delete_aliases, find_aliases, put_aliases
from app.routers.actors import Actor
from app.routers.answers import answer, make_tag, read_tags, to_json
from app.routers.bodies import JSON_TYPE, find_media_type, parse_object, read_body
from app.routers.context import NAMED, Store, make_router, problem
from app.routers.parameters import Name, NameText

router = make_router("부서 · departments")

PATH: Final = "/governments/{government}/departments/{name}/aliases"
_MAX_BYTES: Final = 524_288  # so many names of the greatest length, every letter escaped
_ANY: Final = "*"


class NotedAlias(BaseModel):
    """One other name."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[NameText, Field(description="다른 이름, 인쇄된 대로. As it is printed.", examples=["총무과"])]
    relation: Annotated[
        Relation,
        Field(
            description="이 부서에 대하여: 같은 때의 다른 이름 alias, 이전 이름 predecessor, 이후 이름 successor, 흡수된 부서 merged. "
            "What that name is to the department."
        ),
    ]
    first: Annotated[Date | None, Field(description="쓰이기 시작한 때. Since when; null: since ever.")] = None
    last: Annotated[Date | None, Field(description="쓰임이 끝난 때. Until when; null: until now.")] = None


class NotedAliases(BaseModel):
    """The other names of a department, in place of those that were noted before."""

    model_config = ConfigDict(extra="forbid")

    aliases: Annotated[
        tuple[NotedAlias, ...], Field(description="다른 이름 모두. All of them; an empty list takes them away.", max_length=MAX_ALIASES)
    ]


_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON_TYPE: {
                "schema": {"$ref": "#/components/schemas/NotedAliases"},
                "example": {
                    "aliases": [
                        {"name": "총무과", "relation": "predecessor", "last": "2014-06"},
                        {"name": "민원봉사과", "relation": "merged", "first": "2008", "last": "2010-12-31"},
                    ]
                },
            }
        },
    }
}
_CHANGING: Final[dict[int | str, dict[str, Any]]] = {
    **NAMED,
    409: problem("다른 요청이 계속 고치고 있습니다. Others keep changing the same names; try again."),
    412: problem("그 사이에 바뀌었습니다. Not, or no longer, what `If-Match` names; read again."),
}
_NOTING: Final[dict[int | str, dict[str, Any]]] = {
    **_CHANGING,
    400: problem("본문이 JSON이 아닙니다. The body is not the JSON it says it is."),
    413: problem("본문이 너무 큽니다. Too large; `limit_bytes` says how much is taken."),
    415: problem("받지 않는 형식입니다. `supported` names what is taken."),
}


def _read_condition(
    if_match: Annotated[
        str | None, Header(description="이 ETag일 때만 바꿉니다. Change only what is still under this ETag; `*`: only what is there.")
    ] = None,
    if_none_match: Annotated[str | None, Header(description="`*`: 아직 없을 때만. Only where nothing is noted yet.")] = None,
) -> Accept:
    """Whether the names of a department are what a caller wants to change, by the headers of its request."""

    def accept(government: str, held: AliasSet) -> bool:
        tags = {make_tag(to_json(_show(government, held))), *((_ANY,) if held.aliases else ())}
        return (if_match is None or bool(tags & read_tags(if_match))) and not (if_none_match and tags & read_tags(if_none_match))

    return accept


Condition = Annotated[Accept, Depends(_read_condition)]


@router.get(PATH, response_model=DepartmentAliases, responses=NAMED, summary="다른 이름 · Other names of a department")
async def show_aliases(request: Request, store: Store, government: Name, name: Name) -> Response:
    """적어 둔 다른 이름, 이전·이후 이름. What was noted of a department; nothing noted is an empty list of version 0."""
    return answer(request, _show(*await find_aliases(store, government, name)))


@router.put(PATH, response_model=DepartmentAliases, responses=_NOTING, openapi_extra=_BODY, summary="다른 이름 적기 · Note other names")
async def note_aliases(request: Request, store: Store, actor: Actor, government: Name, name: Name, condition: Condition) -> Response:
    """전에 적은 것을 대신합니다. In place of what was noted before; the same again changes nothing.

    The department, or one of the names, must be known. Names of a government that follow each other in a circle are refused: an
    office that went back to an old name has the one between as its `alias`, with the dates of it. `lineage=true` follows what is
    noted from either end, so it need be noted at one only.
    """
    find_media_type(request, (JSON_TYPE,))
    noted = parse_aliases(await read_body(request, _MAX_BYTES, BodyTooLarge(_MAX_BYTES)))
    return answer(request, _show(*await put_aliases(store, government, name, noted, actor=actor, accept=condition)))


@router.delete(PATH, status_code=204, responses=_CHANGING, summary="다른 이름 지우기 · Forget other names")
async def forget_aliases(store: Store, actor: Actor, government: Name, name: Name, condition: Condition) -> Response:
    """적은 것을 모두 지웁니다. Takes away all that was noted at this department; the journal keeps who did it."""
    await delete_aliases(store, government, name, actor=actor, accept=condition)
    return Response(status_code=204)


def parse_aliases(body: bytes) -> tuple[Alias, ...]:
    """The names that a body holds. Raises MalformedBody, RequestValidationError."""
    try:
        noted = NotedAliases.model_validate(parse_object(body, '{"aliases": […]} 꼴의 JSON 객체가 아닙니다'))
    except ValidationError as error:
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]) from error
    return tuple(Alias(one.name, one.relation, one.first, one.last) for one in noted.aliases)


def _show(government: str, held: AliasSet) -> DepartmentAliases:
    return DepartmentAliases(government=government, department=held.department, version=held.version, aliases=held.aliases)
