"""What a desk's group is told of a report: new, added to, taken back, something there for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.book import Book
from dialogs.effects import Amend, File
from dialogs.form.display import numbered_title, rows_of, worded
from dialogs.form.due import question_of
from dialogs.guide.checklist import papers_of, titles
from dialogs.labels import briefly, tongue
from dialogs.questions import Answer, Kind
from dialogs.replies import Card, Paragraph, Reply
from locales.text import Day, Param, Raw, Text, _, _n

# ---- for the desks ------------------------------------------------------------------------------------


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
