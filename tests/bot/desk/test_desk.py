"""The officers' bot over the refusing Telegram, with the real inbox: one topic a case, and no word astray."""

from __future__ import annotations

import asyncio

import pytest

from bot.desk import texts as desk_sayings
from bot.desk.actions import LONGEST_NAME, named
from locales.text import LANGUAGES
from storage import audit, groups
from storage.timestamps import ms
from tests.bot.desk.topics import ORIGIN, notice, texts, topic_of
from tests.bot.telegram.house import NOW, STORY, World
from tests.bot.telegram.official import units
from tests.bot.telegram.people import Officer, again, upgrade
from tests.bot.telegram.refusing import Room, Telegram
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
    assert STORY in said
    assert second not in said
    assert "Hidden Ltd" not in said
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
    await world.until_said(new, STORY)
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
    assert "has taken report" in texts(room, topic_of(room, receipt))[-1]
    windows = [args.get("text", "") for args in telegram.sent("answerCallbackQuery")]
    assert any("Park holds this report" in words for words in windows)
    assert any("taken your report" in m["text"] for m in owner.inbox)


async def test_seen_is_told_to_the_owner_once(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    owner = world.owner(1)
    await world.filed(owner, "kftc")
    update = park.presses(notice(room), "Seen")
    world.officers_account().updates.append(again(update))
    park.presses(notice(room), "Seen")
    await world.deal()
    assert len([m for m in owner.inbox if "has opened your report" in m["text"]]) == 1


async def test_declining_with_a_prepared_reason_and_with_own_words(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim, lee = world.owner(1), world.owner(2)
    first, second = await world.filed(kim, "kftc"), await world.filed(lee, "kftc")
    park.presses(next(m for m in room.messages.values() if "reply_markup" in m), "Cannot act")
    await world.deal()
    reasons = [m for m in room.messages.values() if "Why can you not act" in m.get("text", "")]
    (label,) = reasons[0]["reply_markup"]["inline_keyboard"][0]
    park.presses(reasons[0], label["text"])
    await world.deal()
    assert any("cannot act on report" in m["text"] for m in kim.inbox)
    park.says("/decline", thread=topic_of(room, second))
    park.says("/decline <b>not</b> our field", thread=topic_of(room, second))
    await world.deal()
    assert any("<b>not</b> our field" in m["text"] for m in lee.inbox)
    park.says("/take", thread=topic_of(room, first))
    await world.deal()
    assert "closed, declined or withdrawn" in texts(room)[-1]


# ---- words to owners ----------------------------------------------------------------------------------


async def test_words_in_a_topic_reach_that_owner_and_no_one_else(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    mss, _ = await world.bound("mss", "MSS")
    kim, lee = world.owner(1), world.owner(2)
    first, second = await world.filed(kim, "kftc", "mss"), await world.filed(lee, "kftc")
    heard = len(lee.inbox)
    park.says("Please <send> us the contract & drawings.", thread=topic_of(room, first))
    await world.deal()
    assert any("Please <send> us the contract & drawings." in m["text"] for m in kim.inbox)
    assert len(lee.inbox) == heard
    assert telegram.sent("setMessageReaction")[-1]["reaction"] == [{"type": "emoji", "emoji": "👌"}]
    assert not any("contract" in said for said in texts(mss))
    assert topic_of(room, second)


async def test_the_same_words_twice_reach_the_owner_once(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    update = park.says("Please call us.", thread=topic_of(room, receipt))
    world.officers_account().updates.append(again(update))
    await world.deal()
    assert len([m for m in kim.inbox if "Please call us." in m["text"]]) == 1


async def test_words_that_begin_with_two_slashes_stay_in_the_desk(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    heard, said = len(kim.inbox), len(texts(room))
    park.says("// what do you think?", thread=topic_of(room, receipt))
    await world.deal()
    assert (len(kim.inbox), len(texts(room))) == (heard, said)


async def test_words_outside_a_topic_are_held_and_asked_about(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    await world.filed(kim, "kftc")
    heard = len(kim.inbox)
    park.says("Please send the contract.")
    await world.deal()
    assert "not sent to anyone" in texts(room)[-1]
    stray = telegram_topic(world, room)
    park.says("Please send the contract.", thread=stray)
    await world.deal()
    assert "belongs to no report" in texts(room, stray)[-1]
    assert len(kim.inbox) == heard


def telegram_topic(world: World, room: Room) -> int:
    """A topic that officers opened by themselves."""
    made = world.telegram.do_createForumTopic(world.officers_account(), {"chat_id": room.id, "name": "Lunch"})
    return int(made["message_thread_id"])


async def test_doubtful_words_are_held_until_their_author_decides(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim, lee = world.owner(1), world.owner(2)
    first, second = await world.filed(kim, "kftc"), await world.filed(lee, "kftc")
    colleague = Officer(telegram, world.officers_account(), room, 12345)
    thread, other = topic_of(room, first), topic_of(room, second)
    heard = (len(kim.inbox), len(lee.inbox))
    aside = colleague.says("// I know them", thread=thread)["message"]["message_id"]
    elsewhere = next(m for m in room.messages.values() if m.get("message_thread_id") == other and "text" in m)
    park.says("Ask them for the contract.", thread=thread, reply_to=aside)
    park.says("That one.", thread=thread, reply_to=elsewhere["message_id"])
    park.says("Forwarded words.", thread=thread, forward_origin=ORIGIN)
    park.says(f"As in {second}.", thread=thread)
    park.says("@park_officer please look", thread=thread)
    await world.deal()
    assert (len(kim.inbox), len(lee.inbox)) == heard
    questions = [m for m in room.messages.values() if "Should it go to the owner?" in m.get("text", "")]
    reasons = ["colleague", "outside this topic", "forwarded", "names another report", "calls on a colleague"]
    assert [reason for reason, q in zip(reasons, questions, strict=True) if reason in q["text"]] == reasons

    colleague.presses(questions[0], "Send to the owner")
    await world.deal()
    assert len(kim.inbox) == heard[0]
    park.presses(questions[0], "Send to the owner")
    update = park.presses(questions[0], "Send to the owner")
    park.presses(questions[3], "Do not send")
    await world.deal()
    assert update
    assert len([m for m in kim.inbox if "Ask them for the contract." in m["text"]]) == 1
    assert not any("As in" in m["text"] for m in (*kim.inbox, *lee.inbox))
    assert "reply_markup" not in questions[0]


async def test_a_forwarded_command_does_nothing(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    park.says("/take", thread=topic_of(room, receipt), forward_origin=ORIGIN)
    park.says("/take@another_bot", thread=topic_of(room, receipt))
    await world.deal()
    assert "was forwarded" in texts(room)[-1]
    async with world.store.reading() as tx:
        assert (await held(tx, receipt)).state == "sent"


async def test_what_cannot_be_passed_on_is_said(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    thread, heard = topic_of(room, receipt), len(kim.inbox)
    park.sends(thread, location={"latitude": 37.5, "longitude": 127.0})
    park.says("long " * 700, thread=thread)
    await world.deal()
    assert [["Only words and files" in each, "too long" in each] for each in texts(room, thread)[-2:]] == [
        [True, False],
        [False, True],
    ]
    assert len(kim.inbox) == heard


async def test_an_officer_of_another_ministry_cannot_act(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    mss, _ = await world.bound("mss", "MSS")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc", "mss")
    park.says("/seen", thread=topic_of(room, receipt))
    await world.deal()
    stranger = Officer(telegram, world.officers_account(), mss, park.person.id)
    stranger.says("Write to us instead.", thread=topic_of(mss, receipt))
    await world.deal()
    assert "officer of another body" in texts(mss)[-1]
    assert not any("instead" in m["text"] for m in kim.inbox)


async def test_an_anonymous_administrator_is_asked_who_it_is(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    heard = len(kim.inbox)
    park.says("Please call us.", thread=topic_of(room, receipt), sender_chat=room.wire())
    await world.deal()
    assert "anonymously" in texts(room)[-1]
    assert len(kim.inbox) == heard


async def test_a_bot_that_is_put_out_of_a_desk_is_written_down(world: World, caplog: pytest.LogCaptureFixture) -> None:
    _room, park = await world.bound("kftc", "KFTC")
    park.puts_bot_out()
    await world.deal()
    assert "in the group of kftc" in caplog.text
    async with world.store.reading() as tx:
        assert [line.action for line in await audit.history(tx, "kftc")][-1] == "bot put out of desk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_in_the_small_window_fits_whole(language: str) -> None:
    shown = [desk_sayings.DONE["seen"], desk_sayings.DONE["taken"], *desk_sayings.REFUSED.values()]
    told = [named(text, name="x" * LONGEST_NAME, receipt="SM-7K2Q-9XMD-5") for text in shown]
    told += [desk_sayings.HOW_TO, desk_sayings.NOT_YOURS, *desk_sayings.ANSWERS.values()]
    told += [*desk_sayings.NOT_TAKEN.values()]
    assert [text for text in (words().say(each, language) for each in told) if units(text) > 200] == []


async def test_a_group_without_reactions_gets_a_word(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    telegram.refuse_next("setMessageReaction", 400, "Bad Request: REACTION_INVALID")
    park.says("Please call us.", thread=topic_of(room, receipt))
    await world.deal()
    assert texts(room)[-1] == "Passed on to the owner."


async def test_three_ministries_and_three_languages_never_cross(world: World) -> None:
    rooms = {ministry: await world.bound(ministry, ministry) for ministry in ("kftc", "mss", "moip")}
    owners = {
        ministry: world.owner(n, code)
        for n, (ministry, code) in enumerate(zip(rooms, ("ja", "fr", "zh"), strict=True), 1)
    }
    receipts = {ministry: await world.filed(owner, ministry) for ministry, owner in owners.items()}
    for ministry, (room, officer) in rooms.items():
        officer.says(f"words of {ministry}", thread=topic_of(room, receipts[ministry]))
    await world.deal()
    for ministry, owner in owners.items():
        heard = "\n".join(m["text"] for m in owner.inbox)
        assert [each for each in rooms if f"words of {each}" in heard] == [ministry]


async def test_one_update_at_three_workers_reaches_the_owner_once(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    update = park.says("Please call us.", thread=topic_of(room, receipt))
    await asyncio.gather(*(world.officers.take(world.raw(update)) for _ in range(3)))
    await world.settled()
    assert len([m for m in kim.inbox if "Please call us." in m["text"]]) == 1
