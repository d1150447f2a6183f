"""Korean names of all fields in the OpenAPI document: beside what is said of them in English, or in its place."""

import re
from typing import Any, Final

from app.models.field_names import FIELD_NAMES, name_field

_HANGUL: Final = re.compile("[가-힣]")


def add_field_names(schemas: dict[str, Any]) -> None:
    """Name every property of the components in Korean, unless its description does so already."""
    for component, schema in schemas.items():
        # Two models of one name are told apart by their modules: app__models__facts__Statement.
        owner = component.rpartition("__")[2]
        for name, described in schema.get("properties", {}).items():
            if _is_known(owner, name):
                described["description"] = describe_field(owner, name, described.get("description", ""))


def describe_field(owner: str, name: str, said: str) -> str:
    """What is said of a field, with its Korean name before it and its unit.

    >>> describe_field("BudgetLine", "executed_won", "Amount in won (원).")
    '집행액. Amount in won (원).'
    >>> describe_field("Vehicle", "vehicles", ""), describe_field("Page", "next", "다음 쪽의 cursor.")
    ('대수(대).', '다음 쪽의 cursor.')
    """
    named = name_field(owner, name)
    if not said:
        return f"{named.korean}({named.unit})." if named.unit else f"{named.korean}."
    return said if _HANGUL.match(said) else f"{named.korean}. {said}"


def _is_known(owner: str, name: str) -> bool:
    return name in FIELD_NAMES or f"{owner}.{name}" in FIELD_NAMES
