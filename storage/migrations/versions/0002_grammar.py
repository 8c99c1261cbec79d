"""What one line can tell: date order by office, clock times, scope, who entered it, what came together; timers."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

offices = sa.table("offices", sa.column("zone", sa.Text()), sa.column("date_order", sa.String()))
entries = sa.table("time_entries", sa.column("id", sa.String()), sa.column("line_id", sa.String()))


def upgrade() -> None:
    """Bring the tables up. Offices so far read dates as their part of the world does; each entry stood alone."""
    op.create_table(
        "timers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("out_of_scope", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_timers_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_timers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint("person_id", name=op.f("uq_timers_person_id")),
    )
    with op.batch_alter_table("offices") as batch:
        batch.add_column(sa.Column("date_order", sa.String(length=40), nullable=False, server_default="day first"))
    op.execute(offices.update().where(offices.c.zone.like("America/%")).values(date_order="month first"))
    with op.batch_alter_table("offices") as batch:
        batch.alter_column("date_order", server_default=None)
    with op.batch_alter_table("time_entries") as batch:
        batch.add_column(sa.Column("out_of_scope", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("started_at", Instant(), nullable=True))
        batch.add_column(sa.Column("ended_at", Instant(), nullable=True))
        batch.add_column(sa.Column("entered_by_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("line_id", sa.String(length=32), nullable=True))
        batch.create_foreign_key(op.f("fk_time_entries_entered_by_id"), "people", ["entered_by_id"], ["id"])
    op.execute(entries.update().values(line_id=entries.c.id))
    with op.batch_alter_table("time_entries") as batch:
        batch.alter_column("out_of_scope", server_default=None)
        batch.alter_column("line_id", nullable=False, existing_type=sa.String(length=32))
        batch.create_index(batch.f("ix_time_entries_line_id"), ["line_id"], unique=False)
        batch.create_index("ix_time_entries_person_entered", ["person_id", "entered_at"], unique=False)
        batch.create_index("ix_time_entries_entered_by", ["entered_by_id", "entered_at"], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    with op.batch_alter_table("time_entries") as batch:
        batch.drop_index("ix_time_entries_entered_by")
        batch.drop_index("ix_time_entries_person_entered")
        batch.drop_index(batch.f("ix_time_entries_line_id"))
        batch.drop_constraint(batch.f("fk_time_entries_entered_by_id"), type_="foreignkey")
        for column in ("line_id", "entered_by_id", "ended_at", "started_at", "out_of_scope"):
            batch.drop_column(column)
    with op.batch_alter_table("offices") as batch:
        batch.drop_column("date_order")
    op.drop_table("timers")
