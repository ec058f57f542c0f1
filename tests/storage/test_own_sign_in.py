"""Names to sign in with, recovery codes, passkeys and proposals as they are kept, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import officers, passkeys, proposals, recovery_codes, sign_ins, sign_names
from storage import tables as t
from storage.officers import IDLE, LINK, LOCK, LONGEST, PROLONGED, SESSION
from storage.passkeys import Credential
from storage.proposals import GOOD_FOR, WAITS, Wanted
from storage.states import ProposalState, ProposedAct
from storage.store import Store
from storage.timestamps import MINUTE, ms
from storage.transaction import Transaction
from tests.storage.world import NOON

AT = ms(NOON)


async def _officer(tx: Transaction, name: str = "김") -> str:
    return await officers.add_officer(tx, "kftc", "officer", name, "ko", AT, "house")


async def test_a_name_is_one_officers_for_good_and_kept_as_a_hash(store: Store) -> None:
    async with store.transaction() as tx:
        one, two = await _officer(tx), await _officer(tx)
        given = [await sign_names.take(tx, who, name, AT) for who, name in
                 ((one, "Haneul"), (two, "haneul "), (one, "other"), (two, "___"), (two, "saebom"))]  # fmt: skip
        assert given == [True, False, False, False, True]
        mine = sign_names.hashed(tx, "HANEUL")
        assert (await sign_names.of(tx, one), (await sign_names.whose(tx, mine, "S")).id) == (mine, one)
        assert (await sign_names.whose(tx, "0" * 32, "S")).id == sign_names.NOBODY
        await officers.revoke(tx, one, AT, "house")
        assert (await sign_names.whose(tx, mine, "S")).id == sign_names.NOBODY


async def test_tries_are_counted_for_each_name_in_a_quarter_of_an_hour_and_forgiven(store: Store) -> None:
    async with store.transaction() as tx:
        begin = AT // LOCK * LOCK
        assert [await sign_names.tried(tx, "a", begin + n) for n in range(3)] == [1, 2, 3]
        assert await sign_names.tried(tx, "b", begin) == 1
        await sign_names.forgive(tx, "a", begin)
        assert await sign_names.tried(tx, "a", begin) == 1
        assert await sign_names.tried(tx, "a", begin + LOCK) == 1
        kept = await tx.all(select(t.counter.c.part).where(t.counter.c.name == sign_names.COUNTED))
    assert len(kept) == 1, "earlier quarters are forgotten"


async def test_a_recovery_code_is_good_once_for_its_officer(store: Store) -> None:
    async with store.transaction() as tx:
        one, two = await _officer(tx), await _officer(tx)
        await recovery_codes.replace_all(tx, one, ["x" * 64, "y" * 64], AT)
        used = [await recovery_codes.use_code(tx, who, "x" * 64, AT) for who in (two, one, one)]
        assert (used, await recovery_codes.left(tx, one)) == ([False, True, False], 1)
    a, b = (recovery_codes.slow_hash(store.vault, name, "abcdefghjkmn") for name in ("0" * 32, "1" * 32))
    assert a != b


def test_a_typed_code_is_read_however_it_was_written() -> None:
    made = recovery_codes.new_codes()
    assert [recovery_codes.bare(f" {each.upper()} ") for each in made] == [each.replace("-", "") for each in made]
    assert [recovery_codes.bare(each) for each in ("", "123456", "abcd-efgh-jkm0", "a" * 13)] == [""] * 4


async def test_a_challenge_is_spent_once_and_a_passkey_kept_once(store: Store) -> None:
    async with store.transaction() as tx:
        spent = [await passkeys.spend(tx, each, AT) for each in (b"a", b"a", b"b")]
        assert spent == [True, False, True]
        assert not await passkeys.spend(tx, b"b", AT)
        one, two = await _officer(tx), await _officer(tx)
        new = Credential(b"id", b"public")
        assert [await passkeys.add(tx, who, new, 0, AT) for who in (one, two)] == [True, False]
        found = await passkeys.find(tx, b"id")
        assert found is not None
        assert (found.officer, await passkeys.opened(tx, found)) == (one, new)
        await passkeys.drop(tx, two, found.id, AT)
        assert len(await passkeys.of(tx, one)) == 1
        await passkeys.drop(tx, one, found.id, AT)
        assert await passkeys.find(tx, b"id") is None


async def test_a_session_is_prolonged_to_twenty_hours_and_one_that_ended_is_not(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        token = await officers.make_token(tx, who, SESSION, AT, AT + LONGEST)
        assert await sign_ins.ends(tx, token) == AT + IDLE
        for at in range(AT, AT + PROLONGED + IDLE, IDLE // 2):
            await sign_ins.prolong(tx, token, at)
            assert (await officers.who_is(tx, token, at) is not None) is (at < AT + PROLONGED)
        assert await sign_ins.ends(tx, token) <= AT + PROLONGED
        other = await officers.make_token(tx, who, SESSION, AT, AT + LONGEST)
        await sign_ins.prolong(tx, other, AT + IDLE)
        assert await officers.who_is(tx, other, AT + IDLE) is None
        assert (await sign_ins.begun(tx, other), await sign_ins.begun(tx, "x")) == (AT, 0)


async def test_a_link_with_a_word_is_nothing_without_it(store: Store) -> None:
    async with store.transaction() as tx:
        link = await officers.make_token(tx, await _officer(tx), LINK, AT, AT + MINUTE)
        given = await sign_ins.with_word(tx, link, "abcde-fghjk")
        for wrong in (link, given, f"{given}.", f"{given}.abcde", f"{link}.abcde-fghjk"):
            assert await officers.use_link(tx, wrong, AT) is None
        assert await officers.use_link(tx, f"{given}.abcde-fghjk", AT) is not None


@pytest.mark.attack("security-B6")
async def test_a_proposal_goes_from_state_to_state_once_and_is_ready_in_its_time_only(store: Store) -> None:
    async with store.transaction() as tx:
        new = await proposals.propose(tx, ProposedAct.INVITE, "kftc", "", "a", AT, Wanted("marker", "officer", "ko"))
        asked = await proposals.find(tx, new)
        assert asked is not None
        ready = [asked.ready(AT + WAITS + n) for n in (-1, 0, GOOD_FOR - 1, GOOD_FOR)]
        assert ready == [False, True, True, False]
        assert await proposals.answer(tx, asked, ProposalState.CONFIRMED, "b", AT + 1, "word")
        assert not await proposals.answer(tx, asked, ProposalState.STOPPED, "c", AT + 2)
        confirmed = await proposals.find(tx, new)
        assert confirmed is not None
        assert (confirmed.ready(AT + 1), confirmed.second) == (True, "b")
        assert (await proposals.wanted_of(tx, confirmed)).word == "word"
        assert await proposals.answer(tx, confirmed, ProposalState.DONE, "a", AT + 3)
        assert not await proposals.answer(tx, confirmed, ProposalState.DONE, "a", AT + 4)
        done = await proposals.find(tx, new)
        assert done is not None
        assert (done.second, await proposals.wanted_of(tx, done)) == ("b", Wanted())
        assert not done.ready(AT + WAITS)
