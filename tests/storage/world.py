"""A small world for the store's tests: a step that counts and echoes, words that are not worded, a post that notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.documents.archive import ArchiveContents
from bot.outbox.letter import Letter, Part
from bot.outbox.transport import OutgoingRow
from dialogs.book import Book
from dialogs.effects import (
    Amend,
    CaseStatus,
    Copy,
    Effect,
    File,
    Forget,
    Note,
    Prolong,
    Rate,
    Recall,
    Refer,
    Share,
    Step,
    Tell,
    Withdraw,
)
from dialogs.events import Arrival, Event, FileRef, Heard, Said, Sent
from dialogs.questions import Answer
from dialogs.replies import Paragraph, Reply
from dialogs.session import Form, Session
from guidance.guide import Deadline, Guide, NotThis, Route
from guidance.records.knowledge import Knowledge
from locales.text import Day, Raw, Text, Won, _
from storage import referrals
from storage.referrals import Referral
from storage.transaction import Transaction

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BOOK = Book("edition", (), Knowledge(), lambda facts, on: Guide("kftc"))
GUIDE = Guide(
    "kftc",
    ("mss",),
    routes=(
        Route(
            *("kftc", "lead", "subcontract-misuse", "하도급법 제12조의3", ("relationship",)),
            deadline=Deadline("limit", date(2031, 3, 2), 1826, _("Seven years, {sum}", sum=Won(3)), True),
        ),
    ),
    refused=(NotThis("nis", "core", Text("하나", {"who": Raw("x")}, "route.nis", "content"), ("overseas",)),),
    blind_spots=("no-transaction",),
)


def say(words: str) -> Reply:
    return Reply((Paragraph(_("{words}", words=Raw(words))),))


def report(session: Session) -> File:
    answers = {"story": Answer("stolen drawings", language="en"), "suspect_name": Answer("㈜ Taker")}
    return File(
        *(session.receipt, answers, {"relationship": "buyer_consignor"}, session.draft.files, {"privacy": "1"}),
        *(("kftc", "mss"), GUIDE, "en", "edition", ("once more",)),
    )


def naming(file: File, official: str) -> File:
    """The report of an owner who names an official."""
    return replace(file, answers={**file.answers, "official_name": Answer(official)})


def step(session: Session, event: Event, book: Book) -> Step:
    """Counts every event in `turn`, keeps the words as answers, and does what certain words say."""
    words = event.text if isinstance(event, Said) else type(event).__name__
    if words == "boom":
        raise ValueError(f"secret {session.chat}")
    if isinstance(event, Heard):
        return Step(replace(session, turn=session.turn + 1), (say(f"heard {event.kind}: {event.words}"),))
    if isinstance(event, Sent):
        session = session.with_draft(files=session.draft.files + event.files)
    now = replace(session, turn=session.turn + 1, language=session.language or "en")
    effects = _effects(session, words)
    if any(isinstance(each, File) for each in effects):
        now = now.with_draft(form=Form(), files=()).with_care(filed=(*now.care.filed, session.receipt))
    elif not effects:
        now = now.with_form(now.form.holds(f"q{now.turn}", Answer(words)))
    return Step(now, (say(f"{now.turn} {words}"),), effects)


def _effects(session: Session, words: str) -> tuple[Effect, ...]:
    verb, _gap, rest = words.partition(" ")
    last = session.care.filed[-1] if session.care.filed else ""
    made: dict[str, Callable[[], Effect]] = {
        "file": lambda: report(session),
        "named": lambda: naming(report(session), rest),
        "urgent": lambda: naming(replace(report(session), guide=replace(GUIDE, urgent=True)), rest),
        "names": lambda: Amend(last, answers={"official_name": Answer(rest)}),
        "amend": lambda: Amend(last, rest, "en", session.draft.files, {"story": Answer(rest)}),
        "add": lambda: Amend(last, rest, "en"),
        "answer": lambda: Amend(last, rest.partition(" ")[2], "en", to=rest.partition(" ")[0]),
        "withdraw": lambda: Withdraw(last, (rest,) if rest else ()),
        "forget": lambda: Forget(last if rest else ""),
        "tell": lambda: Tell(rest, rest == last),
        "copy": lambda: Copy(last),
        "whole": lambda: Copy(last, whole=True),
        "agree": lambda: Refer(last, rest.split()[0], rest.split()[1], True),
        "refuse": lambda: Refer(last, rest.split()[0], rest.split()[1], False),
        "joins": lambda: Share(last, rest, True),
        "apart": lambda: Share(last, rest, False),
        "longer": lambda: Prolong(last, True),
        "agreed": lambda: Prolong(last, False),
        "rate": lambda: Rate(last, rest.split()[0], int(rest.split()[1])),
        "recall": lambda: Recall(last, rest),
        "quietly": lambda: Amend(last, answers={"set.damage.cost": Answer(rest)}, quiet=True, to="kftc"),
        "close": lambda: Amend(last, answers={"set.damage.cost": Answer(rest)}, closes="damage", to="kftc"),
        "note": lambda: Note("unanswered", rest, "en"),
    }
    return (made[verb](),) if verb in made else ()


class Words:
    """`LetterWording`: the words as they are, the language beside them."""

    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]:
        texts = [block.text for block in reply.blocks if isinstance(block, Paragraph)]
        parts = tuple(Part("paragraph", text.msgid.format(**_said(text))) for text in texts)
        return (Letter(language, parts, turn=turn, replace=origin if reply.replace else ""),)


def _said(text: Text) -> dict[str, str]:
    return {name: each.said if isinstance(each, Raw) else str(each) for name, each in text.params.items()}


class Tells:
    """`Telling`."""

    def notice(self, kind: str, receipt: str, urgent: bool, due: Day | None, /) -> Reply:
        return say(f"{kind} {receipt}")

    def lead_notice(self, kind: str, /) -> Reply:
        return say(f"lead {kind}")

    def status_reply(self, status: CaseStatus, own: bool, book: Book, /) -> Reply:
        states = " ".join(f"{ministry}={state}" for ministry, state, _at in status.referrals)
        return say(f"status {status.receipt} found={status.found} own={own} {states}".strip())

    def decided(self, kind: str, to: str, receipt: str, book: Book, /) -> Reply:
        return say(f"decided {kind} {to} {receipt}")

    def prolonged(self, kind: str, receipt: str, day: Day | None, /) -> Reply:
        return say(f"prolonged {kind} {receipt}")

    def recalled(self, answer: Answer | None, key: str, book: Book, /) -> Reply:
        return say(f"recalled {key} {answer.value if answer else None}")

    def may_share(self, body: str, receipt: str, book: Book, /) -> Reply:
        return say(f"may share {body} {receipt}")

    def not_there(self, body: str, receipt: str, book: Book, /) -> Reply:
        return say(f"not there {body} {receipt}")

    def other_lead(self, lead: str, receipt: str, book: Book, /) -> Reply:
        return say(f"other lead {lead} {receipt}")

    def proof(
        self, receipt: str, at: datetime, line: str, final: Day | None, kept: tuple[tuple[str, Day], ...], book: Book, /
    ) -> Reply:
        return say(f"proof {receipt} {line}")

    def too_large(self, n: int, /) -> Reply:
        return say(f"too large {n}")

    def too_often(self) -> Reply:
        return say("too often")

    def oops(self) -> Reply:
        return say("oops")


class Prints:
    """`Copies`: the story, for its reader."""

    async def copy(self, file: File, status: CaseStatus, language: str, on: date, desk: bool = False) -> bytes:
        return f"{language} {on} {desk} {file.answers['story'].value}".encode()

    async def archive(self, whole: ArchiveContents, language: str, on: date) -> bytes:
        return f"{language} {on} {whole.file.receipt} {len(whole.files)}".encode()


@dataclass
class Noting:
    """A post that notes what it sends, and fails as it is told to: exceptions are raised one after another."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    rows: list[OutgoingRow] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    before: Callable[[], None] | None = None

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        if self.before is not None:
            self.before()
        self.rows.append(row)
        self.letters.append(letter)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((row.chat, letter.parts[0].text))
        return str(len(self.sent))

    def words(self, chat: str) -> list[str]:
        return [text for where, text in self.sent if where == chat]


