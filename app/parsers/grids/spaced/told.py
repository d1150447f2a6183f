"""Columns that a sentence above the header tells, as accessible pages do for readers who can't see the table.

    과장급 비율을 유형별, 과장급 이상 비율(총원, 과장급, 비율)로 나타냄
    유형별 과장급 이상 비율
    총원 과장급 비율

The sentence names the head of the labels, then each column, a group with its leaves in brackets. It is believed where the header says
just the same words in the order of print: the head and the upper labels, then all leaves.

>>> told_columns("비율을 유형별, 과장급 비율(총원, 과장급, 비율)로 나타냄", ["유형별 과장급 비율", "총원 과장급 비율"]).columns
(('과장급 비율', '총원'), ('과장급 비율', '과장급'), ('과장급 비율', '비율'))
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from app.parsers.grids.spaced.deal import Heads, Path

_OPENING: Final = "(["
_CLOSING: Final = ")]"
_LONGEST: Final = 400


class _Item(NamedTuple):
    """One label that a sentence lists, with its leaves."""

    label: str
    leaves: tuple[str, ...]


def told_columns(sentence: str, header: Sequence[str]) -> Heads | None:
    """The columns of a header as the sentence above it tells them; None where both do not say the same."""
    first, *others = _split(sentence) if len(sentence) <= _LONGEST else [""]
    if not others:
        return None
    printed = _squeezed("".join(header))
    items = _items(printed, others)
    label = _words_of(first, printed.removesuffix(_said(items)))
    columns: tuple[Path, ...] = tuple(path for item in items for path in _paths(item))
    return Heads((label,), columns) if label and len(set(columns)) == len(columns) else None


def _items(printed: str, texts: Sequence[str]) -> list[_Item]:
    """The labels that a sentence lists; the last one without the words that end the sentence."""
    items = [_item(text) for text in texts]
    last = "" if items[-1].leaves else _ending(printed, items, texts[-1])
    return [*items[:-1], _Item(last, ())] if last else items


def _said(items: Sequence[_Item]) -> str:
    """What a header says below which these labels stand: the upper ones, then all leaves."""
    return _squeezed("".join([*(item.label for item in items), *(leaf for item in items for leaf in item.leaves)]))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _split(text: str) -> list[str]:
    """The parts of a text between commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth = max(0, depth + (letter in _OPENING) - (letter in _CLOSING))
        if letter == "," and not depth:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def _item(text: str) -> _Item:
    """A label with the leaves in the brackets behind it; brackets that hold no list are a part of the label."""
    first = next((at for at, letter in enumerate(text) if letter in _OPENING), len(text))
    depth = 0
    for at in range(first, len(text)):
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING)
        if not depth:
            leaves = tuple(_split(text[first + 1 : at]))
            return _Item(text[:first].strip(), leaves) if len(leaves) > 1 else _Item(text, ())
    return _Item(text, ())


def _ending(printed: str, items: Sequence[_Item], text: str) -> str:
    """The last label of a sentence without the words that end it: as much of it as the header goes on with behind the other labels."""
    before = items[-2].label if len(items) > 1 else ""
    leaves = _squeezed("".join(leaf for item in items for leaf in item.leaves))
    if leaves and not printed.endswith(leaves):
        return ""
    upper = printed[: len(printed) - len(leaves)]
    start = upper.rfind(_squeezed(before)) + len(_squeezed(before)) if before else 0
    ends = (end for end in range(len(text), 0, -1) if upper[start:].endswith(_squeezed(text[:end])))
    return text[: next(ends, 0)].strip()


def _words_of(text: str, head: str) -> str:
    """The last words of a text that are the head of the labels."""
    words = text.split()
    for start in range(len(words) - 1, -1, -1) if head else ():
        if _squeezed("".join(words[start:])) == head:
            return " ".join(words[start:])
    return ""


def _paths(item: _Item) -> tuple[Path, ...]:
    return tuple((item.label, leaf) for leaf in item.leaves) or ((item.label,),)
