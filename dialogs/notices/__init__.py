"""What the store and the desks have to say outside a step, as replies: `desk.py` to desks, `owner.py` to owners.

The package itself is what the inbox is given to word news with (`bot/inbox/ports.py`, `Notices`). Pure.
"""

from dialogs.notices.desk import lead_notice, notice
from dialogs.notices.owner import (
    decided,
    may_share,
    not_there,
    oops,
    other_lead,
    prolonged,
    proof,
    recalled,
    status_reply,
    too_large,
    too_often,
)

__all__ = [
    "decided",
    "lead_notice",
    "may_share",
    "not_there",
    "notice",
    "oops",
    "other_lead",
    "prolonged",
    "proof",
    "recalled",
    "status_reply",
    "too_large",
    "too_often",
]
