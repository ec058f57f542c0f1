"""The owner's copy of the own report: one page of HTML that any telephone opens, prints and keeps."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, Template

from bot.letter import Part
from bot.render import Words
from bot.wording import Paper
from dialogs.book import Book
from dialogs.guiding import summary
from dialogs.telling import report
from dialogs.types import CaseStatus, File, Reply, Text, _

MADE = _("Your copy of report {receipt}. It is not the official filing.")


class Scribe:
    """Makes copies in words of `words`; see `bot.wording.Scribe`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def copy(self, file: File, status: CaseStatus, language: str, book: Book) -> Paper:
        """The whole report and the guidance given with it, in the owner's language."""
        parts = [*self._parts(report(file, status, book), language), *self._parts(summary(file.guide, book), language)]
        title = self._words.say(Text(MADE.msgid, {"receipt": file.receipt}), language)
        page = _page().render(title=title, language=language, parts=parts)
        return Paper(f"{file.receipt}.html", "text/html", page.encode())

    def _parts(self, reply: Reply, language: str) -> list[Part]:
        return [part for letter in self._words.letters(reply, language, 0) for part in letter.parts]


@cache
def _page() -> Template:
    return Environment(loader=PackageLoader("bot.web"), autoescape=True).get_template("copy.html")
