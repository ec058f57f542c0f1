"""An owner's archive handed over: one file, or where the messenger takes none that large, its parts."""

from __future__ import annotations

from bot.documents.files import BARE, EVERYTHING, archive_name, copy_ref
from bot.inbox.batch import Work
from bot.inbox.effects.context import Effects
from bot.outbox.letter import Letter, Part
from storage import versions
from storage.audience import OWNER
from storage.cases import Case
from storage.transaction import Transaction

LARGEST = {"telegram": 45 * 1024**2}
"""Bytes of files that a channel takes in one archive: Telegram takes 50 MB, and the copy has to fit as well."""


async def hand_over(effects: Effects, tx: Transaction, work: Work, case: Case) -> None:
    """Promise the archive: it is made when the letter is sent."""
    session = work.kept.session
    files = await versions.files(tx, case.receipt, case.key, OWNER) if case.key else ()
    most = LARGEST.get(session.channel, 0)
    apart = bool(most) and sum(each.ref.size for each in files) > most
    parts = [Part("file", ref=copy_ref(case.receipt, session.language), source=BARE if apart else EVERYTHING,
                  name=archive_name(case.receipt))]  # fmt: skip
    if apart:
        effects.say(work, effects.notices.too_large(len(files)))
        parts += [Part("file", ref=each.ref.id, source="evidence", name=each.ref.name) for each in files]
    work.to_owner(Letter(session.language, (part,), turn=session.turn, protect=True) for part in parts)
