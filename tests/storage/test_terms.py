"""How long a report is kept, against what is written out here by hand: state x hold x warning x the owner's word."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.inbox.receipts import new_receipt
from bot.outbox.letter import Letter
from bot.outbox.transport import Gone, OutgoingRow
from bot.scheduler import Scheduler
from casework.acts import OUTCOMES, Closed, HoldAsked, HoldConfirmed, Ruling
from casework.public_holidays import korea
from dialogs.case_states import Destroyer, ReferralState
from guidance.calendar import day_of, end_of
from guidance.records.retention_periods import DECLINED, ENDS, WITHDRAWN, longest, read_periods, written
from storage import audit, cases, consents, holds, retention, terms
from storage import tables as t
from storage.beats import WEEK
from storage.states import ConsentKind
from storage.store import Store
from storage.terms import Term, Unfinished
from storage.timestamps import DAY, ms
from storage.vault import Vault
from tests.bot.house import House, desk_group, hired, opened
from tests.storage.hours import run_on
from tests.storage.world import NOON, Noting, until

STATES = (
    "sent", "seen", "taken", "asked", "answered", "passed_on", "passed_on_agreed", "clocked", "closed", "declined",
    "withdrawn",
)  # fmt: skip
HELD_UNTIL = 500
WORDS = ("told", "told and longer", "told and as agreed", "not told")


def day(n: int) -> datetime:
    """The moment at which the report is `n` days old."""
    return NOON + timedelta(days=n)


# ---- by hand ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fate:
    """When a report is warned of and when it is destroyed: on the first of the days looked at that is not before."""

    warned: int
    destroyed: int


def fate(state: str, held: bool, words: str) -> Fate:
    """Written from the promise, not from the program."""
    end = 365
    asked = not held and state != "withdrawn"
    if words == "told and longer" and asked:
        end = 730
    end = max(end, HELD_UNTIL) if held else end
    protected = held or state not in ("closed", "declined", "withdrawn", "passed_on_agreed")
    if state == "withdrawn" and not held:
        return Fate(0, end)
    return Fate(min(end - 60, 305) if not held else end - 60, end + 90 if protected and words == "not told" else end)


DAYS = (304, 305, 306, 364, 366, 440, 456, 501, 591, 669, 671, 731)
"""Days on which the house is looked at."""


def first(of: int) -> int:
    return next(each for each in DAYS if each >= of)


# ---- on a store -------------------------------------------------------------------------------------------


class Shy(Noting):
    """A post that some chats have blocked."""

    blocked: frozenset[str] = frozenset()

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        if row.chat in self.blocked:
            raise Gone("blocked")
        return await super().send(row, letter)


class Ends:
    """A house whose reports come to their end."""

    def __init__(self, house: House) -> None:
        self.house, self.store = house, house.store
        self.watch = Scheduler(house.store, house.inbox, {}, korea(), house.clock)

    async def on(self, n: int) -> None:
        """The house as it runs on that day, for a week of hours in which the clock stands."""
        at = day(n)
        self.house.later((at - self.house.clock.at).total_seconds())
        await self.watch.warn(at)
        ledger = self.house.outbox.ledger
        await until(lambda: not (ledger.lanes or ledger.marks))
        for _twice in range(2):
            await retention.sweep(self.store, at, new_receipt)
            await run_on(self.store, WEEK, at)
        await retention.sweep(self.store, at, new_receipt)
        self.house.hot.clear()

    async def terms(self) -> dict[str, Term]:
        async with self.store.reading() as tx:
            return {each.receipt: each for each in await tx.read(Term, select(t.term))}


async def stands(store: Store, receipt: str, state: str) -> None:
    """The report stands so at both its desks."""
    r, where = t.referral, t.referral.c.receipt == receipt
    async with store.transaction() as tx:
        if state == "withdrawn":
            await cases.withdraw(tx, receipt, (), ms(NOON))
            return
        named = {"clocked": "closed", "passed_on_agreed": "passed_on"}.get(state, state)
        goes_on = ReferralState(named).open and state != "passed_on_agreed"
        await tx.run(update(r).where(where).values(state=ReferralState(named), open=goes_on))
        if state == "clocked":
            row = {"receipt": receipt, "ministry": "kftc", "name": "statute", "due": ms(day(3000))}
            await tx.run(insert(t.clock).values(**row))


async def hold(store: Store, receipt: str, confirmed: bool = True) -> None:
    async with store.transaction() as tx:
        case = await cases.load_case(tx, receipt)
        assert case is not None
        assert case.key is not None
        wanted = holds.HoldWanted(receipt, "kftc", holds.COURT, ms(day(HELD_UNTIL)), "2026카합1")
        await holds.ask(tx, case.key, wanted, "one", ms(NOON))
        if confirmed:
            found = (await holds.of_case(tx, receipt))[0]
            assert not await holds.confirm(tx, found.id, receipt, "kftc", "one", ms(NOON))
            assert await holds.confirm(tx, found.id, receipt, "kftc", "other", ms(NOON))


def grid() -> Iterator[tuple[str, bool, str]]:
    return itertools.product(STATES, (False, True), WORDS)


@pytest.mark.attack("officer-B2")
@pytest.mark.slow("88 reports live two years")
async def test_every_report_is_kept_as_long_as_was_promised_and_no_longer(store: Store) -> None:
    post = Shy()
    async with opened(store, post=post) as house:
        ends, reports = Ends(house), {}
        for n, (state, held, words) in enumerate(grid()):
            chat = f"telegram:{n}"
            receipt = await house.filed(chat)
            reports[receipt] = (chat, state, held, words)
            await stands(store, receipt, state)
            if held:
                await hold(store, receipt)
        post.blocked = frozenset(chat for chat, *_rest, words in reports.values() if words == "not told")
        warned, destroyed = await _lived(ends, reports)
    for receipt, (_chat, state, held, words) in reports.items():
        which = (state, held, words)
        wanted = fate(*which)
        found = Fate(warned.get(receipt, 0), destroyed[receipt])
        assert found == Fate(wanted.warned and first(wanted.warned), first(wanted.destroyed)), which


async def _lived(ends: Ends, reports: dict[str, tuple[str, str, bool, str]]) -> tuple[dict[str, int], dict[str, int]]:
    """The days on which reports were first warned of, and on which they were destroyed."""
    warned: dict[str, int] = {}
    destroyed: dict[str, int] = {}
    for n in DAYS:
        await ends.on(n)
        for receipt, term in (await ends.terms()).items():
            if term.warned:
                warned.setdefault(receipt, n)
            if term.gone:
                assert term.gone is Destroyer.TIME
                destroyed.setdefault(receipt, n)
        if n == 305:
            for chat, _state, _held, words in reports.values():
                if words.startswith("told and"):
                    await ends.house.say(chat, "longer" if words.endswith("longer") else "agreed")
    return warned, destroyed


# ---- what is said of it -----------------------------------------------------------------------------------


async def test_both_sides_are_told_the_day_and_the_owner_is_asked_once(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        ends, receipt = Ends(house), await house.filed("telegram:1")
        await until(lambda: len(house.desk.sent) == 1)
        before = len(house.desk.sent)
        await ends.on(304)
        assert "heard longer: " not in house.post.words("telegram:1")
        await ends.on(305)
        await ends.on(306)
        await house.say("telegram:1", "longer")
        assert house.post.words("telegram:1").count("heard longer: ") == 1
        assert [words for _chat, words in house.desk.sent[before:]] == [f"ending {receipt}"]
        await ends.on(669)
        await ends.on(670)
        await ends.on(671)
        heard = [each for each in house.post.words("telegram:1") if each.startswith("heard")]
        assert heard == ["heard longer: ", "heard ending: "]
        async with store.reading() as tx:
            given = [row for row in await consents.given(tx, receipt) if row.what is ConsentKind.KEEP]
            assert [(row.whom, row.agreed) for row in given] == [("", True)]
            actions = [row.action for row in await audit.history(tx, receipt)]
        assert "prolonged" in actions


async def test_the_last_word_of_the_owner_holds(store: Store) -> None:
    async with opened(store) as house:
        ends = Ends(house)
        await house.filed("telegram:1")
        await house.say("telegram:1", "longer")
        assert {term.until for term in (await ends.terms()).values()} == {ms(day(365))}, "nobody asked yet"
        await ends.on(305)
        for word, end in (("longer", 730), ("agreed", 365), ("longer", 730), ("longer", 730)):
            await house.say("telegram:1", word)
            assert {term.until for term in (await ends.terms()).values()} == {ms(day(end))}


async def test_a_yes_in_the_last_week_takes_the_mark_off(store: Store) -> None:
    async with opened(store) as house:
        ends, receipt = Ends(house), await house.filed("telegram:1")
        await stands(store, receipt, "closed")
        await ends.on(305)
        await retention.sweep(store, day(366), new_receipt)
        assert (await ends.terms())[receipt].marked
        await run_on(store, WEEK - 1, day(366))
        await house.say("telegram:1", "longer")
        await run_on(store, 5, day(366))
        assert (await retention.sweep(store, day(366), new_receipt)).cases == 0
        assert not (await ends.terms())[receipt].marked


async def test_a_hold_that_comes_in_the_last_week_takes_the_mark_off(store: Store) -> None:
    async with opened(store) as house:
        ends, receipt = Ends(house), await house.filed("telegram:1")
        await stands(store, receipt, "closed")
        await ends.on(305)
        await retention.sweep(store, day(366), new_receipt)
        await hold(store, receipt)
        await run_on(store, WEEK, day(366))
        assert (await retention.sweep(store, day(366), new_receipt)).cases == 0
        assert not (await ends.terms())[receipt].marked


async def test_a_restart_in_the_middle_goes_on_counting(store: Store, url: str, vault: Vault) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await stands(store, receipt, "closed")
    await retention.sweep(store, day(366), new_receipt)
    await run_on(store, WEEK - 1, day(366))
    again = await Store.open(url, vault)
    assert (await retention.sweep(again, day(366), new_receipt)).cases == 0
    await run_on(again, 1, day(366))
    assert (await retention.sweep(again, day(366), new_receipt)).cases == 1
    await again.close()


async def test_two_processes_that_sweep_at_once_destroy_once(store: Store, url: str, vault: Vault) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await stands(store, receipt, "closed")
    await retention.sweep(store, day(366), new_receipt)
    await run_on(store, WEEK, day(366))
    again = await Store.open(url, vault)
    swept = [(await retention.sweep(each, day(366), new_receipt)).cases for each in (store, again)]
    await again.close()
    assert swept == [1, 0]
    async with store.reading() as tx:
        assert [row.action for row in await audit.history(tx, receipt)].count("erased") == 1


# ---- holds ------------------------------------------------------------------------------------------------


Kind = type[HoldAsked] | type[HoldConfirmed]
WRONG: tuple[dict[str, str], ...] = (
    {"until": "2026-02-30"}, {"until": "2026-03-01"}, {"until": "2066-01-01"}, {"words": " "}, {"basis": ""},
)  # fmt: skip


async def act(house: House, kind: Kind, who: str, receipt: str, **more: object) -> Ruling:
    named = {"key": f"{who}{more}", "at": house.clock.at, "officer": who, "receipt": receipt, "ministry": "kftc"}
    return await house.inbox.act(kind(**named, **more))  # type: ignore[arg-type]


async def test_a_hold_of_one_person_is_not_in_force(store: Store) -> None:
    async with opened(store) as house:
        receipt, one, two = await house.filed("telegram:1"), await hired(store), await hired(store, name="B")
        last = day_of(day(HELD_UNTIL)).isoformat()
        asked = {"basis": "court", "until": last, "words": "2026카합1"}
        for wrong in WRONG:
            assert (await act(house, HoldAsked, one, receipt, **{**asked, **wrong})).why == "wrong"
        assert (await act(house, HoldAsked, one, receipt, **asked)).done
        async with store.reading() as tx:
            row = (await holds.of_case(tx, receipt))[0]
            assert (await terms.unfinished(tx, receipt)).held == 0
        assert (await act(house, HoldConfirmed, one, receipt, hold=row.id)).why == "second"
        assert (await act(house, HoldConfirmed, two, receipt, hold=row.id + 7)).why == "second"
        auditor = await hired(store, role="auditor")
        assert (await act(house, HoldConfirmed, auditor, receipt, hold=row.id)).why == "no_right"
        assert (await act(house, HoldConfirmed, two, receipt, hold=row.id)).done
        async with store.reading() as tx:
            assert (await terms.unfinished(tx, receipt)).held == ms(end_of(day_of(day(HELD_UNTIL))))
        assert "heard held: " in await house.heard("telegram:1", 3)


async def test_a_hold_says_which_paper_and_is_gone_with_the_report(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await hold(store, receipt)
        async with store.reading() as tx:
            case = await cases.load_case(tx, receipt)
            assert case is not None
            assert case.key is not None
            assert [row.words(case.key) for row in await holds.of_case(tx, receipt)] == ["2026카합1"]
        await house.say("telegram:1", "forget it")
    async with store.reading() as tx:
        assert await holds.of_case(tx, receipt) == []


# ---- the rule alone ---------------------------------------------------------------------------------------

TERM = Term("SM-1", "2026-11", "", 365 * DAY, 365 * DAY, False, 0, 0, 0, 0, 0, 0, Destroyer.NOBODY)


def test_a_warning_that_came_late_leaves_a_month() -> None:
    late = replace(TERM, warned=400 * DAY, named=TERM.until, told=401 * DAY)
    assert terms.destroyed_from(late, Unfinished(busy=True)) == 430 * DAY
    assert terms.destroyed_from(replace(late, told=0), Unfinished(busy=True)) == 490 * DAY
    assert terms.destroyed_from(replace(late, warned=0, named=0), Unfinished(busy=True)) == 0


def test_a_hold_that_is_longer_than_the_warning_said_is_warned_of_anew() -> None:
    warned = replace(TERM, warned=305 * DAY, named=TERM.until, told=306 * DAY)
    held = Unfinished(busy=True, held=500 * DAY)
    assert terms.destroyed_from(warned, held) == 0
    assert not terms.is_to_be_warned(warned, held, 439 * DAY)
    assert terms.is_to_be_warned(warned, held, 440 * DAY)


@pytest.mark.parametrize("version", ["2026-11", "", "2019-01"])
async def test_what_was_promised_is_what_the_owner_agreed_to(store: Store, version: str) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    async with store.transaction() as tx:
        await tx.run(t.term.delete())
        await terms.begin(tx, receipt, version, ms(NOON))
        term = await terms.of(tx, receipt)
    assert term is not None
    assert (term.promise, term.until) == (version, ms(NOON) + 365 * DAY)


# ---- by body and outcome ----------------------------------------------------------------------------------

RULES = {("*", "*"): 365, ("*", "declined"): 180, ("mss", "*"): 400, ("kftc", "measure"): 730, ("*", "withdrawn"): 90}


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        ({"kftc": "", "mss": ""}, 400),
        ({"kftc": "", "knpa": ""}, 365),
        ({"kftc": "declined", "knpa": "declined"}, 180),
        ({"kftc": "declined", "knpa": ""}, 365),
        ({"kftc": "measure", "mss": "declined"}, 730),
        ({"kftc": "withdrawn"}, 90),
        ({}, 365),
    ],
)
def test_the_longest_of_a_reports_bodies_counts(ends: dict[str, str], days: int) -> None:
    assert longest(read_periods(written(RULES)), ends.items()) == days


async def test_a_report_is_kept_by_the_rules_of_the_day_it_was_sent(store: Store) -> None:
    async with opened(store) as house:
        ends, receipt = Ends(house), await house.filed("telegram:1")
        async with store.transaction() as tx:
            await tx.run(t.term.delete())
            await terms.begin(tx, receipt, "2026-12", ms(NOON), written(RULES), ("kftc", "mss"))
        assert (await ends.terms())[receipt].until == ms(day(400))
        kinds = (("kftc", {"reason": "measure", "words": "x"}, 730), ("mss", {"reason": "other", "words": "x"}, 730))
        for ministry, more, until_day in kinds:
            who = await hired(store, ministry)
            named = {"key": ministry, "at": NOON, "officer": who, "receipt": receipt, "ministry": ministry}
            assert (await house.inbox.act(Closed(**named, **more))).done  # type: ignore[arg-type]
            assert (await ends.terms())[receipt].until == ms(day(until_day))
        await house.say("telegram:1", "withdraw")
        assert (await ends.terms())[receipt].until == ms(day(400)), "mss has a rule of its own, whatever the outcome"


async def test_a_report_of_the_first_version_is_never_kept_shorter_or_longer_by_rules(store: Store) -> None:
    async with opened(store) as house:
        ends, receipt = Ends(house), await house.filed("telegram:1")
        async with store.transaction() as tx:
            await tx.run(t.term.delete())
            await terms.begin(tx, receipt, "2026-11", ms(NOON), written(RULES), ("kftc", "mss"))
        await house.say("telegram:1", "withdraw")
        assert (await ends.terms())[receipt].until == ms(day(365))


def test_outcomes_are_those_that_desks_close_with() -> None:
    assert {*OUTCOMES, DECLINED, WITHDRAWN} == set(ENDS)
