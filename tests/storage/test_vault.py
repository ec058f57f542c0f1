"""Seals open for their own row only; the ring wraps, grows and forgets; names are found without being kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from dialogs.parse.person_names import NameSide
from storage.keyring import Keyring, KeyringError, open_ring, read_ring
from storage.name_hashes import OFFICIAL, hashes
from storage.vault import SealBroken, Vault, Wrapped, normal
from tests.storage.world import NOON


def test_what_was_sealed_opens_for_its_row_only(vault: Vault) -> None:
    key, _ = vault.new_key(0)
    sealed = key.seal("case:1", b"words")
    assert key.open("case:1", sealed) == b"words"
    with pytest.raises(SealBroken, match="case does not open"):
        key.open("case:2", sealed)
    with pytest.raises(SealBroken):
        key.open("case:1", sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(SealBroken):
        vault.new_key(0)[0].open("case:1", sealed)


def test_the_same_words_never_look_the_same(vault: Vault) -> None:
    key, _ = vault.new_key(0)
    assert len({key.seal("a:1", b"x") for _ in range(100)}) == 100


def test_a_key_says_nothing_of_itself(vault: Vault) -> None:
    key, _ = vault.new_key(0)
    assert key.raw.hex() not in repr(key)


def test_a_wrapped_key_is_bound_to_its_id(vault: Vault) -> None:
    key, row = vault.new_key(0)
    assert vault.open_key(row).raw == key.raw
    with pytest.raises(SealBroken):
        vault.open_key(Wrapped("0" * 32, row.ring, row.wrapped))
    with pytest.raises(InvalidTag):
        vault.ring.unwrap("other", row.ring, row.wrapped)


def test_the_newest_ring_key_wraps_and_every_older_one_unwraps(vault: Vault, tmp_path: Path) -> None:
    key, row = vault.new_key(0)
    newest = vault.ring.grow(NOON + timedelta(days=1))
    assert vault.new_key(0)[1].ring == newest
    again = vault.rewrap(row)
    assert (row.ring < again.ring, vault.open_key(row).raw, vault.open_key(again).raw) == (True, key.raw, key.raw)
    reopened = Vault(open_ring(tmp_path / "keys", NOON))
    assert reopened.open_key(again).raw == key.raw


def test_a_ring_key_made_by_another_process_is_taken_at_once(vault: Vault, tmp_path: Path) -> None:
    other = Vault(open_ring(tmp_path / "keys", NOON))
    newest = other.ring.grow(NOON + timedelta(days=1))
    _, row = other.new_key(0)
    assert vault.open_key(row)
    assert vault.new_key(0)[1].ring == newest


def test_a_dropped_ring_key_opens_nothing_any_more(vault: Vault) -> None:
    _, row = vault.new_key(0)
    with pytest.raises(KeyringError, match="in use"):
        vault.ring.drop(row.ring)
    vault.ring.grow(NOON + timedelta(days=1))
    vault.ring.drop(row.ring)
    with pytest.raises(KeyringError, match="no key"):
        vault.open_key(row)


def test_ring_files_are_the_owners_alone(ring: Keyring) -> None:
    assert ring.path is not None
    assert {oct(file.stat().st_mode & 0o777) for file in ring.path.glob("*.key")} == {"0o600"}


@pytest.mark.parametrize(
    ("setting", "what"),
    [
        ("", "no index"),
        ("index=00", "not 32"),
        (f"index={'0' * 64}", "empty"),
        (f"index=zz,a={'0' * 64}", "hexadecimal"),
    ],
)
def test_a_ring_that_is_not_one_is_refused_by_name(setting: str, what: str) -> None:
    with pytest.raises(KeyringError, match=what):
        read_ring(setting)


def test_a_ring_may_be_a_setting() -> None:
    vault = Vault(read_ring(f"index={'1' * 64},20260101T000000={'2' * 64}, 20270101T000000={'3' * 64}"))
    assert vault.new_key(0)[1].ring == "20270101T000000"


@pytest.mark.attack("security-B7")
def test_the_proving_key_of_a_setting_may_be_set_later_and_anew() -> None:
    base = f"index={'1' * 64},20260101T000000={'2' * 64}"
    later = ("", f",proof={'3' * 64}", f",proof={'4' * 64},proof-1={'3' * 64}")
    first, second, third = (read_ring(base + more) for more in later)
    assert len({each.proof.id for each in (first, second, third)}) == 3
    assert second.proof_of(first.proof.id) == first.proof
    assert third.proof_of(second.proof.id) == second.proof
    assert third.ids == ("20260101T000000",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈜가나테크", "가나테크 주식회사"),
        ("Acme Co., Ltd.", "ＡＣＭＥ"),
        ("123-45-67890", "1234567890"),
        ("Société Générale SA", "societé générale".replace("societé", "société")),
        ("株式会社サンプル", "サンプル"),
    ],
)
def test_names_written_differently_are_found(vault: Vault, one: str, other: str) -> None:
    assert vault.blind("name", one) == vault.blind("name", other) != ""


def test_a_blind_hash_depends_on_key_and_kind(vault: Vault, tmp_path: Path) -> None:
    other = Vault(open_ring(tmp_path / "others", NOON))
    assert len({vault.blind("name", "x"), vault.blind("number", "x"), other.blind("name", "x")}) == 3
    assert vault.blind("name", " ㈜ ") == ""
    assert normal("Inc. Inc") == ""


@pytest.mark.attack("security-A5")
@pytest.mark.parametrize("told", ["鄭永洙", "郑永洙", "정영수 과장", "Jung Young-soo", "永洙"])
def test_a_name_meets_the_register_in_the_characters_of_each_country(vault: Vault, told: str) -> None:
    held = hashes(vault, OFFICIAL, "정영수", NameSide.HELD)
    assert hashes(vault, OFFICIAL, told) & held
    assert not hashes(vault, OFFICIAL, "郑 课长") & held


def test_a_name_of_one_kind_is_none_of_another(vault: Vault) -> None:
    kinds = (OFFICIAL, "counterpart", "business_number")
    found = [hashes(vault, kind, "김철수") for kind in kinds]
    assert not found[0] & found[1]
    assert not found[1] & found[2]
    assert hashes(vault, "counterpart", "㈜") == frozenset()
