"""Who acts in a ministry's group: officers whose invitation bound their account, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import texts as say
from bot.desk.buttons import named
from storage import audit, conflicts, groups, members, officers
from storage import tables as t
from storage.members import JOIN, bind, member, seen_in_group, unbind, who_writes
from storage.officers import LINK
from storage.store import Store
from storage.timestamps import ms
from tests.bot.desk.topics import notice, texts, topic_of
from tests.bot.telegram.house import CONSOLE, NOW, World
from tests.bot.telegram.people import Officer, Owner, again, press
from tests.bot.telegram.refusing import Room, Telegram
from tests.dialogs.person import words
from tests.storage.conftest import kind, ring, store, url, vault
from tests.storage.world import held

__all__ = ["kind", "ring", "store", "url", "vault"]
AT = ms(NOW)


async def added(store: Store, ministry: str = "kftc", role: str = "officer") -> str:
    async with store.transaction() as tx:
        return await officers.add_officer(tx, ministry, role, "Park Jiyoung", "en", AT, "house")


# ---- in the store ---------------------------------------------------------------------------------------


async def test_an_identity_is_bound_once_and_to_one_officer(store: Store) -> None:
    one, two = await added(store), await added(store, "mss")
    async with store.transaction() as tx:
        assert (await who_writes(tx, "telegram:1")).why == "stranger"
        assert await bind(tx, one, "telegram:1", AT) == ""
        assert await bind(tx, one, "telegram:1", AT) == ""
        assert await bind(tx, two, "telegram:1", AT) == "taken"
        assert await bind(tx, one, "telegram:2", AT) == "bound"
        assert await bind(tx, "nobody", "telegram:3", AT) == "bound"
        assert (await member(tx, "kftc", "telegram:1")).why == ""
        assert (await member(tx, "mss", "telegram:1")).why == "elsewhere"
        row = await tx.first(select(t.officer).where(t.officer.c.id == one))
    assert row.telegram != "1"
    assert b"Park" not in row.person


async def test_who_was_revoked_may_not_act_and_the_account_is_free_for_a_new_invitation(store: Store) -> None:
    one, two = await added(store), await added(store)
    async with store.transaction() as tx:
        await bind(tx, one, "telegram:1", AT)
        await officers.revoke(tx, one, AT, "admin")
        assert (await member(tx, "kftc", "telegram:1")).why == "revoked"
        assert await bind(tx, two, "telegram:1", AT) == ""
        assert (await member(tx, "kftc", "telegram:1")).officer == two


async def test_an_unbound_officer_is_a_stranger_until_invited_again(store: Store) -> None:
    one = await added(store)
    async with store.transaction() as tx:
        await bind(tx, one, "telegram:1", AT)
        await unbind(tx, one, AT, "admin")
        assert (await member(tx, "kftc", "telegram:1")).why == "stranger"
        assert await bind(tx, one, "telegram:2", AT) == ""


async def test_leaving_the_group_is_noted_once_and_takes_nothing_away(store: Store) -> None:
    one = await added(store)
    async with store.transaction() as tx:
        await bind(tx, one, "telegram:1", AT)
        for inside in (False, False, True, True, False):
            assert await seen_in_group(tx, "kftc", "telegram:1", inside, AT + 1) == one
        assert await seen_in_group(tx, "mss", "telegram:1", False, AT) == ""
        assert await seen_in_group(tx, "kftc", "telegram:2", False, AT) == ""
        noted = [line.action for line in await audit.history(tx, one)]
        found = await officers.officer(tx, one)
        assert (await member(tx, "kftc", "telegram:1")).why == ""
    assert [each for each in noted if "group" in each] == ["left group", "back in group", "left group"]
    assert found is not None
    assert found.left == AT + 1


# ---- alone with the bot ---------------------------------------------------------------------------------


class Alone(Owner):
    """An officer's private chat with the officers' bot."""

    def __init__(self, world: World, number: int, language: str = "en") -> None:
        super().__init__(world.telegram, world.officers_account(), number, language)
        self.world = world

    async def hears(self, text: str) -> str:
        """What the bot answers."""
        self.says(text)
        await self.world.deal()
        return str(self.inbox[-1]["text"])


async def invited(world: World, ministry: str = "kftc", role: str = "officer") -> tuple[str, str]:
    """An officer who is not bound yet, and the invitation's token."""
    who = await added(world.store, ministry, role)
    async with world.store.transaction() as tx:
        return who, await officers.make_token(tx, who, JOIN, AT, AT + 1000)


