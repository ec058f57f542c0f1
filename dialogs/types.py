"""The nouns of Sinmungo: every word that passes between the rooms. Read this file first.

All of them are frozen and slotted, and hold ids, facts and unworded sentences only: no language, no clock,
no messenger. What is stored of them goes through JSON, so values are strings, whole numbers and tuples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

LANGUAGES: tuple[str, ...] = ("ko", "en", "ja", "zh", "fr")
MINISTRIES: tuple[str, ...] = ("mss", "motir", "kftc", "moip", "knpa", "nis")
SECRETARIAT = "secretariat"
"""The joint team's secretariat: a desk as well, for the cases that owners agree to give it. No route leads there."""
DESKS = (*MINISTRIES, SECRETARIAT)


@dataclass(frozen=True, slots=True)
class Day:
    """A date known to the day, the month or only the year; on the wire `2025-03-02`, `2025-03` or `2025`."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @staticmethod
    def read(wire: str) -> Day:
        """The day a wire string names. Raises ValueError if there is no such day, month or year."""
        pieces = [int(piece) for piece in wire.split("-")]
        if len(pieces) > 3 or not 1900 <= pieces[0] <= 2200:
            raise ValueError("not a date")
        year, month, day = (*pieces, 0, 0)[:3]
        date(year, month or 1, day or 1)
        return Day(year, month, day)

    def earliest(self) -> date:
        """The first calendar day this may mean: the careful reading when a period runs from it."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last calendar day this may mean."""
        if self.day:
            return date(self.year, self.month, self.day)
        if self.month == 12 or not self.month:
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, self.month + 1, 1).toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Won:
    """A sum in whole won, worded by locale."""

    amount: int


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet in any language.

    `domain` is `messages` (English original, the program's) or `content` (Korean original, the officers');
    for content, `context` names the record, so that a record is worded in one language as a whole.
    `many` is the English plural; `params["n"]` then chooses the form. Params are worded by locale.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict)
    context: str = ""
    domain: Literal["messages", "content"] = "messages"
    many: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """Somebody's own words, or an id: said as they stand, escaped, never translated."""

    said: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address a person can open, or a number a person can call; `verify` shows the mark."""

    target: str
    verify: bool = False


Param = str | int | Text | Raw | Day | Won | Link | tuple["Param", ...]


def _(msgid: str, /, context: str = "", **params: Param) -> Text:
    """Mark an English sentence for the catalogues: this is the constructor of `Text`."""
    return Text(msgid, params, context)


def _n(one: str, many: str, /, n: int, context: str = "", **params: Param) -> Text:
    """A sentence with a count `n` in it."""
    return Text(one, {"n": n, **params}, context, "messages", many)


# ---- what arrives -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where one event came from. `chat` is `channel:id`; `key` is unique for ever and makes dealing once possible.

    `hint` is the messenger's guess at the language (IETF, may be empty). `origin` is the messenger's id of
    the message whose button was pressed, so that an answer may replace it; with `in:` before it, of the person's
    own message, which a channel may delete (`Reply.erase`) but never replace.
    """

    channel: str
    chat: str
    key: str
    at: datetime
    hint: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    """One stored file: never its bytes. `size` in bytes; `sha256` in hex, empty when it was not taken.

    `refused` says why it could not be taken: `too_large`, `empty` or `gone`.
    """

    id: str
    name: str
    mime: str
    size: int
    sha256: str = ""
    kind: Literal["document", "photo", "voice", "video", "other"] = "document"
    caption: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The chat was opened, or `/start` was sent; `payload` is the token of a deep link."""

    at: datetime
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words, a command among them."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A button: `choice` is the key it carried, `turn` the turn it was shown in."""

    at: datetime
    turn: int
    choice: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Files that came together. `album`: files of one album may come as several events with the same mark, each
    kept by itself so that none is lost; what is said of them need only be said once."""

    at: datetime
    files: tuple[FileRef, ...]
    album: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message was changed to `text`."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person blocked the bot or closed the chat."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Other:
    """Something with no words in it: a sticker, a place, a contact."""

    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A desk spoke to the owner of case `receipt`.

    `kind`: seen · taken · asked · passed_on · answered · corrected · closed · declined · extended · unopened. `words`
    are an officer's own, as typed, in `language`; `prepared` the id of a prepared reply of `content/replies.toml`.
    `questions`: the question set to be answered (asked). `to`: the body it is to be passed on to (passed_on).
    `files`: sent along by the officer. `day`: by when an answer is due now (extended), ISO.
    """

    at: datetime
    receipt: str
    ministry: str
    kind: str
    words: str = ""
    language: str = ""
    prepared: str = ""
    questions: str = ""
    to: str = ""
    files: tuple[FileRef, ...] = ()
    day: str = ""


Event = Started | Said | Chose | Sent | Edited | Stopped | Other | Heard


# ---- what is asked ------------------------------------------------------------------------------------


class Kind(StrEnum):
    CHOICE = "choice"
    MANY = "many"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Option:
    """`id` is the fact. `label` <= 24 characters in every language, `short` <= 14 (the label where it fits),
    `note` <= 72. `words` are further words people type for it, separated by commas."""

    id: str
    label: Text
    short: Text
    note: Text | None = None
    words: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing we ask. `id` is the fact it fills (FACTS.md); `title` names it in lists, <= 24 characters.

    `ask` is the sentence, `why` says why and who reads it, `example` helps to answer. `when` is a table
    from fact to the values that make it matter, all of which must hold (`()`: always); a tuple of tables is
    one of several. `least`, `most`: characters of a text, or options of a choice of many. `reads` names the
    reader of a text (`money`, `date`, `phone_or_email`, `business_number`); a number is a sum in won, or with `count`
    how many there are. `group` names a repeating group.
    `extra`: not asked in line, offered at the review. `stage`: which part of the report it belongs to.
    """

    id: str
    title: Text
    kind: Kind
    ask: Text
    why: Text
    options: tuple[Option, ...] = ()
    example: Text | None = None
    when: tuple[Mapping[str, frozenset[str]], ...] = ()
    least: int = 1
    most: int = 1000
    reads: str = ""
    optional: bool = False
    unknown: bool = False
    private: bool = False
    group: str = ""
    extra: bool = False
    part: str = "facts"


class State(StrEnum):
    GIVEN = "given"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, as a fact. `said` keeps the words typed, `language` the one they were typed in."""

    value: Value = ""
    state: State = State.GIVEN
    said: str = ""
    language: str = ""


