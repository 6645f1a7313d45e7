"""Finding products of one shop: by words, by what is chosen on a shelf, in the order people ask for."""

from dataclasses import dataclass
from typing import Any

from db.repositories.catalogue import STARS
from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import BotId, CategoryId, ProductId, ShopId

# What a variant has to be like; an unset wish lets everything pass.
_WANTED = """(NOT CAST(:in_stock AS boolean) OR si.available > 0)
          AND (CAST(:low AS bigint) IS NULL OR v.price >= :low)
          AND (CAST(:high AS bigint) IS NULL OR v.price <= :high)
          AND NOT EXISTS (SELECT 1 FROM jsonb_each(CAST(:chosen AS jsonb)) c
                          WHERE NOT coalesce(jsonb_exists(c.value, v.options ->> c.key), false))"""
_AMONG = f"""
        SELECT min(coalesce(x.stars, v.price)) AS min_price, max(coalesce(x.stars, v.price)) AS max_price,
               bool_or(x.stars IS NOT NULL) AS in_stars, count(*) AS variants,
               coalesce(sum(si.available), 0) AS available
        FROM variants v
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        CROSS JOIN LATERAL (SELECT {STARS} AS stars) x
        WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden AND {_WANTED}
"""
# Survivors are ranked word by word: the very word, its stem, its beginning, a part of it, something that resembles it.
# Words that say nothing ("for", "и") are left out unless there is nothing else.
_RANKED = """
    WITH asked AS (
        SELECT word, query FROM (
            SELECT word, plainto_tsquery('russian', word) AS query,
                   bool_or(numnode(plainto_tsquery('russian', word)) > 0) OVER () AS telling
            FROM unnest(CAST(:asked AS text[])) word) said
        WHERE numnode(query) > 0 OR NOT telling
    ), met AS (
        SELECT * FROM products p WHERE p.shop_id = :shop_id AND p.status = 'active' AND ({met})
    ), found AS (
        SELECT p.*, s.hits, s.score
        FROM met p CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE m.rank > 0) AS hits, round(coalesce(sum(m.rank), 0)::numeric, 1) AS score
            FROM asked a CROSS JOIN LATERAL (SELECT CASE
                WHEN strpos(p.search_text, ' ' || a.word || ' ') > 0 THEN 2.5 + ts_rank(p.search_vector, a.query)
                WHEN p.search_vector @@ a.query THEN 2 + ts_rank(p.search_vector, a.query)
                WHEN strpos(p.search_text, ' ' || a.word) > 0 THEN 2
                WHEN length(a.word) > 2 AND strpos(p.search_text, a.word) > 0 THEN 1.5
                WHEN length(a.word) > 2 THEN word_similarity(a.word, p.search_text)
                ELSE 0 END AS rank) m
        ) s
    )
"""
# Under row-level security no index is searched by an operator that may leak, so every product of the shop is looked
# at: what is asked of each is cheap, each query is made once, and the first word that is not met ends it.
_STRICTLY = "p.search_vector @@ (SELECT to_tsquery('russian', :query))"
_TELLING = "(SELECT numnode(to_tsquery('russian', :query)) > 0)"
_MET = """(p.search_vector @@ (SELECT to_tsquery('russian', :query{n}))
           OR length(:word{n}) > 2 AND word_similarity(:word{n}, p.search_text) >= CAST(:alike AS real))"""
