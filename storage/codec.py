"""Nouns as bytes and back: sessions small and fast, everything else as JSON that names its class.

A session is packed by msgspec (field by field, types checked on the way back) and deflated: about a third of its
size in memory and in the database. A field added later has its default when an old document is read; one that was
taken away is ignored. Both hold for reports too, which are read for years.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from dialogs.effects import File
from dialogs.events import FileRef, Heard
from dialogs.questions import Answer, State
from dialogs.session import Session, Side
from guidance.guide import Complaint, Deadline, Guide, Help, Misfit, NotThis, Paper, Route
from locales.text import Day, Link, Raw, Text, Won

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
    "Session": Session,
    "Side": Side,
    "Text": Text,
    "Won": Won,
}
"""Name on disk -> class. A class may be renamed or moved; its name here stays, since reports are read for years."""
_NAMES: Mapping[Any, str] = {noun: name for name, noun in STORED.items()}


class UnknownNoun(Exception):
    """What is to be packed or was stored is of a class that this version does not know. Says which, nothing else."""


_SESSION = msgspec.msgpack.Decoder(Session)
_PACK = msgspec.msgpack.Encoder().encode


def pack_session(session: Session) -> bytes:
    """The session as bytes, not yet sealed."""
    return zlib.compress(_PACK(session), 1)


def unpack_session(packed: bytes) -> Session:
    """What `pack_session` packed. Raises msgspec.ValidationError for anything else."""
    return _SESSION.decode(zlib.decompress(packed))


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
