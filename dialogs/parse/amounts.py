"""Numbers found in a sentence: 3억 5천만 · 삼억 · 三亿五千万 · 2.5 million · trois cents millions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dialogs.parse.numbers import DIGITS, FIGURE, MYRIADS, SCALES, SMALL, SPOKEN, figure
from dialogs.parse.text import Misread

_SIGNS = "".join([*DIGITS, *SMALL, *MYRIADS])
_UNITS = "".join([*SMALL, *MYRIADS])
_HANGUL_DIGIT = rf"[영공일이삼사오육륙칠팔구](?=[{_UNITS}]| ?원)"
_HAN_DIGIT = "[" + re.sub("[가-힣]", "", "".join(DIGITS)) + "]"
_UNIT = rf"(?:[{_UNITS.replace('조', '')}]|조(?![금사정차언건직합]))(?: ?[零〇]? ?{FIGURE}(?![\d:/-])| (?=[{_SIGNS}]))?"
_FIRST = rf"(?<![\d.,]){FIGURE} ?(?=[{_UNITS}])|(?<![가-힣]){_HANGUL_DIGIT}|{_HAN_DIGIT}|(?<![가-힣]){_UNIT}"
_RUN = re.compile(rf"(?:{_FIRST})(?:{FIGURE} ?(?=[{_UNITS}])|{_HANGUL_DIGIT}|{_HAN_DIGIT}|{_UNIT})*")
_WON_NEXT = re.compile(" ?(?:원|won|정도|쯤|가량|이|입|$)")
_PIECE = re.compile(rf"({FIGURE})|([{_SIGNS}])")
_WORD = re.compile(rf"(?<![\d.,]){FIGURE}|[a-zé]+")
_QUATRE_VINGT = re.compile(r"quatre[- ]vingts?")
NOUGHTS = frozenset("零〇")
"""Stand for units that are left out: 一千零五十 is 1050."""
_HUNDREDS = frozenset({"hundred", "cent", "cents"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number found at `start`-`end` of the text. `scaled`: said with a unit like 만 or million.

    `loose`: the last unit was left out, as in 3억 5천 for 350 million.
    """

    value: Fraction | Misread
    start: int
    end: int
    scaled: bool = False
    loose: bool = False


def amounts(text: str) -> tuple[Amount, ...]:
    """Every number in `plain` text, from left to right."""
    eastern = tuple(_eastern(text))
    rest = text
    for one in eastern:
        rest = rest[: one.start] + "\0" * (one.end - one.start) + rest[one.end :]
    return tuple(sorted((*eastern, *_western(rest)), key=lambda one: one.start))


# ---- 3억 5천만, 삼억, 三亿五千万 -------------------------------------------------------------------------


def _eastern(text: str) -> Iterator[Amount]:
    for run in _RUN.finditer(text):
        typed = run.group().strip()
        if _is_number(typed, text[: run.start()], text[run.start() + len(typed) :]):
            value, loose = _sum(typed)
            yield Amount(value, run.start(), run.start() + len(typed), True, loose)


def _is_number(typed: str, before: str, after: str) -> bool:
    """Whether such a run is a number and not part of a word (회사 일, 3년 만에, 万一, 천만에요)."""
    if not re.search(f"[{_UNITS}]", typed):
        return False
    if typed[0].isdecimal():
        return True
    if re.match("[가-힣]", typed):
        inside = bool(re.search("[가-힣]$", before))
        return not inside and (typed[0] in DIGITS or (typed[0] in "십백천만" and bool(_WON_NEXT.match(after))))
    return typed[0] in DIGITS or (len(typed) > 1 and typed[0] in "十百千")


def _sum(typed: str) -> tuple[Fraction | Misread, bool]:
    """The value of 3억 5천만, unit by unit from the greatest, and whether its last unit was left out."""
    total, last, begun = Fraction(0), 10**16, 0
    for unit in re.finditer(f"[{''.join(MYRIADS)}]", typed):
        section = _section(typed[begun : unit.start()])
        weight = MYRIADS[unit.group()]
        if isinstance(section, Misread) or weight >= last:
            return section if isinstance(section, Misread) else Misread.UNCLEAR, False
        total, last, begun = total + (section or 1) * weight, weight, unit.end()
    return _with_rest(total, last, typed[begun:].strip())


