"""How a command ends when it could not do its part: one line in words, and 1."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from app.cli.screen import console, say
from app.errors import BogoError


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turns errors of ours, and of files, into a line on the screen and the exit code 1."""
    try:
        yield
    except BogoError as error:
        fail(f"{say(error)} ({error})", error)
    except OSError as error:
        fail(f"{error.filename or ''}: {error.strerror or error}", error)


def fail(words: str, cause: BaseException | None = None) -> None:
    """End the command. Raises typer.Exit."""
    console.print(words, style="red", markup=False, highlight=False)
    raise typer.Exit(1) from cause
