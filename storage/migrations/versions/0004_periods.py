"""Closing a period: rates, periods, overrides, exports, and imports of time from other tools."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "export_settings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("rounding", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_settings")),
    )
    op.create_table(
        "time_imports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("tool", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_imports")),
    )
    op.create_table(
        "periods",
        sa.Column("id", sa.String(length=7), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_periods_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
    )
    op.create_table(
        "rates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=160), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rates_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rates")),
        sa.UniqueConstraint("scope", "starts_on", name=op.f("uq_rates_scope_starts_on")),
    )
    op.create_table(
        "export_batches",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("rounding", sa.String(length=40), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_export_batches_made_by")),
        sa.ForeignKeyConstraint(["month"], ["periods.id"], name=op.f("fk_export_batches_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_batches")),
        sa.UniqueConstraint("number", name=op.f("uq_export_batches_number")),
    )
    op.create_table(
        "export_lines",
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("client_code", sa.String(length=20), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("entry_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("rate_cents", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("amount_cents", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["export_batches.id"], name=op.f("fk_export_lines_batch_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["time_entries.id"], name=op.f("fk_export_lines_entry_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_export_lines_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_export_lines_person_id")),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_export_lines")),
        sa.UniqueConstraint("entry_id", "revision", "kind", name=op.f("uq_export_lines_entry_id_revision_kind")),
    )
    op.create_table(
        "overrides",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("wanted", sa.JSON(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("batch_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_overrides_asked_by")),
        sa.ForeignKeyConstraint(["batch_id"], ["export_batches.id"], name=op.f("fk_overrides_batch_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_overrides_decided_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["time_entries.id"], name=op.f("fk_overrides_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_overrides_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
    )
    with op.batch_alter_table("overrides") as batch:
        batch.create_index("ix_overrides_decision", ["decision", "batch_id"], unique=False)
        batch.create_index(batch.f("ix_overrides_entry_id"), ["entry_id"], unique=False)

    with op.batch_alter_table("time_entries") as batch:
        batch.add_column(sa.Column("rate_cents", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("currency", sa.String(length=3), nullable=True))
        batch.add_column(sa.Column("import_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("source_key", sa.String(length=32), nullable=True))
        batch.create_index(batch.f("ix_time_entries_import_id"), ["import_id"], unique=False)
        batch.create_unique_constraint(batch.f("uq_time_entries_source_key"), ["source_key"])
        batch.create_foreign_key(batch.f("fk_time_entries_import_id"), "time_imports", ["import_id"], ["id"])


def downgrade() -> None:
    """Take them back."""
    with op.batch_alter_table("time_entries") as batch:
        batch.drop_constraint(batch.f("fk_time_entries_import_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("uq_time_entries_source_key"), type_="unique")
        batch.drop_index(batch.f("ix_time_entries_import_id"))
        for column in ("source_key", "import_id", "currency", "rate_cents"):
            batch.drop_column(column)
    for table in ("overrides", "export_lines", "export_batches", "export_settings"):
        op.drop_table(table)
    for table in ("rates", "periods", "time_imports"):
        op.drop_table(table)
