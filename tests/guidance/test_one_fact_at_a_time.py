"""Pairs of fact sets that differ in one fact: what must change with it, and what must not."""

# ruff: noqa: E501 - one row of a table is one line

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.guidance import patterns as p
from tests.guidance.conftest import Ask


@dataclass(frozen=True)
class Pair:
    """`base` with `change`: `lead` afterwards; bodies that come in or stay out; `why` is the sentence."""

    why: str
    base: p.Given
    change: Mapping[str, object]
    lead: str
    beside: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    stays: bool = False


def pair(
    why: str, base: p.Given, lead: str, beside: str = "", never: str = "", stays: bool = False, **to: object
) -> Pair:
    return Pair(why, base, to, lead, frozenset(beside.split()), frozenset(never.split()), stays)


PAIRS = [
    # ---- the supplier's drawings
    pair("an insider bribed", p.SUPPLIER, "knpa", "kftc mss", "nis motir", insider_help="yes"),
    pair("no insider", p.SUPPLIER, "kftc", "mss", "nis motir", True, insider_help="no"),
    pair("an overseas recipient alone", p.SUPPLIER, "kftc", "mss", "nis motir", True, overseas="yes"),
    pair("not overseas", p.SUPPLIER, "kftc", "mss", "nis motir", True, overseas="no"),
    pair("entrusted, not subcontracted", p.SUPPLIER, "mss", "moip", "nis", contract=["consignment"]),
    pair("entrusted and subcontracted", p.SUPPLIER, "kftc", "mss", "nis", True, contract=["consignment", "subcontract"]),
    pair("an NDA beside the subcontract", p.SUPPLIER, "kftc", "mss", "nis", True, contract=["nda", "subcontract"]),
    pair("a contract not known", p.SUPPLIER, "kftc", "mss", "nis motir", True, contract="unknown"),
    pair("a principal that sells less", {**p.SUPPLIER, "counterpart_size": "sme"}, "mss", "", "kftc nis",
         counterpart_sales_krw=1_000_000_000, own_sales_krw=5_000_000_000),
    pair("a principal that sells more", {**p.SUPPLIER, "counterpart_size": "sme", "own_sales_krw": 1_000_000_000}, "kftc",
         "mss", counterpart_sales_krw=5_000_000_000),
    pair("a large victim", p.SUPPLIER, "knpa", "moip", "kftc mss nis", victim_size="large"),
    pair("a mid-sized victim", p.SUPPLIER, "kftc", "", "mss nis", victim_size="mid"),
    pair("no name given", p.SUPPLIER, "kftc", "", "mss moip motir nis", anonymous="yes"),
    pair("already at the commission", p.SUPPLIER, "mss", "", "kftc nis", already_reported_to=["kftc"]),
    pair("already at the ministry", p.SUPPLIER, "kftc", "", "mss nis", already_reported_to=["mss"]),
    pair("a court already has it", p.SUPPLIER, "kftc", "mss", "nis motir", True, already_reported_to=["court"]),
    pair("secrecy not managed", p.SUPPLIER, "kftc", "mss", "knpa nis", secrecy_managed="no"),
    pair("secrecy managed", p.SUPPLIER, "kftc", "mss knpa", "nis motir", secrecy_managed="yes"),
    pair("punishment wished for", p.SUPPLIER, "kftc", "mss knpa", "nis motir", wants=["criminal"]),
    pair("money wished for", p.SUPPLIER, "kftc", "mss", "nis motir", True, wants=["damages"]),
    pair("the deal over for eight years", p.SUPPLIER, "mss", "", "kftc", trade_end_date="2018-05-01"),
    pair("the deal over for six years", p.SUPPLIER, "kftc", "mss", "nis", True, trade_end_date="2020-05-01"),
    pair("also a trade secret", p.SUPPLIER, "kftc", "mss moip", "nis", what_was_taken=["trade_secret", "technical_data_on_request"]),
    pair("only an idea, and no contract", {**p.SUPPLIER, "what_was_taken": ["idea_pitch"]}, "moip", "mss", "nis", contract=["none"]),
    pair("a buyer with a subcontract", p.SUPPLIER, "kftc", "mss", "nis", True, relationship="buyer_consignor"),
    pair("a public body instead", {**p.SUPPLIER, "counterpart_size": "public"}, "mss", "", "kftc nis", relationship="public_body"),
    # ---- the one who left
    pair("overseas", p.LEAVER, "knpa", "nis moip", "kftc motir", overseas="yes"),
    pair("core technology at home", p.LEAVER, "knpa", "motir", "kftc", what_was_taken=["national_core_tech"]),
    pair("certified technology at home", p.LEAVER, "knpa", "moip mss", "kftc nis motir", what_was_taken=["industrial_tech"]),
    pair("core technology abroad", {**p.LEAVER, "overseas": "yes"}, "knpa", "nis motir", "kftc", what_was_taken=["national_core_tech"]),
    pair("secrecy not managed: breach of trust is left", p.LEAVER, "knpa", "mss", "kftc nis moip", secrecy_managed="no"),
    pair("a registered design taken along", {**p.LEAVER, "registered_right": "yes"}, "moip", "knpa", "kftc nis", what_was_taken=["trade_secret", "design"]),
    pair("a registered design taken abroad", {**p.LEAVER, "registered_right": "yes", "what_was_taken": ["trade_secret", "design"]},
         "knpa", "nis moip", "kftc", overseas="yes"),
    pair("still employed", p.LEAVER, "knpa", "moip mss", "kftc nis", True, relationship="current_employee"),
    pair("already at the police", p.LEAVER, "moip", "mss", "knpa", already_reported_to=["knpa"]),
    pair("a large victim has no help for SMEs", p.LEAVER, "knpa", "moip", "mss kftc nis", victim_size="large"),
    pair("no name given", p.LEAVER, "knpa", "", "mss moip motir nis", anonymous="yes"),
    pair("made with national money, abroad", {**p.LEAVER, "overseas": "yes"}, "knpa", "nis motir", "kftc", public_rnd="yes"),
    pair("made with national money, at home", p.LEAVER, "knpa", "moip mss", "nis motir", True, public_rnd="yes"),
    pair("goods coming in", p.LEAVER, "motir", "moip knpa", "kftc", goods_cross_border="imported"),
    pair("goods going out", p.LEAVER, "motir", "moip knpa", "kftc", goods_cross_border="exported"),
    pair("core equipment going out", {**p.LEAVER, "what_was_taken": ["national_core_tech"], "overseas": "yes"}, "knpa",
         "nis motir", "kftc", goods_cross_border="exported"),
    pair("money wished for", p.LEAVER, "knpa", "moip mss", "kftc nis", True, wants=["damages"]),
    pair("core technology at home, goods going out", {**p.LEAVER, "what_was_taken": ["national_core_tech"]}, "motir",
         "knpa", "kftc", goods_cross_border="exported"),
    pair("an insider, goods coming in", p.IMPORTED, "motir", "moip knpa", "kftc nis", True, insider_help="yes"),
    pair("a principal's goods coming in", p.SUPPLIER, "kftc", "mss", "nis", True, goods_cross_border="imported"),
    pair("an idea told to a principal under an NDA", {**p.SUPPLIER, "contract": ["nda"]}, "moip", "mss", "nis",
         what_was_taken=["idea_pitch"]),
    # ---- abroad
    pair("no insider, core technology", {**p.FOREIGN, "what_was_taken": ["national_core_tech"]}, "nis", "knpa motir", "kftc mss", insider_help="no"),
    pair("an insider, core technology", {**p.FOREIGN, "what_was_taken": ["national_core_tech"]}, "knpa", "nis motir", "kftc mss", insider_help="yes"),
    pair("core technology, and nobody inside is known of", p.FOREIGN, "nis", "knpa motir", "kftc mss", what_was_taken=["national_core_tech"]),
    pair("core technology, punishment wished for", {**p.FOREIGN, "what_was_taken": ["national_core_tech"]}, "knpa", "nis motir", "kftc mss", wants=["criminal"]),
    pair("core technology, a foreign customer with an order", {**p.FOREIGN, "what_was_taken": ["national_core_tech"]}, "knpa", "motir", "mss", contract=["consignment"]),
    pair("core technology in a joint development", {**p.FOREIGN, "what_was_taken": ["national_core_tech"]}, "motir", "nis knpa", "kftc mss", contract=["joint_dev"]),
    pair("a foreign customer with an order", p.FOREIGN, "knpa", "", "kftc nis motir", contract=["consignment"]),
    pair("goods coming in", p.FOREIGN, "motir", "moip", "kftc mss", goods_cross_border="imported"),
    pair("a foreign acquirer of core technology", {**p.DUE_DILIGENCE, "what_was_taken": ["national_core_tech"]}, "motir", "nis knpa", "kftc", overseas="yes"),
    # ---- ideas and dealings
    pair("a small counterpart", p.PITCH, "moip", "mss", "kftc knpa nis", counterpart_size="sme"),
    pair("a subcontract followed", {**p.PITCH, "relationship": "principal_contractor"}, "kftc", "mss moip", "nis", contract=["subcontract"]),
    pair("punishment wished for: there is none", p.PITCH, "moip", "mss", "knpa nis", wants=["criminal"]),
    pair("no word on the size of the other side", p.PITCH, "moip", "mss", "kftc knpa nis", counterpart_size="unknown"),
    pair("told to a principal, and no contract", {**p.PITCH, "relationship": "principal_contractor"}, "moip", "mss", "kftc nis",
         counterpart_size="unknown"),
    pair("told to a large principal, and no contract", p.PITCH, "moip", "mss kftc", "nis", relationship="principal_contractor"),
    pair("a secret beside the idea", p.PITCH, "moip", "mss", "nis motir", what_was_taken=["idea_pitch", "trade_secret"]),
    pair("a large victim", p.PITCH, "moip", "", "mss kftc nis", victim_size="large"),
    pair("already at the IP ministry", p.PITCH, "mss", "", "moip nis", already_reported_to=["moip"]),
    pair("secrecy not managed does not matter", p.PITCH, "moip", "mss", "knpa nis", secrecy_managed="no"),
    pair("a patent too", p.PARTNER, "moip", "mss", "nis", True, what_was_taken=["trade_secret", "patent"]),
    pair("an insider in due diligence", p.DUE_DILIGENCE, "knpa", "moip", "nis motir", insider_help="yes"),
    # ---- rights, shapes, marks
    pair("patented goods coming in", p.PATENT, "motir", "moip", "knpa kftc nis", goods_cross_border="imported"),
    pair("marked goods coming in", p.MARK, "moip", "motir", "knpa mss nis", goods_cross_border="imported"),
    pair("shapes coming in", p.SHAPE, "motir", "moip", "nis", goods_cross_border="imported"),
    pair("a registered design", p.SHAPE, "moip", "", "nis motir knpa", True, what_was_taken=["product_shape", "design"]),
    pair("a large victim's patent", p.PATENT, "moip", "", "mss knpa nis", victim_size="large"),
    pair("a large brand on a platform", p.PLATFORM, "moip", "", "kftc mss nis", victim_size="large"),
    pair("a platform that demanded data", {**p.PLATFORM, "what_was_taken": ["technical_data_on_request"]}, "kftc", "mss", "nis", was_technical_data_demanded="no"),
    # ---- rivals, hackers, code
    pair("punishment above all", p.RIVAL, "knpa", "moip mss", "kftc nis", wants=["criminal", "damages"]),
    pair("an insider", p.RIVAL, "knpa", "moip mss", "kftc nis", insider_help="yes"),
    pair("a large victim", p.RIVAL, "knpa", "moip", "mss kftc nis", victim_size="large"),
    pair("secrecy not managed", p.RIVAL, "mss", "", "knpa moip kftc nis", secrecy_managed="no"),
    pair("a break-in", p.RIVAL, "knpa", "mss", "kftc nis", cyber_intrusion="yes"),
    pair("certified technology", p.RIVAL, "knpa", "moip", "kftc nis", what_was_taken=["industrial_tech"]),
    pair("the act before the Act", p.RIVAL, "knpa", "moip", "kftc nis", act_date="2018-03-01"),
    pair("core technology hacked", p.HACKED, "knpa", "nis motir", "kftc", what_was_taken=["national_core_tech"]),
    pair("hacked from abroad", p.HACKED, "knpa", "nis", "kftc motir", overseas="yes"),
    pair("a large victim hacked", p.HACKED, "knpa", "", "mss kftc", victim_size="large"),
    pair("an order for the code", {**p.CODE, "relationship": "principal_contractor"}, "kftc", "mss", "nis", contract=["subcontract"]),
    pair("the code taken by one who left", p.CODE, "knpa", "moip mss", "kftc nis", True, relationship="ex_employee"),
    pair("entrusted work that became a subcontract", p.ENTRUSTED, "kftc", "mss", "nis motir", contract=["subcontract"]),
    pair("entrusted by a large company", p.ENTRUSTED, "mss", "kftc moip", "knpa nis motir", counterpart_size="large"),
    pair("entrusted, and punishment wished for", p.ENTRUSTED, "mss", "knpa moip", "nis motir", wants=["criminal"]),
    pair("entrusted to an institute", p.ENTRUSTED, "moip", "", "mss kftc nis", victim_size="institute"),
    pair("going on now", p.LEAVER, "knpa", "moip", "kftc", emergency="yes"),
    pair("going on now at a principal", p.SUPPLIER, "kftc", "mss", "nis", True, emergency="yes"),
]  # fmt: skip


