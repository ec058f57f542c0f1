"""What a step leads to: reports filed, added to, taken back; a status told; something counted.

The nouns of the conversation lie beside: `events.py` (what arrives), `questions.py`, `session.py`, `replies.py`. All of
them are frozen and slotted, and hold ids, facts and unworded sentences only: no language, no clock, no messenger. What
is stored of them goes through JSON, so values are strings, whole numbers and tuples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dialogs.case_states import Destroyer, ReferralState
from dialogs.events import FileRef
from dialogs.questions import Answer
from dialogs.replies import Reply
from dialogs.session import Session
from guidance.guide import Guide, Value


@dataclass(frozen=True, slots=True)
class File:
    """Store the report under `receipt` and refer it to `ministries`, each consented to one by one.

    `ticked`: papers of `guide.missing` that the owner has at hand all the same.
    """

    receipt: str
    answers: Mapping[str, Answer]
    facts: Mapping[str, Value]
    files: tuple[FileRef, ...]
    consents: Mapping[str, str]
    ministries: tuple[str, ...]
    guide: Guide
    language: str
    edition: str
    remarks: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amend:
    """Something added to a sent report: words, files, or a corrected answer (question id -> answer).

    `to`: the desk whose question it answers; it alone reads it, and of `also` those with whom it may share. Without a
    desk it belongs to the report, for all that have it.
    `ticked`: all papers that are at hand from now on; None leaves the list as it was. `quiet`: kept, and no desk is
    told yet. `closes`: the question set that is answered now; its `answers` were kept before, now desks are told.
    """

    receipt: str
    said: str = ""
    language: str = ""
    files: tuple[FileRef, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ticked: tuple[str, ...] | None = None
    quiet: bool = False
    closes: str = ""
    to: str = ""
    also: tuple[str, ...] = ()

    @property
    def only_ticks(self) -> bool:
        """Whether nothing but the list of papers changed."""
        return self.ticked is not None and not (self.said or self.files or self.answers)


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a report back from `ministries` (empty: from all)."""

    receipt: str
    ministries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discard:
    """Destroy a file of the draft."""

    file: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Destroy the key of the draft (`receipt` empty) or of a sent report."""

    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Look the status of `receipt` up and say it: the store answers, `dialogs.notices.owner` words it.

    `own` when this chat sent the report, and more than the bare state may be said.
    """

    receipt: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """Give the owner a copy of the own report as a file: to print, or with `whole` everything that is kept of it."""

    receipt: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Recall:
    """Say what was answered to the question `key` of a sent report, before it is asked again."""

    receipt: str
    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """Count something for the editors, with nothing personal in it: an unanswered question, a wrong answer."""

    kind: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Refer:
    """The owner agrees, or not, that the desk `giver` passes the report on to the body `to`."""

    receipt: str
    giver: str
    to: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The owner lets `body`, which got the report later, see what the others find and they what it finds, or not."""

    receipt: str
    body: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Prolong:
    """The owner agrees that a report is kept longer than was promised, or not: the last word holds."""

    receipt: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How it ended for the owner: `outcome` is an id, `satisfaction` 1 to 5, 0 not said."""

    receipt: str
    outcome: str
    satisfaction: int = 0


Effect = File | Amend | Withdraw | Discard | Forget | Tell | Copy | Recall | Note | Refer | Share | Prolong | Rate


@dataclass(frozen=True, slots=True)
class Step:
    """What one event leads to."""

    session: Session
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()

    def __or__(self, effect: Effect) -> Step:
        return Step(self.session, self.replies, (*self.effects, effect))


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody of this role opened a report at a desk on this Korean day."""

    ministry: str
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """What may be said of a case: states per ministry, and when each last changed. No content.

    `clocks`: ministry, name of the clock, day it runs out; None while it waits for the owner. `opened`: the latest
    first. `head`: of the audit log when the report was sent, empty where that is not known. `gone`: who destroyed it;
    `until`: when it will be, None where it is gone.
    """

    receipt: str
    sent: datetime
    referrals: tuple[tuple[str, ReferralState, datetime], ...] = ()
    found: bool = True
    clocks: tuple[tuple[str, str, date | None], ...] = ()
    opened: tuple[Opening, ...] = ()
    head: str = ""
    gone: Destroyer = Destroyer.NOBODY
    until: datetime | None = None
