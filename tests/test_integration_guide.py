"""The guide for integrators: its examples are run as they stand, in their order, and their answers compared.

Where answers change for a good reason, `python -m tests.test_integration_guide` writes them into the guide anew, cut off
where they are cut off now; the difference is read before it is kept.
"""

import contextlib
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest

from app.dictionary import renew
from app.routers.problems import KINDS, URN, describe_status, kebab
from app.settings import Settings
from tests.running import BIN, ROOT, running
from tests.test_readme import differences, renewed

GUIDE: Final = ROOT / "docs" / "integration.md"
ADDRESS: Final = "http://127.0.0.1:8000"
EXAMPLE: Final = re.compile(
    r"```(?P<sort>console|python)\n(?P<command>.*?)\n```\n\n```(?P<form>json|ndjson|http|text)\n(?P<answer>.*?)\n```", re.DOTALL
)
TEXT: Final = GUIDE.read_text(encoding="utf-8")
EXAMPLES: Final = tuple(EXAMPLE.finditer(TEXT))

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are commands for curl")


def run_all(folder: Path) -> list[str]:
    """What each example answers, with an empty service at the beginning."""
    with running(["bogo", "serve"], folder) as client:
        address = str(client.base_url).rstrip("/")
        return [run(example["sort"], example["command"].replace(ADDRESS, address)).replace(address, ADDRESS) for example in EXAMPLES]


