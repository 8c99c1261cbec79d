"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

from storage import (  # noqa: F401  # what importing them adds is used
    account_notes,
    briefs,
    clients,
    contacts,
    deliveries,
    digests,
    estimates,
    excuses,
    exports,
    files,
    goals,
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
    requests,
    rollups,
    signoff_links,
    signoffs,
    time_entries,
    time_imports,
    timers,
)
from storage.base import Base

metadata = Base.metadata
