"""A house of cards for the pages: a feed in memory, a scripted inbox, sentences in English as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.outbox.letter import Button, Letter, Part
from bot.outbox.transport import OutgoingRow
from dialogs.case_states import ReferralState
from dialogs.effects import CaseStatus
from dialogs.events import Arrival, Chose, Event, Said, Sent
from locales.text import Day, Raw, Text, _
from storage.feed import PageEntry
from storage.files import Stored
from web.chat.transport import WebTransport

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KNOWN_CODE = "SM-7K2M-9QXR-X"

ASKS = {
    "ko": (
        "기술을 가져간 쪽은 누구인가요?",
        "원사업자",
        "우리 회사에 제조·수리·건설·용역을 맡긴 회사",
        "공동연구 상대",
        "모르겠어요",
        "뒤로",
    ),
    "en": (
        "Who took the technology?",
        "A company we supply",
        "It orders manufacture, repair or services from you",
        "A research partner",
        "I don’t know",
        "Back",
    ),
    "ja": (
        "技術を持ち出したのは誰ですか。",
        "発注元の会社",
        "製造・修理・建設・役務を当社に委託している会社",
        "共同研究の相手",
        "わからない",
        "戻る",
    ),
    "zh": (
        "是谁拿走了技术？",
        "发包企业",
        "委托我们制造、维修、施工或提供服务的企业",
        "联合研发方",
        "不知道",
        "返回",
    ),
    "fr": (
        "Qui a pris la technologie ?",
        "Un donneur d’ordre",
        "Il vous confie fabrication, réparation ou services",
        "Un partenaire de R&D",
        "Je ne sais pas",
        "Retour",
    ),
}


class PlainWording:
    """Says the original, with its places filled."""

    def say(self, text: Text | Raw, language: str) -> str:
        if isinstance(text, Raw):
            return text.said
        return text.msgid.format_map({name: self._plain(value) for name, value in text.params.items()})

    def _plain(self, value: object) -> str:
        match value:
            case Raw(said):
                return said
            case Text():
                return self.say(value, "en")
            case Day():
                return str(value)
            case _:
                return str(value)


class MemoryFeed:
    """A feed that forgets when the test ends."""

    def __init__(self) -> None:
        self.chats: dict[str, list[PageEntry]] = {}
        self.drafts: dict[str, int] = {}
        self.broken: Exception | None = None
        self._seq = 0

    async def put(self, chat: str, key: str, mine: bool, body: bytes, replaces: str = "") -> int:
        entries = self.chats.setdefault(chat, [])
        for entry in entries:
            if entry.key == key:
                return entry.seq
        self._seq += 1
        entries[:] = [entry for entry in entries if entry.mine or str(entry.seq) != replaces]
        entries.append(PageEntry(self._seq, NOON, mine, key, body))
        return self._seq

    async def erase(self, chat: str) -> None:
        self.chats.pop(chat, None)

    async def oldest(self, chat: str) -> int:
        entries = self.chats.get(chat, [])
        return entries[0].seq if entries else 0

    async def begun(self, chat: str) -> bool:
        return chat in self.chats

    async def draft(self, chat: str) -> str:
        return f"key-{self.drafts.get(chat, 0)}" if chat in self.chats else ""

    async def reports(self, chat: str) -> tuple[str, ...]:
        return ()

    async def expecting(self, chat: str) -> bool:
        return False

    async def file(self, chat: str, ref: str) -> Stored | None:
        return None

    async def read(self, chat: str, after: int = 0) -> tuple[PageEntry, ...]:
        if self.broken:
            raise self.broken
        return tuple(entry for entry in self.chats.get(chat, []) if entry.seq > after)


@dataclass
class Done:
    turn: int


@dataclass
class ScriptedReception:
    """Answers each event with the next letter of a fixed story, in the language last asked for."""

    post: WebTransport
    feed: MemoryFeed
    stale: int = 0
    dealt: dict[str, Event] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    picked: set[str] = field(default_factory=set)

    async def receive(self, arrival: Arrival, event: Event, contents: Mapping[str, bytes]) -> Done:
        if arrival.key in self.dealt:
            return Done(self.turns[arrival.chat])
        self.dealt[arrival.key] = event
        self.kept.update(contents)
        turn = self.turns[arrival.chat] = self.turns.get(arrival.chat, 0) + 1
        if isinstance(event, Chose) and event.choice == "confirm:cancel":
            self.stale -= 1
            if self.stale < 0:
                self.feed.drafts[arrival.chat] = turn
        if isinstance(event, Chose) and event.choice.startswith("lang:"):
            self.languages[arrival.chat] = event.choice[5:]
        if isinstance(event, Said) and event.text.startswith("/language "):
            self.languages[arrival.chat] = event.text[-2:]
        letters = self.answer(arrival, event, turn, self.languages.get(arrival.chat, "en"))
        for number, letter in enumerate(letters):
            row = OutgoingRow(turn, f"{arrival.key}:{number}", "web", arrival.chat)
            await self.post.send(row, letter)
        return Done(turn)

    def answer(self, arrival: Arrival, event: Event, turn: int, language: str) -> tuple[Letter, ...]:
        match event:
            case Chose(choice=choice) if choice.startswith("taken:"):
                self.picked ^= {choice}
                return (many(language, turn, self.picked, arrival.origin),)
            case Chose(choice="nav:done"):
                return (review(language, turn),)
            case Chose(choice="send"):
                return (receipt(language, turn),)
            case Chose(choice=choice) if not choice.startswith("lang:"):
                return (many(language, turn, self.picked),)
            case Sent(files=files):
                names = tuple(("", f"{file.name} · {file.refused or file.sha256[:12]}") for file in files)
                return (Letter(language, (Part("items", "Received", names),), turn=turn),)
            case Said(blacked="number"):
                told = (Part("paragraph", "We may not keep that number."),)
                return (Letter(language, told, turn=turn, erase=arrival.origin),)
            case _:
                return (question(language, turn),)


def question(language: str, turn: int) -> Letter:
    ask, first, note, second, unknown, back = ASKS[language]
    return Letter(
        language,
        (Part("paragraph", ask),),
        (
            Button("relationship:principal_contractor", first, note=note),
            Button("relationship:joint_rnd_partner", second),
            Button("nav:unknown", unknown),
        ),
        (Button("nav:back", back), Button("nav:help", "?")),
        turn,
        "choice",
        "question",
        progress=(3, 15),
    )


def many(language: str, turn: int, picked: set[str], origin: str = "") -> Letter:
    ask, first, note, second, _unknown, back = ASKS[language]
    choices = tuple(
        Button(f"taken:{number}", label, note=note if number == 0 else "", on=f"taken:{number}" in picked)
        for number, label in enumerate((first, second, "CAD"))
    )
    return Letter(
        language,
        (Part("paragraph", ask),),
        (*choices, Button("nav:done", "OK")),
        (Button("nav:back", back),),
        turn,
        "many",
        "question",
        replace=origin,
        progress=(4, 15),
    )


def review(language: str, turn: int) -> Letter:
    ask, first, note, second, _unknown, _back = ASKS[language]
    rows = ((ask, first), (second, note), ("KRW", "350,000,000"))
    link = Button("link", "112", url="tel:112")
    return Letter(
        language,
        (Part("card", ask, rows), Part("items", "1 2 3", (("", first), ("", second)), True)),
        (Button("send", "OK"), link),
        turn=turn,
        kind="question",
    )


def receipt(language: str, turn: int) -> Letter:
    parts = (
        Part("card", KNOWN_CODE, (("→", "https://www.ftc.go.kr/ko/page?x=1."),)),
        Part("file", "PDF", ref="r1", source="report", name="SM.pdf"),
    )
    return Letter(language, parts, turn=turn, kind="receipt")


class OneCase:
    """A store that knows the state of one case."""

    def __init__(self) -> None:
        self.broken: Exception | None = None

    async def status(self, receipt: str, asker: str, at: datetime) -> CaseStatus:
        found = receipt == KNOWN_CODE
        return CaseStatus(
            receipt,
            NOON,
            (("kftc", ReferralState.TAKEN, NOON), ("mss", ReferralState.SENT, NOON)) if found else (),
            found,
        )

    def name(self, ministry: str) -> Text:
        return _("Fair Trade Commission") if ministry == "kftc" else _("Ministry of SMEs and Startups")

    def opened(self, status: CaseStatus) -> tuple[tuple[Text, Text], ...]:
        """Long words, as the names of bodies are in French."""
        who = _("an officer who leads the desk, on the 24th of November 2026 and once more on the 25th")
        return ((self.name("kftc"), who),) if status.found else ()

    async def pulse(self) -> Mapping[str, float]:
        if self.broken:
            raise self.broken
        return {"outbox_age": 0.0}
