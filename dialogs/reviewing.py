"""The review, what can be changed and added, and the consent body by body. Pure."""

from __future__ import annotations

from datetime import date

from dialogs.asking import BACK, HELP, MORE, ROOM, applies, base, conditions, moot, question_of
from dialogs.book import Book
from dialogs.questionnaire import PARTS
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Card, Choice, Items, Paragraph, Reply
from dialogs.session import Session
from dialogs.stages import LATER
from guidance.guide import Guide
from locales.text import Day, Param, Raw, Text, Won, _

SHOWN_OF_A_STORY = 160
"""Characters of a long answer that the review shows."""


def worded(answer: Answer, key: str, book: Book) -> Param:
    """An answer as a parameter: facts are worded for each reader, own words stay as they are."""
    if answer.state is State.UNKNOWN:
        return _("not known")
    if answer.state is State.SKIPPED:
        return _("skipped")
    question = question_of(key, book)
    value = answer.value
    labels = {option.id: option.label for option in question.options}
    if isinstance(value, tuple):
        return tuple(labels.get(each, Raw(each)) for each in value)
    if isinstance(value, int):
        return value if question.reads == "count" else Won(value)
    if question.kind is Kind.DATE:
        return Day.read(value)
    return labels.get(value, Raw(value))


def _row(key: str, session: Session, book: Book, gone: tuple[str, ...]) -> tuple[Text, Param]:
    value = worded(session.answers[key], key, book)
    if isinstance(value, Raw) and len(value.said) > SHOWN_OF_A_STORY:
        value = Raw(value.said[:SHOWN_OF_A_STORY].rstrip() + " …")
    if key in gone:
        value = _("{value} (no longer needed; dropped when you send)", value=value)
    return numbered_title(key, book), value


def numbered_title(key: str, book: Book) -> Text:
    """The title of an answer in lists; the second suspect is `The other side (2)`."""
    title = question_of(key, book).title
    number = key.partition("#")[2]
    return _("{title} ({number})", title=title, number=number) if number else title


def review(session: Session, book: Book, today: date) -> Reply:
    """Everything answered, in three cards, before anyone else reads it."""
    gone = moot(session, book, today)
    cards = []
    for title, parts in PARTS:
        keys = [key for key in session.answers if question_of(key, book).part in parts]
        if keys:
            cards.append(Card(title, tuple(_row(key, session, book, gone) for key in keys)))
    if session.files and cards:
        names = tuple(Raw(file.name) for file in session.files)
        cards[-1] = Card(cards[-1].title, (*cards[-1].rows, (_("Files"), names)))
    choices = [
        Choice("review:guide", _("See who can act", "label"), _("Who acts", "short")),
        Choice("review:share", _("Choose who gets it", "label"), _("Send to…", "short")),
        Choice("review:change", _("Change an answer", "label"), _("Change", "short")),
        Choice("review:add", _("Add something", "label"), _("Add", "short")),
    ]
    return Reply(tuple(cards), tuple(choices), (BACK, LATER, HELP), expects="choice", protect=True, kind="question")


