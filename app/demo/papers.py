"""Invented papers: a page that says so, to be sent and opened like any other file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from fpdf import FPDF

SAYS = "This paper is invented for a demo. It stands for what an owner or an officer would send."


@cache
def paper() -> bytes:
    """A PDF of one page."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=14)
    made.multi_cell(0, 8, SAYS)
    return bytes(made.output())


def papers(names: Iterable[str]) -> dict[str, bytes]:
    """Files of these names: name -> bytes. Those that are no PDF hold a line of text."""
    return {name: paper() if name.endswith(".pdf") else SAYS.encode() for name in names}
