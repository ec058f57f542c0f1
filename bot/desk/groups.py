"""Groups of ministries: bound with a one-time token, followed to a new id, missed when the bot is put out."""

from __future__ import annotations

import logging
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.desk import sayings as say
from bot.desk.door import CHANNEL, House
from bot.desk.talk import Talk, spoken_by
from dialogs.types import Text
from storage import audit, conversation, desks, outgoing
from storage.moments import DAY, ms
from telegram import Chat, ChatMemberAdministrator, ChatMemberUpdated, Message

log = logging.getLogger(__name__)

_INSIDE = ("member", "administrator", "restricted")


def desk_chat(chat: int) -> str:
    """The chat of a group as the store knows it."""
    return f"{CHANNEL}:{chat}"


class Groups:
    """The groups of one bot."""

    def __init__(self, bot: ExtBot[Any], house: House, talk: Talk) -> None:
        self._bot, self._house, self._talk = bot, house, talk

    async def bind(self, message: Message, token: str, key: str) -> None:
        """Make this group a ministry's desk. The token works once, and only if the group is fit for it."""
        wrong = say.FORWARDED_COMMAND if message.forward_origin is not None else None if token else say.NO_TOKEN
        wrong = wrong or await self._unfit(message.chat)
        if wrong:
            await self._talk.answer(message, wrong, spoken_by(message.from_user))
            return
        at = self._house.clock()
        async with self._house.store.transaction() as tx:
            if not await conversation.admit(tx, [key], ms(at) // DAY):
                return
            desk = await desks.bind_desk(tx, token, desk_chat(message.chat.id), ms(at))
            if desk is not None:
                await audit.note(tx, ms(at), "house", "desk bound", desk.ministry)
        if desk is None:
            await self._talk.answer(message, say.WRONG_TOKEN, spoken_by(message.from_user))
            return
        name = self._house.ministries[desk.ministry].name
        await self._talk.answer(message, Text(say.BOUND.msgid, {"ministry": name}), desk.language)
        await self._hide(message)

    async def _unfit(self, chat: Chat) -> Text | None:
        if not chat.is_forum:
            return say.NO_TOPICS
        member = await self._bot.get_chat_member(chat.id, self._bot.id)
        fit = isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
        return None if fit else say.NO_RIGHTS

    async def _hide(self, message: Message) -> None:
        """Take the used token out of sight, where we may."""
        try:
            await self._bot.delete_message(message.chat.id, message.message_id)
        except BadRequest as error:
            log.info("a used token stays in sight: %s", type(error).__name__)

    async def moved(self, old: int, new: int) -> None:
        async with self._house.store.transaction() as tx:
            await desks.moved(tx, desk_chat(old), desk_chat(new))
            await outgoing.move(tx, desk_chat(old), desk_chat(new))

    async def standing(self, changed: ChatMemberUpdated) -> None:
        """The bot's own place in a group: said when it came in, written down when it was put out of a desk."""
        was, now = changed.old_chat_member.status in _INSIDE, changed.new_chat_member.status in _INSIDE
        if changed.chat.type == Chat.PRIVATE or was == now:
            return
        if now:
            await self._talk.tell(changed.chat.id, None, say.HELLO, spoken_by(changed.from_user))
            return
        at = ms(self._house.clock())
        async with self._house.store.transaction() as tx:
            if desk := await desks.desk_of_chat(tx, desk_chat(changed.chat.id)):
                await audit.note(tx, at, "house", "bot put out of desk", desk.ministry)
                log.error("the officers' bot was put out of the group of %s", desk.ministry)
