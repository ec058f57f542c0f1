"""A declaration of interest is taken back by two persons: who may do what to such a request, in any state."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.sign_in import vouch
from casework.permissions import fits
from guidance.guide import SECRETARIAT
from storage import audit, conflicts, officers, proposals
from storage.keyring import open_ring
from storage.officers import Officer
from storage.proposals import Proposal
from storage.states import OfficerRole, ProposalState
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.vault import Vault
from tests.databases import sqlite_in
from tests.dialogs.person import MORNING, words
from web.console.conflict_queries import ConflictQueries
from web.console.group_bell import GroupBell
from web.console.proposal_queries import NotAnswered, ProposalQueries, verbs_of

SEATS = [(role, body) for role in OfficerRole for body in ("kftc", "mss", SECRETARIAT, "") if fits(role, body)]
SEATS.append((OfficerRole.ADMINISTRATOR, ""))
LATER = MORNING.fromtimestamp((ms(MORNING) + DAY) / 1000, MORNING.tzinfo)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    made = await Store.open(sqlite_in(tmp_path), Vault(open_ring(tmp_path / "keys", MORNING)))
    yield made
    await made.close()


async def hired(store: Store, role: OfficerRole = OfficerRole.OFFICER, body: str = "kftc") -> Officer:
    async with store.transaction() as tx:
        new = await officers.add_officer(tx, body, role, f"{role} {body}", "ko", ms(MORNING), "test")
        found = await officers.officer(tx, new)
        assert found is not None
        return found


async def declared(store: Store, who: Officer) -> str:
    async with store.transaction() as tx:
        await conflicts.declare(tx, who.id, "counterpart", "㈜ 가나", ms(MORNING))
        (found,) = await conflicts.interests(tx, who.id)
        return found.hash


async def open_requests(store: Store) -> list[Proposal]:
    async with store.reading() as tx:
        return [each for each in await proposals.concerning(tx, "", "", True, ms(MORNING)) if each.open]


async def still_shut(store: Store, who: Officer) -> bool:
    async with store.reading() as tx:
        return bool(await conflicts.interests(tx, who.id))


def shelf(store: Store, alone: bool = False) -> ConflictQueries:
    return ConflictQueries(store, GroupBell(words()), alone)


async def asked(store: Store, by: Officer, who: Officer, digest: str) -> Proposal:
    assert await shelf(store).take_back(by, who.id, digest, "ended", MORNING)
    (found,) = await open_requests(store)
    return found


# ---- who may ask ------------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B6")
@pytest.mark.parametrize(("role", "body"), SEATS)
async def test_only_who_leads_the_desk_asks_and_nothing_is_taken_back_by_it(
    store: Store, role: OfficerRole, body: str
) -> None:
    who = await hired(store)
    digest, by = await declared(store, who), await hired(store, role, body)
    may = role is OfficerRole.LEAD and body == "kftc"
    assert await shelf(store).take_back(by, who.id, digest, "ended", MORNING) is may
    assert (len(await open_requests(store)), await still_shut(store, who)) == (int(may), True)


async def test_nobody_asks_for_the_own_one_or_for_what_was_not_declared_and_twice_is_once(store: Store) -> None:
    lead, other = await hired(store, OfficerRole.LEAD), await hired(store, OfficerRole.LEAD)
    digest = await declared(store, lead)
    assert not await shelf(store).take_back(lead, lead.id, digest, "ended", MORNING)
    assert not await shelf(store).take_back(other, lead.id, "0" * 32, "ended", MORNING)
    for _ in range(2):
        assert await shelf(store).take_back(other, lead.id, digest, "ended", MORNING)
    assert len(await open_requests(store)) == 1


# ---- role x relation x state --------------------------------------------------------------------------------


def expected(role: OfficerRole, body: str, relation: str, state: ProposalState, waited: bool) -> set[str]:
    """What may be done to it, said once more by hand."""
    if state not in (ProposalState.ASKED, ProposalState.CONFIRMED):
        return set()
    asks, heads = state is ProposalState.ASKED, role in (OfficerRole.LEAD, OfficerRole.ADMINISTRATOR)
    if relation == "by":
        return {"stop"} | ({"carry"} if waited or not asks else set())
    if relation == "about":
        return {"stop"}
    if body == "kftc" and heads:
        return {"confirm", "refuse"} if asks else {"stop"}
    if body == "kftc" and role is OfficerRole.AUDITOR:
        return {"stop"}
    return {"vouch"} if asks and role is OfficerRole.SECRETARIAT else set()


@pytest.mark.attack("officer-B6")
@pytest.mark.parametrize("waited", [False, True])
@pytest.mark.parametrize("state", ProposalState)
async def test_every_role_and_relation_may_do_to_a_request_what_the_table_says(
    store: Store, state: ProposalState, waited: bool
) -> None:
    lead, who = await hired(store, OfficerRole.LEAD), await hired(store)
    request = await asked(store, lead, who, await declared(store, who))
    async with store.transaction() as tx:
        if state is not ProposalState.ASKED:
            assert await proposals.answer(tx, request, state, "somebody", ms(MORNING))
        now = await proposals.find(tx, request.id)
        assert now is not None
    at = ms(LATER if waited else MORNING)
    people = [("by", lead), ("about", who)]
    people += [("other", await hired(store, role, body)) for role, body in SEATS]
    for relation, officer in people:
        found = set(verbs_of(officer, now, at))
        assert found == expected(officer.role, officer.ministry, relation, state, waited), (relation, officer.name)


# ---- what comes of it ---------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B6")
@pytest.mark.parametrize(
    "way", ["second", "operator and secretariat", "a day", "stopped", "refused", "alone too early"]
)
async def test_it_is_open_only_after_one_of_the_three_ways(store: Store, way: str) -> None:
    lead, who = await hired(store, OfficerRole.LEAD), await hired(store)
    request = await asked(store, lead, who, await declared(store, who))
    second = await hired(store, OfficerRole.ADMINISTRATOR)
    secretary = await hired(store, OfficerRole.SECRETARIAT, SECRETARIAT)
    doors = ProposalQueries(store)
    match way:
        case "second":
            await doors.do(second, request.id, "confirm", MORNING)
        case "operator and secretariat":
            await vouch(store, request.id)
            with pytest.raises(NotAnswered):
                await doors.do(lead, request.id, "carry", MORNING)
            await doors.do(secretary, request.id, "vouch", MORNING)
        case "stopped":
            await doors.do(who, request.id, "stop", MORNING)
        case "refused":
            await doors.do(second, request.id, "refuse", MORNING)
    assert await still_shut(store, who), "nothing is open before it is carried out"
    opens = way in ("second", "operator and secretariat", "a day")
    try:
        await doors.do(lead, request.id, "carry", MORNING if way == "alone too early" else LATER)
    except NotAnswered:
        assert not opens
    assert await still_shut(store, who) is not opens
    async with store.reading() as tx:
        done = [line.actor for line in await audit.history(tx, who.id) if line.action == "interest taken back"]
    assert done == ([lead.id] if opens else [])


async def test_what_it_names_is_read_by_leads_and_whose_it_is_alone(store: Store) -> None:
    lead, who = await hired(store, OfficerRole.LEAD), await hired(store)
    await asked(store, lead, who, await declared(store, who))
    seen = {}
    for officer in (lead, who, await hired(store, OfficerRole.ADMINISTRATOR), await hired(store, OfficerRole.AUDITOR)):
        (line,) = await ProposalQueries(store).lines(officer, MORNING)
        seen[officer.role] = (line.label, line.reason)
    assert [label for label, _reason in seen.values()] == ["㈜ 가나", "㈜ 가나", "", ""]
    assert {reason for _label, reason in seen.values()} == {"ended"}


async def test_who_tries_the_house_alone_waits_for_nobody(store: Store) -> None:
    lead, who = await hired(store, OfficerRole.LEAD), await hired(store)
    assert await shelf(store, alone=True).take_back(lead, who.id, await declared(store, who), "ended", MORNING)
    assert not await still_shut(store, who)
