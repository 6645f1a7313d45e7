search-found = 🔎 По запросу «{ $words }» { $number ->
    [one] нашёлся { $number } товар
    [few] нашлось { $number } товара
   *[many] нашлось { $number } товаров
}:
search-near = 🔎 Точно по запросу «{ $words }» ничего не нашлось, но { $number ->
    [one] есть похожий товар
   *[many] есть похожие
}:
search-suggested = 🔎 По запросу «{ $words }» ничего не нашлось. Попробуйте сказать иначе или посмотрите, что любят другие:

button-sort = ⇅ { $sort }
sort-title = Как разложить товары?
sort-shelf = По порядку
sort-match = Сначала подходящие
sort-popular = Популярные
sort-new = Новинки
sort-cheap = Сначала дешевле
sort-dear = Сначала дороже

button-filters = ⚙️ Фильтры{ $number ->
    [0] { "" }
   *[other] { " " }· { $number }
}
button-reset = ✕ Сбросить
button-reset-all = ✕ Сбросить фильтры
button-show-found = { $number ->
    [0] Ничего не подходит
    [one] Показать { $number } товар
    [few] Показать { $number } товара
   *[many] Показать { $number } товаров
}
filter-title = { $number ->
    [0] Так ничего не подходит — снимите часть отметок.
    [one] Подходит { $number } товар. Отметьте, что важно:
    [few] Подходит { $number } товара. Отметьте, что важно:
   *[many] Подходит { $number } товаров. Отметьте, что важно:
}
filter-nothing = С такими фильтрами ничего не нашлось. Сбросьте часть из них.
filter-in-stock = Только в наличии
filter-value = { $title } · { $number }
filter-up-to = до { $high }
filter-from = от { $low }
filter-between = { $low } – { $high }
filter-price-own = 💰 Своя цена
filter-price-ask = 💰 Напишите цену: «1000–3000», «до 2000» или «от 500».

inline-nothing = Ничего не нашлось · открыть каталог
button-look = 👀 Посмотреть
