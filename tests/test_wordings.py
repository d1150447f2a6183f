"""Every Hangul word that decides anything stands in `app/parsers/labels`; elsewhere Hangul is only said to people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PARSERS: Final = Path(__file__).parent.parent / "app" / "parsers"
FILES: Final = sorted(path for path in PARSERS.rglob("*.py") if path.relative_to(PARSERS).parts[0] != "labels")
_SYLLABLE: Final = re.compile("[가-힣]")
_ANY_SYLLABLE: Final = "가-힣"
"""A pattern for any letter of a word names no word."""

_SAID: Final = ("message", "_MESSAGES")
"""What a finding says is assigned to one of these; in `checks`, which only tells, it may stand anywhere but where it decides."""

_DECIDING_CALLS: Final = frozenset(
    [
        "compile",
        "endswith",
        "find",
        "fullmatch",
        "match",
        "partition",
        "removeprefix",
        "removesuffix",
        "rfind",
        "rpartition",
        "search",
        "split",
        "startswith",
        "sub",
        "frozenset",
        "words",
    ]
)


def wordings(source: str, *, tells: bool) -> Iterator[tuple[int, str]]:
    """Line and text of every literal with a word in it, but for docstrings and what is said to people."""
    tree = ast.parse(source)
    free = {id(part) for node in _said(tree, tells=tells) for part in ast.walk(node)}
    decides = {id(part) for node in _deciding(tree) for part in ast.walk(node)} if tells else set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or (id(node) in free and id(node) not in decides):
            continue
        if _SYLLABLE.search(node.value.replace(_ANY_SYLLABLE, "")):
            yield node.lineno, node.value


def _said(tree: ast.Module, *, tells: bool) -> Iterator[ast.AST]:
    if tells:
        yield tree
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node  # a docstring
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in _SAID for target in targets):
                yield node
        elif isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Enum" for base in node.bases):
            yield node


def _deciding(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        if name in _DECIDING_CALLS or isinstance(node, ast.Compare):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PARSERS)))
def test_words_that_decide_stand_among_the_labels(path: Path) -> None:
    assert list(wordings(path.read_text(encoding="utf-8"), tells=path.relative_to(PARSERS).parts[0] == "checks")) == []


@pytest.mark.parametrize(
    ("source", "tells", "found"),
    [
        ('X = re.compile("[가-힣]+")', False, 0),
        ('X = re.compile("(?:총|약)")', False, 1),
        ('"""계"""\nmessage = f"{x} 없음"', False, 0),
        ('if label == "계": ...', False, 1),
        ('return f"{x}은 틀렸습니다."', True, 0),
        ('if label.endswith("계"): return f"{x}은 틀렸습니다."', True, 1),
        ('X = {"계", "합계"}', False, 2),
    ],
)
def test_what_counts_as_a_word(source: str, *, tells: bool, found: int) -> None:
    assert len(list(wordings(source.replace("return", "x ="), tells=tells))) == found
