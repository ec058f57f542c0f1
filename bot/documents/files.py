"""Where a post, a page or a command finds the bytes of a file: kept by the store, or made on the spot.

A copy of a report is never kept: it is made anew each time somebody fetches it, so that it is true on that day and
nothing is left of it when the report is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

from bot.documents.archive import ArchiveContents, gathered
from bot.outbox.transport import Gone
from dialogs.effects import CaseStatus, File
from guidance.calendar import day_of
from locales.text import LANGUAGES
from storage import cases, files, versions
from storage.audience import OWNER, CaseReader
from storage.report_heads import proven_status
from storage.store import Store

EVERYTHING, BARE = "everything", "everything-but-files"
"""Sources of a part whose file is all that is kept of a report, with its files or with their list alone."""
COPY = "report"
"""The source of a part whose file is the copy of a report; `ref` says of which and in which language."""
PDF, ZIP = "application/pdf", "application/zip"

Found = tuple[str, str, bytes]
"""Name, MIME type and bytes of a file."""


def copy_ref(receipt: str, language: str) -> str:
    """Names a copy in a letter."""
    return f"{receipt}.{language}"


def copy_name(receipt: str) -> str:
    """The name of a copy's file."""
    return f"{receipt}.pdf"


def archive_name(receipt: str) -> str:
    """The name of an archive."""
    return f"{receipt}.zip"


def read_ref(ref: str) -> tuple[str, str]:
    """The receipt and the language of a copy; Korean for a language that we do not speak."""
    receipt, _dot, language = ref.rpartition(".")
    return receipt, language if language in LANGUAGES else "ko"


class Copies(Protocol):
    """`bot.documents.printer.Printer`."""

    async def copy(self, file: File, status: CaseStatus, language: str, on: date, desk: bool = False) -> bytes:
        """The report and its guidance as a PDF, made beside the event loop."""

    async def archive(self, whole: ArchiveContents, language: str, on: date) -> bytes:
        """Everything that is kept of a report as a ZIP, made beside the event loop."""


class Documents:
    """Finds files for whoever may have them: who asks has looked at that before."""

    def __init__(self, store: Store, copies: Copies, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store, self._copies, self._now = store, copies, now

    async def find(self, source: str, ref: str) -> Found:
        """The file of a letter's part. Raises Gone when it is erased."""
        if source == COPY:
            found = await self.copy(*read_ref(ref))
        elif source in (EVERYTHING, BARE):
            found = await self.archive(*read_ref(ref), bare=source == BARE)
        else:
            found = await self._stored(ref)
        if found is None:
            raise Gone("the file is erased")
        return found

    async def _stored(self, ref: str) -> Found | None:
        async with self._store.reading() as tx:
            found = await files.stored(tx, ref)
        return (found.ref.name, found.ref.mime, found.content) if found else None

    async def copy(self, receipt: str, language: str, reader: CaseReader = OWNER, chat: str = "") -> Found | None:
        """The copy of a report for its reader; None when it is erased, or was not sent from `chat` where one is
        named."""
        async with self._store.reading() as tx:
            case = await cases.load_case(tx, receipt)
            if case is None or case.file is None or case.key is None or (chat and case.chat != tx.vault.handle(chat)):
                return None
            file = await versions.as_read(tx, case.file, case.key, reader)
            status = await proven_status(tx, receipt, case.key)
        content = await self._copies.copy(file, status, language, day_of(self._now()), reader != OWNER)
        return copy_name(receipt), PDF, content

    async def archive(self, receipt: str, language: str, chat: str = "", bare: bool = False) -> Found | None:
        """Everything that is kept of a report; None as for a copy. `bare`: its files are listed only."""
        async with self._store.reading() as tx:
            whole = await gathered(tx, receipt, chat, bare)
        if whole is None:
            return None
        return archive_name(receipt), ZIP, await self._copies.archive(whole, language, day_of(self._now()))