# ---- the conversation ---------------------------------------------------------------------------------


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
    `aside` holds what waits for a yes (words that look like a secret). `proposals` are `question:option` that
    the told story makes likely, waiting for the owner's word.
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
    aside: str = ""
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


# ---- what is said -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Card:
    """A titled list of label and value, for a review, a receipt, a body with its numbers."""

    title: Text
    rows: tuple[tuple[Text, Param], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences; `ordered` when the order is the message."""

    title: Text | None
    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the store can make or find: `kind` is `report` (the own report) or `evidence`; `ref` its id."""

    kind: str
    ref: str
    title: Text


Block = Paragraph | Card | Items | Attachment


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `key` <= 40 bytes; `label` <= 24 characters, `short` <= 14, `note` <= 72 in every language.

    `url` opens a page or dials instead of answering. `on` marks a ticked option.
    """

    key: str
    label: Text | Raw
    short: Text | None = None
    note: Text | None = None
    url: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person: 1-3 blocks, 0-10 choices, and 0-5 side choices (`nav`) that are also typed words.

    `expects`: what an answer may be (`choice`, `many`, `text`, `number`, `date`, `file` or empty).
    `replace`: may take the place of the message whose button was pressed. `protect`: not to be forwarded.
    `delete_after`: seconds after which it should vanish where the channel can do that; 0 is never.
    `kind`: `question`, `aside`, `notice` or `receipt`, for tests and transcripts. `progress`: this question and
    about how many there are. `erase`: what the person just sent is not to be kept anywhere: channels delete it
    where they can, and nothing of it goes into the feed. `silent`: it is night, and no channel is to ring for it.
    """

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    nav: tuple[Choice, ...] = ()
    expects: str = ""
    replace: bool = False
    protect: bool = False
    delete_after: int = 0
    kind: str = "aside"
    columns: int = 1
    progress: tuple[int, int] | None = None
    erase: bool = False
    silent: bool = False


# ---- what follows -------------------------------------------------------------------------------------


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
class Forget:
    """Destroy the key of the draft (`receipt` empty) or of a sent report."""

    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Look the status of `receipt` up and say it: the store answers, `dialogs.status` words it.

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
class Rate:
    """How it ended for the owner: `outcome` is an id, `satisfaction` 1 to 5, 0 not said."""

    receipt: str
    outcome: str
    satisfaction: int = 0


Effect = File | Amend | Withdraw | Forget | Tell | Copy | Recall | Note | Refer | Rate


@dataclass(frozen=True, slots=True)
class Step:
    """What one event leads to."""

    session: Session
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()

    def __or__(self, effect: Effect) -> Step:
        return Step(self.session, self.replies, (*self.effects, effect))


# ---- guidance -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date after which a door closes. `closes` is None when the facts do not tell; `days_left` < 0: closed.

    `certain` is False when a date was partial or the period rests on a record marked `verify`.
    """

    clock: str
    closes: date | None
    days_left: int | None
    basis: Text
    certain: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One open door: `role` is lead, cooperating or also.

    `because` and `weak` name facts; `unknown` those that would decide.
    """

    ministry: str
    role: str
    route: str
    statute: str
    because: tuple[str, ...]
    weak: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    deadline: Deadline | None = None
    verify: bool = False


@dataclass(frozen=True, slots=True)
class NotThis:
    """A door that does not fit, and why."""

    ministry: str
    route: str
    why: Text
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """A support programme that fits; `verify` when its amounts or dates need checking."""

    id: str
    because: tuple[str, ...]
    verify: bool


@dataclass(frozen=True, slots=True)
class Misfit:
    """A support programme that does not fit, in its own words, and the facts that shut it."""

    id: str
    why: Text
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the answers do not show yet, why it counts, and for which bodies."""

    paper: str
    why: Text
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Facts that cannot be right as given, or do not fit each other; they weaken what rests on them.

    `kind`: unknown_key, not_an_option, not_a_value, absurd, future, contradiction.
    """

    kind: str
    facts: tuple[str, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole answer of guidance. Ids refer to `content/`.

    `ask_next`: facts that would decide most. `reasons`: where practice weighed in, and why the order is as it is.
    """

    lead: str
    cooperating: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    urgent: bool = False
    routes: tuple[Route, ...] = ()
    refused: tuple[NotThis, ...] = ()
    programmes: tuple[Help, ...] = ()
    clocks: tuple[Deadline, ...] = ()
    missing: tuple[Paper, ...] = ()
    blind_spots: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    first_steps: tuple[str, ...] = ()
    ask_next: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    reasons: tuple[Text, ...] = ()
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """What may be said of a case: states per ministry, and when each last changed. No content.

    `clocks`: ministry, name of the clock, day it runs out; None while it waits for the owner.
    """

    receipt: str
    sent: datetime
    referrals: tuple[tuple[str, str, datetime], ...] = ()
    found: bool = True
    clocks: tuple[tuple[str, str, date | None], ...] = ()
