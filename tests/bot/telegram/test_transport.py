"""Letters to owners: worded for Telegram, put in the place of an older one, and every refusal told to the outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.letter import Button, Letter, Part
from bot.outbox.telegram_html import pages
from bot.outbox.transport import ChatMoved, Gone, OutgoingRow, Unsure, Wait
from bot.telegram.client import BotApiClient
from bot.telegram.transport import TelegramTransport
from tests.bot.telegram.official import units
from tests.bot.telegram.people import Owner
from tests.bot.telegram.refusing import Account, Telegram, Wire
from tests.bot.telegram.wire import Wired
from tests.bot.telegram.words import parse

ROW = OutgoingRow(1, "k", "telegram", "telegram:4242")
PAPER = ("report.pdf", "application/pdf", b"%PDF-1.7")


@pytest.fixture
async def line(wired: Wired, account: Account) -> AsyncIterator[BotApiClient]:
    made = BotApiClient(account.token, wired.url)
    yield made
    await made.close()


@pytest.fixture
def post(line: BotApiClient) -> TelegramTransport:
    async def files(source: str, ref: str) -> tuple[str, str, bytes]:
        assert (source, ref) == ("report", "SM-1")
        return PAPER

    return TelegramTransport(line, files)


def letter(*words: str, **more: Any) -> Letter:
    return Letter("ko", tuple(Part("paragraph", text) for text in words), **more)


def question(turn: int = 3, on: bool = False, **more: Any) -> Letter:
    choices = (Button("a", "도면"), Button("b", "소프트웨어", on=on), Button("done", "끝"))
    return letter("무엇을 빼앗겼습니까?", choices=choices, nav=(Button("back", "뒤로"),), turn=turn, **more)


def labels(message: Wire) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


async def test_words_stand_as_they_were_written(post: TelegramTransport, kim: Owner) -> None:
    typed = 'a < b & c > d <script>alert("x")</script> &amp; \u202e 🙂 &#x41;'
    await post.send(ROW, letter(typed))
    assert kim.inbox[-1]["text"] == typed
    assert "entities" not in kim.inbox[-1]


async def test_a_card_and_a_list_have_a_bold_title(post: TelegramTransport, kim: Owner) -> None:
    card = Part("card", "접수증 <1>", (("번호", "SM-1"), ("때", "3월 2일")))
    items = Part("items", "할 일", (("", "하나"), ("", "둘")), ordered=True)
    await post.send(ROW, Letter("ko", (Part("paragraph", "안녕하십니까"), card, items)))
    message = kim.inbox[-1]
    assert message["text"].split("\n") == [
        "안녕하십니까", "", "접수증 <1>", "번호: SM-1", "때: 3월 2일", "", "할 일", "1. 하나", "2. 둘",
    ]  # fmt: skip
    bold = [message["text"][e["offset"] : e["offset"] + e["length"]] for e in message["entities"]]
    assert bold == ["접수증 <1>", "번호", "때", "할 일"]


async def test_buttons_stand_in_columns_and_ticks_are_seen(post: TelegramTransport, kim: Owner) -> None:
    await post.send(ROW, question(on=True, columns=2))
    message = kim.inbox[-1]
    assert labels(message) == [["도면", "✓ 소프트웨어"], ["끝"], ["뒤로"]]
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "3|a"


async def test_a_page_is_a_link_and_a_number_is_said(post: TelegramTransport, kim: Owner) -> None:
    choices = (
        Button("w", "누리집", url="https://www.kipo.go.kr/"),
        Button("t", "전화", url="tel:1357", note="평일 9-18시"),
        Button("n", "신고", note="15분쯤 걸립니다"),
    )
    await post.send(ROW, letter("도움", choices=choices))
    message = kim.inbox[-1]
    assert labels(message) == [["누리집"], ["신고"]]
    assert message["text"].split("\n\n")[1].split("\n") == ["전화: 1357 · 평일 9-18시", "신고: 15분쯤 걸립니다"]


async def test_a_longest_key_fits_and_a_longer_one_is_our_own_mistake(post: TelegramTransport, kim: Owner) -> None:
    await post.send(ROW, letter("?", choices=(Button("가" * 13, "x"),), turn=10**9))
    with pytest.raises(ValueError, match="too long"):
        await post.send(ROW, letter("?", choices=(Button("x" * 63, "x"),), turn=1))


async def test_an_answer_takes_the_place_of_its_question(
    post: TelegramTransport, kim: Owner, telegram: Telegram
) -> None:
    sent = await post.send(ROW, question())
    assert await post.send(ROW, question(turn=4, on=True, replace=sent)) == sent
    assert labels(kim.inbox[-1])[1] == ["✓ 소프트웨어"]
    assert len(kim.inbox) == 1
    assert await post.send(ROW, question(turn=4, on=True, replace=sent)) == sent


async def test_what_cannot_be_replaced_is_sent_afresh(post: TelegramTransport, kim: Owner, telegram: Telegram) -> None:
    sent = await post.send(ROW, question())
    del kim.room.messages[int(sent)]
    fresh = await post.send(ROW, question(replace=sent))
    assert fresh != sent
    own = telegram.keep(kim.room, kim.person.wire(), text="mine")
    assert await post.send(ROW, question(replace=str(own["message_id"]))) != str(own["message_id"])
    edits = len(telegram.sent("editMessageText"))
    await post.send(ROW, question(replace="in:77"))
    assert len(telegram.sent("editMessageText")) == edits


async def test_protection_is_never_lost_by_replacing(post: TelegramTransport, kim: Owner, telegram: Telegram) -> None:
    plain = await post.send(ROW, question())
    kept = await post.send(ROW, question(protect=True, replace=plain))
    assert kept != plain
    assert kim.inbox[-1]["has_protected_content"] is True
    assert await post.send(ROW, question(protect=True, on=True, replace=kept)) == kept


async def test_a_file_comes_with_its_name_and_the_buttons(
    post: TelegramTransport, kim: Owner, telegram: Telegram
) -> None:
    part = Part("file", "신고서 <사본>", ref="SM-1", source="report", name='신고서 "1".pdf')
    sent = await post.send(ROW, Letter("ko", (part,), choices=(Button("x", "네"),), protect=True))
    message = kim.inbox[-1]
    assert str(message["message_id"]) == sent
    assert message["caption"] == "신고서 <사본>"
    assert message["document"]["mime_type"] == "application/pdf"
    assert message["document"]["file_name"].startswith("신고서")
    assert telegram.files[message["document"]["file_id"]].data == PAPER[2]
    assert labels(message) == [["네"]]


async def test_words_and_a_file_are_two_messages_and_the_words_have_the_buttons(
    post: TelegramTransport, kim: Owner
) -> None:
    part = Part("file", "신고서", ref="SM-1", source="report", name="a.pdf")
    words = Part("paragraph", "여기 있습니다")
    sent = await post.send(ROW, Letter("ko", (words, part), choices=(Button("x", "네"),)))
    assert ["reply_markup" in message for message in kim.inbox] == [True, False]
    assert sent == str(kim.inbox[0]["message_id"])


async def test_long_words_are_cut_between_messages_and_nothing_is_lost(post: TelegramTransport, kim: Owner) -> None:
    text = "".join(f"{n:04d}🙂🙂🙂 <&> " for n in range(700))
    await post.send(ROW, letter(text, choices=(Button("x", "네"),)))
    assert len(kim.inbox) > 2
    assert "".join(m["text"] for m in kim.inbox).replace(" ", "") == text.replace(" ", "")
    assert ["reply_markup" in m for m in kim.inbox] == [False] * (len(kim.inbox) - 1) + [True]


async def test_what_must_not_stay_is_deleted(post: TelegramTransport, kim: Owner) -> None:
    update = kim.says("900101-1234567")
    number = update["message"]["message_id"]
    await post.send(ROW, letter("그 번호는 받지 않습니다.", erase=f"in:{number}"))
    assert number not in kim.room.messages
    await post.send(ROW, letter("그 번호는 받지 않습니다.", erase=f"in:{number}"))
    assert len(kim.inbox) == 2


async def test_what_should_vanish_does_within_what_telegram_allows(
    line: BotApiClient, post: TelegramTransport, kim: Owner, wired: Wired
) -> None:
    planned: list[tuple[float, Callable[[], None]]] = []
    fleeting = TelegramTransport(line, post._files, lambda seconds, work: planned.append((seconds, work)))
    await fleeting.send(ROW, letter("soon", delete_after=600))
    await fleeting.send(ROW, letter("late", delete_after=10**7))
    await fleeting.send(ROW, letter("never"))
    assert [seconds for seconds, _ in planned] == [600, 47 * 3600]
    planned[0][1]()
    await wired.heard("deleteMessages")
    assert [m["text"] for m in kim.inbox] == ["late", "never"]


async def test_many_old_messages_are_deleted_and_those_too_old_are_left(
    post: TelegramTransport, kim: Owner, telegram: Telegram
) -> None:
    old = await post.send(ROW, letter("old"))
    telegram.now += 49 * 3600
    young = [await post.send(ROW, letter(str(n))) for n in range(101)]
    await post.delete("4242", old, *young)
    assert [str(m["message_id"]) for m in kim.inbox] == [old]


@pytest.mark.parametrize(
    ("code", "description", "parameters", "expected"),
    [
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, Wait(7)),
        (403, "Forbidden: bot was blocked by the user", {}, Gone("blocked")),
        (403, "Forbidden: user is deactivated", {}, Gone("blocked")),
        (400, "Bad Request: chat not found", {}, Gone("no such chat")),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, ChatMoved("telegram:-100")),
        (500, "Internal Server Error", {}, Wait(5)),
        (401, "Unauthorized", {}, Wait(5)),
        (400, "Bad Request: can't parse entities: <secret>", {}, Gone("refused 400: can't parse entities")),
    ],
)
async def test_a_refusal_is_told_to_the_outbox(
    post: TelegramTransport, kim: Owner, telegram: Telegram,
    code: int, description: str, parameters: dict[str, int], expected: Exception,
) -> None:  # fmt: skip
    telegram.refuse_next("sendMessage", code, description, **parameters)
    with pytest.raises(type(expected)) as caught:
        await post.send(ROW, letter("hello"))
    assert vars(caught.value) == vars(expected)
    await post.send(ROW, letter("hello"))


async def test_a_blocked_bot_and_an_unknown_chat_are_gone(post: TelegramTransport, kim: Owner) -> None:
    kim.blocks()
    with pytest.raises(Gone):
        await post.send(ROW, letter("hello"))
    with pytest.raises(Gone):
        await post.send(OutgoingRow(2, "k", "telegram", "telegram:1"), letter("hello"))


async def test_a_lost_answer_is_unsure_and_an_absent_telegram_is_not(
    post: TelegramTransport, kim: Owner, telegram: Telegram
) -> None:
    telegram.swallow_next("sendMessage")
    with pytest.raises(Unsure):
        await post.send(ROW, letter("hello"))
    assert len(kim.inbox) == 1
    nowhere = TelegramTransport(BotApiClient("1:x", "http://127.0.0.1:1"), post._files)
    with pytest.raises(Wait):
        await nowhere.send(ROW, letter("hello"))


lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)


@given(texts=st.lists(lines, max_size=4), title=lines, rows=st.lists(st.tuples(lines, lines), max_size=4))
def test_any_words_are_readable_html_of_at_most_4096_units(
    texts: list[str], title: str, rows: list[tuple[str, str]]
) -> None:
    parts = (*(Part("paragraph", text) for text in texts), Part("card", title, tuple(rows)))
    found = [parse(page, "HTML")[0] for page in pages(Letter("fr", parts))]
    assert all(0 < units(page) <= 4096 for page in found)
    written = "".join((*texts, title, *(label + value for label, value in rows)))
    kept = "".join(found)
    assert sum(kept.count(char) for char in "가<&>🙂x") == sum(written.count(char) for char in "가<&>🙂x")


async def test_a_silent_letter_does_not_ring_and_others_do(post: TelegramTransport, kim: Owner) -> None:
    quiet = await post.send(ROW, letter("밤에 온 소식", silent=True))
    await post.send(ROW, letter("낮에 온 소식"))
    assert kim.room.silent == {int(quiet)}
