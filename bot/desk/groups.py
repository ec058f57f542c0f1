"""Groups of ministries: bound with a one-time token, followed to a new id, missed when the bot is put out."""

from __future__ import annotations

import logging
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.desk import texts as say
from bot.desk.context import CHANNEL, DeskContext
from bot.desk.group_messages import GroupMessages, spoken_by
from locales.text import Text
from storage import audit, groups, outbox, sessions
from storage.groups import DeskGroup
from storage.members import seen_in_group
from storage.timestamps import DAY, ms
from telegram import (
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)  # fmt: skip

log = logging.getLogger(__name__)

_INSIDE = ("member", "administrator", "restricted")


def desk_chat(chat: int) -> str:
    """The chat of a group as the store knows it."""
    return f"{CHANNEL}:{chat}"


class Groups:
    """The groups of one bot."""

    def __init__(self, bot: ExtBot[Any], house: DeskContext, talk: GroupMessages) -> None:
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
            if not await sessions.admit(tx, [key], ms(at) // DAY):
                return
            desk = await groups.bind_desk(tx, token, desk_chat(message.chat.id), ms(at))
            if desk is not None:
                await audit.note(tx, ms(at), "house", "desk bound", desk.ministry)
        if desk is None:
            await self._talk.answer(message, say.WRONG_TOKEN, spoken_by(message.from_user))
            return
        bound = Text(say.BOUND.msgid, {"ministry": self._house.body(desk.ministry)})
        await self._talk.answer(message, bound, desk.language)
        await self._hide(message)

    async def _unfit(self, chat: Chat) -> Text | None:
        if not chat.is_forum:
            return say.NO_TOPICS
        return None if _fit(await self._bot.get_chat_member(chat.id, self._bot.id)) else say.NO_RIGHTS

    async def _hide(self, message: Message) -> None:
        """Take the used token out of sight, where we may."""
        try:
            await self._bot.delete_message(message.chat.id, message.message_id)
        except BadRequest as error:
            log.info("a used token stays in sight: %s", type(error).__name__)

    async def moved(self, old: int, new: int) -> None:
        async with self._house.store.transaction() as tx:
            await groups.moved(tx, desk_chat(old), desk_chat(new))
            await outbox.move(tx, desk_chat(old), desk_chat(new))

    async def standing(self, changed: ChatMemberUpdated) -> None:
        """The bot's own place in a group: said when it came in, written down when it lost its place or its rights in
        a desk's, and when it is fit again."""
        was, now = changed.old_chat_member.status in _INSIDE, changed.new_chat_member.status in _INSIDE
        if changed.chat.type == Chat.PRIVATE:
            return
        desk = await self._fitness(changed)
        if now and not was and desk is None:
            await self._talk.tell(changed.chat.id, None, say.HELLO, spoken_by(changed.from_user))

    async def _fitness(self, changed: ChatMemberUpdated) -> DeskGroup | None:
        at, fit = ms(self._house.clock()), _fit(changed.new_chat_member)
        async with self._house.store.transaction() as tx:
            desk = await groups.desk_of_chat(tx, desk_chat(changed.chat.id))
            if desk is not None and await groups.put_out(tx, desk.ministry, 0 if fit else at):
                await audit.note(tx, at, "house", "bot fit again" if fit else "bot put out of desk", desk.ministry)
                if not fit:
                    log.error("the officers' bot lost its place or its rights in the group of %s", desk.ministry)
        return desk

    async def came_or_left(self, changed: ChatMemberUpdated) -> None:
        """Somebody else's place in a group: noted when it is an officer of that desk. The access itself stays."""
        inside = _is_inside(changed.new_chat_member)
        if _is_inside(changed.old_chat_member) == inside:
            return
        async with self._house.store.transaction() as tx:
            if desk := await groups.desk_of_chat(tx, desk_chat(changed.chat.id)):
                identity = f"telegram:{changed.new_chat_member.user.id}"
                await seen_in_group(tx, desk.ministry, identity, inside, ms(self._house.clock()))


def _fit(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in ("creator", "member", "administrator")
