"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

from storage import (  # noqa: F401  # what importing them adds is used
    briefs,
    clients,
    contacts,
    deliveries,
    estimates,
    excuses,
    exports,
    files,
    history,
    installations,
    job_costs,
    job_teams,
    jobs,
    leave,
    ledger,
    news,
    notices,
    overrides,
    people,
    periods,
    policies,
    rates,
    signoff_links,
    signoffs,
    time_entries,
    time_imports,
    timers,
    timesheet_approvals,
)
from storage.base import Base

metadata = Base.metadata
