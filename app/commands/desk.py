"""`sinmungo desk`: sign-in links for officers and invitations for ministries' groups."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from app.settings import Settings, load_settings
from guidance.guide import DESKS
from locales.text import LANGUAGES
from storage.store import Store


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("desk", help="sign-in links for officers, invitations for groups")
    verbs = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    link = verbs.add_parser("link", help="a one-time sign-in link for the console, as the machine's operator")
    link.set_defaults(func=lambda args: asyncio.run(_with_store(_link)))
    invite = verbs.add_parser("invite", help="a one-time token that binds a Telegram group to a ministry")
    invite.add_argument("ministry", choices=DESKS)
    invite.add_argument("--lang", choices=LANGUAGES, help="the language of its notices (SINMUNGO_DESK_LANGUAGE)")
    invite.set_defaults(func=lambda args: asyncio.run(_with_store(_invite, args)))


async def _with_store(work: Any, *args: argparse.Namespace) -> int:
    from app.assembly import ring_of
    from storage.address_upgrade import hide_addresses
    from storage.ring_check import check_ring
    from storage.vault import Vault

    settings = load_settings()
    store = await Store.open(settings.database_url, Vault(await ring_of(settings)), settings.trial)
    try:
        await check_ring(store)
        await hide_addresses(store)
        await work(store, settings, *args)
    finally:
        await store.close()
    return 0


async def _link(store: Store, settings: Settings) -> None:
    from app.sign_in import sign_in_link

    print(await sign_in_link(store, settings))


async def _invite(store: Store, settings: Settings, args: argparse.Namespace) -> None:
    from app.sign_in import group_token

    token = await group_token(store, args.ministry, args.lang or settings.desk_language)
    print("In the ministry's group, with the officers' bot in it as an administrator, write within a week:")
    print(f"/bind {token}")
