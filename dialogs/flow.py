"""Moving through a conversation: which stage comes next, and the open question of each stage. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never

from dialogs.awaited import (
    ForAddition,
    ForAnswer,
    ForCode,
    ForLonger,
    ForNumber,
    ForSecretYes,
    ForWithdrawal,
    ForWording,
)
from dialogs.effects import Step
from dialogs.form.due import again, following, guide_of, question_of
from dialogs.form.prompt import LONG_STORY, put, put_side, waiting
from dialogs.form.proposals import likely, proposals
from dialogs.labels import named
from dialogs.questions import Answer
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Session, Turn
from dialogs.stages import also_sent, review, sent, share, start
from dialogs.stages import consent as stages_consent
from dialogs.stages.share import bodies_for, undecided
from locales.text import Raw, Text, _


def opened(turn: Turn, swap: bool = False) -> Reply:
    """What is open: the question beside the conversation if there is one, else that of the stage.

    `swap`: it may take the place of the message whose button was pressed.
    """
    session, book = turn.session, turn.book
    if session.care.side:
        return put_side(session, session.care.side, book, swap)
    match session.stage:
        case "urgent":
            return start.ask_urgent()
        case "danger":
            return start.numbers(book)
        case "about":
            return start.about(book)
        case "open":
            return start.open_floor()
        case "consent":
            consent = stages_consent.open_consent(session, book)
            return stages_consent.put_consent(consent) if consent else start.about(book)
        case "proposals":
            return proposals(session, book, swap)
        case "asking":
            return put(turn, swap)
        case _:
            return _late(turn)


def _late(turn: Turn) -> Reply:
    session, book = turn.session, turn.book
    match session.stage:
        case "review":
            return review.review(turn)
        case "change":
            return review.change(session, book)
        case "add":
            return review.add(turn)
        case "also":
            return also_sent.choose(turn)
        case "share":
            guide = guide_of(turn)
            bodies = bodies_for(guide, book)
            if not bodies:
                return share.nobody(guide, book)
            body = undecided(session, bodies)
            return share.share(body, guide, (bodies.index(body) + 1, len(bodies)), book)
        case "send":
            return share.confirm_send(session, guide_of(turn), book)
        case "among":
            return stages_consent.put_consent(stages_consent.between(share.chosen_bodies(session), book))
        case "sent":
            return sent.after(waiting(session, book))
        case _:
            return start.ask_language(session.language or "ko", book.trial)


def go(turn: Turn, *before: Reply, swap: bool = False, **changes: Any) -> Step:
    """A step to another place: the session with `changes`, what is said `before`, and what is open there."""
    there = replace(turn.session, **changes)
    return Step(there, (*before, _asked_for(turn.to(there)) or opened(turn.to(there), swap)))


def _asked_for(turn: Turn) -> Reply | None:
    """What typed words are for, where that is not the open question: said again, so that nobody is misled by it."""
    session = turn.session
    match session.waiting:
        case ForCode():
            return ask_code()
        case ForAnswer(desk, code):
            return ask_answer(turn, desk, code)
        case ForWording():
            return ask_wording()
        case ForNumber():
            return ask_number()
        case ForSecretYes() | ForAddition() | ForWithdrawal() | ForLonger() | None:
            return None
        case _:
            assert_never(session.waiting)


def ask_wording() -> Reply:
    """The question for words that take the place of others."""
    return aside(_("Please write what shall stand there instead."))


def ask_number() -> Reply:
    """The question for a number that is no person's, with a word that says so."""
    return aside(
        _("Please write the number once more, with what it is right before it, for example “order no. 12345678”. It "
          "then takes the place of ■■■.")
    )  # fmt: skip


def ask_code() -> Reply:
    """The question for a receipt code."""
    return aside(
        _("Please write the receipt code of the report, for example SM-AB12-CD34-E. Your draft here is not sent yet.")
    )


def ask_answer(turn: Turn, desk: str, receipt: str) -> Reply:
    """The question for words to the desk that asked, and who reads them."""
    body, others = named(desk, turn.book), _beside(turn, desk, receipt)
    about = Paragraph(_("Please write your answer to {body} about report {receipt}.", body=body, receipt=Raw(receipt)))
    return Reply((about, Paragraph(read_by(body, others))))


def read_by(body: Text, others: tuple[Text, ...]) -> Text:
    """Who reads what is given to `body`, said before it is given and after."""
    if others:
        return _("Read by: {body} and, because you let them share, {others}.", body=body, others=others)
    return _("Read only by: {body}.", body=body)


def readers(turn: Turn, desk: str, receipt: str) -> Text:
    """Who reads what is given to this desk."""
    return read_by(named(desk, turn.book), _beside(turn, desk, receipt))


