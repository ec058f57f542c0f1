"""Buttons that were pressed, or named. An old one is answered kindly and changes nothing. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForAnswer
from dialogs.effects import Forget, Note, Step
from dialogs.events import Chose
from dialogs.flow import aside, ask_answer, decide, edit, go, start_report, to_recipients
from dialogs.form.due import guide_of
from dialogs.guide.checklist import tick
from dialogs.guide.summary import SECTIONS
from dialogs.handlers import (
    desk_news,
    doubtful,
    faq,
    followup,
    held_files,
    held_words,
    longer,
    loose,
    notifications,
    rating,
    referral,
    reports,
)
from dialogs.handlers.answer import press
from dialogs.handlers.commands import guide_section, language, navigate
from dialogs.handlers.send import among, send
from dialogs.questions import Answer
from dialogs.replies import Reply
from dialogs.session import Session, Turn
from dialogs.stages.consent import SHARE, open_consent
from dialogs.stages.review import extras
from dialogs.stages.share import bodies_for
from locales.text import LANGUAGES, _

STAGED = {
    "urgent": {"urgent", "danger"}, "about": {"about", "danger", "open", "sent"}, "agree": {"consent", "among"},
    "refuse": {"consent", "among"}, "review": {"review"}, "edit": {"change", "add"},
    "also": {"also"}, "leave": {"also"}, "rewrite": {"also"}, "share": {"share"},
    "hold": {"share"}, "send": {"send"}, "prop": {"proposals"},
}  # fmt: skip
"""Button family -> the stages in which it still means something."""


def chose(turn: Turn, event: Chose) -> Step:
    """A pressed button. What cannot be undone needs the very message it was shown in."""
    if event.choice.startswith("confirm:") and event.turn != turn.session.turn - 1:
        return _stale(turn)
    return act(turn, event.choice)


def act(turn: Turn, key: str) -> Step:
    """What the button `key` leads to in this session."""
    head, _colon, rest = key.rpartition(":") if key.startswith("answer:") else key.partition(":")
    if (side := turn.session.care.side) and head == side.form.asking:
        return press(turn, side, rest) or _stale(turn)
    if head in STAGED or _asks(turn.session, head):
        turn = turn.to(followup.leave(turn.session))  # a button of the report in progress goes on with that
    if head in STAGED:
        return _staged(turn, head, rest) if turn.session.stage in STAGED[head] else _stale(turn)
    match head:
        case "nav":
            return navigate(turn, rest, "")
        case _ if head.startswith("answer:"):
            return _to_answer(turn, rest, head.partition(":")[2])
        case _ if _asks(turn.session, head):
            return press(turn, None, rest) or _stale(turn)
        case _:
            return _aside(turn, head, rest)


def _aside(turn: Turn, head: str, rest: str) -> Step:
    """Buttons that mean something at every stage."""
    session = turn.session
    if told := faq.look_up(head, rest, session.language, turn.book):
        return _told(session, told)
    match head:
        case "lang" if rest in LANGUAGES:
            return language(turn, rest)
        case "guide" if rest == "all" or rest.partition(":")[0] in SECTIONS:
            return guide_section(turn, rest)
        case "tick":
            return tick(turn, rest) or _stale(turn)
        case "wrong" | "right" if rest in turn.book.knowledge.entries:
            thanks = aside(_("Thank you; the editors are told."))
            return go(turn, thanks) | Note(head, rest, session.language)
        case "copy" if rest in session.care.filed:
            return reports.copy(turn, rest)
        case "whole" if rest in session.care.filed:
            return reports.whole(turn, rest)
        case "correct" if rest in session.care.filed:
            return followup.correct(turn, rest)
        case "withdraw" if rest in session.care.filed:
            return reports.withdraw(turn, rest)
        case "confirm":
            return reports.confirmed(turn, rest)
        case "keep":
            return held_words.decide(turn, rest) or _stale(turn)
        case "held":
            return held_files.press(turn, rest) or _stale(turn)
        case "number":
            return doubtful.press(turn, rest) or _stale(turn)
        case _:
            return _of_a_desk(turn, head, rest) or _stale(turn)


def _of_a_desk(turn: Turn, head: str, rest: str) -> Step | None:
    """Buttons below what desks had to say, and below the choices of how it is told."""
    match head:
        case "set":
            return followup.begin(turn, rest)
        case "fix":
            return followup.fix(turn, rest)
        case "refer" | "stay":
            return referral.decide(turn, head == "refer", rest)
        case "joins" | "apart":
            return referral.share(turn, head == "joins", rest)
        case "longer" | "asagreed":
            return longer.decide(turn, rest, head == "longer")
        case "end":
            return rating.rate(turn, rest)
        case "mark":
            return rating.mark(turn, rest)
        case "news" if rest == "show":
            return desk_news.show(turn)
        case "notices":
            return notifications.choose(turn.session, rest)
        case _:
            return None


def _told(session: Session, reply: Reply) -> Step:
    """Something looked up: with a way on, and the open question where it was."""
    if any(choice.key == "nav:open" for choice in reply.choices):
        return Step(session, (reply,))
    return Step(session, (replace(reply, nav=(faq.ON, *reply.nav)),))


def _stale(turn: Turn) -> Step:
    kindly = aside(_("That button belongs to an earlier message, so nothing was changed. Here is where we are."))
    return go(turn, kindly)


def _asks(session: Session, key: str) -> bool:
    """Whether this question of the draft is open."""
    return session.stage == "asking" and session.form.asking == key


def _to_answer(turn: Turn, code: str, ministry: str) -> Step:
    session = turn.session
    if code not in session.care.filed:
        return Step(session, (aside(_("That report is not of this chat.")),))
    if not session.care.has(code, ministry):
        return _stale(turn)
    asked = replace(followup.leave(session), waiting=ForAnswer(ministry, code))
    return Step(asked, (ask_answer(turn, ministry, code),))


def _staged(turn: Turn, head: str, rest: str) -> Step:
    session = turn.session
    match head:
        case "urgent":
            return _urgent(turn, rest)
        case "agree" | "refuse" if session.stage == "among":
            return among(turn, head, rest) or _stale(turn)
        case "about":
            return _about(turn, rest)
        case "agree" | "refuse":
            return _consent(turn, head, rest)
        case "review":
            return _review(turn, rest)
        case "edit" if rest in session.form.answers or rest in {each.key[5:] for each in extras(turn)}:
            return edit(turn, rest)
        case "also" | "leave" | "rewrite":
            return loose.press(turn, head, rest) or _stale(turn)
        case "share" | "hold" if rest in bodies_for(guide_of(turn), turn.book):
            return decide(turn, "+" if head == "share" else "-", rest)
        case "send":
            return send(turn, rest) or _stale(turn)
        case "prop" if rest.isdecimal() and int(rest) < len(session.draft.proposals):
            picked = tuple(each for each in session.form.picked if each != rest)
            picked = picked if rest in session.form.picked else (*session.form.picked, rest)
            return go(turn.to(session.with_form(replace(session.form, picked=picked))), swap=True)
        case _:
            return _stale(turn)


def _urgent(turn: Turn, rest: str) -> Step:
    if rest == "done":
        return go(turn, stage="about")
    told = turn.session.form.holds("emergency", Answer("yes" if rest == "yes" else "no"))
    return go(turn.to(turn.session.with_form(told)), stage="danger" if rest == "yes" else "about")


def _about(turn: Turn, rest: str) -> Step:
    session = turn.session
    match rest:
        case "ask" if session.stage == "sent":
            return Step(session, (aside(_("Please ask, in your own words. No names are needed.")),))
        case "ask":
            return go(turn, stage="open")
        case "new":
            given = {id: version for id, version in session.draft.consents.items() if id != SHARE}
            return start_report(turn.to(session.with_new_draft("about").with_draft(consents=given)))
        case _:
            return start_report(turn)


def _consent(turn: Turn, head: str, id: str) -> Step:
    session = turn.session
    consent = open_consent(session, turn.book)
    if consent is None or consent.id != id:
        return _stale(turn)
    if head == "refuse" and consent.required:
        plain = aside(_("That is all right: nothing is taken down. You can still ask anything here, "
                        "and call the bodies yourself."))  # fmt: skip
        return go(turn.to(session.with_new_draft("open")), plain) | Forget()
    version = consent.version if head == "agree" else "refused"
    return start_report(turn.to(session.with_draft(consents={**session.draft.consents, id: version})))


def _review(turn: Turn, rest: str) -> Step:
    session = turn.session
    match rest:
        case "share":
            return to_recipients(turn)
        case "guide":
            return guide_section(turn, "all")
        case "also":
            return loose.to_them(turn)
        case "change" | "add":
            return go(turn.to(session.with_form(replace(session.form, page=0))), stage=rest)
        case _:
            return _stale(turn)
