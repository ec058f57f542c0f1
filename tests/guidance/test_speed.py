"""Speed as a ratio to work of the same kind on the same machine, never as a time."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time

from guidance import Ruleset, read_facts, vocabulary
from guidance.facts import Facts
from guidance.records.knowledge import Knowledge
from storage.content.load import load_knowledge
from tests.guidance.conftest import TODAY


def some(count: int) -> list[Facts]:
    chance = random.Random(7)
    told = [
        {
            **{fact: chance.choice([*sorted(options), "unknown"]) for fact, options in vocabulary.ONE.items()},
            **{fact: chance.sample(sorted(options), 2) for fact, options in vocabulary.MANY.items()},
            "act_date": f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02d}",
        }
        for _ in range(count)
    ]
    return [read_facts(one, TODAY)[0] for one in told]


def cheapest(work: Callable[[], object]) -> float:
    """The fewest CPU seconds that a work took in five tries: what disturbs it only ever adds."""
    took = []
    for _ in range(5):
        started = process_time()
        work()
        took.append(process_time() - started)
    return min(took)


def test_two_hundred_guides_cost_less_than_reading_the_content_once(knowledge: Knowledge) -> None:
    weigher, facts = Ruleset(knowledge), some(200)
    assert cheapest(lambda: [weigher.weigh(one, TODAY) for one in facts]) < cheapest(load_knowledge)
