"""The sections of the guide: cards and lists, short for the chat and whole for paper. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dialogs.book import Book
from dialogs.guide.summary import body_name, deadlines, marked
from dialogs.replies import Card, Items, Paragraph, Reply
from guidance.guide import Deadline, Guide, Route
from guidance.records.knowledge import Programme, RouteRecord
from locales.text import Day, Link, Param, Raw, Text, _

MANY = 8
"""Records a section lists in the chat; the strongest come first."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of a list is said: the first so many in a chat, all of it on paper."""

    whole: bool = False

    def __call__(self, items: Sequence[T], most: int) -> tuple[T, ...]:
        return tuple(items if self.whole else items[:most])


SHORT, WHOLE = Measure(), Measure(whole=True)


def section(name: str, guide: Guide, book: Book, cut: Measure = SHORT) -> Reply:
    """One section of the guide. Raises KeyError for a name that is none."""
    makers: Mapping[str, Callable[[Guide, Book, Measure], tuple[Card | Items | Paragraph, ...]]] = {
        "steps": _steps,
        "why": _why,
        "door": _doors,
        "until": _clocks,
        "help": _programmes,
        "papers": _papers,
        "order": _order,
        "call": _contacts,
        "not": _not,
    }
    return Reply(makers[name](guide, book, cut), protect=True, kind="guide")


def _steps(guide: Guide, book: Book, cut: Measure) -> tuple[Items, ...]:
    steps = [book.knowledge.first_steps[each] for each in cut(guide.first_steps, MANY)]
    return (Items(_("What to do first"), tuple(each.says for each in steps), ordered=True),)


def _why(guide: Guide, book: Book, cut: Measure) -> tuple[Card | Items, ...]:
    rows: list[tuple[Text, Param]] = []
    for route in cut(guide.routes, MANY):
        record = book.knowledge.routes[route.route]
        door = _("{body}: {door}", body=book.knowledge.ministries[route.ministry].short, door=record.title)
        rows.append((door, marked(_reason(route, record.why, book), route.verify)))
    practice = (Items(_("From practice"), cut(guide.reasons, 3)),) if guide.reasons else ()
    return (Card(_("Why these bodies"), tuple(rows)), *practice)


def _doors(guide: Guide, book: Book, cut: Measure) -> tuple[Card, ...]:
    """What follows a report: the strongest door of each body, with what must be met and what it costs."""
    first = {route.ministry: book.knowledge.routes[route.route] for route in reversed(guide.routes)}
    bodies = cut([each for each in (guide.lead, *guide.cooperating) if each in first], 3)
    return tuple(Card(first[body].title, _door(first[body], cut)) for body in bodies)


def _door(record: RouteRecord, cut: Measure) -> tuple[tuple[Text, Param], ...]:
    rows: list[tuple[Text, Param]] = [(_("What must be met"), each) for each in cut(record.elements, 4)]
    rows.append((_("What follows"), record.next))
    if record.takes:
        rows.append((_("How long"), record.takes))
    if record.cost:
        rows.append((_("Cost"), record.cost))
    return tuple(rows)


def _reason(route: Route, why: Text, book: Book) -> Text:
    titles = tuple(book.by_id[each].title for each in route.weak if each in book.by_id)
    if titles:
        return _("{why} ({statute}) Weak point: {facts}.", why=why, statute=Raw(route.statute), facts=titles)
    return _("{why} ({statute})", why=why, statute=Raw(route.statute))


def _clocks(guide: Guide, book: Book, cut: Measure) -> tuple[Card, ...]:
    rows: list[tuple[Text, Param]] = []
    for each in cut(deadlines(guide), MANY + 2):
        clock = book.knowledge.clocks[each.clock]
        rows.append((clock.title, _("at once: {basis}", basis=clock.basis) if clock.duty else _closing(each)))
    return (Card(_("Until when"), tuple(rows)),)


