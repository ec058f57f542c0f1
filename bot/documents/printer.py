"""Copies of reports to print: made in a thread, one at a time, when somebody fetches one."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.documents.archive import HASHED, ArchiveContents, zipped
from dialogs.book import Book
from dialogs.effects import CaseStatus, File
from dialogs.guide.document import document
from locales.words import Words


class Printer:
    """Makes copies in words of `words`. What draws them is imported with the first one: it takes half a second."""

    def __init__(self, words: Words, book: Book) -> None:
        self._words, self._book = words, book
        self._one = asyncio.Lock()

    async def copy(self, file: File, status: CaseStatus, language: str, on: date, desk: bool = False) -> bytes:
        """The report and its guidance as a PDF, made beside the event loop; no more than one at a time."""
        async with self._one:
            return await asyncio.to_thread(self.made, file, status, language, on, desk)

    def made(self, file: File, status: CaseStatus, language: str, on: date, desk: bool = False) -> bytes:
        """The same, here and now."""
        from bot.documents.render_pdf import printed

        return printed(document(file, status, self._book, on, desk), self._words, language)

    async def archive(self, whole: ArchiveContents, language: str, on: date) -> bytes:
        """Everything that is kept of a report as a ZIP, made beside the event loop."""
        async with self._one:
            return await asyncio.to_thread(self.archived, whole, language, on)

    def archived(self, whole: ArchiveContents, language: str, on: date) -> bytes:
        """The same, here and now."""
        pdf = self.made(whole.file, whole.status, language, on)
        prepared = self._book.knowledge.replies
        said = {id: self._words.say(each.says, language) for id, each in prepared.items()}
        return zipped(whole, pdf, said, self._words.say(HASHED, language))
