"""The key ring: the keys that wrap all others. The newest wraps, every older one still unwraps.

A ring is a directory of files readable by the owner only: `<id>.key` (32 bytes as hex; the id is the moment it
was made, so that names sort by age), `index.key`, which hashes names for the blind index and never rotates, and
`proof.key`, which proves the audit log (`storage/audit.py`); those before it stay beside it as `proof-<id>.key`.
A ring may also come as one setting, `index=<hex>,proof=<hex>,<id>=<hex>,…`; without `proof` there, it follows from
the index key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

INDEX, PROOF = "index", "proof"


class KeyringError(Exception):
    """The ring can't be used: a key is missing or not 32 bytes. Says which, never the key."""


@dataclass(frozen=True, slots=True)
class ProvingKey:
    """A key that vouches for lines of the audit log. `id` names it and tells nothing of it."""

    key: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """16 hex digits."""
        return hashlib.sha256(b"id of a proving key\0" + self.key).hexdigest()[:16]

    def proves(self, said: bytes) -> str:
        """The keyed hash of what is said, 64 hex digits."""
        return hmac.digest(self.key, said, hashlib.sha256).hex()


class Keyring:
    """Wrapping keys by id, the index key, and the keys that prove."""

    def __init__(self, keys: dict[str, bytes], index: bytes, path: Path | None = None) -> None:
        self.index = index
        self.path = path
        self._read = _changed(path)
        self._keys: dict[str, AESGCM] = {}
        self._proofs: dict[str, ProvingKey] = {}
        self._proof = ""
        self._take(keys)
        if not self._keys:
            raise KeyringError("the key ring is empty")
        if path is None:
            follows = hmac.digest(index, b"key that proves", hashlib.sha256)
            self._take({f"{PROOF}-index" if self._proof else PROOF: follows})

    def _take(self, keys: dict[str, bytes]) -> None:
        for name, key in keys.items():
            if name.partition("-")[0] != PROOF:
                self._keys[name] = AESGCM(key)
                continue
            proof = ProvingKey(key)
            self._proofs[proof.id] = proof
            if name == PROOF:
                self._proof = proof.id

    def _refresh(self) -> None:
        """Another process may have added a key: the directory's time tells (a microsecond, once a new key)."""
        if self.path is not None and (changed := _changed(self.path)) != self._read:
            self._take({name: key for name, key in _files(self.path).items() if name != INDEX})
            self._read = changed

    # ---- proving --------------------------------------------------------------------------------------

    @property
    def proof(self) -> ProvingKey:
        """The key that proves from now on. Raises KeyringError where there is none."""
        self._refresh()
        if not self._proof:
            raise KeyringError("the key ring has no proof key")
        return self._proofs[self._proof]

    def proof_of(self, proof_id: str) -> ProvingKey | None:
        """The proving key of this id, today's or one before."""
        self._refresh()
        return self._proofs.get(proof_id)

    @property
    def can_prove(self) -> bool:
        """Whether there is a proving key."""
        return bool(self._proof)

    def renew_proof(self) -> ProvingKey:
        """Another key proves from now on; the one before stays, for the lines that it proved. Raises KeyringError for a
        ring of the settings."""
        if self.path is None:
            raise KeyringError("the key ring is a setting: set proof there anew, the one before as proof-1")
        if self._proof:
            (self.path / f"{PROOF}.key").rename(self.path / f"{PROOF}-{self._proof}.key")
        key = secrets.token_bytes(32)
        _write(self.path / f"{PROOF}.key", key)
        self._take({PROOF: key})
        return self.proof

    # ---- wrapping -------------------------------------------------------------------------------------

    @property
    def newest(self) -> str:
        return max(self._keys)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._keys))

    def wrap(self, key_id: str, raw: bytes) -> tuple[str, bytes]:
        """The id of the newest ring key, and `raw` wrapped by it and bound to `key_id`."""
        self._refresh()
        nonce = os.urandom(12)
        return self.newest, nonce + self._keys[self.newest].encrypt(nonce, raw, key_id.encode())

    def unwrap(self, key_id: str, ring_id: str, wrapped: bytes) -> bytes:
        """The key that `wrap` was given. Raises RingError for an unknown `ring_id`, InvalidTag for a changed row."""
        if ring_id not in self._keys:
            self._refresh()
        if ring_id not in self._keys:
            raise KeyringError(f"the key ring has no key {ring_id}")
        return self._keys[ring_id].decrypt(wrapped[:12], wrapped[12:], key_id.encode())

    def grow(self, at: datetime) -> str:
        """Add a key that wraps from now on; return its id. The file is on the disk before it is used."""
        name = _after(self.newest, _name(at))
        key = secrets.token_bytes(32)
        if self.path is not None:
            _write(self.path / f"{name}.key", key)
        self._keys[name] = AESGCM(key)
        return name

    def drop(self, ring_id: str) -> None:
        """Destroy an old key, once nothing is wrapped by it any more (`Store.rotate` sees to that)."""
        if ring_id == self.newest:
            raise KeyringError("the newest key of the ring is in use")
        del self._keys[ring_id]
        if self.path is not None:
            (self.path / f"{ring_id}.key").unlink(missing_ok=True)


def open_ring(path: Path, at: datetime) -> Keyring:
    """The ring in directory `path`, made there if there is none. Raises RingError naming a bad file."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = _files(path)
    if not found:
        _write(path / f"{INDEX}.key", secrets.token_bytes(32))
        _write(path / f"{PROOF}.key", secrets.token_bytes(32))
        _write(path / f"{_name(at)}.key", secrets.token_bytes(32))
        found = _files(path)
    return _ring(found, path)


def read_ring(setting: str) -> Keyring:
    """The ring of a setting, `index=<hex>,<id>=<hex>`. Raises RingError."""
    pairs = [piece.partition("=") for piece in setting.split(",") if piece.strip()]
    return _ring({name.strip(): _key(name, value) for name, _, value in pairs}, None)


def _ring(found: dict[str, bytes], path: Path | None) -> Keyring:
    if INDEX not in found:
        raise KeyringError("the key ring has no index key")
    return Keyring({name: key for name, key in found.items() if name != INDEX}, found[INDEX], path)


def _name(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%S")


def _after(newest: str, wanted: str) -> str:
    """A clock that went ahead made a name of the future, or it went back: the new name sorts after it all the same, and
    does not grow with every one that follows."""
    if wanted > newest:
        return wanted
    head, mark, number = newest.rpartition("y")
    if mark and number.isdecimal():
        return f"{head}y{int(number) + 1:06d}"
    return f"{newest}y000001"


def _changed(path: Path | None) -> int:
    return path.stat().st_mtime_ns if path is not None else 0


def _key(name: str, value: str) -> bytes:
    try:
        key = bytes.fromhex(value.strip())
    except ValueError as error:
        raise KeyringError(f"key {name} of the ring is not hexadecimal") from error
    if len(key) != 32:
        raise KeyringError(f"key {name} of the ring is not 32 bytes long")
    return key


def _files(path: Path) -> dict[str, bytes]:
    return {file.stem: _key(file.stem, file.read_text("ascii")) for file in sorted(path.glob("*.key"))}


def _write(file: Path, key: bytes) -> None:
    # Written beside and then renamed: another process never reads half a key.
    beside = file.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key.hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    beside.rename(file)
