"""Numbers of persons and cards inside the files that people send: looked for in what can be read cheaply.

Plain text and tables (txt, csv, md, json …), and the words of docx, xlsx, pptx and hwpx. Nothing is parsed: what is
between the tags of their XML is taken, so that no entity, depth or reference costs anything. Work and memory have
bounds, whatever a file claims to be. PDF, older Word and Hangul files, pictures and scans are not looked into.
"""

from __future__ import annotations

import asyncio
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dialogs.events import Event, FileRef, Sent
from dialogs.parse import certain_kinds
from dialogs.parse.personal_numbers import NumberKind

MOST_BYTES = 4_000_000
"""Bytes of words that are read of one file, unpacked."""
MOST_LOOKED_AT = 200_000
"""Signs of one file that are looked through closely: pieces of it with enough figures in them."""
MOST_PARTS = 200
"""Files within one document."""
LARGEST_INDEX = 500_000
"""Bytes of the list of files within one document."""
AT_ONCE = 20_000
"""Bytes of a text that are looked through without a thread."""
PIECE, OVERLAP = 2_000, 64
_TEXTS = frozenset({"txt", "csv", "tsv", "md", "json", "xml", "html", "htm", "eml", "log", "vcf", "ics", "srt", "rtf"})
_TABLES = frozenset({"csv", "tsv"})
_WORDS_IN: Mapping[str, re.Pattern[str]] = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+|comments\d*)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"),
    "hwpx": re.compile(r"Contents/section\d+\.xml"),
}
_BREAK = re.compile(r"</(?:\w+:)?(?:p|c|si|row|tr|tc|br|comment)>|<(?:\w+:)?(?:br|tab)\b[^<>]{0,200}>")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FAR = "\n" * 14
"""Between two cells: further apart than the halves of a number can be."""
_CELLS = re.compile(r'"?[,;\t]"?')
_FIGURE = re.compile(r"\d")
_END = struct.Struct("<4s4H2LH")


class FileNumberSearch:
    """Looks files through, one at a time: `async` so that nobody waits for a large one."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(1)

    async def looked_through(self, event: Event, contents: Mapping[str, bytes]) -> Event:
        """The event with the kinds of numbers that its files hold."""
        if not isinstance(event, Sent):
            return event
        found = [(ref.id, await self._kinds(ref, contents[ref.id])) for ref in event.files if ref.id in contents]
        return replace(event, numbers=tuple((name, kinds) for name, kinds in found if kinds))

    async def _kinds(self, ref: FileRef, content: bytes) -> tuple[NumberKind, ...]:
        ending = ending_of(ref.name)
        if ending in _TEXTS and len(content) <= AT_ONCE:
            return numbers_inside(ending, content)
        if ending not in _TEXTS and ending not in _WORDS_IN:
            return ()
        async with self._room:
            return await asyncio.to_thread(numbers_inside, ending, content)


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def numbers_inside(ending: str, content: bytes) -> tuple[NumberKind, ...]:
    """The kinds of numbers in a file with this ending; none where it cannot be read."""
    if ending in _WORDS_IN:
        text = _FAR.join(_between_tags(part) for part in _parts(content, _WORDS_IN[ending]))
    elif ending in _TEXTS:
        text = _decoded(content[:MOST_BYTES])
    else:
        return ()
    kinds: set[NumberKind] = set()
    for piece in _pieces(_CELLS.sub(_FAR, text) if ending in _TABLES else text):
        kinds |= certain_kinds(piece)
    return tuple(sorted(kinds))


def _pieces(text: str) -> Iterator[str]:
    """Pieces of the text with figures enough for a number, each with the end of the one before."""
    left = MOST_LOOKED_AT
    for start in range(0, len(text), PIECE):
        piece = text[max(0, start - OVERLAP) : start + PIECE]
        if left > 0 and len(_FIGURE.findall(piece)) > 6:
            left -= len(piece)
            yield piece


def _decoded(content: bytes) -> str:
    """Text as most programs in Korea write it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949", "replace")


def _between_tags(part: bytes) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub(_FAR, part.decode("utf-8", "replace"))))


def _parts(content: bytes, wanted: re.Pattern[str]) -> Iterator[bytes]:
    """The parts of a document with words in them, together as long as is allowed."""
    if not _has_short_index(content):
        return
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            named = [each for each in packed.infolist() if wanted.fullmatch(each.filename)]
            for each in named[:MOST_PARTS]:
                if left > 0 and each.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    with packed.open(each) as part:
                        read = part.read(left)
                    left -= len(read)
                    yield read
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return


def _has_short_index(content: bytes) -> bool:
    """Whether the list of files at the end is one that may be read: `zipfile` reads it whole."""
    at = content.rfind(b"PK\x05\x06")
    if at < 0 or len(content) - at < _END.size or b"PK\x06\x06" in content[-66_000:]:
        return False
    size = _END.unpack_from(content, at)[5]
    return int(size) <= LARGEST_INDEX
