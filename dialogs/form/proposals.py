"""Facts that the told story makes likely: proposed, ticked, confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.book import Book
from dialogs.form.prompt import DONE, HELP
from dialogs.questions import Answer
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Session
from locales.text import _


def likely(answer: Answer, session: Session, book: Book) -> tuple[str, ...]:
    """Facts that the told story makes likely, as `question:option`, for questions not answered yet."""
    if not isinstance(answer.value, str):
        return ()
    hunches = book.hunches(answer.value, session.language)
    known = [
        each
        for each in hunches
        if each.question in book.by_id and each.question not in session.form.answers and each.value != "no"
    ]
    return tuple(f"{each.question}:{each.value}" for each in known)[:8]


def proposals(session: Session, book: Book, swap: bool = False) -> Reply:
    """“You wrote that … right?”: ticked facts, each confirmed or taken out with one tap."""
    choices = []
    for number, each in enumerate(session.draft.proposals):
        question, _colon, value = each.partition(":")
        record = book.by_id[question]
        label = next((option.label for option in record.options if option.id == value), record.title)
        name = record.title if value in {"yes", "no"} else label
        choices.append(Choice(f"prop:{number}", name, on=str(number) in session.form.picked))
    text = _("From your words I understood this. Please untick what is not right, then press “Done”.")
    return Reply(
        (Paragraph(text),), (*choices, DONE), (HELP,), expects="many", replace=swap, kind="question", columns=2
    )


def confirmed(session: Session) -> Mapping[str, Answer]:
    """The proposals that stayed ticked, as answers; several options of one question come together."""
    chosen: dict[str, list[str]] = {}
    for number in session.form.picked:
        question, _colon, value = session.draft.proposals[int(number)].partition(":")
        chosen.setdefault(question, []).append(value)
    many = {"what_was_taken", "contract", "wants"}
    return {key: Answer(tuple(each) if key in many else each[0]) for key, each in chosen.items()}
