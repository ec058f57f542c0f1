"""What came of an act, and what every kind of act needs to say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casework.acts import Act, Ruling
from dialogs.events import Heard
from dialogs.questions import Answer
from storage import referrals
from storage.cases import Case
from storage.timestamps import ms
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Told:
    """Something for the group and the console of another desk, or of this one. `kind` says what it is, `about` which
    case it concerns where that is another one; words stay on the console."""

    ministry: str
    kind: str
    receipt: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What came of an act: the `case`, what its owner is to `hear`, and what desks are `told`."""

    ruling: Ruling
    case: Case | None = None
    hear: Heard | None = None
    told: tuple[Told, ...] = ()


async def change(tx: Transaction, act: Act, row: Any, **values: Any) -> Ruling:
    """Change these columns of the referral; how it stands then. Raises Conflict."""
    if values:
        await referrals.change(tx, row, ms(act.at), **values)
    return Ruling(values.get("state", row.state), values.get("holder", row.holder))


def words_of(act: Any) -> Answer:
    """The words of an act, labelled with their language."""
    return Answer(act.words, language=act.language)


def heard(act: Act, kind: str, words: str = "", language: str = "") -> Heard:
    """What the owner hears of an act."""
    return Heard(act.at, act.receipt, act.ministry, kind, words, language)


def first_act(row: Any, at: int) -> dict[str, int]:
    """The column that remembers when the desk first acted, if it never did."""
    return {} if row.acted else {"acted": at}
