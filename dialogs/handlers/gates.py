"""Yes and no typed where a consent, a body or the first screen waits for a button. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.form.due import guide_of
from dialogs.parse import GateKind, read_assent, read_fact
from dialogs.session import Turn
from dialogs.stages.consent import SHARE, open_consent
from dialogs.stages.share import bodies_for, chosen_bodies, undecided

GATES: Mapping[str, GateKind] = {
    "urgent": GateKind.URGENT,
    "age": GateKind.AGE,
    "collect": GateKind.CONSENT,
    "abroad": GateKind.CONSENT,
    SHARE: GateKind.CONSENT,
    "send": GateKind.SEND,
}
"""What is asked -> the words that answer it. `send`: whether one body may read the report, and the last look."""


def meant(gate: GateKind, words: str) -> bool | None:
    """Yes, no, or neither. What is so may be told with more words; a consent is believed by its own alone."""
    return read_fact(words, gate) if gate in {GateKind.FACT, GateKind.URGENT} else read_assent(words, gate)


CONSENTS = ("agree:", "share:", "send:now")
"""What the buttons begin with by which somebody agrees, chooses a body or sends."""


def is_doubtful(turn: Turn, choice: str) -> bool:
    """Whether typed words that would agree to something may have been meant for what was asked since."""
    return choice.startswith(CONSENTS) and not turn.session.alone


def choice_of(turn: Turn, words: str) -> str:
    """The key of the button that typed words press where the conversation stands; empty for none."""
    asked = _asked(turn)
    if asked is None:
        return ""
    gate, yes, no = asked
    said = meant(gate, words)
    return "" if said is None else yes if said else no


def _asked(turn: Turn) -> tuple[GateKind, str, str] | None:
    """What is asked here, and the buttons for yes and no; empty where no answers nothing."""
    session = turn.session
    if session.care.side:
        return None
    match session.stage:
        case "urgent":
            return GateKind.URGENT, "urgent:yes", "urgent:no"
        case "danger":
            return GateKind.FACT, "urgent:done", ""  # whether to go on to the report
        case "consent" if consent := open_consent(session, turn.book):
            return GATES[consent.id], f"agree:{consent.id}", f"refuse:{consent.id}"
        case "among":
            return GATES[SHARE], f"agree:{SHARE}", f"refuse:{SHARE}"
        case "share" if bodies := bodies_for(guide_of(turn), turn.book):
            body = undecided(session, bodies)
            return GateKind.SEND, f"share:{body}", f"hold:{body}"
        case "send" if chosen_bodies(session):
            return GateKind.SEND, "send:now", "send:again"
        case _:
            return None
