"""Everything that says something of content/: put together once, with who reads which field of a record noted.

The classes of the records are watched while the content is read, weighed and shown, by slots that note who asks; the
words that are said are noted beside.
"""

from __future__ import annotations

import dataclasses
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.documents.render_pdf import PdfWording
from bot.outbox.letter import Renderer
from casework.clocks import Clocks, Happened, Referred, shown
from casework.public_holidays import korea
from dialogs.book import Book
from dialogs.case_states import ReferralState
from dialogs.effects import CaseStatus, File, Opening
from dialogs.form.question_sets import questions_of
from dialogs.guide.document import document
from dialogs.guide.sections import section
from dialogs.guide.summary import SECTIONS, summary
from dialogs.handlers import faq
from dialogs.openings import OPENED_BY, opened_by
from dialogs.replies import Card, Paragraph, Reply
from dialogs.stages.consent import abroad, collect, put_consent
from dialogs.stages.start import numbers
from guidance import vocabulary
from guidance.guide import DESKS, Value
from guidance.records import desk_clocks, knowledge, origin, question_sets, retention_periods, routes
from guidance.records.knowledge import Knowledge
from guidance.records.retention_periods import longest, periods_of
from locales.text import Text
from tests.dialogs.person import ROOT, book
from web.console.case_view import Viewing
from web.console.charts import rows_of
from web.console.disclosure import DisclosedCell
from web.console.statistics_queries import Figures

NOT_READERS = ("storage/content/", "app/catalogues.py", "app/commands/", "tests/")
"""Who only loads, checks or translates: reading there leads to nobody."""
NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAYS = (date(2026, 11, 24), date(2028, 6, 1))
RANDOM = 30


def record_classes() -> list[type[Any]]:
    """All classes of records."""
    modules = (knowledge, routes, desk_clocks, question_sets, origin, retention_periods)
    named = ((module.__name__, each) for module in modules for each in vars(module).values())
    return [each for module, each in named if dataclasses.is_dataclass(each) and each.__module__ == module]  # type: ignore[misc]


@dataclass
class Heard:
    """`read`: `Class.field` -> files of ours that read it; `said`: sentences of content, as (context, original)."""

    read: dict[str, set[str]] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)

    def readers(self, name: str) -> set[str]:
        """The files of the product that read `Class.field` and do not only load, check or translate it."""
        return {file for file in self.read.get(name, ()) if not file.startswith(NOT_READERS)}


class Watched:
    """A slot that notes who reads it."""

    def __init__(self, slot: Any, name: str, heard: Heard) -> None:
        self._slot, self._name, self._heard = slot, name, heard

    def __get__(self, record: Any, owner: Any = None) -> Any:
        if record is None:
            return self
        file = sys._getframe(1).f_code.co_filename
        if file.startswith(str(ROOT)) and ".venv" not in file:
            self._heard.read.setdefault(self._name, set()).add(str(Path(file).relative_to(ROOT)))
        return self._slot.__get__(record, owner)

    def __set__(self, record: Any, value: Any) -> None:
        self._slot.__set__(record, value)


@contextmanager
def watching(heard: Heard) -> Iterator[None]:
    """Note every reading of every field of every record."""
    slots = [(each, one.name) for each in record_classes() for one in dataclasses.fields(each)]
    before = [(each, name, each.__dict__[name]) for each, name in slots]
    for each, name, slot in before:
        setattr(each, name, Watched(slot, f"{each.__name__}.{name}", heard))
    try:
        yield
    finally:
        for each, name, slot in before:
            setattr(each, name, slot)


class Listening(Renderer):
    """Words that note which sentences of content they say."""

    def __init__(self, root: Path, heard: Heard) -> None:
        super().__init__(root)
        self._heard = heard

    def _template(self, text: Text, language: str) -> str:
        if text.domain == "content":
            self._heard.said.add((text.context, text.msgid))
        return super()._template(text, language)


def everything() -> tuple[Heard, Book]:
    """Read the content, weigh with it and show all that there is to show."""
    heard = Heard()
    with watching(heard):
        words, there = Listening(ROOT / "locales", heard), book.__wrapped__()
        for number, facts in enumerate(fact_sets(there)):
            _guides(there, words, facts, DAYS[number % len(DAYS)], printed=number % 8 == 0)
        for reply in _replies(there):
            words.letters(reply, "ko", 0)
        _desks(there, words)
    return heard, there


# ---- owners, and what is printed --------------------------------------------------------------------------


