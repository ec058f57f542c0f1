"""How a Korean name sounds, in few letters: the same for 철수, Cheolsu, Chul-soo and Ch'ŏlsu. Pure.

People and passports romanise as they like, so spellings that are used for one sound share a letter: g and k; d and t;
b and p; j and ch; r and l; every spelling of ㅓ, ㅗ, ㅜ and ㅡ. A Latin word can be read in several ways (`oe` is one
vowel or two): all of them are given, and two names sound alike when they share one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST = 48
"""Readings of one word that are kept."""
LONGEST = 18
"""Letters of one word that are read."""

_ONSETS = ["k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "-", "c", "c", "c", "k", "t", "p", "h"]
_VOWELS = ["a", "e", "ya", "e", "o", "e", "yo", "e", "o", "wa", "e", "e", "yo", "o", "o", "e", "i", "yo", "o", "i", "i"]
_CODAS = [
    "-",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "nk",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
_ACCENTED = str.maketrans({"ŏ": "o", "ŭ": "u", "’": "", "'": "", "`": "", "ʼ": ""})

_CONSONANTS = {
    "b": "p", "c": "k", "ch": "c", "ck": "k", "d": "t", "f": "p", "g": "k", "h": "h", "j": "c", "k": "k", "l": "l",
    "m": "m", "n": "n", "ng": "nk", "p": "p", "ph": "p", "q": "k", "r": "l", "rh": "l", "s": "s", "sh": "s", "t": "t",
    "tch": "c", "th": "t", "v": "p", "x": "ks", "z": "c",
}  # fmt: skip
_SPELT = {
    "a": "a ah", "e": "ae ai ay e eh ea ei ey wae we oe oi oy yae ye yeh yea", "ya": "ya yah", "wa": "wa wah",
    "o": "eo eoh o oh u uh oo ou eu euh w wu woo wo weo woh wuh", "yo": "yeo yeoh yo yoh yu yuh yoo you yeu",
    "i": "i ih ee ie y yi ui eui wi",
}  # fmt: skip
_NUCLEI: Mapping[str, str] = {each: sound for sound, spelt in _SPELT.items() for each in spelt.split()}
_LOOSE = {"U": ("", "o"), "N": ("n", "nk", "m"), "Q": ("", "k", "t", "p", "s")}
"""Sounds of kana that stand for several Korean ones: see `kana.py`."""

Reading = tuple[str, int]
"""Letters, and how many syllables at least."""


def sound_of(hangul: str) -> str:
    """The sound of Hangul syllables: 철수 is `colso`."""
    return _short("".join(_syllable(each) for each in hangul if "가" <= each <= "힣"))


def _syllable(syllable: str) -> str:
    at = ord(syllable) - ord("가")
    parts = (_ONSETS[at // 588], _VOWELS[at % 588 // 28], _CODAS[at % 28])
    return "".join(parts).replace("-", "")


def sounds_of(latin: str) -> frozenset[Reading]:
    """The sounds that a word in Latin letters may stand for, each with the fewest syllables it may have."""
    word = latin.translate(_ACCENTED)[:LONGEST]
    found: list[dict[str, int]] = [{} for _ in range(len(word) + 1)]
    found[0][""] = 0
    for at in range(len(word)):
        for before, syllables in found[at].items():
            for length, sound, more in _steps(word, at):
                after, whole = found[at + length], before + sound
                if whole in after or len(after) < MOST:
                    after[whole] = min(after.get(whole, LONGEST), syllables + more)
    fewest = min(found[-1].values(), default=0)
    return frozenset((_short(each), fewest) for each in found[-1])


def _steps(word: str, at: int) -> list[tuple[int, str, int]]:
    """What can come next at a place of a word: letters used, the sound, syllables."""
    steps = [(1, sound, 0) for sound in _LOOSE.get(word[at], ())]
    for length in (1, 2, 3, 4):
        chunk = word[at : at + length]
        if len(chunk) == length and chunk in _NUCLEI:
            steps.append((length, _NUCLEI[chunk], 1))
        if len(chunk) == length and chunk in _CONSONANTS:
            steps.append((length, _CONSONANTS[chunk], 0))
    if word[at] == "r" and word[at + 1 : at + 2] not in {"a", "e", "i", "o", "u", "y", "w", "h"}:
        steps.append((1, "", 0))
    return steps or [(1, "", 0)]


def _short(sound: str) -> str:
    """Without doubled letters: 안나 and `Ana` are one."""
    return re.sub(r"(.)\1+", r"\1", sound)


def family_sound(sound: str) -> str:
    """A family name as it is said at the head of a name: Lee, Rhee, Yi and 이 are one, so are Noh, Roh and 노."""
    if not sound.startswith("l"):
        return sound
    return sound[1:] if sound[1:2] in {"i", "y"} else "n" + sound[1:]
