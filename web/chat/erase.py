"""Erasing from the page: the draft's key is destroyed, and that is looked at before it is said."""

from __future__ import annotations

import secrets

from dialogs.events import Arrival, Chose, Said
from web.chat.context import ChatContext

TRIES = 5
"""How often it is confirmed: what another page says at the same moment makes the question an old one."""


async def erase_draft(house: ChatContext, chat: str) -> bool:
    """Throw the chat's draft away; whether its key is gone, or there was none."""
    key = await house.feed.draft(chat)
    if not key:
        return True
    for _try in range(TRIES):
        await _cancel(house, chat)
        if await house.feed.draft(chat) != key:
            return True
    return False


async def _cancel(house: ChatContext, chat: str) -> None:
    name, now = f"{chat}:erase:{secrets.token_urlsafe(8)}", house.now()
    dealt = await house.inbox.receive(Arrival("web", chat, f"{name}:ask", now), Said(now, "/cancel"), {})
    await house.inbox.receive(Arrival("web", chat, name, now), Chose(now, dealt.turn, "confirm:cancel"), {})
