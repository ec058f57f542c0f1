"""Words and files from a topic to its owner: once, as they are, corrected by edits, and held where there is doubt."""

from __future__ import annotations

import pytest

from storage import cases, files, messages
from storage.audience import OWNER
from storage.messages import Spoken
from tests.bot.desk.topics import ORIGIN, heard, labels, last, texts, topic_of
from tests.bot.telegram.house import World
from tests.bot.telegram.people import Officer, Owner, again
from tests.bot.telegram.refusing import Room, Telegram, Wire

MEGABYTE = 1024 * 1024


async def begun(world: World, language: str = "en") -> tuple[Room, Officer, Owner, str, int]:
    """A desk, its officer, an owner, their case and its topic."""
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1, language)
    receipt = await world.filed(kim, "kftc")
    return room, park, kim, receipt, topic_of(room, receipt)


async def said(world: World, receipt: str) -> list[Spoken]:
    """What the desk said on a case, every version."""
    async with world.store.reading() as tx:
        case = await cases.load_case(tx, receipt)
        assert case is not None
        assert case.key is not None
        return [each for each in await messages.spoken(tx, case.key, receipt, OWNER) if each.direction == "out"]


async def sent(world: World, receipt: str) -> list[tuple[str, bytes]]:
    """Name and bytes of the files that the desk sent."""
    async with world.store.reading() as tx:
        found = [await files.stored(tx, ref.id) for ref in await files.files_of(tx, receipt, OWNER, desk="kftc")]
        return sorted((each.ref.name, each.content) for each in found if each is not None)


def asked(room: Room) -> list[Wire]:
    """Questions about held messages that are still open."""
    return [m for m in room.messages.values() if any("Send to the owner" in each for each in labels(m))]


# ---- files --------------------------------------------------------------------------------------------


async def test_a_file_reaches_the_owner_of_its_topic_once_with_its_words(world: World) -> None:
    _, park, kim, receipt, thread = await begun(world)
    update = park.sends_document(b"%PDF-1.7 order", "order.pdf", thread, caption="Please sign the order.")
    await world.deal()
    await world.officers.take(world.raw(again(update)))
    await world.settled()
    assert await sent(world, receipt) == [("order.pdf", b"%PDF-1.7 order")]
    assert heard(kim, "Please sign the order.") == 1


async def test_an_album_goes_file_by_file_and_is_confirmed_by_one_reaction_each_time(
    world: World, telegram: Telegram
) -> None:
    room, park, kim, receipt, thread = await begun(world)
    before = len(texts(room))
    updates = park.sends_album(thread, b"one", b"two", b"three", caption="The three drawings.")
    world.officers_account().updates.extend(again(update) for update in updates)
    await world.deal()
    assert sorted(data for _, data in await sent(world, receipt)) == [b"one", b"three", b"two"]
    assert heard(kim, "The three drawings.") == 1
    assert texts(room)[before:] == []
    assert len({args["message_id"] for args in telegram.sent("setMessageReaction")}) == 3


@pytest.mark.parametrize("honest", [True, False])
async def test_a_file_of_sixty_megabytes_is_refused_with_a_reason_and_nothing_of_it_is_sent(
    world: World, honest: bool
) -> None:
    room, park, kim, receipt, thread = await begun(world)
    before = len(kim.inbox)
    park.sends_big(thread, 60 * MEGABYTE, honest)
    await world.deal()
    assert "larger than 20 MB, so nothing was sent" in texts(room, thread)[-1]
    assert len(kim.inbox) == before
    assert await sent(world, receipt) == []
    assert any("big.zip" in m.get("document", {}).get("file_name", "") for m in room.messages.values())


async def test_a_file_that_telegram_no_longer_has_is_said_to_be_gone(world: World, telegram: Telegram) -> None:
    room, park, kim, receipt, thread = await begun(world)
    before = len(kim.inbox)
    update = park.sends_document(b"x", "x.pdf", thread)
    telegram.files[update["message"]["document"]["file_id"]].data = None
    await world.deal()
    assert "no longer has this file" in texts(room, thread)[-1]
    assert (len(kim.inbox), await sent(world, receipt)) == (before, [])


