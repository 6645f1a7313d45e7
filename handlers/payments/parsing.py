"""Read what staff type after /payments (pure)."""

_DAYS = {"day": 1, "день": 1, "сутки": 1, "week": 7, "неделя": 7, "month": 30, "месяц": 30}


def read_days(args: str) -> int:
    """Return the period meant, in days; one day for anything else."""
    return _DAYS.get(args.strip().lower(), 1)
