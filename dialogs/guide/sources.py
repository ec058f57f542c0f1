"""What a guide rests on: the sources of its records, when they were read, and what is still to be verified. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogs.book import Book
from dialogs.guide.summary import deadlines
from dialogs.replies import Card, Paragraph
from guidance.guide import Guide
from guidance.records.origin import Origin
from locales.text import Day, Link, Param, Text, _


def origins(guide: Guide, book: Book) -> Iterator[Origin]:
    """The origin of every record that the guide names, in the order in which it is read."""
    k = book.knowledge
    yield from (k.routes[each.route].origin for each in guide.routes)
    yield from (k.statutes[k.routes[each.route].statute].origin
                for each in guide.routes if k.routes[each.route].statute in k.statutes)  # fmt: skip
    yield from (k.clocks[each.clock].origin for each in deadlines(guide))
    yield from (k.first_steps[each].origin for each in guide.first_steps)
    yield from (k.papers[each.paper].origin for each in guide.missing)
    yield from (k.programmes[each.id].origin for each in guide.programmes)
    yield from (k.blind_spots[each].origin for each in guide.blind_spots)
    bodies = (guide.lead, *guide.cooperating, *guide.also)
    yield from (k.ministries[each].origin for each in bodies if each in k.ministries)


def sources_of(guide: Guide, book: Book) -> dict[str, tuple[date, bool]]:
    """Address -> when it was last read, and whether anything taken from it is to be verified."""
    found: dict[str, tuple[date, bool]] = {}
    for origin in origins(guide, book):
        for address in origin.source:
            checked, verify = found.get(address, (origin.checked, False))
            found[address] = (max(checked, origin.checked), verify or origin.verify)
    return found


def cited(guide: Guide, book: Book) -> tuple[Paragraph | Card, ...]:
    """The sources as a list: address, and when it was read, with the mark where it is due."""
    rows: list[tuple[Text, Param]] = []
    for address, (checked, verify) in sources_of(guide, book).items():
        read = _("read on {day}", day=Day.read(checked.isoformat()))
        rows.append((_("{text} (please verify)", text=read) if verify else read, Link(address)))
    told = _("What carries the mark “please verify” was not confirmed by two sources, or may have changed since. "
             "Please ask the body before you rely on it.")  # fmt: skip
    return Paragraph(told), Card(_("Sources"), tuple(rows))
