"""The search as the service uses it: nearest questions, and hunches about a told story.

`Meaning` answers at once by letters alone (`dialogs.faq.index`); once its model is loaded, by meaning and letters. What
was learnt is kept beside the stamp of the content it was learnt from, and is learnt anew when the content changes.
`python -m bot.search.model CONTENT KEPT` learns it at build time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.search.training_data import Story, read_hints, read_stories, read_wordings, stamp, worn
from dialogs.book import Hunch, Nearest
from dialogs.faq.index import KnownQuestion, NgramIndex, by_letters, ranked
from dialogs.faq.language import language_of, plain

if TYPE_CHECKING:
    from bot.search.classifier import Floats, Head

METHOD = "use3+4096grams/4"
"""Changed whenever the way of learning changes, so that what was kept before is not used."""

ANSWER_FROM, CHOICES_FROM = 0.5, 0.0
"""Confidence, p(best) - p(must not be answered), from which an answer is said, and from which choices are offered.
Chosen where, cross-validated, wrong answers stay under four in a hundred; `tests/bot/search` holds them to it."""

QUESTIONS = ("relationship", "what_was_taken", "overseas", "cyber_intrusion", "emergency")
SURE_FROM: Mapping[str, float] = {
    "relationship": 0.65,
    "what_was_taken": 0.65,
    "overseas": 0.4,
    "cyber_intrusion": 0.4,
    "emergency": 0.4,
}
"""Probability from which a hunch is worth a tap of the owner: about nine in ten are right, cross-validated."""

QUESTION, CATEGORY = "faq", "category"


@dataclass(frozen=True, slots=True)
class Learnt:
    """The heads: `faq` over the entries, `category` over the stories, one for each of `QUESTIONS`."""

    heads: Mapping[str, Head]

    def nearest(self, text: str, session: str) -> Nearest:
        """The tier and the best five for one sentence."""
        from bot.search.classifier import vectors

        if not plain(text):
            return Nearest("none", (), session)
        chances = self.heads[QUESTION].of(vectors([text])[0])
        return tiered(chances, language_of(text, session))

    def hunches(self, text: str) -> tuple[Hunch, ...]:
        """What the story makes likely enough to ask its owner, surest first."""
        from bot.search.classifier import vectors

        row = vectors([text])[0]
        found = [_best(question, self.heads[question].of(row)) for question in QUESTIONS]
        sure = [hunch for hunch in found if hunch.value and hunch.probability >= SURE_FROM[hunch.question]]
        return tuple(sorted(sure, key=lambda hunch: -hunch.probability))


def tiered(chances: Mapping[str, float], language: str) -> Nearest:
    """From entry -> probability (empty: must not be answered) to a tier."""
    best = ranked(dict(chances))
    confidence = best[0][1] - chances.get("", 0.0)
    tier = "answer" if confidence >= ANSWER_FROM else "choices" if confidence >= CHOICES_FROM else "none"
    return Nearest(tier, best, language)


def _best(question: str, chances: Mapping[str, float]) -> Hunch:
    value = max(chances, key=lambda v: (chances[v], v))
    return Hunch(question, value, chances[value])


# ---- learning ------------------------------------------------------------------------------------------


def learn(wordings: Sequence[KnownQuestion], stories: Sequence[Story]) -> Learnt:
    """Learn all heads, in seconds, on one core. Raises ImportError where the sentence encoder is not installed."""
    from bot.search.classifier import train, vectors

    taught = (*wordings, *worn(wordings))
    heads = {QUESTION: train(vectors([w.text for w in taught]), [w.entry for w in taught])}
    if stories:
        heads |= story_heads(vectors([story.text for story in stories]), stories)
    return Learnt(heads)


def story_heads(rows: Floats, stories: Sequence[Story]) -> dict[str, Head]:
    """`category` and one head for each of `QUESTIONS`, from the stories and their vectors, row by row."""
    from bot.search.classifier import train

    told = [at for at, story in enumerate(stories) if story.category]
    heads = {CATEGORY: train(rows[told], [stories[at].category for at in told])}
    for question in QUESTIONS:
        heads[question] = train(rows, [story.facts.get(question, "") for story in stories])
    return heads


def keep(learnt: Learnt, path: Path) -> None:
    """Write the heads to `path` in one move, so that a reader never sees half a file."""
    import numpy as np

    arrays = {}
    for name, head in learnt.heads.items():
        arrays[f"{name}/labels"] = np.array(head.labels)
        arrays[f"{name}/weights"] = head.weights.astype(np.float16)
        arrays[f"{name}/bias"] = head.bias
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    os.replace(file.name, path)


def recall(path: Path) -> Learnt:
    """Read what `keep` wrote. Raises OSError or ValueError if it is not there or not whole."""
    import numpy as np

    from bot.search.classifier import Head

    with np.load(path, allow_pickle=False) as kept:
        names = [key.removesuffix("/labels") for key in kept.files if key.endswith("/labels")]
        return Learnt(
            {
                name: Head(
                    tuple(map(str, kept[f"{name}/labels"])),
                    kept[f"{name}/weights"].astype(np.float32),
                    kept[f"{name}/bias"],
                )
                for name in names
            }
        )


def kept_at(content: Path, kept: Path) -> Path:
    """The file that holds what is learnt from `content` as it stands now."""
    return kept / f"meaning-{stamp(content, METHOD)}.npz"


def train(content: Path, kept: Path) -> Path:
    """Learn from `content` unless that is done, put older files away, and say where it is kept."""
    path = kept_at(content, kept)
    if not path.exists():
        keep(learn(read_wordings(content), (*read_stories(content), *read_hints(content))), path)
        for old in kept.glob("meaning-*.npz"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


# ---- serving -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Meaning:
    """The two callables of the `Book`. Safe to call from any thread, before, while and after `load` runs."""

    content: Path
    kept: Path
    index: NgramIndex
    learnt: Learnt | None = None
    missing: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def nearest(self, text: str, language: str) -> Nearest:
        """The nearest known questions; without the model choices at best, never an answer."""
        if self.learnt is None:
            return by_letters(self.index, text, language)
        return self.learnt.nearest(text, language)

    def hunches(self, text: str, language: str) -> tuple[Hunch, ...]:
        """What a told story makes likely, to be confirmed by its owner; nothing without the model."""
        return self.learnt.hunches(text) if self.learnt and plain(text) else ()

    def load(self) -> bool:
        """Load the model, learning it first where needed; takes seconds, so call it beside the loop.

        False, with the reason in `missing`, where the encoder is not installed: then letters alone serve.
        """
        with self._lock:
            if self.learnt is None:
                try:
                    learnt = recall(_trained(self.content, self.kept))
                    learnt.nearest("기술", "ko")
                except (ImportError, OSError, ValueError, subprocess.CalledProcessError) as error:
                    self.missing = type(error).__name__
                    return False
                self.learnt = learnt
        return True


def _trained(content: Path, kept: Path) -> Path:
    """Learning takes memory that serving does not need: it is done in a process of its own."""
    path = kept_at(content, kept)
    if not path.exists():
        quiet = subprocess.DEVNULL  # Ctrl-C reaches it too, and is no error to be shown
        subprocess.run(
            [sys.executable, "-m", "bot.search.model", str(content), str(kept)],
            check=True,
            stdout=quiet,
            stderr=quiet,
        )
    return path


def open_meaning(content: Path, kept: Path) -> Meaning:
    """The search over `content`, answering by letters until `load` is called; `kept` is where learnt numbers lie."""
    from bot.search.classifier import fold

    return Meaning(content, kept, NgramIndex(read_wordings(content), fold()))


if __name__ == "__main__":
    print(train(Path(sys.argv[1]), Path(sys.argv[2])))
