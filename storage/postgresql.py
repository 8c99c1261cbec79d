"""Connections to PostgreSQL, which never wait longer than the work they are for, even if the server has gone silent."""

from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext

from storage import patience

CONNECT_SECONDS = 2
# The server answers anything that is allowed to take its time, such as a migration, well before this.
SILENCE_SECONDS = 30.0
# For a rollback after the deadline: otherwise each missed deadline would cost a connection.
GRACE_SECONDS = 0.15
# A server that vanished without a word is noticed in half a minute, also while nothing is asked of it.
KEEPALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}


class Unanswered(psycopg.OperationalError):
    """The server didn't answer before the deadline, so the connection is closed."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that waits for the server until the deadline of its work, and no longer."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server. Raises Unanswered if the time is over first."""
        if timeout is None:
            timeout = max(GRACE_SECONDS, patience.seconds_left(SILENCE_SECONDS))
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise  # the server's own answer
            self.close()
            raise Unanswered("the database gave no answer in time") from error


def postgresql_engine(url: URL, timeout_seconds: int, pool: dict[str, Any]) -> Engine:
    """Return an engine whose statements and waits for locks end after `timeout_seconds` on the server too."""
    milliseconds = timeout_seconds * 1000
    options = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} -c timezone=UTC"
    connect = {"connect_timeout": CONNECT_SECONDS, "options": options, **KEEPALIVE}
    engine = create_engine(url, connect_args=connect, pool_pre_ping=True, **pool)
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "handle_error", _keep_the_others)
    return engine


def _connect(_dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]) -> PatientConnection:
    if patience.is_over():
        raise Unanswered("there is no time left to connect to the database")
    return PatientConnection.connect(*arguments, **named)


def _keep_the_others(context: ExceptionContext) -> None:
    """A connection that had to be closed says nothing about the others in the pool."""
    if isinstance(context.original_exception, Unanswered):
        context.invalidate_pool_on_disconnect = False