def fact_sets(there: Book) -> Iterator[dict[str, Value]]:
    """Facts that fit each table of conditions of content/, and some at random."""
    tables = [each.needs for each in there.knowledge.routes.values()]
    tables += [each.when for each in there.knowledge.first_steps.values()]
    tables += [table for each in there.knowledge.blind_spots.values() for table in each.needs]
    chance = random.Random(2026)
    for table in (*tables, *({} for _ in range(RANDOM))):
        yield {**_any(chance), **{fact: _one(fact, values) for fact, values in sorted(table.items())}}


def _any(chance: random.Random) -> dict[str, Value]:
    one: dict[str, Value] = {fact: chance.choice(sorted(values)) for fact, values in vocabulary.ONE.items()}
    many = {fact: tuple(chance.sample(sorted(values), 1)) for fact, values in vocabulary.MANY.items()}
    days = {fact: chance.choice(("2026-10", "2025-01-02", "2019", "2012-03")) for fact in sorted(vocabulary.DATES)}
    return {**one, **many, **days}


def _one(fact: str, values: frozenset[str]) -> Value:
    return tuple(sorted(values)[:1]) if fact in vocabulary.MANY else min(values)


def _guides(there: Book, words: Listening, facts: Mapping[str, Value], day: date, printed: bool) -> None:
    """A guide in the chat, and now and then on paper."""
    asked = {fact: value for fact, value in facts.items() if fact in vocabulary.ALL}
    guide = there.weigh(asked, day)
    if printed:
        file = File("SM-7K2Q-9XMD-5", {}, asked, (), {}, (guide.lead,), guide, "ko", there.edition)
        PdfWording(words, "ko").worded(document(file, CaseStatus(file.receipt, NOON), there, day))
    for reply in (summary(guide, there), *(section(name, guide, there) for name in SECTIONS)):
        words.letters(reply, "ko", 0)


def _replies(there: Book) -> Iterator[Reply]:
    """What is looked up, asked in sets, and told in an emergency."""
    known = there.knowledge
    shelves = {"faq": known.entries, "body": known.ministries, "help": known.programmes, "topic": faq.TOPICS}
    for kind, shelf in shelves.items():
        yield from (found for id in shelf if (found := faq.look_up(kind, id, "ko", there)))
    for record in known.question_sets.values():
        for each in questions_of(record):
            labels = (each.title, each.ask, each.why, *(option.label for option in each.options))
            yield from (Reply((Paragraph(text),)) for text in labels)
    yield numbers(there)
    yield put_consent(collect(there))
    yield from (put_consent(abroad(channel, there)) for channel in known.transfers)
    opened = tuple(Opening(body, "officer", NOON.date()) for body in known.ministries)
    yield Reply(
        (Card(OPENED_BY, opened_by(CaseStatus("SM-7K2Q-9XMD-5", NOON, there_is(known), opened=opened), there)),)
    )


def there_is(known: Knowledge) -> tuple[tuple[str, ReferralState, datetime], ...]:
    """A report at every body."""
    return tuple((body, ReferralState.SEEN, NOON) for body in known.ministries)


# ---- officers ---------------------------------------------------------------------------------------------


def _desks(there: Book, words: Listening) -> None:
    """Prepared replies, question sets and time limits as desks see them."""
    view = Viewing(words, there)
    for kind in {each.kind for each in there.knowledge.replies.values()}:
        view.prepared(kind, "ko", "en")
    view.question_sets("ko", "en")
    total, spots = DisclosedCell("", 9), [DisclosedCell(spot, 9) for spot in there.knowledge.blind_spots]
    figures = Figures(NOON, total, (), (), (), (), (), (), spots, total, {}, None, None, ())
    rows_of(figures, there, lambda text: words.say(text, "ko"), {}, str)
    longest(periods_of(there.knowledge.retention.values()), ((desk, "") for desk in DESKS))
    rules = there.knowledge.desk_clocks
    clocks = Clocks(rules, korea())
    routes_of_all = frozenset(there.knowledge.routes)
    for desk in DESKS:
        case = Referred("SM-7K2Q-9XMD-5", desk, NOON, True, "mss", routes_of_all)
        running = clocks.begun(case)
        for state, what in (
            (ReferralState.TAKEN, {"worked", "held"}),
            (ReferralState.ASKED, {"said"}),
            (ReferralState.TAKEN, {"worked", "held"}),
        ):
            changed, new = clocks.followed(running, case, Happened(NOON, state, frozenset(what)))
            running = [*{each.name: each for each in (*running, *changed, *new)}.values()]
        for clock in running:
            clocks.extended(clock, 1, False)
            words.say(shown(clock, rules, NOON).label, "ko")
