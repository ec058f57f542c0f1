"""Every sentence of the officers' console. Templates say `say(d.NAME)`."""

from __future__ import annotations

from collections.abc import Mapping

from casework.texts import OUTCOMES as OUTCOMES
from casework.texts import ROLES as ROLES
from dialogs.case_states import Destroyer, ReferralState
from locales.text import Text, _, _n
from storage.states import ProposalState, ProposedAct
from storage.terms import Term

TITLE = _("Desk")
NO_CONTACT = _("Do not contact the other party.")
NO_CONTACT_MORE = _("Speak to the owner only, and only here. A careless call can end the business the owner lives on.")
SIGN_OUT = _("Sign out")
LANGUAGE = _("Language")

ENTER = _("Sign in to the desk")
ENTER_MORE = _("This link works once. Next you give the code that your telephone shows.")
ENTER_YES = _("Sign in")
ENTER_FIRST = _("For the first time you come by the one-time link of your invitation, and choose your name there.")
ENTER_USED = _("This link was used before, is too old or was never ours. Ask your administrator for a new one.")
SIGN_NAME = _("Sign-in name")
SIGN_NAME_MORE = _("You sign in with this name from now on. Three characters at least, no spaces; any name will do.")
CODE_OR_SPARE = _("Code of six digits, or a recovery code")
NAME_WRONG = _(
    "Name and code do not fit together, or the code was used before. Please wait for the next code and try that."
)
NAME_TAKEN = _("This name cannot be used. Please choose another one, of three characters at least and without spaces.")
SIGNED_OUT = _("You are signed out.")
CODE = _("Code of six digits")
CODE_NEW = _("Set up your codes")
CODE_NEW_MORE = _(
    "Scan this picture with an authenticator app on your telephone. From then on the app shows a new code every half "
    "minute, and each sign-in asks for it."
)
CODE_PICTURE = _("Picture to scan with an authenticator app")
CODE_TYPED = _("If you cannot scan it, type this key into the app:")
CODE_ASK = _("Please type the code that your authenticator app shows for Sinmungo.")
CODE_CONFIRM = _("Confirm", "label")
CODE_LOST = _("Is the telephone lost? Sign in by your name with a recovery code, or ask who administers your body.")
CODE_WRONG = _("This code is not the right one, or it was used before. Please wait for the next one and type that.")
CODE_LATE = _("That took longer than ten minutes, or you are not signed in yet. Please begin again with a new link.")
CODE_LOCKED = _("Too many codes were not right. Please try again in 15 minutes; nothing is lost.")
TRIAL_DESKS = _("Desks of this trial")
TRIAL_DESKS_MORE = _(
    "This is a trial: one person may sit at every desk, one after another, and see what its officers see. In a real "
    "house (SINMUNGO_TRIAL=false) this page is not there, and every officer signs in alone."
)
TRIAL_SIT = _("Sit at this desk")
TRIAL_BACK = _("Back to administration")
TRIAL_HERE = _("You sit here.")
PASSKEYS = _("Passkeys")
PASSKEYS_MORE = _(
    "A passkey lies in your computer, your telephone or a small key, and signs you in by finger, face or PIN. It works "
    "on this address only, so that nobody can have it from you by another page."
)
PASSKEYS_NONE = _("You have no passkey.")
PASSKEY_NEW = _("Make a passkey")
PASSKEY_ENTER = _("Sign in with a passkey")
PASSKEY_DROP = _("Take away", "passkey")
PASSKEY_SINCE = _("Made", "passkey")
PASSKEY_SCRIPT = _("Passkeys need a browser with scripts, opened at {host}.")
PASSKEY_WRONG = _("The passkey was not accepted. Please try again, or sign in by name and code.")
ELSEWHERE = _(
    "Your body lets its officers in from its own addresses alone, and this is none of them. Please use the office "
    "network, or ask your administrator."
)
ACCOUNT_ENTER = _("Sign in with your account: {body}")
ACCOUNT_BIND = _("Or use your account from now on: {body}")
ACCOUNT_WRONG = _(
    "That account is nobody’s here, or its sign-in took too long. Please try again, or ask your administrator for a "
    "link."
)
ACCOUNT_AWAY = _(
    "The sign-in page of your body cannot be reached just now. Please use another way, or try again later."
)
ENTER_OLDER = _(
    "This link is of an older kind, whose code can be read in logs: it is good no longer. Please ask for a new one."
)
LINK_CODE = _("Code of your one-time link")
LINK_CODE_MORE = _("Paste the whole link, or what stands behind its #.")
LINK_TYPE = _("Paste the link")
WORD_MORE = _("Only where you were told one.")
WORD = _("The word that somebody else gave you for this link")
SESSIONS = _("Signed-in browsers")
SESSIONS_MORE = _("Each sign-in lasts twelve hours, or one hour without use.")
ENDS_AT = _("Unless you use it, your sign-in ends at {at}.")
STAY = _("Stay signed in")
SIGN_IN_ANEW = _("For this you must have signed in just now. Please sign out and in again.")
RECOVERY = _("Recovery codes")
RECOVERY_MORE = _(
    "If your telephone is lost, one of these codes signs you in instead of the six digits. Each works once. Keep them "
    "on paper, apart from the telephone."
)
RECOVERY_ONCE = _("These are your codes. They are shown only now; older ones are good no longer.")
RECOVERY_LEFT = _n("You have {n} code left.", "You have {n} codes left.", n=1)
RECOVERY_MAKE = _("Make ten new codes")
GO_ON = _("Go on to the console")
TELEPHONE = _("Another telephone")
TELEPHONE_MORE = _("The old telephone’s codes end. You are signed out everywhere, and set up codes anew.")
TELEPHONE_SET = _("Set up another telephone")
SESSION_THIS = _("this browser")
SESSION_SINCE = _("Signed in")
SESSION_USED = _("Last used")
SESSION_END = _("End", "session")
SESSION_OTHERS = _("End all others")
BROWSER = _("Browser")
BROWSER_UNKNOWN = _("unknown browser")

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
THREAD = _("Words with the owner")
THREAD_NONE = _("Nothing was said yet.")
NOT_MATCHED = _("{title} (words that matched no choice)")
FROM_OWNER = _("Owner")
FROM_DESK = _("Desk")
PREPARED = _("prepared reply, said in the owner’s language")
EVIDENCE = _("Files")
EVIDENCE_NONE = _("The owner sent no files.")
DOWNLOAD = _("Download")
PRINTABLE = _("Printable copy, in Korean")
HISTORY = _("History")
GONE = _("The owner took this report back. Its content is not shown any more.")
DESTROYED: Mapping[Destroyer, Text] = {
    Destroyer.NOBODY: _("This report is destroyed. Its content is not there any more."),
    Destroyer.OWNER: _("The owner destroyed this report. Its content is not there any more."),
    Destroyer.TIME: _(
        "This report was destroyed by the service because the time for which its owner agreed that it is kept was "
        "over. The owner did not take it back."
    ),
    Destroyer.OPERATOR: _("The operator of the service destroyed this report. Its content is not there any more."),
}

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
NO_PREPARED = _("None, only my own words")
TO_BODY = _("To which body")
PASS_ON_MORE = _("Nothing is shared with that body until the owner agrees.")
CLOSE_MORE = _("The owner is told. The report leaves the open list.")
SEND = _("Send to the owner")
READ_ONLY = _("You can read here, and not act.")

