"""What guidance, the store and the desks have to say, as replies. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.asking import base, question_of
from dialogs.book import Book
from dialogs.checklist import papers_of, titles
from dialogs.effects import Amend, CaseStatus, File
from dialogs.labels import STATES, TONGUES, briefly, named, since, tongue
from dialogs.owner_telling import decided, other_lead, proof, recalled, too_large
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Card, Choice, Paragraph, Reply
from dialogs.reviewing import numbered_title, worded
from guidance.calendar import day_of
from guidance.guide import SECRETARIAT
from locales.text import Day, Param, Raw, Text, _, _n

__all__ = [
    "STATES", "TOLD", "TONGUES", "added", "decided", "notice", "oops", "other_lead", "proof", "recalled", "rows_of",
    "since", "status_reply", "told", "tongue", "too_large", "too_often", "withdrawn",
]  # fmt: skip


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
        (named(ministry, book), _and_until(since(state, day_of(at)), ministry, status))
        for ministry, state, at in status.referrals
        if ministry in book.knowledge.ministries or ministry == SECRETARIAT
    )
    title = _("Report {receipt}", receipt=Raw(status.receipt))
    choices = (Choice("nav:copy", _("A copy of my report", "label"), _("Copy", "short")),) if own else ()
    return Reply((Card(title, rows or ((_("State"), _("withdrawn or erased")),)),), choices)


def _and_until(state: Text, ministry: str, status: CaseStatus) -> Text:
    """A state, and by when that desk means to answer; or that it waits for the owner."""
    clocks = [day for body, _name, day in status.clocks if body == ministry]
    if None in clocks:
        return _("{state}; it waits for your answer", state=state)
    days = sorted(day for day in clocks if day)
    if not days:
        return state
    return _("{state}; the next step is aimed for by {day}", state=state, day=Day.read(days[0].isoformat()))


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
        said = worded(answer, key, book) if private or question.kind is not Kind.FILE else _("see the console")
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
    others = tuple(briefly(each, book) for each in file.ministries if each != ministry)
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
        (numbered_title(key, book), _open(answer, key, book)) for key, answer in amend.answers.items()
    ]
    if amend.said:
        rows.append((_("Written in {language}", language=tongue(amend.language)), Raw(amend.said)))
    if amend.files:
        rows.append((_("Files"), _n("{n} new file", "{n} new files", n=len(amend.files))))
    if amend.ticked is not None:
        rows.append((_("Papers at hand"), titles(amend.ticked, book) or _("none yet")))
    title = _("The owner added to report {receipt}", receipt=Raw(amend.receipt))
    if amend.closes in book.knowledge.question_sets:
        name = book.knowledge.question_sets[amend.closes].title
        title = _("Report {receipt}: the owner answered “{title}”", receipt=Raw(amend.receipt), title=name)
    elif amend.answers and not (amend.said or amend.files):
        title = _("The owner corrected report {receipt}", receipt=Raw(amend.receipt))
    return Reply((Card(title, tuple(rows)),), protect=True, kind="notice")


def _open(answer: Answer, key: str, book: Book) -> Param:
    """An answer as a group may read it: names and numbers stay on the console, and names of files are names."""
    question = question_of(key, book)
    return _("see the console") if question.private or question.kind is Kind.FILE else worded(answer, key, book)


def withdrawn(receipt: str, ministry: str, book: Book) -> Reply:
    text = _("The owner took report {receipt} back. Please stop working on it.", receipt=Raw(receipt))
    return Reply((Paragraph(text),), protect=True, kind="notice")


TOLD: Mapping[str, Text] = {
    "referred": _("The owner agreed: report {receipt} is with the other body now. Your part is done."),
    "kept": _("The owner wants report {receipt} to stay with you."),
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
