"""The audit log: who has the database without the key ring changes nothing unseen, and each damage has its place."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from storage import audit, retention
from storage import tables as t
from storage.audit import Sworn
from storage.audit_check import Damage, DamageKind, find_damage
from storage.audit_heads import HEADS_FILE, HeadKeeper, KeptHead, add_head, current_head, kept_heads
from storage.keyring import KeyringError, open_ring
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction, columns_of
from storage.vault import Vault
from tests.storage import golden
from tests.storage.world import NOON

pytestmark = pytest.mark.attack("security-B7")

a = t.audit
LINES = 40
TODAY = "2026-03-02"
CHANGED, DELETED, REORDERED = DamageKind.CHANGED, DamageKind.DELETED, DamageKind.REORDERED
CUT, REWRITTEN, UNPROVEN = DamageKind.CUT, DamageKind.REWRITTEN, DamageKind.UNPROVEN
Attack = Callable[[Transaction], Awaitable[None]]


@pytest.fixture
async def log(store: Store) -> Store:
    """Forty lines, and their heads kept beside the ring at the tenth, the thirtieth and the last."""
    keeper = HeadKeeper(store)
    for n in range(1, LINES + 1):
        async with store.transaction() as tx:
            await audit.note(tx, ms(NOON), f"officer{n % 3}", "read", f"SM-{n}:kftc")
        if n in (10, 30, LINES):
            await keeper.keep()
    return store


async def damage(store: Store, given: str = "", heads: bool = True) -> list[Damage]:
    folder = store.vault.ring.path
    assert folder is not None
    async with store.reading() as tx:
        kept = KeptHead("", 0, given) if given else None
        return await find_damage(tx, kept_heads(folder) if heads else (), kept)


async def lines(tx: Transaction) -> list[Sworn]:
    return await tx.read(Sworn, select(*columns_of(a, Sworn)).order_by(a.c.id))


def plain(before: str, line: Sworn) -> str:
    words = (before, str(line.at), line.actor, line.action, line.subject)
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


async def put(tx: Transaction, rows: Sequence[Sworn]) -> None:
    """These lines and no others, in places one after the other."""
    await tx.run(delete(a))
    for n, row in enumerate(rows, 1):
        await tx.run(insert(a).values(**{name: getattr(row, name) for name in audit.COLUMNS} | {"id": n}))


# ---- what a thief of the database does ----------------------------------------------------------------------


async def change(tx: Transaction) -> None:
    await tx.run(update(a).where(a.c.id == 17).values(actor="nobody"))


async def change_with_hash(tx: Transaction) -> None:
    line = (await lines(tx))[16]
    await tx.run(update(a).where(a.c.id == 17).values(actor="nobody", hash=plain(line.before, line)))


async def change_what_is_sealed(tx: Transaction) -> None:
    await tx.run(update(a).where(a.c.id == 17).values(more=b"another address"))


async def change_the_desk(tx: Transaction) -> None:
    await tx.run(update(a).where(a.c.id == 17).values(desk="mss"))


async def take_out(tx: Transaction) -> None:
    await tx.run(delete(a).where(a.c.id.in_((17, 18))))


async def take_out_and_close_up(tx: Transaction) -> None:
    await put(tx, [each for each in await lines(tx) if each.id != 17])


async def take_the_beginning(tx: Transaction) -> None:
    await tx.run(delete(a).where(a.c.id <= 4))


async def swap(tx: Transaction) -> None:
    rows = await lines(tx)
    rows[16], rows[17] = rows[17], rows[16]
    await put(tx, rows)


async def add(tx: Transaction) -> None:
    rows = await lines(tx)
    await put(tx, [*rows[:16], await forged(rows[15], "f" * 64), *rows[16:]])


async def forged(like: Sworn, before: str, proof: str | None = None) -> Sworn:
    proof = like.proof if proof is None else proof
    return Sworn(
        like.id, like.at, "nobody", like.action, like.subject, before, proof, "" if not proof else like.desk, None,
        plain(before, like) if proof else hashlib.sha256(
            "\0".join((before, str(like.at), "nobody", like.action, like.subject)).encode()
        ).hexdigest(),
    )  # fmt: skip


async def cut_the_end(tx: Transaction) -> None:
    await tx.run(delete(a).where(a.c.id > 20))


async def cut_all(tx: Transaction) -> None:
    await tx.run(delete(a))


async def rewrite_plainly(tx: Transaction) -> None:
    """The whole log anew, as versions before wrote it: a chain that holds in itself."""
    await rewritten(tx, 0, "")


async def rewrite_the_end(tx: Transaction) -> None:
    await rewritten(tx, 16, None)


async def rewrite_the_end_as_old(tx: Transaction) -> None:
    await rewritten(tx, 16, "")


async def rewritten(tx: Transaction, since: int, proof: str | None) -> None:
    rows = await lines(tx)
    done, before = rows[:since], rows[since - 1].hash if since else audit.FIRST
    for row in rows[since:]:
        done.append(await forged(row, before, proof))
        before = done[-1].hash
    await put(tx, done)


ATTACKS: dict[Attack, Damage] = {
    change: Damage(CHANGED, 17, 17, TODAY),
    change_with_hash: Damage(CHANGED, 17, 17, TODAY),
    change_what_is_sealed: Damage(CHANGED, 17, 17, TODAY),
    change_the_desk: Damage(CHANGED, 17, 17, TODAY),
    take_out: Damage(DELETED, 17, 18, TODAY),
    take_out_and_close_up: Damage(DELETED, 17, 17, TODAY),
    take_the_beginning: Damage(DELETED, 1, 4, ""),
    swap: Damage(REORDERED, 17, 19, TODAY),
    add: Damage(CHANGED, 17, 17, TODAY),
    cut_the_end: Damage(CUT, 21, LINES, TODAY),
    cut_all: Damage(CUT, 1, LINES, TODAY),
    rewrite_plainly: Damage(REWRITTEN, 1, LINES, TODAY),
    rewrite_the_end: Damage(CHANGED, 17, LINES, TODAY),
    rewrite_the_end_as_old: Damage(REWRITTEN, 17, LINES, TODAY),
}


async def test_an_untouched_log_has_no_damage(log: Store) -> None:
    assert await damage(log) == []
    assert await damage(log, (await current_head(log)).hash) == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
async def test_what_a_thief_of_the_database_does_is_found_and_placed(log: Store, attack: Attack) -> None:
    async with log.transaction() as tx:
        await attack(tx)
    assert (await damage(log))[0] == ATTACKS[attack]
    async with log.transaction() as tx:
        await audit.note(tx, ms(NOON) + DAY, "house", "lapsed", "SM-1:kftc")
    assert await damage(log), "what is written afterwards hides nothing"


@pytest.mark.parametrize("attack", [cut_the_end, rewrite_plainly], ids=lambda each: each.__name__)
async def test_a_head_given_out_finds_what_was_done_where_no_file_is_kept(log: Store, attack: Attack) -> None:
    printed = (await current_head(log)).hash
    assert await damage(log, printed[:16], heads=False) == []
    async with log.transaction() as tx:
        await attack(tx)
    assert await damage(log, printed[:16], heads=False)


async def test_who_has_the_key_as_well_still_meets_the_heads(log: Store) -> None:
    async with log.transaction() as tx:
        rows = await lines(tx)
        await tx.run(delete(a))
        for row in rows:
            await audit.note(tx, row.at, "nobody" if row.id == 17 else row.actor, row.action, row.subject)
    assert await damage(log) == [Damage(REWRITTEN, 30, LINES, TODAY)]
    assert await damage(log, heads=False) == []


async def test_the_heads_file_is_for_its_owner_alone_and_a_torn_line_costs_nothing(log: Store) -> None:
    folder = log.vault.ring.path
    assert folder is not None
    file = folder / HEADS_FILE
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    with file.open("a") as out:
        out.write("2026-03-02 41 abc")
    add_head(folder, KeptHead(TODAY, 41, "f" * 64))
    assert [each.line for each in kept_heads(folder)] == [10, 30, 40, 41]
    assert await damage(log) == [Damage(CUT, 41, 41, TODAY)]


# ---- keys ---------------------------------------------------------------------------------------------------


async def test_lines_of_versions_before_stay_and_the_first_start_signs_their_head(url: str) -> None:
    house = await golden.laid_out(url)
    async with house.transaction() as tx:
        assert [each.kind for each in await find_damage(tx)] == [UNPROVEN], "nothing vouches for plain lines alone"
        await audit.prove(tx, ms(NOON))
        await audit.prove(tx, ms(NOON))
        rows = await lines(tx)
        assert (len(rows), rows[-1].action, rows[-1].before) == (22, audit.SEGMENT, rows[20].hash)
        assert await find_damage(tx) == []
        await tx.run(update(a).where(a.c.id == 5).values(actor="nobody"))
        assert (await find_damage(tx))[0].line == 5
    await house.close()


async def test_old_lines_written_anew_do_not_fit_the_segment_that_signed_them(url: str) -> None:
    house = await golden.laid_out(url)
    async with house.transaction() as tx:
        await audit.prove(tx, ms(NOON))
        rows = await lines(tx)
        done, before = [], audit.FIRST
        for row in rows[:21]:
            done.append(await forged(row, before, ""))
            before = done[-1].hash
        await put(tx, [*done, *rows[21:]])
        assert [(each.kind, each.line, each.last) for each in await find_damage(tx)] == [(REWRITTEN, 1, 21)]
    await house.close()


async def test_another_key_begins_a_segment_and_the_one_before_still_proves_its_lines(log: Store) -> None:
    old = log.vault.ring.proof
    log.vault.ring.renew_proof()
    async with log.transaction() as tx:
        await audit.note(tx, ms(NOON), "house", "lapsed", "SM-1:kftc")
        rows = await lines(tx)
    assert [(each.action, each.subject) for each in rows[LINES:]] == [("segment", old.id), ("lapsed", "SM-1:kftc")]
    assert await damage(log) == []
    folder = log.vault.ring.path
    assert folder is not None
    (folder / f"proof-{old.id}.key").unlink()
    again = await Store.open(log.engines[0].url.render_as_string(False), Vault(open_ring(folder, NOON)))
    assert await damage(again) == [Damage(UNPROVEN, 1, LINES, TODAY)]
    await again.close()


async def test_a_process_that_runs_takes_another_key_at_once(log: Store, url: str) -> None:
    folder = log.vault.ring.path
    assert folder is not None
    other = await Store.open(url, Vault(open_ring(folder, NOON)))
    other.vault.ring.renew_proof()
    for store in (other, log, other):
        async with store.transaction() as tx:
            await audit.note(tx, ms(NOON), "house", "lapsed", "SM-1:kftc")
    assert await damage(log) == await damage(other) == []
    await other.close()


async def test_nothing_is_written_under_a_key_of_another_house(log: Store, url: str, tmp_path: Path) -> None:
    stranger = await Store.open(url, Vault(open_ring(tmp_path / "others", NOON)))
    with pytest.raises(KeyringError, match="not in the key ring"):
        async with stranger.transaction() as tx:
            await audit.note(tx, ms(NOON), "house", "lapsed", "SM-1:kftc")
    await stranger.close()
    assert await damage(log) == []


# ---- two years ----------------------------------------------------------------------------------------------


async def swept(store: Store, days: int) -> None:
    await retention.sweep(store, NOON + timedelta(days=days), lambda: "SM-0000-0000-0")


async def test_lines_older_than_two_years_go_at_the_end_of_a_segment_and_the_log_says_so(log: Store) -> None:
    await swept(log, 20)
    await swept(log, 31)
    async with log.transaction() as tx:
        await audit.note(tx, ms(NOON) + 32 * DAY, "officer1", "read", "SM-1:kftc")
    await swept(log, 760)
    async with log.transaction() as tx:
        assert len(await lines(tx)) == LINES + 3, "a segment that ended, a line, and one that ends now"
    await swept(log, 762)
    async with log.transaction() as tx:
        rows = await lines(tx)
        assert [each.action for each in rows] == ["segment", "read", "segment", "cut"]
        assert rows[-1].subject == rows[0].hash
    assert await damage(log) == []
    async with log.transaction() as tx:
        await tx.run(delete(a).where(a.c.id < rows[2].id))
    assert [each.kind for each in await damage(log)] == [DELETED], "a thief has no line that says so"


async def test_a_log_that_is_cut_by_its_last_line_says_nothing_for_itself(log: Store) -> None:
    async with log.transaction() as tx:
        await audit.prove(tx, ms(NOON), anew=True)
        await tx.run(delete(a).where(a.c.id <= LINES))
    assert [each.kind for each in await damage(log)] == [DELETED]
