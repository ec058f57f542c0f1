"""The number of an option, and of several, as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.parse.numbers import count
from dialogs.parse.text import plain

_MARKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]")

_CIRCLED = re.compile("[\u2460-\u2473]")

_NATIVE = "한|두|세|네|다섯|여섯|일곱|여덟|아홉|열"
_KOREAN = "[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]"
_HAN = "[一二三四五六七八九十]{1,3}"
_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FRENCH = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "첫 번째|첫번째|첫째|first|1st|premier|première|1er|1re|1ère",
            "둘째|두번째|second|2nd|deuxième|second|seconde|2e|2ème",
            "셋째|세번째|third|3rd|troisième|3e|3ème",
            "넷째|네번째|fourth|4th|quatrième|4e|4ème",
            "다섯째|다섯번째|fifth|5th|cinquième|5e|5ème",
            "여섯째|여섯번째|sixth|6th|sixième|6e|6ème",
            "일곱째|일곱번째|seventh|7th|septième|7e|7ème",
            "여덟째|여덟번째|eighth|8th|huitième|8e|8ème",
            "아홉째|아홉번째|ninth|9th|neuvième|9e|9ème",
            "열째|열번째|tenth|10th|dixième|10e|10ème",
        ),
        1,
    )
    for word in words.split("|")
}
_ORDINAL = "|".join(sorted((re.escape(word) for word in _ORDINALS), key=len, reverse=True))
_HEAD = (
    r"(?:(?:i (?:choose|pick|select|take)|i'd say|it's|it is|je choisis|je prends|c'est|저는|나는|我选|我選|我选择|选择|選擇|选|選|选项|答案是?|答え?は|答えは)\s?)?"
    r"(?:(?:the|le|la|l') ?)?(?:(?:no\.?|n[°ºo]\.?|№|#|number|option|answer|numéro|réponse|choix|第|選択肢|选项|번호|보기) ?)?"
)
_COUNTER = r" ?(?:번째|번|番目|番|号|號|个|個|つ目|つ|项|項|one\b)"
_TAIL = (
    r"(?: ?(?:으로|로|요|이요|입니다|이에요|예요|이예요|이었어요|인 ?것 ?같아요|인 ?것 ?같습니다|인 ?듯(?:요|해요|합니다)?|것 ?같아요|같아요|같습니다|거요|꺼요|것이요|거예요|"
    r"할게요|하겠습니다|선택|선택할게요|선택합니다|해 ?주세요|주세요|부탁해요|부탁드립니다|이고|이고요|を|で|です|だと思います|にします|お願いします|を選びます|をお願いします|"
    r"吧|的|个|選項|选项|please|thanks|i think|je crois|s'il vous plaît|svp|を|을|를))*[\s.,、，。)!:;]*"
)
_INDEX = re.compile(
    rf"{_HEAD}(?:\(?(?P<digits>\d{{1,3}})\)?(?:{_COUNTER})?|(?P<ordinal>{_ORDINAL})(?: one| option| choix)?"
    rf"|(?P<native>{_NATIVE})(?= ?번| ?가지)(?:{_COUNTER})|(?P<korean>{_KOREAN})(?= ?번)(?:{_COUNTER})"
    rf"|(?P<han>{_HAN})(?:{_COUNTER})|(?:(?<=第)|(?<=选)|(?<=選)|(?<=项)|(?<=項)|(?<=肢))(?P<bare>{_HAN})(?:{_COUNTER})?"
    rf"|(?:(?<=number )|(?<=option )|(?<=answer )|(?<=no )|(?<=no. ))(?P<english>{_ENGLISH})"
    rf"|(?:(?<=numéro )|(?<=choix )|(?<=réponse )|(?<=option ))(?P<french>{_FRENCH})){_TAIL}"
)
_LIST_MARK = re.compile(
    r"(?:\s*(?:[,、，;；/&+·・.]|와|과|랑|이랑|하고|그리고|또|및|と|それと|和|跟|以及|\band\b|\bet\b)\s*)+|\s+"
)
_SPAN = re.compile(
    r"(\d{1,2}) ?(?:번|番)? ?(?:[-~–—〜∼]|부터|에서|から|to|through|à|至|到) ?(\d{1,2}) ?(?:번|番)?(?: ?(?:까지|まで))?[\s.!]*(?:요|입니다|です)?"
)
LONGEST_NUMBERS = 60
"""Characters up to which words are read as numbers of options."""


def read_index(text: str) -> int | None:
    """The number of an option as typed: `3`, `３`, `③`, `3번이요`, `number three`, `第3`, `세 번째`; None otherwise."""
    said = plain(_MARKS.sub("", text[: LONGEST_NUMBERS + 1]))
    if len(said) > LONGEST_NUMBERS or (found := _INDEX.fullmatch(said)) is None:
        return None
    if word := found["ordinal"]:
        return _ORDINALS[word]
    if word := found["bare"]:
        return count(word) or None
    return count(next(filter(None, found.groups()))) or None


def read_indices(text: str) -> tuple[int, ...] | None:
    """The numbers of several options: `1, 3`, `1 3`, `1번과 3번`, `1 and 3`, `1-3`, `1.3`; None if any part is none."""
    said = plain(_MARKS.sub("", _CIRCLED.sub(r" \g<0> ", text[: LONGEST_NUMBERS + 1])))
    if len(said) > LONGEST_NUMBERS:
        return None
    if span := _SPAN.fullmatch(said):
        first, last = int(span[1]), int(span[2])
        return tuple(range(first, last + 1)) if 0 < first < last else None
    if (one := read_index(said)) is not None:
        return (one,)
    numbers = [read_index(part) for part in _LIST_MARK.split(said.strip(" .,!、，。")) if part]
    if not numbers or None in numbers:
        return None
    return tuple(dict.fromkeys(number for number in numbers if number))
