"""Everything known, loaded once and never changed: what the engine may look at beside the session and the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.questions import Question
from guidance.guide import DESKS, MINISTRIES, Guide, Value
from guidance.records.knowledge import Knowledge
from locales.text import Raw, Text


@dataclass(frozen=True, slots=True)
class Nearest:
    """Which known questions a sentence is nearest to, best first, each with a score of 0-1.

    `tier`: `answer` (say the first), `choices` (offer three), `none` (an honest no). `language` is the one
    the sentence seems to be in.
    """

    tier: str
    ranked: tuple[tuple[str, float], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hunch:
    """A fact that a told story makes likely, to be confirmed by its owner: never taken silently."""

    question: str
    value: str
    probability: float


Reader = Callable[[str, str], "Value | Text"]
"""From typed words and the chat's language to a value, or a `Text` that says what to type instead. Pure."""


def _nothing_near(text: str, language: str) -> Nearest:
    return Nearest("none")


def _as_written(text: Text | Raw, language: str) -> str:
    return text.said if isinstance(text, Raw) else text.msgid


def _in_that_language(text: Text, language: str) -> str:
    return language


def _no_hunch(text: str, language: str) -> tuple[Hunch, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Book:
    """`edition` is the hash of all content: kept in session and report, so that an old report stays readable.

    `labels[language]` maps a normalised label or word to the `question:option` ids it may mean. `operator` names who
    runs this service, `site` is the address of its pages (empty: not known). `trial`: it is one, and no authority reads
    what is sent. `staffed`: the desks where somebody sits, the only ones that a report can be sent to. `say` words a
    sentence without parameters, to recognise a typed label; `worded_in` says which language a record is shown in, where
    it is not yet translated.
    """

    edition: str
    questions: tuple[Question, ...]
    knowledge: Knowledge
    weigh: Callable[[Mapping[str, Value], date], Guide]
    labels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    nearest: Callable[[str, str], Nearest] = _nothing_near
    hunches: Callable[[str, str], tuple[Hunch, ...]] = _no_hunch
    operator: str = ""
    site: str = ""
    trial: bool = False
    staffed: frozenset[str] = frozenset(DESKS)
    by_id: Mapping[str, Question] = field(default_factory=dict)
    say: Callable[[Text | Raw, str], str] = _as_written
    worded_in: Callable[[Text, str], str] = _in_that_language

    @property
    def takes_reports(self) -> bool:
        """Whether there is any body that a report could be sent to."""
        return any(each in self.staffed for each in MINISTRIES)
