"""The outbox as rows: put, claim, mark. Who sends and when is `bot/outbox/outbox.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import BigInteger, ColumnElement, FromClause, literal, literal_column, or_, select, update

from storage import tables as t
from storage.states import LetterState
from storage.transaction import Transaction, columns_of
from storage.vault import Key

o = t.outgoing


def _state(state: LetterState, table: FromClause = o) -> ColumnElement[bool]:
    """Said as a literal, so that the partial index of that state serves."""
    is_so: ColumnElement[bool] = table.c.state == literal_column(str(state.value))
    return is_so


EACH = 20
"""Letters of a chat that one claim takes, on average."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter to be put into the outbox, sealed with key `key` for row `outgoing:<entry>`, the address of its chat in
    it. `entry` is unique."""

    entry: str
    channel: str
    chat: str
    key: str
    letter: bytes
    receipt: str = ""
    ministry: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this worker has until `lease`. `unsure`: an earlier try may have arrived. `chat` is the handle; the
    `address` is known once the letter is opened."""

    entry: str
    channel: str
    chat: str
    thread: str
    receipt: str
    ministry: str
    key: str
    letter: bytes
    tries: int
    unsure: bool
    created: int
    lease: int
    id: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A letter that was given up, and why. `finished`: when (ms)."""

    id: int
    entry: str
    channel: str
    chat: str
    receipt: str
    ministry: str
    reason: str
    tries: int
    finished: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a row; WAITING: tried again at `due`."""

    entry: str
    state: LetterState
    sent_as: str = ""
    at: int = 0
    due: int = 0
    again: bool = False
    reason: str = ""
    tries: int = 1


_PUT = (
    *("entry", "channel", "chat", "thread", "receipt", "ministry", "key", "letter"),
    *("due", "lease", "worker", "tries", "created"),
)
_FOREIGN = "SELECT DISTINCT chat FROM outgoing WHERE state = 0 AND chat {names} AND NOT (worker = {1} AND lease > {2})"


@dataclass(frozen=True, slots=True)
class Worker:
    """Who sends: rows of `channels` may be leased to it until `lease`; 0 is none."""

    name: str = ""
    channels: frozenset[str] = frozenset()
    lease: int = 0


async def put(tx: Transaction, rows: Sequence[Leaving], to: Worker, at: int) -> list[Claimed]:
    """Put letters in; return those leased to the worker: of chats in which nothing of others waits.

    Order within a chat is the order of `rows`.
    """
    if not rows:
        return []
    named = [(row, tx.vault.handle(row.chat)) for row in rows]
    chats = sorted({chat for row, chat in named if to.lease and row.channel in to.channels})
    busy = await tx.names_among(_FOREIGN, chats, (to.name, at)) if chats else set()
    mine = set(chats) - busy
    await tx.insert_many(o, _PUT, [_put(row, chat, chat in mine, to, at) for row, chat in named])
    return [_mine(row, chat, at, to.lease) for row, chat in named if chat in mine]


def _put(row: Leaving, chat: str, leased: bool, to: Worker, at: int) -> tuple[object, ...]:
    whose = (to.lease, to.name, 1) if leased else (0, "", 0)
    named = (row.entry, row.channel, chat, row.thread, row.receipt, row.ministry, row.key, row.letter)
    return (*named, at, *whose, at)


def _mine(row: Leaving, chat: str, at: int, lease: int) -> Claimed:
    named = (row.entry, row.channel, chat, row.thread, row.receipt, row.ministry, row.key, row.letter)
    return Claimed(*named, 1, False, at, lease, address=row.chat)


async def claim(
    tx: Transaction, worker: str, channels: Sequence[str], at: int, lease: int, limit: int
) -> list[Claimed]:
    """Lease the first waiting row of up to `limit` chats, where nobody has a row of that chat, and those after it."""
    other = o.alias()
    before = select(other.c.id).where(
        other.c.chat == o.c.chat, _state(LetterState.WAITING, other), or_(other.c.id < o.c.id, other.c.lease > at)
    )
    heads = (
        select(o.c.chat)
        .where(_state(LetterState.WAITING), o.c.due <= at, o.c.lease <= at, o.c.channel.in_(channels), ~before.exists())
        .order_by(o.c.due, o.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=o)
    )
    chats = await tx.read(str, heads)
    return await _lease(tx, chats, worker, at, lease) if chats else []


async def _lease(tx: Transaction, chats: Sequence[str], worker: str, at: int, lease: int) -> list[Claimed]:
    waiting = _state(LetterState.WAITING)
    columns = (
        *(o.c.entry, o.c.channel, o.c.chat, o.c.thread, o.c.receipt, o.c.ministry, o.c.key, o.c.letter),
        *(o.c.tries + 1, or_(o.c.lease > 0, o.c.again), o.c.created, literal(lease, BigInteger), o.c.id),
    )
    mine = select(*columns).where(waiting, o.c.chat.in_(chats)).order_by(o.c.id).limit(EACH * len(chats))
    rows = await tx.read(Claimed, mine)
    ids = [row.id for row in rows]
    await tx.run(update(o).where(o.c.id.in_(ids)).values(lease=lease, worker=worker, tries=o.c.tries + 1))
    return rows


