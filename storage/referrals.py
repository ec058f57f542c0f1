"""A case on a ministry's desk: its state, its holder, its topic in the desk's group."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sqlalchemy import Select, literal_column, select, update

from dialogs.case_states import ReferralRole, ReferralState
from storage import tables as t
from storage.counters import count
from storage.transaction import Conflict, Transaction, columns_of

r = t.referral


@dataclass(frozen=True, slots=True)
class Referral:
    """A row of `referral`. Times in UTC milliseconds, 0: not yet. `open`: somebody still has to act; `holder`: an
    officer's id, until `lease`; `due`: when its next clock runs out; `paused`: since when one waits for the owner;
    `tell`: when the owner is to hear that it was taken in bulk; `unopened`: when the owner heard that nobody opened it;
    `left_alone`: when, that nobody sits at this desk any more.
    """

    receipt: str
    ministry: str
    role: ReferralRole
    state: ReferralState
    open: bool
    holder: str
    lease: int
    thread: str
    reason: str
    passed_to: str
    version: int
    created: int
    seen: int
    taken: int
    acted: int
    changed: int
    due: int
    paused: int
    tell: int
    unopened: int
    left_alone: int
    urgent: bool

    @property
    def leads(self) -> bool:
        """Whether this desk leads the case."""
        return self.role is ReferralRole.LEAD

    @property
    def standing(self) -> ReferralState:
        """The state as rights know it: what was passed on with the owner's consent is over for the giver."""
        return ReferralState.CLOSED if self.state.open and not self.open else self.state

    def laid_down(self) -> Referral:
        """Held by nobody."""
        return replace(self, holder="", lease=0)


def _referrals() -> Select[*tuple[object, ...]]:
    return select(*columns_of(r, Referral))


async def referral(tx: Transaction, receipt: str, ministry: str, lock: bool = False) -> Referral | None:
    """The referral of a case to a ministry, or None."""
    statement = _referrals().where(r.c.receipt == receipt, r.c.ministry == ministry)
    return await tx.one(Referral, statement.with_for_update() if lock else statement)


async def referrals(tx: Transaction, receipt: str) -> list[Referral]:
    """All desks a case is or was on, the leading one first."""
    return await tx.read(Referral, _referrals().where(r.c.receipt == receipt).order_by(r.c.role.desc(), r.c.ministry))


async def change(tx: Transaction, before: Referral, after: Referral, at: int) -> Referral:
    """Let a referral that was read as `before` be as `after`; return it as it is then. Raises Conflict when somebody
    changed it meanwhile."""
    then = replace(after, version=before.version + 1, changed=at)
    both = ((each.name, getattr(before, each.name), getattr(then, each.name)) for each in fields(then))
    values = {name: new for name, old, new in both if new != old} | {"changed": at}
    where = (r.c.receipt == before.receipt, r.c.ministry == before.ministry, r.c.version == before.version)
    if await tx.run(update(r).where(*where).values(**values)) != 1:
        raise Conflict("the referral was changed meanwhile")
    if after.state != before.state:
        name = f"referral:{before.ministry}"
        await count(tx, (name, before.state, -1), (name, after.state, 1))
    return then


async def leave_topics(tx: Transaction, ministry: str) -> None:
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
    return await tx.one(str, select(r.c.receipt).where(*where)) or ""
