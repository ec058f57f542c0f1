"""What the officers' bot says, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from locales.text import Text, _

# ---- notices, and the buttons below them ----------------------------------------------------------------

SOMETHING = _("Something happened on a report.")
ON_CONSOLE = _("The case is on the console.")
TAKEN = _("Report {receipt} is taken. The owner is told.")
DECLINED = _("Report {receipt} is declined. The owner reads the reason.")
WHY_DECLINE = _("Why can you not act on {receipt}? The owner reads the reason in full, in their own language.")
MOVED = _("This is done on the console now.")
MOVED_TO = _("This is done on the console now: {link}")

REFUSED: Mapping[str, Text] = {
    "unknown": _("This topic belongs to no report."),
    "no_right": _("Your role does not allow that. Nothing was done."),
    "held": _("Another officer holds this report. Nothing was done."),
    "over": _("This report is closed, declined or withdrawn. Nothing was done."),
    "wrong": _("That does not fit this report. Nothing was done."),
    "stranger": _("I do not know you as an officer yet. Please ask the administrator for an invitation."),
    "revoked": _("Your access was ended. Please ask the administrator."),
    "elsewhere": _("You are an officer of another body. Nothing was done."),
}
"""Why something is not done: at most 200 characters in every language, since a small window shows it."""

# ---- what is typed ------------------------------------------------------------------------------------

TYPED = _("What is written here reaches nobody. Please answer on the console.")
TYPED_TO = _("What is written here reaches nobody. Please answer on the console: {link}")
FORWARDED_COMMAND = _("That command was forwarded, so nothing was done. Please type it yourself.")

# ---- groups and private chats -------------------------------------------------------------------------

HELLO = _(
    "I ring when something happens to a report at your body: its code, how urgent it is, the day and the link, in a "
    "topic for each. To make this group the desk, please switch on topics, make me an administrator who may manage "
    "topics, and type /bind and the one-time token."
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
CONSOLE_NOT_YET = _("Please use your invitation to the console first: there you set up the codes that a link needs.")
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
    "Each report has a topic here: its code, whether it is urgent, the day that matters and the link. Two buttons take "
    "it or decline it with a prepared reason. All else is done on the console; what is written here reaches nobody."
)
