"""What desks have to say to an owner: noted in the session, and worded; discreetly where the owner wants it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dialogs.book import Book
from dialogs.effects import Step
from dialogs.events import Heard
from dialogs.flow import aside, go
from dialogs.handlers import followup, longer, rating, referral
from dialogs.labels import named, tongue
from dialogs.own_records import before_erasing
from dialogs.replies import Attachment, Block, Choice, Items, Paragraph, Reply
from dialogs.session import Inquiry, Session, Turn
from guidance.calendar import korean_time
from locales.text import Day, Raw, Text, _

NEWS: Mapping[str, Text] = {
    "seen": _("{body} has opened your report {receipt}."),
    "taken": _("An officer of {body} has taken your report {receipt}."),
    "asked": _("{body} asks you something about report {receipt}."),
    "passed_on": _("{body} thinks another body fits report {receipt} better. Nothing is shared without your consent."),
    "answered": _("{body} writes about your report {receipt}:"),
    "corrected": _("{body} corrected what it wrote about report {receipt}. It now reads:"),
    "closed": _("{body} has closed report {receipt}."),
    "declined": _("{body} cannot act on report {receipt}. Other doors may be open; see “What to do”."),
    "extended": _("{body} needs more time for report {receipt}. The new time limit: {day}."),
    "left_alone": _("Nobody at {body} reads reports here any more, so nothing happens there to report {receipt}."),
    "unopened": _("Nobody at {body} has opened your report {receipt} yet. It is marked as late there."),
    "leak": _(
        "Data kept in this service got into others’ hands, and yours may be among it. The operator of this service "
        "writes:"
    ),
    **longer.NEWS,
}
ANSWERED = frozenset({"asked", "answered", "corrected"})
"""Kinds of news that the owner may answer in words."""
NIGHT_FROM, NIGHT_TO = 21, 8
"""Hours in Korea between which nothing rings."""
MOST_NEWS = 50
"""News held back until the owner looks; the oldest go."""

SHOW = Choice("news:show", _("Show", "label"))


def hear(session: Session, event: Heard, book: Book) -> Step:
    """A desk's word: what it asks is noted, and its words are said, or only that there is news. A yes that is typed
    afterwards may be meant for that, and no longer answers how long a report is kept."""
    there = _noted(longer.unasked(session), event, book)
    silent = not session.care.restless and is_night(event.at)
    if session.care.discreet:
        there = there.with_care(news=(*there.care.news, event)[-MOST_NEWS:])
        short = Reply((Paragraph(_("There is news about your report.")),), (SHOW,), kind="notice", silent=silent)
        return Step(there, (short,))
    there, replies = _told(there, event, book)
    return Step(there, tuple(replace(each, silent=silent) for each in replies))


def show(turn: Turn) -> Step:
    """All news held back, in order, each with its own buttons."""
    session = turn.session
    if not session.care.news:
        return go(turn, aside(_("There is no more news.")))
    there, replies = session.with_care(news=()), []
    for event in session.care.news:
        there, told = _told(there, event, turn.book)
        replies += told
    return Step(there, tuple(replies))


def is_night(at: datetime) -> bool:
    """Whether it is a time in Korea at which nothing is to ring."""
    hour = korean_time(at).hour
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def _noted(session: Session, event: Heard, book: Book) -> Session:
    """What follows from news even before anybody reads it."""
    match event.kind:
        case "asked" if event.questions in book.knowledge.question_sets:
            return followup.asked(session, event.receipt, event.ministry, event.questions)
        case "asked":
            return _inquired(session, event)
        case "passed_on" if event.to:
            return referral.proposed(session, event)
        case "closed" | "declined":
            return rating.ended(session.with_care(inquiries=_without(session, event)), event)
        case _:
            return session


def _inquired(session: Session, event: Heard) -> Session:
    inquiries = (*_without(session, event), Inquiry(event.ministry, event.receipt))
    return session.with_care(inquiries=inquiries[-MOST_NEWS:])


def _without(session: Session, event: Heard) -> tuple[Inquiry, ...]:
    """What waits for words, without what this desk asked about this report."""
    return tuple(each for each in session.care.inquiries if each != Inquiry(event.ministry, event.receipt))


def _told(session: Session, event: Heard, book: Book) -> tuple[Session, list[Reply]]:
    blocks: list[Block] = [Paragraph(_headline(event, book))]
    if event.prepared in book.knowledge.replies:
        blocks.append(Paragraph(book.knowledge.replies[event.prepared].says))
    if event.kind == "leak":
        blocks += _of_leak(event, book)
    elif event.words:
        words = _("{words} (written in {language})", words=Raw(event.words), language=tongue(event.language))
        blocks.append(Paragraph(words))
    if more := _besides(event, book):
        blocks.append(more)
    if event.kind in longer.ENDS:
        blocks.append(before_erasing(session, event.receipt))
    session, choices = _choices(session, event, book)
    notices = [Reply(tuple(blocks[at : at + 3]), kind="notice", protect=True) for at in range(0, len(blocks), 3)]
    notices[-1] = replace(notices[-1], choices=choices)
    return session, [*notices, *(_file(event, each.id, each.name, book) for each in event.files)]


def _of_leak(event: Heard, book: Book) -> list[Block]:
    """The operator's own words, as given for the reader's language, and whom to ask."""
    words: list[Block] = [Paragraph(Text("{words}", {"words": Raw(event.words)}))]
    if book.operator:
        words.append(Paragraph(_("Questions about it go to: {operator}", operator=Raw(book.operator))))
    return words


def _headline(event: Heard, book: Book) -> Text:
    news = NEWS.get(event.kind, NEWS["answered"])
    if event.kind == "passed_on" and event.to:
        news = _("{body} thinks {other} fits report {receipt} better, and asks whether it may pass it on.")
    day = {"day": Day.read(event.day)} if event.day else {}
    if event.kind == "extended" and not day:
        news = _("{body} needs more time for report {receipt}.")
    other = {"other": named(event.to, book)} if event.to else {}
    return Text(news.msgid, {"body": named(event.ministry, book), "receipt": Raw(event.receipt), **day, **other})


def _besides(event: Heard, book: Book) -> Block | None:
    """What the owner should know with it, and can do."""
    if event.kind == "passed_on" and event.to:
        lines = (
            _("If you agree, {other} gets your report and the files you sent with it. If you say no, nothing changes.",
              other=named(event.to, book)),
            _("What you told only {body} stays with {body}.", body=named(event.ministry, book)),
        )  # fmt: skip
        return Items(None, lines)
    if event.kind == "left_alone":
        lines = (
            _("Please turn to {body} yourself: the numbers are below.", body=named(event.ministry, book)),
            _("Your report stays sealed here; you can take it back or delete it at any time."),
        )
        return Items(_("What you can do"), lines)
    if event.kind == "longer":
        return longer.MORE
    if event.kind == "unopened":
        lines = (
            _("Your report and its day of arrival are safe here; you need not send it again."),
            _("If it cannot wait, please call: the numbers are below."),
        )
        return Items(_("What you can do"), lines)
    return None


def _choices(session: Session, event: Heard, book: Book) -> tuple[Session, tuple[Choice, ...]]:
    choices: tuple[Choice, ...] = ()
    if event.kind == "asked" and event.questions in book.knowledge.question_sets:
        choices = (Choice(f"set:{event.questions}:{event.receipt}:{event.ministry}", _("Answer now", "label")),)
    if event.kind in ANSWERED:
        own = _("In your own words", "label") if choices else _("Answer", "label")
        choices = (*choices, Choice(f"answer:{event.ministry}:{event.receipt}", own, _("Answer", "label")))
    if event.kind == "passed_on" and event.to:
        return session, referral.choices(event)
    if event.kind == "longer":
        return longer.waited_for(session, event.receipt), longer.choices(event.receipt)
    if event.kind == "ending":
        return session, (longer.copy(event.receipt),)
    if event.kind in {"unopened", "left_alone"} and event.ministry in book.knowledge.ministries:
        return session, (Choice(f"body:{event.ministry}", _("Numbers and pages", "label"), _("Numbers", "short")),)
    if event.kind in {"closed", "declined"}:
        return rating.offered(session, event)
    return session, choices


def _file(event: Heard, ref: str, name: str, book: Book) -> Reply:
    """An officer's file, in a message of its own."""
    title = _("File from {body}: {name}", body=named(event.ministry, book), name=Raw(name))
    return Reply((Attachment("evidence", ref, title),), kind="notice", protect=True)
