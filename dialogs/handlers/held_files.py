"""Files in which a person's number was found wait for their owner: sent all the same, or left out and destroyed; and
what becomes of files that are taken. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace

from dialogs.effects import Amend, Discard, Forget, Step
from dialogs.events import FileRef
from dialogs.flow import aside, go, readers
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import HeldFile, Session, Turn
from dialogs.stages import sent
from locales.text import Raw, Text, _

KINDS: Mapping[str, Text] = {
    "resident": _("a resident registration number"),
    "licence": _("a driving licence number"),
    "passport": _("a passport number"),
    "card": _("a payment card number"),
    "chinese": _("an identity number of China"),
    "taiwanese": _("an identity number of Taiwan"),
    "japanese": _("an individual number of Japan"),
    "french": _("a social security number of France"),
    "american": _("a social security number of the United States"),
}
"""Kinds of numbers, as their owner is told of them."""


def ask(held: HeldFile) -> Reply:
    """Which file holds what kind of number, and whether it is to be sent all the same."""
    kinds = tuple(KINDS[each] for each in held.kinds if each in KINDS)
    return aside(
        _("The file {name} seems to hold: {kinds}. Some evidence needs such a number; most does not. Until you say so, "
          "it is sent to nobody. You can also send a copy in which it is covered.",
          name=Raw(held.file.name), kinds=kinds),
        Choice(f"held:send:{_key(held)}", _("Send it all the same", "label"), _("Send it", "short")),
        Choice(f"held:out:{_key(held)}", _("Leave it out", "label"), _("Leave out", "short")),
    )  # fmt: skip


def _key(held: HeldFile) -> str:
    return f"{zlib.crc32(held.file.id.encode()):08x}"


def hold(turn: Turn, files: tuple[HeldFile, ...]) -> Turn:
    """The turn in which these files wait."""
    mine, reports = _sorted(files)
    session = turn.session
    session = session.with_draft(held=(*session.draft.held, *mine))
    return turn.to(session.with_care(held=(*session.care.held, *reports)))


def _sorted(files: tuple[HeldFile, ...]) -> tuple[tuple[HeldFile, ...], tuple[HeldFile, ...]]:
    """Those of the draft, and those of sent reports."""
    return tuple(each for each in files if not each.receipt), tuple(each for each in files if each.receipt)


def press(turn: Turn, rest: str) -> Step | None:
    """`send` or `out`, and which file; None for one that does not wait."""
    what, _colon, key = rest.partition(":")
    waiting = (*turn.session.draft.held, *turn.session.care.held)
    held = next((each for each in waiting if _key(each) == key), None)
    if held is None:
        return None
    there = turn.to(_without(turn.session, held))
    return _send(there, held) if what == "send" else _left_out(there, held)


def _without(session: Session, held: HeldFile) -> Session:
    there = session.with_draft(held=tuple(each for each in session.draft.held if each != held))
    return there.with_care(held=tuple(each for each in there.care.held if each != held))


def _left_out(turn: Turn, held: HeldFile) -> Step:
    return go(turn, aside(_("Left out; this will not be sent: {says}", says=Raw(held.file.name)))) | Discard(
        held.file.id
    )


def _send(turn: Turn, held: HeldFile) -> Step | None:
    if not held.receipt:
        return keep(turn, (held.file,))
    care = turn.session.care
    if held.receipt not in care.filed or (held.ministry and not care.has(held.receipt, held.ministry)):
        return None
    return add(turn, held.receipt, held.ministry, (held.file,))


def keep(turn: Turn, files: tuple[FileRef, ...], *before: Reply) -> Step:
    """Files of the draft."""
    kept = turn.session.with_draft(files=(*turn.session.draft.files, *files))
    told = sent.files_kept(tuple(each.name for each in files), len(kept.draft.files))
    return go(turn.to(kept), *before, told)


def add(turn: Turn, code: str, desk: str, files: tuple[FileRef, ...], *before: Reply) -> Step:
    """Files to a sent report: for the desk that asked, or for all that have it."""
    names = tuple(Raw(each.name) for each in files)
    said = aside(_("Added to report {receipt}: {names}.", receipt=Raw(code), names=names))
    if desk:
        said = replace(said, blocks=(*said.blocks, Paragraph(readers(turn, desk, code))))
    also = turn.session.care.beside(code, desk)
    amend = Amend(code, files=files, language=turn.session.language, to=desk, also=also)
    return go(turn, *before, said) | amend


def forgotten(before: Session, done: Step) -> Step:
    """What a step destroys takes the files with it that wait: those of a report with the report, with a draft all that
    lie beside it, and the owner hears which of them belonged to a report that stays."""
    gone = {each.receipt for each in done.effects if isinstance(each, Forget)}
    dropped = tuple(each for each in before.care.held if each.receipt in gone or "" in gone)
    if not dropped:
        return done
    left = tuple(each for each in done.session.care.held if each not in dropped)
    discards = tuple(Discard(each.file.id) for each in dropped)
    others = tuple(Raw(each.file.name) for each in dropped if each.receipt not in gone)
    told = (aside(_gone_too(others)),) if others else ()
    return Step(done.session.with_care(held=left), (*told, *done.replies), (*discards, *done.effects))


def _gone_too(names: tuple[Raw, ...]) -> Text:
    return _("Destroyed as well, since you had not decided about it: {names}. If a report still needs it, please send "
             "it again.", names=names)  # fmt: skip
