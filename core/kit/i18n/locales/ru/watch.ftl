# /audit и /health.
audit-title = 📒 <b>Кто что менял</b>{ $intact ->
        [yes] {""}
       *[no] {" "}⚠️ Запись изменили в обход магазина: цепочка прервана. Сообщите тому, кто ведёт сервер.
    }
audit-asked = Со словами «{ $asked }»:
audit-none = Пока ничего.
audit-entry = <b>{ $action }</b> — { $target }
    { $when } · { $who } · № { $seq }
audit-nobody = само
audit-undone = {" "}(отменено)
button-audit-undo = ↩️ { $target } · № { $seq }

audit-stock = Остатки
audit-price = Цена
audit-price_in = Цена в валюте
audit-variant = Вариант
audit-product = Товар
audit-shelf = Полка
audit-shop = Магазин
audit-text = Текст
audit-team = Команда
audit-promo = Промокод
audit-gift_card = Подарочная карта
audit-order = Заказ
audit-refund = Возврат денег
audit-return = Возврат товара
audit-delivery = Доставка
audit-payment_way = Способ оплаты
audit-rate = Курс
audit-rule = Правило
audit-keys = Ключи
audit-content = Цифровой товар
audit-cash = Наличные
audit-options = Варианты
audit-place = Место хранения
audit-picture = Картинка
audit-orders = Заказы
audit-goods = Товары
audit-broadcast = Рассылка
audit-scenario = Сценарий
audit-faq = Ответ
audit-post = Пост
audit-review = Отзыв
audit-channel = Канал
audit-person = Личные данные
audit-payment_difference = Расхождение
audit-did-agree = согласие первого из двух
audit-did-answered = ответ
audit-did-approve = одобрение
audit-did-ask = заявка
audit-did-cancel = отмена
audit-did-close = завершение
audit-did-decided = решение
audit-did-forgotten = удаление
audit-did-inspect = проверка
audit-did-joined = вступление
audit-did-kind = вид
audit-did-linked = подключение
audit-did-made = публикация
audit-did-quoted = названа цена
audit-did-receive = получение
audit-did-reject = отказ
audit-did-send = отправка
audit-did-unknown_decided = решение о сомнительных сообщениях
audit-did-unlinked = отключение
audit-did-waiting = ждёт второго человека
audit-did-changed = изменение
audit-did-added = добавление
audit-did-removed = удаление
audit-did-edited = правка
audit-did-visibility = показ
audit-did-carried = перенос между местами
audit-did-low_at = порог остатка
audit-did-low_rule = порог для магазина
audit-did-changed_at_once = изменение разом
audit-did-counted = пересчёт
audit-did-order_topics = темы заказов
audit-did-copied = копия
audit-did-hidden = спрятать
audit-did-shown = показать
audit-did-moved = перемещение
audit-did-renamed = название
audit-did-invited = приглашение
audit-did-created = создание
audit-did-switched = включение
audit-did-issued = выпуск
audit-did-held = на проверку
audit-did-released = проверка пройдена
audit-did-rejected = отказ
audit-did-requested = запрос
audit-did-approved = одобрение
audit-did-forgiven = недоплата прощена
audit-did-default = стало основным
audit-did-dropped = удаление
audit-did-exported = выгрузка
audit-did-imported = загрузка
audit-did-cancelled = отмена
audit-did-set = запись
audit-did-cover = обложка
audit-did-title = название
audit-did-greeting = приветствие
audit-did-about = описание
audit-did-terms = условия
audit-did-support = связь
audit-did-currency = валюта
audit-did-timezone = часовой пояс
audit-did-hours = часы работы
audit-did-login = вход из браузера
audit-did-design = вид
audit-did-blocks = первая страница

health-title = 🩺 <b>{ $shop }</b>
    { $bad ->
        [0] Всё в порядке: магазин находят, заказывают и платят.
        [one] Нужно ваше внимание:
        [few] Нужно ваше внимание — { $bad } дела:
       *[many] Нужно ваше внимание — { $bad } дел:
    }
