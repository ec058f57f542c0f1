"""Letters to owners on Telegram: one letter, usually one call."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from bot.documents.files import Found
from bot.outbox.letter import Letter, Part
from bot.outbox.telegram_html import caption, keyboard, pages
from bot.outbox.transport import ChatMoved, Gone, OutgoingRow, TopicGone, Unsure, Wait
from bot.telegram.client import BotApiClient, BotApiRefused, LineError, Lost, Unreached, fixed_words
from bot.telegram.parse_fast import CHANNEL, OWN

log = logging.getLogger(__name__)

Files = Callable[[str, str], Awaitable[Found]]
"""(source, ref) -> name, MIME type and bytes of a file that is kept or made."""

Later = Callable[[float, Callable[[], None]], None]

SEND = 9.0
"""Seconds that finding a letter's files may take, and that sending it may: each less than a third of a lease."""
DELETABLE = 47 * 3600
"""Seconds within which a message can still be deleted, with an hour to spare."""
RETRY = 5.0
"""Seconds after which to try again when Telegram is out of order and does not say when."""
_REMEMBERED = 4096
_UNCHANGED = "message is not modified"
_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
_TOPIC = ("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")
_NOBODY = ("chat not found", "user is deactivated", "PEER_ID_INVALID", "USER_IS_DEACTIVATED")


class _Sent(msgspec.Struct, frozen=True):
    message_id: int


_sent = msgspec.json.Decoder(_Sent).decode


