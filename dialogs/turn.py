"""One event being dealt with: what the steps of a conversation are handed, once, instead of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dialogs.book import Book
from dialogs.session import Session
from guidance.calendar import day_of


@dataclass(frozen=True, slots=True)
class Turn:
    """The conversation as it stands, what is known, and the moment of the event in UTC."""

    session: Session
    book: Book
    at: datetime

    @property
    def today(self) -> date:
        """The Korean day of the event."""
        return day_of(self.at)

    @property
    def language(self) -> str:
        return self.session.language

    def to(self, session: Session) -> Turn:
        """The same turn, with the conversation as it stands now."""
        return Turn(session, self.book, self.at)
