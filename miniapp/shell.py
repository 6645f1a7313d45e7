"""The storefront's first page as HTML: what can be seen before any script runs (pure).

What is written here has the shape of what `web/src` renders, so that nothing jumps when the script takes over.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from core.kit.i18n.words import Words
from db.types.ids import encode_id
from db.types.money import Money as Sum
from miniapp.colours import accent_style
from miniapp.pages import hash_of
from miniapp.rest.goods import BlockTold, CardTold, CategoryTold, ProductTold, ShopTold
from miniapp.rest.shapes import Money, Picture

ASSETS = "/s-assets"
_EAGER = 4
# What pages are called that are as narrow as a letter, or fill the screen: it is so before their script comes.
_SHAPES = dict.fromkeys(("cart", "checkout", "orders", "returns", "profile"), "page narrow") | {"stories": "story"}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Built:
    """What `web/build.mjs` made: names of files, and what goes into the page itself."""

    id: str
    script: str
    chunks: tuple[str, ...]
    words: Mapping[str, str]
    pages: Mapping[str, tuple[str, ...]]
    css: str
    theme: str
    templates: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """What a page shows at once; `seeds`: answers of the API by the part of their address after the shop."""

    shop: ShopTold
    page: str = ""
    title: str = ""
    categories: Sequence[CategoryTold] = ()
    cards: Sequence[CardTold] = ()
    product: ProductTold | None = None
    category: str | None = None
    seeds: dict[str, bytes] = field(default_factory=dict)


def policy(theme: str, styles: Sequence[str], embedders: Sequence[str]) -> str:
    """Return the content security policy: our own files, the inline parts by their hashes, nobody else's host."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hash_of(theme)}",
            f"style-src 'self' {' '.join(hash_of(one) for one in styles)}",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(embedders)}",
        )
    )


def page(built: Built, seen: Seen, words: Words, embedders: Sequence[str]) -> tuple[str, str]:
    """Return the page and its policy."""
    shop = seen.shop
    template = shop.template if shop.template in built.templates else next(iter(built.templates), "")
    css = built.css + built.templates.get(template, "")
    own = accent_style(shop.accent) + _tones(seen)
    title = f"{seen.title} · {shop.title}" if seen.title else shop.title
    preloads = [built.script, *built.chunks, built.words[words.language], *built.pages.get(seen.page, ())]
    links = "".join(
        f'<link rel="modulepreload" href="{ASSETS}/{name}">' for name in dict.fromkeys(preloads) if name.endswith(".js")
    )
    base = f"/s/{shop.slug}"
    text = (
        f'<!doctype html><html lang="{words.language}" dir="{direction(words.language)}"'
        f' data-template="{_e(template)}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">'
        f"<title>{_e(title)}</title>"
        f'<meta name="description" content="{_e((shop.about or shop.greeting)[:160])}">'
        '<meta name="color-scheme" content="light dark">'
        f"<style>{css}</style><style>{own}</style><script>{built.theme}</script>{_largest(seen)}{links}"
        f'<link rel="manifest" href="{base}/manifest.webmanifest">'
        f'<link rel="icon" href="{ASSETS}/icon.svg" type="image/svg+xml">'
        f'</head><body><div id="app">{_body(seen, words, base)}</div>'
        f'<script type="application/json" id="first">{_first(built, seen, words.language)}</script>'
        f'<script type="module" src="{ASSETS}/{built.script}"></script></body></html>'
    )
    return text, policy(built.theme, (css, own), embedders)


def empty(built: Built, embedders: Sequence[str]) -> tuple[str, str]:
    """Return the page of no shop in particular, which the worker keeps for when there is no connection."""
    accent, css = accent_style(""), built.css + "".join(_only(name, css) for name, css in built.templates.items())
    text = (
        '<!doctype html><html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>…</title>'
        f"<style>{css}</style><style>{accent}</style><script>{built.theme}</script></head>"
        f'<body><div id="app">{_waiting()}</div>'
        f'<script type="module" src="{ASSETS}/{built.script}"></script></body></html>'
    )
    return text, policy(built.theme, (css, accent), embedders)


