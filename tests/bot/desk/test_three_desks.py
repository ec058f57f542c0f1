"""One case, three desks, a fourth body: from the report to the owner's judgement, over the refusing Telegram.

Officers act as on the console; their groups only ring. Three owners write French, Japanese and Chinese, each with a
report at the same three ministries. Everything that is said carries a mark of its own; at the end every chat is read,
and each mark stands in exactly the chats it was for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from casework.acts import Act, Asked, Closed, Noted, PassedOn, Positioned, Replied, Settled, Taken
from dialogs.events import FileRef
from storage import cases, files, messages, officers, referrals, versions
from storage.audience import OWNER, CaseReader
from storage.tables import rating
from tests.bot.desk.topics import said
from tests.bot.telegram.house import NOW, World
from tests.bot.telegram.people import Officer, Owner
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
        self.acts = itertools.count()

    async def begin(self) -> None:
        for ministry in (*THREE, "knpa"):
            self.desks[ministry] = await self.world.bound(ministry, ministry)
        for number, language in enumerate(TONGUES, 1):
            owner = self.owners[language] = self.world.owner(number, language)
            lead = THREE[number - 1]
            others = tuple(each for each in THREE if each != lead)
            self.receipts[language] = await self.world.filed(owner, lead, *others, "share")

    async def does(
        self, make: Callable[..., Act], ministry: str, whose: str, contents: Mapping[str, bytes] | None = None,
        **more: Any,
    ) -> None:  # fmt: skip
        """An officer does `make` to the case of the owner who speaks `whose`; `more` is what the act says."""
        async with self.world.store.reading() as tx:
            [who] = await officers.officers_of(tx, ministry)
        head = {"key": f"console:{next(self.acts)}", "receipt": self.receipts[whose], "ministry": ministry}
        ruling = await self.world.inbox.act(make(**head, officer=who.id, at=NOW, **more), contents or {})
        assert ruling.done, (make, ministry, whose, ruling)
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
    await story.does(Taken, "kftc", "fr")
    await story.does(Asked, "kftc", "fr", questions="contract", words="MARK-ASKED by Friday please", language="en")
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
            await story.does(Replied, ministry, language, words=f"MARK-{ministry}-{language}")
    form = FileRef("form", "MARK-FORM.pdf", "application/pdf", 4)
    await story.does(Replied, "mss", "ja", {"form": b"form"}, files=(form,))
    await story.owner_presses("zh", "answer:moip")
    await story.owner_types("zh", "MARK-SAID 我们明天寄出。")


async def desks_agree(story: Story) -> None:
    """Notes, positions and the lead's word stay among the desks; groups hear only that there is something."""
    await story.does(Noted, "mss", "fr", words="MARK-NOTE")
    await story.does(Noted, "mss", "fr", words="MARK-SHARED", shared=True)
    await story.does(Positioned, "mss", "fr", stance="supports", words="MARK-VIEW")
    await story.does(Positioned, "moip", "fr", stance="no_ground", words="MARK-OTHER-VIEW")
    await story.does(Settled, "kftc", "fr", words="MARK-SETTLED")
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
    await story.does(PassedOn, "moip", "fr", to="knpa", words="MARK-REASON")
    room, _officer = story.desks["knpa"]
    assert room.topics == {}
    await story.owner_presses("fr", "refer:moip:knpa")
    assert list(room.topics.values()) == [story.receipts["fr"]]
    assert not (await referral(story.world, story.receipts["fr"], "moip")).open
    await story.does(Replied, "knpa", "fr", words="MARK-knpa-fr")


async def ends(story: Story) -> None:
    """The leading desk closes the case; its owner says how it ended, and how satisfied."""
    await story.does(Closed, "kftc", "fr", reason="mediated", words="MARK-CLOSED")
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
    meant |= {f"MARK-{each}": set() for each in ("NOTE", "SHARED", "VIEW", "OTHER-VIEW", "SETTLED", "SAID")}
    meant |= {"MARK-FORM": {"ja"}, "MARK-PAPER": {"fr"}}
    assert {mark: story.where(mark) for mark in meant} == meant
    for language, receipt in story.receipts.items():
        there = {f"{ministry}:{language}" for ministry in (*THREE, *(("knpa",) if language == "fr" else ()))}
        assert story.where(receipt) == {language, *there}
    for room, _officer in story.desks.values():
        assert all(message.get("has_protected_content") for message in said(room))
        assert not any(mark in _words(message) for message in said(room) for mark in ("MARK", "OWNER", "Hidden Ltd"))
        warned = [m["text"] for m in said(room) if "Do not contact the other party." in m["text"]]
        assert len(warned) == len(room.topics)
        assert all(each.startswith("New report SM-") for each in warned)
