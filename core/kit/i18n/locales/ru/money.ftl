# Оплата, возвраты денег и товаров.

invoice-tax = Налог
invoice-rounding = Округление
invoice-rest = Другие товары
transfer-title = <b>Переведите деньги</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-amount-field = { $name }: <b>{ $value }</b>
transfer-proof = Когда переведёте, пришлите сюда фото или скриншот чека. Мы проверим его и подтвердим заказ.
transfer-watched = Укажите комментарий в точности как здесь: по нему мы узнаем ваш платёж. Деньги увидим сами, обычно в течение минуты.
button-open-wallet = Открыть кошелёк

# Оформление: промокоды, баллы, валюты.

delivery-digital = В этом чате, сразу после оплаты
bill-promo = Промокод { $code }: { $sum }
bill-promo-idle = Промокод { $code } пока не даёт скидки: { $why }
bill-tax-added = Налог: { $sum }
bill-tax-included = в том числе налог { $sum }
bill-rounding = Округление: { $sum }
bill-gift = Подарочная карта …{ $hint }: { $sum }
bill-points = Баллы: { $sum }
promo-problem-unknown = такого кода нет
promo-problem-not-yet = он ещё не действует
promo-problem-ended = его срок истёк
promo-problem-used-up = его уже весь использовали
promo-problem-yours-used = вы его уже использовали
promo-problem-min-goods = сумма заказа слишком мала
promo-problem-first-only = он только для первого заказа
button-code = 🎟 Промокод или подарочная карта
button-code-drop = ✕ Убрать код
button-points-use = ⭐ Списать баллы: { $sum }
button-points-keep = ✕ Не списывать баллы
button-currency = 💱 Валюта: { $currency }
checkout-code = Пришлите <b>промокод</b> или код <b>подарочной карты</b>.
checkout-code-placeholder = ОСЕНЬ
checkout-currency = В какой валюте хотите платить?
code-taken-promo = ✅ Промокод { $code } применён.
code-taken-gift_card = ✅ Подарочная карта { $code } применена.
cart-line-no-price = <i>За { $currency } не продаётся</i>
cart-mixed = Цифровые товары оплачиваются звёздами Telegram и не заказываются вместе с обычными. Уберите, пожалуйста, что-то одно.
error-mixed-cart = Цифровые товары оплачиваются звёздами Telegram и заказываются отдельно от обычных. Уберите, пожалуйста, что-то одно.
error-no-price-in-currency = «{ $title }» не продаётся за { $currency }.
error-promo = Промокод не подошёл: { $why ->
    [not-yet] он ещё не действует
    [ended] его срок истёк
    [used-up] его уже весь использовали
    [yours-used] вы его уже использовали
    [min-goods] сумма заказа слишком мала
    [first-only] он только для первого заказа
   *[unknown] такого кода нет
}.
error-code-unknown = Такого промокода или подарочной карты нет. Проверьте, пожалуйста, буквы.
error-gift-card-spent = На подарочной карте осталось меньше. Посмотрите, пожалуйста, новую сумму; деньги не списаны.
error-points-spent = Баллов стало меньше. Посмотрите, пожалуйста, новую сумму; деньги не списаны.
error-code-taken = Промокод { $promo } уже есть.
button-pay-another-way = Оплатить иначе
pay-ways = <b>Заказ { $number }</b>
    Как хотите оплатить?
pay-way-none = Другого способа оплатить этот заказ сейчас нет.
payment-covered = подарочная карта и баллы
order-discount = Скидка{ $code ->
    [none] { "" }
   *[other] { " " }({ $code })
}: { $sum }
order-tax = в том числе налог { $sum }
order-gift = Оплачено подарочной картой: { $sum }
order-points = Оплачено баллами: { $sum }
order-left = Осталось оплатить: { $sum }
staff-order-covered = <b>Оплачено подарочной картой и баллами</b>

# Сотрудникам: промокоды, подарочные карты, курсы.

