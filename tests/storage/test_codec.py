"""Nouns go through bytes and come back as they were."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.awaited import ForAddition, ForAnswer, ForCode, ForSecretYes, ForWithdrawal, Waiting
from dialogs.events import FileRef
from dialogs.questions import Answer, State
from dialogs.session import Aftercare, Draft, Ended, Form, Passing, Session, Side
from locales.text import Day, Link, Param, Raw, Text, Won, _
from storage.codec import AWAITED, FORM, UnknownNoun, pack, pack_session, unpack, unpack_session
from tests.storage.world import GUIDE, report

_ANSWERS = st.builds(
    Answer,
    st.text() | st.integers(0, 2**53) | st.lists(st.text(), max_size=4).map(tuple),
    st.sampled_from(State),
    st.text(),
    st.sampled_from(["ko", "en", ""]),
)
_FORMS = st.builds(Form, answers=st.dictionaries(st.text(), _ANSWERS, max_size=6), asking=st.text(), anew=st.booleans())
_SESSIONS = st.builds(
    Session,
    st.text(min_size=1),
    st.just("SM-0000-0000-0"),
    turn=st.integers(0, 10_000),
    draft=st.builds(
        Draft,
        form=_FORMS,
        trail=st.lists(st.text(), max_size=4).map(tuple),
        consents=st.dictionaries(st.text(), st.text(), max_size=3),
        files=st.lists(st.builds(FileRef, *[st.text()] * 3, st.integers(0, 2**40)), max_size=2).map(tuple),
    ),
    care=st.builds(
        Aftercare,
        asked=st.lists(st.builds(Side, *[st.text()] * 3, form=_FORMS, over=st.booleans()), max_size=2).map(tuple),
        passing=st.lists(st.builds(Passing, *[st.text()] * 3), max_size=2).map(tuple),
        ended=st.lists(st.builds(Ended, *[st.text()] * 2), max_size=2).map(tuple),
    ),
)


@given(_SESSIONS)
def test_a_session_comes_back_as_it_was(session: Session) -> None:
    assert unpack_session(pack_session(session)) == session


@given(_SESSIONS)
def test_a_report_comes_back_as_it_was(session: Session) -> None:
    file = replace(report(session), answers=session.form.answers, files=session.draft.files)
    assert unpack(pack(file)) == file


def test_a_guide_comes_back_with_all_kinds_of_params() -> None:
    params: dict[str, Param] = {"d": Day(2026, 3), "l": Link("tel:112", True), "t": (Won(3), Raw("x"), _("{n}", n=2))}
    guide = replace(GUIDE, refused=(replace(GUIDE.refused[0], why=Text("하나", params, "c", "content", "many")),))
    assert unpack(pack(guide)) == guide


def test_what_is_no_session_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        unpack_session(zlib.compress(msgspec.msgpack.encode({"chat": 1})))


def test_a_field_that_came_later_has_its_default() -> None:
    old = zlib.compress(msgspec.msgpack.encode({"chat": "web:1", "receipt": "SM-0000-0000-0", "gone": 1}))
    assert unpack_session(old) == Session("web:1", "SM-0000-0000-0")


SAMPLE = Session("web:1", "SM-0000-0000-0", care=Aftercare(filed=("SM-1", "SM-2")))
OLD_ASIDES: Mapping[str, Waiting | None] = {
    "status": ForCode(),
    "answer:kftc:SM-1": ForAnswer("kftc", "SM-1"),
    "held:story:one: two\nthree": ForSecretYes("story", "one: two\nthree"),
    "held:set.damage.cost:many": ForSecretYes("set.damage.cost", "many"),
    "held::and: more": ForAddition("SM-2", "and: more"),
    "report:SM-1": ForWithdrawal("SM-1"),
    "": None,
    "something:else": None,
}


@pytest.mark.parametrize("aside", [*OLD_ASIDES, "anew:"])
def test_what_was_waited_for_before_forms_had_numbers_still_is(aside: str) -> None:
    flat = {"chat": "web:1", "receipt": "SM-0000-0000-0", "filed": ["SM-1", "SM-2"], "aside": aside}
    session = unpack_session(zlib.compress(msgspec.msgpack.encode(flat), 1))
    assert session == replace(SAMPLE, waiting=OLD_ASIDES.get(aside)).with_form(Form(anew=aside == "anew:"))


@pytest.mark.parametrize("waiting", [each for each in OLD_ASIDES.values() if each])
def test_what_is_waited_for_is_stored_by_its_tag(waiting: Waiting) -> None:
    session = replace(SAMPLE, waiting=waiting)
    packed = pack_session(session)
    assert unpack_session(packed) == session
    parked = msgspec.msgpack.decode(zlib.decompress(packed.removeprefix(FORM)))
    assert AWAITED[parked["waiting"]["$"]] is type(waiting)


def test_everything_that_can_be_waited_for_has_a_tag() -> None:
    assert set(AWAITED.values()) == set(get_args(Waiting))


def test_a_field_of_today_that_came_later_has_its_default_too() -> None:
    stored = {"chat": "web:1", "receipt": "SM-0000-0000-0", "care": {"filed": ["SM-1", "SM-2"], "gone": 1}, "gone": 1}
    assert unpack_session(FORM + zlib.compress(msgspec.msgpack.encode(stored))) == SAMPLE


def test_what_a_later_version_waits_for_is_named() -> None:
    stored = {"chat": "web:1", "receipt": "SM-0000-0000-0", "waiting": {"$": "fingerprint"}}
    with pytest.raises(UnknownNoun, match="fingerprint"):
        unpack_session(FORM + zlib.compress(msgspec.msgpack.encode(stored)))


@pytest.mark.parametrize("packed", [b"\x02" + pack_session(SAMPLE)[1:], b""])
def test_a_form_of_a_later_version_is_refused(packed: bytes) -> None:
    with pytest.raises(UnknownNoun, match="form"):
        unpack_session(packed)


def test_a_usual_session_parks_in_less_than_a_kilobyte() -> None:
    said = ["" if n % 2 else f"말한 것 {n * 31}" for n in range(25)]
    answers = {f"question_{n}": Answer(f"option_{n * 7919 % 97}", said=said[n], language="ko") for n in range(25)}
    session = Session("telegram:1234567890", "SM-ABCD-EFGH-K", "facts", "ko", 27, "e" * 16)
    form = Form({**answers, "story": Answer("가나다라마바사" * 20)}, "wants")
    session = session.with_draft(form=form, trail=tuple(answers))
    assert len(pack_session(session)) < 840
