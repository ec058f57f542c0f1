"""Names in Latin letters, the family name first or last, with hyphens or without. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogs.parse.name_sounds import Reading, family_sound, sounds_of

Spelt = frozenset[str]
"""How names in Latin letters may sound."""
MOST = 64
WORDS = 12
LETTERS = 20
"""Words of one text and letters of one word that are read: more are no names."""
_JOINERS = frozenset({"and", "und", "et", "ou", "or"})


@dataclass(frozen=True, slots=True)
class LatinNames:
    """`families`: how family names sound; `around`: words that stand beside names."""

    families: frozenset[str]
    around: frozenset[str]

    def read(self, parts: Sequence[Sequence[str]]) -> set[str]:
        """The sounds of whole and given names in the parts of a text; `KIM, CHEOL SU` is one name in two parts."""
        found: set[str] = set()
        before: list[str] = []
        for part in parts[:WORDS]:
            for words in self._people(part[:WORDS]):
                found |= set(self._names(words))
                if len(before) == 1:
                    found |= set(self._names([*before, *words]))
                before = words
        return found

    def _people(self, words: Sequence[str]) -> Iterator[list[str]]:
        """The names of a part, split at its `and`, without titles and initials."""
        person: list[str] = []
        for word in words:
            if word in _JOINERS:
                yield person
                person = []
            elif len(word) > LETTERS or word.rstrip(".") in self.around:
                continue
            elif len(re.sub(r"[^a-z]", "", word)) + word.count("U") > 1:
                person.append(word.rstrip("."))
            elif word == "i":
                person.append(word)
        yield person

    def _is_family(self, word: str) -> bool:
        return any(family_sound(sound) in self.families for sound, _syllables in sounds_of(word))

    def _names(self, words: list[str]) -> Iterator[str]:
        """Every way to read words as one name."""
        if len(words) == 1:
            yield from self._alone(words[0])
            return
        ways = [(words[0], words[1:]), (words[-1], words[:-1])] if words else []
        known = [way for way in ways if self._is_family(way[0])]
        for family, given in known or ways:
            yield from self._whole(family, given)

    def _whole(self, family: str, given: list[str]) -> Iterator[str]:
        heads = {family_sound(sound) for sound, _syllables in sounds_of(family)}
        known = heads & self.families or heads
        for sound, syllables in _together(given):
            if syllables > 1:
                yield sound
            yield from (head + sound for head in known)

    def _alone(self, word: str) -> Iterator[str]:
        """A word alone is a given name of two syllables, or a whole name written as one; a family name is none."""
        if self._is_family(word):
            return
        yield from (sound for sound, syllables in sounds_of(word) if syllables > 1)
        for at in range(1, min(9, len(word) - 3)):
            if self._is_family(word[:at]):
                yield from (sound for sound, syllables in sounds_of(word[at:]) if syllables > 1)


def _together(words: Sequence[str]) -> Iterator[Reading]:
    """The sounds of words, hyphens and all, as one given name."""
    pieces = [each for word in words for each in re.split(r"[-.]+", word) if each]
    ways: list[Reading] = [("", 0)]
    for piece in pieces:
        said = sounds_of(piece)
        ways = [(re.sub(r"(.)\1+", r"\1", a + b), n + m) for a, n in ways for b, m in said][:MOST]
    yield from ways
