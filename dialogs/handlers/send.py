"""The report leaves: whether the bodies may share, sending, and the chat as it is afterwards. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from dialogs.book import Book
from dialogs.effects import File, Step
from dialogs.flow import go, opened
from dialogs.form.due import facts_of, guide_of, moot, own_words, unsure_of
from dialogs.guide.checklist import at_hand
from dialogs.guide.summary import summary
from dialogs.questions import Answer
from dialogs.session import Draft, Form, Session
from dialogs.stages import sent
from dialogs.stages.consent import SHARE, between
from dialogs.stages.share import chosen_bodies
from guidance.calendar import day_of
from locales.text import Day

WAITING_DAYS = 7
"""After so many days without a word from any body, the receipt tells the owner to ask."""


def among(session: Session, head: str, id: str, book: Book, today: date) -> Step | None:
    """Whether the chosen bodies may share with each other what they find out; None for another consent.

    Refusing changes nothing else.
    """
    if id != SHARE:
        return None
    version = between(chosen_bodies(session), book).version if head == "agree" else ""
    given = {**session.draft.consents, SHARE: version}
    return go(session.with_draft(consents=given), book, today, stage="send")


def send(session: Session, rest: str, book: Book, at: datetime) -> Step | None:
    """Send the report to the chosen bodies, or choose again; None for any other button."""
    today = day_of(at)
    bodies = chosen_bodies(session)
    if rest == "again" or not bodies:
        return go(session.with_draft(sharing=()), book, today, stage="share")
    if rest != "now":
        return None
    gone = moot(session, book, today)
    answers = {key: each for key, each in session.form.answers.items() if key not in gone}
    guide = guide_of(session, book, today)
    draft = session.draft
    report = File(session.receipt, answers, facts_of(answers), draft.files, draft.consents, bodies, guide,
                  session.language, book.edition, draft.remarks, at_hand(session, guide))  # fmt: skip
    until = day_of(at + timedelta(days=WAITING_DAYS))
    code = sent.receipt(session.receipt, bodies, Day(until.year, until.month, until.day), book)
    return (
        replace(
            done := _after(session, answers, book, today),
            replies=(code, summary(guide, book, unsure_of=unsure_of(answers)), opened(done.session, book, today)),
        )
        | report
    )


def _after(session: Session, answers: dict[str, Answer], book: Book, today: date) -> Step:
    """The chat after sending: facts stay for the guide; names, story and files are with the case alone."""
    facts = {key: each for key, each in answers.items() if not own_words(key, book)}
    old, care, code = session.draft, session.care, session.receipt
    draft = Draft(Form(facts), consents=old.consents, sharing=old.sharing, ticked=old.ticked)
    after = replace(
        care,
        filed=(*care.filed, code),
        sent_to={**care.sent_to, code: chosen_bodies(session)},
        answered={**care.answered, code: tuple(answers)},
    )
    return Step(replace(session, stage="sent", receipt="", draft=draft, care=after))
