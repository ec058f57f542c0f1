"""A worded document drawn on A4: title, what matters first, then its parts as tables, lists and boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from fpdf import FPDF

from bot.documents import fonts
from bot.documents.pdf import (
    INK,
    LEFT,
    LINE,
    MIST,
    PINE,
    RIGHT,
    RUST,
    SOFT,
    TOP,
    WIDTH,
    Pen,
    Style,
    TableCell,
    rows_high,
)

TITLE = Style(21, True, PINE, 1.3)
WARNING = Style(10, True, RUST, 1.5)
FIRST = Style(10.5, True, INK, 1.55)
HEADING = Style(13.5, True, PINE, 1.35)
NAME = Style(10, True, INK, 1.5)
LABEL = Style(9, True, SOFT, 1.6)
TEXT = Style(9.5, False, INK, 1.52)
FINE = Style(7.5, False, SOFT, 1.5)
NUMBER = Style(9.5, True, PINE, 1.52)
LABELS = 50.0
"""Width of the first column of a table, in millimetres."""
GAP = 5.0
HANG = 7.0
TOGETHER = 6
"""Lines of a table row that are never parted."""
FOOT = 280.0
"""Where the foot of a page begins, in millimetres."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One row, item or box. `language`: of somebody's own words, empty for ours."""

    text: str
    label: str = ""
    link: str = ""
    language: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, list, set of boxes or paragraph, under a title of its own or none."""

    kind: Literal["table", "list", "numbers", "boxes", "text"]
    lines: tuple[TextLine, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    pieces: tuple[Piece, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A whole document in one reader's words. `page`: how a page is numbered, with {n} and {m} in it."""

    language: str
    title: str
    warning: str
    about: tuple[TextLine, ...]
    first: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    page: str

    def words(self) -> str:
        """Everything that stands in it: which characters the faces must have."""
        pieces = [piece for chapter in self.chapters for piece in chapter.pieces]
        lines = [line for piece in pieces for line in (TextLine(piece.title), *piece.lines)]
        said = [each for line in (*self.about, *lines) for each in (line.label, line.text)]
        named = [self.title, self.warning, *self.first, *(chapter.title for chapter in self.chapters)]
        return "".join([*said, *named, self.page, "0123456789.•·"])


def draw(document: Worded) -> bytes:
    """The document as a PDF, its faces embedded."""
    pdf = FPDF(format="A4")
    fonts.use(pdf, document.words())
    pdf.set_title(document.title)
    pdf.set_creator("Sinmungo")
    pdf.set_lang(fonts.TAGS[document.language])
    Drawing(Pen(pdf, document.language)).all(document)
    return bytes(pdf.output())


