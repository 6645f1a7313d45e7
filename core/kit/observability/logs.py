"""Log lines: structlog, console or JSON, ids always, secrets never."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from core.kit.security.cards import hide_cards

_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{20,}")


def _hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace anything that looks like a bot token or a card number, wherever it came from (an exception's text)."""
    for key, value in event.items():
        if isinstance(value, str) and ":" in value:
            value = _TOKEN.sub("<token>", value)
        if isinstance(value, str):
            event[key] = hide_cards(value)
    return event


def set_up_logs(style: str, level: str) -> None:
    """Configure structlog and route the standard library's loggers through it."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if style == "json":
        render: list[Any] = [
            structlog.processors.format_exc_info,
            _hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        render = [
            structlog.processors.format_exc_info,
            _hide_secrets,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("aiogram.event", "aiogram.dispatcher", "aiohttp.access", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # It writes whole request lines of what it cannot read, secrets in paths included; what our own code fails at is
    # written by the middleware.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
