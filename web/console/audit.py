"""The audit log for auditors: by case, officer, kind and day; a month in numbers, to print or as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.permissions import AUDIT
from dialogs.parse import find_receipt
from guidance.calendar import KOREA
from guidance.guide import SECRETARIAT
from locales.text import Text
from storage.audit_search import AuditEntry, AuditGroup, AuditQuery
from storage.officers import Officer
from storage.refused_attempts import MANY
from storage.timestamps import ms
from web.console import audit_texts
from web.console import texts as desk_words
from web.console.audit_queries import AuditQueries, MonthOf
from web.console.context import ConsoleContext
from web.console.spreadsheet import BOM, csv_lines

Say = Callable[[Text], str]
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_SUBJECT = re.compile(r"(SM-[0-9A-Z-]{11})[:?]")


class DeskAudit:
    """`/desk/audit`: the own desk's lines, for officers with the right to them."""

    def __init__(self, house: ConsoleContext, shelf: AuditQueries) -> None:
        self._house, self._shelf = house, shelf

    def routes(self) -> list[Route]:
        return [
            Route("/desk/audit", self.show, methods=["GET"]),
            Route("/desk/audit/month", self.month, methods=["GET"]),
            Route("/desk/audit/month", self.table, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The lines that fit, the newest first."""
        house, asked = self._house, request.query_params
        officer = await house.must(request, AUDIT)
        wanted = _wanted(officer, request)
        before = int(asked["before"]) if asked.get("before", "").isdecimal() and len(asked["before"]) < 16 else 0
        found = await self._shelf.page(officer, wanted, before, house.now())
        say = house.pages.sayer(house.language(request, officer))
        lines = [(each, *worded(each, found.names, say), _more(each, say)) for each in found.lines]
        kept = {name: value for name, value in asked.items() if name in ("code", "officer", "kind", "from", "to")}
        return house.page(
            request, "desk_audit.html", officer, a=audit_texts, found=found, lines=lines, asked=kept, groups=AuditGroup,
            month=self._this_month(), house_wide=officer.ministry == SECRETARIAT,
        )  # fmt: skip

    async def month(self, request: Request) -> Response:
        """One month in numbers, as a page to print."""
        officer = await self._house.must(request, AUDIT)
        named, wanted = self._of_month(officer, request.query_params.get("month", ""))
        found = await self._shelf.month(officer, wanted, self._house.now())
        say = self._house.pages.sayer(self._house.language(request, officer))
        return self._house.page(
            request, "desk_audit_month.html", officer, a=audit_texts, month=named, found=found,
            groups=AuditGroup, who=lambda actor: named_actor(actor, found.names, say),
        )  # fmt: skip

    async def table(self, request: Request) -> Response:
        """The same as a table to carry away, which is noted."""
        house = self._house
        officer = await house.must(request, AUDIT)
        named, wanted = self._of_month(officer, (await house.form(request))["month"])
        found = await self._shelf.month(officer, wanted, house.now(), carried=True)
        say = house.pages.sayer(house.language(request, officer))
        headers = {"Content-Disposition": f'attachment; filename="audit-{officer.ministry}-{named}.csv"'}
        return Response(BOM + csv_lines(_rows(found, say)), media_type="text/csv; charset=utf-8", headers=headers)

    def _this_month(self) -> str:
        return f"{self._house.now().astimezone(KOREA):%Y-%m}"

    def _of_month(self, officer: Officer, asked: str) -> tuple[str, AuditQuery]:
        """A month as `2026-12`, this one where none is named, and its lines."""
        named = asked if _MONTH.fullmatch(asked) else self._this_month()
        first = date.fromisoformat(f"{named}-01")
        after = (first + timedelta(days=32)).replace(day=1)
        return named, AuditQuery(officer.ministry, officer.id, since=_begin(first), until=_begin(after))


def _wanted(officer: Officer, request: Request) -> AuditQuery:
    """What the form asks for; what it cannot mean narrows nothing, but for a code that is none, which finds nothing."""
    asked = request.query_params
    code = asked.get("code", "").strip()
    group = asked.get("kind", "")
    since, until = _day(asked.get("from", "")), _day(asked.get("to", ""))
    return AuditQuery(
        officer.ministry, officer.id,
        receipt=(find_receipt(code) or "-none-") if code else "",
        officer=asked.get("officer", "")[:64],
        group=AuditGroup(group) if group in tuple(AuditGroup) else None,
        since=_begin(since) if since else 0,
        until=_begin(until + timedelta(days=1)) if until else 0,
    )  # fmt: skip


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _begin(day: date) -> int:
    return ms(datetime(day.year, day.month, day.day, tzinfo=KOREA))


def named_actor(actor: str, names: Mapping[str, str], say: Say) -> str:
    """Who did it, in words: never an id."""
    known = audit_texts.ACTORS.get(actor)
    return names.get(actor) or say(known or audit_texts.UNKNOWN)


def worded(line: AuditEntry, names: Mapping[str, str], say: Say) -> tuple[str, str, str]:
    """Who, what and about what. A subject is shown as a code, an officer's name, or a number: nothing else of it."""
    done = audit_texts.DONE.get(line.action) or desk_words.DONE_BY.get(line.action)
    about = names.get(line.subject, "") if line.subject != line.actor else ""
    if found := _SUBJECT.match(line.subject):
        about = found[1]
    elif line.action == "searched":
        kind, _, rest = line.subject.partition(":")
        words = audit_texts.SEARCHED.get(kind)
        about = f"{say(words)} · {say(audit_texts.found(rest.partition(':')[0]))}" if words else ""
    elif line.action == MANY:
        about = line.subject.partition("?")[0]
    return named_actor(line.actor, names, say), say(done) if done else line.action, about


def _more(line: AuditEntry, say: Say) -> str:
    """An address as it is; a reason with its word before what was said, while its report is there."""
    if line.gone:
        return say(audit_texts.GONE)
    reason, _, said = line.more.partition(": ")
    words = desk_words.UNMASK_REASONS.get(reason) if line.action == "unmasked" else None
    return f"{say(words)}: {said}" if words else line.more


def _rows(found: MonthOf, say: Say) -> list[list[str]]:
    head = [say(audit_texts.WHO), *(say(audit_texts.GROUPS[group]) for group in AuditGroup)]
    rows = [
        [named_actor(actor, found.names, say), *(str(counts.get(group, 0)) for group in AuditGroup)]
        for actor, counts in found.rows.items()
    ]
    return [head, *rows, [say(audit_texts.HEAD), str(found.head)]]
