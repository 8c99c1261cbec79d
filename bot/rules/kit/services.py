"""Services, the kinds of work: a fixed list, each with the short names that a line may use (`#copy`)."""

from collections.abc import Mapping

from bot.errors import UsageError
from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import Kind, Token, Trouble
from storage.words.time import Role

SERVICES: Mapping[str, tuple[str, ...]] = {
    "account service": ("account", "accounts", "as"),
    "creative": ("concept",),
    "copy": ("copywriting", "words"),
    "design": ("art", "layout"),
    "digital": ("web", "dev"),
    "media": ("planning",),
    "production": ("print", "studio"),
    "public relations": ("pr",),
    "research": (),
    "strategy": ("strat",),
}
DEFAULT_SERVICE: Mapping[Role, str] = dict.fromkeys(Role, "account service") | {Role.TEAM: "creative"}

_NAMED = {name.replace(" ", "-"): service for service, short in SERVICES.items() for name in (service, *short)}


def tag_of(service: str) -> str:
    """Return a service as it's unambiguous in a line: `#account-service`."""
    return f"#{service.replace(' ', '-')}"


def check_service(service: str) -> None:
    """Raise UsageError for an unknown service; empty is the usual one."""
    if service and service not in SERVICES:
        raise UsageError(f"I can't find a service “{service}”. Choose one of: {', '.join(SERVICES)}.")


def read_services(segment: Segment, at: int) -> list[Token]:
    """Return the service at that word (`#copy`, `service:copy`), or the trouble with it, as a list; maybe empty."""
    word = segment.plain[at]
    if word.startswith("#"):
        service = _NAMED.get(word.removeprefix("#"))
        return [Token(Kind.SERVICE, 1, service)] if service else []
    if not word.startswith("service:"):
        return []
    name = word.removeprefix("service:")
    if name in _NAMED:
        return [Token(Kind.SERVICE, 1, _NAMED[name])]
    message = f"I can't find a service “{name}”. Choose one of: {', '.join(SERVICES)}."
    return [Token(Kind.SERVICE, 1, Trouble(message, tag_of("copy")))]
