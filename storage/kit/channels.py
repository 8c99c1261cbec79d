"""Chat channels: each is one row, whatever of clients, jobs and offices refers to it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, PlatformId, insert_once
from storage.words.platforms import ChannelRef, Platform, SeenChannel

BY_NAME = text("channel IS NULL")


class Channel(Base):
    """A chat channel. One that a file named has only that name until a door sees a channel of that name.

    `name` is the last that a door saw, empty if it saw none. `has_outsiders`: people of other organisations were in it
    then.
    """

    __tablename__ = "channels"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "channel"),
        Index("uq_channels_name", "name", unique=True, sqlite_where=BY_NAME, postgresql_where=BY_NAME),
        CheckConstraint(
            "(platform IS NULL) = (channel IS NULL) AND (workspace IS NULL) = (channel IS NULL)", name="id_is_whole"
        ),
    )

    id: Mapped[Key]
    platform: Mapped[Platform | None] = mapped_column(default=None)
    workspace: Mapped[PlatformId | None] = mapped_column(default=None)
    channel: Mapped[PlatformId | None] = mapped_column(default=None)
    name: Mapped[PlatformId] = mapped_column(default="")
    has_outsiders: Mapped[bool] = mapped_column(default=False)

    @property
    def ref(self) -> ChannelRef:
        """The channel as it is spoken of outside the store."""
        return ChannelRef(self.platform, self.workspace, self.channel, self.name)


_NO_ID = bindparam("channel", type_=String).is_(None)
# The ids of the rows that a reference (`meant_by`) may mean: by the platform's id, or by name if that is all that the
# row or the reference has.
MEANT = select(Channel.id).where(
    or_(
        and_(
            Channel.platform == bindparam("platform"),
            Channel.workspace == bindparam("workspace"),
            Channel.channel == bindparam("channel"),
        ),
        and_(Channel.name == bindparam("name"), or_(Channel.channel.is_(None), _NO_ID)),
    )
)
_FIND = select(Channel).where(Channel.id.in_(MEANT)).order_by(Channel.channel.is_(None), Channel.id).limit(1)


def meant_by(ref: ChannelRef) -> dict[str, Any]:
    """Return the parameters of MEANT for a reference; no name is never a name in common."""
    return ref._asdict() | {"name": ref.name or None}


def find(session: Session, ref: ChannelRef) -> Channel | None:
    """Return the row of a channel: rather the one with the platform's id than one that has only the name."""
    return session.scalar(_FIND, meant_by(ref))


def keep(session: Session, ref: ChannelRef, new_id: str) -> Channel:
    """Return the row of a channel, made under that id if there is none; it takes the platform's id and the name."""
    if find(session, ref) is None:
        insert_once(session, Channel, {"id": new_id, "has_outsiders": False, **ref._asdict()})
    row = session.scalars(_FIND, meant_by(ref)).one()
    if ref.channel is not None:
        row.platform, row.workspace, row.channel = ref.platform, ref.workspace, ref.channel
    row.name = ref.name or row.name
    session.flush()
    return row


def ref_of(session: Session, channel_id: str | None) -> ChannelRef | None:
    """Return the channel with that row id; None for none."""
    row = session.get(Channel, channel_id) if channel_id else None
    return row.ref if row else None


def names(session: Session, ids: Collection[str]) -> Mapping[str, str]:
    """Return the names of the channels with those row ids; those without one left out."""
    query = select(Channel.id, Channel.name).where(Channel.id.in_(ids), Channel.name != "")
    return dict(session.execute(query).all())


def note(session: Session, seen: Sequence[SeenChannel]) -> None:
    """Keep what a door sees of the channels that have a row; one that has only its name gets the platform's id."""
    rows = session.scalars(select(Channel)).all()
    known = {row.ref[:3]: row for row in rows if row.channel is not None}
    named = {row.name: row for row in rows if row.channel is None}
    for ref, has_outsiders in seen:
        row, namesake = known.get(ref[:3]), named.get(ref.name)
        if namesake and row:
            _join(session, namesake, row)
        elif namesake:
            namesake.platform, namesake.workspace, namesake.channel = ref[:3]
            row = namesake
        if row:
            row.name, row.has_outsiders = ref.name, has_outsiders


def move(session: Session, channel: ChannelRef, new: str) -> None:
    """Give a channel the new id that its platform gave it; if a door has already seen that id, both rows become one."""
    row, newer = find(session, channel), find(session, channel._replace(channel=new, name=""))
    if row and newer and row is not newer:
        _join(session, row, newer)
    elif row:
        row.channel = new


def _join(session: Session, namesake: Channel, row: Channel) -> None:
    """Let all that refers to a row refer to another, which turned out to be the same channel; the first one goes."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.references(Channel.__table__):  # type: ignore[arg-type]
                session.execute(update(table).where(key.parent == namesake.id).values({key.parent: row.id}))
    session.delete(namesake)
