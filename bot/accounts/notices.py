"""Notices to account leads: about opportunities, make-good plans and health notes."""

from datetime import date

from bot.accounts.make_good import plan_shown
from bot.core import Bot
from bot.messaging.notices import Unprompted
from bot.people.people import zone_of
from bot.rules.accounts.make_good import PlanStage
from bot.rules.kit.dates import local_date
from storage.accounts import account_notes, goals
from storage.people import people
from storage.words.accounts import PlanStatus


class OpportunityOverdue(Unprompted):
    """An opportunity of the reader's is still open past that day, its close date."""

    opportunity_id: str
    closes_on: date

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it is still open past that day."""
        with bot.store.read() as session:
            row = goals.opportunity(session, self.opportunity_id)
            today = local_date(bot.now(), zone_of(people.by_id(session, self.person_id)))
            return row is not None and row.is_open and row.closes_on == self.closes_on < today


class OpportunityDecided(Unprompted):
    """The client decided on the estimate that the reader's opportunity became; if they approved it, it is won."""

    opportunity_id: str
    approved: bool

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it was won, or its owner still has to decide on it."""
        with bot.store.read() as session:
            row = goals.opportunity(session, self.opportunity_id)
            return self.approved or (row is not None and row.is_open)


class PlanAsked(Unprompted):
    """A job that the reader leads is over its budget, and needs a make-good plan."""

    plan_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether nobody has made one, and the job is still over."""
        plan = plan_shown(bot, self.plan_id, self.person_id)
        return plan.status == PlanStatus.ASKED and plan.is_over


class PlanDue(Unprompted):
    """A make-good plan that the reader carries out, or leads, is due on that day; `stage` says how close that is."""

    plan_id: str
    due_on: date
    stage: PlanStage

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it is still to be carried out by that day."""
        plan = plan_shown(bot, self.plan_id, self.person_id)
        return plan.status == PlanStatus.PLANNED and plan.due_on == self.due_on


class HealthAsked(Unprompted):
    """The reader is asked for the health notes of their clients for a month, e.g. `2026-10`."""

    month: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them is still unwritten."""
        with bot.store.read() as session:
            notes = account_notes.notes_asked_of(session, self.person_id, self.month)
            return any(note.answered_at is None for note in notes)


AccountNotice = OpportunityOverdue | OpportunityDecided | PlanAsked | PlanDue | HealthAsked
