"""One case, three desks, a fourth body: from the report to the owner's judgement, over the refusing Telegram.

Three owners write French, Japanese and Chinese, each with a report at the same three ministries. Everything that is
said carries a mark of its own; at the end every chat is read, and each mark stands in exactly the chats it was for.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage import cases, files, messages, referrals, versions
from storage.audience import OWNER, CaseReader
from storage.tables import rating
from tests.bot.desk.topics import last, said, topic_of
from tests.bot.telegram.house import World
from tests.bot.telegram.people import Officer, Owner, press
from tests.bot.telegram.refusing import Room, Wire

THREE = ("kftc", "mss", "moip")
TONGUES = ("fr", "ja", "zh")


class Story:
    """The world with its desks, officers, owners and their receipts, each by the ministry's or the language's name."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.desks: dict[str, tuple[Room, Officer]] = {}
        self.owners: dict[str, Owner] = {}
        self.receipts: dict[str, str] = {}

    async def begin(self) -> None:
        for ministry in (*THREE, "knpa"):
            self.desks[ministry] = await self.world.bound(ministry, ministry)
        for number, language in enumerate(TONGUES, 1):
            owner = self.owners[language] = self.world.owner(number, language)
            lead = THREE[number - 1]
            others = tuple(each for each in THREE if each != lead)
            self.receipts[language] = await self.world.filed(owner, lead, *others, "share")

    def topic(self, ministry: str, language: str) -> int:
        return topic_of(self.desks[ministry][0], self.receipts[language])

    async def types(self, ministry: str, language: str, words: str) -> None:
        """The officer of a ministry types in the topic of an owner's case."""
        self.desks[ministry][1].says(words, thread=self.topic(ministry, language))
        await self.world.deal()

    async def desk_presses(self, ministry: str, language: str, data: str) -> None:
        """The officer presses what the last question of the topic offers."""
        room, officer = self.desks[ministry]
        question = last(room, self.topic(ministry, language))
        press(self.world.telegram, self.world.officers_account(), officer.person, question, _found(question, data))
        await self.world.deal()

    async def owner_presses(self, language: str, data: str) -> None:
        """The owner presses the latest button that says this."""
        owner = self.owners[language]
        message = next(m for m in reversed(owner.inbox) if _found(m, data))
        owner.presses_data(message, _found(message, data))
        await self.world.deal()

    async def owner_types(self, language: str, words: str) -> None:
        self.owners[language].says(words)
        await self.world.deal()

    def where(self, mark: str) -> set[str]:
        """The chats in which a bot said something with this mark: owners by language, topics as ministry:language."""
        found = {name for name, owner in self.owners.items() if any(mark in _words(m) for m in owner.inbox)}
        names = {receipt: language for language, receipt in self.receipts.items()}
        for ministry, (room, _officer) in self.desks.items():
            for message in room.messages.values():
                if message["from"]["is_bot"] and mark in _words(message):
                    topic = room.topics.get(message.get("message_thread_id", 0), "")
                    found.add(f"{ministry}:{names.get(topic, topic)}")
        return found


def _words(message: Wire) -> str:
    file = message.get("document", {}).get("file_name", "")
    return f"{message.get('text', '')} {message.get('caption', '')} {file}"


