"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

from storage import (
    clients,
    deliveries,
    excuses,
    history,
    installations,
    jobs,
    leave,
    news,
    notices,
    people,
    policies,
    time_entries,
)
from storage.base import Base

MODULES = (
    clients,
    deliveries,
    excuses,
    history,
    installations,
    jobs,
    leave,
    news,
    notices,
    people,
    policies,
    time_entries,
)
metadata = Base.metadata
