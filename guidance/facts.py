"""What somebody told us, made into facts: normalised, and with what cannot be right named instead of guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from guidance import vocabulary as words
from guidance.contradictions import contradictions
from guidance.guide import Complaint, Value
from locales.text import Day, Raw, Text, _

MOST_WON = 10**15
"""A thousand trillion won: more than any company in Korea sells in a year."""

MOST_YEARS = 100


@dataclass(frozen=True, slots=True)
class Facts:
    """`values`: fact id -> value, only what is known (yes/no and options as ids, dates as `Day` strings, lists as
    sorted tuples). `doubtful`: facts that contradict another; what rests on them is uncertain."""

    values: Mapping[str, Value] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def read_facts(given: object, today: date | None = None) -> tuple[Facts, tuple[Complaint, ...]]:
    """The facts in a JSON object of FACTS vocabulary, and a complaint for everything that could not be taken.

    `today` makes dates in the future a complaint. Never raises.
    """
    if not isinstance(given, Mapping):
        return Facts(), (Complaint("not_a_value", (), _("The facts must be one JSON object.")),)
    values: dict[str, Value] = {}
    complaints: list[Complaint] = []
    for key, raw in given.items():
        if not isinstance(key, str) or key not in words.ALL:
            why = _("“{fact}” is not a fact this guide knows.", fact=Raw(str(key)[:60]))
            complaints.append(Complaint("unknown_key", (str(key)[:60],), why))
            continue
        _take(key, raw, today, values, complaints)
    complaints.sort(key=lambda complaint: complaint.facts)
    found = contradictions(values)
    doubtful = frozenset(fact for complaint in found for fact in complaint.facts)
    return Facts(values, doubtful), (*complaints, *found)


def known_only(given: Mapping[str, Value], today: date) -> tuple[Facts, tuple[Complaint, ...]]:
    """As `read_facts`, for answers of the questionnaire: what is not a fact that routes is passed over."""
    return read_facts({key: value for key, value in given.items() if key in words.ALL}, today)


def _take(key: str, raw: object, today: date | None, values: dict[str, Value], complaints: list[Complaint]) -> None:
    if raw is None or raw == "" or raw == "unknown":
        return
    if isinstance(raw, str) and raw in words.ONE.get(key, ()):
        values[key] = raw
        return
    value: Value | None
    if key in words.ONE:
        value = _one(key, raw, complaints)
    elif key in words.MANY or key in words.FREE:
        value = _many(key, raw, complaints) or None
    else:
        value = _READERS[key](key, raw, today, complaints)
    if value is not None:
        values[key] = value


def _word(raw: object) -> str:
    if raw is True:
        return "yes"
    if raw is False:
        return "no"
    if not isinstance(raw, str):
        return ""
    said = raw.strip().lower()
    return {"true": "yes", "false": "no"}.get(said, said)


def _one(key: str, raw: object, complaints: list[Complaint]) -> str | None:
    if isinstance(raw, (list, tuple)):
        return _only(key, raw, complaints)
    said = _word(raw)
    if said in words.ONE[key]:
        return said
    if said not in ("unknown", "") or not isinstance(raw, str):
        complaints.append(_not_an_option(key, raw))
    return None


def _only(key: str, raw: list[object] | tuple[object, ...], complaints: list[Complaint]) -> str | None:
    if len(raw) == 1:
        return _one(key, raw[0] if not isinstance(raw[0], (list, tuple)) else None, complaints)
    if raw:
        why = _("“{fact}” can have one value only, and more were given.", fact=Raw(key))
        complaints.append(Complaint("not_a_value", (key,), why))
    return None


def _many(key: str, raw: object, complaints: list[Complaint]) -> tuple[str, ...]:
    said = raw if isinstance(raw, (list, tuple)) else (raw,)
    kept: set[str] = set()
    for one in said:
        word = _word(one) if isinstance(one, (str, bool)) else ""
        if word and (key in words.FREE or word in words.MANY[key]):
            kept.add(word)
        elif word != "unknown" and one not in (None, ""):
            complaints.append(_not_an_option(key, one))
    return tuple(sorted(kept - {"unknown"}))


def _not_an_option(key: str, raw: object) -> Complaint:
    why = _("“{value}” is not a possible value of “{fact}”.", value=Raw(str(raw)[:60]), fact=Raw(key))
    return Complaint("not_an_option", (key,), why)


def _day(key: str, raw: object, today: date | None, complaints: list[Complaint]) -> str | None:
    said = str(raw).strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    try:
        day = Day.read(said)
        day.latest()
    except ValueError:
        why = _("“{value}” is not a date of the form 2025-03-02, 2025-03 or 2025.", value=Raw(str(raw)[:60]))
        complaints.append(Complaint("not_a_value", (key,), why))
        return None
    if today is not None and day.earliest() > today:
        why = _("The date {day} is in the future, so it was not counted.", day=day)
        complaints.append(Complaint("future", (key,), why))
        return None
    return str(day)


def _number(raw: object) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        raw = raw.strip().replace(",", "")
    try:
        return int(raw)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError, OverflowError):
        return None


def _sum(key: str, raw: object, today: date | None, complaints: list[Complaint]) -> int | None:
    amount = _number(raw)
    if amount is not None and 0 <= amount <= MOST_WON:
        return amount
    complaints.append(_absurd(key, raw))
    return None


def _years(key: str, raw: object, today: date | None, complaints: list[Complaint]) -> str | int | None:
    """Whole years as a number; a fraction as whole months, `30m` (JSON keeps no fractions among values)."""
    whole = isinstance(raw, int) or (isinstance(raw, str) and raw.strip().isdigit())
    months = _number(raw) if whole else _months(raw)
    if months is not None and 0 <= months <= MOST_YEARS * (1 if whole else 12):
        return months if whole and not isinstance(raw, bool) else f"{months}m"
    complaints.append(_absurd(key, raw))
    return None


def _months(raw: object) -> int | None:
    if isinstance(raw, str) and raw.endswith("m") and raw[:-1].isdigit():
        return int(raw[:-1])
    try:
        return round(float(raw) * 12)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None


def _absurd(key: str, raw: object) -> Complaint:
    why: Text = _("“{value}” cannot be right for “{fact}”.", value=Raw(str(raw)[:60]), fact=Raw(key))
    return Complaint("absurd", (key,), why)


_Read = Callable[[str, object, "date | None", list[Complaint]], "str | int | None"]
_READERS: Mapping[str, _Read] = {
    **dict.fromkeys(words.DATES, _day),
    **dict.fromkeys(words.SUMS, _sum),
    **dict.fromkeys(words.NUMBERS, _years),
}
