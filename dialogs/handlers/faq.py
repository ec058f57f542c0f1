"""Known questions: the answer, three choices or an honest no; browsing by topic; where an answer leads. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.book import Book, Nearest
from dialogs.effects import Note
from dialogs.flow import aside
from dialogs.form.prompt import HELP
from dialogs.guide.summary import marked
from dialogs.replies import Card, Choice, Items, Paragraph, Reply
from dialogs.session import Session
from dialogs.stages.start import ASK, REPORT, STATUS
from locales.text import Link, Param, Raw, Text, _

TOPICS: Mapping[str, Text] = {
    "reporting": _("Reporting", "label"),
    "cases": _("What happened to us", "label"),
    "evidence": _("Evidence and secrecy", "label"),
    "law": _("Law and deadlines", "label"),
    "support": _("Support programmes", "label"),
    "service": _("This service", "label"),
}

LISTED = 8
"""Questions of a topic shown at once."""

ON = Choice("nav:open", _("Go on", "label"))
TOPIC_LIST = Choice("nav:faq", _("Questions by topic", "label"), _("Topics", "short"))

LEADS: Mapping[str, Choice] = {
    "report": REPORT,
    "status": STATUS,
    "withdraw": Choice("nav:withdraw", _("Withdraw or delete", "label"), _("Withdraw", "short")),
    "delete": Choice("nav:withdraw", _("Withdraw or delete", "label"), _("Withdraw", "short")),
    "copy": Choice("nav:copy", _("A copy of my report", "label"), _("Copy", "short")),
    "language": Choice("nav:language", _("Language", "label")),
}
"""What an answer leads to, where it is a command."""


def look_up(kind: str, id: str, language: str, book: Book) -> Reply | None:
    """What a button of the kinds faq, topic, body and help shows; None for any other, or a record that is gone."""
    match kind:
        case "faq" if id in book.knowledge.entries:
            return entry(id, language, book)
        case "topic" if id.partition(".")[0] in TOPICS:
            return topic(id, book)
        case "body" if id in book.knowledge.ministries:
            return body(id, book)
        case "help" if id in book.knowledge.programmes:
            return programme(id, book)
        case _:
            return None


def topics() -> Reply:
    """All topics, to browse."""
    choices = tuple(Choice(f"topic:{id}", label) for id, label in TOPICS.items())
    return Reply((Paragraph(_("What would you like to know? You can also just ask.")),), (*choices, ON), columns=2)


def topic(name: str, book: Book) -> Reply:
    """The questions of one topic; `name` may end in `.page`. Raises KeyError for a topic that is none."""
    id, _dot, number = name.partition(".")
    page = int(number) if number.isdecimal() else 0
    ids = [each.id for each in book.knowledge.entries.values() if each.topic == id]
    shown = ids[page * LISTED : (page + 1) * LISTED] or ids[:LISTED]
    choices = [Choice(f"faq:{each}", label_of(each, book)) for each in shown]
    if len(ids) > (page + 1) * LISTED:
        choices.append(Choice(f"topic:{id}.{page + 1}", _("More questions", "label"), _("More", "short")))
    return Reply((Paragraph(TOPICS[id]),), (*choices, TOPIC_LIST))


def label_of(id: str, book: Book) -> Text:
    """The name of a known question on a button."""
    known = book.knowledge.entries[id]
    return known.label or known.question


def entry(id: str, language: str, book: Book, others: tuple[str, ...] = ()) -> Reply:
    """A known question with its answer, its neighbours, what it leads to, and whether it was right."""
    known = book.knowledge.entries[id]
    blocks = [Paragraph(known.question), Paragraph(marked(known.answer, known.origin.verify))]
    if book.worded_in(known.answer, language) != language:
        blocks.append(Paragraph(_("This answer is not in your language yet.")))
    near = [Choice(f"faq:{each}", label_of(each, book)) for each in others if each != id][:2]
    lead = [choice for each in known.onward if (choice := onward(each, book))]
    fresh = {choice.key: choice for choice in (*near, *lead)}
    judge = (
        Choice(f"right:{id}", _("That helped", "label")),
        Choice(f"wrong:{id}", _("That was not it", "label"), _("Not it", "short")),
    )
    return Reply(tuple(blocks), (*list(fresh.values())[:6], *judge), (TOPIC_LIST, HELP), columns=2)


def onward(target: str, book: Book) -> Choice | None:
    """The button for what an answer leads to; None for a record that is no longer there."""
    kind, _colon, id = target.partition(":")
    if kind in LEADS:
        return LEADS[kind]
    if kind == "entry" and id in book.knowledge.entries:
        return Choice(f"faq:{id}", label_of(id, book))
    if kind == "body" and id in book.knowledge.ministries:
        return Choice(f"body:{id}", book.knowledge.ministries[id].short)
    if kind == "programme" and id in book.knowledge.programmes:
        return Choice(f"help:{id}", _("How to apply", "label"))
    return None


def body(id: str, book: Book) -> Reply:
    """One body: what it can do, its limits, its numbers."""
    record = book.knowledge.ministries[id]
    rows: list[tuple[Text, Param]] = [(_("What it can do"), record.role), (_("Its limits"), record.limits)]
    for contact in record.contacts[:4]:
        prefix = "tel:" if contact.kind == "phone" else ""
        rows.append((contact.purpose, Link(prefix + contact.target, contact.origin.verify)))
    return Reply((Card(record.name, tuple(rows)),), (ON, TOPIC_LIST))


def programme(id: str, book: Book) -> Reply:
    """One programme: what it gives, of which year, how to apply."""
    record = book.knowledge.programmes[id]
    rows: list[tuple[Text, Param]] = [(_("What it gives"), record.gives)]
    if record.amount:
        rows.append((_("Amount"), record.amount))
    rows += [(_("Year"), str(record.year)), (_("How to apply"), marked(record.apply, record.origin.verify))]
    rows += [(_("Run by"), record.operator)]
    return Reply((Card(record.name, tuple(rows)),), (ON, TOPIC_LIST))


def found(near: Nearest, text: str, session: Session, book: Book) -> tuple[tuple[Reply, ...], tuple[Note, ...]]:
    """What is said to a freely worded question: the answer, three choices, or an honest no."""
    ids = tuple(id for id, _score in near.ranked if id in book.knowledge.entries)
    if near.tier == "answer" and ids:
        return (entry(ids[0], session.language, book, ids[1:3]),), ()
    if near.tier == "choices" and ids:
        return (which(ids[:3], book),), ()
    no = aside(
        _(
            "I have no sure answer to that. You can ask it in other words, prepare a report, or call the "
            "consultation and report centre: {number}.",
            number=centre(book),
        ),
        REPORT,
        ASK,
        TOPIC_LIST,
    )
    return (no,), (Note("unanswered", text, session.language),)


def centre(book: Book) -> Link:
    """The number of the consultation and report centre, marked when it needs checking."""
    contact = next(each for each in book.knowledge.ministries["mss"].contacts if each.kind == "phone")
    return Link(f"tel:{contact.target}", contact.origin.verify)


def which(ids: tuple[str, ...], book: Book) -> Reply:
    """Three questions to choose from, or none of them."""
    choices = [Choice(f"faq:{each}", Raw(str(number))) for number, each in enumerate(ids, 1)]
    questions = tuple(book.knowledge.entries[each].question for each in ids)
    none = Choice("nav:open", _("None of these", "label"))
    return Reply((Items(_("Did you mean one of these?"), questions, ordered=True),), (*choices, none), columns=4)
