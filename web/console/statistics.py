"""Figures as charts: of the own body for who leads, audits or administers it, of all for the secretariat.

Drawn here as SVG, so that no script is needed; nothing is told by the day. `veiling.py` says what is hidden, and how.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.permissions import COUNT
from dialogs.book import Book
from guidance.guide import DESKS, SECRETARIAT
from storage.officers import Officer
from web.console.charts import rows_of, word_of
from web.console.context import ConsoleContext
from web.console.disclosure import LEAST
from web.console.statistics_queries import StatisticsQueries


class DeskStatistics:
    """`/desk/statistics`."""

    def __init__(self, house: ConsoleContext, shelf: StatisticsQueries, book: Book) -> None:
        self._house, self._shelf, self._book = house, shelf, book

    def routes(self) -> list[Route]:
        return [Route("/desk/statistics", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The charts, each with its numbers as a table."""
        house = self._house
        officer = await house.must(request, COUNT)
        language = house.language(request, officer)
        found = await self._shelf.figures(scope_of(officer), house.now())
        bodies = {each: house.viewing.body(each, language) for each in DESKS}
        say = house.pages.sayer(language)
        rows = rows_of(found, self._book, say, bodies, lambda code: house.viewing.tongue(code, language))
        return house.page(
            request, "desk_statistics.html", officer, figures=found, rows=rows, all=not scope_of(officer), word=word_of,
            least=LEAST,
        )  # fmt: skip


def scope_of(officer: Officer) -> str:
    """Whose figures an officer sees: the own body's; all for the secretariat and the machine's operator."""
    return "" if officer.ministry == SECRETARIAT else officer.ministry
