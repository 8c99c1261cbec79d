"""Logging: JSON lines in production, readable ones on a terminal. Secrets and personal data are never put in."""

import logging
import secrets
import sys

import structlog
from structlog.typing import Processor

from handlers.settings import LogFormat, LogLevel

# What its authors log at their INFO is our DEBUG.
CHATTY = ("slack_bolt", "slack_sdk", "apscheduler", "alembic", "uvicorn", "uvicorn.access", "websockets")


def configure_logs(level: LogLevel, log_format: LogFormat) -> None:
    """Set logging up for this process; libraries' log lines take the same way."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    json = log_format == LogFormat.JSON or (log_format == LogFormat.AUTO and not sys.stderr.isatty())
    ending: list[Processor] = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
        if json
        else [structlog.dev.ConsoleRenderer()]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.DEBUG if level == LogLevel.DEBUG else logging.WARNING)


def new_reference() -> str:
    """A short reference for one delivery, bound to all its log lines, and shown to the person if it fails."""
    reference = secrets.token_hex(4)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(reference=reference)
    return reference
