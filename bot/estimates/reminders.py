"""Reminders of missing Letters of Estimate for new billable jobs: to the lead first, then daily to the supervisor.

They end once any version has gone to the client, the job closes, or it turns out to be non-billable. Imported jobs
have no opening day, so nobody is reminded of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.core import Bot, Work
from bot.estimates.missing import NeverEstimated, overdue_estimates, told_next
from bot.estimates.notices import EstimateMissing, TeamEstimatesMissing
from bot.messaging.unprompted import tell
from bot.people.calendars import calendar_of
from bot.people.people import today_of
from bot.rules.people.deadlines import is_business_day
from storage.messaging import unprompted
from storage.people import people
from storage.people.people import Person

A_DAY = timedelta(days=1)


def queue_estimate_reminders(bot: Bot) -> None:
    """Queue reminders of missing Letters of Estimate for today's morning messages (scan)."""
    with bot.read() as work:
        overdue = list(overdue_estimates(work))
        told = {each.job.id for each in overdue if unprompted.with_key(work.session, _key(each.job.id))}
        supervisors = list(_supervisors(work, [each for each in overdue if each.job.id in told]))
    new = [each for each in overdue if each.job.id not in told]
    if not new and not supervisors:
        return
    with bot.begin() as work:
        for each in new:
            notice = EstimateMissing(person_id=each.lead.id, job_id=each.job.id)
            tell(work, each.lead, notice, _key(each.job.id))
        for person, today in supervisors:
            notice_of_team = TeamEstimatesMissing(person_id=person.id, day=today)
            tell(work, person, notice_of_team, _team_key(person.id, today))


def _supervisors(work: Work, told: Sequence[NeverEstimated]) -> Iterator[tuple[Person, date]]:
    """Yield the supervisors to remind today of estimates their people were reminded of earlier, on business days."""
    late: dict[str, list[NeverEstimated]] = defaultdict(list)
    for each in told:
        late[told_next(each.lead)].append(each)
    for person_id, theirs in late.items():
        person = people.by_id(work.session, person_id)
        today = today_of(work.bot, person)
        calendar, _ = calendar_of(work.session, person, today - A_DAY)
        if person.left_at or not is_business_day(today, calendar):
            continue
        if any(each.due_on < today for each in theirs) and not unprompted.with_key(
            work.session, _team_key(person_id, today)
        ):
            yield person, today


def _key(job_id: str) -> str:
    return f"estimate-missing:{job_id}"


def _team_key(person_id: str, day: date) -> str:
    return f"team-estimates-missing:{person_id}:{day.isoformat()}"
