"""A report and its guidance as a document to print: for its owner guidance first, for a desk the report first. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dialogs.book import Book
from dialogs.effects import CaseStatus, File
from dialogs.form.display import remark, rows_of
from dialogs.guide.sections import WHOLE, section
from dialogs.guide.sources import cited
from dialogs.guide.summary import SECTIONS, doubts, gap_of, in_short, sections
from dialogs.labels import named, since, state_of, tongue
from dialogs.openings import HEAD
from dialogs.replies import Block, Card, Items, Paragraph
from dialogs.stages.start import TRIAL
from guidance.guide import SECRETARIAT, Guide, Value
from locales.text import Day, Param, Raw, Text, _

NAMED_ALIKE = frozenset({"why", "until", "help", "papers", "call", "not"})
"""Sections whose first block has the section's own name: it is not said twice."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Things to tick by pen, each with what is to be known about it; what is on is ticked already."""

    rows: tuple[tuple[bool, Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of a document, under a heading. `small`: to be looked up, not read."""

    title: Text
    blocks: tuple[Block | Boxes, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`about`: what it is of and when it was made. `first`: what matters most. `warning` stands on every page.

    `own`: the language of the owner's own words.
    """

    title: Text
    warning: Text
    about: tuple[tuple[Text | Raw, Param], ...]
    first: tuple[Text, ...]
    sheets: tuple[Sheet, ...]
    own: str


def document(file: File, status: CaseStatus, book: Book, on: date, desk: bool = False) -> Document:
    """Everything that was sent and is advised. Guidance is weighed anew on the day, so that days left are true."""
    facts: dict[str, Value] = {key: value for key, value in file.facts.items() if key in book.by_id}
    guide = book.weigh(facts, on)
    advice = tuple(_advice(guide, file, book))
    reported = (_answers(file, book), _files(file))
    parts = (*reported, *advice) if desk else (*advice, *reported)
    cited_sheet = Sheet(_("Sources"), cited(guide, book), small=True)
    return Document(
        _("Report {receipt}", receipt=Raw(file.receipt)),
        TRIAL if book.trial else _("This is a guide, not the official filing."),
        _about(file, status, book, on),
        (*_urgent(guide), *in_short(guide, book)),
        tuple(sheet for sheet in (*parts, cited_sheet) if _says_something(sheet)),
        file.language,
    )


def _says_something(sheet: Sheet) -> bool:
    """Whether any of its blocks has a line."""
    return any(isinstance(each, Paragraph) or getattr(each, "rows", ()) or getattr(each, "items", ())
               for each in sheet.blocks)  # fmt: skip


def _urgent(guide: Guide) -> tuple[Text, ...]:
    return (_("This looks urgent: please call first (see “Numbers and pages”)."),) if guide.urgent else ()


def _about(file: File, status: CaseStatus, book: Book, on: date) -> tuple[tuple[Text | Raw, Param], ...]:
    bodies = tuple(
        _("{body}: {state}", body=named(ministry, book), state=since(state_of(state, status.gone), at.date()))
        for ministry, state, at in status.referrals
        if ministry in book.knowledge.ministries or ministry == SECRETARIAT
    )
    return (
        (_("Receipt code"), Raw(file.receipt)),
        (_("Sent on"), Day.read(status.sent.date().isoformat())),
        (_("Printed on"), Day.read(on.isoformat())),
        (_("The owner writes in"), tongue(file.language)),
        *(((HEAD, Raw(status.head)),) if status.head else ()),
        *((_("Sent to") if number == 0 else Raw(""), each) for number, each in enumerate(bodies)),
    )


# ---- the report ---------------------------------------------------------------------------------------


def _answers(file: File, book: Book) -> Sheet:
    rows = rows_of(file, book)
    remarks = tuple(remark(each, book) for each in file.remarks)
    return Sheet(_("What was reported"), (Card(_("What was reported"), (*rows, *remarks)),))


def _files(file: File) -> Sheet:
    lines = (_("{name} (SHA-256 {hash})", name=Raw(each.name), hash=Raw(each.sha256)) for each in file.files)
    return Sheet(_("Files"), (Items(None, tuple(lines)),))


# ---- the guide ----------------------------------------------------------------------------------------


def _advice(guide: Guide, file: File, book: Book) -> list[Sheet]:
    """Every section that has something to say, then the gaps and what would help to know."""
    offered = [each.key.partition(":")[2] for each in sections(guide)]
    sheets = [_section(name, guide, file, book) for name in offered]
    gaps = tuple(gap_of(book.knowledge.blind_spots[each]) for each in guide.blind_spots)
    honest = Sheet(_("To be honest about the gaps"), (Items(None, gaps), Items(_("To be surer"), doubts(guide, book))))
    return [*sheets, honest]


def _section(name: str, guide: Guide, file: File, book: Book) -> Sheet:
    title = SECTIONS[name].label
    assert isinstance(title, Text)
    if name == "papers":
        return Sheet(title, (_papers(guide, file, book),))
    blocks = section(name, guide, book, WHOLE).blocks
    if name in NAMED_ALIKE and isinstance(blocks[0], Card | Items):
        blocks = (replace(blocks[0], title=title), *blocks[1:])
    return Sheet(title, (*blocks, *(_powers(guide, book) if name == "why" else ())))


def _powers(guide: Guide, book: Book) -> tuple[Card, ...]:
    """What each body can do and cannot, the lead first."""
    bodies = [book.knowledge.ministries[each] for each in (guide.lead, *guide.cooperating)]
    return tuple(Card(each.name, ((_("What it can do"), each.role), (_("Its limits"), each.limits))) for each in bodies)


def _papers(guide: Guide, file: File, book: Book) -> Boxes:
    known = book.knowledge.papers
    return Boxes(
        tuple(
            (
                each.paper in file.ticked,
                known[each.paper].title,
                _("{why} {how}", why=each.why, how=known[each.paper].how),
            )
            for each in guide.missing
            if each.paper in known
        )
    )