health-good = ✅ В порядке: { $list }
health-bot = бот
health-updates = сообщения от Telegram
health-menu = меню команд
health-group = группа сотрудников
health-ways = способы оплаты
health-providers = платёжные системы
health-books = сверка
health-goods = товары
health-pictures = картинки
health-delivery = доставка
health-terms = условия
health-contact = связь
health-answers = ответы вовремя
health-refunds = возвраты денег
health-messages = уведомления
health-audit = журнал
health-bad-bot = Telegram не принимает токен бота{ $why ->
        [no] .
       *[yes] : { $said }.
    } Возьмите новый у @BotFather и отправьте <code>/connect ТОКЕН</code>.
health-bad-updates = Сообщения от Telegram опаздывают, ждут: { $count }{ $why ->
        [no] .
       *[yes] , причина: { $said }.
    } Тому, кто ведёт сервер, стоит проверить PUBLIC_URL и сертификат.
health-bad-menu = Меню команд не задано; оно задаётся заново при запуске сервера.
health-bad-group = У заказов нет группы сотрудников. Добавьте бота в группу с коллегами и нажмите «Заказы сюда».
health-bad-ways = Не настроен ни один способ оплаты.
health-bad-providers = Сейчас не отвечает и спрятано: { $said }. Вернётся само.
health-bad-books = Ждут решения расхождения с платёжной системой: { $count }.
health-bad-goods = На полках пусто. Пришлите фото с названием и ценой или таблицу товаров.
health-bad-pictures = Без картинки: { $count ->
        [one] { $count } товар
        [few] { $count } товара
       *[many] { $count } товаров
    }. Покупают то, что видно. <code>/edit АРТИКУЛ</code>
health-bad-delivery = Нет ни одного способа доставки: оформить заказ нельзя.
health-bad-terms = Не написаны условия продажи.
health-bad-contact = Покупателям не видно, как с вами связаться.
health-bad-answers = Больше часа ждут вашего ответа: { $count ->
        [one] { $count } заказ
        [few] { $count } заказа
       *[many] { $count } заказов
    }.
health-bad-refunds = Нужно выплатить вручную: { $count ->
        [one] { $count } возврат
        [few] { $count } возврата
       *[many] { $count } возвратов
    }.
health-bad-messages = Не доставлено уведомлений: { $count }. Тот, кто ведёт сервер, найдёт их среди доставок «dead».
health-bad-audit = Запись о переменах изменили в обход магазина. Сообщите тому, кто ведёт сервер.
button-mend-group = 👥 Как это сделать
button-mend-delivery = 🚚 Доставка
button-mend-ways = 💳 Способы оплаты
button-mend-providers = 💳 Платежи
button-mend-books = 📚 Расхождения
button-mend-terms = 📜 Условия
button-mend-contact = 💬 Связь
button-mend-answers = 📦 Заказы
button-mend-refunds = ↩️ Возвраты
button-mend-goods = 📦 Остатки
button-look-again = 🔄 Ещё раз

# Что бот говорит о себе, и проверка после /connect.
bot-about = { $shop }: смотрите товары, заказывайте и платите прямо в чате. Нажмите «Начать».
bot-short = { $shop }: товары, заказы и доставка в чате
button-open-bot = 🤖 Открыть бота
connect-bot = { $good ->
        [yes] Telegram знает бота.
       *[no] Telegram не знает бота.
    }
connect-updates = { $good ->
        [yes] Сообщения приходят.
       *[no] Сообщения ещё не приходят: проверьте через минуту.
    }
connect-menu = { $good ->
        [yes] Меню команд задано.
       *[no] Меню команд задаётся.
    }
connect-group = { $good ->
        [yes] Бот в группе сотрудников.
       *[no] Добавьте нового бота в группу сотрудников и нажмите там «Заказы сюда».
    }

audit-field-price = цена
audit-field-old_price = старая цена
audit-field-free_from = бесплатно от
audit-field-active = включено
audit-field-role = роль
audit-field-state = состояние
audit-field-status = состояние
audit-field-reason = причина
audit-field-amount = сумма
audit-field-currency = валюта
audit-field-count = сколько
audit-field-title = название
audit-field-hidden = скрыто
audit-field-low_at = порог
audit-yes = да
audit-no = нет
