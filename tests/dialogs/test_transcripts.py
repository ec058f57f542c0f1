"""Eight stories in five languages, written out whole: `make transcripts` rewrites them, the diff is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from locales.text import LANGUAGES
from tests.dialogs.stories import STORIES, tell

FOLDER = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_the_conversation_is_the_one_written_down(story: str, language: str) -> None:
    said = tell(story, language).transcript()
    path = FOLDER / story / f"{language}.md"
    if os.environ.get("SINMUNGO_REWRITE") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == said


@pytest.mark.parametrize("story", [name for name in STORIES if name != "only_asks"])
def test_facts_and_bodies_are_the_same_in_every_language(story: str) -> None:
    reports = [tell(story, language).report for language in LANGUAGES]
    assert all(each.facts == reports[0].facts for each in reports)
    assert all(each.guide.lead == reports[0].guide.lead for each in reports)
    assert all(each.ministries == reports[0].ministries for each in reports)


LEADS = {
    "subcontractors_drawings": "kftc",
    "leaving_engineer": "knpa",
    "pitch_stolen": "moip",
    "patent": "moip",
    "hacking": "knpa",
    "japanese_owned_sme": "kftc",
}


@pytest.mark.parametrize("story", LEADS)
def test_the_story_leads_to_the_body_that_can_act(story: str) -> None:
    assert tell(story, "ko").report.guide.lead == LEADS[story]
