"""Tables, by part of the shop. Importing this package fills `metadata`."""

from db.models import identity, messaging, money, operations, orders, shops, stock
from db.models.base import PLATFORM_TABLES, metadata, tenant_tables

__all__ = [
    "PLATFORM_TABLES",
    "identity",
    "messaging",
    "metadata",
    "money",
    "operations",
    "orders",
    "shops",
    "stock",
    "tenant_tables",
]
