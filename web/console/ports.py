"""What the console's pages are worded with."""

from __future__ import annotations

from typing import Protocol

from bot.outbox.letter import Letter
from dialogs.replies import Reply
from locales.text import Param, Raw, Text


class DeskWording(Protocol):
    def say(self, text: Text | Raw, language: str) -> str: ...
    def word(self, value: Param, language: str) -> str: ...
    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]: ...
