"""What an officer does: every act names one referral (receipt and ministry) and carries a key that makes it once.

`Inbox.act` answers with a `Ruling`. `officer` is the id of a row of `officer`, or `HOUSE` for what time does. `key`
comes from the channel (a Telegram update, the token of a console form): the same act twice is dealt with once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dialogs.case_states import ReferralState
from dialogs.events import FileRef
from dialogs.parse import blacked_out

LONGEST_WORDS = 3_000
"""Characters of what an officer says to an owner at once: with what is around it, it fits into one letter."""
TYPED = ("words", "reason")
"""Fields of acts that may hold what an officer typed."""
HELD_FOR = 72
"""Hours for which an officer has a case who takes it or is handed it, and who hears from its owner at last."""
HOUSE = "house"
"""The actor of what nobody does: reminders, escalations, news that was held back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase:
    """What every act names. `at` is aware UTC.

    An officer's words and the names of an officer's files are without numbers that may not be kept as soon as there
    is an act with them, wherever it comes from.
    """

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime

    def __post_init__(self) -> None:
        for name in TYPED:
            if typed := getattr(self, name, ""):
                object.__setattr__(self, name, blacked_out(typed).text)
        if files := getattr(self, "files", ()):
            object.__setattr__(self, "files", tuple(each.without_numbers() for each in files))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(OnCase):
    """An act with words to the owner: an officer's own `words` in `language`, the id of a `prepared` reply, or both."""

    words: str = ""
    language: str = "ko"
    prepared: str = ""


# ---- holding ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(OnCase):
    """The case was opened by someone at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(OnCase):
    """The officer takes the case for `hours`; refused while another one holds it.

    `bulk` names the act on many cases that it is part of: it can be undone, and the owner hears of it only when that
    time is over.
    """

    hours: int = HELD_FOR
    bulk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(OnCase):
    """The holder lays the case down, or hands it over: `to` is the next officer, empty for the desk.

    `reason` is an id; `words` say more, and are kept as a note of the desk's own.
    """

    reason: str = ""
    words: str = ""
    language: str = "ko"
    to: str = ""
    bulk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(OnCase):
    """What the act `bulk` did to this referral is taken back, if nothing was done to it since."""

    bulk: str


# ---- telling the owner --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(Telling):
    """A word to the owner. `files` are the officer's, their bytes come beside the act."""

    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded(OnCase):
    """The officer changed words that the owner has: `of` is the key of the act that said them."""

    of: str
    words: str
    language: str = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Telling):
    """Something is asked of the owner; `questions` is the id of a question set, empty for words alone."""

    questions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn(Telling):
    """This desk holds the case to be another's: `to` names it. Nothing is shared until the owner agrees."""

    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Telling):
    """The desk is done; `reason` is an outcome id of `OUTCOMES`."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Telling):
    """The desk can't act, and says why: `reason` is the id of a prepared reply or `own_words`."""

    reason: str


OUTCOMES = ("measure", "recommended", "mediated", "referred", "supported", "no_ground", "withdrawn", "other")
"""How a case may end at a desk."""


# ---- between the desks --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(OnCase):
    """A note that the owner never sees. `shared`: to all desks of the case, which needs the owner's consent."""

    words: str
    language: str = "ko"
    shared: bool = False


STANCES = ("acts", "supports", "waits", "no_ground")
"""What a ministry holds of a case: it acts itself, supports another, waits for one, or sees no ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positioned(OnCase):
    """The ministry's view of the case, for the other desks: one of `STANCES`, with the reason in words."""

    stance: str
    words: str = ""
    language: str = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(OnCase):
    """The leading desk settles differing views, or hands the lead to the desk `lead` of this case."""

    words: str
    language: str = "ko"
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queried(OnCase):
    """The desk asks the desks of a related case, `about`, to speak with it. They learn which case asks, no content."""

    about: str
    words: str = ""
    language: str = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred(OnCase):
    """Conflict of interest: the officer `who` must not know of the case from now on."""

    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(OnCase):
    """Somebody looked at an official's name that the owner gave (`check` is its number) and says who of the desk
    `ministry` is meant: `who` are officers' ids, none where nobody there is."""

    check: int
    who: tuple[str, ...] = ()


# ---- clocks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(OnCase):
    """The clock `clock` of this referral runs `days` longer (in the clock's own kind of day), and why."""

    clock: str
    days: int
    reason: str
    language: str = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(OnCase):
    """Time: the desk is reminded that `clock` runs out soon."""

    clock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(OnCase):
    """Time: `clock` has run out; the secretariat is told, by shape alone."""

    clock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened(OnCase):
    """Time: nobody has opened the case, and its owner is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhushed(OnCase):
    """Time: what was done in bulk stands now, and the owner is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone(OnCase):
    """Time: nobody sits at the desk any more; its owner and the secretariat are told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWaits(OnCase):
    """Time: a name waits to be checked, and those who may are told; `check` is its number."""

    check: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MostlyShut(OnCase):
    """Time: more than half of the desk must not know of the case, and a lead is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakTold(OnCase):
    """Time: the owner hears of a leak of our own data, in the words of `notice`. No desk has a part in it."""

    notice: str


# ---- the end ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(OnCase):
    """Time: the report is destroyed soon, and both sides are told on which day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAsked(OnCase):
    """The report must not be destroyed before the day `until` (ISO) is over. `basis`: a statute's id, or `court`;
    `words`: which order or paper. Not in force before another officer confirms it."""

    basis: str
    until: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldConfirmed(OnCase):
    """A second person puts the hold `hold` in force."""

    hold: int


Said = Replied | Asked | PassedOn | Closed | Declined
ByTime = Reminded | Escalated | Unopened | Unhushed | LeftAlone | NameWaits | MostlyShut | Ending | LeakTold
Act = (
    Seen | Taken | Released | Undone | Said | Reworded
    | Noted | Positioned | Settled | Queried | Barred | Checked | Extended | HoldAsked | HoldConfirmed | ByTime
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of an act. `why` is empty when it was done, else one of:

    `unknown` (no such referral, or none that this officer may know of), `no_right` (the officer may not do this),
    `held` (another officer holds it: `holder`), `not_held` (only its holder may), `over` (closed, declined, withdrawn
    or erased), `again` (this very act was dealt with before), `late` (too late to undo), `no_consent` (the owner did
    not agree to it), `unstaffed` (nobody sits at the desk that it names), `second` (another officer has to do it),
    `wrong` (the act names what is not there).
    `state` is the referral's state now, None where the officer may not know of it.
    """

    state: ReferralState | None = None
    holder: str = ""
    why: str = ""

    @property
    def done(self) -> bool:
        return not self.why


class ActHandler(Protocol):
    """Who deals with acts: the inbox, as far as officers' channels need it. `contents`: file id -> bytes.

    Returns after the commit. Raises StoreDown when it could not be kept.
    """

    async def act(self, act: Act, contents: Mapping[str, bytes] | None = None, /) -> Ruling: ...
