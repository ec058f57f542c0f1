"""Every row of the routing table: who leads, who stands beside, which law, what help."""

# ruff: noqa: E501 - one row of a table is one line

from __future__ import annotations

import pytest

from guidance.records.knowledge import Knowledge
from tests.guidance import patterns as p
from tests.guidance.conftest import Ask

# row, facts, lead, beside (at least), also (at least), beginning of the citation, programmes (at least)
ROWS = [
    ("R01", p.SUPPLIER, "kftc", {"mss"}, {"court"}, "하도급법", {"legalteam", "damage", "mediation", "kftc_mediation", "ttrs"}),
    ("R02", p.LEAVER, "knpa", {"moip", "mss"}, {"court"}, "부정경쟁방지법", {"forensic", "moip_forensic", "legalteam", "damage", "origcert"}),
    ("R03", p.CORE_ABROAD, "knpa", {"nis", "motir", "moip"}, {"court"}, "산업기술보호법", {"overseasip"}),
    ("R03 without core", p.FOREIGN, "knpa", {"nis", "moip"}, set(), "부정경쟁방지법", {"overseasip", "insurance", "forensic"}),
    ("R04", p.PITCH, "moip", {"mss", "kftc"}, {"court"}, "부정경쟁방지법 제2조 제1호 차목", {"ipmediation", "legalteam", "pubattorney", "damage", "ttrs"}),
    ("R05", p.PATENT, "moip", {"mss"}, {"court"}, "특허법", {"pubattorney", "ipmediation", "insurance", "damage"}),
    ("R06", p.SHAPE, "moip", set(), {"court"}, "부정경쟁방지법 제2조 제1호 자목", {"ipmediation", "pubattorney"}),
    ("R07", p.MARK, "moip", set(), {"court"}, "상표법", {"ipmediation", "pubattorney"}),
    ("R08", p.PARTNER, "moip", {"mss"}, {"court"}, "부정경쟁방지법", {"legalteam", "mediation", "escrow", "ipmediation"}),
    ("R09", p.HACKED, "knpa", {"mss"}, {"kisa"}, "정보통신망법", {"kisa_help", "guard", "forensic"}),
    ("R10", p.DUE_DILIGENCE, "moip", {"mss"}, {"court"}, "부정경쟁방지법", {"legalteam", "damage", "ttrs"}),
    ("R11", p.POACHED, "knpa", {"mss"}, {"court"}, "부정경쟁방지법", {"legalteam", "forensic"}),
    ("R12", p.PLATFORM, "moip", {"kftc"}, {"platform"}, "부정경쟁방지법 제2조 제1호 자목", {"ipmediation", "pubattorney"}),
    ("R13", p.PUBLIC, "moip", {"mss"}, {"acrc"}, "부정경쟁방지법 제2조 제1호 차목", {"legalteam", "ipmediation"}),
    ("R14", p.NOW, "knpa", {"nis", "moip"}, set(), "부정경쟁방지법 제18조의2", {"centre", "forensic"}),
    ("R15", p.RIVAL, "mss", {"knpa", "moip"}, {"court"}, "중소기업기술보호법 제8조의2", {"forensic", "legalteam", "damage", "mediation"}),
    ("R16", p.CODE, "knpa", {"moip", "mss"}, {"copyright_commission"}, "부정경쟁방지법", {"forensic", "escrow", "legalteam"}),
    ("R17", p.IMPORTED, "motir", {"moip"}, {"ktc", "customs"}, "불공정무역조사법", {"ktc_fee"}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "facts", "lead", "beside", "also", "law", "help"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table_leads_where_practice_leads(
    ask: Ask, row: str, facts: p.Given, lead: str, beside: set[str], also: set[str], law: str, help: set[str]
) -> None:
    guide = ask(**facts)
    assert guide.lead == lead
    assert beside <= set(guide.cooperating)
    assert len(guide.cooperating) <= 3
    assert also <= set(guide.also)
    assert guide.routes[0].ministry == lead
    assert guide.routes[0].statute.startswith(law)
    assert guide.routes[0].because, "the facts that made it fit are named"
    assert help <= {fit.id for fit in guide.programmes}


def test_the_emergency_row_says_call_first_and_is_urgent(ask: Ask) -> None:
    guide = ask(**p.NOW)
    assert guide.urgent
    assert guide.first_steps[0] == "call-first"


def test_two_named_bodies_and_a_half_are_the_most_on_average(ask: Ask) -> None:
    named = [len(ask(**facts).cooperating) for _, facts, *_ in ROWS]
    assert sum(named) / len(named) <= 2.5


@pytest.mark.parametrize(("row", "facts"), [row[:2] for row in ROWS], ids=[row[0] for row in ROWS])
def test_every_named_id_has_a_record(ask: Ask, knowledge: Knowledge, row: str, facts: p.Given) -> None:
    guide = ask(**facts)
    assert {guide.lead, *guide.cooperating, *guide.also} <= set(knowledge.ministries)
    assert {route.route for route in guide.routes} <= set(knowledge.routes)
    assert {fit.id for fit in guide.programmes} <= set(knowledge.programmes)
    assert {paper.paper for paper in guide.missing} <= set(knowledge.papers)
    assert set(guide.first_steps) <= set(knowledge.first_steps)
    assert set(guide.blind_spots) <= set(knowledge.blind_spots)
    assert {clock.clock for clock in guide.clocks} <= set(knowledge.clocks)
