"""What of a typed text names a person: whole names and given names, in a form that two writings of one name share.

"지식재산처 김철수 과장", "Kim Chul-soo" and "金哲洙" share a token with the officer 김철수; "김 과장", "지식재산처" and "Mr Kim" have none.
Pure: the words that stand around names come with `NameWords` (`content/name_words.toml`). A token too many shuts somebody
out, a token too few lets somebody in, so where a text can be read in two ways both are taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from dialogs.parse.hanja import in_hangul
from dialogs.parse.kana import in_latin
from dialogs.parse.latin_names import LatinNames, Spelt
from dialogs.parse.name_sounds import family_sound, sound_of

_BREAKS = re.compile(r"[,，、;；/·・&+\n|()（）\[\]{}<>《》\"“”]+")
_WORDS = re.compile(r"[가-힣]+")
_LATIN = re.compile(r"[a-zŏŭUNQ]+(?:['’`ʼ.-]+[a-zŏŭUNQ]+)*\.?")
POLITE = frozenset({"님", "씨", "귀하", "선생", "선생님", "여사"})
"""Honorifics that are no part of any name: 김씨 is a family name alone, 김군 may be a whole one."""
LONGEST = 5
"""Syllables of the longest Korean name that is one: two of the family, three given."""
MOST = 120
"""Characters of a text that are read."""
MOST_SOUNDS = 400
"""Sounds of one text that are kept: a name has some dozens, and a text made to have thousands is checked by a person."""


class NameSide(Enum):
    """Who typed a name: an owner who speaks of somebody, or the register that holds an officer's own."""

    TOLD = "told"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words around names that are none. `offices`: beginnings of an office's name, `orgs`: its ends; `han`: titles in
    Chinese characters, `latin`: in Latin letters."""

    families: frozenset[str]
    titles: frozenset[str]
    honorifics: frozenset[str]
    bodies: frozenset[str]
    orgs: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]
    particles: frozenset[str]
    joiners: frozenset[str]
    latin: frozenset[str]
    han: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: what it may be as part of a name, and whether a title says that it is one."""

    cores: tuple[str, ...]
    titled: bool = False


