"""Groups ring: nothing of an owner reaches them, nothing typed there reaches anybody, and two buttons work once."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any, Protocol

import pytest
from sqlalchemy import func, select

from bot.desk import texts as say
from casework.acts import Act, Asked, Noted, PassedOn, Positioned, Replied, Taken
from dialogs.events import Arrival, Chose, Event, FileRef, Said, Sent, Started
from dialogs.notices.desk import KINDS, notice
from locales.text import LANGUAGES, Day
from storage import audit, officers
from storage import tables as t
from storage.members import who_writes
from storage.timestamps import ms
from tests.bot.desk.topics import ORIGIN, heard, labels, last, said, texts, topic_of
from tests.bot.desk.topics import notice as newest
from tests.bot.telegram.house import CONSOLE, NOW, World
from tests.bot.telegram.people import Officer, again, press
from tests.bot.telegram.refusing import Room, Telegram, Wire
from tests.dialogs.person import book, words
from tests.storage.world import held

pytestmark = pytest.mark.attack("officer-B3", "officer-B4")
MARKS = ("OWNER", "DESK", "Hidden Ltd", "our drawings", "contract", "French", "English")
"""Words of owners and officers, titles of what was asked, languages: none of them may be in a group."""
REACHES_NOBODY = "What is written here reaches nobody. Please answer on the console: "


# ---- what owners say ------------------------------------------------------------------------------------


class Anyone(Protocol):
    """An owner, whatever the channel."""

    async def says(self, text: str) -> None: ...
    async def sends(self, name: str, caption: str) -> None: ...
    async def presses(self, key: str) -> None: ...


class OnTelegram:
    def __init__(self, world: World) -> None:
        self.world, self.owner = world, world.owner(1, "fr")

    async def says(self, text: str) -> None:
        self.owner.says(text)
        await self.world.deal()

    async def sends(self, name: str, caption: str) -> None:
        self.owner.sends_document(b"OWNER-BYTES", name, caption=caption)
        await self.world.deal()

    async def presses(self, key: str) -> None:
        for message in reversed(self.owner.inbox):
            rows = message.get("reply_markup", {}).get("inline_keyboard", ())
            if data := next((b["callback_data"] for row in rows for b in row if key in b.get("callback_data", "")), ""):
                self.owner.presses_data(message, data)
                await self.world.deal()
                return
        raise AssertionError(f"{key} was not offered")


class OnThePage:
    def __init__(self, world: World) -> None:
        self.world, self.keys = world, itertools.count()

    async def _does(self, event: Event, contents: dict[str, bytes] | None = None) -> None:
        arrival = Arrival("web", "web:owner", f"web:{next(self.keys)}", NOW, hint="fr")
        await self.world.inbox.receive(arrival, event, contents)
        await self.world.settled()

    async def says(self, text: str) -> None:
        await self._does(Started(NOW) if text == "/start" else Said(NOW, text))

    async def sends(self, name: str, caption: str) -> None:
        ref = FileRef(f"file:{next(self.keys)}", name, "application/pdf", 11, "0" * 64, caption=caption)
        await self._does(Sent(NOW, (ref,)), {ref.id: b"OWNER-BYTES"})

    async def presses(self, key: str) -> None:
        for letter in reversed(self.world.page.letters):
            for each in (*letter.choices, *letter.nav):
                if key in each.key:
                    await self._does(Chose(NOW, letter.turn, each.key))
                    return
        raise AssertionError(f"{key} was not offered")


async def does(world: World, make: Callable[..., Act], receipt: str, ministry: str, **more: Any) -> None:
    """An officer acts on the console."""
    async with world.store.reading() as tx:
        [who] = await officers.officers_of(tx, ministry)
    key = f"console:{make.__name__}:{ministry}:{len(world.telegram.calls)}"
    act = make(key=key, receipt=receipt, ministry=ministry, officer=who.id, at=NOW, **more)
    assert (await world.inbox.act(act)).done
    await world.settled()


async def lives(world: World, owner: Anyone) -> str:
    """A report from the first word to the end, with a mark in everything that its owner types or attaches."""
    await owner.says("/start")
    await owner.sends("OWNER-DRAFT.pdf", "OWNER-REMARK")
    await owner.says("file kftc mss share")
    async with world.store.reading() as tx:
        receipt = str((await tx.first(select(t.case_.c.receipt))).receipt)
    await does(world, Taken, receipt, "kftc")
    await does(world, Asked, receipt, "kftc", questions="contract", words="DESK-ASKED", language="en")
    await owner.presses("set:contract")
    for key in ("kind:make", "nav:done", "written:yes"):
        await owner.presses(key)
    for text in ("2021-03", "2022-06"):
        await owner.says(text)
    await owner.sends("OWNER-PAPER.pdf", "OWNER-CAPTION")
    await owner.presses("nav:done")
    await does(world, Replied, receipt, "mss", words="DESK-REPLY", language="en")
    await owner.presses("answer:mss")
    await owner.says("OWNER-ANSWER to the ministry")
    await owner.says("OWNER-ADDED to everybody")
    await owner.presses("keep:add")
    await owner.sends("OWNER-LATER.pdf", "OWNER-LATER-REMARK")
    await does(world, Noted, receipt, "mss", words="DESK-NOTE", shared=True)
    await does(world, Positioned, receipt, "mss", stance="supports", words="DESK-VIEW")
    await does(world, PassedOn, receipt, "mss", to="moip", words="DESK-REASON")
    await owner.presses("refer:mss:moip")
    return receipt


@pytest.mark.parametrize("channel", [OnTelegram, OnThePage])
async def test_nothing_that_an_owner_says_reaches_a_group(
    world: World, telegram: Telegram, channel: Callable[[World], Anyone]
) -> None:
    rooms = {ministry: (await world.bound(ministry, ministry))[0] for ministry in ("kftc", "mss", "moip")}
    receipt = await lives(world, channel(world))
    calls = [call for call in telegram.calls if call.bot.username == "officers"]
    told = json.dumps([(call.method, call.args) for call in calls], ensure_ascii=False, default=str)
    assert [mark for mark in MARKS if mark in told] == []
    titles = {ministry: [each.splitlines()[0] for each in texts(room)[1:]] for ministry, room in rooms.items()}
    assert titles["kftc"][:2] == [f"New report {receipt}", f"The owner answered you on report {receipt}"]
    assert f"The owner added to report {receipt}" in titles["kftc"]
    assert f"Another desk left something on report {receipt}" in titles["kftc"]
    assert titles["mss"][-1] == f"The owner decided whether report {receipt} is passed on"
    assert titles["moip"] == [f"New report {receipt}"]
    for room in rooms.values():
        assert all(f"{CONSOLE}/desk/case/{receipt}" in each for each in texts(room)[1:])
        assert len([each for each in texts(room) if "Do not contact" in each]) == 1
        assert [labels(m) for m in said(room) if "reply_markup" in m] == [["Take it", "Cannot act"]]


def test_a_notice_says_which_report_what_kind_how_urgent_and_by_when() -> None:
    told = [words().letters(notice("new", "SM-7K2Q-9XMD-5", True, Day(2026, 3, 5)), tongue, 0) for tongue in LANGUAGES]
    shown = {
        letters[0].language: [(part.text, part.rows) for letter in letters for part in letter.parts] for letters in told
    }
    assert shown["en"] == [
        ("New report SM-7K2Q-9XMD-5", (("Urgent", "yes"), ("Due", "March 5, 2026"))),
        ("Do not contact the other party.", ()),
    ]
    assert shown["ko"] == [
        ("새 신고 SM-7K2Q-9XMD-5", (("긴급", "네"), ("기한", "2026년 3월 5일"))),
        ("상대방에게 연락하지 말아 주세요.", ()),
    ]
    assert all(len(said) == 2 for said in shown.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_names_the_report_and_nothing_else(kind: str) -> None:
    for language in LANGUAGES:
        for letter in words().letters(notice(kind, "SM-7K2Q-9XMD-5", False, None), language, 0):
            assert "SM-7K2Q-9XMD-5" in letter.parts[0].text
            assert [label for label, _value in letter.parts[0].rows] == [words().say(_urgent(), language)]
            assert [each.key for each in letter.choices] == (["take", "no"] if kind == "new" else [])


def _urgent() -> Any:
    card: Any = notice("new", "x", False, None).blocks[0]
    return card.rows[0][0]


# ---- what officers type ---------------------------------------------------------------------------------

FORMER = ("who", "seen", "take", "release", "handover", "reply", "ask", "files", "note", "share", "position", "settle",
          "pass", "extend", "close", "decline")  # fmt: skip
"""Commands that groups had once."""


def types_everything(who: Officer, thread: int, **more: Any) -> list[Wire]:
    """Every way of saying something in a group, each with a mark."""
    telegram = who.telegram
    first = who.says("TYPED words for the owner", thread, **more)
    photo = [telegram.store_file(b"TYPED", "", "", width=90, height=51)]
    return [
        first,
        who.says("// TYPED aside", thread, **more),
        *(who.says(f"/{name} TYPED words", thread, **more) for name in FORMER),
        who.says("/take@officers", thread, **more),
        who.sends_document(b"TYPED bytes", "TYPED.pdf", thread, caption="TYPED caption", **more),
        who.sends(thread, photo=photo, media_group_id="7", **more),
        who.sends(thread, location={"latitude": 37.5, "longitude": 127.0}, **more),
        who.says("TYPED elsewhere", thread, forward_origin=ORIGIN, **more),
        who.edits(first, "TYPED anew"),
    ]


async def rows_of(world: World) -> dict[str, int]:
    """How many rows each table has."""
    async with world.store.reading() as tx:
        return {
            table.name: (await tx.first(select(func.count().label("n")).select_from(table))).n
            for table in t.metadata.sorted_tables
        }


async def after_typing(world: World, room: Room, receipt: str, types: Callable[[int], list[Wire]]) -> None:
    """Whatever `types` does in the topic and outside of it is answered once at each, and changes nothing."""
    owner, thread, before = world.owner(1), topic_of(room, receipt), await rows_of(world)
    inbox, told, downloads = len(owner.inbox), len(texts(room)), len(world.telegram.sent("getFile"))
    updates = [*types(thread), *types(0)]
    await world.deal()
    for update in updates:
        await world.officers.take(world.raw(again(update)))
    await world.settled()
    assert texts(room)[told:] == [f"{REACHES_NOBODY}{CONSOLE}/desk/case/{receipt}", f"{REACHES_NOBODY}{CONSOLE}/desk"]
    assert len(owner.inbox) == inbox
    assert len(world.telegram.sent("getFile")) == downloads
    now = await rows_of(world)
    assert {name: now[name] - before[name] for name in now if now[name] != before[name]} == {"arrival": 2}
    async with world.store.reading() as tx:
        row = await held(tx, receipt)
        assert "TYPED" not in "".join(str(each) for each in (await tx.line.execute(select(t.arrival))).all())
    assert (row.state, row.version) == ("sent", 0)


async def test_what_an_officer_types_reaches_nobody_and_is_answered_once(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    await after_typing(world, room, receipt, lambda thread: types_everything(park, thread))


async def test_strangers_and_anonymous_administrators_get_no_more_than_that(world: World, telegram: Telegram) -> None:
    room, _park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    nobody = Officer(telegram, world.officers_account(), room, 31337, "Nobody")
    hidden = Officer(telegram, world.officers_account(), room, 31338, "Hidden")

    def both(thread: int) -> list[Wire]:
        return [*types_everything(nobody, thread), *types_everything(hidden, thread, sender_chat=room.wire())]

    await after_typing(world, room, receipt, both)


async def test_a_topic_of_no_case_is_answered_once_too(world: World, telegram: Telegram) -> None:
    room, park = await world.bound("kftc", "KFTC")
    made = telegram.do_createForumTopic(world.officers_account(), {"chat_id": room.id, "name": "Lunch"})
    for text in ("noodles?", "/take"):
        park.says(text, thread=made["message_thread_id"])
    await world.deal()
    assert texts(room, made["message_thread_id"]) == [f"{REACHES_NOBODY}{CONSOLE}/desk"]


@pytest.mark.parametrize(
    "data", ["12|seen", "12|how", "prep|send|preserve", "ask|yes|contract", "hand|someone", "close|mediated",
             "pass|knpa", "held|yes|1", "case|seen"]
)  # fmt: skip
async def test_a_button_of_an_older_notice_leads_to_the_console(world: World, telegram: Telegram, data: str) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1)
    receipt = await world.filed(kim, "kftc")
    before, told = len(kim.inbox), len(texts(room))
    press(telegram, world.officers_account(), park.person, newest(room), data)
    await world.deal()
    shown = telegram.sent("answerCallbackQuery")[-1]["text"]
    assert shown == f"This is done on the console now: {CONSOLE}/desk/case/{receipt}"
    assert (len(kim.inbox), len(texts(room))) == (before, told)
    async with world.store.reading() as tx:
        assert (await held(tx, receipt)).state == "sent"


# ---- two buttons ----------------------------------------------------------------------------------------


async def nobody_acts(world: World, room: Room, receipt: str, data: str) -> None:
    """People who may not press anything do, in every way."""
    telegram, bot = world.telegram, world.officers_account()
    elsewhere = await world.joins(room, "mss", 501, name="Elsewhere")
    gone = await world.joins(room, "kftc", 502, name="Gone")
    async with world.store.transaction() as tx:
        await officers.revoke(tx, (await who_writes(tx, "telegram:502")).officer, ms(NOW), "house")
    hidden = Officer(telegram, bot, room, 1087968824, "GroupAnonymousBot")
    for who in (elsewhere, gone, hidden, Officer(telegram, bot, room, 503, "Stranger")):
        press(telegram, bot, who.person, newest(room), data)
    await world.deal()
    async with world.store.reading() as tx:
        row = await held(tx, receipt)
    assert (row.state, row.holder, row.version) == ("sent", "", 0)


async def acts_of(world: World, receipt: str) -> list[str]:
    """What officers did to a case, by the log."""
    async with world.store.reading() as tx:
        return [line.action for line in await audit.history(tx, f"{receipt}:kftc")]


async def at_three_workers(world: World, update: Wire) -> None:
    await asyncio.gather(*(world.officers.take(world.raw(again(update))) for _ in range(3)))
    await world.settled()


async def test_a_report_is_taken_once_and_by_officers_only(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    kim = world.owner(1, "fr")
    receipt = await world.filed(kim, "kftc")
    await nobody_acts(world, room, receipt, "1|take")
    await at_three_workers(world, park.presses(newest(room), "Take it"))
    assert await acts_of(world, receipt) == ["taken"]
    assert heard(kim, "Un agent s’occupe maintenant de votre signalement") == 1
    assert texts(room)[-1] == f"Report {receipt} is taken. The owner is told."
    assert len([each for each in texts(room) if "is taken" in each]) == 1
    async with world.store.reading() as tx:
        assert (await held(tx, receipt)).holder == (await who_writes(tx, f"telegram:{park.person.id}")).officer


async def test_a_report_is_declined_once_with_a_listed_reason_that_its_owner_reads(world: World) -> None:
    room, park = await world.bound("kftc", "KFTC")
    colleague = await world.joins(room, "kftc", 12345, name="Choi")
    kim = world.owner(1, "fr")
    receipt = await world.filed(kim, "kftc")
    reasons = {each.id: each for each in book().knowledge.replies.values() if each.kind == "declined"}
    await nobody_acts(world, room, receipt, "1|no")
    await nobody_acts_on_reasons(world, room, receipt)
    await at_three_workers(world, park.presses(newest(room), "Cannot act"))
    question = last(room)
    assert len([m for m in said(room) if "Why can you not act" in m["text"]]) == 1
    assert labels(question) == [words().say(each.label, "en") for each in reasons.values()]
    assert await acts_of(world, receipt) == []
    picked = reasons["declined-not-ours"]
    update = park.presses(question, words().say(picked.label, "en"))
    colleague.presses(question, words().say(reasons["declined-too-late"].label, "en"))
    await world.deal()
    await at_three_workers(world, update)
    assert await acts_of(world, receipt) == ["declined"]
    assert heard(kim, words().say(picked.says, "fr")) == 1
    assert last(room)["text"] == f"Report {receipt} is declined. The owner reads the reason."
    assert "reply_markup" not in last(room)


async def nobody_acts_on_reasons(world: World, room: Room, receipt: str) -> None:
    stranger = Officer(world.telegram, world.officers_account(), room, 504, "Stranger")
    press(world.telegram, world.officers_account(), stranger.person, newest(room), "no|declined-not-ours")
    await world.deal()
    assert await acts_of(world, receipt) == []


@pytest.mark.parametrize("reason", ["closed-settled", "preserve", "own_words", "nothing", ""])
async def test_only_a_listed_reason_declines(world: World, telegram: Telegram, reason: str) -> None:
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    press(telegram, world.officers_account(), park.person, newest(room), f"no|{reason}")
    await world.deal()
    assert telegram.sent("answerCallbackQuery")[-1]["text"] == words().say(say.REFUSED["wrong"], "en")
    assert await acts_of(world, receipt) == []
