"""What was tried and refused, as lines of the audit log: by whom and of what kind, never what was typed. Bounded, so
that trying for ever fills no disk: from some number an hour on only every doubling of it makes a line.
"""

from __future__ import annotations

from enum import StrEnum

from storage import audit
from storage.counters import clear, count, counts
from storage.timestamps import HOUR
from storage.transaction import Transaction

MOST = 20
"""Lines of one officer in an hour, before only doublings are noted."""
NOBODY = "unknown"
"""The actor where nobody is known: a link that is no officer's."""
MANY = "refused_many"
"""A line whose subject begins with how many attempts of one officer it stands for, within an hour."""


class RefusedAttempt(StrEnum):
    """CASE: a case that is none of the own desk's, or none at all, which looks the same. ACT: an act without the right
    to it. PAGE: a page without the right to it. CODE: a wrong code at signing in. LINK: one that is good no more.
    ANSWER: of an owner, to a desk that does not have the report.
    PLACE: an address from which the officer's body lets nobody in. ACCOUNT: one that is nobody's, or was not proven."""

    CASE = "refused_case"
    ACT = "refused_act"
    PAGE = "refused_page"
    CODE = "refused_code"
    LINK = "refused_link"
    ANSWER = "refused_answer"
    PLACE = "refused_place"
    ACCOUNT = "refused_account"


async def note_refused(
    tx: Transaction, at: int, actor: str, kind: RefusedAttempt, subject: str = "-", address: str = "", counted: str = ""
) -> None:
    """Note one. `subject`: as `attempted` makes it, or an officer's id. `counted`: what attempts are counted by, where
    it is not the actor: the number must not tell whether there is somebody of a name."""
    hour = f"{at // HOUR}|"
    part = f"{hour}{counted or actor}"
    await count(tx, ("refused", part, 1))
    n = (await counts(tx, "refused", (part,)))[part]
    if n == 1:
        await clear(tx, "refused", hour)
    if n <= MOST:
        await audit.note(tx, at, actor, kind, subject, address)
    elif n & (n - 1) == 0:
        await audit.note(tx, at, actor, MANY, f"{n}?", address)


def attempted(receipt: str, desk: str) -> str:
    """A case as the subject of an attempt: not the subject of what was done to it, so that no history shows it."""
    return f"{receipt}?{desk}"