_EACH = "((SELECT numnode(to_tsquery('russian', :query{n})) = 0) OR " + _MET + ")"
_ON_SHELF = """
    WITH found AS (
        SELECT p.*, 0 AS hits, 0 AS score FROM products p
        WHERE p.shop_id = :shop_id AND p.status = 'active'
          AND (CAST(:category_id AS bigint) IS NULL OR p.category_id = :category_id)
    )
"""
_LIST = f"""
    SELECT p.id, p.title, p.sold_out, a.min_price, a.max_price, a.in_stars, a.available, count(*) OVER () AS total
    FROM found p CROSS JOIN LATERAL ({_AMONG}) a
    WHERE a.variants > 0
"""
ORDERS = {
    "": "p.hits DESC, p.score DESC, p.sold_out, p.position, p.id",
    "p": "p.sold_out, p.popularity DESC, p.position, p.id",
    "n": "p.sold_out, p.id DESC",
    "u": "p.sold_out, a.min_price, p.position, p.id",
    "d": "p.sold_out, a.min_price DESC, p.position, p.id",
}
_PAGE = " LIMIT :limit OFFSET :start"
# Which values of which options there are, with how many products, and what everything costs at least and at most.
_CHOICES = """
    SELECT o.option ->> 'code' AS code, min(o.place) AS place, (array_agg(o.option -> 'title'))[1] AS title,
           t.value ->> 'code' AS value, min(t.place) AS value_place, (array_agg(t.value -> 'title'))[1] AS value_title,
           count(DISTINCT p.id) AS products
    FROM found p
    CROSS JOIN LATERAL jsonb_array_elements(p.options) WITH ORDINALITY AS o(option, place)
    CROSS JOIN LATERAL jsonb_array_elements(o.option -> 'values') WITH ORDINALITY AS t(value, place)
    WHERE EXISTS (SELECT 1 FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden
                  AND v.options ->> (o.option ->> 'code') = t.value ->> 'code')
    GROUP BY 1, 4
    ORDER BY count(DISTINCT p.id) DESC, 2, 1, 5, 4
    LIMIT 60
"""
_PRICES = """
    SELECT min(v.price) AS least, max(v.price) AS most,
           percentile_disc(0.33) WITHIN GROUP (ORDER BY v.price) AS lower,
           percentile_disc(0.67) WITHIN GROUP (ORDER BY v.price) AS upper
    FROM found p JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: on a shelf (None: all of them), or by words.

    `shelf`: a word may also be one of the shelf's name. `alike`: how much a word may differ (0–1, None: not at all).
    `every`: whether all words must be met, or just one.
    """

    category_id: CategoryId | None = None
    words: tuple[str, ...] = ()
    shelf: bool = False
    alike: float | None = None
    every: bool = True

    @property
    def found(self) -> str:
        """Return the beginning of its statements: the products there, as `found`."""
        if not self.words:
            return _ON_SHELF
        if self.alike is None:
            return _RANKED.format(met=_STRICTLY)
        numbers = range(len(self.words))
        if self.every:
            return _RANKED.format(met=" AND ".join((_TELLING, *(_EACH.format(n=n) for n in numbers))))
        return _RANKED.format(met=" OR ".join(_MET.format(n=n) for n in numbers))

    def params(self) -> dict[str, Any]:
        """Return the parameters of its statements."""
        if not self.words:
            return {"category_id": self.category_id}
        # Beginnings of words, met in the title and SKUs, values and keywords, the description; the shelf's name or not.
        asked = [f"'{word}':*{'' if self.shelf else 'ABC'}" for word in self.words]
        params: dict[str, Any] = {"asked": list(self.words)}
        if self.alike is None or self.every:
            params["query"] = " & ".join(asked)
        if self.alike is not None:
            params["alike"] = self.alike
            for number, (word, query) in enumerate(zip(self.words, asked, strict=True)):
                params |= {f"word{number}": word, f"query{number}": query}
        return params


@dataclass(frozen=True, slots=True)
class Wish:
    """What is chosen: only in stock, a range of prices (minor units), values by option's code; `sort` of `ORDERS`."""

    in_stock: bool = False
    low: int | None = None
    high: int | None = None
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""


async def products(
    connection: AsyncConnection, shop_id: ShopId, scope: Scope, wish: Wish, *, start: int = 0, limit: int = 8
) -> list[Record]:
    """Return a page of what fits, each row with the `total` of all; what is sold out last among equals."""
    return list(
        await rows(
            connection,
            text(scope.found + _LIST + f" ORDER BY {ORDERS[wish.sort]}" + _PAGE),
            shop_id=shop_id,
            in_stock=wish.in_stock,
            low=wish.low,
            high=wish.high,
            chosen=dumps({code: list(values) for code, values in wish.chosen}),
            start=start,
            limit=limit,
            **scope.params(),
        )
    )


async def anything(connection: AsyncConnection, shop_id: ShopId, scope: Scope) -> bool:
    """Return whether there is any product at all; the first one ends the search."""
    statement = text(scope.found + "SELECT EXISTS (SELECT 1 FROM met)")
    return bool(await value(connection, statement, shop_id=shop_id, **scope.params()))


async def choices(connection: AsyncConnection, shop_id: ShopId, scope: Scope) -> list[Record]:
    """Return the values of options that products there have, the commonest options first."""
    return list(await rows(connection, text(scope.found + _CHOICES), shop_id=shop_id, **scope.params()))


async def prices(connection: AsyncConnection, shop_id: ShopId, scope: Scope) -> Record | None:
    """Return the least and the most price there, and two marks that divide the variants in thirds; minor units."""
    return await row(connection, text(scope.found + _PRICES), shop_id=shop_id, **scope.params())


