"""From bytes to text, and from the many characters of print to the few that the rules speak of.

Reports arrive as UTF-8, UTF-16, UTF-32 (with or without BOM) or CP949, never mixed; decoding is strict. The bytes alone tell
which it is, so that a report that is stored reads the same for ever, whatever its sender called it. Characters are folded
one for one, so that a place in the folded text is the same place in the received one, and `printed` can be cut out
of what was received: blanks of every width become a blank, look-alike quotes, dots, tildes, triangles and arrows one
sign each. The number of lines never changes.

>>> fold("△１,２５０\u3000▲3 Δ4 ’21．")
"△1,250 △3 △4 '21."
>>> decode("총무과\\n".encode("cp949")).encoding
'cp949'
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final

from app.errors import BinaryReport, EmptyReport, GarbledReport, TooManyNumbers, UndecodableReport
from app.parsers.characters.garbled import find_garble

ENCODINGS: Final = ("utf-8", "cp949")

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE: Final = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))
"""Encodings of wide units that may come without BOM, and the bytes of a unit."""
_WIDE_SAMPLE: Final = 65_536
_PLAIN: Final = re.compile("[\t\r\n -~가-힣]")
# Tab, line feed, form feed and carriage return are print; the rest of the control characters never is.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

DIGIT: Final = re.compile("[0-9]")
MOST_NUMBERS: Final = 50_000
"""Numbers that one report may have: as many are read in some ten seconds. The largest reports known have two thousand."""

_NUMBER: Final = re.compile(r"\d[\d.,]*")
"""In any text worth looking at for figures or times."""

_FOLDED: Final = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164\u115f\f\v",
    "'": "\u2018\u2019\u201a\u201b\u2032\uff07\u00b4\u02b9",
    '"': "\u201c\u201d\u201e\u2033",
    "-": "\u2010\u2011\u2212\uff0d\ufe63",
    "~": "\u223c\u301c\u02dc\u223d\uff5e",
    "·": "\u2024\u2027\u30fb\uff65\u2219\u2022\u318d\u22c5\u11a2\u119e\u0387",
    "△": "\u25b2\u0394\u2206\u25b5\u25b4",
    "→": "\u21d2\u2794\u21e8\u279c\u27f6\u27a1\u2192\u21d8\u2799\u279e\u25ba",
    ":": "\ufe30\u2236\uff1a\ua789",
    # Marks that word processors keep in fonts of their own (Wingdings, Symbol) come out as private characters.
    "□": "\uf06f\uf071\uf072\uf0a8",
    "■": "\uf06e\uf0a7",
    "◆": "\uf075\uf076",
    "●": "\uf06c\uf09f",
    "○": "\uf0a1\uf0a2",
    "▶": "\uf0d8\uf0e8\uf0f0",
    "√": "\uf0fc\uf0fe",
}
_FOLD: Final = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},  # full-width ASCII
    **{source: target for target, sources in _FOLDED.items() for source in sources},
    **{chr(0xF02B1 + i): chr(0x2460 + i) for i in range(10)},  # numbers in black squares, as Hangul prints them
    "\uf0b7": "·",
}
_FOLDABLE: Final = re.compile(f"[{re.escape(''.join(_FOLD))}]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A report's text and the encoding it came in."""

    text: str
    encoding: str


def decode(source: bytes) -> Decoded:
    """Read the bytes of a report as text, composed to NFC.

    Raises EmptyReport (nothing but blanks), BinaryReport (control characters), GarbledReport (letters that another program has
    spoilt), TooManyNumbers (more than MOST_NUMBERS) and what `to_text` raises.
    """
    if not source.strip():
        raise EmptyReport
    decoded = to_text(source)
    control = _CONTROL.search(decoded.text)
    if control:
        raise BinaryReport(len(decoded.text[: control.start()].encode(_codec(decoded.encoding))))
    if not decoded.text.strip():
        raise EmptyReport
    garble = find_garble(decoded.text)
    if garble:
        raise GarbledReport(garble.value)
    if _counts_more(decoded.text, MOST_NUMBERS):
        raise TooManyNumbers(MOST_NUMBERS)
    return decoded


def _counts_more(text: str, limit: int) -> bool:
    """Whether a text holds more numbers than a limit."""
    return next(islice(_NUMBER.finditer(text), limit, None), None) is not None


def to_text(source: bytes) -> Decoded:
    """Bytes as text, whatever it says. Raises UndecodableReport with the offset of the byte that fits no encoding (of several
    encodings, the one that came furthest), and BinaryReport where zero bytes show that no encoding was meant.
    """
    encoding = next((name for bom, name in _BOMS if source.startswith(bom)), None) or _find_wide(source)
    return _decode_as(source, encoding) if encoding else _decode_guess(source)


def _codec(encoding: str) -> str:
    return f"{encoding}-le" if encoding in ("utf-16", "utf-32") else encoding


def _find_wide(source: bytes) -> str | None:
    """The encoding of text in wide units without BOM, in which it is mostly Hangul and ASCII; the zero bytes betray it."""
    if b"\x00" not in source:
        return None
    fitting = (name for name, width in _WIDE if len(source) % width == 0)
    return next((name for name in fitting if _is_plain(source[:_WIDE_SAMPLE].decode(name, "replace"))), None)


def _is_plain(text: str) -> bool:
    return len(_PLAIN.findall(text)) * 2 > len(text)


def _decode_as(source: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(unicodedata.normalize("NFC", source.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        raise UndecodableReport((encoding,), error.start) from error


def _decode_guess(source: bytes) -> Decoded:
    furthest = 0
    for encoding in ENCODINGS:
        try:
            return Decoded(unicodedata.normalize("NFC", source.decode(encoding)), encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    nul = source.find(b"\x00")
    if nul >= 0:
        raise BinaryReport(nul)
    raise UndecodableReport(ENCODINGS, furthest)


def split_lines(text: str) -> list[str]:
    """The lines of a report, as they are counted in every span: ended by LF, CR LF or CR, nothing else."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def fold(text: str) -> str:
    """Fold look-alike characters, one for one: the result is as long as `text`."""
    return _FOLDABLE.sub(lambda found: _FOLD[found.group()], text) if _FOLDABLE.search(text) else text
