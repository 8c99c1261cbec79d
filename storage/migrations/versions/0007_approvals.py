"""Weekly approval of timesheets."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "timesheet_approvals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_timesheet_approvals_person_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_timesheet_approvals_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timesheet_approvals")),
        sa.UniqueConstraint("person_id", "monday", name=op.f("uq_timesheet_approvals_person_id_monday")),
    )
    op.create_index("ix_timesheet_approvals_monday", "timesheet_approvals", ["monday", "standing"])
    op.create_table(
        "approved_entries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("out_of_scope", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(length=32), nullable=False),
        sa.Column("approved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["time_entries.id"], name=op.f("fk_approved_entries_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_approved_entries_person_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_approved_entries_job_id")),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_approved_entries_approved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_entries")),
    )
    op.create_index("ix_approved_entries_person_day", "approved_entries", ["person_id", "worked_on"])


def downgrade() -> None:
    """Take them back."""
    op.drop_table("approved_entries")
    op.drop_table("timesheet_approvals")
