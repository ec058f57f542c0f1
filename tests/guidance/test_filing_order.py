"""Where several bodies could act: which filing first, what a filing blocks, and who hands over to whom."""

from __future__ import annotations

import pytest

from guidance.records.knowledge import Knowledge
from tests.guidance import patterns as p
from tests.guidance.conftest import Ask


def test_o1_mediation_comes_before_a_report_that_would_shut_it(ask: Ask) -> None:
    order = ask(**p.SUPPLIER, wants=["mediation"]).order
    assert order.index("mediation") < order.index("kftc") < order.index("mss")


def test_o1_without_a_wish_to_settle_no_mediation_is_put_first(ask: Ask) -> None:
    assert "mediation" not in ask(**p.SUPPLIER, wants=["sanction"]).order


def test_o1_the_subcontract_council_is_shut_once_the_commission_has_the_case(ask: Ask) -> None:
    assert "kofair" in ask(**p.SUPPLIER, wants=["mediation"]).also
    assert "kofair" not in ask(**p.SUPPLIER, wants=["mediation"], already_reported_to=["kftc"]).also


def test_o1_what_a_filing_blocks_is_kept_with_the_route(knowledge: Knowledge) -> None:
    assert "subcontract-mediation" in knowledge.routes["subcontract-misuse"].blocks
    assert "mss-infringement" in knowledge.routes["mss-mediation"].blocks
    assert "idea-probe" in knowledge.routes["ip-mediation"].blocks


@pytest.mark.parametrize(("base", "body"), [(p.RIVAL, "mss"), (p.PITCH, "moip"), (p.ENTRUSTED, "mss")])
def test_o1_settling_comes_first_with_every_body_that_would_pause(ask: Ask, base: p.Given, body: str) -> None:
    order = ask(**base, wants=["mediation"]).order
    assert order.index("mediation") < order.index(body)


def test_o2_the_subcontracting_act_beats_the_win_win_act(ask: Ask) -> None:
    guide = ask(**p.SUPPLIER)
    assert guide.lead == "kftc"
    assert guide.order.index("kftc") < guide.order.index("mss")


def test_o3_the_same_file_opens_several_doors_and_the_relation_decides(ask: Ask) -> None:
    kinds = {
        "what_was_taken": ["technical_data_on_request", "trade_secret", "industrial_tech"],
        "secrecy_managed": "yes",
    }
    open_to = {route.ministry for route in ask(**{**p.SUPPLIER, **kinds}).routes}
    assert {"kftc", "mss", "knpa", "moip", "motir"} <= open_to
    assert ask(**{**p.SUPPLIER, **kinds}).lead == "kftc"
    assert ask(**{**p.LEAVER, **kinds}).lead == "knpa"


def test_o4_what_stops_the_civil_clock_is_said_with_the_clock(knowledge: Knowledge) -> None:
    interrupts = knowledge.clocks["damages-known"].interrupts
    assert interrupts is not None
    assert "6개월" in interrupts.msgid


def test_o5_the_file_of_the_authority_goes_before_the_suit_for_money(ask: Ask) -> None:
    guide = ask(**p.SUPPLIER, wants=["damages"])
    assert guide.order.index("kftc") < guide.order.index("court")
    assert any("증거개시가 시작되는" in reason.msgid for reason in guide.reasons)


def test_o6_the_ip_ministry_stands_beside_the_commission(ask: Ask) -> None:
    assert "moip" in ask(**{**p.SUPPLIER, "what_was_taken": ["trade_secret"]}).cooperating


def test_forensics_come_before_a_complaint_against_one_who_left(ask: Ask) -> None:
    order = ask(**p.LEAVER).order
    assert order.index("forensic") < order.index("knpa")


def test_with_someone_at_the_airport_the_call_comes_before_forensics(ask: Ask) -> None:
    assert ask(**p.LEAVER, emergency="yes").order[0] == "knpa"


def test_a_break_in_is_told_to_the_internet_agency_first(ask: Ask) -> None:
    assert ask(**p.HACKED).order[0] == "kisa"


def test_the_holder_of_core_technology_tells_the_ministry_before_asking_for_help(ask: Ask) -> None:
    order = ask(**{**p.CORE_ABROAD, "victim_size": "sme"}).order
    assert order.index("motir") < order.index("moip")


def test_to_stop_what_goes_on_the_court_comes_before_the_probe(ask: Ask) -> None:
    order = ask(**p.PITCH, wants=["stop_use"], ongoing="yes").order
    assert order.index("court") < order.index("moip")


def test_an_order_names_nothing_twice(ask: Ask) -> None:
    for base in (p.SUPPLIER, p.LEAVER, p.PITCH, p.HACKED, p.CORE_ABROAD):
        order = ask(**base, wants=["mediation", "damages", "stop_use"], ongoing="yes").order
        assert len(order) == len(set(order))
