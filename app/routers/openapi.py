"""The OpenAPI document: what the framework derives from the routes, and what it can't know.

It can't know that every error has one shape (`ProblemAnswer`), that a HEAD or OPTIONS belongs to each address, or what
real values look like.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from app.models.responses import ProblemAnswer
from app.routers.aliases import PATH as ALIASES
from app.routers.aliases import NotedAliases
from app.routers.answers import JSON
from app.routers.descriptions import add_field_names

EXAMPLES: Final = Path(__file__).with_name("examples.json")
_REFERENCE: Final = "#/components/schemas/{model}"
# What routes read and write without the framework.
_MODELS: Final[tuple[tuple[type[BaseModel], JsonSchemaMode], ...]] = ((ProblemAnswer, "serialization"), (NotedAliases, "validation"))
_PATH_EXAMPLES: Final = {
    "government": "서울특별시 영등포구",
    "report_id": "rdgk3m2qf7abcdef.2",
    "other_id": "rdgk3m2qf7abcdef.3",
    "section_id": "1.2",
    "table_id": "t3",
    "fact_id": "budget_line-7f3k2m5q",
}
_NAME_EXAMPLES: Final = {"/departments/{name}": "총무과", "/governments": "서울특별시 영등포구", "/indicators": "승소율"}


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
    for model, mode in _MODELS:
        schema = model.model_json_schema(mode=mode, ref_template=_REFERENCE)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    add_field_names(schemas)
    _add_examples(document)
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = _find_example(path, parameter["name"])
    return document


def _add_examples(document: dict[str, Any]) -> None:
    """Real answers to every call: see tests/routers/test_examples.py, which makes them."""
    examples = orjson.loads(EXAMPLES.read_bytes())
    for path, example in examples.items():
        document["paths"][path]["get"]["responses"]["200"]["content"][JSON]["example"] = example
    document["paths"][ALIASES]["put"]["responses"]["200"]["content"][JSON]["example"] = examples[ALIASES]
    for status in ("200", "201"):
        document["paths"]["/ingest"]["post"]["responses"][status]["content"][JSON]["example"] = examples["/reports/{report_id}"]


def _find_example(path: str, name: str) -> str:
    return _PATH_EXAMPLES.get(name) or next(example for part, example in _NAME_EXAMPLES.items() if part in path)