promo-list = <b>Промокоды</b>
promo-list-empty = Промокодов пока нет.
promo-row = { $state } <code>{ $code }</code> — { $gives }, использован { $used }{ $cap ->
    [none] { "" }
   *[other] { " " }из { $cap }
}
promo-gives-percent = скидка { $value } %
promo-gives-sum = скидка { $value }
promo-gives-free_delivery = бесплатная доставка
promo-made = Промокод <code>{ $code }</code> готов: { $gives }.
promo-on = Промокод <code>{ $code }</code> снова действует.
promo-off = Промокод <code>{ $code }</code> выключен.
promo-not-found = Промокода <code>{ $code }</code> нет.
usage-promo = Примеры:
    <code>/promo ОСЕНЬ 10%</code> — скидка десять процентов
    <code>/promo ПРИВЕТ 500 первый</code> — скидка 500 на первый заказ
    <code>/promo ДОСТАВКА бесплатно всего 100 каждому 1 от 2000</code> — бесплатная доставка: на 100 заказов, по одному на человека, товаров от 2000
    <code>/promo ОСЕНЬ выкл</code> · <code>/promo ОСЕНЬ вкл</code>
giftcard-made = 🎁 Подарочная карта на { $sum }: <code>{ $code }</code>
    Сохраните код: больше я его не покажу.
usage-giftcard = Напишите сумму, а после неё, если хотите, причину: <code>/giftcard 1000 день рождения</code>
rate-set = 1 { $base } = { $rate } { $currency }. Цены в { $currency } пересчитаны; прежние заказы сохраняют свои.
rate-gone = За { $currency } магазин больше не продаёт.
price-in-set = <code>{ $sku }</code> теперь стоит { $sum }.
usage-rate = Сколько другой валюты дают за единицу валюты магазина? Примеры:
    <code>/rate USD 0.0125</code> — продавать и за доллары
    <code>/rate XTR 0.6</code> — цена в звёздах
    <code>/rate USD off</code> — больше не продавать за доллары
    <code>/rate АРТИКУЛ 150 XTR</code> — своя цена товара

# Сотрудники возвращают деньги.

button-refund = ↩️ Вернуть деньги
button-refund-all = Всё: { $sum }
button-refund-lines = За товары
button-refund-sum = Другую сумму
button-refund-delivery = { $mark } Доставка { $sum }
button-refund-go = Вернуть { $sum }
button-note-approve = ✅ Согласовать
button-note-reject = ✖️ Отказать
refund-menu = <b>Возврат денег по заказу { $number }</b>
    Можно вернуть до { $sum }.
refund-or-cancel = Ничего ещё не отправлено: если отменить заказ, вернётся всё сразу.
refund-nothing = По заказу { $number } уже всё возвращено.
refund-pick = <b>Заказ { $number }</b>: за какие товары?
refund-line = { $title }: { $picked } из { $left }
refund-verdict = Заказ { $number }: что с товаром?
verdict-restock = На полку
verdict-quarantine = Отложить на проверку
verdict-write_off = Списать
verdict-keep = Остаётся у покупателя
refund-reason = Заказ { $number }: возвращаем { $sum }. По какой причине?
refund-reason-defect = Брак
refund-reason-wrong = Не тот товар или не всё
refund-reason-late = Опоздали с доставкой
refund-reason-agreed = По договорённости
refund-ask-sum = Заказ { $number }: сколько вернуть? Напишите сумму до { $sum }.
refund-sum-placeholder = 150
refund-too-much = Нужна сумма больше нуля и не больше { $sum }. Напишите ещё раз.
refund-under-way = Возвращаем { $sum } покупателю
refund-waits-for-second = { $sum } больше лимита: согласовать возврат должен ещё один человек
note-approved = Согласовано: деньги возвращаются
note-rejected = Отказано: деньги не возвращаются
staff-note-waits = ⏳ Возврат { $sum } ждёт второго человека. { $name }: { $reason }
did-refund = { $name }: возврат денег, { $time }
did-ask-refund = { $name }: запрос на возврат денег, { $time }
did-reject-refund = { $name }: в возврате отказано, { $time }
staff-push-note-waiting = ⏳ Заказ { $number }: возврат { $sum } ждёт согласия второго человека.
error-nothing-to-refund = Вернуть можно не больше { $left }.
error-cancel-instead = По заказу { $number } ещё ничего не отправлено: отмените его, деньги вернутся все сразу.
error-second-person = Этот возврат просили вы: согласиться должен кто-то другой.
error-own-order = Заказ { $number } — ваш собственный: о деньгах по нему решает кто-то другой.