def _closing(deadline: Deadline) -> Text:
    if deadline.closes is None or deadline.days_left is None:
        return _("the day it runs from is not known: {basis}", basis=deadline.basis)
    day = Day.read(deadline.closes.isoformat())
    if deadline.days_left < 0:
        return _("closed on {day}: {basis}", day=day, basis=deadline.basis)
    if not deadline.certain:
        return _("about {day} at the earliest; please verify: {basis}", day=day, basis=deadline.basis)
    return _("{day}, {n} days left: {basis}", day=day, n=deadline.days_left, basis=deadline.basis)


def _programme(record: Programme) -> Text:
    """What it gives and how to apply; the amount says its own year."""
    if record.amount:
        return _("{name}: {gives} {amount} → {apply}",
                 name=record.name, gives=record.gives, amount=record.amount, apply=record.apply)  # fmt: skip
    return _("{name}: {gives} ({year}) → {apply}",
             name=record.name, gives=record.gives, year=str(record.year), apply=record.apply)  # fmt: skip


def _programmes(guide: Guide, book: Book, cut: Measure) -> tuple[Items | Paragraph, ...]:
    lines: list[Text] = []
    for fit in cut(guide.programmes, MANY):
        record = book.knowledge.programmes[fit.id]
        lines.append(marked(_programme(record), fit.verify))
    late = _("Budgets are spent during the year; a programme may be closed until the next notice (usually January or "
             "February). Amounts are those of the year shown.")  # fmt: skip
    misfits = tuple(
        _("{name}: {why}", name=book.knowledge.programmes[each.id].name, why=each.why) for each in cut(guide.misfits, 3)
    )
    rest = (Items(_("What does not fit, and why"), misfits),) if misfits else ()
    return (Items(_("Support that fits"), tuple(lines)), *rest, Paragraph(late))


def _papers(guide: Guide, book: Book, cut: Measure) -> tuple[Items, ...]:
    lines = []
    for paper in cut(guide.missing, MANY):
        record = book.knowledge.papers[paper.paper]
        lines.append(_("{paper}: {why} {how}", paper=record.title, why=paper.why, how=record.how))
    return (Items(_("Papers to secure"), tuple(lines)),)


def named(target: str, book: Book) -> Text:
    """The name of a route or of a body that an order speaks of."""
    if target in book.knowledge.routes:
        return book.knowledge.routes[target].title
    if target in book.knowledge.ministries:
        return body_name(target, book)
    if target in book.knowledge.programmes:
        return book.knowledge.programmes[target].name
    return _("mediation")


def _order(guide: Guide, book: Book, cut: Measure) -> tuple[Items, ...]:
    steps = tuple(named(each, book) for each in guide.order)
    ids = set(guide.order)
    reasons = tuple(
        rule.why for rule in book.knowledge.order.values() if rule.first in ids and (rule.then in ids or not rule.then)
    )
    title = _("In this order, because a first step can close another door")
    whys = (Items(_("Why"), cut(reasons, 3)),) if reasons else ()
    return (Items(title, steps, ordered=True), *whys)


def _contacts(guide: Guide, book: Book, cut: Measure) -> tuple[Card, ...]:
    rows: list[tuple[Text, Param]] = []
    for body in (guide.lead, *guide.cooperating, *guide.also):
        record = book.knowledge.ministries.get(body)
        for contact in cut(record.contacts, 2) if record else ():
            prefix = "tel:" if contact.kind == "phone" and not contact.target.startswith("tel:") else ""
            label = _("{body}: {purpose}", body=book.knowledge.ministries[body].short, purpose=contact.purpose)
            rows.append((label, Link(prefix + contact.target, contact.origin.verify)))
    return (Card(_("Numbers and pages"), cut(rows, 10)),)


def _not(guide: Guide, book: Book, cut: Measure) -> tuple[Card, ...]:
    rows = tuple((body_name(each.ministry, book), each.why) for each in cut(guide.refused, MANY))
    return (Card(_("Why not these"), rows),)
