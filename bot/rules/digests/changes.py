"""A correction's changes, found by comparing the figures of two editions."""

from collections.abc import Iterable, Iterator, Mapping

from bot.model import Model
from bot.rules.digests.facts import Health, Plan
from bot.rules.digests.figures import ClientFigures, DigestFigures
from bot.rules.digests.row import FigureRow
from bot.rules.digests.rows import rows_of

IN_IT = "in this digest"
Key = tuple[str, str, str]


class FigureChanged(Model):
    """A figure or a fact about a client that a correction changed, as text; empty if it wasn't there."""

    about: str
    name: str
    was: str
    now: str


def changes(old: DigestFigures, new: DigestFigures) -> list[FigureChanged]:
    """Return all differences between two editions: clients and the facts about them first, then each figure.

    Figures are in the order of the new edition, removed ones last. A client keeps its identity under a new code. For
    a client that was added or removed, zero and empty figures are left out.
    """
    codes = {client.id: client.code for client in new.clients if client.id}
    renamed = {each.code: codes[each.id] for each in old.clients if codes.get(each.id, each.code) != each.code}
    was, now = _by_key(rows_of(old), renamed), _by_key(rows_of(new), {})
    keys = [*now, *(key for key in was if key not in now)]
    return [
        *_clients(old, new),
        *(_changed(key, was.get(key), now.get(key)) for key in keys if _differs(key, was, now)),
    ]


def _by_key(rows: Iterable[FigureRow], renamed: Mapping[str, str]) -> Mapping[Key, FigureRow]:
    return {(renamed.get(row.about, row.about), *row.key[1:]): row for row in rows}


def _differs(key: Key, was: Mapping[Key, FigureRow], now: Mapping[Key, FigureRow]) -> bool:
    if key in was and key in now:
        return _facts(was[key]) != _facts(now[key])
    return bool((was.get(key) or now[key]).value)


def _facts(row: FigureRow) -> tuple[int | None, ...]:
    return row.value, row.numerator, row.denominator


def _changed(key: Key, was: FigureRow | None, now: FigureRow | None) -> FigureChanged:
    return FigureChanged(about=key[0], name=key[1], was=was.text if was else "", now=now.text if now else "")


def _clients(old: DigestFigures, new: DigestFigures) -> Iterator[FigureChanged]:
    """Yield the clients that were added or removed, or whose facts changed."""
    was, now = ({client.id or client.code: client for client in each.clients} for each in (old, new))
    for key, client in now.items():
        if key not in was:
            yield FigureChanged(about=client.code, name="Client", was="", now=IN_IT)
            continue
        before, after = _said_of(was[key]), _said_of(client)
        for name in [*after, *(each for each in before if each not in after)]:
            if before.get(name, "") != after.get(name, ""):
                yield FigureChanged(about=client.code, name=name, was=before.get(name, ""), now=after.get(name, ""))
    for key, client in was.items():
        if key not in now:
            yield FigureChanged(about=client.code, name="Client", was=IN_IT, now="")


def _said_of(client: ClientFigures) -> Mapping[str, str]:
    """Return the facts about a client that aren't figures."""
    said = {"Code": client.code, "Name": client.name, "Currency": client.currency}
    said |= {"Portfolio": client.owner, "Lead": client.lead, "Health": _health(client.health)}
    said["Renews"] = ", ".join(day.isoformat() for day in client.renewals)
    return said | {f"Plan for {job.number}": _plan(job.plan) for job in client.jobs if job.plan}


def _health(health: Health | None) -> str:
    if health is None:
        return ""
    facts = (health.mood or "not answered", health.by, health.value, health.risks, health.next_move)
    return ", ".join(fact for fact in facts if fact)


def _plan(plan: Plan | None) -> str:
    if plan is None:
        return ""
    due = f"by {plan.due_on.isoformat()}" if plan.due_on else ""
    return ", ".join(fact for fact in (plan.status, plan.what, plan.who, due) if fact)
