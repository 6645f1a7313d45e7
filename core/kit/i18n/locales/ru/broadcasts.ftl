# Рассылки.

command-broadcast = Рассылка покупателям
broadcasts-title = <b>Рассылки</b>
    Новая или одна из последних:
broadcasts-none = <b>Рассылки</b>
    Вы ещё никому не писали. Начните с текста: он уйдёт только после вашего подтверждения.
    Можно и сразу: <code>/broadcast Привезли новые кружки!</code>
broadcast-in-list = { $state ->
    [draft] ✎
    [scheduled] 🕑
    [sending] ▶️
    [paused] ⏸
    [cancelled] ✖️
   *[done] ✅
} { $title }{ $sent ->
    [0] { "" }
   *[other] { " " }· { $sent }
}
broadcast-empty = без текста
broadcast-view = <b>Рассылка</b>{ $starts ->
    [none] { " " }· черновик
   *[other] { " " }· начнётся { $starts }
}
    👥 Кому: { $audience } – { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[many] { $people } человек
} (всего в аудитории { $of })
    ✍️ Текст: { $texts ->
    [none] ещё нет
   *[other] { $texts }
}
    🖼 Картинка: { $photo ->
    [yes] есть
   *[no] нет
}
    🔘 Кнопка: { $button ->
    [none] нет
   *[other] «{ $button }»
}

    Кто отписался от новостей или заблокировал бота, сообщения не получит. В каждом – кнопка отписки.
broadcast-sure = <b>Отправляем?</b>
    Получат: { $audience } – { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[many] { $people } человек
}. Остановить можно в любой момент, но то, что уже ушло, не вернуть.
broadcast-ask-text = Пришлите текст ({ $language }): жирный, курсив и ссылки сохранятся, можно сразу с картинкой. <code>{ "{" }name{ "}" }</code> заменится именем получателя.
    Если текст будет на одном языке, его получат все.
broadcast-ask-photo = Пришлите картинку для рассылки. С картинкой текст короче – до 900 знаков.
broadcast-ask-button = Куда поведёт кнопка? Напишите надпись и артикул или адрес, например:
    <code>Купить TEE-BLK-M</code>
    <code>Читать https://example.com</code>
    Или выберите полку:
broadcast-ask-when = Когда отправить? Напишите, как удобно: «завтра в 10:00», «25.12 18:30», «в пятницу в 19», «через 2 часа». Время – вашего магазина.
broadcast-ask-audience = <b>Кому пишем?</b>
    Сейчас: { $audience }
broadcast-ask-days = Сколько дней человек не покупал? Напишите число, например 45.
broadcast-ask-product = Покупателям какого товара? Напишите артикул, например TEE-BLK-M.
broadcast-ask-shelf = Покупателям какой полки?
broadcast-example = Привезли новые кружки ☕️
broadcast-button-example = Купить TEE-BLK-M
broadcast-when-example = завтра 10:00
broadcast-test-sent = Отправил вам в личные сообщения
broadcast-test-failed = Не получилось: { $why }. Откройте личный чат с ботом и попробуйте ещё раз.
broadcast-progress-title = { $state ->
    [sending] <b>▶️ Рассылка идёт</b>
    [paused] <b>⏸ Рассылка на паузе</b>
    [cancelled] <b>✖️ Рассылка остановлена</b>
   *[done] <b>✅ Рассылка завершена</b>
}
broadcast-sent = Доставлено: { $count }
broadcast-blocked = Заблокировали бота: { $count }
broadcast-skipped = Отписались или не успели: { $count }
broadcast-failed = Не доставлено: { $count }
broadcast-unknown = Неизвестно, дошло ли: { $count }. Сами ещё раз не отправим – решать вам.
campaign-followed = За неделю после сообщения: { $orders ->
    [one] { $orders } заказ
    [few] { $orders } заказа
   *[many] { $orders } заказов
} на { $revenue }
campaign-promo = 🎁 Промокод: <code>{ $code }</code>
audience-all = Все
audience-buyers = Покупатели
audience-lapsed = Не покупали { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
audience-bought = Купившие «{ $title }»
audience-category = Покупатели полки «{ $title }»
audience-cart = С товарами в корзине
audience-any-language = Любой язык
button-broadcasts = ‹ Рассылки
button-broadcast-new = ➕ Новая рассылка
button-broadcast-text = ✍️ { $language }
button-broadcast-no-text = Убрать этот текст
button-broadcast-audience = 👥 Кому
button-broadcast-photo = 🖼 Картинка
button-broadcast-no-photo = 🖼 Убрать картинку
button-broadcast-button = 🔘 Кнопка
button-broadcast-no-button = 🔘 Убрать кнопку
button-broadcast-look = 👁 Посмотреть
button-broadcast-test = 🧪 Прислать мне
button-broadcast-later = 🕑 Назначить время
button-broadcast-unschedule = Не отправлять по времени
button-broadcast-now = 🚀 Отправить
button-broadcast-sure = Да, отправить: { $people }
button-broadcast-remove = 🗑 Удалить
button-broadcast-pause = ⏸ Пауза
button-broadcast-resume = ▶️ Продолжить
button-broadcast-cancel = ✖️ Остановить
button-unknown-again = Отправить им ещё раз
button-unknown-leave = Не отправлять
button-refresh = 🔄 Обновить
button-audience-days = Своё число дней
button-audience-product = Купившие товар…
button-audience-shelf = Покупатели полки…
button-campaign-open = Открыть
button-stop-news = 🔕 Отписаться
button-want-news = 🔔 Подписаться снова
news-stopped = Хорошо, больше не напишем об этом. О самих заказах писать продолжим.
news-wanted = Готово, снова будем писать. Спасибо!
error-nothing-to-send = Сначала напишите текст рассылки.
error-nobody-to-send-to = В этой аудитории сейчас никого нет. Выберите другую.
error-campaign-under-way = Рассылка уже идёт или завершена, изменить её нельзя. Откройте её, чтобы посмотреть.
error-moment-passed = Это время уже прошло или наступит больше чем через год. Пример: завтра 10:00
error-message-too-long = Слишком длинно: до { $limit } знаков вместе с разметкой.
