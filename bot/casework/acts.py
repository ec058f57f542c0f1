"""What an officer does: every act names one referral (receipt and ministry) and carries a key that makes it once.

`Reception.act` answers with a `Ruling`. `officer` is the id of a row of `officer`. `key` comes from the channel
(a Telegram update, the token of a console form): the same act twice is dealt with once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The case was opened by someone at the desk."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The officer takes the case for `hours`; refused while another one holds it."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    hours: int = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The holder lays the case down, or hands it over: `to` is the next officer, empty for the desk."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    reason: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A word to the owner: an officer's own `words` in `language`, or the id of a `prepared` reply, or both."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    words: str = ""
    language: str = "ko"
    prepared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something is asked of the owner; `questions` are ids of a question set."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    words: str = ""
    language: str = "ko"
    prepared: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """This desk holds the case to be another's: `to` names the ministry. Nothing is shared without consent."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    to: str
    reason: str = ""
    words: str = ""
    language: str = "ko"
    prepared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The desk is done; `reason` is an outcome id."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    reason: str = ""
    words: str = ""
    language: str = "ko"
    prepared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The desk can't act, and says why."""

    key: str
    receipt: str
    ministry: str
    officer: str
    at: datetime
    reason: str
    words: str = ""
    language: str = "ko"
    prepared: str = ""


Act = Seen | Taken | Released | Replied | Asked | PassedOn | Closed | Declined


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of an act. `why` is empty when it was done, else one of:

    `unknown` (no such referral), `held` (another officer holds it: `holder`), `not_held` (only its holder may),
    `over` (closed, declined, withdrawn or erased), `again` (this very act was dealt with before).
    `state` is the referral's state now.
    """

    state: str = ""
    holder: str = ""
    why: str = ""

    @property
    def done(self) -> bool:
        return not self.why
