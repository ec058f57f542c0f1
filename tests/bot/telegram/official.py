"""The official Bot API schema as a judge: is this call, is this update as Telegram says it must be?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SCALARS: Mapping[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
    "True": bool,
}
_LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes)(?P<parsed> after entit\w+ parsing)?")
_SUBTYPE = re.compile(r"^ - (\w+)$", re.MULTILINE)


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Field:
    """One argument or member. `least`/`most` in `unit`; `parsed`: counted after entity parsing."""

    name: str
    type: str
    required: bool
    least: int = 0
    most: int = 0
    unit: str = ""
    parsed: bool = False


def _field(raw: Mapping[str, Any]) -> Field:
    limit = _LIMIT.search(raw["description"])
    if limit is None:
        return Field(raw["name"], raw["type"], raw["required"])
    least, most, unit = int(limit[1]), int(limit[2]), limit[3]
    return Field(raw["name"], raw["type"], raw["required"], least, most, unit, bool(limit["parsed"]))


class Official:
    """All methods and types of the schema. Complaints are sentences; none means that it is in order."""

    def __init__(self, path: Path) -> None:
        self.methods: dict[str, tuple[Field, ...]] = {}
        self.types: dict[str, tuple[Field, ...]] = {}
        self.unions: dict[str, tuple[str, ...]] = {}
        for chapter in json.loads(path.read_text())["items"]:
            for child in chapter["children"]:
                self._learn(child)

    def _learn(self, child: Mapping[str, Any]) -> None:
        fields = tuple(_field(raw) for raw in child["annotations"])
        if child["category"] == "methods":
            self.methods[child["name"]] = fields
            return
        self.types[child["name"]] = fields
        members = tuple(_SUBTYPE.findall(child["description"]))
        if not fields and members:
            self.unions[child["name"]] = members

    def call(self, method: str, args: Mapping[str, Any]) -> list[str]:
        """What is wrong with a call whose arguments were already read by `read_argument`."""
        fields = {field.name: field for field in self.methods[method]}
        complaints = [f"{method} has no parameter {name}" for name in args if name not in fields]
        complaints += [
            f"{method} lacks {field.name}"
            for field in fields.values()
            if field.required and args.get(field.name) is None
        ]
        for name, value in args.items():
            if name in fields:
                complaints += self.member(fields[name], value, f"{method}.{name}")
        return complaints

    def read_argument(self, method: str, name: str, value: Any) -> Any:
        """A form's string as the value its type asks for, as the server reads it."""
        kind = next((field.type for field in self.methods[method] if field.name == name), "String")
        if not isinstance(value, str) or kind in ("String", "InputFile"):
            return value
        if kind == "InputFile or String":
            return value
        if kind == "Integer or String" and not re.fullmatch(r"-?\d+", value):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    def member(self, field: Field, value: Any, where: str) -> Iterator[str]:
        yield from self.value(field.type, value, where)
        if isinstance(value, str) and field.most and not field.parsed:
            size = len(value.encode()) if field.unit == "bytes" else units(value)
            if not field.least <= size <= field.most:
                yield f"{where} is {size} {field.unit} long, allowed {field.least}-{field.most}"

    def value(self, kind: str, value: Any, where: str) -> Iterator[str]:
        """What is wrong with `value` as a `kind` of the schema (`Array of Message`, `Integer or String`)."""
        if kind.startswith("Array of "):
            yield from self._array(kind.removeprefix("Array of "), value, where)
        elif len(choices := re.split(r" or |, | and ", kind)) > 1:
            yield from self._one_of(choices, value, where)
        elif kind in _SCALARS:
            wanted = _SCALARS[kind]
            if not isinstance(value, wanted) or (isinstance(value, bool) and kind not in ("Boolean", "True")):
                yield f"{where} is not {kind}"
        elif kind in self.unions:
            yield from self._one_of(list(self.unions[kind]), value, where)
        elif kind != "InputFile":
            yield from self._object(kind, value, where)

    def _array(self, kind: str, value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where} is not an array"
            return
        for place, item in enumerate(value):
            yield from self.value(kind, item, f"{where}[{place}]")

    def _one_of(self, kinds: list[str], value: Any, where: str) -> Iterator[str]:
        complaints = [list(self.value(kind, value, where)) for kind in kinds]
        if all(complaints):
            yield min(complaints, key=len)[0]

    def _object(self, kind: str, value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is not a {kind}"
            return
        fields = {field.name: field for field in self.types[kind]}
        for name in value:
            if name not in fields:
                yield f"{where} ({kind}) has no member {name}"
            else:
                yield from self.member(fields[name], value[name], f"{where}.{name}")
        for field in fields.values():
            if field.required and field.name not in value:
                yield f"{where} ({kind}) lacks {field.name}"
