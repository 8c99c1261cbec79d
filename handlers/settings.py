"""The settings, from environment variables and from `.env`."""

import re
from collections.abc import Mapping
from email.utils import parseaddr
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from handlers.mail.letters import mailbox

BACKENDS = ("sqlite", "postgresql")
_PREFIX = re.compile(r"[a-z0-9-]{0,12}")


class LogFormat(StrEnum):
    """The format of log lines: `auto` is `console` on a terminal, and `json` elsewhere."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The lowest level that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class SettingsError(Exception):
    """Raised for unusable settings; `lines` has the reason, one line for each setting."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _database(url: str) -> str:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("is no database address, e.g. sqlite:///var/jobjacket.db") from None
    if parsed.drivername in ("postgres", "postgresql"):  # hosts use either
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in BACKENDS:
        raise ValueError(f"names {parsed.get_backend_name()}; it can be sqlite or postgresql")
    return parsed.render_as_string(hide_password=False)


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("must begin with https:// (or http://) and a host, e.g. https://jobjacket.example.com")
    return url.rstrip("/") + "/"


def _mail_server(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("must begin with smtp:// or smtps:// and a host, e.g. smtps://user:password@mail.example.com")
    return url


def _sender(sender: str) -> str:
    try:
        mailbox(*parseaddr(sender))
    except ValueError:
        raise ValueError("must hold an e-mail address, e.g. Jobjacket <desk@agency.example>") from None
    return sender


def _prefix(prefix: str) -> str:
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("may have up to 12 lower-case letters, digits and hyphens, e.g. jj-")
    return prefix


def _starts(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"must begin with {prefix}")
        return token

    return AfterValidator(check)


NO_SECRET = SecretStr("")


class Settings(BaseSettings):
    """All settings; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///var/jobjacket.db"
    slack_bot_token: Annotated[SecretStr, _starts("xoxb-")] = NO_SECRET
    slack_app_token: Annotated[SecretStr, _starts("xapp-")] = NO_SECRET
    slack_signing_secret: SecretStr = NO_SECRET
    slack_api_url: Annotated[str, AfterValidator(_address)] = "https://slack.com/api/"
    slack_command_prefix: Annotated[str, AfterValidator(_prefix)] = ""
    public_url: Annotated[str, AfterValidator(_address)] | None = None
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = None
    mail_from: Annotated[str, AfterValidator(_sender)] | None = None
    host: str = "0.0.0.0"  # noqa: S104  # a server behind a proxy listens on it
    port: int = Field(3000, ge=1, le=65535)
    forwarded_allow_ips: str = "127.0.0.1"
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.AUTO

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        if self.has_slack and not (self.uses_socket_mode or self.slack_signing_secret.get_secret_value()):
            raise ValueError(
                "SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode): "
                "SLACK_BOT_TOKEN alone can't listen"
            )
        if not self.has_slack and (self.uses_socket_mode or self.slack_signing_secret.get_secret_value()):
            raise ValueError("SLACK_BOT_TOKEN is missing: the other Slack settings are of no use without it")
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_url and not self.mail_from:
            raise ValueError("MAIL_FROM is missing: with SMTP_URL, say who the mail is from")
        return self

    @property
    def can_mail(self) -> bool:
        """True if clients can be asked by e-mail: there are a mail server, a sender, and an address for links."""
        return not self.lacks_for_mail

    @property
    def lacks_for_mail(self) -> list[str]:
        """The settings that are missing for e-mail to clients."""
        needed = {"SMTP_URL": self.smtp_url, "MAIL_FROM": self.mail_from, "PUBLIC_URL": self.public_url}
        return [name for name, value in needed.items() if not value]

    @property
    def has_slack(self) -> bool:
        """True if there is a Slack workspace to connect to."""
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def uses_socket_mode(self) -> bool:
        """True if we connect to Slack by Socket Mode rather than signed HTTP."""
        return bool(self.slack_app_token.get_secret_value())


def load_settings(**given: object) -> Settings:
    """Return the settings of this process; `given` ones win. Raises SettingsError with one line for each wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them; that's the point
    except ValidationError as error:
        raise SettingsError([_line(problem) for problem in error.errors()]) from None


def _line(problem: Mapping[str, object]) -> str:
    where = problem["loc"]
    message = str(problem["msg"]).removeprefix("Value error, ")
    name = str(where[0]).upper() if isinstance(where, tuple) and where else ""
    return f"{name} {message[:1].lower()}{message[1:]}" if name else message
