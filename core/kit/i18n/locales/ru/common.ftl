# Кнопки. Слова не меняются внутри выпуска: по ним их находят люди и проверки.
button-catalogue = 🛍 Каталог
button-search = 🔎 Поиск
button-cart = 🧺 Корзина
button-cart-filled = 🧺 Корзина · { $pieces }{ $sum ->
    [none] { "" }
   *[other] { " " }· { $sum }
}
button-orders = 📦 Заказы
button-profile = 👤 Профиль
button-help = 💬 Помощь
button-language = 🌐 Язык
button-shops = 🏬 Магазины
button-menu = ☰ Меню
button-back = ‹ Назад
button-buy-now = ⚡️ Купить сейчас
button-add-to-cart = В корзину
button-in-cart = В корзине: { $quantity } · Открыть
button-checkout = Оформить
button-confirm = ✅ Подтвердить · { $sum }
button-pay-sum = 💳 Оплатить { $sum }
button-cancel-order = Отменить заказ
button-cancel-sure = Да, отменить
button-keep-order = Оставить заказ
button-repeat = 🔁 Повторить
button-open-order = Открыть заказ
button-clear-cart = 🗑 Очистить
button-previous = ‹ Раньше
button-next = Дальше ›
button-share-phone = 📱 Отправить мой номер
button-change-delivery = Изменить доставку
button-change-address = Изменить адрес
button-change-phone = Изменить телефон
button-change-payment = Изменить оплату
button-comment = 💬 Комментарий
button-share = ↗️ Другу
button-terms = Условия
button-support = Поддержка
button-paysupport = Вопросы оплаты
button-accept = ✅ Принять
button-pack = 📦 Собрать
button-ship = 🚚 Отправить
button-ship-without = Без номера
button-deliver = 🎉 Выдать
button-came-back = ↩️ Вернулся
button-refund-paid = ✅ Возврат { $sum } выплачен
button-undo = ↩️ Вернуть как было
button-show = 👁 Показать
button-hide = 🙈 Скрыть
button-older = Старше ›
button-use-chat = Заказы сюда: { $shop }
lang-ru = 🇷🇺 Русский
lang-en = 🇬🇧 English

# Отказы
error-unexpected = У нас что-то пошло не так. Попробуйте через минуту. Ошибка { $id }.
error-not-found = Этого здесь больше нет. Откройте меню, чтобы продолжить.
error-forbidden = Ваша роль в магазине этого не позволяет.
error-conflict = Кто-то изменил это мгновение назад. Посмотрите ещё раз.
error-bad-input = Не получилось прочитать. Пример: { $example }
error-key-reused = Эта кнопка — от другого вопроса. Откройте карточку ещё раз.
error-unavailable = Магазин переводит дух. Ничего не изменилось, деньги не списаны. Попробуйте через минуту.
error-sku-taken = Этот артикул занят другим товаром. Выберите другой.
error-slug-taken = Этот адрес занят другим магазином.
error-stock-below-held = Заказы держат больше. Остаток не изменён.
error-already-undone = Это уже отменено.
error-unknown-sku = В магазине нет артикула { $sku }. Попробуйте /find с частью названия.
error-stock-too-low = { $sku }: { $held } шт. держат заказы, остаток не может быть меньше. Сейчас { $on_hand }, ничего не изменено.
error-changed-since = { $target } с тех пор изменили ещё раз, возвращать нечего.
error-picture = Эта картинка не подходит. Пришлите фото JPEG или PNG до 10 МБ.
error-bad-token = Telegram не знает такого токена. Скопируйте его у @BotFather ещё раз.
error-shop-closed = Магазин сейчас не принимает заказы. Деньги не списаны.
error-no-delivery = Магазин ещё не настроил доставку. Напишите, пожалуйста, в поддержку.
error-sold-out = { $left ->
    [0] «{ $title }» только что закончился. Деньги не списаны.
    [one] Осталась только { $left } штука «{ $title }». Деньги не списаны.
    [few] Осталось только { $left } штуки «{ $title }». Деньги не списаны.
   *[many] Осталось только { $left } штук «{ $title }». Деньги не списаны.
}
error-not-on-sale = «{ $title }» больше не продаётся. Деньги не списаны.
error-cart-empty = Корзина пуста.
error-checkout-incomplete = Для заказа чего-то не хватает. Пройдите шаги ещё раз.
error-total-changed = Сумма изменилась. Проверьте её ещё раз.
error-too-many-open-orders = { $limit ->
    [one] У вас уже есть неоплаченный заказ. Сначала оплатите или отмените его.
    [few] У вас уже { $limit } неоплаченных заказа. Сначала оплатите или отмените один из них.
   *[many] У вас уже { $limit } неоплаченных заказов. Сначала оплатите или отмените один из них.
}
error-cash-not-allowed = Для этого заказа нельзя оплатить при получении. Выберите другой способ.
error-wrong-state = Заказ { $number } этот шаг уже прошёл.
error-not-paid = Заказ { $number } оплачен не полностью. Посмотрите карточку, прежде чем собирать или отправлять.
error-payment-under-way = Оплата заказа { $number } прямо сейчас обрабатывается. Подождите, пожалуйста, четверть часа.
error-phone = Не похоже на номер телефона. Пример: +7 912 345-67-89
error-too-long = Слишком длинно: до { $limit } знаков, пожалуйста.
error-address = Напишите адрес полностью: город, улица, дом.
error-already-paid = Заказ { $number } больше не нужно оплачивать.
error-not-payable = Заказ { $number } уже нельзя оплатить. Деньги не списаны.
error-method-unavailable = Магазин сейчас не принимает этот способ оплаты. Деньги не списаны.
error-payer-differs = Этот счёт выставлен другому человеку. Деньги не списаны.
error-invoice-unknown = Это не наш счёт. Деньги не списаны.
error-amount-differs = Сумма счёта устарела. Деньги не списаны. Откройте заказ и оплатите ещё раз.
error-another-payment = Этот заказ прямо сейчас оплачивают в другом месте. Деньги не списаны.
checkout-later = Магазин не успел подтвердить. Деньги не списаны. Попробуйте через минуту.
checkout-refused = { $why }

slow-down = Полегче! Дайте мне пару секунд.
slow-down-plain = Полегче! Дайте мне пару секунд.
bot-without-shop = Сейчас здесь нет магазина. Загляните, пожалуйста, позже.
button-unknown = Эта кнопка из прошлой версии. Откройте /start, чтобы продолжить.
command-unknown = Я не знаю команды { $command }. Вот что я умею: /help
reply-here = ответьте на это сообщение ✍️
