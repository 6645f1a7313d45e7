# Разговоры покупателей с магазином.

command-talks = Кто ждёт ответа
talk-ask = ✍️ Напишите, что передать магазину «{ $shop }»{ $number ->
    [none] { "" }
   *[other] { " " }о заказе { $number }
}. Подойдут текст, фото, видео, голосовое или файл.
talk-here = Или напишите прямо здесь: следующее сообщение увидят сотрудники магазина.
talk-passed-on = ✅ Передали магазину «{ $shop }». Ответ придёт сюда. Можно дописать ещё.
talk-resumed = ✅ Это продолжение разговора с магазином «{ $shop }»: передали. Чтобы снова искать товары, вернитесь в магазин.
talk-left = Вы вернулись в магазин. Если вам ответят, сообщение придёт сюда же.
talk-answer-sent = ✅ Передаём покупателю
talk-head-staff = 💬 <b>{ $name }</b> · { $about }
talk-head-customer = 💬 <b>{ $shop }</b>{ $number ->
    [none] { "" }
   *[other] { " " }· заказ { $number }
}
talk-about-order = заказ { $number }
talk-about-shop = общий вопрос
talk-edited = <i>(исправлено)</i>
talk-card = 💬 <b>{ $name }</b> · { $about }
talk-waits = ⏳ Ждёт ответа с { $time }
talk-answered = ✅ Ответ: { $name }, { $time }
talk-open = Разговор открыт
talk-closed = ☑️ Разговор закрыт
talk-assigned = Ведёт: { $name }
talk-in-doubt = { $count ->
    [one] ⚠️ { $count } сообщение могло не дойти – откройте историю.
    [few] ⚠️ { $count } сообщения могли не дойти – откройте историю.
   *[many] ⚠️ { $count } сообщений могли не дойти – откройте историю.
}
talk-card-hint = <i>Ответьте на это сообщение или на любое сообщение покупателя – он получит ваш ответ.</i>
talk-history = <b>История: { $name }</b> · { $about }
talk-line = <b>{ $side ->
    [shop] 🏪 { $name }
   *[customer] { $name }
}</b> { $time }{ $edited ->
    [yes] { " " }(исправлено)
   *[no] { "" }
}
    { $text }
talk-attachment = { $kind ->
    [photo] [фото]
    [video] [видео]
    [voice] [голосовое]
    [audio] [аудио]
    [document] [файл]
    [sticker] [стикер]
    [video_note] [видеосообщение]
    [location] [место]
    [contact] [контакт]
   *[other] [вложение]
}
talk-not-delivered = ⚠️ Не доставлено: { $name } не получает сообщений от бота. Попробуйте позвонить.
talk-maybe-delivered = ⚠️ Telegram не подтвердил доставку: неизвестно, получит ли { $name } это сообщение. Сами ещё раз не отправим.
talk-waiting-time = ⏳ { $hours ->
    [0] { $minutes } мин
   *[other] { $hours } ч { $minutes } мин
}
talks-title = <b>Разговоры</b>
    { $open ->
    [0] Все вопросы закрыты 🎉
   *[other] Открыто: { $open }, ждут ответа: { $waiting }
}
shop-closed-now = 🌙 Сейчас мы отдыхаем и откроемся { $opens }. Напишите – ответим, как только вернёмся.
button-talk-write = ✍️ Написать в магазин
button-talk-order = ✍️ Вопрос по заказу
button-talk-answer = ✍️ Ответить
button-back-to-shop = ‹ Вернуться в магазин
button-talk-take = ✋ Беру на себя
button-talk-close = ☑️ Закрыть
button-talk-reopen = ↩️ Открыть снова
button-talk-history = 📜 История
button-talks = ‹ Разговоры
error-too-many-messages = Вы пишете быстрее, чем мы читаем. Подождите минуту, пожалуйста: всё, что уже отправлено, мы получили.
