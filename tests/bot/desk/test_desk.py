"""The officers' bot over the refusing Telegram, with the real inbox: bound groups, one topic a case, who may act."""

from __future__ import annotations

import pytest

from bot.desk import texts as desk_sayings
from bot.desk.buttons import named
from bot.desk.commands import COMMANDS, introduce
from bot.desk.group_messages import WINDOW
from dialogs.notices import desk as notices
from locales.text import LANGUAGES
from storage import audit, groups
from storage.timestamps import ms
from tests.bot.desk.topics import ORIGIN, notice, texts, topic_of
from tests.bot.telegram.house import NOW, World
from tests.bot.telegram.official import units
from tests.bot.telegram.people import Officer, again, upgrade
from tests.bot.telegram.refusing import Telegram
from tests.dialogs.person import words
from tests.storage.world import held

# ---- binding ------------------------------------------------------------------------------------------


async def test_a_group_is_bound_with_a_token_that_works_once(world: World) -> None:
    room, officer = await world.bound("kftc", "KFTC")
    assert "now the desk of" in texts(room)[-1]
    assert not [m for m in room.messages.values() if "/bind" in m.get("text", "")]
    async with world.store.reading() as tx:
        assert (await groups.desk(tx, "kftc")).chat == f"desk:{room.id}"
    officer.says("/bind something-used-before")
    await world.deal()
    assert "unknown, used or too old" in texts(room)[-1]


async def test_the_same_binding_twice_says_nothing_twice(world: World, telegram: Telegram) -> None:
    officers = world.officers_account()
    room = telegram.group("KFTC", officers)
    officer = Officer(telegram, officers, room, 77)
    async with world.store.transaction() as tx:
        token = await groups.invite_desk(tx, "kftc", "en", ms(NOW) + 1000)
    update = officer.says(f"/bind {token}")
    officers.updates.append(again(update))
    await world.deal()
    assert len(texts(room)) == 1


@pytest.mark.parametrize(
    ("forum", "admin", "told"), [(False, True, "switch on topics"), (True, False, "administrator")]
)
async def test_a_group_that_is_not_fit_keeps_its_token(
    world: World, telegram: Telegram, forum: bool, admin: bool, told: str
) -> None:
    officers = world.officers_account()
    room = telegram.group("KFTC", officers, forum=forum)
    if not admin:
        room.admins.clear()
    officer = Officer(telegram, officers, room, 77)
    async with world.store.transaction() as tx:
        token = await groups.invite_desk(tx, "kftc", "en", ms(NOW) + 1000)
    officer.says(f"/bind {token}")
    await world.deal()
    assert told in texts(room)[-1]
    room.forum = True
    room.admins.add(officers.id)
    officer.says(f"/bind {token}")
    await world.deal()
    assert "now the desk of" in texts(room)[-1]


async def test_a_bot_that_is_added_says_how_to_go_on_and_an_unbound_group_is_left_in_peace(
    world: World, telegram: Telegram
) -> None:
    officers = world.officers_account()
    room = telegram.group("Lunch", officers)
    officer = Officer(telegram, officers, room, 77)
    officer.adds_bot()
    officer.says("where shall we eat?")
    await world.deal()
    assert len(texts(room)) == 1
    assert "/bind" in texts(room)[0]


# ---- notices ------------------------------------------------------------------------------------------


async def test_each_case_has_a_topic_of_its_own_in_each_ministry(world: World) -> None:
    kftc, _ = await world.bound("kftc", "KFTC")
    mss, _ = await world.bound("mss", "MSS")
    first = await world.filed(world.owner(1), "kftc", "mss")
    second = await world.filed(world.owner(2), "kftc")
    assert sorted(kftc.topics.values()) == sorted([first, second])
    assert list(mss.topics.values()) == [first]
    said = "\n".join(texts(kftc, topic_of(kftc, first)))
    assert first in said
    assert second not in said
    assert all(m.get("has_protected_content") for m in kftc.messages.values() if m["from"]["is_bot"] and "text" in m)


async def test_a_deleted_topic_is_opened_again(world: World) -> None:
    room, _ = await world.bound("kftc", "KFTC")
    owner = world.owner(1)
    receipt = await world.filed(owner, "kftc")
    room.gone.add(topic_of(room, receipt))
    async with world.store.reading() as tx:
        row = await held(tx, receipt)
    assert row.thread
    await world.again(receipt, "kftc")
    await world.wired.heard("createForumTopic", 2)
    await world.until_said(room, "again")
    assert topic_of(room, receipt) not in room.gone


