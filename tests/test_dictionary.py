"""The dictionary of fields: nothing missing, and every example is a value of its field."""

import dataclasses
import enum
import importlib
import pkgutil
from typing import Any, Literal, TypeGuard, get_args, get_origin

import orjson
import pytest
from pydantic import TypeAdapter, ValidationError

import app.models
from app.dictionary import find_models, renew, write_dictionary
from app.formats.tables import read_hints
from app.main import create_app
from app.models.field_names import CODE_NAMES, FIELD_NAMES, name_field
from app.models.kinds import FACT_KINDS, KIND_NAMES

MODULES = [importlib.import_module(f"app.models.{found.name}") for found in pkgutil.iter_modules(app.models.__path__)]
MODELS = [model for module in MODULES for model in find_models(module)]
FIELDS = [(model, name) for model in MODELS for name in read_hints(model)]


def is_constant(hint: object) -> bool:
    return get_origin(hint) is Literal and len(get_args(hint)) == 1


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_korean_name(model: type) -> None:
    for name in read_hints(model):
        assert name in FIELD_NAMES or f"{model.__name__}.{name}" in FIELD_NAMES, f"{model.__name__}.{name} needs a line in field_names.py"
        assert any("가" <= letter <= "힣" for letter in name_field(model.__name__, name).korean)


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=[f"{model.__name__}.{name}" for model, name in FIELDS])
def test_every_example_is_a_value_of_its_field(model: type, name: str) -> None:
    example = name_field(model.__name__, name).example
    if "…" in example or is_constant(read_hints(model)[name]):
        return  # cut short for the reader; or there is only one value, and that is what is shown
    value = orjson.loads(example)
    adapter: TypeAdapter[Any] = TypeAdapter(read_hints(model)[name])
    try:
        adapter.validate_python(value, strict=False)
    except ValidationError as error:
        pytest.fail(f"{example} is no {model.__name__}.{name}: {error}")


def test_every_name_is_used() -> None:
    names = {name for _, name in FIELDS}
    owned = {f"{model.__name__}.{name}" for model, name in FIELDS}
    assert {name for name in FIELD_NAMES if name not in names and name not in owned} == set()


def test_every_code_has_a_korean_name() -> None:
    enums: dict[str, type[enum.StrEnum]] = {
        held.__name__: held for module in MODULES for held in vars(module).values() if isinstance(held, type) and is_code(held)
    }
    assert {name: set(CODE_NAMES.get(name, ())) for name in enums} == {
        name: {member.value for member in held} for name, held in enums.items()
    }
    assert set(KIND_NAMES) == set(FACT_KINDS)


def is_code(held: type) -> TypeGuard[type[enum.StrEnum]]:
    return issubclass(held, enum.StrEnum) and held is not enum.StrEnum


def test_every_model_that_is_sent_is_in_the_dictionary() -> None:
    written = write_dictionary()
    sent = {name.rpartition("__")[2] for name in create_app().openapi()["components"]["schemas"]}
    models = {model.__name__ for model in MODELS}
    assert {name for name in sent & models if f"#### `{name}`" not in written} == set()


def test_a_new_field_changes_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.models import facts

    @dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
    class Vehicle(facts.Vehicle):
        """With one field more."""

        persons: int

    Vehicle.__module__ = facts.__name__
    text = f"before\n{renew_marks()}\nafter"
    known = renew(text)
    assert renew(known) == known
    monkeypatch.setattr(facts, "Vehicle", Vehicle)
    assert renew(known) != known


def renew_marks() -> str:
    from app.dictionary import BEGIN, END

    return f"{BEGIN}\n{END}"


def test_the_openapi_document_names_every_field_in_korean() -> None:
    for component, schema in create_app().openapi()["components"]["schemas"].items():
        for name, described in schema.get("properties", {}).items():
            said = described.get("description", "")
            assert any("가" <= letter <= "힣" for letter in said), f"{component}.{name}"
