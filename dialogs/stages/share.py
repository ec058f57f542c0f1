"""Who is to get the report: one yes or no for each body, and the last look before sending."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.form.prompt import BACK, HELP
from dialogs.own_records import before_sending
from dialogs.replies import Card, Choice, Items, Paragraph, Reply
from dialogs.session import Session
from dialogs.stages.also_sent import telling
from dialogs.stages.start import LATER
from guidance.guide import MINISTRIES, Guide
from locales.text import Link, Param, Text, _

SEND_VERSION = "2026-12"
"""Of the words in which one body's consent is asked; changes with them."""
CONTACTS = 4
"""Numbers and pages of a body that is not reached from here."""


def bodies_for(guide: Guide, book: Book) -> tuple[str, ...]:
    """The bodies of the six that the owner is asked about, the lead first: those where somebody sits."""
    return tuple(each for each in _fitting(guide) if each in book.staffed)


def unreached(guide: Guide, book: Book) -> tuple[str, ...]:
    """The bodies that fit and where nobody sits: the owner goes there without us."""
    return tuple(each for each in _fitting(guide) if each not in book.staffed)


def _fitting(guide: Guide) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in (guide.lead, *guide.cooperating) if each in MINISTRIES))


def not_reached(bodies: tuple[str, ...], guide: Guide, book: Book) -> tuple[Reply, ...]:
    """That these bodies get nothing from here, and how the owner reaches each of them."""
    if not bodies:
        return ()
    names = tuple(book.knowledge.ministries[each].name for each in bodies)
    head = Paragraph(_("Not reached from here: {bodies}. Nothing can be sent there; please turn to them yourself.",
                       bodies=names))  # fmt: skip
    cards = [_yourself(each, guide, book) for each in bodies]
    return (Reply((head, *cards[:2])), *(Reply((card,)) for card in cards[2:]))


def _yourself(ministry: str, guide: Guide, book: Book) -> Card:
    """A body's numbers and pages, and what can be filed there in this case."""
    body = book.knowledge.ministries[ministry]
    doors = tuple(book.knowledge.routes[each.route].title for each in guide.routes if each.ministry == ministry)
    rows: list[tuple[Text, Param]] = [(_("What you can file there"), doors[:2])] if doors else []
    for contact in body.contacts[:CONTACTS]:
        prefix = "tel:" if contact.kind == "phone" else ""
        rows.append((contact.purpose, Link(prefix + contact.target, contact.origin.verify)))
    return Card(body.name, tuple(rows))


def nobody(guide: Guide, book: Book) -> Reply:
    """The place of the recipients when there is none to choose."""
    text = _("None of the bodies that fit can be reached from here, so nothing is sent. Your draft is kept here for "
             "30 days, and what you found out stays true.")  # fmt: skip
    who = Choice("guide:all", _("See who can act", "label"), _("Who acts", "short"))
    return Reply((Paragraph(text),), (who,), (BACK, LATER, HELP), expects="choice", kind="question")


def undecided(session: Session, bodies: tuple[str, ...]) -> str:
    """The first body not decided on; the last one when all are."""
    said = {each[1:] for each in session.draft.sharing}
    return next((each for each in bodies if each not in said), bodies[-1])


def share(ministry: str, guide: Guide, place: tuple[int, int], book: Book) -> Reply:
    """The consent for one body: recipient, purpose, items, period, and that refusing is free."""
    body = book.knowledge.ministries[ministry]
    rows: tuple[tuple[Text, Param], ...] = (
        *_why_here(ministry, guide, book),
        (_("What it can do"), body.role),
        (_("Its limits"), body.limits),
        (_("What it gets"), _("all your answers and the files you sent here")),
        (
            _("What for, how long"),
            _("to look into your case; until you withdraw it, as long as the report is kept here"),
        ),
        (_("If you refuse"), _("you may; the others are not affected")),
    )
    n, m = place
    title = _("{n} of {m}: may {body} read your report?", n=n, m=m, body=body.name)
    choices = (
        Choice(f"share:{ministry}", _("Yes, send it there", "label"), _("Yes", "short")),
        Choice(f"hold:{ministry}", _("No, not there", "label"), _("No", "short")),
    )
    return Reply((Card(title, rows),), choices, (BACK, HELP), expects="choice", kind="question")


def _why_here(ministry: str, guide: Guide, book: Book) -> tuple[tuple[Text, Param], ...]:
    """Why this body, in this case: the strongest of its doors."""
    route = next((each for each in guide.routes if each.ministry == ministry), None)
    return ((_("Why here"), book.knowledge.routes[route.route].why),) if route else ()


def confirm_send(session: Session, guide: Guide, book: Book) -> Reply:
    """The last look before sending, with what a first step may close."""
    chosen = tuple(book.knowledge.ministries[each].name for each in chosen_bodies(session))
    if not chosen:
        text = _("No body is chosen yet, so nothing will be sent. Your draft is kept here for 30 days.")
        again = Choice("send:again", _("Choose again", "label"))
        return Reply((Paragraph(text),), (again,), (BACK, LATER, HELP), expects="choice", kind="question")
    looks = telling(session, book)
    known = (*((looks,) if looks else ()), *guide.reasons[:3], *before_sending(session))
    first = (Items(_("Good to know before sending"), known),) if known else ()
    return Reply(
        (
            Paragraph(_("Your report goes to: {bodies}.", bodies=chosen)),
            *first,
            Paragraph(
                _(
                    "We do not contact the other side, and every notice asks the officers not to. "
                    "You can withdraw at any time."
                )
            ),
        ),
        (
            Choice("send:now", _("Send it", "label")),
            Choice("send:again", _("Choose again", "label")),
        ),
        (BACK, LATER, HELP),
        expects="choice",
        kind="question",
    )


def chosen_bodies(session: Session) -> tuple[str, ...]:
    """The bodies the owner said yes to, in the order they were asked."""
    return tuple(each[1:] for each in session.draft.sharing if each.startswith("+"))
