"""What the bot says: one conversation per folder. `ROUTERS` is the list; nothing else names them."""

from handlers.blocks.router import conversation as blocks
from handlers.broadcasts.router import conversation as broadcasts
from handlers.bulk.router import conversation as bulk
from handlers.cart.router import conversation as cart
from handlers.cash.router import conversation as cash
from handlers.catalog.router import conversation as catalog
from handlers.checkout.router import conversation as checkout
from handlers.counts.router import conversation as counts
from handlers.deliveries.router import conversation as deliveries
from handlers.delivery.router import conversation as delivery
from handlers.delivery.zones import conversation as zones
from handlers.digital.router import conversation as digital
from handlers.editor.router import conversation as editor
from handlers.faq.router import conversation as faq
from handlers.favourites.router import conversation as favourites
from handlers.figures.router import conversation as figures
from handlers.imports.router import conversation as imports
from handlers.orders.router import conversation as orders
from handlers.payments.router import conversation as payments
from handlers.places.router import conversation as places
from handlers.platform.router import conversation as platform
from handlers.posts.router import conversation as posts
from handlers.products.router import conversation as products
from handlers.profile.router import conversation as profile
from handlers.promos.router import conversation as promos
from handlers.quotes.router import conversation as quotes
from handlers.refunds.router import conversation as refunds
from handlers.returns.router import conversation as returns
from handlers.reviews.router import conversation as reviews
from handlers.risk.router import conversation as risk
from handlers.scenarios.router import conversation as scenarios
from handlers.shelves.router import conversation as shelves
from handlers.shop.router import conversation as shop
from handlers.sign_in.router import conversation as sign_in
from handlers.staff_orders.router import conversation as staff_orders
from handlers.start.router import conversation as start
from handlers.stock.router import conversation as stock
from handlers.support.router import conversation as support
from handlers.talks.router import conversation as talks
from handlers.team.router import conversation as team
from handlers.texts.router import conversation as texts
from handlers.topics.router import conversation as topics
from handlers.transfers.router import conversation as transfers
from handlers.watch.router import conversation as watch
from handlers.ways.friends import conversation as friends
from handlers.ways.router import conversation as ways

ROUTERS = (
    start,
    broadcasts,
    posts,
    scenarios,
    faq,
    talks,
    catalog,
    cart,
    checkout,
    digital,
    orders,
    favourites,
    reviews,
    profile,
    sign_in,
    support,
    staff_orders,
    stock,
    products,
    payments,
    promos,
    refunds,
    returns,
    risk,
    cash,
    ways,
    friends,
    team,
    delivery,
    zones,
    shelves,
    transfers,
    figures,
    texts,
    shop,
    blocks,
    watch,
    quotes,
    platform,
    imports,
    editor,
    bulk,
    counts,
    places,
    deliveries,
    topics,
)
