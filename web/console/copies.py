"""Copies of a report for officers: the same pages as the owner's, in the desk's language."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.permissions import DESK, EXPORT, Standing, ever_allows
from storage.audience import CaseReader
from web.console.context import ConsoleContext
from web.downloads import Copying, _handed

DESK_LANGUAGE = "ko"
"""What the bodies file is in Korean, whatever language an officer reads the console in."""


class DeskCopies:
    """`GET /desk/case/…/pdf`: a case on the officer's own desk, the report first."""

    def __init__(self, house: ConsoleContext, copies: Copying) -> None:
        self._house, self._copies = house, copies

    def routes(self) -> list[Route]:
        return [Route("/desk/case/{receipt}/pdf", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The copy, to be saved; handing it out is noted. 404 also for an auditor, who carries nothing out."""
        house, receipt = self._house, request.path_params["receipt"]
        officer = await house.at_desk(request)
        if not ever_allows(officer.role, EXPORT, Standing(DESK)):
            raise HTTPException(404)
        if not await house.shelf.cases.may_carry(officer, receipt, house.now()):
            return house.needs_reason(receipt)
        may = await house.shelf.copied(officer, receipt, house.now())
        return _handed(await self._copies.copy(receipt, DESK_LANGUAGE, CaseReader(officer.ministry)) if may else None)
