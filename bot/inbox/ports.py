"""What inbox needs from the rooms that decide and word, as protocols: passed in, never imported by name."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.outbox.letter import Letter
from dialogs.book import Book
from dialogs.effects import CaseStatus, Step
from dialogs.events import Event
from dialogs.questions import Answer
from dialogs.replies import Reply
from dialogs.session import Session
from locales.text import Day


class Stepping(Protocol):
    """`dialogs.engine.step`: pure, and total over events."""

    def __call__(self, session: Session, event: Event, book: Book, /) -> Step: ...


class LetterWording(Protocol):
    """`locales.words`: a reply in a reader's words."""

    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]: ...


class Notices(Protocol):
    """`dialogs.notices`: what the store's answers are said with. A module with these functions will do."""

    def notice(self, kind: str, receipt: str, urgent: bool, due: Day | None, /) -> Reply:
        """That something happened to a report, for a desk's group: all that it may hear. `due`: a Korean day."""

    def lead_notice(self, kind: str, /) -> Reply:
        """That whoever leads a desk is to look at the console, for its group: nothing of a report."""

    def status_reply(self, status: CaseStatus, own: bool, book: Book, /) -> Reply:
        """The state of a case; `status.found` is False for an unknown code."""

    def decided(self, kind: str, to: str, receipt: str, book: Book, /) -> Reply:
        """What became of passing a report on: `referred`, `kept` or `late`."""

    def may_share(self, body: str, receipt: str, book: Book, /) -> Reply:
        """Whether a body that got the report later is let into what the others share."""

    def prolonged(self, kind: str, receipt: str, day: Day | None, /) -> Reply:
        """What became of the owner's word on how long a report is kept: `longer`, `agreed` or `late`."""

    def recalled(self, answer: Answer | None, key: str, book: Book, /) -> Reply:
        """The answer that stands in a report, before it is corrected."""

    def other_lead(self, lead: str, receipt: str, book: Book, /) -> Reply:
        """After a correction another body would lead."""

    def not_there(self, body: str, receipt: str, book: Book, /) -> Reply:
        """What was for this body was not kept: it does not have the report."""

    def proof(
        self, receipt: str, at: datetime, line: str, final: Day | None, kept: tuple[tuple[str, Day], ...], book: Book, /
    ) -> Reply:
        """That a report is destroyed; `line` is the hash of its line in the log, `final` the day from which no copy can
        be opened either, None where nobody knows it; `kept`: bodies with their own record, and until when."""

    def too_large(self, n: int, /) -> Reply:
        """The archive comes without its `n` files, which follow one by one."""

    def too_often(self) -> Reply:
        """Too many codes were tried from this chat, or in all: to be tried again in an hour."""

    def oops(self) -> Reply:
        """The step failed on our side; nothing is lost, the same can be said again."""
