"""Which language a few words are written in."""

from __future__ import annotations

import re

from dialogs.faq.ngrams import plain

_FRENCH = (
    "je tu il elle nous vous ils le la les un une des du de et est sont que qui quoi mon ma mes notre nos "
    "votre vos pas ne pour dans sur avec sans ou comment quel quelle quels combien puis peut c j l d n s "
    "qu a ont au aux "
)


_ENGLISH = (
    "i you he she we they the a an my our your their is are was were do does did can could how what where "
    "who which to of in on for with without and or not it this that have has me us please if "
)


_IN_FRENCH, _IN_ENGLISH = frozenset(_FRENCH.split()), frozenset(_ENGLISH.split())


def language_of(text: str, session: str) -> str:
    """The language `text` seems to be in; `session` decides what the script leaves open."""
    kana = len(re.findall(r"[\u3040-\u30ff]", text))
    hangul = len(re.findall(r"[\uac00-\ud7a3\u3131-\u318e]", text))
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    words = plain(text).split()
    if hangul and 3 * hangul >= kana + han:
        return "ko"
    if kana:
        return "ja"
    if han:
        return session if session in {"zh", "ja"} else "zh"
    french, english = sum(w in _IN_FRENCH for w in words), sum(w in _IN_ENGLISH for w in words)
    if french != english:
        return "fr" if french > english else "en"
    return session or "en"
