"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

from storage import clients, deliveries, history, installations, jobs, notices, people, time_entries, timers
from storage.base import Base

MODULES = (clients, deliveries, history, installations, jobs, notices, people, time_entries, timers)
metadata = Base.metadata
