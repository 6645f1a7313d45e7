# Возвраты: покупатель.

button-return = ↩️ Возврат
button-my-return = ↩️ Мой возврат
return-pick = <b>Заказ { $number }</b>: что хотите вернуть?
button-return-go = Дальше · { $sum }
return-ask-reason = <b>Заказ { $number }</b>: что не так?
return-reason-defect = Сломано или с браком
return-reason-wrong = Прислали не то
return-reason-unlike = Не как в описании
return-reason-fit = Не подошло
return-reason-mind = Передумали
return-ask-outcome = <b>Заказ { $number }</b>: возвращаете товары на { $sum }. Что хотите взамен?
return-outcome-refund = Вернуть деньги
return-outcome-credit = На счёт в магазине
return-outcome-exchange = Обмен
return-ask-instead = { $title } × { $quantity }: на что обменять?
return-alternative = { $title } · { $sum }
return-check = <b>Возврат по заказу { $number }</b>
return-line = • { $title } × { $quantity }{ $instead ->
    [none] { "" }
   *[other] { " " }→ { $instead }
}{ $said ->
    [none] { "" }
   *[other] { " " }— <i>{ $said }</i>
}
return-why = Причина: { $reason }
return-wanted = Хотите: { $outcome }
return-worth = На сумму: { $sum }
return-exchange-note = <i>Считается цена на день обмена. Разницу вы доплатите, или мы её вернём.</i>
return-comment = «{ $comment }»
return-photos = 📷 Фото: { $count }
button-return-send = ✅ Подтвердить
button-return-comment = 💬 Комментарий
button-return-add-photo = 📷 Фото
button-return-done = ✅ Готово
return-ask-comment = Расскажите своими словами, что не так.
return-ask-photos = 📷 Пришлите фото по одному: пока { $count } из { $most }. Потом нажмите «Готово».
return-asked = Посмотрим и ответим здесь.
return-title = { $icon } <b>Возврат по заказу { $number }</b>
return-status = Статус: <b>{ $status }</b>
return-state-requested = ждёт нашего ответа
return-state-approved = одобрен
return-state-rejected = отказ
return-state-closed = завершён
return-state-cancelled = отменён
return-answer = Магазин: { $answer }
return-tracking = Отправлено: { $tracking }
return-next-requested = Посмотрим и ответим здесь, обычно в течение дня.
return-next-send = Отправьте товар обратно или принесите нам. Потом напишите, как отправили.
return-next-sent = Сообщим, когда товар придёт.
return-next-received = Товар у нас. Проверим его и завершим возврат.
return-result-nothing = По этому возврату ничего не возвращается.
return-result-refund = { $sum } вернутся тем же способом, которым были оплачены.
return-result-credit = { $sum } — на вашем счёте в магазине.
return-result-exchange = Взамен вам придёт заказ { $number }.{ $to_pay ->
    [none] { "" }
   *[other] { " " }Осталось доплатить { $to_pay }.
}
return-credit-code = Введите код при оформлении: <code>{ $code }</code>
button-return-track = 🚚 Отправлено
button-return-cancel = Отменить возврат
button-return-cancel-sure = Да, отменить
button-return-keep = Нет, оставить
button-return-order = Заказ { $number }
button-return-exchange = Заказ { $number }
return-cancel-ask = Отменить возврат по заказу { $number }?
return-cancelled = Возврат отменён.
return-too-late = Товар уже в пути: возврат не отменить.
return-ask-tracking = Возврат по заказу { $number }: как отправили? Напишите трек-номер или пару слов.
push-return-approved = ✅ Возврат по заказу { $number } одобрен. Отправьте товар обратно или принесите нам.
push-return-rejected = В возврате по заказу { $number } отказано{ $answer ->
    [none] .
   *[other] : { $answer }
}
push-return-refund = ✅ Возврат по заказу { $number } завершён: { $sum } снова у вас.
push-return-credit = 🎁 Возврат по заказу { $number } завершён: { $sum } на вашем счёте в магазине. Код — на карточке.
push-return-exchange = 🔁 Возврат по заказу { $number } завершён: взамен вам придёт заказ { $exchange }.{ $to_pay ->
    [none] { "" }
   *[other] { " " }Доплатите, пожалуйста, { $to_pay }.
}
push-return-nothing = Возврат по заказу { $number } завершён: ничего не возвращается. Напишите нам, если это неожиданно.

