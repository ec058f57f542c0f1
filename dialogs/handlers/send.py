"""The report leaves: whether the bodies may share, sending, and the chat as it is afterwards. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogs.effects import File, Step
from dialogs.flow import go, opened, to_recipients
from dialogs.form.due import facts_of, guide_of, moot, own_words, unsure_of
from dialogs.guide.checklist import at_hand
from dialogs.guide.summary import summary
from dialogs.handlers import held_files
from dialogs.own_records import told_of
from dialogs.questions import Answer
from dialogs.session import Draft, Form, Turn
from dialogs.stages import sent
from dialogs.stages.consent import SHARE, between
from dialogs.stages.share import chosen_bodies, not_reached
from guidance.calendar import day_of
from locales.text import Day

WAITING_DAYS = 7
"""After so many days without a word from any body, the receipt tells the owner to ask."""


def among(turn: Turn, head: str, id: str) -> Step | None:
    """Whether the chosen bodies may share with each other what they find out; None for another consent.

    Refusing changes nothing else.
    """
    session = turn.session
    if id != SHARE:
        return None
    version = between(chosen_bodies(session), turn.book).version if head == "agree" else ""
    given = {**session.draft.consents, SHARE: version}
    return go(turn.to(session.with_draft(consents=given)), stage="send")


def send(turn: Turn, rest: str) -> Step | None:
    """Send the report to the chosen bodies, or choose again; None for any other button."""
    session, book = turn.session, turn.book
    bodies = chosen_bodies(session)
    if rest == "again" or not bodies:
        return to_recipients(turn)
    if rest != "now":
        return None
    if session.draft.held:
        return go(turn, *map(held_files.ask, session.draft.held))
    if gone_away := tuple(each for each in bodies if each not in book.staffed):
        return _not_there(turn, gone_away)
    gone = moot(turn)
    answers = {key: each for key, each in session.form.answers.items() if key not in gone}
    guide = guide_of(turn)
    draft = session.draft
    report = File(session.receipt, answers, facts_of(answers), draft.files, draft.consents, bodies, guide,
                  session.language, book.edition, draft.remarks, at_hand(session, guide))  # fmt: skip
    until = day_of(turn.at + timedelta(days=WAITING_DAYS))
    code = sent.receipt(session, bodies, Day(until.year, until.month, until.day), book)
    return (
        replace(
            done := _after(turn, answers),
            replies=(code, summary(guide, book, unsure_of=unsure_of(answers)), opened(turn.to(done.session))),
        )
        | report
    )


def _not_there(turn: Turn, bodies: tuple[str, ...]) -> Step:
    """Nobody sits at these bodies any more: nothing is sent until the owner has seen who is left."""
    session = turn.session
    told = not_reached(bodies, guide_of(turn), turn.book)
    left = tuple(each for each in session.draft.sharing if each[1:] not in bodies)
    return go(turn.to(session.with_draft(sharing=left)), *told)


def _after(turn: Turn, answers: dict[str, Answer]) -> Step:
    """The chat after sending: facts stay for the guide; names, story and files are with the case alone."""
    session = turn.session
    facts = {key: each for key, each in answers.items() if not own_words(key, turn.book)}
    old, care, code = session.draft, session.care, session.receipt
    draft = Draft(Form(facts), consents=old.consents, sharing=old.sharing, ticked=old.ticked)
    after = replace(
        care,
        filed=(*care.filed, code),
        sent_to={**care.sent_to, code: chosen_bodies(session)},
        shared={**care.shared, code: chosen_bodies(session)} if old.consents.get(SHARE) else care.shared,
        answered={**care.answered, code: tuple(answers)},
        recorded=(*care.recorded, code) if told_of(session) else care.recorded,
    )
    return Step(replace(session, stage="sent", receipt="", draft=draft, care=after))
