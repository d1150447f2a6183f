"""How a label says its figures were computed: `예산현액(A)`, `집행액(B)`, `잔액(A-B)`, `집행률(B/A)`, `계(A+B)`."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.parsers.evidence.arithmetic import Kind
from app.parsers.labels import read_label

_LETTER: Final = r"[A-Za-z①-⑳㉠-㉭ⓐ-ⓩⒶ-Ⓩ]"
_PERCENT: Final = re.compile(r"(?:[×xX*]100)?%?$")
_SIGNED: Final = re.compile(rf"([+\-]?)\s*({_LETTER})")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a label: what kind of rule, and its letters with their weights."""

    kind: Kind
    letters: tuple[tuple[str, int], ...]


def find_letters(paths: Sequence[Sequence[str]]) -> tuple[dict[str, list[int]], dict[int, Formula]]:
    """Which columns or rows each letter names, and the formulas of those that follow from others."""
    letters: dict[str, list[int]] = defaultdict(list)
    formulas: dict[int, Formula] = {}
    for item, path in enumerate(paths):
        for printed in (letter for label in path if (letter := read_label(label).letter)):
            if len(printed) == 1:
                letters[printed].append(item)
            elif read := read_formula(printed):
                formulas.setdefault(item, read)
    return letters, formulas


def read_formula(text: str) -> Formula | None:
    """`A+B`, `B-A`, `C/B`, `(B-A)/A`, `C=A-B`, `C/B×100`.

    >>> read_formula("(B-A)/A")
    Formula(kind=<Kind.GROWTH: 'growth'>, letters=(('B', 1), ('A', 1)))
    """
    parts = re.split(r"[/÷]", _PERCENT.sub("", text.rpartition("=")[2]))
    terms = [(letter, -1 if sign == "-" else 1) for sign, letter in _SIGNED.findall(parts[0])]
    if len(parts) == 1:
        return Formula(Kind.SUM, tuple(terms)) if len(terms) > 1 else None
    below = _SIGNED.findall(parts[1])
    if len(parts) > 2 or len(below) != 1:
        return None
    if len(terms) == 1:
        return Formula(Kind.RATE, ((terms[0][0], 1), (below[0][1], 1)))
    if len(terms) == 2 and terms[1][1] == -1 and terms[1][0] == below[0][1]:
        return Formula(Kind.GROWTH, ((terms[0][0], 1), (below[0][1], 1)))
    return None
