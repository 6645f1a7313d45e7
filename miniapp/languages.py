"""Which of our languages a browser asks for."""

from aiohttp import web

from core.kit.i18n.words import DEFAULT_LANGUAGE, language_for

# Set once it is known who asks: what somebody chose counts more than what their browser says.
LANGUAGE = web.RequestKey("language", str)


def language_of(request: web.Request) -> str:
    """Return the language a person is spoken to in: their own, else by `Accept-Language` (RFC 9110, 12.5.4)."""
    known: str | None = request.get(LANGUAGE)
    if known is not None:
        return known
    asked = request.headers.get("Accept-Language", "")[:200]
    ranges = [part.strip().partition(";") for part in asked.split(",") if part.strip()]
    wanted = [(tag.strip(), _weight(parameter)) for tag, _, parameter in ranges]
    best = max((item for item in wanted if item[1] > 0), key=lambda item: item[1], default=(DEFAULT_LANGUAGE, 0.0))
    return language_for(None, best[0])


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
