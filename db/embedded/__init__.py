"""The servers that come with the shop: PostgreSQL and Valkey, data under `DATA_DIR`."""

from db.embedded.errors import EmbeddedServerError
from db.embedded.postgres import PostgresServer, embedded_postgres
from db.embedded.valkey import ValkeyServer, embedded_valkey

__all__ = ["EmbeddedServerError", "PostgresServer", "ValkeyServer", "embedded_postgres", "embedded_valkey"]
