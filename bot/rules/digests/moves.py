"""The biggest changes and their reasons, found by comparing a month's figures with the month before."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.rules.digests.figures import ClientFigures, DigestFigures
from bot.rules.kit.durations import format_duration
from bot.rules.kit.figures import Ratio
from bot.rules.kit.periods import describe_month
from bot.rules.people.rates import format_money

MOST_SENTENCES = 5
# A client's time counts as changed if it did so by a fifth and by at least five hours.
LEAST_MINUTES, LEAST_SHARE = 300, 5
LEAST_POINTS = 5


class Move(NamedTuple):
    """A sentence and its weight; changes that cost money weigh most."""

    weight: int
    amount: int
    sentence: str


def moves(now: DigestFigures, before: DigestFigures | None) -> list[str]:
    """Return sentences about the biggest changes since the month before, the most important first."""
    if before is None or not any(client.minutes for client in before.clients):
        return ["There is no time in the month before to compare with."]
    was = {client.code: client for client in before.clients}
    found = [*_of_all(now, before)]
    for client in now.clients:
        found += _of_client(client, was.get(client.code))
        if now.is_over:  # part of a month always has less than a full one
            found += _time(client, was.get(client.code), describe_month(before.month))
    ranked = sorted(found, key=lambda move: (-move.weight, -move.amount, move.sentence))
    return [move.sentence for move in ranked[:MOST_SENTENCES]] or ["Nothing moved much since the month before."]


def _of_all(now: DigestFigures, before: DigestFigures) -> Iterator[Move]:
    for name, new, old in (
        ("Time completeness", now.completeness, before.completeness),
        ("Utilization", now.utilization, before.utilization),
    ):
        points = _points(new, old)
        if abs(points) >= LEAST_POINTS:
            verb = "rose" if points > 0 else "fell"
            yield Move(1, abs(points), f"{name} {verb} from {old.percent} % to {new.percent} %.")


def _of_client(client: ClientFigures, was: ClientFigures | None) -> Iterator[Move]:
    yield from _overruns(client, was)
    yield from _scope(client, was)
    yield from _money(client)


def _overruns(client: ClientFigures, was: ClientFigures | None) -> Iterator[Move]:
    old = {job.number: job.variance_cents or 0 for job in was.jobs} if was else {}
    for job in client.jobs:
        over = -(job.variance_cents or 0)
        if over > 0 and over > -old.get(job.number, 0):
            since = format_money(over + min(old.get(job.number, 0), 0), client.currency)
            worked = client.job_minutes.get(job.number, 0)
            why = f"{format_duration(worked)} were worked on it this month" if worked else "no time was worked on it"
            total = format_money(over, client.currency)
            yield Move(5, over, f"{job.number} is {total} over its budget, {since} of it new: {why}.")


def _scope(client: ClientFigures, was: ClientFigures | None) -> Iterator[Move]:
    if client.scope_flagged and not (was and was.scope_flagged):
        before = was.scope.percent if was and was.scope.percent is not None else 0
        minutes = client.scope.numerator or 0
        pending = "" if client.revised_pending else ", and no Revised Estimate is pending"
        yield Move(
            4,
            minutes,
            f"{client.code}’s out-of-scope share rose from {before} % to {client.scope.percent} %: "
            f"{format_duration(minutes)} that no estimate covers{pending}.",
        )


def _money(client: ClientFigures) -> Iterator[Move]:
    start, end = client.recurring
    if start is not None and end is not None and start != end:
        verb, weight = ("more", 3) if end > start else ("less", 5)
        money = format_money(abs(end - start), client.currency)
        yield Move(
            weight, abs(end - start), f"{client.code}’s retainers bring {money} a month {verb} than at its start."
        )
    if client.upsell_cents:
        money = format_money(abs(client.upsell_cents), client.currency)
        verb = "approved more: upsell of" if client.upsell_cents > 0 else "approved less: down by"
        yield Move(3, abs(client.upsell_cents), f"{client.code} {verb} {money}.")


def _time(client: ClientFigures, was: ClientFigures | None, then: str) -> Iterator[Move]:
    old = was.minutes if was else 0
    moved = client.minutes - old
    if abs(moved) < LEAST_MINUTES or abs(moved) * LEAST_SHARE < old:
        return
    jobs = was.job_minutes if was else {}
    by_job = {
        number: client.job_minutes.get(number, 0) - jobs.get(number, 0) for number in {*client.job_minutes, *jobs}
    }
    number, most = max(by_job.items(), key=lambda each: (each[1] if moved > 0 else -each[1], each[0]))
    sign = "+" if most > 0 else "−"
    more = "more" if moved > 0 else "less"
    yield Move(
        2,
        abs(moved),
        f"{client.code} took {format_duration(abs(moved))} {more} than in {then}, "
        f"mostly {number} ({sign}{format_duration(abs(most))}).",
    )


def _points(new: Ratio, old: Ratio) -> int:
    return 0 if new.percent is None or old.percent is None else new.percent - old.percent
