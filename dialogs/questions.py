"""What is asked and what was answered: questions, options, answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from guidance.guide import Value
from locales.text import Text


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
    """One thing we ask. `id` is the fact it fills (`guidance/vocabulary.py`); `title` names it in lists, up to 24
    characters.

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, as a fact. `said` keeps the words typed, `language` the one they were typed in."""

    value: Value = ""
    state: State = State.GIVEN
    said: str = ""
    language: str = ""
