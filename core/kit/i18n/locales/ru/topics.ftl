# Заказы в работе: списки, сборка, курьеры, темы форума, для сотрудников.

command-deliveries = Мои доставки
command-topics = Отдельная тема на каждый заказ

group-today = сегодня
group-mine = мои

packing-title = <b>📋 Сборка · заказ { $number }</b>
packing-line = ☐ <b>{ $count } ×</b> <code>{ $sku }</code> { $title }{ $options }{ $places ->
        [none] { "" }
       *[other] { " " }🏷 { $places }
    }
packing-pieces = { $count ->
    [one] Всего { $count } штука
    [few] Всего { $count } штуки
   *[many] Всего { $count } штук
}
button-packing = 📋 Сборка
button-courier = 🚴 Курьер
button-courier-none = Никто не назначен
button-delivery-photos = 📷 Фото вручения
courier-choose = 🚴 Кто везёт заказ { $number }?
courier-assigned = Курьер назначен
courier-unassigned = Курьер снят
staff-order-courier = 🚴 Везёт: { $name }
did-assign = Назначил курьера: { $name }, { $time }
did-photograph = Приложил фото вручения: { $name }, { $time }

deliveries-title = { $count ->
    [one] <b>🚴 У вас { $count } доставка</b>
    [few] <b>🚴 У вас { $count } доставки</b>
   *[many] <b>🚴 У вас { $count } доставок</b>
}
deliveries-none = <b>🚴 Мои доставки</b>
    Пока везти нечего. Когда назначат заказ, я напишу.
delivery-yours = 🚴 <b>Вам назначена доставка</b>
delivery-title = <b>{ $icon } Доставка { $number }</b>
delivery-address = 📍 { $address }
delivery-line = • { $title }{ $options } × { $count }
delivery-cash = 💵 <b>Взять с покупателя: { $sum }</b>
delivery-paid = ✅ Деньги брать не нужно
delivery-photos = { $count ->
    [one] 📷 { $count } фото вручения
   *[other] 📷 Фото вручения: { $count }
}
delivery-taken = Забрали. Хорошей дороги!
delivery-refused = Отмечено: покупатель не взял заказ
delivery-ask-refused = Покупатель точно не взял заказ { $number }? Товар вернётся на склад, заказ отменится.
delivery-ask-less = Сколько покупатель заплатил за заказ { $number }? Нужно было { $sum }.
delivery-ask-photo = 📷 Пришлите фото: заказ { $number } вручён или оставлен у двери.
delivery-call = 📞 { $name }: { $phone }
delivery-photo = 📷 Фото вручения { $number } из { $count }
delivery-photo-kept = Фото сохранено
button-map = 🗺 Карта
button-call = 📞 Позвонить
button-take = 🚚 Забрал, везу
button-collected = ✅ Вручил, взял { $sum }
button-refused = ✖️ Не взял
button-refused-sure = Да, не взял
button-photo-proof = 📷 Фото вручения
button-my-deliveries = 🚴 Все доставки

topics-on = <b>🧵 Темы заказов включены</b>
    Для каждого нового заказа в группе сотрудников появляется своя тема; когда заказ завершён, она закрывается. Нужны включённые темы в группе и право бота управлять ими; без этого карточки приходят как обычно.
topics-off = <b>🧵 Темы заказов выключены</b>
    Все карточки приходят прямо в группу сотрудников. Если в группе включены темы, можно завести отдельную на каждый заказ.
button-topics-on = Включить
button-topics-off = Выключить
