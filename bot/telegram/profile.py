"""What Telegram shows of the owners' bot before anyone writes to it: its commands, and who it is."""

from __future__ import annotations

from collections.abc import Callable

from bot.telegram.polling import Profile
from locales.text import Text, _

COMMANDS: tuple[tuple[str, Text], ...] = (
    ("start", _("Begin, or go on where you were", "command")),
    ("report", _("Report that technology was taken", "command")),
    ("status", _("How my report stands", "command")),
    ("faq", _("Ask a question", "command")),
    ("language", _("Change the language", "command")),
    ("notices", _("How news reaches me", "command")),
    ("help", _("What I can do", "command")),
    ("cancel", _("Stop, and destroy the draft", "command")),
)
ABOUT = _(
    "I guide companies whose technology was taken: which of six Korean bodies can act, until when, and what to do "
    "first. I draft the report and pass it on only to the bodies you choose. I am a guide, not an authority."
)
SHORT = _("A guide for companies whose technology was taken in Korea: who can act, until when, what to do first.")


def profile_in(say: Callable[[Text, str], str]) -> Callable[[str], Profile]:
    """The profile in a language, worded by `say`."""

    def profile(language: str) -> Profile:
        commands = [(name, say(text, language)) for name, text in COMMANDS]
        return Profile(commands, say(ABOUT, language), say(SHORT, language))

    return profile
