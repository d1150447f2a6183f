"""The README: its examples are run and their answers compared, its settings are those of the program.

Where answers change for a good reason, `python -m tests.test_readme` prints them into the README anew, cut off where they
are cut off now; the difference is read before it is kept.
"""

import json
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from app.settings import Settings
from tests.running import ROOT, running

README: Final = ROOT / "README.md"
TEXT: Final = README.read_text(encoding="utf-8")
EXAMPLE: Final = re.compile(r"```console\n\$ (?P<command>curl .*?)\n```\n\n```(?P<form>json|text)\n(?P<answer>.*?)\n```", re.DOTALL)
EXAMPLES: Final = tuple(EXAMPLE.finditer(TEXT))
SEEDS: Final = len(list((ROOT / "seeds").glob("*.txt")))


@contextmanager
def seeded(folder: Path) -> Iterator[httpx.Client]:
    """The service as `make run` starts it, once it has read the sample reports."""
    with running(["bogo", "serve", "--load", "seeds"], folder) as client:
        deadline = time.monotonic() + 60
        while client.get("/reports").json()["total"] < SEEDS:
            assert time.monotonic() < deadline, "the sample reports were not loaded"
            time.sleep(0.1)
        yield client


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with seeded(tmp_path_factory.mktemp("readme")) as client:
        yield client


def ask(client: httpx.Client, command: str) -> httpx.Response:
    """What a curl command of the README asks, over the same socket."""
    path = re.search(r"http://127\.0\.0\.1:8000([^'\s]*)", command)
    assert path, command
    file, header = re.search(r"--data-binary @(\S+)", command), re.search(r"-H '(\S+): (.*?)'", command)
    headers = {header[1]: header[2]} if header else {}
    return client.post(path[1], content=(ROOT / file[1]).read_bytes(), headers=headers) if file else client.get(path[1], headers=headers)


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["command"][-30:] for example in EXAMPLES])
def test_example_gives_its_answer(service: httpx.Client, example: re.Match[str]) -> None:
    given = ask(service, example["command"])
    assert given.status_code == httpx.codes.OK, given.text
    if example["form"] == "text":
        assert given.text.rstrip("\n") == example["answer"]
    else:
        assert differences(json.loads(example["answer"]), given.json()) == []


def differences(shown: object, given: object, place: str = "$") -> list[str]:
    """Where an answer is not as shown. `"…": "…"` stands for more keys, a last `"…"` for more items."""
    if isinstance(shown, dict) and isinstance(given, dict):
        keys = shown.keys() - {"…"}
        wrong = [f"{place}: keys"] if keys - given.keys() or (given.keys() - keys and "…" not in shown) else []
        return wrong + [one for key in keys & given.keys() for one in differences(shown[key], given[key], f"{place}.{key}")]
    if isinstance(shown, list) and isinstance(given, list):
        open_end = shown[-1:] == ["…"]
        items = shown[:-1] if open_end else shown
        wrong = [f"{place}: {len(given)} items"] if len(given) < len(items) or (len(given) > len(items) and not open_end) else []
        return wrong + [one for at, (a, b) in enumerate(zip(items, given, strict=False)) for one in differences(a, b, f"{place}[{at}]")]
    return [] if shown == given else [f"{place}: {given!r}, shown {shown!r}"]


@pytest.mark.parametrize(
    ("shown", "given", "expected"),
    [
        ({"a": 1}, {"a": 1}, 0),
        ({"a": 1}, {"a": 2}, 1),
        ({"a": 1}, {"a": 1, "b": 2}, 1),
        ({"a": 1, "…": "…"}, {"a": 1, "b": 2}, 0),
        ([1, "…"], [1, 2], 0),
        ([1, "…"], [2], 1),
        ([1], [1, 2], 1),
    ],
)
def test_a_difference_is_seen(shown: object, given: object, expected: int) -> None:
    assert len(differences(shown, given)) == expected


def test_the_table_of_settings_is_whole() -> None:
    rows = re.findall(r"^\| `(BOGO_[A-Z_]+)` \| `(.*?)` \| (.*?) \|$", TEXT, re.MULTILINE)
    fields = Settings.model_fields.items()
    assert rows == [(f"BOGO_{name.upper()}", str(field.default), field.description) for name, field in fields]


def test_every_place_named_in_the_readme_exists() -> None:
    named = re.findall(r"`((?:app|bench|seeds|docs)(?:/[\w.]+)*)`", TEXT)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def renewed(shown: object, given: object) -> object:
    """The answer given, cut off where the answer shown is; what is shown empty is taken whole."""
    if isinstance(shown, dict) and isinstance(given, dict) and shown:
        kept = {key: renewed(shown[key], given[key]) for key in shown if key in given}
        return kept | ({"…": "…"} if "…" in shown else {})
    if isinstance(shown, list) and isinstance(given, list) and shown:
        models = [one for one in shown if one != "…"] or [{}]
        items = [renewed(models[min(at, len(models) - 1)], one) for at, one in enumerate(given[: len(models)])]
        return [*items, "…"] if "…" in shown else items
    return given


def renew(client: httpx.Client, example: re.Match[str]) -> str:
    given = ask(client, example["command"])
    answer = given.text.rstrip("\n")
    if example["form"] == "json":
        answer = json.dumps(renewed(json.loads(example["answer"]), given.json()), ensure_ascii=False, indent=2)
    return f"```console\n$ {example['command']}\n```\n\n```{example['form']}\n{answer}\n```"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, seeded(Path(folder)) as client:
        README.write_text(EXAMPLE.sub(lambda example: renew(client, example), TEXT), encoding="utf-8")


if __name__ == "__main__":
    main()
