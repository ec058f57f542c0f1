"""Support that fits, that does not and why, and what prevention is offered to whom."""

from __future__ import annotations

from guidance.guide import Guide
from guidance.records.knowledge import Knowledge
from tests.guidance import patterns as p
from tests.guidance.conftest import Ask


def ids(guide: Guide) -> set[str]:
    return {fit.id for fit in guide.programmes}


def test_a_programme_for_smes_is_refused_to_a_large_company_in_its_own_words(ask: Ask, knowledge: Knowledge) -> None:
    misfits = {no.id: no for no in ask(**{**p.RIVAL, "victim_size": "large"}).misfits}
    assert misfits["legalteam"].because == ("victim_size",)
    assert misfits["legalteam"].why == knowledge.programmes["legalteam"].misfit
    assert "legalteam" not in {no.id for no in ask(**p.RIVAL).misfits}


def test_nothing_fits_and_is_refused_at_once(ask: Ask) -> None:
    for facts in (p.SUPPLIER, p.LEAVER, {**p.PATENT, "victim_size": "mid"}, p.HACKED):
        guide = ask(**facts)
        assert not ids(guide) & {no.id for no in guide.misfits}


def test_what_is_only_planned_is_never_offered_or_refused(ask: Ask, knowledge: Knowledge) -> None:
    planned = {id for id, programme in knowledge.programmes.items() if programme.planned}
    assert planned
    for facts in (p.SUPPLIER, p.LEAVER, {**p.RIVAL, "wants": ["advice"]}):
        guide = ask(**facts)
        assert not planned & (ids(guide) | {no.id for no in guide.misfits})


def test_who_only_fears_a_leak_is_offered_prevention(ask: Ask) -> None:
    fears = {
        "victim_size": "sme",
        "relationship": "current_employee",
        "what_was_taken": ["trade_secret"],
        "wants": ["advice"],
    }
    assert {"voucher", "escrow", "leakproof", "insurance", "guard"} <= ids(ask(**fears))
    assert not {"voucher", "leakproof"} & ids(ask(**{**fears, "wants": ["criminal"]}))
    assert not {"voucher", "leakproof"} & ids(ask(**{**fears, "act_date": "2026-01"}))


def test_a_size_not_known_keeps_a_programme_open_with_a_mark(ask: Ask) -> None:
    fits = {fit.id: fit for fit in ask(**{**p.RIVAL, "victim_size": "unknown"}).programmes}
    assert fits["legalteam"].verify


def test_a_programme_of_the_border_needs_goods_at_the_border(ask: Ask) -> None:
    assert "ktc_fee" in ids(ask(**p.IMPORTED))
    assert "ktc_fee" not in ids(ask(**{**p.IMPORTED, "goods_cross_border": "unknown"}))


def test_papers_at_hand_are_no_longer_missing(ask: Ask) -> None:
    missing = {paper.paper for paper in ask(**p.SUPPLIER).missing}
    assert {"nda", "requests", "contract"} <= missing
    there = {paper.paper for paper in ask(**p.SUPPLIER, evidence=["nda", "requests"]).missing}
    assert there == missing - {"nda", "requests"}


def test_an_agreement_named_is_a_paper_at_hand(ask: Ask) -> None:
    assert "nda" not in {paper.paper for paper in ask(**{**p.SUPPLIER, "contract": ["nda", "subcontract"]}).missing}


def test_each_missing_paper_says_for_whom(ask: Ask) -> None:
    guide = ask(**p.SUPPLIER)
    named = {guide.lead, *guide.cooperating, *guide.also}
    assert all(set(paper.bodies) <= named and paper.bodies for paper in guide.missing)
