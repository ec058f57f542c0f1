"""What the officers' bot says, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from locales.text import Text, _, _n

TAKE = _("Take it")
SEEN = _("Seen", "button")
DECLINE = _("Cannot act")
HOW = _("How to reply")
SEND = _("Send to the owner of {receipt}")
DROP = _("Do not send")

HOW_TO = _("Each message in this topic goes to the owner as you type it. Begin with // to keep it among yourselves.")
"""At most 200 characters in every language: it is shown in a small window."""

DONE: Mapping[str, Text] = {
    "seen": _("Noted: the owner is told that the report was opened."),
    "taken": _("{name} has taken report {receipt}. The owner is told."),
    "released": _("{name} has laid report {receipt} down."),
    "handed": _("Report {receipt} is with {name} now."),
    "declined": _("{name} declined report {receipt}. The owner is told."),
    "closed": _("{name} closed report {receipt}. The owner is told."),
    "sent": _("Passed on to the owner."),
    "corrected": _("The owner has the new wording; the first one is kept."),
    "dropped": _("Not sent to anyone."),
    "prepared": _("Sent to the owner of {receipt}: {label}"),
    "asked": _("The owner of {receipt} is asked: {title}"),
    "noted": _("Kept for your desk. The owner does not see it."),
    "shared": _("Shared with the desks of this report. The owner does not see it."),
    "position": _("Noted for the desks of this report."),
    "settled": _("Settled. The other desks are told."),
    "passed_on": _("The owner of {receipt} is asked whether {body} may have the report. Nothing is shared before."),
    "extended": _("The time limit of {receipt} is {days} days longer. The owner is told."),
}

REFUSED: Mapping[str, Text] = {
    "unknown": _("This topic belongs to no report."),
    "no_right": _("Your role does not allow that. Nothing was done."),
    "held": _("{name} holds this report. Nothing was done."),
    "not_held": _("Only the officer who holds this report can do that."),
    "over": _("This report is closed, declined or withdrawn. Nothing was done."),
    "again": _("That was done already."),
    "late": _("It is too late for that. Nothing was done."),
    "no_consent": _("The owner did not agree that desks share what they learn. Nothing was shared."),
    "wrong": _("That does not fit this report. Nothing was done."),
    "stranger": _("I do not know you as an officer yet. Please ask the administrator for an invitation."),
    "revoked": _("Your access was ended. Please ask the administrator."),
    "elsewhere": _("You are an officer of another body. Nothing was done."),
}

HELD: Mapping[str, Text] = {
    "outside": _("This was not sent to anyone, because it is outside the topic of a report."),
    "no_case": _("This was not sent to anyone, because this topic belongs to no report."),
    "elsewhere": _("This was not sent yet, because it replies to a message outside this topic."),
    "colleague": _("This was not sent yet, because it replies to a colleague."),
    "mention": _("This was not sent yet, because it calls on a colleague."),
    "forwarded": _("This was not sent yet, because it was forwarded."),
    "other_case": _("This was not sent yet, because it names another report."),
    "changed": _("This was not sent, and you have edited it since."),
}
WHICH = _("Should it go to the owner?")
IN_ITS_TOPIC = _("To write to an owner, please write in the topic of the report.")
FORWARDED_COMMAND = _("That command was forwarded, so nothing was done. Please type it yourself.")
COMMAND_ELSEWHERE = _("That names another report, so nothing was done. Please type it without that code.")
EDITED = _("The owner already has the first wording. Please send the correction as a new message.")
ANONYMOUS = _("You write anonymously here, so I cannot tell which officer you are. Please switch that off.")
NOT_YOURS = _("Only the officer who wrote it can decide that.")
WHY_DECLINE = _("Why can you not act on {receipt}? Choose one, or type /decline and the reason.")
REASON = _("Please add the reason: /decline and a sentence. The owner reads it.")
TOO_LONG = _("That is too long for one message to an owner. Please send it in shorter parts.")
NO_FILE = _("Only words and files can be passed on to the owner. Nothing was sent.")
ANSWERS: Mapping[str, Text] = {"too_long": TOO_LONG, "no_file": NO_FILE}
"""What is said to a message that can't be passed on."""
NOT_TAKEN: Mapping[str, Text] = {
    "too_large": _("This file is larger than 20 MB, so nothing was sent. Please send it in smaller parts."),
    "empty": _("This file is empty, so nothing was sent."),
    "gone": _("Telegram no longer has this file, so nothing was sent. Please send it once more."),
}

