"""What happens in a demo: who reports what, and what officers and owners do on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.report import Known

COLLEAGUE = "{colleague}"


@dataclass(frozen=True, slots=True)
class Does:
    """The act `kind` of the desk, `day` working days ago. `more`: its other fields; `{receipt}` in them is the code of
    this report, `{of:name}` that of the story `name`, COLLEAGUE the other officer of the desk. `files`: names of files
    sent along. `who`: which officer of the desk."""

    day: int
    desk: str
    kind: type[Any]
    more: Mapping[str, Any]
    files: tuple[str, ...] = ()
    who: int = 0


@dataclass(frozen=True, slots=True)
class Lives:
    """What the owner does, `day` working days ago: a line is what is typed, the key of a button after `!` (its
    beginning when it ends in a colon), or a file after `+`. `{receipt}` is the code of the report."""

    day: int
    lines: tuple[str, ...]


Beat = Does | Lives


@dataclass(frozen=True, slots=True)
class DemoStory:
    """A report sent `day` working days ago. `known`: what the owner answers; nothing: this owner only asks.

    `bodies`: who gets it; `share`: they may share what they find; `files`: sent with the report; `then`: what follows,
    in the order of time. `shown`: the owner's page gets a link.
    """

    name: str
    language: str
    day: int
    known: Mapping[str, Known]
    bodies: tuple[str, ...] = ()
    share: bool = True
    files: tuple[str, ...] = ()
    then: tuple[Beat, ...] = ()
    shown: bool = False


def desk(day: int, body: str, kind: type[Any], words: str = "", **more: Any) -> Does:
    """An act of a desk, with `words` where it has any. `files` and `who` are those of `Does`."""
    files, who = more.pop("files", ()), more.pop("who", 0)
    return Does(day, body, kind, {**({"words": words} if words else {}), **more}, files, who)


def owner(day: int, *lines: str) -> Lives:
    """What an owner does."""
    return Lives(day, lines)
