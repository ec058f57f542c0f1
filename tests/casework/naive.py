"""The clocks of desks once more, written down from what they promise: days walked one by one, holidays typed by hand.

Nothing of `casework/` is used here. It covers the clocks that every desk has: acknowledge, first_action, term, idle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9))
HOLIDAYS = {
    2026: "0301 0302 0501 0505 0524 0525 0603 0606 0717 0815 0817 0924 0925 0926 1003 1005 1009 1225",
    2027: "0101 0206 0207 0208 0209 0301 0501 0503 0505 0513 0606",
}
"""Month and day."""
TERMS = {"acknowledge": (2, 1), "first_action": (5, 1), "term": (30, 5), "idle": (10, 2)}
"""Working days, and how many of them before the end the desk is reminded."""
MOST = 60
"""Working days that extensions may add to the term."""


def works(day: date) -> bool:
    return day.isoweekday() <= 5 and f"{day:%m%d}" not in HOLIDAYS[day.year]


def walk(day: date, count: int) -> date:
    """So many working days on, or back."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not works(day):
            day += step
    return day


def korean_day(at: datetime) -> date:
    return at.astimezone(KST).date()


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=KST)


def over(day: date, at: datetime) -> bool:
    """Whether a Korean day is over."""
    return korean_day(at) > day


@dataclass
class NaiveClock:
    name: str
    started: datetime
    due: date = date.min
    paused: date | None = None
    met: bool = False
    reminded: bool = False
    overdue: bool = False
    extended: int = 0

    def __post_init__(self) -> None:
        self.due = walk(korean_day(self.started), TERMS[self.name][0])

    def later(self, count: int) -> None:
        """Its last day is so many working days later, and nobody was told of that yet."""
        if count:
            self.due, self.reminded, self.overdue = walk(self.due, count), False, False

    def pause(self, at: datetime) -> None:
        if not over(self.due, at):
            self.paused = korean_day(at)

    def resume(self, at: datetime) -> None:
        if self.paused is not None:
            day, count = self.paused, 0
            while day < korean_day(at):
                day += timedelta(days=1)
                count += works(day)
            self.paused = None
            self.later(count)

    def look(self, at: datetime) -> str:
        """What is to be told now: reminded, overdue or nothing."""
        if self.met or self.paused:
            return ""
        mornings = [nine(walk(self.due, -TERMS[self.name][1])), nine(self.due)]
        reminder = next((each for each in mornings if each > self.started), None)
        if not (self.reminded or self.overdue) and reminder and reminder <= at and not over(self.due, at):
            self.reminded = True
            return "reminded"
        if not self.overdue and at >= nine(walk(self.due, 1)):
            self.overdue = True
            return "overdue"
        return ""


@dataclass
class NaiveDesk:
    """A referral: what officers and owners do to it, and what is expected to be told."""

    filed: datetime
    state: str = "sent"
    clocks: dict[str, NaiveClock] = field(default_factory=dict)
    silent: datetime | None = None
    told: bool = False

    def __post_init__(self) -> None:
        self.clocks = {name: NaiveClock(name, self.filed) for name in ("acknowledge", "first_action", "term")}

    @property
    def open(self) -> bool:
        return self.state not in ("closed", "declined", "withdrawn")

    def met(self, *names: str) -> None:
        for name in names:
            if name in self.clocks:
                self.clocks[name].met = True

    def may_extend(self, days: int, at: datetime) -> bool:
        term = self.clocks["term"]
        in_time = term.paused is not None or not over(term.due, at)
        return self.open and not term.met and in_time and term.extended + days <= MOST

    def act(self, name: str, at: datetime, days: int = 0) -> None:
        """An act that was done."""
        if name in ("Closed", "Declined"):
            self.end(name.lower())
            return
        self._moves(name)
        if name == "Released":
            self.met("idle")
        elif name in ("Taken", "Replied", "Asked") or (name != "Seen" and self._is_held()):
            self.clocks["idle"] = NaiveClock("idle", at)
        if name == "Extended":
            self.clocks["term"].extended += days
            self.clocks["term"].later(days)
        self._wait(at)

    def _moves(self, name: str) -> None:
        if name == "Seen" and self.state == "sent":
            self.state = "seen"
        if name == "Taken" and self.state in ("sent", "seen"):
            self.state = "taken"
        if name in ("Replied", "Asked"):
            self.state = {"Replied": "answered", "Asked": "asked"}[name]
            self.met("first_action")
        if name == "Replied":
            self.met("term")
        if self.state != "sent":
            self.met("acknowledge")

    def _is_held(self) -> bool:
        return "idle" in self.clocks and not self.clocks["idle"].met

    def _wait(self, at: datetime) -> None:
        for name in ("term", "idle"):
            clock = self.clocks.get(name)
            if clock is None or clock.met:
                continue
            if self.state == "asked" and clock.paused is None:
                clock.pause(at)
            elif self.state != "asked":
                clock.resume(at)

    def answered(self, at: datetime) -> None:
        """The owner wrote."""
        if self.state == "asked":
            self.state = "taken"
            self._wait(at)

    def end(self, state: str) -> None:
        self.state = state
        self.met(*self.clocks)

    def look(self, at: datetime) -> Iterator[str]:
        """What time tells the desk now."""
        for clock in list(self.clocks.values()):
            if kind := clock.look(at):
                yield kind
                if kind == "overdue" and clock.name == "acknowledge" and self.state == "sent":
                    self.silent = at

    def due(self) -> date | None:
        """The earliest last day of a clock that runs."""
        return min((each.due for each in self.clocks.values() if not each.met and each.paused is None), default=None)
