"""Columns in which receipt codes and the numbers of officers' groups are hidden (`storage/codes.py`): what is asked and
read through them is the plain word, what stands in the database is not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Dialect, String, TypeDecorator, literal, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from storage.codes import Codes


class _Hidden(TypeDecorator[str]):
    """Text in which a `Codes` hides something, `most` characters long. It is the engine's own (`hide_codes_with`): two
    databases in one process do not share it. SQLite asks nobody how long a word is, and its tables say `was`."""

    impl = String
    cache_ok = True

    def __init__(self, most: int, was: int) -> None:
        super().__init__(most)
        self.most, self.was = most, was

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(self.was if dialect.name == "sqlite" else self.most))


class CodeColumn(_Hidden):
    """A receipt code: its sign in the database, the code everywhere else. Raises UnknownSign for what is none."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _codes_of(dialect).sign(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _codes_of(dialect).code(value)


class NameColumn(_Hidden):
    """A name that may have codes and numbers of groups in it: signs in the database, the name everywhere else."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _codes_of(dialect).hide(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _codes_of(dialect).show(value)


def hide_codes_with(engine: AsyncEngine, codes: Codes) -> None:
    """Let everything that goes through this engine be hidden and shown by these."""
    setattr(engine.dialect, _CODES, codes)


_CODES = "sinmungo_codes"


def _codes_of(dialect: Dialect) -> Codes:
    """Raises LookupError on an engine that was given none: nothing is written in clear for want of a key."""
    found = getattr(dialect, _CODES, None)
    if not isinstance(found, Codes):
        raise LookupError("this engine has nothing to hide codes with")
    return found


CODE = CodeColumn(64, 16)
"""The type of every column that holds a receipt code."""
SIGNS = 80
"""By how many characters a name may grow: two signs in the place of what they stand for."""


def code(name: str = "receipt", *more: SchemaItem, **how: Any) -> Column[str]:
    return Column(name, CODE, *more, nullable=False, **how)


def coded(name: str) -> Column[str]:
    """As `code`, empty where there is none."""
    return Column(name, CODE, nullable=False, default="", server_default=text("''"))


def named(name: str, length: int, *more: SchemaItem, **how: Any) -> Column[str]:
    """A name that may have codes in it, and has no default."""
    return Column(name, NameColumn(length + SIGNS, length), *more, nullable=False, **how)


def naming(name: str, length: int) -> Column[str]:
    """As `named`, empty where nothing is said."""
    return Column(name, NameColumn(length + SIGNS, length), nullable=False, default="", server_default=text("''"))


def code_said(receipt: str) -> ColumnElement[str]:
    """A code as an expression of SQL, hidden as the columns are."""
    return literal(receipt, CODE)
