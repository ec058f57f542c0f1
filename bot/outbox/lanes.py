"""The chats that are being written to: one lane each, its letters in order, one at a time.

When the first letter of a lane can't leave now, nothing behind it may pass: the lane closes and gives all its rows
back. It opens again when that is written down; from then on they are claimed like anybody's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.outbox.letter import Letter
from storage.outbox import Claimed, Mark
from storage.states import LetterState


@dataclass(slots=True)
class Lane:
    """Letters of one chat; `running` while somebody sends them, `owed` marks not yet written when `closed`."""

    rows: deque[tuple[Claimed, Letter]] = field(default_factory=deque)
    running: bool = False
    closed: bool = False
    owed: int = 0


class Ledger:
    """What became of rows, to be written by whichever transaction is next."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.lanes: dict[str, Lane] = {}
        self._chats: dict[str, str] = {}

    def lane(self, chat: str) -> Lane:
        return self.lanes.setdefault(chat, Lane())

    def note(self, mark: Mark) -> None:
        self.marks.append(mark)

    def give_back(self, row: Claimed, mark: Mark) -> None:
        """Close the row's lane: `mark` says when it may be tried again, all behind it wait with it."""
        lane = self.lane(row.chat)
        lane.closed = True
        self._owe(row.chat, lane, mark)
        self.refuse(row.chat, (waiting for waiting, _ in lane.rows))
        lane.rows.clear()

    def refuse(self, chat: str, rows: Iterable[Claimed]) -> None:
        """Rows for a closed lane go back untried."""
        lane = self.lane(chat)
        for row in rows:
            back = Mark(row.entry, LetterState.WAITING, due=row.created, again=row.unsure, tries=row.tries - 1)
            self._owe(chat, lane, back)

    def _owe(self, chat: str, lane: Lane, mark: Mark) -> None:
        lane.owed += 1
        self._chats[mark.entry] = chat
        self.marks.append(mark)

    def take(self) -> list[Mark]:
        """Everything noted so far; `kept` or `back` must follow."""
        marks, self.marks = self.marks, []
        return marks

    def back(self, marks: list[Mark]) -> None:
        """They could not be written: they stay noted."""
        self.marks = marks + self.marks

    def kept(self, marks: list[Mark]) -> None:
        """They are written; lanes that owe nothing more open again."""
        for mark in marks:
            chat = self._chats.pop(mark.entry, None)
            if chat is not None:
                lane = self.lanes[chat]
                lane.owed -= 1
                self._forget(chat, lane)

    def _forget(self, chat: str, lane: Lane) -> None:
        if not lane.owed and not lane.running and not lane.rows:
            del self.lanes[chat]

    def ended(self, chat: str) -> None:
        """Nobody sends in this lane now."""
        lane = self.lanes[chat]
        lane.running = False
        self._forget(chat, lane)