@pytest.mark.parametrize("one", PAIRS, ids=[f"{n}-{one.why}" for n, one in enumerate(PAIRS)])
def test_one_fact_changes_what_it_should_and_nothing_else(ask: Ask, one: Pair) -> None:
    before, after = ask(**one.base), ask(**{**one.base, **one.change})
    named = {after.lead, *after.cooperating}
    assert after.lead == one.lead
    assert one.beside <= set(after.cooperating)
    assert not one.never & named
    if one.stays:
        assert after.lead == before.lead


def test_there_are_sixty_pairs_and_more() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("base", [p.SUPPLIER, p.LEAVER, p.PITCH, p.RIVAL, p.IMPORTED], ids=str)
def test_unknown_absent_and_null_are_the_same(ask: Ask, base: p.Given) -> None:
    for nothing in ("unknown", None, ""):
        assert ask(**base) == ask(**{**base, "cyber_intrusion": nothing, "known_date": nothing, "damage_krw": nothing})


@pytest.mark.parametrize("base", [p.SUPPLIER, p.LEAVER, p.PITCH, p.RIVAL, p.FOREIGN], ids=str)
def test_yes_may_be_written_as_true(ask: Ask, base: p.Given) -> None:
    as_booleans = {key: {"yes": True, "no": False}.get(str(value), value) for key, value in base.items()}
    assert ask(**as_booleans) == ask(**base)


