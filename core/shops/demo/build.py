"""Short ways to write the demo shops down: prices in roubles, variants as a line of text."""

from core.shops.demo.model import DemoOption, DemoProduct, DemoVariant, Text


def words(ru: str, en: str) -> Text:
    """The same thing said in both languages."""
    return {"ru": ru, "en": en}


_COLOURS = {
    "sea": ("SEA", words("Морской", "Sea blue")),
    "coral": ("COR", words("Коралловый", "Coral")),
    "milk": ("MLK", words("Молочный", "Milk")),
    "moss": ("MOS", words("Мох", "Moss")),
    "ink": ("INK", words("Чернильный", "Ink")),
    "honey": ("HON", words("Медовый", "Honey")),
    "black": ("BLK", words("Чёрный", "Black")),
    "white": ("WHT", words("Белый", "White")),
    "grey": ("GRY", words("Серый", "Grey")),
    "rose": ("ROS", words("Пудровый", "Dusty rose")),
    "oak": ("OAK", words("Дуб", "Oak")),
    "walnut": ("WAL", words("Орех", "Walnut")),
    "lilac": ("LIL", words("Сиреневый", "Lilac")),
    "plum": ("PLM", words("Сливовый", "Plum")),
}
_COLOUR_OF_SKU = {code: part for code, (part, _) in _COLOURS.items()}


def colours(*codes: str) -> DemoOption:
    """The choice of a colour."""
    return DemoOption("colour", words("Цвет", "Colour"), tuple((code, _COLOURS[code][1]) for code in codes))


def woods(*codes: str) -> DemoOption:
    """The choice of a wood, with the colours' codes."""
    return DemoOption("colour", words("Дерево", "Wood"), tuple((code, _COLOURS[code][1]) for code in codes))


def sizes(*codes: str) -> DemoOption:
    """The choice of a size that is written the same everywhere (S, M, A3, 36-39)."""
    return DemoOption("size", words("Размер", "Size"), tuple((code, words(_size(code), _size(code))) for code in codes))


def _size(code: str) -> str:
    return code.upper().replace("-", "–")


def weights(*grams: int) -> DemoOption:
    """The choice of a weight."""
    return DemoOption("weight", words("Вес", "Weight"), tuple((str(g), _weight(g)) for g in grams))


def _weight(grams: int) -> Text:
    if grams >= 1000:
        return words(f"{grams // 1000} кг", f"{grams // 1000} kg")
    return words(f"{grams} г", f"{grams} g")


def choice(code: str, title: Text, **values: Text) -> DemoOption:
    """Any other choice."""
    return DemoOption(code, title, tuple(values.items()))


def product(
    slug: str,
    category: str,
    title: Text,
    description: Text,
    tags: str,
    picture: str,
    options: tuple[DemoOption, ...],
    sku: str,
    price: int,
    stock: str,
) -> DemoProduct:
    """A product whose variants are told in `stock`, in roubles.

    `"sea/m=5 sea/l=0@2490 ink/m=3@1990<2490"`: values in the order of the options, pieces in stock, a price of its
    own after `@`, the old price after `<`; `=7` is the only variant of a product without options. A picture with
    `{colour}` (or another option's code) in it differs between variants, and the product shows the first one's.
    """
    variants = tuple(_variant(line, sku, price, options, picture) for line in stock.split())
    own = variants[0].picture or picture
    return DemoProduct(slug, category, title, description, tuple(tags.split()), own, options, variants)


def _variant(line: str, sku: str, price: int, options: tuple[DemoOption, ...], picture: str) -> DemoVariant:
    codes, _, rest = line.partition("=")
    rest, _, old = rest.partition("<")
    stock, _, own_price = rest.partition("@")
    values = codes.split("/") if codes else []
    chosen = {option.code: value for option, value in zip(options, values, strict=True)}
    return DemoVariant(
        sku="-".join([sku, *(_COLOUR_OF_SKU.get(value, value.upper().replace("-", "")) for value in values)]),
        options=chosen,
        price=int(own_price or price) * 100,
        old_price=int(old) * 100 if old else None,
        stock=int(stock),
        picture=picture.format(**chosen) if "{" in picture else None,
    )
