"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

from storage import (  # noqa: F401  # what importing them adds is used
    clients,
    deliveries,
    excuses,
    exports,
    history,
    installations,
    jobs,
    leave,
    news,
    notices,
    overrides,
    people,
    periods,
    policies,
    rates,
    time_entries,
    time_imports,
    timers,
    timesheet_approvals,
)
from storage.base import Base

metadata = Base.metadata
