"""One conversation as it stands between two events: a head, the draft, and what is left of sent reports; and the turn
in which an event is dealt with.

The parts are replaced whole: a draft that is over is `Draft()`, whatever it held, and the aftercare of other reports
stays as it is. So nothing can be kept or forgotten by a list of fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from dialogs.awaited import Waiting
from dialogs.book import Book
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer
from guidance.calendar import day_of


@dataclass(frozen=True, slots=True)
class Form:
    """Questions being answered, of the questionnaire or of a desk.

    `answers` is keyed by question id, `id#2` for the second of a repeating group; `asking` is the key that is open,
    empty while none is. `picked` are the options ticked so far, `page` the page of options shown. `anew`: the next
    words to `asking` take the place of the earlier ones, until they came or another question is open.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    asking: str = ""
    picked: tuple[str, ...] = ()
    page: int = 0
    anew: bool = False

    def asks(self, key: str, picked: tuple[str, ...] = (), anew: bool = False) -> Form:
        """The form with another question open, or with none (`key` empty)."""
        return Form(self.answers, key, picked, 0, anew)

    def holds(self, key: str, answer: Answer) -> Form:
        """The form with this answer kept; the open question stays open."""
        return replace(self, answers={**self.answers, key: answer}, anew=False)


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file in which numbers of these `kinds` were found: it waits for its owner's word. It was sent for the desk
    `ministry` about the report `receipt`, for the report, or (`receipt` empty) for the draft."""

    file: FileRef
    kinds: tuple[str, ...] = ()
    receipt: str = ""
    ministry: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that becomes the report, and goes with it or is thrown away with it.

    `trail` is the way back, `editing` whether the open question was called from the overview. `consents`: consent id
    -> version agreed to. `sharing`: `+body` or `-body` as decided so far. `remarks` are words that answered no option.
    `proposals` are `question:option` that the told story makes likely, waiting for the owner's word. `ticked` are the
    papers that the owner has at hand; `held` are files that wait for the owner's word. Once the report is sent, its
    facts, consents and ticks stay here for the guide.
    consents and ticks stay here for the guide.
    """

    form: Form = Form()
    trail: tuple[str, ...] = ()
    editing: bool = False
    consents: Mapping[str, str] = field(default_factory=dict)
    sharing: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()
    remarks: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    held: tuple[HeldFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A few questions about a sent report, beside whatever else goes on: a question set that a desk asked, or (`set`
    empty) one answer to be corrected.

    `ministry`: the desk that asked. `form`: the answers given so far and the question that is open; none is while it
    is not begun or left. `over`: it was answered to its end.
    """

    receipt: str
    ministry: str = ""
    set: str = ""
    form: Form = Form()
    over: bool = False

    def is_same(self, other: Side) -> bool:
        """Whether both are the same question set of the same desk about the same report."""
        return bool(other.set) and (self.receipt, self.ministry, self.set) == (other.receipt, other.ministry, other.set)


@dataclass(frozen=True, slots=True)
class Passing:
    """The desk `giver` would pass a report on to the body `to`, and the owner has not decided yet."""

    giver: str
    to: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The desk `ministry` asked something about a report in its own words, and waits for the answer."""

    ministry: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A desk that is done with a report."""

    ministry: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Aftercare:
    """What is left of the reports sent from this chat, and how their desks reach the owner. No draft touches it.

    `filed` are the reports; `sent_to`: receipt -> bodies that still have it; `answered`: receipt -> keys of what was
    answered. `side` is what is asked beside the report in progress; `asked` are all question sets that desks asked,
    `passing` what waits for the owner's word. `ended` are desks that are done, `rated` the reports whose owner was
    asked how it ended. `discreet`: news only says that there is some, and waits in `news`; `restless`: it may ring at
    night. `shared`: receipt -> bodies that may see what each of them is told; `inquiries` wait for words, `held` files
    for the owner's word. `recorded`: reports of which bodies keep a record of their own. Whatever is of one report is
    its receipt, keyed by it, or has it as `receipt`: so `without` finds it.
    """

    filed: tuple[str, ...] = ()
    sent_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    side: Side | None = None
    asked: tuple[Side, ...] = ()
    passing: tuple[Passing, ...] = ()
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()
    rated: tuple[str, ...] = ()
    discreet: bool = False
    restless: bool = False
    news: tuple[Heard, ...] = ()
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inquiries: tuple[Inquiry, ...] = ()
    recorded: tuple[str, ...] = ()
    held: tuple[HeldFile, ...] = ()

    def has(self, receipt: str, desk: str) -> bool:
        """Whether this desk still has the report, as far as the chat knows: what is given to another reaches nobody."""
        return desk in self.sent_to.get(receipt, (desk,))

    def beside(self, receipt: str, desk: str) -> tuple[str, ...]:
        """The bodies that read what is given to `desk`, beside it: those that the owner lets share with it."""
        shared = self.shared.get(receipt, ())
        return tuple(each for each in shared if each != desk) if desk in shared else ()

    def left_with(self, receipt: str, bodies: tuple[str, ...]) -> Aftercare:
        """The same once only these bodies have the report."""
        return replace(
            self,
            sent_to={**self.sent_to, receipt: bodies},
            shared={**self.shared, receipt: tuple(each for each in self.shared.get(receipt, ()) if each in bodies)},
            inquiries=tuple(each for each in self.inquiries if each.receipt != receipt or each.ministry in bodies),
        )

    def left(self) -> Aftercare:
        """The same with nothing asked beside the draft; a set that is not over can be gone on with where it was."""
        side = self.side
        if side is None:
            return self
        left = replace(side, form=side.form.asks(""))
        return replace(self, side=None, asked=tuple(left if each.is_same(side) else each for each in self.asked))

    def without(self, receipt: str) -> Aftercare:
        """The same with nothing in it of a report that is destroyed."""
        left = {each.name: _without(getattr(self, each.name), receipt) for each in fields(self)}
        return Aftercare(**left)

    def emptied(self, receipt: str) -> Aftercare:
        """The same when a report is erased by time: its code can still be asked for, nothing that was said is left."""
        return replace(self.without(receipt), filed=self.filed, sent_to=self.sent_to)


def _without(held: Any, receipt: str) -> Any:
    match held:
        case tuple():
            return tuple(each for each in held if _receipt_of(each) != receipt)
        case Mapping():
            return {code: each for code, each in held.items() if code != receipt}
        case bool() | None:
            return held
        case _:
            return None if _receipt_of(held) == receipt else held


def _receipt_of(each: Any) -> str:
    """The report that an entry is of. Raises AttributeError for one that does not say."""
    return each if isinstance(each, str) else str(each.receipt)


DRAFTING = frozenset({"consent", "proposals", "asking", "review", "change", "add", "also", "share", "among", "send"})
"""Stages in which a draft is in progress."""


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation, as it stands between two events. JSON all through; never longer lived than asked for.

    The head is what belongs to neither draft nor sent reports: `chat`, `language` and `stage` say who is where;
    `turn` makes old buttons recognisable, is the lock in the store, and orders the log; `receipt` is the code the
    draft will get when it is sent; `edition` is the content it was last dealt with by; `album` marks the album whose
    file came last; `waiting` is what is waited for beside the answer to the open question; `doubts` is how often it was
    asked whose a number is; `half` says which digits the second half of a number may begin with, where the last words
    ended with a first half (`dialogs/parse/halves.py`). `alone`: nothing else was asked since the open question was
    put, so that a typed yes can mean no other; `asked` is the turn in which something was asked last.
    """

    chat: str
    receipt: str
    stage: str = "new"
    language: str = ""
    turn: int = 0
    edition: str = ""
    album: str = ""
    waiting: Waiting | None = None
    doubts: int = 0
    half: str = ""
    alone: bool = True
    asked: int = 0
    draft: Draft = Draft()
    care: Aftercare = Aftercare()

    @property
    def channel(self) -> str:
        return self.chat.partition(":")[0]

    @property
    def is_drafting(self) -> bool:
        """Whether a draft is in progress."""
        return self.stage in DRAFTING

    @property
    def form(self) -> Form:
        """The questionnaire as far as the draft has it."""
        return self.draft.form

    def with_form(self, form: Form) -> Session:
        return replace(self, draft=replace(self.draft, form=form))

    def with_draft(self, **changes: Any) -> Session:
        return replace(self, draft=replace(self.draft, **changes))

    def with_care(self, **changes: Any) -> Session:
        return replace(self, care=replace(self.care, **changes))

    def with_new_draft(self, stage: str) -> Session:
        """The same person before any report, at `stage`: nothing of the draft is left, all of the aftercare is."""
        return replace(self, stage=stage, waiting=None, draft=Draft())


@dataclass(frozen=True, slots=True)
class Turn:
    """The conversation as it stands, what is known, and the moment of the event in UTC."""

    session: Session
    book: Book
    at: datetime

    @property
    def today(self) -> date:
        """The Korean day of the event."""
        return day_of(self.at)

    @property
    def language(self) -> str:
        return self.session.language

    def to(self, session: Session) -> Turn:
        """The same turn, with the conversation as it stands now."""
        return Turn(session, self.book, self.at)
