"""The nouns of guidance's answer: routes, deadlines, programmes, papers, the whole guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locales.text import Text

MINISTRIES: tuple[str, ...] = ("mss", "motir", "kftc", "moip", "knpa", "nis")


SECRETARIAT = "secretariat"
"""The joint team's secretariat: a desk as well, for the cases that owners agree to give it. No route leads there."""


DESKS = (*MINISTRIES, SECRETARIAT)


Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date after which a door closes. `closes` is None when the facts do not tell; `days_left` < 0: closed.

    `certain` is False when a date was partial or the period rests on a record marked `verify`.
    """

    clock: str
    closes: date | None
    days_left: int | None
    basis: Text
    certain: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One open door: `role` is lead, cooperating or also.

    `because` and `weak` name facts; `unknown` those that would decide.
    """

    ministry: str
    role: str
    route: str
    statute: str
    because: tuple[str, ...]
    weak: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    deadline: Deadline | None = None
    verify: bool = False


@dataclass(frozen=True, slots=True)
class NotThis:
    """A door that does not fit, and why."""

    ministry: str
    route: str
    why: Text
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """A support programme that fits; `verify` when its amounts or dates need checking."""

    id: str
    because: tuple[str, ...]
    verify: bool


@dataclass(frozen=True, slots=True)
class Misfit:
    """A support programme that does not fit, in its own words, and the facts that shut it."""

    id: str
    why: Text
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the answers do not show yet, why it counts, and for which bodies."""

    paper: str
    why: Text
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Facts that cannot be right as given, or do not fit each other; they weaken what rests on them.

    `kind`: unknown_key, not_an_option, not_a_value, absurd, future, contradiction.
    """

    kind: str
    facts: tuple[str, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole answer of guidance. Ids refer to `content/`.

    `ask_next`: facts that would decide most. `reasons`: where practice weighed in, and why the order is as it is.
    """

    lead: str
    cooperating: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    urgent: bool = False
    routes: tuple[Route, ...] = ()
    refused: tuple[NotThis, ...] = ()
    programmes: tuple[Help, ...] = ()
    clocks: tuple[Deadline, ...] = ()
    missing: tuple[Paper, ...] = ()
    blind_spots: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    first_steps: tuple[str, ...] = ()
    ask_next: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    reasons: tuple[Text, ...] = ()
    misfits: tuple[Misfit, ...] = ()
