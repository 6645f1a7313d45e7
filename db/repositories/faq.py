"""Ready answers of a shop, found by the words people type (PostgreSQL's full text: word forms are one)."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import PersonId, ShopId

_ENTRY = "SELECT id, position, question, answer, keywords, helped, not_helped FROM faq_entries"
# Words of a question count once, keywords twice; `russian` stems English words as well.
_BEST = text(
    """
    SELECT e.id, e.position, e.question, e.answer, e.keywords, e.helped, e.not_helped, hits.keyed, hits.asked, hits.said
    FROM faq_entries e
    CROSS JOIN LATERAL (
        SELECT to_tsvector('russian', coalesce(e.keywords ->> 'ru', '') || ' ' || coalesce(e.keywords ->> 'en', ''))
                   AS keys,
               to_tsvector('russian', coalesce(e.question ->> 'ru', '') || ' ' || coalesce(e.question ->> 'en', ''))
                   AS words
    ) document
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE document.keys @@ quoted.query) AS keyed,
               count(*) FILTER (WHERE document.words @@ quoted.query) AS asked, count(*) AS said
        FROM unnest(tsvector_to_array(to_tsvector('russian', :words))) lexeme
        CROSS JOIN LATERAL (SELECT CAST(quote_literal(lexeme) AS tsquery) AS query) quoted
    ) hits
    WHERE e.shop_id = :shop_id
      AND (hits.keyed > 0 OR hits.asked >= 2 OR (hits.asked = 1 AND hits.said = 1))
    ORDER BY hits.keyed * 2 + hits.asked DESC, e.helped - e.not_helped DESC, e.position, e.id LIMIT 1
    """
)


async def entries(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return all questions with their answers, in the shop's order."""
    statement = text(f"{_ENTRY} WHERE shop_id = :shop_id ORDER BY position, id")
    return list(await rows(connection, statement, shop_id=shop_id))


async def entry(connection: AsyncConnection, shop_id: ShopId, entry_id: int, *, lock: bool = False) -> Record | None:
    """Return one question with its answer, locked for a change if asked."""
    end = " FOR UPDATE" if lock else ""
    statement = text(f"{_ENTRY} WHERE shop_id = :shop_id AND id = :entry_id{end}")
    return await row(connection, statement, shop_id=shop_id, entry_id=entry_id)


async def best(connection: AsyncConnection, shop_id: ShopId, words: str) -> Record | None:
    """Return the entry that fits what was typed best, None when none fits."""
    return await row(connection, _BEST, shop_id=shop_id, words=words)


async def add_entry(
    connection: AsyncConnection, shop_id: ShopId, entry_id: int, *, question: dict[str, str], answer: dict[str, str]
) -> None:
    """Write a question with its answer, last in the order."""
    statement = text(
        """
        INSERT INTO faq_entries (shop_id, id, position, question, answer)
        SELECT :shop_id, :entry_id, coalesce(max(position), 0) + 1, CAST(:question AS jsonb), CAST(:answer AS jsonb)
        FROM faq_entries WHERE shop_id = :shop_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, entry_id=entry_id, question=dumps(question), answer=dumps(answer)
    )


async def set_entry(
    connection: AsyncConnection,
    shop_id: ShopId,
    entry_id: int,
    *,
    position: int,
    question: dict[str, str],
    answer: dict[str, str],
    keywords: dict[str, Any],
) -> None:
    """Write an entry anew."""
    statement = text(
        """
        UPDATE faq_entries SET position = :position, question = CAST(:question AS jsonb),
            answer = CAST(:answer AS jsonb), keywords = CAST(:keywords AS jsonb)
        WHERE shop_id = :shop_id AND id = :entry_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, entry_id=entry_id, position=position, question=dumps(question),
        answer=dumps(answer), keywords=dumps(keywords),
    )  # fmt: skip


async def remove_entry(connection: AsyncConnection, shop_id: ShopId, entry_id: int) -> None:
    """Delete an entry."""
    statement = text("DELETE FROM faq_entries WHERE shop_id = :shop_id AND id = :entry_id")
    await change(connection, statement, shop_id=shop_id, entry_id=entry_id)


_VOTE = text(
    """
    WITH entry AS (
        SELECT id FROM faq_entries WHERE shop_id = :shop_id AND id = :entry_id FOR UPDATE
    ), said AS (
        INSERT INTO faq_votes AS v (shop_id, entry_id, person_id, helped)
        SELECT :shop_id, entry.id, :person_id, CAST(:helped AS boolean) FROM entry
        ON CONFLICT (shop_id, entry_id, person_id) DO UPDATE SET helped = excluded.helped, at = now()
            WHERE v.helped <> excluded.helped
        RETURNING v.helped, xmax = 0 AS anew
    ), counted AS (
        -- A changed mind takes its first word back.
        UPDATE faq_entries e SET
            helped = e.helped + CASE WHEN said.helped THEN 1 WHEN said.anew THEN 0 ELSE -1 END,
            not_helped = e.not_helped + CASE WHEN NOT said.helped THEN 1 WHEN said.anew THEN 0 ELSE -1 END
        FROM said WHERE e.shop_id = :shop_id AND e.id = :entry_id
    )
    SELECT true FROM entry
    """
)


async def vote(
    connection: AsyncConnection, shop_id: ShopId, entry_id: int, person_id: PersonId, *, helped: bool
) -> bool:
    """Count that an answer helped a person, or did not: once per person; False: there is no such answer."""
    return bool(await value(connection, _VOTE, shop_id=shop_id, entry_id=entry_id, person_id=person_id, helped=helped))
