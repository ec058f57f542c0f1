"""Every sentence of the auditors' page. Templates say `say(a.NAME)`."""

from __future__ import annotations

from collections.abc import Mapping

from locales.text import Raw, Text, _
from storage.audit import CUT, SEGMENT
from storage.audit_search import AuditGroup
from storage.proposals import VOUCHED
from storage.refused_attempts import MANY, RefusedAttempt
from web.console import texts as desk_words

AUDIT = _("Audit log")
AUDIT_MORE = _("Who did what with the reports of your body. That you read this is noted as well.")
AUDIT_HOUSE = _("Lines of the secretariat and of the house itself. Reports at other bodies are for their own auditors.")
HEAD = _("Head of the log")
HEAD_MORE = _(
    "Write it down or print it, and keep it elsewhere: with it one can tell later whether the log was changed since."
)
LINES = _("Lines")
WHEN = _("When", "audit")
WHO = _("Who", "audit")
WHAT = _("What", "audit")
ABOUT = _("About", "audit")
MORE = _("Address or reason")
GONE = _("destroyed with the report")
CODE = _("Code of a report")
OFFICER = _("Officer", "role")
EVERYBODY = _("Everybody", "audit")
KIND = _("Kind", "audit")
EVERY_KIND = _("Every kind")
FROM = _("From", "day")
TO = _("To", "day")
NOTHING = _("There is no such line.")
OLDER = _("Older lines")
MONTH = _("Month in numbers")
MONTH_MORE = _("Lines of the log by person and kind, your body only.")
AS_TABLE = _("Save as a table (CSV)")
UNKNOWN = _("not known", "person")

ACTORS: Mapping[str, Text] = {
    **desk_words.ACTORS,
    "command line": _("who runs the machine"),
}
GROUPS: Mapping[AuditGroup, Text] = {
    AuditGroup.READS: _("Opened", "audit"),
    AuditGroup.ACTS: _("Work on reports"),
    AuditGroup.REFUSED: _("Refused attempts"),
    AuditGroup.SEARCHES: _("Searches"),
    AuditGroup.EXPORTS: _("Copies and exports"),
    AuditGroup.SIGN_INS: _("Sign-ins"),
    AuditGroup.PEOPLE: _("Access of officers"),
    AuditGroup.LOG: _("The log itself"),
}
SEARCHED: Mapping[str, Text] = {
    "code": _("by a code"),
    "number": _("by a number"),
    "name": _("by a name"),
}
REQUEST = _("request, {what}: {became}")
BESIDE = _("vouched for by the secretariat")
DONE: Mapping[str, Text] = {
    "searched": _("searched"),
    "audited": _("read the audit log"),
    "signed_in": _("signed in"),
    "session ended": _("ended a sign-in"),
    "sessions ended": _("ended all sign-ins"),
    "locked": _("locked after wrong codes"),
    "added": _("gave access"),
    "invited again": _("made a new sign-in link"),
    "revoked": _("ended access"),
    "codes reset": _("reset the codes"),
    "telegram bound": _("connected Telegram"),
    "telegram unbound": _("disconnected Telegram"),
    "back in group": _("is in the group again"),
    "left group": _("left the group"),
    "group invited": _("made an invitation for a group"),
    "desk bound": _("connected the group"),
    "bot fit again": _("the bot works in the group again"),
    "bot put out of desk": _("the bot cannot work in the group"),
    "interest declared": _("declared a conflict of interest"),
    "interest taken back": _("took back a declared conflict of interest"),
    "sign-in name chosen": _("chose a name to sign in with"),
    "recovery codes made": _("made recovery codes"),
    "recovery code used": _("signed in with a recovery code"),
    "passkey added": _("added a passkey"),
    "account bound": _("now signs in with an account of the own body"),
    "passkey taken away": _("took a passkey away"),
    "codes set up anew": _("set up codes anew"),
    "named asked": _("looked up at which bodies a report names somebody"),
    "leak noticed": _("had the owners told of a leak of this service’s own data"),
    "rotated": _("changed the key ring"),
    "record read": _("read the body’s own record of a destroyed report"),
    "records read": _("listed the body’s own records of destroyed reports"),
    "record downloaded": _("downloaded a file of the body’s own record"),
    SEGMENT: _("began a new segment of the log"),
    CUT: _("left out lines older than two years"),
    "questions_alias": _("dealt with questions without an answer"),
    "questions_entry": _("dealt with questions without an answer"),
    "questions_left": _("dealt with questions without an answer"),
    RefusedAttempt.CASE: _("refused: a report that is not on the own desk"),
    RefusedAttempt.ACT: _("refused: an act without the right to it"),
    RefusedAttempt.PAGE: _("refused: a page without the right to it"),
    RefusedAttempt.CODE: _("refused: a wrong code at signing in"),
    RefusedAttempt.LINK: _("refused: a sign-in link that is not good"),
    RefusedAttempt.ANSWER: _("refused: an answer to a body that does not have the report"),
    RefusedAttempt.ACCOUNT: _("refused: an account at a body that belongs to nobody here, or was not proven"),
    RefusedAttempt.PLACE: _("refused: an address that the body does not allow"),
    **{
        f"{act} {became}": Text(REQUEST.msgid, {"what": what, "became": said})
        for act, what in desk_words.PROPOSED.items()
        for became, said in (*desk_words.PROPOSAL_STATES.items(), (VOUCHED, BESIDE))
    },
    MANY: _("refused: many attempts within an hour"),
}
"""What was done, beside what histories of cases say as well (`texts.DONE_BY`)."""


def found(n: str) -> Text:
    """How many a search found."""
    return _("{n} found", n=Raw(n))