async def mark(tx: Transaction, marks: Sequence[Mark]) -> None:
    """Write down what became of rows. The words of what was sent are not kept.

    A worker whose lease ran out may speak late, when another has sent the letter: sent it stays.
    """
    sent = [(LetterState.SENT, m.sent_as, m.at, 0, b"", m.entry) for m in marks if m.state == LetterState.SENT]
    await tx.update_many(o, ("state", "sent_as", "finished", "lease", "letter"), ("entry",), sent)
    rest = [
        (m.state, m.due, 0, "", m.again, m.reason[:64], m.at, m.tries, m.entry, LetterState.WAITING)
        for m in marks
        if m.state != LetterState.SENT
    ]
    changed = ("state", "due", "lease", "worker", "again", "reason", "finished", "tries")
    await tx.update_many(o, changed, ("entry", "was_state"), rest)


async def last_sent(tx: Transaction, chat: str) -> str:
    """The messenger's id of the last letter known to have arrived in a chat; empty if none is."""
    sent = select(o.c.sent_as).where(o.c.chat == tx.vault.handle(chat), _state(LetterState.SENT))
    return await tx.one(str, sent.order_by(o.c.id.desc()).limit(1)) or ""


async def reseal(tx: Transaction, chat: str, old: Key, new: Key) -> None:
    """Letters that wait for a chat are sealed with its new key from now on."""
    waiting = (o.c.chat == tx.vault.handle(chat), _state(LetterState.WAITING))
    for entry, letter in await tx.read(_sealed, select(o.c.entry, o.c.letter).where(*waiting, o.c.key == old.id)):
        name = f"outgoing:{entry}"
        values = {"key": new.id, "letter": new.seal(name, old.open(name, letter))}
        await tx.run(update(o).where(o.c.entry == entry).values(**values))


def _sealed(entry: str, letter: bytes) -> tuple[str, bytes]:
    return entry, letter


async def oldest(tx: Transaction) -> int:
    """Since when the letter waits that is due the longest (ms); 0 when none does."""
    waiting = select(o.c.due).where(_state(LetterState.WAITING))
    return await tx.one(int, waiting.order_by(o.c.due, o.c.id).limit(1)) or 0


async def move(tx: Transaction, old: str, new: str) -> None:
    """A chat has another id now: what waits for it follows, and holds the new address."""
    waiting = (o.c.chat == tx.vault.handle(old), _state(LetterState.WAITING))
    rows = await tx.read(_keyed, select(o.c.entry, o.c.key, o.c.letter).where(*waiting))
    keys = await tx.keys(sorted({key for _, key, _ in rows}))
    for entry, key, letter in rows:
        if key in keys:
            name = f"outgoing:{entry}"
            moved = keys[key].seal(name, addressed(keys[key].open(name, letter), new))
            await tx.run(update(o).where(o.c.entry == entry).values(letter=moved))
    await tx.run(update(o).where(*waiting).values(chat=tx.vault.handle(new)))


def _keyed(entry: str, key: str, letter: bytes) -> tuple[str, str, bytes]:
    return entry, key, letter


def addressed(letter: bytes, to: str) -> bytes:
    """A packed letter (JSON) with the address that it goes to."""
    return msgspec.json.encode(msgspec.json.decode(letter) | {"to": to})


async def dead(tx: Transaction, after: int = 0, limit: int = 50) -> list[DeadLetter]:
    """Letters that could not be delivered, oldest first."""
    given_up = select(*columns_of(o, DeadLetter)).where(_state(LetterState.DEAD), o.c.id > after)
    return await tx.read(DeadLetter, given_up.order_by(o.c.id).limit(limit))


async def send_again(tx: Transaction, entry: str, at: int) -> bool:
    """Put a dead letter back; False if it is not one."""
    values = {"state": LetterState.WAITING, "due": at, "lease": 0, "tries": 0, "reason": ""}
    return await tx.run(update(o).where(o.c.entry == entry, _state(LetterState.DEAD)).values(**values)) > 0


async def fates(tx: Transaction, begins: str) -> list[tuple[str, int]]:
    """What became of the letters whose entry begins so, up to a colon at its end: channel and state of each."""
    where = (o.c.entry >= begins, o.c.entry < f"{begins.removesuffix(':')};")
    return await tx.read(_fate, select(o.c.channel, o.c.state).where(*where))


def _fate(channel: str, state: int) -> tuple[str, int]:
    return channel, state