def _found(message: Wire, data: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return next((b["callback_data"] for row in rows for b in row if data in b.get("callback_data", "")), "")


async def referral(world: World, receipt: str, ministry: str) -> Any:
    async with world.store.reading() as tx:
        return await referrals.referral(tx, receipt, ministry)


async def test_three_ministries_work_one_case_and_every_word_reaches_only_whom_it_is_for(world: World) -> None:
    story = Story(world)
    await story.begin()
    await asks(story)
    await owners_answer(story)
    await everybody_writes(story)
    await desks_agree(story)
    await goes_to_a_fourth(story)
    await ends(story)
    check(story)


async def asks(story: Story) -> None:
    """The leading desk takes the case and asks for papers."""
    await story.types("kftc", "fr", "/take")
    await story.types("kftc", "fr", "/ask MARK-ASKED by Friday please")
    await story.desk_presses("kftc", "fr", "ask|set|contract")
    await story.desk_presses("kftc", "fr", "ask|yes|contract")
    row = await referral(story.world, story.receipts["fr"], "kftc")
    assert (row.state, bool(row.holder)) == ("asked", True)


async def owners_answer(story: Story) -> None:
    """The owner answers question by question, with a file; the answers land in the case."""
    await story.owner_presses("fr", "set:contract")
    await story.owner_presses("fr", "kind:make")
    await story.owner_presses("fr", "nav:done")
    await story.owner_presses("fr", "written:yes")
    await story.owner_types("fr", "2021-03")
    await story.owner_types("fr", "2022-06")
    story.owners["fr"].sends_document(b"the contract", "MARK-PAPER.pdf")
    await story.world.deal()
    await story.owner_presses("fr", "nav:done")
    async with story.world.store.reading() as tx:
        case = await cases.load_case(tx, story.receipts["fr"])
        assert case is not None
        assert case.file is not None
        assert case.key is not None
        for desk, told in (("kftc", True), ("mss", False), ("moip", False)):
            read = await versions.as_read(tx, case.file, case.key, CaseReader(desk))
            assert any(key.startswith("set.contract.") for key in read.answers) is told, desk
        names = [each.name for each in await files.files_of(tx, case.receipt, OWNER)]
    assert names == ["MARK-PAPER.pdf"]


async def everybody_writes(story: Story) -> None:
    """Each desk writes to each owner, with a file to one; an owner answers one desk in own words."""
    for ministry in THREE:
        for language in TONGUES:
            await story.types(ministry, language, f"MARK-{ministry}-{language}")
    _room, officer = story.desks["mss"]
    officer.sends_document(b"form", "MARK-FORM.pdf", story.topic("mss", "ja"))
    await story.world.deal()
    await story.owner_presses("zh", "answer:moip")
    await story.owner_types("zh", "MARK-SAID 我们明天寄出。")


async def desks_agree(story: Story) -> None:
    """Notes, positions and the lead's word stay among the desks; groups hear only that there is something."""
    await story.types("mss", "fr", "/note MARK-NOTE")
    await story.types("mss", "fr", "/share MARK-SHARED")
    await story.types("mss", "fr", "/position supports MARK-VIEW")
    await story.types("moip", "fr", "/position none MARK-OTHER-VIEW")
    await story.types("kftc", "fr", "/settle MARK-SETTLED")
    async with story.world.store.reading() as tx:
        case = await cases.load_case(tx, story.receipts["fr"])
        assert case is not None
        assert case.key is not None
        spoken = await messages.spoken(tx, case.key, case.receipt, OWNER)
    notes = [(each.kind, each.words) for each in spoken if each.direction == "note"]
    assert notes == [
        ("note", "MARK-NOTE"),
        ("shared", "MARK-SHARED"),
        ("position:supports", "MARK-VIEW"),
        ("position:no_ground", "MARK-OTHER-VIEW"),
        ("settled", "MARK-SETTLED"),
    ]


async def goes_to_a_fourth(story: Story) -> None:
    """A desk holds the case to be the police's; they learn of it when the owner has agreed, not before."""
    await story.types("moip", "fr", "/pass knpa MARK-REASON")
    await story.desk_presses("moip", "fr", "pass|knpa")
    room, _officer = story.desks["knpa"]
    assert room.topics == {}
    await story.owner_presses("fr", "refer:moip:knpa")
    assert list(room.topics.values()) == [story.receipts["fr"]]
    assert not (await referral(story.world, story.receipts["fr"], "moip")).open
    await story.types("knpa", "fr", "MARK-knpa-fr")


async def ends(story: Story) -> None:
    """The leading desk closes the case; its owner says how it ended, and how satisfied."""
    await story.types("kftc", "fr", "/close MARK-CLOSED")
    await story.desk_presses("kftc", "fr", "close|mediated")
    receipt = story.receipts["fr"]
    await story.owner_presses("fr", f"end:{receipt}")
    await story.owner_presses("fr", f"end:{receipt}:settled")
    await story.owner_presses("fr", f"mark:{receipt}:settled:4")
    async with story.world.store.reading() as tx:
        row = await tx.first(select(rating).where(rating.c.receipt == receipt))
    assert (row.outcome, row.satisfaction) == ("settled", 4)


def check(story: Story) -> None:
    """Every mark, and the chats it may stand in: nowhere else did a bot say it."""
    meant: dict[str, set[str]] = {
        f"MARK-{ministry}-{language}": {language} for ministry in THREE for language in TONGUES
    }
    meant |= {f"MARK-{each}": {"fr"} for each in ("ASKED", "knpa-fr", "REASON", "CLOSED")}
    meant |= {f"MARK-{each}": set() for each in ("NOTE", "SHARED", "VIEW", "OTHER-VIEW", "SETTLED")}
    meant |= {"MARK-FORM": {"ja"}, "MARK-PAPER": {"fr"}}
    meant["MARK-SAID"] = {"moip:zh"}
    assert {mark: story.where(mark) for mark in meant} == meant
    for language, receipt in story.receipts.items():
        there = {f"{ministry}:{language}" for ministry in (*THREE, *(("knpa",) if language == "fr" else ()))}
        assert story.where(receipt) == {language, *there}
    for room, _officer in story.desks.values():
        assert all(message.get("has_protected_content") for message in said(room))
        assert not any("Hidden Ltd" in _words(message) for message in said(room))
        notices = [m for m in said(room) if _found(m, "|take")]
        assert all(m["text"].startswith("Do not contact the other party.") for m in notices)
