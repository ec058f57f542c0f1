"""Korean names in kana, in the letters that `name_sounds.py` reads. Pure."""

from __future__ import annotations

import re
import unicodedata

_KANA = re.compile(r"[ァ-ヺー]+")
_SMALL = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SAID = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji"}


def in_latin(text: str) -> str:
    """`text` with its kana spelt out. Korean syllables end in consonants that kana gives a vowel: `kiUmU` says which
    may be silent (`U`), which nasal may be any (`N`), and that something is doubled (`Q`)."""
    katakana = "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in text)
    return _KANA.sub(lambda found: f" {_spelt(found.group())} ", katakana)


def _spelt(kana: str) -> str:
    said = ""
    for each in kana:
        if each in _SMALL and said:
            said = _palatal(said) + _SMALL[each]
        else:
            said += _letter(each)
    return said


def _palatal(before: str) -> str:
    """キ before ョ is ky, チ before ョ is ch."""
    head = before[:-1]
    return head if head.endswith(("ch", "sh", "j")) else head + "y"


def _letter(kana: str) -> str:
    if kana in "ンッー":
        return {"ン": "N", "ッ": "Q", "ー": ""}[kana]
    name = unicodedata.name(kana, "").rpartition(" ")[2].lower()
    said = _SAID.get(name, name)
    return f"{said[:-1]}U" if said in {"mu", "ru", "ku", "pu", "bu", "tsu"} else said
