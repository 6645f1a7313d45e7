"""Finding products of one shop: by words, by what is chosen on a shelf, in the order people ask for."""

from collections.abc import Sequence
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
# What is met is ranked word by word: the very word, its stem, its beginning, a part of it, something that resembles it.
# Words that say nothing ("for", "и") are left out unless there is nothing else.
_RANKED = """
    found AS (
        SELECT p.*, s.hits, s.score, c.total
        FROM chosen c JOIN products p ON p.shop_id = :shop_id AND p.id = c.product_id AND p.status = 'active'
        CROSS JOIN LATERAL (
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
_UNRANKED = """
    found AS (
        SELECT p.*, c.hits, c.score, c.total
        FROM chosen c JOIN products p ON p.shop_id = :shop_id AND p.id = c.product_id AND p.status = 'active'
    )
"""
_ASKED = """
    asked AS (
        SELECT word, query FROM (
            SELECT word, plainto_tsquery('russian', word) AS query,
                   bool_or(numnode(plainto_tsquery('russian', word)) > 0) OVER () AS telling
            FROM unnest(CAST(:asked AS text[])) word) said
        WHERE numnode(query) > 0 OR NOT telling
    )
"""
# Under row-level security no index is searched by an operator that may leak (`@@`, `<%`), so words are met by equality
# and ranges, in an index that holds all that is asked here. What begins with a stem counts less than the stem itself.
_WEIGHED = "CASE weight WHEN 'A' THEN 260 WHEN 'B' THEN 224 WHEN 'C' THEN 212 ELSE 206 END"
_BEGINS = f"""
    SELECT product_id, max(CASE WHEN word = :low{{n}} THEN {_WEIGHED}
                                WHEN weight < 'C' THEN 200 WHEN weight = 'C' THEN 100 ELSE 50 END) AS score
    FROM product_words
    WHERE shop_id = :shop_id AND word >= :low{{n}} AND word < :high{{n}}{{own}}
    GROUP BY product_id
"""
_RESEMBLES = """
    SELECT w.product_id, max(g.score) AS score
    FROM unnest(CAST(:guesses{n} AS text[]), CAST(:scores{n} AS int[])) AS g(word, score)
    JOIN product_words w ON w.shop_id = :shop_id AND w.word = g.word{own}
    GROUP BY w.product_id
"""
_EITHER = "SELECT product_id, max(score) AS score FROM ({begins} UNION ALL {resembles}) e GROUP BY product_id"
# What begins thousands of words is looked up for what the other words have met.
_PROBE = """
    EXISTS (SELECT 1 FROM product_words w WHERE w.shop_id = :shop_id AND w.product_id = m.product_id
            AND w.word >= :low{n} AND w.word < :high{n}{own})
"""
_OWN = " AND weight < 'D'"
_NAMED = " AND weight < 'C'"
_MOST = 1_000_000
_RANKED_CLOSELY = (200, 2_000)
_SHORT = 2
COMMON = 2_000
# No word goes on with it.
_LAST = "\U0010ffff"
_ON_SHELF = """
    WITH found AS (
        SELECT p.*, 0 AS hits, 0 AS score, 0 AS total FROM products p
        WHERE p.shop_id = :shop_id AND p.status = 'active'
          AND (CAST(:category_id AS bigint) IS NULL OR p.category_id = :category_id)
    )
"""
_LIST = f"""
    SELECT p.id, p.title, p.sold_out, a.min_price, a.max_price, a.in_stars, a.available, count(*) OVER () AS total
    FROM found p CROSS JOIN LATERAL ({_AMONG}) a
    WHERE a.variants > 0
