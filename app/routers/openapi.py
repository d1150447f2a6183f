"""The OpenAPI document: what the framework derives from the routes, and what it can't know.

It can't know that every error has one shape (`ProblemAnswer`), that a HEAD or OPTIONS belongs to each address, or what
real values look like in a path.
"""

from collections.abc import Callable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.models.responses import ProblemAnswer

_REFERENCE: Final = "#/components/schemas/{model}"
_PATH_EXAMPLES: Final = {
    "report_id": "rdgk3m2qf7abcdef.2",
    "section_id": "1.2",
    "table_id": "t3",
}
_NAME_EXAMPLES: Final = {"/departments": "총무과", "/governments": "서울특별시 영등포구", "/indicators": "승소율"}


def make_openapi(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The function that gives the application's OpenAPI document, made once."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(_describe(app))
        return made

    return openapi


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schema = ProblemAnswer.model_json_schema(mode="serialization", ref_template=_REFERENCE)
    schemas.update(schema.pop("$defs", {}))
    schemas["ProblemAnswer"] = schema
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = _find_example(path, parameter["name"])
    return document


def _find_example(path: str, name: str) -> str:
    return _PATH_EXAMPLES.get(name) or next(example for start, example in _NAME_EXAMPLES.items() if path.startswith(start))
