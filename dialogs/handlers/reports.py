"""Side answers: help, status, known questions, a copy, taking back. None of them costs the place. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForCode, ForWithdrawal
from dialogs.book import Book
from dialogs.effects import Copy, Forget, Step, Tell, Withdraw
from dialogs.flow import aside, ask_code, go, opened
from dialogs.form.prompt import waiting
from dialogs.handlers import followup, referral
from dialogs.labels import briefly
from dialogs.own_records import before_erasing
from dialogs.replies import Choice, Items, Reply
from dialogs.session import Session, Turn
from dialogs.stages.start import STATUS
from locales.text import Raw, _

RECENT = 3
"""Reports whose status is told at once when no code is named."""

REPORTS = 8
"""Reports of a chat that are offered to choose from; older ones are named by their code."""


def help_of(session: Session) -> Reply:
    lines = (
        _("Press a button, or type its number or its words. Plain sentences are fine too."),
        _("“Back” goes one step back, “Why?” explains a question, “Skip” leaves it out."),
        _("/status shows where a report stands, /language changes the language, /cancel throws the draft away."),
        _("Photos, files and voice messages can be sent at any time; they are kept with your report."),
        _("Stop whenever you like: your place is kept for 30 days."),
        _("Please never send the secret itself, identity numbers, or bank details."),
    )
    return Reply((Items(_("How this works"), lines),), (STATUS, Choice("nav:language", _("Language", "label"))))


def status(turn: Turn, code: str) -> Step:
    """Where a report stands: of the code typed, or of the reports sent from this chat."""
    session = turn.session
    codes = (code,) if code else session.care.filed[-RECENT:]
    if codes:
        tells = tuple(Tell(each, each in session.care.filed) for each in codes)
        return Step(session, (*_waiting(session, turn.book), opened(turn)), tells)
    return Step(replace(session, waiting=ForCode()), (ask_code(),))


def _waiting(session: Session, book: Book) -> tuple[Reply, ...]:
    """What desks asked and still wait for, where the open question does not say it already."""
    sets = waiting(session, book)[:REPORTS]
    if not sets or session.care.side or session.stage == "sent":
        return ()
    return (aside(_("These questions of the officers wait for your answer:"), *sets),)


_NO_COPY_YET = _("A copy can be made once the report is sent. Until then, see the overview.")


def copy(turn: Turn, code: str) -> Step:
    """A copy of a report of this chat: the one named, the only one, or one to be chosen."""
    session = turn.session
    if not session.care.filed:
        return go(turn, aside(_NO_COPY_YET))
    if not code and len(session.care.filed) > 1:
        return _which(session, "copy")
    wanted = code if code in session.care.filed else session.care.filed[-1]
    more = aside(
        _("This is the copy to print. You can also take everything that is kept of this report in one file: your "
          "answers, what was written both ways, and all files."),
        Choice(f"whole:{wanted}", _("Everything in one file", "label"), _("Everything", "short")),
    )  # fmt: skip
    return Step(session, (more, opened(turn)), (Copy(wanted),))


def whole(turn: Turn, code: str) -> Step:
    """Everything that is kept of a report, as an archive."""
    return Step(turn.session, (opened(turn),), (Copy(code, whole=True),))


def correct(turn: Turn, code: str) -> Step:
    """Correct an answer of a report that was sent: the one named, the only one, or one to be chosen."""
    session = turn.session
    if not session.care.filed:
        return go(turn, aside(_("No report is sent yet. In the overview every answer can be changed.")))
    if not code and len(session.care.filed) > 1:
        return _which(session, "correct")
    return followup.correct(turn, code if code in session.care.filed else session.care.filed[-1])


def _which(session: Session, verb: str) -> Step:
    choices = [Choice(f"{verb}:{code}", Raw(code)) for code in session.care.filed[-REPORTS:]]
    return Step(session, (aside(_("Which report?"), *choices, Choice("nav:open", _("Go on", "label"))),))


def cancel(turn: Turn) -> Step:
    """Throwing the draft away is asked twice."""
    session = turn.session
    if not session.form.answers and not session.draft.files:
        return go(turn, aside(_("There is no draft to throw away.")))
    waiting = ForWithdrawal("")
    return Step(replace(session, waiting=waiting), (ask_again(turn, waiting),))


def ask_again(turn: Turn, waiting: ForWithdrawal) -> Reply:
    """The question that is waited for: whether the draft goes, from whom a report is taken back, whether it is really
    to be deleted."""
    if not waiting.report:
        return aside(
            _("Throw away your draft and the files sent with it? This cannot be undone."),
            Choice("confirm:cancel", _("Throw it away", "label"), _("Throw away", "short")),
            Choice("nav:open", _("Keep it", "label")),
        )
    return _really(turn.session, waiting.report) if waiting.what else _from_whom(turn, waiting.report)


def withdraw(turn: Turn, code: str) -> Step:
    """Body by body, from all, or everything deleted; of several reports the owner chooses one first."""
    session = turn.session
    if not session.care.filed:
        return cancel(turn)
    if not code and len(session.care.filed) > 1:
        return _which(session, "withdraw")
    wanted = code if code in session.care.filed else session.care.filed[-1]
    return Step(replace(session, waiting=ForWithdrawal(wanted)), (_from_whom(turn, wanted),))


def _from_whom(turn: Turn, code: str) -> Reply:
    bodies = [
        Choice(f"confirm:back-{each}", briefly(each, turn.book)) for each in turn.session.care.sent_to.get(code, ())
    ]
    return aside(
        _("From whom shall report {receipt} be taken back?", receipt=Raw(code)),
        *bodies,
        Choice("confirm:back-all", _("From all", "label")),
        Choice("confirm:delete", _("Delete everything", "label"), _("Delete all", "short")),
        Choice("nav:open", _("Change nothing", "label"), _("Nothing", "short")),
    )


def confirmed(turn: Turn, what: str) -> Step:
    """A second yes to something that cannot be undone."""
    session = turn.session
    if what == "cancel":
        fresh = session.with_new_draft("about")
        said = aside(_("The draft is destroyed; nothing of it can be read any more."))
        return Step(fresh, (said, opened(turn.to(fresh))), (Forget(),))
    if not isinstance(session.waiting, ForWithdrawal) or session.waiting.report not in session.care.filed:
        return go(turn)
    code = session.waiting.report
    match what.partition("-"):
        case ("delete", "", _nothing):
            return Step(replace(session, waiting=ForWithdrawal(code, "delete")), (_really(session, code),))
        case ("delete", _dash, "yes"):
            return _deleted(turn, code)
        case ("back", _dash, body):
            return _taken_back(turn, code, body)
        case _:
            return go(turn)


def _deleted(turn: Turn, code: str) -> Step:
    """Destroy the report; a draft in progress stays, and with none the conversation since sending goes too."""
    session = turn.session
    kept = replace(session, waiting=None, care=session.care.without(code))
    said = aside(_("Report {receipt} and its key are destroyed. The bodies are told that you took it back.",
                   receipt=Raw(code)))  # fmt: skip
    if session.is_drafting:
        return go(turn.to(kept), said) | Forget(code)
    fresh = kept.with_new_draft("about")
    return Step(fresh, (said, opened(turn.to(fresh))), (Forget(code), Forget()))


def _taken_back(turn: Turn, code: str, body: str) -> Step:
    session = turn.session
    bodies = () if body == "all" else (body,)
    left = () if body == "all" else tuple(each for each in session.care.sent_to.get(code, ()) if each != body)
    said = aside(_("Taken back. The bodies concerned are told so."))
    calm = replace(referral.taken_back(session, code, body), waiting=None)
    kept = replace(calm, care=calm.care.left_with(code, left))
    return go(turn.to(kept), said) | Withdraw(code, bodies)


def _really(session: Session, code: str) -> Reply:
    ask = aside(
        _("Delete report {receipt}, its files and this copy? Nobody can bring it back.", receipt=Raw(code)),
        Choice("confirm:delete-yes", _("Delete everything", "label"), _("Delete all", "short")),
        Choice("nav:open", _("Keep it", "label")),
    )
    return replace(ask, blocks=(*ask.blocks, before_erasing(session, code)))
