"""A case in an officer's words: pure, from what the store opened to what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.outbox.letter import Part
from casework import texts
from casework.clocks import MET, PAUSED, shown
from dialogs.book import Book
from dialogs.case_states import ReferralRole, ReferralState
from dialogs.effects import File
from dialogs.events import FileRef
from dialogs.guide import summary
from dialogs.guide.checklist import states
from dialogs.guide.sections import section
from dialogs.labels import tongue
from dialogs.replies import Reply
from guidance.calendar import day_of
from guidance.guide import SECRETARIAT, Guide, Value
from storage.audit import AuditLine
from storage.clocks import RunningClock
from storage.states import OfficerRole
from storage.timestamps import moment
from web.console import texts as desk_words
from web.console.answers import AnswerGroup, Answers
from web.console.case_end import CaseEnd, bases
from web.console.case_queries import CaseRead, refs
from web.console.desk_notes import DeskNotes, between
from web.console.ports import DeskWording
from web.console.thread import Word, thread

Parts = tuple[Part, ...]
OFTEN = ("read", "ticked")
"""What is done so often that the history names it once for each person."""
SECTIONS = ("why", "order", "papers", "steps", "not")


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of this desk. `left`: calendar days until its last day, negative once it is over. `more`: days by
    which it was extended. `state`: running, paused, met or overdue."""

    name: str
    label: str
    due: datetime
    left: int
    state: str
    statutory: bool
    verify: bool
    more: int


@dataclass(frozen=True, slots=True)
class Near:
    """A related case: which desks have it, and how it stands there. `receipt` only where it may be opened."""

    about: str
    receipt: str
    desks: tuple[tuple[str, ReferralState], ...]


