"""What a confirmed proposal does: a new officer, a new link, codes taken off, a declaration taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from storage import audit, conflicts, officers, sign_ins
from storage.officers import LINK
from storage.proposals import Wanted
from storage.recovery_codes import LETTERS
from storage.states import ProposedAct
from storage.timestamps import DAY
from storage.transaction import Transaction

GOOD = DAY
"""How long an officer's own invitation lasts, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The one-time link of an officer, shown once to whoever hands it over."""

    name: str
    link: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccessChange:
    """What is to be done about the officer `about` (empty: a new one of `body`), by whom, and when (ms)."""

    act: ProposedAct
    body: str
    about: str
    by: str
    at: int


def new_word() -> str:
    """What the second person hands over beside the link: 49 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))


async def change_access(tx: Transaction, change: AccessChange, wanted: Wanted) -> Invitation | None:
    """Do it; the invitation that comes of it. Raises LookupError when there is no such officer, or no such declaration,
    any more."""
    match change.act:
        case ProposedAct.INVITE:
            place = (change.body, wanted.role, wanted.name, wanted.language)
            new = await officers.add_officer(tx, *place, change.at, change.by)
            return await _invitation(tx, new, wanted.name, wanted.word, change.at)
        case ProposedAct.LINK:
            of = await officers.officer(tx, change.about)
            if of is None or of.revoked:
                raise LookupError("no such officer")
            await audit.note(tx, change.at, change.by, "invited again", of.id)
            return await _invitation(tx, of.id, of.name, wanted.word, change.at)
        case ProposedAct.UNBAR:
            if not await conflicts.undeclare(tx, change.about, wanted.interest):
                raise LookupError("no such declaration")
            await audit.note(tx, change.at, change.by, "interest taken back", change.about, wanted.reason)
            return None
        case _:
            await officers.reset_totp(tx, change.about, change.at, change.by)
            return None


async def _invitation(tx: Transaction, officer: str, name: str, word: str, at: int) -> Invitation:
    """Earlier invitations that were not used end, so that one that went astray is worth nothing any more."""
    await officers.drop_links(tx, officer)
    link = await officers.make_token(tx, officer, LINK, at, at + GOOD)
    return Invitation(name, await sign_ins.with_word(tx, link, word) if word else link)
