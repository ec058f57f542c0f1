"""Every cell of the rights, against what is written out here by hand; and `rule` obeys them on a real store."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casework import acts
from casework.acts import Ruling
from casework.decisions import rule
from casework.permissions import (
    CASE_ACTIONS,
    HOUSE_RIGHTS,
    Relation,
    Standing,
    allows,
    fits,
    has_desk,
    invites,
    is_told,
    may,
    may_second,
    may_stop,
    may_vouch,
    operates,
    reaches,
)
from dialogs.case_states import ReferralState
from guidance.guide import DESKS, MINISTRIES
from storage import conflicts, referrals
from storage.officers import Officer, revoke
from storage.proposals import Proposal
from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import hired, opened
from tests.storage.world import NOON, held

WRITTEN = """
                                      h
                            d         a                 p
                            o       r n         p   d   o
                            w e     e d     r   a   e   s s     e
                        s   n x     l _   r e   s c c   i e q   x
                        h r l p   t e o u e w   s l l n t t u   t h
                        a e o o s a a v n p o a _ o i o i t e b e o
                        p a a r e k s e d l r s o s n t o l r a n l
                        e d d t e e e r o y d k n e e e n e y r d d
officer       barred    . . . . . . . . . . . . . . . . . . . . . .
officer       stranger  . . . . . . . . . . . . . . . . . . . . . .
officer       desk      * k k k o o . . o o k o o o o k o l o . o k
officer       holder    * k k k o o o o o o k o o o o k o l o . o k
lead          barred    . . . . . . . . . . . . . . . . . . . . . .
lead          stranger  . . . . . . . . . . . . . . . . . . . . . .
lead          desk      * k k k o o o o o o k o o o o k o l o k o k
lead          holder    * k k k o o o o o o k o o o o k o l o k o k
secretariat   barred    . . . . . . . . . . . . . . . . . . . . . .
secretariat   stranger  * . . . . . . . . . . . . . . . . . . . . .
secretariat   desk      * k k k o o o o o o k o o o o k o l o k o k
secretariat   holder    * k k k o o o o o o k o o o o k o l o k o k
auditor       barred    . . . . . . . . . . . . . . . . . . . . . .
auditor       stranger  . . . . . . . . . . . . . . . . . . . . . .
auditor       desk      * k k . . . . . . . . . . . . . . . . . . .
auditor       holder    * k k . . . . . . . . . . . . . . . . . . .
administrator barred    . . . . . . . . . . . . . . . . . . . . . .
administrator stranger  . . . . . . . . . . . . . . . . . . . . . .
administrator desk      . . . . . . . . . . . . . . . . . . . . . .
administrator holder    . . . . . . . . . . . . . . . . . . . . . .
"""
"""`*` in every state, `k` until the report is taken back or erased, `o` while it is open, `l` while it is open and only
at the desk that leads, `.` never."""
COLUMNS = (
    "shape", "read", "download", "export", "see", "take", "release", "hand_over", "undo", "reply", "reword", "ask",
    "pass_on", "close", "decline", "note", "position", "settle", "query", "bar", "extend",
    "hold",
)  # fmt: skip
OPEN = {"sent", "seen", "taken", "asked", "passed_on", "answered"}
KEPT = OPEN | {"closed", "declined"}
EVERY = KEPT | {"withdrawn", "erased"}
STATES_OF = {".": set[str](), "o": OPEN, "l": OPEN, "k": KEPT, "*": EVERY}


def grid() -> dict[tuple[str, str, str], str]:
    """Role, relation, action -> mark."""
    found: dict[tuple[str, str, str], str] = {}
    for line in WRITTEN.splitlines()[10:]:
        role, relation, *marks = line.split()
        found |= {(role, relation, name): mark for name, mark in zip(COLUMNS, marks, strict=True)}
    return found


def wanted(role: OfficerRole, action: str, standing: Standing, state: ReferralState) -> bool:
    mark = grid_once.get((role, standing.relation, action), ".")
    return state in STATES_OF[mark] and (mark != "l" or standing.leads)


grid_once = grid()
HEAD = [line.ljust(80) for line in WRITTEN.splitlines()[1:10]]
STANDINGS = [Standing(each, leads) for each in Relation for leads in (False, True)]


def test_the_grid_names_every_role_relation_and_action() -> None:
    assert set(grid_once) == set(itertools.product(OfficerRole, Relation, COLUMNS))
    assert set(COLUMNS) == set(CASE_ACTIONS)
    heads = ["".join(letters).strip() for letters in zip(*HEAD, strict=True)]
    assert [head for head in heads if head] == list(COLUMNS)
    assert set(ReferralState) == EVERY


@pytest.mark.parametrize("role", OfficerRole)
@pytest.mark.parametrize("action", [*COLUMNS, "act", "delete", ""])
def test_every_cell_is_as_written_and_whatever_is_unknown_is_refused(role: OfficerRole, action: str) -> None:
    for standing, state in itertools.product(STANDINGS, ReferralState):
        assert allows(role, action, standing, state) is wanted(role, action, standing, state), (standing, state)


# ---- in the house ---------------------------------------------------------------------------------------

IN_THE_HOUSE = """
                count invite end reset edit audit check unbar records
