"""Nouns as bytes and back: sessions small and fast, everything else as JSON that names its class.

A session is packed by msgspec (field by field, types checked on the way back) and deflated: about a third of its
size in memory and in the database. Before it stands the number of its form; what was stored before forms had numbers
is upgraded (`storage.older_sessions`). A field added later has its default when an old document is read; one that was
taken away is ignored. Both hold for reports too, which are read for years.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any, cast, get_type_hints

import msgspec

from dialogs.awaited import (
    ForAddition,
    ForAnswer,
    ForCode,
    ForLonger,
    ForNumber,
    ForSecretYes,
    ForWithdrawal,
    ForWording,
    Waiting,
)
from dialogs.effects import File
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer, State
from dialogs.session import Session
from guidance.guide import Complaint, Deadline, Guide, Help, Misfit, NotThis, Paper, Route
from locales.text import Day, Link, Raw, Text, Won
from storage.older_sessions import DEFLATED, FlatSide, upgraded

STORED: Mapping[str, Any] = {
    "Answer": Answer,
    "Complaint": Complaint,
    "Day": Day,
    "Deadline": Deadline,
    "File": File,
    "FileRef": FileRef,
    "Guide": Guide,
    "Heard": Heard,
    "Help": Help,
    "Link": Link,
    "Misfit": Misfit,
    "NotThis": NotThis,
    "Paper": Paper,
    "Raw": Raw,
    "Route": Route,
    "Side": FlatSide,
    "Text": Text,
    "Won": Won,
}
"""Name on disk -> class. A class may be renamed or moved; its name here stays, since reports are read for years."""
_NAMES: Mapping[Any, str] = {noun: name for name, noun in STORED.items()}


class UnknownNoun(Exception):
    """What is to be packed or was stored is of a class that this version does not know. Says which, nothing else."""


FORM = b"\x01"
"""The number of today's form of a session. No deflated stream begins with it, so an older document is told at once."""
AWAITED: Mapping[str, Any] = {
    "code": ForCode,
    "answer": ForAnswer,
    "secret": ForSecretYes,
    "addition": ForAddition,
    "withdrawal": ForWithdrawal,
    "wording": ForWording,
    "longer": ForLonger,
    "number": ForNumber,
}
"""Tag on disk -> what is waited for."""
_TAGS: Mapping[Any, str] = {noun: tag for tag, noun in AWAITED.items()}


def _parked() -> Any:
    """The struct that a session is packed as: its fields by name, each left out where it has its default."""
    hints = {**get_type_hints(Session), "waiting": dict[str, str] | None}
    fields = [_field(each, hints[each.name]) for each in dataclasses.fields(Session)]
    return msgspec.defstruct("Parked", fields, omit_defaults=True)


def _field(each: dataclasses.Field[Any], kind: Any) -> tuple[str, Any] | tuple[str, Any, Any]:
    if each.default is not dataclasses.MISSING:
        return each.name, kind, each.default
    if each.default_factory is not dataclasses.MISSING:
        return each.name, kind, msgspec.field(default_factory=each.default_factory)
    return each.name, kind


_PARKED = _parked()
_SESSION = msgspec.msgpack.Decoder(_PARKED)
_PACK = msgspec.msgpack.Encoder().encode
_FIELDS = attrgetter(*(each.name for each in dataclasses.fields(Session)))


def pack_session(session: Session) -> bytes:
    """The session as bytes, not yet sealed. Raises UnknownNoun when it waits for what has no tag."""
    parked = _PARKED(*_FIELDS(session))
    if session.waiting is not None:
        parked.waiting = _tagged(session.waiting)
    return FORM + zlib.compress(_PACK(parked), 1)


def unpack_session(packed: bytes) -> Session:
    """What `pack_session` packed, of today or before. Raises UnknownNoun for a form or a tag of a later version, and
    msgspec.ValidationError or zlib.error for what is no session."""
    if packed[:1] != FORM:
        return _older(packed)
    parked = _SESSION.decode(zlib.decompress(packed[1:]))
    if parked.waiting is not None:
        parked.waiting = _untagged(parked.waiting)
    return Session(*_FIELDS(parked))


def _older(packed: bytes) -> Session:
    if packed[:1] != DEFLATED:
        raise UnknownNoun(f"a stored session is of form {packed[0] if packed else 'nothing'}, unknown to this version")
    return upgraded(packed)


def _tagged(waiting: Waiting) -> dict[str, str]:
    if type(waiting) not in _TAGS:
        raise UnknownNoun(f"{type(waiting).__name__} has no tag to be stored by")
    return {"$": _TAGS[type(waiting)], **dataclasses.asdict(waiting)}


def _untagged(stored: Mapping[str, str]) -> Waiting:
    tag = stored.get("$", "")
    if tag not in AWAITED:
        raise UnknownNoun(f"a stored session waits for {tag!r}, which this version does not know")
    known = {each.name for each in dataclasses.fields(AWAITED[tag])}
    return cast(Waiting, AWAITED[tag](**{name: each for name, each in stored.items() if name in known}))


def pack(noun: object) -> bytes:
    """Any noun of `STORED`, nested as it may be, as JSON. Raises UnknownNoun."""
    return msgspec.json.encode(_plain(noun))


def unpack(packed: bytes) -> Any:
    """The noun that `pack` packed. Raises UnknownNoun for a class that is none of `STORED`."""
    return _noun(msgspec.json.decode(packed))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {"$": _name(type(value)), **fields}
    if isinstance(value, datetime):
        return {"$": "datetime", "iso": value.isoformat()}
    if isinstance(value, date):
        return {"$": "date", "iso": value.isoformat()}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(each) for each in value]
    return value


def _noun(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_noun(each) for each in value)
    if not isinstance(value, dict):
        return value
    if "$" not in value:
        return {name: _noun(each) for name, each in value.items()}
    match value["$"]:
        case "datetime":
            return datetime.fromisoformat(value["iso"])
        case "date":
            return date.fromisoformat(value["iso"])
        case name:
            return _made(_class(name), value)


def _name(noun: type) -> str:
    if noun not in _NAMES:
        raise UnknownNoun(f"{noun.__name__} is no class that can be stored")
    return _NAMES[noun]


def _class(name: str) -> Any:
    if name not in STORED:
        raise UnknownNoun(f"something stored is a {name}, which this version does not know")
    return STORED[name]


def _made(noun: Any, value: Mapping[str, Any]) -> Any:
    known = {each.name for each in dataclasses.fields(noun)}
    made = noun(**{name: _noun(each) for name, each in value.items() if name in known})
    if isinstance(made, Answer):
        return dataclasses.replace(made, state=State(made.state))
    return made
