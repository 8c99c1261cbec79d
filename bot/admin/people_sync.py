"""Updates from the chat platform about the agency's people: name, e-mail address, zone, and who left."""

from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from bot import history
from bot.admin.notices import StaffMoved
from bot.clients.leads import leads_of_clients
from bot.core import Bot, Work
from bot.errors import BotError
from bot.messaging.touch import home_changed
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Profile, link
from storage.clients import clients
from storage.kit import history as kept
from storage.people import people
from storage.people.people import Person
from storage.words.time import Change


class StaffTold(Model):
    """News about a person for an admin: the clients they led, each with its lead now, and how many report to them."""

    name: str
    back: bool
    clients: dict[str, str]
    reports: int


def sync_person(bot: Bot, profile: Profile) -> None:
    """Apply the platform's update of a person; ignore strangers, guests and other organisations' people.

    A deactivated person has left: their lead duties go to the back-up, and the admins get one notice. A reactivated
    person is back, unless an admin ended their time here. A person who is a guest now is no longer staff.
    """
    with bot.begin() as work:
        row = people.chat_address(work.session, profile.address)
        if profile.is_full_member:
            try:
                link(work, profile, row)
            except BotError:
                return  # a stranger, or a client contact
            person = people.at_address(work.session, profile.address)
            if person:
                _take_over(work, person, profile)
        elif row and profile.is_deactivated:
            _left(work, people.by_id(work.session, row.person_id))
        elif row:
            history.record_removal(work, None, row)
            work.session.delete(row)


def staff_told(bot: Bot, notice: StaffMoved) -> StaffTold:
    """Return the current content of a notice."""
    with bot.read() as work:
        person = people.by_id(work.session, notice.who_id)
        led = clients.led_by(work.session, person.id)
        minders = leads_of_clients(work, led)
        return StaffTold(
            name=person.name,
            back=notice.back,
            clients={each.code: minder.name if (minder := minders[each.id]) else "" for each in led},
            reports=len(people.reports_of(work.session, person.id)),
        )


def _take_over(work: Work, person: Person, profile: Profile) -> None:
    before = history.state_of(person)
    person.name = profile.name.strip() or person.name
    email = profile.email.lower()
    if email and email != person.email.lower() and people.by_email(work.session, email) is None:
        person.email = email
    if profile.zone in available_timezones():
        person.zone = None if profile.zone == person.office.zone else profile.zone
    is_back = person.left_at is not None and _was_ended_by_platform(work.session, person)
    if is_back:
        person.left_at = None
    work.session.flush()
    if before != history.state_of(person):
        history.record_kept(work, None, person, before)
        home_changed(work, person.id)
    if is_back:
        _tell_admins(work, person, back=True)


def _left(work: Work, person: Person) -> None:
    if person.left_at is not None:
        return
    before = history.state_of(person)
    person.left_at = work.now()
    work.session.flush()
    history.record(work, None, person, Change.ENDED, before)
    _tell_admins(work, person, back=False)


def _was_ended_by_platform(session: Session, person: Person) -> bool:
    lines = kept.of_things(session, Person.__tablename__, [person.id])
    ended = [line for line in lines if line.change == Change.ENDED]
    return bool(ended) and ended[-1].person_id is None


def _tell_admins(work: Work, person: Person, *, back: bool) -> None:
    for admin in people.with_ids(work.session, [each.id for each in people.admins(work.session)]):
        notice = StaffMoved(person_id=admin.id, who_id=person.id, back=back)
        tell(work, admin, notice, f"staff-moved:{person.id}:{work.now().isoformat()}:{admin.id}")
