"""Moving through a conversation: which stage comes next, and the open question of each stage. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import consents, reviewing, stages
from dialogs.asking import DONE, HELP, LONG_STORY, facts_of, following, moot, put, question_of
from dialogs.book import Book
from dialogs.effects import Step
from dialogs.questions import Answer, Kind
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Session
from dialogs.side_questions import put_side, waiting
from guidance.guide import MINISTRIES, Guide
from locales.text import _


def guide_of(session: Session, book: Book, today: date) -> Guide:
    """What guidance says of the answers so far, without those that later answers made pointless."""
    gone = moot(session, book, today)
    return book.weigh(facts_of({key: each for key, each in session.answers.items() if key not in gone}), today)


def opened(session: Session, book: Book, today: date, swap: bool = False) -> Reply:
    """What is open: the question beside the conversation if there is one, else that of the stage.

    `swap`: it may take the place of the message whose button was pressed.
    """
    if session.side:
        return put_side(session, session.side, book, swap)
    match session.stage:
        case "urgent":
            return stages.ask_urgent()
        case "danger":
            return stages.numbers(book)
        case "about":
            return stages.about(book.operator)
        case "open":
            return stages.open_floor()
        case "consent":
            consent = consents.open_consent(session, book.operator)
            return consents.put_consent(consent) if consent else stages.about(book.operator)
        case "proposals":
            return proposals(session, book, swap)
        case "asking":
            return put(session, book, today, swap)
        case _:
            return _late(session, book, today)


def _late(session: Session, book: Book, today: date) -> Reply:
    match session.stage:
        case "review":
            return reviewing.review(session, book, today)
        case "change":
            return reviewing.change(session, book)
        case "add":
            return reviewing.add(session, book, today)
        case "share":
            guide = guide_of(session, book, today)
            bodies = bodies_for(guide)
            body = undecided(session, bodies)
            return reviewing.share(body, guide, (bodies.index(body) + 1, len(bodies)), book)
        case "send":
            return reviewing.confirm_send(session, guide_of(session, book, today), book)
        case "among":
            return consents.put_consent(consents.between(reviewing.chosen_bodies(session), book))
        case "sent":
            return stages.after(waiting(session, book))
        case _:
            return stages.ask_language(session.language or "ko")


def go(session: Session, book: Book, today: date, *before: Reply, swap: bool = False, **changes: Any) -> Step:
    """A step to another place: the session with `changes`, what is said `before`, and the open question there."""
    there = replace(session, **changes)
    return Step(there, (*before, opened(there, book, today, swap)))


def aside(text: Any, *choices: Choice, erase: bool = False) -> Reply:
    """A sentence beside the conversation."""
    return Reply((Paragraph(text),), choices, erase=erase)


# ---- the questionnaire --------------------------------------------------------------------------------


def advance(session: Session, book: Book, today: date, *before: Reply) -> Step:
    """To the next question that is due, or to the review."""
    key = following(session, book, today)
    if not key:
        return go(session, book, today, *before, stage="review", asking="", picked=(), page=0, editing=False)
    return go(session, book, today, *before, stage="asking", asking=key, picked=(), page=0)


def answered(session: Session, key: str, answer: Answer, book: Book, today: date, *before: Reply) -> Step:
    """Keep the answer and go on."""
    answers = {**session.answers, key: answer}
    kept = replace(session, answers=answers, trail=(*(k for k in session.trail if k != key), key))
    if key == "story" and not kept.proposals and (found := likely(answer, kept, book)):
        names = tuple(str(number) for number in range(len(found)))
        return go(kept, book, today, *before, stage="proposals", asking="", proposals=found, picked=names)
    return advance(kept, book, today, *before)


def likely(answer: Answer, session: Session, book: Book) -> tuple[str, ...]:
    """Facts that the told story makes likely, as `question:option`, for questions not answered yet."""
    if not isinstance(answer.value, str):
        return ()
    hunches = book.hunches(answer.value, session.language)
    known = [
        each
        for each in hunches
        if each.question in book.by_id and each.question not in session.answers and each.value != "no"
    ]
    return tuple(f"{each.question}:{each.value}" for each in known)[:8]


def proposals(session: Session, book: Book, swap: bool = False) -> Reply:
    """“You wrote that … right?”: ticked facts, each confirmed or taken out with one tap."""
    choices = []
    for number, each in enumerate(session.proposals):
        question, _colon, value = each.partition(":")
        record = book.by_id[question]
        label = next((option.label for option in record.options if option.id == value), record.title)
        name = record.title if value in {"yes", "no"} else label
        choices.append(Choice(f"prop:{number}", name, on=str(number) in session.picked))
    text = _("From your words I understood this. Please untick what is not right, then press “Done”.")
    return Reply(
        (Paragraph(text),), (*choices, DONE), (HELP,), expects="many", replace=swap, kind="question", columns=2
    )


def confirmed(session: Session) -> Mapping[str, Answer]:
    """The proposals that stayed ticked, as answers; several options of one question come together."""
    chosen: dict[str, list[str]] = {}
    for number in session.picked:
        question, _colon, value = session.proposals[int(number)].partition(":")
        chosen.setdefault(question, []).append(value)
    many = {"what_was_taken", "contract", "wants"}
    return {key: Answer(tuple(each) if key in many else each[0]) for key, each in chosen.items()}


def edit(session: Session, key: str, book: Book, today: date) -> Step:
    """Ask one question again, or an extra one; afterwards back to the review."""
    before = session.answers.get(key)
    many = question_of(key, book).kind is Kind.MANY
    picked = before.value if before and many and isinstance(before.value, tuple) else ()
    anew = question_of(key, book).most > LONG_STORY and before is not None
    told = (aside(_("What you write now takes the place of the earlier words.")),) if anew else ()
    return go(session, book, today, *told, stage="asking", asking=key, picked=picked, page=0, editing=True,
              aside="anew:" if anew else session.aside)  # fmt: skip


def back(session: Session, book: Book, today: date) -> Step:
    """One step back, without losing an answer."""
    match session.stage:
        case "asking" if session.editing:
            return go(session, book, today, stage="review", asking="", editing=False, picked=(), page=0, aside="")
        case "asking" | "review" if session.trail:
            return _to_last(session, book, today)
        case "asking" | "review" | "open" | "consent" | "proposals":
            return _to_consent(session, book, today)
        case "about" | "danger":
            return go(session, book, today, stage="urgent")
        case "change" | "add" | "share" | "among" | "send":
            return go(session, book, today, stage="review", page=0)
        case _:
            return go(session, book, today)


def _to_last(session: Session, book: Book, today: date) -> Step:
    key = session.trail[-1]
    value = session.answers[key].value if key in session.answers else ()
    picked = value if isinstance(value, tuple) else ()
    return go(session, book, today, stage="asking", asking=key, trail=session.trail[:-1], picked=picked, page=0)


def _to_consent(session: Session, book: Book, today: date) -> Step:
    if session.stage == "consent" and session.consents:
        kept = dict(list(session.consents.items())[:-1])
        return go(session, book, today, consents=kept)
    return go(session, book, today, stage="about", asking="", picked=(), page=0)


def start_report(session: Session, book: Book, today: date) -> Step:
    """To the consents still open, then to the questionnaire (where it was left)."""
    if consents.open_consent(session, book.operator):
        return go(session, book, today, stage="consent")
    return advance(session, book, today)


# ---- sharing ------------------------------------------------------------------------------------------


def bodies_for(guide: Guide) -> tuple[str, ...]:
    """The bodies of the six that the owner is asked about: the lead first."""
    return tuple(dict.fromkeys(each for each in (guide.lead, *guide.cooperating) if each in MINISTRIES))


def undecided(session: Session, bodies: tuple[str, ...]) -> str:
    """The first body not decided on; the last one when all are."""
    said = {each[1:] for each in session.sharing}
    return next((each for each in bodies if each not in said), bodies[-1])


def decide(session: Session, mark: str, body: str, book: Book, today: date) -> Step:
    """Keep one body's yes (`+`) or no (`-`), and go to the next; then whether they may share, then to the last look."""
    bodies = bodies_for(guide_of(session, book, today))
    sharing = (*(each for each in session.sharing if each[1:] != body and each[1:] in bodies), mark + body)
    given = {id: version for id, version in session.consents.items() if id != consents.SHARE}
    several = sum(each.startswith("+") for each in sharing) > 1
    stage = "share" if {each[1:] for each in sharing} < set(bodies) else "among" if several else "send"
    return go(session, book, today, sharing=sharing, stage=stage, consents=given)
