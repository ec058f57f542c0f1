"""What was said on a case, by owners and desks, in every version."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, insert, select

from dialogs.questions import Answer
from storage import tables as t
from storage.audience import EVERYBODY, CaseReader
from storage.codec import pack, unpack
from storage.states import Direction
from storage.tables.columns import Audience
from storage.transaction import Transaction, columns_of
from storage.vault import Key

m = t.message


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a case, opened. `words` in `language`; `created` in ms.

    Messages of one `entry` are versions of the same one, the first is 0. `questions`: the question set that was asked.
    """

    id: int
    ministry: str
    direction: Direction
    kind: str
    officer: str
    created: int
    words: str
    language: str
    prepared: str
    entry: str = ""
    version: int = 0
    questions: str = ""
    sees: Audience = EVERYBODY
    answers: str = ""


@dataclass(frozen=True, slots=True)
class MessageHeading:
    """Who says something on a case, and of what `kind`: the desk `ministry`, empty for its owner. `sees`: the desks
    that may read it; `answers`: the entry of the question that the owner answers with it."""

    direction: Direction
    kind: str
    ministry: str = ""
    officer: str = ""
    sees: Audience = EVERYBODY
    answers: str = ""


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """A row of `message`, its words sealed."""

    id: int
    receipt: str
    ministry: str
    direction: Direction
    kind: str
    officer: str
    entry: str
    version: int
    created: int
    sees: Audience
    answers: str
    body: bytes

    def opened(self, key: Key) -> Spoken:
        """The message with its words. Raises SealBroken for another case's key."""
        said, prepared = unpack(key.open(f"message:{self.receipt}:{self.entry}:{self.version}", self.body))
        head = (self.id, self.ministry, self.direction, self.kind, self.officer, self.created)
        said_as = (str(said.value), said.language, prepared, self.entry, self.version, said.said)
        return Spoken(*head, *said_as, self.sees, self.answers)


_ROWS = select(*columns_of(m, SealedMessage))


async def say(
    tx: Transaction, key: Key, receipt: str, entry: str, at: int, said: Answer, head: MessageHeading, prepared: str = ""
) -> None:
    """Keep what was said on a case. `said.value` are the words.

    A second message of the same `entry` is a new version of the first (an edited one).
    """
    before = await tx.one(int, select(m.c.version).where(*_is(receipt, entry)).order_by(m.c.version.desc()).limit(1))
    version = 0 if before is None else before + 1
    body = key.seal(f"message:{receipt}:{entry}:{version}", pack((said, prepared)))
    named = {"receipt": receipt, "entry": entry, "version": version, "created": at}
    await tx.run(insert(m).values(**named, body=body, **asdict(head)))


async def said_as(tx: Transaction, receipt: str, entry: str) -> SealedMessage | None:
    """The latest version of the message of this entry, unopened; or None."""
    return await tx.one(SealedMessage, _ROWS.where(*_is(receipt, entry)).order_by(m.c.version.desc()).limit(1))


def _is(receipt: str, entry: str) -> tuple[ColumnElement[bool], ...]:
    return m.c.receipt == receipt, m.c.entry == entry


async def last_said(tx: Transaction, receipt: str, reader: CaseReader) -> int:
    """The id of the newest message of a case that the reader may see, 0 when there is none."""
    where = (m.c.receipt == receipt, reader.rows(m.c.sees))
    return await tx.one(int, select(m.c.id).where(*where).order_by(m.c.id.desc()).limit(1)) or 0


async def spoken(
    tx: Transaction, key: Key, receipt: str, reader: CaseReader, after: int = 0, limit: int = 200
) -> list[Spoken]:
    """What was said on a case that the reader may see, oldest first, every version."""
    where = (m.c.receipt == receipt, m.c.id > after, reader.rows(m.c.sees))
    return [row.opened(key) for row in await tx.read(SealedMessage, _ROWS.where(*where).order_by(m.c.id).limit(limit))]


async def last_from(tx: Transaction, receipt: str, desk: str) -> str:
    """The entry of what a desk said last to the owner: what an answer to it answers; empty when it said nothing."""
    where = (m.c.receipt == receipt, m.c.ministry == desk, m.c.direction == Direction.OUT)
    return await tx.one(str, select(m.c.entry).where(*where).order_by(m.c.id.desc()).limit(1)) or ""
