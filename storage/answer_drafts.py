"""What an officer has begun to write on a case and not sent: sealed with the key of its case, and gone with it. It is
read by its writer alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from storage import tables as t
from storage.transaction import Transaction, columns_of
from storage.vault import Key

d = t.answer_draft
MOST = 40
"""How many drafts one officer has on one case: every form of its page, and some words that are written anew."""


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Whose draft it is, on which case, at which desk, in which form of the page."""

    receipt: str
    officer: str
    ministry: str
    form: str

    @property
    def seal(self) -> str:
        return f"draft:{self.receipt}:{self.officer}:{self.form}"


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """A draft as it lies there. `saved` in ms."""

    receipt: str
    officer: str
    ministry: str
    form: str
    saved: int
    body: bytes

    def opened(self, key: Key) -> bytes:
        """What was typed, as whoever put it here packed it. Raises SealBroken."""
        return key.open(DraftPlace(self.receipt, self.officer, self.ministry, self.form).seal, self.body)


def form_of(tx: Transaction, verb: str, about: str) -> str:
    """How a form of the page is called: a keyed hash, so that the table does not tell what is being decided."""
    return tx.vault.blind("draft", f"{verb} {about}")


async def put(tx: Transaction, key: Key, place: DraftPlace, body: bytes, at: int) -> bool:
    """Keep a draft in the place of the one before; False when the officer has too many on this case."""
    if not await _has_room(tx, place):
        return False
    sealed = {"body": key.seal(place.seal, body), "saved": at}
    named = {"receipt": place.receipt, "officer": place.officer, "form": place.form, "ministry": place.ministry}
    new = tx.insert(d).values(**named, **sealed)
    await tx.run(new.on_conflict_do_update(index_elements=["receipt", "officer", "form"], set_=sealed))
    return True


async def _has_room(tx: Transaction, place: DraftPlace) -> bool:
    mine = (d.c.receipt == place.receipt, d.c.officer == place.officer)
    others = await tx.one(int, select(func.count()).where(*mine, d.c.form != place.form))
    return (others or 0) < MOST


async def of_officer(tx: Transaction, receipt: str, officer: str) -> Sequence[SealedDraft]:
    """What this officer has begun to write on a case, the oldest first."""
    mine = select(*columns_of(d, SealedDraft)).where(d.c.receipt == receipt, d.c.officer == officer)
    return await tx.read(SealedDraft, mine.order_by(d.c.saved, d.c.form))


async def drop(tx: Transaction, place: DraftPlace) -> None:
    """It was sent or discarded: nothing is kept of it."""
    mine = (d.c.receipt == place.receipt, d.c.officer == place.officer, d.c.form == place.form)
    await tx.run(delete(d).where(*mine))


async def drop_of(tx: Transaction, officer: str) -> None:
    """The officer is none any more."""
    await tx.run(delete(d).where(d.c.officer == officer))
