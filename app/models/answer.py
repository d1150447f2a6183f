"""What all answers have in common, apart from the answers so that a module of theirs can be split."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """What all answers have in common: they are values."""

    model_config = ConfigDict(frozen=True)


def left_out(value: object) -> bool:
    """Whether a member that says nothing is left out of the JSON: pydantic's `exclude_if`."""
    return value is None
