"""Every sentence of the chat's pages. Templates say `say(w.NAME)`; the console's are in `desk_words.py`."""

from __future__ import annotations

from locales.text import _

NAME = _("Sinmungo")
TAGLINE = _("A guide for owners whose technology was taken. Not an official body.")
SHORT_TAGLINE = _("A guide, not an official body")
RUN_BY = _("Run by {operator}.")
DEMO = _("Demo: everything here is invented and is erased at the end. Please report nothing real.")
TRIAL = _("This is a trial: no authority reads what is written here. Please report nothing real.")
SKIP = _("Go to the writing field")

WELCOME = _("Was your technology taken?")
WELCOME_MORE = _(
    "Tell it here, in your language. You learn at once which of six Korean bodies can act, why, and until when. "
    "Nothing is sent to anyone until you have read it and agreed."
)
WELCOME_MINUTES = _("About five minutes")
WELCOME_MINUTES_MORE = _("Mostly taps. You can stop at any point and go on later from this browser.")
WELCOME_SEALED = _("Kept under seal")
WELCOME_SEALED_MORE = _("What you write is encrypted, and you can erase it whenever you like.")
WELCOME_YOURS = _("You decide")
WELCOME_YOURS_MORE = _("Each body receives your report only if you agree to that body.")
BEGIN = _("Begin")
GO_ON = _("Go on with the conversation")
CHOOSE_LANGUAGE = _("Language")
HAVE_CODE = _("I have a receipt code")

MENU = _("More")
STATUS_LINK = _("Ask for the state of a report")
PRINT_LINK = _("Print or save")
ERASE_LINK = _("Erase this conversation")
LEAVE = _("Leave fast")
LEAVE_MORE = _("Opens a plain calendar at once. Pressing Escape twice does the same.")

FEED = _("Messages")
WRITE = _("Write a message")
SEND = _("Send")
ADD_FILES = _("Add files")
FILES_CHOSEN = _("Files to be sent")
REMOVE_FILE = _("Remove")
DROP_HERE = _("Let go to add the files")
YOU_SAID = _("You")
WE_SAID = _("Sinmungo")
OPENS_PAGE = _("opens another page")
TICKED = _("ticked")
SENT_FILES = _("Files")
DOWNLOAD = _("Download")
NEWER_BELOW = _("New messages below")
LIMITS = _("Up to 20 MB a file. Please do not add the secret document itself.")

SENDING = _("Sending …")
LOST = _("The connection is interrupted. Nothing is lost: what you wrote is sent as soon as it is back.")
RETRY = _("Try now")
NOT_SENT = _("This was not sent.")
TOO_LARGE = _("This is more than can be taken at once: at most 20 MB a file and 48 MB together, ten files.")
EMPTY = _("There was nothing to send. Write something or add a file.")
OLD_PAGE = _("This page has been open for long. Load it again, then send once more. Nothing is lost.")
TOO_OFTEN = _("That was very quick. Wait a moment, then try again.")
WITHOUT_SCRIPT = _("New messages appear when you load the page again.")
LOAD_AGAIN = _("Load again")

ERASE_TITLE = _("Erase this conversation?")
ERASE_MORE = _(
    "What you wrote here and did not send is destroyed for good, and this browser forgets you. A report that you have "
    "sent stays with the bodies that you agreed to, but their answers cannot reach you here any more: only its state, "
    "with the receipt code. To take one back without destroying it, ask for it in the conversation first."
)
ERASE_REPORTS = _("Destroy these sent reports as well")
ERASE_REPORTS_MORE = _(
    "A report that you tick is destroyed with its files and everything said about it, for good. The bodies are told "
    "that you took it back. Where its receipt said so, each body keeps its own record, which it alone can read: the "
    "code, days, what it did, the outcome and the letters it sent you, with what these quote."
)
ERASE_YES = _("Erase it for good")
ERASE_NO = _("No, go back")
ERASED = _("It is erased")
ERASED_MORE = _("The key to what you wrote is destroyed, so nobody can read it again.")
ERASE_NOT_YET = _(
    "It is not erased yet: something else was being said in this conversation at the same moment. Please press the "
    "button once more."
)
START_AGAIN = _("Back to the start")

PRINT_TITLE = _("Your conversation")
PRINT_NOW = _("Print")
PRINT_MADE = _("Made on {day}.")
PROGRESS = _("Question {n} of about {all}")
BACK = _("Back to the conversation")

