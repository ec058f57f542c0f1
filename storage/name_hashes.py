"""Under which keyed hashes a name is kept, so that two ways to write it meet."""

from __future__ import annotations

from dialogs.parse.person_names import NameSide
from storage.content.name_words import name_reader
from storage.vault import Vault

OFFICIAL, COUNTERPART = "official", "counterpart"
"""Kinds of name in the blind index: of a person who works at a body, and of a company that a case names."""


def whole_hash(vault: Vault, kind: str, name: str) -> str:
    """The hash of a name or number as a whole; empty when nothing is left of it."""
    return vault.blind(kind, name)


def hashes(vault: Vault, kind: str, name: str, side: NameSide = NameSide.TOLD) -> frozenset[str]:
    """The hashes of all forms of a name or number. A case's and an officer's that share one are of one name."""
    if kind == OFFICIAL:
        found = {vault.blind(kind, token) for token in name_reader().tokens(name, side)}
    else:
        found = {vault.blind(kind, name)}
    if kind == COUNTERPART:
        found |= {vault.blind(kind, each) for each in name_reader().companies(name)}
    return frozenset(found - {""})