async def remember_words(connection: AsyncConnection, shop_id: ShopId, query_id: int, words: str) -> int:
    """Keep what was asked, once per shop; return the id it is found by."""
    statement = text(
        """
        INSERT INTO search_queries (shop_id, id, words) VALUES (:shop_id, :query_id, :words)
        ON CONFLICT (shop_id, words) DO UPDATE SET times = search_queries.times + 1, at = now()
        RETURNING id
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, query_id=query_id, words=words))


async def words_of(connection: AsyncConnection, shop_id: ShopId, query_id: int) -> str | None:
    """Return what was asked; None when that is too long ago."""
    statement = text("SELECT words FROM search_queries WHERE shop_id = :shop_id AND id = :query_id")
    found = await value(connection, statement, shop_id=shop_id, query_id=query_id)
    return str(found) if found is not None else None


async def note_found(connection: AsyncConnection, shop_id: ShopId, query_id: int, found: int) -> None:
    """Keep how much was found."""
    statement = text("UPDATE search_queries SET found = :found WHERE shop_id = :shop_id AND id = :query_id")
    await change(connection, statement, shop_id=shop_id, query_id=query_id, found=found)


async def showcase(
    connection: AsyncConnection, shop_id: ShopId, product_ids: list[ProductId], bot_id: BotId | None
) -> list[Record]:
    """Return title, description and picture of products, with the bot's copy of the picture."""
    statement = text(
        """
        SELECT p.id, p.title, p.description, p.media_id, mf.file_id
        FROM products p
        LEFT JOIN media_files mf ON mf.shop_id = p.shop_id AND mf.media_id = p.media_id AND mf.bot_id = :bot_id
        WHERE p.shop_id = :shop_id AND p.id = ANY(CAST(:product_ids AS bigint[])) AND p.status = 'active'
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_ids=product_ids, bot_id=bot_id))


_RELATED = text(
    f"""
    WITH found AS (
        SELECT p.*, r.together FROM products p
        LEFT JOIN related_products r ON r.shop_id = p.shop_id AND r.product_id = :product_id AND r.related_id = p.id
        WHERE p.shop_id = :shop_id AND p.status = 'active' AND NOT p.sold_out AND p.id <> :product_id
          AND (r.together IS NOT NULL OR p.category_id = (
              SELECT q.category_id FROM products q WHERE q.shop_id = :shop_id AND q.id = :product_id))
    )
    SELECT p.id, p.title, p.sold_out, a.min_price, a.max_price, a.in_stars, a.available
    FROM found p CROSS JOIN LATERAL ({_AMONG}) a
    WHERE a.variants > 0
    ORDER BY p.together DESC NULLS LAST, p.popularity DESC, p.position, p.id
    LIMIT :limit
    """
)


async def related(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, limit: int) -> list[Record]:
    """Return what is bought together with a product, the most often first, then the most popular of its shelf."""
    return list(
        await rows(
            connection,
            _RELATED,
            shop_id=shop_id,
            product_id=product_id,
            limit=limit,
            in_stock=True,
            low=None,
            high=None,
            chosen="{}",
        )
    )


async def learn_popularity(connection: AsyncConnection, days: int) -> int:
    """Count the pieces that were sold of each product in so many days (platform transaction)."""
    statement = text(
        """
        UPDATE products p SET popularity = fresh.pieces
        FROM (
            SELECT q.shop_id, q.id, coalesce(sum(l.quantity - l.refunded) FILTER (WHERE o.id IS NOT NULL), 0) AS pieces
            FROM products q
            LEFT JOIN order_lines l ON l.shop_id = q.shop_id AND l.product_id = q.id
            LEFT JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
                AND o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed')
                AND o.placed_at > now() - make_interval(days => :days)
            GROUP BY q.shop_id, q.id
        ) fresh
        WHERE p.shop_id = fresh.shop_id AND p.id = fresh.id AND p.popularity <> fresh.pieces
        """
    )
    return await change(connection, statement, days=days)


async def learn_related(connection: AsyncConnection, days: int, most: int) -> int:
    """Write anew what people bought together in so many days, `most` for each product (platform transaction)."""
    await change(connection, text("DELETE FROM related_products"))
    statement = text(
        """
        INSERT INTO related_products (shop_id, product_id, related_id, together)
        WITH bought AS (
            SELECT DISTINCT l.shop_id, o.person_id, l.product_id FROM order_lines l
            JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
            WHERE o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed')
              AND o.placed_at > now() - make_interval(days => :days)
        )
        SELECT shop_id, product_id, related_id, together FROM (
            SELECT b.shop_id, b.product_id, c.product_id AS related_id, count(*) AS together,
                   row_number() OVER (PARTITION BY b.shop_id, b.product_id
                                      ORDER BY count(*) DESC, c.product_id) AS place
            FROM bought b JOIN bought c ON c.shop_id = b.shop_id AND c.person_id = b.person_id
                AND c.product_id <> b.product_id
            GROUP BY b.shop_id, b.product_id, c.product_id
        ) ranked WHERE place <= :most
        """
    )
    return await change(connection, statement, days=days, most=most)
