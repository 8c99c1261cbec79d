"""The base of all tables: naming, ids, and instants that stay aware."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    Executable,
    MetaData,
    Select,
    String,
    Text,
    TypeDecorator,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, MappedAsDataclass, Session, mapped_column

from storage.words.platforms import LONGEST_ID, Platform

Row = TypeVar("Row")

ID_LENGTH = 32

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both sides: SQLite would drop its zone, PostgreSQL would change it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take an aware instant. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive instant is not kept: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the instant back, aware and in UTC."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


Key = Annotated[str, mapped_column(String(ID_LENGTH), primary_key=True)]
Words = Annotated[str, mapped_column(Text)]
# An id that a chat platform gave: of a workspace, a user, a channel, a thread or a message. None is ever cut.
PlatformId = Annotated[str, mapped_column(String(LONGEST_ID))]
# A key under which something is done once; it may be made of two platform ids.
OnceKey = Annotated[str, mapped_column(String(2000))]


# Stored as their words, so that a new word needs no migration.
WORDS_OF_ENUMS = Enum(
    StrEnum, native_enum=False, length=40, values_callable=lambda words: [word.value for word in words]
)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base class of the typed models, which are the entities; there is no second set of classes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[str]: JSON,
        StrEnum: WORDS_OF_ENUMS,
        Platform: String(40),
    }


def insert_once(session: Session, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless a unique constraint says that it exists; return whether it was inserted.

    If another transaction is inserting it right now, wait for that one to end.
    """
    return session.execute(_insert_once(table, dialect_of(session)), values).first() is not None


@cache
def _insert_once(table: type[Base], dialect: str) -> Executable:
    key = next(iter(table.__table__.primary_key))
    return insert_into(table, dialect).on_conflict_do_nothing().returning(key)


def dialect_of(session: Session) -> str:
    """Return the name of the database: `sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(table: type[Base], dialect: str) -> SqliteInsert | PostgresqlInsert:
    """Return that database's own insert, which can say what to do with rows that already exist."""
    return SqliteInsert(table) if dialect == "sqlite" else PostgresqlInsert(table)


def lock(
    query: Select[Row],
    of: type[Base] | None = None,
    *,
    shared: bool = False,
    key_share: bool = False,
    skip_locked: bool = False,
) -> Select[Row]:
    """Return the query with its rows (of a join, those of one table) locked to the end of the transaction.

    A locked row is always read again: another transaction may have changed it, and this session may have a stale copy.
    So are the other tables that the query joins, and a relationship that it doesn't load must be loaded again. `shared`
    lets others share the lock, `key_share` lets others refer to the rows, `skip_locked` leaves out rows that others
    hold. SQLite has no row locks: there a write transaction is the only one.
    """
    held = query.with_for_update(of=of, read=shared, key_share=key_share, skip_locked=skip_locked)
    return held.execution_options(populate_existing=True)


class Line(IntEnum):
    """The things that people wait in line for, each with numbers of its own."""

    MONTHS = 1


def wait_in_line(session: Session, line: Line, numbers: Iterable[int], *, alone: bool = False) -> None:
    """Hold these numbers to the end of the transaction, shared or alone, each in the order of arrival.

    Row locks have no order: sharers can pass somebody who waits for the row alone, who may wait for ever. Hold several
    numbers in one call, or always the smaller first. On SQLite a write transaction is the only one anyway.
    """
    if dialect_of(session) == "postgresql":
        held = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        for number in sorted(numbers):
            session.execute(select(held(line.value, number)))


def in_batches(session: Session, query: Select[Row], by: InstrumentedAttribute[Any], size: int) -> Iterator[Row]:
    """Return the rows of a query in the order of a unique column, with at most `size` in memory at a time."""
    more = query
    while batch := session.scalars(more.order_by(by).limit(size)).all():
        yield from batch
        more = query.where(by > getattr(batch[-1], by.key))
        for row in batch:
            session.expunge(row)
