"""The guide in the chat: three lines that matter first, the rest behind buttons. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.asking import HELP
from dialogs.book import Book
from dialogs.types import Card, Choice, Day, Deadline, Guide, Items, Link, Paragraph, Param, Raw, Reply, Route, Text, _
from guidance.records import RouteRecord

VERIFY = _("{text} (please verify)")
"""The mark beside what was not confirmed by two sources, or may have changed."""

MANY = 8
"""Records a section lists; the strongest come first."""

SECTIONS: Mapping[str, Choice] = {
    "steps": Choice("guide:steps", _("What to do", "label")),
    "why": Choice("guide:why", _("Why these bodies", "label"), _("Why these", "short")),
    "door": Choice("guide:door", _("What happens there", "label"), _("What happens", "short")),
    "until": Choice("guide:until", _("Until when", "label")),
    "help": Choice("guide:help", _("Support that fits", "label"), _("Support", "short")),
    "papers": Choice("guide:papers", _("Papers to secure", "label"), _("Papers", "short")),
    "order": Choice("guide:order", _("In which order", "label"), _("Order", "short")),
    "call": Choice("guide:call", _("Numbers and pages", "label"), _("Numbers", "short")),
    "not": Choice("guide:not", _("Why not others", "label"), _("Why not", "short")),
}


def marked(text: Text, verify: bool) -> Text:
    """The sentence, with the mark when it needs checking."""
    return Text(VERIFY.msgid, {"text": text}) if verify else text


def sections(guide: Guide) -> tuple[Choice, ...]:
    """Buttons for the sections that have something to say."""
    filled = {
        "steps": bool(guide.first_steps),
        "why": bool(guide.routes),
        "door": opens(guide),
        "until": bool(guide.clocks or any(route.deadline for route in guide.routes)),
        "help": bool(guide.programmes),
        "papers": bool(guide.missing),
        "order": len(guide.order) > 1,
        "call": True,
        "not": bool(guide.refused),
    }
    return tuple(choice for name, choice in SECTIONS.items() if filled[name])


def opens(guide: Guide) -> bool:
    """Whether any door but consultation is open."""
    return any(route.route != "consultation" for route in guide.routes)


def nearest(guide: Guide) -> Deadline | None:
    """The open deadline that comes first."""
    ahead = [
        d
        for d in (*(r.deadline for r in guide.routes), *guide.clocks)
        if d and d.days_left is not None and d.days_left >= 0
    ]
    return min(ahead, key=lambda each: each.days_left or 0, default=None)


def _name(body: str, book: Book) -> Text:
    return book.knowledge.ministries[body].name


def _who(guide: Guide, book: Book) -> Text:
    helpers = tuple(_name(each, book) for each in guide.cooperating)
    if not opens(guide):
        return _("No body can act on this as it stands. {lead} advises and may find another way.",
                 lead=_name(guide.lead, book))  # fmt: skip
    if helpers:
        return _("Who: {lead} can lead; {others} can work along.", lead=_name(guide.lead, book), others=helpers)
    return _("Who: {lead} can act.", lead=_name(guide.lead, book))


def _until(guide: Guide) -> Text:
    first = nearest(guide)
    if first is None or first.closes is None:
        return _("Until when: no closing date is known from your answers. Sooner is better for evidence.")
    day = Day.read(first.closes.isoformat())
    if first.certain:
        return _("Until when: the first door closes on {day} ({n} days left).", day=day, n=first.days_left or 0)
    return _("Until when: the first door may close on {day}; please verify.", day=day)


def _today(guide: Guide, book: Book) -> Text:
    steps = [book.knowledge.first_steps[each] for each in guide.first_steps if each in book.knowledge.first_steps]
    if not steps:
        return _("Today: write down who, what and when, and keep every trace as it is.")
    return _("Today: {step}", step=steps[0].says)


def summary(guide: Guide, book: Book, last: tuple[Choice, ...] = ()) -> Reply:
    """Who, until when, what to do today: one screen of a telephone."""
    lines = (_who(guide, book), _until(guide), _today(guide, book))
    gaps = tuple(book.knowledge.blind_spots[each].says for each in guide.blind_spots[:2])
    blocks: list[Paragraph | Items] = [Items(None, lines)]
    if doubts := _doubts(guide, book):
        blocks.append(Items(_("To be surer"), doubts))
    if guide.urgent:
        blocks.insert(0, Paragraph(_("This looks urgent: please call first (see “Numbers and pages”).")))
    if gaps:
        blocks.append(Items(_("To be honest about the gaps"), gaps))
    choices = (*sections(guide), *last)[:10]
    return Reply(tuple(blocks[:3]), choices, (HELP,), expects="choice", protect=True, kind="guide")


def _doubts(guide: Guide, book: Book) -> tuple[Text, ...]:
    """What does not fit together, and what would decide most if it were known."""
    wrong = tuple(each.why for each in guide.complaints[:2])
    titles = tuple(book.by_id[each].title for each in guide.ask_next[:3] if each in book.by_id)
    return (*wrong, _("It would help to know: {facts}.", facts=titles)) if titles else wrong


def section(name: str, guide: Guide, book: Book) -> Reply:
    """One section of the guide. Raises KeyError for a name that is none."""
    makers: Mapping[str, Callable[[Guide, Book], tuple[Card | Items | Paragraph, ...]]] = {
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
    return Reply(makers[name](guide, book), protect=True, kind="guide")


def _steps(guide: Guide, book: Book) -> tuple[Items, ...]:
    steps = [book.knowledge.first_steps[each] for each in guide.first_steps[:MANY]]
    return (Items(_("The first 72 hours"), tuple(each.says for each in steps), ordered=True),)


def _why(guide: Guide, book: Book) -> tuple[Card, ...]:
    rows: list[tuple[Text, Param]] = []
    for route in guide.routes[:MANY]:
        record = book.knowledge.routes[route.route]
        door = _("{body}: {door}", body=book.knowledge.ministries[route.ministry].short, door=record.title)
        rows.append((door, marked(_reason(route, record.why, book), route.verify)))
    practice = (Items(_("From practice"), guide.reasons[:3]),) if guide.reasons else ()
    return (Card(_("Why these bodies"), tuple(rows)), *practice)


def _doors(guide: Guide, book: Book) -> tuple[Card, ...]:
    """What follows a report: the strongest door of each body, with what must be met and what it costs."""
    first = {route.ministry: book.knowledge.routes[route.route] for route in reversed(guide.routes)}
    bodies = [each for each in (guide.lead, *guide.cooperating) if each in first][:3]
    return tuple(Card(first[body].title, _door(first[body])) for body in bodies)


def _door(record: RouteRecord) -> tuple[tuple[Text, Param], ...]:
    rows: list[tuple[Text, Param]] = [(_("What must be met"), each) for each in record.elements[:4]]
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


def _clocks(guide: Guide, book: Book) -> tuple[Card, ...]:
    seen = {(d.clock, d.closes): d for d in (*(r.deadline for r in guide.routes), *guide.clocks) if d}
    rows = tuple((book.knowledge.clocks[each.clock].title, _closing(each)) for each in seen.values())
    return (Card(_("Until when"), rows[: MANY + 2]),)


def _closing(deadline: Deadline) -> Text:
    if deadline.closes is None or deadline.days_left is None:
        return _("the day it runs from is not known: {basis}", basis=deadline.basis)
    day = Day.read(deadline.closes.isoformat())
    if deadline.days_left < 0:
        return _("closed on {day}: {basis}", day=day, basis=deadline.basis)
    if not deadline.certain:
        return _("about {day} at the earliest; please verify: {basis}", day=day, basis=deadline.basis)
    return _("{day}, {n} days left: {basis}", day=day, n=deadline.days_left, basis=deadline.basis)


def _programmes(guide: Guide, book: Book) -> tuple[Items | Paragraph, ...]:
    lines: list[Text] = []
    for fit in guide.programmes[:MANY]:
        record = book.knowledge.programmes[fit.id]
        amount = record.amount or record.gives
        text = _("{name}: {gives} ({year}) → {apply}",
                 name=record.name, gives=amount, year=str(record.year), apply=record.apply)  # fmt: skip
        lines.append(marked(text, fit.verify))
    late = _("Budgets are spent during the year; a programme may be closed until the next notice (usually January or "
             "February). Amounts are those of the year shown.")  # fmt: skip
    misfits = tuple(
        _("{name}: {why}", name=book.knowledge.programmes[each.id].name, why=each.why) for each in guide.misfits[:3]
    )
    rest = (Items(_("What does not fit, and why"), misfits),) if misfits else ()
    return (Items(_("Support that fits"), tuple(lines)), *rest, Paragraph(late))


def _papers(guide: Guide, book: Book) -> tuple[Items, ...]:
    lines = []
    for paper in guide.missing[:MANY]:
        record = book.knowledge.papers[paper.paper]
        lines.append(_("{paper}: {why} {how}", paper=record.title, why=paper.why, how=record.how))
    return (Items(_("Papers to secure"), tuple(lines)),)


def named(target: str, book: Book) -> Text:
    """The name of a route or of a body that an order speaks of."""
    if target in book.knowledge.routes:
        return book.knowledge.routes[target].title
    if target in book.knowledge.ministries:
        return _name(target, book)
    if target in book.knowledge.programmes:
        return book.knowledge.programmes[target].name
    return _("mediation")


def _order(guide: Guide, book: Book) -> tuple[Items, ...]:
    steps = tuple(named(each, book) for each in guide.order)
    ids = set(guide.order)
    reasons = tuple(
        rule.why for rule in book.knowledge.order.values() if rule.first in ids and (rule.then in ids or not rule.then)
    )
    title = _("In this order, because a first step can close another door")
    whys = (Items(_("Why"), reasons[:3]),) if reasons else ()
    return (Items(title, steps, ordered=True), *whys)


def _contacts(guide: Guide, book: Book) -> tuple[Card, ...]:
    rows: list[tuple[Text, Param]] = []
    for body in (guide.lead, *guide.cooperating, *guide.also):
        record = book.knowledge.ministries.get(body)
        for contact in record.contacts[:2] if record else ():
            prefix = "tel:" if contact.kind == "phone" and not contact.target.startswith("tel:") else ""
            rows.append((_name(body, book), Link(prefix + contact.target, contact.origin.verify)))
    return (Card(_("Numbers and pages"), tuple(rows[:10])),)


def _not(guide: Guide, book: Book) -> tuple[Card, ...]:
    rows = tuple((_name(each.ministry, book), each.why) for each in guide.refused[:MANY])
    return (Card(_("Why not these"), rows),)
