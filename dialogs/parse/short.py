"""Short answers: yes and no, and the number of an option."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.parse.numbers import COUNTS, count
from dialogs.parse.text import bare, plain

YES = (
    "네, 예, 응, 어, 넵, 넹, 그래, 그래요, 맞아, 맞아요, 맞습니다, 그렇습니다, 그렇다, 있어요, 있습니다, "
    "있음, 동의, 동의합니다, 동의해요, 네네, ㅇㅇ, ㅇ, o, ⭕, ○, 👍, ✅, ✓, yes, y, yeah, yep, yup, "
    "yes please, sure, ok, okay, of course, correct, right, that's right, i agree, agree, i do, true, はい, "
    "ええ, うん, そうです, その通りです, その通り, 同意します, あります, 是, 是的, 对, 對, 对的, 對的, 没错, "
    "沒錯, 有, 有的, 好, 好的, 可以, 同意, 嗯, 正确, oui, ouais, bien sûr, d'accord, exact, exactement, "
    "c'est ça, en effet, tout à fait, je suis d'accord"
)
NO = (
    "아니요, 아니오, 아뇨, 아니, 아닙니다, 아니에요, 없어요, 없습니다, 없음, 없다, 안 해요, "
    "동의하지 않습니다, 동의 안 함, ㄴㄴ, ㄴ, x, ❌, ✗, 👎, no, n, nope, nah, not really, no thanks, "
    "i disagree, disagree, i don't, none, false, never, いいえ, いや, ちがいます, 違います, ない, ないです, "
    "ありません, 同意しません, いらない, 不, 不是, 不对, 不對, 没有, 沒有, 没, 否, 不同意, 不用, 不要, non, "
    "pas du tout, jamais, aucun, aucune, pas d'accord, je ne suis pas d'accord"
)

_YES = frozenset(bare(word) or plain(word) for word in YES.split(","))
_NO = frozenset(bare(word) or plain(word) for word in NO.split(","))
_PARTS = re.compile(r"[,.!。、，！;\n]+")
_MARKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]")

_CIRCLED = re.compile("[\u2460-\u2473]")

_ORDINALS: Mapping[str, int] = {
    **{f"{word} 번째": n for word, n in COUNTS.items() if re.match("[가-힣]", word) and n > 1},
    "첫 번째": 1, "첫번째": 1, "첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "first": 1, "the first": 1, "second": 2,
    "the second": 2, "third": 3, "the third": 3, "the first one": 1, "the second one": 2, "the third one": 3,
    "premier": 1, "première": 1, "le premier": 1, "la première": 1, "deuxième": 2, "le deuxième": 2,
    "la deuxième": 2, "troisième": 3, "le troisième": 3, "la troisième": 3,
}  # fmt: skip
_HAN = "[一二三四五六七八九十]{1,3}"
_INDEX = re.compile(
    r"(?:no\.?|n[°ºo]\.?|№|#|number|option|numéro|answer|réponse|choix|第|選択肢|选项|번호)? ?"
    rf"(?:\(?(?P<digits>\d{{1,3}})\)?|(?P<han>{_HAN})(?=번|番|号|號|个|個|つ)|(?<=第)(?P<ordinal>{_HAN}))"
    r" ?(?:번째|번|番目|番|号|號|个|個|つ)?(?:이요|요|입니다|이에요|이예요|です|で|을|를|,|\.|\)|:)?"
)
_LIST_MARK = re.compile(r"\s*(?:[,、，;/&+]|와|과|랑|하고|그리고|と|和|\band\b|\bet\b|\s)\s*")


def read_yes_no(text: str) -> bool | None:
    """Whether it says yes or no in any of the five languages; None for anything else, or for both."""
    said = plain(_MARKS.sub("", text))
    parts = [bare(part) or part.strip() for part in _PARTS.split(said) if part.strip()]
    if parts and all(part in _YES for part in parts):
        return True
    if parts and all(part in _NO for part in parts):
        return False
    return None


def read_index(text: str) -> int | None:
    """The number of an option as typed: `3`, `３`, `③`, `3번`, `no. 3`, `3)`, `第3`, `세 번째`; None otherwise."""
    said = plain(_MARKS.sub("", text))
    if bare(said) in _ORDINALS:
        return _ORDINALS[bare(said)]
    found = _INDEX.fullmatch(said)
    if found is None:
        return None
    return count(found["digits"] or found["han"] or found["ordinal"]) or None


def read_indices(text: str) -> tuple[int, ...] | None:
    """The numbers of several options: `1, 3`, `1 3`, `1번과 3번`, `1 and 3`, `1-3`; None if any part is none."""
    said = plain(_MARKS.sub("", _CIRCLED.sub(r" \g<0> ", text)))
    if span := re.fullmatch(r"(\d{1,2}) ?[-~–] ?(\d{1,2})", said):
        first, last = int(span[1]), int(span[2])
        return tuple(range(first, last + 1)) if 0 < first <= last else None
    if (one := read_index(said)) is not None:
        return (one,)
    numbers = [read_index(part) for part in _LIST_MARK.split(said) if part]
    if not numbers or None in numbers:
        return None
    return tuple(dict.fromkeys(number for number in numbers if number))
