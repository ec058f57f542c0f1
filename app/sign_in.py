"""One-time links for the console and one-time tokens for groups, as whoever runs the machine hands them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.settings import Settings
from storage import accounts, groups, officers, proposals
from storage.proposals import Proposal
from storage.sign_ins import ENTRY
from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction
from web.console.proposal_queries import vouched

OPERATOR = "operator"
EVERYWHERE = frozenset({"0.0.0.0", "::"})
"""What one listens on to be reached on every address."""
BY = "command line"
"""How the audit log calls whoever runs the machine."""


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
    return f"{address_of(settings, port)}{ENTRY}{token}"


async def _operator(tx: Transaction, language: str, at: int) -> str:
    return await officers.add_officer(tx, "", "administrator", OPERATOR, language, at, BY)


async def administrator_link(store: Store, settings: Settings, ministry: str, name: str) -> str:
    """A link for the first administrator of a body, who is made when there is none; one who was never here gets another
    link, and the one before ends. Empty when the body has an administrator who came: others are invited there."""
    at = ms(datetime.now(UTC))
    async with store.transaction() as tx:
        there = [one for one in await officers.officers_of(tx, ministry) if one.role is OfficerRole.ADMINISTRATOR]
        if len(there) > 1 or any([one.totp or await accounts.has_one(tx, one.id) for one in there]):
            return ""
        who = there[0].id if there else await _first(tx, ministry, name, settings.desk_language, at)
        await officers.drop_tokens(tx, who, officers.LINK)
        token = await officers.make_token(tx, who, officers.LINK, at, at + DAY)
    return f"{address_of(settings)}{ENTRY}{token}"


async def _first(tx: Transaction, ministry: str, name: str, language: str, at: int) -> str:
    await proposals.told(tx, ProposedAct.INVITE, ministry, "", OPERATOR, at)
    return await officers.add_officer(tx, ministry, "administrator", name, language, at, BY)


async def waiting(store: Store) -> Sequence[Proposal]:
    """What was proposed at the bodies and waits."""
    async with store.reading() as tx:
        found = await proposals.concerning(tx, "", "", True, ms(datetime.now(UTC)))
    return [each for each in found if each.open]


async def vouch(store: Store, proposal: str) -> tuple[bool, str] | None:
    """The operator stands up for a proposal: whether it is confirmed by that, since the secretariat did already, and
    the word that its link needs; None when no such proposal waits."""
    at = ms(datetime.now(UTC))
    async with store.transaction() as tx:
        found = await proposals.find(tx, proposal)
        if found is None or found.state is not ProposalState.ASKED:
            return None
        return bool(found.secretary), (await vouched(tx, found, "", at)).word


async def group_token(store: Store, ministry: str, language: str) -> str:
    """The one-time token that binds a group to `ministry`; `language` is the one its notices will be in."""
    at = ms(datetime.now(UTC))
    async with store.transaction() as tx:
        return await groups.invite_desk(tx, ministry, language, at + officers.INVITED_FOR)
