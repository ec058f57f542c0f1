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
    link.add_argument("ministry", nargs="?", choices=DESKS, help="for the first administrator of this body instead")
    link.add_argument("--name", default="administrator", help="what that administrator is called")
    link.set_defaults(func=lambda args: asyncio.run(_with_store(_link, args)))
    requests = verbs.add_parser("requests", help="what waits at the bodies for a second person")
    requests.set_defaults(func=lambda args: asyncio.run(_with_store(_requests)))
    confirm = verbs.add_parser("confirm", help="stand up for a request; the secretariat has to as well")
    confirm.add_argument("request", help="its number in the list")
    confirm.set_defaults(func=lambda args: asyncio.run(_with_store(_confirm, args)))
    invite = verbs.add_parser("invite", help="a one-time token that binds a Telegram group to a ministry")
    invite.add_argument("ministry", choices=DESKS)
    invite.add_argument("--lang", choices=LANGUAGES, help="the language of its notices (SINMUNGO_DESK_LANGUAGE)")
    invite.set_defaults(func=lambda args: asyncio.run(_with_store(_invite, args)))


async def _with_store(work: Any, *args: argparse.Namespace) -> int:
    from app.assembly import ring_of
    from storage.code_upgrade import hide_clear
    from storage.ring_check import check_ring
    from storage.vault import Vault

    settings = load_settings()
    store = await Store.open(settings.database_url, Vault(await ring_of(settings)), settings.trial)
    try:
        await check_ring(store)
        await hide_clear(store)
        return int(await work(store, settings, *args))
    finally:
        await store.close()


async def _link(store: Store, settings: Settings, args: argparse.Namespace) -> int:
    from app.sign_in import administrator_link, sign_in_link

    if not args.ministry:
        print(await sign_in_link(store, settings))
        return 0
    made = await administrator_link(store, settings, args.ministry, args.name)
    print(made or "This body has an administrator, who invites whoever else is to be one.")
    return 0 if made else 1


async def _requests(store: Store, settings: Settings) -> int:
    from app.sign_in import waiting

    for each in await waiting(store):
        stands = "the secretariat confirmed" if each.secretary and not each.operator else each.state
        print(f"{each.id}  {each.body}  {each.act}  {stands}")
    return 0


async def _confirm(store: Store, settings: Settings, args: argparse.Namespace) -> int:
    from app.sign_in import vouch

    done = await vouch(store, args.request)
    if done is None:
        print("There is no such request, or it does not wait any more.")
        return 1
    confirmed, word = done
    print("Confirmed." if confirmed else "Noted. The secretariat has to confirm as well.")
    if word:
        print(f"The link needs this word as well; tell it to the invited person: {word}")
    return 0


async def _invite(store: Store, settings: Settings, args: argparse.Namespace) -> int:
    from app.sign_in import group_token

    token = await group_token(store, args.ministry, args.lang or settings.desk_language)
    print("In the ministry's group, with the officers' bot in it as an administrator, write within a week:")
    print(f"/bind {token}")
    return 0