class Hand:
    """A clock moved by hand: sleepers wake when it passes their time."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        await self.wait(asyncio.Event(), seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        sleeper = (self.at + timedelta(seconds=seconds), event)
        self._sleepers.append(sleeper)
        try:
            if seconds > 0:
                await event.wait()
        finally:
            self._sleepers.remove(sleeper)

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        for until, event in self._sleepers:
            if until <= self.at:
                event.set()


def said(chat: str, text: str, key: str, at: datetime = NOON) -> tuple[Arrival, Said]:
    return Arrival(chat.partition(":")[0], chat, key, at, "en"), Said(at, text)


def files(chat: str, key: str, *refs: FileRef) -> tuple[Arrival, Sent]:
    return Arrival(chat.partition(":")[0], chat, key, NOON, "en"), Sent(NOON, tuple(refs))


async def until(true: Callable[[], bool]) -> None:
    """Let everything run until `true()`, at most ten seconds."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110  what is waited for has no event of its own
            await asyncio.sleep(0)


def names(answers: object) -> Sequence[tuple[str, str]]:
    """`Named`: the suspect's name, and an official's."""
    assert isinstance(answers, dict)
    kinds = (("suspect_name", "name"), ("official_name", "official"))
    return [(kind, str(answers[question].value)) for question, kind in kinds if question in answers]


async def held(tx: Transaction, receipt: str, ministry: str = "kftc") -> Referral:
    """The referral of a case that the ministry has."""
    row = await referrals.referral(tx, receipt, ministry)
    assert row is not None
    return row
