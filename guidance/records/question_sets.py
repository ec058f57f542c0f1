"""Question sets as records: a few questions that an officer has the owner asked, in the owner's language."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.records.origin import Origin
from locales.text import Text


@dataclass(frozen=True, slots=True)
class SetOption:
    """One answer to choose: `id` is what is kept, `label` (<= 24 characters) what a button says."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """`kind`: yes_no, choice, many, text, number (how many), money (won), date or file. `title` (<= 24 characters)
    names the answer in lists. `optional`: may be skipped; `unknown`: may be answered with not knowing."""

    id: str
    title: Text
    ask: Text
    kind: str
    options: tuple[SetOption, ...] = ()
    optional: bool = False
    unknown: bool = True


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """What officers pick as a whole: `title` names it, `why` tells the owner what the answers are for."""

    id: str
    title: Text
    why: Text
    questions: tuple[SetQuestion, ...]
    origin: Origin
