"""One TOML table made into one record of `guidance/records/knowledge.py`, or the fields that are wrong, all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

import msgspec

from guidance.records.knowledge import Conditions, Contact, Lift, Origin
from locales.text import Text

Problems = list[tuple[str, str]]
"""(field, what is wrong)"""

MOST_LETTERS = 1000
"""A sentence longer than this fits no messenger beside what surrounds it."""

STRANGE = "is not a field of this record"
CONFIDENCES = frozenset({"confirmed", "one_source", "memory"})
ORIGIN_KEYS = {"source": "source", "checked": "checked", "confidence": "confidence", "verify": "verify"}
ORIGIN_KEYS |= {"since": "from", "until": "until"}


def make(kind: type[Any], raw: Mapping[str, Any], table: str, problems: Problems) -> Any:
    """A record of `kind`; None when `problems` were found. Sentences get the context `table.id`."""
    before = len(problems)
    context = f"{table}.{raw.get('id', '?')}"
    values = _values(kind, raw, context, problems)
    return kind(**values) if len(problems) == before else None


def field_names(kind: type[Any]) -> frozenset[str]:
    """The keys a table of this kind of record may have."""
    return frozenset(field.name for field in fields(kind)) - {"origin"} | frozenset(ORIGIN_KEYS.values())


def _values(kind: type[Any], raw: Mapping[str, Any], context: str, problems: Problems) -> dict[str, Any]:
    hints = _hints(kind)
    values: dict[str, Any] = {}
    known: set[str] = set()
    for field in fields(kind):
        if hints[field.name] is Origin:
            values[field.name] = _origin(raw, problems)
            known.update(ORIGIN_KEYS.values())
            continue
        known.add(field.name)
        value = _value(field, hints[field.name], raw, context, problems)
        if value is not MISSING:
            values[field.name] = value
    problems += [(key, STRANGE) for key in raw if key not in known]
    return values


_HINTS: dict[str, dict[str, Any]] = {}


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind.__qualname__ not in _HINTS:
        _HINTS[kind.__qualname__] = get_type_hints(kind)
    return _HINTS[kind.__qualname__]


def _value(field: Field[Any], hint: Any, raw: Mapping[str, Any], context: str, problems: Problems) -> Any:
    if field.name in raw:
        return _read(hint, raw[field.name], context, field.name, problems)
    if field.default is not MISSING or field.default_factory is not MISSING:
        return MISSING
    if NoneType in get_args(hint):
        return None
    empty = _EMPTY.get(str(hint))
    if empty is not None:
        return empty
    problems.append((field.name, "is missing"))
    return MISSING


_EMPTY: dict[str, Any] = {
    str(Conditions): {},
    str(tuple[str, ...]): (),
    str(tuple[Text, ...]): (),
    str(tuple[Lift, ...]): (),
    str(tuple[Contact, ...]): (),
    str(frozenset[str]): frozenset(),
    str(bool): False,
}


def _read(hint: Any, raw: Any, context: str, name: str, problems: Problems) -> Any:
    args = [arg for arg in get_args(hint) if arg is not NoneType]
    if NoneType in get_args(hint):
        return _read(args[0], raw, context, name, problems) if raw not in ("", None) else None
    if hint is Text:
        return _text(raw, context, name, problems)
    if hint == Conditions or (args and args[0] == Conditions):
        return _conditions(hint, raw, name, problems)
    if args and (args[0] is Text or is_dataclass(args[0])):
        kind: Any = args[0]
        return _list(kind, raw, context, name, problems)
    return _plain(hint, raw, name, problems)


def _plain(hint: Any, raw: Any, name: str, problems: Problems) -> Any:
    try:
        return msgspec.convert(raw, hint, strict=True)
    except msgspec.ValidationError as error:
        problems.append((name, str(error)))
        return MISSING


def _text(raw: Any, context: str, name: str, problems: Problems) -> Any:
    said = _plain(str, raw, name, problems)
    if said is MISSING:
        return MISSING
    said = said.strip()
    if not said:
        problems.append((name, "is empty"))
    if len(said) > MOST_LETTERS:
        problems.append((name, f"has {len(said)} characters, and {MOST_LETTERS} fit"))
    return Text(said, {}, context, "content")


def _conditions(hint: Any, raw: Any, name: str, problems: Problems) -> Any:
    several = hint != Conditions
    tables = _plain(list[dict[str, frozenset[str]]], raw if several else [raw], name, problems)
    if tables is MISSING:
        return MISSING
    return tuple(tables) if several else tables[0]


def _list(kind: type[Any], raw: Any, context: str, name: str, problems: Problems) -> Any:
    items = _plain(list[Any], raw, name, problems)
    if items is MISSING:
        return MISSING
    if kind is Text:
        return tuple(_text(item, context, name, problems) for item in items)
    return tuple(_nested(kind, item, context, f"{name}[{n}]", problems) for n, item in enumerate(items))


def _nested(kind: type[Any], raw: Any, context: str, name: str, problems: Problems) -> Any:
    if not isinstance(raw, dict):
        problems.append((name, "is not a table"))
        return None
    found: Problems = []
    values = _values(kind, raw, context, found)
    problems += [(f"{name}.{field}", what) for field, what in found]
    return kind(**values) if not found else None


def _origin(raw: Mapping[str, Any], problems: Problems) -> Any:
    before = len(problems)
    values: dict[str, Any] = {}
    for field in fields(Origin):
        key = ORIGIN_KEYS[field.name]
        if key in raw:
            values[field.name] = _plain(_hints(Origin)[field.name], raw[key], key, problems)
        elif field.default is MISSING:
            problems.append((key, "is missing: every record says where it comes from"))
    _origin_makes_sense(values, problems)
    return Origin(**values) if len(problems) == before else None


def _origin_makes_sense(values: Mapping[str, Any], problems: Problems) -> None:
    confidence = values.get("confidence")
    if confidence is not None and confidence not in CONFIDENCES:
        problems.append(("confidence", f"is {confidence!r}, not one of {', '.join(sorted(CONFIDENCES))}"))
    if values.get("source") == () and confidence != "memory":
        problems.append(("source", "is empty, which only a record from memory may be"))
    if confidence == "memory" and not values.get("verify"):
        problems.append(("verify", "must be true for a record from memory"))
    since, until = values.get("since"), values.get("until")
    if isinstance(since, date) and isinstance(until, date) and since > until:
        problems.append(("from", "is later than until"))
