"""Erasing from the page: the keys of the draft, and of the sent reports that were chosen, are destroyed, and that is
looked at before it is said."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial

from dialogs.events import Arrival, Chose, Event, Said
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


async def erase_report(house: ChatContext, chat: str, receipt: str) -> bool:
    """Destroy a report sent from this chat, as its owner does it in the conversation; whether it is gone."""
    for _try in range(TRIES):
        if receipt not in await house.feed.reports(chat):
            return True
        turn = await _does(house, chat, "delete", lambda now: Said(now, f"/delete {receipt}"))
        for key in ("confirm:delete", "confirm:delete-yes"):
            turn = await _does(house, chat, key, partial(_chosen, turn, key))
    return receipt not in await house.feed.reports(chat)


def _chosen(turn: int, key: str, now: datetime) -> Event:
    return Chose(now, turn, key)


async def _does(house: ChatContext, chat: str, what: str, made: Callable[[datetime], Event]) -> int:
    """Say or press something in the chat; the turn that the conversation is in then."""
    now, key = house.now(), f"{chat}:erase:{secrets.token_urlsafe(8)}:{what}"
    return (await house.inbox.receive(Arrival("web", chat, key, now), made(now), {})).turn


async def _cancel(house: ChatContext, chat: str) -> None:
    name, now = f"{chat}:erase:{secrets.token_urlsafe(8)}", house.now()
    dealt = await house.inbox.receive(Arrival("web", chat, f"{name}:ask", now), Said(now, "/cancel"), {})
    await house.inbox.receive(Arrival("web", chat, name, now), Chose(now, dealt.turn, "confirm:cancel"), {})
