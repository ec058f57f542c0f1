"""The refusing Telegram on the wire: HTTP on 127.0.0.1, long polling with 409, webhooks with their secret."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, web

from tests.bot.telegram.refusing import Account, Refusal, Telegram, Upload, Wire


class Wired:
    """Serves one Telegram. `roads` maps a webhook's address to where it really listens."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.roads: dict[str, str] = {}
        self.url = ""
        self.arrived = asyncio.Event()
        self._polls: dict[str, asyncio.Event] = {}
        self._session: ClientSession | None = None
        self._refused_polls: list[Refusal] = []

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Wired]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        async with ClientSession() as self._session:
            yield self
        await runner.cleanup()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        bot = self.telegram.accounts.get(request.match_info["token"])
        if bot is None:
            return _refused(Refusal(401, "Unauthorized"))
        method = request.match_info["method"]
        try:
            args = await _arguments(request)
            if method == "getUpdates":
                return _ok(await self._poll(bot, args))
            result = self.telegram.call(bot, method, args)
        except Refusal as refusal:
            return _refused(refusal)
        finally:
            self.arrived.set()
        if method in self.telegram.swallowed:
            self.telegram.swallowed.remove(method)
            assert request.transport is not None
            request.transport.abort()
        return _ok(result)

    def refuse_polls(self, code: int, description: str, times: int) -> None:
        """The next calls of getUpdates get this answer."""
        self._refused_polls += [Refusal(code, description)] * times

    async def _poll(self, bot: Account, raw: Wire) -> list[Wire]:
        if self._refused_polls:
            raise self._refused_polls.pop(0)
        args = {k: self.telegram.official.read_argument("getUpdates", k, v) for k, v in raw.items()}
        if complaints := self.telegram.official.call("getUpdates", args):
            self.telegram.complaints += complaints
            raise Refusal(400, f"Bad Request: {complaints[0]}")
        if bot.hook:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise Refusal(409, f"Conflict: {words}")
        if (older := self._polls.pop(bot.token, None)) is not None:
            older.set()
        if "allowed_updates" in args:
            bot.allowed = args["allowed_updates"] or None
        while bot.updates and bot.updates[0]["update_id"] < args.get("offset", 0):
            bot.updates.popleft()
        return await self._await_updates(bot, args)

    async def _await_updates(self, bot: Account, args: Wire) -> list[Wire]:
        ousted = self._polls[bot.token] = asyncio.Event()
        bot.fresh.clear()
        if not bot.updates:
            waits = [asyncio.ensure_future(event.wait()) for event in (ousted, bot.fresh)]
            await asyncio.wait(waits, timeout=args.get("timeout", 0), return_when="FIRST_COMPLETED")
            for wait in waits:
                wait.cancel()
        if ousted.is_set():
            words = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise Refusal(409, f"Conflict: {words}")
        del self._polls[bot.token]
        return list(bot.updates)[: args.get("limit", 100)]

    async def heard(self, method: str, count: int = 1) -> list[Wire]:
        """Wait until a method was called so often; its arguments, oldest first."""
        async with asyncio.timeout(20):
            while len(self.telegram.sent(method)) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.telegram.sent(method)

    async def deliver(self, bot: Account) -> list[int]:
        """Post what is queued to the webhook, in order, until done or refused; the statuses in order."""
        statuses = []
        while bot.updates:
            statuses.append(await self.post(bot, bot.updates[0], bot.secret))
            if not 200 <= statuses[-1] < 300:
                break
            bot.updates.popleft()
        return statuses

    async def post(self, bot: Account, update: Wire, secret: str) -> int:
        """One webhook call."""
        assert self._session is not None
        road = next((to for at, to in self.roads.items() if bot.hook.startswith(at)), "")
        url = bot.hook.replace(next(iter(self.roads)), road, 1)
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        headers["Content-Type"] = "application/json"
        body = io.BytesIO(json.dumps(update).encode())
        async with self._session.post(url, data=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def _file(self, request: web.Request) -> web.Response:
        data = self.telegram.download(request.match_info["path"])
        if request.match_info["token"] not in self.telegram.accounts or data is None:
            return web.Response(status=404, text='{"ok":false,"error_code":404,"description":"Not Found"}')
        return web.Response(body=data, content_type="application/octet-stream")


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(refusal: Refusal) -> web.Response:
    body: Wire = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


async def _arguments(request: web.Request) -> Wire:
    args: Wire = dict(request.query)
    if request.content_type == "application/json":
        return args | (await request.json() if request.can_read_body else {})
    if request.content_type == "multipart/form-data":
        return args | await _multipart(request)
    return args | dict(await request.post())


async def _multipart(request: web.Request) -> Wire:
    args: Wire = {}
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            args[name] = value
    for name, value in args.items():
        if isinstance(value, str) and value.startswith("attach://"):
            args[name] = uploads.pop(value.removeprefix("attach://"))
    return args | uploads
