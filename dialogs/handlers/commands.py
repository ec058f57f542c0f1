"""Commands, typed or pressed, that work at any point. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dialogs.book import Book
from dialogs.effects import Step
from dialogs.flow import advance, answered, aside, back, go, opened, start_report
from dialogs.form.due import guide_of, question_of, unsure_of
from dialogs.form.prompt import put
from dialogs.form.proposals import confirmed
from dialogs.guide import summary
from dialogs.guide.checklist import checklist
from dialogs.guide.sections import section
from dialogs.handlers import faq, followup, notifications, reports
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Form, Session
from dialogs.stages import start
from guidance.calendar import day_of
from locales.text import _


def navigate(session: Session, name: str, argument: str, book: Book, at: datetime) -> Step:
    """What the command `name` leads to (the names of `dialogs.parse.WORDS`, and those of `nav:` buttons)."""
    today = day_of(at)
    if session.care.side and name in followup.COMMANDS:
        return followup.command(session, session.care.side, name, book, today)
    match name:
        case "start" | "open" | "report" | "add" | "review" | "later" | "faq":
            return _place(session, name, book, today)
        case "help":
            return go(session, book, today, reports.help_of(session))
        case "status":
            return reports.status(session, argument, book, today)
        case "language":
            return language(session, argument, book, today)
        case "copy":
            return reports.copy(session, argument, book, today)
        case "correct":
            return reports.correct(session, argument, book, today)
        case "notices":
            return Step(session, (notifications.settings(session),))
        case "cancel":
            return reports.cancel(session, book, today)
        case "withdraw" | "delete":
            return reports.withdraw(session, argument, book, today)
        case "back" | "why" | "done" | "skip" | "unknown" | "more":
            return _within(session, name, book, today)
        case _:
            unknown = aside(_("I do not know that command. Here is what you can do."))
            return Step(session, (unknown, reports.help_of(session), opened(session, book, today)))


def language(session: Session, code: str, book: Book, today: date) -> Step:
    """Another language, at any point: answers stay, the open question comes again in it."""
    if not code:
        return Step(session, (start.ask_language(session.language or "ko"),))
    stage = "urgent" if session.stage in {"new", "language"} else session.stage
    return go(session, book, today, language=code, stage=stage)


def _place(session: Session, name: str, book: Book, today: date) -> Step:
    if session.stage in {"new", "language"}:
        return go(session, book, today, stage="language")
    if name == "later":
        text = _("Your place is kept for 30 days. Write or press anything here to go on.")
        return Step(session, (aside(text, Choice("nav:open", _("Go on", "label"))),))
    if name == "faq":
        return Step(session, (faq.topics(),))
    session = followup.leave(session) if name in {"review", "add", "report"} else session
    if name == "review" and session.stage == "sent" and session.care.filed:
        return reports.correct(session, "", book, today)
    if name in {"review", "add"} and session.form.answers and session.stage in {"asking", "review", "change", "add"}:
        at_rest = session.with_draft(form=replace(session.form, anew=False, page=0), editing=False)
        return go(at_rest, book, today, stage=name)
    if name == "report" and session.stage in {"about", "open", "urgent", "danger"}:
        return start_report(session, book, today)
    return go(session, book, today)


def _within(session: Session, name: str, book: Book, today: date) -> Step:
    if name == "back":
        return back(session, book, today)
    if session.stage == "proposals" and name == "done":
        return _proposals_done(session, book, today)
    if name == "more" and session.stage in {"change", "add", "asking"}:
        turned = session.with_form(replace(session.form, page=session.form.page + 1))
        return go(turned, book, today, swap=True)
    if session.stage != "asking":
        return go(session, book, today, aside(_("There is nothing to do that with here.")))
    match name:
        case "why":
            return _why(session, book, today)
        case "done":
            return _done(session, book, today)
        case _:
            return _left_out(session, name, book, today)


def _why(session: Session, book: Book, today: date) -> Step:
    question = question_of(session.form.asking, book)
    readers = _("Read by: the officers of the bodies you choose.") if not question.private else _(
        "Read by: the officers of the bodies you choose, on their console only. It is never shown in a group."
    )  # fmt: skip
    return Step(session, (Reply((Paragraph(question.why), Paragraph(readers))), put(session, book, today)))


def _done(session: Session, book: Book, today: date) -> Step:
    question = question_of(session.form.asking, book)
    if question.kind is Kind.MANY:
        if session.form.picked:
            return answered(session, session.form.asking, Answer(session.form.picked), book, today)
        return go(session, book, today, aside(_("Please choose at least one, or say that you do not know.")))
    if session.form.asking in session.form.answers:
        return answered(session, session.form.asking, session.form.answers[session.form.asking], book, today)
    return go(session, book, today, aside(_("Please answer first; a few words are enough.")))


def _left_out(session: Session, name: str, book: Book, today: date) -> Step:
    question = question_of(session.form.asking, book)
    if name == "unknown" and question.unknown:
        return answered(session, session.form.asking, Answer(state=State.UNKNOWN), book, today)
    if question.optional:
        return answered(session, session.form.asking, Answer(state=State.SKIPPED), book, today)
    if name == "skip" and question.unknown:
        return answered(session, session.form.asking, Answer(state=State.UNKNOWN), book, today)
    why = aside(_("The report cannot do without this answer. If you are unsure, write what comes nearest."))
    return Step(session, (why, put(session, book, today)))


def _proposals_done(session: Session, book: Book, today: date) -> Step:
    found = confirmed(session)
    form = Form({**session.form.answers, **found})
    return advance(session.with_draft(form=form, trail=(*session.draft.trail, *found)), book, today)


def guide_section(session: Session, name: str, book: Book, today: date) -> Step:
    """The guide, or one section of it, with the other sections as buttons; `papers:1` is a list's second page."""
    if not session.form.answers:
        return go(session, book, today, aside(_("First a few questions; then I can say who can act.")))
    guide = guide_of(session, book, today)
    on = Choice("nav:open", _("Go on", "label"))
    if name == "all":
        return Step(session, (summary.summary(guide, book, (on,), unsure_of(session.form.answers)),))
    if name.startswith("papers"):
        page = name.partition(":")[2]
        return Step(session, (checklist(session, guide, book, int(page) if page.isdecimal() else 0),))
    others = tuple(each for each in summary.sections(guide) if each.key != f"guide:{name}")
    told = section(name, guide, book)
    return Step(session, (replace(told, choices=(*others, on)[:10]),))
