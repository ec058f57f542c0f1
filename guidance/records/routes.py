"""What an officer edits to say which body can act, and how practice weighs (`content/routes.toml`)."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.records.origin import Conditions, Origin
from locales.text import Text


@dataclass(frozen=True, slots=True)
class Lift:
    """Practice moves a route up or down: `by` is added to its weight when all of `when` hold and none of `unless`."""

    when: Conditions
    unless: Conditions
    by: int
    practice: Text | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """This body stands beside the lead `to` (route or body ids; empty: any) when all of `when` hold, none of `unless`.

    `rank` (0-100) says how close: the closest two are named, a third only when it is close.
    """

    to: frozenset[str]
    when: Conditions
    unless: Conditions
    rank: int


@dataclass(frozen=True, slots=True)
class RouteRecord:
    """One door for one pattern of facts.

    `needs`: every listed fact must have one of the values (three-valued: absent or unknown keeps it open;
    the value `unknown` is met by not knowing). `bars`: one listed fact with one of the values closes the door.
    `weakens`: leaves it open but weak. `weight` (0-100): how strongly practice leads here; the highest open one
    of the six leads, after `lifts`. `beside`: when this body co-operates with another that leads.
    `statute`: the Act; `cite` the Korean citation that goes on the wire. `clock` and `clocks` close the door.
    `anonymous`: may be used without a name. `only`: victim sizes that may use it (empty: anyone).
    `power`: recommend · order · punish · mediate · protect · advise · compensate. `blocks`: route ids that a filing
    here shuts or pauses. `lit_by`: facts of `needs` that must be known before the door is spoken of at all (empty:
    any of them). `speaks_no`: its `why_not` speaks for the whole body. `fallback`: the body
    that consults when no other door is open.
    """

    id: str
    ministry: str
    title: Text
    statute: str
    needs: Conditions
    bars: Conditions
    weakens: Conditions
    weight: int
    clock: str
    anonymous: bool
    only: frozenset[str]
    power: str
    elements: tuple[Text, ...]
    next: Text
    takes: Text | None
    cost: Text | None
    why: Text
    why_not: Text
    practice: Text | None
    papers: tuple[str, ...]
    blocks: tuple[str, ...]
    origin: Origin
    cite: str = ""
    clocks: tuple[str, ...] = ()
    lifts: tuple[Lift, ...] = ()
    beside: tuple[Beside, ...] = ()
    lit_by: frozenset[str] = frozenset()
    speaks_no: bool = False
    fallback: bool = False