async def test_a_file_is_not_lost_while_telegram_is_out_of_order(world: World, telegram: Telegram) -> None:
    _, park, _, receipt, thread = await begun(world)
    update = park.sends_document(b"bytes", "x.pdf", thread)
    world.officers_account().updates.clear()
    telegram.refuse_next("getFile", 502, "Bad Gateway")
    with pytest.raises(Exception, match="Bad Gateway"):
        await world.officers.take(world.raw(update))
    await world.officers.take(world.raw(update))
    await world.settled()
    assert await sent(world, receipt) == [("x.pdf", b"bytes")]


async def test_a_name_that_could_hurt_is_made_harmless_on_the_way(world: World, telegram: Telegram) -> None:
    _, park, _, receipt, thread = await begun(world)
    name = "../../\u202egpj.<b>\x07 900101-1234568.pdf"
    park.sends(thread, document=telegram.store_file(b"x", "", "application/pdf") | {"file_name": name})
    await world.deal()
    [(kept, _)] = await sent(world, receipt)
    assert not set(kept) & set("/\\\u202e\x07")
    assert "900101" not in kept


async def test_a_doubtful_file_is_held_and_its_author_decides(world: World) -> None:
    room, park, kim, receipt, thread = await begun(world)
    lee = await world.joins(room, "kftc", 12345, name="Lee")
    before = len(kim.inbox)
    park.sends_document(b"theirs", "theirs.pdf", thread, forward_origin=ORIGIN)
    await world.deal()
    [question] = asked(room)
    lee.presses(question, "Send to the owner")
    await world.deal()
    assert (len(kim.inbox), await sent(world, receipt)) == (before, [])
    park.presses(question, "Send to the owner")
    park.presses(question, "Send to the owner")
    await world.deal()
    assert await sent(world, receipt) == [("theirs.pdf", b"theirs")]
    assert heard(kim, "writes about your report") == 1


async def test_a_file_with_an_aside_below_it_stays_among_the_officers(world: World) -> None:
    room, park, kim, receipt, thread = await begun(world)
    before, told = len(kim.inbox), len(texts(room))
    park.sends_document(b"x", "memo.pdf", thread, caption="// for us only")
    await world.deal()
    assert (len(kim.inbox), len(texts(room)), await sent(world, receipt)) == (before, told, [])


async def test_the_owners_files_stay_on_the_console(world: World) -> None:
    room, park, _, receipt, thread = await begun(world)
    park.says("/files", thread=thread)
    await world.deal()
    assert texts(room, thread)[-1] == (
        "The owner sent 0 files. They are on the console only, not in this messenger.\n"
        f"https://sinmungo.example/desk/case/{receipt}"
    )


# ---- edits --------------------------------------------------------------------------------------------


def changes(park: Officer, update: Wire, words: str, at: int) -> Wire:
    """Change a message at a second of Telegram's clock."""
    park.telegram.now = at
    return park.edits(update, words)


async def test_an_edit_corrects_what_the_owner_has_and_keeps_both_versions(world: World) -> None:
    room, park, kim, receipt, thread = await begun(world)
    update = park.says("Please call 02-100.", thread=thread)
    await world.deal()
    edit = park.edits(update, "Please call 02-200.")
    world.officers_account().updates.append(again(edit))
    await world.deal()
    assert [(each.version, each.words) for each in await said(world, receipt)] == [
        (0, "Please call 02-100."),
        (1, "Please call 02-200."),
    ]
    assert heard(kim, "Please call 02-200.") == 1
    assert texts(room, thread)[-1] == "The owner has the new wording; the first one is kept."


