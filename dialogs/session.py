"""One conversation as it stands between two events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.awaited import Waiting
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer


@dataclass(frozen=True, slots=True)
class Side:
    """A few questions about a sent report, beside whatever else goes on: a question set that a desk asked, or (`set`
    empty) one answer to be corrected.

    `ministry`: the desk that asked. `asking`: the key that is open, empty while it is not begun or left; `answers` are
    those given so far, `picked` and `page` as in `Session`. `over`: it was answered to its end.
    """

    receipt: str
    ministry: str = ""
    set: str = ""
    asking: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    page: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation, as it stands between two events. JSON all through; never longer lived than asked for.

    `turn` makes old buttons recognisable, is the lock in the store, and orders the log. `receipt` is the
    code this draft will get when it is sent; `filed` are those already sent from this chat. `answers` is
    keyed by question id, `id#2` for the second of a repeating group. `picked` are the options ticked so
    far, `page` the page of options shown, `trail` the way back. `consents`: consent id -> version agreed to.
    `waiting`: what is waited for beside the answer to the open question. `anew`: the next words to `asking` take the
    place of the earlier ones, until they came or another question is open. `proposals` are `question:option` that the
    told story makes likely, waiting for the owner's word.
    `sent_to`: receipt -> bodies that still have it. `remarks` are words that answered no option. `album`
    marks the album whose file came last. `ticked` are the papers that the owner has at hand.

    `side` is what is asked beside the report in progress; `asked` are all question sets that desks asked, `passing`
    the bodies that desks would pass a report on to, as `giver:to:receipt`, until the owner decides. `answered`: receipt
    -> keys of what was answered. `ended`: `body:receipt` of desks that are done; `rated`: reports whose owner was asked
    how it ended. `discreet`: news only says that there is some, and waits in `news`; `restless`: it may ring at night.
    """

    chat: str
    receipt: str
    stage: str = "new"
    language: str = ""
    asking: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    turn: int = 0
    edition: str = ""
    trail: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    page: int = 0
    editing: bool = False
    consents: Mapping[str, str] = field(default_factory=dict)
    sharing: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()
    filed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    waiting: Waiting | None = None
    anew: bool = False
    proposals: tuple[str, ...] = ()
    sent_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    album: str = ""
    ticked: tuple[str, ...] = ()
    side: Side | None = None
    asked: tuple[Side, ...] = ()
    passing: tuple[str, ...] = ()
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ended: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()
    discreet: bool = False
    restless: bool = False
    news: tuple[Heard, ...] = ()

    @property
    def channel(self) -> str:
        return self.chat.partition(":")[0]
