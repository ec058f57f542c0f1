"""The twelve gaps in the law: recognised when they are there, silent when they are not, and still a body to go to."""

# ruff: noqa: E501 - one row of a table is one line

from __future__ import annotations

from datetime import date

import pytest

from guidance.records.knowledge import Knowledge
from tests.guidance import patterns as p
from tests.guidance.conftest import Ask

# code, id, facts that fall into it, the one fact that takes them out of it
GAPS = [
    ("B1", "nothing-protected", {**p.RIVAL, "contract": ["none"], "secrecy_managed": "no", "registered_right": "no"}, {"secrecy_managed": "yes"}),
    ("B2", "no-transaction", p.RIVAL, {"relationship": "principal_contractor"}),
    ("B3", "idea-no-crime", {**p.PITCH, "wants": ["criminal"]}, {"wants": ["damages"]}),
    ("B4", "secret-no-order", {**p.DUE_DILIGENCE, "wants": ["sanction"]}, {"what_was_taken": ["idea_pitch"]}),
    ("B5", "talks-only", p.PITCH, {"contract": ["nda"]}),
    ("B6", "small-principal", {**p.SUPPLIER, "counterpart_size": "sme", "counterpart_sales_krw": 1, "own_sales_krw": 2}, {"counterpart_sales_krw": 3}),
    ("B7", "anonymous", {**p.SUPPLIER, "anonymous": "yes"}, {"anonymous": "no"}),
    ("B8", "state-taker", p.PUBLIC, {"relationship": "buyer_consignor"}),
    ("B9", "overseas-taker", p.FOREIGN, {"relationship": "competitor_no_relation"}),
    ("B10", "too-late", {**p.SUPPLIER, "trade_end_date": "2018-11-01"}, {"trade_end_date": "2020-11-01"}),
    ("B11", "mid-sized", {**p.RIVAL, "victim_size": "mid"}, {"victim_size": "sme"}),
    ("B12", "no-discovery", {**p.SUPPLIER, "wants": ["damages"]}, {"wants": ["sanction"]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "id", "facts", "out"), GAPS, ids=[gap[0] for gap in GAPS])
def test_a_gap_is_recognised_and_said(
    ask: Ask, knowledge: Knowledge, code: str, id: str, facts: p.Given, out: p.Given
) -> None:
    guide = ask(**facts)
    assert id in guide.blind_spots
    assert guide.lead in knowledge.ministries
    record = knowledge.blind_spots[id]
    assert record.code == code
    assert record.says.msgid
    assert record.instead.msgid


@pytest.mark.parametrize(("code", "id", "facts", "out"), GAPS, ids=[gap[0] for gap in GAPS])
def test_one_fact_leads_out_of_the_gap(ask: Ask, code: str, id: str, facts: p.Given, out: p.Given) -> None:
    assert id not in ask(**{**facts, **out}).blind_spots


def test_all_twelve_are_written_down(knowledge: Knowledge) -> None:
    assert {spot.code for spot in knowledge.blind_spots.values()} == {f"B{n}" for n in range(1, 13)}


def test_where_no_door_is_open_the_consulting_body_leads(ask: Ask) -> None:
    guide = ask(
        relationship="competitor_no_relation", what_was_taken=["idea_pitch"], anonymous="yes", victim_size="sme"
    )
    assert guide.lead == "mss"
    assert guide.routes[0].route == "consultation"
    assert "anonymous" in guide.blind_spots


@pytest.mark.parametrize("id", ["talks-only", "no-discovery"])
def test_a_gap_that_a_law_closes_is_gone_on_the_day_it_comes_into_force(ask: Ask, id: str) -> None:
    facts = {**p.PITCH, "wants": ["damages"]}
    assert id in ask(date(2028, 2, 19), **facts).blind_spots
    assert id not in ask(date(2028, 2, 20), **facts).blind_spots


def test_discovery_is_no_matter_of_patents_alone(ask: Ask) -> None:
    facts = {**p.PATENT, "wants": ["damages"]}
    assert "no-discovery" not in ask(**facts).blind_spots
    assert "no-discovery" in ask(**{**facts, "what_was_taken": ["patent", "trade_secret"]}).blind_spots


def test_a_subcontract_without_kept_secrecy_stays_with_the_commission_but_weak(ask: Ask) -> None:
    lead = ask(**p.SUPPLIER, secrecy_managed="no").routes[0]
    assert lead.ministry == "kftc"
    assert "secrecy_managed" in lead.weak


def test_a_route_not_in_force_is_not_offered_a_day_early(ask: Ask) -> None:
    facts = {**p.ENTRUSTED, "contract": ["none"]}
    assert "winwin-precontract" not in {route.route for route in ask(date(2028, 2, 19), **facts).routes}
    assert "winwin-precontract" in {route.route for route in ask(date(2028, 2, 20), **facts).routes}
