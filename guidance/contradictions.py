"""Facts that cannot all be right together. Each is named; nothing is thrown away, what rests on it is uncertain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guidance.guide import Complaint, Value
from locales.text import Day, Text, _

Values = Mapping[str, Value]

NO_DEALINGS = frozenset({"unknown_hacker", "competitor_no_relation"})
DEALS = frozenset({"subcontract", "consignment", "joint_dev"})
RIGHTS = frozenset({"patent", "utility_model", "design", "trademark"})


def contradictions(values: Values) -> tuple[Complaint, ...]:
    """One complaint for each set of facts that do not fit each other."""
    return tuple(Complaint("contradiction", facts, why) for facts, why in _all(values))


Found = Iterator[tuple[tuple[str, ...], Text]]


def _all(values: Values) -> Found:
    yield from _deal(values)
    yield from _taken(values)
    yield from _who(values)
    yield from _days(values)


def _many(values: Values, fact: str) -> frozenset[str]:
    value = values.get(fact, ())
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _deal(values: Values) -> Found:
    contract = _many(values, "contract")
    if contract & DEALS and values.get("relationship") in NO_DEALINGS:
        yield ("relationship", "contract"), _("A contract was named with someone you have no dealings with.")
    if "none" in contract and len(contract) > 1:
        yield ("contract",), _("“No contract” and a contract were both named.")
    if "none" in contract and values.get("relationship") == "principal_contractor":
        yield (
            ("relationship", "contract"),
            _("They order work from you, yet there is no contract. An order by word of mouth counts as one."),
        )


def _taken(values: Values) -> Found:
    taken = _many(values, "what_was_taken")
    if values.get("registered_right") == "no" and taken & RIGHTS:
        yield (
            ("what_was_taken", "registered_right"),
            _("A patent, design or mark was named, yet no right is registered."),
        )
    if values.get("was_technical_data_demanded") == "no" and "technical_data_on_request" in taken:
        yield (
            ("what_was_taken", "was_technical_data_demanded"),
            _("Data were handed over on request, yet nobody asked for them."),
        )


def _who(values: Values) -> Found:
    relationship = values.get("relationship")
    if relationship == "unknown_hacker" and values.get("cyber_intrusion") == "no":
        yield ("relationship", "cyber_intrusion"), _("A hacker was named, yet nobody broke in.")
    size = values.get("counterpart_size")
    if size == "public" and relationship in ("ex_employee", "current_employee", "platform"):
        yield (
            ("relationship", "counterpart_size"),
            _("The other side was called a public body in one answer and not in another."),
        )
    if relationship == "public_body" and size not in (None, "public"):
        yield (
            ("relationship", "counterpart_size"),
            _("The other side was called a public body in one answer and not in another."),
        )


def _days(values: Values) -> Found:
    act, known = (_day(values, fact) for fact in ("act_date", "known_date"))
    if act and known and act.earliest() > known.latest():
        yield ("act_date", "known_date"), _("You knew of it before it happened, by these dates.")


def _day(values: Values, fact: str) -> Day | None:
    value = values.get(fact)
    return Day.read(value) if isinstance(value, str) else None