# ---- prepared words -----------------------------------------------------------------------------------

OFFER = _("Your words went as you typed them. The owner reads {language}: /reply has prepared replies in it.")
READS = _("The owner reads this in {language}:")
WHICH_KIND = _("Which prepared reply?")
WHICH_REPLY = _("Choose a reply. You see its words before it is sent.")
KINDS: Mapping[str, Text] = {
    "answered": _("Answer", "prepared"),
    "asked": _("Question", "prepared"),
    "closed": _("Closing", "prepared"),
    "declined": _("Cannot act", "prepared"),
}
BACK = _("Back", "label")
WHICH_SET = _("What should the owner be asked?")
NO_SETS = _("There are no question sets yet. Please ask in your own words.")
WILL_ASK = _("{title}: the owner is asked question by question, in {language}. The answers go into the report.")
ASK_OWNER = _("Ask the owner")

# ---- holding and the end ------------------------------------------------------------------------------

HANDOVER_REASON = _("Please add the reason: /handover and a sentence. Your colleague reads it.")
WHO = _("Who takes the report over?")
NO_COLLEAGUE = _("There is no colleague at this desk to whom the report could be handed.")
WHICH_END = _("How did the report end? The owner is told at once.")
EXTEND = _("Please type /extend, the time limit, the days and the reason. Running now: {clocks}.")
NO_CLOCK = _("No time limit runs for this report.")

# ---- among the desks ----------------------------------------------------------------------------------

NO_WORDS = _("Please add the words after the command.")
POSITION = _("Please type /position and one of acts, supports, waits, none, then the reason.")
PASS_REASON = _("Please add the reason: /pass and a sentence. The owner reads it, and decides.")
WHICH_BODY = _("Which body fits better? The owner is asked first; nothing is shared before.")
NO_CONTACT = _("Do not contact the other party.")
STATE = _("State: {state}")
NOBODY = _("Nobody holds it.")
HOLDS = _("{name} holds it until {day}.")
CLOCK = _("{name}: until {day}")
OTHER_DESK = _("{body}: {state}")
FILES = _n(
    "The owner sent {n} file. It is on the console only, not in this messenger.",
    "The owner sent {n} files. They are on the console only, not in this messenger.",
    n=0,
)

# ---- groups -------------------------------------------------------------------------------------------

HELLO = _(
    "I bring the reports that owners send to your body, one topic for each. To make this group the desk, please "
    "switch on topics, make me an administrator who may manage topics, and type /bind and the one-time token."
)
ALONE = _(
    "I am the officers’ bot. With the invitation from your administrator you type /start and the token here once; then "
    "I know you in your body’s group. /console gives a sign-in link, /forget lets go of this account."
)
JOINED = _("You are known here now: {ministry}, {role}. /console gives you a sign-in link for the console.")
JOINED_NO_DESK = _("You are known here now: {role}. /console gives you a sign-in link for the console.")
JOIN_REFUSED: Mapping[str, Text] = {
    "used": _("This invitation is unknown, used or too old. Please ask the administrator for a new one."),
    "taken": _("This Telegram account already belongs to another officer. Please use your own, or type /forget first."),
    "bound": _("You act from another Telegram account already. Please type /forget there, or ask the administrator."),
}
CONSOLE = _("This link signs one browser in, once, within 15 minutes: {link}")
CONSOLE_NONE = _("The console has no address that you could reach. Please ask the administrator.")
CONSOLE_LOCKED = _("Too many codes were not right. Signing in is locked for up to 15 minutes; please try again then.")
FORGOTTEN = _("This Telegram account acts for nobody now. To come back, please ask the administrator to invite you.")
BIND_IN_GROUP = _("Please type that in your ministry's group.")
NO_TOKEN = _("Please type /bind and the one-time token that the administrator gave you.")
WRONG_TOKEN = _("This token is unknown, used or too old. Please ask the administrator for a new one.")
NO_TOPICS = _("Please switch on topics in this group first, then type /bind again with the same token.")
NO_RIGHTS = _("Please make me an administrator who may manage topics first, then type /bind again with the same token.")
BOUND = _("This group is now the desk of {ministry}. Each report gets a topic of its own.")
HELP = _(
    "Each message or file in the topic of a report goes to its owner as it is. Begin with // to keep it among "
    "yourselves."
)