async def test_an_invitation_binds_the_account_that_uses_it_and_says_to_whom(world: World) -> None:
    who, token = await invited(world)
    park = Alone(world, 500)
    said = await park.hears(f"/start {token}")
    assert "Officer" in said
    assert "Fair Trade Commission" in said
    async with world.store.reading() as tx:
        assert (await member(tx, "kftc", "telegram:500")).officer == who
    assert "used or too old" in await Alone(world, 501).hears(f"/start {token}")
    assert "used or too old" in await park.hears("/start nonsense")


async def test_the_same_start_twice_is_dealt_with_once(world: World) -> None:
    _, token = await invited(world)
    park = Alone(world, 500)
    update = park.says(f"/start {token}")
    world.officers_account().updates.append(again(update))
    await world.deal()
    assert len(park.inbox) == 1


async def test_an_account_of_another_officer_is_refused_and_the_invitation_stays_good(world: World) -> None:
    _, first = await invited(world)
    who, second = await invited(world, "mss")
    park, lee = Alone(world, 500), Alone(world, 501)
    await park.hears(f"/start {first}")
    assert "another officer" in await park.hears(f"/start {second}")
    await lee.hears(f"/start {second}")
    async with world.store.reading() as tx:
        assert (await member(tx, "mss", "telegram:501")).officer == who


async def test_a_secretariat_and_an_administrator_are_welcomed_as_well(world: World) -> None:
    for number, (ministry, role) in enumerate([("secretariat", "secretariat"), ("", "administrator")], 500):
        _, token = await invited(world, ministry, role)
        assert role.capitalize() in await Alone(world, number).hears(f"/start {token}")


async def test_console_gives_a_link_that_signs_in_once_within_a_quarter_of_an_hour(world: World) -> None:
    who, token = await invited(world)
    park = Alone(world, 500)
    assert "do not know you" in await park.hears("/console")
    await park.hears(f"/start {token}")
    said = await park.hears("/console")
    assert "/desk/enter#" not in said, "who has no codes yet comes by the invitation"
    async with world.store.transaction() as tx:
        await officers.set_totp(tx, who, "A" * 32)
    said = await park.hears("/console")
    link = said.rpartition("/desk/enter#")[2]
    assert f"{CONSOLE}/desk/enter#" in said
    assert park.inbox[-1]["has_protected_content"]
    async with world.store.transaction() as tx:
        assert await officers.whose(tx, link, LINK, AT + 15 * 60_000) is None
        found = await officers.use_link(tx, link, AT + 15 * 60_000 - 1)
    assert found is not None
    assert found.id == who


async def test_forget_lets_go_of_the_account(world: World) -> None:
    _, token = await invited(world)
    park = Alone(world, 500)
    await park.hears(f"/start {token}")
    assert "acts for nobody now" in await park.hears("/forget")
    assert "do not know you" in await park.hears("/forget")


async def test_who_is_nobody_learns_how_to_become_somebody_and_forwarded_commands_do_nothing(world: World) -> None:
    _, token = await invited(world)
    park = Alone(world, 500)
    assert "invitation" in await park.hears("hello")
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    park.sends(**world.telegram.text_content(f"/start {token}"), forward_origin=origin)
    await world.deal()
    assert "forwarded" in park.inbox[-1]["text"]
    async with world.store.reading() as tx:
        assert (await who_writes(tx, "telegram:500")).why == "stranger"


# ---- in the group ---------------------------------------------------------------------------------------


async def undone(world: World, room: Room, receipt: str, before: int) -> list[str]:
    """What the bot said since then; the case is as it was, and nothing left for the owner."""
    async with world.store.reading() as tx:
        row = await held(tx, receipt)
    assert (row.state, row.holder) == ("sent", "")
    return texts(room)[before:]


