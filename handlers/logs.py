"""Logging: JSON lines in production, readable ones on a terminal. They never have secrets or personal data."""

import logging
import secrets
import sys
from typing import TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

from handlers.settings import LogFormat, LogLevel

# Their lower levels log their own workings and whole payloads, with everything that people typed.
CHATTY = (
    "asyncio",
    "slack_bolt",
    "slack_sdk",
    "apscheduler",
    "alembic",
    "uvicorn",
    "uvicorn.access",
    "websockets",
    "fontTools",
    "fpdf",
    "PIL",
    "mail.log",
)

# Local variables hold what people typed, and tokens.
TRACEBACKS = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def configure_logs(level: LogLevel, log_format: LogFormat, stream: TextIO | None = None) -> None:
    """Set logging up for this process, to standard error or a stream; libraries' log lines go there, too."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    json = log_format == LogFormat.JSON or (log_format == LogFormat.AUTO and not sys.stderr.isatty())
    ending: list[Processor] = (
        [TRACEBACKS, structlog.processors.JSONRenderer()]
        if json
        else [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
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
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def random_reference() -> str:
    """Return a short reference that no log line has yet."""
    return secrets.token_hex(4)


def new_reference() -> str:
    """Return a short reference for one delivery, bound to all its log lines and shown to the person if it fails."""
    reference = random_reference()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(reference=reference)
    return reference
