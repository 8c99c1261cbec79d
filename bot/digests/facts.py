"""The facts of a client's month, from the month's books; the rules turn them into figures."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.digests.books import A_DAY, MonthBooks, Span
from bot.rules.clients.retainers import cents_of_month, minutes_of_month, recurring_cents
from bot.rules.digests.facts import ClientFacts, Health, JobFacts, Plan, Work
from storage.clients.clients import Client, Contract, Retainer
from storage.digests.report_time import Burning, Sums
from storage.digests.reports import Approved, Billed, Costs, JobRow

RENEWS_WITHIN = timedelta(days=90)


def is_told(client: Client, facts: ClientFacts, books: MonthBooks, span: Span) -> bool:
    """Return whether a client is in the month's digest: it was a client at the month's end, or has any facts."""
    was_added_later = books.added.get(client.id, span.begins) >= span.ends
    was_archived = client.archived_at is not None and client.archived_at < span.ends
    return facts.has_anything or not (was_added_later or was_archived)


def client_facts(books: MonthBooks, span: Span, client: Client) -> ClientFacts:
    """Return a client's month, in its own currency."""
    jobs = books.jobs.get(client.id, ())
    retainers, contracts = books.retainers.get(client.id, ()), books.contracts.get(client.id, ())
    billed = [each for job in jobs for each in books.billed.get(job.id, ()) if each.currency == client.currency]
    return ClientFacts(
        id=client.id,
        code=client.code,
        name=client.name,
        currency=client.currency,
        days_elapsed=span.elapsed,
        days=span.days,
        jobs=[_job(books, span, job, client.currency) for job in jobs if _is_of_month(books, span, job)],
        owner=books.names.get(client.owner_id or "", ""),
        owner_id=client.owner_id,
        lead=books.names.get(client.lead_id or "", ""),
        retainer_minutes=minutes_of_month(retainers, span.month, books.used(span.ends).get(client.id, {})),
        retainer_cents=cents_of_month(retainers, span.month),
        recurring_start=recurring_cents(retainers, span.first - A_DAY),
        recurring_end=recurring_cents(retainers, span.last),
        existing=_is_existing(books, span, jobs, [*retainers, *contracts]),
        newly_approved_cents=sum(_newly_approved(books, span, job, client.currency) for job in jobs),
        billed_cents=sum(each.cents for each in billed) if billed else None,
        billed_minutes=_billed_minutes(billed),
        pass_through_cents=sum(_cents(books.spent_now.get(job.id, ()), client.currency) for job in jobs),
        renewals=_renewals(contracts, span.last),
        has_contract=bool(contracts),
        turnarounds=[
            int((each.settled_at - each.requested_at).total_seconds()) // 60
            for job in jobs
            for each in books.signoffs.get(job.id, ())
            if span.begins <= each.settled_at < span.ends
        ],
        health=_health(books, client),
    )


def _is_of_month(books: MonthBooks, span: Span, job: JobRow) -> bool:
    """Return whether a month's digest shows a job: it was open at the month's end, or something happened in it."""
    if job.takes_time or (job.since and job.since >= span.ends):
        return True
    decided = any(span.begins <= each.decided_at < span.ends for each in books.approved.get(job.id, ()))
    return decided or any(job.id in each for each in (books.time, books.spent_now, books.billed))


def _job(books: MonthBooks, span: Span, job: JobRow, currency: str) -> JobFacts:
    """Return one job, up to the month's end."""
    budget = _approved(books, job, span.ends)
    is_own = budget is not None and budget.currency == currency
    spent, ordered = books.spent.get(job.id, ()), books.ordered.get(job.id, ())
    return JobFacts(
        number=job.number,
        title=job.title,
        month=_work(books.time.get(job.id, ()), currency),
        to_date=_burning(books.to_date.get(job.id, ()), job, currency) if budget else Work(),
        ahead=books.ahead(span).get(job.id, 0),
        expense_cents=_cents(spent, currency),
        order_cents=_cents(ordered, currency),
        budget_cents=budget.budget_cents if budget and is_own else None,
        budget_minutes=budget.minutes if budget else None,
        foreign_budget=budget is not None and not is_own,
        foreign_costs=sum(cost.lines for cost in (*spent, *ordered) if cost.currency != currency),
        revised_pending=any(each.waits_at(span.ends) for each in books.revised.get(job.id, ())),
        plan=_plan(books, span, job),
    )


def _approved(books: MonthBooks, job: JobRow, before: datetime) -> Approved | None:
    """Return the version of a job's estimate that counted just before an instant."""
    return next((each for each in reversed(books.approved.get(job.id, ())) if each.decided_at < before), None)


def _newly_approved(books: MonthBooks, span: Span, job: JobRow, currency: str) -> int:
    """Return the money that the month's approvals added to the job's approved money, in that currency only."""
    now, was = (_approved(books, job, instant) for instant in (span.ends, span.begins))
    return sum(sign * each.budget_cents for each, sign in ((now, 1), (was, -1)) if each and each.currency == currency)


def _is_existing(books: MonthBooks, span: Span, jobs: Sequence[JobRow], terms: Sequence[Retainer | Contract]) -> bool:
    """Return whether something was contracted before the month."""
    return any(each.starts_on < span.first for each in terms) or any(_approved(books, job, span.begins) for job in jobs)


def _plan(books: MonthBooks, span: Span, job: JobRow) -> Plan | None:
    asked = [each for each in books.plans.get(job.id, ()) if each.asked_at < span.ends]
    if not asked:
        return None
    plan = asked[-1]
    return Plan(plan.status, plan.what, books.names.get(plan.who_id or "", ""), plan.due_on)


def _health(books: MonthBooks, client: Client) -> Health | None:
    note = books.notes.get(client.id)
    if note is None:
        return None
    by = books.names.get(note.answered_by_id or note.asked_id, "")
    return Health(by, note.mood, note.value, note.risks, note.next_move)


def _renewals(contracts: Iterable[Contract], since: date) -> list[date]:
    """Return the days within the next 90 on which a contract renews."""
    return [each.renews_on for each in contracts if each.renews_on and since < each.renews_on <= since + RENEWS_WITHIN]


def _billed_minutes(billed: Sequence[Billed]) -> int | None:
    known = [each.minutes for each in billed if each.minutes is not None]
    return sum(known) if billed and len(known) == len(billed) else None


def _cents(costs: Iterable[Costs], currency: str) -> int:
    return sum(cost.cents for cost in costs if cost.currency == currency)


def _burning(times: Iterable[Burning], job: JobRow, currency: str) -> Work:
    """Return the time that burns a job's budget."""
    counting = [each for each in times if each.billable or not job.billable]
    minutes = sum(each.minutes for each in counting)
    return Work(minutes=minutes, cents=sum(each.cents for each in counting if each.currency == currency))


def _work(sums: Iterable[Sums], currency: str) -> Work:
    def one(each: Sums) -> Work:
        known = each.currency == currency
        cents = each.cents if known else 0
        return Work(
            minutes=each.minutes,
            cents=cents,
            unrated=0 if known else each.minutes,
            billable=each.minutes if each.billable else 0,
            billable_cents=cents if each.billable else 0,
            in_scope=each.minutes if each.billable and not each.out_of_scope else 0,
            out_of_scope=each.minutes if each.out_of_scope else 0,
            late=each.minutes if each.late else 0,
            billable_unrated=0 if known or not each.billable else each.minutes,
            in_scope_cents=cents if each.billable and not each.out_of_scope else 0,
        )

    return Work.total(map(one, sums))
