"""Tables, by part of the shop. Importing this package fills `metadata`."""

from db.models import (
    fulfilment,
    identity,
    goods,
    messaging,
    money,
    operations,
    orders,
    promotions,
    returns,
    shops,
    stock,
)
    talks,
from db.models.base import PLATFORM_TABLES, metadata, tenant_tables

__all__ = [
    "PLATFORM_TABLES",
    "fulfilment",
    "identity",
    "messaging",
    "goods",
    "metadata",
    "money",
    "operations",
    "orders",
    "promotions",
    "returns",
    "shops",
    "stock",
    "tenant_tables",
]
    "talks",
