# Зоны курьеров и места на карте.

# Как называется зона.
zone-metres = { $count } м
zone-kilometres = { $count } км
zone-up-to = до { $distance }

# Покупатель.
delivery-zoned = { $title } · от { $price }
delivery-zoned-free = { $title } · цена по адресу
checkout-address-zoned = <b>Куда привезти?</b>

    Цена зависит от места. Поделитесь геопозицией (📎 → Геопозиция) — посчитаю сразу, а адрес спрошу следом. Или просто напишите: город, улица, дом, квартира.
checkout-address-of-point = 📍 Место вижу{ $zone ->
    [none] .
   *[other] : { $zone }, { $price ->
        [none] доставка бесплатная
       *[other] доставка { $price }
    }.
}

    Карта не знает адресов — подскажите курьеру сами: улица, дом, квартира?
checkout-zone-ask = <b>Где это на карте?</b>

    📍 { $address }

    Цена доставки зависит от места, а по одному адресу его не определить. Поделитесь геопозицией дома: кнопкой или 📎 → Геопозиция. Можно прислать и координаты: <code>55.7558, 37.6173</code>.
checkout-zone-outside = 😔 <b>Сюда курьер пока не ездит</b>

    Это место — вне зон доставки «{ $title }». Пришлите геопозицию другого места (📎 → Геопозиция){ $others ->
        [none] .
       *[other] { " " }или выберите другой способ.
    }
checkout-zone-least = 🚚 <b>{ $zone }</b>: возим заказы от { $least }

    Сейчас в заказе на { $goods }. Добавьте ещё на { $missing } — и поедем.
checkout-zone-list = <b>Где вы?</b>

    Выберите зону — магазин проверит её по адресу.
checkout-zone-none = Магазин ещё не нарисовал зоны. Выберите, пожалуйста, другой способ доставки.
checkout-share-place = 👇 Нажмите кнопку под полем ввода: пришлёте место, где вы сейчас.

    Нужно другое место? 📎 → Геопозиция → подвиньте карту.
checkout-place-kept = 📍 Место сохранил.
checkout-place-typed = 👌 Хорошо.
zone-priced = { $zone } · { $price }
zone-free = { $zone } · бесплатно
confirm-zone = 🗺 { $zone }
confirm-zone-chosen = 🗺 { $zone } — вы выбрали сами, магазин проверит
confirm-zone-changed = ⚠️ Пока вы оформляли, магазин изменил зоны доставки. Заказ не создан, деньги не списаны.
button-share-place = 📍 Отправить моё место
button-share-place-ask = 📍 Поделиться местом
button-share-other = 📍 Другое место
button-cannot-share = Не могу поделиться
button-other-delivery = 🚚 Другой способ
button-shop-more = 🛍 Добавить товары

# Сотрудники.
delivery-by-seller = называется каждый раз
delivery-by-zone = по зонам
button-delivery-zones = 🗺 Зоны{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
}
button-delivery-zoned = Цена по зонам
zones-title = <b>{ $title }: зоны</b>{ $state ->
    [off] { " " }(не действуют: цена у способа одна)
   *[on] { "" }
}
    Магазин на карте: { $point ->
        [none] не указан
       *[other] { $point }
    }
zones-none = Зон пока нет. Три пути: расстояния от магазина, нарисовать точками на карте или прислать файл GeoJSON.
zones-rule = Сначала смотрим нарисованные зоны, потом ближайшее расстояние. Вне зон этот курьер не предлагается.
zone-view = <b>{ $zone }</b> ({ $kind ->
    [distance] от магазина
   *[polygon] на карте
})
    Цена: { $price ->
        [none] бесплатно
       *[other] { $price }
    }
    Бесплатно от: { $free ->
        [none] никогда
       *[other] { $free }
    }
    Заказ от: { $least ->
        [none] любой суммы
       *[other] { $least }
    }
zones-ask-point = 📍 Где магазин? Пришлите геопозицию (📎 → Геопозиция) или координаты с карты: <code>55.7558, 37.6173</code>.
zones-point-kept = ✅ Магазин на карте: { $point }
zones-ask-bands = 📏 Расстояния и цены, по одному в строке:

    <code>до 3 км – 150
    до 10 км – 300, бесплатно от 3000, заказ от 500</code>

    Такое же расстояние получит новую цену.
zones-ask-file = 📄 Пришлите файл GeoJSON с полигонами: у каждого в свойствах name и price (рубли или валюта магазина), можно free_from и least. Его сохраняют конструкторы карт. Зона с тем же именем заменится.

    <code>{ $example }</code>
