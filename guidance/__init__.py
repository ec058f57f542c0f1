"""From facts to doors: who can act, on what basis, until when, with what help. Pure: no clock, disk or language."""

from guidance.facts import Facts, read_facts
from guidance.ruleset import Weigher, weigh

__all__ = ["Facts", "Weigher", "read_facts", "weigh"]
