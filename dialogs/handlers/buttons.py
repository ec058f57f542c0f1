"""Buttons: pressed, or named by number or label. An old one is answered kindly and changes nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from dialogs.awaited import ForAnswer
from dialogs.book import Book
from dialogs.effects import Forget, Note, Step
from dialogs.events import Chose
from dialogs.flow import answered, aside, ask_answer, decide, edit, go, opened, start_report
from dialogs.form.answers import pressed
from dialogs.form.due import guide_of, question_of
from dialogs.guide.checklist import tick
from dialogs.guide.summary import SECTIONS
from dialogs.handlers import (
    desk_news,
    faq,
    followup,
    followup_answer,
    held_words,
    notifications,
    rating,
    referral,
    reports,
)
from dialogs.handlers.commands import guide_section, language, navigate
from dialogs.handlers.send import among, send
from dialogs.parse import bare, read_index
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Reply
from dialogs.session import Session
from dialogs.stages.consent import SHARE, open_consent
from dialogs.stages.review import extras
from dialogs.stages.share import bodies_for
from guidance.calendar import day_of  # fmt: skip
from locales.text import LANGUAGES, Raw, Text, _

LONGEST_LABEL = 40
"""Characters of typed words that may name a button; labels have 24 at most."""

STAGED = {
    "urgent": {"urgent", "danger"}, "about": {"about", "danger", "open", "sent"}, "agree": {"consent", "among"},
    "refuse": {"consent", "among"}, "review": {"review"}, "edit": {"change", "add"}, "share": {"share"},
    "hold": {"share"}, "send": {"send"}, "prop": {"proposals"},
}  # fmt: skip
"""Button family -> the stages in which it still means something."""


def find_choice(session: Session, words: str, book: Book, today: date) -> str:
    """The key of the button that a typed number or label names below the open question; empty for none."""
    reply = opened(session, book, today)
    number = read_index(words)
    if number and number <= len(reply.choices):
        return reply.choices[number - 1].key
    if len(words) > LONGEST_LABEL:
        return ""
    said = bare(words)
    if session.stage == "language" and said in LANGUAGES:
        return f"lang:{said}"
    for choice in (*reply.choices, *reply.nav):
        if any(said in spellings(book.say, each.context, each.msgid) for each in (choice.label, choice.short)
               if isinstance(each, Text)):  # fmt: skip
            return choice.key
        if isinstance(choice.label, Raw) and said == bare(choice.label.said):
            return choice.key
    return ""


@lru_cache(maxsize=4096)
def spellings(say: Callable[[Text, str], str], context: str, label: str) -> frozenset[str]:
    """A label in all languages, as compared: whoever types one may have another keyboard."""
    return frozenset(bare(say(Text(label, {}, context), language)) for language in LANGUAGES)


def chose(session: Session, event: Chose, book: Book) -> Step:
    """A pressed button. What cannot be undone needs the very message it was shown in."""
    if event.choice.startswith("confirm:") and event.turn != session.turn - 1:
        return _stale(session, book, day_of(event.at))
    return act(session, event.choice, book, event.at)


def act(session: Session, key: str, book: Book, at: datetime) -> Step:
    """What the button `key` leads to in this session."""
    today = day_of(at)
    head, _colon, rest = key.rpartition(":") if key.startswith("answer:") else key.partition(":")
    if (side := session.care.side) and head == side.form.asking:
        return followup_answer.press(session, side, rest, book, today) or _stale(session, book, today)
    if head in STAGED or _asks(session, head):
        session = followup.leave(session)  # a button of the report in progress goes on with that
    if head in STAGED:
        return _staged(session, head, rest, book, at) if session.stage in STAGED[head] else _stale(session, book, today)
    match head:
        case "nav":
            return navigate(session, rest, "", book, at)
        case _ if head.startswith("answer:"):
            return _to_answer(session, rest, head.partition(":")[2])
        case _ if _asks(session, head):
            return _pressed(session, rest, book, today)
        case _:
            return _aside(session, head, rest, book, today)


def _aside(session: Session, head: str, rest: str, book: Book, today: date) -> Step:
    """Buttons that mean something at every stage."""
    if told := faq.look_up(head, rest, session.language, book):
        return _told(session, told)
    match head:
        case "lang" if rest in LANGUAGES:
            return language(session, rest, book, today)
        case "guide" if rest == "all" or rest.partition(":")[0] in SECTIONS:
            return guide_section(session, rest, book, today)
        case "tick":
            return tick(session, rest, book, today) or _stale(session, book, today)
        case "wrong" | "right" if rest in book.knowledge.entries:
            thanks = aside(_("Thank you; the editors are told."))
            return go(session, book, today, thanks) | Note(head, rest, session.language)
        case "copy" if rest in session.care.filed:
            return reports.copy(session, rest, book, today)
        case "whole" if rest in session.care.filed:
            return reports.whole(session, rest, book, today)
        case "correct" if rest in session.care.filed:
            return followup.correct(session, rest, book, today)
        case "withdraw" if rest in session.care.filed:
            return reports.withdraw(session, rest, book, today)
        case "confirm":
            return reports.confirmed(session, rest, book, today)
        case "keep":
            return held_words.decide(session, rest, book, today) or _stale(session, book, today)
        case _:
            return _of_a_desk(session, head, rest, book, today) or _stale(session, book, today)


def _of_a_desk(session: Session, head: str, rest: str, book: Book, today: date) -> Step | None:
    """Buttons below what desks had to say, and below the choices of how it is told."""
    match head:
        case "set":
            return followup.begin(session, rest, book, today)
        case "fix":
            return followup.fix(session, rest, book, today)
        case "refer" | "stay":
            return referral.decide(session, head == "refer", rest, book, today)
        case "end":
            return rating.rate(session, rest, book, today)
        case "mark":
            return rating.mark(session, rest, book, today)
        case "news" if rest == "show":
            return desk_news.show(session, book, today)
        case "notices":
            return notifications.choose(session, rest)
        case _:
            return None


def _told(session: Session, reply: Reply) -> Step:
    """Something looked up: with a way on, and the open question where it was."""
    if any(choice.key == "nav:open" for choice in reply.choices):
        return Step(session, (reply,))
    return Step(session, (replace(reply, nav=(faq.ON, *reply.nav)),))


def _stale(session: Session, book: Book, today: date) -> Step:
    kindly = aside(_("That button belongs to an earlier message, so nothing was changed. Here is where we are."))
    return go(session, book, today, kindly)


def _pressed(session: Session, option: str, book: Book, today: date) -> Step:
    question = question_of(session.form.asking, book)
    heard = pressed(option, question, session)
    if question.kind is Kind.DATE and isinstance(heard, Answer) and heard.value == "today":
        heard = Answer(today.isoformat())
    if not isinstance(heard, Answer):
        return _stale(session, book, today)
    if question.kind is Kind.MANY and heard.state is State.GIVEN and heard.value != ("none",):
        picked = heard.value if isinstance(heard.value, tuple) else ()
        return go(session.with_form(replace(session.form, picked=picked)), book, today, swap=True)
    return answered(session, session.form.asking, heard, book, today)


def _asks(session: Session, key: str) -> bool:
    """Whether this question of the draft is open."""
    return session.stage == "asking" and session.form.asking == key


def _to_answer(session: Session, code: str, ministry: str) -> Step:
    if code not in session.care.filed:
        return Step(session, (aside(_("That report is not of this chat.")),))
    return Step(replace(followup.leave(session), waiting=ForAnswer(ministry, code)), (ask_answer(code),))


def _staged(session: Session, head: str, rest: str, book: Book, at: datetime) -> Step:
    today = day_of(at)
    match head:
        case "urgent":
            return _urgent(session, rest, book, today)
        case "agree" | "refuse" if session.stage == "among":
            return among(session, head, rest, book, today) or _stale(session, book, today)
        case "about":
            return _about(session, rest, book, today)
        case "agree" | "refuse":
            return _consent(session, head, rest, book, today)
        case "review":
            return _review(session, rest, book, today)
        case "edit" if rest in session.form.answers or rest in {each.key[5:] for each in extras(session, book, today)}:
            return edit(session, rest, book, today)
        case "share" | "hold" if rest in bodies_for(guide_of(session, book, today)):
            return decide(session, "+" if head == "share" else "-", rest, book, today)
        case "send":
            return send(session, rest, book, at) or _stale(session, book, today)
        case "prop" if rest.isdecimal() and int(rest) < len(session.draft.proposals):
            picked = tuple(each for each in session.form.picked if each != rest)
            picked = picked if rest in session.form.picked else (*session.form.picked, rest)
            return go(session.with_form(replace(session.form, picked=picked)), book, today, swap=True)
        case _:
            return _stale(session, book, today)


def _urgent(session: Session, rest: str, book: Book, today: date) -> Step:
    if rest == "done":
        return go(session, book, today, stage="about")
    told = session.form.holds("emergency", Answer("yes" if rest == "yes" else "no"))
    return go(session.with_form(told), book, today, stage="danger" if rest == "yes" else "about")


def _about(session: Session, rest: str, book: Book, today: date) -> Step:
    match rest:
        case "ask" if session.stage == "sent":
            return Step(session, (aside(_("Please ask, in your own words. No names are needed.")),))
        case "ask":
            return go(session, book, today, stage="open")
        case "new":
            given = {id: version for id, version in session.draft.consents.items() if id != SHARE}
            return start_report(session.with_new_draft("about").with_draft(consents=given), book, today)
        case _:
            return start_report(session, book, today)


def _consent(session: Session, head: str, id: str, book: Book, today: date) -> Step:
    consent = open_consent(session, book.operator)
    if consent is None or consent.id != id:
        return _stale(session, book, today)
    if head == "refuse" and consent.required:
        plain = aside(_("That is all right: nothing is taken down. You can still ask anything here, "
                        "and call the bodies yourself."))  # fmt: skip
        return go(session.with_new_draft("open"), book, today, plain) | Forget()
    version = consent.version if head == "agree" else "refused"
    return start_report(session.with_draft(consents={**session.draft.consents, id: version}), book, today)


def _review(session: Session, rest: str, book: Book, today: date) -> Step:
    match rest:
        case "share":
            return go(session.with_draft(sharing=()), book, today, stage="share")
        case "guide":
            return guide_section(session, "all", book, today)
        case "change" | "add":
            return go(session.with_form(replace(session.form, page=0)), book, today, stage=rest)
        case _:
            return _stale(session, book, today)
