home = <b>{ $shop }</b>

    { $greeting }
home-greeting = Добро пожаловать! Загляните в каталог или напишите, что ищете.
home-staff = <i>Вы здесь работаете: { $role }. Команды сотрудников: /help</i>
role-owner = владелец
role-manager = управляющий
role-operator = оператор
role-stock_keeper = кладовщик
role-courier = курьер
role-analyst = аналитик
choose-language-plain = <b>Язык</b>

    Выберите язык, на котором мне говорить.
language-chosen = Готово, теперь говорю по-русски.
shops-title = <b>Магазины</b>

    В какой зайдём?
shop-entered = Вы в магазине { $shop }

catalogue-title = <b>Каталог</b>
category-title = <b>{ $emoji } { $title }</b>
category-empty = На этой полке пока пусто. Загляните на соседние!
catalogue-empty = Мы раскладываем товары по полкам. Заходите чуть позже!
product-in-list = { $title } · { $price }
product-in-list-from = { $title } · от { $price }
product-in-list-out = ◌ { $title } · нет в наличии
product-title = <b>{ $title }</b>
product-price = <b>{ $price }</b>
product-price-old = <b>{ $price }</b>  <s>{ $old }</s>
product-left = { $left ->
    [one] Осталась { $left } штука
    [few] Осталось { $left } штуки
   *[many] Осталось { $left } штук
}
product-in-stock = В наличии
product-sold-out = Нет в наличии
product-sku = <code>{ $sku }</code>
option-out = { $title } ✕
option-chosen = • { $title }
quantity = × { $quantity }
added-to-cart = В корзине: { $quantity } шт.
sold-out-toast = Этого сейчас нет в наличии

search-ask = 🔎 Что ищем? Просто напишите: пару слов или артикул.
search-nothing = По запросу «{ $words }» ничего не нашлось. Попробуйте другие слова или загляните в каталог.
search-short = Напишите хотя бы две буквы.
not-understood = Я понимаю текст, кнопки и команды. Выберите, что сделать:

cart-title = <b>🧺 Корзина</b>
cart-empty = <b>🧺 Корзина</b>

    Здесь пока пусто. До каталога — одно касание.
cart-line = { $number }. { $title }{ $options }
    { $quantity } × { $price } = <b>{ $sum }</b>
cart-line-button = { $number } · { $quantity } шт.
cart-line-out = ⚠️ закончился: уберите, чтобы продолжить
cart-line-short = { $left ->
    [one] ⚠️ осталась только { $left } штука
    [few] ⚠️ осталось только { $left } штуки
   *[many] ⚠️ осталось только { $left } штук
}
cart-line-price = ℹ️ цена была { $old }
cart-line-gone = ⚠️ больше не продаётся: уберите, чтобы продолжить
cart-total = Итого: <b>{ $sum }</b>
cart-cleared = Корзина теперь пуста
cart-fix-first = Кое-чего в корзине нет. Сначала поправьте отмеченные строки.
