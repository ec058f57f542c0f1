"""How desks work, as records: until when they open, speak and answer."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.records.origin import Origin
from locales.text import Text


@dataclass(frozen=True, slots=True)
class DeskClock:
    """A time limit of a desk for a case: `name` of `ministry` (`*`: of every desk that has none of this name).

    The term is `months` and `days` of `kind` (`working`, or `calendar`: then a last day off moves to the next working
    day); `urgent_days`: for an urgent case instead, if not 0. `starts_with`: `referred` (the case came to the desk) or
    `held` (an officer took it; anew with whatever the desk does). `met_by`: `opened`, `said` (anything said to the
    owner), `answered` (replied, closed or declined) or `ended` (closed or declined). It stands still in the states
    `pauses_in`. `remind_before`: working days; `extend`: the most days that extensions may add in all, 0 is none.
    `giver`: only for a case that this desk passed on; `routes`: only for a case that came by one of these.
    `statutory`: a law gives it; otherwise it is our own aim, and the label says so. `owner`: the owner is shown it.
    """

    id: str
    ministry: str
    name: str
    label: Text
    days: int
    kind: str
    starts_with: str
    met_by: str
    remind_before: int
    origin: Origin
    months: int = 0
    urgent_days: int = 0
    pauses_in: tuple[str, ...] = ()
    extend: int = 0
    giver: str = ""
    routes: frozenset[str] = frozenset()
    statutory: bool = False
    owner: bool = True
