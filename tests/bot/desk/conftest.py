"""The refusing Telegram serves the officers' bot too."""

from tests.bot.telegram.conftest import account, kim, lee, notebook, official, telegram, wired, world

__all__ = ["account", "kim", "lee", "notebook", "official", "telegram", "wired", "world"]
