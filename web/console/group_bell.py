"""A body's Telegram group hears that something is asked or done about access there: no act and no name."""

from __future__ import annotations

from bot.outbox.letter import Letter, Part, pack
from storage import groups, outbox
from storage.outbox import Leaving, Worker
from storage.transaction import Transaction
from web.console import texts as desk_words
from web.ports import PageWording


class GroupBell:
    """Rings by the officers' bot, where a group is bound; what is told stands on the console."""

    def __init__(self, wording: PageWording) -> None:
        self._wording = wording

    async def ring(self, tx: Transaction, body: str, proposal: str, at: int) -> None:
        """Put the notice of this proposal into the outbox, with what else this transaction keeps."""
        group = await groups.desk(tx, body)
        if not group.chat:
            return
        said = self._wording.say(desk_words.GROUP_ASKED, group.language)
        letter = Letter(group.language, (Part("paragraph", said),), kind="ring")
        key, entry = await tx.house_key(), f"proposal:{proposal}"
        sealed = key.seal(f"outgoing:{entry}", pack(letter))
        await outbox.put(tx, [Leaving(entry, "desk", group.chat, key.id, sealed, ministry=body)], Worker(), at)
