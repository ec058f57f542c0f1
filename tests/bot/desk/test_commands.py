"""Commands and buttons in a topic: each does one thing to the topic's own case, and refuses with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import texts as desk_texts
from bot.desk.commands import COMMANDS, help_in, introduce
from casework import texts as outcomes
from locales.text import LANGUAGES, Text, _
from storage import cases, messages, referrals
from storage.audience import OWNER
from tests.bot.desk.topics import heard, labels, last, texts, topic_of
from tests.bot.telegram.house import World
from tests.bot.telegram.official import units
from tests.bot.telegram.people import Officer
from tests.bot.telegram.refusing import Telegram, Wire
from tests.dialogs.person import words

BUTTON, NOTE = 24, 72


async def referral(world: World, receipt: str, ministry: str = "kftc") -> Any:
    async with world.store.reading() as tx:
        return await referrals.referral(tx, receipt, ministry)


async def kept(world: World, receipt: str, direction: str) -> list[tuple[str, str, str]]:
    """Ministry, kind and words of what is kept of a case in one direction."""
    async with world.store.reading() as tx:
        case = await cases.load_case(tx, receipt)
        assert case is not None
        assert case.key is not None
        said = await messages.spoken(tx, case.key, receipt, OWNER)
        return [(each.ministry, each.kind, each.words) for each in said if each.direction == direction]


def press(officer: Officer, question: Wire, label: str) -> None:
    officer.presses(question, label)


# ---- prepared words -----------------------------------------------------------------------------------


async def test_a_prepared_reply_is_seen_before_it_goes_and_goes_in_the_owners_language(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1, "fr")
    receipt = await world.filed(kim, "kftc")
    thread, before = topic_of(room, receipt), len(kim.inbox)
    reply = next(each for each in words_of_house(world) if each.id == "preserve")
    park.says("/reply", thread=thread)
    await world.deal()
    for label in ("Answer", words().say(reply.label, "en")):
        press(park, last(room, thread), label)
        await world.deal()
    assert "The owner reads this in French" in last(room, thread)["text"]
    assert words().say(reply.says, "en") in last(room, thread)["text"]
    assert len(kim.inbox) == before
    question = last(room, thread)
    for _again in range(2):
        park.presses(question, "Send to the owner")
    await world.deal()
    assert heard(kim, words().say(reply.says, "fr")) == 1
    assert "Sent to the owner" in last(room, thread)["text"]
    assert (await referral(world, receipt)).state == "answered"


def words_of_house(world: World) -> list[Any]:
    return list(world.officers._house.replies.values())


async def test_a_prepared_closing_asks_how_it_ended(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1, "ja"), "kftc")
    thread = topic_of(room, receipt)
    reply = next(each for each in words_of_house(world) if each.kind == "closed")
    park.says("/reply", thread=thread)
    await world.deal()
    for label in ("Closing", words().say(reply.label, "en"), "Settled by mediation"):
        press(park, last(room, thread), label)
        await world.deal()
    row = await referral(world, receipt)
    assert (row.state, row.open, row.reason) == ("closed", False, "mediated")


async def test_only_who_asked_may_choose_and_send(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    lee = await world.joins(room, "kftc", 12345, name="Lee")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    thread, before = topic_of(room, receipt), len(kim.inbox)
    park.says("/close Thank you.", thread=thread)
    await world.deal()
    press(lee, last(room, thread), "Measure taken")
    await world.deal()
    assert ((await referral(world, receipt)).open, len(kim.inbox)) == (True, before)


async def test_a_question_set_is_asked_with_the_officers_words(world: World) -> None:
    class Papers:
        title: Text = _("Contract papers", "a set of this test")

    world.officers._house.sets["papers"] = Papers()  # type: ignore[index]
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    thread = topic_of(room, receipt)
    park.says("/ask By Friday, please.", thread=thread)
    await world.deal()
    press(park, last(room, thread), "Contract papers")
    await world.deal()
    assert "in English" in last(room, thread)["text"]
    press(park, last(room, thread), "Ask the owner")
    await world.deal()
    assert heard(kim, "By Friday, please.") == 1
    assert (await referral(world, receipt)).state == "asked"


# ---- holding ------------------------------------------------------------------------------------------


async def test_a_case_is_handed_to_a_colleague_with_a_reason_and_who_says_so(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    await world.joins(room, "kftc", 12345, name="Lee")
    receipt = await world.filed(world.owner(1), "kftc", "mss")
    thread = topic_of(room, receipt)
    park.says("/take", thread=thread)
    park.says("/handover", thread=thread)
    await world.deal()
    assert "add the reason" in texts(room, thread)[-1]
    park.says("/handover I am away until June", thread=thread)
    await world.deal()
    assert labels(last(room, thread)) == ["Lee"]
    press(park, last(room, thread), "Lee")
    park.says("/who", thread=thread)
    await world.deal()
    told = texts(room, thread)[-1].splitlines()
    assert told[0] == "Do not contact the other party."
    assert any(line.startswith("Lee holds it until") for line in told)
    assert any("sent, not opened yet" in line for line in told)


async def test_closing_tells_the_owner_at_once_in_the_officers_words(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    thread = topic_of(room, receipt)
    park.says("/close They signed a settlement.", thread=thread)
    await world.deal()
    press(park, last(room, thread), "Settled by mediation")
    await world.deal()
    assert heard(kim, "They signed a settlement.") == 1
    assert (await referral(world, receipt)).reason == "mediated"
    park.says("One more word.", thread=thread)
    await world.deal()
    assert "closed, declined or withdrawn" in texts(room, thread)[-1]
    assert heard(kim, "One more word.") == 0


async def test_a_time_limit_is_named_when_the_command_is_not_whole(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    thread = topic_of(room, receipt)
    park.says("/extend soon", thread=thread)
    park.says("/extend nothing 5 because", thread=thread)
    await world.deal()
    assert "time limit" in texts(room, thread)[-2]
    assert "Nothing was done" in texts(room, thread)[-1]


# ---- among the desks ----------------------------------------------------------------------------------


async def test_a_note_is_for_the_own_desk_and_a_shared_one_needs_the_owners_consent(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    mss, _officer = await world.bound("mss", "MSS")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc", "mss")
    thread, before = topic_of(room, receipt), len(kim.inbox)
    park.says("/note they called twice", thread=thread)
    park.says("/share we open an inquiry", thread=thread)
    await world.deal()
    assert await kept(world, receipt, "note") == [("kftc", "note", "they called twice")]
    assert "did not agree" in texts(room, thread)[-1]
    agreed = await world.filed(world.owner(2), "kftc", "mss", "share")
    there = len(texts(mss))
    park.says("/share we open an inquiry", thread=topic_of(room, agreed))
    await world.deal()
    assert await kept(world, agreed, "note") == [("kftc", "shared", "we open an inquiry")]
    assert len(kim.inbox) == before
    assert [("Another desk left a note" in each, "inquiry" in each) for each in texts(mss)[there:]] == [(True, False)]


async def test_positions_are_taken_and_the_leading_desk_settles(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    mss, choi = await world.bound("mss", "MSS")
    receipt = await world.filed(world.owner(1), "kftc", "mss", "share")
    here, there = topic_of(room, receipt), topic_of(mss, receipt)
    choi.says("/position maybe", thread=there)
    choi.says("/position none no deal between them", thread=there)
    choi.says("/settle we lead", thread=there)
    park.says("/settle KFTC acts, MSS supports", thread=here)
    await world.deal()
    assert any("one of acts, supports, waits, none" in each for each in texts(mss, there))
    assert "role does not allow" in texts(mss, there)[-2]
    assert await kept(world, receipt, "note") == [
        ("mss", "position:no_ground", "no deal between them"),
        ("kftc", "settled", "KFTC acts, MSS supports"),
    ]


async def test_a_case_is_suggested_to_a_body_that_does_not_have_it_and_nothing_is_shared(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    moip, _officer = await world.bound("moip", "MOIP")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc", "mss")
    thread = topic_of(room, receipt)
    park.says("/pass", thread=thread)
    park.says("/pass It is about a patent.", thread=thread)
    await world.deal()
    bodies = labels(last(room, thread))
    assert len(bodies) == 4
    short = words().say(world.officers._house.ministries["moip"].short, "en")
    press(park, last(room, thread), short)
    await world.deal()
    assert heard(kim, "It is about a patent.") == 1
    assert moip.topics == {}
    row = await referral(world, receipt)
    assert (row.state, row.passed_to) == ("passed_on", "moip")


# ---- help ---------------------------------------------------------------------------------------------


async def test_help_names_every_command_and_no_command_is_a_secret(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    park.says("/help", thread=topic_of(room, receipt))
    park.says("/nonsense", thread=topic_of(room, receipt))
    await world.deal()
    known = {*world.officers.cases._commands, "help"}
    assert set(COMMANDS) == known
    for said in texts(room)[-2:]:
        assert all(f"/{name}" in said for name in known - {"help"})


async def test_telegram_lists_the_commands_of_groups_in_five_languages(world: World, telegram: Telegram) -> None:
    await introduce(world.officers.bot, words().say)
    sent = telegram.sent("setMyCommands")
    assert [args.get("language_code", "") for args in sent] == ["", *LANGUAGES]
    assert {args["scope"]["type"] for args in sent} == {"all_group_chats"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_and_descriptions_fit(language: str) -> None:
    buttons = [
        desk_texts.TAKE,
        desk_texts.SEEN,
        desk_texts.DECLINE,
        desk_texts.HOW,
        desk_texts.DROP,
        desk_texts.BACK,
        desk_texts.ASK_OWNER,
    ]
    buttons += [*desk_texts.KINDS.values(), *outcomes.OUTCOMES.values()]
    say = words().say
    assert [said for said in (say(each, language) for each in buttons) if len(said) > BUTTON] == []
    assert [said for said in (say(each, language) for each in COMMANDS.values()) if len(said) > NOTE] == []
    assert units(help_in(say, language)) < 3500


async def test_officers_who_may_not_act_are_told_so_for_every_command(world: World) -> None:
    room, _park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    thread, before = topic_of(room, receipt), len(kim.inbox)
    stranger = Officer(world.telegram, world.officers_account(), room, 31337, "Nobody")
    rest = {"position": "acts now", "extend": "first_action 5 because"}
    for name in world.officers.cases._commands:
        stranger.says(f"/{name} {rest.get(name, 'words')}", thread=thread)
    stranger.says("words for the owner", thread=thread)
    await world.deal()
    refused = words().say(desk_texts.REFUSED["stranger"], "en")
    told = texts(room, thread)[-len(world.officers.cases._commands) - 1 :]
    assert told == [refused] * len(told)
    assert len(kim.inbox) == before
    row = await referral(world, receipt)
    assert (row.state, row.version) == ("sent", 0)
