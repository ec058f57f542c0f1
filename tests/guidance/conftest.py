"""The real content, read once; `ask(**facts)` weighs a fact set on the day these tests are about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from guidance import Ruleset, read_facts
from guidance.guide import Guide
from guidance.records.knowledge import Knowledge
from storage.content.load import load_knowledge

TODAY = date(2026, 11, 24)

Ask = Callable[..., Guide]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def weigher(knowledge: Knowledge) -> Ruleset:
    return Ruleset(knowledge)


@pytest.fixture(scope="session")
def ask(weigher: Ruleset) -> Ask:
    def weigh(on: date = TODAY, **given: object) -> Guide:
        facts, complaints = read_facts(given, on)
        return weigher.weigh(facts, on, complaints)

    return weigh
