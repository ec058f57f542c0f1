"""`@bot question` in any chat: known questions to choose from. Nothing is kept, and no conversation is touched."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import msgspec

from bot.inbox.batch import guess_language
from bot.outbox.telegram_html import MOST_UNITS, fitting, units
from bot.telegram.client import BotApiClient, BotApiRefused, LineError, fixed_words
from dialogs.book import Book
from dialogs.faq.language import LONGEST, plain
from dialogs.guide.summary import marked
from dialogs.handlers.faq import TOPICS
from locales.text import Text, _

log = logging.getLogger(__name__)

OFFERED = 5
"""Questions offered at once."""
CACHED = 10
"""Seconds for which Telegram may show the same person the same answer again."""
DESCRIBED = 120
UNDER_WAY = 16
"""Queries answered at the same time; Telegram asks again at the next letter, so the rest go unanswered."""

NO_ANSWER = _("No sure answer to that", "inline")
NO_ANSWER_MORE = _("Ask in other words, or ask me in a private chat.", "inline")
ASK_ME = _("Ask me in a private chat", "inline")
UNTRANSLATED = _("This answer is not in your language yet.")

Wire = dict[str, Any]
Say = Callable[[Text, str], str]


class _Name(msgspec.Struct, frozen=True):
    username: str


class Inline:
    """Answers inline queries of one bot from what is known to everybody."""

    def __init__(self, line: BotApiClient, book: Book, say: Say) -> None:
        self._line, self._book, self._say = line, book, say
        self._address = ""
        self._room = UNDER_WAY

    async def answer(self, query: str, words: str, hint: str) -> None:
        """Answer the query with this id; `hint` is the asker's language (IETF). A failure is logged, never raised."""
        if not self._room:
            return
        self._room -= 1
        try:
            await self._answer(query, words, guess_language(hint))
        except BotApiRefused as refused:
            log.info("an inline query was refused: %s", fixed_words(refused.description))
        except LineError as error:
            log.info("an inline query was not answered: %s", type(error).__name__)
        finally:
            self._room += 1

    async def _answer(self, query: str, words: str, language: str) -> None:
        ids = await asyncio.to_thread(offered, words, language, self._book)
        found = [self._known(id, language) for id in ids] or [await self._nothing(language)]
        told = {
            "inline_query_id": query,
            "results": found,
            "is_personal": True,
            "cache_time": CACHED,
            "button": {"text": self._say(ASK_ME, language), "start_parameter": "faq"},
        }
        await self._line.call("answerInlineQuery", told)

    def _known(self, id: str, language: str) -> Wire:
        known = self._book.knowledge.entries[id]
        question = self._say(known.question, language)
        said = [question, self._say(marked(known.answer, known.origin.verify), language)]
        if self._book.worded_in(known.answer, language) != language:
            said.append(self._say(UNTRANSLATED, language))
        bold = {"type": "bold", "offset": 0, "length": units(question)}
        return article(id, question, said[1], "\n\n".join(said), entities=[bold])

    async def _nothing(self, language: str) -> Wire:
        title, more = self._say(NO_ANSWER, language), self._say(NO_ANSWER_MORE, language)
        return article("none", title, more, f"{title}. {more} {await self._bot()}")

    async def _bot(self) -> str:
        """The bot's own address, asked for once. Raises LineError."""
        if not self._address:
            name = msgspec.json.decode(await self._line.call("getMe", {}), type=_Name).username
            self._address = f"https://t.me/{name}"
        return self._address


def offered(words: str, language: str, book: Book) -> tuple[str, ...]:
    """Ids of known questions, best first: each topic's first for no words, none for words that nothing is near to."""
    entries = book.knowledge.entries
    if not plain(words):
        first: dict[str, str] = {}
        for each in entries.values():
            first.setdefault(each.topic, each.id)
        return () if words.strip() else tuple(first[topic] for topic in TOPICS if topic in first)[:OFFERED]
    near = book.nearest(words[:LONGEST], language)
    return tuple(id for id, _score in near.ranked if id in entries)[:OFFERED] if near.tier != "none" else ()


def article(id: str, title: str, description: str, text: str, **more: Any) -> Wire:
    """A result that is sent as `text` when it is chosen."""
    content = {"message_text": fitting(text, MOST_UNITS), "link_preview_options": {"is_disabled": True}, **more}
    shown = fitting(description, DESCRIBED)
    return {"type": "article", "id": id, "title": title, "description": shown, "input_message_content": content}
