"""Officers sign in once by a link and a code; sessions end; desks are bound by a token that works once."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from storage import audit, barring, desks, officers, queues, sessions
from storage import house_tables as h
from storage.moments import ms
from storage.officers import HALF, HALF_FOR, IDLE, LINK, LOCK, LONGEST, MINUTE, MOST_FAILURES, SESSION
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.house import opened
from tests.storage.world import NOON

AT = ms(NOON)


async def _officer(tx: Transaction, name: str = "김") -> str:
    return await officers.add_officer(tx, "kftc", "officer", name, "ko", AT, "house")


async def test_a_link_signs_in_once(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        link = await officers.make_token(tx, who, LINK, AT, AT + 1000)
        first, second = await officers.use_link(tx, link, AT), await officers.use_link(tx, link, AT)
    assert first is not None
    assert (first.id, first.name, first.ministry, second) == (who, "김", "kftc", None)


async def test_each_kind_of_token_is_good_for_its_own_purpose_only(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        kinds = (LINK, HALF, SESSION, "join")
        made = {kind: await officers.make_token(tx, who, kind, AT, AT + 1000) for kind in kinds}
        for kind, token in made.items():
            assert (await officers.who_is(tx, token, AT) is not None) is (kind == SESSION)
            for purpose in (LINK, HALF, "join"):
                found = await officers.whose(tx, token, purpose, AT)
                assert (found is not None) is (kind == purpose)
                assert await officers.whose(tx, token, purpose, AT + 1000) is None
        assert await officers.who_is(tx, made[SESSION], AT + 1000) is None


async def test_a_session_lasts_twelve_hours_at_most_and_one_without_use(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        token = await sessions.begin(tx, who, await sessions.half(tx, who, AT), "Firefox", AT)
        assert await officers.who_is(tx, token, AT + IDLE - 1) is not None
        assert await officers.who_is(tx, token, AT + IDLE) is None
        await sessions.use(tx, token, AT + IDLE)
        assert await officers.who_is(tx, token, AT + IDLE) is None, "one that has ended does not come back"
        for at in range(AT, AT + LONGEST + IDLE, IDLE // 2):
            await sessions.use(tx, token, at)
            assert (await officers.who_is(tx, token, at) is not None) is (at < AT + LONGEST)


async def test_a_use_is_written_once_a_minute(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        token = await officers.make_token(tx, who, SESSION, AT, AT + LONGEST)
        assert not await sessions.rests(tx, token, AT + MINUTE - 1)
        assert await sessions.rests(tx, token, AT + MINUTE)
        await sessions.use(tx, token, AT + MINUTE)
        assert not await sessions.rests(tx, token, AT + MINUTE + 1)


async def test_a_new_half_sign_in_ends_the_one_before_and_the_session_takes_its_place(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        first, second = await sessions.half(tx, who, AT), await sessions.half(tx, who, AT)
        assert await officers.whose(tx, first, HALF, AT) is None
        assert await officers.whose(tx, second, HALF, AT + HALF_FOR - 1) is not None
        assert await officers.whose(tx, second, HALF, AT + HALF_FOR) is None
        token = await sessions.begin(tx, who, second, "", AT)
        assert token not in (first, second)
        assert await officers.whose(tx, second, HALF, AT) is None


async def test_own_sessions_are_listed_and_ended_and_nobody_elses(store: Store) -> None:
    async with store.transaction() as tx:
        who, other = await _officer(tx, "a"), await _officer(tx, "b")
        mine = [await officers.make_token(tx, who, SESSION, AT + n, AT + LONGEST, f"browser {n}") for n in range(3)]
        theirs = await officers.make_token(tx, other, SESSION, AT, AT + LONGEST, "theirs")
        listed = [each.browser for each in await sessions.sessions(tx, who, AT + 9)]
        assert listed == ["browser 2", "browser 1", "browser 0"]
        await sessions.end(tx, who, sessions.named(theirs), AT)
        await sessions.end(tx, who, "", AT)
        await sessions.end(tx, who, "%" * 16, AT)
        assert len(await sessions.sessions(tx, who, AT + 9)) == 3
        await sessions.end(tx, who, sessions.named(mine[0]), AT)
        assert await officers.who_is(tx, mine[0], AT) is None
        await sessions.end_all(tx, who, AT, who, mine[1])
        assert [await officers.who_is(tx, each, AT) is not None for each in mine] == [False, True, False]
        assert await officers.who_is(tx, theirs, AT) is not None


async def test_a_revoked_officer_is_out_at_once(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        made = {kind: await officers.make_token(tx, who, kind, AT, AT + 1000) for kind in (LINK, HALF, SESSION)}
        await officers.revoke(tx, who, AT, "admin")
        assert await officers.who_is(tx, made[SESSION], AT) is None
        assert [await officers.whose(tx, made[kind], kind, AT) for kind in (LINK, HALF)] == [None, None]
        assert not await officers.tries(tx, who, AT)
        assert await officers.officers_of(tx, "kftc") == []


# ---- codes ----------------------------------------------------------------------------------------------


async def test_five_wrong_codes_lock_for_a_quarter_of_an_hour_and_a_right_one_in_between_forgives(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        for step in (1, 2):
            for _ in range(MOST_FAILURES - 1):
                assert await officers.tries(tx, who, AT)
                assert not await officers.failed(tx, who, AT)
            assert await officers.tries(tx, who, AT)
            assert await officers.used_step(tx, who, step)
        for n in range(MOST_FAILURES):
            assert await officers.tries(tx, who, AT)
            assert await officers.failed(tx, who, AT) is (n == MOST_FAILURES - 1)
        assert not await officers.tries(tx, who, AT + LOCK - 1)
        assert await officers.tries(tx, who, AT + LOCK)


async def test_the_link_of_who_is_locked_stays_good(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        for _ in range(MOST_FAILURES):
            await officers.tries(tx, who, AT)
        assert await officers.failed(tx, who, AT)
        link = await officers.make_token(tx, who, LINK, AT, AT + 10 * LOCK)
        assert await officers.use_link(tx, link, AT + 1) is None
        assert await officers.use_link(tx, link, AT + LOCK) is not None


async def test_the_code_of_a_step_counts_once_and_none_before_it_does(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        assert [await officers.used_step(tx, who, step) for step in (5, 5, 4, 6)] == [True, False, False, True]


async def test_resetting_codes_ends_sessions_and_is_noted(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        await officers.set_totp(tx, who, "SECRET")
        token = await officers.make_token(tx, who, SESSION, AT, AT + 1000)
        await officers.reset_totp(tx, who, AT, "admin")
        found = await officers.officer(tx, who)
        assert found is not None
        assert (found.totp, found.pending) == ("", "")
        assert await officers.who_is(tx, token, AT) is None
        assert "codes reset" in {line.action for line in await audit.history(tx, who)}
        with pytest.raises(LookupError):
            await officers.reset_totp(tx, "nobody", AT, "admin")


async def test_secrets_and_names_stand_in_no_column_and_in_no_words_of_an_officer(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx, "marker-name")
        await officers.set_totp(tx, who, "marker-secret", "marker-pending")
        await barring.declare(tx, who, "counterpart", "marker-company", AT)
        found = await officers.officer(tx, who)
        rows = [*await tx.all(select(h.officer)), *await tx.all(select(h.interest))]
    assert "marker-secret" not in repr(found)
    assert "marker-pending" not in repr(found)
    assert "marker" not in repr([tuple(row) for row in rows])


async def test_an_unknown_role_is_refused(store: Store) -> None:
    async with store.transaction() as tx:
        with pytest.raises(ValueError, match="role"):
            await officers.add_officer(tx, "kftc", "king", "x", "ko", AT, "house")


# ---- conflicts of interest ------------------------------------------------------------------------------


async def test_declaring_shuts_a_case_and_lays_down_what_is_held_of_it(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    async with store.transaction() as tx:
        who, other = await _officer(tx, "a"), await _officer(tx, "b")
        await tx.run(text("DELETE FROM blind"))
        row = {"hash": tx.vault.blind("counterpart", "㈜ 가나"), "receipt": receipt, "kind": "counterpart"}
        await tx.run(h.blind.insert().values(**row))
        kept = await desks.referral(tx, receipt, "kftc")
        await desks.change(tx, kept, AT, holder=who, lease=AT + 1000)
        await barring.declare(tx, other, "business_number", "가나", AT)
        assert not await barring.is_barred(tx, receipt, other)
        await barring.declare(tx, who, "counterpart", "주식회사 가나", AT)
        assert await barring.is_barred(tx, receipt, who)
        assert (await desks.referral(tx, receipt, "kftc")).holder == ""
        assert await queues.states(tx, "kftc", who) == {"sent": 0}
        assert await queues.states(tx, "kftc", other) == {"sent": 1}
        (mine,) = await barring.interests(tx, who)
        assert mine.label == "주식회사 가나"
        await barring.undeclare(tx, other, mine.hash)
        assert await barring.is_barred(tx, receipt, who)
        await barring.undeclare(tx, who, mine.hash)
        assert not await barring.is_barred(tx, receipt, who)


# ---- groups ---------------------------------------------------------------------------------------------


async def test_a_group_is_bound_once_and_to_one_ministry(store: Store) -> None:
    async with store.transaction() as tx:
        token = await desks.invite_desk(tx, "kftc", "ko", AT + 1000)
        other = await desks.invite_desk(tx, "mss", "en", AT + 1000)
        assert await desks.bind_desk(tx, "wrong", "desk:-1", AT) is None
        assert await desks.bind_desk(tx, token, "desk:-1", AT) == desks.Desk("kftc", "desk:-1", "ko")
        assert await desks.bind_desk(tx, token, "desk:-2", AT) is None
        assert await desks.bind_desk(tx, other, "desk:-1", AT + 1000) is None
        assert await desks.bind_desk(tx, other, "desk:-1", AT) == desks.Desk("mss", "desk:-1", "en")
        assert (await desks.desk(tx, "kftc")).chat == ""
        assert await desks.desk_of_chat(tx, "desk:-1") == desks.Desk("mss", "desk:-1", "en")


async def test_a_bot_that_is_put_out_is_noted_once_and_cleared_when_it_is_fit_or_bound_again(store: Store) -> None:
    async with store.transaction() as tx:
        token = await desks.invite_desk(tx, "secretariat", "ko", AT + 1000)
        await desks.bind_desk(tx, token, "desk:-1", AT)
        assert await desks.groups(tx) == {"secretariat": desks.Group("secretariat", AT, 0)}
        assert [await desks.put_out(tx, "secretariat", at) for at in (AT + 1, AT + 2)] == [True, False]
        assert (await desks.groups(tx))["secretariat"].put_out == AT + 1
        assert [await desks.put_out(tx, "secretariat", 0) for _ in range(2)] == [True, False]
        await desks.put_out(tx, "secretariat", AT + 3)
        token = await desks.invite_desk(tx, "secretariat", "ko", AT + 1000)
        await desks.bind_desk(tx, token, "desk:-1", AT + 4)
        assert (await desks.groups(tx))["secretariat"].put_out == 0
