"""Our own drawings of everything the demo shops sell, rendered when they are needed."""

from core.shops.demo.drawings.parallel import render_many
from core.shops.demo.drawings.render import PICTURE_KEYS, render

__all__ = ["PICTURE_KEYS", "render", "render_many"]
