"""What the forms of a case's page have in them when it is shown: what was refused just now, what was begun before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.answer_drafts import AnswerDraft, subject

TO_OWNER = ("reply", "ask", "pass", "close", "decline")
"""The forms that are not shown while a colleague holds the case."""


@dataclass(frozen=True, slots=True)
class Typed:
    """`fields`: of a form that was refused, to be shown in it again; empty after what was done. `doubts`: numbers in
    its words that may be a person's: the officer says of them that they are none, or takes them out. `drafts`: what the
    officer began in any other."""

    fields: Mapping[str, str]
    not_taken: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    drafts: Sequence[AnswerDraft] = ()

    def __call__(self, verb: str, name: str = "verb", default: str = "", of: str = "") -> str:
        """What `name` was in the form `verb` (about the message or case `of`), `default` where nothing was typed."""
        found = self._of(verb, of)
        return default if found is None else found.get(name, "")

    def _of(self, verb: str, of: str) -> Mapping[str, str] | None:
        if self.fields.get("verb") == verb and subject(self.fields) == of:
            return self.fields
        draft = self.draft(verb, of)
        return draft.typed if draft else None

    def draft(self, verb: str, of: str = "") -> AnswerDraft | None:
        """What is kept of this form; None for nothing."""
        begun = (each for each in self.drafts if each.typed.get("verb") == verb and subject(each.typed) == of)
        return next(begun, None)

    @property
    def out_of_reach(self) -> str:
        """The words of a form that is not shown while a colleague holds the case."""
        if words := self(self.fields.get("verb", ""), "words", "", subject(self.fields)):
            return words
        begun = (draft.typed.get("words", "") for verb in TO_OWNER if (draft := self.draft(verb)))
        return "\n\n".join(filter(None, begun))
