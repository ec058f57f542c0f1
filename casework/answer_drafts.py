"""Drafts of what officers write on a case: kept while they type, found again wherever they sign in, gone when they are
sent, discarded, or the case is. Who must not know of the case keeps and reads none."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from casework import permissions
from casework.acts import LONGEST_WORDS
from storage import answer_drafts, cases, conflicts, referrals
from storage.answer_drafts import DraftPlace, SealedDraft, form_of
from storage.officers import Officer
from storage.transaction import Transaction
from storage.vault import Key, SealBroken

log = logging.getLogger(__name__)

RIGHTS: Mapping[str, str] = {
    "reply": permissions.REPLY, "ask": permissions.ASK, "pass": permissions.PASS_ON, "close": permissions.CLOSE,
    "decline": permissions.DECLINE, "reword": permissions.REWORD, "note": permissions.NOTE,
    "position": permissions.POSITION, "settle": permissions.SETTLE, "query": permissions.QUERY,
    "extend": permissions.EXTEND, "hold": permissions.HOLD,
}  # fmt: skip
"""The forms of a case's page in which one writes -> the right to what they do."""
FIELDS = ("language", "prepared", "questions", "to", "outcome", "stance", "lead", "clock", "days", "shared", "basis",
          "until")  # fmt: skip
"""What else is kept beside the words, each of at most `LONGEST_FIELD` characters."""
NAMES = ("verb", "of", "about")
"""What says which form it is."""
LONGEST_FIELD = 160
_BEST = permissions.Standing(permissions.HOLDER, leads=True)


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """A form as far as it was filled. `saved` in ms."""

    typed: Mapping[str, str]
    saved: int


def subject(typed: Mapping[str, str]) -> str:
    """What a form is about, where there are several of its kind: a message to be worded anew, or a related case."""
    return typed.get("of", "") or typed.get("about", "")


async def keep(tx: Transaction, who: Officer, receipt: str, typed: Mapping[str, str], at: int) -> str:
    """Keep what an officer typed so far; nothing typed is nothing kept. Why not, as in `Ruling`, or empty."""
    key = await _key(tx, who, receipt)
    if key is None:
        return "unknown"
    if not permissions.ever_allows(who.role, RIGHTS.get(typed.get("verb", ""), ""), _BEST):
        return "no_right"
    place, kept = _place(tx, who, receipt, typed), _cut(typed)
    if not any(kept.get(each, "").strip() for each in ("words", "prepared", "questions")):
        await answer_drafts.drop(tx, place)
        return ""
    return "" if await answer_drafts.put(tx, key, place, msgspec.msgpack.encode(kept), at) else "many_drafts"


async def drop(tx: Transaction, who: Officer, receipt: str, typed: Mapping[str, str]) -> None:
    """What the officer began in this form was sent, or is discarded."""
    await answer_drafts.drop(tx, _place(tx, who, receipt, typed))


async def kept(tx: Transaction, who: Officer, receipt: str) -> Sequence[AnswerDraft]:
    """What this officer has begun to write on a case."""
    key = await _key(tx, who, receipt)
    rows = await answer_drafts.of_officer(tx, receipt, who.id) if key is not None else ()
    return [each for row in rows if key is not None and (each := _opened(row, key)) is not None]


async def _key(tx: Transaction, who: Officer, receipt: str) -> Key | None:
    """The key of a case that the officer may know of and that is still there."""
    row = await referrals.referral(tx, receipt, who.ministry)
    if row is None or row.state.gone or await conflicts.is_barred(tx, receipt, who.id):
        return None
    case = await cases.case_row(tx, receipt)
    return await cases.key_of(tx, case) if case is not None else None


def _place(tx: Transaction, who: Officer, receipt: str, typed: Mapping[str, str]) -> DraftPlace:
    return DraftPlace(receipt, who.id, who.ministry, form_of(tx, typed.get("verb", "")[:8], subject(typed)[:160]))


def _cut(typed: Mapping[str, str]) -> dict[str, str]:
    most = {"words": LONGEST_WORDS} | dict.fromkeys((*NAMES, *FIELDS), LONGEST_FIELD)
    return {name: given[: most[name]] for name, given in typed.items() if name in most and given}


def _opened(row: SealedDraft, key: Key) -> AnswerDraft | None:
    try:
        return AnswerDraft(msgspec.msgpack.decode(row.opened(key), type=dict[str, str]), row.saved)
    except (SealBroken, msgspec.DecodeError) as error:
        log.error("a draft does not open: kind=%s", type(error).__name__)
        return None
