# Сценарии: сообщения, которые приходят вслед за действием.

command-scenarios = Сообщения по событиям
scenarios-title = <b>Сценарии</b>
    Бот сам напишет, когда что-то случится: оставили корзину, получили заказ. Готовые выключены – посмотрите текст и включите. Число – сколько сообщений ушло.
scenario-name-cart = Забытая корзина
scenario-name-welcome = Заглянули и не купили
scenario-name-viewed = Смотрели товар
scenario-name-thanks = Спасибо за первый заказ
scenario-name-care = Как вам покупка?
scenario-name-again = Давно не виделись
scenario-text-cart = { "{" }name{ "}" }, в вашей корзине кое-что осталось 🧺
    Мы не держим товары за корзиной, так что лучше не откладывать. Если есть вопрос – просто напишите нам.
scenario-text-welcome = { "{" }name{ "}" }, вчера вы к нам заглянули – спасибо!
    Если чего-то не нашли, напишите: подскажем и поможем выбрать.
scenario-text-viewed = { "{" }name{ "}" }, вы присматривались к товару у нас в магазине.
    Он ещё здесь. Если сомневаетесь – спросите, расскажем подробнее.
scenario-text-thanks = { "{" }name{ "}" }, спасибо за первый заказ 💛
    Мы уже готовим его. Обо всём важном напишем здесь.
scenario-text-care = { "{" }name{ "}" }, как вам покупка?
    Если всё хорошо – будем рады отзыву. Если что-то не так – напишите, исправим.
scenario-text-again = { "{" }name{ "}" }, давно не виделись!
    У нас появилось новое – загляните, когда будет минутка.
scenario-trigger-opened = Открыли магазин, через { $delay }
scenario-trigger-viewed = Смотрели товар и ушли, через { $delay }
scenario-trigger-cart-left = Оставили корзину, через { $delay }
scenario-trigger-paid = Оплатили заказ, через { $delay }
scenario-trigger-delivered = Получили заказ, через { $delay }
scenario-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
   *[many] { $count } минут
}
scenario-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}
scenario-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
scenario-view = <b>{ $name }</b> – { $state ->
    [on] 🟢 включён
   *[off] ⚪️ выключен
}
    ⏱ { $when }
scenario-whom = 👥 Кому: { $bought ->
    [yes] уже покупали
    [no] ещё не покупали
   *[any] всем
}{ $first ->
    [yes] , только первый заказ
   *[no] { "" }
}{ $least ->
    [none] { "" }
   *[other] , заказ от { $least }
}{ $language ->
    [ru] , по-русски
    [en] , по-английски
   *[any] { "" }
}
scenario-limits = 🤫 { $cap ->
    [0] Без ограничения частоты
    [one] Не чаще раза в { $cap } день на человека
    [few] Не чаще раза в { $cap } дня на человека
   *[many] Не чаще раза в { $cap } дней на человека
}{ $begins ->
    [0] { $ends ->
        [0] { "" }
       *[other] . Ночью, с { $begins } до { $ends }, молчим
    }
   *[other] . Ночью, с { $begins } до { $ends }, молчим
}
scenario-sent = Отправлено: { $count }, ждут своего часа: { $waits }
scenario-ask-text = Пришлите текст. Жирный, курсив и ссылки сохранятся, <code>{ "{" }name{ "}" }</code> заменится именем.
scenario-ask-delay = Через сколько написать? Например: «3 часа», «2 дня», «сразу».
scenario-ask-cap = Раз в сколько дней можно писать одному человеку по всем сценариям? Напишите число, например 3, или «нет».
scenario-ask-quiet = В какие часы молчать? Например: «22-9» или «нет». Время – вашего магазина.
scenario-ask-promo = Какой промокод добавить? Сначала создайте его в /promo. «нет» – без промокода.
scenario-ask-button = Напишите надпись и артикул или адрес: <code>Выбрать TEE-BLK-M</code>
scenario-ask-least = Для заказов от какой суммы? Например 2000. «0» – для всех.
scenario-ask-trigger = <b>Новый сценарий</b>
    После чего писать?
scenario-example-delay = 3 часа
scenario-example-cap = 3
scenario-example-quiet = 22-9
scenario-example-least = 2000
button-scenario-new = ➕ Свой сценарий
button-scenario-on = 🟢 Включить
button-scenario-off = ⚪️ Выключить
button-scenario-delay = ⏱ Когда
button-scenario-cap = 🤫 Как часто
button-scenario-quiet = 🌙 Тихие часы
button-scenario-promo = 🎁 Промокод
button-scenario-language = 🌐 Язык
button-scenario-bought = 👥 Покупали?
button-scenario-first = 1️⃣ Первый заказ
button-scenario-least = Сумма от…
button-scenario-restore = ↩️ Вернуть текст
button-scenario-remove = 🗑 Удалить
error-unknown-promo = Промокода { $code } нет. Создайте его: /promo
