"""A case on a ministry's desk: its referral, its topic, what was said, and the group that hears of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dialogs.questions import Answer
from storage import house_tables as h
from storage import tables as t
from storage.counters import count
from storage.documents import pack, unpack
from storage.transaction import Conflict, Transaction
from storage.vault import Key

r = t.referral
d = h.desk


@dataclass(frozen=True, slots=True)
class Desk:
    """A ministry's group: `chat` is `desk:<group>`, empty when none is bound; `language` is the one it reads."""

    ministry: str
    chat: str = ""
    language: str = "ko"


@dataclass(frozen=True, slots=True)
class Group:
    """How a ministry's group stands: `bound` since (ms, 0 never), `put_out` when the bot lost its place or rights."""

    ministry: str
    bound: int
    put_out: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a case, opened. `direction`: in, out or note; `words` in `language`; `created` in ms.

    Messages of one `entry` are versions of the same one, the first is 0. `questions`: the question set that was asked.
    """

    id: int
    ministry: str
    direction: str
    kind: str
    officer: str
    created: int
    words: str
    language: str
    prepared: str
    entry: str = ""
    version: int = 0
    questions: str = ""


async def referral(tx: Transaction, receipt: str, ministry: str, lock: bool = False) -> Any:
    """The row of a referral, or None."""
    statement = select(r).where(r.c.receipt == receipt, r.c.ministry == ministry)
    return await tx.first(statement.with_for_update() if lock else statement)


async def referrals(tx: Transaction, receipt: str) -> Sequence[Any]:
    """All desks a case is or was on."""
    return await tx.all(select(r).where(r.c.receipt == receipt).order_by(r.c.role.desc(), r.c.ministry))


async def change(tx: Transaction, row: Any, at: int, **values: Any) -> None:
    """Change a referral read before, unless somebody did meanwhile. Raises Conflict."""
    where = (r.c.receipt == row.receipt, r.c.ministry == row.ministry, r.c.version == row.version)
    done = await tx.run(update(r).where(*where).values(version=row.version + 1, changed=at, **values))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("the referral was changed meanwhile")
    if (state := values.get("state", row.state)) != row.state:
        await count(tx, (f"referral:{row.ministry}", row.state, -1), (f"referral:{row.ministry}", state, 1))


async def say(
    tx: Transaction, key: Key, receipt: str, entry: str, at: int, said: Answer, prepared: str = "", **named: str
) -> None:
    """Keep what was said on a case. `said.value` are the words. `named`: ministry, direction, kind, officer.

    A second message of the same `entry` is a new version of the first (an edited one).
    """
    m = t.message
    last = await tx.first(
        select(m.c.version).where(m.c.receipt == receipt, m.c.entry == entry).order_by(m.c.version.desc()).limit(1)
    )
    version = last[0] + 1 if last else 0
    body = key.seal(f"message:{receipt}:{entry}:{version}", pack((said, prepared)))
    await tx.run(insert(m).values(receipt=receipt, entry=entry, version=version, created=at, body=body, **named))


async def said_as(tx: Transaction, receipt: str, entry: str) -> Any:
    """The latest version of the message of this entry, unopened: ministry, direction, kind, officer; or None."""
    m = t.message
    columns = (m.c.ministry, m.c.direction, m.c.kind, m.c.officer, m.c.version)
    where = (m.c.receipt == receipt, m.c.entry == entry)
    return await tx.first(select(*columns).where(*where).order_by(m.c.version.desc()).limit(1))


async def words_as(tx: Transaction, key: Key, receipt: str, entry: str) -> Spoken | None:
    """The latest version of the message of this entry, opened."""
    m = t.message
    where = (m.c.receipt == receipt, m.c.entry == entry)
    row = await tx.first(select(m).where(*where).order_by(m.c.version.desc()).limit(1))
    return _spoken(key, row) if row else None


async def last_said(tx: Transaction, receipt: str) -> int:
    """The id of the newest message of a case, 0 when there is none."""
    m = t.message
    row = await tx.first(select(m.c.id).where(m.c.receipt == receipt).order_by(m.c.id.desc()).limit(1))
    return int(row[0]) if row else 0


async def spoken(tx: Transaction, key: Key, receipt: str, after: int = 0, limit: int = 200) -> list[Spoken]:
    """What was said on a case, oldest first, every version."""
    m = t.message
    rows = await tx.all(select(m).where(m.c.receipt == receipt, m.c.id > after).order_by(m.c.id).limit(limit))
    return [_spoken(key, row) for row in rows]


def _spoken(key: Key, row: Any) -> Spoken:
    said, prepared = unpack(key.open(f"message:{row.receipt}:{row.entry}:{row.version}", row.body))
    head = (row.id, row.ministry, row.direction, row.kind, row.officer, row.created)
    return Spoken(*head, str(said.value), said.language, prepared, row.entry, row.version, said.said)


# ---- groups and topics --------------------------------------------------------------------------------


async def desk(tx: Transaction, ministry: str) -> Desk:
    row = await tx.first(select(d).where(d.c.ministry == ministry))
    return Desk(ministry, row.chat, row.language) if row else Desk(ministry)


async def desk_of_chat(tx: Transaction, chat: str) -> Desk | None:
    """The desk whose group `desk:<group>` is."""
    row = await tx.first(select(d).where(d.c.chat == chat, d.c.chat != literal_column("''")))
    return Desk(row.ministry, row.chat, row.language) if row else None


async def invite_desk(tx: Transaction, ministry: str, language: str, until: int) -> str:
    """A one-time token that binds a group to this ministry until `until` (ms). Only its hash is kept."""
    token = secrets.token_urlsafe(24)
    make: Any = postgresql.insert if tx.postgresql else sqlite.insert
    values = {"token": _hash(token), "until": until, "language": language}
    adding = make(d).values(ministry=ministry, **values)
    await tx.run(adding.on_conflict_do_update(index_elements=[d.c.ministry], set_=values))
    return token


async def bind_desk(tx: Transaction, token: str, chat: str, at: int) -> Desk | None:
    """Bind the group `desk:<group>`; None when the token is unknown, used or too old."""
    row = await tx.first(select(d).where(d.c.token == _hash(token), d.c.token != literal_column("''"), d.c.until > at))
    if row is None:
        return None
    await tx.run(update(d).where(d.c.chat == chat, d.c.ministry != row.ministry).values(chat=""))
    if row.chat != chat:
        await _leave_topics(tx, row.ministry)
    await tx.run(update(d).where(d.c.ministry == row.ministry).values(chat=chat, token="", bound=at, put_out=0))
    return Desk(row.ministry, chat, row.language)


async def moved(tx: Transaction, old: str, new: str) -> None:
    """A group has another id now. Its topics did not come along: the next notice of a case opens one."""
    if known := await desk_of_chat(tx, old):
        await _leave_topics(tx, known.ministry)
    await tx.run(update(d).where(d.c.chat == old, d.c.chat != literal_column("''")).values(chat=new))


async def put_out(tx: Transaction, ministry: str, at: int) -> bool:
    """The bot lost its place or its rights in a ministry's group at `at` (ms), or with 0 is fit again. False: known."""
    before = d.c.put_out == 0 if at else d.c.put_out > 0
    done = await tx.run(update(d).where(d.c.ministry == ministry, before).values(put_out=at))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def groups(tx: Transaction) -> dict[str, Group]:
    """The groups that are or were bound, by ministry."""
    rows = await tx.all(select(d.c.ministry, d.c.bound, d.c.put_out).where(d.c.chat != literal_column("''")))
    return {row.ministry: Group(*row) for row in rows}


async def _leave_topics(tx: Transaction, ministry: str) -> None:
    """No topic is a case's any more: numbers of topics begin anew in another group, where one may be anybody's."""
    where = (r.c.ministry == ministry, r.c.thread != literal_column("''"))
    await tx.run(update(r).where(*where).values(thread=""))


async def bind_thread(tx: Transaction, receipt: str, ministry: str, thread: str) -> None:
    """This topic of the ministry's group is the case's."""
    await tx.run(update(r).where(r.c.receipt == receipt, r.c.ministry == ministry).values(thread=thread))


async def unbind_thread(tx: Transaction, receipt: str, ministry: str) -> None:
    """The topic is gone; the next notice opens another."""
    await bind_thread(tx, receipt, ministry, "")


async def of_thread(tx: Transaction, ministry: str, thread: str) -> str:
    """The receipt whose topic it is; empty if none's."""
    where = (r.c.ministry == ministry, r.c.thread == thread, r.c.thread != literal_column("''"))
    row = await tx.first(select(r.c.receipt).where(*where))
    return row[0] if row else ""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
