"""The conversation: `step(session, event, book) -> Step`, pure and total. The transition table is the `match` below.

A wrong answer is a reply, never an exception; a side question is answered and the open question put again;
nothing a person sends is dropped without a word.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForAnswer, ForNumber, ForWithdrawal, outlives
from dialogs.book import Book
from dialogs.effects import Step
from dialogs.events import Chose, Edited, Event, FileRef, Heard, Other, Said, Sent, Started, Stopped
from dialogs.flow import aside, go
from dialogs.form.due import base
from dialogs.handlers import doubtful, followup, followup_answer, held_files
from dialogs.handlers import text as handlers_text
from dialogs.handlers.buttons import chose
from dialogs.handlers.desk_news import hear
from dialogs.parse import first_half, read_command, says_something
from dialogs.replies import Reply
from dialogs.session import HeldFile, Session, Turn
from guidance.guide import SECRETARIAT
from locales.text import Raw, Text, _

_EDITED = _(
    "An edited message does not change an answer. To correct one, press “Back”, or “Change an answer” in the overview."
)
_BLACKED = _(
    "A personal or card number was blacked out (■■■). The law forbids us to keep it, so it was not stored; whatever "
    "else you wrote stays. Please delete the number from your own message wherever that still shows it."
)
_IN_A_NAME = _(
    "The name of a file, or the words sent with it, looked like an identity number. The law forbids us to keep that, "
    "so it was left out. Please check whether the number also stands in the file itself."
)
_WORDLESS = _("I can read words, buttons, photos, files and voice messages. Please answer with one of them.")


def step(session: Session, event: Event, book: Book) -> Step:
    """What `event` leads to. The new session's `turn` is one higher; replies are in the order to be said."""
    session, event = _joined(session, event)
    there = _moved_on(settled(session, book), event)
    own = not (isinstance(event, Said) and (event.forwarded or event.is_late(session.asked)))
    there = replace(there, turn=session.turn + 1, edition=book.edition, alone=session.alone and own)
    if isinstance(there.waiting, ForWithdrawal) and isinstance(event, Said) and (event.blacked or not own):
        there = replace(there, waiting=None)  # those words were not for this
    turn = Turn(there, book, event.at)
    if isinstance(event, Said | Sent | Edited) and event.blacked:
        done = _deal_with_the_rest(turn, event)
    else:
        done = _deal(turn, event)
    done = held_files.forgotten(session, done)
    asked = there.turn if any(each.choices for each in done.replies) else session.asked
    return replace(done, session=replace(done.session, alone=_is_alone(done.replies, session.alone), asked=asked))


def _is_alone(replies: tuple[Reply, ...], before: bool) -> bool:
    """Whether of all that has buttons the open question was said last and nothing else with it; `before` where nothing
    with buttons was said."""
    asks = [each for each in replies if each.choices]
    return [each.kind for each in asks] == ["question"] if asks else before


def _joined(session: Session, event: Event) -> tuple[Session, Event]:
    """The event without a half of a number that began in the words before, and the session that knows how it ends."""
    if not isinstance(event, Said) or read_command(event.text):
        return session, event
    whole = event.after(session.half)
    return replace(session, half=first_half(whole.text)), whole


def _deal_with_the_rest(turn: Turn, event: Said | Sent | Edited) -> Step:
    """What is left of an event from which a number was blacked out; nothing but the number is no answer."""
    if event.blacked == "doubtful" and not isinstance(event, Edited):
        return doubtful.ask(turn, event, _rest(turn, event))
    told = aside(_IN_A_NAME if isinstance(event, Sent) else _BLACKED, erase=True)
    done = _rest(turn, event)
    return replace(done, replies=(told, *done.replies))


def _rest(turn: Turn, event: Said | Sent | Edited) -> Step:
    if isinstance(event, Said) and not says_something(event.text):
        return go(turn)
    return _deal(turn, event)


def _deal(turn: Turn, event: Event) -> Step:
    session, book = turn.session, turn.book
    match event:
        case Started():
            return _started(turn)
        case Said(text=text):
            return handlers_text.said(turn, text)
        case Chose():
            return chose(turn, event)
        case Sent():
            return _once(session, event, _sent(turn, event))
        case Edited():
            return go(turn, aside(_EDITED))
        case Other():
            return go(turn, aside(_WORDLESS))
        case Heard():
            return hear(session, event, book) if _is_of_here(event, book) else Step(session)
        case Stopped():
            return Step(session)


def _is_of_here(event: Heard, book: Book) -> bool:
    """Whether it comes from a desk that is known here, or from this service itself, as a leak of our own data does."""
    known = event.ministry in book.knowledge.ministries or event.ministry == SECRETARIAT
    return known or event.kind == "leak"


