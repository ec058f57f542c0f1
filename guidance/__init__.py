"""From facts to doors: who can act, on what basis, until when, with what help. Pure: no clock, disk or language."""

from guidance.facts import Facts, read_facts
from guidance.ruleset import Ruleset, weigh

__all__ = ["Facts", "Ruleset", "read_facts", "weigh"]
