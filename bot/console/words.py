"""Every sentence of the officers' console. Templates say `say(d.NAME)`."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.types import Text, _, _n

TITLE = _("Desk")
NO_CONTACT = _("Do not contact the other party.")
NO_CONTACT_MORE = _("Speak to the owner only, and only here. A careless call can end the business the owner lives on.")
SIGN_OUT = _("Sign out")
LANGUAGE = _("Language")

ENTER = _("Sign in to the desk")
ENTER_MORE = _("This link works once and signs in this browser for twelve hours.")
ENTER_YES = _("Sign in")
ENTER_NONE = _("The console opens by a one-time link. Ask your administrator for one.")
ENTER_USED = _("This link was used before, is too old or was never ours. Ask your administrator for a new one.")
SIGNED_OUT = _("You are signed out.")

QUEUE = _("Reports")
QUEUE_OPEN = _("Open")
QUEUE_MINE = _("Mine")
QUEUE_DONE = _("Done")
STATE = _("State")
ANY_STATE = _("Every state")
OWNER_LANGUAGE = _("The owner writes in")
ANY_LANGUAGE = _("Every language")
FILTER = _("Filter")
RECEIPT = _("Report")
ROLE = _("Role")
HOLDER = _("Officer")
WAITING_SINCE = _("Sent")
CHANGED = _("Last change")
LEADS = _("leads")
WORKS_ALONG = _("works along")
NOBODY = _("nobody yet")
YOU = _("you")
EMPTY = _("Nothing is waiting here.")
NEXT_PAGE = _("Next page")
FIRST_PAGE = _("First page")
CHANGED_NOW = _("The list was brought up to date.")
CASE_CHANGED = _("Something changed in this report.")
LOAD_AGAIN = _("Load again")

BACK_TO_QUEUE = _("All reports")
ANSWERS = _("What the owner reported")
WRITTEN_IN = _("Written in {language}")
GUIDANCE = _("Guidance")
CLOCKS = _("Time limits")
OTHERS = _("Other bodies")
OTHERS_NONE = _("No other body has this report.")
OTHERS_MORE = _("You see that they have it and how it stands, not what they wrote.")
THREAD = _("Words with the owner")
THREAD_NONE = _("Nothing was said yet.")
FROM_OWNER = _("Owner")
FROM_DESK = _("Desk")
PREPARED = _("prepared reply, said in the owner’s language")
EVIDENCE = _("Files")
EVIDENCE_NONE = _("The owner sent no files.")
DOWNLOAD = _("Download")
PRINTABLE = _("Printable copy, in Korean")
HISTORY = _("History")
RELATED = _("Another report names the same company or number.")
GONE = _("The owner took this report back. Its content is not shown any more.")

ACTIONS = _("What you do")
TAKE = _("Take this report")
RELEASE = _("Lay it down")
REPLY = _("Write to the owner")
ASK = _("Ask for something")
PASS_ON = _("Pass on")
CLOSE = _("Close")
DECLINE = _("Cannot act")
OWN_WORDS = _("Your own words, as typed")
OWN_WORDS_IN = _("written in")
OR_PREPARED = _("A prepared reply (the owner reads the second line)")
NO_PREPARED = _("None, only my own words")
TO_BODY = _("To which body")
PASS_ON_MORE = _("Nothing is shared with that body until the owner agrees.")
CLOSE_MORE = _("The owner is told. The report leaves the open list.")
SEND = _("Send to the owner")
READ_ONLY = _("You can read here, and not act.")

RULINGS: Mapping[str, Text] = {
    "done": _("Done. The owner is told where it concerns the owner."),
    "unknown": _("There is no such report on your desk."),
    "held": _("Another officer holds this report. Nothing was done."),
    "not_held": _("Only the officer who holds this report can do that."),
    "over": _("This report is closed, declined or withdrawn. Nothing was done."),
    "again": _("That was done already."),
    "empty": _("Nothing was sent: write some words or choose a prepared reply."),
}

STATES: Mapping[str, Text] = {
    "sent": _("New", "desk"),
    "seen": _("Opened", "desk"),
    "taken": _("In work", "desk"),
    "asked": _("Waiting for the owner", "desk"),
    "passed_on": _("Passed on", "desk"),
    "answered": _("Answered", "desk"),
    "closed": _("Closed", "desk"),
    "declined": _("Declined", "desk"),
    "withdrawn": _("Taken back", "desk"),
    "erased": _("Erased", "desk"),
}

ACTORS: Mapping[str, Text] = {"owner": _("Owner"), "house": _("Sinmungo")}
DONE_BY: Mapping[str, Text] = {
    "filed": _("sent the report"),
    "amended": _("added something"),
    "ticked": _("ticked papers that are at hand"),
    "withdrew": _("took it back"),
    "erased": _("erased it"),
    "copied": _("took a copy"),
    "seen": _("opened it"),
    "taken": _("took it"),
    "released": _("laid it down"),
    "replied": _("wrote to the owner"),
    "asked": _("asked the owner"),
    "passedon": _("passed it on"),
    "closed": _("closed it"),
    "declined": _("declined it"),
    "read": _("read it"),
    "downloaded": _("downloaded a file"),
}

OFFICERS = _("Officers")
INVITE = _("Invite an officer")
INVITE_MORE = _("The link works once, for 24 hours. Hand it over yourself; it is shown only here and only now.")
BODY = _("Body")
NAME = _("Name")
MAKE_LINK = _("Make the link")
NEW_LINK = _("One-time link for {name}")
END_ACCESS = _("End access")
ROLES: Mapping[str, Text] = {
    "officer": _("Officer", "role"),
    "lead": _("Lead", "role"),
    "auditor": _("Auditor", "role"),
    "secretariat": _("Secretariat", "role"),
    "administrator": _("Administrator", "role"),
}
OVERVIEW = _("How many reports each body has, by state")

QUESTIONS = _("Questions without an answer")
QUESTIONS_MORE = _(
    "What people asked in the last 90 days and found no answer to. Names, numbers and addresses are taken out as far "
    "as they are recognised; please take out what is left before you add a question to the content."
)
QUESTIONS_NONE = _("No question is waiting.")
ASKED_TIMES = _n("Asked {n} time", "Asked {n} times", n=1)
NEAREST = _("The nearest known question")
NEAREST_NONE = _("none")
ALL_WORDINGS = _("All wordings")
AS_ALIAS = _("Make this an alias")
AS_ALIAS_MORE = _("Add this line to {file}, in the entry “{id}”, in the list “{list}” below [entry.aliases]:")
AS_ENTRY = _("A new entry")
AS_ENTRY_MORE = _("Add this at the end of {file} and fill in what is empty, the question and the answer in Korean:")
ADDED = _("It is added")
LEAVE_OUT = _("Leave out")
JUDGED = _("How answers were judged")
KNOWN_QUESTION = _("Known question")
HELPED = _("helped")
NOT_HELPED = _("was not it")
