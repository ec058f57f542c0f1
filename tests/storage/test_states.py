"""Closed sets: every word of them is said everywhere, and a word that is none of them is never read as one."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from casework.acts import Asked, Closed, Declined, PassedOn, Replied
from casework.permissions import HOUSE_RIGHTS
from casework.replies import state_after
from casework.texts import ROLES
from dialogs import labels
from dialogs.case_states import GONE, OPEN, WAITS, ReferralState
from dialogs.handlers.desk_news import NEWS
from storage import cases, members, officers, overview, queues, referrals, statistics
from storage.queues import QueueQuery
from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.store import Store
from storage.tables.columns import UnknownWord
from storage.timestamps import ms
from storage.transaction import Transaction
from tests.bot.house import hired, opened
from tests.storage.world import NOON
from web.console import texts as desk_words
from web.console.statistics_queries import STAND_NAMES

HOME = Path(__file__).parents[2]
STATIC = HOME / "web" / "static"


def test_every_state_has_its_words_for_owners_and_for_officers() -> None:
    assert list(labels.STATES) == list(desk_words.STATES) == list(ReferralState)
    assert set(ROLES) == set(HOUSE_RIGHTS) == set(OfficerRole)
    assert (set(desk_words.PROPOSED), set(desk_words.PROPOSAL_STATES)) == (set(ProposedAct), set(ProposalState))


def test_every_state_that_words_lead_to_is_news_in_words_of_its_own() -> None:
    said = (Replied, Asked, PassedOn, Closed, Declined)
    assert {state_after(kind.__new__(kind)) for kind in said} <= set(NEWS)  # type: ignore[arg-type]


def test_the_chart_of_how_reports_stand_has_a_bar_for_every_state() -> None:
    shown = {name.partition(":")[0] for name in STAND_NAMES}
    assert shown == set(ReferralState) - {ReferralState.ERASED}


def test_a_state_is_open_or_over_and_what_waits_is_open() -> None:
    assert set(OPEN) | {state for state in ReferralState if not state.open} == set(ReferralState)
    assert set(WAITS) < set(OPEN)
    assert not set(GONE) & set(OPEN)


def test_pages_word_states_from_the_one_table_and_have_no_word_for_an_unknown_one() -> None:
    worded = [file.read_text("utf-8") for file in (HOME / "web/templates").glob("*.html")]
    assert any("d.STATES[" in page for page in worded)
    assert not [page for page in worded if "STATES.get" in page]


# ---- where rows are read ----------------------------------------------------------------------------------

READS: dict[str, Callable[[Transaction, str, str], Awaitable[object]]] = {
    "one referral": lambda tx, receipt, who: referrals.referral(tx, receipt, "kftc"),
    "all referrals": lambda tx, receipt, who: referrals.referrals(tx, receipt),
    "the queue": lambda tx, receipt, who: queues.lines(tx, QueueQuery("kftc", who)),
    "one line": lambda tx, receipt, who: queues.one(tx, "kftc", who, receipt),
    "the status": lambda tx, receipt, who: cases.status(tx, receipt),
    "the overview": lambda tx, receipt, who: overview.shapes(tx, who, ms(NOON)),
    "the statistics": lambda tx, receipt, who: statistics.referrals(tx, 0),
    "taking back": lambda tx, receipt, who: cases.withdraw(tx, receipt, (), ms(NOON)),
}


@pytest.mark.parametrize("read", READS)
async def test_a_state_that_nobody_knows_is_an_error_and_no_other_state(store: Store, read: str) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    who = await hired(store)
    async with store.transaction() as tx:
        await tx.run(text("UPDATE referral SET state = 'lost'"))
    with pytest.raises(UnknownWord, match="lost"):
        async with store.reading() as tx:
            await READS[read](tx, receipt, who)


async def test_a_role_or_a_state_of_a_report_that_nobody_knows_is_an_error_too(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    who = await hired(store)
    async with store.transaction() as tx:
        await tx.run(text("UPDATE officer SET role = 'king'"))
        await tx.run(text("UPDATE case_ SET state = 'lost'"))
    async with store.reading() as tx:
        for read in (officers.officer(tx, who), officers.officer_row(tx, who), officers.officers_of(tx, "kftc")):
            with pytest.raises(UnknownWord, match="king"):
                await read
        for opening in (cases.load_case(tx, receipt), cases.case_row(tx, receipt)):
            with pytest.raises(UnknownWord, match="lost"):
                await opening
        assert (await members.who_writes(tx, "telegram:5")).why == "stranger"


async def test_a_state_that_nobody_knows_is_not_written(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    with pytest.raises(Exception, match="lost is no ReferralState"):
        async with store.transaction() as tx:
            await cases.withdraw(tx, receipt, (), ms(NOON), "lost")  # type: ignore[arg-type]


# ---- how it is written --------------------------------------------------------------------------------------


def test_rows_leave_the_driver_in_one_file() -> None:
    """Only `storage/transaction.py` hands bare rows out; everybody else names what a row is read as."""
    rooms = [*(HOME / "storage").rglob("*.py"), *(HOME / "casework").rglob("*.py"), *(HOME / "web").rglob("*.py")]
    bare = re.compile(r"\btx\.(first|all)\(|\brows?: Any\b|Sequence\[Any\]")
    found = {file.relative_to(HOME).as_posix() for file in rooms if bare.search(file.read_text("utf-8"))}
    assert found == {"storage/transaction.py", "storage/retention.py"}