NUMBER_IN_NAME = _(
    "That holds a personal or card number. The law forbids us to keep it, so nothing was kept. Please write it without "
    "the number."
)

NOT_PERSONAL = _("{numbers}: no person’s number. It stays, and is called another number in your words.")

RULINGS: Mapping[str, Text] = {
    "done": _("Done. The owner is told where it concerns the owner."),
    "waits": _("Your words wait below for a minute. Until then only you see them."),
    "said": _("That was said or taken back already. Nothing more was done."),
    "blacked": _("Done. A personal or card number was blacked out (■■■): the law forbids us to keep it."),
    "drafted": _("Your draft is kept here, sealed. You alone see it, on whatever device you sign in."),
    "dropped": _("The draft is destroyed."),
    "many_drafts": _("Nothing was kept: you have too many drafts on this report. Please send or discard one first."),
    "doubtful": _(
        "Nothing was done yet: a number in your words could be a person’s. Please take it out, or tick that it is "
        "none, and send again. Files have to be chosen again."
    ),
    "unknown": _("There is no such report on your desk."),
    "held": _("Another officer holds this report. Nothing was done."),
    "not_held": _("Only the officer who holds this report can do that."),
    "over": _("This report is closed, declined or withdrawn. Nothing was done."),
    "again": _("That was done already."),
    "empty": _("Nothing was sent: write some words or choose a prepared reply."),
    "no_right": _("Your role may not do this. Nothing was done."),
    "late": _("It is too late to take that back. Nothing was done."),
    "no_consent": _("The owner did not agree that the bodies share what they learn. Nothing was kept."),
    "unstaffed": _("Nobody of that body reads reports here at present. Nothing was done."),
    "wrong": _("What this is about is not there any more. Nothing was done."),
    "files": _("Nothing was sent: a file is empty or too large. Please choose the files again."),
    "no_outcome": _("Nothing was done: choose how the report ended."),
    "no_stance": _("Nothing was kept: choose a position."),
    "no_colleague": _("Nothing was done: choose an officer."),
    "no_words": _("Nothing was kept: write some words."),
    "no_reason": _("Nothing is shown: choose a reason and say it in a few words."),
    "second": _("A second person has to do this, while it is still waiting. Nothing was done."),
    "no_basis": _("Nothing was asked for: choose a statute or the court, the last day, and say which paper."),
    "no_days": _("Nothing was done: choose a time limit and a number of days."),
}

