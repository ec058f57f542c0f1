"""The fact patterns of the routing table, as an owner would answer: the bases that other tests vary by one fact."""

from __future__ import annotations

from collections.abc import Mapping

Given = Mapping[str, object]

SUPPLIER: Given = {
    "victim_size": "sme",
    "relationship": "principal_contractor",
    "counterpart_size": "large",
    "what_was_taken": ["technical_data_on_request"],
    "contract": ["subcontract"],
    "was_technical_data_demanded": "yes",
}
LEAVER: Given = {
    "victim_size": "sme",
    "relationship": "ex_employee",
    "what_was_taken": ["trade_secret"],
    "secrecy_managed": "yes",
    "overseas": "no",
}
CORE_ABROAD: Given = {
    "victim_size": "large",
    "relationship": "ex_employee",
    "what_was_taken": ["national_core_tech"],
    "overseas": "yes",
}
FOREIGN: Given = {
    "victim_size": "sme",
    "relationship": "foreign_entity",
    "what_was_taken": ["trade_secret"],
    "secrecy_managed": "yes",
    "overseas": "yes",
}
PITCH: Given = {
    "victim_size": "sme",
    "relationship": "investor_or_ma",
    "counterpart_size": "large",
    "what_was_taken": ["idea_pitch"],
    "contract": ["none"],
}
PATENT: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["patent"],
    "registered_right": "yes",
}
SHAPE: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["product_shape"],
}
MARK: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["trademark"],
    "registered_right": "yes",
}
PARTNER: Given = {
    "victim_size": "sme",
    "relationship": "joint_rnd_partner",
    "what_was_taken": ["trade_secret"],
    "contract": ["joint_dev"],
    "secrecy_managed": "yes",
}
HACKED: Given = {
    "victim_size": "sme",
    "relationship": "unknown_hacker",
    "what_was_taken": ["trade_secret"],
    "cyber_intrusion": "yes",
}
DUE_DILIGENCE: Given = {
    "victim_size": "sme",
    "relationship": "investor_or_ma",
    "what_was_taken": ["trade_secret"],
    "contract": ["nda"],
    "secrecy_managed": "yes",
}
POACHED: Given = {
    "victim_size": "sme",
    "relationship": "ex_employee",
    "what_was_taken": ["trade_secret"],
    "insider_help": "yes",
    "counterpart_size": "large",
    "secrecy_managed": "yes",
}
PLATFORM: Given = {
    "victim_size": "sme",
    "relationship": "platform",
    "counterpart_size": "large",
    "what_was_taken": ["product_shape"],
}
PUBLIC: Given = {
    "victim_size": "sme",
    "relationship": "public_body",
    "what_was_taken": ["idea_pitch"],
}
NOW: Given = {
    "victim_size": "sme",
    "relationship": "current_employee",
    "what_was_taken": ["trade_secret"],
    "emergency": "yes",
    "overseas": "yes",
}
RIVAL: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["trade_secret"],
    "secrecy_managed": "yes",
}
CODE: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["software"],
}
IMPORTED: Given = {
    "victim_size": "sme",
    "relationship": "competitor_no_relation",
    "what_was_taken": ["trade_secret"],
    "secrecy_managed": "yes",
    "goods_cross_border": "imported",
}
ENTRUSTED: Given = {
    "victim_size": "sme",
    "relationship": "buyer_consignor",
    "what_was_taken": ["technical_data_on_request"],
    "contract": ["consignment"],
    "was_technical_data_demanded": "yes",
}
