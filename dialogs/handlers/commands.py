"""Commands, typed or pressed, that work at any point. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.effects import Step
from dialogs.flow import advance, aside, back, go, opened, start_report
from dialogs.form.due import guide_of, unsure_of
from dialogs.form.proposals import confirmed
from dialogs.guide import summary
from dialogs.guide.checklist import checklist
from dialogs.guide.sections import section
from dialogs.handlers import answer, faq, followup, notifications, reports
from dialogs.replies import Choice
from dialogs.session import Form, Turn
from dialogs.stages import start
from locales.text import _

OVERVIEW = frozenset({"asking", "review", "change", "add", "also"})
"""Stages from which one goes to the overview."""


def navigate(turn: Turn, name: str, argument: str) -> Step:
    """What the command `name` leads to (the names of `dialogs.parse.WORDS`, and those of `nav:` buttons)."""
    session = turn.session
    if session.care.side and name in followup.COMMANDS:
        return followup.command(turn, session.care.side, name)
    match name:
        case "start" | "open" | "report" | "add" | "review" | "later" | "faq":
            return _place(turn, name)
        case "help":
            return go(turn, reports.help_of(session))
        case "status":
            return reports.status(turn, argument)
        case "language":
            return language(turn, argument)
        case "copy":
            return reports.copy(turn, argument)
        case "correct":
            return reports.correct(turn, argument)
        case "notices":
            return Step(session, (notifications.settings(session),))
        case "cancel":
            return reports.cancel(turn)
        case "withdraw" | "delete":
            return reports.withdraw(turn, argument)
        case "back" | "why" | "done" | "skip" | "unknown" | "more":
            return _within(turn, name)
        case _:
            unknown = aside(_("I do not know that command. Here is what you can do."))
            return Step(session, (unknown, reports.help_of(session), opened(turn)))


def language(turn: Turn, code: str) -> Step:
    """Another language, at any point: answers stay, the open question comes again in it."""
    session = turn.session
    if not code:
        return Step(session, (start.ask_language(session.language or "ko", turn.book.trial),))
    stage = "urgent" if session.stage in {"new", "language"} else session.stage
    return go(turn, language=code, stage=stage)


def _place(turn: Turn, name: str) -> Step:
    if turn.session.stage in {"new", "language"}:
        return go(turn, stage="language")
    if name == "later":
        text = _("Your place is kept for 30 days. Write or press anything here to go on.")
        return Step(turn.session, (aside(text, Choice("nav:open", _("Go on", "label"))),))
    if name == "faq":
        return Step(turn.session, (faq.topics(),))
    turn = turn.to(followup.leave(turn.session)) if name in {"review", "add", "report"} else turn
    session = turn.session
    if name == "review" and session.stage == "sent" and session.care.filed:
        return reports.correct(turn, "")
    if name in {"review", "add"} and session.form.answers and session.stage in OVERVIEW:
        at_rest = session.with_draft(form=replace(session.form, anew=False, page=0), editing=False)
        return go(turn.to(at_rest), stage=name)
    if name == "report" and session.stage in {"about", "open", "urgent", "danger"}:
        return start_report(turn)
    return go(turn)


def _within(turn: Turn, name: str) -> Step:
    session = turn.session
    if name == "back":
        return back(turn)
    if session.stage == "proposals" and name == "done":
        return _proposals_done(turn)
    if name == "more" and session.stage in {"change", "add", "also", "asking"}:
        return answer.command(turn, None, name)
    if session.stage != "asking":
        return go(turn, aside(_("There is nothing to do that with here.")))
    return answer.command(turn, None, name)


def _proposals_done(turn: Turn) -> Step:
    session = turn.session
    found = confirmed(session)
    form = Form({**session.form.answers, **found})
    return advance(turn.to(session.with_draft(form=form, trail=(*session.draft.trail, *found))))


def guide_section(turn: Turn, name: str) -> Step:
    """The guide, or one section of it, with the other sections as buttons; `papers:1` is a list's second page."""
    session, book = turn.session, turn.book
    if not session.form.answers:
        return go(turn, aside(_("First a few questions; then I can say who can act.")))
    guide = guide_of(turn)
    on = Choice("nav:open", _("Go on", "label"))
    if name == "all":
        return Step(session, (summary.summary(guide, book, (on,), unsure_of(session.form.answers)),))
    if name.startswith("papers"):
        page = name.partition(":")[2]
        return Step(session, (checklist(session, guide, book, int(page) if page.isdecimal() else 0),))
    others = tuple(each for each in summary.sections(guide) if each.key != f"guide:{name}")
    told = section(name, guide, book)
    return Step(session, (replace(told, choices=(*others, on)[:10]),))
