"""The kinds of column there are, and the naming convention."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    text,
)  # fmt: skip

W = TypeVar("W", bound=StrEnum)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UnknownWord(Exception):
    """A row holds, or is to hold, a word that is none of its column's: nothing is made of it. Says which."""


Audience = frozenset[str]
"""The desks that may see an item of a case; empty: all that have the case."""


class AudienceColumn(TypeDecorator[Audience]):
    """An audience, stored as `,kftc,mss,` so that a query can look for one desk in it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Audience | None, dialect: Dialect) -> str:
        return f",{','.join(sorted(value))}," if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> Audience:
        return frozenset(value.strip(",").split(",")) if value else frozenset()


class WordOf(TypeDecorator[W], Generic[W]):
    """A column of one word of a closed set, stored as text. Raises UnknownWord for any other, read or written."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[W], length: int) -> None:
        super().__init__(length)
        self.kind, self.length = kind, length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self._word(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        return None if value is None else self._word(value)

    def _word(self, value: str) -> W:
        try:
            return self.kind(value)
        except ValueError:
            raise UnknownWord(f"{value} is no {self.kind.__name__}") from None


def serial() -> Column[int]:
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def word(name: str, default: str = "", length: int = 64) -> Column[str]:
    return Column(name, String(length), nullable=False, default=default, server_default=text(f"'{default}'"))


def one_of(name: str, kind: type[W], default: str = "", length: int = 64) -> Column[W]:
    """One of the words of `kind`. Without a `default` whoever writes a row says which; the schema's is empty then."""
    given = kind(default) if default else None
    return Column(name, WordOf(kind, length), nullable=False, default=given, server_default=text(f"'{default}'"))


def audience(name: str) -> Column[Audience]:
    return Column(name, AudienceColumn(200), nullable=False, default=frozenset(), server_default=text("''"))


def when(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, default=0, server_default=text("0"))


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0, server_default=text("0"))


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=False, server_default=text("false"))


def sealed(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def where(condition: str, sqlite: str = "") -> dict[str, Any]:
    """The condition of a partial index. A query uses the index if it says the same with the same constants, so
    queries say them as literals, never as parameters. `sqlite`: as it is written there, where booleans are numbers."""
    return {"sqlite_where": text(sqlite or condition), "postgresql_where": text(condition)}
