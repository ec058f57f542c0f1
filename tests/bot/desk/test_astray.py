"""What could act on the wrong case, or on none, and what becomes of it.

| what happens                                            | what becomes of it                                     |
|---------------------------------------------------------|--------------------------------------------------------|
| the bot is put out, or loses its rights                 | said, kept in `desk.put_out`, letters wait or end      |
| the group becomes another one, or the desk moves        | its topics are nobody's any more; notices open new ones|
| a topic is deleted                                      | the next notice opens one; the old one is nobody's     |
| a topic is closed                                       | the letter waits, and goes into it when it is open     |
| two bots in a group                                     | what bots say is passed by                             |
| a button after years, or of a topic that a case left    | this topic's case or a refusal, never another case     |
| the same update again                                   | once                                                   |
| a button of somebody put out of the office              | refused                                                |

Every row has a test here or in `test_desk.py`, `test_members.py`, `test_transport.py`; what is typed has its own in
`test_ringing.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storage import audit, groups, officers, referrals
from storage.timestamps import ms
from tests.bot.desk.topics import last, notice, texts, topic_of
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
    """The same number may be the lunch topic of the new group: no button there means the old case."""
    old = notice(two.room)
    officers_bot = world.officers_account()
    new = world.telegram.group("KFTC, new", officers_bot)
    choi = await world.joins(new, "kftc", 777, name="Choi")
    async with world.store.transaction() as tx:
        token = await groups.invite_desk(tx, "kftc", "en", ms(NOW) + 1000)
    choi.says(f"/bind {token}")
    new.topics[topic_of(two.room, two.receipts[0])] = "Lunch"
    press(world.telegram, officers_bot, choi.person, {**old, "chat": new.wire()}, "1|take")
    two.park.presses(old, "Take it")
    await world.deal()
    assert two.heard == [0, 0]
    assert await two.state(0) == "sent"
    await world.again(two.receipts[0], "kftc")
    await world.until_said(new, "again")
    press(world.telegram, officers_bot, choi.person, last(new), "1|take")
    await world.deal()
    assert two.heard == [1, 0]


async def test_a_button_in_the_topic_that_a_case_had_once_is_nobodys(world: World, two: Two) -> None:
    async with world.store.transaction() as tx:
        await referrals.unbind_thread(tx, two.receipts[0], "kftc")
    await world.again(two.receipts[0], "kftc")
    await world.until_said(two.room, "again")
    two.park.presses(notice(two.room), "Take it")
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


async def test_what_other_bots_say_is_passed_by(world: World, two: Two) -> None:
    thread = topic_of(two.room, two.receipts[0])
    told = len(texts(two.room))
    other = world.telegram.bot("helper")
    content = world.telegram.text_content("/help")
    message = world.telegram.keep(two.room, other.wire(), **content, message_thread_id=thread, is_topic_message=True)
    world.telegram.update(world.officers_account(), message=message)
    two.park.says("Through a bot.", thread=thread, via_bot=other.wire())
    await world.deal()
    assert (two.heard, await two.state(0)) == ([0, 0], "sent")
    assert len(texts(two.room)) == told + 1  # the other bot's own words


async def test_a_button_after_years_still_means_its_own_case(world: World, two: Two) -> None:
    two.park.presses(notice(two.room), "Cannot act")
    await world.deal()
    question = last(two.room)
    world.officers.attach(world.inbox)  # nothing of a question is kept by the bot
    question["date"] -= 3 * 365 * 86400
    press(world.telegram, world.officers_account(), two.park.person, question, "no|declined-not-ours")
    await world.deal()
    assert [await two.state(0), await two.state(1)] == ["declined", "sent"]
    two.park.presses(notice(two.room), "Take it")
    await world.deal()
    assert await two.state(0) == "declined"


@pytest.mark.parametrize(
    "data", ["", "x", "12|", "held|yes|", "prep|send|nothing", "prep|send|closed-settled|x", "ask|yes|x", "pass|court",
             "hand|nobody", "close|x", "no|x", "no|closed-settled", "99|no:declined-not-ours", "held|yes|1", "case|no:",
             "case|seen"]
)  # fmt: skip
async def test_a_button_nobody_made_does_nothing(world: World, two: Two, data: str) -> None:
    question = notice(two.room)
    press(world.telegram, world.officers_account(), two.park.person, question, data or "?")
    await world.deal()
    assert two.heard == [0, 0]
    assert await two.state(0) == "sent"


async def test_every_update_of_a_day_brought_again_changes_nothing(world: World, two: Two) -> None:
    first = notice(two.room)
    second = next(m for m in two.room.messages.values() if "reply_markup" in m and m is not first)
    updates = [two.park.presses(first, "Take it"), two.park.presses(second, "Cannot act")]
    await world.deal()
    updates.append(two.park.presses(last(two.room), "Outside our powers"))
    updates.append(two.park.says("Please call us.", thread=topic_of(two.room, two.receipts[0])))
    await world.deal()
    assert [await two.state(0), await two.state(1)] == ["taken", "declined"]
    told, heard = texts(two.room), two.heard
    async with world.store.reading() as tx:
        lines = [len(await audit.history(tx, f"{each}:kftc")) for each in two.receipts]
    for update in (*updates, *reversed(updates)):
        await world.officers.take(world.raw(again(update)))
    await world.settled()
    async with world.store.reading() as tx:
        assert [len(await audit.history(tx, f"{each}:kftc")) for each in two.receipts] == lines
    assert (texts(two.room), two.heard) == (told, heard)


async def test_an_officer_whose_access_ended_is_refused(world: World, two: Two) -> None:
    async with world.store.transaction() as tx:
        [who] = await officers.officers_of(tx, "kftc")
        await officers.revoke(tx, who.id, ms(NOW), "house")
    two.park.presses(notice(two.room), "Take it")
    await world.deal()
    assert (two.heard, await two.state(0)) == ([0, 0], "sent")
    assert "access was ended" in world.telegram.sent("answerCallbackQuery")[-1]["text"]
