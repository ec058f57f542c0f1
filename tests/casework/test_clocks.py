"""The clocks of desks over the real content: started, met, stopped while the owner is waited for, extended, told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.acts import Asked, Barred, Closed, Declined, Extended, Noted, Released, Replied, Seen, Taken, Undone
from casework.clock_updates import start
from casework.clocks import MOST_DAYS, shown
from storage import cases, clocks
from storage.store import Store
from storage.timestamps import ms
from tests.casework.clockwork import RULES, clockwork, day_of, desk_group, hired, korean
from tests.storage.world import NOON

# NOON is nine in the evening of 2 March 2026 in Korea, a Monday held instead of 1 March.


async def test_a_report_starts_the_clocks_of_every_desk_it_comes_to(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        there = await house.clocks(receipt)
        assert {name: day_of(each.due) for name, each in there.items()} == {
            "acknowledge": date(2026, 3, 4),
            "first_action": date(2026, 3, 9),
            "term": date(2026, 4, 13),
        }
        assert await house.clocks(receipt, "mss") != {}
        assert (await house.referral(receipt)).due == there["acknowledge"].due


async def test_an_urgent_report_is_to_be_opened_within_one_working_day(store: Store) -> None:
    async with clockwork(store) as house:
        await house.say("telegram:1", "hello", "file urgently")
        kept = house.kept("telegram:1")
        assert kept is not None
        there = await house.clocks(kept.session.care.filed[-1])
        assert [day_of(there[name].due) for name in ("acknowledge", "first_action")] == [
            date(2026, 3, 3),
            date(2026, 3, 4),
        ]


async def test_clocks_are_met_by_opening_by_a_word_and_by_an_answer(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Seen, receipt, who)
        assert _met(await house.clocks(receipt)) == {"acknowledge"}
        await house.do(Asked, receipt, who, words="Which drawings?", language="en")
        assert _met(await house.clocks(receipt)) == {"acknowledge", "first_action"}
        await house.do(Replied, receipt, who, words="Thank you.", language="en")
        assert _met(await house.clocks(receipt)) == {"acknowledge", "first_action", "term"}
        assert day_of((await house.referral(receipt)).due) == day_of((await house.clocks(receipt))["idle"].due)


async def test_a_closed_or_declined_case_has_no_clock_running(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who, other = await house.filed("telegram:1"), await hired(store), await hired(store, "mss")
        await house.do(Closed, receipt, who, reason="supported")
        await house.do(Declined, receipt, other, ministry="mss", reason="own_words", words="No.", language="en")
        for ministry in ("kftc", "mss"):
            there = await house.clocks(receipt, ministry)
            assert all(each.met and not each.rings for each in there.values())
            assert (await house.referral(receipt, ministry)).due == 0
        assert await house.at(korean(2026, 12, 1)) == 0


async def test_a_clock_stands_still_while_the_owner_is_asked_and_goes_on_with_the_answer(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.at(korean(2026, 3, 4, 10))
        await house.do(Asked, receipt, who, words="Which drawings?", language="en")
        waiting = await house.status(receipt)
        assert ("kftc", "term", None) in waiting.clocks
        assert (await house.referral(receipt)).paused == ms(house.clock.at)
        await house.at(korean(2026, 3, 18, 10))
        assert await house.told("desk:-100") == []
        await house.say("telegram:1", "answer kftc the blue ones")
        assert (await house.referral(receipt)).state == "taken"
        term = (await house.clocks(receipt))["term"]
        assert (term.waited, term.paused, day_of(term.due)) == (10, 0, date(2026, 4, 27))
        assert ("kftc", "term", date(2026, 4, 27)) in (await house.status(receipt)).clocks


async def test_an_answer_to_a_desk_where_nobody_holds_the_case_leaves_it_opened(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Asked, receipt, who, words="Which?", language="en")
        await house.do(Released, receipt, who)
        await house.say("telegram:1", "answer kftc those")
        assert [(await house.referral(receipt)).state, (await house.referral(receipt, "mss")).state] == ["seen", "sent"]


async def test_ticking_papers_is_no_answer(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Asked, receipt, who, words="Which?", language="en")
        await house.say("telegram:1", "tick")
        assert (await house.referral(receipt)).state == "asked"


async def test_an_extension_needs_a_reason_and_the_owner_hears_the_day(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        done = await house.do(Extended, receipt, who, clock="term", days=10, reason="An expert is asked")
        assert done.done
        assert day_of((await house.clocks(receipt))["term"].due) == date(2026, 4, 27)
        assert await house.heard_of_desks() == ["extended"]
        assert any("An expert is asked" in words for words in house.post.words("telegram:1"))


@pytest.mark.parametrize(
    ("clock", "days", "reason"),
    [
        ("term", 10, "  "),
        ("term", 0, "why"),
        ("term", -3, "why"),
        ("term", 61, "more than its record allows"),
        ("term", MOST_DAYS + 1, "more than any"),
        ("acknowledge", 1, "may not be"),
        ("nothing", 1, "no such clock"),
    ],
)
async def test_an_extension_that_may_not_be_is_refused(store: Store, clock: str, days: int, reason: str) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        before = await house.clocks(receipt)
        assert (await house.do(Extended, receipt, who, clock=clock, days=days, reason=reason)).why == "wrong"
        assert await house.clocks(receipt) == before


async def test_a_time_limit_that_ran_out_is_not_extended_any_more(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.at(korean(2026, 3, 10, 9))
        assert (await house.do(Extended, receipt, who, clock="first_action", days=2, reason="late")).why == "late"


async def test_withdrawing_ends_the_clocks_and_erasing_leaves_none(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "withdraw kftc")
        assert all(each.met for each in (await house.clocks(receipt)).values())
        assert not any(each.met for each in (await house.clocks(receipt, "mss")).values())
        await house.say("telegram:1", "forget it")
        assert await house.clocks(receipt) == await house.clocks(receipt, "mss") == {}
        assert (await house.status(receipt)).clocks == ()
        assert await house.at(korean(2026, 6, 1)) == 0


async def test_a_desk_that_gets_a_case_passed_on_has_clocks_of_its_own(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            case = await cases.load_case(tx, receipt)
            assert case is not None
            assert case.file is not None
            await clocks.drop(tx, receipt)
            at = ms(korean(2026, 8, 31, 10))
            await start(tx, house.watch.clocks, case.file, ("kftc",), at, giver="mss")
        there = await house.clocks(receipt)
        assert day_of(there["reply_to_mss"].due) == date(2027, 3, 2)  # 28 February and 1 March are off
        assert set(there) == {"acknowledge", "first_action", "term", "reply_to_mss"}


async def test_undone_the_clocks_run_as_before_and_the_owner_hears_nothing(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        before = await house.clocks(receipt)
        await house.do(Taken, receipt, who, bulk="b1")
        await house.do(Undone, receipt, who, bulk="b1")
        after = await house.clocks(receipt)
        assert {name: each for name, each in after.items() if name != "idle"} == before
        assert after["idle"].met
        await house.at(NOON + timedelta(hours=1))
        assert await house.heard_of_desks() == []


async def test_a_holder_who_does_nothing_is_reminded_and_whatever_is_done_starts_it_anew(store: Store) -> None:
    await desk_group(store)
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Taken, receipt, who)
        await house.do(Replied, receipt, who, words="We look at it.", language="en")
        await house.at(korean(2026, 3, 10, 10))
        await house.do(Noted, receipt, who, words="called the expert")
        idle = (await house.clocks(receipt))["idle"]
        assert day_of(idle.due) == date(2026, 3, 24)
        await house.at(korean(2026, 3, 20, 9))
        assert await house.told("desk:-100") == [f"reminded {receipt}"]
        await house.do(Released, receipt, await hired(store, role="lead"))
        assert (await house.clocks(receipt))["idle"].met


async def test_the_owner_is_not_shown_how_long_a_holder_may_be_silent(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Taken, receipt, who)
        assert "idle" not in {name for _, name, _ in (await house.status(receipt)).clocks}


async def test_barring_the_holder_lays_the_case_down(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who, lead = await house.filed("telegram:1"), await hired(store), await hired(store, role="lead")
        await house.do(Taken, receipt, who)
        assert (await house.do(Barred, receipt, lead, who=who, reason="related")).done
        assert (await house.clocks(receipt))["idle"].met


async def test_what_a_page_shows_of_a_clock(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        there = await house.clocks(receipt)
        seen = shown(there["term"], RULES, NOON)
        due = korean(2026, 4, 14) - timedelta(milliseconds=1)
        assert seen == ("term", RULES["term"].label, due, "running", False, False)
        assert shown(there["term"], RULES, korean(2026, 4, 14)).state == "overdue"
        await house.do(Asked, receipt, who, words="Which?", language="en")
        assert shown((await house.clocks(receipt))["term"], RULES, NOON).state == "paused"
        assert shown((await house.clocks(receipt))["acknowledge"], RULES, NOON).state == "met"


def _met(there: dict[str, clocks.RunningClock]) -> set[str]:
    return {name for name, each in there.items() if each.met}