@dataclass(frozen=True, slots=True)
class NameReader:
    words: NameWords
    _latin: LatinNames = field(init=False)
    _bodies: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        families = frozenset(family_sound(sound_of(each)) for each in self.words.families)
        object.__setattr__(self, "_latin", LatinNames(families, self.words.latin))
        longest = sorted(self.words.bodies, key=len, reverse=True)
        object.__setattr__(self, "_bodies", re.compile("|".join(r"\s*".join(each) for each in longest)))

    def tokens(self, text: str, side: NameSide) -> frozenset[str]:
        """Tokens of every person that a text names; a name told and a name held are one person's when they share one.

        Two names in Hangul meet letter by letter; sounds meet only where one of the two is in Latin letters.
        """
        hangul, spelt = self._read(text)
        told = side is NameSide.TOLD
        heard = {sound for each in hangul for sound in self._sounds(each)}
        return frozenset(
            hangul
            | {f"{'a' if told else 'b'}{each}" for each in heard}
            | {f"{mark}{each}" for each in spelt for mark in (("b", "t") if told else ("a", "t"))}
        )

    def companies(self, text: str) -> frozenset[str]:
        """A company's name as typed, and without titles and whoever is named with it: 가나전자 대표 김철수 is 가나전자."""
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", text[:MOST]))
        kept = [word for word in words if not (self.words.titles | self.words.honorifics) & set(self._bare(word))]
        person = len(kept) < len(words) and len(kept) > 1 and self._is_whole(kept[-1])
        return frozenset(" ".join(each) for each in (kept, kept[:-1] if person else kept) if len("".join(each)) > 1)

    def _read(self, text: str) -> tuple[set[str], Spelt]:
        ways = sorted(self._plain(text))
        hangul = {name for plain in ways for part in self._parts(plain) for name in self._hangul(part)}
        spelt = self._latin.read([*map(_latin_words, _BREAKS.split(ways[0]))])
        return hangul, frozenset(sorted(spelt)[:MOST_SOUNDS])

    def _plain(self, text: str) -> Iterator[str]:
        """The text without titles in Han, bodies and joiners, once for each reading of its Hanja."""
        folded = unicodedata.normalize("NFKC", text[:MOST]).lower()
        for title in sorted(self.words.han, key=len, reverse=True):
            folded = folded.replace(title, " ")
        for said in in_hangul(in_latin(folded)):
            bare = self._bodies.sub(" ", said)
            yield " ".join("," if each in self.words.joiners else each for each in bare.split(" "))

    # ---- Hangul -----------------------------------------------------------------------------------------

    def _parts(self, text: str) -> Iterator[list[str]]:
        """The Hangul words of each part of a text, parts being one person's each; a family name alone goes on."""
        before: list[str] = []
        for part in _BREAKS.split(re.sub(r"(?<=[가-힣]{2})(와|랑|하고)\s+", r"\1,", text)):
            words = _WORDS.findall(part)
            if before and len(before) == 1 and before[0] in self.words.families:
                yield [*before, *words]
            yield words
            before = words

    def _hangul(self, typed: list[str]) -> Iterator[str]:
        """The whole and given names that a part of a text has in Hangul."""
        names = list(self._joined(self._words(typed)))
        sure = [each for each in names if each.titled or any(self._is_whole(core) for core in each.cores)]
        guessed = [each for each in names if not any(core in self.words.places for core in each.cores)]
        office = any(map(self._is_org, typed))
        for each in sure or guessed or ([] if office else names):
            for core in each.cores:
                yield from self._names(core)

    def _words(self, typed: list[str]) -> list[_Word]:
        found: list[_Word] = []
        for word in typed:
            bare = self._bare(word)
            if (self.words.titles | POLITE) & set(bare):
                if found:
                    found[-1] = _Word(found[-1].cores, titled=True)
                found.append(_Word(()))
            elif not self._is_org(word):
                found.append(self._cored(bare))
        return found

    def _bare(self, word: str) -> tuple[str, ...]:
        """The word, and without what may be a particle or an honorific at its end."""
        ends = self.words.particles | self.words.honorifics
        shorter = [word[: -len(each)] for each in ends if word.endswith(each) and len(word) > len(each)]
        more = [each[: -len(end)] for each in shorter for end in self.words.honorifics if each.endswith(end)]
        family = {word.removesuffix(each) for each in POLITE} & self.words.families - {word}
        return tuple(family) or tuple(dict.fromkeys([word, *shorter, *more]))

    def _cored(self, bare: tuple[str, ...]) -> _Word:
        """A word without a title written to it: 김철수과장 is 김철수."""
        cores: list[str] = []
        titled = False
        for each in bare:
            ends = [end for end in self.words.titles if each.endswith(end) and len(each) > len(end)]
            rest = {each[: -len(end)] for end in ends if len(end) > 1}
            titled = titled or bool(rest)
            cores += sorted(rest)
        kept = cores if titled else list(bare)
        return _Word(tuple(each for each in kept if each not in self.words.offices and each), titled)

    def _is_org(self, word: str) -> bool:
        """Whether a word is a body or an office: such words have no name in them."""
        if word in self.words.orgs or word in self.words.offices:
            return True
        ends = any(word.endswith(each) and len(word) > len(each) for each in self.words.orgs)
        return ends and len(word) >= 4 and not self._is_whole(word)

    def _joined(self, words: list[_Word]) -> Iterator[_Word]:
        """Words with a family name and the given name after it put together, and syllables that stand alone."""
        at = 0
        while at < len(words):
            word, taken = words[at], 1
            alone = next(iter(word.cores), "")
            if not word.titled and (alone in self.words.families or len(alone) == 1):
                rest = self._rest(words[at + 1 :])
                taken = 1 + len(rest)
                whole = alone + "".join(each.cores[0] for each in rest)
                yield _Word((whole, *(core for each in rest[-1:] for core in _ended(whole, each))), bool(rest))
            else:
                yield word
            at += taken

    def _rest(self, after: list[_Word]) -> list[_Word]:
        """The words of a given name that follow a family name: one of up to three syllables, or single ones."""
        if not after or not after[0].cores:
            return []
        if len(after[0].cores[0]) > 1:
            return after[:1] if min(map(len, after[0].cores)) <= 3 and not self._is_whole(after[0].cores[0]) else []
        singles = 0
        while singles < min(3, len(after)) and after[singles].cores and len(after[singles].cores[0]) == 1:
            singles += 1
        return after[:singles]

    def _is_whole(self, name: str) -> bool:
        """Whether it looks like a whole name: a family name and two syllables, or what follows one of two."""
        if name[:2] in self.words.families and len(name) > 2:
            return len(name) <= LONGEST
        return name[:1] in self.words.families and len(name) == 3

    def _names(self, name: str) -> Iterator[str]:
        """A name and the given names that may be in it, where they have two syllables or more."""
        if not 2 <= len(name) <= LONGEST or name in self.words.families or name in self.words.titles:
            return
        yield name
        yield from (given for _family, given in self._split(name) if len(given) > 1)

    def _split(self, name: str) -> Iterator[tuple[str, str]]:
        """(family, given), in each way that a name may be split."""
        yield from ((name[:n], name[n:]) for n in (1, 2) if name[:n] in self.words.families and len(name) > n)

    def _sounds(self, name: str) -> Iterator[str]:
        """How a name or given name may sound, the family name as it is said at the head."""
        yield sound_of(name)
        for family, given in self._split(name):
            yield family_sound(sound_of(family)) + sound_of(given)


def _ended(whole: str, last: _Word) -> Iterable[str]:
    """A name put together, without what may be a particle or an honorific at its end."""
    return (whole[: len(whole) - len(last.cores[0]) + len(core)] for core in last.cores[1:])


def _latin_words(part: str) -> list[str]:
    """The words in Latin letters of a part of a text, without accents; those of kana keep their marks."""
    plain = unicodedata.normalize("NFD", part.replace("ŏ", "o").replace("ŭ", "u"))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return _LATIN.findall(unicodedata.normalize("NFC", bare))