def _largest(seen: Seen) -> str:
    """Return the link that fetches the page's largest picture before its scripts."""
    if seen.product is not None:
        shown = next(iter(seen.product.pictures), None)
    else:
        shown = seen.shop.cover if seen.page == "home" else None
    return f'<link rel="preload" as="image" href="{_e(shown.url)}" fetchpriority="high">' if shown is not None else ""


def direction(language: str) -> str:
    """Return which way a language is written."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def _only(template: str, css: str) -> str:
    """Return a template's styles as they hold for pages of that template."""
    return f'@scope([data-template="{template}"]){{{css.replace(":root", ":scope")}}}'


def _tones(seen: Seen) -> str:
    """Return styles for the colours that stand where pictures will be: attributes may not carry styles (our policy)."""
    pictures = [*(one.picture for one in seen.cards), *(one.picture for one in seen.shop.blocks)]
    pictures += seen.product.pictures[:1] if seen.product is not None else []
    tones = dict.fromkeys(one.tone for one in pictures if one is not None and one.tone)
    return "".join(f'[data-tone="{one[1:]}"]{{background:{one}}}' for one in tones)


def _tone(picture: Picture | None) -> str:
    return f' data-tone="{picture.tone[1:]}"' if picture is not None and picture.tone else ""


def _e(text: str) -> str:
    return html.escape(text)


def _first(built: Built, seen: Seen, language: str) -> str:
    told = {
        "slug": seen.shop.slug,
        "language": language,
        "build": built.id,
        "seeds": {key: orjson.Fragment(answer) for key, answer in seen.seeds.items()},
    }
    return orjson.dumps(told).decode().replace("<", "\\u003c")


def _body(seen: Seen, words: Words, base: str) -> str:
    if seen.product is not None:
        return _product(seen.product, words)
    if seen.page not in ("home", "list"):
        return _waiting(_SHAPES.get(seen.page, "page"))
    return _home(seen, words, base) if seen.page == "home" else _shelf(seen, words, base)


def _waiting(shape: str = "page") -> str:
    # Not of a kind that pages are made of: the script would take it for a part of the page, and that part would jump.
    return f'<main class="{shape}"><i class="sk sk-title"></i><i class="sk sk-block"></i></main>'


def _home(seen: Seen, words: Words, base: str) -> str:
    shop = seen.shop
    cover = (
        f'<img class="cover" src="{_e(shop.cover.url)}" alt="" width="{shop.cover.width}" height="{shop.cover.height}"'
        ' fetchpriority="high">'
        if shop.cover is not None
        else ""
    )
    greeting = f"<p>{_e(shop.greeting)}</p>" if shop.greeting else ""
    story, showcase = shop.template == "story", shop.template not in ("story", "list")
    tops = [one for one in seen.categories if one.parent is None] if story else []
    circles = (
        "" if shop.template == "list" else _circles([one for one in shop.blocks if one.picture], tops, words, base)
    )
    chips = "" if story else _chips(seen.categories, None, words, base)
    blocks = "".join(_block(one, words, base) for one in shop.blocks)
    listed = f'<ul class="blocks">{blocks}</ul>' if blocks else ""
    return (
        f'<main class="page home"><header class="hero">{cover}<div class="hero-text"><h1>{_e(shop.title)}</h1>'
        f'{greeting}</div></header><a class="find" href="{base}/search">{words("store-search")}</a>{circles}{chips}'
        f"{listed}<h2>{words('store-popular')}</h2>{_grid(seen.cards, words, base, large=story, lead=showcase)}</main>"
    )


def _circles(blocks: Sequence[BlockTold], shelves: Sequence[CategoryTold], words: Words, base: str) -> str:
    told = [("new", f"stories/{one.id}", one.title, one.picture, "") for one in blocks]
    told += [("", f"c/{encode_id(one.id)}", one.title, one.picture, one.emoji) for one in shelves]
    items = "".join(
        f'<li class="{kind}"><a href="{base}/{to}"><span>{_face(picture, emoji)}</span>{_e(title)}</a></li>'
        for kind, to, title, picture, emoji in told
    )
    return f'<ul class="circles" aria-label="{words("store-stories")}">{items}</ul>' if told else ""


def _face(picture: Picture | None, emoji: str) -> str:
    if picture is None:
        return f"<i>{_e(emoji)}</i>"
    return f'<img src="{_e(picture.thumb)}" alt="" width="400" height="400">'


