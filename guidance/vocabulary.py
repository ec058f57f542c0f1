"""The facts guidance weighs, and the values each may have. Ids are a wire format: never renamed, never shown."""

from __future__ import annotations

from collections.abc import Mapping

YES_NO = frozenset({"yes", "no"})

ONE: Mapping[str, frozenset[str]] = {
    "victim_size": frozenset({"sme", "mid", "large", "individual", "institute"}),
    "relationship": frozenset(
        {
            "principal_contractor",
            "buyer_consignor",
            "joint_rnd_partner",
            "investor_or_ma",
            "ex_employee",
            "current_employee",
            "competitor_no_relation",
            "public_body",
            "platform",
            "foreign_entity",
            "unknown_hacker",
            "other",
        }
    ),
    "was_technical_data_demanded": YES_NO,
    "registered_right": YES_NO,
    "secrecy_managed": YES_NO,
    "overseas": YES_NO,
    "goods_cross_border": frozenset({"imported", "exported", "no"}),
    "public_rnd": YES_NO,
    "cyber_intrusion": YES_NO,
    "insider_help": YES_NO,
    "ongoing": YES_NO,
    "emergency": YES_NO,
    "counterpart_size": frozenset({"large", "mid", "sme", "individual", "public"}),
    "anonymous": YES_NO,
}
"""Facts with one value."""

MANY: Mapping[str, frozenset[str]] = {
    "what_was_taken": frozenset(
        {
            "trade_secret",
            "technical_data_on_request",
            "patent",
            "utility_model",
            "design",
            "trademark",
            "product_shape",
            "idea_pitch",
            "national_core_tech",
            "industrial_tech",
            "software",
            "other",
        }
    ),
    "contract": frozenset({"subcontract", "consignment", "nda", "joint_dev", "none"}),
    "wants": frozenset({"investigation", "sanction", "criminal", "damages", "mediation", "stop_use", "advice"}),
    "already_reported_to": frozenset({"mss", "motir", "kftc", "moip", "knpa", "nis", "court", "prosecution", "other"}),
}
"""Facts with any number of values."""

FREE = frozenset({"evidence"})
"""Facts with any number of values that content names itself: which papers are at hand."""

DATES = frozenset({"act_date", "known_date", "trade_end_date"})
SUMS = frozenset({"damage_krw", "counterpart_sales_krw", "own_sales_krw"})
NUMBERS = frozenset({"years_since"})

DERIVED: Mapping[str, frozenset[str]] = {
    "principal_larger": YES_NO,
    "years_since_end": frozenset({"under_3", "3_to_7", "over_7"}),
    "years_since_known": frozenset({"under_3", "over_3"}),
    "years_since_act": frozenset({"under_3", "3_to_10", "over_10"}),
    "act_before_2018_12_13": YES_NO,
}
"""Facts worked out from the others on a given day; content may use them in conditions."""

ALL = frozenset(ONE) | frozenset(MANY) | FREE | DATES | SUMS | NUMBERS


def options(fact: str) -> frozenset[str] | None:
    """The values a condition may name for `fact`; None when any is allowed. Raises KeyError for an unknown fact."""
    if fact in FREE:
        return None
    for table in (ONE, MANY, DERIVED):
        if fact in table:
            return table[fact]
    raise KeyError(fact)
