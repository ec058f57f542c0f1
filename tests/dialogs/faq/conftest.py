"""The search by letters is that of the real content."""

from tests.bot.search.conftest import kept, letters

__all__ = ["kept", "letters"]