@pytest.mark.parametrize("base", [p.SUPPLIER, p.PITCH, p.RIVAL], ids=str)
def test_nationality_and_language_never_route(ask: Ask, base: p.Given) -> None:
    plain, told = ask(**base), ask(**base, nationality="jp", language="ja")
    assert (told.lead, told.cooperating, told.routes) == (plain.lead, plain.cooperating, plain.routes)
    assert {fact for complaint in told.complaints for fact in complaint.facts} == {"nationality", "language"}


def test_a_body_already_told_is_refused_with_that_reason(ask: Ask) -> None:
    refused = {no.ministry: no for no in ask(**p.SUPPLIER, already_reported_to=["kftc"]).refused}
    assert refused["kftc"].because == ("already_reported_to",)


def test_a_large_victim_is_told_why_the_sme_ministry_is_shut(ask: Ask) -> None:
    refused = {no.ministry: no for no in ask(**{**p.RIVAL, "victim_size": "large"}).refused}
    assert refused["mss"].because == ("victim_size",)
    assert not {fit.id for fit in ask(**{**p.RIVAL, "victim_size": "large"}).programmes} & {
        "legalteam",
        "damage",
        "centre",
    }


def test_a_fine_is_no_money_and_the_reason_says_so(ask: Ask) -> None:
    assert any("과징금은 피해 기업에 돌아가지 않습니다" in reason.msgid for reason in ask(**p.SUPPLIER).reasons)


def test_practice_against_the_statute_is_given_as_a_reason(ask: Ask) -> None:
    assert any("행정조사가 먼저 움직이고" in reason.msgid for reason in ask(**p.PITCH).reasons)