YOUR_WORDS = _("Your words (another officer holds this report now)")
DRAFT_KEEP = _("Keep the draft")
DRAFT_DROP = _("Discard the draft")
DRAFT_KEPT = _("Draft kept at {at}")
DRAFT_OF = _("Your draft of {when}")
DRAFT_FAILED = _("This could not be kept just now. Please copy your words before you leave this page.")
PENDING = _("To the owner at {at}:{seconds}")
PENDING_READS = _("So the owner will read it, in {language}; your own words stay as you wrote them.")
PENDING_SEND = _("Send now")
PENDING_BACK = _("Take back and change")

STATES: Mapping[ReferralState, Text] = {
    ReferralState.SENT: _("New", "desk"),
    ReferralState.SEEN: _("Opened", "desk"),
    ReferralState.TAKEN: _("In work", "desk"),
    ReferralState.ASKED: _("Waiting for the owner", "desk"),
    ReferralState.PASSED_ON: _("Passed on", "desk"),
    ReferralState.ANSWERED: _("Answered", "desk"),
    ReferralState.CLOSED: _("Closed", "desk"),
    ReferralState.DECLINED: _("Declined", "desk"),
    ReferralState.WITHDRAWN: _("Taken back", "desk"),
    ReferralState.ERASED: _("Erased", "desk"),
}

ACTORS: Mapping[str, Text] = {"owner": _("Owner"), "house": _("Sinmungo")}
DONE_BY: Mapping[str, Text] = {
    "filed": _("sent the report"),
    "amended": _("added something"),
    "ticked": _("ticked papers that are at hand"),
    "withdrew": _("took it back"),
    "erased": _("erased it"),
    "ending": _("told both sides on which day it is destroyed"),
    "leaktold": _("told the owner of a leak of this service’s own data"),
    "marked": _("marked it to be destroyed: its time is over"),
    "unmarked": _("took the mark off: it is kept"),
    "prolonged": _("agreed that it is kept a year longer"),
    "not prolonged": _("wants it destroyed as was promised"),
    "holdasked": _("asked for a hold"),
    "holdconfirmed": _("put a hold in force"),
    "copied": _("took a copy"),
    "seen": _("opened it"),
    "taken": _("took it"),
    "released": _("laid it down"),
    "lapsed": _("took it off its holder, whose time was over"),
    "replied": _("wrote to the owner"),
    "asked": _("asked the owner"),
    "passedon": _("passed it on"),
    "closed": _("closed it"),
    "declined": _("declined it"),
    "undone": _("undid a bulk action"),
    "reworded": _("corrected words to the owner"),
    "noted": _("left a note"),
    "positioned": _("stated the body’s position"),
    "settled": _("settled how it goes on"),
    "queried": _("asked the desk of a related report"),
    "barred": _("shut an officer out for a conflict of interest"),
    "checked": _("said who the official is whom the owner named"),
    "namewaits": _("told a lead that a name is to be checked"),
    "mostlyshut": _("told a lead that most of the desk is shut out"),
    "leftalone": _("told the owner that nobody sits at the desk any more"),
    "names read": _("read the names to be checked"),
    "extended": _("extended a time limit"),
    "reminded": _("reminded the desk of a time limit"),
    "escalated": _("told the secretariat that a time limit ran out"),
    "unopened": _("told the owner that nobody has opened it"),
    "unhushed": _("told the owner that it was taken"),
    "rated": _("judged how it went"),
    "agreed": _("agreed that another body gets it"),
    "kept": _("asked that it stay where it is"),
    "let share": _("let a body that got it later share with the others"),
    "kept apart": _("kept a body that got it later apart from the others"),
    "read": _("read it"),
    "unmasked": _("looked at personal data"),
    "downloaded": _("downloaded a file"),
    "exported": _("exported it"),
}

