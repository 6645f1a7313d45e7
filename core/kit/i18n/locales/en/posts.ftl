# Goods in channels and groups.

command-post = Goods into a channel
posts-title = <b>Channels and posts</b>
    <code>/post SKU</code> shows a product with a Buy button. Price and stock in the post keep themselves true.
    Another channel: make @{ $bot } its administrator with the right to post. A group: send /post there.
posts-none = <b>Channels and posts</b>
    No channel yet. Make @{ $bot } an administrator of your channel with the right to post – I write when it is linked. In a group, send /post.
posts-choose = Where should “{ $title }” go?
post-done = ✅ “{ $title }” is in “{ $channel }”. Its price and stock there keep themselves true.
post-deleted = The post is deleted
post-one = <b>{ $title }</b>
    { $price } · { $left } in stock
post-title = <b>{ $title }</b>{ $options ->
    [none] { "" }
   *[other] , { $options }
}
post-price = { $old ->
    [none] <b>{ $price }</b>
   *[other] <b>{ $price }</b> <s>{ $old }</s>
}
post-stock = { $left ->
    [0] 🔴 Sold out
    [1] 🟠 The last one
    [2] 🟠 2 left
    [3] 🟠 3 left
   *[other] 🟢 In stock
}
post-in-cart = 🧺 “{ $title }” is in your cart
post-sold-out = “{ $title }” has just sold out. Its card tells you when it is back.
channel-one = <b>{ $title }</b>
    Goods may be posted here.
channel-linked = ✅ “{ $title }” is linked. Post the first product: <code>/post SKU</code>
channel-here = Post goods in this group?
group-in-private = I show that in our private chat.
button-in-private = Open
button-post-buy = 🛒 Buy
button-post-look = 👀 Have a look
button-post-delete = 🗑 Delete the post
button-posts = Channels and posts
button-channel = 📣 { $title }
button-channel-unlink = Unlink
button-channel-here = Yes, in this group
error-posted-already = { $sku } stands in this channel already. Delete the old post in /post to post it anew.
error-not-posted = Telegram did not take the post: { $why }. Make sure that the bot is an administrator who may post, and look whether the post is there.
