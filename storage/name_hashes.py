"""Under which keyed hashes a name is kept, so that two ways to write it meet."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

from dialogs.parse.hanja import has_han
from dialogs.parse.person_names import NameSide
from storage.content.name_words import name_reader
from storage.vault import Vault

OFFICIAL, COUNTERPART = "official", "counterpart"
"""Kinds of name in the blind index: of a person who works at a body, and of a company that a case names."""


@cache
def _to_traditional() -> tuple[OpenCC, ...]:
    """What writes Chinese and Japanese forms of characters as Korea does: 郑 and 沢 as 鄭 and 澤."""
    return OpenCC("s2t"), OpenCC("jp2t")


def whole_hash(vault: Vault, kind: str, name: str) -> str:
    """The hash of a name or number as a whole; empty when nothing is left of it."""
    return vault.blind(kind, name)


def hashes(vault: Vault, kind: str, name: str, side: NameSide = NameSide.TOLD) -> frozenset[str]:
    """The hashes of all forms of a name or number. A case's and an officer's that share one are of one name."""
    if kind == OFFICIAL:
        forms = {name, *(each.convert(name) for each in (_to_traditional() if has_han(name) else ()))}
        found = {vault.blind(kind, token) for form in forms for token in name_reader().tokens(form, side)}
    else:
        found = {vault.blind(kind, name)}
    if kind == COUNTERPART:
        found |= {vault.blind(kind, each) for each in name_reader().companies(name)}
    return frozenset(found - {""})