def _block(block: BlockTold, words: Words, base: str) -> str:
    shown = block.picture
    picture = (
        f'<img src="{_e(shown.url)}" alt="" width="{shown.width or 1080}" height="{shown.height or 1080}"'
        f' loading="lazy"{_tone(shown)}>'
        if shown is not None
        else ""
    )
    text = f"<p>{_e(block.text)}</p>" if block.text else ""
    on = f'<span class="on">{words("store-look")}</span>' if block.leads else ""
    inner = f'{picture}<div class="block-text"><h2>{_e(block.title)}</h2>{text}{on}</div>'
    to = f"{base}/{block.leads.replace('_', '/', 1)}"
    return f'<li class="block">{f"""<a href="{_e(to)}">{inner}</a>""" if block.leads else f"<div>{inner}</div>"}</li>'


def _shelf(seen: Seen, words: Words, base: str) -> str:
    return (
        f'<main class="page"><h1>{_e(seen.title)}</h1>{_chips(seen.categories, seen.category, words, base)}'
        # The filters' place: they come with the script.
        f"{'<div class=filters></div>' if seen.cards else ''}"
        f"{_grid(seen.cards, words, base, large=seen.shop.template == 'story')}</main>"
    )


def _chips(categories: Sequence[CategoryTold], within: str | None, words: Words, base: str) -> str:
    here = [one for one in categories if (encode_id(one.parent) if one.parent is not None else None) == within]
    if not here:
        return ""
    links = "".join(
        f'<a class="chip" href="{base}/c/{encode_id(one.id)}">{_e(f"{one.emoji} {one.title}".strip())}</a>'
        for one in here
    )
    return f'<nav class="chips" aria-label="{words("store-shelves")}">{links}</nav>'


def _grid(cards: Sequence[CardTold], words: Words, base: str, *, large: bool = False, lead: bool = False) -> str:
    items = "".join(
        _card(one, place, words, base, large=large, lead=lead and not place) for place, one in enumerate(cards)
    )
    return f'<ul class="grid">{items}</ul>'


def _card(card: CardTold, place: int, words: Words, base: str, *, large: bool, lead: bool) -> str:
    # Where buttons stand below the goods they have their place from the start.
    add = '<div class="add"></div>' if large else ""
    large, eyebrow = large or lead, f'<span class="eyebrow">{words("store-lead")}</span>' if lead else ""
    loading = 'fetchpriority="high"' if place < _EAGER else 'loading="lazy"'
    picture = (
        f'<img src="{_e(card.picture.url if large else card.picture.thumb)}" alt=""'
        f' width="{1080 if large else 400}" height="{1080 if large else 400}" {loading}>'
        if card.picture is not None
        else '<span class="nothing"></span>'
    )
    old = f" <s>{_money(words, card.old_price)}</s>" if card.old_price is not None and card.price_to is None else ""
    price = _money(words, card.price)
    more = words("store-from", price=price) if card.price_to is not None else price
    stars = (
        f'<span class="stars">★ {words.tenths(card.rating)} <small>({card.reviews})</small></span>'
        if card.rating is not None
        else ""
    )
    return (
        f'<li class="card{" lead" if lead else ""}"><a href="{base}/p/{encode_id(card.id)}">'
        f'<span class="pic"{_tone(card.picture)}>{picture}</span>{eyebrow}'
        f'<b class="price">{more}{old}</b><span class="name">{_e(card.title)}</span>{stars}</a>{add}</li>'
    )


def _product(product: ProductTold, words: Words) -> str:
    first = product.pictures[0] if product.pictures else None
    picture = (
        f'<img src="{_e(first.url)}" alt="" width="{first.width}" height="{first.height}" fetchpriority="high">'
        if first is not None
        else ""
    )
    price = _money(words, product.variants[0].price) if product.variants else ""
    return (
        f'<main class="page product"><div class="gallery"><div class="slide"{_tone(first)}>{picture}</div></div>'
        f'<section class="about"><h1>{_e(product.title)}</h1><p class="sum">{price}</p></section></main>'
    )


def _money(words: Words, money: Money) -> str:
    return _e(words.money(Sum(money.amount, money.currency)))