zones-file-kept = { $count ->
    [one] ✅ Добавлена { $count } зона: { $names }
    [few] ✅ Добавлены { $count } зоны: { $names }
   *[many] ✅ Добавлено { $count } зон: { $names }
}
zones-draw = ✏️ <b>Рисуем зону</b>

    Присылайте углы по очереди: 📎 → Геопозиция, подвиньте карту, отправьте. Или координаты: <code>55.7558, 37.6173</code>.
    { $count ->
        [0] Пока ни одного угла.
        [one] Есть { $count } угол.
        [few] Есть { $count } угла.
       *[many] Есть { $count } углов.
    }
zones-draw-none = Это не место на карте. Пришлите геопозицию (📎 → Геопозиция) или координаты: <code>55.7558, 37.6173</code>.
zones-ask-terms = 👍 Зона замкнулась. Как её назвать и сколько стоит? Например: <code>Центр 200, бесплатно от 3000</code>
zones-example = Центр
zone-ask-name = Как назвать зону? Например: «Центр».
zone-ask-reach = До какого расстояния? Например: 5 км или 800 м.
zone-ask-price = Сколько стоит? Например: 150. Прочерк (-): бесплатно.
zone-ask-free_from = От какой суммы товаров бесплатно? Прочерк (-): никогда.
zone-ask-least = От какой суммы товаров вообще возим? Прочерк (-): от любой.
zone-ask-remove = Убрать зону «{ $zone }»? Заказы, которые уже оформлены, останутся как есть.
zone-removed = Зона убрана
zone-changed = Готово
zone-undone = ↩️ Вернул как было
usage-zones = Не понял: «{ $line }». Напишите расстояние и цену:

    <code>/delivery до 3 км 150; до 10 км 300, бесплатно от 3000</code>

    Или место магазина: <code>/delivery 55.7558, 37.6173</code>
usage-zones-which = Курьеров несколько — выберите, чьи это зоны:
usage-zone-terms = Не понял: «{ $line }». Название, потом цена: <code>Центр 200, бесплатно от 3000, заказ от 500</code>
button-zones-point = 📍 Магазин на карте
button-zones-bands = 📏 Расстояния
button-zones-draw = ✏️ Нарисовать
button-zones-file = 📄 Файл
button-zone-name = ✎ Название
button-zone-reach = ✎ Расстояние
button-zone-price = ✎ Цена
button-zone-free = ✎ Бесплатно от
button-zone-least = ✎ Заказ от
button-zone-remove = 🗑 Убрать зону
button-zone-remove-sure = Да, убрать
button-draw-done = ✅ Готово
button-draw-back = ↩️ Убрать последний угол
button-draw-drop = ✖️ Не рисовать
order-zone = 🗺 { $zone }
order-zone-check = ⚠️ 🗺 { $zone } — покупатель выбрал сам, проверьте по адресу
order-on-map = <a href="{ $url }">📍 На карте</a>
delivery-on-map = 🗺 Точка на карте
audit-zone = Зона доставки
audit-did-point = место на карте
error-no-shop-point = Расстояния считаются от магазина, а где он — ещё не указано. Сначала: /delivery 55.7558, 37.6173 (ваши координаты) или кнопка «Магазин на карте».
error-zone-taken = Такая зона уже есть: то же название или расстояние.
error-map-unreadable = Это не GeoJSON с полигонами. Нужен файл .geojson или .json: FeatureCollection, внутри Polygon или MultiPolygon.
error-map-too-large = Многовато: можно до { $limit } зон, файл — до 2 МБ. Ничего не добавлено.
error-zone-without = { $what ->
    [name] У полигона № { $number } нет названия: добавьте в его свойства "name": "Центр".
   *[price] У полигона № { $number } нет цены: добавьте в его свойства "price": 150.
} Ничего не добавлено.
error-zone-flawed = { $name ->
    [none] Зона не получилась
   *[other] Зона «{ $name }» не получилась
}: { $flaw ->
    [few] нужно хотя бы три разных угла.
    [flat] все углы на одной прямой.
    [crosses] границы пересекают или касаются друг друга. Обходите зону по краю, по порядку.
    [pole] она обходит вокруг полюса.
   *[large] слишком много углов, можно до 2000.
}
health-zones = зоны доставки
health-bad-zones = Курьер считает цену по зонам, а зон у него нет: доставку с ним не заказать.
button-mend-zones = 🗺 Зоны
