"""The papers to secure as a list to tick: in the draft, after sending, and as the desks see it. Pure."""

from __future__ import annotations

from collections.abc import Collection

from dialogs.book import Book
from dialogs.effects import Amend, File, Step
from dialogs.form.due import guide_of
from dialogs.form.prompt import HELP
from dialogs.replies import Card, Choice, Items, Paragraph, Reply
from dialogs.session import Session, Turn
from guidance.guide import Guide, Paper
from locales.text import Raw, Text, _

ON_A_PAGE = 8
"""Papers of one page: with “More” and “Go on” the ten choices that every channel takes."""


def checklist(session: Session, guide: Guide, book: Book, page: int = 0, swap: bool = False) -> Reply:
    """The missing papers of one page, each with why and how; a button ticks the paper of its number."""
    papers = _known(guide, book)
    if not papers:
        return Reply((Paragraph(_("By your answers no paper is missing.")),), (_ON,), (_GUIDE, HELP), kind="guide")
    pages = -(-len(papers) // ON_A_PAGE)
    start = page % pages * ON_A_PAGE
    shown = papers[start : start + ON_A_PAGE]
    more = (Choice(f"guide:papers:{(page + 1) % pages}", _("More papers", "label"), _("More", "short")),)
    return Reply(
        (
            Paragraph(_count(session, papers)),
            Items(_("Papers to secure"), tuple(_line(each, session, book) for each in shown), ordered=True),
        ),
        (*_buttons(shown, session), *(more if pages > 1 else ()), _ON),
        (_GUIDE, HELP),
        replace=swap,
        protect=True,
        kind="guide",
        columns=4,
    )


_ON = Choice("nav:open", _("Go on", "label"))
_GUIDE = Choice("guide:all", _("See who can act", "label"), _("Who acts", "short"))


def _known(guide: Guide, book: Book) -> tuple[Paper, ...]:
    return tuple(each for each in guide.missing if each.paper in book.knowledge.papers)


def _count(session: Session, papers: tuple[Paper, ...]) -> Text:
    n = sum(each.paper in session.draft.ticked for each in papers)
    if _is_sent(session):
        return _("At hand: {n} of {m}. Press the number of a paper that you have; press it again to take it back. "
                 "The bodies that got your report see this list.", n=n, m=len(papers))  # fmt: skip
    return _("At hand: {n} of {m}. Press the number of a paper that you have; press it again to take it back.",
             n=n, m=len(papers))  # fmt: skip


def _line(paper: Paper, session: Session, book: Book) -> Text:
    record = book.knowledge.papers[paper.paper]
    if paper.paper in session.draft.ticked:
        return _("{paper} (at hand): {why} {how}", paper=record.title, why=paper.why, how=record.how)
    return _("{paper}: {why} {how}", paper=record.title, why=paper.why, how=record.how)


def _buttons(shown: tuple[Paper, ...], session: Session) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"tick:{each.paper}", Raw(str(number)), on=each.paper in session.draft.ticked)
        for number, each in enumerate(shown, 1)
    )


def _is_sent(session: Session) -> bool:
    return session.stage == "sent" and bool(session.care.filed)


def tick(turn: Turn, paper: str) -> Step | None:
    """Tick a paper, or take the tick back; None when it is not on the list. A sent report is amended at once."""
    session = turn.session
    guide = guide_of(turn)
    ids = [each.paper for each in _known(guide, turn.book)]
    if paper not in ids or not session.form.answers:
        return None
    others = tuple(each for each in session.draft.ticked if each != paper)
    kept = session.with_draft(ticked=others if paper in session.draft.ticked else (*others, paper))
    step = Step(kept, (checklist(kept, guide, turn.book, ids.index(paper) // ON_A_PAGE, swap=True),))
    if not _is_sent(session):
        return step
    return step | Amend(session.care.filed[-1], language=session.language, ticked=at_hand(kept, guide))


def at_hand(session: Session, guide: Guide) -> tuple[str, ...]:
    """The ticked papers among those that the guide misses, in its order."""
    return tuple(each.paper for each in guide.missing if each.paper in session.draft.ticked)


# ---- for the desks ------------------------------------------------------------------------------------


def states(guide: Guide, ticked: Collection[str], book: Book) -> Card:
    """Every missing paper of a report, at hand or not yet."""
    rows = tuple(
        (book.knowledge.papers[each.paper].title, _("at hand") if each.paper in ticked else _("not yet"))
        for each in _known(guide, book)
    )
    return Card(_("Papers of the owner"), rows)


def is_complete(file: File, ticked: Collection[str]) -> bool:
    """Whether every paper that was missing when the report was sent is ticked."""
    return {each.paper for each in file.guide.missing} <= set(ticked)
