"""Files of a case for its officers: always to be saved, never shown in the page, whatever they say they are.

There are no previews: what draws a stranger's file is what the stranger attacks. A hash, a size and a kind are shown.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.console.context import ConsoleContext
from web.downloads import download
from web.forms import SubmittedForm

MOST_REQUEST = 120 * 1024 * 1024
"""Bytes of a form with files: enough to say which of them is too large without losing the words beside it."""


class DeskUploads:
    """`GET /desk/case/…/file/…`."""

    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/desk/case/{receipt}/file/{file:path}", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """A file of the owner's, or of the officer's own desk. Raises HTTPException 404 for every other. Who sees the
        page masked gives a reason first, as for a copy: names stand in files too, and theirs is told with them."""
        house = self._house
        officer = await house.at_desk(request)
        receipt, file = request.path_params["receipt"], request.path_params["file"]
        known = await house.shelf.cases.on_desk(officer, receipt)
        if known and not await house.shelf.cases.may_carry(officer, receipt, house.now()):
            return house.needs_reason(receipt)
        found = await house.shelf.cases.file(officer, receipt, file, house.now())
        if found is None:
            raise HTTPException(404)
        return download(found.ref.name, found.content)


def refused(form: SubmittedForm) -> tuple[str, ...]:
    """The names of the files that were not taken."""
    return tuple(file.name for file in form.files if file.refused)
