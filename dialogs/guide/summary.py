"""The guide in the chat: three lines that matter first, the rest behind buttons. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dialogs.book import Book
from dialogs.form.prompt import HELP
from dialogs.replies import Choice, Items, Paragraph, Reply
from guidance.guide import Deadline, Guide
from guidance.records.knowledge import BlindSpot
from locales.text import Day, Text, _

VERIFY = _("{text} (please verify)")
"""The mark beside what was not confirmed by two sources, or may have changed."""

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


def deadlines(guide: Guide) -> list[Deadline]:
    """Each clock once, those of the open routes first."""
    every = (*(route.deadline for route in guide.routes), *guide.clocks)
    return list({(each.clock, each.closes): each for each in every if each}.values())


def duties(guide: Guide, book: Book) -> tuple[Text, ...]:
    """What has to be reported at once, by law."""
    clocks = (book.knowledge.clocks[each.clock] for each in deadlines(guide))
    return tuple(clock.title for clock in clocks if clock.duty)


def nearest(guide: Guide, book: Book) -> Deadline | None:
    """The open deadline that comes first; a duty to report is none."""
    doors = [each for each in deadlines(guide) if not book.knowledge.clocks[each.clock].duty]
    ahead = [each for each in doors if each.days_left is not None and each.days_left >= 0]
    return min(ahead, key=lambda each: each.days_left or 0, default=None)


def body_name(body: str, book: Book) -> Text:
    return book.knowledge.ministries[body].name


def _who(guide: Guide, book: Book) -> Text:
    helpers = tuple(body_name(each, book) for each in guide.cooperating)
    if not opens(guide):
        return _("No body can act on this as it stands. {lead} advises and may find another way.",
                 lead=body_name(guide.lead, book))  # fmt: skip
    if helpers:
        return _("Who: {lead} can lead; {others} can work along.", lead=body_name(guide.lead, book), others=helpers)
    return _("Who: {lead} can act.", lead=body_name(guide.lead, book))


def _until(guide: Guide, book: Book) -> Text:
    first = nearest(guide, book)
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


def in_short(guide: Guide, book: Book) -> tuple[Text, ...]:
    """Who, until when, what to do today; first of all what has to be reported at once."""
    due = duties(guide, book)
    first = (_("By law you may have to report at once: {duties}.", duties=due),) if due else ()
    return (*first, _who(guide, book), _until(guide, book), _today(guide, book))


def summary(guide: Guide, book: Book, last: tuple[Choice, ...] = (), unsure_of: Collection[str] | None = None) -> Reply:
    """What matters first: one screen of a telephone.

    `unsure_of`: questions that were put and could still be answered; None names whatever would decide.
    """
    gaps = tuple(gap_of(book.knowledge.blind_spots[each]) for each in guide.blind_spots[:2])
    blocks: list[Paragraph | Items] = [Items(None, in_short(guide, book))]
    if unsure := doubts(guide, book, unsure_of):
        blocks.append(Items(_("To be surer"), unsure))
    if guide.urgent:
        blocks.insert(0, Paragraph(_("This looks urgent: please call first (see “Numbers and pages”).")))
    if gaps:
        blocks.append(Items(_("To be honest about the gaps"), gaps))
    choices = (*sections(guide), *last)[:10]
    return Reply(tuple(blocks[:3]), choices, (HELP,), expects="choice", protect=True, kind="guide")


def gap_of(spot: BlindSpot) -> Text:
    """A gap, and the least bad door."""
    return _("{gap} {instead}", gap=spot.says, instead=spot.instead)


def doubts(guide: Guide, book: Book, unsure_of: Collection[str] | None = None) -> tuple[Text, ...]:
    """What does not fit together, and what would decide most if it were known."""
    wrong = tuple(each.why for each in guide.complaints[:2])
    wanted = [each for each in guide.ask_next if each in book.by_id and (unsure_of is None or each in unsure_of)]
    titles = tuple(book.by_id[each].title for each in wanted[:3])
    return (*wrong, _("It would help to know: {facts}.", facts=titles)) if titles else wrong
