"""The names of desks, the joint team's secretariat among them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.book import Book
from dialogs.case_states import Destroyer, ReferralState
from guidance.guide import SECRETARIAT
from locales.text import Day, Raw, Text, _


def named(body: str, book: Book) -> Text:
    """A desk's full name; an id that nobody knows stands as it is."""
    if body == SECRETARIAT:
        return _("the joint team’s secretariat")
    record = book.knowledge.ministries.get(body)
    return record.name if record else Text("{body}", {"body": Raw(body)})


def briefly(body: str, book: Book) -> Text:
    """A desk's name for a button."""
    if body == SECRETARIAT:
        return _("Secretariat", "label")
    record = book.knowledge.ministries.get(body)
    return record.short if record else Text("{body}", {"body": Raw(body)})


STATES: Mapping[ReferralState, Text] = {
    ReferralState.SENT: _("sent, not opened yet"),
    ReferralState.SEEN: _("opened"),
    ReferralState.TAKEN: _("taken by an officer"),
    ReferralState.ASKED: _("the officer asked you something"),
    ReferralState.PASSED_ON: _("suggests another body"),
    ReferralState.ANSWERED: _("answered"),
    ReferralState.CLOSED: _("closed"),
    ReferralState.DECLINED: _("this body cannot act"),
    ReferralState.WITHDRAWN: _("withdrawn by you"),
    ReferralState.ERASED: _("destroyed"),
}
"""How a report stands at a body, for its owner."""
DESTROYED: Mapping[Destroyer, Text] = {
    Destroyer.NOBODY: STATES[ReferralState.ERASED],
    Destroyer.OWNER: _("deleted by you"),
    Destroyer.TIME: _("destroyed by us: the time for which you agreed that it is kept was over"),
    Destroyer.OPERATOR: _("destroyed by the operator of this service"),
}
"""Who destroyed a report, and why, for its owner."""


TONGUES: Mapping[str, Text] = {
    "ko": _("Korean"),
    "en": _("English"),
    "ja": _("Japanese"),
    "zh": _("Chinese"),
    "fr": _("French"),
}


def tongue(language: str) -> Text:
    """The name of a language, for labelling somebody's own words."""
    return TONGUES.get(language, _("language not known"))


def state_of(state: ReferralState, gone: Destroyer) -> Text:
    """A state in words; of a report that is destroyed, who did it."""
    return DESTROYED[gone] if state is ReferralState.ERASED else STATES[state]


def since(state: Text, day: object) -> Text:
    """A state in words, and from which day on."""
    year, month, date = (int(each) for each in str(day).split("-"))
    return _("{state}, since {day}", state=state, day=Day(year, month, date))
