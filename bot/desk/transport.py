"""Notices to desks: one topic per case in the ministry's group, with the link, and buttons of this very notice.

A notice holds what `dialogs/notices/desk.py` says. A letter of any other kind, left from an older version, may hold
words of owners: that something happened is all that is said of it.
"""

from __future__ import annotations

import asyncio
import logging
from contextvars import ContextVar
from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.desk import texts as say
from bot.desk.context import CHANNEL, DeskContext
from bot.desk.group_messages import GroupMessages
from bot.outbox.letter import Letter, Part
from bot.outbox.telegram_html import pages
from bot.outbox.transport import ChatMoved, Gone, OutgoingRow, TopicGone, Unsure, Wait
from locales.text import Text
from storage import referrals
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

log = logging.getLogger(__name__)

SEND = 9.0
"""Seconds that one letter may take in all: less than a third of an outbox lease."""
RETRY = 5.0
RIGHTS = 300.0
"""Seconds after which to look whether the bot may open topics now."""
ASKED, GAP = 16, 3
"""How many message ids are asked about, and how many that do not exist mean that no more will come."""
_UNCHANGED = "not modified"
_TOPIC = ("thread not found", "topic_deleted", "topic_id_invalid")
_NO_RIGHTS = ("not enough rights", "not a forum", "chat_admin_required", "topic_closed")
_NOBODY = ("chat not found", "peer_id_invalid")
_NOT_SENT = ("ConnectError", "ConnectTimeout", "PoolTimeout")
"""httpx's names of failures before anything was sent."""


_left: ContextVar[bool] = ContextVar("left", default=False)


class Request(HTTPXRequest):
    """The library's own, noting when a message really leaves: until then it may have waited for its turn."""

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        if url.endswith("/sendMessage"):
            _left.set(True)
        return await super().do_request(url, *args, **more)


class DeskTransport:
    """`Transport` of the channel `desk`, and its `Probe`."""

    def __init__(self, bot: ExtBot[Any], house: DeskContext, talk: GroupMessages) -> None:
        self._bot, self._house, self._talk = bot, house, talk

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        """Send a notice into the topic of its case, which is opened first if there is none."""
        _left.set(False)
        try:
            async with asyncio.timeout(SEND):
                thread = await self._thread(row)
                return await self._send(row, letter, thread)
        except TimeoutError:
            raise Unsure if _left.get() else Wait(RETRY) from None
        except TelegramError as error:
            raise _told(error) from None

    async def _send(self, row: OutgoingRow, letter: Letter, thread: int | None) -> str:
        words, last = self._pages(row, letter), ""
        for place, page in enumerate(words, 1):
            sent = await self._bot.send_message(
                int(row.address),
                page,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread,
                protect_content=True,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=self._buttons(row, letter) if place == len(words) else None,
            )
            last = str(sent.message_id)
        return last

    def _pages(self, row: OutgoingRow, letter: Letter) -> list[str]:
        """The notice with the link to the console below it."""
        where = self._house.link(row.receipt) or self._house.say(say.ON_CONSOLE, letter.language)
        parts = letter.parts if letter.kind == "ring" else (self._paragraph(say.SOMETHING, letter.language),)
        return pages(Letter(letter.language, (*parts, Part("paragraph", where))))

    def _paragraph(self, text: Text, language: str) -> Part:
        return Part("paragraph", self._house.say(text, language))

    async def _thread(self, row: OutgoingRow) -> int | None:
        """The topic of the case; a new one is bound before anything is said in it. Its name tells the code only."""
        if not row.receipt:
            return None
        async with self._house.store.reading() as tx:
            referral = await referrals.referral(tx, row.receipt, row.ministry)
        if referral is None:
            return None
        if not referral.thread:
            topic = await self._bot.create_forum_topic(int(row.address), row.receipt)
            async with self._house.store.transaction() as tx:
                await referrals.bind_thread(tx, row.receipt, row.ministry, str(topic.message_thread_id))
            return topic.message_thread_id
        return int(referral.thread)

    def _buttons(self, row: OutgoingRow, letter: Letter) -> InlineKeyboardMarkup | None:
        """Buttons of a notice about a case. The row's number makes them unlike those of any other message."""
        if letter.kind != "ring" or not letter.choices or not row.receipt:
            return None
        made = [InlineKeyboardButton(each.label, callback_data=f"{row.id}|{each.key}") for each in letter.choices]
        return InlineKeyboardMarkup([made])

    async def arrived(self, row: OutgoingRow, letter: Letter, after: str) -> str | None:
        """Ask about the messages after the last known one: only ours has the very same buttons already.

        Ids count per group, so a message that does not exist a few times over means that no more will come. A notice
        without buttons can't be asked about and is said again: a bell may ring twice.
        """
        buttons = self._buttons(row, letter)
        if buttons is None:
            return None
        if not after.isdigit():
            raise Unsure
        try:
            async with asyncio.timeout(SEND):
                return await self._search(int(row.address), int(after), buttons)
        except TimeoutError:
            raise Unsure from None
        except TelegramError as error:
            raise _told(error) from None

    async def _search(self, chat: int, after: int, buttons: InlineKeyboardMarkup) -> str | None:
        missing = 0
        for number in range(after + 1, after + 1 + ASKED):
            found = "other" if self._talk.said(chat, number) else await self._asked(chat, number, buttons)
            if found == "ours":
                return str(number)
            missing = missing + 1 if found == "missing" else 0
            if missing >= GAP:
                return None
        raise Unsure

    async def _asked(self, chat: int, number: int, buttons: InlineKeyboardMarkup) -> str:
        try:
            changed = await self._bot.edit_message_reply_markup(chat, number, reply_markup=buttons)
        except BadRequest as error:
            if _UNCHANGED in error.message.lower():
                return "ours"
            return "missing" if "not found" in error.message.lower() else "other"
        if isinstance(changed, Message):  # a word of ours from before a restart: take them off again
            await self._bot.edit_message_reply_markup(chat, number, reply_markup=None)
        return "other"


def _told(error: TelegramError) -> Exception:
    """What the outbox is told of a call that did not succeed."""
    match error:
        case RetryAfter():
            return Wait(error._retry_after.total_seconds())
        case ChatMigrated():
            return ChatMoved(f"{CHANNEL}:{error.new_chat_id}")
        case Forbidden():
            return Gone("put out of the group")
        case InvalidToken():
            return Wait(RETRY)
        case BadRequest():
            return _refused(error.message.lower())
        case NetworkError():
            return _network(error)
    return error


def _refused(words: str) -> Exception:
    if any(each in words for each in _TOPIC):
        return TopicGone()
    if any(each in words for each in _NO_RIGHTS):
        log.error("the officers' bot may not open topics in a desk's group")
        return Wait(RIGHTS)
    if any(each in words for each in _NOBODY):
        return Gone("no such group")
    return Gone("refused 400")


def _network(error: NetworkError) -> Exception:
    """Unsure only when something had left and no answer came."""
    cause = type(error.__cause__).__name__
    if error.__cause__ is None or cause in _NOT_SENT:
        return Wait(RETRY)
    return Unsure()
