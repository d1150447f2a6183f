"""Turns whatever goes wrong under a route into a problem (see `app/routers/problems.py`)."""

from typing import Final

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.errors import BogoError
from app.routers.middleware import REQUEST_ID, find_instance
from app.routers.problems import MEDIA_TYPE, Problem, describe, describe_faults, describe_status

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error with a problem."""
    app.add_exception_handler(BogoError, _answer_error)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(HTTPException, _answer_status)


def answer_problem(request: Request, problem: Problem) -> Response:
    """The problem as a response, with the address and the id of the request it belongs to."""
    members = {**problem.members, "instance": find_instance(request.scope), "request_id": request.scope.get(REQUEST_ID)}
    headers = {"Cache-Control": "no-store", "Content-Language": "ko", **problem.headers}
    return Response(orjson.dumps(members), problem.status, headers, MEDIA_TYPE)


async def _answer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, BogoError)
    return answer_problem(request, describe(error))


async def _answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer_problem(request, describe_faults(error.errors()))


async def _answer_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code != 405:
        return answer_problem(request, describe_status(error.status_code, error.detail, error.headers))
    allow = {"Allow": ", ".join(find_methods(request))}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=allow)
    return answer_problem(request, describe_status(405, error.detail, allow))


def find_methods(request: Request) -> tuple[str, ...]:
    """The methods that this address takes. HEAD comes with GET; OPTIONS is always answered."""
    router = request.app.router
    # A copy without the framework's own notes, for asking leaves notes behind.
    scope = {"type": "http", "path": request.scope["path"], "root_path": request.scope.get("root_path", ""), "headers": []}
    found = [method for method in _METHODS if any(route.matches({**scope, "method": method})[0] == Match.FULL for route in router.routes)]
    return (*found, *(("HEAD",) if "GET" in found else ()), "OPTIONS")
