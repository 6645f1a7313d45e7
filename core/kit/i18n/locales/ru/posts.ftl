# Товары в каналах и группах.

command-post = Товар в канал
posts-title = <b>Каналы и посты</b>
    <code>/post АРТИКУЛ</code> – показать товар с кнопкой «Купить». Цена и наличие в посте обновляются сами.
    Ещё канал: сделайте @{ $bot } его администратором с правом публиковать. Группа: отправьте в ней /post.
posts-none = <b>Каналы и посты</b>
    Пока ни одного канала. Сделайте @{ $bot } администратором канала с правом публиковать – я напишу, когда он подключится. В группе отправьте /post.
posts-choose = Куда поставить «{ $title }»?
post-done = ✅ «{ $title }» уже в «{ $channel }». Цена и наличие там обновляются сами.
post-deleted = Пост удалён
post-one = <b>{ $title }</b>
    { $price } · в наличии { $left }
post-title = <b>{ $title }</b>{ $options ->
    [none] { "" }
   *[other] , { $options }
}
post-price = { $old ->
    [none] <b>{ $price }</b>
   *[other] <b>{ $price }</b> <s>{ $old }</s>
}
post-stock = { $left ->
    [0] 🔴 Распродано
    [1] 🟠 Остался последний
    [2] 🟠 Осталось 2
    [3] 🟠 Осталось 3
   *[other] 🟢 В наличии
}
post-in-cart = 🧺 «{ $title }» в вашей корзине
post-sold-out = «{ $title }» только что закончился. Загляните в карточку: там можно узнать, когда он вернётся.
channel-one = <b>{ $title }</b>
    Сюда можно ставить товары.
channel-linked = ✅ «{ $title }» подключён. Поставьте первый товар: <code>/post АРТИКУЛ</code>
channel-here = Ставить товары в эту группу?
group-in-private = Покажу это в личном чате.
button-in-private = Открыть
button-post-buy = 🛒 Купить
button-post-look = 👀 Посмотреть
button-post-delete = 🗑 Удалить пост
button-posts = Каналы и посты
button-channel = 📣 { $title }
button-channel-unlink = Отключить
button-channel-here = Да, в эту группу
error-posted-already = { $sku } уже стоит в этом канале. Удалите старый пост в /post, чтобы поставить заново.
error-not-posted = Telegram не принял пост: { $why }. Проверьте, что бот – администратор с правом публиковать, и посмотрите, не появился ли пост.
