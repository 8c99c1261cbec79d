"""`/clock*`: reading the bot's clock, and moving it forward."""

from zoneinfo import ZoneInfo

from sandbox.asked import Answer, Asked
from sandbox.core import Core
from sandbox.values import Json, Refused

CLOCK_PATIENCE = 25.0


async def clock(core: Core, _asked: Asked) -> Json:
    """The bot's clock."""
    return core.clock.describe()


async def clock_wait(core: Core, asked: Asked) -> Json:
    """The bot's clock, as soon as its wanted offset differs from the one that the bot knows."""
    await core.clock.wait_until_wanted_differs(_seconds(asked, "offset"), CLOCK_PATIENCE)
    return core.clock.describe()


async def clock_forward(core: Core, asked: Asked) -> Json:
    """Moves the bot's clock forward."""
    if asked.get("seconds") is not None:
        core.clock.forward_by(_seconds(asked, "seconds"))
    else:
        core.clock.forward_to(asked.text("to"), ZoneInfo(asked.person.tz))
    return _told(core)


async def clock_reached(core: Core, asked: Asked) -> Json:
    """Records how far the bot says it has got."""
    core.clock.has_reached(_seconds(asked, "offset"))
    return _told(core)


async def clock_walking(core: Core, asked: Asked) -> Json:
    """Records where the bot says its next step leads."""
    core.clock.walks_to(_seconds(asked, "offset"))
    return core.clock.describe()


def _seconds(asked: Asked, name: str) -> int:
    try:
        return int(float(asked.get(name)))
    except (TypeError, ValueError):
        raise Refused("invalid_arguments", f"The field {name} must be a number of seconds.") from None


def _told(core: Core) -> Json:
    core.live.publish("clock", clock=core.clock.describe())
    return core.clock.describe()


READS: dict[str, Answer] = {"/clock": clock, "/clock/wait": clock_wait}
WRITES: dict[str, Answer] = {
    "/clock/forward": clock_forward,
    "/clock/reached": clock_reached,
    "/clock/walking": clock_walking,
}
