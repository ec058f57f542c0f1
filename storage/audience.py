"""Who of those that have a case may see an item of it. Decided when the item is kept, asked wherever it is read: pages,
lists, counts, exports and events all ask a `CaseReader`. What a reader cannot see is not counted for it either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, String, or_, true, type_coerce

from storage.tables.columns import Audience

EVERYBODY: Audience = frozenset()
"""Every body that has the case, today or later; and its owner, who sees all of it anyway."""


@dataclass(frozen=True, slots=True)
class CaseReader:
    """Who reads: the desk of a ministry, or (empty) the owner of the case."""

    ministry: str = ""

    def sees(self, audience: Audience) -> bool:
        """Whether an item that was kept for this audience is shown."""
        return not self.ministry or not audience or self.ministry in audience

    def rows(self, column: Column[Any]) -> ColumnElement[bool]:
        """The same as a condition on a column `sees`."""
        if not self.ministry:
            return true()
        plain = type_coerce(column, String)
        return or_(plain == "", plain.contains(f",{self.ministry},", autoescape=True))


OWNER = CaseReader()
ANY_DESK = CaseReader("*")
"""A desk that is not named: it sees what all see that have the case."""
