"""Who may do what on the console: everything that is not named here is refused."""

from __future__ import annotations

from collections.abc import Mapping

from storage.officers import Officer

READ, ACT, COUNT, INVITE, EDIT = "read", "act", "count", "invite", "edit"

RIGHTS: Mapping[str, frozenset[str]] = {
    "officer": frozenset({READ, ACT}),
    "lead": frozenset({READ, ACT}),
    "auditor": frozenset({READ}),
    "secretariat": frozenset({COUNT, EDIT}),
    "administrator": frozenset({COUNT, INVITE, EDIT}),
}


def may(officer: Officer, right: str, ministry: str = "") -> bool:
    """Whether the officer has the right; reading and acting only at the officer's own ministry."""
    if right not in RIGHTS.get(officer.role, frozenset()):
        return False
    return right not in (READ, ACT) or (bool(ministry) and officer.ministry == ministry)
