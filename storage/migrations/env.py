"""Alembic's door: migrations run on the connection that `storage.database.upgrade` hands over."""

from __future__ import annotations

from alembic import context

import storage.desk_tables  # registers its tables
import storage.house_tables
from storage.columns import metadata

assert storage.house_tables is not None
assert storage.desk_tables is not None

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
