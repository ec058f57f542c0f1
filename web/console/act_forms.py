"""From a form of the case's page to an act. Nothing of it is trusted: what may be done is looked up with the act."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from casework.acts import (
    LONGEST_WORDS,
    OUTCOMES,
    STANCES,
    Act,
    Asked,
    Barred,
    Closed,
    Declined,
    Extended,
    HoldAsked,
    HoldConfirmed,
    Noted,
    PassedOn,
    Positioned,
    Queried,
    Released,
    Replied,
    Reworded,
    Settled,
    Taken,
)
from casework.clocks import MOST_DAYS
from guidance.guide import DESKS
from locales.text import LANGUAGES
from storage.officers import Officer
from web.forms import SubmittedForm

FIELDS = (
    "words", "language", "prepared", "questions", "to", "reason", "outcome", "stance", "lead", "about", "who", "clock",
    "days", "of", "shared", "basis", "until", "hold",
)  # fmt: skip
"""What a form of the page may carry beside who sends it, which one it is, and files."""
HAND_REASONS = ("away", "knows", "load", "language", "other")
BAR_REASONS = ("tie", "worked_there", "stake", "asked", "other")


class Common(TypedDict):
    """What every act names."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as an officer filled it. `about`: the code of the related case it names, empty for none; `bases`: what may
    order a hold today."""

    form: SubmittedForm
    officer: Officer
    receipt: str
    at: datetime
    about: str = ""
    bases: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        return self.form[name].strip()

    @property
    def words(self) -> str:
        return self["words"][:LONGEST_WORDS]

    @property
    def language(self) -> str:
        return self["language"] if self["language"] in LANGUAGES else self.officer.language

    @property
    def common(self) -> Common:
        key = key_of(self.officer, self.form)
        return Common(
            key=key, receipt=self.receipt, ministry=self.officer.ministry, officer=self.officer.id, at=self.at
        )  # fmt: skip


def read(filled: Filled) -> Act | str:
    """The act of a form, or why there is none: a key of `words.RULINGS`."""
    reader = _READERS.get(filled["verb"])
    return reader(filled) if reader else "empty"


def key_of(officer: Officer, form: SubmittedForm) -> str:
    """Unique for this rendering of the form and what was said in it: the same sent twice is done once, and a form that
    was gone back to and filled with other words is done as well."""
    said = hashlib.sha256()
    for field in FIELDS:
        said.update(form[field].strip().encode("utf-8", "surrogatepass") + b"\0")
    for file in form.files:
        said.update(file.sha256.encode() + b"\0")
    return f"web:{officer.id}:{form['key'][:43]}:{form['verb'][:8]}:{said.hexdigest()[:16]}"


def _take(filled: Filled) -> Act:
    return Taken(**filled.common)


def _release(filled: Filled) -> Act:
    return Released(**filled.common, reason=_one_of(filled["reason"], HAND_REASONS))


def _hand_over(filled: Filled) -> Act | str:
    if not filled["to"]:
        return "no_colleague"
    return Released(**filled.common, to=filled["to"][:32], reason=_one_of(filled["reason"], HAND_REASONS))


def _reply(filled: Filled) -> Act | str:
    files = tuple(file for file in filled.form.files if not file.refused)
    if len(files) != len(filled.form.files):
        return "files"
    if not (filled.words or filled["prepared"]):
        return "empty"
    said, prepared = filled.words, filled["prepared"][:64]
    return Replied(**filled.common, words=said, language=filled.language, prepared=prepared, files=files)


def _ask(filled: Filled) -> Act | str:
    said, prepared, questions = filled.words, filled["prepared"][:64], filled["questions"][:64]
    if not (said or prepared or questions):
        return "empty"
    return Asked(**filled.common, words=said, language=filled.language, prepared=prepared, questions=questions)


def _pass_on(filled: Filled) -> Act | str:
    to, said, prepared = filled["to"], filled.words, filled["prepared"][:64]
    if to not in DESKS or to == filled.officer.ministry or not (said or prepared):
        return "empty"
    reason = prepared or "own_words"
    return PassedOn(**filled.common, to=to, reason=reason, words=said, language=filled.language, prepared=prepared)


def _close(filled: Filled) -> Act | str:
    outcome, said, prepared = filled["outcome"], filled.words, filled["prepared"][:64]
    if outcome not in OUTCOMES:
        return "no_outcome"
    if not (said or prepared):
        return "empty"
    return Closed(**filled.common, reason=outcome, words=said, language=filled.language, prepared=prepared)


def _decline(filled: Filled) -> Act | str:
    said, prepared = filled.words, filled["prepared"][:64]
    if not (said or prepared):
        return "empty"
    reason = prepared or "own_words"
    return Declined(**filled.common, reason=reason, words=said, language=filled.language, prepared=prepared)


def _reword(filled: Filled) -> Act | str:
    if not filled.words:
        return "empty"
    return Reworded(**filled.common, of=filled["of"][:160], words=filled.words, language=filled.language)


def _note(filled: Filled) -> Act | str:
    if not filled.words:
        return "no_words"
    shared = filled["shared"] == "yes"
    return Noted(**filled.common, words=filled.words, language=filled.language, shared=shared)


def _position(filled: Filled) -> Act | str:
    if filled["stance"] not in STANCES:
        return "no_stance"
    return Positioned(**filled.common, stance=filled["stance"], words=filled.words, language=filled.language)


def _settle(filled: Filled) -> Act | str:
    if not filled.words:
        return "no_words"
    lead = filled["lead"] if filled["lead"] in DESKS else ""
    return Settled(**filled.common, words=filled.words, language=filled.language, lead=lead)


def _query(filled: Filled) -> Act | str:
    if not filled.about:
        return "wrong"
    return Queried(**filled.common, about=filled.about, words=filled.words, language=filled.language)


def _bar(filled: Filled) -> Act | str:
    if not filled["who"]:
        return "no_colleague"
    return Barred(**filled.common, who=filled["who"][:32], reason=_one_of(filled["reason"], BAR_REASONS))


def _extend(filled: Filled) -> Act | str:
    days = int(filled["days"]) if filled["days"].isascii() and filled["days"].isdigit() else 0
    if not 0 < days <= MOST_DAYS or not filled["clock"]:
        return "no_days"
    if not filled.words:
        return "empty"
    clock = filled["clock"][:32]
    return Extended(**filled.common, clock=clock, days=days, reason=filled.words, language=filled.language)


def _hold(filled: Filled) -> Act | str:
    if filled["basis"] not in filled.bases or not filled.words or not filled["until"]:
        return "no_basis"
    return HoldAsked(**filled.common, basis=filled["basis"], until=filled["until"][:10], words=filled.words)


def _confirm(filled: Filled) -> Act | str:
    number = filled["hold"]
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return "wrong"
    return HoldConfirmed(**filled.common, hold=int(number))


def _one_of(given: str, known: tuple[str, ...]) -> str:
    """Reasons are kept unsealed beside the referral: only those of a list, never somebody's words."""
    return given if given in known else "other"


_READERS: Mapping[str, Callable[[Filled], Act | str]] = {
    "take": _take, "release": _release, "hand": _hand_over, "reply": _reply, "ask": _ask, "pass": _pass_on,
    "close": _close, "decline": _decline, "reword": _reword, "note": _note, "position": _position, "settle": _settle,
    "query": _query, "bar": _bar, "extend": _extend,
    "hold": _hold, "confirm": _confirm,
}  # fmt: skip
