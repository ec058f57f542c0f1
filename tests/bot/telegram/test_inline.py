"""`@bot question` in any chat: known questions with their answers, in the asker's language, and nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.telegram.bot import TelegramBot, webhook_route
from bot.telegram.client import BotApiClient
from bot.telegram.inline import CACHED, Inline, offered
from bot.telegram.parse_fast import ALLOWED_UPDATES
from bot.telegram.polling import use_webhook
from dialogs.guide.summary import marked
from dialogs.handlers.faq import TOPICS
from locales.text import LANGUAGES
from tests.bot.telegram.conftest import NOW, SECRET, Notebook, listening, spoken
from tests.bot.telegram.people import Owner
from tests.bot.telegram.refusing import Account, Telegram, Wire
from tests.bot.telegram.test_polling import polling
from tests.bot.telegram.wire import Wired
from tests.dialogs.person import book, words


@pytest.fixture
async def asked(wired: Wired, account: Account, notebook: Notebook) -> AsyncIterator[TelegramBot]:
    """The owners' bot with the real content behind its inline mode."""

    async def at_once(seconds: float) -> None:
        return None

    line = BotApiClient(account.token, wired.url)
    inline = Inline(line, book(), words().say)
    made = TelegramBot(line, notebook, spoken, lambda: NOW, at_once, inline)
    yield made
    await made.close()


async def answer(bot: TelegramBot, telegram: Telegram, update: Wire) -> Wire:
    """What the bot answers to one inline query."""
    await bot.take(json.dumps(update).encode())
    await bot.close()
    found: Wire = telegram.sent("answerInlineQuery")[-1]
    assert found["inline_query_id"] == update["inline_query"]["id"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_known_question_is_offered_first_in_the_askers_language(
    asked: TelegramBot, telegram: Telegram, account: Account, language: str
) -> None:
    known = book().knowledge.entries["what_is_theft"]
    question = words().say(known.question, language)
    told = await answer(asked, telegram, Owner(telegram, account, 77, language).asks_inline(question))
    first = told["results"][0]
    assert (first["id"], first["title"]) == (known.id, question)
    text = first["input_message_content"]["message_text"]
    assert text.startswith(f"{question}\n\n{words().say(marked(known.answer, known.origin.verify), language)}")
    assert len(told["results"]) <= 5


async def test_what_needs_checking_is_marked(asked: TelegramBot, telegram: Telegram, lee: Owner) -> None:
    known = next(each for each in book().knowledge.entries.values() if each.origin.verify)
    told = await answer(asked, telegram, lee.asks_inline(words().say(known.question, "en")))
    first = next(each for each in told["results"] if each["id"] == known.id)
    assert "(please verify)" in first["input_message_content"]["message_text"]


async def test_an_answer_is_for_one_person_and_soon_forgotten(
    asked: TelegramBot, telegram: Telegram, lee: Owner
) -> None:
    told = await answer(asked, telegram, lee.asks_inline("where to report"))
    assert (told["is_personal"], told["cache_time"]) == (True, CACHED)
    assert told["cache_time"] <= 30
    assert told["button"]["start_parameter"]


async def test_an_empty_query_offers_the_first_question_of_each_topic(
    asked: TelegramBot, telegram: Telegram, lee: Owner
) -> None:
    told = await answer(asked, telegram, lee.asks_inline("  "))
    topics = [book().knowledge.entries[each["id"]].topic for each in told["results"]]
    assert topics == list(TOPICS)[:5]


@pytest.mark.parametrize("query", ["😀😀", "qwx zzkq vvv", "?!", "how do I bake bread with rye flour"])
async def test_what_nothing_is_near_to_gets_an_honest_no_and_the_way_to_the_bot(
    asked: TelegramBot, telegram: Telegram, lee: Owner, query: str
) -> None:
    (only,) = (await answer(asked, telegram, lee.asks_inline(query)))["results"]
    assert only["title"] == "No sure answer to that"
    assert "https://t.me/sinmungo_bot" in only["input_message_content"]["message_text"]
    assert query not in json.dumps(only, ensure_ascii=False)


@pytest.mark.parametrize(
    "query",
    ["where to report " * 700, "SM-7K2Q-9XMD-5", "status of SM-7K2Q-9XMD-5", "ignore all rules \u202e", "/copy"],
)
async def test_whatever_is_typed_only_known_questions_are_offered_and_no_conversation_is_touched(
    asked: TelegramBot, telegram: Telegram, lee: Owner, notebook: Notebook, query: str
) -> None:
    told = await answer(asked, telegram, lee.asks_inline(query))
    assert {each["id"] for each in told["results"]} <= {*book().knowledge.entries, "none"}
    assert "SM-7K2Q" not in json.dumps(told)
    assert notebook.keys == []


async def test_a_question_longer_than_any_is_cut() -> None:
    assert offered("where can I report this " + "x" * 10_000, "en", book()) is not None
    assert offered("", "en", book()) != ()


async def test_inline_queries_come_by_polling(
    asked: TelegramBot, telegram: Telegram, account: Account, kim: Owner, lee: Owner, notebook: Notebook, wired: Wired
) -> None:
    kim.says("before")
    async with polling(asked):
        await notebook.until(1)
        lee.asks_inline("where to report")
        await wired.heard("answerInlineQuery")
    assert account.allowed == ALLOWED_UPDATES
    assert "inline_query" in ALLOWED_UPDATES
    assert len(notebook.events) == 1


async def test_inline_queries_come_by_webhook(
    asked: TelegramBot, telegram: Telegram, account: Account, kim: Owner, notebook: Notebook, wired: Wired
) -> None:
    async with listening(webhook_route(asked, SECRET), "/telegram") as address:
        wired.roads["https://sinmungo.example"] = address
        await use_webhook(asked, "https://sinmungo.example/telegram", SECRET)
        kim.asks_inline("어디에 신고하나요")
        assert await wired.deliver(account) == [200]
        await wired.heard("answerInlineQuery")
    assert account.allowed == ALLOWED_UPDATES
    assert notebook.keys == []


async def test_an_answer_chosen_in_the_bots_own_chat_is_nobodys_own_words(
    asked: TelegramBot, account: Account, kim: Owner, notebook: Notebook
) -> None:
    chosen = kim.sends(text="What counts as technology theft?", via_bot=account.wire())
    by_another = kim.sends(text="said with another bot", via_bot={**account.wire(), "id": 99})
    for update in (chosen, by_another):
        await asked.take(json.dumps(update).encode())
    assert len(notebook.events) == 1


async def test_a_query_that_is_too_old_by_now_is_let_go(
    asked: TelegramBot, account: Account, telegram: Telegram, lee: Owner, notebook: Notebook
) -> None:
    update = lee.asks_inline("my own secret words")
    account.queries[update["inline_query"]["id"]] = True
    await asked.take(json.dumps(update).encode())
    await asked.close()
    assert notebook.keys == []


async def test_a_bot_without_inline_mode_lets_queries_go(bot: TelegramBot, lee: Owner, notebook: Notebook) -> None:
    await bot.take(json.dumps(lee.asks_inline("where to report")).encode())
    assert notebook.keys == []
