"""The same work for all: `/start`, then 25 answers, 13 of them buttons and 12 typed."""

from __future__ import annotations

QUESTIONS = 25
PLAIN = ("/start", *(f"!q{n}:a" if n % 2 == 0 else f"an answer in words, number {n}" for n in range(QUESTIONS)))
"""For the peers' questionnaire: even questions are buttons, odd ones are typed."""

REPORT = (
    "/start",
    *("!lang:en", "!urgent:no", "!about:report", "!agree:age", "!agree:collect", "!agree:abroad"),
    "Our buyer demanded the mould drawings by mail, and two months later another company delivered the same part.",
    "done",
    *("1", "!what_was_taken:technical_data_on_request", "!nav:done", "!contract:subcontract", "!nav:done"),
    *("yes", "yes", "no", "no", "March 2025", "December 2025", "Hanbit Motors", "!counterpart_size:large"),
    *("!wants:damages", "done", "none", "!victim_size:sme"),
)
"""For the real questionnaire: consents, the story, and facts as taps, dates, names and typed numbers."""