class TelegramTransport:
    """`Transport` of the channel `telegram`. `later` does something after so many seconds, in this process.

    What must not be forgotten may not rest on `delete_after`: it is a courtesy, kept while the process lives.
    """

    def __init__(self, line: BotApiClient, files: Files, later: Later | None = None) -> None:
        self._line, self._files = line, files
        self._later = later or _on_the_loop
        self._vanishing: set[asyncio.Task[None]] = set()
        self._protected: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        """Send it, or put it in the place of the message it replaces; the id of the message that has the buttons.

        Raises what `bot.outbox.transport` names, and Refused for a letter that Telegram will never take.
        """
        found = await self._found(letter)
        try:
            async with asyncio.timeout(SEND):
                if letter.erase:
                    await self.delete(row.address, letter.erase.removeprefix(OWN))
                sent = await self._replaced(row, letter) or await self._new(row, letter, found)
        except TimeoutError:
            raise Unsure from None
        except LineError as error:
            raise _told(error) from None
        if letter.delete_after:
            self._later(min(letter.delete_after, DELETABLE), lambda: self._vanish(row.address, sent))
        return sent

    async def _found(self, letter: Letter) -> list[Found]:
        """The letter's files, before anything is sent: some are only made now. Raises Gone, or Wait when it is long."""
        try:
            async with asyncio.timeout(SEND):
                return [await self._files(part.source, part.ref) for part in letter.parts if part.kind == "file"]
        except TimeoutError:
            raise Wait(RETRY) from None

    def _vanish(self, chat: str, message: str) -> None:
        task = asyncio.create_task(self._gone(chat, message))
        self._vanishing.add(task)
        task.add_done_callback(self._vanishing.discard)

    async def _gone(self, chat: str, message: str) -> None:
        try:
            await self.delete(chat, message)
        except LineError as error:
            log.info("a message stays: %s", type(error).__name__)

    async def delete(self, chat: str, *messages: str) -> None:
        """Delete messages of a private chat, ours or the person's; what is gone or older than 48 h is left."""
        numbers = [int(message) for message in messages if message.isdigit()]
        for at in range(0, len(numbers), 100):
            await self._tried("deleteMessages", {"chat_id": int(chat), "message_ids": numbers[at : at + 100]})

    async def _tried(self, method: str, args: dict[str, Any]) -> bool:
        try:
            await self._line.call(method, args)
        except BotApiRefused as refused:
            if refused.code != 400 or refused.migrated_to:
                raise
            log.info("%s was refused: %s", method, fixed_words(refused.description))
            return False
        return True

    async def _replaced(self, row: OutgoingRow, letter: Letter) -> str:
        """The id of the message that was changed into this letter; empty: it must be sent afresh."""
        words = pages(letter)
        if not self._may_replace(row, letter) or len(words) != 1:
            return ""
        args = {"chat_id": int(row.address), "message_id": int(letter.replace), **_body(words[0], keyboard(letter))}
        try:
            await self._line.call("editMessageText", args)
        except BotApiRefused as refused:
            if _UNCHANGED in refused.description:
                return letter.replace
            if any(each in refused.description for each in _NOT_EDITABLE):
                return ""
            raise
        return letter.replace

    def _may_replace(self, row: OutgoingRow, letter: Letter) -> bool:
        """An edit cannot add protection, so a protected letter only replaces one that was sent protected."""
        if not letter.replace.isdigit() or any(part.kind == "file" for part in letter.parts):
            return False
        return not letter.protect or (row.address, letter.replace) in self._protected

    async def _new(self, row: OutgoingRow, letter: Letter, found: list[Found]) -> str:
        rows, words = keyboard(letter), pages(letter)
        files = [part for part in letter.parts if part.kind == "file"]
        last = ""
        for place, page in enumerate(words, 1):
            body = _body(page, rows if place == len(words) else [])
            last = await self._message("sendMessage", {**_to(row, letter), **body})
        for part, made in zip(files, found, strict=True):
            under = rows if not words and part is files[-1] else []
            file = await self._document(row, letter, part, made, under)
            last = last or file
        if letter.protect:
            self._remember(row.address, last)
        return last

    async def _message(self, method: str, args: dict[str, Any]) -> str:
        return str(_sent(await self._line.call(method, args)).message_id)

    async def _document(
        self, row: OutgoingRow, letter: Letter, part: Part, found: Found, rows: list[list[dict[str, Any]]]
    ) -> str:
        name, mime, data = found
        args = {**_to(row, letter), "caption": caption(part), "parse_mode": "HTML"}
        if rows:
            args["reply_markup"] = {"inline_keyboard": rows}
        form = {key: value if isinstance(value, str) else _json(value) for key, value in args.items()}
        raw = await self._line.upload("sendDocument", form, {"document": (part.name or name, mime, data)})
        return str(_sent(raw).message_id)

    def _remember(self, chat: str, message: str) -> None:
        self._protected[chat, message] = None
        while len(self._protected) > _REMEMBERED:
            self._protected.popitem(last=False)


def _on_the_loop(seconds: float, work: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(seconds, work)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _to(row: OutgoingRow, letter: Letter) -> dict[str, Any]:
    to: dict[str, Any] = {"chat_id": int(row.address)}
    to |= {"disable_notification": True} if letter.silent else {}
    return to | ({"protect_content": True} if letter.protect else {})


def _body(page: str, rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    body: dict[str, Any] = {"text": page, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return body | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})


def _told(error: LineError) -> Exception:
    """What the outbox is told of a call that did not succeed."""
    match error:
        case Unreached():
            return Wait(RETRY)
        case Lost():
            return Unsure()
        case BotApiRefused():
            return _refused(error)
    return error


def _refused(refused: BotApiRefused) -> Exception:
    if refused.retry_after:
        return Wait(refused.retry_after)
    if refused.migrated_to:
        return ChatMoved(f"{CHANNEL}:{refused.migrated_to}")
    if any(each in refused.description for each in _TOPIC):
        return TopicGone()
    if refused.code == 403:
        return Gone("blocked")
    if any(each in refused.description for each in _NOBODY):
        return Gone("no such chat")
    if refused.code in (401, 404, 429) or refused.code >= 500:
        return Wait(RETRY)
    return Gone(f"refused {refused.code}: {fixed_words(refused.description)}"[:64])
