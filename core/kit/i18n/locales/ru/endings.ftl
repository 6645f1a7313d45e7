# Разговоры, согласие на новости, подарки за друзей.

button-talk-give = 👤 Передать
talk-give = <b>Кто будет вести разговор?</b>
    { $name } · { $about }
talk-given = Теперь ведёт { $name }
audit-talk = Разговор
audit-did-assigned = передача
error-scenario-off = Сценарий выключен и никому не пишет. Включите его, тогда сообщения можно отправить ещё раз.

consent-wording = Согласен получать от магазина «{ $shop }» сообщения о новинках, скидках и акциях в Telegram. Отписаться можно в любой момент: в профиле или кнопкой под сообщением.
consent-ask = 🔔 Можно иногда писать вам о новинках и скидках? Без согласия не пишем; о ваших заказах сообщаем всегда.
    <i>{ $wording }</i>
button-consent-yes = 🔔 Да, пишите
button-consent-no = Нет, спасибо
rules-consent-warning = ⚠️ <b>Теперь рассылки уйдут и тем, кто согласия не давал.</b> По закону о рекламе (38-ФЗ, статья 18) на рекламную рассылку нужно согласие заранее, штраф платит магазин. Вернуть: <code>/rules consent on</code>

friend-gets-points = { $points } баллами
friend-gets-percent = промокод на скидку { $rate } %
friend-gets-sum = промокод на { $sum }
button-friends-rules = 👋 Приглашения
friends-title = 👋 <b>Подарки за друзей</b>
    Пригласившему: { $inviter ->
        [none] ничего
       *[other] { $inviter }
    }
    Другу: { $invited ->
        [none] ничего
       *[other] { $invited }
    }
    { $most ->
        [one] Не больше чем за { $most } друга
       *[other] Не больше чем за { $most } друзей
    }, промокоды действуют { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }.

    <i>Подарки приходят, когда завершится первый оплаченный заказ друга. Промокод личный и на один раз. Двум аккаунтам с одним телефоном или адресом ничего не дарим: сам себя не пригласишь.</i>
friends-ask-kind = Что получает { $who ->
    [inviter] пригласивший
   *[invited] друг
}?
friends-ask-value = Сколько? { $kind ->
    [points] Числом, например <code>300</code> — столько { $currency } баллами.
    [percent] Процент скидки, например <code>10</code>.
   *[sum] Сумма скидки в { $currency }, например <code>500</code>.
}
friends-ask-most = За скольких друзей благодарить одного человека? Числом, например <code>20</code>.
button-friends-inviter = Пригласившему
button-friends-invited = Другу
button-friends-most = За скольких друзей
button-friends-off = Выключить
button-friends-points = ⭐ Баллы
button-friends-percent = 🏷 Промокод, %
button-friends-sum = 🏷 Промокод, сумма
button-friends-nothing = Ничего
