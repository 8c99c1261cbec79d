"""Accounts: clients with their contracts, retainers and contacts, jobs with their money, and stored files."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "stored_files",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
    )
    op.create_table(
        "client_team",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_client_team_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_client_team_person_id")),
        sa.PrimaryKeyConstraint("client_id", "person_id", name=op.f("pk_client_team")),
    )
    with op.batch_alter_table("client_team") as batch:
        batch.create_index(batch.f("ix_client_team_person_id"), ["person_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=True),
        sa.Column("workspace", sa.String(length=60), nullable=True),
        sa.Column("user", sa.String(length=60), nullable=True),
        sa.Column("prefers", sa.String(length=40), nullable=False),
        sa.Column("approves", sa.JSON(), nullable=False),
        sa.Column("limit_cents", sa.Integer(), nullable=True),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_contacts_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint(
            "client_id", "platform", "workspace", "user", name=op.f("uq_contacts_client_id_platform_workspace_user")
        ),
    )
    with op.batch_alter_table("contacts") as batch:
        batch.create_index(batch.f("ix_contacts_client_id"), ["client_id"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("renews_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("pricing_model", sa.String(length=40), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_contracts_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
    )
    with op.batch_alter_table("contracts") as batch:
        batch.create_index(batch.f("ix_contracts_client_id"), ["client_id"], unique=False)
    op.create_table(
        "retainers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("minutes_a_month", sa.Integer(), nullable=True),
        sa.Column("fee_cents", sa.Integer(), nullable=True),
        sa.Column("rate_cents", sa.Integer(), nullable=True),
        sa.Column("roll_over", sa.String(length=40), nullable=False),
        sa.Column("cap_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_retainers_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retainers")),
    )
    with op.batch_alter_table("retainers") as batch:
        batch.create_index(batch.f("ix_retainers_client_id"), ["client_id"], unique=False)
    op.create_table(
        "billings",
        sa.Column("billed_on", sa.Date(), nullable=False),
        sa.Column("invoice", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_key", sa.String(length=32), nullable=True),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_billings_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_billings_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billings")),
        sa.UniqueConstraint("source_key", name=op.f("uq_billings_source_key")),
    )
    with op.batch_alter_table("billings") as batch:
        batch.create_index(batch.f("ix_billings_job_id"), ["job_id"], unique=False)
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("deliverables", sa.Text(), nullable=False),
        sa.Column("mandatories", sa.Text(), nullable=False),
        sa.Column("budget", sa.Text(), nullable=False),
        sa.Column("timeline", sa.Text(), nullable=False),
        sa.Column("signs_off", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_briefs_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_briefs_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefs")),
        sa.UniqueConstraint("job_id", "version", name=op.f("uq_briefs_job_id_version")),
    )
    op.create_table(
        "expenses",
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_key", sa.String(length=32), nullable=True),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_expenses_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_expenses_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expenses")),
        sa.UniqueConstraint("source_key", name=op.f("uq_expenses_source_key")),
    )
    with op.batch_alter_table("expenses") as batch:
        batch.create_index(batch.f("ix_expenses_job_id"), ["job_id"], unique=False)
    op.create_table(
        "job_alerts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_job_alerts_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_alerts_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_alerts")),
    )
    with op.batch_alter_table("job_alerts") as batch:
        batch.create_index(batch.f("ix_job_alerts_job_id"), ["job_id"], unique=False)
    op.create_table(
        "job_team",
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_team_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_job_team_person_id")),
        sa.PrimaryKeyConstraint("job_id", "person_id", name=op.f("pk_job_team")),
    )
    with op.batch_alter_table("job_team") as batch:
        batch.create_index(batch.f("ix_job_team_person_id"), ["person_id"], unique=False)
    op.create_table(
        "purchase_orders",
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column(
            "side", sa.Enum("client's", "agency's", name="orderside", native_enum=False, length=40), nullable=False
        ),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_key", sa.String(length=32), nullable=True),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_purchase_orders_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_purchase_orders_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_orders")),
        sa.UniqueConstraint("job_id", "side", "number", name=op.f("uq_purchase_orders_job_id_side_number")),
        sa.UniqueConstraint("source_key", name=op.f("uq_purchase_orders_source_key")),
    )
    with op.batch_alter_table("purchase_orders") as batch:
        batch.create_index(batch.f("ix_purchase_orders_job_id"), ["job_id"], unique=False)
    with op.batch_alter_table("clients") as batch:
        batch.add_column(sa.Column("office_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("currency", sa.String(length=3), nullable=False, server_default="USD"))
        batch.add_column(sa.Column("status", sa.String(length=40), nullable=False, server_default="active"))
        batch.add_column(sa.Column("owner_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("lead_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("backup_lead_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("internal_channel", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("shared_channel", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("colour", sa.String(length=7), nullable=True))
        batch.add_column(sa.Column("logo_id", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("branding_notes", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("reporting_notes", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("archived_at", Instant(), nullable=True))
        batch.create_index(batch.f("ix_clients_lead_id"), ["lead_id"], unique=False)
        batch.create_foreign_key(batch.f("fk_clients_office_id"), "offices", ["office_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_clients_backup_lead_id"), "people", ["backup_lead_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_clients_owner_id"), "people", ["owner_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_clients_logo_id"), "stored_files", ["logo_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_clients_lead_id"), "people", ["lead_id"], ["id"])
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("type", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("lead_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("next_step", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("waits_on", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("opened_at", Instant(), nullable=True))
        batch.add_column(sa.Column("opened_by_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("status_since", Instant(), nullable=True))
        batch.create_index(batch.f("ix_jobs_lead_id"), ["lead_id"], unique=False)
        batch.create_foreign_key(batch.f("fk_jobs_lead_id"), "people", ["lead_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_jobs_opened_by_id"), "people", ["opened_by_id"], ["id"])


def downgrade() -> None:
    """Take them back."""
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(batch.f("fk_jobs_opened_by_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_jobs_lead_id"), type_="foreignkey")
        batch.drop_index(batch.f("ix_jobs_lead_id"))
        batch.drop_column("status_since")
        batch.drop_column("opened_by_id")
        batch.drop_column("opened_at")
        batch.drop_column("waits_on")
        batch.drop_column("next_step")
        batch.drop_column("lead_id")
        batch.drop_column("due_on")
        batch.drop_column("type")
    with op.batch_alter_table("clients") as batch:
        batch.drop_constraint(batch.f("fk_clients_lead_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_clients_logo_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_clients_owner_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_clients_backup_lead_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_clients_office_id"), type_="foreignkey")
        batch.drop_index(batch.f("ix_clients_lead_id"))
        batch.drop_column("archived_at")
        batch.drop_column("reporting_notes")
        batch.drop_column("branding_notes")
        batch.drop_column("logo_id")
        batch.drop_column("colour")
        batch.drop_column("shared_channel")
        batch.drop_column("internal_channel")
        batch.drop_column("backup_lead_id")
        batch.drop_column("lead_id")
        batch.drop_column("owner_id")
        batch.drop_column("status")
        batch.drop_column("currency")
        batch.drop_column("office_id")
    op.drop_table("purchase_orders")
    op.drop_table("job_team")
    op.drop_table("job_alerts")
    op.drop_table("expenses")
    op.drop_table("briefs")
    op.drop_table("billings")
    op.drop_table("retainers")
    op.drop_table("contracts")
    op.drop_table("contacts")
    op.drop_table("client_team")
    op.drop_table("stored_files")
