"""Officers sign in once by a link; sessions end; desks are bound by a token that works once."""

from __future__ import annotations

import pytest

from storage import desks, officers
from storage.moments import ms
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.world import NOON

AT = ms(NOON)


async def _officer(tx: Transaction) -> str:
    return await officers.add_officer(tx, "kftc", "officer", "김", "ko", AT, "house")


async def test_a_link_signs_in_once(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        link = await officers.make_token(tx, who, officers.LINK, AT, AT + 1000)
        first, second = await officers.use_link(tx, link, AT), await officers.use_link(tx, link, AT)
    assert first is not None
    assert (first.id, first.name, first.ministry, second) == (who, "김", "kftc", None)


async def test_a_link_grows_old_and_a_session_is_no_link(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        link = await officers.make_token(tx, who, officers.LINK, AT, AT + 1000)
        session = await officers.make_token(tx, who, officers.SESSION, AT, AT + 1000)
        assert await officers.use_link(tx, link, AT + 1000) is None
        assert await officers.use_link(tx, session, AT) is None
        assert await officers.who_is(tx, link, AT) is None
        assert await officers.who_is(tx, session, AT) is not None
        assert await officers.who_is(tx, session, AT + 1000) is None
        await officers.end_session(tx, session)
        assert await officers.who_is(tx, session, AT) is None


async def test_a_revoked_officer_is_out_at_once(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        session = await officers.make_token(tx, who, officers.SESSION, AT, AT + 1000)
        await officers.revoke(tx, who, AT, "admin")
        assert await officers.who_is(tx, session, AT) is None
        assert await officers.officers_of(tx, "kftc") == []


async def test_too_many_failures_lock_for_a_while(store: Store) -> None:
    async with store.transaction() as tx:
        who = await _officer(tx)
        for _ in range(officers.MOST_FAILURES):
            await officers.failed(tx, who, AT)
        link = await officers.make_token(tx, who, officers.LINK, AT, AT + 10 * officers.LOCK)
        assert await officers.use_link(tx, link, AT + 1) is None
        link = await officers.make_token(tx, who, officers.LINK, AT, AT + 10 * officers.LOCK)
        assert await officers.use_link(tx, link, AT + officers.LOCK) is not None


async def test_an_unknown_role_is_refused(store: Store) -> None:
    async with store.transaction() as tx:
        with pytest.raises(ValueError, match="role"):
            await officers.add_officer(tx, "kftc", "king", "x", "ko", AT, "house")


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
