"""The first look and aiogram read the same update alike: the fast lane is only faster."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.parse_aiogram import Reader
from bot.telegram.parse_fast import Reading, first_look, glance
from dialogs.events import Said
from tests.bot.telegram.official import Official
from tests.bot.telegram.words import found_in

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

numbers = st.integers(1, 2**52)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
texts = st.one_of(
    words,
    words.map(lambda word: f"/start {word}"),
    st.sampled_from(
        ["/start", "/start@sinmungo_bot", "/start@sinmungo_bot aB3", "/start\naB3", "/help", "/START", "/start a b"]
    ),
)
datas = st.one_of(words, st.builds("{}|{}".format, st.integers(-3, 10**20), words), words.map(lambda word: f"1|{word}"))


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    person = {"id": draw(numbers), "is_bot": False, "first_name": draw(words)}
    language = draw(st.sampled_from(["", "ko", "zh-hans", "pt-br", "xx"]))
    return person | ({"language_code": language} if language else {})


@st.composite
def messages(draw: st.DrawFn, person: dict[str, Any]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["private", "private", "private", "group", "supergroup", "channel"]))
    chat = {"id": person["id"] if draw(st.booleans()) else draw(numbers), "type": kind}
    message: dict[str, Any] = {"message_id": draw(numbers), "date": draw(st.integers(1, 2**31)), "chat": chat}
    if draw(st.booleans()):
        message["from"] = person
    content = draw(st.sampled_from(["text", "text", "text", "sticker_like", "nothing"]))
    if content == "text":
        message["text"] = draw(texts)
        message["entities"] = found_in(message["text"])
    elif content == "sticker_like":
        message["location"] = {"latitude": 1.5, "longitude": 2.5}
    if draw(st.booleans()):
        message["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    return message


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    person = draw(people())
    update: dict[str, Any] = {"update_id": draw(numbers)}
    message = draw(messages(person))
    match draw(st.sampled_from(["message", "message", "query", "query", "edited", "old", "inline"])):
        case "message":
            return update | {"message": message}
        case "edited":
            return update | {"edited_message": message | {"edit_date": 5}}
        case "inline":
            return update | {"inline_query": {"id": "1", "from": person, "query": "x", "offset": ""}}
        case kind:
            query = {"id": str(draw(numbers)), "from": person, "chat_instance": "1"}
            if kind == "old":
                query["message"] = {"message_id": message["message_id"], "chat": message["chat"], "date": 0}
            elif draw(st.integers(0, 9)):
                query["message"] = message
            if draw(st.integers(0, 9)):
                query["data"] = draw(datas)
            return update | {"callback_query": query}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("1:x")


def ordinary(reader: Reader, raw: bytes) -> Reading | None:
    return asyncio.run(reader.read(raw, NOW))


@settings(max_examples=300, deadline=None)
@given(update=updates())
def test_both_tiers_read_alike(reader: Reader, official: Official, update: dict[str, Any]) -> None:
    assert list(official.value("Update", update, "update")) == []
    raw = json.dumps(update).encode()
    fast = first_look(glance(raw), NOW)
    if fast is not None:
        assert fast == ordinary(reader, raw)


@settings(max_examples=100, deadline=None)
@given(person=people(), text=texts, data=datas)
def test_what_is_usual_takes_the_fast_lane(person: dict[str, Any], text: str, data: str) -> None:
    chat = {"id": person["id"], "type": "private", "first_name": "Kim"}
    message = {"message_id": 7, "date": 9, "chat": chat, "from": person, "text": text}
    query = {"id": "1", "from": person, "chat_instance": "1", "message": message, "data": data}
    for update in ({"update_id": 1, "message": message}, {"update_id": 2, "callback_query": query}):
        assert first_look(glance(json.dumps(update).encode()), NOW) is not None


def test_what_was_forwarded_is_told_from_what_was_typed(reader: Reader) -> None:
    for origin in ({}, {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}):
        message = {"message_id": 7, "date": 9, "chat": {"id": 5, "type": "private"}, "text": "yes", **origin}
        raw = json.dumps({"update_id": 1, "message": message}).encode()
        for reading in (first_look(glance(raw), NOW), ordinary(reader, raw)):
            assert reading is not None
            assert isinstance(reading.event, Said)
            assert reading.event.forwarded is bool(origin)


def test_an_update_that_aiogram_cannot_read_means_nothing(reader: Reader) -> None:
    assert ordinary(reader, b'{"update_id": 1, "message": {"message_id": "not a number"}}') is None