"""
# Where nothing is chosen, everything that has words can be bought: only the page itself is looked at closely.
_BEST = f"""
    SELECT p.id, p.title, p.sold_out, a.min_price, a.max_price, a.in_stars, a.available, p.total
    FROM (SELECT * FROM found p ORDER BY {{order}} LIMIT :limit OFFSET :start) p CROSS JOIN LATERAL ({_AMONG}) a
    ORDER BY {{order}}
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
class Term:
    """One thing to meet: what begins with a stem, or one of the stems that resemble it, each with how much (of 100).

    `reach`: in how many places something begins so, counted up to `COMMON`.
    """

    begins: str
    reach: int = COMMON
    guesses: tuple[tuple[str, int], ...] = ()

    @property
    def possible(self) -> bool:
        """Return whether anything can be met by it."""
        return self.reach > 0 or bool(self.guesses)

    @property
    def common(self) -> bool:
        """Return whether so many words begin so that others are better looked at first."""
        return self.reach >= COMMON and not self.guesses


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: on a shelf (None: all of them), or for what was asked.

    `asked`: the words as typed, which rank what is met. `shelf`: a word may also be one of the shelf's name.
    `every`: whether all terms must be met, or just one.
    """

    category_id: CategoryId | None = None
    asked: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    shelf: bool = False
    every: bool = True

    def chosen(self, most: int) -> str:
        """Return the beginning of its statements: as many of the best products as `chosen`, with the `total`."""
        own = "" if self.shelf else _OWN
        sets = self._sets()
        probes = [n for n in range(len(self.terms)) if n not in sets]
        parts = [f"t{n} AS ({self._met(n, own)})" for n in sets]
        if self.every:
            score = " + ".join(f"t{n}.score" for n in sets)
            met = f"SELECT product_id, 1 AS hits, {score} AS score FROM t{sets[0]}"
            met += "".join(f" JOIN t{n} USING (product_id)" for n in sets[1:])
        else:
            together = " UNION ALL ".join(f"SELECT * FROM t{n}" for n in sets)
            met = f"SELECT product_id, count(*) AS hits, sum(score) AS score FROM ({together}) u GROUP BY product_id"
        probed = " AND ".join(_PROBE.format(n=n, own=own) for n in probes)
        where = f" WHERE {probed}" if probes else ""
        parts.append(
            f"chosen AS (SELECT m.*, count(*) OVER () AS total FROM ({met}) m{where}"
            f" ORDER BY hits DESC, score DESC, product_id LIMIT {most})"
        )
        return f"WITH {', '.join(parts)}"

    def _sets(self) -> list[int]:
        """Return which terms are read as a whole; the others are only asked of what these have met."""
        numbers = list(range(len(self.terms)))
        if not self.every:
            return numbers
        if any(term.reach < COMMON and not term.guesses for term in self.terms):
            return [n for n in numbers if not self.terms[n].common]
        # Nothing is rare: two lists are read quicker than one is asked of the other; a letter begins half of all words.
        telling = [n for n in numbers if len(self.terms[n].begins) > _SHORT or self.terms[n].guesses]
        return telling or numbers[:1]

    def found(self, most: int = _MOST, *, ranked: bool = False) -> str:
        """Return the beginning of its statements: the products there, as `found`."""
        if not self.terms:
            return _ON_SHELF
        return f"{self.chosen(most)}, {_ASKED}, {_RANKED}" if ranked else f"{self.chosen(most)}, {_UNRANKED}"

    def _met(self, number: int, own: str) -> str:
        begins = _BEGINS.format(n=number, own=own)
        if not self.terms[number].guesses:
            return begins
        return _EITHER.format(begins=begins, resembles=_RESEMBLES.format(n=number, own=own))

    def params(self) -> dict[str, Any]:
        """Return the parameters of its statements."""
        if not self.terms:
            return {"category_id": self.category_id}
        params: dict[str, Any] = {"asked": list(self.asked)}
        for number, term in enumerate(self.terms):
            params |= {f"low{number}": term.begins, f"high{number}": term.begins + _LAST}
            if term.guesses:
                params[f"guesses{number}"] = [word for word, _ in term.guesses]
                params[f"scores{number}"] = [score for _, score in term.guesses]
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
    """Return a page of what fits, each row with the `total` of all; what is sold out last among equals.

    The best of what was asked for are ranked closely, so many that the first pages need no more.
    """
    order = ORDERS[wish.sort]
    if scope.terms and wish == Wish():
        most = next((size for size in _RANKED_CLOSELY if start + limit <= size), _MOST)
        statement = scope.found(most, ranked=True) + _BEST.format(order=order)
    else:
        statement = scope.found(ranked=not wish.sort) + _LIST + f" ORDER BY {order}" + _PAGE
    return list(
        await rows(
            connection,
            text(statement),
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
    """Return whether there is any product at all that has what was asked for."""
    statement = text(scope.chosen(1) + " SELECT EXISTS (SELECT 1 FROM chosen)")
    return bool(await value(connection, statement, shop_id=shop_id, **scope.params()))


async def stems(connection: AsyncConnection, asked: Sequence[str]) -> list[Record]:
    """Return the stems of words (`place` of the word, `stem`); a word that says nothing has none."""
    statement = text(
        """
        SELECT a.place, l.stem FROM unnest(CAST(:asked AS text[])) WITH ORDINALITY AS a(word, place)
        CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('russian', a.word))) AS l(stem)
        ORDER BY a.place, l.stem
        """
    )
    return list(await rows(connection, statement, asked=list(asked)))


async def reach(connection: AsyncConnection, shop_id: ShopId, begins: Sequence[str], most: int) -> list[Record]:
    """Return in how many places of the shop's goods words begin so (`begins`, `reach`), counting up to `most`."""
    statement = text(
        f"""
        SELECT b.begins, (
            SELECT count(*) FROM (
                SELECT 1 FROM product_words w
                WHERE w.shop_id = :shop_id AND w.word >= b.begins AND w.word < b.begins || '{_LAST}' LIMIT :most
            ) counted
        ) AS reach
        FROM unnest(CAST(:begins AS text[])) AS b(begins)
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, begins=list(begins), most=most))


async def resembling(connection: AsyncConnection, shop_id: ShopId, asked: Sequence[str], alike: float) -> list[Record]:
    """Return stems of the shop's words that resemble words (`place` of the word, `stem`, `score`), the best of each.

    A word that resembles another by so much shares so many of its trigrams: the others need no look. In a short word
    one wrong letter spoils most of them: of a word as long, half of them are enough.
    """
    statement = text(
        """
        SELECT a.place, l.stem, round(max(r.score) * 100)::int AS score
        FROM unnest(CAST(:asked AS text[])) WITH ORDINALITY AS a(word, place)
        CROSS JOIN LATERAL (SELECT ARRAY(SELECT trigrams_of(a.word)) AS trigrams) parts
        CROSS JOIN LATERAL (
            SELECT k.word, similarity(a.word, k.word) AS score
            FROM (
                SELECT g.word COLLATE "default" AS word, count(DISTINCT g.trigram) AS shared
                FROM word_trigrams g
                WHERE g.shop_id = :shop_id AND g.trigram = ANY(parts.trigrams)
                GROUP BY g.word
                HAVING count(*) >= CAST(:alike AS real) * cardinality(parts.trigrams)
            ) k
            WHERE word_similarity(a.word, k.word) >= CAST(:alike AS real)
               OR k.shared * 2 >= cardinality(parts.trigrams) AND abs(length(k.word) - length(a.word)) < 2
            ORDER BY score DESC, k.word LIMIT 32
        ) r
        CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('russian', r.word))) AS l(stem)
        GROUP BY a.place, l.stem
        ORDER BY a.place, score DESC, l.stem
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, asked=list(asked), alike=alike))


