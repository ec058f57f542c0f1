"""The web application, put together from what is passed in: `make_app`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from casework.acts import ActHandler
from dialogs.book import Book
from storage.store import Store
from storage.timestamps import now as wall_clock
from web.assets import Assets
from web.chat.context import ChatContext
from web.chat.conversation import ChatPages
from web.chat.copies import OwnCopies
from web.chat.events import ChatEvents
from web.chat.status import StatusPages
from web.console.audit import DeskAudit
from web.console.audit_queries import AuditQueries
from web.console.bulk import DeskBulk
from web.console.case import DeskCase
from web.console.case_archive import DeskArchives
from web.console.case_view import Viewing
from web.console.conflict_queries import ConflictQueries
from web.console.conflicts import DeskConflicts
from web.console.context import ConsoleContext
from web.console.copies import DeskCopies
from web.console.drafts import AnswerDrafts, DeskDrafts
from web.console.events import DeskEvents
from web.console.export import DeskExport
from web.console.group_bell import GroupBell
from web.console.name_checks import DeskNameChecks
from web.console.name_sign_in import NameSignIn
from web.console.officer_queries import OfficerQueries
from web.console.officers import DeskOfficers
from web.console.overview import DeskOverview, OverviewQueries
from web.console.own_record_queries import OwnRecordQueries
from web.console.own_records import DeskOwnRecords
from web.console.own_sign_in import DeskOwnSignIn
from web.console.passkey_pages import DeskPasskeys
from web.console.passkeys import PasskeyGate
from web.console.ports import DeskWording
from web.console.previews import PendingActs
from web.console.proposal_queries import ProposalQueries
from web.console.proposals import DeskProposals
from web.console.provider_pages import DeskProviders
from web.console.provider_sign_in import ProviderGate
from web.console.queries import DeskQueries
from web.console.queue import DeskQueue
from web.console.refused_pages import NotedRefusals
from web.console.saved_views import DeskSavedViews
from web.console.sign_in import SignInGate
from web.console.sign_in_pages import DeskSignIn
from web.console.sign_ins import DeskSignIns
from web.console.statistics import DeskStatistics
from web.console.statistics_queries import StatisticsQueries
from web.console.trial import TrialDesks
from web.console.unanswered import DeskUnanswered
from web.console.unanswered_queries import UnansweredQueries
from web.console.uploads import DeskUploads
from web.downloads import Copying
from web.errors import Calm, ErrorPages
from web.health import Health
from web.pages import Pages
from web.ports import PageFeed, PageWording, Pulse, Receiver, Statuses, WebSettings
from web.privacy import PrivacyPage
from web.relying_party import RelyingParty
from web.security import KnownHosts, RequestRate, StrictHeaders
from web.streams import Streams


@dataclass(frozen=True, slots=True)
class DeskSide:
    """What the console needs: where cases are, what words them, and who carries acts out. `bot` tells the address of
    the officers' bot, empty while there is none."""

    store: Store
    wording: DeskWording
    book: Book
    inbox: ActHandler
    bot: Callable[[], str] = lambda: ""


