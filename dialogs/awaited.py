"""What is waited for from a person beside the answer to the open question: one thing at a time, until it is given or
ended. Pure.

The slot is `Session.waiting`. What is asked later takes the place of what was asked before; a new draft, and a draft
that is thrown away or forgotten, end it. What else ends it says `outlives`, and for words held back the step that
keeps other words as the answer to their question. That a story's new words take the place of the earlier ones is not
waited for here: it belongs to the open question of the draft (`Session.anew`), and no side trip ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dialogs.events import Chose, Edited, Event, Heard, Other, Said, Sent, Started, Stopped
from dialogs.marks import MarkPlace
from dialogs.parse import BLACK, find_receipt, read_command

LONGEST_NUMBER = 200
"""Signs of a number with the words that say what it is."""


@dataclass(frozen=True, slots=True)
class ForCode:
    """`/status` asked for a receipt code; typed words are read as one."""


@dataclass(frozen=True, slots=True)
class ForAnswer:
    """Typed words and files go to the officers of `report`, whose desk asked."""

    desk: str
    report: str


@dataclass(frozen=True, slots=True)
class ForSecretYes:
    """`words`, an answer to `question`, look like the secret itself: kept only after a yes. Typed words are free."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class ForAddition:
    """`words` may be meant for the sent `report`: added only after a yes. Typed words are free."""

    report: str
    words: str


@dataclass(frozen=True, slots=True)
class ForWithdrawal:
    """From whom `report` is to be taken back, or (`what` is `delete`) whether it is really to be deleted; without a
    report whether the draft is to be thrown away. A label, a number, a yes or a no that comes next; any other words are
    free, and end it."""

    report: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class ForWording:
    """Typed words take the place of the loose words or the caption that `key` names in the draft."""

    key: str


@dataclass(frozen=True, slots=True)
class ForLonger:
    """Whether `report` is to be kept longer than was promised: a yes or a no. Any other words are free, and end it."""

    report: str


@dataclass(frozen=True, slots=True)
class ForNumber:
    """The number that was blacked out at `place` is no person's, and is typed once more with what it is. `words`: those
    it belongs to where they are still held back, from the question or the report `of`."""

    place: str
    words: str = ""
    of: str = ""

    def whole(self, typed: str) -> str:
        """The words held back with what was `typed` where the number stood; what was typed where none are."""
        return MarkPlace.read(self.place).filled(self.words, typed) if self.words else typed

    def before(self) -> ForSecretYes | ForAddition | None:
        """What was waited for before the number was."""
        if not self.words:
            return None
        is_secret = MarkPlace.read(self.place).where == "secret"
        return ForSecretYes(self.of, self.words) if is_secret else ForAddition(self.of, self.words)


Waiting = ForCode | ForAnswer | ForSecretYes | ForAddition | ForWithdrawal | ForWording | ForLonger | ForNumber


def report_of(waiting: Waiting | None) -> str:
    """The sent report that it is waited for; empty for none."""
    match waiting:
        case ForAnswer() | ForAddition() | ForWithdrawal() | ForLonger():
            return waiting.report
        case ForNumber():
            before = waiting.before()
            return before.report if isinstance(before, ForAddition) else ""
        case ForCode() | ForSecretYes() | ForWording() | None:
            return ""
        case _:
            assert_never(waiting)


def outlives(waiting: Waiting, event: Event) -> bool:
    """Whether it is still waited for when `event` is dealt with; the event itself may then be what was waited for.

    A receipt code or an answer to a desk is waited for only until something else is pressed or commanded: words typed
    after that belong to the open question, and must not go to the officers of another report. Words held back wait
    for their owner's yes or no, however long. What cannot be undone is confirmed at once or not at all.
    """
    match waiting:
        case ForCode():
            return _still_a_code(event)
        case ForAnswer() | ForWording():
            return _still_an_answer(event)
        case ForNumber():
            return _still_an_answer(event) and _has_figures(event) and not _is_long(event)
        case ForSecretYes() | ForAddition():
            return True
        case ForLonger():
            return not isinstance(event, Chose | Started)
        case ForWithdrawal():
            return isinstance(event, Said) or (isinstance(event, Chose) and event.choice.startswith("confirm:"))
        case _:
            assert_never(waiting)


def _still_a_code(event: Event) -> bool:
    """Words without a figure are none, and end the waiting; a command of another kind does, too."""
    match event:
        case Said(text=text):
            return bool(find_receipt(text)) or (read_command(text) is None and _has_figures(event))
        case Chose() | Started():
            return False
        case Sent() | Edited() | Other() | Heard() | Stopped():
            return True
        case _:
            assert_never(event)


def _has_figures(event: Event) -> bool:
    """Whether there may be a number in it; what has no words is no other answer."""
    return not isinstance(event, Said) or BLACK in event.text or any(each.isdigit() for each in event.text)


def _is_long(event: Event) -> bool:
    """Whether it says more than a number and what that is."""
    return isinstance(event, Said) and len(event.text) > LONGEST_NUMBER


def _still_an_answer(event: Event) -> bool:
    match event:
        case Said(text=text):
            return read_command(text.strip()) is None
        case Chose() | Started():
            return False
        case Sent() | Edited() | Other() | Heard() | Stopped():
            return True
        case _:
            assert_never(event)
