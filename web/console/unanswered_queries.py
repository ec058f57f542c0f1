"""Questions without an answer as the console sees them: put together, each with the nearest known question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.search.classifier import fold
from dialogs.book import Book
from dialogs.faq.clusters import Cluster, UnansweredQuestion, clusters
from dialogs.faq.language import language_of
from guidance.records.knowledge import FaqEntry
from storage import audit
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms
from storage.unanswered import KEPT, judged, open_questions, settle_questions

SHOWN = 50
"""Groups of questions shown at once."""
_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
WAYS = ("alias", "entry", "left")
"""How an editor deals with a group; goes into the audit log."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask the same. `near`: the nearest known question; `alias` and `entry`: lines of TOML to add.

    `near` None: nothing known is near. `alias` empty: nothing to add, too.
    """

    cluster: Cluster
    near: FaqEntry | None
    alias: str
    entry: str

    @property
    def ids(self) -> str:
        return ",".join(str(each.id) for each in self.cluster.asked)


class UnansweredQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def asked(self, at: datetime) -> tuple[UnansweredQuestion, ...]:
        """What was asked of late and no editor has dealt with."""
        async with self._store.reading() as tx:
            rows = await open_questions(tx, ms(at) - KEPT)
        return tuple(UnansweredQuestion(row.id, language_of(row.said, row.language), row.said) for row in rows)

    async def judged(self) -> Mapping[str, tuple[int, int]]:
        """Id of a known question -> how often its answer was found right, and wrong."""
        async with self._store.reading() as tx:
            return await judged(tx)

    async def settle(self, officer: Officer, questions: Sequence[int], way: str, at: datetime) -> None:
        """The officer has dealt with them, in one of `WAYS`; that is noted."""
        async with self._store.transaction() as tx:
            await settle_questions(tx, questions)
            await audit.note(tx, ms(at), officer.id, f"questions_{way}", str(min(questions)))


def groups(asked: Sequence[UnansweredQuestion], book: Book, today: date) -> tuple[QuestionGroup, ...]:
    """The largest groups, each with what may be added for it. Takes milliseconds a group: call it beside the loop."""
    return tuple(_group(cluster, book, today) for cluster in clusters(asked, fold())[:SHOWN])


def _group(cluster: Cluster, book: Book, today: date) -> QuestionGroup:
    wording, language = cluster.wording, cluster.head.language
    ranked = book.nearest(wording, language).ranked if wording else ()
    near = next((book.knowledge.entries[id] for id, _score in ranked if id in book.knowledge.entries), None)
    alias = f"  {quoted(wording)}," if near is not None else ""
    return QuestionGroup(cluster, near, alias, new_entry(wording, language, today))


def new_entry(wording: str, language: str, today: date) -> str:
    """A record of `content/faq.toml` that lacks what only an editor knows."""
    return (
        '[[entry]]\nid = ""\ntopic = ""\nlabel = ""\nquestion = ""\nanswer = ""\nonward = []\nsource = []\n'
        f'checked = {today.isoformat()}\nconfidence = ""\nverify = true\n\n'
        f"[entry.aliases]\n{language} = [\n  {quoted(wording)},\n]"
    )


def quoted(text: str) -> str:
    """A string of TOML. Signs that cannot be seen are written out, so that nothing hides in a file."""
    return _UNSEEN.sub(_written, json.dumps(text, ensure_ascii=False))


def _written(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
