"""The database's own condition: what `/health/ready` and `doctor` want to know of it."""

from db.repositories.sql import AsyncConnection, Record, row, text

_CONDITION = text(
    """
    SELECT (SELECT version_num FROM alembic_version LIMIT 1) AS revision,
           coalesce(array_length(show_trgm('дом'), 1), 0) > 0 AS knows_cyrillic,
           r.rolsuper OR r.rolbypassrls AS above_the_walls, r.rolname AS role,
           current_setting('server_version') AS version
    FROM pg_roles r WHERE r.rolname = current_user
    """
)

_LAST_RUN = text("SELECT slot, finished_at, outcome FROM job_runs WHERE job = :job ORDER BY slot DESC LIMIT 1")


async def condition(connection: AsyncConnection) -> Record:
    """Return the schema's revision, whether trigrams see Cyrillic, and what the connected role may do."""
    found = await row(connection, _CONDITION)
    if found is None:  # pragma: no cover – there is always a current role
        msg = "the connected role is not in pg_roles"
        raise RuntimeError(msg)
    return found


async def last_run(connection: AsyncConnection, job: str) -> Record | None:
    """Return the newest run of a job."""
    return await row(connection, _LAST_RUN, job=job)
