"""Saying things in a group: short, protected, below the message they belong to.

What will never succeed (the message is gone, the bot was put out) is let go; what may pass raises TelegramError, so
that the update comes again.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.desk.classify import thread_of
from bot.inbox.batch import guess_language
from locales.text import Text
from telegram import CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters, User

log = logging.getLogger(__name__)

_REMEMBERED = 4096


def spoken_by(user: User | None) -> str:
    """The language to answer somebody in who is not at a desk yet."""
    return guess_language((user.language_code or "") if user else "")


class OwnerReplies:
    """`say` words a sentence in a language."""

    def __init__(self, bot: ExtBot[Any], say: Callable[[Text, str], str]) -> None:
        self._bot, self.say = bot, say
        self._said: OrderedDict[tuple[int, int], None] = OrderedDict()

    def said(self, chat: int, message: int) -> bool:
        """Whether this message is a word of ours, as far as this process remembers."""
        return (chat, message) in self._said

    async def answer(self, message: Message, text: Text, language: str) -> None:
        """Say something below a message."""
        await self.say_below(message, self.say(text, language))

    async def say_below(self, message: Message, said: str) -> None:
        """Say something that is already worded below a message."""
        await self.post(message.chat.id, thread_of(message), said, message.message_id)

    async def tell(self, chat: int, thread: str | None, text: Text, language: str) -> None:
        await self.post(chat, thread or "", self.say(text, language))

    async def post(
        self, chat: int, thread: str, said: str, below: int = 0, markup: InlineKeyboardMarkup | None = None
    ) -> None:
        """Send `said` into a topic (empty: outside any), as a reply to the message `below`."""
        reply = ReplyParameters(below, allow_sending_without_reply=True) if below else None
        try:
            sent = await self._bot.send_message(
                chat, said, message_thread_id=int(thread) if thread else None,
                reply_parameters=reply, reply_markup=markup, protect_content=True,
            )  # fmt: skip
        except (BadRequest, Forbidden) as error:
            log.warning("a word to a desk could not be said: %s", type(error).__name__)
            return
        self._said[chat, sent.message_id] = None
        while len(self._said) > _REMEMBERED:
            self._said.popitem(last=False)

    async def reword(self, message: Message, said: str, markup: InlineKeyboardMarkup | None = None) -> None:
        """Put the outcome in the place of a question, so that it cannot be answered twice, or the next question."""
        try:
            await self._bot.edit_message_text(said, message.chat.id, message.message_id, reply_markup=markup)
        except BadRequest as error:
            log.info("a question stays as it was: %s", type(error).__name__)

    async def window(self, query: CallbackQuery, text: Text, language: str, alert: bool = True) -> None:
        """Show something to who pressed, at most 200 characters; too late a window is let go."""
        try:
            await query.answer(self.say(text, language)[:200], show_alert=alert)
        except BadRequest:
            log.info("a button was pressed too long ago to be answered")

    async def quietly(self, query: CallbackQuery) -> None:
        try:
            await query.answer()
        except BadRequest:
            log.info("a button was pressed too long ago to be answered")
