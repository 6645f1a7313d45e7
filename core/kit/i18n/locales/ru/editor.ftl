# Редактор товара и массовые изменения, для сотрудников.

command-edit = Изменить товар: /edit АРТИКУЛ
command-bulk = Изменить много товаров сразу

usage-edit = Напишите артикул или часть названия: <code>/edit TEE-BLK-M</code>, <code>/edit кружка</code>
editor-title = <b>✏️ { $title }</b>
editor-state = { $status } · { $kind } · полка: { $shelf }
editor-option = <b>{ $name }</b>: { $values }
editor-variant = { $mark } <code>{ $sku }</code>{ $options } — { $price }, { $stock } шт.
editor-more = …и ещё { $count }
editor-variant-card = <b>{ $title }</b>{ $options }
    <code>{ $sku }</code>

    Цена: <b>{ $price }</b>{ $struck ->
        [none] { "" }
       *[other] { " " }· было <s>{ $struck }</s>
    }
    Свободно: <b>{ $stock }</b> · на складе: { $on_hand }{ $state ->
        [archived] { " " }· 🗄 в архиве
        [hidden] { " " }· 🙈 скрыт
       *[shown] { "" }
    }
product-status-draft = черновик
product-status-active = в продаже
product-status-hidden = скрыт
product-status-archived = в архиве
product-kind-goods = товар
product-kind-keys = ключи
product-kind-file = файл
product-kind-text = текст
product-kind-subscription = подписка
editor-ask-name = ✏️ Как назвать товар{ $language ->
        [ru] { " " }по-русски
        [en] { " " }по-английски
       *[any] { "" }
    }? Сейчас:
editor-ask-about = ✏️ Напишите описание{ $language ->
        [ru] { " " }по-русски
        [en] { " " }по-английски
       *[any] { "" }
    }. Дефис «-» уберёт его. Сейчас:
editor-present = { $language }: { $text }
editor-reply-name = новое название — ответом на это сообщение.
editor-reply-about = новое описание — ответом на это сообщение.
editor-ask-photo = 🖼 Пришлите новое фото.
editor-reply-photo = фото товара — ответом на это сообщение.
editor-photos = 🖼 Фото { $number } из { $count }
editor-photos-none = 🖼 Фото пока нет.
editor-ask-photos = 🖼 Пришлите фото, можно несколько подряд. Всего у товара до десяти.
editor-ask-kind = Что это за товар?
editor-ask-price = Новая цена <code>{ $sku }</code>? Сейчас { $price }. Примеры: <code>1990</code> или <code>1990 было 2490</code>
editor-ask-sku = Новый артикул вместо <code>{ $sku }</code>? Латинские буквы, цифры и дефис. Пример: <code>TEE-BLK-M</code>
editor-ask-stock = Сколько <code>{ $sku }</code> на складе? Сейчас { $stock }.
editor-options = <b>{ $title }</b>
    В чём товар можно выбрать. Каждое сочетание — свой артикул, своя цена и свой остаток.
editor-options-none = <b>{ $title }</b>
    Пока без вариантов. Добавьте, например, цвет или размер.
editor-values = <b>{ $name }</b>
    Нажмите на значение, чтобы убрать его.
editor-value-sure = Убрать «{ $value }»? Эти варианты уйдут в архив; заказы и остатки останутся как есть.
editor-ask-option = Напишите название и значения: <code>Цвет: чёрный, белый</code>
editor-ask-values = Какие значения добавить в «{ $name }»? Через запятую.
editor-copied = Это копия: черновик без остатка
button-edit = ✏️ Изменить
button-edit-name = Название
button-edit-about = Описание
button-edit-price = 💰 Цена и остаток
button-edit-variants = Артикулы · { $count }
button-edit-options = Варианты
button-edit-photo = 🖼 Фото
button-edit-no-photo = Без фото
button-photo-add = ➕ Добавить фото
button-photo-drop = ✖️ Убрать это
button-photo-replace = 🔄 Заменить главное
button-edit-shelf = Полка
button-edit-kind = Вид
button-edit-copy = 📋 Копия
button-edit-archive = 🗄 В архив
button-edit-restore = Вернуть из архива
button-edit-set-price = 💰 Цена
button-edit-set-stock = 📦 Остаток
button-edit-set-sku = Артикул
button-edit-moves = История остатка
button-option-new = ➕ Цвет, размер…
button-values-new = ➕ Значения
button-value-sure = Да, убрать

bulk-choose = <b>🧰 Много товаров сразу</b>
    Выберите полку или напишите слово из названия. Сразу с ценой тоже можно: <code>/bulk чай -10%</code>
bulk-meant = <b>🧰 { $name }</b>
    Артикулов: { $count }, из них скрыто: { $hidden }
bulk-plan = { $action ->
    [hide] 🙈 Скрыть: { $count }
    [show] 👁 Показать: { $count }
   *[other] 💰 Цены { $amount }: изменятся { $count }
}
bulk-line = <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
bulk-line-name = <code>{ $sku }</code> { $title }{ $options }
bulk-ask-price = На сколько изменить цены? Процент или сумма: <code>-10%</code>, <code>+5%</code>, <code>+50</code>, <code>-100</code>
bulk-done = ✅ Изменено: <b>{ $count }</b>
bulk-undone = ↩️ Вернул как было
bulk-left = Не тронул { $count }: их уже изменил кто-то ещё
button-bulk-price = 💰 Изменить цены
button-bulk-hide = 🙈 Скрыть все
button-bulk-show = 👁 Показать все
button-bulk-round = до { $step }

error-too-many-variants = Слишком много сочетаний: до { $limit } вариантов и трёх свойств у товара.
error-last-variant = Это последний вариант: без него нечего будет продавать. Товар целиком можно отправить в архив.
error-nothing-meant = Таких товаров не нашлось.
