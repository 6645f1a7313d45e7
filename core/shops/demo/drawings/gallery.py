"""Every picture the demo shops need, by its key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from core.shops.demo.drawings import (
    carried,
    ceramics,
    clothes,
    covers,
    gifts,
    home,
    pantry,
    paper,
    prints,
    scene,
    textiles,
)
from core.shops.demo.drawings.scene import Palette
from core.shops.demo.drawings.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the room it is drawn in."""

    draw: Callable[[Sheet], None]
    palette: Palette | None = None
    table: bool = True
    width: int = 800
    height: int = 800

    def svg(self) -> str:
        """The finished drawing in its room."""
        sheet = Sheet(self.width, self.height)
        if self.palette:
            scene.room(sheet, self.palette, self.table)
        return self._on(sheet).svg()

    def thing(self) -> Sheet:
        """The drawing without its room."""
        return self._on(Sheet(self.width, self.height))

    def _on(self, sheet: Sheet) -> Sheet:
        if self.palette is None:
            self.draw(sheet)
        else:
            with sheet.zoomed(1.12 if self.table else 1.04):
                self.draw(sheet)
        return sheet


SEA, CORAL, MILK, MOSS, INK, HONEY = "#3f7190", "#dd6a54", "#f1e6d3", "#7d9670", "#2b3550", "#e0a63f"
COLOURS = {
    "sea": SEA, "coral": CORAL, "milk": MILK, "moss": MOSS, "ink": INK, "honey": HONEY,
    "black": "#33343d", "white": "#f4f0e8", "grey": "#a3a8b0", "rose": "#dba1a0", "oak": "#d8a468", "walnut": "#8b5a3a",
    "lilac": "#a495bd", "plum": "#7a3f55",
}  # fmt: skip


def _colours(
    name: str, draw: Callable[[Sheet, str], None], palette: Palette, table: bool, colours: str
) -> dict[str, Picture]:
    return {
        f"{name}-{code}": Picture(partial(_tinted, draw, COLOURS[code]), palette, table) for code in colours.split()
    }


def _tinted(draw: Callable[[Sheet, str], None], colour: str, s: Sheet) -> None:
    draw(s, colour)


def _one(draw: Callable[..., None], palette: Palette, *tints: str, table: bool = True) -> Picture:
    return Picture(lambda s: draw(s, *tints), palette, table)


def _framed(view: Callable[[Sheet], None], wood: str) -> Picture:
    return Picture(partial(prints.framed, view, wood), scene.NIGHT, False)