def _paged(items: list[Choice], page: int, last: Choice) -> tuple[Choice, ...]:
    room = ROOM - 1
    if len(items) <= room:
        return (*items, last)
    size = room - 1
    pages = -(-len(items) // size)
    start = (page % pages) * size
    return (*items[start : start + size], MORE, last)


def change(session: Session, book: Book) -> Reply:
    """Which answer to change."""
    items = [Choice(f"edit:{key}", numbered_title(key, book)) for key in session.answers]
    back = Choice("nav:back", _("Back to the overview", "label"), _("Overview", "short"))
    text = Paragraph(_("Which answer would you like to change?"))
    return Reply((text,), _paged(items, session.page, back), (HELP,), expects="choice", kind="question", columns=2)


def extras(session: Session, book: Book, today: date) -> list[Choice]:
    """What can be added: questions not asked in line, and one more of each repeating group."""
    held = conditions(session.answers, today)
    items = [
        Choice(f"edit:{each.id}", each.title)
        for each in book.questions
        if each.extra and each.id not in session.answers and applies(each, held)
    ]
    for each in book.questions:
        if each.group and each.id in session.answers:
            items.append(Choice(f"edit:{next_key(each.id, session)}", more_of(each.group)))
    return items


def more_of(group: str) -> Text:
    return {
        "suspect": _("Another company, person", "label"),
        "technology": _("Another technology", "label"),
        "official": _("Another official", "label"),
    }[group]


def next_key(question: str, session: Session) -> str:
    """The key of one more answer to a question of a repeating group."""
    taken = sum(base(key) == question for key in session.answers)
    return f"{question}#{taken + 1}" if taken else question


def add(session: Session, book: Book, today: date) -> Reply:
    back = Choice("nav:back", _("Back to the overview", "label"), _("Overview", "short"))
    text = _("What would you like to add? You can also send photos, documents or a voice message at any time.")
    choices = _paged(extras(session, book, today), session.page, back)
    return Reply((Paragraph(text),), choices, (HELP,), expects="choice", kind="question", columns=2)


def share(ministry: str, guide: Guide, place: tuple[int, int], book: Book) -> Reply:
    """The consent for one body: recipient, purpose, items, period, and that refusing is free."""
    body = book.knowledge.ministries[ministry]
    rows: tuple[tuple[Text, Param], ...] = (
        *_why_here(ministry, guide, book),
        (_("What it can do"), body.role),
        (_("Its limits"), body.limits),
        (_("What it gets"), _("all your answers and the files you sent here")),
        (_("What for, how long"), _("to look into your case; until you withdraw it, one year at most here")),
        (_("If you refuse"), _("you may; the others are not affected")),
    )
    n, m = place
    title = _("{n} of {m}: may {body} read your report?", n=n, m=m, body=body.name)
    choices = (
        Choice(f"share:{ministry}", _("Yes, send it there", "label"), _("Yes", "short")),
        Choice(f"hold:{ministry}", _("No, not there", "label"), _("No", "short")),
    )
    return Reply((Card(title, rows),), choices, (BACK, HELP), expects="choice", kind="question")


def _why_here(ministry: str, guide: Guide, book: Book) -> tuple[tuple[Text, Param], ...]:
    """Why this body, in this case: the strongest of its doors."""
    route = next((each for each in guide.routes if each.ministry == ministry), None)
    return ((_("Why here"), book.knowledge.routes[route.route].why),) if route else ()


def confirm_send(session: Session, guide: Guide, book: Book) -> Reply:
    """The last look before sending, with what a first step may close."""
    chosen = tuple(book.knowledge.ministries[each].name for each in chosen_bodies(session))
    if not chosen:
        text = _("No body is chosen yet, so nothing will be sent. Your draft is kept here for 30 days.")
        again = Choice("send:again", _("Choose again", "label"))
        return Reply((Paragraph(text),), (again,), (BACK, LATER, HELP), expects="choice", kind="question")
    first = (Items(_("Good to know before sending"), guide.reasons[:3]),) if guide.reasons else ()
    return Reply(
        (
            Paragraph(_("Your report goes to: {bodies}.", bodies=chosen)),
            *first,
            Paragraph(
                _(
                    "We do not contact the other side, and every notice asks the officers not to. "
                    "You can withdraw at any time."
                )
            ),
        ),
        (
            Choice("send:now", _("Send it", "label")),
            Choice("send:again", _("Choose again", "label")),
        ),
        (BACK, LATER, HELP),
        expects="choice",
        kind="question",
    )


def chosen_bodies(session: Session) -> tuple[str, ...]:
    """The bodies the owner said yes to, in the order they were asked."""
    return tuple(each[1:] for each in session.sharing if each.startswith("+"))
