"""A name that an owner gives is looked at before anybody opens the case: by whom, and what others learn of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.inbox.inbox import Inbox
from bot.scheduler import Scheduler
from casework.acts import Checked, Seen, Taken
from casework.name_checks import to_check
from casework.public_holidays import korea
from guidance.guide import SECRETARIAT
from storage import audit, conflicts, name_checks, officers, queues
from storage import tables as t
from storage.name_checks import NameToCheck
from storage.store import Store
from storage.timestamps import DAY, ms
from tests.bot.house import House, desk_group, hired, opened
from tests.storage.world import NOON, until

pytestmark = pytest.mark.attack("security-A5")
NAMED = "named 지식재산처 김철수 과장"
"""What `tests.storage.world.step` files with an official in it."""


async def named(house: House, chat: str = "telegram:1", how: str = NAMED) -> str:
    """A report whose owner named an official; its receipt."""
    await house.say(chat, "hello", how)
    kept = house.kept(chat)
    assert kept is not None
    return kept.session.care.filed[-1]


async def waiting(store: Store, officer: str) -> list[NameToCheck]:
    async with store.reading() as tx:
        who = await officers.officer(tx, officer)
        assert who is not None
        return await to_check(tx, who, ms(NOON))


async def sees(store: Store, receipt: str, officer: str, ministry: str = "kftc") -> bool:
    async with store.reading() as tx:
        line = await queues.one(tx, ministry, officer, receipt)
        barred = await conflicts.is_barred(tx, receipt, officer)
        listed = await queues.lines(tx, queues.QueueQuery(ministry, officer))
    assert (line is None) == barred == (receipt not in [each.receipt for each in listed])
    return line is not None


async def checks(house: House, receipt: str, by: str, *who: str, ministry: str = "kftc", number: int = 0) -> str:
    if not number:
        async with house.store.reading() as tx:
            rows = await name_checks.unrung(tx, ms(NOON), 50)
        number = next(row.id for row in rows if (row.receipt, row.ministry) == (receipt, ministry))
    act = Checked(key=f"check {by}", receipt=receipt, ministry=ministry, officer=by, at=NOON, check=number, who=who)
    return (await house.inbox.act(act)).why


async def look(house: House) -> None:
    """Time passes over the desks once."""
    assert isinstance(house.inbox, Inbox)
    await Scheduler(house.store, house.inbox, {}, korea(), house.clock).look(house.clock.now())


async def test_nobody_opens_a_case_with_a_name_until_a_lead_of_the_desk_has_checked_it(store: Store) -> None:
    officer, lead = await hired(store), await hired(store, role="lead")
    async with opened(store) as house:
        receipt = await named(house)
        act = {"receipt": receipt, "ministry": "kftc", "at": NOON}
        for who in (officer, lead):
            assert not await sees(store, receipt, who)
            assert (await house.inbox.act(Seen(key=who, officer=who, **act))).why == "unknown"  # type: ignore[arg-type]
        (name,) = await waiting(store, lead)
        assert (name.name, name.ministry) == ("지식재산처 김철수 과장", "kftc")
        assert await waiting(store, officer) == []
        assert await checks(house, receipt, officer) == "unknown"
        assert await checks(house, receipt, lead) == ""
        assert await checks(house, receipt, await hired(store, role="lead"), number=name.id) == "late"
        assert await sees(store, receipt, officer)
        assert (await house.inbox.act(Taken(key="t", officer=officer, **act))).done  # type: ignore[arg-type]
    assert await waiting(store, lead) == []


async def test_who_is_meant_stays_out_and_a_desk_checks_for_itself_alone(store: Store) -> None:
    meant, lead = await hired(store, name="다른 표기"), await hired(store, role="lead")
    other = await hired(store, "mss")
    async with opened(store) as house:
        receipt = await named(house)
        assert await checks(house, receipt, lead, other) == "wrong"
        assert await checks(house, receipt, lead, meant, number=(await waiting(store, lead))[0].id) == "again"
        number = (await waiting(store, lead))[0].id
        act = Checked(key="k", receipt=receipt, ministry="kftc", officer=lead, at=NOON, check=number, who=(meant,))
        assert (await house.inbox.act(act)).done
        assert not await sees(store, receipt, meant)
        assert await sees(store, receipt, lead)
        assert not await sees(store, receipt, other, "mss")


async def test_a_lead_of_that_name_does_not_check_and_the_secretariat_does_by_the_name_alone(store: Store) -> None:
    lead = await hired(store, role="lead", name="김철수")
    secretary = await hired(store, "secretariat", "secretariat")
    async with opened(store) as house:
        receipt = await named(house)
        assert await waiting(store, lead) == []
        assert await checks(house, receipt, lead) == "unknown"
        names = await waiting(store, secretary)
        assert {(each.name, each.ministry) for each in names} == {
            ("지식재산처 김철수 과장", d) for d in ("kftc", "mss")
        }
        assert receipt not in repr(names)
        second = await hired(store, role="lead", name="이영희")
        assert {each.ministry for each in await waiting(store, secretary)} == {"mss"}
        number = (await waiting(store, second))[0].id
        assert await checks(house, receipt, secretary, number=number) == "unknown"
        mss = (await waiting(store, secretary))[0].id
        act = Checked(key="s", receipt=receipt, ministry="mss", officer=secretary, at=NOON, check=mss)
        assert (await house.inbox.act(act)).done
        async with store.reading() as tx:
            assert [line.action for line in await audit.history(tx, f"{receipt}:mss")] == ["checked"]


async def test_an_urgent_case_opens_at_once_for_those_who_share_no_name(store: Store) -> None:
    meant, other, lead = await hired(store, name="김철수"), await hired(store), await hired(store, role="lead")
    async with opened(store) as house:
        receipt = await named(house, how=NAMED.replace("named", "urgent"))
        assert [await sees(store, receipt, each) for each in (meant, other, lead)] == [False, True, True]
        assert len(await waiting(store, lead)) == 1
        assert await checks(house, receipt, lead) == ""


@pytest.mark.parametrize("name", ["김 과장", "지식재산처", "누군지 모름", "Mr Kim"])
async def test_a_name_that_is_none_is_checked_as_well(store: Store, name: str) -> None:
    officer, lead = await hired(store, name="김철수"), await hired(store, role="lead")
    async with opened(store) as house:
        receipt = await named(house, how=f"named {name}")
        assert not await sees(store, receipt, officer)
        assert await checks(house, receipt, lead) == ""
        assert await sees(store, receipt, officer)


async def test_a_name_that_is_given_later_shuts_the_case_again_until_it_is_checked(store: Store) -> None:
    officer, meant, lead = await hired(store), await hired(store, name="김철수"), await hired(store, role="lead")
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        assert await sees(store, receipt, meant)
        await house.say("telegram:1", "names 김철수")
        assert not await sees(store, receipt, officer)
        assert await checks(house, receipt, lead) == ""
        assert [await sees(store, receipt, each) for each in (officer, meant)] == [True, False]


async def test_a_case_that_is_passed_on_waits_at_its_new_desk(store: Store) -> None:
    giver, officer = await hired(store, role="lead"), await hired(store, "motir")
    async with opened(store) as house:
        receipt = await named(house)
        await checks(house, receipt, giver)
        async with store.transaction() as tx:
            passed = {"state": "passed_on", "passed_to": "motir"}
            await tx.run(update(t.referral).where(t.referral.c.ministry == "kftc").values(**passed))
        await house.say("telegram:1", "agree kftc motir")
        assert not await sees(store, receipt, officer, "motir")
        assert len(await waiting(store, await hired(store, "motir", "lead"))) == 1


# ---- what is told ---------------------------------------------------------------------------------------


async def test_the_group_hears_of_a_case_only_when_it_is_checked_and_then_as_of_a_new_one(store: Store) -> None:
    await desk_group(store)
    lead = await hired(store, role="lead")
    async with opened(store) as house:
        receipt = await named(house)
        number = (await waiting(store, lead))[0].id
        await look(house)
        await look(house)
        await until(lambda: len(house.desk.sent) == 1)
        assert house.desk.sent == [("desk:-100", "lead check")]
        assert await checks(house, receipt, lead, number=number) == ""
        await until(lambda: len(house.desk.sent) == 2)
        assert house.desk.sent[1] == ("desk:-100", f"new {receipt}")


@pytest.mark.parametrize("matched", [True, False])
async def test_a_group_with_the_named_one_in_it_hears_nothing_and_the_secretariat_does(
    store: Store, matched: bool
) -> None:
    await desk_group(store)
    await desk_group(store, "secretariat", "desk:-300")
    await hired(store, role="lead")
    who = await hired(store, name="김철수" if matched else "박영희")
    async with store.transaction() as tx:
        await tx.run(update(t.officer).where(t.officer.c.id == who).values(telegram="x"))
        await tx.run(update(t.officer).where(t.officer.c.ministry == "mss").values(revoked=True))
    async with opened(store) as house:
        await named(house)
        await look(house)
        await until(lambda: len(house.desk.sent) == 2)
    chats = sorted(chat for chat, _ in house.desk.sent)
    assert chats == (["desk:-300", "desk:-300"] if matched else ["desk:-100", "desk:-300"])


async def test_a_lead_is_told_once_that_more_than_half_of_a_desk_is_shut(store: Store) -> None:
    await desk_group(store)
    lead = await hired(store, role="lead")
    two = [await hired(store, name=each) for each in ("김철수", "박철수")]
    async with opened(store) as house:
        receipt = await named(house, how="urgent 철수")
        async with store.reading() as tx:
            assert await name_checks.mostly_shut(tx) == [(receipt, "kftc")]
            assert await name_checks.mostly_shut(tx, ministry="kftc", officer=lead) == [(receipt, "kftc")]
            assert await name_checks.mostly_shut(tx, ministry="kftc", officer=two[0]) == []
        await look(house)
        await look(house)
        await until(lambda: "lead mostly_shut" in [words for _, words in house.desk.sent])
        await hired(store)
        async with store.reading() as tx:
            assert await name_checks.mostly_shut(tx, ministry="kftc", officer=lead) == []
    assert [words for _, words in house.desk.sent].count("lead mostly_shut") == 1
    assert receipt not in repr([words for _, words in house.desk.sent if words.startswith("lead")])


# ---- gone -----------------------------------------------------------------------------------------------


async def test_an_erased_case_keeps_no_name_and_stays_out_of_sight_where_it_was_never_open(store: Store) -> None:
    officer, lead = await hired(store), await hired(store, "mss", "lead")
    async with opened(store) as house:
        receipt = await named(house)
        await checks(house, receipt, lead, ministry="mss")
        await house.say("telegram:1", "forget last")
        assert not await sees(store, receipt, officer)
        assert await waiting(store, lead) == []
        async with store.reading() as tx:
            rows = await tx.all(t.name_check.select())
            assert [(row.ministry, row.hash, row.name) for row in rows] == [("kftc", "", b"")]
            assert await queues.one(tx, "mss", lead, receipt) is not None


# ---- no oracle ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["named", "urgent", "names"])
async def test_an_owner_hears_and_waits_the_same_whether_the_name_is_an_officers_or_not(
    store: Store, verb: str
) -> None:
    """The same replies and the same statements: neither words nor time tell who works where."""
    await desk_group(store)
    who = await hired(store, name="김철수")
    async with store.transaction() as tx:
        await tx.run(update(t.officer).where(t.officer.c.id == who).values(telegram="x"))
    found = [await _told(store, f"telegram:{n}", verb, name) for n, name in enumerate(("김철수", "박영희"), 1)]
    assert found[0] == found[1]


async def _told(store: Store, chat: str, verb: str, name: str) -> tuple[list[str], list[str]]:
    """What an owner who gives this name hears, and the statements of the step."""
    statements: list[str] = []

    def seen(line: Any, cursor: Any, statement: str, *more: Any) -> None:
        statements.append(statement)

    async with opened(store) as house:
        await house.say(chat, "hello", *(["file"] if verb == "names" else []))
        before = len(await house.heard(chat, 2 if verb == "names" else 1))
        for engine in set(store.engines):
            event.listen(engine.sync_engine, "before_cursor_execute", seen)
        await house.say(chat, f"{verb} {name}")
        for engine in set(store.engines):
            event.remove(engine.sync_engine, "before_cursor_execute", seen)
        words = [each.replace(name, "…") for each in await house.heard(chat, before + 1)]
    return words, [re.sub(r"_\d+$", "", each) for each in statements if "outgoing" not in each]


@pytest.mark.parametrize("days", [None, 30, 29])
async def test_a_lead_who_comes_no_more_keeps_no_report_shut(store: Store, days: int | None) -> None:
    lead = await hired(store, role="lead", came=0 if days is None else ms(NOON) - days * DAY)
    secretary = await hired(store, SECRETARIAT, "secretariat")
    async with opened(store) as house:
        receipt = await named(house)
        async with store.reading() as tx:
            asked = {each.ministry for each in await name_checks.without_lead(tx, secretary, ms(NOON))}
            assert await name_checks.has_lead(tx, "kftc", receipt, ms(NOON)) is (days == 29)
            assert not await name_checks.has_lead(tx, "kftc", receipt, ms(NOON) + DAY)
        assert asked == ({"mss"} if days == 29 else {"kftc", "mss"})
        assert await checks(house, receipt, secretary) == ("unknown" if days == 29 else "")
        assert await sees(store, receipt, lead) is (days != 29)


async def test_a_name_that_still_waits_after_a_week_is_told_of_again_to_whoever_may_check_it_then(store: Store) -> None:
    await hired(store, role="lead", came=ms(NOON) - 29 * DAY)
    async with opened(store) as house:
        receipt = await named(house)
        for later, rings in ((0, True), (6 * DAY, False), (7 * DAY, True), (13 * DAY, False), (14 * DAY, True)):
            async with store.transaction() as tx:
                due = [each for each in await name_checks.unrung(tx, ms(NOON) + later, 50) if each.ministry == "kftc"]
                assert [each.receipt for each in due] == [receipt] * rings, later
                for each in due:
                    assert await name_checks.ring(tx, each.id, ms(NOON) + later)
                    assert not await name_checks.ring(tx, each.id, ms(NOON) + later)
