"""Every link packs into Telegram's 64 bytes, comes back whole, and has a handler; so does every command."""

from dataclasses import fields
from typing import Any

import pytest

from bot import links
from bot.commands import CUSTOMER_MENU, GROUP_MENU, STAFF_MENU, listed, staff_names, unlisted
from bot.conversation import Conversation, DuplicateRoute, Routes
from bot.links import LIMIT_BYTES, REGISTRY, BadLink, Link, read
from bot.screen import Reply, Silence
from core.kit.i18n.words import LANGUAGES
from handlers import ROUTERS
from handlers.catalog.listing import MOST_MARKS, MOST_PRICE
from handlers.refunds.choice import MOST_LINES
from handlers.staff_orders.screens import GROUPS, REASONS

LARGEST_ID = 2**63 - 1
LARGEST_SUM = 10**15
LONGEST_SKU = "W" * 32
LARGEST: dict[tuple[str, str], Any] = {
    ("Confirm", "total"): LARGEST_SUM,
    ("Product", "quantity"): 99,
    ("AddToCart", "quantity"): 99,
    ("BuyNow", "quantity"): 99,
    ("CartLine", "quantity"): 99,
    ("CancelOrder", "sure"): 1,
    ("ShowVariant", "shown"): 1,
    ("StockAdd", "amount"): 50,
    ("RefundLines", "picked"): "z" * (MOST_LINES + 1),
    ("RefundHow", "what"): "l" + "z" * (MOST_LINES + 1),
    ("RefundHow", "verdict"): "r",
    ("RefundDo", "what"): "l" + "z" * (MOST_LINES + 1),
    ("RefundDo", "verdict"): "r",
    ("RefundDo", "reason"): "d",
    ("Review", "what"): "hold",
    ("Member", "what"): "stock_keeper",
    ("Shelf", "what"): "remove",
    ("DeliveryOption", "what"): "details",
    ("NewDelivery", "kind"): "courier",
    ("Invite", "role"): "stock_keeper",
    ("WayRule", "what"): "enabled",
    ("WayField", "place"): 99,
    ("CountPurse", "all_of_it"): 1,
    ("DecideNote", "agreed"): 1,
    ("ReturnPieces", "position"): 9999,
    ("ReturnPieces", "number"): 99,
    ("ReturnStep", "step"): "outcome",
    ("ReturnReason", "reason"): "defect",
    ("ReturnOutcome", "way"): "exchange",
    ("ReturnInstead", "position"): 9999,
    ("RejectReturn", "reason"): "incomplete",
    ("ReceiveReturn", "step"): "wrong_item",
    ("ReceiveReturn", "position"): 9999,
    ("ReceiveReturn", "number"): 99,
    ("InspectReturn", "step"): "quarantine",
    ("InspectReturn", "position"): 9999,
    ("InspectReturn", "number"): 99,
    ("CloseReturn", "way"): "exchange",
    ("CloseReturn", "delivery"): 1,
    ("ReturnPhoto", "position"): 5,
    ("DecideDifference", "settled"): 1,
    ("Sales", "span"): "today",
    ("Texts", "changed"): 1,
    ("ShopField", "what"): "greeting",
    ("ShopField", "value"): "showcase",
    ("ShopBlock", "block"): "0badcafe",
    ("ShopBlock", "what"): "picture",
    ("ShopBlock", "value"): "ru",
    ("OneText", "text"): 2**32 - 1,
    ("OneText", "what"): "restore",
    ("SalesSheet", "span"): "today",
    ("FriendRules", "who"): "inviter",
    ("FriendRules", "kind"): "percent",
    ("ReportHour", "span"): "monthly",
    ("ReportHour", "hour"): 25,
    ("ReportNow", "span"): "monthly",
    ("ImportStep", "what"): "errors",
    ("Export", "what"): "orders",
    ("Export", "form"): "xlsx",
    ("Export", "days"): 366,
    ("EditProduct", "what"): "c" * 20,
    ("EditText", "what"): "about",
    ("EditPhotos", "place"): 9,
    ("EditPhotos", "what"): "drop",
    ("EditKind", "kind"): "subscription",
    ("EditVariants", "page"): 99,
    ("EditVariant", "what"): "nophoto",
    ("EditOptions", "option"): 3,
    ("EditOptions", "value"): 100,
    ("EditOptions", "sure"): 1,
    ("NewOption", "option"): 3,
    ("BulkStep", "what"): "price",
    ("StockPlace", "what"): "remove",
    ("DeliveryPhotos", "place"): 99,
    ("MyDelivery", "what"): "refused",
    ("Topics", "on"): 1,
    ("Listing", "stock"): 1,
    ("Listing", "low"): MOST_PRICE,
    ("Listing", "high"): MOST_PRICE,
    ("Listing", "marks"): "zzz" * MOST_MARKS,
    ("Listing", "start"): 36**3 - 1,
    ("PriceRange", "stock"): 1,
    ("Favourites", "start"): 9999,
    ("Like", "quantity"): 99,
    ("Like", "wanted"): 1,
    ("Await", "wanted"): 1,
    ("FavouriteToCart", "start"): 9999,
    ("ProductPicture", "quantity"): 99,
    ("ProductPicture", "picture"): 10,
    ("Rate", "stars"): 5,
    ("Addresses", "what"): "prefer",
    ("Phone", "what"): "change",
    ("Choices", "kind"): "marketing",
    ("Choices", "wanted"): 1,
    ("MyData", "what"): "really",
    ("MyReview", "what"): "remove",
    ("ReviewQueue", "state"): "published",
    ("StaffReview", "what"): "answer",
    ("PriceRange", "marks"): "zzz" * MOST_MARKS,
    ("Broadcast", "what"): "nobutton",
    ("BroadcastText", "what"): "none",
    ("BroadcastAudience", "audience"): "category",
    ("StopNews", "kind"): "reminders",
    ("StopNews", "wanted"): 1,
    ("StaffTalk", "what"): "reopen",
    ("Faq", "what"): "keywords",
    ("FaqVote", "helped"): 1,
    ("PostChannel", "what"): "unlink",
    ("Scenario", "what"): "nobutton",
    ("NewScenario", "trigger"): "cart_left",
    ("Post", "what"): "delete",
    ("Zones", "what"): "point",
    ("Zone", "what"): "free_from",
    ("DrawZone", "what"): "done",
    ("SecondFactor", "what"): "new",
}
WORDS: dict[str, str] = {
    "language": max(LANGUAGES, key=len),
    "topic": "paysupport",
    "way": "a",
    "scope": "c",
    "sort": "u",
    "panel": "f",
    "step": "delivery",
    "method": "m" * 20,
    "group": max(GROUPS, key=len),
    "reason": max(REASONS, key=len),
    "sku": LONGEST_SKU,
    "code": "c" * 20,
    "currency": "RUB",
}