OAK = COLOURS["oak"]
PICTURES: dict[str, Picture] = {
    "tea-oolong": _one(pantry.tea_tin, scene.TEA, "#5f8f83", "#6e9a5a"),
    "tea-sencha": _one(pantry.tea_tin, scene.TEA, "#8ea94f", "#7fa04a"),
    "tea-black": _one(pantry.tea_tin, scene.TEA, "#b4492f", "#7b5a3a"),
    "tea-bergamot": _one(pantry.tea_tin, scene.TEA, "#2f4b73", "#8aa24f"),
    "herbs-fireweed": _one(pantry.tea_pouch, scene.TEA, "#b0487a", "#7c8f52", "#b0487a"),
    "herbs-mint": _one(pantry.tea_pouch, scene.TEA, "#3f8a72", "#6aa779", "#e9c85c"),
    "herbs-berry": _one(pantry.tea_pouch, scene.TEA, "#c8413f", "#7d8f52", "#c8413f"),
    "coffee-beacon": _one(pantry.coffee_bag, scene.TEA, "#22385a", "#dd6a54"),
    "coffee-ethiopia": _one(pantry.coffee_bag, scene.TEA, "#e7a34a", "#2f7a78"),
    "coffee-decaf": _one(pantry.coffee_bag, scene.TEA, "#f0e2ca", "#7d9670"),
    "coffee-drip": _one(pantry.drip_box, scene.TEA, "#2f7a78", "#e7a34a"),
    "honey": _one(pantry.jar, scene.TEA, "#e59a22", "#c9a15a", "#a8621a", "comb"),
    "jam": _one(pantry.jar, scene.TEA, "#ec7d22", "#c8513f", "#c1471f", "berry"),
    "chocolate-salt": _one(pantry.chocolate, scene.TEA, "#2f4b73", "#4a2818"),
    "chocolate-milk": _one(pantry.chocolate, scene.TEA, "#dd6a54", "#8a5430"),
    "chocolate-nut": _one(pantry.chocolate, scene.TEA, "#7d9670", "#5f3419"),
    **_colours("mug", ceramics.mug, scene.CERAMICS, True, "sea coral milk moss"),
    **_colours("espresso", ceramics.espresso_cup, scene.CERAMICS, True, "ink honey"),
    **_colours("teapot", ceramics.teapot, scene.CERAMICS, True, "sea milk"),
    **_colours("plate", ceramics.plate, scene.CERAMICS, True, "milk sea"),
    **_colours("bowl", ceramics.bowl, scene.CERAMICS, True, "milk moss coral"),
    **_colours("vase", ceramics.vase, scene.CERAMICS, True, "sea rose milk"),
    "jug": _one(ceramics.jug, scene.CERAMICS, "#f1e6d3"),
    **_colours("board", ceramics.board, scene.CERAMICS, True, "oak walnut"),
    "salt-set": _one(ceramics.salt_set, scene.CERAMICS, "#3f7190"),
    **_colours("tee", clothes.tee, scene.CLOTHES, False, "black white sea"),
    "breton": _one(clothes.breton, scene.CLOTHES, "#2f4b73", table=False),
    **_colours("hoodie", clothes.hoodie, scene.CLOTHES, False, "ink grey moss"),
    **_colours("beanie", clothes.beanie, scene.CLOTHES, False, "honey coral ink milk"),
    **_colours("cap", clothes.cap, scene.CLOTHES, False, "ink coral moss"),
    **_colours("socks", clothes.socks, scene.CLOTHES, False, "sea coral milk"),
    **_colours("scarf", clothes.scarf, scene.CLOTHES, False, "plum moss honey"),
    **_colours("tote", carried.tote, scene.CLOTHES, False, "milk ink"),
    **_colours("backpack", carried.backpack, scene.CLOTHES, True, "moss ink"),
    **_colours("umbrella", carried.umbrella, scene.CLOTHES, True, "coral sea"),
    **_colours("thermos", carried.thermos, scene.CLOTHES, True, "moss coral ink"),
    **_colours("notebook", paper.notebook, scene.PAPER, False, "ink coral moss lilac"),
    **_colours("pen", paper.pen, scene.PAPER, False, "ink coral moss"),
    "pencils": _one(paper.pencils, scene.PAPER, table=False),
    "stickers": _one(paper.stickers, scene.PAPER, table=False),
    "postcards": _one(paper.postcards, scene.PAPER, table=False),
    "calendar": _one(paper.calendar, scene.PAPER, table=False),
    "candle-pine": _one(home.candle, scene.HOME, "#4f7a62"),
    "candle-fig": _one(home.candle, scene.HOME, "#8a5570"),
    "candle-amber": _one(home.candle, scene.HOME, "#d98f3a"),
    "pillars": _one(home.pillars, scene.HOME),
    "incense": _one(home.incense, scene.HOME, "#a495bd"),
    "diffuser": _one(home.diffuser, scene.HOME, "#cf9a5a"),
    "soap-lavender": _one(home.soap, scene.HOME, "#a495bd"),
    "soap-seaweed": _one(home.soap, scene.HOME, "#6f9c8c"),
    "soap-oat": _one(home.soap, scene.HOME, "#dcbf92"),
    **_colours("blanket", textiles.blanket, scene.HOME, True, "moss coral sea"),
    **_colours("cushion", textiles.cushion, scene.HOME, True, "sea honey rose"),
    **_colours("lamp", home.lamp, scene.HOME, True, "sea milk"),
    **_colours("clock", home.clock, scene.HOME, False, "oak ink"),
    **_colours("pot", home.pot, scene.HOME, True, "coral milk ink"),
    "gift-box": _one(gifts.gift_box, scene.GIFTS, "#3f7190", "#dd6a54"),
    "night-light": _one(gifts.night_light, scene.GIFTS),
    "gift-card": _one(gifts.gift_card, scene.GIFTS, table=False),
    "hamper": _one(gifts.hamper, scene.GIFTS),
    "print-aurora": _framed(prints.northern_lights, OAK),
    "print-whale": _framed(prints.whale, "#f4f0e8"),
    "print-fox": _framed(prints.fox, OAK),
    "print-fjord": _framed(prints.fjord, "#f4f0e8"),
    "print-forest": _framed(prints.forest, OAK),
    "print-moons": _framed(prints.moons, "#3a3b46"),
    "print-deer": _framed(prints.deer, "#3a3b46"),
    "print-lighthouse": _framed(prints.lighthouse, OAK),
    "cover-lighthouse": Picture(covers.lighthouse, None, False, 1280, 720),
    "cover-northern": Picture(covers.northern, None, False, 1280, 720),
}
