"""The papers as a list to tick: in the draft, after sending, kept with the case, seen by the desks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.inbox.batch import begin
from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.outbox.outbox import Outbox
from bot.outbox.transport import OutgoingRow
from dialogs import notices
from dialogs.effects import Amend, File
from dialogs.engine import step
from dialogs.events import Arrival, Chose, Started
from dialogs.form import due
from dialogs.guide.checklist import ON_A_PAGE, is_complete, states
from dialogs.replies import Items, Reply
from dialogs.session import Session, Turn
from dialogs.stages import share
from locales.text import LANGUAGES
from storage import cases, groups, sessions
from storage.codec import pack, unpack
from storage.keyring import open_ring
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.vault import Vault
from tests.databases import sqlite_in
from tests.dialogs.person import MORNING, Person, book, words
from tests.dialogs.stories import STORIES, tell
from web.console.case_view import Viewing

STORY = "subcontractors_drawings"


def at_review(language: str = "en") -> Person:
    return tell(STORY, language, STORIES[STORY][1].index("!review:add"))


def listing(person: Person) -> Person:
    """The same person, with the list of papers on the screen."""
    if person.session.stage == "sent":
        person.presses("guide:steps")
    else:
        person.presses("review:guide")
    person.presses("guide:papers")
    return person


def shown(person: Person) -> Items:
    return next(block for reply in person.told for block in reply.blocks if isinstance(block, Items))


def ticks(reply: Reply) -> dict[str, bool]:
    return {each.key.partition(":")[2]: each.on for each in reply.choices if each.key.startswith("tick:")}


def amends(person: Person) -> list[Amend]:
    return [each for each in person.effects if isinstance(each, Amend)]


def send(person: Person) -> None:
    person.presses("nav:open")
    person.presses("review:share")
    while person.session.stage in {"share", "among"}:
        person.presses(person.told[-1].choices[0].key)
    person.presses("send:now")


def test_a_tick_is_kept_shown_and_taken_back() -> None:
    person = listing(at_review())
    first, second = list(ticks(person.told[-1]))[:2]
    person.presses(f"tick:{second}")
    assert second in person.session.draft.ticked
    assert ticks(person.told[-1])[second]
    assert not ticks(person.told[-1])[first]
    assert person.told[-1].replace
    person.presses(f"tick:{second}")
    assert person.session.draft.ticked == ()
    assert not any(ticks(person.told[-1]).values())


def test_every_paper_says_why_it_counts_and_how_to_get_it() -> None:
    person = listing(at_review())
    said = [words().say(each, "en") for each in shown(person).items]
    for paper, line in zip(ticks(person.told[-1]), said, strict=True):
        record = book().knowledge.papers[paper]
        assert words().say(record.how, "en") in line
        assert words().say(record.title, "en") in line


def test_a_ticked_paper_is_said_to_be_at_hand_in_words_too() -> None:
    person = listing(at_review())
    paper = next(iter(ticks(person.told[-1])))
    person.presses(f"tick:{paper}")
    assert "(at hand)" in words().say(shown(person).items[0], "en")
    letter = person.letters(person.told[-1])[-1]
    assert letter.parts[0].text.startswith("At hand: 1 of ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_has_pages_that_fit_one_message(language: str) -> None:
    person = listing(at_review(language))
    seen: set[str] = set()
    for _ in range(5):
        assert len(person.told[-1].choices) <= 10
        assert len(ticks(person.told[-1])) <= ON_A_PAGE
        assert len(person.letters(person.told[-1])) == 1
        assert all(len(each.key.encode()) <= 40 for each in person.told[-1].choices)
        seen |= set(ticks(person.told[-1]))
        more = [each.key for each in person.told[-1].choices if each.key.startswith("guide:papers:")]
        if not more:
            break
        person.presses(more[0])
    assert len(seen) > ON_A_PAGE


def test_a_tick_on_the_second_page_stays_on_it() -> None:
    person = listing(at_review())
    person.presses("guide:papers:1")
    page = list(ticks(person.told[-1]))
    person.presses(f"tick:{page[0]}")
    assert list(ticks(person.told[-1])) == page


def test_a_paper_that_is_not_on_the_list_ticks_nothing() -> None:
    person = listing(at_review())
    person.does(Chose(person.at, person.session.turn, "tick:moon_rock"), "")
    assert person.session.draft.ticked == ()
    assert person.told[-1].kind == "question"


def test_ticks_travel_with_the_report_and_later_ones_amend_it() -> None:
    person = listing(at_review())
    first, second = list(ticks(person.told[-1]))[:2]
    person.presses(f"tick:{first}")
    send(person)
    assert person.report.ticked == (first,)
    assert amends(person) == []
    listing(person)
    assert ticks(person.told[-1])[first]
    person.presses(f"tick:{second}")
    assert amends(person)[-1] == Amend(person.report.receipt, language="en", ticked=(first, second))
    person.presses(f"tick:{first}")
    assert amends(person)[-1].ticked == (second,)
    assert amends(person)[-1].only_ticks


def test_erasing_and_a_new_report_begin_with_no_tick() -> None:
    person = listing(at_review())
    person.presses(next(f"tick:{each}" for each in ticks(person.told[-1])))
    draft = replace(person.session)
    person.types("/cancel")
    person.presses("confirm:cancel")
    assert person.session.draft.ticked == ()
    person.session = draft
    person.types("/review")
    send(listing(person))
    assert person.session.draft.ticked
    person.presses("about:new")
    assert person.session.draft.ticked == ()
    person.session = replace(draft, stage="sent").with_care(filed=("SM-7K2Q-9XMD-5",))
    person.types("/delete")
    person.presses("confirm:delete")
    person.presses("confirm:delete-yes")
    assert person.session.draft.ticked == ()


def test_a_report_and_a_session_of_before_the_list_are_still_read() -> None:
    person = at_review()
    send(person if person.told[-1].choices[0].key == "nav:open" else listing(person))
    old = pack(person.report).replace(b',"ticked":[]', b"")
    assert b"ticked" not in old
    assert unpack(old).ticked == ()


# ---- at the desks -------------------------------------------------------------------------------------


def filed(*ticked: str) -> File:
    person = at_review()
    send(listing(person))
    return replace(person.report, ticked=ticked)


def test_the_console_says_of_every_paper_whether_it_is_at_hand() -> None:
    report = filed("orders")
    told = [value for _title, value in states(report.guide, report.ticked, book()).rows]
    assert {words().word(value, "en") for value in told} == {"at hand", "not yet"}
    view = Viewing(words(), book())
    parts = view._parts(view._section("papers", report, report.guide), "ko")
    assert parts[0].kind == "card"
    assert len(parts[0].rows) == len(report.guide.missing)


# ---- in the store -------------------------------------------------------------------------------------


class Notes:
    """A post that keeps what it sends."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    async def send(self, row: OutgoingRow, letter: object) -> str:
        self.sent.append((row.chat, repr(letter)))
        return str(len(self.sent))