officer           .     .     .    .     .    .     .     .     x
lead              x     .     x    .     .    .     x     x     x
auditor           x     .     .    .     .    x     .     .     .
secretariat       x     .     .    .     x    .     x     x     .
administrator     x     x     x    x     x    .     .     .     .
"""


def one(role: str, ministry: str = "kftc", name: str = "1") -> Officer:
    return Officer(name, ministry, OfficerRole(role), "ko", "x", "", False, 0)


def test_rights_in_the_house_are_as_written_and_whatever_is_unknown_is_refused() -> None:
    head, *lines = [line.split() for line in IN_THE_HOUSE.strip().splitlines()]
    assert [line[0] for line in lines] == list(HOUSE_RIGHTS)
    assert set(HOUSE_RIGHTS) == set(OfficerRole)
    for role, *marks in lines:
        assert [may(one(role), right) for right in head] == [mark == "x" for mark in marks]
        assert not any(may(one(role), right) for right in ("read", "act", "king", ""))


BODIES = ("kftc", "mss", "secretariat", "")
EVERYBODY = [one(role, body, f"{role}@{body}") for role, body in itertools.product(OfficerRole, BODIES)]


@pytest.mark.attack("security-B6", "officer-B6")
@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.id)
@pytest.mark.parametrize("right", [*COLUMNS, "count", "invite", "end", "reset", "edit", "audit", "unbar", ""])
def test_who_reaches_whom_is_the_same_body_and_never_oneself(by: Officer, right: str) -> None:
    """Every role at every body, about everybody: a lead ends access of officers and auditors, an administrator looks
    after all others of the body, and of no other; the operator reaches somebody only when trying it alone."""
    for of in EVERYBODY:
        same = bool(by.ministry) and by.ministry == of.ministry and by.id != of.id
        leads = by.role == "lead" and right == "end" and of.role in ("officer", "auditor")
        administers = by.role == "administrator" and right in ("invite", "end", "reset", "count", "edit")
        unbars = by.role in ("lead", "secretariat") and right == "unbar"
        assert reaches(by, right, of) is (same and (leads or administers or unbars)), of.id
        tries = administers and not by.ministry and by.id != of.id
        assert reaches(by, right, of, alone=True) is ((same and (leads or administers or unbars)) or tries), of.id


@pytest.mark.attack("security-B6", "officer-B6")
@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.id)
def test_who_invites_whom_to_where(by: Officer) -> None:
    for role, body, first, tried_alone in itertools.product(OfficerRole, BODIES, (False, True), (False, True)):
        there = fits(role, body)
        own = by.role == "administrator" and bool(by.ministry) and body == by.ministry
        makes = operates(by) and (tried_alone or (first and role == "administrator"))
        assert invites(by, role, body, first, tried_alone) is (there and (own or makes)), (role, body)


def proposed(state: ProposalState, body: str, about: str, by: str) -> Proposal:
    return Proposal("1", ProposedAct.RESET, state, body, about, by, "", "", 0, 0, 0, 0, b"")


@pytest.mark.attack("security-B6", "officer-B6")
@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.id)
@pytest.mark.parametrize("state", ProposalState)
def test_who_answers_a_request_at_which_body_about_whom(by: Officer, state: ProposalState) -> None:
    """Second is who leads or administers that very body, and neither asked nor is concerned; the secretariat vouches
    beside the operator; whom it concerns, who asked, leads, audits or administers may stop it; nobody else is told."""
    for body, about, asker in itertools.product(BODIES, EVERYBODY, EVERYBODY):
        it = proposed(state, body, about.id, asker.id)
        beside, here = by.id not in (about.id, asker.id), bool(body) and by.ministry == body
        confirms = beside and here and by.role in ("lead", "secretariat", "administrator")
        vouches = beside and by.role == "secretariat" and by.ministry == "secretariat"
        stops = not beside or (here and by.role != "officer")
        assert may_second(by, it) is (confirms), it
        assert may_vouch(by, it) is vouches, it
        assert may_stop(by, it) is stops, it
        assert is_told(by, it) is (stops or (vouches and it.open)), it


def test_whose_access_ended_answers_nothing() -> None:
    gone = replace(one("lead"), revoked=True)
    it = proposed(ProposalState.ASKED, "kftc", "2", "3")
    assert not may_second(gone, it)
    assert not may_vouch(replace(one("secretariat", "secretariat"), revoked=True), it)


@pytest.mark.attack("security-B6", "officer-B6")
def test_an_administrator_may_nothing_about_any_case_in_any_relation_and_state() -> None:
    for action, standing, state in itertools.product(COLUMNS, STANDINGS, ReferralState):
        assert not allows(OfficerRole.ADMINISTRATOR, action, standing, state)
    assert not any(has_desk(one("administrator", body)) for body in BODIES)


def test_each_role_has_its_place() -> None:
    there = {role: {place for place in (*DESKS, "", "court") if fits(role, place)} for role in OfficerRole}
    assert there == {
        "officer": set(MINISTRIES), "lead": set(MINISTRIES), "secretariat": {"secretariat"},
        "auditor": set(DESKS), "administrator": set(DESKS),
    }  # fmt: skip
    assert [has_desk(one(role)) for role in OfficerRole] == [True, True, True, True, False]
    assert not any(has_desk(one(role, "")) for role in OfficerRole)


# ---- in the transaction of an act -----------------------------------------------------------------------

TRIED: dict[str, tuple[type, dict[str, Any]]] = {
    "see": (acts.Seen, {}),
    "take": (acts.Taken, {}),
    "release": (acts.Released, {}),
    "hand_over": (acts.Released, {"to": "somebody", "reason": "leave"}),
    "undo": (acts.Undone, {"bulk": "none"}),
    "reply": (acts.Replied, {"words": "hello"}),
    "reword": (acts.Reworded, {"of": "none", "words": "hello"}),
    "ask": (acts.Asked, {"words": "when?"}),
    "pass_on": (acts.PassedOn, {"words": "there", "to": "moip"}),
    "close": (acts.Closed, {"words": "done", "reason": "other"}),
    "decline": (acts.Declined, {"words": "no", "reason": "own_words"}),
    "note": (acts.Noted, {"words": "a note"}),
    "position": (acts.Positioned, {"stance": "acts"}),
    "settle": (acts.Settled, {"words": "so be it"}),
    "query": (acts.Queried, {"about": "SM-0000-0000-0"}),
    "bar": (acts.Barred, {"who": "somebody"}),
    "extend": (acts.Extended, {"clock": "none", "days": 1, "reason": "needed"}),
}
REFUSALS = ("unknown", "no_right", "not_held", "over")


class _Back(Exception):
    """Takes a transaction back."""


async def tried(store: Store, receipt: str, who: str, action: str, ministry: str = "kftc") -> Ruling:
    """What comes of an act, which is taken back."""
    kind, more = TRIED[action]
    act = kind(key=f"{who}:{action}", receipt=receipt, ministry=ministry, officer=who, at=NOON, **more)
    ruling = Ruling()
    try:
        async with store.transaction() as tx:
            ruling = (await rule(tx, act)).ruling
            raise _Back
    except _Back:
        return ruling


async def hold(store: Store, receipt: str, who: str) -> None:
    async with store.transaction() as tx:
        row = await held(tx, receipt)
        lease = ms(NOON + timedelta(days=1)) if who else 0
        await referrals.change(tx, row, replace(row, holder=who, lease=lease), ms(NOON))


@pytest.mark.parametrize("role", OfficerRole)
async def test_ruling_does_what_the_grid_says(store: Store, role: OfficerRole) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    who = await hired(store, "kftc", role)
    for relation in (Relation.DESK, Relation.HOLDER):
        await hold(store, receipt, who if relation is Relation.HOLDER else "")
        for action in TRIED:
            ruling = await tried(store, receipt, who, action)
            assert (ruling.why not in REFUSALS) is wanted(role, action, Standing(relation, True), ReferralState.SENT), (
                action
            )
            assert ruling.why == "" or ruling.state == "sent"


@pytest.mark.parametrize("role", OfficerRole)
async def test_to_who_is_barred_a_stranger_or_out_a_report_does_not_exist(store: Store, role: OfficerRole) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    barred, revoked = await hired(store, "kftc", role), await hired(store, "kftc", role)
    stranger = await hired(store, "knpa", role)
    await hold(store, receipt, barred)
    async with store.transaction() as tx:
        await conflicts.bar(tx, receipt, barred, "family", ms(NOON))
        await revoke(tx, revoked, ms(NOON), "house")
    for who, action in itertools.product((barred, stranger, revoked, "nobody", ""), TRIED):
        assert await tried(store, receipt, who, action) == Ruling(why="unknown")
        assert await tried(store, "SM-0000-0000-0", who, action) == Ruling(why="unknown")
        assert await tried(store, receipt, who, action, "knpa") == Ruling(why="unknown")


async def test_an_erased_report_does_not_exist_for_who_was_barred_from_it(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        barred, other = await hired(store), await hired(store)
        async with store.transaction() as tx:
            await conflicts.bar(tx, receipt, barred, "", ms(NOON))
        await house.say("telegram:1", "forget last")
    for action in TRIED:
        assert (await tried(store, receipt, barred, action)).why == "unknown"
        assert (await tried(store, receipt, other, action)).why in REFUSALS


async def test_nobody_but_the_house_itself_does_what_time_does(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    who = await hired(store, "kftc", "lead")
    for kind, more in ((acts.Unopened, {}), (acts.Unhushed, {}), (acts.Reminded, {"clock": "x"})):
        act: Any = kind(key="1", receipt=receipt, ministry="kftc", officer=who, at=NOON, **more)
        async with store.transaction() as tx:
            assert (await rule(tx, act)).ruling.why == "over"
