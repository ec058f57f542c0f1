"""What was told, read into facts: every way to write it, and a named complaint for what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from guidance import read_facts
from guidance.guide import Complaint
from tests.guidance.conftest import TODAY, Ask
from tests.guidance.patterns import SUPPLIER


def kinds(told: object, today: date = TODAY) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.facts) for one in read_facts(told, today)[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [(True, "yes"), (False, "no"), ("Yes", "yes"), (" TRUE ", "yes"), ("false", "no"), (["yes"], "yes")],
)
def test_yes_and_no_are_read_as_written(written: object, read: str) -> None:
    assert read_facts({"overseas": written})[0].values == {"overseas": read}


@pytest.mark.parametrize("nothing", ["unknown", None, "", [], ["unknown"]])
def test_not_known_is_absent(nothing: object) -> None:
    facts, complaints = read_facts({"overseas": nothing, "contract": nothing, "act_date": None})
    assert (facts.values, complaints) == ({}, ())


def test_one_value_may_stand_for_a_list() -> None:
    assert read_facts({"what_was_taken": "patent"})[0].values == {"what_was_taken": ("patent",)}


def test_a_list_is_kept_without_order_or_doubles() -> None:
    told = {"wants": ["damages", "criminal", "damages", "unknown"]}
    assert read_facts(told)[0].values == {"wants": ("criminal", "damages")}


@pytest.mark.parametrize("written", ["2025-03-02", "2025-03", "2025", 2025])
def test_a_date_is_a_day_a_month_or_a_year(written: object) -> None:
    assert read_facts({"act_date": written})[0].values == {"act_date": str(written)}


@pytest.mark.parametrize("written", [350_000_000, "350000000", "350,000,000", 350_000_000.0])
def test_a_sum_is_whole_won(written: object) -> None:
    assert read_facts({"damage_krw": written})[0].values == {"damage_krw": 350_000_000}


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"colour": "red"}, ("unknown_key", ("colour",))),
        ({"relationship": "aunt"}, ("not_an_option", ("relationship",))),
        ({"relationship": ["ex_employee", "platform"]}, ("not_a_value", ("relationship",))),
        ({"overseas": "perhaps"}, ("not_an_option", ("overseas",))),
        ({"overseas": 1}, ("not_an_option", ("overseas",))),
        ({"contract": ["handshake"]}, ("not_an_option", ("contract",))),
        ({"act_date": "2025-02-30"}, ("not_a_value", ("act_date",))),
        ({"act_date": "2025-00-05"}, ("not_a_value", ("act_date",))),
        ({"act_date": "last spring"}, ("not_a_value", ("act_date",))),
        ({"act_date": "2027-01-01"}, ("future", ("act_date",))),
        ({"known_date": "2026-11-25"}, ("future", ("known_date",))),
        ({"damage_krw": -1}, ("absurd", ("damage_krw",))),
        ({"damage_krw": 10**19}, ("absurd", ("damage_krw",))),
        ({"damage_krw": "a lot"}, ("absurd", ("damage_krw",))),
        ({"damage_krw": True}, ("absurd", ("damage_krw",))),
        ({"years_since": -2}, ("absurd", ("years_since",))),
        ({"years_since": float("nan")}, ("absurd", ("years_since",))),
        ({"years_since": 500}, ("absurd", ("years_since",))),
        (["a list"], ("not_a_value", ())),
    ],
)
def test_what_cannot_be_is_named_and_not_counted(told: object, complaint: tuple[str, tuple[str, ...]]) -> None:
    assert kinds(told) == [complaint]
    assert read_facts(told, TODAY)[0].values == {}


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        ({"relationship": "unknown_hacker", "contract": ["subcontract"]}, ("relationship", "contract")),
        ({"relationship": "competitor_no_relation", "contract": ["consignment"]}, ("relationship", "contract")),
        ({"contract": ["none", "nda"]}, ("contract",)),
        ({"relationship": "principal_contractor", "contract": ["none"]}, ("relationship", "contract")),
        ({"what_was_taken": ["patent"], "registered_right": "no"}, ("what_was_taken", "registered_right")),
        (
            {"what_was_taken": ["technical_data_on_request"], "was_technical_data_demanded": "no"},
            ("what_was_taken", "was_technical_data_demanded"),
        ),
        ({"relationship": "unknown_hacker", "cyber_intrusion": "no"}, ("relationship", "cyber_intrusion")),
        ({"relationship": "public_body", "counterpart_size": "sme"}, ("relationship", "counterpart_size")),
        ({"relationship": "ex_employee", "counterpart_size": "public"}, ("relationship", "counterpart_size")),
        ({"act_date": "2025-06", "known_date": "2025-05"}, ("act_date", "known_date")),
    ],
)
def test_facts_that_do_not_fit_each_other_are_named_together(told: dict[str, object], facts: tuple[str, ...]) -> None:
    assert ("contradiction", facts) in kinds(told)
    assert read_facts(told, TODAY)[0].doubtful >= set(facts)


def test_dates_that_may_fit_are_no_contradiction() -> None:
    assert kinds({"act_date": "2025", "known_date": "2025-03-01"}) == []


def test_what_rests_on_a_contradiction_is_weak_and_asked_again(ask: Ask) -> None:
    guide = ask(**{**SUPPLIER, "relationship": "unknown_hacker"})
    assert {"relationship", "contract"} <= set(guide.ask_next)
    assert "relationship" in guide.routes[0].weak
    assert [one.kind for one in guide.complaints] == ["contradiction"]


def test_a_contradicted_date_is_not_certain(ask: Ask) -> None:
    guide = ask(
        what_was_taken=["trade_secret"],
        relationship="competitor_no_relation",
        act_date="2025-06-01",
        known_date="2025-05-01",
    )
    assert not any(clock.certain for clock in guide.clocks if clock.clock.startswith("injunction"))


def test_a_complaint_is_a_sentence(ask: Ask) -> None:
    for one in ask(colour="red", act_date="2030-01-01").complaints:
        assert isinstance(one, Complaint)
        assert one.why.msgid
        assert one.why.domain == "messages"
