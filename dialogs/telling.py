"""What guidance, the store and the desks have to say, as replies. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.asking import base, question_of
from dialogs.book import Book
from dialogs.checklist import papers_of, titles
from dialogs.moves import day_of
from dialogs.reviewing import numbered_title, worded
from dialogs.types import (
    Amend,
    Card,
    CaseStatus,
    Choice,
    Day,
    File,
    Heard,
    Kind,
    Paragraph,
    Param,
    Raw,
    Reply,
    State,
    Text,
    _,
    _n,
)

STATES: Mapping[str, Text] = {
    "sent": _("sent, not opened yet"),
    "seen": _("opened"),
    "taken": _("taken by an officer"),
    "asked": _("the officer asked you something"),
    "passed_on": _("suggests another body"),
    "answered": _("answered"),
    "closed": _("closed"),
    "declined": _("this body cannot act"),
    "withdrawn": _("withdrawn by you"),
}

NEWS: Mapping[str, Text] = {
    "seen": _("{body} has opened your report {receipt}."),
    "taken": _("An officer of {body} has taken your report {receipt}."),
    "asked": _("{body} asks you something about report {receipt}."),
    "passed_on": _("{body} thinks another body fits report {receipt} better. Nothing is shared without your consent."),
    "answered": _("{body} writes about your report {receipt}:"),
    "closed": _("{body} has closed report {receipt}."),
    "declined": _("{body} cannot act on report {receipt}. Other doors may be open; see “What to do”."),
}

TONGUES: Mapping[str, Text] = {
    "ko": _("Korean"),
    "en": _("English"),
    "ja": _("Japanese"),
    "zh": _("Chinese"),
    "fr": _("French"),
}


def tongue(language: str) -> Text:
    """The name of a language, for labelling somebody's own words."""
    return TONGUES.get(language, _("language not known"))


def status_reply(status: CaseStatus, own: bool, book: Book) -> Reply:
    """Where a case stands: bodies and states, and no content, whoever asks."""
    if not status.found:
        return Reply(
            (
                Paragraph(_("No report has the code {receipt}.", receipt=Raw(status.receipt))),
                Paragraph(_("Please check it letter by letter. The last one is a check letter.")),
            )
        )
    rows = tuple(
        (book.knowledge.ministries[ministry].name, since(state, day_of(at)))
        for ministry, state, at in status.referrals
        if ministry in book.knowledge.ministries
    )
    title = _("Report {receipt}", receipt=Raw(status.receipt))
    choices = (Choice("nav:copy", _("A copy of my report", "label"), _("Copy", "short")),) if own else ()
    return Reply((Card(title, rows or ((_("State"), _("withdrawn or erased")),)),), choices)


def since(state: str, day: object) -> Text:
    """A state in words, and from which day on."""
    year, month, date = (int(each) for each in str(day).split("-"))
    return _("{state}, since {day}", state=STATES.get(state, Raw(state)), day=Day(year, month, date))


def too_often() -> Reply:
    return Reply((Paragraph(_("Too many codes were tried. Please try again in an hour.")),))


def oops() -> Reply:
    return Reply(
        (
            Paragraph(
                _("Something went wrong on our side. Your answers are kept. Please send your last message once more.")
            ),
        )
    )


def heard(event: Heard, book: Book) -> Reply:
    """A desk's word, for the owner: a prepared one in the owner's language, an officer's own as typed."""
    body = book.knowledge.ministries[event.ministry]
    news = NEWS.get(event.kind, NEWS["answered"])
    blocks: list[Paragraph] = [
        Paragraph(Text(news.msgid, {"body": body.name, "receipt": Raw(event.receipt)})),
    ]
    if event.prepared and event.prepared in book.knowledge.replies:
        blocks.append(Paragraph(book.knowledge.replies[event.prepared].says))
    if event.words:
        words = _("{words} (written in {language})", words=Raw(event.words), language=tongue(event.language))
        blocks.append(Paragraph(words))
    choices: tuple[Choice, ...] = ()
    if event.kind in {"asked", "answered"}:
        key = f"answer:{event.ministry}:{event.receipt}"
        choices = (Choice(key, _("Answer", "label")),)
    return Reply(tuple(blocks), choices, protect=True, kind="notice")


