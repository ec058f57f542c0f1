"""A guide as the JSON of `sinmungo guide`: ids and dates, and the few sentences a reader needs, already in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guidance.guide import Complaint, Deadline, Guide, Misfit, NotThis, Route
from locales.text import Text

Say = Callable[[Text], str]


def wire(guide: Guide, words: Say) -> dict[str, Any]:
    """The guide as plain values; `words` puts a sentence into the reader's language."""
    return {
        "lead": guide.lead,
        "cooperating": list(guide.cooperating),
        "also": list(guide.also),
        "urgent": guide.urgent,
        "routes": [_route(route, words) for route in guide.routes],
        "not": [{"ministry": no.ministry, "route": no.route, **_why(no, words)} for no in guide.refused],
        **_help(guide, words),
        "clocks": [_deadline(clock, words) for clock in guide.clocks],
        "blind_spots": list(guide.blind_spots),
        "order": list(guide.order),
        "first_steps": list(guide.first_steps),
        "ask_next": list(guide.ask_next),
        "reasons": [words(reason) for reason in guide.reasons],
        "complaints": [_complaint(complaint, words) for complaint in guide.complaints],
    }


def _help(guide: Guide, words: Say) -> dict[str, Any]:
    fits = [{"id": fit.id, "because": list(fit.because), "verify": fit.verify} for fit in guide.programmes]
    missing = [{"paper": one.paper, "why": words(one.why), "for": list(one.bodies)} for one in guide.missing]
    misfits = [{"id": no.id, **_why(no, words)} for no in guide.misfits]
    return {"programmes": fits, "programmes_not": misfits, "missing": missing}


def _why(no: NotThis | Misfit, words: Say) -> dict[str, Any]:
    return {"why": words(no.why), "because": list(no.because)}


def _route(route: Route, words: Say) -> dict[str, Any]:
    return {
        "ministry": route.ministry,
        "role": route.role,
        "route": route.route,
        "statute": route.statute,
        "because": list(route.because),
        "weak": list(route.weak),
        "unknown": list(route.unknown),
        "deadline": _deadline(route.deadline, words) if route.deadline else None,
        "verify": route.verify,
    }


def _deadline(deadline: Deadline, words: Say) -> dict[str, Any]:
    return {
        "clock": deadline.clock,
        "closes": deadline.closes.isoformat() if deadline.closes else None,
        "days_left": deadline.days_left,
        "basis": words(deadline.basis),
        "certain": deadline.certain,
    }


def _complaint(complaint: Complaint, words: Say) -> dict[str, Any]:
    return {"kind": complaint.kind, "facts": list(complaint.facts), "why": words(complaint.why)}
