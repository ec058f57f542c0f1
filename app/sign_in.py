"""One-time links for the console and one-time tokens for groups, as whoever runs the machine hands them out."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.settings import Settings
from storage import groups, officers
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction

OPERATOR = "operator"
EVERYWHERE = frozenset({"0.0.0.0", "::"})
"""What one listens on to be reached on every address."""


def address_of(settings: Settings, port: int = 0) -> str:
    """Where people reach the pages: the public address, or this machine's."""
    return settings.public_url or local_address(settings, port)


def local_address(settings: Settings, port: int = 0) -> str:
    """Where this machine itself reaches the pages."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port or settings.port}"


def hosts_of(settings: Settings) -> frozenset[str]:
    """The names that the pages answer to: the public one, this machine's to itself, and the one listened on. None
    (which is any) while it listens on every address and no public one is set."""
    listened = settings.host.strip("[]").lower()
    public = urlsplit(settings.public_url).hostname
    if not public and listened in EVERYWHERE:
        return frozenset()
    return frozenset({"127.0.0.1", "::1", "localhost", *({public} if public else ()), *({listened} - EVERYWHERE)})


async def sign_in_link(store: Store, settings: Settings, port: int = 0) -> str:
    """A link that signs one browser in as the machine's operator, an administrator made when first needed. Links made
    before are good no longer."""
    at = ms(datetime.now(UTC))
    async with store.transaction() as tx:
        known = [one for one in await officers.officers_of(tx, "") if one.name == OPERATOR]
        who = known[0].id if known else await _operator(tx, settings.desk_language, at)
        await officers.drop_tokens(tx, who, officers.LINK)
        token = await officers.make_token(tx, who, officers.LINK, at, at + officers.LINK_FOR)
    return f"{address_of(settings, port)}/desk/enter/{token}"


async def _operator(tx: Transaction, language: str, at: int) -> str:
    return await officers.add_officer(tx, "", "administrator", OPERATOR, language, at, "command line")


async def group_token(store: Store, ministry: str, language: str) -> str:
    """The one-time token that binds a group to `ministry`; `language` is the one its notices will be in."""
    at = ms(datetime.now(UTC))
    async with store.transaction() as tx:
        return await groups.invite_desk(tx, ministry, language, at + officers.INVITED_FOR)
