"""What is typed in a ministry's group: read by nobody, kept nowhere, and answered once in each topic.

Words, files, edits and commands are the same here. A group is where colleagues talk: nothing of it may reach an owner.
That a topic was answered is forgotten with the keys of updates, after 30 days; then it is answered once more.
"""

from __future__ import annotations

from bot.desk import texts as say
from bot.desk.buttons import named
from bot.desk.context import DeskContext
from bot.desk.group_messages import GroupMessages, thread_of
from storage import referrals, sessions
from storage.conflicts import keeps_from_group
from storage.groups import DeskGroup
from storage.timestamps import DAY, ms
from telegram import Message


def is_typed(message: Message) -> bool:
    """Whether a person wrote or sent this, and no bot, nor Telegram itself."""
    author = message.from_user
    if author is None or (author.is_bot and message.sender_chat is None) or message.via_bot is not None:
        return False
    return bool(message.text or message.effective_attachment)


class TypedWords:
    """The answer to whatever is typed in the groups of one bot."""

    def __init__(self, house: DeskContext, talk: GroupMessages) -> None:
        self._house, self._talk = house, talk

    async def answer(self, message: Message, desk: DeskGroup) -> None:
        """Say once in each topic, and once outside of them, that it reaches nobody, and where to answer."""
        thread, day = thread_of(message), ms(self._house.clock()) // DAY
        async with self._house.store.transaction() as tx:
            if not await sessions.admit(tx, [f"{desk.chat}:{thread}:typed"], day):
                return
            receipt = await referrals.of_thread(tx, desk.ministry, thread) if thread else ""
            if receipt and await keeps_from_group(tx, receipt, desk.ministry):
                receipt = ""
        link = self._house.link(receipt)
        await self._talk.answer(message, named(say.TYPED_TO, link=link) if link else say.TYPED, desk.language)
