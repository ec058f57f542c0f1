"""Writing on paper: styles, lines that end where readers expect, and pages that turn between two lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import quote

from fpdf import FPDF

from bot.documents import fonts
from bot.documents.line_breaks import broken

LEFT, RIGHT, TOP, BOTTOM = 20.0, 190.0, 20.0, 273.0
"""Where writing begins and ends on A4, in millimetres."""
WIDTH = RIGHT - LEFT
POINT = 25.4 / 72
WIDER: Mapping[str, Mapping[str, int]] = {"ko": {" ": 280}, "zh": dict.fromkeys("“”‘’…—", 1000)}
"""Signs that a language's own forms make wider, in thousandths of the size."""

Colour = tuple[int, int, int]
INK: Colour = (27, 37, 35)
SOFT: Colour = (83, 96, 93)
PINE: Colour = (14, 90, 82)
RUST: Colour = (166, 63, 40)
LINE: Colour = (220, 215, 202)
MIST: Colour = (232, 242, 238)


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in points; `lead`: from one line to the next, in sizes."""

    size: float
    bold: bool = False
    ink: Colour = INK
    lead: float = 1.5

    @property
    def step(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * self.lead * POINT


@dataclass(frozen=True, slots=True)
class TableCell:
    """A text in a column that begins at `x`. `language`: whose forms of Han characters it is written in."""

    x: float
    width: float
    text: str
    style: Style
    language: str
    link: str = ""


class Pen:
    """Writes downwards from `y`, in millimetres, and begins a page where one is full while it is `turning`."""

    def __init__(self, pdf: FPDF, language: str) -> None:
        self.pdf, self.language, self.y = pdf, language, TOP
        self._shaped, self.turning = "", True
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.add_page()

    def room(self, height: float) -> None:
        """Begin a page unless there is so much room left, or it would not help."""
        if self.turning and self.y > TOP and self.y + height > BOTTOM:
            self.pdf.add_page()
            self.y = TOP

    def turn_back(self, page: int, y: float) -> None:
        """Go on at `y` of an earlier page. What the library thinks is set there was set on another, so all is set."""
        self.pdf.page, self.y = page, y
        self.pdf.set_font(fonts.FAMILY, size=1)
        self.pdf.set_draw_color(0)
        self.pdf.set_line_width(1)

    def cell(self, x: float, width: float, text: str, style: Style, language: str = "", link: str = "") -> TableCell:
        """A cell in the reader's language, unless it is somebody's own words in another."""
        return TableCell(x, width, text, style, language or self.language, link)

    def lines(self, cell: TableCell) -> list[str]:
        """The cell's text, broken to its width."""
        return broken(cell.text, cell.width, self._measure(cell.style, cell.language))

    def write(self, *cells: TableCell, together: int = 4) -> None:
        """Write cells beside each other. What has up to `together` lines stays on one page; more turn with it.

        Each cell is written as far as the page goes before the next one is, so that it is also read in one.
        """
        columns = [(cell, self.lines(cell)) for cell in cells]
        most, done = max(len(lines) for _, lines in columns), 0
        step = max(cell.style.step for cell in cells)
        self.room((most if most <= together else 2) * step)
        while done < most:
            upto = done + self._fitting(most - done, step)
            for cell, lines in columns:
                for number, line in enumerate(lines[done:upto]):
                    self._line(replace(cell, text=line), self.y + number * step, step)
            self.y, done = self.y + (upto - done) * step, upto
            if done < most:
                self.room(BOTTOM)

    def _fitting(self, left: int, step: float) -> int:
        """How many of the lines that are left go on this page; the last page does not get one alone."""
        fitting = int((BOTTOM - self.y) / step + 0.001) if self.turning else left
        return left if left <= fitting else max(1, fitting - (left - fitting == 1))

    def wide(self, text: str, style: Style) -> float:
        """How wide a short text is, in millimetres."""
        return sum(map(self._measure(style, self.language), text))

    def _line(self, cell: TableCell, y: float, step: float) -> None:
        pdf = self.pdf
        if self._shaped != cell.language:
            pdf.set_text_shaping(True, language=fonts.TAGS[cell.language])
            self._shaped = cell.language
        pdf.set_font(fonts.FAMILY, "B" if cell.style.bold else "", cell.style.size)
        pdf.set_text_color(*(PINE if cell.link else cell.style.ink))
        pdf.set_xy(cell.x, y)
        width = pdf.get_string_width(cell.text) if cell.link else cell.width
        pdf.cell(width, step, cell.text, link=address(cell.link))

    def rule(self, colour: Colour = LINE, thick: float = 0.2) -> None:
        """A line across the page."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(thick)
        self.pdf.line(LEFT, self.y, RIGHT, self.y)

    def _measure(self, style: Style, language: str) -> Callable[[str], float]:
        widths = self._widths["B" if style.bold else ""]
        scale = style.size * POINT / 1000
        wider = WIDER.get(language, {})
        return lambda each: (wider.get(each) or widths(each)) * scale

    @cached_property
    def _widths(self) -> dict[str, Callable[[str], float]]:
        return {style: _width_of(self.pdf, style) for style in fonts.STYLES}


def _width_of(pdf: FPDF, style: str) -> Callable[[str], float]:
    font = pdf.fonts[fonts.FAMILY + style]
    return lru_cache(maxsize=4096)(lambda each: font.get_text_width(each, 1.0, None)[1] * 1000)


def address(link: str) -> str:
    """A link as a PDF takes it: ASCII alone."""
    return quote(link, safe=":/?#[]@!$&'()*+,;=%~") if link else ""


def rows_high(pen: Pen, cells: Sequence[TableCell]) -> float:
    """How high cells are below each other, in millimetres."""
    return sum(len(pen.lines(cell)) * cell.style.step for cell in cells)
