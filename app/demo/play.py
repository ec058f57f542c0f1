"""The stories played in the order of time, over the last weeks, each by its own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.assembly import Assembly
from app.demo.house import DemoHouse, NotPlayed, opened
from app.demo.owner import DemoOwner, file_ref
from app.demo.papers import papers
from app.demo.place import must_be_empty
from app.demo.report import DemoReport, Known
from app.demo.staff import Staff, hired
from app.demo.story import COLLEAGUE, Beat, DemoStory, Does
from casework.public_holidays import korea
from guidance.calendar import KOREA, after, day_of, morning_of

EVENING = time(18, tzinfo=KOREA)
BEFORE = 40
"""Working days before the last one at which a demo begins."""
BETWEEN_STORIES, BETWEEN_BEATS = timedelta(minutes=7), timedelta(minutes=23)


@dataclass(slots=True)
class Cast:
    """Who is in the demo: officers, and by the name of a story its owner and the code of its report."""

    staff: Staff
    owners: dict[str, DemoOwner] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)

    def filled(self, said: str, story: DemoStory) -> str:
        """The words with codes in the place of `{receipt}` and `{of:name}`."""
        for name, code in self.receipts.items():
            said = said.replace(f"{{of:{name}}}", code)
        return said.replace("{receipt}", self.receipts.get(story.name, ""))


def moment(today: datetime, day: int, story: int, beat: int) -> datetime:
    """When the beat of a story happens: in office hours, `day` working days before the last one that is over."""
    last = day_of(today)
    while not korea().is_working(last) or datetime.combine(last, EVENING) > today:
        last -= timedelta(days=1)
    there = korea().working(last, -day) if day else last
    return morning_of(there) + story * BETWEEN_STORIES + beat * BETWEEN_BEATS


async def played(parts: Assembly, stories: Sequence[DemoStory], today: datetime) -> Cast:
    """Play the stories up to `today`. Raises NotEmpty among other data, NotPlayed when something cannot be done."""
    await must_be_empty(parts.store)
    start = moment(today, BEFORE, 0, 0)
    async with opened(parts, start) as house:
        cast = Cast(await hired(parts.store, start))
        for then, story, beat in _plan(stories, today):
            await house.until(then)
            await _told(house, cast, story, beat)
        await house.until(today)
    return cast


async def _told(house: DemoHouse, cast: Cast, story: DemoStory, beat: Beat | None) -> None:
    """One thing of a story; its name stands on what could not be done."""
    try:
        await (_begin(house, cast, story) if beat is None else _go_on(house, cast, story, beat))
    except NotPlayed as error:
        raise NotPlayed(f"the story {story.name}: {error}") from None


def _plan(stories: Sequence[DemoStory], today: datetime) -> list[tuple[datetime, DemoStory, Beat | None]]:
    """Everything that happens, in the order of time; None stands for the report itself."""
    return sorted(_times(stories, today), key=lambda each: each[0])


def _times(stories: Sequence[DemoStory], today: datetime) -> Iterator[tuple[datetime, DemoStory, Beat | None]]:
    for number, story in enumerate(stories):
        yield moment(today, story.day, number, 0), story, None
        for place, beat in enumerate(story.then, start=1):
            yield moment(today, beat.day, number, place), story, beat


async def _begin(house: DemoHouse, cast: Cast, story: DemoStory) -> None:
    """The owner opens the page and, with something to report, reports it."""
    there = cast.owners[story.name] = DemoOwner(house, story.language, story.shown)
    await there.begins()
    if not story.known:
        return
    known = {question: dated(given, day_of(house.clock.at)) for question, given in story.known.items()}
    report = DemoReport(house, there, known, story.bodies, story.share)
    await report.send("review")
    if story.files:
        await there.sends(papers(story.files))
    session = await report.send()
    cast.receipts[story.name] = session.care.filed[-1]


def dated(given: Known, today: date) -> Known:
    """`9 months ago` as the month that was then, to be typed in any language; anything else as it is."""
    count, _space, rest = given.partition(" ") if isinstance(given, str) else ("", "", "")
    return after(today, months=-int(count)).isoformat()[:7] if rest == "months ago" else given


async def _go_on(house: DemoHouse, cast: Cast, story: DemoStory, beat: Beat) -> None:
    if isinstance(beat, Does):
        await _act(house, cast, story, beat)
        return
    there = cast.owners[story.name]
    for line in beat.lines:
        said = cast.filled(line, story)
        if line.startswith("!"):
            await there.presses(said[1:])
        elif line.startswith("+"):
            await there.sends(papers([said[1:]]))
        else:
            await there.says(said)


async def _act(house: DemoHouse, cast: Cast, story: DemoStory, beat: Does) -> None:
    """An officer's act, with files where it takes them."""
    officers, sent = cast.staff[beat.desk], papers(beat.files)
    more = {name: cast.filled(each, story) if isinstance(each, str) else each for name, each in beat.more.items()}
    if more.get("to") == COLLEAGUE:
        more["to"] = officers[-1]
    refs = tuple(file_ref(name, content) for name, content in sent.items())
    if refs:
        more["files"] = refs
    named = house.named(cast.receipts[story.name], beat.desk, officers[beat.who])
    await house.act(beat.kind(**named, **more), {ref.id: sent[ref.name] for ref in refs})