class Drawing:
    """Draws the parts of a document one after another."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def all(self, document: Worded) -> None:
        self._head(document)
        self._first(document.first)
        for chapter in document.chapters:
            self._chapter(chapter)
        self._feet(document)

    def _head(self, document: Worded) -> None:
        pen = self._pen
        pen.write(pen.cell(LEFT, WIDTH, document.title, TITLE))
        pen.y += 0.5
        pen.write(pen.cell(LEFT, WIDTH, document.warning, WARNING))
        pen.y += 2.5
        pen.rule(PINE, 0.5)
        pen.y += 2
        for line in document.about:
            pen.write(*self._row(line, TEXT))
        pen.y += 4

    def _first(self, lines: tuple[str, ...]) -> None:
        """What matters most, on a ground of its own."""
        pen, pad = self._pen, 4.5
        cells = [pen.cell(LEFT + pad, WIDTH - 2 * pad, line, FIRST) for line in lines]
        high = rows_high(pen, cells) + 2 * pad + 1.5 * (len(cells) - 1)
        pen.room(high)
        if high < 200:
            pen.pdf.set_fill_color(*MIST)
            pen.pdf.rect(LEFT, pen.y, WIDTH, high, style="F", round_corners=True, corner_radius=2.5)
        pen.y += pad
        for cell in cells:
            pen.write(cell)
            pen.y += 1.5
        pen.y += pad

    def _chapter(self, chapter: Chapter) -> None:
        pen, style = self._pen, FINE if chapter.small else TEXT
        pen.room(18 + (self._opening(chapter.pieces[0], style) if chapter.pieces else 0))
        pen.y += 5 if pen.y > TOP else 0
        pen.write(pen.cell(LEFT, WIDTH, chapter.title, HEADING))
        pen.y += 1
        pen.rule(PINE, 0.35)
        pen.y += 2
        for piece in chapter.pieces:
            self._piece(piece, style)

    def _opening(self, piece: Piece, style: Style) -> float:
        """How high a piece's title is with what must not be parted from it, in millimetres."""
        pen, line = self._pen, piece.lines[0]
        item = pen.cell(LEFT + HANG, WIDTH - HANG, line.text, style)
        cells = self._row(line, style) if piece.kind == "table" else (item,)
        lines = min(TOGETHER, max(len(pen.lines(cell)) for cell in cells)) + (piece.kind == "boxes")
        return (8 if piece.title else 0) + 3 + lines * style.step

    def _piece(self, piece: Piece, style: Style) -> None:
        pen = self._pen
        if piece.title:
            pen.room(self._opening(piece, style))
            pen.y += 1.5
            pen.write(pen.cell(LEFT, WIDTH, piece.title, NAME))
            pen.y += 0.5
        for number, line in enumerate(piece.lines, 1):
            match piece.kind:
                case "table":
                    self._table_row(line, style, number == len(piece.lines))
                case "boxes":
                    self._box(line, style)
                case "text":
                    pen.write(pen.cell(LEFT, WIDTH, line.text, style, line.language))
                case _:
                    self._item(line, style, f"{number}." if piece.kind == "numbers" else "•")
        pen.y += 2

    def _row(self, line: TextLine, style: Style) -> tuple[TableCell, TableCell]:
        pen, small = self._pen, style.size < LABEL.size
        wide = LABELS + (10 if small else 0)
        x = LEFT + wide + GAP
        label = pen.cell(LEFT, wide, line.label, replace(LABEL, size=style.size, bold=False) if small else LABEL)
        return label, pen.cell(x, RIGHT - x, line.text, style, line.language, line.link)

    def _table_row(self, line: TextLine, style: Style, last: bool) -> None:
        pen = self._pen
        pen.y += 0.7
        pen.write(*self._row(line, style), together=TOGETHER)
        pen.y += 0.7
        if not last:
            pen.rule(LINE, 0.15)

    def _item(self, line: TextLine, style: Style, mark: str) -> None:
        pen = self._pen
        number = pen.cell(LEFT, HANG, mark, replace(NUMBER, size=style.size))
        pen.write(number, pen.cell(LEFT + HANG, WIDTH - HANG, line.text, style, line.language, line.link))
        pen.y += 1

    def _box(self, line: TextLine, style: Style) -> None:
        """A square to tick, the thing beside it in bold, and below it what is to be known."""
        pen, x, width = self._pen, LEFT + HANG, WIDTH - HANG
        name, told = pen.cell(x, width, line.label, NAME), pen.cell(x, width, line.text, style)
        pen.room(rows_high(pen, [name]) + 2 * style.step)
        self._square(line.on)
        pen.write(name)
        pen.write(told)
        pen.y += 1.5

    def _square(self, on: bool) -> None:
        pdf, x, y, side = self._pen.pdf, LEFT, self._pen.y + 0.7, 3.8
        pdf.set_draw_color(*PINE)
        pdf.set_line_width(0.35)
        pdf.rect(x, y, side, side, round_corners=True, corner_radius=0.6)
        if on:
            pdf.set_line_width(0.6)
            pdf.polyline([(x + 0.8, y + 2.0), (x + 1.6, y + 2.9), (x + 3.1, y + 0.9)])

    def _feet(self, document: Worded) -> None:
        """The warning and the number at the foot of every page, once it is known how many there are."""
        pen, pages = self._pen, self._pen.pdf.pages_count
        pen.turning = False
        for number in range(1, pages + 1):
            pen.turn_back(number, FOOT)
            pen.rule()
            pen.y += 1.5
            told = document.page.replace("{n}", str(number)).replace("{m}", str(pages))
            left = f"{document.title} · {document.warning}"
            pen.write(pen.cell(LEFT, WIDTH - 30, left, FINE), pen.cell(RIGHT - pen.wide(told, FINE), 30, told, FINE))