async def test_an_older_edit_that_comes_late_does_not_undo_a_newer_one(world: World) -> None:
    _, park, kim, receipt, thread = await begun(world)
    update = park.says("first", thread=thread)
    await world.deal()
    older, newer = changes(park, update, "second", 1_800_000_001), changes(park, update, "third", 1_800_000_002)
    world.officers_account().updates.clear()
    await world.officers.take(world.raw(newer))
    await world.officers.take(world.raw(older))
    await world.settled()
    assert [each.words for each in await said(world, receipt)] == ["first", "third"]
    assert heard(kim, "second") == 0


async def test_of_a_held_message_the_wording_at_the_decision_is_sent(world: World) -> None:
    room, park, kim, receipt, thread = await begun(world)
    update = park.says("@choi is this right?", thread=thread)
    await world.deal()
    park.edits(update, "@choi Please send the contract.")
    await world.deal()
    [question] = asked(room)
    park.presses(question, "Send to the owner")
    await world.deal()
    assert [each.words for each in await said(world, receipt)] == ["@choi Please send the contract."]
    assert heard(kim, "is this right?") == 0


async def test_an_aside_that_is_changed_into_words_is_asked_about_and_not_sent(world: World) -> None:
    room, park, kim, _, thread = await begun(world)
    before = len(kim.inbox)
    update = park.says("// the owner is nervous", thread=thread)
    await world.deal()
    park.edits(update, "Please be patient.")
    await world.deal()
    assert len(kim.inbox) == before
    assert "was not sent, and you have edited it since" in last(room, thread)["text"]
    park.presses(last(room, thread), "Send to the owner")
    await world.deal()
    assert heard(kim, "Please be patient.") == 1


async def test_an_edit_that_names_another_case_is_held_until_its_author_decides(world: World) -> None:
    room, park, kim, receipt, thread = await begun(world)
    second = await world.filed(world.owner(2), "kftc")
    update = park.says("Your number is below.", thread=thread)
    await world.deal()
    park.edits(update, f"Your number is {second}.")
    await world.deal()
    assert heard(kim, second) == 0
    park.presses(asked(room)[-1], "Send to the owner")
    await world.deal()
    assert [each.words for each in await said(world, receipt)] == ["Your number is below.", f"Your number is {second}."]


async def test_an_edit_into_an_aside_cannot_take_back_what_was_said(world: World) -> None:
    room, park, _, receipt, thread = await begun(world)
    update = park.says("Please call us.", thread=thread)
    await world.deal()
    park.edits(update, "// never mind")
    await world.deal()
    assert "already has the first wording" in texts(room, thread)[-1]
    assert len(await said(world, receipt)) == 1


async def test_the_words_below_a_file_can_be_corrected_too(world: World) -> None:
    _, park, kim, receipt, thread = await begun(world)
    update = park.sends_document(b"x", "x.pdf", thread, caption="until Monday")
    await world.deal()
    park.edits(update, "until Tuesday")
    await world.deal()
    assert [each.words for each in await said(world, receipt)] == ["until Monday", "until Tuesday"]
    assert heard(kim, "until Tuesday") == 1
    assert len(await sent(world, receipt)) == 1


# ---- languages ----------------------------------------------------------------------------------------


async def test_own_words_are_labelled_with_their_own_language_and_prepared_ones_offered_once_a_day(
    world: World,
) -> None:
    room, park, kim, receipt, thread = await begun(world, "fr")
    for words in ("계약서를 보내 주십시오.", "감사합니다."):
        park.says(words, thread=thread)
    await world.deal()
    assert [each.language for each in await said(world, receipt)] == ["ko", "ko"]
    assert heard(kim, "계약서를 보내 주십시오. (écrit en coréen") == 1
    assert len([each for each in texts(room, thread) if "/reply has prepared replies" in each]) == 1


async def test_words_in_the_owners_language_need_no_offer(world: World) -> None:
    room, park, _, _, thread = await begun(world, "fr")
    park.says("Vous pouvez nous appeler demain ?", thread=thread)
    await world.deal()
    assert not any("/reply has prepared replies" in each for each in texts(room, thread))