MASKED = _("Personal data are hidden: names, telephone numbers, addresses, business numbers.")
UNMASK = _("Show personal data")
UNMASK_MORE = _("Say why. The reason stands in the audit log.")
UNMASK_WORDS = _("In a few words")
UNMASK_REASONS: Mapping[str, Text] = {
    "complaint": _("A complaint about how it was handled"),
    "conflict": _("A possible conflict of interest"),
    "law": _("A duty by law"),
    "contact": _("The owner has to be reached"),
}

OFFICERS = _("Officers")
INVITE = _("Invite an officer")
INVITE_MORE = _("It works once, for 24 hours. Hand it over yourself; it is shown only here and only now.")
BODY = _("Body")
NAME = _("Name")
MAKE_LINK = _("Make the link")
NEW_LINK = _("One-time link for {name}")
END_ACCESS = _("End access")
OFFICERS_MORE = _("Ending somebody’s access also ends every sign-in and every action in Telegram at once.")
NEW_LINK_WEB = _("Sign in to the console:")
NEW_LINK_BOT = _("Act from the ministry’s Telegram group, by the officers’ bot:")
NEW_LINK_TYPE = _("or type this to the officers’ bot:")
LINK_AGAIN = _("New link")
CODES_RESET = _("Reset codes")
UNBIND = _("Unbind Telegram")
SESSIONS_END = _("End sign-ins")
STANDING = _("Standing")
CODES_UNSET = _("no codes yet")
TELEGRAM_BOUND = _("Telegram bound")
LEFT_GROUP = _("left the Telegram group on {at}; the access goes on until you end it")
LOCKED_UNTIL = _("locked until {at}")
GROUPS = _("Telegram groups")
GROUP_BOUND = _("bound")
GROUP_NONE = _("no group yet")
GROUP_OUT = _(
    "The bot lost its place or its rights on {at}. Please add it to the group as an administrator who may manage "
    "topics. Until then this body hears of reports on the console only."
)
GROUP_TOKEN = _("New group token")
GROUP_TYPE = _("Within a week, type this in the group of {body}, with the officers’ bot in it as an administrator:")
OPERATES = _(
    "You run this machine and belong to no body. You make the first administrator of each body; that person invites "
    "the others there."
)
ALONE = _(
    "You try this alone, on your own machine: nothing waits for a second person. A real service is reached under a "
    "public address, and then everything here needs two."
)
TELEGRAM = _("Telegram")
TELEGRAM_BIND = _("Bind my Telegram account")
REQUESTS = _("Requests")
REQUESTS_MORE = _(
    "Invitations, new links, new codes and large tables need a second person of the body. Nobody confirms the own "
    "request, or one about oneself. What nobody stops may be done after 24 hours."
)
GROUP_ASKED = _(
    "Something was asked or done about an officer’s access at this desk. Please look at the requests there."
)
REQUESTS_NONE = _("There is no request.")
REQUESTS_WAIT = _n("{n} request is waiting", "{n} requests are waiting", n=1)
REQUEST_WHAT = _("Request")
REQUEST_BY = _("Asked by")
REQUEST_DUE = _("from {at} on, unless somebody stops it")
REQUEST_CONFIRM = _("Confirm", "request")
REQUEST_REFUSE = _("Refuse", "request")
REQUEST_STOP = _("Stop", "request")
REQUEST_CARRY = _("Do it now", "request")
NOT_ANSWERED = _("This request is not yours to answer, or it is over. Nothing was done.")
WORD_SHOWN = _(
    "It is confirmed, and {name} makes the link. The link needs this word as well: tell it to the invited person "
    "yourself. It is shown only now."
)
TOLD_ASKED = _("Somebody asked for this about your access: {act}. If you do not know why, please stop it.")
TOLD_DONE = _("This was done about your access: {act}. If you do not know why, please tell whoever leads your desk.")
TOLD_ENDED = _("This was asked about your access and is off: {act}.")
PROPOSED: Mapping[ProposedAct, Text] = {
    ProposedAct.INVITE: _("invite an officer", "request"),
    ProposedAct.LINK: _("new sign-in link", "request"),
    ProposedAct.RESET: _("set up codes anew", "request"),
    ProposedAct.EXPORT: _("large table of reports", "request"),
    ProposedAct.UNBAR: _("take a declaration of interest back", "request"),
    ProposedAct.UNBIND: _("Telegram unbound", "request"),
    ProposedAct.SESSIONS: _("sign-ins ended", "request"),
    ProposedAct.END: _("access ended", "request"),
    ProposedAct.GROUP: _("token for a Telegram group", "request"),
}
PROPOSAL_STATES: Mapping[ProposalState, Text] = {
    ProposalState.ASKED: _("waits", "request"),
    ProposalState.CONFIRMED: _("confirmed", "request"),
    ProposalState.STOPPED: _("stopped", "request"),
    ProposalState.DONE: _("done", "request"),
    ProposalState.REFUSED: _("refused", "request"),
}
CHOOSE_FITTING = _("This role does not exist at this body. Please choose another role or another body.")
INTERESTS = _("Conflicts of interest")
INTERESTS_MORE = _(
    "Name companies that you must not work on, for example because of family, a former job or shares. Reports that "
    "name them do not exist for you from then on, and you lay down what you hold of them."
)
INTERESTS_NONE = _("You have named none.")
INTEREST_KIND = _("What it is")
INTEREST_KINDS: Mapping[str, Text] = {
    "counterpart": _("Company name"),
    "business_number": _("Business number"),
}
INTEREST_NAME = _("Name or number")
INTEREST_ADD = _("Declare")
INTEREST_BACK = _("Ask to take back")
INTEREST_SINCE = _("Since")
INTEREST_NOTED = _("Declaring and taking back are kept in the audit log, without the name.")
INTEREST_LEAD = _(
    "A lead of your desk can ask that one be taken back, with a reason. You are told and can stop it, and a second "
    "person has to confirm."
)
INTEREST_TEAM = _("Declared by colleagues")
INTEREST_WHO = _("Officer")
BACK_REASONS: Mapping[str, Text] = {
    "mistaken": _("was declared by mistake"),
    "ended": _("the tie has ended"),
    "other_company": _("is another company"),
}
NAMES = _("Names to check")
NAMES_MORE = _(
    "An owner wrote that this official must not see a report. Officers of that name are shut out already. Please say "
    "whether somebody else at the desk is meant: a former name, another spelling, a title alone. Until then nobody "
    "there opens the report, unless it is urgent."
)
NAMES_NONE = _("No name is waiting.")
NAMES_WAIT = _n("{n} thing waits for a lead", "{n} things wait for a lead", n=1)
NAMES_WHO = _("Who is meant?")
NAMES_THESE = _("Shut out those ticked")
NAMES_NOBODY = _("Nobody here is meant")
NAMES_EITHER = _("Please tick who is meant, or say that nobody here is.")
MOSTLY_SHUT = _("Most of the desk is shut out")
MOSTLY_SHUT_MORE = _(
    "More than half of the desk must not know of these reports. Please see that somebody works on them."
)
NOT_IN_GROUP = _("Not in the Telegram group, because of a conflict of interest. Please work on it here only.")

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

