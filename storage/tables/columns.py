"""The kinds of column there are, and the naming convention."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, MetaData, String, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def serial() -> Column[Any]:
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def word(name: str, default: str = "", length: int = 64) -> Column[Any]:
    return Column(name, String(length), nullable=False, default=default, server_default=text(f"'{default}'"))


def when(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False, default=0, server_default=text("0"))


def number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, default=0, server_default=text("0"))


def flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, default=False, server_default=text("false"))


def sealed(name: str) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def where(condition: str, sqlite: str = "") -> dict[str, Any]:
    """The condition of a partial index. A query uses the index if it says the same with the same constants, so
    queries say them as literals, never as parameters. `sqlite`: as it is written there, where booleans are numbers."""
    return {"sqlite_where": text(sqlite or condition), "postgresql_where": text(condition)}
