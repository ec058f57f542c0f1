"""What one person proposes about another's access, or to carry out of the house, and how a second person answers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import insert, or_, select, update

from storage import audit
from storage import tables as t
from storage.states import ProposalState, ProposedAct
from storage.timestamps import DAY
from storage.transaction import Transaction, columns_of

p = t.proposal
WAITS = DAY
"""How long a proposal that nobody confirms waits until it may be done, in ms: whoever it concerns can stop it."""
GOOD_FOR = 7 * DAY
"""How long it may be done from then on, and how long people are told of what was done, in ms."""
VOUCHED = "vouched for"
"""Noted when the secretariat stood up for a proposal, beside the operator."""
OPEN = (ProposalState.ASKED, ProposalState.CONFIRMED)


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed of a proposal: whom it invites, what it carries out, or which declaration it takes back and why.
    `word`: what a link needs beside it."""

    name: str = ""
    role: str = ""
    language: str = ""
    query: str = ""
    format: str = ""
    answers: bool = False
    word: str = ""
    interest: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row, opened. `about`: the officer it concerns; `by`: who proposed it; `second`: who answered; `secretary` and
    `operator` (when, ms): who confirmed it together. May be done from `due` (ms) on, unless stopped."""

    id: str
    act: ProposedAct
    state: ProposalState
    body: str
    about: str
    by: str
    second: str
    secretary: str
    operator: int
    asked: int
    due: int
    changed: int
    detail: bytes = field(repr=False)

    @property
    def open(self) -> bool:
        """Whether it can still be answered or done."""
        return self.state in OPEN

    def ready(self, at: int) -> bool:
        """Whether it may be done now: confirmed, or asked a day ago and stopped by nobody; not for ever."""
        waited = self.state is ProposalState.ASKED and at >= self.due
        return (waited or self.state is ProposalState.CONFIRMED) and at < self.due + GOOD_FOR


async def propose(
    tx: Transaction, act: ProposedAct, body: str, about: str, by: str, at: int, wanted: Wanted | None = None
) -> str:
    """A new proposal's id. It is told to those whom it concerns by standing there."""
    return await _add(tx, act, ProposalState.ASKED, body, about, by, at, wanted or Wanted())


async def told(tx: Transaction, act: ProposedAct, body: str, about: str, by: str, at: int) -> str:
    """What was done at once, so that those whom it concerns are told; its id."""
    return await _add(tx, act, ProposalState.DONE, body, about, by, at, Wanted())


async def _add(
    tx: Transaction, act: ProposedAct, state: ProposalState, body: str, about: str, by: str, at: int, wanted: Wanted
) -> str:
    new = secrets.token_hex(16)
    row = {"act": act, "state": state, "body": body, "about": about, "by": by, "asked": at, "due": at + WAITS}
    detail = await _sealed(tx, new, wanted)
    await tx.run(insert(p).values(id=new, changed=at, detail=detail, **row))
    await audit.note(tx, at, by, f"{act} {state}", about or f"desk:{body}")
    return new


async def _sealed(tx: Transaction, proposal: str, wanted: Wanted) -> bytes:
    return (await tx.house_key()).seal(f"proposal:{proposal}", msgspec.json.encode(wanted))


async def wanted_of(tx: Transaction, proposal: Proposal) -> Wanted:
    """What a proposal seals."""
    opened = (await tx.house_key()).open(f"proposal:{proposal.id}", proposal.detail)
    return msgspec.json.decode(opened, type=Wanted)


async def find(tx: Transaction, proposal: str) -> Proposal | None:
    return await tx.one(Proposal, select(*columns_of(p, Proposal)).where(p.c.id == proposal))


async def concerning(tx: Transaction, officer: str, body: str, everywhere: bool, at: int) -> Sequence[Proposal]:
    """What is open, or was changed within a week, at a body, about an officer or by one, or `everywhere`; the newest
    first."""
    recent = or_(p.c.state.in_(OPEN), p.c.changed > at - GOOD_FOR)
    mine = or_(p.c.about == officer, p.c.by == officer)
    whose = p.c.id != "" if everywhere else or_(mine, p.c.body == body) if body else mine
    found = select(*columns_of(p, Proposal)).where(recent, whose)
    return await tx.read(Proposal, found.order_by(p.c.asked.desc(), p.c.id).limit(200))


async def answer(tx: Transaction, proposal: Proposal, state: ProposalState, by: str, at: int, word: str = "") -> bool:
    """Confirm, stop or refuse it, or mark it done; False when somebody else was quicker. `word`: see Wanted; one that
    is done keeps nothing of whom it invited."""
    kept = msgspec.structs.replace(await wanted_of(tx, proposal), word=word)
    detail = await _sealed(tx, proposal.id, kept if state in OPEN else Wanted())
    second = proposal.second if state is ProposalState.DONE else by
    unchanged = (p.c.id == proposal.id, p.c.state == proposal.state, p.c.changed == proposal.changed)
    values = {"state": state, "second": second, "changed": at, "detail": detail}
    if not await tx.run(update(p).where(*unchanged).values(**values)):
        return False
    await audit.note(tx, at, by, f"{proposal.act} {state}", proposal.about or f"desk:{proposal.body}")
    return True


async def vouch(tx: Transaction, proposal: Proposal, secretary: str, at: int) -> Proposal:
    """The operator (`secretary` empty) or somebody of the secretariat stands up for it; it as it is then. Both
    together are as good as a second person of the body."""
    values = {"secretary": secretary} if secretary else {"operator": at}
    await tx.run(update(p).where(p.c.id == proposal.id, p.c.state == ProposalState.ASKED).values(**values))
    subject = proposal.about or f"desk:{proposal.body}"
    await audit.note(tx, at, secretary or "operator", f"{proposal.act} {VOUCHED}", subject)
    found = await find(tx, proposal.id)
    assert found is not None
    return found
