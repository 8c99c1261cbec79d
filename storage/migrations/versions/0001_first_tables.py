"""The first tables: offices, people, clients, jobs, time, and what the bot remembers of its own doings."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "clients",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("code", name=op.f("uq_clients_code")),
    )
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("handled_at", Instant(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries") as batch:
        batch.create_index(batch.f("ix_deliveries_handled_at"), ["handled_at"], unique=False)

    op.create_table(
        "installations",
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("set_up_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_installations")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("sending", sa.String(length=40), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("thread", sa.String(length=60), nullable=True),
        sa.Column("try_after", Instant(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notices") as batch:
        batch.create_index("ix_notices_sending", ["sending", "workspace", "channel", "id"], unique=False)
        batch.create_index(batch.f("ix_notices_subject"), ["subject"], unique=False)

    op.create_table(
        "offices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("name", name=op.f("uq_offices_name")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("bound_channel", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_jobs_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("number", name=op.f("uq_jobs_number")),
    )
    with op.batch_alter_table("jobs") as batch:
        batch.create_index(batch.f("ix_jobs_client_id"), ["client_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=60), nullable=False),
        sa.Column("shown_at", Instant(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Integer(), nullable=False),
        sa.Column("gone_at", Instant(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("thread", sa.String(length=60), nullable=True),
        sa.Column("try_after", Instant(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_messages_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_messages_notice_id")),
    )
    with op.batch_alter_table("messages") as batch:
        stale = sa.text("rendered < wanted AND gone_at IS NULL")
        batch.create_index("ix_messages_stale", ["id"], sqlite_where=stale, postgresql_where=stale)
        batch.create_index(batch.f("ix_messages_subject"), ["subject"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("supervisor_id", sa.String(length=32), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("expected_minutes", sa.Integer(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_people_office_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["people.id"], name=op.f("fk_people_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "chat_addresses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("user", sa.String(length=60), nullable=False),
        sa.Column("checked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_chat_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_addresses")),
        sa.UniqueConstraint("platform", "workspace", "user", name=op.f("uq_chat_addresses_platform_workspace_user")),
    )
    with op.batch_alter_table("chat_addresses") as batch:
        batch.create_index(batch.f("ix_chat_addresses_person_id"), ["person_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.String(length=32), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_history_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history") as batch:
        batch.create_index("ix_history_thing", ["thing", "thing_id", "at"], unique=False)

    op.create_table(
        "time_entries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.CheckConstraint("minutes > 0 AND minutes <= 1440", name=op.f("ck_time_entries_minutes_of_a_day")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_time_entries_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_time_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entries")),
    )
    with op.batch_alter_table("time_entries") as batch:
        batch.create_index("ix_time_entries_job_day", ["job_id", "worked_on", "voided_at", "minutes"], unique=False)
        batch.create_index(
            "ix_time_entries_person_day", ["person_id", "worked_on", "voided_at", "minutes"], unique=False
        )


def downgrade() -> None:
    """Take the tables back; their indexes go with them."""
    for table in ("time_entries", "history", "chat_addresses", "people", "messages", "jobs", "offices"):
        op.drop_table(table)
    for table in ("notices", "installations", "deliveries", "clients"):
        op.drop_table(table)
