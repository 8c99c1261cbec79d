"""Reports: time summed up by month, goals, opportunities, requests, health notes, plans and digests."""

import sqlalchemy as sa
from alembic import op

from storage.base import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


SUM_UP = """
INSERT INTO time_rollups
    (job_id, person_id, month, currency, billable, out_of_scope, late, entries, minutes, cents)
SELECT job_id, person_id, MONTH, CASE WHEN rate_cents IS NULL THEN '' ELSE currency END, billable, out_of_scope, late,
    count(*), sum(minutes),
    sum(CASE WHEN rate_cents IS NULL THEN 0 ELSE (CAST(2 AS BIGINT) * minutes * rate_cents + 60) / 120 END)
FROM time_entries WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def upgrade() -> None:
    """Bring the tables up."""
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
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_opportunities_client_id")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name=op.f("fk_opportunities_estimate_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_opportunities_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
    )
    with op.batch_alter_table("opportunities") as batch:
        batch.create_index(batch.f("ix_opportunities_client_id"), ["client_id"], unique=False)
    op.create_table(
        "revenue_goals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("client_id", sa.String(length=32), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_revenue_goals_client_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_revenue_goals_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_goals")),
        sa.UniqueConstraint("quarter", "scope", "currency", name=op.f("uq_revenue_goals_quarter_scope_currency")),
    )
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
    with op.batch_alter_table("client_requests") as batch:
        batch.create_index(batch.f("ix_client_requests_client_id"), ["client_id"], unique=False)
        batch.create_index(batch.f("ix_client_requests_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_client_requests_status_due_on", ["status", "due_on"], unique=False)
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
    with op.batch_alter_table("make_good_plans") as batch:
        batch.create_index(batch.f("ix_make_good_plans_job_id"), ["job_id"], unique=False)
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
            "job_id",
            "person_id",
            "month",
            "currency",
            "billable",
            "out_of_scope",
            "late",
            name=op.f("pk_time_rollups"),
        ),
    )
    with op.batch_alter_table("time_rollups") as batch:
        batch.create_index("ix_time_rollups_month", ["month", "job_id"], unique=False)
    _sum_up()


def _sum_up() -> None:
    """Sum up the time that is there already; on a large store that takes longer than a person would wait."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute("SET LOCAL statement_timeout = 0")
    month = "substr(worked_on, 1, 7)" if is_sqlite else "to_char(worked_on, 'YYYY-MM')"
    op.execute(SUM_UP.replace("MONTH", month))


def downgrade() -> None:
    """Take them back."""
    op.drop_table("time_rollups")
    op.drop_table("make_good_plans")
    op.drop_table("client_requests")
    op.drop_table("revenue_goals")
    op.drop_table("opportunities")
    op.drop_table("health_notes")
    op.drop_table("digests")
    op.drop_table("exchange_rates")
