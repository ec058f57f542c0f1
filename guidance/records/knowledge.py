"""What officers edit, as records: the checked form of `content/*.toml`, read by `storage/content/load.py`.

Every record says where it comes from (`Origin`); sentences are `Text` of the domain `content` (Korean
original, context = `table.id`). A condition table maps a fact to the values that satisfy it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidance.records.desk_clocks import DeskClock
from guidance.records.origin import Conditions, Origin
from guidance.records.own_record_periods import OwnRecordPeriod
from guidance.records.question_sets import QuestionSet
from guidance.records.retention_periods import RetentionPeriod
from guidance.records.routes import Beside, Lift, RouteRecord
from locales.text import Text


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or an address of a body. `kind`: phone or web."""

    kind: str
    target: str
    purpose: Text
    hours: Text | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Ministry:
    """A body, of the six or outside (`six` false). `emergency`: shown first when something is happening now.
    `reads_hidden`: owners hear whether it opened their report, and not who of it, or when."""

    id: str
    name: Text
    short: Text
    role: Text
    limits: Text
    contacts: tuple[Contact, ...]
    six: bool
    emergency: bool
    origin: Origin
    reads_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Statute:
    """`cite` is the Korean citation that goes on the wire (`하도급법 제12조의3`); `gist` says it for a person."""

    id: str
    cite: str
    name: Text
    gist: Text
    link: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Period:
    """A period. `runs_from`: act_date, known_date, trade_end_date or now. `years`/`months`/`days` add up.

    `duty`: a duty to report rather than a limitation. `interrupts`: what stops it. `outer_years`: the safe period
    is shown, the door is only called closed after this longer one. `renews`: each new act starts it again, so it
    does not run out while the thing goes on. `closes_door`: False for a period that only weakens a claim.
    """

    id: str
    title: Text
    runs_from: str
    years: int
    months: int
    days: int
    duty: bool
    needs: Conditions
    basis: Text
    interrupts: Text | None
    origin: Origin
    outer_years: int = 0
    renews: bool = False
    closes_door: bool = True


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper or trace that proves something. `when`: facts that make it matter.

    `have`: values of `evidence` (or agreements of `contract`) that show it is at hand.
    """

    id: str
    title: Text
    why: Text
    how: Text
    when: Conditions
    have: frozenset[str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Programme:
    """A support programme. `phase`: prevention, dispute, recovery. `needs`: eligibility as data.

    `amount` is dated to `year`. `open_until_spent`: may be closed late in the year. `planned`: announced but
    not running, so it never fits; it is kept to be told apart from what exists.
    """

    id: str
    name: Text
    operator: Text
    gives: Text
    amount: Text | None
    year: int
    apply: Text
    link: str
    phone: str
    phase: tuple[str, ...]
    needs: Conditions
    routes: frozenset[str]
    open_until_spent: bool
    misfit: Text
    origin: Origin
    planned: bool = False


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A gap in the law, said honestly, with the least bad door.

    `needs`: one of these tables holds; `unless`: no fact of this one does.
    """

    id: str
    code: str
    needs: tuple[Conditions, ...]
    says: Text
    instead: Text
    origin: Origin
    unless: Conditions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something to do in the first 72 hours. `routes`/`when` say for whom (empty: everyone). `rank`: order."""

    id: str
    says: Text
    when: Conditions
    rank: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class OrderRule:
    """Which filing before which, for whom: `first` before `then` (route ids, body ids or `mediation`).

    `first` is named in the order even when no route of its own is open, if `adds` is set.
    """

    id: str
    when: Conditions
    first: str
    then: str
    why: Text
    origin: Origin
    adds: bool = False


@dataclass(frozen=True, slots=True)
class PreparedReply:
    """An officer's prepared reply, in the owner's language. `kind` as in `Heard.kind`."""

    id: str
    kind: str
    label: Text
    says: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question we know the answer to. `aliases`: language -> other ways to ask; `label`: its name on a button.

    `topic`: reporting, cases, evidence, law, support or service. `onward`: `report`, `status`, `withdraw`,
    `delete`, `copy`, `language`, `programme:…`, `body:…` or `entry:…`.
    """

    id: str
    topic: str
    question: Text
    answer: Text
    aliases: Mapping[str, tuple[str, ...]]
    onward: tuple[str, ...]
    origin: Origin
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """What goes out of Korea with a messenger, `id` its channel: to whom and how to reach them, where, what, how and
    when, what for, how long (Personal Information Protection Act, 28-8)."""

    id: str
    receiver: str
    contact: str
    country: Text
    items: Text
    how: Text
    purpose: Text
    period: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All records, by id, in file order."""

    ministries: Mapping[str, Ministry] = field(default_factory=dict)
    statutes: Mapping[str, Statute] = field(default_factory=dict)
    routes: Mapping[str, RouteRecord] = field(default_factory=dict)
    clocks: Mapping[str, Period] = field(default_factory=dict)
    papers: Mapping[str, PaperRecord] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    blind_spots: Mapping[str, BlindSpot] = field(default_factory=dict)
    first_steps: Mapping[str, FirstStep] = field(default_factory=dict)
    order: Mapping[str, OrderRule] = field(default_factory=dict)
    replies: Mapping[str, PreparedReply] = field(default_factory=dict)
    entries: Mapping[str, FaqEntry] = field(default_factory=dict)
    desk_clocks: Mapping[str, DeskClock] = field(default_factory=dict)
    question_sets: Mapping[str, QuestionSet] = field(default_factory=dict)
    transfers: Mapping[str, Transfer] = field(default_factory=dict)
    retention: Mapping[str, RetentionPeriod] = field(default_factory=dict)
    own_records: Mapping[str, OwnRecordPeriod] = field(default_factory=dict)


__all__ = [
    "Beside",
    "BlindSpot",
    "Conditions",
    "Contact",
    "DeskClock",
    "FaqEntry",
    "FirstStep",
    "Knowledge",
    "Lift",
    "Ministry",
    "OrderRule",
    "Origin",
    "OwnRecordPeriod",
    "PaperRecord",
    "Period",
    "PreparedReply",
    "Programme",
    "QuestionSet",
    "RetentionPeriod",
    "RouteRecord",
    "Statute",
]
