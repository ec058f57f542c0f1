"""The two faces of printable copies, Noto Sans CJK regular and bold, cut down to the characters of one document.

A face is 16 MB with 65 000 glyphs. HarfBuzz keeps both open (they are mapped, not read) and cuts in about 20 ms what
one document needs; fontTools, which the PDF library would use, takes half a second for each face and each document.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import noto_cjk_sans_jp_bold  # type: ignore[import-untyped] # it ships no types
import noto_cjk_sans_jp_regular  # type: ignore[import-untyped] # it ships no types
import uharfbuzz as hb  # type: ignore[import-untyped] # it ships no types
from fpdf import FPDF
from fpdf.fonts import HarfBuzzFont, TTFFont

FAMILY = "sans"
STYLES: Mapping[str, Path] = {
    "": Path(str(noto_cjk_sans_jp_regular.FONT_PATH)),
    "B": Path(str(noto_cjk_sans_jp_bold.FONT_PATH)),
}
"""Style of fpdf -> the file of that face."""

TAGS: Mapping[str, str] = {"ko": "ko", "ja": "ja", "zh": "zh-Hans", "en": "en", "fr": "fr"}
"""Our languages -> those by which the face picks its forms of Han characters."""

UNKNOWN = "□"
"""Stands for a character that the faces do not have, such as an emoji."""


@cache
def _face(style: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(STYLES[style])))


@cache
def _known() -> frozenset[int]:
    return frozenset(_face("").unicodes) & frozenset(_face("B").unicodes)


def printable(text: str) -> str:
    """The text in characters that the faces have: composed, without invisible marks, `UNKNOWN` for the rest."""
    kept = []
    for each in unicodedata.normalize("NFC", text.replace("\t", " ").replace("\r", "")):
        if each == "\n" or ord(each) in _known():
            kept.append(each)
        elif unicodedata.category(each) not in ("Cf", "Cc", "Mn", "Me"):
            kept.append(UNKNOWN)
    return "".join(kept)


def cut(style: str, characters: Iterable[str]) -> bytes:
    """A face with these characters alone, and what its languages make of them."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update({ord(each) for each in characters})
    return bytes(hb.subset(_face(style), wanted).blob.data)


class Cut(TTFFont):
    """A face from memory. The library's own way takes a file, and a file would be left behind by a crash: it has no
    words in it, but it tells which characters somebody's words are made of.
    """

    def __init__(self, pdf: FPDF, face: bytes, style: str) -> None:
        super().__init__(pdf, cast(Path, io.BytesIO(face)), FAMILY + style, style)
        self.ttfont.recalcBBoxes = False  # they are right: measuring every glyph again takes half of the time
        self._hbfont = HarfBuzzFont(hb.Face(hb.Blob(face)))


def use(pdf: FPDF, characters: Iterable[str]) -> None:
    """Make both faces known to a document that is written in these characters."""
    wanted = frozenset(characters) | {" ", UNKNOWN}
    for style in STYLES:
        pdf.fonts[FAMILY + style] = Cut(pdf, cut(style, wanted), style)