@pytest.mark.parametrize("why", ["stranger", "elsewhere", "revoked"])
async def test_buttons_tell_who_is_no_officer_of_this_desk_why_not_and_nothing_is_done(
    world: World, telegram: Telegram, why: str
) -> None:
    room, _ = await world.bound("kftc", "KFTC")
    owner = world.owner(1)
    receipt = await world.filed(owner, "kftc")
    other = Officer(telegram, world.officers_account(), room, 31337)
    await _make(world, room, why)
    before, inbox = len(texts(room)), len(owner.inbox)
    for data in ("1|take", "1|no", "no|declined-not-ours", "1|seen", "close|other"):
        press(telegram, world.officers_account(), other.person, notice(room), data)
    await world.deal()
    assert await undone(world, room, receipt, before) == []
    windows: list[Any] = [args.get("text", "") for args in telegram.sent("answerCallbackQuery")]
    assert windows[-5:] == [_said(why)] * 5
    assert len(owner.inbox) == inbox


def _said(why: str) -> str:
    return words().say(say.REFUSED[why], "en")


async def _make(world: World, room: Room, why: str) -> None:
    """31337 is nobody, of another body, or was an officer here."""
    if why == "stranger":
        return
    await world.joins(room, "mss" if why == "elsewhere" else "kftc", 31337, name="Choi")
    if why == "revoked":
        async with world.store.transaction() as tx:
            found = await members.who_writes(tx, "telegram:31337")
            await officers.revoke(tx, found.officer, AT, "admin")


async def test_to_a_barred_officer_the_topic_belongs_to_no_report(world: World, telegram: Telegram) -> None:
    room, _ = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    choi = await world.joins(room, "kftc", 31337, name="Choi")
    async with world.store.transaction() as tx:
        await conflicts.bar(tx, receipt, (await who_writes(tx, "telegram:31337")).officer, "", AT)
    before = len(texts(room))
    for data in ("1|take", "1|no", "1|seen"):
        press(telegram, world.officers_account(), choi.person, notice(room), data)
    await world.deal()
    assert await undone(world, room, receipt, before) == []
    windows: list[Any] = [args.get("text", "") for args in telegram.sent("answerCallbackQuery")]
    assert windows[-3:] == [_said("unknown")] * 3


async def test_the_group_of_a_barred_officer_hears_nothing_and_is_told_no_code(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    async with world.store.transaction() as tx:
        await conflicts.bar(tx, receipt, (await who_writes(tx, f"telegram:{park.person.id}")).officer, "", AT)
    before = len(texts(room))
    kim.sends_document(b"added", "added.pdf")
    park.says("hello", thread=topic_of(room, receipt))
    await world.deal()
    assert texts(room)[before:] == [words().say(named(say.TYPED_TO, link=f"{CONSOLE}/desk"), "en")]


# ---- places ---------------------------------------------------------------------------------------------


async def test_an_officer_who_leaves_the_group_is_noted_and_may_still_act(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    park.leaves()
    await world.deal()
    async with world.store.reading() as tx:
        who = await who_writes(tx, f"telegram:{park.person.id}")
        found = await officers.officer(tx, who.officer)
    assert found is not None
    assert found.left == AT
    park.comes_back()
    park.presses(notice(room), "Take it")
    await world.deal()
    async with world.store.reading() as tx:
        found = await officers.officer(tx, who.officer)
        assert (await held(tx, receipt)).holder == who.officer
    assert found is not None
    assert found.left == 0


async def test_a_bot_put_out_or_without_rights_is_shown_until_it_is_fit_again(world: World) -> None:
    _, park = await world.bound("kftc", "KFTC")

    async def out() -> int:
        await world.deal()
        async with world.store.reading() as tx:
            return (await groups.groups(tx))["kftc"].put_out

    assert await out() == 0
    park.puts_bot_out()
    assert await out() == AT
    park.adds_bot()
    assert await out() == 0
    park.demotes_bot()
    assert await out() == AT
