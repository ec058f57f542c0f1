"""What the questions, the refusals and the stories must hold, whoever edits them."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.search.training_data import read_asked, read_hints, read_stories, read_wordings
from dialogs.faq.language import plain
from guidance import vocabulary
from guidance.records.knowledge import Knowledge
from locales.text import LANGUAGES
from storage.content.load import load_knowledge

CONTENT = Path(__file__).parents[3] / "content"
TOPICS = {"reporting", "cases", "evidence", "law", "support", "service"}
DEEDS = {"report", "status", "withdraw", "delete", "copy", "language"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(CONTENT)


def test_at_least_sixty_questions_are_answered(knowledge: Knowledge) -> None:
    assert len(knowledge.entries) >= 60


def test_every_entry_is_asked_in_six_other_ways_in_every_language(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        few = [lang for lang in LANGUAGES if len(set(map(plain, entry.aliases.get(lang, ())))) < 6]
        assert not few, f"{entry.id} has fewer than six aliases in {few}"


def test_every_answer_fits_and_stands_under_a_known_topic(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        assert len(entry.answer.msgid) <= 400, entry.id
        assert entry.topic in TOPICS, entry.id
        assert entry.label is not None, entry.id
        assert len(entry.label.msgid) <= 14, entry.id


def test_every_entry_leads_onward_to_something_that_is_there(knowledge: Knowledge) -> None:
    places = {"programme": knowledge.programmes, "body": knowledge.ministries, "entry": knowledge.entries}
    for entry in knowledge.entries.values():
        assert entry.onward, entry.id
        for onward in entry.onward:
            kind, _, name = onward.partition(":")
            known = name in places[kind] if name else kind in DEEDS
            assert known, f"{entry.id} leads to {onward}"
            assert onward != f"entry:{entry.id}"


def test_one_wording_never_belongs_to_two_entries() -> None:
    owners: dict[str, set[str]] = {}
    for wording in read_wordings(CONTENT):
        owners.setdefault(f"{wording.language} {plain(wording.text)}", set()).add(wording.entry)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


def test_every_asked_question_names_an_entry_or_none(knowledge: Knowledge) -> None:
    for asked in read_asked(CONTENT / "asked.jsonl"):
        assert asked.lang in LANGUAGES
        assert asked.id is None or asked.id in knowledge.entries


def test_forty_examples_of_what_is_refused_in_every_language() -> None:
    raw = tomllib.loads((CONTENT / "out_of_scope.toml").read_text("utf-8"))
    counted = Counter({lang: sum(len(g["examples"][lang]) for g in raw["group"]) for lang in LANGUAGES})
    assert min(counted.values()) >= 40


def test_sixty_stories_in_each_category_over_five_languages() -> None:
    counted = Counter((story.category, story.language) for story in read_stories(CONTENT))
    categories = {category for category, _ in counted}
    assert len(categories) == 12
    for category in categories:
        assert sum(counted[category, lang] for lang in LANGUAGES) >= 60
        assert len({counted[category, lang] for lang in LANGUAGES}) == 1


def test_five_languages_of_a_story_stand_in_a_row() -> None:
    stories = read_stories(CONTENT)
    for start in range(0, len(stories), 5):
        row = stories[start : start + 5]
        assert tuple(story.language for story in row) == LANGUAGES
        assert len({(story.category, tuple(sorted(story.facts.items()))) for story in row}) == 1


def test_stories_make_likely_only_values_the_questionnaire_has() -> None:
    for story in (*read_stories(CONTENT), *read_hints(CONTENT)):
        for question, value in story.facts.items():
            options = vocabulary.options(question)
            assert value in (options or ()), (question, value)
