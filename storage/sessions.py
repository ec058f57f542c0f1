"""What is kept of conversations: what was dealt with, the session guarded by its version, and the latest in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete

from dialogs.session import Session
from storage import files, outbox
from storage import tables as t
from storage.codec import pack_session, unpack_session
from storage.transaction import Conflict, Transaction
from storage.vault import Key, Wrapped


@dataclass(slots=True)
class Kept:
    """A session with its key and the version that lies in the database (0: none yet).

    `wrapped` are rows of new keys; `done` are ids of keys to destroy with the next write.
    """

    session: Session
    key: Key
    version: int = 0
    wrapped: tuple[Wrapped, ...] = ()
    done: tuple[str, ...] = ()
    packed: bytes = b""


COLLECT = "collect"
"""The consent before which a conversation is a visit: `dialogs/stages/consent.py` asks it."""
_COLUMNS = ("version", "turn", "key", "receipt", "filed", "begun", "day", "visit", "rests", "doc")
_LOAD = (
    "SELECT s.chat, s.version, s.key, s.doc, k.ring, k.wrapped FROM session s "
    "LEFT JOIN key k ON k.id = s.key WHERE s.chat {names}"
)


async def admit(tx: Transaction, keys: Iterable[str], day: int) -> set[str]:
    """Note these arrivals as dealt with; return those that were not before."""
    rows = sorted(set(keys))
    if tx.postgresql:
        found = await tx.line.exec_driver_sql(_ADMIT, (list(map(tx.vault.codes.hide, rows)), day))
        return {tx.vault.codes.show(row[0]) for row in found.all()}
    known = await tx.names_among("SELECT key FROM arrival WHERE key {names}", rows)
    fresh = [(key, day) for key in rows if key not in known]
    await tx.insert_many(t.arrival, ("key", "day"), fresh)
    return {key for key, _ in fresh}


_ADMIT = (
    "INSERT INTO arrival (key, day) SELECT u, $2 FROM unnest(CAST($1 AS VARCHAR[])) AS u "
    "ON CONFLICT DO NOTHING RETURNING key"
)


async def load(tx: Transaction, chats: Sequence[str], lock: bool = False) -> dict[str, Kept]:
    """The sessions of these chats, by what was asked (addresses or handles), in one query. `lock` them until the end,
    after a conflict.

    A session whose key was destroyed is no more: its row goes too.
    """
    if not chats:
        return {}
    end = " ORDER BY s.chat FOR UPDATE OF s" if lock and tx.postgresql else ""
    asked = {tx.vault.handle(chat): chat for chat in chats}
    rows = await tx.among(_LOAD + end, sorted(asked))
    if lost := [row[0] for row in rows if row[5] is None]:
        await tx.run(delete(t.session).where(t.session.c.chat.in_(lost)))
    return {asked[row[0]]: _opened(tx, row) for row in rows if row[5] is not None}


def _opened(tx: Transaction, row: tuple[Any, ...]) -> Kept:
    chat, version, key_id, doc, ring, wrapped = row
    key = tx.vault.open_key(Wrapped(key_id, ring, wrapped))
    return Kept(unpack_session(key.open(f"session:{chat}", doc)), key, version)


async def keep(tx: Transaction, all_kept: Sequence[Kept], day: int) -> None:
    """Write the sessions if nobody else did meanwhile, and count their versions up. Raises Conflict."""
    ordered = sorted(((tx.vault.handle(kept.session.chat), kept) for kept in all_kept), key=lambda each: each[0])
    await tx.add_keys([row for _, kept in ordered for row in kept.wrapped])
    new = [(chat, *_values(chat, kept, day)) for chat, kept in ordered if not kept.version]
    old = [(*_values(chat, kept, day), chat, kept.version) for chat, kept in ordered if kept.version]
    written = await tx.insert_many(t.session, ("chat", *_COLUMNS), new, skip=True)
    written += await tx.update_many(t.session, _COLUMNS, ("chat", "was_version"), old)
    if written != len(ordered):
        raise Conflict(f"{len(ordered) - written} of {len(ordered)} conversations were written by another process")
    await tx.drop_keys([key_id for _, kept in ordered for key_id in kept.done])
    for _, kept in ordered:
        kept.version, kept.wrapped, kept.done = kept.version + 1, (), ()


def has_draft(session: Session) -> bool:
    """Whether something was said or sent for a report that is not sent."""
    draft = session.draft
    return bool(session.form.answers or draft.files or draft.remarks or draft.held)


def _values(chat: str, kept: Kept, day: int) -> tuple[object, ...]:
    session = kept.session
    kept.packed = pack_session(session)
    doc = kept.key.seal(f"session:{chat}", kept.packed)
    begun = has_draft(session) or bool(session.care.held)
    filed = len(session.care.filed)
    visit = not filed and COLLECT not in session.draft.consents
    return kept.version + 1, session.turn, kept.key.id, session.receipt, filed, begun, day, visit, 0, doc


async def rekeyed(tx: Transaction, kept: Kept, at: int) -> Kept:
    """The conversation under a new key, with the files of its draft and the letters that wait for it: what else was
    sealed with the old one cannot be read again once this is kept."""
    key, wrapped = tx.vault.new_key(at)
    await files.reseal_drafts(tx, kept.session.chat, kept.key, key)
    await outbox.reseal(tx, kept.session.chat, kept.key, key)
    return replace(kept, key=key, wrapped=(*kept.wrapped, wrapped), done=(*kept.done, kept.key.id))


async def taken(tx: Transaction, receipts: Sequence[str]) -> set[str]:
    """Which of these codes are in use, by a report or a draft."""
    signs = {tx.vault.codes.sign(receipt): receipt for receipt in receipts}
    return {signs[row[0]] for row in await tx.among(_TAKEN, sorted(signs))}


_TAKEN = "SELECT receipt FROM case_ WHERE receipt {names} UNION ALL SELECT receipt FROM session WHERE receipt {names}"


class SessionCache:
    """The conversations of the last hours, in memory, packed: most steps need no query for theirs.

    A packed one is a byte string of its key (16 bytes of id, 32 of key), its version (8) and its deflated document:
    about half a kilobyte, by the chat's handle. What is here is what was committed: it is put in after the commit, and
    taken out when anything about it is in doubt. The least recently used go first, beyond `most` conversations or
    `room` bytes.
    """

    def __init__(self, most: int = 200_000, room: int = 200_000_000) -> None:
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._most = most
        self._room = room
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, chat: str, kept: Kept) -> None:
        """Remember what was just committed; `kept.packed` is its document."""
        self.drop(chat)
        head = bytes.fromhex(kept.key.id) + kept.key.raw + kept.version.to_bytes(8, "big")
        packed = head + kept.packed
        self._packed[chat] = packed
        self.bytes += len(packed)
        while len(self._packed) > self._most or self.bytes > self._room:
            self.bytes -= len(self._packed.popitem(last=False)[1])

    def get(self, chat: str) -> Kept | None:
        """A fresh unpacked copy, or None."""
        packed = self._packed.get(chat)
        if packed is None:
            return None
        self._packed.move_to_end(chat)
        key = Key(packed[:16].hex(), packed[16:48])
        return Kept(unpack_session(packed[56:]), key, int.from_bytes(packed[48:56], "big"))

    def drop(self, chat: str) -> None:
        self.bytes -= len(self._packed.pop(chat, b""))

    def clear(self) -> None:
        self._packed.clear()
        self.bytes = 0
