"""How good the search is: recall, refusal and hunches on questions and stories held out of the learning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.search.model import CATEGORY, QUESTION, QUESTIONS, SURE_FROM, Learnt, story_heads, tiered
from bot.search.training_data import (
    ASKED,
    AskedQuestion,
    Story,
    read_asked,
    read_hints,
    read_stories,
    read_wordings,
    worn,
)
from dialogs.book import Nearest
from dialogs.faq.index import KnownQuestion
from dialogs.faq.language import plain
from locales.text import LANGUAGES

FOLDS = 5


@dataclass(slots=True)
class Tally:
    """Counts over questions with an answer (`known`) and without (`strange`)."""

    known: int = 0
    first: int = 0
    third: int = 0
    said: int = 0
    said_wrong: int = 0
    strange: int = 0
    refused: int = 0
    let_go: int = 0

    def add(self, asked: AskedQuestion, near: Nearest) -> None:
        names = [entry for entry, _ in near.ranked]
        answered = near.tier == "answer"
        if asked.id is None:
            self.strange += 1
            self.refused += not answered
            self.let_go += near.tier == "none"
            return
        self.known += 1
        self.first += names[:1] == [asked.id]
        self.third += asked.id in names[:3]
        self.said += answered
        self.said_wrong += answered and names[0] != asked.id


def evaluate(content: Path, file: Path) -> dict[str, Tally]:
    """Language (and `all`) -> counts for the questions of `file`.

    Cross-validated: a question is judged by a head that learnt from no question of the file with the same
    answer, so a file whose questions are also content is measured honestly.
    """
    asked = read_asked(file)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one, near in zip(asked, _judged(read_wordings(content), asked), strict=True):
        for name in ("all", one.lang):
            tallies[name].add(one, near)
    return {name: tallies[name] for name in ("all", *LANGUAGES) if name in tallies}


def _folds(asked: Sequence[AskedQuestion]) -> list[int]:
    """A fold per question: the same for all with the same answer; those without one are dealt round."""
    names = sorted({one.id for one in asked if one.id})
    return [names.index(one.id) % FOLDS if one.id else at % FOLDS for at, one in enumerate(asked)]


def _judged(wordings: Sequence[KnownQuestion], asked: Sequence[AskedQuestion]) -> list[Nearest]:
    from bot.search.classifier import train, vectors

    wordings = (*wordings, *worn(wordings))
    rows, queries = vectors([w.text for w in wordings]), vectors([one.q for one in asked])
    folds, judged = _folds(asked), [Nearest("none")] * len(asked)
    known = {plain(one.q) for one in asked} & {plain(w.text) for w in wordings}
    for fold in range(FOLDS if known else 1):
        out = [at for at, own in enumerate(folds) if own == fold or not known]
        hidden = {plain(asked[at].q) for at in out}
        kept = [at for at, w in enumerate(wordings) if plain(w.text) not in hidden]
        learnt = Learnt({QUESTION: train(rows[kept], [wordings[at].entry for at in kept])})
        for at in out:
            judged[at] = tiered(learnt.heads[QUESTION].of(queries[at]), asked[at].lang)
    return judged


def said_plainly(tallies: dict[str, Tally]) -> str:
    """The counts as a small table in per cent."""
    lines = ["language  recall@1  recall@3  said  wrong of said  not answered  honest no"]
    for name, t in tallies.items():
        known, strange, said = max(t.known, 1), max(t.strange, 1), max(t.said, 1)
        shares = (t.first / known, t.third / known, t.said / known, t.said_wrong / said,
                  t.refused / strange, t.let_go / strange)  # fmt: skip
        widths = (10, 10, 6, 15, 14, 11)
        lines.append(f"{name:8}" + "".join(f"{100 * s:{w}.1f}" for s, w in zip(shares, widths, strict=True)))
    return "\n".join(lines)


# ---- stories -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Guesses:
    """For one question: (probability, whether it was right) for every guess that is not "nothing"."""

    made: list[tuple[float, bool]] = field(default_factory=list)
    right: int = 0
    total: int = 0
    worth: int = 0

    def add(self, guess: str, probability: float, truth: str) -> None:
        self.total += 1
        self.right += guess == truth
        self.worth += bool(truth)
        if guess:
            self.made.append((probability, guess == truth))

    def at(self, threshold: float) -> tuple[float, float]:
        """(precision of guesses from `threshold` on, share of stories with something to guess they cover rightly)."""
        sure = [right for probability, right in self.made if probability >= threshold]
        return (sum(sure) / len(sure) if sure else 1.0, sum(sure) / max(self.worth, 1))

    def covered(self, precision: float) -> tuple[float, float]:
        """(lowest threshold whose guesses reach `precision`, share of all stories guessed at from there)."""
        best = (1.0, 0.0)
        ordered = sorted(self.made, reverse=True)
        right = 0
        for count, (probability, good) in enumerate(ordered, 1):
            right += good
            if right >= precision * count:
                best = (probability, count / max(self.total, 1))
        return best


def judge_stories(content: Path) -> dict[str, Guesses]:
    """Head -> guesses for every story, by heads that learnt from neither the story nor its translations.

    The five languages of one story stand in a row, and a row is in one fold.
    """
    from bot.search.classifier import vectors

    stories, hints = read_stories(content), read_hints(content)
    rows = vectors([story.text for story in (*stories, *hints)])
    folds = [at // len(LANGUAGES) % FOLDS for at in range(len(stories))]
    found: dict[str, Guesses] = {name: Guesses() for name in (CATEGORY, *QUESTIONS)}
    for fold in range(FOLDS):
        kept, out = _split(folds, fold)
        kept += range(len(stories), len(rows))
        heads = story_heads(rows[kept], [(*stories, *hints)[at] for at in kept])
        for at in out:
            for name, guesses in found.items():
                chances = heads[name].of(rows[at])
                guess = max(chances, key=lambda value: chances[value])
                guesses.add(guess, chances[guess], _truth(stories[at], name))
    return found


def _split(folds: Iterable[int], fold: int) -> tuple[list[int], list[int]]:
    numbered = list(enumerate(folds))
    return [at for at, own in numbered if own != fold], [at for at, own in numbered if own == fold]


def _truth(story: Story, name: str) -> str:
    return story.category if name == CATEGORY else story.facts.get(name, "")


def stories_plainly(found: dict[str, Guesses]) -> str:
    """A line a head: accuracy, and what its threshold gives."""
    lines = ["head             right  sure from  precision  covered  at 90 %: from  covered"]
    for name, guesses in found.items():
        sure = SURE_FROM.get(name, 0.4)
        precision, covered = guesses.at(sure)
        threshold, share = guesses.covered(0.9)
        accuracy = guesses.right / max(guesses.total, 1)
        lines.append(
            f"{name:15}{100 * accuracy:7.1f}{sure:11.2f}{100 * precision:11.1f}{100 * covered:9.1f}"
            f"{threshold:15.2f}{100 * share:9.1f}"
        )
    return "\n".join(lines)


def tables(content: Path, file: Path | None = None) -> dict[str, str]:
    """The figures of the search as two tables of plain text, `questions` and `stories`, cross-validated.

    `file` holds questions as people asked them (`content/asked.jsonl` by default). Takes about a minute.
    """
    return {
        "questions": said_plainly(evaluate(content, file or content / ASKED)),
        "stories": stories_plainly(judge_stories(content)),
    }