async def titles(
    connection: AsyncConnection, shop_id: ShopId, begins: Sequence[str], language: str, typed: str, limit: int
) -> list[str]:
    """Return titles in a language of what has words that begin so, those that begin as typed first."""
    probes = "".join(" AND " + _PROBE.format(n=n, own=_NAMED) for n in range(1, len(begins)))
    statement = text(
        f"""
        SELECT title FROM (
            SELECT DISTINCT ON (lower(t.title)) t.title, p.sold_out, p.popularity, p.position, p.id
            FROM (
                SELECT DISTINCT product_id FROM (
                    SELECT m.product_id FROM (
                        SELECT product_id FROM product_words
                        WHERE shop_id = :shop_id AND word >= :low0 AND word < :high0{_NAMED}
                        ORDER BY word, weight, product_id LIMIT 4000
                    ) m WHERE true{probes} LIMIT 300
                ) s
            ) met
            JOIN products p ON p.shop_id = :shop_id AND p.id = met.product_id AND p.status = 'active'
            CROSS JOIN LATERAL (
                SELECT coalesce(p.title ->> CAST(:language AS text), p.title ->> 'ru', p.title ->> 'en') AS title
            ) t
            WHERE t.title <> ''
            ORDER BY lower(t.title), p.sold_out, p.popularity DESC, p.position, p.id
        ) named
        ORDER BY starts_with(replace(lower(title), 'ё', 'е'), CAST(:typed AS text)) DESC,
                 sold_out, popularity DESC, position, id
        LIMIT :limit
        """
    )
    terms = Scope(terms=tuple(Term(stem) for stem in begins)).params()
    found = await rows(connection, statement, shop_id=shop_id, language=language, typed=typed, limit=limit, **terms)
    return [one["title"] for one in found]


async def choices(connection: AsyncConnection, shop_id: ShopId, scope: Scope) -> list[Record]:
    """Return the values of options that products there have, the commonest options first."""
    return list(await rows(connection, text(scope.found() + _CHOICES), shop_id=shop_id, **scope.params()))


async def prices(connection: AsyncConnection, shop_id: ShopId, scope: Scope) -> Record | None:
    """Return the least and the most price there, and two marks that divide the variants in thirds; minor units."""
    return await row(connection, text(scope.found() + _PRICES), shop_id=shop_id, **scope.params())


async def remember_words(connection: AsyncConnection, shop_id: ShopId, query_id: int, words: str, found: int) -> int:
    """Keep what was asked and how much was found, once per shop; return the id it is found by.

    Who asks while somebody else's question of the same words is being written is not counted, and does not wait.
    """
    statement = text(
        """
        WITH known AS (
            SELECT id FROM search_queries WHERE shop_id = :shop_id AND words = :words
        ), free AS (
            SELECT id FROM search_queries WHERE shop_id = :shop_id AND words = :words FOR UPDATE SKIP LOCKED
        ), counted AS (
            UPDATE search_queries q SET times = q.times + 1, at = now(), found = :found
            FROM free WHERE q.shop_id = :shop_id AND q.id = free.id
        ), made AS (
            INSERT INTO search_queries (shop_id, id, words, found)
            SELECT :shop_id, :query_id, :words, :found WHERE NOT EXISTS (SELECT 1 FROM known)
            ON CONFLICT (shop_id, words) DO UPDATE SET at = now()
            RETURNING id
        )
        SELECT id FROM known UNION ALL SELECT id FROM made
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, query_id=query_id, words=words, found=found))


async def words_of(connection: AsyncConnection, shop_id: ShopId, query_id: int) -> str | None:
    """Return what was asked; None when that is too long ago."""
    statement = text("SELECT words FROM search_queries WHERE shop_id = :shop_id AND id = :query_id")
    found = await value(connection, statement, shop_id=shop_id, query_id=query_id)
    return str(found) if found is not None else None


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