# ---- the case's page -----------------------------------------------------------------------------------

URGENT = _("Urgent", "desk")
UNTIL = _("until {when}")
LEASE_OVER = _("time is up, free to take")
NEXT_DUE = _("Next limit")
KEPT_TYPED = _("What you typed is still in the form.")
REFUSED_FILES = _("Files not accepted: {names}")
ON_THIS_PAGE = _("On this page")
EARLIER = _n("{n} earlier version", "{n} earlier versions", n=1)
EARLIER_WORDS = _n("{n} earlier message", "{n} earlier messages", n=1)
CORRECTED_AT = _("corrected {when}")
UNANSWERED = _("not answered yet")
WAITING_WORDS = _n("{n} message waits for an answer", "{n} messages wait for an answer", n=1)
FROM_SET = _("Answers to: {title}")
ASKED_SET = _("Questions sent: {title}")
WRITE = _("Write or decide")
HELD_BY_OTHER = _("{name} holds this report until {when}. You can still leave notes.")
TAKE_FIRST = _("Take the report first, so that colleagues see who answers. Writing takes it as well.")
FOREIGN = _("The owner reads {language}. Your words go as typed; a prepared reply below is said in {language}.")
FOREIGN_NONE = _("The owner reads {language}. Your words go as typed, labelled with their language.")
OWNER_READS = _("The owner reads:")
PREPARED_LIST = _("Prepared replies, said in the owner’s language")
QUESTION_SETS = _("Question sets, asked one by one in the owner’s language")
NO_SET = _("None")
ATTACH = _("Files for the owner")
ATTACH_MORE = _("Up to {n} files, {size} MB each. The owner is told their size and kind.")
TOO_LARGE = _("Larger than {size} MB: {names}")
WHY_PASSED = _("Why (the owner reads it)")
OUTCOME = _("How it ended")
CHOOSE = _("Choose…")
REWORD = _("Correct my words")
REWORD_MORE = _("The owner gets the new words, marked as a correction. The old ones stay on record.")
REWORD_SEND = _("Send the correction")
FROM_OWNER_FILES = _("From the owner")
FROM_DESK_FILES = _("Sent by this desk")
FILES_MORE = _("Files are saved, never opened here. Compare the hash before you rely on one.")

