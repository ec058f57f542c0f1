"""The refusing Telegram serves the whole service too, and the search its command."""

from tests.bot.search.conftest import kept, letters, meaning
from tests.bot.telegram.conftest import account, kim, official, telegram, wired

__all__ = ["account", "kept", "kim", "letters", "meaning", "official", "telegram", "wired"]
