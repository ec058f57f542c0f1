"""Any events in any order, with restarts between them: no dead end, no lost answer, every limit kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.engine import step
from dialogs.events import Chose, Edited, FileRef, Heard, Other, Said, Sent, Started, Stopped
from dialogs.form.due import applies, conditions
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.questions import Kind
from dialogs.replies import Reply
from dialogs.session import Session
from tests.dialogs.person import Person, book
from tests.dialogs.stories import STORIES, say, tell

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LONGEST_PATH = 25

TYPED = st.one_of(
    st.sampled_from(
        ["1", "2", "3", "네", "no", "모르겠어요", "skip", "done", "back", "why", "help", "/status", "/cancel", "/foo",
         "작년 3월", "2025-03-02", "3억", "거래처가 도면을 빼돌렸어요", "fr", "日本語", "010-1234-5678", "<b>x</b>",
         "'; drop table session; --", "\u202eabc\u200b", "", "SM-7K2Q-9XMD-5", "900101-1234567", "what is a secret?"]
    ),
    st.text(max_size=40),
)  # fmt: skip


def _other_events() -> st.SearchStrategy[object]:
    file = FileRef("f1", "도면.pdf", "application/pdf", 10, "ab")
    return st.sampled_from(
        [
            Started(AT), Edited(AT, "x"), Stopped(AT), Other(AT, "sticker"), Sent(AT, (file,)),
            Heard(AT, "SM-7K2Q-9XMD-5", "kftc", "asked", "질문입니다", "ko"), Chose(AT, 0, "old:button"),
            Heard(AT, "SM-7K2Q-9XMD-5", "kftc", "asked", "질문 묶음입니다", "ko", questions="contract"),
            Heard(AT, "SM-7K2Q-9XMD-5", "mss", "passed_on", "특허입니다", "ko", to="secretariat"),
            Heard(AT, "SM-7K2Q-9XMD-5", "kftc", "closed"), Heard(AT, "SM-7K2Q-9XMD-5", "mss", "unopened"),
            Chose(AT, 1, "set:contract:SM-7K2Q-9XMD-5"), Chose(AT, 1, "nav:correct"), Chose(AT, 1, "notices:short"),
            Chose(AT, 1, "news:show"),
            Chose(AT, 3, "confirm:cancel"), Chose(AT, 1, "relationship:platform"),
        ]
    )  # fmt: skip


@st.composite
def _walks(draw: st.DrawFn) -> list[tuple[str, object]]:
    moves = st.one_of(
        st.tuples(st.just("press"), st.integers(0, 12)),
        st.tuples(st.just("press"), st.integers(0, 12)),
        st.tuples(st.just("type"), TYPED),
        st.tuples(st.just("event"), _other_events()),
    )
    return draw(st.lists(moves, max_size=30))


Start = tuple[str, str, int]


def _starts() -> st.SearchStrategy[Start]:
    """Any point of any story: a walk from the door alone would seldom come far."""
    return st.sampled_from(
        [(name, "ko", upto) for name, (_chat, lines) in STORIES.items() for upto in range(len(lines) + 1)]
    )


def _within_limits(reply: Reply) -> None:
    assert 1 <= len(reply.blocks) <= 3
    assert len(reply.choices) <= 10
    assert len(reply.nav) <= 5
    assert all(1 <= len(choice.key.encode()) <= 40 for choice in (*reply.choices, *reply.nav))
    assert len({choice.key for choice in reply.choices}) == len(reply.choices)


def _move(person: Person, how: str, what: object) -> bool:
    """Whether there was anything to do."""
    if how == "press" and isinstance(what, int):
        offered = [choice for reply in person.told for choice in (*reply.choices, *reply.nav)]
        if not offered:
            return False
        person.does(Chose(person.at, person.session.turn, offered[what % len(offered)].key), "")
    elif how == "type":
        person.does(Said(person.at, str(what)), "")
    else:
        person.does(what, "")  # type: ignore[arg-type]
    return True


@pytest.mark.parametrize("language", ["ko", "fr"])
@pytest.mark.parametrize("story", [*STORIES])
def test_every_message_of_a_story_keeps_the_limits(story: str, language: str) -> None:
    """To the very end: walks seldom come as far as the last look before sending."""
    chat, lines = STORIES[story]
    person = Person(language, chat)
    person.presses(f"lang:{language}")
    for line in lines:
        say(person, line)
        for reply in person.told:
            _within_limits(reply)


@pytest.mark.slow("thousands of walks through the whole questionnaire")
@settings(max_examples=150, deadline=None)
@given(_starts(), _walks())
def test_no_walk_meets_a_dead_end_or_breaks_a_limit(start: Start, walk: list[tuple[str, object]]) -> None:
    person = tell(*start)
    for how, what in walk:
        turn = person.session.turn
        moved = _move(person, how, what)
        assert person.session.turn == turn + moved
        for reply in person.told:
            _within_limits(reply)
            for letter in person.letters(reply):
                assert sum(len(part.text) + sum(map(len, sum(part.rows, ()))) for part in letter.parts) <= 3600
    person.does(Started(person.at), "")
    assert person.told, "there is always an open question"
    assert person.told[-1].choices or person.told[-1].expects in {"text", "date", "number"}


@settings(max_examples=150, deadline=None)
@given(_starts(), _walks())
def test_an_answer_goes_only_when_its_owner_throws_it_away(start: Start, walk: list[tuple[str, object]]) -> None:
    person = tell(*start)
    for how, what in walk:
        before = person.session
        _move(person, how, what)
        gone = set(before.form.answers) - set(person.session.form.answers)
        sent_or_dropped = person.session.stage in {"sent", "about", "consent", "asking", "open"} and (
            len(person.session.care.filed) > len(before.care.filed)
            or not person.session.form.answers
            or before.stage == "sent"
        )
        assert not gone or sent_or_dropped


def _path(choices: dict[str, tuple[str, ...]]) -> int:
    from dialogs.questions import Answer

    answers = {key: Answer(value if len(value) > 1 else value[0]) for key, value in choices.items()}
    held = conditions(answers, AT.date())
    return sum(not each.extra and applies(each, held) for each in QUESTIONNAIRE)


@pytest.mark.slow("every path through the whole questionnaire")
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_longest_path_has_at_most_25_questions(data: st.DataObject) -> None:
    choices: dict[str, tuple[str, ...]] = {}
    for question in QUESTIONNAIRE:
        ids = [option.id for option in question.options]
        if question.kind is Kind.CHOICE and question.id != "emergency":
            choices[question.id] = (data.draw(st.sampled_from([*ids, "unknown"])),)
        elif question.kind is Kind.MANY:
            choices[question.id] = tuple(data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=4)))
    choices["act_date"] = (data.draw(st.sampled_from(["2020", "2026-10", "unknown"])),)
    assert _path(choices) <= LONGEST_PATH


def test_every_question_id_fits_a_button() -> None:
    for question in QUESTIONNAIRE:
        for option in question.options:
            assert len(f"{question.id}:{option.id}".encode()) <= 40


def test_a_fresh_session_is_asked_for_its_language() -> None:
    done = step(Session("web:x", "SM-1"), Started(AT), book())
    assert done.replies[0].choices[0].key == "lang:ko"