HOLDING = _("Holding")
HAND_OVER = _("Hand over")
HAND_TO = _("To")
TAKE_OVER = _("Take over")
TAKE_OVER_MORE = _("For an absent colleague. It stands in the history.")
REASON = _("Reason", "desk")
HANDED = _("Handed over: {reason}")
CONFLICT = _("Conflict of interest")
CONFLICT_MORE = _("For this officer the report no longer exists: not in lists, not in numbers, not by its code.")
SHUT_OUT = _("Shut out")
NO_COLLEAGUE = _("There is no other officer at this desk.")

LIMITS = _("Time limits of this desk")
LIMITS_NONE = _("No time limit runs.")
LIMITS_LAW = _("Limits in law for the owner")
DAYS_LEFT = _n("{n} day left", "{n} days left", n=1)
DUE_TODAY = _("due today")
OVERDUE = _n("{n} day overdue", "{n} days overdue", n=1)
PAUSED = _("paused")
MET = _("met")
STATUTORY = _("by law")
AIM = _("own aim")
CHECK = _("to be checked")
EXTENDED_BY = _n("extended by {n} day", "extended by {n} days", n=1)
EXTEND = _("Extend a limit")
EXTEND_MORE = _("The owner is told the new day and the reason.")
LIMIT = _("Time limit")
DAYS = _("Days")

BETWEEN = _("Between the bodies")
BETWEEN_MORE = _("The owner never sees any of this.")
BETWEEN_ALONE = _("No other body has this report. Notes stay at this desk.")
BETWEEN_CLOSED = _(
    "The owner did not agree that the bodies share what they learn. Each works by itself; notes stay at this desk."
)
POSITIONS = _("Positions")
NO_POSITION = _("not stated yet")
DIFFER = _("The positions differ. The leading body settles how it goes on.")
DIFFERS = _("differs from the lead")
LEAD_MARK = _("Lead", "desk")
STATE_POSITION = _("State our position")
POSITION = _("Position")
WHY = _("Why", "desk")
KEEP = _("Keep")
SETTLE = _("Settle")
SETTLE_MORE = _("You lead this report. Say how it goes on; every body of the report reads it.")
NEW_LEAD = _("Lead from now on")
LEAD_STAYS = _("stays with this desk")
NOTES = _("Notes")
NOTES_NONE = _("No notes yet.")
ADD_NOTE = _("Leave a note")
SEEN_BY = _("Who reads it")
SEEN_HERE = _("this desk only")
SEEN_ALL = _("all bodies of this report")
SETTLED_MARK = _("settled")
ASKED_MARK = _("asked the desk of a related report")
ASKS_HERE = _("Report {receipt} names the same company or number. Its desk asks to talk.")

