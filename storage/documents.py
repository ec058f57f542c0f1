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

from dialogs import types
from dialogs.types import Session

_NOUNS: Mapping[str, Any] = {
    name: noun for name, noun in vars(types).items() if dataclasses.is_dataclass(noun) and isinstance(noun, type)
}
_SESSION = msgspec.msgpack.Decoder(Session)
_PACK = msgspec.msgpack.Encoder().encode


def pack_session(session: Session) -> bytes:
    """The session as bytes, not yet sealed."""
    return zlib.compress(_PACK(session), 1)


def unpack_session(packed: bytes) -> Session:
    """What `pack_session` packed. Raises msgspec.ValidationError for anything else."""
    return _SESSION.decode(zlib.decompress(packed))


def pack(noun: object) -> bytes:
    """Any noun of `dialogs.types`, nested as it may be, as JSON."""
    return msgspec.json.encode(_plain(noun))


def unpack(packed: bytes) -> Any:
    """The noun that `pack` packed. Raises KeyError for a class that is no noun."""
    return _noun(msgspec.json.decode(packed))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {"$": type(value).__name__, **fields}
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
            return _made(_NOUNS[name], value)


def _made(noun: Any, value: Mapping[str, Any]) -> Any:
    known = {each.name for each in dataclasses.fields(noun)}
    made = noun(**{name: _noun(each) for name, each in value.items() if name in known})
    if isinstance(made, types.Answer):
        return dataclasses.replace(made, state=types.State(made.state))
    return made