def desk_routes(
    desk: DeskSide,
    pages: Pages,
    settings: WebSettings,
    streams: Streams,
    now: Callable[[], datetime],
    copies: Copying | None = None,
) -> list[Route]:
    """The console's pages."""
    viewing = Viewing(desk.wording, desk.book)
    gate, shelf = SignInGate(desk.store, settings.desk_addresses), DeskQueries(desk.store)
    names = NameSignIn(desk.store, settings.desk_addresses)
    house = ConsoleContext(
        pages, settings, gate, names, shelf, viewing, streams, RequestRate(20, 60),
        RequestRate(30, 60), now,
    )  # fmt: skip
    accounts = ProviderGate(desk.store, settings.secret, settings.address, settings.providers, settings.desk_addresses)
    pages.providers = lambda language: [(each, viewing.body(each, language)) for each in settings.providers]
    waiting = PendingActs(desk.store, desk.inbox, desk.wording, desk.book, settings.reply_waits)
    drafts = AnswerDrafts(desk.store)
    party = RelyingParty.of(settings.address)
    passkeys = PasskeyGate(desk.store, settings.secret, party, settings.desk_addresses)
    figures = DeskStatistics(house, StatisticsQueries(desk.store), desk.book)
    routes = [
        *DeskEvents(house).routes(),
        *(DeskCopies(house, copies).routes() if copies else ()),
        *DeskCase(house, desk.inbox, waiting, drafts).routes(),
        *DeskDrafts(house, drafts).routes(),
        *DeskUploads(house).routes(),
        *DeskUnanswered(house, UnansweredQueries(desk.store), desk.book).routes(),
        *DeskQueue(house, figures).routes(),
        *DeskBulk(house, desk.inbox).routes(),
        *DeskSavedViews(house).routes(),
        *figures.routes(),
        *DeskOwnRecords(house, OwnRecordQueries(desk.store), desk.book).routes(),
        *DeskAudit(house, AuditQueries(desk.store)).routes(),
        *DeskOverview(house, OverviewQueries(desk.store), desk.book).routes(),
        *DeskExport(house, desk.store, desk.wording, desk.book).routes(),
        *(DeskArchives(house, desk.store, copies).routes() if copies else ()),
        *DeskSignIn(house).routes(),
        *(TrialDesks(house, desk.store).routes() if settings.trial else ()),
        *DeskSignIns(house).routes(),
        *DeskOwnSignIn(house, desk.bot).routes(),
        *DeskPasskeys(house, passkeys).routes(),
        *DeskProviders(house, accounts).routes(),
        *DeskConflicts(house, ConflictQueries(desk.store, GroupBell(desk.wording), settings.alone)).routes(),
        *DeskNameChecks(house, shelf.names, desk.inbox).routes(),
        *DeskOfficers(house, OfficerQueries(desk.store, GroupBell(desk.wording), settings.alone)).routes(),
        *DeskProposals(house, ProposalQueries(desk.store)).routes(),
    ]
    return NotedRefusals(house, desk.store).around(routes)


def make_app(
    *,
    inbox: Receiver,
    feed: PageFeed,
    statuses: Statuses,
    pulse: Pulse,
    wording: PageWording,
    streams: Streams,
    settings: WebSettings,
    desk: DeskSide | None = None,
    copies: Copying | None = None,
    extra: Sequence[BaseRoute] = (),
    now: Callable[[], datetime] = wall_clock,
) -> Starlette:
    """All pages of ours; `extra` are routes of others, such as a messenger's webhook; `copies` makes reports to print.

    `streams` is shared with `WebTransport`; close it when the server is told to stop, or open pages hold it up.
    """
    assets = Assets()
    pages = Pages(wording, settings, assets)
    says, begins = RequestRate(settings.says_a_minute, 60), RequestRate(settings.begins_a_minute, 60)
    uploads = asyncio.Semaphore(settings.uploads_at_once)
    house = ChatContext(pages, settings, feed, inbox, streams, says, begins, uploads, now)
    routes: list[BaseRoute] = [
        *ChatPages(house).routes(),
        *(OwnCopies(house, copies).routes() if copies else ()),
        Route("/events", ChatEvents(house).serve, methods=["GET"]),
        *StatusPages(pages, statuses, settings, now).routes(),
        *(PrivacyPage(pages, desk.book, desk.store, now).routes() if desk else ()),
        *(desk_routes(desk, pages, settings, streams, now, copies) if desk else ()),
        Route("/health", Health(pulse).serve, methods=["GET"]),
        Route("/static/{hash}/{name}", assets.serve, methods=["GET"]),
        *extra,
    ]
    errors = ErrorPages(pages)
    handlers: Any = errors.handlers()
    middleware = [
        Middleware(StrictHeaders, https=settings.https),
        Middleware(KnownHosts, hosts=settings.hosts),
        Middleware(Calm, pages=errors),
    ]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
