"""Officials whom owners named, and who of the desk is meant: said here before anybody opens the report."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.acts import ActHandler, Checked
from casework.permissions import CHECK
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.name_check_queries import NameCheckQueries
from web.forms import SubmittedForm
from web.refusals import PostRefused

WHO = "who:"
"""Fields of the form that name an officer who is meant."""


class DeskNameChecks:
    """`/desk/names`, for leads and the secretariat."""

    def __init__(self, house: ConsoleContext, shelf: NameCheckQueries, inbox: ActHandler) -> None:
        self._house, self._shelf, self._inbox = house, shelf, inbox

    def routes(self) -> list[Route]:
        return [
            Route("/desk/names", self.show, methods=["GET"]),
            Route("/desk/names", self.check, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The names that wait, by themselves: no code, nothing of a report."""
        house = self._house
        officer = await house.must(request, CHECK)
        read = await self._shelf.open(officer, house.now())
        language = house.language(request, officer)
        bodies = {each.ministry: house.viewing.body(each.ministry, language) for each in read.names}
        return house.page(request, "desk_names.html", officer, read=read, bodies=bodies)

    async def check(self, request: Request) -> Response:
        """Say who of the desk is meant, or that nobody is."""
        house = self._house
        officer = await house.must(request, CHECK)
        form = await house.form(request)
        row = (
            await self._shelf.row(int(form["check"])) if form["check"].isdecimal() and len(form["check"]) < 16 else None
        )
        if row is None:
            raise HTTPException(404)
        who = _meant(form)
        act = Checked(
            key=f"name:{form['key'][:64]}", receipt=row.receipt, ministry=row.ministry, officer=officer.id,
            at=house.now(), check=row.id, who=who,
        )  # fmt: skip
        ruling = await self._inbox.act(act)
        if ruling.why == "unknown":
            raise HTTPException(404)
        if ruling.why == "wrong":
            raise PostRefused(400, desk_words.RULINGS["wrong"])
        await house.wake(row.ministry, row.receipt)
        return RedirectResponse("/desk/names", 303)


def _meant(form: SubmittedForm) -> tuple[str, ...]:
    """The officers who are ticked. Raises PostRefused where ticks and button do not say the same."""
    who = tuple(name.removeprefix(WHO)[:64] for name, value in form.fields.items() if name.startswith(WHO) and value)
    if bool(who) != (form["verdict"] == "these"):
        raise PostRefused(400, desk_words.NAMES_EITHER)
    return who
