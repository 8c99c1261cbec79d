"""How Alembic runs a migration, and writes one: with the connection and the tables that `storage.migrate` passes in."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.base import Instant


def render_item(kind: str, item: Any, written: AutogenContext) -> str | Literal[False]:
    """Return how a migration writes this, for either database; False leaves it to Alembic."""
    if isinstance(item, Instant):
        written.imports.add("from storage.base import Instant")
        return "Instant()"
    if isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, sa.DefaultClause) and isinstance(item.arg, sa.True_ | sa.False_):
        return f"sa.{item.arg}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["tables"],
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
    autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
)
with context.begin_transaction():
    context.run_migrations()
