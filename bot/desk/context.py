"""The officers' bot. This module is its door and imports no Telegram library: `open_desk` does, in a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from guidance.guide import SECRETARIAT
from guidance.records.knowledge import Ministry, PreparedReply
from locales.text import Text, _
from storage.store import Store

# python-telegram-bot warns at each refusal with a time in it until one chooses how that time is told.
os.environ.setdefault("PTB_TIMEDELTA", "true")

CHANNEL = "desk"
SECRETARIAT_NAME = _("the secretariat")


@dataclass(frozen=True, slots=True)
class DeskContext:
    """What the officers' bot works with. `say` words a sentence in a language; `clock` tells UTC.

    `replies` are the prepared ones, `ministries` the bodies, both by id. `console`: the public address of the officers'
    pages, empty when none is set; `local`: where this machine itself reaches them, for a sign-in link. `group_rate`:
    how many messages a minute Telegram lets a bot say in a group, 0 for no limit.
    """

    store: Store
    say: Callable[[Text, str], str]
    ministries: Mapping[str, Ministry]
    replies: Mapping[str, PreparedReply]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    console: str = ""
    local: str = ""
    group_rate: float = 20

    def body(self, ministry: str) -> Text:
        """The name of a desk."""
        return SECRETARIAT_NAME if ministry == SECRETARIAT else self.ministries[ministry].name

    def link(self, receipt: str = "") -> str:
        """Where officers find a case, or their queue; empty when the console has no public address."""
        place = f"/desk/case/{receipt}" if receipt else "/desk"
        return self.console + place if self.console else ""
