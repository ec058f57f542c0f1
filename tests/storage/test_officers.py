"""Officers sign in once by a link and a code; sessions end; desks are bound by a token that works once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from storage import audit, conflicts, groups, officers, queues, referrals, sign_ins
from storage import tables as t
from storage.officers import HALF, HALF_FOR, IDLE, LINK, LOCK, LONGEST, MOST_FAILURES, SESSION
from storage.store import Store
from storage.timestamps import MINUTE, ms
from storage.transaction import Transaction
from tests.bot.house import opened
from tests.storage.world import NOON, held

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
        token = await sign_ins.begin(tx, who, await sign_ins.half(tx, who, AT), "Firefox", AT)
        assert await officers.who_is(tx, token, AT + IDLE - 1) is not None
        assert await officers.who_is(tx, token, AT + IDLE) is None
        await sign_ins.use(tx, token, AT + IDLE)
        assert await officers.who_is(tx, token, AT + IDLE) is None, "one that has ended does not come back"
        for at in range(AT, AT + LONGEST + IDLE, IDLE // 2):
            await sign_ins.use(tx, token, at)
            assert (await officers.who_is(tx, token, at) is not None) is (at < AT + LONGEST)


async def test_a_use_is_written_once_a_minute(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        token = await officers.make_token(tx, who, SESSION, AT, AT + LONGEST)
        assert not await sign_ins.rests(tx, token, AT + MINUTE - 1)
        assert await sign_ins.rests(tx, token, AT + MINUTE)
        await sign_ins.use(tx, token, AT + MINUTE)
        assert not await sign_ins.rests(tx, token, AT + MINUTE + 1)


async def test_a_new_half_sign_in_ends_the_one_before_and_the_session_takes_its_place(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        first, second = await sign_ins.half(tx, who, AT), await sign_ins.half(tx, who, AT)
        assert await officers.whose(tx, first, HALF, AT) is None
        assert await officers.whose(tx, second, HALF, AT + HALF_FOR - 1) is not None
        assert await officers.whose(tx, second, HALF, AT + HALF_FOR) is None
        token = await sign_ins.begin(tx, who, second, "", AT)
        assert token not in (first, second)
        assert await officers.whose(tx, second, HALF, AT) is None


async def test_own_sessions_are_listed_and_ended_and_nobody_elses(store: Store) -> None:
    async with store.transaction() as tx:
        who, other = await _officer(tx, "a"), await _officer(tx, "b")
        mine = [await officers.make_token(tx, who, SESSION, AT + n, AT + LONGEST, f"browser {n}") for n in range(3)]
        theirs = await officers.make_token(tx, other, SESSION, AT, AT + LONGEST, "theirs")
        listed = [each.browser for each in await sign_ins.sessions(tx, who, AT + 9)]
        assert listed == ["browser 2", "browser 1", "browser 0"]
        await sign_ins.end(tx, who, sign_ins.named(theirs), AT)
        await sign_ins.end(tx, who, "", AT)
        await sign_ins.end(tx, who, "%" * 16, AT)
        assert len(await sign_ins.sessions(tx, who, AT + 9)) == 3
        await sign_ins.end(tx, who, sign_ins.named(mine[0]), AT)
        assert await officers.who_is(tx, mine[0], AT) is None
        await sign_ins.end_all(tx, who, AT, who, mine[1])
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
        await conflicts.declare(tx, who, "counterpart", "marker-company", AT)
        found = await officers.officer(tx, who)
        rows = [*await tx.all(select(t.officer)), *await tx.all(select(t.interest))]
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
        await tx.run(t.blind.insert().values(**row))
        kept = await held(tx, receipt)
        await referrals.change(tx, kept, replace(kept, holder=who, lease=AT + 1000), AT)
        await conflicts.declare(tx, other, "business_number", "가나", AT)
        assert not await conflicts.is_barred(tx, receipt, other)
        await conflicts.declare(tx, who, "counterpart", "주식회사 가나", AT)
        assert await conflicts.is_barred(tx, receipt, who)
        assert (await held(tx, receipt)).holder == ""
        assert await queues.states(tx, "kftc", who) == {"sent": 0}
        assert await queues.states(tx, "kftc", other) == {"sent": 1}
        (mine,) = await conflicts.interests(tx, who)
        assert mine.label == "주식회사 가나"
        await conflicts.undeclare(tx, other, mine.hash)
        assert await conflicts.is_barred(tx, receipt, who)
        await conflicts.undeclare(tx, who, mine.hash)
        assert not await conflicts.is_barred(tx, receipt, who)


# ---- groups ---------------------------------------------------------------------------------------------


async def test_a_group_is_bound_once_and_to_one_ministry(store: Store) -> None:
    async with store.transaction() as tx:
        token = await groups.invite_desk(tx, "kftc", "ko", AT + 1000)
        other = await groups.invite_desk(tx, "mss", "en", AT + 1000)
        assert await groups.bind_desk(tx, "wrong", "desk:-1", AT) is None
        assert await groups.bind_desk(tx, token, "desk:-1", AT) == groups.DeskGroup("kftc", "desk:-1", "ko")
        assert await groups.bind_desk(tx, token, "desk:-2", AT) is None
        assert await groups.bind_desk(tx, other, "desk:-1", AT + 1000) is None
        assert await groups.bind_desk(tx, other, "desk:-1", AT) == groups.DeskGroup("mss", "desk:-1", "en")
        assert (await groups.desk(tx, "kftc")).chat == ""
        assert await groups.desk_of_chat(tx, "desk:-1") == groups.DeskGroup("mss", "desk:-1", "en")


async def test_a_bot_that_is_put_out_is_noted_once_and_cleared_when_it_is_fit_or_bound_again(store: Store) -> None:
    async with store.transaction() as tx:
        token = await groups.invite_desk(tx, "secretariat", "ko", AT + 1000)
        await groups.bind_desk(tx, token, "desk:-1", AT)
        assert await groups.groups(tx) == {"secretariat": groups.GroupState("secretariat", AT, 0)}
        assert [await groups.put_out(tx, "secretariat", at) for at in (AT + 1, AT + 2)] == [True, False]
        assert (await groups.groups(tx))["secretariat"].put_out == AT + 1
        assert [await groups.put_out(tx, "secretariat", 0) for _ in range(2)] == [True, False]
        await groups.put_out(tx, "secretariat", AT + 3)
        token = await groups.invite_desk(tx, "secretariat", "ko", AT + 1000)
        await groups.bind_desk(tx, token, "desk:-1", AT + 4)
        assert (await groups.groups(tx))["secretariat"].put_out == 0
