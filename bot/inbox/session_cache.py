"""The conversations of the last hours, in memory, packed: most steps need no query for theirs.

A packed one is a byte string of its key (16 bytes of id, 32 of key), its version (8) and its deflated document:
about half a kilobyte. What is here is what was committed: it is put in after the commit, and taken out when anything
about it is in doubt.
"""

from __future__ import annotations

from collections import OrderedDict

from storage.codec import unpack_session
from storage.sessions import Kept
from storage.vault import Key


class SessionCache:
    """The least recently used go first, beyond `most` conversations or `room` bytes."""

    def __init__(self, most: int = 200_000, room: int = 200_000_000) -> None:
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._most = most
        self._room = room
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, kept: Kept) -> None:
        """Remember what was just committed; `kept.packed` is its document."""
        self.drop(kept.session.chat)
        head = bytes.fromhex(kept.key.id) + kept.key.raw + kept.version.to_bytes(8, "big")
        packed = head + kept.packed
        self._packed[kept.session.chat] = packed
        self.bytes += len(packed)
        while len(self._packed) > self._most or self.bytes > self._room:
            self.bytes -= len(self._packed.popitem(last=False)[1])

    def get(self, chat: str) -> Kept | None:
        """A fresh unpacked copy, or None."""
        packed = self._packed.get(chat)
        if packed is None:
            return None
        self._packed.move_to_end(chat)
        key = Key(packed[:16].hex(), packed[16:48])
        return Kept(unpack_session(packed[56:]), key, int.from_bytes(packed[48:56], "big"))

    def drop(self, chat: str) -> None:
        self.bytes -= len(self._packed.pop(chat, b""))

    def clear(self) -> None:
        self._packed.clear()
        self.bytes = 0
