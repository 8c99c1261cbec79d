"""Lists of opportunities, filtered by owner, client or stage, with what they would bring together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from bot.accounts.opportunities import OpportunityShown, shown_to
from bot.accounts.opportunity_estimates import links_of, worth_of
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work
from bot.errors import NotFound
from bot.model import Model
from bot.people.people import Staff, may_do, require_staff
from bot.rules.accounts.opportunities import Asked, read_asked
from bot.rules.kit.figures import rounded
from bot.rules.permissions import Act
from storage.accounts import goals
from storage.accounts.goals import Opportunity
from storage.people import people
from storage.people.people import Person

PAGE = 10
MOST_SETTLED = 100


class PipelineSum(Model):
    """The sum of one currency's opportunities in cents; weighted by the chance of each, rounded once."""

    currency: str
    cents: int
    weighted_cents: int


class OpportunitiesShown(Model):
    """A page of the opportunities that a line asked for; pages count from 0. `about` says whose they are.

    `sums` are those of all pages, by currency.
    """

    asked: str
    about: str
    found: Sequence[OpportunityShown]
    sums: Sequence[PipelineSum]
    total: int
    page: int
    pages: int
    may_keep: bool


def list_opportunities(bot: Bot, actor: Actor, asked: str, page: int = 0) -> OpportunitiesShown:
    """List the opportunities of a line: empty (all open), `mine`, `overdue`, `won`, `lost`, `closed`, a client, `@sam`.

    Raises NotFound, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_GOALS)
        chosen, about = _chosen(staff, read_asked(asked))
        links = links_of(staff.session, chosen)
        page = max(0, min(page, (len(chosen) - 1) // PAGE))
        some = chosen[page * PAGE : (page + 1) * PAGE]
        return OpportunitiesShown(
            asked=asked.strip(),
            about=about,
            found=[shown_to(staff, each, staff.person, links.get(each.id)) for each in some],
            sums=_sums((each, worth_of(each, links.get(each.id))) for each in chosen),
            total=len(chosen),
            page=page,
            pages=-(-len(chosen) // PAGE),
            may_keep=may_do(staff.person, Act.KEEP_OPPORTUNITIES),
        )


def _chosen(staff: Staff, asked: Asked) -> tuple[Sequence[Opportunity], str]:
    """Return the opportunities that a line asks for, and whose they are in words."""
    owner, client = staff.person if asked.mine else None, None
    if asked.about.startswith("@"):
        owner = _mentioned(staff, asked.about)
    elif asked.about:
        client = client_named(staff.session, asked.about)
    if asked.settled:
        chosen = goals.settled_opportunities(staff.session, asked.settled, MOST_SETTLED, client.id if client else "")
    else:
        chosen = goals.open_opportunities(staff.session)
    today = staff.today
    found = [
        each
        for each in chosen
        if (owner is None or each.owner_id == owner.id)
        and (client is None or each.client_id == client.id)
        and (not asked.overdue or each.closes_on < today)
    ]
    said = [*asked.settled, *(["overdue"] if asked.overdue else []), *([owner.name] if owner else [])]
    return found, ", ".join([*said, *([f"{client.code} {client.name}"] if client else [])])


def _mentioned(work: Work, word: str) -> Person:
    address = work.actor.address._replace(user=word.removeprefix("@")) if work.actor.address else None
    found = people.at_address(work.session, address) if address else None
    if found is None:
        raise NotFound("I can't find anybody at the agency by that mention.", example="mine")
    return found


def _sums(rows: Iterable[tuple[Opportunity, int]]) -> list[PipelineSum]:
    cents, parts = Counter[str](), Counter[str]()
    for row, worth in rows:
        cents[row.currency] += worth
        parts[row.currency] += worth * row.percent
    return [
        PipelineSum(currency=each, cents=cents[each], weighted_cents=rounded(Fraction(parts[each], 100)))
        for each in sorted(cents)
    ]
