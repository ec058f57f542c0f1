"""A document put into one reader's words and drawn as a PDF. Heavy to import: only who prints does."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents.fonts import printable
from bot.documents.layout import Chapter, Piece, TextLine, Worded, draw
from dialogs.guide.document import Boxes, Document, Sheet
from dialogs.replies import Block, Card, Items, Paragraph
from locales.text import Link, Param, Raw, Text, _
from locales.words import Words

PAGE = _("Page {n} of {m}")


def printed(document: Document, words: Words, language: str) -> bytes:
    """The document as a PDF in the reader's language."""
    return draw(PdfWording(words, language).worded(document))


class PdfWording:
    """Puts a document into one reader's words."""

    def __init__(self, words: Words, language: str) -> None:
        self._words, self._language = words, language

    def worded(self, document: Document) -> Worded:
        return Worded(
            self._language,
            self._say(document.title),
            self._say(document.warning),
            tuple(self._line(value, document.own, label) for label, value in document.about),
            tuple(self._say(each) for each in document.first),
            tuple(self._chapter(sheet, document.own) for sheet in document.sheets),
            self._say(Text(PAGE.msgid, {"n": Raw("{n}"), "m": Raw("{m}")})),
        )

    def _say(self, text: Text | Raw) -> str:
        return printable(self._words.say(text, self._language))

    def _line(self, value: Param, own: str, label: Text | Raw | None = None) -> TextLine:
        """A row or an item. Somebody's own words are in the forms of their own language."""
        text = printable(self._words.word(value, self._language))
        link = value.target if isinstance(value, Link) else ""
        return TextLine(text, self._say(label) if label else "", link, own if isinstance(value, Raw) else "")

    def _chapter(self, sheet: Sheet, own: str) -> Chapter:
        title = self._say(sheet.title)
        pieces = (piece for block in sheet.blocks for piece in self._pieces(block, own))
        return Chapter(title, tuple(_untitled(piece, title) for piece in pieces if piece.lines), sheet.small)

    def _pieces(self, block: Block | Boxes, own: str) -> Iterator[Piece]:
        match block:
            case Paragraph(text=text):
                yield Piece("text", (TextLine(self._say(text)),))
            case Card(title=title, rows=rows):
                yield Piece("table", tuple(self._line(value, own, label) for label, value in rows), self._say(title))
            case Items(title=title, items=items, ordered=ordered):
                lines = tuple(self._line(each, own) for each in items)
                yield Piece("numbers" if ordered else "list", lines, self._say(title) if title else "")
            case Boxes(rows=boxes):
                yield Piece(
                    "boxes", tuple(TextLine(self._say(told), self._say(name), on=on) for on, name, told in boxes)
                )


def _untitled(piece: Piece, title: str) -> Piece:
    """A piece under the heading that it repeats needs no title of its own."""
    return Piece(piece.kind, piece.lines) if piece.title == title else piece
