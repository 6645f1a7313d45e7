"""Tables, by part of the shop. Importing this package fills `metadata`."""

from db.models import (
    figures,
    fulfilment,
    goods,
    identity,
    liking,
    messaging,
    money,
    operations,
    orders,
    promotions,
    returns,
    shops,
    sign_in,
    stock,
    talks,
    work,
)
from db.models.base import PLATFORM_TABLES, metadata, tenant_tables

__all__ = [
    "PLATFORM_TABLES",
    "figures",
    "fulfilment",
    "goods",
    "identity",
    "liking",
    "messaging",
    "metadata",
    "money",
    "operations",
    "orders",
    "promotions",
    "returns",
    "shops",
    "sign_in",
    "stock",
    "talks",
    "tenant_tables",
    "work",
]
