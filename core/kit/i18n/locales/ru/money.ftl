# Оплата, возвраты денег и товаров.

invoice-tax = Налог
invoice-rounding = Округление
invoice-rest = Другие товары
transfer-title = <b>Переведите деньги</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-proof = Когда переведёте, пришлите сюда снимок чека. Мы проверим его и подтвердим заказ.
transfer-watched = Мы увидим деньги сами, обычно в течение минуты. Комментарий должен быть ровно таким.
button-open-wallet = Открыть кошелёк

# Оформление: промокоды, баллы, валюты.

delivery-digital = В этом чате, сразу после оплаты
bill-promo = Промокод { $code }: { $sum }
bill-promo-idle = Промокод { $code } не даёт скидки: { $why }
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
promo-problem-min-goods = для него сумма заказа мала
promo-problem-first-only = он только для первого заказа
button-code = 🎟 Промокод или карта
button-code-drop = ✕ Убрать код
button-points-use = Списать баллы ({ $sum })
button-points-keep = ✕ Не списывать ({ $sum })
button-currency = Валюта: { $currency }
checkout-code = Пришлите <b>промокод</b> или код <b>подарочной карты</b>.
checkout-code-placeholder = ОСЕНЬ
checkout-currency = В какой валюте хотите платить?
code-taken-promo = Промокод { $code } принят.
code-taken-gift_card = Подарочная карта { $code } принята.
cart-line-no-price = <i>За { $currency } не продаётся</i>
cart-mixed = Цифровые товары оплачиваются звёздами Telegram и не заказываются вместе с обычными. Уберите, пожалуйста, что-то одно.
error-mixed-cart = Цифровые товары оплачиваются звёздами Telegram и заказываются отдельно от обычных. Уберите, пожалуйста, что-то одно.
error-no-price-in-currency = «{ $title }» не продаётся за { $currency }.
error-promo = Промокод не даёт скидки: { $why ->
    [not-yet] он ещё не действует
    [ended] его срок истёк
    [used-up] его уже весь использовали
    [yours-used] вы его уже использовали
    [min-goods] для него сумма заказа мала
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
promo-gives-percent = { $value } %
promo-gives-sum = { $value }
promo-gives-free_delivery = бесплатная доставка
promo-made = Промокод <code>{ $code }</code> готов: { $gives }.
promo-on = Промокод <code>{ $code }</code> снова действует.
promo-off = Промокод <code>{ $code }</code> выключен.
promo-not-found = Промокода <code>{ $code }</code> нет.
usage-promo = Примеры:
    <code>/promo ОСЕНЬ 10%</code>
    <code>/promo ПРИВЕТ 500 первый</code> — сумма, только на первый заказ
    <code>/promo ДОСТАВКА бесплатно всего 100 каждому 1 от 2000</code> — бесплатная доставка, 100 раз, по разу человеку, от суммы товаров
    <code>/promo ОСЕНЬ выкл</code> · <code>/promo ОСЕНЬ вкл</code>
giftcard-made = Подарочная карта на { $sum }: <code>{ $code }</code>
    Код я показываю только один раз.
usage-giftcard = Напишите сумму: <code>/giftcard 1000</code>. Можно добавить причину.
rate-set = 1 { $base } = { $rate } { $currency }. Цены в { $currency } пересчитаны; прежние заказы сохраняют свои.
rate-gone = За { $currency } магазин больше не продаёт.
price-in-set = <code>{ $sku }</code> теперь стоит { $sum }.
usage-rate = Сколько другой валюты в единице валюты магазина? <code>/rate USD 0.0125</code>. Для звёзд: <code>/rate XTR 0.6</code>. Больше не продавать: <code>/rate USD off</code>.
    Своя цена товара: <code>/rate SKU 150 XTR</code>

# Сотрудники возвращают деньги.

button-refund = Вернуть деньги
button-refund-all = Всё ({ $sum })
button-refund-lines = Выбрать товары
button-refund-sum = Сумму
button-refund-delivery = { $mark } Доставка { $sum }
button-refund-go = Вернуть { $sum }
button-note-approve = Согласовать возврат
button-note-reject = Отказать в возврате
refund-menu = <b>Возврат денег по заказу { $number }</b>
    Можно вернуть до { $sum }.
refund-nothing = По заказу { $number } уже всё возвращено.
refund-pick = <b>Заказ { $number }</b>: за какие товары?
refund-line = { $title }: { $picked } из { $left }
refund-verdict = Заказ { $number }: что с товаром?
verdict-restock = Вернуть на полку
verdict-quarantine = Отложить на проверку
verdict-write_off = Списать
verdict-keep = Остаётся у покупателя
refund-reason = Заказ { $number }: возвращаем { $sum }. Почему?
refund-reason-defect = Брак
refund-reason-wrong = Не тот товар или не всё
refund-reason-late = Опоздали
refund-reason-agreed = По договорённости
refund-ask-sum = Заказ { $number }: сколько вернуть? Не больше { $sum }.
refund-sum-placeholder = 150
refund-too-much = Можно вернуть не больше { $sum }.
refund-under-way = { $sum } возвращаем покупателю.
refund-waits-for-second = { $sum } — больше лимита: должен согласиться ещё один человек.
note-approved = Согласовано: деньги возвращаются.
note-rejected = Отказано: ничего не возвращаем.
staff-note-waits = ⏳ Возврат { $sum } ждёт второго человека. { $name }: { $reason }
did-refund = { $name }: деньги возвращены, { $time }
did-ask-refund = { $name }: просит вернуть деньги, { $time }
did-reject-refund = { $name }: в возврате отказано, { $time }
staff-push-note-waiting = Заказ { $number }: возврат { $sum } ждёт согласия второго человека.
error-nothing-to-refund = Вернуть можно не больше { $left }.
error-cancel-instead = По заказу { $number } ещё ничего не отправлено: отмените его, деньги вернутся все сразу.
error-second-person = Этот возврат просили вы: согласиться должен кто-то другой.

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
} { $way }: оплачено { $paid }, ошибок { $failed }, в пути { $waiting }{ $sums ->
    [none] { "" }
   *[other] { " " }· { $sums }
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
    [missing_here] у платёжной системы { $theirs }, у нас ничего
    [missing_there] у нас { $ours }, у платёжной системы ничего
    [refund_missing_here] платёжная система вернула { $theirs }, мы об этом не знаем
    [refund_missing_there] мы вернули { $ours }, платёжная система об этом не знает
   *[amount] у нас { $ours }, у платёжной системы { $theirs }
}
payments-books = <b>Сверка</b>
payments-book = { $way }: { $when }, операций { $seen }, расхождений { $differences }
payments-book-failed = { $way }: { $when }, платёжная система не ответила
payments-compared = Сверено. Расхождений: { $differences }
payments-nothing-to-compare = Здесь нет платёжных систем, с которыми можно свериться.
difference-closed = Закрыто.
button-period-day = Сутки
button-period-week = Неделя
button-period-month = Месяц
button-order-number = Заказ { $number }
button-difference-settled = …{ $reference } решено
button-difference-ignore = Не важно
button-compare = Сверить сейчас
button-payments = Платежи
staff-push-differences = ⚖️ { $way }: в сверке новые расхождения: { $count }.

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
button-review-ok = ✓ Одобрить
button-review-no = ✕ Отменить с возвратом
button-review-reject-sure = Да, отменить с возвратом
review-approved = Одобрено: заказ идёт дальше.
review-held = Заказ приостановлен.
review-rejected = Отменено; деньги возвращаются.
review-reject-ask = Отменить заказ { $number } и вернуть все деньги?
did-hold = { $name }: заказ приостановлен, { $time }
did-release = { $name }: заказ одобрен, { $time }
did-forgive = { $name }: недостача прощена, { $time }
staff-push-risk = ⚠️ Заказ { $number } ({ $sum }) выглядит подозрительно и ждёт вашего решения.
staff-push-dispute = ⚠️ Банк покупателя оспаривает оплату заказа { $number }: { $sum }.
risk-rules = <b>Правила риска</b>: { $state ->
    [on] включены
   *[off] выключены
}
    Заказы ждут проверки с оценки { $review }.
    У кого { $cash } баллов за незабранные посылки (по 25), тот не может платить при получении.
