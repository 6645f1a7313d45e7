# /sales и /report: что продано, в цифрах.
sales-title = 📈 <b>{ $span }</b>
    { $sum }
sales-none = Продаж не было.
sales-placed = Оформлено: { $placed }, из них не оплачено: { $expired }
sales-orders = { $orders ->
        [one] { $orders } заказ
        [few] { $orders } заказа
       *[many] { $orders } заказов
    } (до этого: { $before }), { $pieces } шт.
sales-average = Средний заказ: { $average }
sales-buyers = { $buyers ->
        [one] { $buyers } покупатель
        [few] { $buyers } покупателя
       *[many] { $buyers } покупателей
    }, впервые: { $new }
sales-given-back = Продано на { $sold }, возвращено { $back }
sales-other = И в другой валюте: { $sum }
sales-top = <b>Лучше всего продаётся</b>
sales-top-row = { $place }. { $title } — { $pieces } шт., { $sum }
usage-sales = Не понял срок. Отправьте <code>/sales</code> — за семь дней, или <code>/sales сегодня</code>, <code>/sales месяц</code>, <code>/sales год</code>.

span-today = День
span-week = 7 дней
span-month = 30 дней
span-year = Год
button-earlier = ‹ Раньше
button-later = Позже ›
button-sheet = 📄 Excel
button-sales = 📈 Продажи
button-report-settings = ⏰ Отчёты
sheet-ready = 📄 Таблица следом: итоги, дни, товары и каждый заказ.

figures-change = { $sign }{ $percent } %
chart-now = сейчас
chart-before = до этого
short-units = { NUMBER($number, maximumFractionDigits: 2) }
short-thousands = { NUMBER($number, maximumFractionDigits: 1) } тыс.
short-millions = { NUMBER($number, maximumFractionDigits: 1) } млн

figures-sheet-summary = Итоги
figures-sheet-days = Дни
figures-sheet-products = Товары
figures-sheet-orders = Заказы
figures-net = Заработано
figures-sold = Продано
figures-given-back = Возвращено
figures-net-before = Заработано до этого
figures-orders = Заказов
figures-average = Средний заказ
figures-pieces = Штук
figures-buyers = Покупателей
figures-new-buyers = Новых покупателей
figures-currency = Валюта
figures-column-what = Показатель
figures-column-value = Значение
figures-column-when = Когда
figures-column-product = Товар
figures-column-sum = Сумма
figures-column-number = Заказ
figures-column-status = Состояние
figures-column-customer = Покупатель
figures-column-pieces = Штук
figures-column-currency = Валюта

# Отчёты, которые приходят сами.
report-settings = ⏰ <b>Отчёты приходят сами</b>
    Только вам, в этот чат.
report-daily = Каждый день о вчерашнем — { $state ->
        [on] <b>в { $hour }</b>
       *[off] выключено
    }
report-weekly = По понедельникам за семь дней — { $state ->
        [on] <b>в { $hour }</b>
       *[off] выключено
    }
report-monthly = Первого числа за тридцать дней — { $state ->
        [on] <b>в { $hour }</b>
       *[off] выключено
    }
button-report-daily = Каждый день
button-report-weekly = Каждую неделю
button-report-monthly = Каждый месяц
button-report-now = 👁 Показать
button-report-off = Выключить
report-ask-daily = В котором часу присылать отчёт о вчерашнем дне? Можно написать: <code>/report день 9</code>.
report-ask-weekly = В котором часу по понедельникам? Можно написать: <code>/report неделя 9</code>.
report-ask-monthly = В котором часу первого числа? Можно написать: <code>/report месяц 9</code>.
usage-report = Напишите, какой отчёт и в котором часу: <code>/report день 9</code>, <code>/report неделя 18</code>, <code>/report месяц выкл</code>.
report-title-daily = ☀️ <b>{ $shop }: вчера</b>
report-title-weekly = 🗓 <b>{ $shop }: семь дней</b>
report-title-monthly = 🗓 <b>{ $shop }: тридцать дней</b>
report-low = <b>Заканчивается</b>
report-low-row = { $name } (<code>{ $sku }</code>): { $left ->
        [0] закончилось
       *[other] осталось { $left }
    }

forecast-runs-out = закончится { $days ->
        [0] сегодня
        [one] через { $days } день
        [few] через { $days } дня
       *[many] через { $days } дней
    }
forecast-runs-out-between = закончится примерно через { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } ({ $earliest }–{ $latest })
