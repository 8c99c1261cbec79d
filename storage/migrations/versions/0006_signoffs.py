"""Estimates, sign-offs, and the log of sign-offs."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The log is only ever added to: the database itself refuses all else.
REFUSED = "the log of sign-offs is append-only"
ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}'; END $$
    """,
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
ON_SQLITE = tuple(
    f"CREATE TRIGGER ledger_no_{act} BEFORE {act} ON ledger BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for act in ("update", "delete")
)


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "estimates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("made_by_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("deliverables", sa.Text(), nullable=False),
        sa.Column("exclusions", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("revision_rounds", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("contingency_bp", sa.Integer(), nullable=False),
        sa.Column("tax_name", sa.String(length=40), nullable=False),
        sa.Column("tax_ppm", sa.Integer(), nullable=False),
        sa.Column("fees_cents", sa.Integer(), nullable=False),
        sa.Column("expenses_cents", sa.Integer(), nullable=False),
        sa.Column("contingency_cents", sa.Integer(), nullable=False),
        sa.Column("tax_cents", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("pdf_id", sa.String(length=64), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_by_id", sa.String(length=32), nullable=True),
        sa.Column("told_percent", sa.Integer(), nullable=False),
        sa.Column("pace_told_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["edited_by_id"], ["people.id"], name=op.f("fk_estimates_edited_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_estimates_job_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_estimates_made_by_id")),
        sa.ForeignKeyConstraint(["pdf_id"], ["stored_files.id"], name=op.f("fk_estimates_pdf_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimates")),
        sa.UniqueConstraint("job_id", "version", name=op.f("uq_estimates_job_id_version")),
    )
    op.create_table(
        "estimate_lines",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("estimate_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rate_cents", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("markup_bp", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_estimate_lines_estimate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate_lines")),
        sa.UniqueConstraint("estimate_id", "position", name=op.f("uq_estimate_lines_estimate_id_position")),
    )
    op.create_table(
        "estimate_reviews",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("estimate_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_estimate_reviews_estimate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_estimate_reviews_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate_reviews")),
    )
    with op.batch_alter_table("estimate_reviews") as batch:
        batch.create_index(batch.f("ix_estimate_reviews_estimate_id"), ["estimate_id"], unique=False)
    op.create_table(
        "signoffs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("series_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("quorum", sa.String(length=40), nullable=False),
        sa.Column("requested_by_id", sa.String(length=32), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("estimate_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("certificate_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["certificate_id"], ["stored_files.id"], name=op.f("fk_signoffs_certificate_id")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_signoffs_estimate_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_signoffs_file_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_signoffs_job_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["people.id"], name=op.f("fk_signoffs_requested_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signoffs")),
        sa.UniqueConstraint("series_id", "version", name=op.f("uq_signoffs_series_id_version")),
    )
    with op.batch_alter_table("signoffs") as batch:
        batch.create_index(batch.f("ix_signoffs_estimate_id"), ["estimate_id"], unique=False)
        batch.create_index(batch.f("ix_signoffs_job_id"), ["job_id"], unique=False)
        batch.create_index("ix_signoffs_status_due_on", ["status", "due_on"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("signoff_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["signoff_id"], ["signoffs.id"], name=op.f("fk_ledger_signoff_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_ledger")),
        sa.UniqueConstraint("hash", name=op.f("uq_ledger_hash")),
    )
    with op.batch_alter_table("ledger") as batch:
        batch.create_index(batch.f("ix_ledger_signoff_id"), ["signoff_id"], unique=False)
    op.create_table(
        "signoff_approvers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("signoff_id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=True),
        sa.Column("confirmed_name", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=32), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_signoff_approvers_contact_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_signoff_approvers_recorded_by_id")),
        sa.ForeignKeyConstraint(["signoff_id"], ["signoffs.id"], name=op.f("fk_signoff_approvers_signoff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signoff_approvers")),
        sa.UniqueConstraint("signoff_id", "contact_id", name=op.f("uq_signoff_approvers_signoff_id_contact_id")),
    )
    with op.batch_alter_table("signoff_approvers") as batch:
        batch.create_index(batch.f("ix_signoff_approvers_contact_id"), ["contact_id"], unique=False)
    op.create_table(
        "signoff_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("approver_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("shows_receipt", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["approver_id"], ["signoff_approvers.id"], name=op.f("fk_signoff_links_approver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signoff_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_signoff_links_token_hash")),
    )
    with op.batch_alter_table("signoff_links") as batch:
        batch.create_index(batch.f("ix_signoff_links_approver_id"), ["approver_id"], unique=False)
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take them back."""
    op.drop_table("signoff_links")
    op.drop_table("signoff_approvers")
    op.drop_table("ledger")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("signoffs")
    op.drop_table("estimate_reviews")
    op.drop_table("estimate_lines")
    op.drop_table("estimates")
    op.drop_table("ledger_head")