def run(sort: str, command: str) -> str:
    if sort == "python":
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            exec(command, {})
        return shown.getvalue()
    assert command.startswith("$ "), command
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_PROXY": "127.0.0.1", "COLUMNS": "200"}
    done = subprocess.run(["bash", "-c", command[2:]], cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8-sig")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return run_all(tmp_path_factory.mktemp("guide"))


def test_every_command_has_an_answer() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^```(?:console|python)$", TEXT, re.MULTILINE)) > 15


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[example["command"][:40] for example in EXAMPLES])
def test_example_gives_its_answer(answers: list[str], number: int) -> None:
    example = EXAMPLES[number]
    assert find_differences(example["form"], example["answer"], answers[number]) == []


def find_differences(form: str, shown: str, given: str) -> list[str]:
    if form == "json":
        return differ_json(shown, given)
    if form == "ndjson":
        return [one for pair in zip_lines(shown, given) for one in differ_json(*pair)]
    if form == "http":
        return differ_http(shown, given)
    return [f"{b!r}, shown {a!r}" for a, b in zip_lines(shown, given) if not fits(a, b)]


def differ_json(shown: str, given: str) -> list[str]:
    expected = json.loads(shown)
    return differences(expected, mask(expected, json.loads(given)))


def mask(shown: Any, given: Any) -> Any:
    """What is given, with `…` where that is shown."""
    if shown == "…":
        return shown
    if isinstance(shown, dict) and isinstance(given, dict):
        return {key: mask(shown.get(key), value) for key, value in given.items()}
    if isinstance(shown, list) and isinstance(given, list) and "…" not in shown:
        return [mask(a, b) for a, b in itertools.zip_longest(shown[: len(given)], given)]
    return given


def zip_lines(shown: str, given: str) -> list[tuple[str, str]]:
    return list(zip(shown.splitlines(), given.rstrip("\n").splitlines(), strict=True))


def fits(shown: str, given: str) -> bool:
    """`…` in a line stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), given, re.DOTALL) is not None


def differ_http(shown: str, given: str) -> list[str]:
    """Status, those headers that are shown, and the body."""
    (status, *headers), body = split_http(shown)
    (got_status, *got), got_body = split_http(given)
    wrong = [f"{got_status}, shown {status}"] if status != got_status else []
    wrong += [header for header in headers if not any(fits(header, other) for other in got)]
    is_json = any("json" in header for header in headers)
    return wrong + (differ_json(body, got_body) if is_json else [] if fits(body, got_body) else [got_body])


def split_http(text: str) -> tuple[list[str], str]:
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    return head.splitlines(), body.strip("\ufeff\n")


@pytest.mark.parametrize(
    ("form", "shown", "given", "wrong"),
    [
        ("text", "a…c", "abc", 0),
        ("text", "a…c", "abd", 1),
        ("json", '{"a": "…", "b": [{"c": "…"}]}', '{"a": 1, "b": [{"c": 2}]}', 0),
        ("json", '{"a": "…", "b": [{"c": 1}]}', '{"a": 1, "b": [{"c": 2}]}', 1),
        ("ndjson", '{"a": 1}', '{"a": 2}', 1),
        ("http", "HTTP/1.1 200 OK\nb: 2\n\n1", "HTTP/1.1 200 OK\r\na: 1\r\nb: 2\r\n\r\n1", 0),
        ("http", "HTTP/1.1 200 OK\nb: 3\n\n1", "HTTP/1.1 201 Created\r\na: 1\r\nb: 2\r\n\r\n2", 3),
    ],
)
def test_a_difference_is_seen(form: str, shown: str, given: str, wrong: int) -> None:
    assert len(find_differences(form, shown, given)) == wrong


def test_the_dictionary_is_that_of_the_models() -> None:
    assert renew(TEXT) == TEXT, "run `make docs`"


def test_the_table_of_errors_is_whole() -> None:
    rows = re.findall(r"^\| (\d{3}) \| (.*?) \|", TEXT, re.MULTILINE)
    listed = {(int(status), name) for status, names in rows for name in re.findall(r"`([a-z-]+)`", names)}
    known = {(kind.status, kebab(error.__name__)) for error, kind in KINDS.items() if not error.__subclasses__()}
    known |= {(status, str(describe_status(status, "").members["type"]).removeprefix(URN)) for status in (404, 405, 500)}
    assert listed <= known
    # Faults of the service are all answered in one way: only those that a caller can do something about must be there.
    assert {(status, name) for status, name in known - listed if status != 500} == set()


def test_the_table_of_limits_is_that_of_the_settings() -> None:
    for shown, variable in re.findall(r"\| ([\d,]+)[^|]*\| `BOGO_([A-Z_]+)` \|", TEXT):
        assert Settings.model_fields[variable.lower()].default == int(shown.replace(",", "")), variable


def renew_example(example: re.Match[str], given: str) -> str:
    form, shown = example["form"], example["answer"]
    if form == "json":
        answer = pretty(renewed(json.loads(shown), json.loads(given)))
    elif form == "ndjson":
        answer = "\n".join(
            json.dumps(renewed(json.loads(a), json.loads(b)), ensure_ascii=False)
            for a, b in zip(shown.splitlines(), given.splitlines(), strict=True)
        )
    elif form == "http":
        answer = renew_http(shown, given)
    else:
        answer = "\n".join(cut(line) for line in given.rstrip("\n").splitlines())
    return f"```{example['sort']}\n{example['command']}\n```\n\n```{form}\n{answer}\n```"


def renew_http(shown: str, given: str) -> str:
    (_, *headers), body = split_http(shown)
    (got_status, *got), got_body = split_http(given)
    names = [header.partition(":")[0] for header in headers]
    kept = [header for name in names for header in got if header.startswith(f"{name}:")]
    if any("json" in header for header in headers):
        return "\n".join([got_status, *kept, "", pretty(renewed(json.loads(body), json.loads(got_body)))])
    return "\n".join([got_status, *kept, "", *(cut(line) for line in got_body.splitlines()[:3]), "…"])


def cut(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:150]}…"


def pretty(answer: Any) -> str:
    """What is said of time and of requests differs from run to run."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return re.sub(r'("(?:published|request_id|next)": )"[^"]+"', r'\1"…"', text)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = iter(run_all(Path(folder)))
    GUIDE.write_text(renew(EXAMPLE.sub(lambda example: renew_example(example, next(given)), TEXT)), encoding="utf-8")


if __name__ == "__main__":
    main()
