# Остатки с телефона: сигналы, движения, пересчёт, места, для сотрудников.

command-count = Пересчёт: сверить полки с учётом
command-places = Места хранения
command-move = Переложить: /move АРТИКУЛ 5 A B

low-stock = { $left ->
    [0] 🔴 Нет в наличии: <b>{ $title }</b>{ $options }
   *[other] 🟠 Заканчивается: <b>{ $title }</b>{ $options }
}
    <code>{ $sku }</code> · свободно: <b>{ $left }</b>
low-runs-out = { $days ->
    [0] 📉 При нынешних продажах хватит меньше чем на день.
    [one] 📉 При нынешних продажах хватит примерно на { $days } день.
    [few] 📉 При нынешних продажах хватит примерно на { $days } дня.
   *[many] 📉 При нынешних продажах хватит примерно на { $days } дней.
}
low-hint = <i>Можно ответить на это сообщение: +10, -2 брак или 25.</i>
low-stock-many = { $count ->
    [one] 🟠 <b>Заканчивается { $count } артикул</b>
    [few] 🟠 <b>Заканчиваются { $count } артикула</b>
   *[many] 🟠 <b>Заканчиваются { $count } артикулов</b>
}
low-stock-row = <code>{ $sku }</code> { $title } — <b>{ $left }</b>
button-stop-selling = 🙈 Не продавать
button-stock-card = 📦 Карточка
button-stock-moves = 🕓 История
button-newest = ‹ К последним
stock-low-set = 🔔 Скажу, когда свободных <code>{ $sku }</code> останется { $low } или меньше.
stock-low-rule = 🔔 Теперь товар «заканчивается», когда его { $low } или меньше. Касается артикулов: { $count }. Где вы ставили своё число, оно осталось.
stock-place = { $name }: { $count }
stock-places = 🏷 { $places }
stock-hint = <i>Сигнал при остатке { $low }. Можно ответить на это сообщение: +10, -2 брак или 25.</i>
stock-moves-title = <b>🕓 { $title }</b>
    <code>{ $sku }</code>
stock-reason-broken = бой, брак
stock-reason-lost = потеря
stock-reason-found = нашлось
stock-reason-count = пересчёт
stock-reason-supply = поставка

count-explain = <b>🧮 Пересчёт</b>

    Напишите, сколько чего лежит, — строка на артикул:
    <code>TEE-BLK-M 25</code>
    <code>MUG-RED 7</code>
    Или выберите полку: я пришлю её артикулы, останется поправить числа. Сначала покажу расхождения, потом применю.
count-reply = строки «артикул и сколько лежит» — ответом на это сообщение.
count-shelf = Скопируйте, поправьте числа и пришлите обратно:
    { $lines }
count-shelf-empty = На этой полке считать нечего.
usage-count = Не получилось прочитать «{ $line }». Нужны артикул и число в каждой строке, до 200 строк: <code>TEE-BLK-M 25</code>. Ничего не изменено.

places-title = <b>🏷 Места хранения</b>
    ★ отсюда берут товар для заказов. Число — сколько там лежит.
places-none = <b>🏷 Места хранения</b>
    Пока всё лежит в одном месте. Добавьте первое — в нём окажется всё, что есть, — потом второе.
places-one = <b>{ $name }</b>{ $state ->
    [first] { " " }★
   *[other] { "" }
}
    Лежит штук: { $pieces }, артикулов: { $items }.
places-ask = Как назвать место? Например: Склад, Магазин.
usage-move = Напишите артикул, сколько, откуда и куда: <code>/move TEE-BLK-M 5 Склад Магазин</code>
    Места: { $places }
move-done = ✅ <code>{ $sku }</code> { $title }: { $count } шт. { $source } → { $target }
move-done-before = <code>{ $sku }</code> { $title }: уже переложено, { $source } → { $target }
button-count = 🧮 Пересчёт
button-places = 🏷 Места
button-place-new = ➕ Новое место
button-place-first = ★ Брать отсюда
button-place-remove = Убрать

error-place-taken = Место с таким названием уже есть.
error-not-there = Столько там не лежит. Ничего не переложено.
error-unknown-place = Не понял, какие места. Есть: { $places }. Посмотреть и добавить — /places.
error-place-in-use = Место «{ $name }» нельзя убрать: там что-то лежит или его помнят движения.
error-too-many-places = Мест уже { $limit }, больше не нужно.
