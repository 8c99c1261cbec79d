"""All tables, as the models have them: written by Alembic, then put in the order of the rooms.

It replaces the first eight migrations, and goes on with their numbers: no number ever means two states of the tables,
so a database that one of the eight left behind is still recognised as older. One migration is one file, however long.
"""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0009"
down_revision = None
branch_labels = None
depends_on = None

# The log of sign-offs only ever grows: the database itself refuses everything else.
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
    """Bring the tables up, each after those that it refers to."""
    _channels()
    _people()
    _kit()
    _messaging()
    _leave()
    _clients()
    _jobs()
    _timekeeping()
    _timesheets()
    _periods()
    _estimates()
    _signoffs()
    _requests()
    _accounts()
    _digests()
    _guard_the_ledger()


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=True),
        sa.Column("workspace", sa.String(length=512), nullable=True),
        sa.Column("channel", sa.String(length=512), nullable=True),
        sa.Column("name", sa.String(length=512), nullable=False),
        sa.Column("has_outsiders", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(platform IS NULL) = (channel IS NULL) AND (workspace IS NULL) = (channel IS NULL)",
            name=op.f("ck_channels_id_is_whole"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("platform", "workspace", "channel", name=op.f("uq_channels_platform_workspace_channel")),
    )
    by_name = sa.text("channel IS NULL")
    op.create_index(
        "uq_channels_name", "channels", ["name"], unique=True, sqlite_where=by_name, postgresql_where=by_name
    )


def _people() -> None:
    op.create_table(
        "offices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("date_order", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("name", name=op.f("uq_offices_name")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("supervisor_id", sa.String(length=32), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("expected_minutes", sa.Integer(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
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
        sa.Column("workspace", sa.String(length=512), nullable=False),
        sa.Column("user", sa.String(length=512), nullable=False),
        sa.Column("checked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_chat_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_addresses")),
        sa.UniqueConstraint("platform", "workspace", "user", name=op.f("uq_chat_addresses_platform_workspace_user")),
    )
    op.create_index(op.f("ix_chat_addresses_person_id"), "chat_addresses", ["person_id"])
    op.create_table(
        "policies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("summary_channel_id", sa.String(length=32), nullable=True),
        sa.Column("leadership_channel_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["leadership_channel_id"], ["channels.id"], name=op.f("fk_policies_leadership_channel_id")
        ),
        sa.ForeignKeyConstraint(["summary_channel_id"], ["channels.id"], name=op.f("fk_policies_summary_channel_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_policies_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("office_id", name=op.f("uq_policies_office_id")),
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


def _kit() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(length=2000), nullable=False),
        sa.Column("handled_at", Instant(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_handled_at"), "deliveries", ["handled_at"])
    op.create_table(
        "installations",
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=512), nullable=False),
        sa.Column("set_up_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_installations")),
    )
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
    op.create_index("ix_history_thing", "history", ["thing", "thing_id", "at"])


def _messaging() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("sending", sa.String(length=40), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("unprompted_for", sa.String(length=32), nullable=True),
        sa.Column("unprompted_on", sa.Date(), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=512), nullable=False),
        sa.Column("channel", sa.String(length=512), nullable=False),
        sa.Column("thread", sa.String(length=512), nullable=True),
        sa.Column("try_after", Instant(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["unprompted_for"], ["people.id"], name=op.f("fk_notices_unprompted_for")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_sending", "notices", ["sending", "workspace", "channel", "id"])
    op.create_index(op.f("ix_notices_subject"), "notices", ["subject"])
    op.create_index("uq_notices_unprompted", "notices", ["unprompted_on", "unprompted_for", "slot"], unique=True)
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=512), nullable=False),
        sa.Column("shown_at", Instant(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Integer(), nullable=False),
        sa.Column("gone_at", Instant(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=512), nullable=False),
        sa.Column("channel", sa.String(length=512), nullable=False),
        sa.Column("thread", sa.String(length=512), nullable=True),
        sa.Column("try_after", Instant(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_messages_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_messages_notice_id")),
    )
    op.create_index(
        "ix_messages_stale",
        "messages",
        ["id"],
        sqlite_where=sa.text("rendered < wanted AND gone_at IS NULL"),
        postgresql_where=sa.text("rendered < wanted AND gone_at IS NULL"),
    )
    op.create_index(op.f("ix_messages_subject"), "messages", ["subject"])
    op.create_table(
        "begun_uploads",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_begun_uploads_notice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_begun_uploads")),
    )
    op.create_table(
        "unprompted_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("told_in", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unprompted_notices_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unprompted_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_unprompted_notices_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_unprompted_notices_person_id"), "unprompted_notices", ["person_id"])
    op.create_index(op.f("ix_unprompted_notices_told_in"), "unprompted_notices", ["told_in"])


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("cancelled_at", Instant(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_leave_first_before_last")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leave_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_person_last", "leave", ["person_id", "last"])


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("lead_id", sa.String(length=32), nullable=True),
        sa.Column("backup_lead_id", sa.String(length=32), nullable=True),
        sa.Column("internal_channel_id", sa.String(length=32), nullable=True),
        sa.Column("shared_channel_id", sa.String(length=32), nullable=True),
        sa.Column("colour", sa.String(length=7), nullable=True),
        sa.Column("logo_id", sa.String(length=64), nullable=True),
        sa.Column("branding_notes", sa.Text(), nullable=False),
        sa.Column("reporting_notes", sa.Text(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["backup_lead_id"], ["people.id"], name=op.f("fk_clients_backup_lead_id")),
        sa.ForeignKeyConstraint(["internal_channel_id"], ["channels.id"], name=op.f("fk_clients_internal_channel_id")),
        sa.ForeignKeyConstraint(["shared_channel_id"], ["channels.id"], name=op.f("fk_clients_shared_channel_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_clients_lead_id")),
        sa.ForeignKeyConstraint(["logo_id"], ["stored_files.id"], name=op.f("fk_clients_logo_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_clients_office_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_clients_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("code", name=op.f("uq_clients_code")),
    )
    op.create_index(op.f("ix_clients_lead_id"), "clients", ["lead_id"])
    op.create_table(
        "client_team",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_client_team_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_client_team_person_id")),
        sa.PrimaryKeyConstraint("client_id", "person_id", name=op.f("pk_client_team")),
    )
    op.create_index(op.f("ix_client_team_person_id"), "client_team", ["person_id"])
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=True),
        sa.Column("workspace", sa.String(length=512), nullable=True),
        sa.Column("user", sa.String(length=512), nullable=True),
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
    op.create_index(op.f("ix_contacts_client_id"), "contacts", ["client_id"])
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
    op.create_index(op.f("ix_contracts_client_id"), "contracts", ["client_id"])
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
    op.create_index(op.f("ix_retainers_client_id"), "retainers", ["client_id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("bound_channel_id", sa.String(length=32), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("lead_id", sa.String(length=32), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("waits_on", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("opened_by_id", sa.String(length=32), nullable=True),
        sa.Column("status_since", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["bound_channel_id"], ["channels.id"], name=op.f("fk_jobs_bound_channel_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_jobs_client_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_jobs_lead_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_jobs_opened_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("number", name=op.f("uq_jobs_number")),
    )
    op.create_index(op.f("ix_jobs_bound_channel_id"), "jobs", ["bound_channel_id"])
    op.create_index(op.f("ix_jobs_client_id"), "jobs", ["client_id"])
    op.create_index(op.f("ix_jobs_lead_id"), "jobs", ["lead_id"])
    op.create_table(
        "job_team",
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_team_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_job_team_person_id")),
        sa.PrimaryKeyConstraint("job_id", "person_id", name=op.f("pk_job_team")),
    )
    op.create_index(op.f("ix_job_team_person_id"), "job_team", ["person_id"])
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
    op.create_index(op.f("ix_job_alerts_job_id"), "job_alerts", ["job_id"])
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
    op.create_index(op.f("ix_expenses_job_id"), "expenses", ["job_id"])
    op.create_table(
        "purchase_orders",
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
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
    op.create_index(op.f("ix_purchase_orders_job_id"), "purchase_orders", ["job_id"])
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
    op.create_index(op.f("ix_billings_job_id"), "billings", ["job_id"])


def _timekeeping() -> None:
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
        sa.Column("line_id", sa.String(length=32), nullable=False),
        sa.Column("out_of_scope", sa.Boolean(), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("entered_by_id", sa.String(length=32), nullable=True),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("rate_cents", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("import_id", sa.String(length=32), nullable=True),
        sa.Column("source_key", sa.String(length=32), nullable=True),
        sa.Column("deadline", Instant(), nullable=True),
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("late_status", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint("minutes > 0 AND minutes <= 1440", name=op.f("ck_time_entries_minutes_of_a_day")),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_time_entries_approved_by")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_time_entries_entered_by_id")),
        sa.ForeignKeyConstraint(["import_id"], ["time_imports.id"], name=op.f("fk_time_entries_import_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_time_entries_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_time_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entries")),
        sa.UniqueConstraint("source_key", name=op.f("uq_time_entries_source_key")),
    )
    op.create_index("ix_time_entries_day", "time_entries", ["worked_on", "person_id", "voided_at", "minutes"])
    op.create_index("ix_time_entries_entered_by", "time_entries", ["entered_by_id", "entered_at"])
    op.create_index(op.f("ix_time_entries_import_id"), "time_entries", ["import_id"])
    op.create_index("ix_time_entries_job_day", "time_entries", ["job_id", "worked_on", "voided_at", "minutes"])
    op.create_index(op.f("ix_time_entries_line_id"), "time_entries", ["line_id"])
    op.create_index("ix_time_entries_person_day", "time_entries", ["person_id", "worked_on", "voided_at", "minutes"])
    op.create_index("ix_time_entries_person_entered", "time_entries", ["person_id", "entered_at"])
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
    op.create_table(
        "time_rollups",
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("out_of_scope", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_time_rollups_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_time_rollups_person_id")),
        sa.PrimaryKeyConstraint(
            "job_id", "person_id", "month", "currency", "billable", "out_of_scope", "late", name=op.f("pk_time_rollups")
        ),
    )
    op.create_index("ix_time_rollups_month", "time_rollups", ["month", "job_id"])
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


def _timesheets() -> None:
    op.create_table(
        "timesheet_approvals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_timesheet_approvals_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_timesheet_approvals_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timesheet_approvals")),
        sa.UniqueConstraint("person_id", "monday", name=op.f("uq_timesheet_approvals_person_id_monday")),
    )
    op.create_index("ix_timesheet_approvals_changed", "timesheet_approvals", ["changed_at"])
    op.create_index("ix_timesheet_approvals_monday", "timesheet_approvals", ["monday", "status"])
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
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_approved_entries_approved_by")),
        sa.ForeignKeyConstraint(["id"], ["time_entries.id"], name=op.f("fk_approved_entries_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_approved_entries_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_approved_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_entries")),
    )
    op.create_index("ix_approved_entries_person_day", "approved_entries", ["person_id", "worked_on"])


def _periods() -> None:
    op.create_table(
        "periods",
        sa.Column("id", sa.String(length=7), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_periods_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
    )
    op.create_table(
        "export_settings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("rounding", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_settings")),
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
    op.create_index("ix_overrides_decision", "overrides", ["decision", "batch_id"])
    op.create_index(op.f("ix_overrides_entry_id"), "overrides", ["entry_id"])


def _estimates() -> None:
    op.create_table(
        "estimates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("made_by_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
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
    op.create_index(op.f("ix_estimate_reviews_estimate_id"), "estimate_reviews", ["estimate_id"])


def _signoffs() -> None:
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
    op.create_index(op.f("ix_signoffs_estimate_id"), "signoffs", ["estimate_id"])
    op.create_index(op.f("ix_signoffs_job_id"), "signoffs", ["job_id"])
    op.create_index("ix_signoffs_status_due_on", "signoffs", ["status", "due_on"])
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
    op.create_index(op.f("ix_signoff_approvers_contact_id"), "signoff_approvers", ["contact_id"])
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
    op.create_index(op.f("ix_signoff_links_approver_id"), "signoff_links", ["approver_id"])
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
    op.create_index(op.f("ix_ledger_signoff_id"), "ledger", ["signoff_id"])
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )


def _requests() -> None:
    op.create_table(
        "client_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("made_by_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by_id", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("estimate_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_client_requests_client_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["people.id"], name=op.f("fk_client_requests_closed_by_id")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_client_requests_estimate_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_client_requests_job_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_client_requests_made_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_client_requests_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_requests")),
    )
    op.create_index(op.f("ix_client_requests_client_id"), "client_requests", ["client_id"])
    op.create_index(op.f("ix_client_requests_owner_id"), "client_requests", ["owner_id"])
    op.create_index("ix_client_requests_status_due_on", "client_requests", ["status", "due_on"])


def _accounts() -> None:
    op.create_table(
        "revenue_goals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("client_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_revenue_goals_client_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_revenue_goals_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_goals")),
        sa.UniqueConstraint("quarter", "scope", "currency", name=op.f("uq_revenue_goals_quarter_scope_currency")),
    )
    op.create_table(
        "opportunities",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("estimate_id", sa.String(length=32), nullable=True),
        sa.Column("followed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_opportunities_client_id")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_opportunities_estimate_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_opportunities_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
    )
    op.create_index(op.f("ix_opportunities_client_id"), "opportunities", ["client_id"])
    op.create_table(
        "exchange_rates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("into", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("millionths", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
        sa.UniqueConstraint("currency", "into", "starts_on", name=op.f("uq_exchange_rates_currency_into_starts_on")),
    )
    op.create_table(
        "health_notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("asked_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_by_id", sa.String(length=32), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("mood", sa.String(length=40), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("next_move", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_health_notes_answered_by_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_health_notes_asked_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_health_notes_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_notes")),
        sa.UniqueConstraint("client_id", "month", name=op.f("uq_health_notes_client_id_month")),
    )
    op.create_table(
        "make_good_plans",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("asked_id", sa.String(length=32), nullable=False),
        sa.Column("variance_cents", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_make_good_plans_asked_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_make_good_plans_job_id")),
        sa.ForeignKeyConstraint(["who_id"], ["people.id"], name=op.f("fk_make_good_plans_who_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_good_plans")),
    )
    op.create_index(op.f("ix_make_good_plans_job_id"), "make_good_plans", ["job_id"])


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("made_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_digests_made_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_digests_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("month", "scope", "edition", name=op.f("uq_digests_month_scope_edition")),
    )


def _guard_the_ledger() -> None:
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the tables back; their indexes and triggers go with them."""
    for table in (
        *("digests",),
        *("make_good_plans", "health_notes", "exchange_rates", "opportunities", "revenue_goals"),
        *("client_requests",),
        *("ledger_head", "ledger", "signoff_links", "signoff_approvers", "signoffs"),
        *("estimate_reviews", "estimate_lines", "estimates"),
        *("overrides", "export_lines", "export_batches", "export_settings", "periods"),
        *("approved_entries", "timesheet_approvals"),
        *("excuses", "time_rollups", "timers", "time_entries", "time_imports"),
        *("billings", "purchase_orders", "expenses", "briefs", "job_alerts", "job_team", "jobs"),
        *("retainers", "contracts", "contacts", "client_team", "clients"),
        *("leave",),
        *("unprompted_notices", "begun_uploads", "messages", "notices"),
        *("history", "stored_files", "installations", "deliveries"),
        *("rates", "policies", "chat_addresses", "people", "offices"),
        *("channels",),
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
