"""How a report stands at a body, which part the body has in it, and who destroyed it: closed sets, with what each word
means."""

from __future__ import annotations

from enum import StrEnum


class ReferralState(StrEnum):
    """The state of a report at one body, as it is stored. A word that is none of these raises ValueError."""

    SENT = "sent"
    SEEN = "seen"
    TAKEN = "taken"
    ASKED = "asked"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def open(self) -> bool:
        """Whether somebody at the body still has to act."""
        match self:
            case ReferralState.SENT | ReferralState.SEEN | ReferralState.TAKEN:
                return True
            case ReferralState.ASKED | ReferralState.PASSED_ON | ReferralState.ANSWERED:
                return True
            case ReferralState.CLOSED | ReferralState.DECLINED | ReferralState.WITHDRAWN | ReferralState.ERASED:
                return False

    @property
    def fresh(self) -> bool:
        """Whether no officer has taken it yet."""
        return self in (ReferralState.SENT, ReferralState.SEEN)

    @property
    def waits(self) -> bool:
        """Whether it is the owner's turn."""
        return self in (ReferralState.ASKED, ReferralState.PASSED_ON)

    @property
    def gone(self) -> bool:
        """Whether nothing of it may be read at the body any more."""
        return self in (ReferralState.WITHDRAWN, ReferralState.ERASED)


OPEN = tuple(state for state in ReferralState if state.open)
WAITS = tuple(state for state in ReferralState if state.waits)
GONE = tuple(state for state in ReferralState if state.gone)
"""The states that are so, in the order of a report's way, for queries and for choosing from."""


class ReferralRole(StrEnum):
    """The part of a body in a report that it has."""

    LEAD = "lead"
    COOPERATING = "cooperating"


class Destroyer(StrEnum):
    """Who destroyed a report. `NOBODY`: it is there, or it was destroyed before that was written down."""

    NOBODY = ""
    OWNER = "owner"
    TIME = "time"
    OPERATOR = "operator"
