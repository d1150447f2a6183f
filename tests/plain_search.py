"""What a search must find, found the plain way: by going through the strings of a document one by one.

Written apart from the service's own code on purpose, out of the documents that callers see. A string holds a word if the
word is a part of it once both are in their common form (NFKC, one kind of middle dot, no upper case), or if its words,
from the beginning of one of them on and without the blanks between them, begin with it, and none of the blanks stood
between two digits or two Latin letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_DOTS: Final = "․‧・･∙•ㆍ⋅ᆞ"
_BLANK: Final = "\u200b\u2060\ufeff"


def common_form(text: str) -> str:
    text = "".join("·" if letter in _DOTS else letter for letter in text)
    text = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter not in _BLANK)
    return " ".join(text.split()).casefold()


@dataclass
class Section:
    """A section of a document with its own strings."""

    report_id: str
    id: str
    path: tuple[str, ...]
    strings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forms: list[str] | None = None

    def holds(self, word: str) -> bool:
        if self._forms is None:
            self._forms = [common_form(text) for text in self.strings]
        wanted = "".join(common_form(word).split())
        return any(_holds(form, wanted) for form in self._forms)


def _holds(form: str, wanted: str) -> bool:
    if wanted in form:
        return True
    if form.count(" ") == 0 or not all(letter in form for letter in wanted):
        return False
    begins = [at for at in range(len(form)) if form[at] != " " and (at == 0 or not _is_word(form[at - 1]) or not _is_word(wanted[0]))]
    return any(_follows(form, at, wanted) for at in begins)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _follows(form: str, at: int, wanted: str) -> bool:
    before = ""
    for letter in wanted:
        if at < len(form) and form[at] == " ":
            if before and all(one.isascii() and one.isalnum() for one in (before, letter)):
                return False
            at += 1
        if at >= len(form) or form[at] != letter:
            return False
        before = letter
        at += 1
    return True


def list_sections(document: dict[str, Any]) -> list[Section]:
    """All sections of a document, as `GET /reports/{id}` answers it, with what stands in them and not below them."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in document["tables"]:
        tables.setdefault(table["section"], []).append(table)
    return list(_walk(document["id"], document["outline"], (), tables))


def _walk(report_id: str, sections: Any, above: tuple[str, ...], tables: dict[str, list[dict[str, Any]]]) -> Iterator[Section]:
    for section in sections:
        path = (*above, section["title"])
        found = Section(report_id, section["id"], path)
        # The team is printed on the heading's line, behind the title.
        found.strings.append(" ".join(filter(None, (section["title"], section["team"]))))
        for block in section["blocks"]:
            if block["type"] == "list":
                found.strings.extend(_item_texts(block["items"]))
            elif block["type"] != "table":
                found.strings.append(block["text"])
        for table in tables.get(section["id"], ()):
            found.strings.extend(_table_texts(table))
        yield found
        yield from _walk(report_id, section["children"], path, tables)


def _item_texts(items: Any) -> Iterator[str]:
    for item in items:
        yield item["text"]
        yield from _item_texts(item["children"])


def _table_texts(table: dict[str, Any]) -> Iterator[str]:
    yield table["caption"] or ""
    for path in (*table["label_columns"], *(column["path"] for column in table["columns"])):
        yield from path
    for row in table["rows"]:
        yield from row["labels"]
        yield from (cell["printed"] for cell in row["cells"])


def list_words(text: str) -> set[str]:
    """Every word that a report prints: what stands between blanks, and the runs of letters and digits in it."""
    return {found for pattern in (r"\S+", r"[^\W_]+") for found in re.findall(pattern, text)}