def _moved_on(session: Session, event: Event) -> Session:
    """The session as it waits when `event` is dealt with."""
    ended = session.waiting is not None and not outlives(session.waiting, event)
    before = session.waiting.before() if isinstance(session.waiting, ForNumber) else None
    return replace(session, waiting=before) if ended else session


def settled(session: Session, book: Book) -> Session:
    """A session of an older edition, with what no longer exists taken out of it."""
    if session.edition in ("", book.edition):
        return session
    session = _still_proposed(followup.still_there(session, book), book)
    answers = {key: each for key, each in session.form.answers.items() if base(key) in book.by_id}
    trail = tuple(key for key in session.draft.trail if key in answers)
    there = session.with_draft(form=replace(session.form, answers=answers), trail=trail)
    if session.stage == "asking" and base(session.form.asking) not in book.by_id:
        return replace(there, stage="review").with_form(replace(there.form, asking="", anew=False))
    return there


def _still_proposed(session: Session, book: Book) -> Session:
    """The proposals that can still be asked about; those that were ticked stay so."""
    kept = [old for old, each in enumerate(session.draft.proposals) if each.partition(":")[0] in book.by_id]
    proposals = tuple(session.draft.proposals[old] for old in kept)
    if session.stage != "proposals":
        return session.with_draft(proposals=proposals)
    ticked = tuple(str(new) for new, old in enumerate(kept) if str(old) in session.form.picked)
    return session.with_draft(proposals=proposals, form=replace(session.form, picked=ticked))


def _started(turn: Turn) -> Step:
    if turn.session.stage == "new":
        return go(turn, stage="language")
    if turn.session.stage in {"language", "urgent", "danger", "about"}:
        return go(turn)
    return go(turn, aside(_("Welcome back. Nothing was lost; we go on where you stopped.")))


def _once(session: Session, event: Sent, done: Step) -> Step:
    """The files of an album may come one by one: what became of the first is said, and of any not taken."""
    known = event.album and event.album == session.album
    quiet = known and not event.numbers and not any(file.refused for file in event.files)
    done = replace(done, session=replace(done.session, album=event.album))
    return replace(done, replies=()) if quiet else done


def _sent(turn: Turn, event: Sent) -> Step:
    taken = tuple(each for each in event.files if not each.refused)
    replies: list[Reply] = [aside(_refusal(each)) for each in event.files if each.refused]
    found, whose = dict(event.numbers), _whose(turn)
    held = tuple(HeldFile(each, found[each.id], *whose) for each in taken if found.get(each.id))
    plain = tuple(each for each in taken if not found.get(each.id))
    return _taken(held_files.hold(turn, held), plain, *replies, *map(held_files.ask, held))


def _whose(turn: Turn) -> tuple[str, str]:
    """The report and the desk that files are for now."""
    side = turn.session.care.side
    if side and followup_answer.wants_file(turn.session, turn.book):
        return side.receipt, side.ministry
    code = _receiver(turn.session)
    return code, _asker(turn.session) if code else ""


def _taken(turn: Turn, taken: tuple[FileRef, ...], *replies: Reply) -> Step:
    session = turn.session
    if not taken:
        return go(turn, *replies)
    if session.care.side and followup_answer.wants_file(session, turn.book):
        return followup_answer.attach(session, session.care.side, taken, turn.book, *replies)
    if code := _receiver(session):
        return held_files.add(turn, code, _asker(session), taken, *replies)
    return held_files.keep(turn, taken, *replies)


def _asker(session: Session) -> str:
    """The desk that files are for; empty where they belong to the report."""
    if session.care.side:
        return session.care.side.ministry
    return session.waiting.desk if isinstance(session.waiting, ForAnswer) else ""


def _receiver(session: Session) -> str:
    """The sent report that a file is for: the one whose officers asked, else the last; empty for the draft."""
    if session.care.side:
        return session.care.side.receipt
    if isinstance(session.waiting, ForAnswer):
        return session.waiting.report
    return session.care.filed[-1] if session.stage == "sent" and session.care.filed else ""


def _refusal(file: FileRef) -> Text:
    match file.refused:
        case "too_large":
            return _("{name} is too large to be taken here (20 MB at most). Please send it on our web page in parts, "
                     "or keep it and show it to the officer.", name=Raw(file.name))  # fmt: skip
        case "empty":
            return _("{name} is empty, so there was nothing to keep.", name=Raw(file.name))
        case _:
            return _("{name} could not be fetched. Please send it once more.", name=Raw(file.name))
