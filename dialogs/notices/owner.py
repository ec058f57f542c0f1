"""What became of what an owner wanted done, where only the store can tell: as replies. Pure."""

from __future__ import annotations

from datetime import datetime

from dialogs.book import Book
from dialogs.effects import CaseStatus
from dialogs.form.display import numbered_title, worded
from dialogs.labels import DESTROYED, named, since, state_of
from dialogs.openings import HEAD, OPENED_BY, opened_by
from dialogs.own_records import kept_at
from dialogs.questions import Answer
from dialogs.replies import Block, Card, Choice, Paragraph, Reply
from guidance.calendar import day_of, korean_time
from guidance.guide import SECRETARIAT
from locales.text import Day, Param, Raw, Text, _


def decided(kind: str, to: str, receipt: str, book: Book) -> Reply:
    """What became of passing a report on: `referred`, `kept`, or `late` when it no longer stands."""
    body, code = named(to, book), Raw(receipt)
    match kind:
        case "referred":
            text = _("Done: {body} has report {receipt} now, and you are told here when it is opened.",
                     body=body, receipt=code)  # fmt: skip
        case "kept":
            text = _("Report {receipt} stays where it is; {body} gets nothing of it.", body=body, receipt=code)
        case _:
            text = _("This suggestion is no longer open, so nothing was passed on. /status shows where your report is.")
    return Reply((Paragraph(text),))


def may_share(body: str, receipt: str, book: Book) -> Reply:
    """Whether a body that got the report later is let into what the others share."""
    text = _("The other bodies of report {receipt} may share with each other what they find out. May {body} take part?",
             receipt=Raw(receipt), body=named(body, book))  # fmt: skip
    return Reply((Paragraph(text),), (
        Choice(f"joins:{body}:{receipt}", _("Yes, with them", "label"), _("Yes", "short")),
        Choice(f"apart:{body}:{receipt}", _("No, on its own", "label"), _("No", "short")),
    ))  # fmt: skip


def prolonged(kind: str, receipt: str, day: Day | None) -> Reply:
    """What became of the owner's word on how long a report is kept: `longer` or `agreed`, until `day`, or `late`."""
    if kind == "late" or day is None:
        late = _("Nothing was changed: report {receipt} is not waiting for this.", receipt=Raw(receipt))
        return Reply((Paragraph(late),))
    text = (
        _("Report {receipt} is kept until {day}. You can delete it at any time.", receipt=Raw(receipt), day=day)
        if kind == "longer"
        else _("It stays as was promised: report {receipt} is destroyed on {day}.", receipt=Raw(receipt), day=day)
    )
    return Reply((Paragraph(text),))


def recalled(answer: Answer | None, key: str, book: Book) -> Reply:
    """What was answered until now."""
    said = worded(answer, key, book) if answer else _("nothing yet")
    return Reply((Card(_("Your answer until now"), ((numbered_title(key, book), said),)),), protect=True)


def other_lead(lead: str, receipt: str, book: Book) -> Reply:
    """After a correction another body would lead."""
    text = _(
        "With this correction {body} is the first to turn to in report {receipt}. Nothing was moved: the bodies that "
        "have it see your correction, and may suggest passing it on.",
        body=named(lead, book), receipt=Raw(receipt),
    )  # fmt: skip
    return Reply((Paragraph(text),))


def not_there(body: str, receipt: str, book: Book) -> Reply:
    """What was for a body that does not have the report, or (`body` empty) for a report that is no more."""
    if not body:
        gone = _("Report {receipt} is not here any more, so nothing of your last message was kept or passed on.",
                 receipt=Raw(receipt))  # fmt: skip
        return Reply((Paragraph(gone),))
    text = _(
        "Nothing of your last message was kept or passed on: {body} does not have report {receipt}.",
        body=named(body, book),
        receipt=Raw(receipt),
    )
    return Reply((Paragraph(text), Paragraph(_("/status shows which bodies have it."))))


def proof(
    receipt: str, at: datetime, line: str, final: Day | None, kept: tuple[tuple[str, Day], ...], book: Book
) -> Reply:
    """That a report is destroyed: when, what of it, what stays, from which day no copy can be opened either, and the
    line of the log that vouches for it. `final`: None where that is for the operator to do. `kept`: bodies that keep
    their own record, and until which day."""
    when = f"{korean_time(at):%Y-%m-%d %H:%M:%S} (UTC+9)"
    rows = (
        (_("Receipt code"), Raw(receipt)),
        (_("Destroyed on"), Raw(when)),
        (_("What is destroyed"), _("its key, and with it your answers, your files and all messages here, both ways")),
        (_("What stays"), kept_at(kept, book)),
        (_("Final in every copy"), _final(final)),
        (_("Line of the log"), Raw(line)),
    )
    keep = _("Please keep this proof yourself: after this nothing here leads from the report to you.")
    return Reply((Paragraph(keep), Card(_("Proof of deletion"), rows)), protect=False, kind="receipt")


def _final(day: Day | None) -> Text:
    if day is None:
        return _("when the operator changes the key of the database; until then sealed remains may be in copies of it")
    return _(
        "from {day}, if this service runs without a break: until then sealed remains may be in the database’s files "
        "and its copies",
        day=day,
    )


def too_large(n: int) -> Reply:
    """An archive that the messenger does not take."""
    text = _(
        "All files together are larger than this messenger takes. The archive comes with everything but the files and "
        "lists them with their SHA-256; the {n} files follow one by one.",
        n=n,
    )
    return Reply((Paragraph(text),))


def status_reply(status: CaseStatus, own: bool, book: Book) -> Reply:
    """Where a case stands: bodies and states, and no content, whoever asks."""
    if not status.found:
        return Reply(
            (
                Paragraph(_("No report has the code {receipt}.", receipt=Raw(status.receipt))),
                Paragraph(_("Please check it letter by letter. The last one is a check letter.")),
            )
        )
    rows: tuple[tuple[Text, Param], ...] = tuple(
        (named(ministry, book), _and_until(since(state_of(state, status.gone), day_of(at)), ministry, status))
        for ministry, state, at in status.referrals
        if ministry in book.knowledge.ministries or ministry == SECRETARIAT
    )
    if own and status.until is not None:
        rows = (*rows, (_("Kept here until"), Day.of(day_of(status.until))))
    title = _("Report {receipt}", receipt=Raw(status.receipt))
    choices = (Choice("nav:copy", _("A copy of my report", "label"), _("Copy", "short")),) if own else ()
    card = Card(title, rows or ((_("State"), DESTROYED[status.gone]),))
    return Reply((card, *(_who_looked(status, book) if own else ())), choices)


def _who_looked(status: CaseStatus, book: Book) -> tuple[Block, ...]:
    opened = opened_by(status, book)
    return (*((Card(OPENED_BY, opened),) if opened else ()), *_proof_of_log(status))


def _proof_of_log(status: CaseStatus) -> tuple[Block, ...]:
    """Where the log stood when the report was sent, in short, and what that is good for."""
    if not status.head:
        return ()
    kept = _(
        "Keep this line with your code. With it one can check later that our log up to that day was not rewritten."
    )
    return (Card(HEAD, ((_("Day, line and value"), Raw(status.head)),)), Paragraph(kept))


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
