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

from bot.inbox.batch import guess_language
from locales.text import Text
from telegram import CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters, User

log = logging.getLogger(__name__)

_REMEMBERED = 4096
WINDOW = 200
"""Characters of the small window that answers a button."""


def thread_of(message: Message) -> str:
    """The topic a message stands in; empty outside of any."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def spoken_by(user: User | None) -> str:
    """The language to answer somebody in who is not at a desk yet."""
    return guess_language((user.language_code or "") if user else "")


class GroupMessages:
    """What one bot says in groups and private chats. `say` words a sentence in a language."""

    def __init__(self, bot: ExtBot[Any], say: Callable[[Text, str], str]) -> None:
        self._bot, self.say = bot, say
        self._said: OrderedDict[tuple[int, int], None] = OrderedDict()

    def said(self, chat: int, message: int) -> bool:
        """Whether this message is a word of ours, as far as this process remembers."""
        return (chat, message) in self._said

    async def answer(self, message: Message, text: Text, language: str) -> None:
        """Say something below a message."""
        await self.post(message.chat.id, thread_of(message), self.say(text, language), message.message_id)

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

    async def reword(self, message: Message, said: str) -> None:
        """Put the outcome in the place of a question, so that it cannot be answered twice."""
        try:
            await self._bot.edit_message_text(said, message.chat.id, message.message_id)
        except BadRequest as error:
            log.info("a question stays as it was: %s", type(error).__name__)

    async def window(self, query: CallbackQuery, language: str, *texts: Text, alert: bool = True) -> None:
        """Show the first of these texts that fits to who pressed; too late a window is let go."""
        worded = [self.say(text, language) for text in texts]
        fitting = next((each for each in worded if len(each) <= WINDOW), worded[-1][:WINDOW])
        try:
            await query.answer(fitting, show_alert=alert)
        except BadRequest:
            log.info("a button was pressed too long ago to be answered")

    async def quietly(self, query: CallbackQuery) -> None:
        try:
            await query.answer()
        except BadRequest:
            log.info("a button was pressed too long ago to be answered")
