"""The tables, one name for all of them: each is the same on SQLite and PostgreSQL, made by `storage/migrations` alone.

Times are UTC milliseconds (0: not yet), days count from 1970. `sealed` columns hold AES-256-GCM under the key named
beside them, bound to their own row (`storage/vault.py`). Partial indexes cover what is not done, so that the done costs
nothing.
"""

from storage.tables.cases import answer_log, case_, consent, evidence, message, referral
from storage.tables.columns import metadata
from storage.tables.conversations import arrival, key, page, ring_check, session
from storage.tables.desks import answer_draft, clock, mostly_shut, name_check, pending_act, rating, undo
from storage.tables.ends import beat, hold, ring_key, term
from storage.tables.leaks import leak_due, leak_notice
from storage.tables.logs import audit, blind, counter, question_log
from storage.tables.officers import (
    account,
    barred,
    desk,
    interest,
    name_token,
    officer,
    passkey,
    proposal,
    recovery,
    sign_in,
    view,
)
from storage.tables.outbox import outgoing
from storage.tables.own_records import desk_record, record_key

__all__ = [
    "account",
    "answer_draft",
    "answer_log",
    "arrival",
    "audit",
    "barred",
    "beat",
    "blind",
    "case_",
    "clock",
    "consent",
    "counter",
    "desk",
    "desk_record",
    "evidence",
    "hold",
    "interest",
    "key",
    "leak_due",
    "leak_notice",
    "message",
    "metadata",
    "mostly_shut",
    "name_check",
    "name_token",
    "officer",
    "outgoing",
    "page",
    "passkey",
    "pending_act",
    "proposal",
    "question_log",
    "rating",
    "record_key",
    "recovery",
    "referral",
    "ring_check",
    "ring_key",
    "session",
    "sign_in",
    "term",
    "undo",
    "view",
]
