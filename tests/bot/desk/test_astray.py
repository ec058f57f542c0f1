"""What could send an officer's words to the wrong person, and what becomes of it.

| what happens                                            | what becomes of it                                     |
|---------------------------------------------------------|--------------------------------------------------------|
| the bot is put out, or loses its rights                 | said, kept in `desk.put_out`, letters wait or end      |
| the group becomes another one, or the desk moves        | its topics are nobody's any more; notices open new ones|
| a topic is deleted                                      | the next notice opens one; the old one is nobody's     |
| a topic is closed                                       | the letter waits, and goes into it when it is open     |
| two bots in a group                                     | what bots say, and commands for another, are passed by |
| a forwarded command                                     | said, and nothing is done                              |
| words in the topic that a case had once                 | held: it belongs to no report                          |
| a reply to a message of another topic                   | held and asked about                                   |
| another case's number                                   | held and asked about; a command with one does nothing |
| words outside of any topic                              | held                                                   |
| a button after years, or of a topic that a case left    | this topic's case or a refusal, never another case     |
| the same update again                                   | once                                                   |
| a button or a word of somebody put out of the office    | refused                                                |

Every row has a test here or in `test_desk.py`, `test_desk_words.py`, `test_desk_members.py`, `test_desk_transport.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storage import audit, groups, officers, referrals
from storage.timestamps import ms
from tests.bot.desk.topics import ORIGIN, last, notice, texts, topic_of
from tests.bot.telegram.house import NOW, World
from tests.bot.telegram.people import Officer, Owner, again, press
from tests.bot.telegram.refusing import Room
from tests.storage.world import held


class Two:
    """Two owners with a case each at one desk: nothing may go from one to the other."""

    def __init__(
        self, world: World, room: Room, park: Officer, owners: Sequence[Owner], receipts: Sequence[str]
    ) -> None:
        self.world, self.room, self.park = world, room, park
        self.owners, self.receipts = owners, receipts
        self.before = [len(owner.inbox) for owner in owners]

    @property
    def heard(self) -> list[int]:
        """How many messages each owner got since."""
        return [len(owner.inbox) - before for owner, before in zip(self.owners, self.before, strict=True)]

    async def state(self, which: int) -> str:
        async with self.world.store.reading() as tx:
            return str((await held(tx, self.receipts[which], "kftc")).state)


@pytest.fixture
async def two(world: World) -> Two:
    room, park = await world.bound("kftc", "KFTC")
    owners = [world.owner(1), world.owner(2)]
    return Two(world, room, park, owners, [await world.filed(owner, "kftc") for owner in owners])


async def test_a_desk_that_moves_to_another_group_leaves_its_topics_behind(world: World, two: Two) -> None:
    """The same number may be the lunch topic of the new group: its words are nobody's."""
    thread = topic_of(two.room, two.receipts[0])
    officers_bot = world.officers_account()
    new = world.telegram.group("KFTC, new", officers_bot)
    choi = await world.joins(new, "kftc", 777, name="Choi")
    async with world.store.transaction() as tx:
        token = await groups.invite_desk(tx, "kftc", "en", ms(NOW) + 1000)
    choi.says(f"/bind {token}")
    new.topics[thread] = "Lunch"
    choi.says("Where do we eat?", thread=thread)
    choi.says("/take", thread=thread)
    await world.deal()
    assert two.heard == [0, 0]
    assert await two.state(0) == "sent"
    assert "belongs to no report" in texts(new)[-1]
    await world.again(two.receipts[0], "kftc")
    await world.until_said(new, "again")
    choi.says("Please call us.", thread=topic_of(new, two.receipts[0]))
    await world.deal()
    assert two.heard == [1, 0]


async def test_words_in_the_topic_that_a_case_had_once_are_nobodys(world: World, two: Two) -> None:
    old = topic_of(two.room, two.receipts[0])
    async with world.store.transaction() as tx:
        await referrals.unbind_thread(tx, two.receipts[0], "kftc")
    await world.again(two.receipts[0], "kftc")
    await world.until_said(two.room, "again")
    question = notice(two.room)
    two.park.says("Please call us.", thread=old)
    two.park.says("/decline not ours", thread=old)
    two.park.presses(question, "Take it")
    await world.deal()
    assert two.heard == [0, 0]
    assert [await two.state(0), await two.state(1)] == ["sent", "sent"]


