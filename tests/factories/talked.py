"""Somebody wrote to the shop, the shop wrote to somebody: a row in every table about talking to people."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from core.talks.campaign import Campaign, Conditions
from core.talks.converse import Said
from core.talks.deliver_talks import Copy
from core.talks.posts import Channel, Post
from core.talks.send_campaigns import AtWork, Claimed, Outcome
from db.types.enums import Audience, CampaignKind, CampaignState, PostState, SendState, Trigger
from db.types.ids import BotId, PersonId, new_id
from db.types.money import Money
from tests.factories.town import Stall

_ROWS = (
    """INSERT INTO campaigns (shop_id, id, kind, state, texts, audience, created_by)
       VALUES (:shop_id, :campaign_id, 'broadcast', 'sending', CAST(:said AS jsonb), 'all', :person_id)""",
    """INSERT INTO campaign_messages (shop_id, campaign_id, person_id, telegram_id, name, language, state)
       VALUES (:shop_id, :campaign_id, :person_id, 42, :mark, 'en', 'waiting')""",
    "INSERT INTO scenario_caps (shop_id, person_id, last_at) VALUES (:shop_id, :person_id, now())",
    """INSERT INTO product_views (shop_id, person_id, product_id, viewed_at)
       VALUES (:shop_id, :person_id, :product_id, now())""",
    """INSERT INTO talks (shop_id, id, person_id, bot_id, state, waiting_since)
       VALUES (:shop_id, :talk_id, :person_id, :bot_id, 'open', now())""",
    """INSERT INTO talk_messages (shop_id, id, talk_id, side, author_id, kind, text, album, bot_id, chat_id, message_id)
       VALUES (:shop_id, :talk_message_id, :talk_id, 'customer', :person_id, 'text', :mark, :mark, :bot_id, 42, 99)""",
    """INSERT INTO talk_copies (shop_id, talk_id, talk_message_id, chat_id, message_id, state, language)
       VALUES (:shop_id, :talk_id, :talk_message_id, 42, 98, 'sent', 'en')""",
    """INSERT INTO faq_entries (shop_id, id, question, answer, keywords)
       VALUES (:shop_id, :faq_id, CAST(:said AS jsonb), CAST(:said AS jsonb), CAST(:said AS jsonb))""",
    "INSERT INTO faq_votes (shop_id, entry_id, person_id, helped) VALUES (:shop_id, :faq_id, :person_id, true)",
    """INSERT INTO consents (shop_id, person_id, asked_at, answered_at, agreed, wording)
       VALUES (:shop_id, :person_id, now(), now(), true, :mark)""",
    """INSERT INTO shop_channels (shop_id, chat_id, title, kind, linked_by)
       VALUES (:shop_id, -42, :mark, 'channel', :person_id)""",
    """INSERT INTO product_posts (shop_id, id, chat_id, variant_id, bot_id, message_id, state, language, shown)
       VALUES (:shop_id, :post_id, -42, :variant_id, :bot_id, 97, 'live', 'en', :mark)""",
)

# An id out of every table of the shop, by the names parameters have.
KEYS: dict[str, str] = {
    "campaign_id": "SELECT max(id) FROM campaigns",
    "talk_id": "SELECT max(id) FROM talks",
    "entry_id": "SELECT max(id) FROM faq_entries",
    "post_id": "SELECT max(id) FROM product_posts",
    "talk_message_id": "SELECT max(id) FROM talk_messages",
}
SPECIAL: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "faq.add_entry": lambda _: {"question": {"en": "b"}, "answer": {"en": "b"}, "entry_id": new_id()},
    "faq.set_entry": lambda _: {"question": {"en": "b"}, "answer": {"en": "b"}, "keywords": {"en": "b"}},
    "campaigns.create_campaign": lambda _: {"kind": "broadcast", "state": "draft", "audience": "all", "code": None},
    "campaigns.write_audience": lambda _: {"due_at": datetime.now(UTC)},
    "campaigns.campaigns": lambda _: {"kind": "broadcast"},
    "campaigns.claim_messages": lambda _: {"kind": "marketing"},
    "campaigns.decide_unknown": lambda _: {"state": "failed"},
    "campaigns.mark_lost": lambda _: {"before": datetime.now(UTC)},
    "scenarios.note_occasions": lambda _: {"trigger": "paid", "until": datetime(2099, 1, 1, tzinfo=UTC)},
    "posts.link_channel": lambda _: {"title": "b", "kind": "channel"},
    "posts.set_post": lambda _: {"state": "gone"},
    "posts.posts_lost": lambda _: {"before": datetime.now(UTC)},
    "talks.set_talk": lambda _: {"state": "closed"},
    "talks.close_copy": lambda _: {"state": "sent"},
}
# Where a use case's name means something else than elsewhere.
MEANT: dict[str, dict[str, Any]] = {
    "Broadcasts.choose": {"more": {"days": 5}},
    "Broadcasts.start": {"at": None, "progress": None},
    "Scenarios.set": {"changed": {"cap_days": 1}},
    "Scenarios.condition": {"asked": {"language": "en"}},
    "Scenarios.promo": {"typed": "NOSUCH"},
    "Scenarios.button": {"target": None},
    "Broadcasts.button": {"target": None},
    "WriteAnswers.add": {"question": "b?", "answer": "b"},
    "DeliverTalks.close": {"state": "sent"},
}
# What works for all shops, or is told by Telegram which one it is.
JOBS = {
    "WatchOccasions",
    "PostGoods.standing",
    "Channels.lost",
    "SendCampaigns.at_work",
    "SendCampaigns.settle_lost",
    "Converse.edited",
}
FINDS_SHOPS = {"Converse.at"}

_CAMPAIGN = Campaign(
    1, CampaignKind.BROADCAST, None, CampaignState.SENDING, {"en": "b"}, None, None, Audience.ALL, Conditions(), None,
    None, 0, 0, None, None, None, None, None,
)  # fmt: skip


def values(k: dict[str, Any], mark: str) -> dict[str, Any]:
    """A value for every parameter name that stands for nothing else elsewhere."""
    return {
        "changed": {"texts": {"en": "b"}}, "trigger": None, "reads_russian": ["ru"], "everybody": True, "paused": True,
        "outcomes": [{"person_id": k["person_id"], "occasion": "", "state": "sent", "why": None}],
        "assigned_to": None, "answered_by": None, "waiting_since": None, "thread_id": None, "album": mark,
        "question": {"en": "b"}, "answer": {"en": "b"}, "keywords": {"en": "b"}, "helped": True, "up": True,
        "field": "answer",
        "since": datetime(2020, 1, 1, tzinfo=UTC), "until": datetime(2099, 1, 1, tzinfo=UTC), "bought": "",
        "least": 0, "occasion": "", "on": True,
        "shown": "b", "linked_by": k["person_id"],
        "every": 0, "html": "b", "again": False, "wording": "b", "agreed": True, "of_shop": None, "about": {},
        "said": {
            "id": new_id(), "talk_id": k["talk_id"], "side": "customer", "author_id": k["person_id"], "kind": "text",
            "text": "b", "album": None, "bot_id": k["bot_id"], "chat_id": 43, "message_id": 1, "at": datetime.now(UTC),
        },
    }  # fmt: skip


def by_type(k: dict[str, Any], shop: Stall) -> dict[Any, Any]:
    """A value for every type that a use case about talking takes."""
    claimed = Claimed(PersonId(k["person_id"]), "", 42, "b", "en")
    return {
        AtWork: AtWork(shop.id, k["campaign_id"], k["bot_id"], _CAMPAIGN),
        Sequence[Outcome]: [Outcome(claimed, SendState.SENT)],
        Copy: Copy(k["chat_id"], None, None, "en"),
        Said: Said("text", "b", 43, 1),
        Audience: Audience.BUYERS,
        Trigger: Trigger.PAID,
        Channel: Channel(k["chat_id"], "b", "channel", None),
        PostState: PostState.GONE,
        Post: Post(
            k["post_id"],
            shop.id,
            -42,
            k["variant_id"],
            1,
            k["bot_id"],
            "b",
            1,
            "en",
            "b",
            "B",
            {},
            {},
            {},
            Money(1, "RUB"),
            None,
            0,
            None,
        ),
    }


async def talked(shop: Stall, bot_id: BotId, mark: str) -> None:
    """Write one row of each; every text says whose it is."""
    ids = {
        "person_id": await shop.ask("SELECT max(person_id) FROM orders"),
        "product_id": await shop.ask("SELECT max(id) FROM products"),
        "variant_id": await shop.ask("SELECT max(id) FROM variants"),
        **{name: new_id() for name in ("campaign_id", "talk_id", "talk_message_id", "faq_id", "post_id")},
    }
    given = {**ids, "shop_id": shop.id, "bot_id": bot_id, "mark": mark, "said": f'{{"en": "{mark}"}}'}
    async with shop.town.uow(shop.id) as tx:
        for statement in _ROWS:
            names = {name: setting for name, setting in given.items() if f":{name}" in statement}
            await tx.connection.execute(text(statement), names)