def _beside(turn: Turn, desk: str, receipt: str) -> tuple[Text, ...]:
    return tuple(named(each, turn.book) for each in turn.session.care.beside(receipt, desk))


def decided(session: Session, key: str) -> Session:
    """The session after words were kept as the answer to `key`: others held back from it wait no longer."""
    held = isinstance(session.waiting, ForSecretYes) and session.waiting.question == key
    return replace(session, waiting=None) if held else session


def aside(text: Any, *choices: Choice, erase: bool = False) -> Reply:
    """A sentence beside the conversation."""
    return Reply((Paragraph(text),), choices, erase=erase)


# ---- the questionnaire --------------------------------------------------------------------------------


def advance(turn: Turn, *before: Reply) -> Step:
    """To the next question that is due, or to the review."""
    session = turn.session
    key = following(turn)
    if not key:
        at_rest = session.with_draft(form=session.form.asks(""), editing=False)
        return go(turn.to(at_rest), *before, stage="review")
    return go(turn.to(session.with_form(session.form.asks(key))), *before, stage="asking")


def answered(turn: Turn, key: str, answer: Answer, *before: Reply) -> Step:
    """Keep the answer and go on."""
    session = turn.session
    trail = (*(k for k in session.draft.trail if k != key), key)
    kept = decided(session, key).with_draft(form=session.form.holds(key, answer), trail=trail)
    if key == "story" and not kept.draft.proposals and (found := likely(answer, kept, turn.book)):
        names = tuple(str(number) for number in range(len(found)))
        there = kept.with_draft(form=kept.form.asks("", names), proposals=found)
        return go(turn.to(there), *before, stage="proposals")
    return advance(turn.to(kept), *before)


def edit(turn: Turn, key: str) -> Step:
    """Ask one question again, or an extra one; afterwards back to the review."""
    session = turn.session
    anew = question_of(key, turn.book).most > LONG_STORY and key in session.form.answers
    told = (aside(_("What you write now takes the place of the earlier words.")),) if anew else ()
    there = session.with_draft(form=again(session.form, key, turn.book, anew), editing=True)
    return go(turn.to(there), *told, stage="asking")


def back(turn: Turn) -> Step:
    """One step back, without losing an answer."""
    session = turn.session
    match session.stage:
        case "asking" if session.draft.editing:
            at_rest = session.with_draft(form=session.form.asks(""), editing=False)
            return go(turn.to(at_rest), stage="review")
        case "asking" | "review" if session.draft.trail:
            return _to_last(turn)
        case "asking" | "review" | "open" | "consent" | "proposals":
            return _to_consent(turn)
        case "about" | "danger":
            return go(turn, stage="urgent")
        case "change" | "add" | "also" | "share" | "among" | "send":
            return go(turn.to(session.with_form(replace(session.form, page=0))), stage="review")
        case _:
            return go(turn)


def _to_last(turn: Turn) -> Step:
    session, trail = turn.session, turn.session.draft.trail
    there = session.with_draft(form=again(session.form, trail[-1], turn.book), trail=trail[:-1])
    return go(turn.to(there), stage="asking")


def _to_consent(turn: Turn) -> Step:
    session = turn.session
    if session.stage == "consent" and session.draft.consents:
        kept = dict(list(session.draft.consents.items())[:-1])
        return go(turn.to(session.with_draft(consents=kept)))
    return go(turn.to(session.with_form(session.form.asks(""))), stage="about")


def start_report(turn: Turn) -> Step:
    """To the consents still open, then to the questionnaire (where it was left)."""
    if stages_consent.open_consent(turn.session, turn.book):
        return go(turn, stage="consent")
    return advance(turn)


# ---- sharing ------------------------------------------------------------------------------------------


def to_recipients(turn: Turn) -> Step:
    """To the choice of who gets the report, begun anew; first, which bodies get nothing from here."""
    guide = guide_of(turn)
    told = share.not_reached(share.unreached(guide, turn.book), guide, turn.book)
    return go(turn.to(turn.session.with_draft(sharing=())), *told, stage="share")


def decide(turn: Turn, mark: str, body: str) -> Step:
    """Keep one body's yes (`+`) or no (`-`), and go to the next; then whether they may share, then to the last look."""
    session = turn.session
    bodies = bodies_for(guide_of(turn), turn.book)
    sharing = (*(each for each in session.draft.sharing if each[1:] != body and each[1:] in bodies), mark + body)
    given = {id: version for id, version in session.draft.consents.items() if id != stages_consent.SHARE}
    several = sum(each.startswith("+") for each in sharing) > 1
    stage = "share" if {each[1:] for each in sharing} < set(bodies) else "among" if several else "send"
    return go(turn.to(session.with_draft(sharing=sharing, consents=given)), stage=stage)