# ---- for the desks ------------------------------------------------------------------------------------


def rows_of(file: File, book: Book, private: bool, named: bool = False) -> tuple[tuple[Text, Param], ...]:
    """What was answered; an answer whose question is no longer asked is left out.

    `named`: own words are followed by the name of their language.
    """
    rows: list[tuple[Text, Param]] = []
    for key, answer in file.answers.items():
        question = book.by_id.get(base(key))
        if question is None:
            continue
        if answer.state is State.SKIPPED or (question.private and not private):
            continue
        said = worded(answer, key, book)
        if named and isinstance(said, Raw) and question.kind is Kind.TEXT and not question.reads:
            said = _("{words} (written in {language})", words=said, language=tongue(answer.language))
        rows.append((numbered_title(key, book), said))
    return tuple(rows)


def notice(file: File, ministry: str, book: Book) -> Reply:
    """A new report, for one ministry's group: facts and story; names and numbers stay on the console.

    Free text is as typed, with its language named; facts are worded in the desk's language.
    """
    route = next((each for each in file.guide.routes if each.ministry == ministry), None)
    role = _("leads") if file.guide.lead == ministry else _("works along")
    head: list[tuple[Text, Param]] = [
        (_("Role"), role),
        (_("Urgent"), _("yes") if file.guide.urgent else _("no")),
        (_("The owner writes in"), tongue(file.language)),
        (_("Files"), str(len(file.files))),
    ]
    if route:
        head.append((_("Basis"), Raw(route.statute)))
        if route.deadline and route.deadline.closes:
            head.append((_("Closes on"), Day.read(route.deadline.closes.isoformat())))
    others = tuple(book.knowledge.ministries[each].short for each in file.ministries if each != ministry)
    if others:
        head.append((_("Also with"), others))
    head += papers_of(file, book)
    return Reply(
        (
            Card(_("New report {receipt}", receipt=Raw(file.receipt)), tuple(head)),
            Card(_("Answers"), rows_of(file, book, private=False, named=True)),
            Paragraph(_("Do not contact the other party. Names are on the console only.")),
        ),
        protect=True,
        kind="notice",
    )


def added(amend: Amend, ministry: str, book: Book) -> Reply:
    """Something the owner added, for a ministry's group."""
    rows: list[tuple[Text, Param]] = [
        (numbered_title(key, book), worded(answer, key, book))
        for key, answer in amend.answers.items()
        if not question_of(key, book).private
    ]
    if amend.said:
        rows.append((_("Written in {language}", language=tongue(amend.language)), Raw(amend.said)))
    if amend.files:
        rows.append((_("Files"), _n("{n} new file", "{n} new files", n=len(amend.files))))
    if amend.ticked is not None:
        rows.append((_("Papers at hand"), titles(amend.ticked, book) or _("none yet")))
    title = _("The owner added to report {receipt}", receipt=Raw(amend.receipt))
    return Reply((Card(title, tuple(rows)),), protect=True, kind="notice")


def withdrawn(receipt: str, ministry: str, book: Book) -> Reply:
    text = _("The owner took report {receipt} back. Please stop working on it.", receipt=Raw(receipt))
    return Reply((Paragraph(text),), protect=True, kind="notice")


TOLD: Mapping[str, Text] = {
    "shared": _("Another desk left a note on report {receipt}. It stands on the console."),
    "position": _("Another desk said how it sees report {receipt}. It stands on the console."),
    "settled": _("The leading desk settled how report {receipt} goes on. It stands on the console."),
    "query": _("Report {about} names the same company or number as your report {receipt}. Its desk asks to talk."),
    "reminded": _("The time limit of report {receipt} runs out soon. It stands on the console."),
    "overdue": _("The time limit of report {receipt} has run out. The secretariat is told."),
    "escalated": _("A time limit of report {receipt} has run out at a desk. Please look at the console."),
}


def told(kind: str, receipt: str, about: str) -> Reply:
    """Something on a case for a desk alone: in its group only that it is there, never the words."""
    text = Text(TOLD[kind].msgid, {"receipt": Raw(receipt), "about": Raw(about)})
    return Reply((Paragraph(text),), protect=True, kind="notice")