STATUS_TITLE = _("The state of a report")
STATUS_MORE = _("Only the state of each body is shown, never what is in the report.")
CODE = _("Receipt code")
CODE_EXAMPLE = _("It looks like SM-XXXX-XXXX-X and was shown when the report was sent.")
ASK = _("Ask")
TOO_MANY_CODES = _("Too many codes were tried. Please try again in an hour.")
NO_SUCH_CODE = _("There is no report with this code. Please compare it with your receipt, sign by sign.")
SENT_ON = _("Sent on {day}")
LAST_CHANGE = _("Since {day}")

GONE_TITLE = _("There is no such page")
GONE_MORE = _("The address may be old or mistyped.")
REFUSED_TITLE = _("This could not be taken")
TROUBLE_TITLE = _("This did not work")
TROUBLE_MORE = _("The fault is ours. What was received before is kept; please try again in a moment.")
DOWN_TITLE = _("One moment")
DOWN_MORE = _("The store cannot be reached just now. Nothing is lost; please try again in a minute.")

MONTH = _("{day}")
WEEKDAYS = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))

PRIVACY_TITLE = _("Privacy notice")
PRIVACY_LINK = _("Privacy")
PRIVACY_VERSION = _("As of December 2026. A change is shown here before it holds.")
PRIVACY_MISSING = _("not said yet by whoever runs this service")
PRIVACY_LEAK = _("Data of ours got out")
PRIVACY_LEAK_KNOWN = _("We have known since")
PRIVACY_LEAK_MORE = (
    _("If you sent a report here"),
    _("We write to everybody concerned in the chat of their report. Please open yours: it says what got out and what "
      "you can do. Questions go to the contact below."),
)  # fmt: skip
PRIVACY_WHO = _("Who answers for your data")
PRIVACY_OPERATOR = _("Run by")
PRIVACY_CONTACT = _("Contact")
PRIVACY_OFFICER = _("Who answers for personal data")
PRIVACY_KEPT = _("What is kept, for what, and how long")
PRIVACY_KINDS = (
    (
        _("Before you agree"),
        _("Your language and what you write, so that you can go on. Nobody reads it; it goes when you throw it away, "
          "and by itself after a day without a word."),
    ),
    (
        _("Your report"),
        _("Your company, how to reach you, the facts and your files, with your consent: to find the bodies that can "
          "act and to carry the report to those you choose. Until you delete it, and as long as your consent says."),
    ),
    (
        _("A body’s own record"),
        _("What it did with your report: the code, days, acts, the outcome and its letters to you, with what these "
          "quote. It stays with that body alone when the report is deleted, if your consent said so."),
    ),
    (
        _("Who opened what"),
        _("Role, body and time of officers who open a report, without its content: to show who read it."),
    ),
)  # fmt: skip
PRIVACY_RECORD_KEPT = _("How long that record stays")
PRIVACY_GIVEN = _("Who else gets it")
PRIVACY_BODIES = _("Bodies")
PRIVACY_BODIES_MORE = _("Only those you choose, one by one. A body keeps its own record of what it did.")
PRIVACY_PROCESSORS = _("Those who work for the operator")
PRIVACY_NOBODY = _("nobody")
PRIVACY_ABROAD = _("Out of Korea, only if you write on this messenger: {receiver}")
PRIVACY_COUNTRY = _("Country")
PRIVACY_ITEMS = _("What")
PRIVACY_HOW = _("How and when")
PRIVACY_PURPOSE = _("Purpose")
PRIVACY_PERIOD = _("How long")
PRIVACY_REFUSE = _("If you refuse")
PRIVACY_REFUSE_MORE = _("You may: use our web page instead, which does not pass through that messenger.")
PRIVACY_RIGHTS = _("What you may ask for")
PRIVACY_RIGHTS_ROWS = (
    (_("To see it"), _("In the conversation, /copy gives you everything that is kept of your report.")),
    (_("To correct it"), _("/correct changes an answer; the bodies that have your report see both.")),
    (
        _("To have it deleted, to take it back"),
        _("/delete destroys a report with its key at once; a body’s own record of it stays there. /withdraw takes it "
          "back from a body. Refusing costs you nothing but the service itself."),
    ),
    (
        _("If you are named in somebody’s report"),
        _("You may ask where that came from, and have it corrected, deleted or no longer used. Write to the person who "
          "answers for personal data, above; who reported is protected."),
    ),
)  # fmt: skip
PRIVACY_SAFE = _("How it is protected, and where to complain")
PRIVACY_SAFE_ROWS = (
    (_("Seal"), _("Answers, words and files are encrypted, each report under a key of its own.")),
    (_("If data of ours gets out"), _("You and the authorities are told within 72 hours.")),
)
