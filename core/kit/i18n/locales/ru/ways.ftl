# Как магазину платят.

# Владелец настраивает способы оплаты.

yes = да
no = нет
button-ways = Способы оплаты
ways-title = <b>Способы оплаты</b>
    ● предлагается   ◐ пока не отвечает   ○ не настроен или выключен
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
button-way-least = От суммы
button-way-most = До суммы
button-way-try = Проверить
way-ask = { $name }: пришлите значение. Прочерк (-) очищает.
way-ask-secret = { $name } — это секрет. Пришлите так, я сразу удалю сообщение и сохраню зашифрованным:
    <code>{ $command } ЗНАЧЕНИЕ</code>
way-ask-least = От какой суммы предлагать? Прочерк (-): от любой.
way-ask-most = До какой суммы предлагать? Прочерк (-): до любой.
way-secret-kept = Сохранено зашифрованным. Ваше сообщение я удалил.
way-try-good = Работает.
way-try-refused = Платёжная система отказала: проверьте ключи.
way-try-down = Платёжная система сейчас не отвечает.
way-try-incomplete = Ещё не всё заполнено.
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
   *[other] начисляется { $earn } % суммы
}, оплачивают до { $pay } %
rules-limit = Второй человек согласует возвраты { $sum ->
    [none] никогда
   *[other] больше { $sum }
}
rules-cash = При получении: { $sum ->
    [none] не предлагается
   *[other] до { $sum }
}
rules-returns = Возврат товара: { $days } дней
rules-hold = Товар ждёт оплаты { $minutes } минут
usage-rules = Примеры:
    <code>/rules налог внутри 20</code> · <code>/rules налог сверху 20</code> · <code>/rules налог нет</code>
    <code>/rules округление 1</code> · <code>/rules баллы 5 30</code> · <code>/rules лимит 5000</code>
    <code>/rules наличные 20000</code> · <code>/rules наличные нет</code> · <code>/rules возврат 14</code> · <code>/rules бронь 30</code>
field-api-url = Адрес API
field-shop-id = Номер магазина (shopId)
field-secret-key = Секретный ключ
field-method = Только этот способ
field-two-stage = Сначала удерживать
field-accept-test = Верить тестовым платежам
field-check-addresses = Проверять отправителя
field-receipts = Чеки (54-ФЗ)
field-receipt-email = Почта для чеков
field-tax-system-code = Код системы налогов
field-default-vat-code = Код НДС
field-payment-subject = Предмет расчёта
field-delivery-subject = Предмет: доставка
field-payment-mode = Способ расчёта
field-webhook-secret = Секрет вебхука
field-tolerance-seconds = Возраст вебхука, с
field-enabled = Включено
field-api-key = Ключ API
field-signature-header = Заголовок подписи
field-timestamp-header = Заголовок времени
field-signature-mode = Что подписано
field-signature-encoding = Запись подписи
field-amount-unit = Единица сумм
field-allowed-ips = Адреса вебхуков
field-redirect-fields = Поля со страницей
field-return-field = Поле для возврата
field-refunded-field = Поле возвращённого
field-token = Токен API
field-price-in = Цена в
field-asset = Монета цены
field-accepted-assets = Принимаемые монеты
field-expires-in = Срок жизни, с
field-transfer-refunds = Возврат переводом
field-address = Адрес кошелька
field-rate = Цена одного TON
field-currency = Валюта
field-confirmations = Подтверждений
field-wallet-url = Ссылка на кошелёк
field-bank = Банк
field-account = Счёт
field-bank-code = БИК
field-holder = Получатель
field-provider-token = Токен от @BotFather
field-test-allowed = Принимать тестовые
field-max-tip-amount = Чаевые не больше (копеек)
field-suggested-tip-amounts = Варианты чаевых (копеек)
field-delivery-in-sheet = Доставка в окне оплаты
field-receipt = Контакт для чека
field-tax-system = Код системы налогов
secret-only-in-private = Не здесь: секретное – только в личном чате со мной.