async def test_a_group_that_becomes_a_supergroup_keeps_its_cases(world: World, telegram: Telegram) -> None:
    old, _officer = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    new = upgrade(telegram, world.officers_account(), old)
    await world.deal()
    async with world.store.reading() as tx:
        assert (await groups.desk(tx, "kftc")).chat == f"desk:{new.id}"
    second = await world.filed(world.owner(2), "kftc")
    assert second in new.topics.values()
    assert receipt != second


async def test_a_notice_to_an_old_id_follows_the_group(world: World, telegram: Telegram) -> None:
    old, _officer = await world.bound("kftc", "KFTC")
    new = upgrade(telegram, world.officers_account(), old)
    world.officers_account().updates.clear()
    receipt = await world.filed(world.owner(1), "kftc")
    await world.wired.heard("createForumTopic", 1)
    await world.until_said(new, receipt)
    assert receipt in new.topics.values()


# ---- acting -------------------------------------------------------------------------------------------


async def test_an_officer_takes_a_case_and_a_colleague_cannot(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    owner = world.owner(1)
    receipt = await world.filed(owner, "kftc")
    colleague = await world.joins(room, "kftc", 12345, name="Choi")
    park.presses(notice(room), "Take it")
    colleague.presses(notice(room), "Take it")
    await world.deal()
    assert texts(room, topic_of(room, receipt))[-1] == f"Report {receipt} is taken. The owner is told."
    windows = [args.get("text", "") for args in telegram.sent("answerCallbackQuery")]
    assert any("Another officer holds this report" in words for words in windows)
    assert any("taken your report" in m["text"] for m in owner.inbox)


async def test_what_was_declined_cannot_be_taken(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    park.presses(notice(room), "Cannot act")
    await world.deal()
    question = next(m for m in room.messages.values() if "Why can you not act" in m.get("text", ""))
    (label,) = question["reply_markup"]["inline_keyboard"][0]
    park.presses(question, label["text"])
    park.presses(notice(room), "Take it")
    await world.deal()
    assert any("cannot act on report" in m["text"] for m in kim.inbox)
    assert telegram.sent("answerCallbackQuery")[-1]["text"].startswith("This report is closed, declined or withdrawn")
    async with world.store.reading() as tx:
        assert (await held(tx, receipt)).state == "declined"


async def test_a_forwarded_command_does_nothing(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    park.says("/help", thread=topic_of(room, receipt), forward_origin=ORIGIN)
    park.says("/bind token", forward_origin=ORIGIN)
    await world.deal()
    assert "reaches nobody" in texts(room, topic_of(room, receipt))[-1]
    assert "was forwarded" in texts(room)[-1]


async def test_a_bot_that_is_put_out_of_a_desk_is_written_down(world: World, caplog: pytest.LogCaptureFixture) -> None:
    _room, park = await world.bound("kftc", "KFTC")
    park.puts_bot_out()
    await world.deal()
    assert "in the group of kftc" in caplog.text
    async with world.store.reading() as tx:
        assert [line.action for line in await audit.history(tx, "kftc")][-1] == "bot put out of desk"


# ---- words ----------------------------------------------------------------------------------------------


async def test_help_says_how_a_group_works_and_a_strange_group_how_it_becomes_a_desk(
    world: World, telegram: Telegram
) -> None:
    room, park = await world.bound("kftc", "KFTC")
    park.says("/help")
    park.says("/start")
    lunch = telegram.group("Lunch", world.officers_account())
    Officer(telegram, world.officers_account(), lunch, 77).says("/help")
    await world.deal()
    assert texts(room)[-2:] == [words().say(desk_sayings.HELP, "en")] * 2
    assert "/bind" in texts(lunch)[-1]


async def test_telegram_lists_one_command_of_groups_in_five_languages(world: World, telegram: Telegram) -> None:
    await introduce(world.officers.bot, words().say)
    sent = telegram.sent("setMyCommands")
    assert [args.get("language_code", "") for args in sent] == ["", *LANGUAGES]
    assert {args["scope"]["type"] for args in sent} == {"all_group_chats"}
    assert {tuple(each["command"] for each in args["commands"]) for args in sent} == {tuple(COMMANDS)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_in_the_small_window_and_on_buttons_fits_whole(language: str) -> None:
    code = "SM-7K2Q-9XMD-5"
    link = f"https://report.example.go.kr/desk/case/{code}"
    shown = [*desk_sayings.REFUSED.values(), desk_sayings.TAKEN, desk_sayings.MOVED, desk_sayings.MOVED_TO]
    told = [words().say(named(text, receipt=code, link=link), language) for text in shown]
    assert [text for text in told if units(text) > WINDOW] == []
    labels = [words().say(each.label, language) for each in (notices.TAKE, notices.DECLINE)]
    assert [label for label in labels if len(label) > 24] == []
