"""An owner answers the questionnaire: whatever is open is answered from the story, until the report is sent."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.house import DemoHouse, NotPlayed
from app.demo.owner import DemoOwner
from dialogs.form.due import question_of
from dialogs.questions import Kind, Question
from dialogs.session import Session
from dialogs.stages.consent import open_consent

Known = str | tuple[str, ...]
"""An option's id or several, or words as they are typed."""
MOST = 120
"""Presses in which a report is sent, or something is wrong."""


class DemoReport:
    """`known`: question -> answer; what is not there is not known. `bodies`: who gets it; `share`: they may share."""

    def __init__(
        self, house: DemoHouse, owner: DemoOwner, known: Mapping[str, Known], bodies: tuple[str, ...], share: bool
    ) -> None:
        self._house, self._owner, self._known = house, owner, known
        self._bodies, self._share = bodies, share

    async def send(self, until: str = "sent") -> Session:
        """Go on until the stage `until`. Raises NotPlayed when it is not reached."""
        for _step in range(MOST):
            session = self._owner.session()
            if session.stage == until:
                return session
            await self._answer(session)
        raise NotPlayed(f"{until} was not reached")

    async def _answer(self, session: Session) -> None:
        """What this owner does at the stage that is open."""
        match session.stage:
            case "asking":
                await self._take(session, question_of(session.form.asking, self._house.parts.book))
            case "proposals":
                await self._proposals(session)
            case "share":
                await self._decide()
            case _:
                await self._owner.presses(self._button(session))

    def _button(self, session: Session) -> str:
        consent = open_consent(session, self._house.parts.book)
        return {
            "urgent": f"urgent:{self._known.get('emergency', 'no')}",
            "danger": "urgent:done",
            "about": "about:report",
            "consent": f"agree:{consent.id}" if consent else "",
            "review": "review:share",
            "among": "agree:share" if self._share else "refuse:share",
            "send": "send:now",
        }[session.stage]

    async def _decide(self) -> None:
        """Yes to the body that is asked about if it is one of the chosen, else no."""
        for body in self._bodies:
            if await self._owner.offers(f"share:{body}"):
                await self._owner.presses(f"share:{body}")
                return
        await self._owner.presses("hold:")

    async def _proposals(self, session: Session) -> None:
        """Leave those ticked that the story says as well."""
        for number, each in enumerate(session.draft.proposals):
            question, _colon, value = each.partition(":")
            given = self._known.get(question, ())
            if value not in ((given,) if isinstance(given, str) else given):
                await self._owner.presses(f"prop:{number}")
        await self._owner.presses("nav:done")

    async def _take(self, session: Session, question: Question) -> None:
        given = self._known.get(question.id)
        if given is None:
            skipped = question.optional and not question.unknown
            await self._owner.presses("nav:skip" if skipped else "nav:unknown")
        elif isinstance(given, tuple):
            for option in given:
                await self._choose(question.id, option)
            if question.kind is Kind.MANY and given != ("none",):
                await self._owner.presses("nav:done")
        elif question.kind is Kind.CHOICE or given in {each.id for each in question.options}:
            await self._choose(question.id, given)
        else:
            await self._owner.says(given)
            if question.id == "story":
                await self._owner.presses("nav:done")

    async def _choose(self, question: str, option: str) -> None:
        """Press an option, on whichever page it stands."""
        for _page in range(4):
            if await self._owner.offers(f"{question}:{option}"):
                await self._owner.presses(f"{question}:{option}")
                return
            await self._owner.presses("nav:more")
        raise NotPlayed(f"{question} has no {option}")
