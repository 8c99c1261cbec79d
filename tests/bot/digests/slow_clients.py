"""Every figure of a client's month, the long way."""

from collections.abc import Iterator
from datetime import date, timedelta

from storage.clients.clients import Retainer
from storage.jobs.jobs import Job
from storage.kit.history import HistoryLine
from storage.signoffs.signoffs import Signoff
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import ClientStatus, RollOver
from tests.bot.digests.slow_books import A_DAY, Figure, SlowBooks, alone, is_business_day, nearest, share, today_in


class SlowClient(SlowBooks):
    """A client's month, with its retainers."""

    def is_in_it(self) -> bool:
        """It was a client at the month's end, or anything was in the month; the agency is none of its own."""
        if self.client.status == ClientStatus.INTERNAL:
            return False
        lines = [each for each in self.agency.of(HistoryLine) if each.thing_id == self.client.id]
        is_new = any(self.local(each.at) > self.last for each in lines)
        archived = self.client.archived_at
        is_gone = archived is not None and self.local(archived) <= self.last
        anything = (self.minutes, self.billed(), self.newly_approved(), self.spent(self.jobs, self.first))
        retained = (self.contracted() is not None, self.recurring() != (0, 0))
        return any(anything) or any(retained) or bool(self.turnarounds()) or not (is_new or is_gone)

    # Retainers

    def retained(self, month: str) -> list[TimeEntry]:
        """The time of a month that the retainer pays for."""
        covered = [job.id for job in self.jobs if self.approved(job, self.last)]
        return [
            each
            for each in self.entries
            if each.worked_on.isoformat()[:7] == month and each.billable
            if not each.out_of_scope and each.job_id not in covered
        ]

    def active(self, month: str) -> list[Retainer]:
        """The retainers that touch a month, in the order in which they began."""
        every = [each for each in self.retainers if each.starts_on.isoformat()[:7] <= month]
        touching = [each for each in every if each.ends_on is None or each.ends_on.isoformat()[:7] >= month]
        return sorted(touching, key=lambda each: (each.starts_on, each.id))

    def contracted(self) -> int | None:
        """The month's hours in minutes, with what rolled over, month after month since the first retainer began."""
        every = [each for each in self.retainers if each.minutes_a_month is not None]
        now = [each for each in self.active(self.agency.month) if each in every]
        if not now:
            return None
        day, carried = min(each.starts_on for each in every).replace(day=1), 0
        while day < self.first:
            month = day.isoformat()[:7]
            there = [each for each in self.active(month) if each in every]
            left = sum(each.minutes_a_month for each in there) + carried
            left = max(0, left - sum(each.minutes for each in self.retained(month)))
            latest = max((each.starts_on for each in there), default=None)
            terms = next((each for each in there if each.starts_on == latest), None)
            rule = terms.roll_over if terms else RollOver.NONE
            carried = {RollOver.NONE: 0, RollOver.ALL: left}.get(rule, -1)
            if carried < 0 and terms:
                carried = min(left, terms.cap_minutes or 0)
            day = (day + timedelta(days=31)).replace(day=1)
        return sum(each.minutes_a_month for each in now) + carried

    def fees_of(self, retainers: list[Retainer]) -> int | None:
        fees = []
        for each in retainers:
            known = each.minutes_a_month is not None and each.rate_cents is not None
            by_hour = nearest(each.minutes_a_month * each.rate_cents, 60) if known else None
            fees.append(each.fee_cents if each.fee_cents is not None else by_hour)
        return None if None in fees else sum(fees)

    def recurring(self) -> tuple[int | None, int | None]:
        on = [
            [each for each in self.retainers if each.starts_on <= day and (not each.ends_on or day <= each.ends_on)]
            for day in (self.first - A_DAY, self.last)
        ]
        return self.fees_of(on[0]), self.fees_of(on[1])

    def turnarounds(self) -> list[int]:
        return [
            (each.settled_at - each.requested_at) // timedelta(minutes=1)
            for each in self.agency.of(Signoff)
            if self.mine(each) and each.settled_at and self.in_month(self.local(each.settled_at))
        ]

    # All of it

    def figures(self) -> Iterator[tuple[str, str, str, Figure]]:
        code, currency = self.client.code, self.client.currency
        for name, figure in self._plain():
            yield code, name, "", figure
        for name, figure in self._money():
            yield code, name, currency, figure
        for job in self.told_jobs():
            if self.approved(job, self.last) or self.waits(job):
                yield from self._of_job(job)

    def _plain(self) -> Iterator[tuple[str, Figure]]:
        yield "Time", alone(self.minutes)
        yield "Billable time", alone(self.billable_minutes)
        yield from self._retainer()
        after = [each.renews_on for each in self.contracts if each.renews_on and each.renews_on > self.last]
        soon = [day for day in after if (day - self.last).days <= 90]
        yield "Renewals", alone(len(soon) if self.contracts else None)
        outside = sum(each.minutes for each in self.now if each.out_of_scope)
        yield "Out-of-scope time", alone(outside)
        yield "Out-of-scope share", share(outside, self.minutes)
        yield "Revised Estimates pending", alone(len([job for job in self.told_jobs() if self.waits(job)]))
        yield "Realization", share(self.billed_minutes(), self.billable_minutes)
        took = self.turnarounds()
        yield "Sign-off turnaround", (nearest(sum(took), len(took)) if took else None, sum(took), len(took))
        yield "On-time share", share(sum(each.minutes for each in self.now if not each.late), self.minutes)

    def _retainer(self) -> Iterator[tuple[str, Figure]]:
        has, today = self.contracted(), today_in(self.agency, self.office, self.now_is)
        retained = self.retained(self.agency.month)
        minutes = sum(each.minutes for each in retained)
        so_far = sum(each.minutes for each in retained if each.worked_on < today)
        month = [self.first + n * A_DAY for n in range((self.last - self.first).days + 1)]
        business = [day for day in month if is_business_day(self.office, day)]
        over = len([day for day in business if day < today])
        yield "Retainer burn", share(minutes, has)
        over_it = None if has is None else max(0, minutes - has)
        yield "Over-servicing", share(over_it, has)
        if has is None:
            yield "Pace", (None, None, 0)
            yield "Projected burn", (None, None, over)
            return
        all_days = so_far * len(business)
        yield "Pace", (nearest(100 * all_days, has * over) if over else None, all_days, has * over)
        yield "Projected burn", (nearest(all_days, over) if over else None, all_days, over)

    def _money(self) -> Iterator[tuple[str, Figure]]:
        yield "Time at rate", alone(self.time_at_rate())
        active = self.active(self.agency.month)
        fees = self.fees_of(active) if active else None
        yield "Retainer burn in money", share(sum(map(self.cents, self.retained(self.agency.month))), fees)
        budgets = {job.id: self.budget(job, self.last) for job in self.told_jobs()}
        known = [job for job in self.told_jobs() if budgets[job.id] is not None]
        budget, burned = sum(budgets[job.id] for job in known) or None, sum(map(self.burned, known))
        yield "Budget burn", share(burned, budget)
        yield "Budget variance", (self.variance(), budget, burned if budget else None)
        yield "Upsell", alone(self.upsell())
        start, end = self.recurring()
        yield "Recurring a month", alone(end)
        yield "Net revenue retention", share(None if start is None else end, start)
        yield "Gross revenue retention", share(None if None in (start, end) else min(start, end), start)
        yield "Out-of-scope money", alone(self.scope_cents())
        over = None if self.fees() is None else self.fees() * 60
        rate = nearest(over, self.minutes) if over is not None and self.minutes else None
        yield "Effective rate", (rate, over, self.minutes)

    def _of_job(self, job: Job) -> Iterator[tuple[str, str, str, Figure]]:
        budget, burned, currency = self.budget(job, self.last), self.burned(job), self.client.currency
        approved = self.approved(job, self.last)
        minutes = sum(each.minutes for each in self.burning(job)) if approved else 0
        if approved is None:
            burned = self.spent([job], date.min) + self.ordered(job)
        yield job.number, "Budget burn", currency, share(burned, budget)
        yield job.number, "Hours burn", "", share(minutes, approved.minutes if approved else None)
        variance = None if budget is None else budget - burned
        yield job.number, "Budget variance", currency, (variance, budget, burned)
        over = None if budget is None else max(0, burned - budget)
        yield job.number, "Over-servicing", currency, share(over, budget)
