"""What a database itself says of its tables."""

from typing import Any

from sqlalchemy import Inspector, inspect, text
from sqlalchemy.types import TypeEngine

from storage.store import Store

# What Alembic and the databases make for their own use.
NOT_OURS = ("alembic_version", "sqlite_", "pg_")
ALL_OBJECTS = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typelem = 0 AND typrelid = 0
    """,
}
COUNTS_UP = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"


def objects(store: Store) -> set[str]:
    """The names of tables, indexes, constraints, triggers, functions, sequences and types."""
    with store.read() as session:
        names = session.scalars(text(ALL_OBJECTS[store.url.get_backend_name()]))
        return {name for name in names if not name.startswith(NOT_OURS)}


def catalog(store: Store) -> dict[str, Any]:
    """All of each table: columns, keys, constraints and indexes, whatever their order."""
    with store.engine.connect() as connection:
        inspector = inspect(connection)
        tables = {
            name: _table(inspector, name) for name in inspector.get_table_names() if not name.startswith(NOT_OURS)
        }
        if store.is_sqlite:
            for name in connection.scalars(text(COUNTS_UP)):
                tables[name]["counts up"] = True
        return tables


def _table(inspector: Inspector, name: str) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, TypeEngine):
            return value.compile(inspector.dialect)
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        return value if value is None or isinstance(value, str | bool | int | list) else str(value)

    parts = {
        "columns": inspector.get_columns(name),
        "primary key": [inspector.get_pk_constraint(name)],
        "foreign keys": inspector.get_foreign_keys(name),
        "unique": inspector.get_unique_constraints(name),
        "checks": inspector.get_check_constraints(name),
        "indexes": inspector.get_indexes(name),
    }
    return {part: sorted((plain(dict(one)) for one in found), key=str) for part, found in parts.items()}
