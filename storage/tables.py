"""All tables in one place, for migrations: importing a table's module is what adds it to the metadata."""

# ruff: noqa: F401
from storage.accounts import account_notes, goals
from storage.base import Base
from storage.clients import clients, contacts
from storage.digests import digests
from storage.estimates import estimates
from storage.jobs import briefs, jobs
from storage.jobs import costs as job_costs
from storage.jobs import teams as job_teams
from storage.kit import deliveries, files, history, installations
from storage.leave import leave
from storage.messaging import notices
from storage.messaging import unprompted as news
from storage.people import people, policies, rates
from storage.periods import exports, overrides, periods
from storage.requests import requests
from storage.signoffs import ledger, signoffs
from storage.signoffs import links as signoff_links
from storage.timekeeping import excuses, rollups, time_entries, time_imports, timers
from storage.timesheets import approvals as timesheet_approvals

metadata = Base.metadata
