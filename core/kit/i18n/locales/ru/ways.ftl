# Как магазину платят.

# Владелец настраивает способы оплаты.

yes = да
no = нет
button-ways = ⚙️ Способы оплаты
ways-title = <b>Способы оплаты</b>
    ● предлагается покупателям
    ◐ не отвечает, пока скрыт
    ○ не настроен или выключен
way-title = <b>{ $way }</b>: { $state ->
    [on] предлагается
    [down] не отвечает, пока скрыт от покупателей
    [incomplete] ещё не настроен
   *[off] выключен
}
way-field = { $name }: { $value }
way-webhook = Адрес для вебхуков: <code>{ $url }</code>
way-where = Предлагается { $sums }; доставка: { $deliveries }.
way-sums = { $least ->
    [none] при любой сумме
   *[other] от { $least }
}{ $most ->
    [none] { "" }
   *[other] { " " }до { $most }
}
way-all-deliveries = любая
way-delivery-pickup = самовывоз
way-delivery-courier = курьер
way-delivery-digital = цифровая
button-way-on = Включить
button-way-off = Выключить
button-way-least = Сумма от…
button-way-most = Сумма до…
button-way-try = 🔌 Проверить подключение
way-ask = <b>{ $name }</b>: пришлите значение.{ $now ->
    [none] { "" }
   *[other] { " " }Сейчас: <code>{ $now }</code>. Прочерк (-) очищает.
}
way-ask-secret = <b>{ $name }</b> хранится зашифрованным. Пришлите его командой, сообщение я сразу удалю:
    <code>{ $command } ЗНАЧЕНИЕ</code>
way-ask-least = От какой суммы предлагать? Прочерк (-) — от любой.
way-ask-most = До какой суммы предлагать? Прочерк (-) — до любой.
way-secret-kept = ✅ Сохранено и зашифровано. Ваше сообщение я удалил.
way-try-good = ✅ Работает
way-try-refused = Платёжная система отказала: проверьте ключи
way-try-down = Платёжная система сейчас не отвечает
way-try-incomplete = Ещё не всё заполнено
usage-way = Откройте /payments → Способы оплаты. Секрет присылают так: <code>/way yookassa secret_key ЗНАЧЕНИЕ</code>
rules-title = <b>Денежные правила</b>
rules-tax = Налог: { $mode ->
    [included] { $rate } % внутри цен
    [added] { $rate } % сверху
   *[none] нет
}
rules-round = Округление суммы: { $sum ->
    [none] нет
   *[other] вниз до { $sum }
}
rules-points = Баллы: { $earn ->
    [none] не начисляются
   *[other] { $earn } % от суммы; оплатить ими можно до { $pay } % заказа
}
rules-limit = Второй человек согласует: { $sum ->
    [none] ничего, любой возврат делает один
   *[other] возвраты больше { $sum }
}
rules-cash = Оплата при получении: { $sum ->
    [none] не предлагается
   *[other] до { $sum }
}
rules-returns = Возврат товара: { $days ->
    [0] не принимаем
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} после получения
rules-hold = Товар ждёт оплаты { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
}
usage-rules = Как изменить:
    <code>/rules налог внутри 20</code> · <code>/rules налог сверху 20</code> · <code>/rules налог нет</code>
    <code>/rules округление 1</code> — до целого рубля
    <code>/rules баллы 5 30</code> — начислять 5 %, оплачивать до 30 %
    <code>/rules лимит 5000</code> — больше согласует второй
    <code>/rules наличные 20000</code> · <code>/rules наличные нет</code>
    <code>/rules возврат 14</code> — дней на возврат товара
    <code>/rules бронь 30</code> — минут на оплату
field-api-url = Адрес API
field-shop-id = Номер магазина (shopId)
field-secret-key = Секретный ключ
field-method = Только один способ
field-two-stage = Сначала удержать
field-accept-test = Тестовые платежи
field-check-addresses = Проверка отправителя
field-receipts = Чеки 54-ФЗ
field-receipt-email = Почта для чеков
field-tax-system-code = Налоги (код)
field-default-vat-code = Код НДС
field-payment-subject = Предмет
field-delivery-subject = Доставка в чеке
field-payment-mode = Способ расчёта
field-webhook-secret = Секрет вебхука
field-tolerance-seconds = Срок вебхука, с
field-enabled = Включено
field-api-key = Ключ API
field-signature-header = Подпись в
field-timestamp-header = Время в
field-signature-mode = Что подписано
field-signature-encoding = Вид подписи
field-amount-unit = Единица сумм
field-allowed-ips = IP вебхуков
field-redirect-fields = Поля страницы
field-return-field = Поле обратной ссылки
field-refunded-field = Поле суммы возврата
field-token = Токен API
field-price-in = Цена в
field-asset = Монета цены
field-accepted-assets = Монеты
field-expires-in = Срок, с
field-transfer-refunds = Возврат монетами
field-address = Адрес кошелька
field-rate = Цена TON
field-currency = Валюта
field-confirmations = Подтверждений
field-wallet-url = Ссылка кошелька
field-bank = Банк
field-account = Счёт
field-bank-code = БИК
field-holder = Получатель
field-provider-token = Токен BotFather
field-test-allowed = Тестовые платежи
field-max-tip-amount = Чаевые не больше, коп.
field-suggested-tip-amounts = Варианты чаевых, коп.
field-delivery-in-sheet = Доставка в окне оплаты
field-receipt = Контакт для чека
field-tax-system = Налоги (код)
secret-only-in-private = Не здесь: секретное – только в личном чате со мной.

# Способы доставки, для сотрудников.

delivery-ways-title = <b>Доставка</b>
    ● предлагается   ○ выключена
delivery-ways-none = Пока никто не может заказать: добавьте пункт самовывоза или курьера.
delivery-is-free = бесплатно
delivery-view = <b>{ $title }</b> ({ $kind }): { $state ->
    [on] предлагается
   *[off] выключена
}
    Цена: { $price }{ $free ->
    [none] { "" }
   *[other] , бесплатно от { $free }
}
    { $details ->
    [none] Адреса и часов пока нет.
   *[other] { $details }
}
delivery-kept = Готово.
delivery-ask-pickup = Как называется пункт самовывоза? Например: «Лавка на Садовой».
delivery-ask-courier = Как называется доставка? Например: «Курьер по городу».
delivery-ask-title = Как назвать теперь?
delivery-ask-details = Адрес и часы, как их прочтут покупатели. Прочерк (-) очищает.
delivery-ask-price = Сколько стоит? Например: 300. Прочерк (-): бесплатно.
delivery-ask-free = От какой суммы товаров бесплатно? Прочерк (-): никогда.
button-new-pickup = ➕ Самовывоз
button-new-courier = ➕ Курьер
button-delivery-title = ✎ Название
button-delivery-details = ✎ Адрес, часы
button-delivery-price = ✎ Цена
button-delivery-free = ✎ Бесплатно от
button-delivery-cash = Оплата при получении
way-balance = Баланс: { $sum }
