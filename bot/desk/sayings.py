"""What the officers' bot says, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.types import Text, _

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
    "declined": _("{name} declined report {receipt}. The owner is told."),
    "sent": _("Passed on to the owner."),
    "dropped": _("Not sent to anyone."),
}

REFUSED: Mapping[str, Text] = {
    "unknown": _("This topic belongs to no report."),
    "held": _("Another officer holds this report. Nothing was done."),
    "not_held": _("Only the officer who holds this report can do that."),
    "over": _("This report is closed, declined or withdrawn. Nothing was done."),
    "again": _("That was done already."),
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
}
WHICH = _("Should it go to the owner?")
IN_ITS_TOPIC = _("To write to an owner, please write in the topic of the report.")
FORWARDED_COMMAND = _("That command was forwarded, so nothing was done. Please type it yourself.")
EDITED = _("The owner already has the first wording. Please send the correction as a new message.")
ONLY_WORDS = _("Files are not passed on to the owner from here. Please write in words.")
ANONYMOUS = _("You write anonymously here, so I cannot tell which officer you are. Please switch that off.")
NOT_YOURS = _("Only the officer who wrote it can decide that.")
WHY_DECLINE = _("Why can you not act on {receipt}? Choose one, or type /decline and the reason.")
REASON = _("Please add the reason: /decline and a sentence. The owner reads it.")

HELLO = _(
    "I bring the reports that owners send to your body, one topic for each. To make this group the desk, please "
    "switch on topics, make me an administrator who may manage topics, and type /bind and the one-time token."
)
BIND_IN_GROUP = _("Please type that in your ministry's group.")
NO_TOKEN = _("Please type /bind and the one-time token that the administrator gave you.")
WRONG_TOKEN = _("This token is unknown, used or too old. Please ask the administrator for a new one.")
NO_TOPICS = _("Please switch on topics in this group first, then type /bind again with the same token.")
NO_RIGHTS = _("Please make me an administrator who may manage topics first, then type /bind again with the same token.")
BOUND = _("This group is now the desk of {ministry}. Each report gets a topic of its own.")
HELP = _(
    "In the topic of a report: /seen, /take, /release, /decline and the reason. Any other message there goes to "
    "the owner; begin with // to keep it among yourselves."
)
TOO_LONG = _("That is too long for one message to an owner. Please send it in shorter parts.")