RELATED_REPORTS = _("Related reports")
RELATED_NONE = _("No other report names the same company or number.")
RELATED_SOME = _n(
    "{n} other report names the same company or number.", "{n} other reports name the same company or number.", n=1
)
RELATED_MORE = _("You see that it is there and how it stands, not what is in it.")
ASK_DESK = _("Ask the desk")
ASK_DESK_MORE = _("The other desk learns your report’s code and that you ask, nothing else. Your words stay here.")

STANCES: Mapping[str, Text] = {
    "acts": _("acts itself", "stance"),
    "supports": _("supports another body", "stance"),
    "waits": _("waits for another body", "stance"),
    "no_ground": _("sees no ground", "stance"),
}
HAND_REASONS: Mapping[str, Text] = {
    "away": _("absent", "hand"),
    "knows": _("knows the matter", "hand"),
    "load": _("workload", "hand"),
    "language": _("reads the owner’s language", "hand"),
    "other": _("other reason", "hand"),
}
BAR_REASONS: Mapping[str, Text] = {
    "tie": _("personal tie", "bar"),
    "worked_there": _("worked for a party", "bar"),
    "stake": _("financial stake", "bar"),
    "asked": _("asked to be shut out", "bar"),
    "other": _("other reason", "bar"),
}

# ---- the body's own record -----------------------------------------------------------------------------

RECORDS = _("Our own records", "desk")
RECORDS_MORE = _(
    "Reports that were destroyed, as this body dealt with them: code, days, acts, outcome, letters sent. Only officers "
    "of this body read them. Of what the owners wrote nothing is left, save what a letter quotes."
)
RECORDS_NONE = _("No report with a record kept by this body has been destroyed yet.")
RECORD = _("Own record: {code}")
RECORD_CAME = _("Sent")
RECORD_GONE = _("Destroyed")
RECORD_UNTIL = _("This record is kept until")
RECORD_OUTCOME = _("How it stood")
RECORD_LINES = _("What was done")
RECORD_BACK = _("All own records")
RECORD_FILE = _("Attached file")
RECORD_OLDER = _("Older records")
RECORD_KINDS: Mapping[str, Text] = {**DONE_BY, "file": _("sent a file")}
RECORD_BY: Mapping[str, Text] = {**ACTORS, "time": _("its time was over"), "operator": _("the operator")}

# ---- the end of a report -------------------------------------------------------------------------------

KEPT_UNTIL = _("Kept until")
END_MORE = _(
    "Sixty days before, the owner and this desk are told. An open report is destroyed, too, unless a hold is in force."
)
END_TOLD = _("The owner and the desks were told of this day.")
END_NOT_TOLD = _(
    "The owner and the desks were written to about this day, but not every message was delivered yet. As long as "
    "that is so, an open report is kept 90 days longer."
)
MARKED = _(
    "Its time is over: the service marked it on {at}, and destroys it after a week of running. A hold in force, or the "
    "owner’s wish to keep it longer, stops that."
)
HOLD_UNTIL = _("Hold until {day}")
HOLD_ASKED_BY = _("asked for by {name}")
HOLD_CONFIRMED_BY = _("confirmed by {name}")
HOLD_IN_FORCE = _("in force")
HOLD_WAITS = _("waits for a second person")
HOLD_CONFIRM = _("Confirm the hold")
HOLD_ASK = _("Ask for a hold")
HOLD_MORE = _(
    "A hold keeps the report beyond its time where a statute or a court orders that. It is in force once another "
    "person of this desk confirms it; the owner is then told until when. The owner can delete the report all the same."
)
HOLD_BASIS = _("What orders it")
HOLD_LAST_DAY = _("Last day")
HOLD_PAPER = _("Which article, order or case number")
COURT = _("Paper of a court", "hold")
CLOCK_JUMPED = _(
    "The clock of this machine jumped. Nothing is destroyed by date until the service has run {n} more hours. If the "
    "clock is still wrong, the operator should put it right before then."
)


def gone_why(state: ReferralState, term: Term | None) -> Text:
    """Why there is nothing to be seen of a report any more: who took it back, or destroyed it."""
    if state is not ReferralState.ERASED:
        return GONE
    return DESTROYED[term.gone if term is not None else Destroyer.NOBODY]
