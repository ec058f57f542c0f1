"""Conversations as they were stored before the packed form had a number: one flat document, opened for ever.

What was waited for was one string, `aside`, shared by six; here it becomes what `dialogs.awaited` names. A field of
then that is missing has its default, one that nobody knows is ignored.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import msgspec

from dialogs.awaited import ForAddition, ForAnswer, ForCode, ForSecretYes, ForWithdrawal, Waiting
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer
from dialogs.session import Session, Side


class Flat(msgspec.Struct, frozen=True):
    """A conversation, every field beside the others."""

    chat: str
    receipt: str
    stage: str = "new"
    language: str = ""
    asking: str = ""
    answers: Mapping[str, Answer] = {}
    turn: int = 0
    edition: str = ""
    trail: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    page: int = 0
    editing: bool = False
    consents: Mapping[str, str] = {}
    sharing: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()
    filed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    aside: str = ""
    proposals: tuple[str, ...] = ()
    sent_to: Mapping[str, tuple[str, ...]] = {}
    album: str = ""
    ticked: tuple[str, ...] = ()
    side: Side | None = None
    asked: tuple[Side, ...] = ()
    passing: tuple[str, ...] = ()
    answered: Mapping[str, tuple[str, ...]] = {}
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
    same = {name: getattr(flat, name) for name in flat.__struct_fields__ if name != "aside"}
    return Session(**same, waiting=_waiting(flat), anew=flat.aside == "anew:")


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