risk-set = Готово.
usage-risk = Два числа от 0 до 101: проверять с, без наличных с. <code>/risk 60 50</code> · <code>/risk выкл</code>

# Наличные при получении.

button-paid-less = Заплатил меньше
cash-ask-short = Заказ { $number }: к оплате { $sum }. Сколько заплатил покупатель?
cash-placeholder = 500
cash-too-much = К оплате не больше { $sum }.
cash-title = <b>Наличные у курьеров</b>
cash-none = Наличных магазина ни у кого нет.
cash-purse = { $name }: { $sum }, { $orders ->
    [one] { $orders } заказ
    [few] { $orders } заказа
   *[other] { $orders } заказов
}, с { $since }
button-cash-all = { $name }: сдано { $sum }
button-cash-other = { $name }: сдано другое
cash-ask-counted = Сколько вы насчитали?
cash-counted = Принято { $sum }.
cash-counted-short = Принято { $sum }, не хватает { $missing }: это долг курьера.
cash-counted-over = Принято { $sum }, на { $missing } больше ожидаемого.
cash-short-title = <b>Недоплаты</b>
cash-short = Заказ { $number }: не хватает { $sum } ({ $name })
button-cash-forgive = Простить { $sum } по { $number }
cash-forgiven = Простили.

card-number-warning = Пожалуйста, не присылайте номер карты: я удалил ваше сообщение и ничего не сохранил. Карту спрашивают только в окне оплаты Telegram или на странице платёжной системы.
push-part-paid = 💰 За заказ { $number } пришла часть денег. Осталось оплатить: { $left }
staff-refund-refused = Платёжная система отказала: { $why }
