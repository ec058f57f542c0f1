"""The closed sets that columns hold, beside those that owners read of (`dialogs/case_states.py`)."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class CaseState(StrEnum):
    """A report as a whole: `open` as long as its owner lets it stand. Erased, nothing of it can be read."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class ConsentKind(StrEnum):
    """What an owner agrees to for one body: that it gets the report; that it sees what others are told, and they what
    it finds. For no body in particular: that the report is kept longer than was promised."""

    SEND = "send"
    SHARE = "share"
    KEEP = "keep"


class Direction(StrEnum):
    """Whose words they are, and for whom: the owner's, an officer's for the owner, a desk's for officers alone."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class OfficerRole(StrEnum):
    """What an officer is in the house; the rights of each are in `casework/permissions.py`."""

    OFFICER = "officer"
    LEAD = "lead"
    SECRETARIAT = "secretariat"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class ProposedAct(StrEnum):
    """What is done about an officer's access, or carried out of the house. The first five need a second person; of the
    others people are only told."""

    INVITE = "invite"
    LINK = "link"
    RESET = "reset"
    EXPORT = "export"
    UNBAR = "unbar"
    UNBIND = "unbind"
    SESSIONS = "sessions"
    END = "end"
    GROUP = "group"


class ProposalState(StrEnum):
    """How a proposed act stands. Only one that was confirmed, or that nobody stopped in time, is ever done."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    STOPPED = "stopped"
    DONE = "done"
    REFUSED = "refused"


class LetterState(IntEnum):
    """A letter in the outbox: to be sent, sent, given up, or ended because its words are no more."""

    WAITING = 0
    SENT = 1
    DEAD = 2
    ERASED = 3