# Монитор платежей.

payments-title = <b>Платежи</b> за { $days ->
    [1] сутки
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
payments-none = Способы оплаты ещё не настроены.
payments-rail = { $state ->
    [on] ●
    [hidden] ◐
   *[off] ○
} { $way }: { $sums ->
    [none] платежей нет
   *[other] { $paid } · { $sums }
}{ $waiting ->
    [0] { "" }
   *[other] , в пути { $waiting }
}{ $failed ->
    [0] { "" }
   *[other] , не прошло { $failed }
}{ $state ->
    [hidden] { " " }<i>(не отвечает: пока скрыт от покупателей)</i>
   *[other] { "" }
}
payments-failures = <b>Почему не прошли</b>
payments-failure = { $count } × { $way }: { $reason }
payments-stuck = <b>Ждут слишком долго</b>
payments-stuck-payment = Заказ { $number }: { $sum }, { $way } — { $state }, с { $since }
payments-stuck-refund = Возврат по заказу { $number }: { $sum }, { $way } — { $state }, с { $since }
stuck-processing = деньги в пути
stuck-authorized = сумма удержана, не списана
stuck-unknown = платёжная система не ответила
stuck-submitted = платёжная система обрабатывает
stuck-manual = выплатить вручную
payments-disputes = <b>Споры</b>
payments-dispute = Заказ { $number }: { $sum }{ $due ->
    [none] { "" }
   *[other] , ответить до { $due }
}
payments-differences = <b>Расхождения</b>
payments-difference = { $way }, заказ { $number }, <code>{ $reference }</code>: { $kind ->
    [dispute] оспорен платёж, которого мы не знаем: { $theirs }
    [missing_here] у платёжной системы { $theirs }, у нас ничего
    [missing_there] у нас { $ours }, у платёжной системы ничего
    [refund_missing_here] платёжная система вернула { $theirs }, мы об этом не знаем
    [refund_missing_there] мы вернули { $ours }, платёжная система об этом не знает
   *[amount] у нас { $ours }, у платёжной системы { $theirs }
}
payments-books = <b>Сверка с платёжными системами</b>
payments-book = { $differences ->
    [0] ✓
   *[other] ⚠️
} { $way }: { $when }, операций { $seen }{ $differences ->
    [0] { "" }
   *[other] , расхождений { $differences }
}
payments-book-failed = ✕ { $way }: { $when }, платёжная система не ответила
payments-compared = { $differences ->
    [0] Сверено, всё сходится
   *[other] Сверено. Расхождений: { $differences }
}
payments-nothing-to-compare = Сверять не с чем: у подключённых способов нет выписок
difference-closed = Закрыто
button-period-day = Сутки
button-period-week = Неделя
button-period-month = Месяц
button-order-number = Заказ { $number }
button-difference-settled = ✓ …{ $reference } решено
button-difference-ignore = Не важно
button-compare = ⚖️ Сверить сейчас
button-payments = ‹ Платежи
staff-push-differences = ⚖️ { $way }: сверка нашла { $count ->
    [one] { $count } новое расхождение
    [few] { $count } новых расхождения
   *[other] { $count } новых расхождений
}.

# Проверка подозрительных заказов.

hold-risk = выглядит подозрительно: проверьте
hold-disputed = банк покупателя оспаривает платёж
hold-by-staff = мы кое-что проверяем
reason-review = мы не смогли принять этот заказ
risk-score = <b>Риск { $score } из 100</b>
risk-reason = • { $reason }
risk-many-orders = заказов этого человека за час: { $value }
risk-many-failed = неудачных платежей за сутки: { $value }
risk-shared-phone = других людей с этим телефоном: { $value }
risk-shared-address = других людей с этим адресом: { $value }
risk-shared-card = других людей с этой картой: { $value }
risk-many-cards = разных карт за сутки: { $value }
risk-large-sum = сумма больше обычной в { $value } раз
risk-new-account = новый покупатель, впервые здесь { $value } ч назад
risk-hoarding = держит без оплаты штук: { $value }
risk-unpaid-before = неоплаченных заказов раньше: { $value }
risk-refused-before = не забрал посылок: { $value }
risk-shop-rush = необычный наплыв: заказов за час { $value }
button-review-ok = ✅ Одобрить
button-review-no = ✖️ Отменить и вернуть деньги
button-review-reject-sure = Да, отменить и вернуть деньги
review-approved = Одобрено: заказ идёт дальше
review-held = Заказ приостановлен
review-rejected = Отменено, деньги возвращаются
review-reject-ask = Отменить заказ { $number } и вернуть все деньги?
did-hold = { $name }: заказ приостановлен, { $time }
did-release = { $name }: заказ одобрен, { $time }
did-forgive = { $name }: недостача прощена, { $time }
staff-push-risk = ⚠️ Заказ { $number } ({ $sum }) выглядит подозрительно и ждёт вашего решения.
staff-push-dispute = ⚠️ Банк покупателя оспаривает оплату заказа { $number }: { $sum }.
risk-rules = <b>Проверка подозрительных заказов</b>: { $state ->
    [on] включена
   *[off] выключена
}
    Риск от { $review } из 100 — заказ ждёт вашего решения.
    Каждая незабранная посылка — 25. Кто набрал { $cash }, не может платить при получении.
risk-set = ✅ Сохранено.
usage-risk = Изменить: <code>/risk 60 50</code> — проверять с 60, без оплаты при получении с 50 (от 0 до 101). Выключить: <code>/risk выкл</code>

# Наличные при получении.

button-paid-less = Заплатил меньше
cash-ask-short = Заказ { $number }: к оплате { $sum }. Сколько заплатил покупатель?
cash-placeholder = 500
cash-too-much = К оплате { $sum }, больше взять нельзя. Напишите ещё раз.
cash-title = <b>Наличные у курьеров</b>
cash-none = Все наличные сданы.
cash-purse = { $name }: { $sum }, { $orders ->
    [one] { $orders } заказ
    [few] { $orders } заказа
   *[other] { $orders } заказов
}, с { $since }
button-cash-all = ✅ { $name }: сдано { $sum }
button-cash-other = { $name }: сдано другое
cash-ask-counted = Сколько вы насчитали?
cash-counted = ✅ Принято { $sum }
cash-counted-short = ⚠️ Принято { $sum }, не хватает { $missing }: это долг курьера
cash-counted-over = ⚠️ Принято { $sum }, на { $missing } больше, чем ожидали
cash-short-title = <b>Покупатели недоплатили</b>
cash-short = Заказ { $number }: не хватает { $sum } ({ $name })
button-cash-forgive = Простить { $sum } по заказу { $number }
cash-forgiven = Простили

card-number-warning = Пожалуйста, не присылайте номер карты: я удалил ваше сообщение и ничего не сохранил. Карту спрашивают только в окне оплаты Telegram или на странице платёжной системы.
push-part-paid = 💰 За заказ { $number } пришла часть денег. Осталось оплатить: { $left }
staff-refund-refused = Платёжная система отказала: { $why }