def _with_rest(total: Fraction, last: int, typed: str) -> tuple[Fraction | Misread, bool]:
    rest = _section(typed)
    if typed[:1] in NOUGHTS and not isinstance(rest, Misread) and last < 10**16:
        return total + rest, False  # 十万零五百 says that no unit was left out
    if isinstance(rest, Misread) or not typed or last == 10**16:
        return rest if isinstance(rest, Misread) else total + rest, False
    if rest >= last or (rest < 10 and not any(unit in typed for unit in SMALL)):
        return Misread.AMBIGUOUS, False
    if last >= 10**8 and rest < 10**4 and not rest % 100:
        return total + rest * (last // 10**4), True
    return total + rest, False


def _section(typed: str) -> Fraction | Misread:
    """The value of 5천 2백 30 or 2.5: figures or digit words, each with its 천, 백 or 십."""
    total, last = Fraction(0), 10**4
    waiting: Fraction | None = None
    for figures, sign in _PIECE.findall(typed):
        if sign in SMALL:
            if SMALL[sign] >= last:
                return Misread.UNCLEAR
            total += (Fraction(1) if waiting is None else waiting) * SMALL[sign]
            waiting, last = None, SMALL[sign]
            continue
        if sign in NOUGHTS and waiting is None and len(typed) > 1:
            continue
        read = _one(figures, sign)
        if isinstance(read, Misread) or waiting is not None:
            return read if isinstance(read, Misread) else Misread.UNCLEAR
        waiting = read
    return total + (waiting or 0)


def _one(figures: str, sign: str) -> Fraction | Misread:
    if not figures:
        return Fraction(DIGITS[sign])
    if re.fullmatch(r"\d+,\d{1,2}", figures):
        return Misread.SEVERAL  # 1,2억 is one or two in Korean, never one point two
    return figure(figures, scaled=True)


# ---- 2.5 million, KRW 1.2bn, trois cents millions -------------------------------------------------------


def _western(text: str) -> Iterator[Amount]:
    text = _QUATRE_VINGT.sub(lambda found: "80".ljust(len(found.group())), text)
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        run = _run_at(text, words, at)
        if amount := _spoken(run):
            yield amount
        at += max(len(run), 1)


def _run_at(text: str, words: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The words from `at` on that make one number: each a number word, with blanks or hyphens between."""
    run: list[re.Match[str]] = []
    for word in words[at:]:
        touching = not run or not text[run[-1].end() : word.start()].strip(" -")
        glue = bool(run) and word.group() in ("and", "et")
        second = bool(run) and word.group()[0].isdigit() and run[-1].group().isdigit()
        if not touching or second or not (glue or _value(word.group())):
            break
        run.append(word)
    while run and run[-1].group() in ("and", "et"):
        run.pop()
    return run


def _value(word: str) -> bool:
    return word[0].isdigit() or word in SPOKEN or word in SCALES or word in _HUNDREDS


def _spoken(run: list[re.Match[str]]) -> Amount | None:
    words = [word.group() for word in run if word.group() not in ("and", "et")]
    if not words or (words[0] in SCALES and words[0] != "mille") or words in (["a"], ["an"], ["un"], ["une"]):
        return None
    scaled = any(word in SCALES for word in words)
    return Amount(_add(words, scaled), run[0].start(), run[-1].end(), scaled)


def _add(words: list[str], scaled: bool) -> Fraction | Misread:
    total, current, last = Fraction(0), Fraction(0), 10**13
    for word in words:
        if word in _HUNDREDS:
            current = (current or Fraction(1)) * 100
        elif word in SCALES:
            if SCALES[word] > last == 1000 and total < 10**6:  # deux mille cinq cents millions
                total, current, last = (total + current) * SCALES[word], Fraction(0), SCALES[word]
                continue
            if SCALES[word] >= last:
                return Misread.UNCLEAR
            total, current, last = total + (current or 1) * SCALES[word], Fraction(0), SCALES[word]
        else:
            read = Fraction(SPOKEN[word]) if word in SPOKEN else figure(word, scaled)
            if isinstance(read, Misread):
                return read
            current += read
    return total + current
