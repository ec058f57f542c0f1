"""Side answers: help, status, known questions, a copy, taking back. None of them costs the place. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.asking import HELP
from dialogs.book import Book, Nearest
from dialogs.guiding import marked
from dialogs.moves import aside, go, opened
from dialogs.reviewing import chosen_bodies
from dialogs.stages import ASK, REPORT, STATUS
from dialogs.types import (
    Choice,
    Copy,
    Forget,
    Items,
    Link,
    Note,
    Paragraph,
    Raw,
    Reply,
    Session,
    Step,
    Tell,
    Withdraw,
    _,
)

RECENT = 3
"""Reports whose status is told at once when no code is named."""


def help_of(session: Session) -> Reply:
    lines = (
        _("Press a button, or type its number or its words. Plain sentences are fine too."),
        _("“Back” goes one step back, “Why?” explains a question, “Skip” leaves it out."),
        _("/status shows where a report stands, /language changes the language, /cancel throws the draft away."),
        _("Photos, files and voice messages can be sent at any time; they are kept with your report."),
        _("Stop whenever you like: your place is kept for 30 days."),
        _("Please never send the secret itself, identity numbers, or bank details."),
    )
    return Reply((Items(_("How this works"), lines),), (STATUS, Choice("nav:language", _("Language", "label"))))


def status(session: Session, code: str, book: Book, today: date) -> Step:
    """Where a report stands: of the code typed, or of the reports sent from this chat."""
    codes = (code,) if code else session.filed[-RECENT:]
    if codes:
        tells = tuple(Tell(each, each in session.filed) for each in codes)
        return Step(replace(session, aside=""), (opened(session, book, today),), tells)
    ask = aside(
        _("Please write the receipt code of the report, for example SM-AB12-CD34-E. Your draft here is not sent yet.")
    )
    return Step(replace(session, aside="status"), (ask,))


_NO_COPY_YET = _("A copy can be made once the report is sent. Until then, see the overview.")


def copy(session: Session, book: Book, today: date) -> Step:
    if session.filed:
        return Step(session, (opened(session, book, today),), (Copy(session.filed[-1]),))
    return go(session, book, today, aside(_NO_COPY_YET))


def cancel(session: Session, book: Book, today: date) -> Step:
    """Throwing the draft away is asked twice."""
    if not session.answers and not session.files:
        return go(session, book, today, aside(_("There is no draft to throw away.")))
    ask = aside(
        _("Throw away your draft and the files sent with it? This cannot be undone."),
        Choice("confirm:cancel", _("Throw it away", "label"), _("Throw away", "short")),
        Choice("nav:open", _("Keep it", "label")),
    )
    return Step(session, (ask,))


def withdraw(session: Session, book: Book, today: date) -> Step:
    """Body by body, from all, or everything deleted."""
    if not session.filed:
        return cancel(session, book, today)
    bodies = [Choice(f"confirm:back-{each}", book.knowledge.ministries[each].short) for each in chosen_bodies(session)]
    ask = aside(
        _("From whom shall report {receipt} be taken back?", receipt=Raw(session.filed[-1])),
        *bodies,
        Choice("confirm:back-all", _("From all", "label")),
        Choice("confirm:delete", _("Delete everything", "label"), _("Delete all", "short")),
        Choice("nav:open", _("Change nothing", "label"), _("Nothing", "short")),
    )
    return Step(session, (ask,))


def confirmed(session: Session, what: str, book: Book, today: date) -> Step:
    """A second yes to something that cannot be undone."""
    if what == "cancel":
        fresh = clean_slate(session)
        said = aside(_("The draft is destroyed; nothing of it can be read any more."))
        return Step(fresh, (said, opened(fresh, book, today)), (Forget(),))
    if not session.filed:
        return go(session, book, today)
    code = session.filed[-1]
    match what.partition("-"):
        case ("delete", "", _nothing):
            return Step(session, (_really(code),))
        case ("delete", _dash, "yes"):
            fresh = replace(clean_slate(session), filed=session.filed[:-1], sharing=())
            said = aside(_("Report {receipt} and its key are destroyed. The bodies are told that you took it back.",
                           receipt=Raw(code)))  # fmt: skip
            return Step(fresh, (said, opened(fresh, book, today)), (Forget(code),))
        case ("back", _dash, body):
            bodies = () if body == "all" else (body,)
            kept = () if body == "all" else tuple(each for each in session.sharing if each != f"+{body}")
            said = aside(_("Taken back. The bodies concerned are told so."))
            return go(replace(session, sharing=kept), book, today, said) | Withdraw(code, bodies)
        case _:
            return go(session, book, today)


def _really(code: str) -> Reply:
    return aside(
        _("Delete report {receipt}, its files and this copy? Nobody can bring it back.", receipt=Raw(code)),
        Choice("confirm:delete-yes", _("Delete everything", "label"), _("Delete all", "short")),
        Choice("nav:open", _("Keep it", "label")),
    )


def clean_slate(session: Session) -> Session:
    """The same person, before any report."""
    return Session(
        session.chat,
        session.receipt,
        "about",
        session.language,
        turn=session.turn,
        edition=session.edition,
        filed=session.filed,
    )


# ---- known questions ----------------------------------------------------------------------------------


def entry(id: str, book: Book, others: tuple[str, ...] = ()) -> Reply:
    """A known question with its answer, and its neighbours as buttons."""
    known = book.knowledge.entries[id]
    answer = marked(known.answer, known.origin.verify)
    choices = [Choice(f"faq:{each}", _short_of(each, book)) for each in others if each != id]
    return Reply(
        (Paragraph(known.question), Paragraph(answer)),
        (*choices[:2], Choice(f"wrong:{id}", _("That was not it", "label"), _("Not it", "short"))),
        (HELP,),
    )


def _short_of(id: str, book: Book) -> Raw:
    return Raw(book.knowledge.entries[id].topic)


def found(near: Nearest, text: str, session: Session, book: Book) -> tuple[tuple[Reply, ...], tuple[Note, ...]]:
    """What is said to a freely worded question: the answer, three choices, or an honest no."""
    ids = tuple(id for id, _score in near.ranked if id in book.knowledge.entries)
    if near.tier == "answer" and ids:
        return (entry(ids[0], book, ids[1:3]),), ()
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
    )
    return (no,), (Note("unanswered", text, session.language),)


def centre(book: Book) -> Link:
    """The number of the consultation and report centre, marked when it needs checking."""
    contact = next(each for each in book.knowledge.ministries["mss"].contacts if each.kind == "phone")
    return Link(f"tel:{contact.target}", contact.origin.verify)


def which(ids: tuple[str, ...], book: Book) -> Reply:
    choices = [Choice(f"faq:{each}", Raw(str(number))) for number, each in enumerate(ids, 1)]
    questions = tuple(book.knowledge.entries[each].question for each in ids)
    none = Choice("nav:open", _("None of these", "label"))
    return Reply((Items(_("Did you mean one of these?"), questions, ordered=True),), (*choices, none), columns=4)
