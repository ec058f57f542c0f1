"""What it looks like when the store cannot be reached."""

from __future__ import annotations

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.database import StoreDown

OUTAGES: tuple[type[Exception], ...] = (StoreDown, OperationalError, InterfaceError, PoolTimeout, ConnectionError)
