"""After sending: passing on, sharing between desks, corrections, notices, how it ended, deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from dialogs.case_states import ReferralState
from dialogs.effects import Amend, CaseStatus, Copy, Forget, Opening, Rate, Recall, Refer, Share
from dialogs.events import Chose, FileRef, Heard, Started
from dialogs.notices import owner
from dialogs.openings import MOST, OPENERS, opened_by
from locales.text import Day
from storage.states import OfficerRole
from tests.dialogs.person import MORNING, Person, book, words
from tests.dialogs.test_conversation import at, at_review, said, sent

CODE = "SM-7K2Q-9XMD-5"
FIRST = "SM-AAAA-BBBB-C"


def hears(person: Person, kind: str, ministry: str = "kftc", receipt: str = CODE, **more: object) -> Person:
    person.does(Heard(person.at, receipt, ministry, kind, **more), "")  # type: ignore[arg-type]
    return person


_T = TypeVar("_T")


def does(person: Person, kind: type[_T]) -> list[_T]:
    return [each for each in person.effects if isinstance(each, kind)]


def keys(person: Person) -> list[str]:
    return [choice.key for reply in person.told for choice in reply.choices]


# ---- passing on ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "agreed"), [("refer", True), ("stay", False)])
@pytest.mark.parametrize("to", ["moip", "secretariat"])
def test_the_owner_decides_once_whether_a_report_is_passed_on(verb: str, agreed: bool, to: str) -> None:
    person = hears(sent(), "passed_on", words="It is a patent.", language="en", to=to)
    assert "It is a patent." in said(person)
    key = f"{verb}:kftc:{to}:{CODE}"
    assert len(key) <= 40
    person.presses(key)
    assert does(person, Refer) == [Refer(CODE, "kftc", to, agreed)]
    person.does(Chose(person.at, person.session.turn, key), "")
    assert len(does(person, Refer)) == 1
    assert "decided before" in said(person)


@pytest.mark.parametrize(("verb", "agreed"), [("joins", True), ("apart", False)])
def test_the_owner_says_whether_a_body_that_came_later_shares(verb: str, agreed: bool) -> None:
    person = sent()
    care = person.session.care.left_with(CODE, ("kftc", "moip", "mss"))
    person.session = replace(person.session, care=replace(care, shared={CODE: ("kftc", "mss")}))
    person.does(Chose(person.at, person.session.turn, f"{verb}:moip:{CODE}"), "")
    assert does(person, Share) == [Share(CODE, "moip", agreed)]
    assert ("moip" in person.session.care.beside(CODE, "mss")) is agreed
    person.does(Chose(person.at, person.session.turn, f"{verb}:nis:{CODE}"), "")
    assert len(does(person, Share)) == 1, "only a body that has the report"


@pytest.mark.parametrize("forged", [f"refer:kftc:nis:{CODE}", f"refer:mss:moip:{CODE}", f"refer:kftc:moip:{FIRST}"])
def test_only_what_was_proposed_can_be_agreed_to(forged: str) -> None:
    person = hears(sent(), "passed_on", to="moip")
    person.does(Chose(person.at, person.session.turn, forged), "")
    assert does(person, Refer) == []


@pytest.mark.parametrize("button", ["answer:kftc:{code}", "answer:nis:{code}", "set:damage:{code}:kftc"])
def test_nothing_is_given_to_a_desk_that_has_the_report_no_more(button: str) -> None:
    person = hears(sent(), "asked", questions="damage")
    others = tuple(each for each in person.session.care.sent_to[CODE] if each != "kftc")
    person.session = replace(person.session, care=person.session.care.left_with(CODE, others))
    person.does(Chose(person.at, person.session.turn, button.format(code=CODE)), "")
    assert person.session.waiting is None
    assert person.session.care.side is None
    assert "earlier message" in said(person)
    assert does(person, Amend) == []


# ---- between the desks --------------------------------------------------------------------------------


def test_the_chosen_bodies_may_share_only_when_the_owner_says_so() -> None:
    for press, given in (("agree:share", True), ("refuse:share", False)):
        person = at_review()
        person.presses("review:share")
        while person.session.stage == "share":
            person.presses(person.told[-1].choices[0].key)
        assert person.session.stage == "among"
        person.presses(press)
        person.presses("send:now")
        assert bool(person.report.consents["share"]) is given


def test_one_body_alone_has_nobody_to_share_with() -> None:
    person = at_review()
    person.presses("review:share")
    person.presses(person.told[-1].choices[0].key)
    while person.session.stage == "share":
        person.presses(person.told[-1].choices[1].key)
    assert person.session.stage == "send"
    person.presses("send:now")
    assert "share" not in person.report.consents


# ---- correcting ---------------------------------------------------------------------------------------


def test_an_answer_of_a_sent_report_is_corrected_with_the_old_one_shown() -> None:
    person = sent()
    person.presses("nav:correct")
    person.presses("nav:more")
    person.presses("fix:act_date")
    assert does(person, Recall) == [Recall(CODE, "act_date")]
    person.types("next week we will see")
    assert person.session.care.side is not None
    person.types("2024-02")
    amend = does(person, Amend)[-1]
    assert (amend.receipt, amend.quiet, amend.answers["act_date"].value) == (CODE, False, "2024-02")
    assert person.session.care.side is None
    assert person.session.form.answers["act_date"].value == "2024-02"


def test_correcting_leaves_a_new_draft_alone() -> None:
    person = at("act_date")
    person.session = person.session.with_care(filed=(FIRST,), answered={FIRST: ("counterpart_size", "ongoing")})
    before = person.session.form.answers
    person.types("/correct")
    person.types("1")
    person.presses("counterpart_size:large")
    assert does(person, Amend)[-1].receipt == FIRST
    assert person.session.form.answers == before
    person.types("2025-03")
    assert person.session.form.answers["act_date"].value == "2025-03"


def test_changing_nothing_changes_nothing() -> None:
    person = sent()
    person.types("/correct")
    person.presses("nav:later")
    assert does(person, Amend) == []
    assert person.session.care.side is None


# ---- how it ended -------------------------------------------------------------------------------------


def test_how_it_ended_is_asked_once_and_may_be_left() -> None:
    person = hears(sent(), "closed", words="Done.", language="en")
    person.presses(f"end:{CODE}")
    person.presses(f"end:{CODE}:stopped")
    person.presses(f"mark:{CODE}:stopped:4")
    assert does(person, Rate) == [Rate(CODE, "stopped"), Rate(CODE, "stopped", 4)]
    hears(person, "closed", "mss")
    assert keys(person) == []


def test_a_decline_of_one_of_several_is_not_the_end() -> None:
    person = sent()
    bodies = person.session.care.sent_to[CODE]
    hears(person, "declined", bodies[0])
    assert keys(person) == []
    for body in bodies[1:]:
        hears(person, "declined", body)
    assert keys(person) == [f"end:{CODE}"]


# ---- how news comes -----------------------------------------------------------------------------------


def test_a_short_notice_says_nothing_and_shows_all_when_pressed() -> None:
    person = sent()
    person.types("/notices")
    person.presses("notices:short")
    hears(person, "answered", words="The drawings match.", language="en")
    hears(person, "asked", words="When?", language="en", questions="damage")
    assert said(person) == "There is news about your report."
    assert CODE not in said(person)
    person.presses("news:show")
    assert "The drawings match." in said(person)
    assert f"set:damage:{CODE}:kftc" in keys(person)
    assert person.session.care.news == ()


@pytest.mark.parametrize(("hour", "silent"), [(22, True), (3, True), (9, False), (8, False), (21, True)])
def test_nights_in_korea_are_quiet(hour: int, silent: bool) -> None:
    person = sent()
    person.at = datetime(2026, 11, 24, hour, tzinfo=UTC) - timedelta(hours=9)
    hears(person, "seen")
    assert person.told[-1].silent is silent
    assert all(letter.silent is silent for letter in person.letters(person.told[-1]))
    person.types("/notices")
    person.presses("notices:loud")
    hears(person, "seen")
    assert not person.told[-1].silent


def test_every_kind_of_news_has_words_of_its_own() -> None:
    person, heads = sent(), set()
    for kind in ("seen", "taken", "asked", "passed_on", "answered", "corrected", "closed", "declined", "unopened"):
        hears(person, kind, "mss")
        heads.add(said(person).partition("\n")[0])
    hears(person, "extended", words="The lab needs longer.", language="en", day="2026-12-24")
    assert "December 24, 2026" in said(person)
    assert "The lab needs longer." in said(person)
    assert len(heads) == 9


def test_nobody_opened_it_comes_with_numbers_to_call() -> None:
    person = hears(sent(), "unopened")
    assert "call" in said(person) or any("call" in value for r in person.told for le in person.letters(r)
                                         for p in le.parts for _l, value in p.rows)  # fmt: skip
    person.presses("body:kftc")
    assert person.told


def test_an_officers_files_are_shown() -> None:
    file = FileRef("out-1", "letter.pdf", "application/pdf", 9)
    person = hears(sent(), "answered", words="See the letter.", language="en", files=(file,))
    part = person.letters(person.told[-1])[-1].parts[0]
    assert (part.kind, part.source, part.ref) == ("file", "evidence", "out-1")
    assert "letter.pdf" in part.text


def test_the_status_says_by_when_or_who_is_waited_for() -> None:
    states = (ReferralState.TAKEN, ReferralState.ASKED, ReferralState.SENT)
    rows = tuple(zip(("kftc", "mss", "secretariat"), states, (MORNING,) * 3, strict=True))
    clocks = (("kftc", "reply", date(2026, 12, 1)), ("kftc", "act", date(2026, 11, 28)), ("mss", "reply", None))
    reply = owner.status_reply(CaseStatus(CODE, MORNING, rows, True, clocks), True, book())
    parts = [part for letter in words().letters(reply, "en", 1) for part in letter.parts]
    told = [value for _label, value in parts[0].rows]
    assert "November 28, 2026" in told[0]
    assert "your answer" in told[1]
    assert len(told) == 3
    assert [value for _label, value in parts[1].rows] == ["not opened yet"] * 3


@pytest.mark.attack("security-B7")
def test_owners_alone_are_told_who_opened_the_report_and_of_some_bodies_only_whether() -> None:
    desks = ("kftc", "knpa", "nis")
    rows = tuple((desk, ReferralState.SEEN, MORNING) for desk in desks)
    days = [date(2026, 11, day) for day in range(28, 20, -1)]
    opened = tuple(Opening(desk, "lead", day) for day in days for desk in ("kftc", "nis"))
    status = CaseStatus(CODE, MORNING, rows, opened=opened)
    told = [(who.params.get("day"), who.msgid) for _body, who in opened_by(status, book())]
    assert len(told) == MOST + 2
    assert told[0] == (Day(2026, 11, 28), "{role}, {day}")
    assert [msgid for day, msgid in told if day is None] == ["not opened yet", "opened"]
    assert len(owner.status_reply(status, False, book()).blocks) == 1


def test_every_role_has_a_word_for_owners() -> None:
    assert set(OPENERS) == set(OfficerRole)


# ---- copies and deletion ------------------------------------------------------------------------------


def test_a_copy_comes_with_the_offer_of_everything() -> None:
    person = sent()
    person.presses("nav:copy")
    person.presses(f"whole:{CODE}")
    assert does(person, Copy) == [Copy(CODE), Copy(CODE, True)]


def test_nothing_of_a_deleted_report_stays_in_the_chat() -> None:
    person = hears(hears(sent(), "asked", questions="damage"), "passed_on", to="moip")
    person.session = person.session.with_care(discreet=True)
    hears(person, "answered", words="secret words", language="en")
    person.types("/delete")
    person.presses("confirm:delete")
    person.presses("confirm:delete-yes")
    assert Forget(CODE) in person.effects
    assert CODE not in repr(replace(person.session, receipt=""))
    assert "secret words" not in repr(person.session)
    assert person.session.care.discreet


def test_a_new_report_keeps_what_desks_asked_and_asks_anew_who_may_share() -> None:
    person = hears(sent(), "asked", questions="damage")
    assert person.session.with_new_draft("about").care.asked == person.session.care.asked
    person.does(Started(person.at), "")
    person.presses("about:new")
    assert "share" not in person.session.draft.consents
    assert person.session.care.asked