error-not-returnable = Это вернуть (уже) нельзя.
error-return-window = Вернуть товар можно в течение { $days ->
    [one] { $days } дня
   *[other] { $days } дней
} после получения: этот срок прошёл.
error-digital-stays = То, что пришло в чат, вернуть нельзя.
error-return-unfinished = Ещё не всё принято и проверено.
error-exchange-unclear = Непонятно, на что менять. Выберите деньги или счёт в магазине.

# Возвраты: сотрудники.

usage-returns = <code>/returns</code> покажет новые возвраты, <code>/returns open</code> — те, что в пути или у нас, <code>/returns done</code> — остальные.
returns-new = Новые
returns-open = В работе
returns-done = Завершённые
staff-returns-title = <b>Возвраты</b> · { $group }
staff-returns-empty = <b>Возвраты</b> · { $group }: пусто.
staff-returns-row = { $icon } { $number } · { $name } · { $outcome }
button-staff-return = ↩️ Открыть возврат
staff-return-title = { $icon } <b>Возврат · заказ { $number }</b>
staff-return-asked = Просит { $customer }, { $when }
staff-return-requested = ждёт вашего ответа
staff-return-expected = одобрен, в пути
staff-return-received = у нас, проверить
staff-return-inspected = проверен, завершить
staff-return-rejected = отказ
staff-return-closed = завершён
staff-return-cancelled = отменён покупателем
staff-return-second = ⏳ { $name } хочет завершить; сумма больше лимита: то же должен нажать ещё один человек.
reception-received = пришло всё: { $quantity }
reception-short = пришло { $received } из { $quantity }
reception-wrong_item = пришло другое
reception-lost = потерялось в пути
acceptance-accepted = принято: { $accepted } из { $quantity }
acceptance-partly = принято частично: { $accepted } из { $quantity }
acceptance-rejected = не принято: { $accepted } из { $quantity }
button-return-approve = ✅ Одобрить
button-return-reject = ✖️ Отказать
button-return-received = 📥 Пришло всё
button-return-by-line = По строкам
button-return-accept-all = 🔍 Всё в порядке, на полку
button-return-close = ☑️ Завершить
button-return-correct = Исправить
button-return-photos = 📷 Фото ({ $count })
button-return-next-photo = Дальше ›
button-return-own-words = Своими словами
button-return-take-none = Не принимать
button-return-close-nothing = Завершить, ничего не возвращая
return-photo = Возврат по заказу { $number }: фото { $place } из { $count }
return-no-photos = Фото нет.
return-reject-ask = Возврат по заказу { $number }: почему отказываем? Покупатель это прочтёт.
return-reject-late = Срок возврата прошёл
return-reject-used = Товаром пользовались
return-reject-incomplete = Неполный комплект
return-reject-own = Возврат по заказу { $number }: напишите, почему отказываем. Покупатель это прочтёт.
return-reject-placeholder = Причина
return-receive-lines = Возврат по заказу { $number }: что пришло?
return-receive-line = Как пришло?
return-inspect-lines = Возврат по заказу { $number }: что принимаем?
return-inspect-line = Что делаем с принятым?
return-inspect-number = Принять { $accepted } из { $received }
return-close-ask = Возврат по заказу { $number }: принято товаров на { $sum }. Что получит покупатель?
return-close-nothing = Возврат по заказу { $number }: ничего не принято, возвращать нечего.
return-close-refund = Деньги
return-close-credit = Счёт в магазине
return-close-exchange = Обмен, как просили
return-approved = Одобрен
return-rejected = Отказано
return-received = Отмечено: пришло
return-inspected = Принято
return-closed = Завершён: { $sum }
return-waits-for-second = { $sum } — больше лимита: завершить должен ещё один человек.
return-rejected-noted = Возврат по заказу { $number }: отказано, покупателю сообщили.
return-decided-before = Возврат по заказу { $number }: уже решили.
return-did-approve = Одобрил: { $name }, { $time }
return-did-reject = Отказал: { $name }, { $time }
return-did-receive = Принял: { $name }, { $time }
return-did-inspect = Проверил: { $name }, { $time }
return-did-agree = { $name } хочет завершить, { $time }
return-did-close = Завершил: { $name }, { $time }
staff-push-return-second = Возврат по заказу { $number }: сумма больше лимита, завершить должен ещё один человек.
