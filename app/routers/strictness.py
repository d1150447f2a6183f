"""The refusal of parameters that a call does not have.

A misspelt parameter that is ignored gives a wrong answer that looks right. So one that the call does not know, or a single
one that is given twice, is a 422 that names the near one.
"""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, get_origin

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel

from app.errors import InvalidParameter, UnknownParameter

MOST_VALUES: Final = 50
"""Values that one parameter may have."""

_LONGEST_NAME: Final = 100


def refuse_unknown_parameters(request: Request) -> None:
    """A dependency of every call. Raises UnknownParameter, InvalidParameter."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute), "only routes of ours depend on this"
    known: dict[str, bool] = {}
    for field in route.dependant.query_params:
        model = field.field_info.annotation
        assert isinstance(model, type), "every query is described by one model"
        assert issubclass(model, BaseModel)
        known |= _list_parameters(model)
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in given.items():
        if name not in known:
            raise UnknownParameter(name[:_LONGEST_NAME], sorted(known), find_near_parameter(name[:_LONGEST_NAME], known))
        if times > 1 and not known[name]:
            raise InvalidParameter(name, ", ".join(request.query_params.getlist(name)[:MOST_VALUES]), "한 번만 쓸 수 있습니다.")
        if times > MOST_VALUES:
            raise InvalidParameter(name, str(times), f"값은 {MOST_VALUES}개까지 쓸 수 있습니다.")


def find_near_parameter(name: str, known: Sequence[str] | Mapping[str, Any]) -> str | None:
    """The known parameter that was most likely meant.

    >>> find_near_parameter("fiscal_yaer", ["fiscal_year", "limit"])
    'fiscal_year'
    """
    lower = name.lower().replace("-", "_")
    near = difflib.get_close_matches(lower, list(known), n=1, cutoff=0.6)
    return near[0] if near else next((other for other in known if lower in other or other in lower), None)


@cache
def _list_parameters(model: type[BaseModel]) -> Mapping[str, bool]:
    """The parameters of a call, each with whether it may be repeated."""
    return {name: get_origin(field.annotation) is tuple for name, field in model.model_fields.items()}
