from datetime import UTC, datetime

from sqlalchemy import text

from storage.messaging.outbox import _stale
from storage.store import Store


def test_the_look_for_stale_messages_reads_only_those(store: Store) -> None:
    """However many messages stand, the outbox's look every second goes through the index of the few."""
    look = _stale().params(real_now=datetime(2026, 3, 12, tzinfo=UTC))
    statement = look.compile(store.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if store.is_sqlite else "EXPLAIN"
    with store.read() as session:
        if not store.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))  # an empty table is read whole, else
        plan = session.execute(text(f"{explain} {statement}".replace(":", "\\:"))).all()
    assert "ix_messages_stale" in str(plan)