@dataclass(frozen=True, slots=True)
class Guided:
    """The guidance of today: in short, the owner's limits in law, and its further parts with their titles."""

    short: Parts = ()
    limits: Parts = ()
    more: tuple[tuple[str, Parts], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a case page shows; nothing of the content when it is `gone`."""

    receipt: str
    state: ReferralState
    role: ReferralRole
    holder: str
    lease: datetime
    sent: datetime
    urgent: bool
    owner_language: str
    gone: bool
    mark: str
    others: tuple[tuple[str, ReferralState, datetime, bool], ...]
    history: tuple[tuple[str, str, datetime], ...]
    limits: tuple[Limit, ...] = ()
    groups: tuple[AnswerGroup, ...] = ()
    guided: Guided = Guided()
    thread: tuple[Word, ...] = ()
    files: tuple[FileRef, ...] = ()
    ours: tuple[FileRef, ...] = ()
    between: DeskNotes | None = None
    related: tuple[Near, ...] = ()
    passed_to: str = ""
    reason: str = ""
    ends: CaseEnd | None = None

    @property
    def next(self) -> Limit | None:
        """The limit that runs out first."""
        running = [each for each in self.limits if each.state not in (MET, PAUSED)]
        return min(running, key=lambda each: each.due, default=None)

    @property
    def waiting(self) -> int:
        """How many messages of the owner wait for an answer."""
        return sum(word.waits for word in self.thread)


class Viewing:
    """Words cases for officers."""

    def __init__(self, wording: DeskWording, book: Book) -> None:
        self._wording = wording
        self._book = book
        self._answers = Answers(wording, book)

    @property
    def book(self) -> Book:
        """What is known, with the questions that name somebody."""
        return self._book

    def view(self, seen: CaseRead, language: str, at: datetime, reader: str = "") -> CaseView:
        """The case in the language of the officer `reader`. Raises nothing for a case of an older edition."""
        head = self._head(seen, language)
        file = seen.whole.case.file
        if head.gone or file is None:
            return replace(head, gone=True)
        return replace(
            head,
            limits=tuple(self._limit(each, language, at) for each in seen.clocks),
            groups=self._answers.groups(file, seen.answers, language),
            guided=self._guide(file, language, day_of(at)),
            thread=self._thread(seen, reader, language),
            files=refs(seen.files),
            ours=refs(seen.files, seen.mine.ministry),
            between=between(seen, lambda ministry: self.body(ministry, language)),
            related=self._related(seen, language),
            ends=seen.ends,
        )

    def _head(self, seen: CaseRead, language: str) -> CaseView:
        case, mine = seen.whole.case, seen.mine
        others = tuple(
            (self.body(row.ministry, language), row.state, moment(row.changed), row.leads)
            for row in seen.whole.referrals
            if row.ministry != mine.ministry
        )
        history = tuple(self._line(line, seen.names, language) for line in _once(seen.history))
        return CaseView(
            case.receipt, mine.state, mine.role, mine.holder, moment(mine.lease), moment(case.created), mine.urgent,
            case.language, mine.state.gone, seen.mark, others, history,
            passed_to=self.body(mine.passed_to, language) if mine.passed_to else "", reason=mine.reason,
        )  # fmt: skip

    def body(self, ministry: str, language: str) -> str:
        """The short name of a desk."""
        record = self._book.knowledge.ministries.get(ministry)
        if record is None and ministry == SECRETARIAT:
            return self._wording.say(texts.ROLES[OfficerRole.SECRETARIAT], language)
        return self._wording.say(record.short, language) if record else ministry

    # ---- time and law ---------------------------------------------------------------------------------

    def _limit(self, clock: RunningClock, language: str, at: datetime) -> Limit:
        told = shown(clock, self._book.knowledge.desk_clocks, at)
        left = (day_of(told.due) - day_of(at)).days
        label = self._wording.say(told.label, language)
        return Limit(told.name, label, told.due, left, told.state, told.statutory, told.verify, clock.extended)

    def _guide(self, file: File, language: str, today: date) -> Guided:
        """Weighed anew today with the facts as they were sent, so that days left are true."""
        facts: Mapping[str, Value] = {key: value for key, value in file.facts.items() if key in self._book.by_id}
        guide = self._book.weigh(facts, today)
        offered = {choice.key.partition(":")[2] for choice in summary.sections(guide)}
        more = tuple(
            (self._wording.say(summary.SECTIONS[name].label, language), self._parts(told, language))
            for name in SECTIONS
            if name in offered and (told := self._section(name, file, guide))
        )
        limits = section("until", guide, self._book) if "until" in offered else None
        short = self._parts(summary.summary(guide, self._book), language)
        return Guided(short, self._parts(limits, language) if limits else (), more)

    def _section(self, name: str, file: File, guide: Guide) -> Reply:
        """A section; that of the papers begins with what the owner has ticked."""
        told = section(name, guide, self._book)
        if name != "papers":
            return told
        return replace(told, blocks=(states(guide, file.ticked, self._book), *told.blocks))

    def _parts(self, reply: Reply, language: str) -> Parts:
        return tuple(part for letter in self._wording.letters(reply, language, 0) for part in letter.parts)

    # ---- words ----------------------------------------------------------------------------------------

    def _thread(self, seen: CaseRead, reader: str, language: str) -> tuple[Word, ...]:
        says = {each.id: each.says for each in self._book.knowledge.replies.values()}
        owner = seen.whole.case.language
        return tuple(
            replace(
                word,
                prepared=self._wording.say(prepared, owner) if prepared else "",
                questions=self._title_of(word.questions, language),
            )
            for word, prepared in thread(seen, reader, says)
        )

    def _title_of(self, name: str, language: str) -> str:
        record = self._book.knowledge.question_sets.get(name)
        return self._wording.say(record.title, language) if record else name

    def _related(self, seen: CaseRead, language: str) -> tuple[Near, ...]:
        return tuple(
            Near(each.about, each.receipt, tuple((self.body(desk, language), state) for desk, state in each.desks))
            for each in seen.related
        )

    def _line(self, line: AuditLine, names: Mapping[str, str], language: str) -> tuple[str, str, datetime]:
        actor, action, at = line.actor, line.action, line.at
        known = desk_words.ACTORS.get(actor)
        who = self._wording.say(known, language) if known else names.get(actor, "·")
        done = desk_words.DONE_BY.get(action)
        return who, self._wording.say(done, language) if done else action, moment(at)

    def prepared(self, kind: str, reader: str, owner: str) -> list[tuple[str, str, str]]:
        """Prepared replies of a kind: id, label for the officer, and what the owner will read."""
        return [
            (each.id, self._wording.say(each.label, reader), self._wording.say(each.says, owner))
            for each in self._book.knowledge.replies.values()
            if each.kind == kind
        ]

    def question_sets(self, reader: str, owner: str) -> list[tuple[str, str, list[str]]]:
        """Question sets: id, title for the officer, and what the owner will be asked, in the owner's language."""
        return [
            (name, self._wording.say(each.title, reader), [self._wording.say(q.ask, owner) for q in each.questions])
            for name, each in self._book.knowledge.question_sets.items()
        ]

    def statutes(self, at: datetime) -> Mapping[str, str]:
        """What may order a hold now, but for a court: id -> citation."""
        return bases(self._book, day_of(at))

    def tongue(self, code: str, language: str) -> str:
        """The name of a language, in the officer's."""
        return self._wording.say(tongue(code), language)


def _once(history: Sequence[AuditLine]) -> list[AuditLine]:
    """The lines without the later readings and ticks of somebody who stands there already."""
    met: set[tuple[str, str]] = set()
    lines = []
    for line in history:
        if line.action not in OFTEN or (line.actor, line.action) not in met:
            lines.append(line)
        met.add((line.actor, line.action))
    return lines