def every_link() -> list[type[Link]]:
    return [link for prefix, link in REGISTRY.items() if prefix]


def largest(kind: type[Link]) -> Link:
    """The link with the largest values it can carry."""
    values = []
    for item in fields(kind):
        number = item.type in (int, "int")
        values.append(LARGEST.get((kind.__name__, item.name), LARGEST_ID if number else WORDS.get(item.name)))
    return kind(*values)


async def no_resource(_kind: type[Any]) -> None:
    return None


@pytest.mark.parametrize("kind", every_link(), ids=lambda kind: kind.__name__)
def test_a_link_fits_and_comes_back_whole(kind: type[Link]) -> None:
    link = largest(kind)
    assert len(link.pack().encode()) <= LIMIT_BYTES
    assert read(link.pack()) == link


@pytest.mark.parametrize("data", ["", ":", "nope", "p:%%", "p:1:2:3:4", "\u2603", "p:" + "z" * 60])
def test_what_no_link_made_is_refused(data: str) -> None:
    with pytest.raises(BadLink):
        read(data)


async def test_every_link_has_exactly_one_handler() -> None:
    routes = await Routes.of(ROUTERS, no_resource)
    assert set(routes.taps) == {link.prefix for link in every_link()}
    assert set(routes.starts) >= {"p", "c", "o", "s"}


async def test_every_command_of_the_menus_is_heard_and_has_words() -> None:
    routes = await Routes.of(ROUTERS, no_resource)
    assert unlisted(routes.specs) == set()
    for language in LANGUAGES:
        for names in (CUSTOMER_MENU, staff_names(), GROUP_MENU, STAFF_MENU):
            for item in listed(names, language):
                assert 1 <= len(item["description"]) <= 256
                assert len(item["command"]) <= 32


async def test_two_conversations_cannot_claim_the_same_button() -> None:
    one, other = Conversation("one"), Conversation("other")
    for conversation in (one, other):

        @conversation.tap(links.Home)
        async def home(turn: object, link: object) -> Reply:
            return Silence()

    with pytest.raises(DuplicateRoute):
        await Routes.of((one, other), no_resource)
