"""Yes and no: every gate x every natural answer, alone and in the conversation; what is not sure is asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogs.handlers.gates import meant
from dialogs.parse import GateKind, read_assent, read_fact
from dialogs.parse.assent import words_of

NATURAL = tomllib.loads((Path(__file__).parent / "assent.toml").read_text("utf-8"))
GATES = [gate for gate in GateKind if gate is not GateKind.FACT]


def answers(gate: GateKind, kind: str) -> list[str]:
    return [*NATURAL[kind]["both"], *NATURAL[kind].get(gate.value, ())]


def cells() -> Iterator[tuple[GateKind, str, bool]]:
    for gate in GATES:
        yield from ((gate, typed, True) for typed in answers(gate, "yes"))
        yield from ((gate, typed, False) for typed in answers(gate, "no"))


def test_every_natural_answer_is_understood_at_every_gate() -> None:
    wrong = [(gate.value, typed, meant(gate, typed)) for gate, typed, yes in cells() if meant(gate, typed) is not yes]
    assert not wrong


def test_what_is_not_sure_is_no_answer_at_any_gate() -> None:
    """A consent that was not given is never believed: a question, a condition, a part, somebody else's word."""
    asked = NATURAL["asked"]["both"]
    assert [(gate.value, typed) for gate in GATES for typed in asked if meant(gate, typed) is not None] == []


def test_words_for_one_gate_do_not_agree_at_another() -> None:
    for gate in GATES:
        for other in GATES:
            own = {*answers(gate, "yes"), *answers(gate, "no")}
            for kind, opposite in (("yes", False), ("no", True)):
                foreign = [typed for typed in NATURAL[kind].get(other.value, ()) if typed not in own]
                assert [typed for typed in foreign if read_assent(typed, gate) is opposite] == []


def test_no_word_says_yes_and_no() -> None:
    for gate in GateKind:
        assert not words_of(gate, True) & words_of(gate, False), gate


@pytest.mark.parametrize("gate", [*GateKind])
def test_a_word_is_understood_with_marks_and_in_capitals(gate: GateKind) -> None:
    for yes in (True, False):
        for word in words_of(gate, yes):
            for typed in (word, word.upper(), f"{word}.", f" {word} !"):
                assert read_assent(typed, gate) is yes, typed


@pytest.mark.parametrize(
    ("typed", "so"),
    [
        ("네 지금도요", True),
        ("네, 계속 쓰고 있습니다", True),
        ("아뇨 이제는 안 써요", False),
        ("아니요, 더 이상은 아니에요", False),
        ("yes they are", True),
        ("Yes, since March", True),
        ("no, not any more", False),
        ("no they stopped", False),
        ("no longer", False),
        ("はい、今も使っています", True),
        ("いいえ、もう使っていません", False),
        ("是的，他们还在用", True),
        ("没有，已经停了", False),
        ("oui, toujours", True),
        ("non, plus maintenant", False),
        ("네, 아닌데요", None),
        ("네, 그런데 확실하지 않아요", None),
        ("네, 아마도요", None),
        ("아니 걔네가 지금도 쓰고 있다니까요", None),
        ("아니요, 지금도 쓰고 있어요", None),
        ("no, they still use it", None),
        ("yes, but not any more", None),
        ("yes I think so", None),
        ("no idea", None),
        ("no contract, no NDA", None),
        ("不，还在用", None),
        ("对不起", None),
        ("oui, je crois", None),
        ("非常感谢", None),
    ],
)
def test_a_fact_may_be_told_with_more_words_that_do_not_take_it_back(typed: str, so: bool | None) -> None:
    assert read_fact(typed) is so