async def test_a_letter_to_a_closed_topic_waits(world: World, two: Two) -> None:
    thread = topic_of(two.room, two.receipts[0])
    two.room.closed.add(thread)
    two.room.admins.discard(world.officers_account().id)
    before = len(texts(two.room))
    await world.again(two.receipts[0], "kftc")
    await world.wired.heard("sendMessage")
    await world.settled()
    assert len(texts(two.room)) == before
    assert len(two.room.topics) == 2


async def test_what_other_bots_say_and_what_is_said_to_them_is_passed_by(world: World, two: Two) -> None:
    thread = topic_of(two.room, two.receipts[0])
    told = len(texts(two.room))
    other = world.telegram.bot("helper")
    content = world.telegram.text_content("Shall I call the owner?")
    message = world.telegram.keep(two.room, other.wire(), **content, message_thread_id=thread, is_topic_message=True)
    world.telegram.update(world.officers_account(), message=message)
    two.park.says("/take@helper", thread=thread)
    two.park.says("Through a bot.", thread=thread, via_bot=other.wire())
    await world.deal()
    assert (two.heard, await two.state(0)) == ([0, 0], "sent")
    assert len(texts(two.room)) == told + 1  # the other bot's own words


@pytest.mark.parametrize("command", ["take", "close done", "note words", "pass knpa words", "reply", "handover away"])
async def test_no_forwarded_command_does_anything(world: World, two: Two, command: str) -> None:
    two.park.says(f"/{command}", thread=topic_of(two.room, two.receipts[0]), forward_origin=ORIGIN)
    await world.deal()
    assert (two.heard, await two.state(0)) == ([0, 0], "sent")
    assert "was forwarded" in texts(two.room)[-1]


async def test_a_command_with_another_cases_number_does_nothing(world: World, two: Two) -> None:
    two.park.says(f"/decline see {two.receipts[1]}", thread=topic_of(two.room, two.receipts[0]))
    await world.deal()
    assert two.heard == [0, 0]
    assert [await two.state(0), await two.state(1)] == ["sent", "sent"]
    assert "names another report" in texts(two.room)[-1]


async def test_a_button_after_years_still_means_its_own_case(world: World, two: Two) -> None:
    two.park.says("/close", thread=topic_of(two.room, two.receipts[0]))
    await world.deal()
    question = last(two.room)
    world.officers.attach(world.officers.cases._acts.inbox)  # nothing of a question is kept by the bot
    question["date"] -= 3 * 365 * 86400
    two.park.presses(question, "Other")
    await world.deal()
    assert [await two.state(0), await two.state(1)] == ["closed", "sent"]
    two.park.presses(notice(two.room), "Take it")
    await world.deal()
    assert await two.state(0) == "closed"


@pytest.mark.parametrize(
    "data", ["", "x", "12|", "held|yes|", "prep|send|nothing", "prep|send|closed-settled|x", "ask|yes|x", "pass|court",
             "hand|nobody", "close|x", "no|x", "99|no:declined-not-ours", "held|yes|1", "case|no:"]
)  # fmt: skip
async def test_a_button_nobody_made_does_nothing(world: World, two: Two, data: str) -> None:
    question = notice(two.room)
    press(world.telegram, world.officers_account(), two.park.person, question, data or "?")
    await world.deal()
    assert two.heard == [0, 0]
    assert await two.state(0) == "sent"


async def test_every_update_of_a_day_brought_again_changes_nothing(world: World, two: Two) -> None:
    thread = topic_of(two.room, two.receipts[0])
    updates = [
        two.park.says(words, thread=thread)
        for words in ("/take", "Please call us.", "/note ours", "/position waits for mss", "/release")
    ]
    updates.append(two.park.edits(updates[1], "Please call us at two."))
    await world.deal()
    async with world.store.reading() as tx:
        lines = len(await audit.history(tx, f"{two.receipts[0]}:kftc"))
    heard = two.heard
    for update in (*updates, *reversed(updates)):
        await world.officers.take(world.raw(again(update)))
    await world.settled()
    async with world.store.reading() as tx:
        assert len(await audit.history(tx, f"{two.receipts[0]}:kftc")) == lines
    assert two.heard == heard


async def test_an_officer_whose_access_ended_is_refused_by_word_and_by_button(world: World, two: Two) -> None:
    thread = topic_of(two.room, two.receipts[0])
    async with world.store.transaction() as tx:
        [who] = await officers.officers_of(tx, "kftc")
        await officers.revoke(tx, who.id, ms(NOW), "house")
    two.park.says("One last word.", thread=thread)
    two.park.presses(notice(two.room), "Take it")
    await world.deal()
    assert (two.heard, await two.state(0)) == ([0, 0], "sent")
    assert "access was ended" in texts(two.room)[-1]