async def press(store: Store, posts: Notes, session: Session, *keys: str) -> None:
    """Press buttons, each in a process of its own: whatever memory held is gone between two of them."""
    for n, key in enumerate(keys):
        outbox = Outbox(store, {"web": posts, "desk": posts})
        async with Inbox(store, step, Effects(book(), words(), notices), outbox) as inbox:
            arrival = Arrival("web", session.chat, f"{key}:{n}:{len(posts.sent)}", MORNING, "en")
            await inbox.receive(arrival, Chose(MORNING, 0, key) if key else Started(MORNING), {})


async def test_ticks_survive_restarts_sending_and_amending(tmp_path: Path) -> None:
    store = await Store.open(sqlite_in(tmp_path), Vault(open_ring(tmp_path / "keys", MORNING)))
    posts = Notes()
    person = listing(at_review())
    kept = begin(store.vault, person.session.chat, MORNING, "en")
    kept.session = replace(person.session, receipt=kept.session.receipt)
    async with store.transaction() as tx:
        await sessions.keep(tx, [kept], ms(MORNING) // DAY)
    guide = due.guide_of(Turn(person.session, book(), MORNING))
    papers, bodies = [each.paper for each in guide.missing], share.bodies_for(guide, book())
    await press(store, posts, person.session, f"tick:{papers[0]}", f"tick:{papers[9]}")
    sending = ("review:share", *(f"share:{each}" for each in bodies), "agree:share", "send:now")
    await press(store, posts, person.session, *sending)
    await press(store, posts, person.session, f"tick:{papers[1]}", f"tick:{papers[0]}")
    async with store.reading() as tx:
        case = await cases.load_case(tx, kept.session.receipt)
        done = [row[0] for row in await tx.all(text("SELECT action FROM audit ORDER BY id"))]
    await store.close()
    assert case is not None
    assert case.file is not None
    assert case.file.ticked == (papers[1], papers[9])
    assert not is_complete(case.file, case.file.ticked)
    assert done == ["filed", "ticked", "ticked"]


async def test_a_group_is_told_once_when_nothing_is_missing_any_more(tmp_path: Path) -> None:
    store = await Store.open(sqlite_in(tmp_path), Vault(open_ring(tmp_path / "keys", MORNING)))
    posts, person = Notes(), listing(at_review())
    kept = begin(store.vault, person.session.chat, MORNING, "en")
    kept.session = replace(person.session, receipt=kept.session.receipt)
    guide = due.guide_of(Turn(person.session, book(), MORNING))
    bodies = share.bodies_for(guide, book())
    async with store.transaction() as tx:
        await sessions.keep(tx, [kept], ms(MORNING) // DAY)
        await groups.bind_desk(tx, await groups.invite_desk(tx, bodies[0], "en", 1), "desk:-100", 0)
    sending = ("review:share", *(f"share:{each}" for each in bodies), "agree:share", "send:now")
    await press(store, posts, person.session, *sending)
    before = sum(chat == "desk:-100" for chat, _ in posts.sent)
    await press(store, posts, person.session, *(f"tick:{each.paper}" for each in guide.missing))
    told = [letter for chat, letter in posts.sent if chat == "desk:-100"][before:]
    await store.close()
    assert len(told) == 1
    assert "The owner added to report" in told[0]
