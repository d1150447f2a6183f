"""Prints a document in one of the layouts that real reports come in, one file per layout."""

from dataclasses import dataclass
from random import Random
from typing import Final

from bench.document import Document, Layout
from bench.layouts.aligned import AlignedPrinter
from bench.layouts.bare import BarePrinter
from bench.layouts.base import Printer, choose_style
from bench.layouts.html import HtmlPrinter
from bench.layouts.lines import LinesPrinter
from bench.layouts.pipe import PipePrinter
from bench.layouts.space import SpacePrinter
from bench.layouts.tab import TabPrinter

PRINTERS: Final[dict[Layout, type[Printer]]] = {
    "tab": TabPrinter,
    "space": SpacePrinter,
    "aligned": AlignedPrinter,
    "pipe": PipePrinter,
    "bare": BarePrinter,
    "lines": LinesPrinter,
    "html": HtmlPrinter,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a report, and the first and last line (from 1) of each row and item by its key."""

    text: str
    lines: dict[str, tuple[int, int]]


def print_document(document: Document, layout: Layout, random: Random) -> Printed:
    """Lay a document out; `random` chooses its habits."""
    printer = PRINTERS[layout](random, choose_style(random))
    printer.print(document.blocks)
    return Printed("\n".join(printer.out) + "\n", printer.lines)
