"""The demo shops, the main one first."""

from core.shops.demo.lighthouse import LIGHTHOUSE
from core.shops.demo.model import DemoShop
from core.shops.demo.northern import NORTHERN

DEMO_SHOPS: tuple[DemoShop, ...] = (LIGHTHOUSE, NORTHERN)


def picture_keys(shop: DemoShop) -> tuple[str, ...]:
    """Every picture the shop needs, each once: cover, products, variants that look different."""
    keys = [shop.cover, *(one.picture for one in shop.blocks if one.picture is not None)]
    for product in shop.products:
        keys += [product.picture, *(variant.picture for variant in product.variants if variant.picture)]
    return tuple(dict.fromkeys(keys))
