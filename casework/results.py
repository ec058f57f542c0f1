"""What came of an act, and what every kind of act needs to say it."""

from __future__ import annotations

from dataclasses import dataclass

from casework.acts import Act, Noted, Positioned, Queried, Released, Reworded, Ruling, Settled
from dialogs.events import Heard
from dialogs.questions import Answer
from storage import referrals
from storage.cases import CaseRow
from storage.referrals import Referral
from storage.timestamps import ms
from storage.transaction import Transaction

Worded = Noted | Positioned | Queried | Released | Reworded | Settled
"""Acts with words that are kept as they were typed."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something for the group and the console of another desk, or of this one. `kind` says what it is, `about` which
    case it concerns where that is another one; words stay on the console. `lead`: for whoever leads the desk, without
    the code of the case."""

    ministry: str
    kind: str
    receipt: str
    about: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """What came of an act: the `case`, what its owner is to `hear`, and what desks are `told`."""

    ruling: Ruling
    case: CaseRow | None = None
    hear: Heard | None = None
    told: tuple[Told, ...] = ()


async def change(tx: Transaction, act: Act, before: Referral, after: Referral) -> Ruling:
    """Let the referral be as `after`; how it stands then. Raises Conflict."""
    await referrals.change(tx, before, after, ms(act.at))
    return stays(after)


def stays(row: Referral, why: str = "") -> Ruling:
    """How a referral stands, where nothing more is done to it; `why` an act on it was refused."""
    return Ruling(row.state, row.holder, why)


def words_of(act: Worded) -> Answer:
    """The words of an act, labelled with their language."""
    return Answer(act.words, language=act.language)


def heard(act: Act, kind: str, words: str = "", language: str = "") -> Heard:
    """What the owner hears of an act."""
    return Heard(act.at, act.receipt, act.ministry, kind, words, language)
