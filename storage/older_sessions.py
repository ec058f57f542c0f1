"""Conversations as they were stored before the packed form had a number: one flat document, opened for ever.

What was waited for was one string, `aside`, shared by six; here it becomes what `dialogs.awaited` names. A field of
then that is missing has its default, one that nobody knows is ignored.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dialogs.awaited import ForAddition, ForAnswer, ForCode, ForSecretYes, ForWithdrawal, Waiting
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer
from dialogs.session import Aftercare, Draft, Ended, Form, Passing, Session, Side

HEAD = ("chat", "receipt", "stage", "language", "turn", "edition", "album")
DRAFT = ("trail", "editing", "consents", "sharing", "files", "remarks", "proposals", "ticked")
CARE = ("filed", "sent_to", "answered", "rated", "discreet", "restless", "news")
"""Fields of then that are of the same name and kind now, by the part they are in."""


@dataclass(frozen=True, slots=True)
class FlatSide:
    """What is asked beside the draft."""

    receipt: str
    ministry: str = ""
    set: str = ""
    asking: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    page: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Flat:
    """A conversation, every field beside the others. `passing` are `giver:to:receipt`, `ended` are `desk:receipt`."""

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
    side: FlatSide | None = None
    asked: tuple[FlatSide, ...] = ()
    passing: tuple[str, ...] = ()
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ended: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()
    discreet: bool = False
    restless: bool = False
    news: tuple[Heard, ...] = ()


DEFLATED = b"\x78"
"""What every document of then begins with."""
_FLAT = msgspec.msgpack.Decoder(Flat)


def upgraded(packed: bytes) -> Session:
    """The conversation in today's shape. Raises msgspec.ValidationError or zlib.error for what is none."""
    flat = _FLAT.decode(zlib.decompress(packed))
    head = {name: getattr(flat, name) for name in HEAD}
    return Session(**head, waiting=_waiting(flat), draft=_draft(flat), care=_aftercare(flat))


def _draft(flat: Flat) -> Draft:
    form = Form(flat.answers, flat.asking, flat.picked, flat.page, flat.aside == "anew:")
    return Draft(form, **{name: getattr(flat, name) for name in DRAFT})


def _aftercare(flat: Flat) -> Aftercare:
    return Aftercare(
        **{name: getattr(flat, name) for name in CARE},
        side=_side(flat.side) if flat.side else None,
        asked=tuple(_side(each) for each in flat.asked),
        passing=tuple(Passing(*each.split(":", 2)) for each in flat.passing),
        ended=tuple(Ended(*each.split(":", 1)) for each in flat.ended),
    )


def _side(flat: FlatSide) -> Side:
    form = Form(flat.answers, flat.asking, flat.picked, flat.page)
    return Side(flat.receipt, flat.ministry, flat.set, form, flat.over)


def _waiting(flat: Flat) -> Waiting | None:
    """What `aside` held: `status`, `answer:desk:receipt`, `report:receipt`, `held:question:words`, or `held::words`."""
    kind, _colon, rest = flat.aside.partition(":")
    first, _colon, last = rest.partition(":")
    match kind:
        case "status":
            return ForCode()
        case "answer":
            return ForAnswer(first, last)
        case "report":
            return ForWithdrawal(rest)
        case "held" if first:
            return ForSecretYes(first, last)
        case "held" if flat.filed:
            return ForAddition(flat.filed[-1], last)
        case _:
            return None
