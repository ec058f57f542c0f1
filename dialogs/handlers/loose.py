"""Loose words and files of a draft, looked at one by one: left out, written anew, or left as they are. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForWording
from dialogs.effects import Discard, Step
from dialogs.flow import aside, ask_wording, go
from dialogs.session import Session, Turn
from dialogs.stages.also_sent import AlsoSent, also_sent, left_out, shown, written_anew
from locales.text import _


def to_them(turn: Turn) -> Step:
    """To the list; to the overview where there is nothing on it."""
    session = turn.session.with_form(replace(turn.session.form, page=0))
    return go(turn.to(session), stage=_place(session, turn))


def press(turn: Turn, verb: str, key: str) -> Step | None:
    """`also` shows one, `leave` leaves it out, `rewrite` asks for other words; None for one that is not there."""
    item = next((each for each in also_sent(turn.session.draft, turn.book) if each.key == key), None)
    if item is None:
        return None
    match verb:
        case "also":
            return Step(turn.session, (shown(item),))
        case "rewrite":
            return Step(replace(turn.session, waiting=ForWording(key)), (ask_wording(),))
        case _:
            return _leave_out(turn, item)


def _leave_out(turn: Turn, item: AlsoSent) -> Step:
    there = replace(turn.session, draft=left_out(turn.session.draft, item.key))
    said = aside(_("Left out; this will not be sent: {says}", says=item.says))
    done = go(turn.to(there), said, stage=_place(there, turn))
    return done | Discard(item.file) if item.file else done


def write_anew(turn: Turn, key: str, words: str) -> Step:
    """The words that were waited for stand there now."""
    there = replace(turn.session, draft=written_anew(turn.session.draft, key, words))
    return go(turn.to(there), aside(_("Changed.")), stage=_place(there, turn))


def _place(session: Session, turn: Turn) -> str:
    return "also" if also_sent(session.draft, turn.book) else "review"
