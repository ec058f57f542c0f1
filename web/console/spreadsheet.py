"""Cells of a spreadsheet that stay words, whatever somebody typed.

A cell that begins like a formula is run by the program that opens the table (`=HYPERLINK(…)`, `=cmd|…`). An
apostrophe before it makes it words. Programs that part a line at semicolons or tabs would see further beginnings
inside a cell, so these are made words as well. Wide forms of the signs are taken for them by some programs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Before the first cell, or Excel reads UTF-8 as something else."""
_BEGINS = re.compile(r"(^|[;\t\r\n])([\s\"'\u00a0\u200b-\u200f\u2060\ufeff]*)([=+\-@|%＝＋－＠﹦﹢﹣﹫−])")
_LEADS = re.compile(r"^[\t\r\n]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 32_000
"""Letters of a cell: Excel takes 32 767."""


def plain(value: str) -> str:
    """The value as words, without signs that no table can hold."""
    return _UNSEEN.sub("", value)[:LONGEST]


def harmless(value: str) -> str:
    """The value for CSV: never the beginning of a formula."""
    value = _BEGINS.sub(r"\1\2'\3", plain(value))
    return f"'{value}" if _LEADS.match(value) else value


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows of CSV, every cell in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def xlsx(rows: Iterable[Sequence[str]], sheet: str) -> bytes:
    """A workbook in which every cell is a string, made in memory. Takes a while: call it beside the loop."""
    import xlsxwriter  # type: ignore[import-untyped]  # heavy, and only who exports needs it

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write_string(number, column, plain(value), None if number else bold)
        page.freeze_panes(1, 1)
        page.set_column(0, 30, 18)
    return out.getvalue()
