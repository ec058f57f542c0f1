"""A case on a ministry's desk: its referral, its topic, what was said, and the group that hears of it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import literal_column, select, update

from storage import tables as t
from storage.referrals import leave_topics
from storage.transaction import Transaction, columns_of

d = t.desk


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """A ministry's group: `chat` is `desk:<group>`, empty when none is bound; `language` is the one it reads."""

    ministry: str
    chat: str = ""
    language: str = "ko"


@dataclass(frozen=True, slots=True)
class GroupState:
    """How a ministry's group stands: `bound` since (ms, 0 never), `put_out` when the bot lost its place or rights."""

    ministry: str
    bound: int
    put_out: int


_GROUPS = select(*columns_of(d, DeskGroup))

# ---- groups and topics --------------------------------------------------------------------------------


async def desk(tx: Transaction, ministry: str) -> DeskGroup:
    return await tx.one(DeskGroup, _GROUPS.where(d.c.ministry == ministry)) or DeskGroup(ministry)


async def desk_of_chat(tx: Transaction, chat: str) -> DeskGroup | None:
    """The desk whose group `desk:<group>` is."""
    return await tx.one(DeskGroup, _GROUPS.where(d.c.chat == chat, d.c.chat != literal_column("''")))


async def invite_desk(tx: Transaction, ministry: str, language: str, until: int) -> str:
    """A one-time token that binds a group to this ministry until `until` (ms). Only its hash is kept."""
    token = secrets.token_urlsafe(24)
    values = {"token": _hash(token), "until": until, "language": language}
    adding = tx.insert(d).values(ministry=ministry, **values)
    await tx.run(adding.on_conflict_do_update(index_elements=[d.c.ministry], set_=values))
    return token


async def bind_desk(tx: Transaction, token: str, chat: str, at: int) -> DeskGroup | None:
    """Bind the group `desk:<group>`; None when the token is unknown, used or too old."""
    good = (d.c.token == _hash(token), d.c.token != literal_column("''"), d.c.until > at)
    was = await tx.one(DeskGroup, _GROUPS.where(*good))
    if was is None:
        return None
    await tx.run(update(d).where(d.c.chat == chat, d.c.ministry != was.ministry).values(chat=""))
    if was.chat != chat:
        await leave_topics(tx, was.ministry)
    await tx.run(update(d).where(d.c.ministry == was.ministry).values(chat=chat, token="", bound=at, put_out=0))
    return replace(was, chat=chat)


async def moved(tx: Transaction, old: str, new: str) -> None:
    """A group has another id now. Its topics did not come along: the next notice of a case opens one."""
    if known := await desk_of_chat(tx, old):
        await leave_topics(tx, known.ministry)
    await tx.run(update(d).where(d.c.chat == old, d.c.chat != literal_column("''")).values(chat=new))


async def put_out(tx: Transaction, ministry: str, at: int) -> bool:
    """The bot lost its place or its rights in a ministry's group at `at` (ms), or with 0 is fit again. False: known."""
    before = d.c.put_out == 0 if at else d.c.put_out > 0
    return await tx.run(update(d).where(d.c.ministry == ministry, before).values(put_out=at)) > 0


async def groups(tx: Transaction) -> dict[str, GroupState]:
    """The groups that are or were bound, by ministry."""
    bound = select(*columns_of(d, GroupState)).where(d.c.chat != literal_column("''"))
    return {each.ministry: each for each in await tx.read(GroupState, bound)}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
