"""The 3-day rule and nudges: policies, leave, excuses, lateness of entries, and what waits for a morning."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MINUTES_OF_A_DAY = "minutes > 0 AND minutes <= 1440"


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "policies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_policies_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("office_id", name=op.f("uq_policies_office_id")),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("cancelled_at", Instant(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_leave_first_before_last")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leave_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_person_last", "leave", ["person_id", "last"])
    op.create_table(
        "excuses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_excuses_person_id")),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_excuses_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuses")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_excuses_person_id_day")),
    )
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("told_in", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_news_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("key", name=op.f("uq_news_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_news_person_id"), "news", ["person_id"])
    op.create_index(op.f("ix_news_told_in"), "news", ["told_in"])
    _widen_notices()
    _widen_time_entries()
    op.add_column("people", sa.Column("starts_on", sa.Date(), nullable=True))


def _widen_notices() -> None:
    op.add_column("notices", sa.Column("not_before", Instant(), nullable=True))
    op.add_column("notices", sa.Column("expires_at", Instant(), nullable=True))
    reference = sa.ForeignKey("people.id", name=op.f("fk_notices_unprompted_for"))
    column = sa.Column("unprompted_for", sa.String(length=32), reference, nullable=True)
    op.add_column("notices", column, inline_references=True)
    op.add_column("notices", sa.Column("unprompted_on", sa.Date(), nullable=True))
    op.add_column("notices", sa.Column("slot", sa.Integer(), nullable=True))
    columns = ["unprompted_on", "unprompted_for", "slot"]
    op.create_index("uq_notices_unprompted", "notices", columns, unique=True)


def _widen_time_entries() -> None:
    op.add_column("time_entries", sa.Column("deadline", Instant(), nullable=True))
    op.add_column("time_entries", sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("time_entries", sa.Column("late_standing", sa.String(length=40), nullable=True))
    op.add_column("time_entries", sa.Column("late_reason", sa.Text(), nullable=True))
    reference = sa.ForeignKey("people.id", name=op.f("fk_time_entries_approved_by"))
    column = sa.Column("approved_by", sa.String(length=32), reference, nullable=True)
    op.add_column("time_entries", column, inline_references=True)
    op.create_index("ix_time_entries_day", "time_entries", ["worked_on", "person_id", "voided_at", "minutes"])


def downgrade() -> None:
    """Take them back."""
    op.drop_column("people", "starts_on")
    op.drop_index("ix_time_entries_day", "time_entries")
    # SQLite builds the table anew, and would not see its check by itself.
    check = sa.CheckConstraint(MINUTES_OF_A_DAY, name=op.f("ck_time_entries_minutes_of_a_day"))
    with op.batch_alter_table("time_entries", table_args=(check,)) as batch:
        for column in ("approved_by", "late_reason", "late_standing", "late", "deadline"):
            batch.drop_column(column)
    op.drop_index("uq_notices_unprompted", "notices")
    with op.batch_alter_table("notices") as batch:
        for column in ("slot", "unprompted_on", "unprompted_for", "expires_at", "not_before"):
            batch.drop_column(column)
    for table in ("news", "excuses", "leave", "policies"):
        op.drop_table(table)
