"""Understanding what people type, in five languages. Pure: the day is passed in, nothing is looked up.

Each reader gives a fact or says why there is none (`Misread`, None); it never guesses between two readings.
"""

from dialogs.parse.assent import GateKind, read_assent, read_fact
from dialogs.parse.commands import TONGUES, UNKNOWN_COMMAND, WORDS, read_command
from dialogs.parse.contacts import contacts_in
from dialogs.parse.dates import read_day
from dialogs.parse.halves import first_half, second_half
from dialogs.parse.identity import (
    BLACK,
    Blackout,
    blacked_out,
    called_other,
    certain_kinds,
    doubts_in,
    says_something,
    without_sure,
)
from dialogs.parse.indices import read_index, read_indices
from dialogs.parse.money import MOST, read_money, read_number
from dialogs.parse.receipts import LETTERS, check_character, find_receipt, receipt
from dialogs.parse.sensitive import looks_like_secret_document
from dialogs.parse.text import LONGEST, Cleaned, Misread, bare, clean, plain

__all__ = [
    "BLACK",
    "LETTERS",
    "LONGEST",
    "MOST",
    "TONGUES",
    "UNKNOWN_COMMAND",
    "WORDS",
    "Blackout",
    "Cleaned",
    "GateKind",
    "Misread",
    "bare",
    "blacked_out",
    "called_other",
    "certain_kinds",
    "check_character",
    "clean",
    "contacts_in",
    "doubts_in",
    "find_receipt",
    "first_half",
    "looks_like_secret_document",
    "plain",
    "read_assent",
    "read_command",
    "read_day",
    "read_fact",
    "read_index",
    "read_indices",
    "read_money",
    "read_number",
    "receipt",
    "says_something",
    "second_half",
    "without_sure",
]
